"""The chunk pool: persistent worker processes that make chunks for whoever asks.

One thread owns the workers; everybody else submits tasks and gets futures. A worker that dies is
replaced and its task given to another, a few times; a cancelled task's worker is killed at once and
replaced, which takes milliseconds.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait

from photoplay.errors import Cancelled, PhotoplayError, WorkerLost
from photoplay.render.worker import Finished, Progress, Task

#: How often a task may lose its worker before it fails.
ATTEMPTS = 3


@dataclass(eq=False, slots=True)
class Job:
    """A submitted task. ``group`` and ``index`` tell which tasks are neighbours."""

    task: Task
    group: str
    index: int
    frames: int
    priority: int
    on_progress: Callable[[int], None]
    done: Future[None] = field(default_factory=Future)
    lost: int = 0


@dataclass(eq=False, slots=True)
class _Worker:
    connection: Connection
    pid: int
    job: Job | None = None
    last: Job | None = None


class ChunkPool:
    """Worker processes that make chunks.

    Use as a context manager, or call ``close``.

    Args:
        workers: How many, ≥ 1.
    """

    def __init__(self, workers: int) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Job] = []
        self._closing = False
        self._awake, self._wake = os.pipe()
        self._nursery, self._control = _start_nursery()
        self._count = workers
        self._workers: list[_Worker] = []
        self._thread = threading.Thread(target=self._run, name="chunk-pool", daemon=True)
        self._thread.start()

    def __enter__(self) -> ChunkPool:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def submit(
        self,
        task: Task,
        *,
        group: str = "",
        index: int = 0,
        frames: int = 1,
        priority: int = 0,
        on_progress: Callable[[int], None] = lambda frames: None,
    ) -> Job:
        """Queues a task.

        Args:
            task: What to make.
            group: Tasks of one group share photos when their indices are neighbours.
            index: Place in the group.
            frames: Its size, for an even division of the work.
            priority: Higher ones go first.
            on_progress: Called in the pool's thread with the number of frames done.

        Returns:
            The job; ``job.done`` is a future that holds None, or raises a ``PhotoplayError``.
        """
        job = Job(task, group, index, frames, priority, on_progress)
        with self._lock:
            if self._closing:
                raise Cancelled("The renderer is shutting down.")
            self._waiting.append(job)
        self._notify()
        return job

    def cancel(self, job: Job) -> None:
        """Drops a job; if it is being made, its worker is killed and replaced."""
        with self._lock:
            if job in self._waiting:
                self._waiting.remove(job)
        if _settle(job, Cancelled("Stopped.")):
            self._notify()

    def close(self) -> None:
        """Ends all workers at once; unfinished jobs raise ``Cancelled``."""
        with self._lock:
            self._closing = True
        self._notify()
        self._thread.join()
        self._control.close()
        self._nursery.kill()  # It may still be starting; the workers are gone already.
        self._nursery.wait()
        os.close(self._awake)
        os.close(self._wake)

    @property
    def worker_pids(self) -> tuple[int, ...]:
        """Process ids of the workers at this moment."""
        return tuple(worker.pid for worker in self._workers)

    def _notify(self) -> None:
        os.write(self._wake, b"!")

    def _run(self) -> None:
        """The pool's thread: hands out tasks, listens to workers, replaces the dead."""
        reason: PhotoplayError = Cancelled("Stopped.")
        try:
            while not self._closing:
                self._stop_cancelled()
                self._hand_out()
                handles: list[Connection | int] = [
                    self._awake,
                    *(worker.connection for worker in self._workers),
                ]
                for ready in wait(handles):
                    if ready == self._awake:
                        os.read(self._awake, 4096)
                    else:
                        self._listen(next(w for w in self._workers if w.connection is ready))
        except OSError as error:
            reason = WorkerLost(
                f"No render process can be started ({error}). Close other programs and try again."
            )
        finally:
            with self._lock:
                self._closing = True
            for worker in self._workers:
                self._kill(worker)
            held = [w.job for w in self._workers if w.job]
            for job in [*held, *self._waiting]:
                _settle(job, reason)

    def _stop_cancelled(self) -> None:
        for worker in list(self._workers):
            if worker.job is not None and worker.job.done.done():
                self._kill(worker)
                self._workers.remove(worker)

    def _hand_out(self) -> None:
        with self._lock:
            idle = [worker for worker in self._workers if worker.job is None]
            while len(self._workers) < min(self._count, len(self._workers) - len(idle) + len(self._waiting)):
                worker = self._new_worker()
                self._workers.append(worker)
                idle.append(worker)
            for worker in idle:
                if not self._waiting:
                    return
                taken = [w.job for w in self._workers if w.job is not None]
                job = choose(self._waiting, worker.last, taken)
                self._waiting.remove(job)
                worker.job = worker.last = job
                with contextlib.suppress(OSError):
                    worker.connection.send(job.task)

    def _new_worker(self) -> _Worker:
        """A fork of the nursery; of a new one, if it was killed."""
        try:
            return _fork(self._control)
        except OSError:
            self._control.close()
            self._nursery.kill()
            self._nursery.wait()
            self._nursery, self._control = _start_nursery()
            return _fork(self._control)

    def _listen(self, worker: _Worker) -> None:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        job = worker.job
        if job is None:
            return
        frames = message.frames if isinstance(message, Progress) else job.frames
        error = message.error if isinstance(message, Finished) else None
        if error is None:
            try:
                job.on_progress(frames)
            except Exception as raised:
                # Code of whoever submitted the job: it fails, the pool goes on.
                _settle(job, raised)
                return
        if isinstance(message, Finished):
            worker.job = None
            _settle(job, error)

    def _bury(self, worker: _Worker) -> None:
        """A worker died: its job goes back to the queue, unless it has lost too many."""
        self._kill(worker)
        self._workers.remove(worker)
        job = worker.job
        if job is None or job.done.done():
            return
        job.lost += 1
        if job.lost >= ATTEMPTS:
            names = ", ".join(sorted({path.name for path in job.task.paths.values()}))
            _settle(
                job,
                WorkerLost(
                    f"Drawing stopped {job.lost} times at the same place, near {names}. "
                    "There may be too little memory, or one of these files is harmful: try without them."
                ),
            )
            return
        with self._lock:
            self._waiting.insert(0, job)

    def _kill(self, worker: _Worker) -> None:
        worker.connection.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)


