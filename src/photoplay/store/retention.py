"""What is kept no longer: projects past their time, and rows and files that nothing names any more."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from photoplay.store.renders import UNFINISHED
from photoplay.store.schema import accounts, assets, events, projects, renders, revisions, tokens, turns

OWNERS_PLAN = "owner"
#: Arbitrary and ours.
_FILES_LOCK = 7430312


def hold_files(connection: sa.Connection, *, alone: bool) -> None:
    """Keeps files and the rows that name them together until the transaction ends.

    Whoever gives a file its key and names it does so under this, whoever deletes what nobody names is
    ``alone`` under it. SQLite's one writer is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        connection.execute(sa.text(f"SELECT {lock}({_FILES_LOCK})"))


def expire_anonymous(connection: sa.Connection, before_ms: int, now_ms: int) -> int:
    """Deletes the projects of anonymous accounts whose last token ended before a time; how many."""
    last = sa.select(sa.func.max(tokens.c.expires_at)).where(tokens.c.account_id == accounts.c.id)
    ended = sa.select(accounts.c.id).where(
        accounts.c.kind == "anonymous",
        sa.func.coalesce(last.scalar_subquery(), accounts.c.seen_at) < before_ms,
    )
    return _expire(connection, projects.c.account_id.in_(ended), now_ms)


def expire_registered(connection: sa.Connection, before_ms: int, now_ms: int) -> int:
    """Deletes the projects of registered accounts that nobody has used since a time; how many.

    Whoever was there since then has used all of theirs; those of the server's owner are never deleted.
    """
    registered = sa.select(accounts.c.id).where(
        accounts.c.kind == "registered", accounts.c.plan != OWNERS_PLAN, accounts.c.seen_at < before_ms
    )
    unused = sa.and_(projects.c.account_id.in_(registered), projects.c.changed_at < before_ms)
    return _expire(connection, unused, now_ms)


def _expire(connection: sa.Connection, which: sa.ColumnElement[bool], now_ms: int) -> int:
    query = projects.update().where(which, projects.c.deleted_at.is_(None)).values(deleted_at=now_ms)
    return connection.execute(query).rowcount


def deleted_sessions(connection: sa.Connection, limit: int = 500) -> list[str]:
    """Deleted projects that still have rows."""
    query = sa.select(projects.c.session_id).where(projects.c.deleted_at.is_not(None)).limit(limit)
    return list(connection.execute(query).scalars())


def unfinished_renders(connection: sa.Connection, sessions: Collection[str]) -> list[str]:
    """Renders of some sessions that still run or wait, by ``uid``."""
    query = sa.select(renders.c.uid).where(
        renders.c.session_id.in_(sessions), renders.c.status.in_(UNFINISHED)
    )
    return list(connection.execute(query).scalars())


def purge(connection: sa.Connection, sessions: Collection[str]) -> None:
    """Forgets sessions for good, with their drafts, media, messages and renders. Their files become nobody's."""
    # Whoever is about to add to one of them waits, and then finds it gone.
    connection.execute(
        sa.select(projects.c.session_id).where(projects.c.session_id.in_(sessions)).with_for_update()
    )
    for table in (renders, assets, events, turns, revisions, projects):
        connection.execute(table.delete().where(table.c.session_id.in_(sessions)))
    connection.execute(tokens.delete().where(tokens.c.session_id.in_(sessions)))


def removed_assets(
    connection: sa.Connection, before_ms: int, after: tuple[str, str], limit: int
) -> list[tuple[str, str]]:
    """Sessions and ids of files that were taken out of the bin before a time, in order, behind one of them."""
    place = sa.tuple_(assets.c.session_id, assets.c.id)
    query = sa.select(assets.c.session_id, assets.c.id).where(assets.c.deleted_at < before_ms)
    query = query.where(place > sa.tuple_(*map(sa.literal, after)))
    found = connection.execute(query.order_by(assets.c.session_id, assets.c.id).limit(limit))
    return [(row.session_id, row.id) for row in found]


def is_shown(connection: sa.Connection, session_id: str, asset_id: str) -> bool:
    """Whether a kept revision of a session, or a render that is not finished, names a file."""
    revision = sa.select(revisions.c.number).where(
        revisions.c.session_id == session_id, revisions.c.draft.contains(asset_id, autoescape=True)
    )
    render = sa.select(renders.c.uid).where(
        renders.c.session_id == session_id,
        renders.c.status.in_(UNFINISHED),
        renders.c.draft.contains(asset_id, autoescape=True),
    )
    return any(connection.execute(query.limit(1)).first() is not None for query in (revision, render))


def forget_removed(connection: sa.Connection, session_id: str, asset_id: str) -> bool:
    """Forgets a file that was taken out of the bin; False if it is in it again."""
    query = assets.delete().where(
        assets.c.session_id == session_id, assets.c.id == asset_id, assets.c.deleted_at.is_not(None)
    )
    return connection.execute(query).rowcount > 0


def files_in_use(connection: sa.Connection, keys: Collection[str]) -> set[str]:
    """Those of some keys of the file store that anything names."""
    found: set[str] = set()
    for column in (assets.c.file, assets.c.thumbnail, renders.c.file):
        found |= set(connection.execute(sa.select(column).where(column.in_(keys))).scalars())
    return found
