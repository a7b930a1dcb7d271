"""Reading untrusted files in processes of their own, one for each file, that can do little harm.

A child is forked from a nursery that has imported and warmed everything, so a file costs some
milliseconds more than without. It is held by limits of resources, by Landlock and seccomp where there are
(see ``lockdown``), and by this side, which ends it when its time is over. It answers in JSON, which is
checked; hashes and sizes are found out here. A file whose child crashes, hangs or asks for too much is
refused; nobody else notices.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import select
import shutil
import signal
import socket
import stat
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from photoplay import errors
from photoplay.errors import BrokenMedia, Cancelled, MediaError, MediaTooLarge, Overloaded, PhotoplayError
from photoplay.media import images
from photoplay.media.derive import NORMALISED_NAME, THUMBNAIL_NAME, THUMBNAIL_SIDE
from photoplay.media.examined import Examined, Facts, from_json
from photoplay.media.nursery import Nursery, kill_worker
from photoplay.media.probe import DEFAULT_LIMITS, Limits, check_bytes, storable
from photoplay.media.record import MediaRecord

#: What finds the subject of a picture. It is named, not imported, as this room imports none of ours:
#: the nursery looks it up.
FIND_FOCUS: Final = "photoplay.motion.focus:find_focus"
_ANSWER_BYTES: Final = 65_536
_MESSAGE_CHARACTERS: Final = 600
#: Errors that a child may tell, by name.
_TOLD: Final = ("UnsupportedMedia", "BrokenMedia", "MediaTooLarge", "MissingMedia", "DiskFull", "NotWritable")
#: Variables that the nursery gets; others may hold secrets of the server's.
_ENVIRONMENT: Final = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
)
#: Threads of linear algebra would make every fork a fork of a process with threads.
_ONE_THREAD: Final = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """What a child gets for one file.

    Attributes:
        memory_bytes: Memory on top of what it shares with the nursery. 100 megapixels with transparency
            take 1.6 GB.
        cpu_s: Processor time.
        wall_s: Time on the clock; then it is killed.
        file_bytes: Size of a file that it writes.
        open_files: Files open at once.
    """

    memory_bytes: int = 2_500_000_000
    cpu_s: int = 60
    wall_s: float = 60.0
    file_bytes: int = 400_000_000
    open_files: int = 64


DEFAULT_SANDBOX_LIMITS: Final = SandboxLimits()


class Sandbox:
    """Examines uploads in child processes. Thread-safe. Use as a context manager, or call ``close``.

    Args:
        processes: How many files are read at once, ≥ 1; others wait.
        limits: What each of them gets.
        find_focus: ``module:function`` that finds the subject; see ``derive.derive``.
    """

    def __init__(
        self,
        processes: int,
        limits: SandboxLimits = DEFAULT_SANDBOX_LIMITS,
        *,
        find_focus: str = FIND_FOCUS,
    ) -> None:
        self._limits = limits
        self._find_focus = find_focus
        self._free = threading.BoundedSemaphore(processes)
        self._lock = threading.Lock()
        self._closed = False
        self._layers: tuple[str, ...] | None = None
        self._nursery = self._new_nursery()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all children at once; what waits for them raises ``Cancelled``. May be called again."""
        self._closed = True
        self._nursery.kill()  # first, as the lock may be held by whoever waits for it to start
        with self._lock:
            self._nursery.close()

    def layers(self) -> tuple[str, ...]:
        """What holds a child, of ``limits``, ``landlock`` and ``seccomp``; found by trying in one.

        Raises:
            Overloaded: No process can be started.
            Cancelled: It is closed.
        """
        if self._layers is None:
            told = self._ask({"held": self._held()}, "the system")
            layers = told.get("layers")
            known = ("limits", "landlock", "seccomp")
            self._layers = tuple(one for one in known if isinstance(layers, list) and one in layers)
        return self._layers

    def examine(self, path: Path, name: str, out: Path, limits: Limits = DEFAULT_LIMITS) -> Examined:
        """Judges one upload and makes its normalised file and thumbnail.

        Args:
            path: Where its bytes are.
            name: Its name as the user knows it; never used as a path.
            out: A folder. Two files with names of their own appear in it, and none if it fails.
            limits: What is refused before it is decoded.

        Raises:
            MediaError: It cannot be used; ``BrokenMedia`` also when it brought its child down.
            OutputError: ``out`` cannot be written.
            Overloaded: No process can be started.
            Cancelled: The sandbox was closed.
        """
        name = storable(name)
        layers = self.layers()
        sha256, size_bytes = _digest(path, name, limits)
        folder = Path(tempfile.mkdtemp(prefix="intake-", dir=out))
        try:
            told = self._ask(
                {
                    "path": str(path.absolute()),
                    "folder": str(folder.absolute()),
                    "name": name,
                    "focus": self._find_focus,
                    "limits": asdict(limits),
                    "held": self._held(),
                },
                name,
            )
            facts = _facts(told, name)
            normalised, thumbnail = folder / NORMALISED_NAME, folder / THUMBNAIL_NAME
            size = facts.normalised_width, facts.normalised_height
            _check_picture(normalised, facts.normalised_format, name, size, self._limits.file_bytes)
            _check_picture(thumbnail, "jpeg", name, None, self._limits.file_bytes)
            normalised_sha256, normalised_size_bytes = _digest(normalised, name, None)
            suffix = "jpg" if facts.normalised_format == "jpeg" else "png"
            return Examined(
                record=_record(path, name, sha256, size_bytes, facts),
                normalised=normalised.rename(out / f"{folder.name}.{suffix}"),
                normalised_format=facts.normalised_format,
                normalised_sha256=normalised_sha256,
                normalised_size_bytes=normalised_size_bytes,
                normalised_width=facts.normalised_width,
                normalised_height=facts.normalised_height,
                thumbnail=thumbnail.rename(out / f"{folder.name}-thumbnail.jpg"),
                layers=layers,
            )
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _held(self) -> dict[str, int]:
        held = self._limits
        return {
            "memory_bytes": held.memory_bytes,
            "cpu_s": held.cpu_s,
            "file_bytes": held.file_bytes,
            "open_files": held.open_files,
        }

    def _ask(self, request: Mapping[str, object], name: str) -> dict[str, object]:
        """A child's answer to a request; the child is gone when this returns."""
        with self._free, self._child() as ours:
            deadline = time.monotonic() + self._limits.wall_s
            try:
                answer = _exchange(ours, json.dumps(request).encode(), deadline)
                told = json.loads(answer)
            except TimeoutError as error:
                raise self._unsafe(name, "it takes too long") from error
            except (OSError, ValueError, RecursionError) as error:
                raise self._unsafe(name, "reading it fails") from error
        if not isinstance(told, dict):
            raise self._unsafe(name, "reading it fails")
        return told

    def _unsafe(self, name: str, why: str) -> PhotoplayError:
        return Cancelled("The service is shutting down.") if self._closed else unsafe(name, why)

    @contextmanager
    def _child(self) -> Iterator[socket.socket]:
        """This side of a new child's socket. Afterwards the child is dead, whatever it was doing."""
        pid, ours = self._fork()
        with ours:
            handle = _process_handle(pid)
            try:
                yield ours
            finally:
                _end(pid, handle)

    def _fork(self) -> tuple[int, socket.socket]:
        """A fork of the nursery; of a new nursery, if it was killed."""
        with self._lock:
            try:
                try:
                    return self._nursery.fork_child()
                except OSError:
                    if self._closed or self._nursery.is_alive():
                        raise
                    self._nursery.close()
                    self._nursery = self._new_nursery()
                    return self._nursery.fork_child()
            except OSError as error:
                if self._closed:
                    raise Cancelled("The service is shutting down.") from error
                raise Overloaded("No file can be read at the moment. Try again in a minute.") from error

    def _new_nursery(self) -> Nursery:
        environment = {key: value for key, value in os.environ.items() if key in _ENVIRONMENT}
        return Nursery(
            "photoplay.media.sandboxed:answer",
            "photoplay.media.sandboxed:preload",
            arguments=[self._find_focus],
            environment=environment | _ONE_THREAD,
        )


