"""The sweep: deletes what has had its time, and files that nothing names any more.

Safe to run at any moment, on any number of servers, and to be killed in: each step can be done again.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from photoplay.services import credits
from photoplay.services.accounts import DAY_MS
from photoplay.services.backend import Backend
from photoplay.store import accounts as store_accounts
from photoplay.store import retention as store

#: Files younger than this may be about to be named, seconds.
_YOUNG_S = 900
_BATCH = 400
#: Ended tokens are kept this long, so that what expires with them is known. Days.
_TOKEN_DAYS = 120
#: No turn lasts longer than this, so a reservation that does was left by a crash. Milliseconds.
_LONGEST_TURN_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep removed."""

    projects: int
    files: int
    tokens: int
    reservations: int


def sweep(backend: Backend) -> Swept:
    """Deletes what has had its time.

    Raises:
        DatabaseAway: It cannot be reached; what was not done is done next time.
    """
    now, settings = backend.clock(), backend.settings
    with backend.database.writing() as connection:
        store.expire_anonymous(connection, now - settings.keep_anonymous_days * DAY_MS, now)
        store.expire_registered(connection, now - settings.keep_registered_days * DAY_MS, now)
        tokens = store_accounts.forget_tokens(connection, now - _TOKEN_DAYS * DAY_MS)
    return Swept(
        projects=_purge(backend),
        files=_delete_files(backend),
        tokens=tokens,
        reservations=credits.release_left(backend, "", _LONGEST_TURN_MS),
    )


def _purge(backend: Backend) -> int:
    count = 0
    while True:
        with backend.database.reading() as connection:
            sessions = store.deleted_sessions(connection, _BATCH)
            running = store.unfinished_renders(connection, sessions)
        if not sessions:
            return count
        for uid in running:
            backend.queue.cancel(uid)
        with backend.database.writing() as connection:
            store.purge(connection, sessions)
        count += len(sessions)


def _delete_files(backend: Backend) -> int:
    backend.files.tidy()
    count = 0
    for room in ("assets", "renders"):
        for keys in _batches(_old_keys(backend, room)):
            # So that nobody names a file between the question and its end.
            with backend.database.writing() as connection:
                store.hold_files(connection, alone=True)
                for key in set(keys) - store.files_in_use(connection, keys):
                    backend.files.delete(key)
                    count += 1
    return count


def _old_keys(backend: Backend, room: str) -> list[str]:
    old = []
    for key in backend.files.keys(room):
        with contextlib.suppress(OSError):
            if time.time() - backend.files.path(key).stat().st_mtime > _YOUNG_S:
                old.append(key)
    return old


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
