"""Encoding chunks again and again for one file: what each takes, and one progress over all passes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from photoplay.errors import Cancelled
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import Quality
from photoplay.render.packets import Chunk
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import Slice
from photoplay.render.video import Batch, OnProgress, Progress


class Meter:
    """One progress, told as frames of the finished video, that never goes back.

    How many passes there will be is not known: each takes a share of what is left.

    Args:
        frames: Of the video.
        told: Who wants to know.
    """

    def __init__(self, frames: int, told: OnProgress) -> None:
        self._frames, self._told = frames, told
        self._began = time.monotonic()
        self._share = self._most = 0.0
        self._lock = threading.Lock()

    def stage(self, part: float) -> OnProgress:
        """The next pass, which takes ``part`` (0–1) of what is left."""
        start = self._share
        self._share += part * (1 - start)
        width = self._share - start
        return lambda progress: self._tell(start + width * progress.frames_done / progress.frames_total)

    def _tell(self, share: float) -> None:
        with self._lock:
            self._most = max(self._most, share)
            done = int(self._most * self._frames)
        self._told(Progress(done, self._frames, 0, time.monotonic() - self._began))


class Passes:
    """Encodes chunks for one file; what was encoded once is in the cache.

    Args:
        paths, pool, cache, owner, stop: See ``render_video``.
    """

    def __init__(
        self,
        paths: Mapping[str, Path],
        *,
        pool: ChunkPool,
        cache: ChunkCache,
        owner: str,
        stop: threading.Event | None,
    ) -> None:
        self.paths, self.pool, self.cache, self.owner, self.stop = paths, pool, cache, owner, stop
        #: Chunks that had to be made.
        self.rendered = 0

    def require_going(self) -> None:
        """Raises ``Cancelled`` when it was asked to stop; called between steps that take a while."""
        if self.stop is not None and self.stop.is_set():
            raise Cancelled("Stopped.")

    def chunks(
        self, parts: Sequence[Slice], qualities: Sequence[Quality], on_progress: OnProgress
    ) -> list[Chunk]:
        """The chunks themselves, in order; for a few."""
        return list(self._made(parts, qualities, on_progress))

    def sizes(
        self, parts: Sequence[Slice], qualities: Sequence[Quality], on_progress: OnProgress
    ) -> list[int]:
        """Bytes of the packets of each chunk."""
        return [size_bytes(chunk) for chunk in self._made(parts, qualities, on_progress)]

    def _made(
        self, parts: Sequence[Slice], qualities: Sequence[Quality], on_progress: OnProgress
    ) -> Iterator[Chunk]:
        batch = Batch(
            parts, self.paths, qualities=qualities, pool=self.pool, cache=self.cache, owner=self.owner,
            on_progress=on_progress, stop=self.stop,
        )  # fmt: skip
        try:
            yield from batch.chunks()
        finally:
            batch.cancel()
            self.rendered += batch.rendered


def size_bytes(chunk: Chunk) -> int:
    """Bytes of a chunk's packets."""
    return sum(len(packet.data) for packet in chunk.packets)
