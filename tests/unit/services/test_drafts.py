"""Drafts on disk: the same timeline back, its photos found wherever the draft goes."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.films import film

from photoplay.errors import BrokenMedia, InvalidTimeline, MediaError, MissingMedia, NotWritable
from photoplay.media.record import MediaRecord
from photoplay.services.drafts import FILES_KEY, load_draft, save_draft
from photoplay.services.importing import import_film, import_photo, import_table
from photoplay.services.slideshow import Cut, timeline_of
from photoplay.timeline.layers import add_audio, add_overlay
from photoplay.timeline.model import Box, Look, Timeline

Photos = Callable[[int], list[Path]]


@pytest.fixture
def saved(photos: Photos, tmp_path: Path) -> tuple[Timeline, dict[str, MediaRecord], Path]:
    """A timeline of two photos, their records, and the draft file beside them."""
    records = [import_photo(path) for path in photos(2)]
    timeline, media = timeline_of(records, Cut(title="Ünï — “sea”")), {one.id: one for one in records}
    save_draft(timeline, media, tmp_path / "photos" / "d.json")
    return timeline, media, tmp_path / "photos" / "d.json"


def changed(path: Path, change: Callable[[Any], object]) -> Path:
    told = json.loads(path.read_text())
    change(told)
    path.write_text(json.dumps(told))
    return path


def test_a_draft_comes_back(saved: tuple[Timeline, dict[str, MediaRecord], Path]) -> None:
    timeline, media, path = saved
    back, found = load_draft(path)
    assert found == media
    assert (back.tracks, back.canvas, back.title) == (timeline.tracks, timeline.canvas, timeline.title)
    assert back.metadata[FILES_KEY] == {asset: record.name for asset, record in media.items()}


def test_saving_what_was_loaded_gives_the_same_file(
    saved: tuple[Timeline, dict[str, MediaRecord], Path],
) -> None:
    _, _, path = saved
    before = path.read_bytes()
    save_draft(*load_draft(path), path)
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == {"1.jpg", "2.jpg", "d.json"}


def test_a_draft_moves_with_its_photos(
    saved: tuple[Timeline, dict[str, MediaRecord], Path], tmp_path: Path
) -> None:
    _, media, path = saved
    shutil.move(path.parent, tmp_path / "elsewhere")
    _, found = load_draft(tmp_path / "elsewhere" / "d.json")
    assert found.keys() == media.keys()
    assert all(record.path.exists() for record in found.values())


def test_photos_elsewhere_are_named_in_full(
    saved: tuple[Timeline, dict[str, MediaRecord], Path], tmp_path: Path
) -> None:
    timeline, media, _ = saved
    (tmp_path / "drafts").mkdir()
    save_draft(timeline, media, tmp_path / "drafts" / "d.json")
    told = json.loads((tmp_path / "drafts" / "d.json").read_text())["m"][FILES_KEY]
    assert all(Path(place).is_absolute() for place in told.values())
    assert load_draft(tmp_path / "drafts" / "d.json")[1].keys() == media.keys()


@pytest.mark.parametrize("files", [None, [], "x", {}, {"img_1": "1.jpg"}, 3])
def test_a_draft_without_places_says_what_to_add(
    saved: tuple[Timeline, dict[str, MediaRecord], Path], files: object
) -> None:
    path = changed(saved[2], lambda told: told["m"].update({FILES_KEY: files}))
    with pytest.raises(InvalidTimeline, match=r"1\.jpg.*m\.files") as caught:
        load_draft(path)
    assert caught.value.field == f"m.files.{next(iter(saved[1]))}"


@pytest.mark.parametrize(
    "place", ["gone.jpg", ".", "", "\0", "a\0b.jpg", "x" * 5000, "../" * 50, "\ud800.jpg"]
)
def test_places_that_are_no_photo(saved: tuple[Timeline, dict[str, MediaRecord], Path], place: str) -> None:
    first = next(iter(saved[1]))
    path = changed(saved[2], lambda told: told["m"][FILES_KEY].update({first: place}))
    with pytest.raises((MediaError, InvalidTimeline)):
        load_draft(path)


def test_a_damaged_photo_of_a_draft(saved: tuple[Timeline, dict[str, MediaRecord], Path]) -> None:
    saved[2].with_name("2.jpg").write_bytes(b"")
    with pytest.raises(BrokenMedia, match=r"2\.jpg"):
        load_draft(saved[2])


def test_files_that_are_no_drafts(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    with pytest.raises(MissingMedia, match=r"d\.json"):
        load_draft(path)
    with pytest.raises(MissingMedia):
        load_draft(tmp_path)
    for told in (b"", b"\xff\xfe\x00", b"[1]", b"nonsense", b'{"t": 5}'):
        path.write_bytes(told)
        with pytest.raises(InvalidTimeline):
            load_draft(path)


def test_a_draft_of_absurd_size_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(InvalidTimeline, match="too large"):
        load_draft(path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_draft_that_cannot_be_written_leaves_the_old_one(
    saved: tuple[Timeline, dict[str, MediaRecord], Path], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    timeline, media, path = saved
    before = path.read_bytes()

    def fail(*args: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", fail)
        with pytest.raises(NotWritable, match=r"d\.json"):
            save_draft(timeline, media, path)
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == {"1.jpg", "2.jpg", "d.json"}


def test_a_draft_in_a_folder_that_is_not_there(saved: tuple[Timeline, dict[str, MediaRecord], Path]) -> None:
    with pytest.raises(NotWritable, match="No such file"):
        save_draft(saved[0], saved[1], saved[2].parent / "gone" / "d.json")


@pytest.fixture
def filmed(photos: Photos, tmp_path: Path) -> Path:
    """A draft of a photo and a film with a look from a file, a matte, a logo above, and the film's sound alone."""
    (one,) = photos(1)
    folder = one.parent
    (folder / "table.cube").write_text("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n")
    Image.linear_gradient("L").save(folder / "ramp.png")
    Image.new("RGB", (60, 30), "red").save(folder / "mark.png")
    clip = import_film(film(folder / "clip.mp4", frames=50).path)
    photo, matte, mark = (import_photo(folder / name) for name in ("1.jpg", "ramp.png", "mark.png"))
    table = import_table(folder / "table.cube")
    looks = (Look("lut", 80, source=table.id),)
    timeline = timeline_of([photo, clip], Cut(transition="luma", matte=matte.id, looks=looks))
    timeline = add_overlay(timeline, mark.id, Box(0.8, 0.1, 0.1, 0.1), name="mark.png")
    timeline = add_audio(timeline, clip.id, name="clip.mp4")
    save_draft(timeline, {one.id: one for one in (photo, clip, table, matte, mark)}, folder / "d.json")
    return folder / "d.json"


def test_films_tables_mattes_and_logos_come_back(filmed: Path) -> None:
    _, found = load_draft(filmed)
    assert {record.name: record.kind for record in found.values()} == {
        "1.jpg": "image", "clip.mp4": "video", "table.cube": "lut", "ramp.png": "image", "mark.png": "image",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "example"), [("table.cube", "table.cube"), ("ramp.png", "photo.jpg")])
def test_places_of_what_goes_along_are_asked_for(filmed: Path, name: str, example: str) -> None:
    def forget(told: Any) -> None:
        files = told["m"][FILES_KEY]
        del files[next(asset for asset, place in files.items() if place == name)]

    with pytest.raises(InvalidTimeline, match=example):
        load_draft(changed(filmed, forget))


@pytest.mark.parametrize(("name", "other"), [("table.cube", "1.jpg"), ("ramp.png", "table.cube")])
def test_what_goes_along_must_be_what_it_is_for(filmed: Path, name: str, other: str) -> None:
    shutil.copy(filmed.with_name(other), filmed.with_name(name))
    with pytest.raises(MediaError, match=name):
        load_draft(filmed)
