"""Photos with files, slideshows of them, a pool, and exports into a folder of the test's own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from photoplay.export.options import Output
from photoplay.export.video import Exported, export_video
from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.pool import ChunkPool
from photoplay.timeline.model import Canvas, Motion, Timeline, Track, TrackKind, Transition, VideoClip

U8 = NDArray[np.uint8]


@pytest.fixture(scope="module")
def pool() -> Iterator[ChunkPool]:
    with ChunkPool(2) as running:
        yield running


@pytest.fixture
def media(tmp_path: Path, picture: Callable[..., U8]) -> dict[str, MediaRecord]:
    """Four photos with files: a1 to a4."""
    found = {}
    for number in range(1, 5):
        path = tmp_path / f"{number}.png"
        Image.fromarray(picture(640, 400, number)).save(path)
        data = path.read_bytes()
        found[f"a{number}"] = MediaRecord(
            id=f"a{number}", name=path.name, path=path, kind="image", format="png", width=640, height=400,
            size_bytes=len(data), sha256=hashlib.sha256(data).hexdigest(),
        )  # fmt: skip
    return found


@pytest.fixture(scope="session")
def slideshow() -> Callable[..., Timeline]:
    """``slideshow(4, seconds=1.0, size=(320, 180), fps=30)``: zooms into a1, a2, … with fades."""

    def make(
        photos: int, seconds: float = 1.0, size: tuple[int, int] = (320, 180), fps: int = 30
    ) -> Timeline:
        each = round(seconds * 1000)
        clips = tuple(
            VideoClip(
                id=f"c{number}", name=f"{number}.png", source=f"a{number % 4 + 1}", start_ms=number * each,
                duration_ms=each, motion=Motion("zoom-in"),
                transition_in=Transition("fade", 300) if number else None,
            )
            for number in range(photos)
        )  # fmt: skip
        return Timeline((Track("v1", TrackKind.VIDEO, clips),), Canvas(*size, fps))

    return make


@pytest.fixture(scope="session")
def decoded_frames() -> Callable[[Path], int]:
    """``decoded_frames(path)``: how many pictures come out of a file."""

    def count(path: Path) -> int:
        with av.open(str(path)) as container:
            return sum(1 for _ in container.decode(video=0))

    return count


@pytest.fixture
def export(tmp_path: Path, pool: ChunkPool, media: dict[str, MediaRecord]) -> Callable[..., Exported]:
    """``export(timeline, "o.mp4", preset=…, max_bytes=…)``: with a cache of the test's own."""

    def make(timeline: Timeline, name: str = "o.mp4", **told: Any) -> Exported:
        hooks = {
            key: told.pop(key) for key in ("on_progress", "stop", "group", "loudness_lufs") if key in told
        }
        cache = ChunkCache(tmp_path / "cache")
        return export_video(timeline, media, Output(**told), tmp_path / name, pool=pool, cache=cache, **hooks)

    return make
