"""A nursery: a small, fresh process that imports once what its children need, and forks one on request.

The nursery has no threads and nothing of the user's main module, so a fork of it is safe, is ready in a
few milliseconds and shares most memory with the others. ``multiprocessing``'s own fork server would run
the user's main module again in every child, which costs start-up time and makes a script without
``if __name__ == "__main__"`` start itself for ever.

The nursery ends with its control socket; a child ends when its work is done or its socket closes, and by
the kernel when the nursery is killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any

#: A nursery answers within milliseconds once it has started; starting takes up to some ten seconds
#: on a slow machine where loops are compiled for the first time.
_PATIENCE_S = 120.0
_PR_SET_PDEATHSIG = 1

#: The nursery finds modules where this process does.
_PROGRAM = """
import json, socket, sys
sys.path[:] = json.loads(sys.argv[2])
from photoplay.media.nursery import serve
serve(socket.socket(fileno=int(sys.argv[1])), *sys.argv[3:])
"""


class Nursery:
    """A process that imports once and forks children on request. Not thread-safe.

    Args:
        child: ``module:function`` that each child runs with its socket, a ``socket.socket``.
        preload: ``module:function`` that the nursery calls once, before the first fork.
        arguments: What it calls ``preload`` with.
        environment: Its environment variables; ``None`` for those of this process.
    """

    def __init__(
        self,
        child: str,
        preload: str,
        *,
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        program = [sys.executable, "-c", _PROGRAM]
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_PATIENCE_S)
        try:
            with theirs:
                self._process = subprocess.Popen(
                    [*program, str(theirs.fileno()), json.dumps(sys.path), child, preload, *arguments],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,
                    env=environment,
                )
        except BaseException:
            self._control.close()
            raise

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def fork_child(self) -> tuple[int, socket.socket]:
        """A new child: its process id, and this side of the socket it works on.

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
        return int(told), ours

    def kill(self) -> None:
        """Ends it and, where the kernel does that, its children."""
        self._process.kill()

    def close(self) -> None:
        """Ends it, and frees what it held."""
        self.kill()
        self._process.wait()
        self._control.close()


def kill_worker(pid: int) -> None:
    """Ends a child that is known to run."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def serve(control: socket.socket, child: str, preload: str, *arguments: str) -> None:
    """The nursery's own side: forks a child for each socket received; ends when the other side closes.

    Each child's socket arrives as a file descriptor with one byte; its process id goes back as
    text and a line break.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    named(preload)(*arguments)
    work = named(child)
    # The other side may be killed at any moment: that is an end like any other.
    with contextlib.suppress(ConnectionError):
        while True:
            data, handles, _, _ = socket.recv_fds(control, 1, 1)
            if not data:
                return
            pid = _fork(work, handles[0], control)
            os.close(handles[0])
            control.sendall(f"{pid}\n".encode())


def named(place: str) -> Callable[..., Any]:
    """The function called ``module:function``."""
    module, _, name = place.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def _die_with_parent() -> None:
    """Asks the kernel to kill this process when its parent ends. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _fork(work: Callable[[socket.socket], object], handle: int, control: socket.socket) -> int:
    """Forks a child that works on ``handle``; 0 when there is no room for a process."""
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
            work(socket.socket(fileno=handle))
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)
