"""Servers that are killed around a charge: what was acknowledged stands, what was set aside comes back.

Real processes on a real database, killed with SIGKILL at random moments. faults.md row 23.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.service_backend import Clock, NewBackend, a_caller, open_service
from tests.waiting import HANGS_S

from photoplay.services import credits
from photoplay.services.backend import Backend
from photoplay.store import ledger
from photoplay.store.ledger import Balance, Entry

GRANTED = 1_000_000
#: A process that hangs fails its test.


def spend(url: str, folder: str, account_id: str, seed: int, told: Connection) -> None:
    """A server at work: reserves and settles without end, and tells each step once it is done."""
    backend = open_service(url, Path(folder), Clock())
    rng = random.Random(seed)
    number = 0
    while True:
        reference, amount = f"turn:{seed}:{number}", rng.randint(1, 5)
        credits.reserve(backend, account_id, reference, amount)
        told.send((reference, "reserve", amount))
        end = rng.choice(["capture", "release", "nothing"])
        if end != "nothing":
            done = {"capture": credits.capture, "release": credits.release}[end](
                backend, account_id, reference
            )
            assert done
            told.send((reference, end, amount))
        number += 1


@pytest.fixture
def forked() -> Any:
    """Starts processes from a small one that has imported everything."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["photoplay.services.credits", "sqlalchemy.dialects.sqlite", "psycopg"])
    return context


def test_no_credit_is_lost_or_doubled_by_kills_at_random_moments(
    new_either: NewBackend, ready_url: str, tmp_path: Path, forked: Any, scale: Callable[..., int]
) -> None:
    backend = new_either()
    account = a_caller(backend).account
    credits.adjust(backend, account.id, GRANTED - 100)
    rng, acknowledged, given_back = random.Random(11), [], 0
    for seed in range(scale(60, least=6)):
        receiver, sender = forked.Pipe(duplex=False)
        process = forked.Process(target=spend, args=(ready_url, str(tmp_path), account.id, seed, sender))
        process.start()
        sender.close()
        steps = _until_killed(process, receiver, rng)
        acknowledged += steps
        _wait_for_the_database(backend)
        given_back += _check_round(backend, account.id, seed, steps)
    # There were kills between a reservation and its end, or this has shown little.
    assert given_back > 0
    spent = sum(amount for _, kind, amount in acknowledged if kind == "capture")
    with backend.database.reading() as connection:
        captured = -sum(
            e.frozen for e in ledger.entries(connection, account.id, 10**6) if e.kind == "capture"
        )
        balance = credits.of(connection, account.id)
    assert captured >= spent
    assert balance == Balance(GRANTED - captured, 0)


def _until_killed(process: Any, receiver: Connection, rng: random.Random) -> list[tuple[str, str, int]]:
    """Kills a process some moments after it told some steps; all that it told."""
    steps: list[tuple[str, str, int]] = []
    for _ in range(rng.randint(0, 30)):
        assert receiver.poll(HANGS_S), "the process hangs"
        steps.append(receiver.recv())
    time.sleep(rng.uniform(0, 0.004))
    assert process.is_alive()
    process.kill()
    process.join(HANGS_S)
    with contextlib.suppress(EOFError):
        while True:
            steps.append(receiver.recv())
    receiver.close()
    return steps


def _wait_for_the_database(backend: Backend) -> None:
    """PostgreSQL may still be at work for a client that is dead."""
    if backend.database.is_sqlite:
        return
    busy = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    until = time.monotonic() + HANGS_S
    while time.monotonic() < until:
        with backend.database.reading() as connection:
            if connection.execute(busy).scalar_one() == 0:
                return
        time.sleep(0.005)
    pytest.fail("the database did not come to rest")


def _check_round(backend: Backend, account_id: str, seed: int, steps: list[tuple[str, str, int]]) -> int:
    """Holds the ledger against what was told, recovers as a new server does; how many were given back."""
    with backend.database.reading() as connection:
        entries = [
            entry
            for entry in ledger.entries(connection, account_id, 10**6)
            if entry.reference.startswith(f"turn:{seed}:")
        ]
        before = credits.of(connection, account_id)
    done = [(entry.reference, entry.kind, _amount(entry)) for entry in reversed(entries)]
    # In order, without a gap, and at most the one step that there was no time to tell.
    assert done[: len(steps)] == steps
    assert len(done) - len(steps) in (0, 1)
    settled = {entry.reference for entry in entries if entry.step == "settle"}
    left = [entry for entry in entries if entry.step == "reserve" and entry.reference not in settled]
    assert before.frozen == sum(entry.frozen for entry in left)
    assert credits.release_left(backend, "turn:", 0) == len(left)
    with backend.database.reading() as connection:
        after = credits.of(connection, account_id)
    assert after == Balance(before.available + before.frozen, 0)
    assert after.available >= 0
    return len(left)


def _amount(entry: Entry) -> int:
    return abs(entry.frozen)
