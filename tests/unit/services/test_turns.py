"""Turns: one revision or none, paid or given back in the same step, in order, whatever happens beside them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from tests.service_backend import NewBackend, a_caller, an_asset, at_once
from tests.waiting import HANGS_S

from photoplay.agent.desk import Desk
from photoplay.agent.tools import table
from photoplay.errors import (
    Conflict,
    InvalidEdit,
    InvalidOption,
    NoCredits,
    NotFound,
    PhotoplayError,
    TooMany,
)
from photoplay.jobs.identity import executor_id
from photoplay.services import credits, projects, revisions, turn_keeping, turns
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.links import Links
from photoplay.services.turn_keeping import Superseded, keep, price_of
from photoplay.services.turn_queue import Live, TurnQueue
from photoplay.services.turn_work import Work
from photoplay.store import ledger
from photoplay.store import projects as store_projects
from photoplay.store import turns as store
from photoplay.store.turns import Turn
from photoplay.timeline.codec import to_draft
from photoplay.timeline.find import photos
from photoplay.timeline.model import Timeline

#: As ``executor_id`` names servers; of no process there is.
DEAD = "x-dead"


@pytest.fixture
def new_queue() -> Iterator[Callable[[Backend], TurnQueue]]:
    """``new_queue(backend)``: its turns are done; closed at the end."""
    made: list[TurnQueue] = []

    def make(backend: Backend) -> TurnQueue:
        made.append(TurnQueue(backend))
        made[-1].open()
        return made[-1]

    yield make
    for queue in made:
        queue.close()


def a_session(backend: Backend, caller: Caller, count: int = 3) -> str:
    session = projects.create(backend, caller).session_id
    for number in range(count):
        an_asset(backend, caller, session, f"{number}.jpg")
    return session


def links(backend: Backend) -> Links:
    return Links(backend, "http://localhost", "http://localhost")


def over(live: Live) -> Live:
    """Waits until a turn is over."""
    ended = threading.Event()
    with live.watched(ended.set):
        ends_at = time.monotonic() + HANGS_S
        while not live.is_over:
            assert time.monotonic() < ends_at, "the turn hangs"
            ended.wait(0.5)
            ended.clear()
    return live


def say(queue: TurnQueue, backend: Backend, caller: Caller, session: str, text: str) -> Turn:
    live = over(queue.take(links(backend), caller, session, text))
    return turns.turn_of(backend, caller, session, live.turn.id)


def work(backend: Backend, caller: Caller, session: str, text: str = "edit") -> tuple[Work, Desk]:
    """A turn that has begun, with its desk; its tools are called by the test."""
    turn = turns.accept(backend, caller, session, text)
    found = Work(links(backend), caller, turn, lambda number, content: None)
    desk = found.begin()
    assert desk is not None
    return found, desk


def cut(backend: Backend, caller: Caller, session: str, **args: Any) -> Work:
    """A turn that has made a first cut, and is kept."""
    found, desk = work(backend, caller, session)
    table.call(desk, "make_video", {"kind": "slideshow", "seconds": 9, "music": "none", **args})
    assert found.keep(desk).failure == ""
    found.fail(500, "the test ends it")
    return found


def revision(backend: Backend, caller: Caller, session: str) -> int:
    return projects.project_of(backend, caller, session).revision


def present(backend: Backend, caller: Caller, session: str) -> Timeline:
    return projects.state(backend, caller, session).timeline


def balance(backend: Backend, caller: Caller) -> tuple[int, int]:
    with backend.database.reading() as connection:
        found = credits.of(connection, caller.account.id)
    return found.available, found.frozen


def spend_all(backend: Backend, caller: Caller, left: int = 0) -> None:
    credits.adjust(backend, caller.account.id, left - balance(backend, caller)[0])


# -- accepting ------------------------------------------------------------------------------------------


def test_a_message_has_a_length(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    for text in ("", "  \n", "字" * 8001):
        with pytest.raises(InvalidOption) as refused:
            turns.accept(backend, me, session, text)
        assert refused.value.field == "new_message.parts"
    assert turns.accept(backend, me, session, "字" * 8000).number == 1
    with pytest.raises(NotFound):
        turns.accept(backend, a_caller(backend), session, "hello")


def test_only_so_many_messages_of_a_session_wait(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    numbers = [turns.accept(either, me, session, "hello").number for _ in range(turns.MOST_WAITING)]
    assert numbers == list(range(1, turns.MOST_WAITING + 1))
    with pytest.raises(TooMany) as refused:
        turns.accept(either, me, session, "hello")
    assert refused.value.data is not None and refused.value.data["retry_after_s"] <= 30
    # What was refused has set nothing aside.
    assert balance(either, me) == (100 - turns.MOST_WAITING, turns.MOST_WAITING)


def test_messages_that_come_at_one_moment_have_places_of_their_own(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    found = at_once(8, lambda n: turns.accept(either, me, session, f"message {n}"))
    assert sorted(turn.number for turn in found) == list(range(1, 9))
    told = turns.messages(either, me, session, 5)
    assert [turn.number for turn in told] == [8, 7, 6, 5, 4]
    assert [turn.number for turn in turns.messages(either, me, session, 5, before=4)] == [3, 2, 1]


# -- one turn -------------------------------------------------------------------------------------------


def test_a_turn_is_one_revision_and_is_paid(
    either: Backend, new_queue: Callable[[Backend], TurnQueue]
) -> None:
    me, queue = a_caller(either), new_queue(either)
    session = a_session(either, me)
    turn = say(queue, either, me, session, "make a 9 second video")
    price = price_of(either, Timeline(), present(either, me, session))
    assert (turn.status, turn.before_revision, turn.after_revision, turn.price) == ("done", 0, 1, price)
    assert len(photos(present(either, me, session))) == 3
    with either.database.reading() as connection:
        kept = store_projects.revision_of(connection, session, 1)
        entries = ledger.entries(connection, me.account.id)
    assert kept is not None and kept.kind == "turn" and kept.note == turn.reply != ""
    captured = -sum(entry.frozen for entry in entries if entry.kind == "capture")
    assert captured == price > 0 and not [entry for entry in entries if entry.kind == "release"]
    assert balance(either, me) == (100 - price, 0)
    assert projects.state(either, me, session, 0).changes
    _, events = turns.kept_events(either, turn.id, 0)
    assert [number for number, _ in events] == list(range(1, len(events) + 1))
    assert events[-1][1]["content"]["parts"][0]["text"] == turn.reply


def test_what_changes_nothing_costs_nothing(
    either: Backend, new_queue: Callable[[Backend], TurnQueue]
) -> None:
    me, queue = a_caller(either), new_queue(either)
    session = a_session(either, me)
    cut(either, me, session)
    before = present(either, me, session)
    for text in ("thank you!", "how long is the video?", "how many credits do I have?"):
        turn = say(queue, either, me, session, text)
        assert (turn.status, turn.after_revision, turn.price) == ("done", None, 0) and turn.reply
    assert present(either, me, session) == before and revision(either, me, session) == 1
    assert balance(either, me) == (99, 0)
    assert "99" in turn.reply  # what this turn itself had set aside is not missing


def test_undo_and_redo_are_free_and_one_revision_each(
    either: Backend, new_queue: Callable[[Backend], TurnQueue]
) -> None:
    me, queue = a_caller(either), new_queue(either)
    session = a_session(either, me)
    cut(either, me, session)
    first = present(either, me, session)
    say(queue, either, me, session, "delete the last photo")
    second = present(either, me, session)
    assert first != second
    back = say(queue, either, me, session, "undo")
    assert present(either, me, session) == first and (back.price, back.after_revision) == (0, 3)
    again = say(queue, either, me, session, "redo")
    assert present(either, me, session) == second and (again.price, again.after_revision) == (0, 4)
    assert balance(either, me) == (98, 0)


def test_several_steps_are_one_revision(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    drafts = [present(either, me, session)]
    cut(either, me, session)
    drafts.append(present(either, me, session))
    for seconds in (4, 5):
        found, desk = work(either, me, session)
        table.call(desk, "set_photo_seconds", {"photos": ["1"], "seconds": seconds})
        found.keep(desk)
        found.fail(500, "")
        drafts.append(present(either, me, session))
    assert len({str(to_draft(one)) for one in drafts}) == 4
    for steps, wanted in ((-2, 1), (1, 2), (-2, 0), (3, 3), (-1, 2), (-9, 0), (2, 2)):
        found, desk = work(either, me, session)
        desk.step = steps
        number = revision(either, me, session)
        assert found.keep(desk).failure == ""
        found.fail(500, "")
        assert present(either, me, session) == drafts[wanted], steps
        assert revision(either, me, session) == number + 1


def test_the_session_takes_the_language_of_the_last_message(
    backend: Backend, new_queue: Callable[[Backend], TurnQueue]
) -> None:
    me, queue = a_caller(backend), new_queue(backend)
    session = a_session(backend, me)
    cut(backend, me, session)
    turn = say(queue, backend, me, session, "把第一张照片删掉")
    assert turn.language == projects.project_of(backend, me, session).language == "zh"
    assert "照片" in projects.state(backend, me, session).summary


# -- credits --------------------------------------------------------------------------------------------


def test_without_credits_only_what_is_free_runs(
    backend: Backend, new_queue: Callable[[Backend], TurnQueue]
) -> None:
    me, queue = a_caller(backend), new_queue(backend)
    session = a_session(backend, me)
    cut(backend, me, session)
    spend_all(backend, me)
    for text in ("delete the last photo", "make a 20 second video", "把标题改成 Hello"):
        with pytest.raises(NoCredits) as refused:
            turns.accept(backend, me, session, text)
        assert refused.value.data is not None and "register_path" in refused.value.data
    assert turns.messages(backend, me, session, 9)[0].number == 1  # nothing of it was accepted
    for text in ("hello", "undo", "redo", "how many credits do I have?", "撤销"):
        assert say(queue, backend, me, session, text).status == "done"
    assert present(backend, me, session) == Timeline() and balance(backend, me) == (0, 0)


def test_a_turn_that_needs_more_than_is_left_does_nothing_and_names_the_price(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    spend_all(either, me, left=2)
    found, desk = work(either, me, session)
    table.call(desk, "make_video", {"kind": "slideshow", "music": "calm"})
    assert price_of(either, desk.scene.timeline, desk.timeline) == 3
    outcome = found.keep(desk)
    assert "3 credits" in outcome.failure and outcome.spent == 0
    assert present(either, me, session) == Timeline()
    found.fail(500, "")
    assert balance(either, me) == (2, 0)
    credits.adjust(either, me.account.id, 1)
    found, desk = work(either, me, session)
    table.call(desk, "make_video", {"kind": "slideshow", "music": "calm"})
    assert found.keep(desk).spent == 3 and balance(either, me) == (0, 0)


def test_a_free_message_that_turns_out_to_change_something_is_not_free(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    spend_all(backend, me)
    found, desk = work(backend, me, session, "hello")
    table.call(desk, "make_video", {"kind": "slideshow", "music": "none"})
    assert "costs 1 credit" in found.keep(desk).failure
    assert present(backend, me, session) == Timeline()


def test_a_charge_that_fails_takes_the_revision_with_it(
    either: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    found, desk = work(either, me, session)
    table.call(desk, "make_video", {"kind": "slideshow", "music": "none"})

    def broken(*_: object) -> None:
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(turn_keeping, "_pay", broken)
        with pytest.raises(RuntimeError):
            found.keep(desk)
    assert present(either, me, session) == Timeline() and balance(either, me) == (99, 1)
    found.fail(500, "It failed.")
    assert balance(either, me) == (100, 0)
    assert turns.turn_of(either, me, session, found.turn.id).status == "failed"


# -- beside others --------------------------------------------------------------------------------------


def put(backend: Backend, caller: Caller, session: str, change: Callable[[Timeline], Timeline]) -> None:
    state = projects.state(backend, caller, session)
    draft = to_draft(change(state.timeline))
    revisions.put_draft(backend, caller, session, draft, state.project.revision)


def test_a_draft_that_moves_on_meanwhile_is_not_lost(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    cut(either, me, session)
    found, desk = work(either, me, session)
    table.call(desk, "set_photo_seconds", {"photos": ["1"], "seconds": 5})
    put(either, me, session, lambda timeline: replace(timeline, title="Elsewhere"))
    outcome = found.keep(desk)
    assert outcome.failure == "" and outcome.revision == 3 and "elsewhere" in outcome.notes[0]
    after = present(either, me, session)
    assert after.title == "Elsewhere" and photos(after)[0].duration_ms == 5000
    assert desk.timeline == after and desk.scene.timeline.title == "Elsewhere"


def test_what_cannot_be_done_on_the_new_draft_is_said(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    cut(either, me, session)
    found, desk = work(either, me, session)
    third = photos(desk.timeline)[2].id
    table.call(desk, "set_photo_seconds", {"photos": [third], "seconds": 5})
    put(either, me, session, lambda timeline: Timeline())
    outcome = found.keep(desk)
    assert "changed elsewhere" in outcome.failure and outcome.spent == 0
    assert present(either, me, session) == Timeline() and revision(either, me, session) == 2


def test_a_correction_takes_back_no_change_of_somebody_else(
    new_queue: Callable[[Backend], TurnQueue], backend: Backend
) -> None:
    me, line = a_caller(backend), new_queue(backend)
    session = a_session(backend, me)
    say(line, backend, me, session, "make a slideshow")
    say(line, backend, me, session, "make the first photo 7 seconds long")
    put(backend, me, session, lambda timeline: replace(timeline, title="Elsewhere"))
    say(line, backend, me, session, "no, the second one")
    after = present(backend, me, session)
    assert after.title == "Elsewhere" and photos(after)[0].duration_ms == 7000


@pytest.mark.parametrize("kind", ["undo", "correction"])
def test_steps_and_corrections_are_not_done_on_another_draft(backend: Backend, kind: str) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    cut(backend, me, session)
    found, desk = work(backend, me, session)
    if kind == "undo":
        desk.step = -1
    else:
        desk.restart(desk.scene.undo[0])
        table.call(desk, "make_video", {"kind": "slideshow", "seconds": 12, "music": "none"})
    put(backend, me, session, lambda timeline: replace(timeline, title="Elsewhere"))
    with pytest.raises(Conflict):
        keep(backend, me, found.turn, desk, found.revision)
    assert present(backend, me, session).title == "Elsewhere"


def test_turns_of_a_session_run_in_the_order_of_arrival(
    either: Backend, new_queue: Callable[[Backend], TurnQueue]
) -> None:
    me, queue = a_caller(either), new_queue(either)
    session = a_session(either, me)
    cut(either, me, session)
    lives = [
        queue.take(links(either), me, session, f"make the first photo {seconds} seconds long")
        for seconds in (4, 5, 6, 7)
    ]
    for live in lives:
        over(live)
    told = [turns.turn_of(either, me, session, live.turn.id) for live in lives]
    assert [turn.after_revision for turn in told] == [2, 3, 4, 5]
    assert [turn.before_revision for turn in told] == [1, 2, 3, 4]
    assert photos(present(either, me, session))[0].duration_ms == 7000


def test_fifty_sessions_at_once_lose_nothing(
    either: Backend, new_queue: Callable[[Backend], TurnQueue], scale: Callable[..., int]
) -> None:
    me, queue = a_caller(either), new_queue(either)
    sessions = [a_session(either, me, 2) for _ in range(scale(50, least=12))]
    for session in sessions:
        cut(either, me, session)
    lives = at_once(
        len(sessions),
        lambda n: queue.take(links(either), me, sessions[n], "make the first photo 7 seconds long"),
    )
    for live in lives:
        over(live)
    assert [turns.turn_of(either, me, live.turn.session_id, live.turn.id).status for live in lives] == [
        "done"
    ] * len(sessions)
    assert all(photos(present(either, me, session))[0].duration_ms == 7000 for session in sessions)
    assert balance(either, me) == (100 - 2 * len(sessions), 0)


def test_a_turn_waits_for_one_of_another_server_and_not_for_a_dead_one(
    either: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    first, second = (turns.accept(either, me, session, "hello") for _ in range(2))
    later = Work(links(either), me, second, lambda number, content: None)
    assert not later._enter()
    with either.database.writing() as connection:
        connection.execute(sa.update(store.turns).where(store.turns.c.id == first.id).values(server=DEAD))
    assert later._enter()
    ended = turns.turn_of(either, me, session, first.id)
    assert (ended.status, ended.error_code) == ("failed", 503)
    assert balance(either, me) == (99, 1)


# -- ending ---------------------------------------------------------------------------------------------


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Holds edits to seven seconds until the second event; the first one says that one has begun."""
    begun, go = threading.Event(), threading.Event()
    usual = table.call

    def call(desk: Desk, name: str, args: Mapping[str, Any]) -> dict[str, Any]:
        if name == "set_photo_seconds" and args.get("seconds") == 7:
            begun.set()
            go.wait(HANGS_S)
        return usual(desk, name, args)

    monkeypatch.setattr(table, "call", call)
    yield begun, go
    go.set()


