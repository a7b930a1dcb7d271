"""The worker side of the chunk pool: what the forks of its nursery do."""

from __future__ import annotations

import socket
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from photoplay.errors import MediaError, OutputError, PhotoplayError, RenderError

#: Frames between two messages about progress.
PROGRESS_FRAMES = 10


@dataclass(frozen=True, slots=True)
class Task:
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
    from photoplay.render.encode import Quality
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
            assert isinstance(task.quality, Quality)
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


def work_on(ours: socket.socket) -> None:
    """What a fork of the nursery does; ends with the other side of its socket."""
    work(Connection(ours.detach()))


def preload() -> None:
    """What the nursery does once: imports the renderer, and compiles or loads its loops."""
    import cv2

    from photoplay.render.chunk import warm_up

    cv2.setNumThreads(1)
    warm_up()
