"""Rows of renders: a final status stays, whoever tries to change it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.service_backend import a_caller, at_once

from photoplay.services import projects
from photoplay.services.backend import Backend
from photoplay.store import executors, renders
from photoplay.store.renders import Order, Render
from photoplay.store.sql import Connection, Taken, new_id

Change = Callable[[Connection, str], Any]
CHANGES: dict[str, Change] = {
    "begin": lambda connection, uid: renders.begin(connection, uid, 7),
    "let go": renders.let_go,
    "progress": lambda connection, uid: renders.set_progress(connection, uid, 50, 3.0),
    "waiting": lambda connection, uid: renders.set_waiting(connection, uid, "room"),
    "complete": lambda connection, uid: renders.complete(connection, uid, "renders/x.mp4", {"fps": 30}, 9),
    "fail": lambda connection, uid: renders.fail(connection, uid, 500, "It broke.", 9),
    "cancel": lambda connection, uid: renders.cancel(connection, uid, 9),
}
ENDS = {"complete": "completed", "fail": "failed", "cancel": "cancelled"}


def a_row(backend: Backend, name: str = "one") -> Render:
    caller = a_caller(backend)
    project = projects.create(backend, caller)
    row = Render(
        new_id("rnd"), caller.account.id, name, project.session_id, "f" * 64, 1, renders.PENDING, 0.0, None, 0,
        5, None, None, "", 0, "", {},
    )  # fmt: skip
    with backend.database.writing() as connection:
        renders.insert(connection, row, Order('{"t":[]}', "null"))
    return row


def read(backend: Backend, uid: str) -> Render:
    with backend.database.reading() as connection:
        found = renders.by_uid(connection, uid)
    assert found is not None
    return found


def test_a_row_comes_back_as_it_was_written(either: Backend) -> None:
    row = a_row(either)
    assert read(either, row.uid) == row
    with either.database.reading() as connection:
        assert renders.by_id(connection, row.account_id, "one") == row
        assert renders.by_id(connection, "anon_other", "one") is None
        assert renders.order_of(connection, row.uid) == Order('{"t":[]}', "null")
        assert renders.order_of(connection, "rnd_none") is None
        assert renders.unfinished(connection) == [(row.uid, row.account_id)]
        assert renders.statuses(connection, [row.uid, "rnd_none"]) == {row.uid: "pending"}


def test_an_accounts_ids_are_unique(either: Backend) -> None:
    row = a_row(either)
    with pytest.raises(Taken), either.database.writing() as connection:
        renders.insert(connection, row, Order("{}", "null"))


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_final_never_changes(either: Backend, end: str, change: str) -> None:
    row = a_row(either)
    with either.database.writing() as connection:
        assert CHANGES[end](connection, row.uid)
    final = read(either, row.uid)
    assert (final.status, final.completed_at_ms, final.is_final) == (ENDS[end], 9, True)
    with either.database.writing() as connection:
        assert not CHANGES[change](connection, row.uid)
        assert not CHANGES[change](connection, "rnd_none")
        assert renders.unfinished(connection) == []
    assert read(either, row.uid) == final


def test_only_one_of_many_ends_wins(either: Backend) -> None:
    row, names = a_row(either), [*ENDS] * 4

    def end(number: int) -> bool:
        with either.database.writing() as connection:
            return bool(CHANGES[names[number]](connection, row.uid))

    won = at_once(len(names), end)
    assert sum(map(bool, won)) == 1
    assert read(either, row.uid).status == ENDS[names[won.index(True)]]


def test_attempts_count_until_it_gets_further(either: Backend) -> None:
    row = a_row(either)
    with either.database.writing() as connection:
        for attempts in (1, 2, 3):
            begun = renders.begin(connection, row.uid, 100 + attempts)
            assert begun is not None
            assert (begun.attempts, begun.status, begun.started_at_ms) == (attempts, "processing", 101)
        assert renders.let_go(connection, row.uid)
    assert read(either, row.uid).attempts == 2
    with either.database.writing() as connection:
        assert renders.set_progress(connection, row.uid, 10, 5.0)
    assert (read(either, row.uid).progress, read(either, row.uid).attempts) == (10, 1)
    with either.database.writing() as connection:
        assert renders.begin(connection, row.uid, 200) is not None
        assert renders.set_progress(connection, row.uid, 10, 4.0)
        assert renders.set_progress(connection, row.uid, 3, None)
    now = read(either, row.uid)
    assert (now.progress, now.eta_s, now.attempts) == (10, None, 2)


def test_what_it_waits_for_is_told_until_it_goes_on(either: Backend) -> None:
    row = a_row(either)
    with either.database.writing() as connection:
        assert renders.set_waiting(connection, row.uid, "room")
    assert read(either, row.uid).waiting == "room"
    with either.database.writing() as connection:
        assert renders.set_progress(connection, row.uid, 1, None)
    assert read(either, row.uid).waiting == ""


def test_results_may_hold_any_words(either: Backend) -> None:
    row = a_row(either)
    result = {"notes": ["Kleiner gemacht – 8 MB. 好"], "checks": [], "duration_s": 6.5}
    with either.database.writing() as connection:
        assert renders.complete(connection, row.uid, "renders/x.mp4", result, 9)
    assert read(either, row.uid).result == json.loads(json.dumps(result))


def test_servers_enter_give_signs_and_leave(either: Backend) -> None:
    with either.database.writing() as connection:
        executors.enter(connection, "a", 5)
        executors.enter(connection, "b", 6)
        assert executors.beat(connection, "a", 7) and not executors.beat(connection, "c", 7)
        executors.leave(connection, "b")
        executors.leave(connection, "c")
    with either.database.reading() as connection:
        assert executors.seen(connection) == {"a": 7}


def test_only_one_server_at_a_time_looks_after_the_dead(either: Backend) -> None:
    with executors.only_one(either.database) as first:
        assert first
        if not either.database.is_sqlite:
            with executors.only_one(either.database) as second:
                assert not second
    with executors.only_one(either.database) as again:
        assert again