def choose(waiting: list[Job], last: Job | None, taken: list[Job]) -> Job:
    """The job a free worker should take.

    The highest priority first; then the oldest group; in it the neighbour of what the worker made
    last, since they share a photo, unless it is much shorter than others: short ones are left to
    fill up the end. A worker without a neighbour starts as far as possible from the others.

    Args:
        waiting: At least one job, oldest first.
        last: What the worker made last.
        taken: What the other workers are making.
    """
    top = max(job.priority for job in waiting)
    first = next(job for job in waiting if job.priority == top)
    group = [job for job in waiting if job.priority == top and job.group == first.group]
    longest = max(job.frames for job in group)
    group = [job for job in group if 4 * job.frames >= 3 * longest]
    if last is not None and last.group == first.group:
        near = [job for job in group if abs(job.index - last.index) == 1]
        if near:
            return near[0]
    places = [job.index for job in taken if job.group == first.group]
    return max(group, key=lambda job: (min((abs(job.index - p) for p in places), default=0), -job.index))


def _settle(job: Job, error: BaseException | None) -> bool:
    """Ends a job's future, unless it has ended."""
    try:
        if error is None:
            job.done.set_result(None)
        else:
            job.done.set_exception(error)
    except InvalidStateError:
        return False
    return True


#: The nursery finds modules where this process does, and nothing of the user's main module.
_NURSERY = """
import json, socket, sys
sys.path[:] = json.loads(sys.argv[2])
from photoplay.render.worker import nursery
nursery(socket.socket(fileno=int(sys.argv[1])))
"""


def _start_nursery() -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", _NURSERY, str(theirs.fileno()), json.dumps(sys.path)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    return process, ours


def _fork(control: socket.socket) -> _Worker:
    """Asks the nursery for one worker. Raises ``OSError`` when the nursery is gone."""
    ours, theirs = socket.socketpair()
    with theirs:
        socket.send_fds(control, [b"w"], [theirs.fileno()])
    told = b""
    while not told.endswith(b"\n"):
        more = control.recv(64)
        if not more:
            ours.close()
            raise ConnectionResetError("the nursery ended")
        told += more
    return _Worker(Connection(ours.detach()), int(told))
