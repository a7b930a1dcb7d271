"""Backends for tests: a temporary folder, a real database of either kind, and a clock that tests set.

Tables are made once in a run, as that takes longer than most tests: SQLite's file is copied, PostgreSQL's
tables are emptied.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from tests.waiting import HANGS_S

if TYPE_CHECKING:
    from photoplay.media.sandbox import Sandbox
    from photoplay.services.accounts import Caller
    from photoplay.services.backend import Backend
    from photoplay.store.assets import Asset

DAY_MS = 86_400_000
#: 2026-01-01T00:00:00Z.
START_MS = 1_767_225_600_000
LOOPBACK = "127.0.0.1"


@dataclass(slots=True)
class Clock:
    """Epoch milliseconds, as the test says."""

    now_ms: int = START_MS

    def __call__(self) -> int:
        return self.now_ms

    def advance(self, *, days: float = 0, hours: float = 0, seconds: float = 0) -> None:
        self.now_ms += round(1000 * (seconds + 3600 * (hours + 24 * days)))


NewBackend = Callable[..., "Backend"]


@pytest.fixture
def clock() -> Clock:
    """The clock of every backend of the test."""
    return Clock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file whose tables are up to date."""
    from photoplay.store.sql import Database

    path = tmp_path_factory.mktemp("template") / "photoplay.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_tables(postgres_server: str) -> str:
    """The address of a PostgreSQL database whose tables are up to date, one for all tests of a run."""
    import psycopg

    from photoplay.store.sql import Database

    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE photoplay_tests")
    url = f"{postgres_server}/photoplay_tests"
    database = Database(url.replace("postgresql", "postgresql+psycopg", 1))
    database.migrate()
    database.close()
    return url


@pytest.fixture
def sqlite_ready(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of an SQLite database with empty tables."""
    shutil.copy(sqlite_template, tmp_path / "photoplay.db")
    return f"sqlite:///{tmp_path / 'photoplay.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs_postgres)])
def ready_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with empty tables, of each kind in turn."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_ready"))
    url = str(request.getfixturevalue("postgres_tables"))
    _empty(url)
    return url


def _empty(url: str) -> None:
    """Deletes what the test before has left; much quicker than a new database for each test."""
    import psycopg

    from photoplay.store.schema import metadata

    with psycopg.connect(url, options="-c lock_timeout=20s") as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(f'DELETE FROM "{table.name}"'.encode())


def open_service(
    url: str, folder: Path, clock: Callable[[], int], *, sandbox: Sandbox | None = None, **told: Any
) -> Backend:
    """A backend on a database whose tables are there; whoever opens it closes its database.

    Pool, cache and queue are absent: nothing here draws.

    Args:
        url: Of the database.
        folder: For files.
        clock: Epoch milliseconds.
        sandbox: For uploads.
        **told: Settings.
    """
    from photoplay.services.backend import Backend
    from photoplay.settings import load_service_settings
    from photoplay.store.files import FileStore
    from photoplay.store.sql import Database, fact

    settings = load_service_settings(
        **{"data_dir": folder, "database_url": url, "free_disk_bytes": 0, **told}
    )
    database = Database(settings.database)
    key = bytes.fromhex(fact(database, "signing_key", secrets.token_hex(32)))
    absent = cast(Any, None)
    return Backend(
        settings,
        database,
        FileStore(folder / "files"),
        cast(Any, sandbox),
        absent,
        absent,
        absent,
        key,
        clock,
    )


@contextlib.contextmanager
def _opener(url: str, folder: Path, clock: Clock) -> Iterator[NewBackend]:
    opened: list[Backend] = []

    def make(**told: Any) -> Backend:
        opened.append(open_service(url, folder, clock, **told))
        return opened[-1]

    yield make
    for backend in opened:
        backend.database.close()


@pytest.fixture
def new_backend(sqlite_ready: str, tmp_path: Path, clock: Clock) -> Iterator[NewBackend]:
    """``new_backend(**settings)``: a backend on SQLite; again: another one on the same data."""
    with _opener(sqlite_ready, tmp_path, clock) as make:
        yield make


@pytest.fixture
def backend(new_backend: NewBackend) -> Backend:
    """A backend on SQLite with the usual settings."""
    return new_backend()


@pytest.fixture
def new_either(ready_url: str, tmp_path: Path, clock: Clock) -> Iterator[NewBackend]:
    """As ``new_backend``, on each kind of database in turn."""
    with _opener(ready_url, tmp_path, clock) as make:
        yield make


@pytest.fixture
def either(new_either: NewBackend) -> Backend:
    """A backend with the usual settings, on each kind of database in turn."""
    return new_either()


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed with little memory and one pass: a test hashes many."""
    from argon2 import PasswordHasher

    from photoplay.services import registration

    monkeypatch.setattr(registration, "_hasher", lambda: PasswordHasher(1, 8, 1))
    monkeypatch.setattr(registration, "_decoys", [])


def a_caller(backend: Backend, client_id: str | None = None) -> Caller:
    """A new anonymous account on loopback, by its token."""
    from photoplay.services import accounts

    issued = accounts.anonymous(backend, client_id or str(uuid.uuid4()), LOOPBACK)
    return accounts.authenticate(backend, issued.secret)


def a_member(backend: Backend, email: str = "ann@example.org", plan: str = "free") -> Caller:
    """A new registered account without a password, by a login."""
    from photoplay.services import accounts, registration

    account = registration.make_registered(backend, email, None, plan)
    assert account is not None
    issued = registration.log_in(backend, account)
    return accounts.authenticate(backend, issued.secret, kinds=("login",))


def an_asset(backend: Backend, caller: Caller, session_id: str, name: str, **values: Any) -> Asset:
    """A picture in a session's media bin, as if it had been uploaded; there are no files of it."""
    from photoplay.media.record import MediaRecord
    from photoplay.store import assets

    digest = hashlib.sha256(name.encode()).hexdigest()
    key = f"assets/{digest[:2]}/{digest[2:]}.jpg"
    record = MediaRecord("", name, Path(key), "image", "jpeg", 4000, 3000, 1_000_000, digest)
    asset = assets.Asset(
        id=f"img_{digest[:16]}",
        session_id=session_id,
        account_id=caller.account.id,
        position=0,
        filename=name,
        kind="image",
        role="photo",
        duration_s=0.0,
        width=record.width,
        height=record.height,
        fps=0.0,
        size_bytes=record.size_bytes,
        sha256=digest,
        file=key,
        file_bytes=record.size_bytes,
        thumbnail="",
        record=record,
        created_at_ms=backend.clock(),
    )
    with backend.database.writing() as connection:
        position = assets.next_position(connection, session_id)
        assets.insert(connection, replace(asset, **{"position": position, **values}))
        found = assets.by_id(connection, session_id, asset.id)
    assert found is not None
    return found


def at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """What ``work(0)`` to ``work(count - 1)`` give, or raise, when all begin at one moment in threads."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    barrier = Barrier(count)

    def one(number: int) -> Any:
        barrier.wait(HANGS_S)
        try:
            return work(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def everything_stored(backend: Backend) -> str:
    """Every value of every table, as one text: what a thief of the database has."""
    from photoplay.store.schema import metadata

    with backend.database.reading() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(table.select())]
    return "\n".join(repr(tuple(row)) for row in rows)
