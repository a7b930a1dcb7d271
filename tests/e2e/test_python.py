"""Photoplay from Python: from a script, after an edit, with progress."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.waiting import HANGS_S

import photoplay
from photoplay.errors import DiskFull, InvalidOption, NoMedia, PhotoplayError
from photoplay.render.cache import ChunkCache
from photoplay.render.packets import Chunk
from photoplay.render.pool import ChunkPool
from photoplay.services.exporting import Progress, render_timeline
from photoplay.services.importing import import_photo
from photoplay.services.make import Made
from photoplay.timeline import edits, styling
from photoplay.timeline.clips import photo

U8 = NDArray[np.uint8]
Photos = Callable[..., list[Path]]
SMALL: dict[str, Any] = {"size": "96x54", "per_photo": 0.4, "transition_seconds": 0.2, "workers": 2}


@pytest.fixture(autouse=True)
def fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_CACHE_DIR", str(tmp_path / "cache"))


def test_a_script_without_a_main_guard_works(
    photos: Photos, environment: dict[str, str], tmp_path: Path
) -> None:
    photos(3, (64, 40))
    (tmp_path / "script.py").write_text(
        "print('running')\n"
        "import photoplay\n"
        f"made = photoplay.make('photos', 'out.mp4', **{SMALL!r})\n"
        "print(made.video.frames, made.video.chunks_rendered)\n"
    )
    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=HANGS_S,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("running\n36 4\n", "", 0)


def test_a_script_from_standard_input_works(
    photos: Photos, environment: dict[str, str], tmp_path: Path
) -> None:
    photos(1, (64, 40))
    script = f"import photoplay; print(photoplay.make(['photos/1.jpg'], 'o.mp4', **{SMALL!r}).video.frames)"
    done = subprocess.run(
        [sys.executable, "-"], input=script, cwd=tmp_path, env=environment, capture_output=True, text=True,
        timeout=HANGS_S,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("12\n", "")


@pytest.fixture
def ten(photos: Photos, tmp_path: Path) -> Made:
    """A video of ten photos, made."""
    return photoplay.make(photos(10, (96, 60)), tmp_path / "ten.mp4", **SMALL)


def test_after_an_edit_only_what_changed_is_drawn(ten: Made, photos: Photos, tmp_path: Path) -> None:
    assert (ten.video.chunks, ten.video.chunks_rendered, ten.video.frames) == (11, 11, 120)
    eleventh = photos(11, (96, 60))[10]
    new = import_photo(eleventh)
    media = {**ten.media, new.id: new}
    steps = [
        (edits.set_duration(ten.timeline, "c4", 1000), 2),
        (edits.insert(ten.timeline, photo(new.id, duration_ms=400), before="c6"), 2),
        (edits.remove(ten.timeline, "c5"), 1),
        (edits.remove(ten.timeline, "c1"), 1),
        (edits.move(ten.timeline, "c2", after="c8"), 4),
        (styling.rotate(ten.timeline, "c3"), 2),
        (ten.timeline, 0),
    ]
    with ChunkPool(2) as pool:
        for changed, most in steps:
            video = render_timeline(changed, media, tmp_path / "again.mp4", pool=pool)
            assert video.chunks_rendered <= most
            assert (video.chunks_rendered > 0) == (most > 0)
    longer = edits.set_duration(ten.timeline, "c7", 1000)
    assert photoplay.render(longer, tmp_path / "longer.mp4", media=media).chunks_rendered == 2
    assert (tmp_path / "again.mp4").read_bytes() == (tmp_path / "ten.mp4").read_bytes()


def test_progress_grows_to_the_end(photos: Photos, tmp_path: Path) -> None:
    told: list[Progress] = []
    made = photoplay.make(photos(4, (64, 40)), tmp_path / "o.mp4", progress=told.append, **SMALL)
    counts = [progress.frames_done for progress in told]
    assert counts == sorted(counts) and counts[0] == 0 and counts[-1] == made.video.frames == 48
    assert {progress.frames_total for progress in told} == {48}
    again: list[Progress] = []
    photoplay.render(made.timeline, tmp_path / "o.mp4", again.append, media=made.media)
    assert again[-1].frames_done == again[-1].frames_kept == 48


def test_a_progress_callback_that_raises_stops_the_render(photos: Photos, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        raise ZeroDivisionError("mine")

    before = set(threading.enumerate())
    with pytest.raises(ZeroDivisionError, match="mine"):
        photoplay.make(photos(2, (64, 40)), tmp_path / "o.mp4", progress=stop, **SMALL)
    assert not (tmp_path / "o.mp4").exists()
    assert set(threading.enumerate()) <= before


def test_errors_are_photoplays_own(photos: Photos, tmp_path: Path) -> None:
    with pytest.raises(InvalidOption, match="3:1"):
        photoplay.make(photos(1, (64, 40)), tmp_path / "o.mp4", aspect="3:1")
    with pytest.raises(NoMedia):
        photoplay.make([], tmp_path / "o.mp4")
    with pytest.raises(PhotoplayError, match="nowhere"):
        photoplay.make(tmp_path / "nowhere", tmp_path / "o.mp4")
    with pytest.raises(PhotoplayError, match="gone"):
        photoplay.make(photos(1, (64, 40)), tmp_path / "gone" / "o.mp4", **SMALL)


def test_a_photo_that_vanishes_between_import_and_drawing_is_named(
    ten: Made, photos: Photos, tmp_path: Path
) -> None:
    photos(10, (96, 60))[2].unlink()
    turned = styling.rotate(ten.timeline, "c3")
    with pytest.raises(PhotoplayError, match=r"3\.jpg"):
        photoplay.render(turned, tmp_path / "o.mp4", media=ten.media)
    assert not (tmp_path / "o.mp4").exists()


def test_a_full_disk_is_told(photos: Photos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    made = photoplay.make(photos(2, (64, 40)), tmp_path / "o.mp4", **SMALL)
    before = sorted(tmp_path.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(DiskFull, match="new.mp4"):
            photoplay.render(made.timeline, tmp_path / "new.mp4", media=made.media)
    assert sorted(tmp_path.iterdir()) == before


def test_two_threads_render_at_once(photos: Photos, tmp_path: Path) -> None:
    paths = photos(3, (64, 40))
    errors: list[BaseException] = []

    def make(name: str) -> None:
        try:
            photoplay.make(paths, tmp_path / name, **SMALL)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=make, args=(f"{number}.mp4",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len({(tmp_path / f"{number}.mp4").read_bytes() for number in range(3)}) == 1


def test_a_damaged_chunk_is_made_again(ten: Made, tmp_path: Path) -> None:
    good = (tmp_path / "ten.mp4").read_bytes()
    for number, chunk in enumerate(sorted((tmp_path / "cache").rglob("*.chunk"))):
        data = chunk.read_bytes()
        if number % 3 == 0:
            chunk.write_bytes(data[: len(data) // 2])
        elif number % 3 == 1:
            chunk.write_bytes(data[:100] + bytes([data[100] ^ 1]) + data[101:])
    video = photoplay.render(ten.timeline, tmp_path / "ten.mp4", media=ten.media, workers=2)
    assert video.frames == 120
    assert (tmp_path / "ten.mp4").read_bytes() == good


def test_a_cache_that_keeps_nothing_is_told(
    ten: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(self: ChunkCache, key: str) -> Chunk | None:
        return None

    monkeypatch.setattr(ChunkCache, "get", forgetful)
    with pytest.raises(PhotoplayError, match="cache folder"):
        photoplay.render(ten.timeline, tmp_path / "o.mp4", media=ten.media, workers=1)
