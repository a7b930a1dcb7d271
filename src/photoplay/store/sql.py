"""The database: one engine, transactions, and the errors of its driver in the user's words."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from photoplay.errors import DatabaseAway

#: How long a writer waits for another one, seconds. SQLite knows one writer at a time.
_BUSY_S = 15.0
#: How long PostgreSQL's machine may acknowledge nothing, seconds.
_SILENCE_S = 20.0
#: Source: PostgreSQL's table of error codes.
_UNIQUE_VIOLATION, _DISK_FULL = "23505", "53100"
_SQLITE_UNIQUE = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
#: Arbitrary and ours.
_MIGRATION_LOCK = 7430311
_MIGRATIONS = Path(__file__).parent / "migrations"


def now_ms() -> int:
    """The wall clock, epoch milliseconds. The store's only clock, so that tests can set it."""
    return time.time_ns() // 1_000_000


#: What functions of the store take; its users need no SQL for it.
Connection = sa.Connection


class Taken(Exception):
    """Something that must be unique is there already; the transaction did nothing."""


class Database:
    """A database that is reachable by one address.

    Args:
        url: "sqlite:///path" or "postgresql+psycopg://…".
    """

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writer = threading.Lock()
        if self.is_sqlite:
            if self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            # Transactions are begun by us: the driver would begin them late, and lose to other writers.
            self.engine = sa.create_engine(
                self.url,
                connect_args={"timeout": _BUSY_S, "check_same_thread": False, "isolation_level": None},
                pool_size=16,
                max_overflow=48,
                pool_timeout=10,
            )
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self.engine = sa.create_engine(
                self.url,
                pool_size=16,
                max_overflow=16,
                pool_timeout=10,
                pool_pre_ping=True,
                connect_args=_postgres_arguments(self.url),
            )

    @property
    def shown(self) -> str:
        """Its address for people: without user and password."""
        place = self.url.database or ""
        return place if self.is_sqlite else f"{self.url.host}:{self.url.port or 5432}/{place}"

    def migrate(self) -> None:
        """Brings the tables to today's shape. Several servers may start at one time.

        Raises:
            DatabaseAway: It cannot be reached, or a newer version of the program has changed it.
        """
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        # One server at a time, from the first look at what is there until all is done.
        with self.writing() as connection:
            if not self.is_sqlite:
                # Another server may be at it, and have much to do.
                connection.execute(sa.text("SET LOCAL lock_timeout = 0"))
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise DatabaseAway(
                    "A newer version of Photoplay has changed this database. Start that version."
                ) from error

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that only reads.

        Raises:
            DatabaseAway: It cannot be reached.
        """
        with self._translated(), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction: all of it or, when anything is raised, nothing. May raise ``Taken``.

        On SQLite it waits here for its turn, so what it reads cannot change before it writes. On
        PostgreSQL lock the rows that a decision rests on (``with_for_update``).

        Raises:
            DatabaseAway: It cannot be reached, or others kept it busy for too long.
        """
        with self._turn(), self._translated(), self.engine.connect() as connection:
            connection.info["writes"] = True
            try:
                with connection.begin():
                    yield connection
            finally:
                connection.info.pop("writes", None)

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """A writer's turn among the threads of this process, where the database knows one writer at a time.

        Its own waiting is a sleep that grows: of many that wait, some would starve.
        """
        if not self.is_sqlite:
            yield
            return
        if not self._writer.acquire(timeout=_BUSY_S):
            raise DatabaseAway("The server's database is too busy. Nothing was changed; try again shortly.")
        try:
            yield
        finally:
            self._writer.release()

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            if not _is_taken(error):
                raise
            raise Taken(str(error.orig)) from error
        except (OperationalError, PoolTimeout, DBAPIError) as error:
            if isinstance(error, DBAPIError) and not _is_outage(error):
                raise
            raise _in_words(error) from error

    def answers(self) -> bool:
        """Whether it can be asked anything at this moment."""
        try:
            with self.reading() as connection:
                connection.execute(sa.select(1))
        except DatabaseAway:
            return False
        return True

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()


def _postgres_arguments(url: sa.URL) -> dict[str, object]:
    """How a connection to PostgreSQL behaves where the address does not say otherwise.

    A network that swallows packets, or another transaction, holds nobody for much longer than a database
    file would.
    """
    usual: dict[str, object] = {
        "connect_timeout": 5,
        "application_name": "photoplay",
        "options": f"-c lock_timeout={round(_BUSY_S)}s",
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": round(_SILENCE_S * 1000),
    }
    return {name: value for name, value in usual.items() if name not in url.query}


def _is_taken(error: IntegrityError) -> bool:
    """Whether something unique was there already, as opposed to a row that breaks another rule."""
    state, number = getattr(error.orig, "sqlstate", None), getattr(error.orig, "sqlite_errorcode", None)
    return state == _UNIQUE_VIOLATION or number in _SQLITE_UNIQUE


def _is_outage(error: DBAPIError) -> bool:
    """Whether the database is away or busy, as opposed to a mistake in a statement."""
    return isinstance(error, OperationalError) or error.connection_invalidated


def _in_words(error: Exception) -> DatabaseAway:
    cause = getattr(error, "orig", None)
    state, number = getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorcode", 0)
    # SQLite's extended codes have the plain one in their low byte; a full disk often shows as an I/O error.
    if state == _DISK_FULL or number & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return DatabaseAway("The server's disk is full or failing. Nothing was changed; try again later.")
    return DatabaseAway(
        "The server's database does not answer at the moment. Nothing was changed; try again shortly."
    )


def _prepare_sqlite(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    _write_ahead(cursor)
    # A power cut may take the last moments, never the consistency; each commit would cost a flush.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={round(_BUSY_S * 1000)}")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Readers need not wait for the writer. Of two that switch a new file over together, SQLite refuses one."""
    until = time.monotonic() + _BUSY_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.info.get("writes") else "BEGIN")


def new_id(prefix: str, bits: int = 128) -> str:
    """An unguessable id: ``prefix`` and hex digits."""
    return f"{prefix}_{secrets.token_hex(bits // 8)}"


def fact(database: Database, name: str, value: str) -> str:
    """The kept value of a fact; ``value`` if there is none yet, which is then kept."""
    from photoplay.store.schema import facts

    with contextlib.suppress(Taken), database.writing() as connection:
        connection.execute(facts.insert().values(name=name, value=value))
    with database.reading() as connection:
        return str(connection.execute(sa.select(facts.c.value).where(facts.c.name == name)).scalar_one())
