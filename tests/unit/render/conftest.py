"""Photos, records and timelines for the renderer's tests; everything is made on the spot."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from photoplay.media.record import Focus, MediaRecord
from photoplay.render.slices import Blend, Shot, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.views import View
from photoplay.timeline.model import Canvas, Timeline, Track, TrackKind, VideoClip

U8 = NDArray[np.uint8]


def _record(
    width: int = 2560,
    height: int = 1600,
    seed: int = 0,
    *,
    at: tuple[float, float, float] = (0.5, 0.5, 0),
    **more: Any,
) -> MediaRecord:
    sha256 = hashlib.sha256(f"{seed} {width} {height}".encode()).hexdigest()
    return MediaRecord(
        **{
            "id": f"img_{sha256[:16]}", "name": f"{seed}.jpg", "path": Path(f"{seed}.jpg"), "kind": "image",
            "format": "jpeg", "width": width, "height": height, "size_bytes": 1, "sha256": sha256,
            "focus": Focus(*at), **more,
        }
    )  # fmt: skip


@pytest.fixture(scope="session")
def record() -> Callable[..., MediaRecord]:
    """``record(width, height, seed, at=(x, y, certainty))``: a photo without a file."""
    return _record


def _clips(*lengths_ms: int, first_ms: int = 0, **more: Any) -> tuple[VideoClip, ...]:
    clips, at_ms = [], first_ms
    for number, length_ms in enumerate(lengths_ms, 1):
        told = {"id": f"c{number}", "source": f"a{number}", "name": f"{number}.jpg", **more}
        clips.append(VideoClip(start_ms=at_ms, duration_ms=length_ms, **told))
        at_ms += length_ms
    return tuple(clips)


@pytest.fixture(scope="session")
def clips() -> Callable[..., tuple[VideoClip, ...]]:
    """``clips(3000, 2000, …, first_ms=0, **fields)``: one after the other, of the assets a1, a2, …"""
    return _clips


@pytest.fixture(scope="session")
def timeline() -> Callable[..., Timeline]:
    """``timeline(clips, canvas)``: a video of clips on the main track."""

    def make(clips: Sequence[VideoClip], canvas: tuple[int, int] = (192, 108), fps: int = 30) -> Timeline:
        return Timeline((Track("v1", TrackKind.VIDEO, tuple(clips)),), Canvas(*canvas, fps))

    return make


@pytest.fixture(scope="session")
def media() -> Callable[[Timeline], dict[str, MediaRecord]]:
    """``media(timeline)``: a record without a file for each of its sources."""

    def make(timeline: Timeline) -> dict[str, MediaRecord]:
        assert timeline.main_track is not None
        sources = {clip.source for clip in timeline.main_track.clips if isinstance(clip, VideoClip)}
        return {source: _record(seed=number) for number, source in enumerate(sorted(sources))}

    return make


@pytest.fixture(scope="session")
def busy_picture() -> Callable[..., U8]:
    """``busy_picture(width, height, seed)``: detail everywhere, so that its chunks count as busy."""

    def make(width: int, height: int, seed: int = 1) -> U8:
        return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)

    return make


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., tuple[View, Path]]:
    """``saved(pixels, **view fields)`` writes a PNG and gives the view of it and its path."""

    def save(pixels: U8, **more: Any) -> tuple[View, Path]:
        path = tmp_path / f"{hashlib.sha256(pixels.tobytes()).hexdigest()[:12]}.png"
        Image.fromarray(pixels).save(path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return View(digest, "png", (pixels.shape[1], pixels.shape[0]), **more), path

    return save


@pytest.fixture
def one_shot(saved: Callable[..., tuple[View, Path]]) -> Callable[..., tuple[Slice, SourceStore]]:
    """``one_shot(pixels, frames=30, canvas=(192, 108), move=…)``: a slice of one photo, and its store."""

    def make(
        *pictures: U8,
        frames: int = 30,
        canvas: tuple[int, int] = (192, 108),
        blends: tuple[Blend, ...] = (),
        moves: Sequence[Any] = (),
        **more: Any,
    ) -> tuple[Slice, SourceStore]:
        shots, paths = [], {}
        for index, pixels in enumerate(pictures):
            view, path = saved(pixels, **more)
            paths[view.sha256] = path
            told = {"move": moves[index]} if moves else {}
            shots.append(Shot(index * frames, (index + 1) * frames, view, **told))
        return Slice(canvas, 30, frames * len(pictures), tuple(shots), blends), SourceStore(paths)

    return make
