"""From a plan to a file: what is kept, what is made, what is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from photoplay.errors import PhotoplayError
from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import QUALITIES
from photoplay.render.plan import make_plan
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import Plan
from photoplay.render.video import Progress, Video, render_video
from photoplay.timeline.model import Motion, Timeline, Transition, VideoClip

U8 = NDArray[np.uint8]
Clips = Callable[..., tuple[VideoClip, ...]]
Timelines = Callable[..., Timeline]


@pytest.fixture(scope="module")
def pool() -> Iterator[ChunkPool]:
    with ChunkPool(2) as running:
        yield running


@pytest.fixture
def media(
    tmp_path: Path, picture: Callable[..., U8], record: Callable[..., MediaRecord]
) -> dict[str, MediaRecord]:
    """Three photos with files."""
    found = {}
    for number in (1, 2, 3):
        path = tmp_path / f"{number}.png"
        Image.fromarray(picture(120, 80, number)).save(path)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        found[f"a{number}"] = replace(record(120, 80), path=path, format="png", sha256=sha256)
    return found


@pytest.fixture
def render(tmp_path: Path, pool: ChunkPool, media: dict[str, MediaRecord]) -> Callable[..., Video]:
    """``render(plan, name)``: with a cache of the test's own."""

    def make(
        plan: Plan, name: str = "o.mp4", told: Callable[[Progress], None] = lambda progress: None
    ) -> Video:
        paths = {one.sha256: one.path for one in media.values()}
        cache = ChunkCache(tmp_path / "cache")
        return render_video(
            plan, paths, tmp_path / name, quality=QUALITIES["draft"], pool=pool, cache=cache, on_progress=told
        )

    return make


@pytest.fixture
def plan(clips: Clips, timeline: Timelines, media: dict[str, MediaRecord]) -> Plan:
    return make_plan(timeline(clips(500, 500, 500, transition_in=Transition("fade", 200)), (96, 54)), media)


def test_the_facts_of_a_video(render: Callable[..., Video], plan: Plan, tmp_path: Path) -> None:
    video = render(plan)
    assert (video.frames, video.fps, video.width, video.height) == (45, 30, 96, 54)
    assert (video.chunks, video.chunks_rendered, video.duration_s) == (4, 4, 1.5)
    assert video.path == tmp_path / "o.mp4" and video.size_bytes == video.path.stat().st_size
    with av.open(str(video.path)) as container:
        assert len(list(container.decode(video=0))) == 45


def test_what_is_kept_is_not_made_again(render: Callable[..., Video], plan: Plan) -> None:
    first = render(plan).path.read_bytes()
    told: list[Progress] = []
    again = render(plan, "again.mp4", told.append)
    assert again.chunks_rendered == 0
    assert again.path.read_bytes() == first
    assert [(one.frames_done, one.frames_kept) for one in told] == [(45, 45)]


def test_equal_chunks_are_made_once(
    render: Callable[..., Video], clips: Clips, timeline: Timelines, media: dict[str, MediaRecord]
) -> None:
    same = [replace(clip, source="a1") for clip in clips(400, 400, 400, 400, 400, 400)]
    video = render(make_plan(timeline(same, (96, 54)), media))
    assert video.frames == 72
    assert (video.chunks, video.chunks_rendered) == (7, 3)  # the first, the last, and one for all between
    with av.open(str(video.path)) as container:
        assert len(list(container.decode(video=0))) == 72


def test_progress_counts_each_frame_once(
    render: Callable[..., Video], clips: Clips, timeline: Timelines, media: dict[str, MediaRecord]
) -> None:
    told: list[Progress] = []
    video = timeline(clips(900, 900, 900, motion=Motion("zoom-in")), (96, 54))
    render(make_plan(video, media), "o.mp4", told.append)
    done = [one.frames_done for one in told]
    assert done == sorted(done) and (done[0], done[-1]) == (0, 81)
    assert all(one.frames_total == 81 and one.frames_kept == 0 for one in told)
    longer = timeline(clips(900, 900, 1200, motion=Motion("zoom-in")), (96, 54))
    again: list[Progress] = []
    assert render(make_plan(longer, media), "o.mp4", again.append).chunks_rendered == 2
    done = [one.frames_done for one in again]
    assert done == sorted(done) and (again[0].frames_kept, done[-1]) == (13 + 27, 90)


def test_speed_and_time_left() -> None:
    assert Progress(0, 100, 0, 0.0).fps == 0 and Progress(0, 100, 0, 1.0).left_s is None
    half = Progress(60, 100, 20, 2.0)
    assert (half.fps, half.left_s) == (20, 2)


def test_a_photo_that_cannot_be_read_leaves_no_file(
    render: Callable[..., Video], plan: Plan, media: dict[str, MediaRecord], tmp_path: Path
) -> None:
    media["a2"].path.write_bytes(b"gone")
    with pytest.raises(PhotoplayError, match=r"2\.png"):
        render(plan)
    assert not [path for path in tmp_path.iterdir() if "mp4" in path.name]


def test_the_limit_of_the_cache_holds_afterwards(
    plan: Plan, pool: ChunkPool, media: dict[str, MediaRecord], tmp_path: Path
) -> None:
    paths = {one.sha256: one.path for one in media.values()}
    cache = ChunkCache(tmp_path / "cache", limit_bytes=0)
    video = render_video(plan, paths, tmp_path / "o.mp4", quality=QUALITIES["draft"], pool=pool, cache=cache)
    assert video.frames == 45
    assert not [path for path in cache.folder.rglob("*") if path.is_file()]
