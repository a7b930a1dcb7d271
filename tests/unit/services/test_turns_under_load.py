"""Turns beside many others, after long waits, on drafts that moved, and with what earlier ones left behind."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import Any, cast

import pytest
from tests.service_backend import Clock, a_caller
from tests.unit.services.test_turns import (
    a_session,
    balance,
    cut,
    links,
    over,
    present,
    put,
    revision,
    spend_all,
    work,
)
from tests.waiting import HANGS_S

from photoplay.agent.desk import Desk, Export
from photoplay.agent.memory import to_json
from photoplay.agent.scene import Memory
from photoplay.agent.tools import table
from photoplay.errors import Conflict, DatabaseAway, NoCredits, Overloaded
from photoplay.jobs.queue import RenderQueue
from photoplay.services import projects, renders, retention, turn_exports, turn_queue, turn_work, turns
from photoplay.services.backend import Backend
from photoplay.services.turn_keeping import keep
from photoplay.services.turn_queue import Live, TurnQueue
from photoplay.services.turn_work import Work
from photoplay.store import turns as store
from photoplay.timeline.edits import move
from photoplay.timeline.find import photos
from photoplay.timeline.model import Timeline


class Held(TurnQueue):
    """A queue whose turns do nothing until they are let go.

    Args:
        backend: See ``TurnQueue``.
    """

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self.go, self.changed, self.inside = threading.Event(), threading.Condition(), 0

    def _do(self, live: Live) -> None:
        with self.changed:
            self.inside += 1
            self.changed.notify_all()
        self.go.wait(HANGS_S)

    def wait_for(self, count: int) -> bool:
        """Whether so many turns run at one time."""
        with self.changed:
            return self.changed.wait_for(lambda: self.inside >= count, 10)


def test_two_idle_sessions_do_not_wait_for_each_other(backend: Backend) -> None:
    me = a_caller(backend)
    sessions = [a_session(backend, me, 1) for _ in range(4)]
    queue = Held(backend)
    first = queue.take(links(backend), me, sessions[0], "hello")
    assert queue.wait_for(1)
    queue.go.set()
    over(first)  # its thread is idle now
    queue.go.clear()
    lives = [queue.take(links(backend), me, session, "hello") for session in sessions[1:]]
    assert queue.wait_for(4)
    queue.go.set()
    for live in lives:
        over(live)
    queue.close()


def test_one_account_does_not_take_every_thread(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn_queue, "_THREADS", 3)
    monkeypatch.setattr(turn_queue, "_OF_ACCOUNT", 2)
    me, other = a_caller(backend), a_caller(backend)
    queue = Held(backend)
    mine = [queue.take(links(backend), me, a_session(backend, me, 1), "hello") for _ in range(4)]
    assert queue.wait_for(2)
    theirs = queue.take(links(backend), other, a_session(backend, other, 1), "hello")
    assert queue.wait_for(3) and queue._busy >= {theirs.turn.session_id}
    queue.go.set()
    for live in (*mine, theirs):
        over(live)
    queue.close()


def test_a_turn_that_waited_too_long_is_given_up(backend: Backend, clock: Clock) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    turn = turns.accept(backend, me, session, "make a video")
    found = Work(links(backend), me, turn, lambda number, content: None)
    clock.advance(hours=2)
    with pytest.raises(Overloaded):
        found.begin()
    found.fail(503, "too long")
    assert balance(backend, me) == (100, 0)


def test_a_change_is_paid_though_what_was_set_aside_was_given_back(either: Backend, clock: Clock) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    found, desk = work(either, me, session)
    clock.advance(hours=2)
    retention.sweep(either)
    assert balance(either, me) == (100, 0)
    table.call(desk, "make_video", {"kind": "slideshow", "music": "none"})
    assert found.keep(desk).spent == 1
    assert balance(either, me) == (99, 0)


def test_a_photo_is_the_same_photo_on_a_draft_that_moved(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    cut(either, me, session)
    before = photos(present(either, me, session))
    found, desk = work(either, me, session)
    table.call(desk, "remove_photos", {"photos": [2]})
    put(either, me, session, lambda timeline: move(timeline, [before[0].id], after=before[-1].id))
    assert found.keep(desk).failure == ""
    assert [clip.id for clip in photos(present(either, me, session))] == [before[2].id, before[0].id]


def test_captions_by_number_are_not_done_in_another_order(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    cut(backend, me, session)
    before = photos(present(backend, me, session))
    found, desk = work(backend, me, session)
    table.call(desk, "add_captions", {"captions": [[1, "Rome"]]})
    put(backend, me, session, lambda timeline: move(timeline, [before[0].id], after=before[-1].id))
    with pytest.raises(Conflict):
        keep(backend, me, found.turn, desk, found.revision)


def test_what_was_to_be_undone_is_not_somebody_elses_change(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    cut(backend, me, session)
    found, desk = work(backend, me, session)
    table.call(desk, "undo", {})
    table.call(desk, "make_video", {"kind": "slideshow", "seconds": 12, "music": "none"})
    put(backend, me, session, lambda timeline: replace(timeline, title="Elsewhere"))
    with pytest.raises(Conflict):
        keep(backend, me, found.turn, desk, found.revision)
    assert present(backend, me, session).title == "Elsewhere" and revision(backend, me, session) == 2


def test_a_database_that_goes_away_while_it_keeps_is_no_refusal(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the database knows whether the revision is there: the turn's end tells it from the row."""
    me = a_caller(backend)
    session = a_session(backend, me)
    found, desk = work(backend, me, session)
    table.call(desk, "make_video", {"kind": "slideshow", "music": "none"})

    def kept_and_gone(*args: Any) -> None:
        keep(*args)
        raise DatabaseAway("gone")

    monkeypatch.setattr(turn_work, "keep", kept_and_gone)
    with pytest.raises(DatabaseAway):
        found.keep(desk)
    found.fail(503, "The database is away.")
    ended = turns.turn_of(backend, me, session, found.turn.id)
    assert (ended.status, ended.after_revision, ended.error_code) == ("done", 1, 0)


