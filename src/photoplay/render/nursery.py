"""This side of the nursery: starting the process that forks workers, and asking it for one."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from multiprocessing.connection import Connection

#: A nursery answers within milliseconds once it has started; starting takes up to some ten seconds
#: on a slow machine where the loops are compiled for the first time.
_PATIENCE_S = 120.0

#: The nursery finds modules where this process does, and nothing of the user's main module.
_PROGRAM = """
import json, socket, sys
sys.path[:] = json.loads(sys.argv[2])
from photoplay.render.worker import nursery
nursery(socket.socket(fileno=int(sys.argv[1])))
"""


class Nursery:
    """A process that imports the renderer once and forks workers on request."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_PATIENCE_S)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, str(theirs.fileno()), json.dumps(sys.path)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def fork(self) -> tuple[int, Connection]:
        """A new worker: its process id, and the connection it takes tasks from.

        Raises:
            OSError: The nursery is gone, or the machine has no room for another process.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"w"], [theirs.fileno()])
            told = b""
            while not told.endswith(b"\n"):
                more = self._control.recv(64)
                if not more:
                    raise ConnectionResetError("the process that starts workers ended")
                told += more
            if int(told) == 0:
                raise BlockingIOError("no room for another process")
        except BaseException:
            ours.close()
            raise
        return int(told), Connection(ours.detach())

    def kill(self) -> None:
        """Ends it and, where the kernel does that, its workers."""
        self._process.kill()

    def close(self) -> None:
        """Ends it, and frees what it held."""
        self.kill()
        self._process.wait()
        self._control.close()


def kill_worker(pid: int) -> None:
    """Ends a worker that is known to run."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
