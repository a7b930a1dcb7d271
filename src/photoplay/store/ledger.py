"""Credits: an append-only ledger whose sum is the balance.

    kind        available  frozen
    grant           +n        0      given: at the start, by a refill, by the operator, by a take-over
    reserve         -n       +n      set aside before work begins
    capture          0       -n      the work was done
    release         +n       -n      it was not

An entry's ``reference`` and ``step`` are unique for the account, so whatever is tried again happens
once; capture and release share the step "settle", so a reservation has one end.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from photoplay.store.schema import ledger


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``available`` and ``frozen`` are changes, in credits."""

    account_id: str
    kind: str
    available: int
    frozen: int
    reference: str
    step: str
    note: str
    created_at_ms: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Credits of an account: what can be spent, and what is set aside."""

    available: int
    frozen: int

    @property
    def total(self) -> int:
        return self.available + self.frozen


def balance(connection: sa.Connection, account_id: str) -> Balance:
    """The sum of all entries of an account."""
    sums = [sa.func.coalesce(sa.func.sum(column), 0) for column in (ledger.c.available, ledger.c.frozen)]
    row = connection.execute(sa.select(*sums).where(ledger.c.account_id == account_id)).one()
    return Balance(int(row[0]), int(row[1]))


def find(connection: sa.Connection, account_id: str, reference: str, step: str) -> Entry | None:
    """The entry of a reference and step."""
    row = connection.execute(
        sa.select(ledger).where(
            ledger.c.account_id == account_id, ledger.c.reference == reference, ledger.c.step == step
        )
    ).first()
    return _entry(row) if row else None


def append(connection: sa.Connection, entry: Entry) -> None:
    """Adds a line.

    Raises:
        Taken: Its reference and step are there already.
    """
    connection.execute(
        ledger.insert().values(
            account_id=entry.account_id,
            kind=entry.kind,
            available=entry.available,
            frozen=entry.frozen,
            reference=entry.reference,
            step=entry.step,
            note=entry.note,
            created_at=entry.created_at_ms,
        )
    )


def entries(connection: sa.Connection, account_id: str, limit: int = 100) -> list[Entry]:
    """The newest entries of an account, newest first."""
    query = (
        sa.select(ledger).where(ledger.c.account_id == account_id).order_by(ledger.c.id.desc()).limit(limit)
    )
    return [_entry(row) for row in connection.execute(query)]


def count(connection: sa.Connection, account_id: str) -> int:
    """How many entries an account has."""
    query = sa.select(sa.func.count()).where(ledger.c.account_id == account_id)
    return int(connection.execute(query).scalar_one())


def open_reservations(connection: sa.Connection, prefix: str, before_ms: int) -> list[Entry]:
    """Reservations older than a time that were neither captured nor released; ``prefix`` of references."""
    settled = ledger.alias()
    query = sa.select(ledger).where(
        ledger.c.step == "reserve",
        ledger.c.created_at < before_ms,
        ledger.c.reference.startswith(prefix, autoescape=True),
        ~sa.exists().where(
            settled.c.account_id == ledger.c.account_id,
            settled.c.reference == ledger.c.reference,
            settled.c.step == "settle",
        ),
    )
    return [_entry(row) for row in connection.execute(query)]


def _entry(row: sa.Row[tuple[object, ...]]) -> Entry:
    told = row._mapping
    return Entry(
        told["account_id"],
        told["kind"],
        told["available"],
        told["frozen"],
        told["reference"],
        told["step"],
        told["note"],
        told["created_at"],
    )
