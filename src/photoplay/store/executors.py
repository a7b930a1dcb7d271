"""Servers that take jobs, each with a sign of life; and the right to look after those of the dead."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlalchemy as sa

from photoplay.store.schema import executors
from photoplay.store.sql import Database

#: Arbitrary and ours.
_REAPER_LOCK = 7430313


def enter(connection: sa.Connection, executor_id: str, now_ms: int) -> None:
    """A server starts to take jobs."""
    connection.execute(executors.insert().values(id=executor_id, started_at=now_ms, seen_at=now_ms))


def beat(connection: sa.Connection, executor_id: str, now_ms: int) -> bool:
    """A server is alive; False when others have given it up in the meantime."""
    found = executors.update().where(executors.c.id == executor_id)
    return connection.execute(found.values(seen_at=now_ms)).rowcount > 0


def leave(connection: sa.Connection, executor_id: str) -> None:
    """A server takes no jobs any more."""
    connection.execute(executors.delete().where(executors.c.id == executor_id))


def seen(connection: sa.Connection) -> dict[str, int]:
    """Every server that has not left, with its last sign of life, epoch milliseconds by its own clock."""
    return {row.id: row.seen_at for row in connection.execute(sa.select(executors.c.id, executors.c.seen_at))}


@contextlib.contextmanager
def only_one(database: Database) -> Iterator[bool]:
    """Whether this server alone may look after the dead now. On SQLite there is no other.

    Raises:
        DatabaseAway: It cannot be reached.
    """
    if database.is_sqlite:
        yield True
        return
    with database.writing() as connection:
        # Held until the transaction ends, also when this process dies.
        yield bool(
            connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_REAPER_LOCK))).scalar_one()
        )
