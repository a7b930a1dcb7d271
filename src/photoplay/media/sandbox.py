"""Reading untrusted files in processes of their own, one for each file, that can do little harm.

A child is forked from a nursery that has imported and warmed everything, so a file costs some
milliseconds more than without. It is held by limits of resources, by Landlock and seccomp where there are
(see ``lockdown``), and by this side, which ends it when its time is over. It answers in JSON, which is
checked; hashes and sizes are found out here. A file whose child crashes, hangs or asks for too much is
refused; nobody else notices.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from photoplay.errors import Cancelled, Overloaded, PhotoplayError
from photoplay.media.accepted import Kind, Upload, accepted, looked_at, unsafe
from photoplay.media.examined import Examined
from photoplay.media.nursery import Nursery, kill_worker
from photoplay.media.probe import DEFAULT_LIMITS, Limits, storable

#: What finds the subject of a picture. It is named, not imported, as this room imports none of ours:
#: the nursery looks it up.
FIND_FOCUS: Final = "photoplay.motion.focus:find_focus"
#: What tells the rhythm of a sound; see ``audio.Hear``.
HEAR: Final = "photoplay.music.beats:hear"
#: The beats of an hour take 160 kB.
_ANSWER_BYTES: Final = 262_144
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
        sound_factor: By so much both times are longer for a sound, which may last an hour.
        film_factor: So much longer is the time on the clock for each second of a film (of 30 pictures),
            once the child knows how long the film says it is.
        film_wall_s: The longest that any film takes.
        file_bytes: Size of a file that it writes. An hour of sound that cannot be packed takes 690 MB.
        film_bytes: The same of a film.
        open_files: Files open at once.
    """

    memory_bytes: int = 2_500_000_000
    cpu_s: int = 60
    wall_s: float = 60.0
    sound_factor: int = 4
    film_factor: float = 4.0
    film_wall_s: float = 3600.0
    file_bytes: int = 720_000_000
    film_bytes: int = 2_000_000_000
    open_files: int = 64


DEFAULT_SANDBOX_LIMITS: Final = SandboxLimits()


def films_at_once(processes: int) -> int:
    """How many films are read at once, beside ``processes`` other files."""
    return max(1, processes // 2)


class Sandbox:
    """Examines uploads in child processes. Thread-safe. Use as a context manager, or call ``close``.

    Args:
        processes: How many files are read at once, ≥ 1; others wait. Films, which may take minutes, have
            places of their own beside these: half as many.
        limits: What each of them gets.
        find_focus: ``module:function`` that finds the subject; see ``derive.derive``.
        hear: ``module:function`` that tells the rhythm; see ``audio.Hear``.
    """

    def __init__(
        self,
        processes: int,
        limits: SandboxLimits = DEFAULT_SANDBOX_LIMITS,
        *,
        find_focus: str = FIND_FOCUS,
        hear: str = HEAR,
    ) -> None:
        self._limits = limits
        self._find_focus = find_focus
        self._hear = hear
        self._free = threading.BoundedSemaphore(processes)
        self._free_for_films = threading.BoundedSemaphore(films_at_once(processes))
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
            told = self._ask({"held": self._held()}, Upload(Path(), "the system", "", 0, "picture"))
            layers = told.get("layers")
            known = ("limits", "landlock", "seccomp")
            self._layers = tuple(one for one in known if isinstance(layers, list) and one in layers)
        return self._layers

    def examine(
        self,
        path: Path,
        name: str,
        out: Path,
        limits: Limits = DEFAULT_LIMITS,
        kind: Kind | None = None,
    ) -> Examined:
        """Judges one upload and makes its normalised file and thumbnail.

        Args:
            path: Where its bytes are.
            name: Its name as the user knows it; never used as a path.
            out: A folder. Two files with names of their own appear in it, and none if it fails.
            limits: What is refused before it is decoded.
            kind: What it is treated as, if ``accepted.kind_of`` has been asked already.

        Raises:
            MediaError: It cannot be used; ``BrokenMedia`` also when it brought its child down.
            OutputError: ``out`` cannot be written.
            Overloaded: No process can be started.
            Cancelled: The sandbox was closed.
        """
        name = storable(name)
        layers = self.layers()
        upload = looked_at(path, name, limits, kind)
        folder = Path(tempfile.mkdtemp(prefix="intake-", dir=out))
        try:
            told = self._ask(
                {
                    "path": str(path.absolute()),
                    "folder": str(folder.absolute()),
                    "name": name,
                    "kind": upload.kind,
                    "look": self._hear if upload.kind == "sound" else self._find_focus,
                    "limits": asdict(limits),
                    "held": self._held(upload.kind),
                },
                upload,
            )
            return accepted(told, upload, folder, out, layers, self._file_bytes(upload.kind))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _held(self, kind: Kind = "picture") -> dict[str, float]:
        held = self._limits
        cpu_s = {"sound": held.cpu_s * held.sound_factor, "film": int(2 * held.film_wall_s)}
        return {
            "memory_bytes": held.memory_bytes,
            "cpu_s": cpu_s.get(kind, held.cpu_s),
            "file_bytes": self._file_bytes(kind),
            "open_files": held.open_files,
            "wall_s": held.wall_s,
            "film_factor": held.film_factor,
            "film_wall_s": held.film_wall_s,
        }

    def _file_bytes(self, kind: Kind) -> int:
        return self._limits.film_bytes if kind == "film" else self._limits.file_bytes

    def _wall_s(self, kind: Kind) -> float:
        held = self._limits
        # A film's child ends itself long before this; it could not if it had been taken over.
        return {"sound": held.wall_s * held.sound_factor, "film": held.film_wall_s}.get(kind, held.wall_s)

    def _ask(self, request: Mapping[str, object], upload: Upload) -> dict[str, object]:
        """A child's answer to a request; the child is gone when this returns."""
        wall_s = self._wall_s(upload.kind)
        free = self._free_for_films if upload.kind == "film" else self._free
        with free, self._child() as ours:
            try:
                answer = _exchange(ours, json.dumps(request).encode(), time.monotonic() + wall_s)
                told = json.loads(answer)
            except TimeoutError as error:
                raise self._unsafe(upload, "it takes too long") from error
            except (OSError, ValueError, RecursionError) as error:
                raise self._unsafe(upload, "reading it fails") from error
        if not isinstance(told, dict):
            raise self._unsafe(upload, "reading it fails")
        return told

    def _unsafe(self, upload: Upload, why: str) -> PhotoplayError:
        return Cancelled("The service is shutting down.") if self._closed else unsafe(upload, why)

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
            arguments=[self._find_focus, self._hear],
            environment=environment | _ONE_THREAD,
        )


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
