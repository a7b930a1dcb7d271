"""Messages and what became of them: one row each, which is also their place in the queue of a session.

    queued ──▶ running ──▶ done
       │          ├──────▶ failed
       └──────────┴──────▶ stopped

A status that is final never changes again, whoever tries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from photoplay.store.schema import events, turns

QUEUED, RUNNING, DONE, FAILED, STOPPED = "queued", "running", "done", "failed", "stopped"
#: Not final yet.
OPEN = (QUEUED, RUNNING)
#: Events of so many turns of a session are kept; of earlier ones message and reply alone.
KEPT_TURNS = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and what became of it. Times are epoch milliseconds.

    Attributes:
        number: In the order of arrival, from 1.
        account_id: Whoever pays for it.
        server: The process that does it.
        status: "queued", "running", "done", "failed" or "stopped".
        message: As sent.
        language: Of the reply; empty until then.
        reserved: Credits that were set aside when it was accepted.
        price: Credits that it cost.
        before_revision, after_revision: Of the draft; the second is there once its changes are kept.
        reply: What was answered, or why it failed.
        error_code: Of the contract; 0: it did not fail.
    """

    id: str
    session_id: str
    number: int
    account_id: str
    server: str
    status: str
    message: str
    language: str
    reserved: int
    price: int
    before_revision: int | None
    after_revision: int | None
    reply: str
    error_code: int
    created_at_ms: int
    started_at_ms: int | None
    ended_at_ms: int | None

    @property
    def is_final(self) -> bool:
        return self.status not in OPEN


_TOLD = [column for column in turns.c if column.name != "memory"]


def _turn(row: sa.Row[tuple[object, ...]]) -> Turn:
    told = row._mapping
    return Turn(
        id=told["id"],
        session_id=told["session_id"],
        number=told["number"],
        account_id=told["account_id"],
        server=told["server"],
        status=told["status"],
        message=told["message"],
        language=told["language"],
        reserved=told["reserved"],
        price=told["price"],
        before_revision=told["before_revision"],
        after_revision=told["after_revision"],
        reply=told["reply"],
        error_code=told["error_code"],
        created_at_ms=told["created_at"],
        started_at_ms=told["started_at"],
        ended_at_ms=told["ended_at"],
    )


def insert(connection: sa.Connection, turn: Turn) -> None:
    """Adds a message. The caller holds the project's lock, so that its number is the next."""
    connection.execute(
        turns.insert().values(
            id=turn.id,
            session_id=turn.session_id,
            number=turn.number,
            account_id=turn.account_id,
            server=turn.server,
            status=turn.status,
            message=turn.message,
            language=turn.language,
            reserved=turn.reserved,
            price=turn.price,
            reply=turn.reply,
            error_code=turn.error_code,
            created_at=turn.created_at_ms,
        )
    )


def last_number(connection: sa.Connection, session_id: str) -> int:
    """Number of a session's last turn; 0 if there is none."""
    query = sa.select(sa.func.max(turns.c.number)).where(turns.c.session_id == session_id)
    return connection.execute(query).scalar_one() or 0


def count_open(connection: sa.Connection, *, session_id: str = "", account_id: str = "") -> int:
    """Turns of a session, or of an account, that are not over."""
    which = turns.c.session_id == session_id if session_id else turns.c.account_id == account_id
    query = sa.select(sa.func.count()).where(which, turns.c.status.in_(OPEN))
    return int(connection.execute(query).scalar_one())


def by_id(connection: sa.Connection, turn_id: str, *, lock: bool = False) -> Turn | None:
    query = sa.select(*_TOLD).where(turns.c.id == turn_id)
    row = connection.execute(query.with_for_update() if lock else query).first()
    return _turn(row) if row else None


def of_session(
    connection: sa.Connection, session_id: str, limit: int, before: int | None = None
) -> list[Turn]:
    """Turns of a session, or those before one of them, the newest first."""
    query = sa.select(*_TOLD).where(turns.c.session_id == session_id)
    if before is not None:
        query = query.where(turns.c.number < before)
    return [_turn(row) for row in connection.execute(query.order_by(turns.c.number.desc()).limit(limit))]


def earlier_open(connection: sa.Connection, turn: Turn) -> list[Turn]:
    """Turns of the same session that came before and are not over."""
    query = sa.select(*_TOLD).where(
        turns.c.session_id == turn.session_id, turns.c.number < turn.number, turns.c.status.in_(OPEN)
    )
    return [_turn(row) for row in connection.execute(query.order_by(turns.c.number))]


def all_open(connection: sa.Connection) -> list[Turn]:
    """Every turn that is not over, of whichever server."""
    query = sa.select(*_TOLD).where(turns.c.status.in_(OPEN))
    return [_turn(row) for row in connection.execute(query.order_by(turns.c.created_at))]


def change(connection: sa.Connection, turn_id: str, *, where: Sequence[str] = OPEN, **values: object) -> bool:
    """Sets columns of a turn if its status is one of some; whether it was."""
    query = turns.update().where(turns.c.id == turn_id, turns.c.status.in_(where)).values(**values)
    return connection.execute(query).rowcount > 0


def last_memory(connection: sa.Connection, session_id: str) -> str:
    """What the last turn that was done, or that broke down, leaves to be remembered; empty: nothing."""
    leaves = sa.or_(turns.c.status == DONE, turns.c.memory != "")
    query = sa.select(turns.c.memory).where(turns.c.session_id == session_id, leaves)
    found = connection.execute(query.order_by(turns.c.number.desc()).limit(1)).scalar()
    return str(found or "")


def last_revision(connection: sa.Connection, session_id: str) -> int:
    """The last revision that a turn made; 0: none did."""
    query = sa.select(sa.func.max(turns.c.after_revision)).where(turns.c.session_id == session_id)
    return int(connection.execute(query).scalar() or 0)


# -- events -----------------------------------------------------------------------------------------


def add_events(
    connection: sa.Connection, turn: Turn, contents: Iterable[Mapping[str, Any]], start: int
) -> None:
    """Keeps events of a turn, numbered from ``start`` on."""
    rows = [
        {
            "session_id": turn.session_id,
            "turn": turn.number,
            "number": number,
            "content": json.dumps(content, separators=(",", ":")),
        }
        for number, content in enumerate(contents, start)
    ]
    if rows:
        connection.execute(events.insert(), rows)


def events_of(connection: sa.Connection, turn: Turn, after: int) -> list[tuple[int, dict[str, Any]]]:
    """Events of a turn behind one of them, with their numbers."""
    query = sa.select(events.c.number, events.c.content).where(
        events.c.session_id == turn.session_id, events.c.turn == turn.number, events.c.number > after
    )
    return [
        (row.number, json.loads(row.content)) for row in connection.execute(query.order_by(events.c.number))
    ]


def recent_events(
    connection: sa.Connection, session_id: str, before_turn: int, count: int
) -> list[dict[str, Any]]:
    """The last events of the turns before one, oldest first. As many rows are read, however many there are."""
    query = sa.select(events.c.content).where(events.c.session_id == session_id, events.c.turn < before_turn)
    newest = query.order_by(events.c.turn.desc(), events.c.number.desc()).limit(count)
    return [json.loads(content) for content in reversed(list(connection.execute(newest).scalars()))]


def forget_events(connection: sa.Connection, turn: Turn) -> None:
    """Now and then forgets the events of turns that are long past; their messages and replies stay."""
    if turn.number % 20 == 0:
        old = turn.number - KEPT_TURNS
        connection.execute(
            events.delete().where(events.c.session_id == turn.session_id, events.c.turn <= old)
        )
