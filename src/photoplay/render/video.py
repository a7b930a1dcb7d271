"""From a plan to a file: chunks that are kept are taken, the others are made, all are joined."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from pathlib import Path

from photoplay.errors import RenderError
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import settings_of
from photoplay.render.packets import Chunk
from photoplay.render.plan import Plan, slice_key
from photoplay.render.pool import ChunkPool, Job
from photoplay.render.stitch import stitch
from photoplay.render.worker import Task


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a render is.

    Attributes:
        frames_done, frames_total: Of the whole video, kept ones included.
        frames_kept: Taken from earlier renders.
        elapsed_s: Since the render began, seconds.
    """

    frames_done: int
    frames_total: int
    frames_kept: int
    elapsed_s: float

    @property
    def fps(self) -> float:
        """Frames made a second, kept ones not counted."""
        return (self.frames_done - self.frames_kept) / self.elapsed_s if self.elapsed_s > 0 else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds left at this speed; None before the first frame."""
        return (self.frames_total - self.frames_done) / self.fps if self.fps > 0 else None


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Video:
    """A finished file."""

    path: Path
    frames: int
    fps: int
    width: int
    height: int
    size_bytes: int
    chunks: int
    chunks_rendered: int

    @property
    def duration_s(self) -> float:
        return self.frames / self.fps


@dataclass(slots=True)
class _Tally:
    """Adds up the progress of all chunks; told from the pool's thread, and once from the caller's."""

    total: int
    told: OnProgress
    began: float = field(default_factory=time.monotonic)
    done: dict[int, int] = field(default_factory=dict)
    kept: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, index: int, frames: int) -> None:
        with self.lock:
            self.done[index] = frames
            made = sum(self.done.values())
        self.told(Progress(made + self.kept, self.total, self.kept, time.monotonic() - self.began))


def render_video(
    plan: Plan,
    paths: Mapping[str, Path],
    path: Path,
    *,
    quality: str,
    pool: ChunkPool,
    cache: ChunkCache,
    on_progress: OnProgress = lambda progress: None,
) -> Video:
    """Makes a video file.

    Args:
        plan: What to draw.
        paths: Where each photo's bytes are, by digest.
        path: Where the file goes; replaced only when the new one is complete.
        quality: A key of ``encode.QUALITIES``.
        pool: Makes what is missing.
        cache: Holds what is made.
        on_progress: Told about every few frames, from another thread.

    Raises:
        MediaError: A photo cannot be read.
        OutputError: The file or the cache cannot be written.
        RenderError: Drawing failed, or was cancelled.
    """
    parts = plan.chunks()
    keys = [slice_key(part, settings_of(quality)) for part in parts]
    tally = _Tally(plan.frames, on_progress)
    jobs: dict[str, Job] = {}

    def make(index: int) -> Job:
        part = parts[index]
        seen = {shot.view.sha256 for shot in part.shots if shot.view}
        task = Task(keys[index], part, quality, {digest: paths[digest] for digest in seen}, cache.folder)
        return pool.submit(
            task,
            group=str(path),
            index=index,
            frames=part.frames,
            on_progress=lambda frames: tally.add(index, frames),
        )

    for index, key in enumerate(keys):
        if key in jobs or cache.path(key).exists():
            tally.kept += parts[index].frames
        else:
            jobs[key] = make(index)
    tally.add(-1, 0)
    try:
        stitch(_in_order(keys, jobs, cache, make), plan.whole.fps, path)
    finally:
        for job in jobs.values():
            pool.cancel(job)
    cache.trim()
    width, height = plan.whole.canvas
    return Video(path, plan.frames, plan.whole.fps, width, height, path.stat().st_size, len(parts), len(jobs))


def _in_order(
    keys: Sequence[str], jobs: dict[str, Job], cache: ChunkCache, make: Callable[[int], Job]
) -> Iterator[Chunk]:
    """Each chunk as soon as it and all before it are there; a kept one that is damaged is made again."""
    for index, key in enumerate(keys):
        if key in jobs:
            _wait_for(jobs[key])
        chunk = cache.get(key)
        if chunk is None:
            jobs[key] = make(index)
            _wait_for(jobs[key])
            chunk = cache.get(key)
        if chunk is None:
            raise RenderError("Finished parts vanish from the cache folder. Is another program cleaning it?")
        yield chunk


def _wait_for(job: Job) -> None:
    try:
        job.done.result()
    except CancelledError as error:  # pragma: no cover - futures are settled by the pool only
        raise RenderError("Stopped.") from error
