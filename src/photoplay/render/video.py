"""From a plan to a file: chunks that are kept are taken, the others are made, all are joined."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import wait
from dataclasses import dataclass
from pathlib import Path

from photoplay.errors import Cancelled, RenderError
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import Quality, settings_of
from photoplay.render.engine import fingerprint
from photoplay.render.packets import Chunk
from photoplay.render.pool import ChunkPool, Job
from photoplay.render.slices import Plan, Slice, slice_key
from photoplay.render.sound.track import SoundMaker
from photoplay.render.stitch import stitch
from photoplay.render.worker import ChunkTask

#: How often a wait looks whether it should stop, seconds.
_LOOK_S = 0.1


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


class _Tally:
    """Adds up the progress of all chunks; told from the pool's thread and from the caller's.

    Args:
        total: Frames of the whole video.
        told: Who wants to know.
    """

    def __init__(self, total: int, told: OnProgress) -> None:
        self._total, self._told = total, told
        self._began = time.monotonic()
        self._done: dict[int, int] = {}
        self._kept: dict[int, int] = {}
        self._lock = threading.Lock()

    def keep(self, index: int, frames: int) -> None:
        """So many frames of a chunk were there already."""
        self._kept[index] = frames

    def add(self, index: int, frames: int) -> None:
        """So many frames of a chunk are made."""
        with self._lock:
            self._done[index] = frames
        self.tell()

    def tell(self) -> None:
        with self._lock:
            kept = sum(self._kept.values())
            done = kept + sum(self._done.values())
        self._told(Progress(done, self._total, kept, time.monotonic() - self._began))


def render_video(
    plan: Plan,
    paths: Mapping[str, Path],
    path: Path,
    *,
    quality: Quality | Sequence[Quality],
    pool: ChunkPool,
    cache: ChunkCache,
    owner: str = "",
    edit_list: bool = True,
    most_bytes: int | None = None,
    sound: SoundMaker | None = None,
    on_progress: OnProgress = lambda progress: None,
    stop: threading.Event | None = None,
) -> Video:
    """Makes a video file.

    Args:
        plan: What to draw.
        paths: Where each photo's bytes are, by digest.
        path: Where the file goes; replaced only when the new one is complete.
        quality: How to encode it, or how to encode each chunk of the plan.
        pool: Makes what is missing.
        cache: Holds what is made.
        owner: Whom the work is done for, for a fair share of the pool.
        edit_list, most_bytes: See ``stitch``.
        sound: Makes the sound, meanwhile; None leaves the file without.
        on_progress: Told about every few frames, from another thread.
        stop: Set by another thread to end it.

    Raises:
        MediaError: A photo cannot be read.
        OutputError: The file or the cache cannot be written.
        RenderError: Drawing failed, or was cancelled.
    """
    parts = plan.chunks()
    qualities = [quality] * len(parts) if isinstance(quality, Quality) else quality
    batch = Batch(
        parts, paths, qualities=qualities, pool=pool, cache=cache, owner=owner, on_progress=on_progress,
        stop=stop,
    )  # fmt: skip
    try:
        heard = sound.result if sound is not None else None
        stitch(batch.chunks(), plan.whole.fps, path, sound=heard, edit_list=edit_list, most_bytes=most_bytes)
    finally:
        batch.cancel()
    cache.trim()
    width, height = plan.whole.canvas
    size_bytes = path.stat().st_size
    return Video(path, plan.frames, plan.whole.fps, width, height, size_bytes, batch.count, batch.rendered)


class Batch:
    """Chunks in order: kept ones are taken, the others are made by a pool.

    Args:
        parts: What to draw.
        qualities: How to encode each of them.
        paths, pool, cache, owner, on_progress, stop: See ``render_video``.
        priority: Of its tasks in the pool.
    """

    def __init__(
        self,
        parts: Sequence[Slice],
        paths: Mapping[str, Path],
        *,
        qualities: Sequence[Quality],
        pool: ChunkPool,
        cache: ChunkCache,
        owner: str = "",
        on_progress: OnProgress = lambda progress: None,
        stop: threading.Event | None = None,
        priority: int = 0,
    ) -> None:
        self._parts, self._qualities = parts, qualities
        self._keys = _keys(parts, qualities)
        self._paths, self._pool, self._cache = paths, pool, cache
        self._owner, self._priority, self._stop = owner, priority, stop or threading.Event()
        self._group = uuid.uuid4().hex
        self._tally = _Tally(sum(part.frames for part in parts), on_progress)
        self._jobs: dict[str, Job] = {}

    @property
    def count(self) -> int:
        """How many chunks there are."""
        return len(self._parts)

    @property
    def rendered(self) -> int:
        """How many had to be made."""
        return len(self._jobs)

    def chunks(self) -> Iterator[Chunk]:
        """Each chunk as soon as it and all before it are there; a kept one that is damaged is made again.

        Raises:
            PhotoplayError: A chunk cannot be made.
        """
        kept = {key for key in set(self._keys) if self._cache.has(key)}
        for index, key in enumerate(self._keys):
            if key in kept or key in self._jobs:
                self._tally.keep(index, self._parts[index].frames)
            else:
                self._make(index)
        self._tally.tell()
        for index, key in enumerate(self._keys):
            chunk = self._made(key)
            if chunk is None:
                self._make(index)
                chunk = self._made(key)
            if chunk is None:
                raise RenderError(
                    "Finished parts vanish from the cache folder. Is another program cleaning it?"
                )
            yield chunk

    def cancel(self) -> None:
        """Drops what is not made yet."""
        for job in self._jobs.values():
            self._pool.cancel(job)

    def _made(self, key: str) -> Chunk | None:
        if self._stop.is_set():
            raise Cancelled("Stopped.")
        if key in self._jobs:
            self._wait(self._jobs[key])
        return self._cache.get(key)

    def _wait(self, job: Job) -> None:
        """Until a job is done, or ``stop`` is set."""
        while not wait([job.done], _LOOK_S).done:
            if self._stop.is_set():
                raise Cancelled("Stopped.")
        job.done.result()

    def _make(self, index: int) -> None:
        part, key = self._parts[index], self._keys[index]
        paths = {digest: self._paths[digest] for digest in part.digests}
        self._tally.keep(index, 0)
        self._jobs[key] = self._pool.submit(
            ChunkTask(part, self._qualities[index], paths, key, self._cache.folder),
            owner=self._owner,
            group=self._group,
            index=index,
            frames=part.frames,
            priority=self._priority,
            on_progress=lambda frames: self._tally.add(index, frames),
        )


def _keys(parts: Sequence[Slice], qualities: Sequence[Quality]) -> list[str]:
    """The names of the chunks in the cache."""
    settings = {one: {**settings_of(one), "engine": fingerprint()} for one in set(qualities)}
    return [slice_key(part, settings[one]) for part, one in zip(parts, qualities, strict=True)]
