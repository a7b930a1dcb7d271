"""The queue of renders on DBOS: opened, closed and opened again, fair, and nothing lost in between."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
from dbos import DBOS
from tests.service_backend import NewBackend, a_caller
from tests.unit.jobs.studio import Drawing, Studio, a_studio, until_stopped
from tests.waiting import HANGS_S, until

from photoplay.errors import DatabaseAway
from photoplay.jobs import queue as queue_module
from photoplay.jobs import reaper
from photoplay.jobs.queue import RenderQueue
from photoplay.render.video import Progress
from photoplay.services.backend import Backend
from photoplay.store import executors, renders, schema
from photoplay.store.sql import Database, new_id

ABSENT = cast(Any, None)


@contextmanager
def a_queue(studio: Studio, *, silent_s: float = 30.0) -> Iterator[RenderQueue]:
    backend = studio.backend
    queue = RenderQueue(backend.settings, backend.database, backend.files, ABSENT, ABSENT, silent_s=silent_s)
    with queue:
        yield queue


def is_final(studio: Studio, uid: str) -> Callable[[], bool]:
    return lambda: studio.row(uid).is_final


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue looks around several times a second."""
    monkeypatch.setattr(queue_module, "_BEAT_S", 0.1)
    monkeypatch.setattr(queue_module, "_TELL_S", 0.1)


