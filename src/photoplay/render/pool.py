"""The chunk pool: persistent worker processes that make chunks for whoever asks.

One thread owns the workers; everybody else submits tasks and gets futures. A worker that dies is
replaced and its task given to another, a few times; a cancelled task's worker is killed at once and
replaced, which takes milliseconds.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait

from photoplay.errors import Cancelled, RenderError, WorkerLost
from photoplay.render.nursery import Nursery, kill_worker
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
        self._closing = self._closed = False
        self._count = workers
        self._workers: list[_Worker] = []
        try:
            self._awake, self._wake = os.pipe()
            self._nursery = Nursery()
        except OSError as error:
            raise _no_worker(error) from error
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
        """Ends all workers at once; unfinished jobs raise ``Cancelled``. May be called again."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
            self._notify()
        # Killed first: the pool's thread may be waiting for it to start.
        self._nursery.kill()
        self._thread.join()
        self._nursery.close()
        with self._lock:
            self._closed = True
            os.close(self._awake)
            os.close(self._wake)

    @property
    def worker_pids(self) -> tuple[int, ...]:
        """Process ids of the workers at this moment."""
        return tuple(worker.pid for worker in self._workers)

    def _notify(self) -> None:
        """Wakes the pool's thread. The lock is held."""
        if not self._closed:
            os.write(self._wake, b"!")

    def _run(self) -> None:
        """The pool's thread: hands out tasks, listens to workers, replaces the dead."""
        try:
            while not self._closing:
                self._stop_cancelled()
                self._start_workers()
                self._hand_out()
                handles: list[Connection | int] = [self._awake]
                handles += [worker.connection for worker in self._workers]
                for ready in wait(handles):
                    if ready == self._awake:
                        os.read(self._awake, 4096)
                    else:
                        self._listen(next(w for w in self._workers if w.connection is ready))
        finally:
            with self._lock:
                self._closing = True
                jobs = [*(w.job for w in self._workers if w.job), *self._waiting]
            for worker in self._workers:
                self._end(worker)
            for job in jobs:
                _settle(job, Cancelled("Stopped."))

    def _stop_cancelled(self) -> None:
        for worker in list(self._workers):
            if worker.job is not None and worker.job.done.done():
                self._end(worker)
                self._workers.remove(worker)

    def _start_workers(self) -> None:
        """As many workers as there is work for. Without any, what waits fails; the pool goes on."""
        with self._lock:
            busy = sum(worker.job is not None for worker in self._workers)
            wanted = min(self._count, busy + len(self._waiting))
        try:
            while len(self._workers) < wanted and not self._closing:
                self._workers.append(self._new_worker())
        except OSError as error:
            if self._workers or self._closing:
                return
            with self._lock:
                failed, self._waiting = self._waiting, []
            for job in failed:
                _settle(job, _no_worker(error))

    def _new_worker(self) -> _Worker:
        """A fork of the nursery; of a new nursery, if it was killed."""
        try:
            pid, connection = self._nursery.fork()
        except OSError:
            if self._nursery.is_alive() or self._closing:
                raise
            self._nursery.close()
            self._nursery = Nursery()
            pid, connection = self._nursery.fork()
        return _Worker(connection, pid)

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.job is not None:
                continue
            with self._lock:
                if not self._waiting:
                    return
                taken = [w.job for w in self._workers if w.job is not None]
                job = choose(self._waiting, worker.last, taken)
                self._waiting.remove(job)
            worker.job = worker.last = job
            try:
                worker.connection.send(job.task)
            except OSError:
                pass  # The worker died; that is noticed when it is listened to.
            except Exception as error:
                worker.job = None
                _settle(job, RenderError(f"The task cannot be handed to a worker: {error}"))

    def _listen(self, worker: _Worker) -> None:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            # It is dead, and its process id may be somebody else's by now.
            worker.connection.close()
            self._bury(worker)
            return
        except Exception:
            # What it says cannot be read: it is of no use any more.
            self._end(worker)
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
        """A worker is gone: its job goes back to the queue, unless it has lost too many."""
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

    def _end(self, worker: _Worker) -> None:
        worker.connection.close()
        kill_worker(worker.pid)


def _no_worker(error: OSError) -> WorkerLost:
    return WorkerLost(f"No render process can be started ({error}). Close other programs and try again.")


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
