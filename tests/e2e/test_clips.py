"""Clips through the whole program: files of every kind, and what edits of film show in the finished video."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.films import film, number_in

from photoplay.media.record import MediaRecord
from photoplay.render.pool import ChunkPool
from photoplay.services.exporting import render_timeline
from photoplay.services.importing import import_film
from photoplay.timeline.clips import film as film_clip
from photoplay.timeline.edits import append, split, trim
from photoplay.timeline.footage import freeze_frame, reverse, set_source_range, set_speed
from photoplay.timeline.model import Canvas, Timeline

U8 = NDArray[np.uint8]
Run = Callable[..., subprocess.CompletedProcess[str]]
Decode = Callable[[Path], list[U8]]
Photos = Callable[..., list[Path]]
FPS = 25


@pytest.fixture(autouse=True)
def fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def pool() -> Iterator[ChunkPool]:
    with ChunkPool(2) as running:
        yield running


@pytest.fixture(scope="module")
def surf(tmp_path_factory: pytest.TempPathFactory) -> MediaRecord:
    """Four seconds of numbered pictures."""
    path = tmp_path_factory.mktemp("film") / "surf.mp4"
    return import_film(film(path, size=(160, 90), fps=FPS, frames=100).path)


def shown(timeline: Timeline, surf: MediaRecord, pool: ChunkPool, decoded: Decode, path: Path) -> list[int]:
    """The numbers of the pictures in every frame of the finished video."""
    timeline = Timeline(timeline.tracks, Canvas(160, 90, FPS))
    render_timeline(timeline, {surf.id: surf}, path, quality="high", pool=pool)
    return [number_in(frame) for frame in decoded(path)]


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (lambda t: t, [*range(25, 50)]),
        (lambda t: trim(t, "c1", start_ms=200, end_ms=400), [*range(30, 40)]),
        (lambda t: split(t, "c1", 520), [*range(25, 50)]),
        (lambda t: reverse(t, "c1"), [*range(49, 24, -1)]),
        (lambda t: split(reverse(t, "c1"), "c1", 520), [*range(49, 24, -1)]),
        (lambda t: trim(reverse(t, "c1"), "c1", end_ms=400), [*range(49, 34, -1)]),
        (lambda t: set_speed(t, "c1", 2), [*range(25, 50, 2)]),
        (lambda t: set_source_range(t, "c1", 2000, 2400), [*range(50, 60)]),
        (lambda t: freeze_frame(t, "c1", 400, 400), [*range(25, 35), *[35] * 10, *range(35, 50)]),
        (lambda t: freeze_frame(t, "c1", 0, 200), [*[25] * 5, *range(25, 50)]),
        (lambda t: freeze_frame(t, "c1", 1000, 200), [*range(25, 50), *[49] * 5]),
        (
            lambda t: freeze_frame(reverse(t, "c1"), "c1", 400, 200),
            [*range(49, 39, -1), *[39] * 5, *range(39, 24, -1)],
        ),
    ],
    ids=[
        *(
            "whole",
            "trimmed",
            "split",
            "backwards",
            "split backwards",
            "trimmed backwards",
            "fast",
            "another part",
        ),
        *("frozen", "frozen at the start", "frozen at the end", "frozen backwards"),
    ],
)
def test_every_edit_of_film_shows_the_right_pictures(
    edit: Callable[[Timeline], Timeline],
    wanted: list[int],
    surf: MediaRecord,
    pool: ChunkPool,
    decoded: Decode,
    tmp_path: Path,
) -> None:
    one = append(Timeline(), film_clip(surf.id, duration_ms=1000, source_in_ms=1000))
    assert shown(edit(one), surf, pool, decoded, tmp_path / "o.mp4") == wanted


def test_a_folder_of_photos_and_clips_of_every_kind(
    photos: Photos, photoplay: Run, tmp_path: Path, decoded: Decode
) -> None:
    (one,) = photos(1, (160, 90))
    folder = one.parent
    kinds = (
        ("mp4", "libx264"),
        ("mov", "mjpeg"),
        ("avi", "mjpeg"),
        ("webm", "libvpx-vp9"),
        ("mkv", "libx264"),
    )
    for number, (suffix, codec) in enumerate(kinds, 2):
        pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        sound = "pcm_s16le" if suffix == "avi" else ""
        path = folder / f"{number}.{suffix}"
        film(path, codec=codec, size=(160, 90), frames=25, pix_fmt=pix_fmt, sound=sound)
    (folder / "9.mp4").write_bytes((folder / "2.mp4").read_bytes()[:300])
    how = ("--transition", "none", "--look", "warm:30", "--quality", "high", "--workers", "2", "--json")
    options = ("--size", "160x90", "--fps", "25", "--per-photo", "1", *how)
    done = photoplay("make", folder, "-o", "o.mp4", *options)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert [one["name"] for one in facts["skipped"]] == ["9.mp4"]
    assert facts["frames"] == 6 * 25 and facts["sound"] is not None
    frames = [number_in(frame) for frame in decoded(tmp_path / "o.mp4")]
    for start in range(25, 150, 25):
        assert frames[start : start + 25] == list(range(25)), start
    again = photoplay(
        "make", folder, "-o", "o.mp4", *options, "--quality", "high", "--workers", "2", "--json"
    )
    assert json.loads(again.stdout)["chunks_rendered"] == 0