@pytest.fixture
def another_process(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """``another_process()``: queues opened from now on bear the name of another process."""
    return lambda: monkeypatch.setattr(queue_module, "executor_id", lambda: new_id("x"))


def test_what_is_submitted_is_made(studio: Studio, drawing: Drawing) -> None:
    uids = [studio.order(f"{number}") for number in range(5)]
    with a_queue(studio) as queue:
        assert queue.is_alive
        for uid in uids:
            queue.enqueue(uid, studio.caller.account.id)
            queue.enqueue(uid, studio.caller.account.id)
        until(lambda: all(studio.row(uid).is_final for uid in uids))
        until(lambda: queue.running == ())
    assert {studio.row(uid).status for uid in uids} == {"completed"}
    assert len(drawing.calls) == 5
    assert not queue.is_alive


def test_it_can_be_opened_and_closed_many_times(lone: Studio, drawing: Drawing) -> None:
    for number in range(3):
        uid = lone.order(f"{number}")
        with a_queue(lone) as queue:
            queue.enqueue(uid, lone.caller.account.id)
            until(is_final(lone, uid))
        queue.close()  # once more is no error
        with lone.backend.database.reading() as connection:
            assert executors.seen(connection) == {}
    assert len(drawing.calls) == 3


def test_a_process_has_one_at_a_time(lone: Studio, drawing: Drawing) -> None:
    with a_queue(lone) as queue:
        with pytest.raises(RuntimeError), a_queue(lone):
            pass
        uid = lone.order()
        queue.enqueue(uid, lone.caller.account.id)
        until(is_final(lone, uid))


def test_closing_lets_go_and_the_next_one_goes_on(
    studio: Studio, drawing: Drawing, another_process: Callable[[], None]
) -> None:
    uid, waiting = studio.order("first"), studio.order("second")
    drawing.outcomes = [until_stopped, until_stopped]
    with a_queue(studio) as queue:
        for one in (uid, waiting):
            queue.enqueue(one, studio.caller.account.id)
        until(lambda: len(queue.running) == 2)
    assert {studio.row(one).status for one in (uid, waiting)} == {"processing"}
    another_process()
    with a_queue(studio):
        until(lambda: studio.row(uid).is_final and studio.row(waiting).is_final)
    assert studio.row(uid).status == studio.row(waiting).status == "completed"
    assert studio.row(uid).attempts == 1


def test_the_same_process_goes_on_too(lone: Studio, drawing: Drawing) -> None:
    uid = lone.order()
    drawing.outcomes = [until_stopped]
    with a_queue(lone) as queue:
        queue.enqueue(uid, lone.caller.account.id)
        until(lambda: queue.running == (uid,))
    with a_queue(lone):
        until(is_final(lone, uid))
    assert lone.row(uid).status == "completed"


def test_a_running_render_is_cancelled(lone: Studio, drawing: Drawing) -> None:
    uid = lone.order()
    drawing.outcomes = [until_stopped]
    with a_queue(lone) as queue:
        queue.enqueue(uid, lone.caller.account.id)
        until(lambda: drawing.calls)
        with lone.backend.database.writing() as connection:
            assert renders.cancel(connection, uid, 5)
        queue.cancel(uid)
        until(lambda: queue.running == ())
        after = lone.order("after")
        queue.enqueue(after, lone.caller.account.id)
        until(is_final(lone, after))
    assert lone.row(uid).status == "cancelled" and lone.row(after).status == "completed"


def test_a_render_that_another_server_cancelled_or_deleted_ends(
    lone: Studio, drawing: Drawing, often: None
) -> None:
    uid = lone.order()
    drawing.outcomes = [until_stopped]
    with a_queue(lone) as queue:
        queue.enqueue(uid, lone.caller.account.id)
        until(lambda: drawing.calls)
        with lone.backend.database.writing() as connection:
            assert renders.cancel(connection, uid, 5)
        until(lambda: queue.running == ())
    assert lone.row(uid).status == "cancelled"


def test_a_cancelled_render_that_waits_is_never_begun(lone: Studio, drawing: Drawing) -> None:
    uid = lone.order()
    with lone.backend.database.writing() as connection:
        assert renders.cancel(connection, uid, 5)
    after = lone.order("after")
    with a_queue(lone) as queue:
        for one in (uid, after):
            queue.enqueue(one, lone.caller.account.id)
        queue.cancel(uid)
        until(is_final(lone, after))
    assert len(drawing.calls) == 1


def test_progress_is_told_while_it_is_made(lone: Studio, drawing: Drawing, often: None) -> None:
    uid, go_on = lone.order(), threading.Event()

    def draw(on_progress: Any, **told: Any) -> None:
        on_progress(Progress(90, 180, 0, 3.0))
        assert go_on.wait(HANGS_S)

    drawing.outcomes = [draw]
    with a_queue(lone) as queue:
        queue.enqueue(uid, lone.caller.account.id)
        until(lambda: queue.progress(uid) == (50.0, 3.0))
        until(lambda: lone.row(uid).progress == 50.0)
        assert lone.row(uid).eta_s == 3.0 and lone.row(uid).status == "processing"
        go_on.set()
        until(is_final(lone, uid))
        until(lambda: queue.progress(uid) is None)


# -- what is left behind ----------------------------------------------------------------------------


def test_a_row_without_a_job_is_found(studio: Studio, drawing: Drawing, often: None) -> None:
    """The server died between writing the row and the job."""
    uid = studio.order()
    with a_queue(studio):
        until(is_final(studio, uid))
        later = studio.order("later")
        until(is_final(studio, later))
    assert studio.row(uid).status == studio.row(later).status == "completed"


def test_a_row_whose_job_has_ended_is_found(lone: Studio, drawing: Drawing, often: None) -> None:
    """The rows come from a backup that is older than the jobs."""
    uid = lone.order()
    with a_queue(lone) as queue:
        queue.enqueue(uid, lone.caller.account.id)
        until(is_final(lone, uid))
        until(lambda: uid in reaper._ids(["SUCCESS"]))
        with lone.backend.database.writing() as connection:
            connection.execute(schema.renders.update().values(status="processing"))
        until(is_final(lone, uid))
    assert len(drawing.calls) == 2


def test_jobs_of_a_dead_server_are_taken_over(
    studio: Studio, drawing: Drawing, another_process: Callable[[], None], often: None
) -> None:
    uid = studio.order()
    another_process()
    drawing.outcomes = [until_stopped]
    with a_queue(studio) as queue:
        queue.enqueue(uid, studio.caller.account.id)
        until(lambda: queue.running == (uid,))
        dead = queue._id
    # It did not leave: the sign of life stays as it was.
    with studio.backend.database.writing() as connection:
        executors.enter(connection, dead, 5)
    another_process()
    with a_queue(studio, silent_s=0.5):
        until(is_final(studio, uid))
        with studio.backend.database.reading() as connection:
            assert dead not in executors.seen(connection)
    assert studio.row(uid).status == "completed"


def test_jobs_of_a_living_server_are_left_alone(
    new_either: NewBackend, drawing: Drawing, another_process: Callable[[], None], often: None
) -> None:
    studio = a_studio(new_either())
    if studio.backend.database.is_sqlite:
        pytest.skip("one server only")
    uid = studio.order()
    another_process()
    drawing.outcomes = [until_stopped]
    with a_queue(studio) as queue:
        queue.enqueue(uid, studio.caller.account.id)
        until(lambda: queue.running == (uid,))
        other = queue._id
    with studio.backend.database.writing() as connection:
        executors.enter(connection, other, 5)
    another_process()
    looks: list[int] = []
    with a_queue(studio, silent_s=1.0) as queue:
        for number in range(30):  # it gives signs of life, by a clock that jumps
            with studio.backend.database.writing() as connection:
                assert executors.beat(connection, other, (number % 2) * 86_400_000 + number)
            looks.append(len(drawing.calls))
            time.sleep(0.1)
        assert set(looks) == {1} and studio.row(uid).status == "processing"
        until(is_final(studio, uid))  # and then no more


def test_unfinished_files_of_final_renders_go(lone: Studio, drawing: Drawing) -> None:
    folder = lone.backend.files.new_place().parent
    done, open_, upload = lone.order("done"), lone.order("open"), folder / "upload"
    with lone.backend.database.writing() as connection:
        assert renders.cancel(connection, done, 5)
    for left in (f"{done}-1234.mp4", f".{new_id('rnd')}-12.mp4.part", f"{open_}-1234.mp4"):
        (folder / left).write_bytes(b"half")
    upload.write_bytes(b"half")
    with a_queue(lone):
        until(is_final(lone, open_))
    assert list(folder.iterdir()) == [upload]


def test_ended_jobs_are_forgotten(lone: Studio, drawing: Drawing, often: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(reaper, "_TIDY_S", 0.0)
    uid = lone.order()
    with a_queue(lone) as queue:
        queue.enqueue(uid, lone.caller.account.id)
        until(is_final(lone, uid))
        until(lambda: not DBOS.list_workflows(name=reaper.WORKFLOW))
    assert len(drawing.calls) == 1


# -- sharing ----------------------------------------------------------------------------------------


def test_one_account_leaves_room_for_others(new_either: NewBackend, drawing: Drawing) -> None:
    studio = a_studio(new_either(renders_at_once=4))
    quiet = a_caller(studio.backend).account.id
    flood = [studio.order(f"{number}") for number in range(8)]
    drawing.outcomes = [until_stopped, until_stopped]
    with a_queue(studio) as queue:
        for uid in flood:
            queue.enqueue(uid, studio.caller.account.id)
        until(lambda: len(queue.running) == 2)
        one = studio.order("quiet", account_id=quiet)
        queue.enqueue(one, quiet)
        until(is_final(studio, one))
        assert len(drawing.calls) == 3
        until(lambda: len(queue.running) == 2)  # the row is final a moment before the place is free
        assert not any(studio.row(uid).is_final for uid in flood)


# -- trouble ----------------------------------------------------------------------------------------


def test_a_database_that_is_away_at_the_start_is_told(
    lone: Studio, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(DBOS, "launch", lambda: (_ for _ in ()).throw(OSError("no route")))
        with pytest.raises(DatabaseAway), a_queue(lone):
            pass
    uid = lone.order()
    with a_queue(lone):
        until(is_final(lone, uid))


def test_a_database_that_is_away_for_a_while_ends_nothing(
    studio: Studio, drawing: Drawing, often: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = studio.order()
    drawing.outcomes = [lambda on_progress, **told: time.sleep(1.0)]
    with a_queue(studio) as queue:
        queue.enqueue(uid, studio.caller.account.id)
        until(lambda: drawing.calls)

        @contextmanager
        def away(self: Database) -> Iterator[Any]:
            raise DatabaseAway("Away.")
            yield

        with monkeypatch.context() as patch:
            patch.setattr(Database, "writing", away)
            patch.setattr(Database, "reading", away)
            time.sleep(1.5)
        assert queue.is_alive
        until(is_final(studio, uid))
    assert studio.row(uid).status == "completed" and len(drawing.calls) == 1


def test_dbos_says_nothing_of_its_everyday_work(
    lone: Studio, drawing: Drawing, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    uid = lone.order()
    drawing.outcomes = [until_stopped]
    with a_queue(lone) as queue:
        queue.enqueue(uid, lone.caller.account.id)
        until(lambda: queue.running == (uid,))
    with a_queue(lone):
        until(is_final(lone, uid))
    assert [record for record in caplog.records if record.name.startswith("dbos")] == []
    assert "dbos" not in capfd.readouterr().err.lower()


def test_backends_share_the_queue_of_a_database(lone: Studio, drawing: Drawing) -> None:
    """What a closed queue was asked for is done by the next one."""
    uid = lone.order()
    backend: Backend = lone.backend
    queue = RenderQueue(backend.settings, backend.database, backend.files, ABSENT, ABSENT)
    queue.open()
    queue.close()
    queue.enqueue(uid, lone.caller.account.id)
    with a_queue(lone):
        until(is_final(lone, uid))
