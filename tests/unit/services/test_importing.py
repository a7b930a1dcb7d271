"""What is taken from files and folders, and what is told of the rest."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from photoplay.errors import BrokenMedia, MissingMedia, UnsupportedMedia
from photoplay.services.importing import import_photo, import_photos, photos_in

Photos = Callable[[int], list[Path]]


def test_a_photo_has_its_subject(tmp_path: Path) -> None:
    image = Image.effect_noise((300, 200), 3).convert("RGB")
    image.paste(Image.effect_noise((60, 60), 120).convert("RGB"), (220, 20))
    image.save(tmp_path / "a.jpg", quality=95)
    focus = import_photo(tmp_path / "a.jpg").focus
    assert focus.x > 0.6 and focus.y < 0.5 and focus.certainty > 0


def test_folders_are_opened_but_not_their_folders(photos: Photos, tmp_path: Path) -> None:
    one, two = photos(2)
    inner = one.parent / "inner"
    inner.mkdir()
    two.rename(inner / two.name)
    (one.parent / ".hidden.jpg").write_bytes(one.read_bytes())
    assert [record.name for record in import_photos([one.parent]).records] == ["1.jpg"]
    assert photos_in(one.parent) == (one,)


def test_what_is_no_photo_is_told_when_it_was_named_or_calls_itself_one(photos: Photos) -> None:
    (one,) = photos(1)
    notes, liar, broken = (one.with_name(name) for name in ("notes.txt", "liar.JPG", "broken.png"))
    notes.write_text("Buy milk.")
    liar.write_text("Buy milk.")
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    found = import_photos([one.parent])
    assert [record.name for record in found.records] == ["1.jpg"]
    assert {(error.name, type(error)) for error in found.refused} == {
        ("liar.JPG", UnsupportedMedia), ("broken.png", BrokenMedia)
    }  # fmt: skip
    named = import_photos([notes, one])
    assert [error.name for error in named.refused] == ["notes.txt"]


def test_missing_files_are_told_and_the_others_taken(photos: Photos) -> None:
    (one,) = photos(1)
    found = import_photos([one, one.with_name("gone.jpg")])
    assert len(found.records) == 1
    assert [(error.name, type(error)) for error in found.refused] == [("gone.jpg", MissingMedia)]


def test_one_photo_under_two_names_is_one_medium_twice(photos: Photos) -> None:
    (one,) = photos(1)
    twin = one.with_name("twin.png")
    twin.write_bytes(one.read_bytes())
    first, second = import_photos([one, twin]).records
    assert (first.id, first.sha256) == (second.id, second.sha256)
    assert (first.name, second.name) == ("1.jpg", "twin.png")


def test_a_folder_that_may_not_be_read(photos: Photos, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = photos(1)

    def forbidden(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", forbidden)
    with pytest.raises(MissingMedia, match="Permission denied") as caught:
        import_photos([one.parent])
    assert caught.value.name == "photos"


def test_pipes_and_devices_in_a_folder_are_passed_over(photos: Photos) -> None:
    (one,) = photos(1)
    os.mkfifo(one.with_name("pipe.jpg"))
    assert [record.name for record in import_photos([one.parent]).records] == ["1.jpg"]


def test_links_are_followed(photos: Photos, tmp_path: Path) -> None:
    (one,) = photos(1)
    folder = tmp_path / "links"
    folder.mkdir()
    (folder / "a.jpg").symlink_to(one)
    (folder / "b.jpg").symlink_to(tmp_path / "gone.jpg")
    assert [record.name for record in import_photos([folder]).records] == ["a.jpg"]


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    assert import_photos([]).records == import_photos([tmp_path]).records == ()
