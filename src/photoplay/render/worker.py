"""The worker side of the chunk pool: what the forks of its nursery do."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from photoplay.errors import PhotoplayError, RenderError

if TYPE_CHECKING:
    from photoplay.render.sources import SourceStore

#: Frames between two messages about progress.
PROGRESS_FRAMES = 10
#: How often a worker says that it lives while it does something that cannot say so itself, seconds.
_BREATH_S = 10.0
#: A worker that has nothing to do for so long lets go of its open films, seconds.
_IDLE_S = 15.0


class Task(Protocol):
    """Something to make and put into a cache. It is pickled on its way to a worker."""

    @property
    def key(self) -> str:
        """Names the result; equal keys promise equal results."""

    @property
    def cache_dir(self) -> Path:
        """The folder of the cache that it goes to."""

    @property
    def paths(self) -> Mapping[str, Path]:
        """Where the bytes of the files it needs are, by digest."""

    @property
    def doing(self) -> str:
        """What is being done, as the beginning of a sentence: "Drawing"."""

    def run(self, bench: Bench) -> None:
        """Makes it, in a worker.

        Raises:
            PhotoplayError: It cannot be made.
        """


@dataclass(frozen=True, slots=True)
class ChunkTask:
    """One chunk to make.

    Attributes:
        part: The ``render.plan.Slice`` to draw.
        quality: The ``render.encode.Quality`` to encode it with.
        paths: Where the bytes of its photos are, by digest.
        key, cache_dir: Where in which cache the result goes.
    """

    part: object
    quality: object
    paths: Mapping[str, Path]
    key: str
    cache_dir: Path

    @property
    def doing(self) -> str:
        return "Drawing"

    def run(self, bench: Bench) -> None:
        """Draws and encodes it; see ``Task``."""
        from photoplay.render.cache import ChunkCache
        from photoplay.render.chunk import render_chunk
        from photoplay.render.encode import Quality
        from photoplay.render.slices import Slice
        from photoplay.render.sources import require_unchanged

        assert isinstance(self.part, Slice)
        assert isinstance(self.quality, Quality)
        for digest, path in self.paths.items():
            require_unchanged(path, digest)
        bench.sources.paths = dict(self.paths)
        chunk = render_chunk(self.part, self.quality, bench.sources, bench.drawn)
        ChunkCache(self.cache_dir).put(self.key, chunk)


@dataclass(frozen=True, slots=True)
class Progress:
    """So many frames of the task in hand are done."""

    frames: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The task in hand is in the cache, or failed with an error."""

    error: PhotoplayError | None = None


class Bench:
    """What a worker keeps from task to task, and its line to the pool.

    Args:
        sources: Photos that it has prepared.
        send: Takes messages for the pool.
    """

    def __init__(self, sources: SourceStore, send: Callable[[object], None]) -> None:
        self.sources = sources
        self._send, self._lock = send, threading.Lock()

    def tell(self, message: object) -> None:
        with self._lock:
            self._send(message)

    def drawn(self, frame: int) -> None:
        """A frame is drawn; now and then that is told."""
        if frame % PROGRESS_FRAMES == PROGRESS_FRAMES - 1:
            self.tell(Progress(frame + 1))

    def alive(self) -> None:
        """Tells that the task goes on."""
        self.tell(Progress(0))

    @contextlib.contextmanager
    def breathing(self, longest_s: float) -> Iterator[None]:
        """Tells that the task goes on while something runs that cannot, but no longer than it may take."""
        over = threading.Event()

        def breathe() -> None:
            end = time.monotonic() + longest_s
            while not over.wait(_BREATH_S) and time.monotonic() < end:
                with contextlib.suppress(OSError):
                    self.alive()

        thread = threading.Thread(target=breathe, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def work(connection: Connection) -> None:
    """Takes tasks from a connection and makes them, until it closes."""
    import cv2

    from photoplay.render.sources import SourceStore

    cv2.setNumThreads(1)
    bench = Bench(SourceStore({}), connection.send)
    while True:
        if not connection.poll(_IDLE_S):
            bench.sources.close_films()
        task: Task = connection.recv()
        bench.tell(_made(task, bench))


def _made(task: Task, bench: Bench) -> Finished:
    try:
        task.run(bench)
    except PhotoplayError as error:
        return Finished(error)
    except MemoryError:
        return Finished(RenderError("There is not enough memory for this video. Make it smaller."))
    except Exception as error:
        # The edge of the process: what nobody foresaw is told to the other side, which raises it.
        failure = RenderError(f"{task.doing} failed unexpectedly: {type(error).__name__}: {error}")
        failure.add_note(traceback.format_exc())
        return Finished(failure)
    return Finished()


def work_on(ours: socket.socket) -> None:
    """What a fork of the nursery does; ends with the other side of its socket."""
    work(Connection(ours.detach()))


def preload() -> None:
    """What the nursery does once: imports the renderer, and compiles or loads its loops."""
    import cv2

    from photoplay.render.chunk import warm_up

    cv2.setNumThreads(1)
    warm_up()
