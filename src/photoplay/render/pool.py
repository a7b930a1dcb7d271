"""The chunk pool: persistent worker processes that make chunks, and sound, for whoever asks.

One thread owns the workers; everybody else submits tasks and gets futures. A worker that dies or hangs
is replaced and its task given to another, a few times; a cancelled task's worker is killed at once and
replaced, which takes milliseconds. Who asks for something that somebody else is waiting for waits with
them.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from photoplay.errors import Cancelled, RenderError, WorkerLost
from photoplay.render.nursery import Nursery, kill_worker
from photoplay.render.schedule import Job, Shares, Work, next_work
from photoplay.render.worker import Finished, Progress, Task

__all__ = ["ATTEMPTS", "PATIENCE_S", "ChunkPool", "Job"]

#: How often a task may lose its worker before it fails.
ATTEMPTS = 3
#: How long a worker may say nothing, seconds. It speaks every ten frames; the first ones may have to
#: wait for a picture of 250 megapixels, on a busy machine.
PATIENCE_S = 120.0


@dataclass(eq=False, slots=True)
class _Worker:
    """One process. ``began_s`` and ``heard_s`` are times of a steady clock, of the work in hand."""

    connection: Connection
    pid: int
    work: Work | None = None
    last: Work | None = None
    began_s: float = 0.0
    heard_s: float = 0.0


class ChunkPool:
    """Worker processes that make chunks.

    Use as a context manager, or call ``close``.

    Args:
        workers: How many, ≥ 1.
        nice: How much they give way to other processes, 0–19.
        patience_s: How long one may say nothing before it is taken for hung, seconds.
    """

    def __init__(self, workers: int, *, nice: int = 0, patience_s: float = PATIENCE_S) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Work] = []
        self._named: dict[tuple[str, Path], Work] = {}
        self._shares = Shares()
        self._closing = self._closed = False
        self._count, self._nice, self._patience_s = workers, nice, patience_s
        self._workers: list[_Worker] = []
        try:
            self._awake, self._wake = os.pipe()
            self._nursery = self._new_nursery()
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
        owner: str = "",
        leads: bool = False,
        on_progress: Callable[[int], None] = lambda frames: None,
    ) -> Job:
        """Queues a task; one of the same key and cache that is not done yet is made once for both.

        Args:
            task: What to make.
            group: Tasks of one group share photos when their indices are neighbours.
            index: Place in the group.
            frames: Its size, for an even division of the work.
            priority: Higher ones go first.
            owner: For whom; each owner with work gets the same share of the workers' time.
            leads: Whether it goes before the owner's other tasks of this priority.
            on_progress: Called in the pool's thread with the number of frames done.

        Returns:
            The job; ``job.done`` is a future that holds None, or raises a ``PhotoplayError``.
        """
        job = Job(task, group, index, frames, priority, on_progress, owner, leads)
        with self._lock:
            if self._closing:
                raise Cancelled("The renderer is shutting down.")
            self._shares.enter(owner)
            work = self._named.get(_name(task))
            if work is not None and work.live:
                work.jobs.append(job)
            else:
                self._named[_name(task)] = work = Work(task, frames, [job])
                self._waiting.append(work)
            self._notify()
        return job

    def cancel(self, job: Job) -> None:
        """Drops a job; if nobody else wants what is being made for it, its worker is killed and replaced."""
        with self._lock:
            if not job.settle(Cancelled("Stopped.")):
                return
            work = self._named.get(_name(job.task))
            if work in self._waiting:
                work.jobs.remove(job)
                if not work.jobs:
                    self._waiting.remove(work)
                    self._forget(work)
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
    def is_alive(self) -> bool:
        """Whether it takes tasks."""
        return self._thread.is_alive() and not self._closing

    @property
    def worker_pids(self) -> tuple[int, ...]:
        """Process ids of the workers at this moment."""
        return tuple(worker.pid for worker in self._workers)

    def _works(self) -> list[Work]:
        """Everything that waits or is being made. The lock is held."""
        return [*(w.work for w in self._workers if w.work is not None), *self._waiting]

    def _forget(self, work: Work) -> None:
        """Nobody can join this work any more. The lock is held."""
        if self._named.get(_name(work.task)) is work:
            del self._named[_name(work.task)]

    def _notify(self) -> None:
        """Wakes the pool's thread. The lock is held."""
        if not self._closed:
            os.write(self._wake, b"!")

    # -- the pool's thread -------------------------------------------------------------------------

    def _run(self) -> None:
        """Hands out tasks, listens to workers, replaces the dead."""
        try:
            while not self._closing:
                self._stop_unwanted()
                self._stop_hung()
                self._start_workers()
                self._hand_out()
                handles: list[Connection | int] = [self._awake]
                handles += [worker.connection for worker in self._workers]
                for ready in wait(handles, self._patience()):
                    if ready == self._awake:
                        os.read(self._awake, 4096)
                    else:
                        self._listen(next(w for w in self._workers if w.connection is ready))
        finally:
            with self._lock:
                self._closing = True
                works = self._works()
            for worker in self._workers:
                self._end(worker)
            for work in works:
                work.settle(Cancelled("Stopped."))

    def _patience(self) -> float | None:
        """Seconds until a worker that says nothing is taken for hung; None while none works."""
        heard = [worker.heard_s for worker in self._workers if worker.work is not None]
        return max(0.0, min(heard) + self._patience_s - time.monotonic()) if heard else None

    def _stop_unwanted(self) -> None:
        for worker in list(self._workers):
            if worker.work is not None and not worker.work.live:
                self._end(worker)
                self._leave(worker)
                self._workers.remove(worker)

    def _stop_hung(self) -> None:
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.work is not None and now - worker.heard_s >= self._patience_s:
                self._end(worker)
                self._bury(worker)

    def _start_workers(self) -> None:
        """As many workers as there is work for. Without any, what waits fails; the pool goes on."""
        with self._lock:
            busy = sum(worker.work is not None for worker in self._workers)
            wanted = min(self._count, busy + len(self._waiting))
        try:
            while len(self._workers) < wanted and not self._closing:
                self._workers.append(self._new_worker())
        except OSError as error:
            if self._workers or self._closing:
                return
            with self._lock:
                failed, self._waiting = self._waiting, []
                for work in failed:
                    self._forget(work)
            for work in failed:
                work.settle(_no_worker(error))

    def _new_worker(self) -> _Worker:
        """A fork of the nursery; of a new nursery, if it was killed."""
        try:
            pid, connection = self._nursery.fork()
        except OSError:
            if self._nursery.is_alive() or self._closing:
                raise
            self._nursery.close()
            self._nursery = self._new_nursery()
            pid, connection = self._nursery.fork()
        return _Worker(connection, pid)

    def _new_nursery(self) -> Nursery:
        nursery = Nursery()
        if self._nice:
            # What it forks inherits it. It may have died already, which is noticed when it is used.
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, nursery.pid, self._nice)
        return nursery

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.work is not None:
                continue
            with self._lock:
                if not self._waiting:
                    return
                taken = [w.work for w in self._workers if w.work is not None]
                work = next_work(self._waiting, worker.last, taken, self._shares)
                self._waiting.remove(work)
                worker.work = worker.last = work
            worker.began_s = worker.heard_s = time.monotonic()
            try:
                worker.connection.send(work.task)
            except OSError:
                pass  # The worker died; that is noticed when it is listened to.
            except Exception as error:
                self._leave(worker)
                work.settle(RenderError(f"The task cannot be handed to a worker: {error}"))

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
        work = worker.work
        if work is None:
            return
        worker.heard_s = time.monotonic()
        error = message.error if isinstance(message, Finished) else None
        if error is None:
            frames = message.frames if isinstance(message, Progress) else work.frames
            with self._lock:
                jobs = work.live
            _tell(jobs, frames)
        if isinstance(message, Finished):
            # Nobody joins once it has left, so all who joined are settled.
            self._leave(worker)
            work.settle(error)

    def _leave(self, worker: _Worker) -> None:
        """A worker has nothing in hand any more; its time is charged."""
        with self._lock:
            work, worker.work = worker.work, None
            if work is not None:
                self._shares.charge(work.charged, time.monotonic() - worker.began_s)
                self._forget(work)
            self._shares.forget({job.owner for other in self._works() for job in other.jobs})

    def _bury(self, worker: _Worker) -> None:
        """A worker is gone: its work goes back to the queue, unless it has lost too many."""
        self._workers.remove(worker)
        work = worker.work
        if work is None:
            return
        work.lost += 1
        if work.lost >= ATTEMPTS:
            self._leave(worker)
            work.settle(_lost(work))
            return
        with self._lock:
            self._shares.charge(work.charged, time.monotonic() - worker.began_s)
            worker.work = None
            if work.live:
                self._waiting.insert(0, work)
            else:
                self._forget(work)

    def _end(self, worker: _Worker) -> None:
        worker.connection.close()
        kill_worker(worker.pid)


def _name(task: Task) -> tuple[str, Path]:
    """What makes two tasks the same: equal keys promise equal chunks."""
    return task.key, task.cache_dir


def _tell(jobs: list[Job], frames: int) -> None:
    for job in jobs:
        try:
            job.on_progress(frames)
        except Exception as raised:
            # Code of whoever submitted the job: it fails, the pool goes on.
            job.settle(raised)


def _lost(work: Work) -> WorkerLost:
    names = ", ".join(sorted({path.name for path in work.task.paths.values()}))
    near = f", near {names}" if names else ""
    return WorkerLost(
        f"{work.task.doing} stopped {work.lost} times at the same place{near}. "
        "There may be too little memory, or one of these files is harmful: try without them."
    )


def _no_worker(error: OSError) -> WorkerLost:
    told = WorkerLost(f"No render process can be started ({error}). Close other programs and try again.")
    told.__cause__ = error
    return told
