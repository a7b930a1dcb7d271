"""The queue of renders: durable by DBOS, fair between accounts, and able to stop and go on.

    submit ──▶ row (pending) ──▶ workflow (enqueued) ──▶ thread ──▶ make_render ──▶ row (final)
               photoplay.db      jobs.db, or the schema "dbos"

The row is the truth for everybody else; the workflow only says that somebody has to look at the row.
So a workflow's own outcome means nothing, and one too many does no harm.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable
from functools import partial

from dbos import DBOS, DBOSPortableJSONSerializer

from photoplay.errors import DatabaseAway
from photoplay.jobs.identity import executor_id
from photoplay.jobs.logs import quieten
from photoplay.jobs.making import LetGo, Running, Workshop, file_key, make_render
from photoplay.jobs.reaper import QUEUE, WORKFLOW, Reaper, enqueue
from photoplay.render.cache import ChunkCache
from photoplay.render.pool import ChunkPool
from photoplay.settings import ServiceSettings
from photoplay.store import executors, renders
from photoplay.store.files import FileStore
from photoplay.store.sql import Database, now_ms
from photoplay.store.workflows import workflow_engine

#: Jobs of any version of the program may go on in any other: all they hold is the id of a row.
_JOB_VERSION = "1"
#: Seconds between two looks for work. Half of it would cost twice the idle time; see decision 0007.
_POLL_S = 0.1
#: Seconds between two notes of progress, and between two signs of life.
_TELL_S = 0.5
_BEAT_S = 5.0

log = logging.getLogger(__name__)
_open: RenderQueue | None = None
_opening = threading.Lock()


@DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
def _render(uid: str) -> None:
    """The workflow: one look at one row."""
    if _open is None:
        raise LetGo
    _open.work(uid)


class RenderQueue:
    """Makes the renders of a database. Use as a context manager; one in a process at a time.

    Args:
        settings: How many at a time, how long to stop, where the jobs are.
        database: Where the rows are; migrated.
        files: Where the videos go.
        pool: Makes the chunks.
        cache: Holds them.
        silent_s: Servers without a sign of life for longer lose their jobs to others.
    """

    def __init__(
        self,
        settings: ServiceSettings,
        database: Database,
        files: FileStore,
        pool: ChunkPool,
        cache: ChunkCache,
        *,
        silent_s: float = 30.0,
    ) -> None:
        self._settings, self._database = settings, database
        self._shop = Workshop(database, files, pool, cache, settings.loudness_lufs)
        self._id = executor_id()
        self._reaper = Reaper(database, files, self._id, silent_s)
        self._running: dict[str, Running] = {}
        self._changed = threading.Condition()
        self._closing = False
        self._inbox: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
        self._engine = workflow_engine(settings.data_dir / "jobs.db") if database.is_sqlite else None
        self._thread = threading.Thread(target=self._run, name="render-queue", daemon=True)

    # -- for the services --------------------------------------------------------------------------

    def enqueue(self, uid: str, account_id: str) -> None:
        """Has a render of the database made, some time. Returns at once; once more does nothing."""
        self._inbox.put((uid, account_id))

    def cancel(self, uid: str) -> None:
        """Ends a render whose row says that it is cancelled; another server's within a second."""
        with self._changed:
            running = self._running.get(uid)
        if running is not None:
            running.stop.set()
        else:
            self._shop.files.delete(file_key(uid))

    def progress(self, uid: str) -> tuple[float, float | None] | None:
        """Percent done and seconds left, if the render is made here; fresher than the row."""
        with self._changed:
            running = self._running.get(uid)
        return (running.percent, running.eta_s) if running is not None else None

    @property
    def is_alive(self) -> bool:
        """Whether it takes jobs."""
        return self._thread.is_alive() and not self._closing

    @property
    def running(self) -> tuple[str, ...]:
        """The renders that are made here at this moment."""
        with self._changed:
            return tuple(self._running)

    # -- opening and closing -----------------------------------------------------------------------

    def __enter__(self) -> RenderQueue:
        self.open()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def open(self) -> None:
        """Starts to take jobs, and takes up those that were left behind.

        Raises:
            DatabaseAway: It cannot be reached.
            RuntimeError: There is another one in this process.
        """
        global _open
        with _opening:
            if _open is not None:
                raise RuntimeError("this process has a render queue already")
            _open = self
        try:
            with self._database.writing() as connection:
                executors.leave(connection, self._id)
                executors.enter(connection, self._id, now_ms())
            self._reaper.sweep()
            self._launch()
            self._reaper.look(self._running_here)
        except BaseException:
            self._put_down()
            raise
        self._thread.start()

    def _launch(self) -> None:
        quieten()
        url = self._database.url.render_as_string(hide_password=False)
        DBOS(
            config={
                "name": "photoplay",
                "system_database_url": url.replace("postgresql+psycopg://", "postgresql://"),
                "system_database_engine": self._engine,
                "dbos_system_schema": "dbos",
                "sys_db_pool_size": 8,
                "application_version": _JOB_VERSION,
                "executor_id": self._id,
                "serializer": DBOSPortableJSONSerializer(),
                "log_level": "WARNING",
            }
        )
        DBOS.listen_queues([QUEUE])
        at_once = self._settings.renders_at_once
        try:
            DBOS.launch()
            DBOS.register_queue(
                QUEUE,
                worker_concurrency=at_once,
                # One account leaves room for others, however much it wants.
                partition_worker_concurrency=(at_once + 1) // 2,
                polling_interval_sec=_POLL_S,
                on_conflict="always_update",
            )
        except Exception as error:
            raise DatabaseAway(
                "The database of jobs does not answer. Check PHOTOPLAY_DATABASE_URL and that the data folder "
                "can be written, and start again."
            ) from error

    def close(self) -> None:
        """Stops taking jobs and lets go of running ones, which are taken up by the next server."""
        with self._changed:
            if self._closing:
                return
            self._closing = True
            for running in self._running.values():
                running.stop.set()
        self._inbox.put(None)
        until = time.monotonic() + self._settings.stop_seconds
        with self._changed:
            self._changed.wait_for(lambda: not self._running, max(0.0, until - time.monotonic()))
        if self._thread.ident is not None:
            self._thread.join(max(1.0, until - time.monotonic()))
        self._put_down()
        with contextlib.suppress(DatabaseAway), self._database.writing() as connection:
            executors.leave(connection, self._id)

    def _put_down(self) -> None:
        global _open
        try:
            DBOS.destroy()
        finally:
            if self._engine is not None:
                self._engine.dispose()
            with _opening:
                _open = None

    # -- working -----------------------------------------------------------------------------------

    def work(self, uid: str) -> None:
        """The body of a workflow, in a thread of its own.

        Raises:
            LetGo: The server stops.
        """
        running = Running(uid)
        with self._changed:
            if self._closing:
                raise LetGo
            first = self._running.setdefault(uid, running)
        if first is not running:
            # Handed over by a server that took this one for dead: it is in good hands.
            first.ended.wait()
            if self._closing:
                raise LetGo
            return
        try:
            make_render(self._shop, running)
        finally:
            with self._changed:
                del self._running[uid]
                self._changed.notify_all()
            running.ended.set()

    def _running_here(self) -> set[str]:
        with self._changed:
            return set(self._running)

    def _run(self) -> None:
        """The queue's thread: passes on what is submitted, notes progress, gives signs of life."""
        told = beaten = time.monotonic()
        while True:
            with contextlib.suppress(queue.Empty):
                wanted = self._inbox.get(timeout=_TELL_S / 2)
                if wanted is None:
                    return
                # If this fails, the reaper finds the row without a job.
                self._try(partial(enqueue, *wanted))
            now = time.monotonic()
            if now - told >= _TELL_S:
                told = now
                self._try(self._tell)
            if now - beaten >= _BEAT_S:
                beaten = now
                self._try(self._beat)

    def _try(self, work: Callable[[], None]) -> None:
        """Works; what does not go now goes the next time."""
        try:
            work()
        except DatabaseAway as error:
            log.warning("the render queue waits: %s", error)
        except Exception:
            # The thread's edge: it must outlive whatever the library meets.
            log.exception("the render queue goes on after an error")

    def _tell(self) -> None:
        """Writes down how far the renders are; ends those that were cancelled by way of another server."""
        with self._changed:
            here = list(self._running.values())
        if not here:
            return
        with self._database.reading() as connection:
            known = renders.statuses(connection, [one.uid for one in here])
        for one in here:
            if known.get(one.uid) not in renders.UNFINISHED:
                one.stop.set()
        for one in here:
            if not one.stop.is_set() and one.has_news():
                one.tell(self._database)

    def _beat(self) -> None:
        with self._database.writing() as connection:
            if not executors.beat(connection, self._id, now_ms()):
                # Taken for dead by another server; its jobs run twice now, which the rows bear.
                executors.enter(connection, self._id, now_ms())
        self._reaper.look(self._running_here)
