"""Exports: one row each. A status that is final never changes again, whoever tries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from photoplay.store.schema import renders

PENDING, PROCESSING = "pending", "processing"
COMPLETED, FAILED, CANCELLED = "completed", "failed", "cancelled"
#: Not final yet.
UNFINISHED = (PENDING, PROCESSING)

#: What a client asks for every second; the draft, which may be long, is not among it.
_TOLD = [column for column in renders.c if column.name != "draft"]


@dataclass(frozen=True, slots=True)
class Render:
    """An export as it stands. Times are epoch milliseconds.

    Attributes:
        uid: Ours: names the job, the file and the links.
        id: The client's own, unique in its account.
        fingerprint: Of what was asked for, so that the same id cannot mean two things.
        revision: Of the session's draft that is drawn; of the one at that time, when a draft was sent.
        status: "pending", "processing", "completed", "failed" or "cancelled".
        progress: 0–100; never goes back.
        eta_s: Time left at the present speed, seconds; None when nobody can say.
        attempts: How often it was begun since it last got further.
        error: Why it failed, in the user's words; empty otherwise.
        file: Key in the file store, once completed.
        result: ``size_bytes duration_s width height fps checks notes`` of the file; while it is made,
            ``waiting`` may say what for.
        output: Options of the export as sent, JSON.
    """

    uid: str
    account_id: str
    id: str
    session_id: str
    fingerprint: str
    revision: int
    status: str
    progress: float
    eta_s: float | None
    attempts: int
    created_at_ms: int
    started_at_ms: int | None
    completed_at_ms: int | None
    error: str
    error_code: int
    file: str
    result: Mapping[str, Any]
    output: str = "null"

    @property
    def is_final(self) -> bool:
        return self.status not in UNFINISHED

    @property
    def waiting(self) -> str:
        """What an unfinished render waits for, in the user's words; mostly empty."""
        return "" if self.is_final else str(self.result.get("waiting", ""))


@dataclass(frozen=True, slots=True)
class Order:
    """What a render is to draw: both as JSON text."""

    draft: str
    output: str


def _render(row: sa.Row[tuple[object, ...]]) -> Render:
    told = row._mapping
    return Render(
        uid=told["uid"],
        account_id=told["account_id"],
        id=told["id"],
        session_id=told["session_id"],
        fingerprint=told["fingerprint"],
        revision=told["revision"],
        status=told["status"],
        progress=told["progress"],
        eta_s=told["eta_s"],
        attempts=told["attempts"],
        created_at_ms=told["created_at"],
        started_at_ms=told["started_at"],
        completed_at_ms=told["completed_at"],
        error=told["error"],
        error_code=told["error_code"],
        file=told["file"],
        result=json.loads(told["result"]),
        output=told["output"],
    )


# -- asking -----------------------------------------------------------------------------------------


def by_uid(connection: sa.Connection, uid: str) -> Render | None:
    row = connection.execute(sa.select(*_TOLD).where(renders.c.uid == uid)).first()
    return _render(row) if row else None


def by_id(connection: sa.Connection, account_id: str, render_id: str) -> Render | None:
    """The render that an account calls by an id of its own."""
    query = sa.select(*_TOLD).where(renders.c.account_id == account_id, renders.c.id == render_id)
    row = connection.execute(query).first()
    return _render(row) if row else None


def of_account(
    connection: sa.Connection, account_id: str, session_id: str | None, limit: int
) -> tuple[Render, ...]:
    """An account's renders, or those of one session, the newest first."""
    query = sa.select(*_TOLD).where(renders.c.account_id == account_id)
    if session_id is not None:
        query = query.where(renders.c.session_id == session_id)
    newest = query.order_by(renders.c.created_at.desc(), renders.c.uid).limit(limit)
    return tuple(_render(row) for row in connection.execute(newest))


def order_of(connection: sa.Connection, uid: str) -> Order | None:
    """What a render is to draw."""
    row = connection.execute(sa.select(renders.c.draft, renders.c.output).where(renders.c.uid == uid)).first()
    return Order(row.draft, row.output) if row else None


def statuses(connection: sa.Connection, uids: Iterable[str]) -> dict[str, str]:
    """The status of each render that there is."""
    query = sa.select(renders.c.uid, renders.c.status).where(renders.c.uid.in_(list(uids)))
    return {row.uid: row.status for row in connection.execute(query)}


