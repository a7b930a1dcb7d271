"""The worker side of the chunk pool: a nursery process, and the workers it forks.

The nursery is a fresh Python without threads that imports the renderer once; each worker is a fork
of it, so a new worker is ready in a few milliseconds and shares most memory with the others.
``multiprocessing``'s own fork server would run the user's main module again in every worker, which
costs start-up time and makes a script without ``if __name__ == "__main__"`` render itself for ever.

The nursery ends with its control socket; a worker ends with its connection, and by the kernel when
the nursery is killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from photoplay.errors import MediaError, OutputError, PhotoplayError, RenderError

#: Frames between two messages about progress.
PROGRESS_FRAMES = 10
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Task:
    """One chunk to make.

    Attributes:
        part: The ``render.plan.Slice`` to draw.
        quality: A key of ``render.encode.QUALITIES``.
        paths: Where the bytes of its photos are, by digest.
        key, cache_dir: Where in which cache the result goes.
    """

    part: object
    quality: str
    paths: Mapping[str, Path]
    key: str
    cache_dir: Path


@dataclass(frozen=True, slots=True)
class Progress:
    """So many frames of the task in hand are done."""

    frames: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The task in hand is in the cache, or failed with an error."""

    error: PhotoplayError | None = None


def work(connection: Connection) -> None:
    """Takes tasks from a connection and makes them, until it closes."""
    import cv2

    from photoplay.render.cache import ChunkCache
    from photoplay.render.chunk import render_chunk
    from photoplay.render.plan import Slice
    from photoplay.render.sources import SourceStore, require_unchanged

    cv2.setNumThreads(1)
    sources = SourceStore({})
    while True:
        task: Task = connection.recv()
        sources.paths.update(task.paths)

        def told(frame: int) -> None:
            if frame % PROGRESS_FRAMES == PROGRESS_FRAMES - 1:
                connection.send(Progress(frame + 1))

        try:
            assert isinstance(task.part, Slice)
            for digest, path in task.paths.items():
                require_unchanged(path, digest)
            chunk = render_chunk(task.part, task.quality, sources, told)
            ChunkCache(task.cache_dir).put(task.key, chunk)
            answer = Finished()
        except (MediaError, OutputError, RenderError) as error:
            answer = Finished(error)
        except MemoryError:
            answer = Finished(RenderError("There is not enough memory for this video. Make it smaller."))
        except Exception as error:
            # The edge of the process: what nobody foresaw is told to the other side, which raises it.
            failure = RenderError(f"Drawing failed unexpectedly: {type(error).__name__}: {error}")
            failure.add_note(traceback.format_exc())
            answer = Finished(failure)
        connection.send(answer)


def _die_with_parent() -> None:
    """Asks the kernel to kill this process when its parent ends. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _fork_worker(handle: int, control: socket.socket) -> int:
    """Forks a worker that takes tasks from ``handle``; 0 when there is no room for a process."""
    nursery = os.getpid()
    try:
        pid = os.fork()
    except OSError:
        return 0
    if pid:
        return pid
    status = 1
    try:
        _die_with_parent()
        if os.getppid() != nursery:
            os._exit(0)
        control.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with contextlib.suppress(EOFError, ConnectionError):
            work(Connection(handle))
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _preload() -> None:
    import cv2

    from photoplay.render.chunk import warm_up

    cv2.setNumThreads(1)
    warm_up()


def nursery(control: socket.socket) -> None:
    """Forks a worker for each socket received; ends when the other side closes.

    Each worker's socket arrives as a file descriptor with one byte; its process id goes back as
    text and a line break.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _preload()
    while True:
        data, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not data:
            return
        pid = _fork_worker(handles[0], control)
        os.close(handles[0])
        control.sendall(f"{pid}\n".encode())
