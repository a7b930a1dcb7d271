"""Accounts and what proves who is calling. Secrets come in as digests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from photoplay.store.schema import accounts, assets, projects, renders, tokens


@dataclass(frozen=True, slots=True)
class Account:
    """One account. Times are epoch milliseconds.

    Attributes:
        id: "anon_…" or "acc_…".
        kind: "anonymous" or "registered".
        plan: A key of the plans in the settings.
        email: Lower case; None for anonymous ones.
        password: Its argon2 hash.
        granted_at_ms: When credits were last given for nothing.
        taken_over_by: The registered account that has taken this one's projects.
    """

    id: str
    kind: str
    plan: str
    email: str | None
    password: str | None
    created_at_ms: int
    granted_at_ms: int
    seen_at_ms: int
    is_disabled: bool
    taken_over_by: str | None

    @property
    def is_anonymous(self) -> bool:
        return self.kind == "anonymous"


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret.

    Attributes:
        origin: The anonymous account it was made for, once that was taken over: it reaches what that
            account, or it since, has made, and nothing else of whoever has taken it over.
    """

    id: str
    account_id: str
    kind: str
    name: str
    scopes: frozenset[str]
    session_id: str | None
    created_at_ms: int
    expires_at_ms: int
    revoked_at_ms: int | None
    origin: str | None = None

    def is_valid(self, now_ms: int) -> bool:
        return self.revoked_at_ms is None and now_ms < self.expires_at_ms


def _account(row: sa.Row[tuple[object, ...]]) -> Account:
    told = row._mapping
    return Account(
        told["id"],
        told["kind"],
        told["plan"],
        told["email"],
        told["password"],
        told["created_at"],
        told["granted_at"],
        told["seen_at"],
        told["is_disabled"],
        told["taken_over_by"],
    )


def _token(row: sa.Row[tuple[object, ...]]) -> Token:
    told = row._mapping
    return Token(
        told["id"],
        told["account_id"],
        told["kind"],
        told["name"],
        frozenset(told["scopes"].split()),
        told["session_id"],
        told["created_at"],
        told["expires_at"],
        told["revoked_at"],
        told["origin"],
    )


def insert(
    connection: sa.Connection,
    account: Account,
    *,
    client_digest: str | None = None,
    address_digest: str | None = None,
) -> None:
    """Adds an account.

    Raises:
        Taken: Its e-mail address or client id is another account's.
    """
    connection.execute(
        accounts.insert().values(
            id=account.id,
            kind=account.kind,
            plan=account.plan,
            email=account.email,
            password=account.password,
            client_digest=client_digest,
            address_digest=address_digest,
            created_at=account.created_at_ms,
            granted_at=account.granted_at_ms,
            seen_at=account.seen_at_ms,
            is_disabled=account.is_disabled,
        )
    )


def by_id(connection: sa.Connection, account_id: str, *, lock: bool = False) -> Account | None:
    """The account; with ``lock`` nobody else changes it until the transaction ends."""
    query = sa.select(accounts).where(accounts.c.id == account_id)
    row = connection.execute(query.with_for_update() if lock else query).first()
    return _account(row) if row else None


def by_client(connection: sa.Connection, client_digest: str) -> Account | None:
    """The account of a client; nobody else changes it until the transaction ends."""
    query = sa.select(accounts).where(accounts.c.client_digest == client_digest).with_for_update()
    row = connection.execute(query).first()
    return _account(row) if row else None


def by_email(connection: sa.Connection, email: str) -> Account | None:
    row = connection.execute(sa.select(accounts).where(accounts.c.email == email)).first()
    return _account(row) if row else None


