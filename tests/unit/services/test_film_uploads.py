"""Films and tables of colours in the media bin: what is kept of them, what counts, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.films import film
from tests.upload_desk import Desk

from photoplay.errors import InvalidTimeline, MediaTooLarge
from photoplay.media.videos import probe_film
from photoplay.services import media_bin, projects, revisions
from photoplay.services.retention import sweep
from photoplay.store import assets as store

CUBE = b"LUT_1D_SIZE 2\n0 0 0\n1 1 1\n"


@pytest.fixture
def clip(tmp_path: Path) -> bytes:
    return film(tmp_path / "x.mov", frames=20).path.read_bytes()


def test_a_film_is_kept_as_what_was_made_of_it(desk: Desk, clip: bytes) -> None:
    asset = desk.keep(clip, "Strand.MOV")
    assert (asset.kind, asset.role, asset.filename) == ("video", "clip", "Strand.MOV")
    assert (asset.duration_s, asset.fps, asset.width, asset.height) == (0.8, 25.0, 160, 96)
    assert asset.file.endswith(".mp4") and asset.size_bytes == len(clip)
    path = desk.backend.files.path(asset.file)
    assert asset.file_bytes == path.stat().st_size
    again = probe_film(path)
    assert asset.record.film == again.film and asset.record.sha256 == again.sha256
    assert asset.record.sound is not None
    (found,) = desk.bin()
    assert found == asset, "it comes back from the database as it went in"
    assert desk.left_in_new() == []


def test_the_same_film_again_is_the_same_asset(desk: Desk, clip: bytes) -> None:
    assert desk.keep(clip, "a.mov").id == desk.keep(clip, "a.mov").id
    assert len(desk.bin()) == 1


def test_quotas_count_what_is_kept_not_what_was_sent(new_desk: Callable[..., Desk], clip: bytes) -> None:
    desk = new_desk()
    kept = desk.keep(clip, "a.mov")
    with desk.backend.database.reading() as connection:
        assert store.bytes_of(connection, desk.caller.account.id) == kept.file_bytes
    other = new_desk(plans={"anonymous": {"storage_bytes": kept.file_bytes - 1}})
    refused = other.refuse(clip, "a.mov")
    assert isinstance(refused.error, MediaTooLarge)
    assert refused.error.data == {"limit_bytes": kept.file_bytes - 1}
    assert other.left_in_new() == []


def test_a_film_that_is_too_long_is_refused_with_its_limit(
    new_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = new_desk(film_seconds=1)
    refused = desk.refuse(film(tmp_path / "long.mp4", frames=60).path.read_bytes(), "long.mp4")
    assert isinstance(refused.error, MediaTooLarge) and "rim" in refused.error.message
    assert refused.error.data == {"limit_seconds": 1, "limit_pixels": 36_000_000}
    desk.keep(film(tmp_path / "short.mp4", frames=25).path.read_bytes(), "short.mp4")


def test_an_old_films_files_are_swept_with_it(desk: Desk, clip: bytes) -> None:
    import os

    asset = desk.keep(clip, "a.mov")
    projects.delete(desk.backend, desk.caller, desk.id)
    for key in (asset.file, asset.thumbnail):
        os.utime(desk.backend.files.path(key), (1, 1))
    sweep(desk.backend)
    assert desk.backend.files.keys("assets") == []


def test_a_table_of_colours_is_kept_clean(desk: Desk) -> None:
    asset = desk.keep(b"# secret\n" + CUBE, "Kino.cube")
    assert (asset.kind, asset.role, asset.record.format) == ("lut", "lut", "cube")
    assert (asset.duration_s, asset.width, asset.fps) == (0.0, 0, 0.0)
    assert b"secret" not in desk.backend.files.path(asset.file).read_bytes()


def test_films_of_live_photos_are_told(desk: Desk, clip: bytes, photo: Callable[..., bytes]) -> None:
    moving, still = desk.keep(clip, "IMG_1.MOV"), desk.keep(photo(), "img_1.jpg")
    assert media_bin.live_photos(desk.backend, desk.id) == {moving.id: still.id}
    assert projects.state(desk.backend, desk.caller, desk.id).live_photos == {moving.id: still.id}


def draft_of(source: str, **more: object) -> dict[str, object]:
    return {"t": [{"tt": 0, "sg": [{"s": 0, "d": 500, "src": source, **more}]}]}


def test_what_a_draft_uses_must_be_of_the_kind_that_fits(
    desk: Desk, clip: bytes, photo: Callable[..., bytes]
) -> None:
    moving, still, table = desk.keep(clip, "a.mov"), desk.keep(photo(), "a.jpg"), desk.keep(CUBE, "a.cube")
    wrong = [
        (draft_of(table.id), "t[0].sg[0].src", "table of colours"),
        (draft_of(still.id, fx=[{"type": "lut", "src": still.id}]), "t[0].sg[0].fx[0].src", ".cube"),
        (
            draft_of(still.id, fx=[{"type": "lut", "src": "lut_gone"}]),
            "t[0].sg[0].fx[0].src",
            "does not have",
        ),
        (
            draft_of(still.id, tro={"type": "luma", "d": 200, "src": moving.id}),
            "t[0].sg[0].tro.src",
            "picture",
        ),
        (draft_of(f"card:#000000?logo={moving.id}"), "t[0].sg[0].src", "clip"),
    ]
    for draft, field, words in wrong:
        with pytest.raises(InvalidTimeline, match=words) as caught:
            revisions.put_draft(desk.backend, desk.caller, desk.id, draft, 0)
        assert caught.value.field == field
    right = draft_of(moving.id, fx=[{"type": "lut", "src": table.id}])
    assert revisions.put_draft(desk.backend, desk.caller, desk.id, right, 0).project.revision == 1


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"fx": [{"type": "lut", "amount": 50}]}, "fx[0].src"),
        ({"tr": {"type": "luma", "d": 500}}, "tr.src"),
        ({"tro": {"type": "luma", "d": 500}}, "tro.src"),
        ({"crop": {"x": 0, "y": 0, "w": 1e-9, "h": 1e-9}}, "crop.w"),
    ],
)
def test_what_no_export_can_draw_is_not_stored(
    desk: Desk, photo: Callable[..., bytes], more: dict[str, object], key: str
) -> None:
    still = desk.keep(photo(), "a.jpg")
    with pytest.raises(InvalidTimeline) as caught:
        revisions.put_draft(desk.backend, desk.caller, desk.id, draft_of(still.id, **more), 0)
    assert caught.value.field == f"t[0].sg[0].{key}"
    assert projects.state(desk.backend, desk.caller, desk.id).project.revision == 0


def test_films_are_told_of_as_clips_by_what_was_uploaded(
    desk: Desk, clip: bytes, photo: Callable[..., bytes]
) -> None:
    moving, still = desk.keep(clip, "a.mov"), desk.keep(photo(), "a.jpg")
    segments = [
        {"id": "c1", "s": 0, "d": 400, "src": moving.id, "mo": {"type": "hold"}},
        {"id": "c2", "s": 400, "d": 500, "src": still.id},
    ]
    draft = {"t": [{"tt": 0, "sg": segments}]}
    revisions.put_draft(desk.backend, desk.caller, desk.id, draft, 0)
    state = projects.state(desk.backend, desk.caller, desk.id, since=0)
    assert "1 photo and 1 clip" in state.summary
    assert state.changes is not None
    assert [one for one in state.changes if one.startswith("Added")] == ["Added: Clip 1.", "Added: Photo 2."]
    revisions.put_draft(desk.backend, desk.caller, desk.id, draft_of(still.id, id="c2"), 1)
    media_bin.remove(desk.backend, desk.caller, desk.id, moving.id)
    told = projects.state(desk.backend, desk.caller, desk.id, since=1).changes
    assert told is not None and "Removed: Clip 1." in told, "though it is no longer in the bin"