def test_a_running_turn_is_stopped_and_those_behind_it_go_on(
    either: Backend,
    new_queue: Callable[[Backend], TurnQueue],
    held: tuple[threading.Event, threading.Event],
) -> None:
    me, queue = a_caller(either), new_queue(either)
    session = a_session(either, me)
    cut(either, me, session)
    before = present(either, me, session)
    running = queue.take(links(either), me, session, "make the first photo 7 seconds long")
    waiting = queue.take(links(either), me, session, "delete the first photo")
    last = queue.take(links(either), me, session, "how long is the video?")
    assert held[0].wait(HANGS_S)
    for live in (waiting, running):
        assert turns.stop(either, me, session, live.turn.id).status == "stopped"
        queue.stop(live.turn.id)
        content = over(live).events[-1][1]
        assert content["errorCode"] == "499" and "Nothing was changed" in content["errorMessage"]
    assert turns.turn_of(either, me, session, over(last).turn.id).status == "done"
    held[1].set()
    assert present(either, me, session) == before and balance(either, me) == (99, 0)
    assert turns.stop(either, me, session, last.turn.id).status == "done"  # over: stays so


def test_a_stopped_turn_keeps_nothing_even_if_nobody_tells_it(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    found, desk = work(either, me, session)
    table.call(desk, "make_video", {"kind": "slideshow", "music": "none"})
    turns.stop(either, me, session, found.turn.id)
    with pytest.raises(Superseded):
        found.keep(desk)
    assert present(either, me, session) == Timeline() and balance(either, me) == (100, 0)


def test_what_a_dead_server_left_is_ended_as_far_as_it_came(either: Backend) -> None:
    me = a_caller(either)
    sessions = [a_session(either, me) for _ in range(3)]
    queued = turns.accept(either, me, sessions[0], "hello")
    running, _ = work(either, me, sessions[1])
    kept, desk = work(either, me, sessions[2])
    table.call(desk, "make_video", {"kind": "slideshow", "music": "none"})
    kept.keep(desk)
    assert turns.recover(either) == 0  # this server lives
    with either.database.writing() as connection:
        connection.execute(sa.update(store.turns).values(server=DEAD))
    assert turns.recover(either) == 3
    told = [
        turns.turn_of(either, me, session, turn_id)
        for session, turn_id in zip(sessions, (queued.id, running.turn.id, kept.turn.id), strict=True)
    ]
    assert [turn.status for turn in told] == ["failed", "failed", "done"]
    assert "3 photos" in told[2].reply or "Photo 1" in told[2].reply
    assert balance(either, me) == (99, 0)
    assert turns.recover(either) == 0


def test_a_fault_of_ours_ends_the_turn_and_gives_everything_back(
    either: Backend,
    new_queue: Callable[[Backend], TurnQueue],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    me, queue = a_caller(either), new_queue(either)
    session = a_session(either, me)
    queue._warm.wait(HANGS_S)
    caplog.set_level("DEBUG")

    def broken(*_: object) -> None:
        raise RuntimeError("secret details")

    with monkeypatch.context() as patch:
        patch.setattr("photoplay.agent.review.review", broken)
        live = over(queue.take(links(either), me, session, "hello, I am PRIVATE"))
    content = live.events[-1][1]
    assert content["errorCode"] == "500" and "inc_" in content["errorMessage"]
    assert "secret" not in str(live.events) and "secret" in caplog.text and "PRIVATE" not in caplog.text
    turn = turns.turn_of(either, me, session, live.turn.id)
    assert turn.status == "failed" and balance(either, me) == (100, 0)
    assert say(queue, either, me, session, "hello").status == "done"


def test_a_closed_queue_gives_up_what_waits(
    backend: Backend, held: tuple[threading.Event, threading.Event], new_backend: NewBackend
) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    cut(backend, me, session)
    slow = new_backend(stop_seconds=0)
    queue = TurnQueue(slow)
    queue.open()
    lives = [queue.take(links(slow), me, session, "make the first photo 7 seconds long") for _ in range(3)]
    assert held[0].wait(HANGS_S)
    queue.close()
    held[1].set()
    for live in lives:
        assert over(live).events[-1][1]["errorCode"] in ("503", "499")
        assert turns.turn_of(backend, me, session, live.turn.id).is_final
    assert revision(backend, me, session) == 1 and balance(backend, me) == (99, 0)


# -- cost -----------------------------------------------------------------------------------------------


def _fill(backend: Backend, caller: Caller, session: str, upto: int) -> None:
    """Turns that are over, with events, as if they had been said."""
    event = {"author": "photoplay", "content": {"role": "model", "parts": [{"text": "done"}]}}
    with backend.database.writing() as connection:
        first = store.last_number(connection, session) + 1
        for number in range(first, upto + 1):
            turn = replace(
                turns._new(backend, caller, session, f"turn_{number}", number, "hello", 0), status="done"
            )
            store.insert(connection, turn)
            store.add_events(connection, turn, [turns._message_event(turn), event, event], 0)


def test_turn_500_asks_the_database_no_more_than_turn_5(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    for seconds in (9, 12, 15):  # so that there is something to undo, as later
        cut(either, me, session, seconds=seconds)
    counts: list[list[str]] = []
    asked: list[str] = []
    sa.event.listen(either.database.engine, "before_cursor_execute", lambda *told: asked.append(str(told[2])))
    for number in (5, 500):
        _fill(either, me, session, number - 1)
        asked.clear()
        found, desk = work(either, me, session)
        assert found.turn.number == number
        assert len(found.recent(20)) == (20 if number > 7 else 9)
        table.call(desk, "set_photo_seconds", {"photos": ["1"], "seconds": number % 7 + 2})
        found.keep(desk)
        found.fail(500, "")
        counts.append(list(asked))
    assert [len(one) for one in counts] == [len(counts[0])] * 2, set(counts[1]) ^ set(counts[0])


def test_old_events_go_and_messages_stay(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    _fill(backend, me, session, store.KEPT_TURNS + 20)
    with backend.database.writing() as connection:
        last = store.of_session(connection, session, 1)[0]
        store.forget_events(connection, last)
        first = store.of_session(connection, session, 300)[-1]
        assert store.events_of(connection, first, -1) == [] and store.events_of(connection, last, -1)
    assert len(turns.messages(backend, me, session, 300)) == store.KEPT_TURNS + 20


def test_the_server_that_does_a_turn_is_this_process(backend: Backend) -> None:
    me = a_caller(backend)
    assert turns.accept(backend, me, a_session(backend, me), "hello").server == executor_id()


def test_every_refusal_is_in_words(backend: Backend) -> None:
    me = a_caller(backend)
    with pytest.raises(PhotoplayError) as refused:
        turns.turn_of(backend, me, a_session(backend, me), "turn_none")
    assert refused.value.code == 1002 and "no such message" in refused.value.message
    with pytest.raises(InvalidEdit):
        revisions.undo(backend, me, a_session(backend, me))