def unfinished(connection: sa.Connection) -> list[tuple[str, str]]:
    """Ids and accounts of renders that are not final, oldest first."""
    query = sa.select(renders.c.uid, renders.c.account_id).where(renders.c.status.in_(UNFINISHED))
    found = connection.execute(query.order_by(renders.c.created_at, renders.c.uid))
    return [(row.uid, row.account_id) for row in found]


def count_waiting(connection: sa.Connection, account_id: str) -> int:
    """An account's renders that are not final."""
    query = sa.select(sa.func.count()).where(
        renders.c.account_id == account_id, renders.c.status.in_(UNFINISHED)
    )
    return int(connection.execute(query).scalar_one())


def submitted_between(connection: sa.Connection, account_id: str, after_ms: int, until_ms: int) -> list[int]:
    """When an account submitted its renders of a span of time, oldest first. The start is not in it."""
    created = renders.c.created_at
    query = sa.select(created).where(
        renders.c.account_id == account_id, created > after_ms, created <= until_ms
    )
    return sorted(connection.execute(query).scalars())


# -- changing: each returns whether it was so -------------------------------------------------------


def insert(connection: sa.Connection, render: Render, order: Order) -> None:
    """Adds a render.

    Raises:
        Taken: The account has one of this id.
    """
    connection.execute(
        renders.insert().values(
            uid=render.uid,
            account_id=render.account_id,
            id=render.id,
            session_id=render.session_id,
            fingerprint=render.fingerprint,
            revision=render.revision,
            draft=order.draft,
            output=order.output,
            status=render.status,
            created_at=render.created_at_ms,
        )
    )


def begin(connection: sa.Connection, uid: str, now_ms: int) -> Render | None:
    """Counts one more attempt of an unfinished render and returns it; None when there is nothing to do."""
    is_changed = _change(
        connection,
        uid,
        status=PROCESSING,
        attempts=renders.c.attempts + 1,
        started_at=sa.func.coalesce(renders.c.started_at, now_ms),
    )
    return by_uid(connection, uid) if is_changed else None


def let_go(connection: sa.Connection, uid: str) -> bool:
    """Takes back an attempt that was broken off by the server's own wish."""
    return _change(
        connection, uid, attempts=sa.case((renders.c.attempts > 0, renders.c.attempts - 1), else_=0)
    )


def set_progress(connection: sa.Connection, uid: str, progress: float, eta_s: float | None) -> bool:
    """Tells how far an unfinished render is. Getting further than ever before clears its attempts."""
    is_further = renders.c.progress < progress
    return _change(
        connection,
        uid,
        progress=sa.case((is_further, progress), else_=renders.c.progress),
        attempts=sa.case((is_further, 1), else_=renders.c.attempts),
        eta_s=eta_s,
        result="{}",
    )


def set_waiting(connection: sa.Connection, uid: str, what_for: str) -> bool:
    """Tells what an unfinished render waits for, in the user's words."""
    return _change(connection, uid, eta_s=None, result=json.dumps({"waiting": what_for}))


def complete(
    connection: sa.Connection, uid: str, file: str, result: Mapping[str, object], now_ms: int
) -> bool:
    """Ends an unfinished render with a file."""
    told = json.dumps(result, ensure_ascii=True)
    return _end(connection, uid, COMPLETED, now_ms, progress=100.0, file=file, result=told)


def fail(connection: sa.Connection, uid: str, code: int, error: str, now_ms: int) -> bool:
    """Ends an unfinished render with a reason."""
    return _end(connection, uid, FAILED, now_ms, error=error, error_code=code, result="{}")


def cancel(connection: sa.Connection, uid: str, now_ms: int) -> bool:
    """Ends an unfinished render because its owner wishes it."""
    return _end(connection, uid, CANCELLED, now_ms, result="{}")


def _end(connection: sa.Connection, uid: str, status: str, now_ms: int, **values: object) -> bool:
    return _change(connection, uid, status=status, completed_at=now_ms, eta_s=None, **values)


def _change(connection: sa.Connection, uid: str, **values: object) -> bool:
    found = sa.and_(renders.c.uid == uid, renders.c.status.in_(UNFINISHED))
    return connection.execute(renders.update().where(found).values(**values)).rowcount > 0
