"""What holds a process that reads an untrusted file: limits of resources, Landlock, seccomp.

Limits of resources are there on every system. Landlock (which files may be opened) and seccomp (which
calls the kernel answers) need Linux and the libraries ``landlockpy`` and ``pyseccomp`` with ``libseccomp``;
without them a process is held by the rest. ``tried`` finds out by trying.
"""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import signal
import socket
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

#: Calls that reading a picture never needs. A name that an architecture or an older library does not know
#: is passed over.
_DENIED: Final = (
    # network, and anything else that begins with a socket
    *("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg"),
    "sendmmsg",
    # other programs and processes
    *("execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "kill"),
    *("tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "pidfd_send_signal", "pidfd_getfd"),
    *("process_madvise", "kcmp", "setns", "unshare", "setpgid", "setsid", "setpriority"),
    # rights
    *("setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "setfsuid"),
    *("setfsgid", "capset", "setrlimit", "personality", "keyctl", "add_key", "request_key"),
    # files beyond reading one and writing two
    *("mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsmount", "fspick"),
    *("mount_setattr", "mknod", "mknodat", "link", "linkat", "symlink", "symlinkat", "rename", "renameat"),
    *("renameat2", "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "fchownat", "lchown"),
    *("setxattr", "lsetxattr", "fsetxattr", "name_to_handle_at", "open_by_handle_at", "quotactl"),
    *("fanotify_init", "memfd_create", "memfd_secret", "swapon", "swapoff", "sync"),
    # the kernel's own affairs
    *("bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register"),
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "acct"),
    *("syslog", "iopl", "ioperm", "modify_ldt", "settimeofday", "clock_settime", "adjtimex"),
    *("clock_adjtime", "sethostname", "setdomainname", "vhangup", "lookup_dcookie", "nfsservctl"),
    # memory and queues shared with others
    *("shmget", "shmat", "msgget", "semget", "mq_open"),
)
_CLONE_THREAD: Final = 0x00010000
#: Requests that put characters into a terminal's input. Source: ioctl_tty(2).
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C


def prepare() -> None:
    """Loads what ``lock`` needs; call it while files can still be opened."""
    for name in ("landlockpy", "pyseccomp"):
        _library(name)


def lock(held: Mapping[str, float], *, read: Path | None, write: Path | None) -> tuple[str, ...]:
    """Holds this process from here on; there is no way back.

    Args:
        held: ``memory_bytes`` on top of what is used now, ``cpu_s``, ``file_bytes``, ``open_files``.
        read: The one file that may be read.
        write: The one folder in which files may be made.

    Returns:
        The layers that are on: ``limits``, ``landlock``, ``seccomp``.
    """
    _limit(held)
    layers = ["limits"]
    if _confine(read, write):
        layers.append("landlock")
    if _filter():
        layers.append("seccomp")
    return tuple(layers)


def tried(held: Mapping[str, float]) -> tuple[str, ...]:
    """Locks this process, and tells which layers do what they should when they are tried."""
    layers = lock(held, read=None, write=None)
    works = {"limits": _limits_hold, "landlock": _landlock_holds, "seccomp": _seccomp_holds}
    return tuple(layer for layer in layers if works[layer]())


def _limits_hold() -> bool:
    return resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 and all(
        resource.getrlimit(kind)[0] != resource.RLIM_INFINITY
        for kind in (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_AS)
    )


def _landlock_holds() -> bool:
    try:
        os.close(os.open(__file__, os.O_RDONLY))
    except PermissionError:
        return True
    return False


def _seccomp_holds() -> bool:
    try:
        socket.socket().close()
    except PermissionError:
        return True
    return False


def _limit(held: Mapping[str, float]) -> None:
    """Memory, processor time, size and number of files; no core dumps, which hold the picture."""
    _set_limit(resource.RLIMIT_CORE, 0)
    _set_limit(resource.RLIMIT_AS, _address_space_bytes() + int(held["memory_bytes"]))
    _set_limit(resource.RLIMIT_CPU, int(held["cpu_s"]))
    _set_limit(resource.RLIMIT_FSIZE, int(held["file_bytes"]))
    _set_limit(resource.RLIMIT_NOFILE, int(held["open_files"]))
    # Python ignores it, so that writing too much raises an error, and that is what is wanted here.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _set_limit(kind: int, value: int) -> None:
    """Lowers a limit, for good; where the system's own is lower that one stays."""
    most = resource.getrlimit(kind)[1]
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses some
        resource.setrlimit(kind, (value, value))


def _address_space_bytes() -> int:
    """What is mapped already, most of it shared with the nursery. Source: proc(5), statm."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:  # macOS
        return 0


def _confine(read: Path | None, write: Path | None) -> bool:
    """Landlock: one file to read, one folder to make files in; no TCP, no signals to others."""
    landlock = _library("landlockpy")
    if landlock is None or landlock.abi_version() < 1:
        return False
    access = landlock.AccessFS
    with landlock.Ruleset(scoped=landlock.Scope.SIGNAL | landlock.Scope.ABSTRACT_UNIX_SOCKET) as rules:
        if read is not None:
            rules.allow_path(read, access.READ_FILE)
        if write is not None:
            # Its own files it may read again: the index of a film is put before the rest at the end.
            rules.allow_path(write, access.READ_FILE | access.WRITE_FILE | access.MAKE_REG | access.TRUNCATE)
        rules.restrict()
    return True


def _filter() -> bool:
    """Seccomp: denied calls fail as not permitted; threads can be made, processes cannot."""
    seccomp = _library("pyseccomp")
    if seccomp is None:
        return False
    rules, denied = seccomp.SyscallFilter(seccomp.ALLOW), seccomp.ERRNO(errno.EPERM)
    for call in _DENIED:
        _deny(seccomp, rules, denied, call)
    _deny(seccomp, rules, denied, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0))
    # What it is asked for lies in memory, where a filter cannot look; libraries then use clone instead.
    _deny(seccomp, rules, seccomp.ERRNO(errno.ENOSYS), "clone3")
    # The same call reads limits, which threads need, and sets them.
    _deny(seccomp, rules, denied, "prlimit64", seccomp.Arg(2, seccomp.NE, 0))
    for request in (_TIOCSTI, _TIOCLINUX):
        _deny(seccomp, rules, denied, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, request))
    try:
        rules.load()
    except OSError:
        return False
    return True


def _deny(seccomp: ModuleType, rules: object, action: int, call: str, *arguments: object) -> None:
    number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, call)
    if number >= 0:
        rules.add_rule(action, number, *arguments)  # type: ignore[attr-defined]


def _library(name: str) -> ModuleType | None:
    """An optional library; ``None`` where it, or what it stands on, is missing."""
    if sys.platform != "linux":
        return None
    try:
        return import_module(name)
    except (ImportError, RuntimeError, OSError):
        return None
