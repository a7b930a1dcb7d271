"""Finders of subjects that do what a taken-over or broken decoder might; the sandbox's tests hand them in.

Each does its worst only to a picture that is square, so that the nursery's own samples pass.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import Any

from photoplay.media.record import Focus

#: What the pixel in the middle asks for, by the value of its red channel, in steps of 20.
DEEDS = (
    "nothing",
    "crash",
    "abort",
    "exit",
    "hang",
    "spin",
    "eat",
    "raise",
    "interrupt",
    "try_all",
    "recurse",
)


def colour_of(deed: str) -> tuple[int, int, int]:
    return (20 * DEEDS.index(deed) + 10, 128, 128)


def find_focus(rgb: Any) -> Focus:
    height, width = rgb.shape[:2]
    if height == width:
        deed = DEEDS[int(rgb[height // 2, width // 2, 0]) // 20]
        globals()[f"_{deed}"]()
    return Focus()


def _nothing() -> None:
    pass


def _crash() -> None:
    ctypes.memset(8, 0, 1)


def _abort() -> None:
    os.abort()


def _exit() -> None:
    os._exit(0)


def _hang() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(60)


def _spin() -> None:
    while True:
        pass


def _eat() -> None:
    kept = []
    while True:
        kept.append(bytearray(os.urandom(1) * 50_000_000))


def _raise() -> None:
    raise RuntimeError("a library's own words")


def _interrupt() -> None:
    raise KeyboardInterrupt


def _try_all() -> None:
    """Tries what it must not do; what succeeded goes out by the one way there is, as the error's text."""
    done = [name for name, deed in FORBIDDEN.items() if _succeeds(deed)]
    raise RuntimeError(f"did {json.dumps(done)}; threads {'work' if _threads_work() else 'fail'}")


def _succeeds(deed: Any) -> bool:
    try:
        return deed() is not False
    except OSError as error:
        return error.errno not in (errno.EPERM, errno.EACCES, errno.ENOSYS)
    except Exception:
        return False


def _threads_work() -> bool:
    done: list[int] = []
    threads = [threading.Thread(target=done.append, args=[1]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done) == 4


def _fork() -> bool:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return True


def _libc(name: str, *arguments: Any) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, name)
    return True


FORBIDDEN = {
    "read /etc/passwd": lambda: open("/etc/passwd").read(),  # noqa: SIM115
    "read our source": lambda: open(__file__).read(),  # noqa: SIM115
    "list /": lambda: os.listdir("/"),
    "read the environment": lambda: open("/proc/self/environ").read(),  # noqa: SIM115
    "read the parent": lambda: open(f"/proc/{os.getppid()}/environ").read(),  # noqa: SIM115
    "write to /tmp": lambda: open("/tmp/photoplay-escaped", "w"),  # noqa: SIM115
    "make a folder": lambda: os.mkdir("/tmp/photoplay-escaped"),
    "tcp": lambda: socket.create_connection(("127.0.0.1", 80), 1),
    "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "unix socket": lambda: socket.socket(socket.AF_UNIX),
    "socket pair": socket.socketpair,
    "fork": _fork,
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "kill the parent": lambda: os.kill(os.getppid(), 0),
    "kill all": lambda: os.kill(-1, 0),
    "trace": lambda: _libc("ptrace", 0, 0, 0, 0),
    "hard link": lambda: os.link("/etc/passwd", "/tmp/photoplay-escaped"),
    "soft link": lambda: os.symlink("/etc/passwd", "/tmp/photoplay-escaped"),
    "chmod": lambda: os.chmod("/tmp", 0o1777),
    "unshare": lambda: _libc("unshare", 0x10000000),
    "mount": lambda: _libc("mount", None, b"/", None, 4096, None),
    "memfd": lambda: os.memfd_create("x"),
    "new session": os.setsid,
    "raise limits": lambda: __import__("resource").setrlimit(0, (-1, -1)),
    "shared memory": lambda: _libc("shmget", 0, 4096, 0o1600),
    "open files": lambda: any(
        Path(f"/proc/self/fd/{number}").exists() and number > 3 for number in range(4, 64)
    ) or False,
}  # fmt: skip


# Tellers of rhythm: each does its worst only to a sound shorter than the nursery's own sample.


def _hear(deed: str, samples: Any) -> tuple[float | None, list[float], list[float], float]:
    if len(samples) < 5 * 24_000:
        globals()[f"_{deed}"]()
    return None, [], [], 0.0


def hear_and_crash(samples: Any, rate: int) -> Any:
    return _hear("crash", samples)


def hear_and_hang(samples: Any, rate: int) -> Any:
    return _hear("hang", samples)


def hear_and_eat(samples: Any, rate: int) -> Any:
    return _hear("eat", samples)


def hear_and_raise(samples: Any, rate: int) -> Any:
    return _hear("raise", samples)