def made_from(connection: sa.Connection, address_digest: str, since_ms: int) -> list[int]:
    """When accounts were made from a network address, oldest first, epoch milliseconds.

    Nobody else may make one from there until the transaction ends.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(int(address_digest[:15], 16))))
    query = (
        sa.select(accounts.c.created_at)
        .where(accounts.c.address_digest == address_digest, accounts.c.created_at > since_ms)
        .order_by(accounts.c.created_at)
    )
    return list(connection.execute(query).scalars())


def find(connection: sa.Connection, text: str = "", limit: int = 100) -> list[Account]:
    """Accounts whose id or e-mail address contains a text, the newest first."""
    query = sa.select(accounts).order_by(accounts.c.created_at.desc()).limit(limit)
    if text:
        pattern = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found = [column.ilike(f"%{pattern}%", escape="\\") for column in (accounts.c.id, accounts.c.email)]
        query = query.where(sa.or_(*found))
    return [_account(row) for row in connection.execute(query)]


def change(connection: sa.Connection, account_id: str, **values: object) -> None:
    """Sets columns of one account."""
    connection.execute(accounts.update().where(accounts.c.id == account_id).values(**values))


def give_to(connection: sa.Connection, taken: str, taker: str) -> int:
    """Gives all projects of an account, with their assets, renders and tokens, to another one.

    Its tokens go on reaching what it has made, and no more. Renders keep their own ids, which are the
    client's: where both accounts have the same one, the taken one's is renamed.

    Returns:
        How many projects.
    """
    same = sa.select(renders.c.id).where(renders.c.account_id == taker)
    connection.execute(
        renders.update()
        .where(renders.c.account_id == taken, renders.c.id.in_(same))
        .values(id=sa.func.substr(renders.c.id, 1, 80) + "." + renders.c.uid)
    )
    of_taken = tokens.c.account_id == taken
    connection.execute(tokens.update().where(of_taken, tokens.c.origin.is_(None)).values(origin=taken))
    for table in (renders, assets, tokens):
        connection.execute(table.update().where(table.c.account_id == taken).values(account_id=taker))
    moved = connection.execute(
        projects.update().where(projects.c.account_id == taken).values(account_id=taker)
    )
    change(connection, taken, taken_over_by=taker)
    return moved.rowcount


def insert_token(connection: sa.Connection, token: Token, digest: str) -> None:
    connection.execute(
        tokens.insert().values(
            digest=digest,
            id=token.id,
            account_id=token.account_id,
            kind=token.kind,
            name=token.name,
            scopes=" ".join(sorted(token.scopes)),
            session_id=token.session_id,
            created_at=token.created_at_ms,
            expires_at=token.expires_at_ms,
            origin=token.origin,
        )
    )


def by_token(connection: sa.Connection, digest: str) -> tuple[Token, Account] | None:
    """A token and its account, whether valid or not."""
    row = connection.execute(sa.select(tokens).where(tokens.c.digest == digest)).first()
    if row is None:
        return None
    token = _token(row)
    account = by_id(connection, token.account_id)
    return (token, account) if account else None


def tokens_of(connection: sa.Connection, account_id: str, kinds: Sequence[str]) -> list[Token]:
    """An account's tokens of some kinds, the newest first."""
    query = (
        sa.select(tokens)
        .where(tokens.c.account_id == account_id, tokens.c.kind.in_(kinds))
        .order_by(tokens.c.created_at.desc(), tokens.c.id)
    )
    return [_token(row) for row in connection.execute(query)]


def revoke(connection: sa.Connection, account_id: str, token_id: str, now_ms: int) -> bool:
    """Revokes a token of an account; False if it has none of that id. Revoking again changes nothing."""
    found = sa.and_(tokens.c.account_id == account_id, tokens.c.id == token_id)
    connection.execute(tokens.update().where(found, tokens.c.revoked_at.is_(None)).values(revoked_at=now_ms))
    return connection.execute(sa.select(tokens.c.id).where(found)).first() is not None


def use_up(connection: sa.Connection, token_id: str, now_ms: int) -> bool:
    """Ends a token that works once; False if it has ended already, also by a call at the same moment."""
    left = sa.and_(tokens.c.id == token_id, tokens.c.revoked_at.is_(None))
    return connection.execute(tokens.update().where(left).values(revoked_at=now_ms)).rowcount == 1


def revoke_all(connection: sa.Connection, account_id: str, now_ms: int) -> int:
    """Revokes every token of an account; how many were valid."""
    mine = sa.and_(tokens.c.account_id == account_id, tokens.c.revoked_at.is_(None))
    return connection.execute(tokens.update().where(mine).values(revoked_at=now_ms)).rowcount


def forget_tokens(connection: sa.Connection, before_ms: int) -> int:
    """Deletes tokens that expired before a time."""
    return connection.execute(tokens.delete().where(tokens.c.expires_at < before_ms)).rowcount
