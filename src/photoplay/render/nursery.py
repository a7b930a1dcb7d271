"""The nursery of the render workers."""

from __future__ import annotations

from multiprocessing.connection import Connection

from photoplay.media import nursery
from photoplay.media.nursery import kill_worker

__all__ = ["Nursery", "kill_worker"]


class Nursery(nursery.Nursery):
    """A process that imports the renderer once and forks workers on request."""

    def __init__(self) -> None:
        super().__init__("photoplay.render.worker:work_on", "photoplay.render.worker:preload")

    def fork(self) -> tuple[int, Connection]:
        """A new worker: its process id, and the connection it takes tasks from.

        Raises:
            OSError: The nursery is gone, or the machine has no room for another process.
        """
        pid, ours = self.fork_child()
        return pid, Connection(ours.detach())
