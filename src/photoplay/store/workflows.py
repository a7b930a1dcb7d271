"""The database of the job queue where it is a file: an engine that DBOS can work on."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import sqlalchemy as sa

#: The first SQLite that knows ``unixepoch('subsec')``. Source: SQLite's release notes.
_KNOWS_SUBSEC = (3, 42, 0)


def workflow_engine(path: Path) -> sa.Engine:
    """An engine for a file of jobs; whoever opens it disposes of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        f"sqlite:///{path}", connect_args={"timeout": 30.0, "check_same_thread": False}, pool_size=8
    )
    sa.event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    # As DBOS sets its own connections up; and a log that readers need not wait for.
    connection.isolation_level = "IMMEDIATE"
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    if sqlite3.sqlite_version_info < _KNOWS_SUBSEC:
        connection.create_function("unixepoch", 1, lambda _: time.time())
