"""Live Photos as two files: which film belongs to which still."""

from __future__ import annotations

from pathlib import Path

import pytest

from photoplay.media.record import Film, MediaRecord
from photoplay.templates.live_photos import pairs, told_of, without_films


def still(name: str, identifier: str = "", folder: str = "a") -> MediaRecord:
    path = Path(folder) / name
    return MediaRecord(
        f"img_{folder}{name}", name, path, "image", "heic", 4032, 3024, 1, "0" * 64, live_photo=identifier
    )


def moving(name: str, identifier: str = "", seconds: float = 2.8, folder: str = "a") -> MediaRecord:
    path, facts = Path(folder) / name, Film(round(seconds * 1000), 84, 30.0)
    return MediaRecord(
        f"vid_{folder}{name}", name, path, "video", "mov", 1920, 1440, 1, "1" * 64,
        role="clip", film=facts, live_photo=identifier,
    )  # fmt: skip


STILL = still("IMG_1.HEIC")


@pytest.mark.parametrize(
    ("film", "belongs"),
    [
        (moving("IMG_1.MOV"), True),
        (moving("img_1.mov"), True),
        (moving("IMG_1.MOV", "other"), True),
        (moving("IMG_1.MOV", seconds=4.5), False),
        (moving("IMG_1.MP4"), False),
        (moving("IMG_2.MOV"), False),
    ],
)
def test_by_name(film: MediaRecord, belongs: bool) -> None:
    assert pairs([film, STILL]) == ({film.id: STILL.id} if belongs else {})


def test_by_identifier_whatever_the_names() -> None:
    shot = still("a.jpg", "ABC")
    assert pairs([shot, moving("b.mp4", "ABC", 9)]) == {"vid_ab.mp4": shot.id}
    assert pairs([shot, moving("a.mov", "DEF")]) == {}, "both say that they belong to others"


def test_names_count_within_a_folder() -> None:
    apart = [STILL, moving("IMG_1.MOV", folder="b")]
    assert pairs(apart) and not pairs(apart, in_folders=True)


def test_only_stills_of_phones_have_moving_halves() -> None:
    assert pairs([still("clip.png"), moving("clip.mov")]) == {}
    assert without_films([moving("IMG_1.MOV")]) == [moving("IMG_1.MOV")], "alone it is a film"


def test_the_rest_keeps_its_order_and_it_is_told() -> None:
    records = [still("b.jpg"), moving("a.MOV"), still("a.heic"), moving("c.MOV")]
    assert [record.name for record in without_films(records)] == ["b.jpg", "a.heic", "c.MOV"]
    assert told_of(0) == ()
    assert "1 Live Photo: its still" in told_of(1)[0] and "3 Live Photos" in told_of(3)[0]
