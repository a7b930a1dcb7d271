"""What a server process is called among the servers of one database, and whether one is known to be dead."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

_PROC = Path("/proc")


def executor_id() -> str:
    """The name of this process, the same as long as it lives, and of no other, ever.

    On Linux it is made of the running system, the namespace of process ids, the process id and the time
    it was started, so that a process of the same system can tell when it has ended.
    """
    return _name(os.getpid()) or f"x-{uuid.uuid4().hex}"


def is_known_dead(executor: str) -> bool:
    """Whether a server has ended for certain. False also when that cannot be told from here."""
    here = _here()
    if not here or not executor.startswith(f"{here}-"):
        return False
    pid = executor.removeprefix(f"{here}-").split("-")[0]
    return pid.isdigit() and _name(int(pid)) != executor


def _here() -> str:
    """This run of the system and the namespace of process ids, or nothing where there is no telling."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip().replace("-", "")[:16]
        return f"{boot}-{(_PROC / 'self/ns/pid').readlink().name.strip('pid:[]')}"
    except OSError:
        return ""


def _name(pid: int) -> str:
    """The name of a running process, or nothing."""
    try:
        told = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return ""
    # After the name in brackets, which may hold anything. Source: proc(5), fields 3 and 22.
    fields = told.rpartition(")")[2].split()
    return f"{_here()}-{pid}-{fields[19]}" if _here() and fields[0] not in "ZX" else ""
