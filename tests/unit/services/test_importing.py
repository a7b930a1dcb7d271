"""What is taken from files and folders, and what is told of the rest."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.films import film

from photoplay.errors import BrokenMedia, MediaError, MissingMedia, UnsupportedMedia
from photoplay.services.importing import (
    import_file,
    import_photo,
    import_picture,
    import_pictures,
    import_table,
    is_film,
    photos_in,
)

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
    assert [record.name for record in import_pictures([one.parent]).records] == ["1.jpg"]
    assert photos_in(one.parent) == (one,)


def test_what_is_no_photo_is_told_when_it_was_named_or_calls_itself_one(photos: Photos) -> None:
    (one,) = photos(1)
    notes, liar, broken = (one.with_name(name) for name in ("notes.txt", "liar.JPG", "broken.png"))
    notes.write_text("Buy milk.")
    liar.write_text("Buy milk.")
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    found = import_pictures([one.parent])
    assert [record.name for record in found.records] == ["1.jpg"]
    assert {(error.name, type(error)) for error in found.refused} == {
        ("liar.JPG", UnsupportedMedia), ("broken.png", BrokenMedia)
    }  # fmt: skip
    named = import_pictures([notes, one])
    assert [error.name for error in named.refused] == ["notes.txt"]


def test_missing_files_are_told_and_the_others_taken(photos: Photos) -> None:
    (one,) = photos(1)
    found = import_pictures([one, one.with_name("gone.jpg")])
    assert len(found.records) == 1
    assert [(error.name, type(error)) for error in found.refused] == [("gone.jpg", MissingMedia)]


def test_one_photo_under_two_names_is_one_medium_twice(photos: Photos) -> None:
    (one,) = photos(1)
    twin = one.with_name("twin.png")
    twin.write_bytes(one.read_bytes())
    first, second = import_pictures([one, twin]).records
    assert (first.id, first.sha256) == (second.id, second.sha256)
    assert (first.name, second.name) == ("1.jpg", "twin.png")


def test_a_folder_that_may_not_be_read(photos: Photos, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = photos(1)

    def forbidden(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", forbidden)
    with pytest.raises(MissingMedia, match="Permission denied") as caught:
        import_pictures([one.parent])
    assert caught.value.name == "photos"


def test_pipes_and_devices_in_a_folder_are_passed_over(photos: Photos) -> None:
    (one,) = photos(1)
    os.mkfifo(one.with_name("pipe.jpg"))
    assert [record.name for record in import_pictures([one.parent]).records] == ["1.jpg"]


def test_links_are_followed(photos: Photos, tmp_path: Path) -> None:
    (one,) = photos(1)
    folder = tmp_path / "links"
    folder.mkdir()
    (folder / "a.jpg").symlink_to(one)
    (folder / "b.jpg").symlink_to(tmp_path / "gone.jpg")
    assert [record.name for record in import_pictures([folder]).records] == ["a.jpg"]


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    assert import_pictures([]).records == import_pictures([tmp_path]).records == ()


def test_films_are_taken_by_their_content(photos: Photos, tmp_path: Path) -> None:
    (one,) = photos(1)
    film(one.with_name("2.mp4"), frames=10)
    film(one.with_name("3.jpg.mov"), frames=10)
    one.with_name("3.jpg.mov").rename(one.with_name("3.jpg"))
    found = import_pictures([one.parent])
    assert [(record.name, record.kind) for record in found.records] == [
        ("1.jpg", "image"), ("2.mp4", "video"), ("3.jpg", "video"),
    ]  # fmt: skip
    assert found.records[1].film is not None and found.records[1].role == "clip"
    assert import_file(one.with_name("2.mp4")) == found.records[1] == import_picture(one.with_name("2.mp4"))


def test_animated_pictures_are_films_and_others_photos(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (64, 48), (shade, 0, 0)) for shade in (0, 120, 240)]
    for suffix in ("gif", "webp"):
        moving, still = tmp_path / f"moving.{suffix}", tmp_path / f"still.{suffix}"
        frames[0].save(moving, save_all=True, append_images=frames[1:], duration=100)
        frames[0].save(still)
        assert (is_film(moving), is_film(still)) == (True, False)
        assert import_picture(moving).kind == "video" and import_picture(still).kind == "image"


def test_a_damaged_film_is_told_and_the_others_taken(photos: Photos) -> None:
    (one,) = photos(1)
    whole = film(one.with_name("2.mp4"), frames=10).path
    bad = one.with_name("bad.mp4")
    bad.write_bytes(whole.read_bytes()[:60])
    found = import_pictures([one.parent])
    assert len(found.records) == 2
    assert [error.name for error in found.refused] == ["bad.mp4"]


def test_of_live_photos_stills_are_taken_and_it_is_told(photos: Photos) -> None:
    (one,) = photos(1)
    film(one.with_name("1.mov"), frames=20)
    found = import_pictures([one.parent])
    assert [record.name for record in found.records] == ["1.jpg"]
    assert len(found.notes) == 1 and "Live Photo" in found.notes[0]
    assert import_pictures([one.with_name("1.mov")]).notes == ()


def test_the_video_of_an_earlier_run_is_passed_over_in_its_folder_only(photos: Photos) -> None:
    (one,) = photos(1)
    output = film(one.with_name("out.mp4"), frames=10).path
    assert [r.name for r in import_pictures([one.parent], leave_out=output).records] == ["1.jpg"]
    assert len(import_pictures([one, output], leave_out=output).records) == 2
    photo = one.rename(one.with_name("photo.mp4"))
    assert import_pictures([one.parent], leave_out=photo).records[-1].kind == "image", "never overwritten"


def test_tables_of_colours(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.cube", tmp_path / "bad.cube"
    good.write_text("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n")
    bad.write_text("LUT_1D_SIZE 2\n0 0 0\n")
    assert import_file(good).kind == import_table(good).kind == "lut"
    with pytest.raises(MediaError, match=r"bad\.cube"):
        import_file(bad)