def unsafe(name: str, why: str) -> BrokenMedia:
    """The error for a file that its child did not survive."""
    words = (
        f"{images.shown(name)} could not be read safely: {why}. Export it again as JPEG or PNG and use that."
    )
    return BrokenMedia(words, name=name)


def _exchange(ours: socket.socket, request: bytes, deadline: float) -> bytes:
    """Sends a request, and reads the answer up to its end; bounded in time and size.

    Raises:
        OSError, ValueError: The child is gone, too slow (``TimeoutError``), or says too much.
    """
    ours.settimeout(_left_s(deadline))
    ours.sendall(request)
    ours.shutdown(socket.SHUT_WR)
    answer = b""
    while True:
        ours.settimeout(_left_s(deadline))
        more = ours.recv(_ANSWER_BYTES)
        if not more:
            return answer
        answer += more
        if len(answer) > _ANSWER_BYTES:
            raise ValueError("an endless answer")


def _left_s(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _process_handle(pid: int) -> int | None:
    """A handle that means this very process, even when its number has been given to another. Linux only.

    The child still waits for its request, so its number is its own.
    """
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None


def _end(pid: int, handle: int | None) -> None:
    """Kills a child and waits until it is gone; the nursery's kernel has buried it."""
    if handle is None:
        kill_worker(pid)
        return
    try:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        waiting.poll()
    finally:
        os.close(handle)


def _facts(told: Mapping[str, object], name: str) -> Facts:
    """What the child found out, or the error that it tells."""
    if (refused := told.get("refused")) is not None:
        raise _refusal(refused, told.get("message"), name)
    found = told.get("found")
    try:
        if isinstance(found, dict):
            return from_json(found)
    except ValueError as error:
        raise unsafe(name, "what was found makes no sense") from error
    refusal = unsafe(name, "reading it fails")
    if isinstance(detail := told.get("failed"), str):
        refusal.add_note(detail[-2000:])
    raise refusal


def _refusal(kind: object, message: object, name: str) -> PhotoplayError:
    if kind == "MemoryError":
        words = f"{images.shown(name)} needs more memory than there is. Make the picture smaller first."
        return MediaTooLarge(words, name=name)
    if kind not in _TOLD or not isinstance(message, str):
        return unsafe(name, "reading it fails")
    words = "".join(letter for letter in message[:_MESSAGE_CHARACTERS] if letter.isprintable())
    error: type[PhotoplayError] = getattr(errors, str(kind))
    return error(words, name=name) if issubclass(error, MediaError) else error(words)


def _digest(path: Path, name: str, limits: Limits | None) -> tuple[str, int]:
    """SHA-256 and size of a file.

    Raises:
        MediaError: It is not there, or larger than ``limits`` allow.
    """
    with images.opened(path, name) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        if limits is not None:
            check_bytes(name, size_bytes, limits)
        return hashlib.file_digest(file, "sha256").hexdigest(), size_bytes


def _check_picture(path: Path, format: str, name: str, size: tuple[int, int] | None, most_bytes: int) -> None:
    """What the child wrote is a file, not too large, and begins as the picture that it should be."""
    try:
        status = path.lstat()
        right = stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and 0 < status.st_size <= most_bytes
        if right:
            with path.open("rb") as file:
                found = images.open_still(file, format, name).size
            right = found == size if size else max(found) <= THUMBNAIL_SIDE
    except Exception as error:
        # Pillow's readers of headers raise all kinds.
        raise unsafe(name, "what was made of it is damaged") from error
    if not right:
        raise unsafe(name, "what was made of it makes no sense")


def _record(path: Path, name: str, sha256: str, size_bytes: int, facts: Facts) -> MediaRecord:
    return MediaRecord(
        id=f"img_{sha256[:16]}",
        name=name,
        path=path,
        kind="image",
        format=facts.format,
        width=facts.width,
        height=facts.height,
        size_bytes=size_bytes,
        sha256=sha256,
        has_alpha=facts.has_alpha,
        role=facts.role,
        is_graphic=facts.is_graphic,
        background=facts.background,
        focus=facts.focus,
        taken_at=facts.taken_at,
    )
