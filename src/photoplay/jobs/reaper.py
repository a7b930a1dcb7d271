"""Looking after jobs that nobody works on: those of dead servers, and those that were never begun."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterable, Set

from dbos import DBOS

from photoplay.jobs.identity import is_known_dead
from photoplay.jobs.watch import Watch
from photoplay.store import executors, renders
from photoplay.store.files import FileStore
from photoplay.store.sql import Database

#: Names in the database of jobs.
QUEUE, WORKFLOW = "renders", "render"
_ACTIVE = ["ENQUEUED", "PENDING", "DELAYED"]
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
#: Ended jobs say nothing that the rows do not; they go, so many each time, so often, seconds.
_TIDY_COUNT, _TIDY_S = 1000, 600.0
_UID = re.compile(r"rnd_[0-9a-f]{32}")


def enqueue(uid: str, account_id: str) -> None:
    """Puts a render into the queue; one that is there already stays as it is."""
    DBOS.enqueue_workflow_with_options(
        {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": uid,
            "queue_partition_key": account_id,
        },
        uid,
    )


class Reaper:
    """Looks around now and then. Of several servers only one does at a time.

    Args:
        database: Where rows and signs of life are.
        files: Where killed processes leave unfinished files.
        own_id: This server's name.
        silent_s: How long another server may be silent.
        clock: A clock that is never set, seconds.
    """

    def __init__(
        self,
        database: Database,
        files: FileStore,
        own_id: str,
        silent_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._files, self._own_id, self._clock = database, files, own_id, clock
        self._watch = Watch(silent_s, clock)
        self._idle: set[str] = set()
        self._missing: set[str] | None = None
        self._tidied_s = clock()

    def look(self, running: Callable[[], Set[str]]) -> None:
        """Takes up everything that is left behind.

        Args:
            running: Gives the renders that are made by this process.

        Raises:
            DatabaseAway: It cannot be reached.
        """
        with executors.only_one(self._database) as is_ours:
            if not is_ours:
                return
            self._hand_over(running)
            self._adopt()
            if self._clock() - self._tidied_s > _TIDY_S:
                self._tidied_s = self._clock()
                _forget(_ids(_ENDED, limit=_TIDY_COUNT))

    def sweep(self) -> None:
        """Removes unfinished files of renders that are final; the others remove theirs when they begin.

        Raises:
            DatabaseAway: It cannot be reached.
        """
        left = {
            path: found.group()
            for path in self._files.new_place().parent.iterdir()
            if (found := _UID.search(path.name))
        }
        with self._database.reading() as connection:
            known = renders.statuses(connection, set(left.values()))
        for path, uid in left.items():
            if known.get(uid) not in renders.UNFINISHED:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _hand_over(self, running: Callable[[], Set[str]]) -> None:
        """Jobs in the hands of servers that are dead go back into the queue."""
        # In this order: a server gives a sign of life before it takes its first job.
        taken = {
            one.workflow_id: one.executor_id
            for one in DBOS.list_workflows(
                name=WORKFLOW, status="PENDING", load_input=False, load_output=False
            )
        }
        with self._database.reading() as connection:
            signs = executors.seen(connection)
        dead = {name for name in self._watch.silent(signs) if name != self._own_id}
        dead |= {name for name in signs if name != self._own_id and self._is_gone(name)}
        idle = {uid for uid, owner in taken.items() if owner == self._own_id} - running()
        orphans = [uid for uid, owner in taken.items() if owner not in signs.keys() - dead]
        # Given to this process, which does not work on it: once may be a moment, twice is lost.
        orphans += sorted(idle & self._idle)
        self._idle = idle
        if orphans:
            DBOS.resume_workflows(orphans, queue_name=QUEUE)
        if dead:
            with self._database.writing() as connection:
                for name in dead:
                    executors.leave(connection, name)

    def _is_gone(self, name: str) -> bool:
        """Whether another server is dead for certain; a database in a file serves one process only."""
        return self._database.is_sqlite or is_known_dead(name)

    def _adopt(self) -> None:
        """Rows without a job: the server died between writing the two, or the jobs were lost."""
        known = _ids(_ACTIVE)
        with self._database.reading() as connection:
            waiting = renders.unfinished(connection)
        missing = {uid: account_id for uid, account_id in waiting if uid not in known}
        # Somebody may be about to write the job; not where this is the only server, at its start.
        is_first = self._missing is None and self._database.is_sqlite
        lost = [uid for uid in missing if is_first or uid in (self._missing or ())]
        self._missing = set(missing)
        _forget(lost)
        for uid in lost:
            enqueue(uid, missing[uid])


def _ids(status: list[str], limit: int | None = None) -> set[str]:
    """The renders that have a job in one of some states."""
    found = DBOS.list_workflows(
        name=WORKFLOW, status=status, limit=limit, load_input=False, load_output=False
    )
    return {one.workflow_id for one in found}


def _forget(uids: Iterable[str]) -> None:
    """Removes jobs; those that are not there are fine."""
    if told := list(uids):
        DBOS.delete_workflows(told)
