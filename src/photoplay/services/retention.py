"""The sweep: deletes what has had its time, and files that nothing names any more.

Safe to run at any moment, on any number of servers, and to be killed in: each step can be done again.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from photoplay.services import credits, turns
from photoplay.services.backend import Backend
from photoplay.store import accounts as store_accounts
from photoplay.store import projects as store_projects
from photoplay.store import retention as store
from photoplay.times import DAY_MS

#: Files younger than this may be about to be named, seconds.
_YOUNG_S = 900
_BATCH = 400
#: Ended tokens are kept this long, so that what expires with them is known. Days.
_TOKEN_DAYS = 120
#: No turn lasts longer than this, so a reservation that does was left by a crash. Milliseconds.
_LONGEST_TURN_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep deleted.

    Attributes:
        removed: Files that were taken out of a bin, and that undo brings back no more.
    """

    projects: int
    files: int
    tokens: int
    reservations: int
    removed: int = 0


def sweep(backend: Backend, is_stopping: Callable[[], bool] = lambda: False) -> Swept:
    """Deletes what has had its time.

    Args:
        backend: See ``Backend``.
        is_stopping: Asked between small parts of the work; the next sweep does what is left.

    Raises:
        DatabaseAway: It cannot be reached; what was not done is done next time.
    """
    now, settings = backend.clock(), backend.settings
    with backend.database.writing() as connection:
        store.expire_anonymous(connection, now - settings.keep_anonymous_days * DAY_MS, now)
        store.expire_registered(connection, now - settings.keep_registered_days * DAY_MS, now)
        tokens = store_accounts.forget_tokens(connection, now - _TOKEN_DAYS * DAY_MS)
    turns.recover(backend)
    return Swept(
        projects=_purge(backend, is_stopping),
        removed=_forget_removed(backend, is_stopping),
        files=_delete_files(backend, is_stopping),
        tokens=tokens,
        reservations=credits.release_left(backend, "", _LONGEST_TURN_MS),
    )


def _purge(backend: Backend, is_stopping: Callable[[], bool]) -> int:
    count = 0
    while not is_stopping():
        with backend.database.reading() as connection:
            sessions = store.deleted_sessions(connection, _BATCH)
            running = store.unfinished_renders(connection, sessions)
        if not sessions:
            break
        for uid in running:
            backend.queue.cancel(uid)
        with backend.database.writing() as connection:
            store.purge(connection, sessions)
        count += len(sessions)
    return count


def _forget_removed(backend: Backend, is_stopping: Callable[[], bool]) -> int:
    """Forgets what was taken out of a bin once no draft that is kept shows it."""
    count, after, before_ms = 0, ("", ""), backend.clock() - _YOUNG_S * 1000
    while not is_stopping():
        with backend.database.reading() as connection:
            found = store.removed_assets(connection, before_ms, after, _BATCH)
            unseen = [one for one in found if not store.is_shown(connection, *one)]
        if not found:
            break
        after = found[-1]
        for session_id, asset_id in unseen:
            with backend.database.writing() as connection:
                # Locked, so that no new revision names it meanwhile.
                project = store_projects.by_session(connection, session_id, lock=True)
                if project is not None and not store.is_shown(connection, session_id, asset_id):
                    count += store.forget_removed(connection, session_id, asset_id)
    return count


def _delete_files(backend: Backend, is_stopping: Callable[[], bool]) -> int:
    backend.files.tidy()
    count = 0
    for room in ("assets", "renders"):
        for keys in _batches(backend.files.keys(room)):
            if is_stopping():
                return count
            count += _delete_unused(backend, _old(backend, keys))
    return count


def _delete_unused(backend: Backend, keys: Sequence[str]) -> int:
    with backend.database.reading() as connection:
        unused = set(keys) - store.files_in_use(connection, keys)
    if not unused:  # mostly so: then nobody has to wait
        return 0
    # So that nobody names a file between the question and its end.
    with backend.database.writing() as connection:
        store.hold_files(connection, alone=True)
        unused -= store.files_in_use(connection, unused)
        for key in unused:
            backend.files.delete(key)
    return len(unused)


def _old(backend: Backend, keys: Sequence[str]) -> list[str]:
    old = []
    for key in keys:
        with contextlib.suppress(OSError):
            if time.time() - backend.files.path(key).stat().st_mtime > _YOUNG_S:
                old.append(key)
    return old


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
