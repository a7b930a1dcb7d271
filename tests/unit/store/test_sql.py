"""The database: migrations, transactions, and what becomes of its driver's errors."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from tests.service_backend import NewBackend, at_once
from tests.waiting import HANGS_S

from photoplay.errors import DatabaseAway
from photoplay.services.backend import Backend
from photoplay.store import accounts
from photoplay.store.accounts import Account
from photoplay.store.schema import facts, ledger, metadata
from photoplay.store.sql import Database, Taken, fact


def _url(told: str) -> str:
    return told.replace("postgresql://", "postgresql+psycopg://")


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(_url(url))
    try:
        yield database
    finally:
        database.close()


def _account(name: str, **values: object) -> Account:
    told = {"email": None, "password": None, "created_at_ms": 1, "granted_at_ms": 1, "seen_at_ms": 1}
    return Account(name, "registered", "free", **{**told, **values}, is_disabled=False, taken_over_by=None)


# -- migrations -----------------------------------------------------------------------------------------


def test_migrations_make_the_tables_that_the_schema_describes(database_url: str) -> None:
    with opened(database_url) as database:
        database.migrate()
        with database.reading() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, metadata) == []
            names = set(sa.inspect(connection).get_table_names())
    assert names == {*metadata.tables, "alembic_version"}


def test_a_second_migration_changes_nothing(database_url: str) -> None:
    with opened(database_url) as database:
        database.migrate()
        with database.writing() as connection:
            accounts.insert(connection, _account("acc_1"))
        database.migrate()
        with database.reading() as connection:
            assert accounts.by_id(connection, "acc_1") is not None


def test_servers_that_start_together_migrate_once(database_url: str) -> None:
    code = (
        "import sys; from photoplay.store.sql import Database; database = Database(sys.argv[1]);"
        "print('ready', flush=True); sys.stdin.readline(); database.migrate()"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, _url(database_url)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in started:
        _, told = process.communicate(timeout=HANGS_S)
        assert process.returncode == 0, told
    with opened(database_url) as database, database.reading() as connection:
        versions = connection.execute(sa.text("SELECT version_num FROM alembic_version")).all()
    assert len(versions) == 1


def test_threads_that_migrate_together_do_not_trip_each_other(database_url: str) -> None:
    with opened(database_url) as one, opened(database_url) as other:
        assert at_once(4, lambda number: (one, other)[number % 2].migrate()) == [None] * 4


def test_a_migration_that_fails_leaves_nothing_and_blocks_nobody(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import op

    class Broken(Exception):
        pass

    def broken(*told: object, **more: object) -> None:
        raise Broken

    with opened(database_url) as database:
        with monkeypatch.context() as patch:
            patch.setattr(op, "create_table", broken)
            with pytest.raises(Broken):
                database.migrate()
        with opened(database_url) as other:
            other.migrate()
            with other.reading() as connection:
                assert set(metadata.tables) <= set(sa.inspect(connection).get_table_names())


# -- transactions ---------------------------------------------------------------------------------------


def test_a_transaction_that_raises_did_nothing(either: Backend) -> None:
    def fails() -> None:
        with either.database.writing() as connection:
            accounts.insert(connection, _account("acc_1"))
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fails()
    with either.database.reading() as connection:
        assert accounts.by_id(connection, "acc_1") is None


def test_only_what_must_be_unique_is_taken(either: Backend) -> None:
    def add(account: Account) -> None:
        with either.database.writing() as connection:
            accounts.insert(connection, account)

    add(_account("acc_1", email="ann@example.org"))
    with pytest.raises(Taken):
        add(_account("acc_1"))
    with pytest.raises(Taken):
        add(_account("acc_2", email="ann@example.org"))
    # A row that breaks another rule is our mistake, not somebody's who was first.
    with pytest.raises(sa.exc.IntegrityError):
        add(_account("acc_3", created_at_ms=None))
    entry = {"account_id": "acc_none", "kind": "grant", "available": 1, "frozen": 0, "created_at": 1}
    with pytest.raises(sa.exc.IntegrityError), either.database.writing() as connection:
        connection.execute(ledger.insert().values(**entry, reference="r", step="grant"))


def test_a_fact_is_the_same_for_all_who_ask_at_once(either: Backend) -> None:
    told = at_once(8, lambda number: fact(either.database, "name", f"value {number}"))
    assert len(set(told)) == 1
    assert told[0].startswith("value ")


def test_a_writer_sees_what_the_one_before_wrote(either: Backend) -> None:
    with either.database.writing() as connection:
        accounts.insert(connection, _account("acc_1", seen_at_ms=0))

    def count_up(_: int) -> None:
        with either.database.writing() as connection:
            found = accounts.by_id(connection, "acc_1", lock=True)
            assert found is not None
            accounts.change(connection, "acc_1", seen_at=found.seen_at_ms + 1)

    assert at_once(20, count_up) == [None] * 20
    with either.database.reading() as connection:
        found = accounts.by_id(connection, "acc_1")
    assert found is not None
    assert found.seen_at_ms == 20


@pytest.mark.parametrize("name", ["\0", "a\0b", "\ud800", "x\udfff", "ünï\ud83d"])
def test_text_that_a_database_refuses_is_looked_up_and_kept_all_the_same(either: Backend, name: str) -> None:
    with either.database.reading() as connection:
        assert accounts.by_id(connection, name) is None
        assert accounts.find(connection, name) == []
    with either.database.writing() as connection:
        accounts.insert(connection, _account("acc_1", email=name))
    with either.database.reading() as connection:
        found = accounts.by_email(connection, name)
    assert found is not None
    assert found.email is not None
    assert found.email.encode() == found.email.replace("\0", "").encode()


# -- outages --------------------------------------------------------------------------------------------


def test_a_database_that_is_away_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "photoplay.db").mkdir()
    urls = [f"sqlite:///{tmp_path / 'photoplay.db'}", "postgresql+psycopg://nobody@127.0.0.1:1/none"]
    for url in urls:
        with opened(url) as database:
            with pytest.raises(DatabaseAway, match="try again"), database.reading() as connection:
                connection.execute(facts.select())
            with pytest.raises(DatabaseAway), database.writing():
                pass
            with pytest.raises(DatabaseAway):
                database.migrate()


@pytest.mark.needs_postgres
def test_connections_that_the_server_closed_are_replaced(
    postgres_server: str, request: pytest.FixtureRequest
) -> None:
    import psycopg

    url = request.getfixturevalue("postgres_url")
    with opened(url) as database:
        database.migrate()
        with database.reading() as connection:
            connection.execute(facts.select())
        with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as admin:
            name = url.rpartition("/")[2]
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
            )
        with database.reading() as connection:
            assert connection.execute(facts.select()).all() == []


def test_a_backend_finds_its_signing_key_again(new_either: NewBackend) -> None:
    assert new_either().key == new_either().key


@pytest.mark.needs_postgres
def test_postgresql_gives_up_on_locks_and_on_silence_as_a_file_does(postgres_tables: str) -> None:
    """faults.md 24: nobody hangs on a database that does not answer."""
    url = postgres_tables.replace("postgresql", "postgresql+psycopg", 1)
    for address, lock in ((url, "15s"), (f"{url}?options=-c%20lock_timeout%3D7s", "7s")):
        database = Database(address)
        try:
            with database.reading() as connection:
                assert connection.execute(sa.text("SHOW lock_timeout")).scalar_one() == lock
                assert connection.execute(sa.text("SELECT 1")).scalar_one() == 1
            assert database.answers()
        finally:
            database.close()


def test_a_database_that_is_away_does_not_answer() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:9/none")
    assert not database.answers()
    database.close()


def test_a_database_of_a_newer_program_is_refused_in_words(database_url: str) -> None:
    database = Database(_url(database_url))
    database.migrate()
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    with pytest.raises(DatabaseAway, match="newer version"):
        database.migrate()
    database.close()