def test_why_nothing_was_kept_is_told_by_its_code(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    found, desk = work(backend, me, session)
    table.call(desk, "make_video", {"kind": "slideshow", "music": "none"})
    put(backend, me, session, lambda timeline: replace(timeline, title="Elsewhere"))
    desk.base = Timeline(title="another")
    assert found.keep(desk).code == Conflict("").code


def test_after_the_end_nothing_is_told(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    told: list[int] = []
    turn = turns.accept(backend, me, session, "hello")
    found = Work(links(backend), me, turn, lambda number, content: told.append(number))
    assert found.begin() is not None
    found.say({"author": "photoplay", "content": {}})
    found.fail(500, "broken")
    found.say({"author": "photoplay", "content": {}})
    assert told == [1, 2]
    assert [number for number, _ in turns.kept_events(backend, turn.id, 0)[1]] == [1, 2]


def test_a_turn_that_breaks_down_leaves_nothing_to_break_down_over(either: Backend) -> None:
    me = a_caller(either)
    session = a_session(either, me)
    first, desk = work(either, me, session)
    assert isinstance(desk, Desk)
    with either.database.writing() as connection:
        memory = to_json(Memory(language="zh", steps=3))
        store.change(connection, first.turn.id, status=store.DONE, memory=memory)
    second, desk = work(either, me, session)
    assert desk.scene.memory.steps == 3
    second.fail(500, "broken")
    _, desk = work(either, me, session)
    assert desk.scene.memory == Memory()


def test_a_stopped_message_leaves_no_empty_place(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    queue = Held(backend)
    queue.take(links(backend), me, session, "hello")
    assert queue.wait_for(1)
    waiting = queue.take(links(backend), me, session, "hello")
    turns.stop(backend, me, session, waiting.turn.id)
    queue.stop(waiting.turn.id)
    assert session not in queue._waiting
    queue.go.set()
    queue.close()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("delete the last photo", "Register a free account"),
        ("删掉最后一张照片", "注册一个免费账号"),
        ("刪掉最後一張照片", "註冊一個免費帳號"),
    ],
)
def test_too_few_credits_are_told_in_the_language_of_the_message(
    backend: Backend, text: str, told: str
) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    cut(backend, me, session)
    spend_all(backend, me)
    with pytest.raises(NoCredits, match=told) as refused:
        turns.accept(backend, me, session, text)
    assert refused.value.data is not None and "register_path" in refused.value.data


def test_a_price_that_is_too_high_at_last_is_told_in_the_language_of_the_message(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    spend_all(backend, me, left=2)
    found, desk = work(backend, me, session)
    desk.language = "zh"
    table.call(desk, "make_video", {"kind": "slideshow", "music": "calm"})
    outcome = found.keep(desk)
    assert "3 点额度" in outcome.failure and "注册" in outcome.failure and outcome.code == 2001


def test_what_cannot_be_done_is_taken_without_credits_and_says_why(backend: Backend) -> None:
    me = a_caller(backend)
    session = a_session(backend, me)
    cut(backend, me, session)
    spend_all(backend, me)
    assert turns.accept(backend, me, session, "delete photo 9").reserved == 0


class NoQueue:
    """Takes exports, and never makes them."""

    def enqueue(self, uid: str, account_id: str) -> None:
        pass

    def progress(self, uid: str) -> None:
        return None

    def cancel(self, uid: str) -> None:
        pass


def test_a_stopped_message_has_its_video_stopped_too(backend: Backend) -> None:
    backend = replace(backend, queue=cast(RenderQueue, NoQueue()))
    me = a_caller(backend)
    session = a_session(backend, me)
    cut(backend, me, session)
    render = renders.submit(backend, me, projects.project_of(backend, me, session), "chat-1")
    ends_at = time.monotonic() + HANGS_S
    found = turn_exports._waited(links(backend), me, Export(), render, ends_at, lambda: True)
    assert found.state == "cancelled" and not found.url
