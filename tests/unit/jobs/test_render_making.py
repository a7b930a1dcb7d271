"""What becomes of a render, whatever happens while it is made."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.jobs.studio import Drawing, Studio

from photoplay.errors import (
    BrokenMedia,
    Cancelled,
    DatabaseAway,
    DiskFull,
    InvalidOption,
    InvalidTimeline,
    MissingMedia,
    NotDrawable,
    NotWritable,
    Overloaded,
    RenderError,
    WorkerLost,
)
from photoplay.jobs import making
from photoplay.jobs.making import LetGo, Running, file_key, make_render
from photoplay.render.sound.tasks import PartLost
from photoplay.render.video import Progress
from photoplay.store import renders
from photoplay.store.files import FileStore
from photoplay.store.sql import Database, now_ms


def leftovers(studio: Studio) -> list[Path]:
    return list(studio.backend.files.new_place().parent.iterdir())


def files(studio: Studio) -> list[str]:
    return studio.backend.files.keys("renders")


def test_a_render_becomes_a_file_and_a_completed_row(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()
    make_render(studio.shop(), Running(uid))
    row = studio.row(uid)
    assert (row.status, row.progress, row.file, row.attempts) == ("completed", 100, file_key(uid), 1)
    assert row.result["size_bytes"] == 13 and row.result["duration_s"] == 6.0
    assert row.started_at_ms is not None and row.completed_at_ms is not None
    assert studio.backend.files.path(row.file).read_bytes() == b"a whole video"
    assert leftovers(studio) == []
    (call,) = drawing.calls
    assert call["group"] == studio.caller.account.id
    assert {name: record.path for name, record in call["media"].items()} == {
        photo: studio.backend.files.path(record.path.relative_to(studio.backend.files.folder).as_posix())
        for photo, record in call["media"].items()
    }
    assert set(call["media"]) == set(studio.photos)


def test_a_final_row_is_left_alone(studio: Studio, drawing: Drawing) -> None:
    for end in ("complete", "fail", "cancel"):
        uid = studio.order(end)
        with studio.backend.database.writing() as connection:
            match end:
                case "complete":
                    renders.complete(connection, uid, "renders/x.mp4", {}, 5)
                case "fail":
                    renders.fail(connection, uid, 500, "no", 5)
                case "cancel":
                    renders.cancel(connection, uid, 5)
        before = studio.row(uid)
        make_render(studio.shop(), Running(uid))
        assert studio.row(uid) == before
    assert drawing.calls == [] and files(studio) == []


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BrokenMedia("The photo is damaged."), 4001),
        (MissingMedia("The photo is gone."), 404),
        (InvalidTimeline("Clips overlap."), 422),
        (InvalidOption("It cannot be made that small."), 422),
        (WorkerLost("Drawing stopped 3 times."), 500),
        (NotDrawable("The text is too long."), 422),
        (RenderError("The picture cannot be encoded."), 500),
    ],
)
def test_what_only_the_user_can_mend_fails_at_once(
    studio: Studio, drawing: Drawing, error: Any, code: int
) -> None:
    uid = studio.order()
    drawing.outcomes = [error]
    make_render(studio.shop(), Running(uid))
    row = studio.row(uid)
    assert (row.status, row.error, row.error_code) == ("failed", error.message, code)
    assert len(drawing.calls) == 1 and files(studio) == []


def unforeseen() -> RenderError:
    """As workers tell it."""
    error = RenderError("Drawing failed unexpectedly: KeyError: secret /srv/place")
    error.add_note("Traceback")
    return error


def test_what_always_fails_is_tried_three_times(
    studio: Studio, drawing: Drawing, caplog: pytest.LogCaptureFixture
) -> None:
    uid = studio.order()
    drawing.outcomes = [
        unforeseen(),
        PartLost("secret"),
        ZeroDivisionError("secret"),
        None,
    ]
    make_render(studio.shop(), Running(uid))
    row = studio.row(uid)
    assert (row.status, row.error_code, len(drawing.calls)) == ("failed", 500, 3)
    assert "3 times" in row.error and "secret" not in row.error
    assert sum("secret" in record.exc_text for record in caplog.records if record.exc_text) == 3


@pytest.mark.parametrize(
    "error",
    [DiskFull("No room in /srv."), NotWritable("/srv is away."), Overloaded("The disk is full.")],
)
def test_without_room_it_waits_says_so_and_goes_on_by_itself(
    studio: Studio, drawing: Drawing, error: Exception
) -> None:
    uid = studio.order()
    said: list[str] = []

    def look(**told: Any) -> None:
        said.append(studio.row(uid).waiting)

    drawing.outcomes = [error] * 5 + [look]
    make_render(studio.shop(), Running(uid))
    assert said and "no room" in said[0] and "/srv" not in said[0]
    row = studio.row(uid)
    assert (row.status, row.attempts, row.waiting) == ("completed", 1, "")


def test_a_machine_without_processes_is_waited_for_too(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()
    lost = WorkerLost("No render process can be started.")
    lost.__cause__ = BlockingIOError()
    drawing.outcomes = [lost]
    make_render(studio.shop(), Running(uid))
    assert studio.row(uid).status == "completed"


def test_it_does_not_wait_for_room_for_ever(
    studio: Studio, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = studio.order()
    monkeypatch.setattr(making, "PATIENCE_S", 0.05)
    drawing.outcomes = [DiskFull("No room in /srv.")] * 10_000
    make_render(studio.shop(), Running(uid))
    row = studio.row(uid)
    assert (row.status, row.error_code) == ("failed", 503) and "/srv" not in row.error
    assert 1 < len(drawing.calls) < 10_000


def test_a_store_that_cannot_keep_the_file_is_waited_for(
    studio: Studio, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = studio.order()
    keep, broken = FileStore.keep, [1, 2]

    def kept(self: FileStore, place: Path, key: str) -> Path:
        if broken:
            broken.pop()
            raise Overloaded("The server's disk is full at the moment.")
        return keep(self, place, key)

    monkeypatch.setattr(FileStore, "keep", kept)
    make_render(studio.shop(), Running(uid))
    assert studio.row(uid).status == "completed" and leftovers(studio) == []


class Outage:
    """Makes the database answer nothing for so many transactions."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 0
        for name in ("reading", "writing"):
            monkeypatch.setattr(Database, name, self._around(getattr(Database, name)))

    def _around(self, true: Callable[..., Any]) -> Callable[..., Any]:
        @contextlib.contextmanager
        def work(database: Database) -> Iterator[Any]:
            if self.left > 0:
                self.left -= 1
                raise DatabaseAway("Away.")
            with true(database) as connection:
                yield connection

        return work


@pytest.mark.parametrize("when", ["at the start", "before the end"])
def test_a_database_that_is_away_for_a_while_changes_nothing(
    studio: Studio, drawing: Drawing, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    uid = studio.order()
    outage = Outage(monkeypatch)
    if when == "at the start":
        outage.left = 7
    else:
        drawing.outcomes = [lambda **told: setattr(outage, "left", 7)]
    make_render(studio.shop(), Running(uid))
    assert outage.left == 0
    assert studio.row(uid).status == "completed"
    assert len(drawing.calls) == 1 and files(studio) == [file_key(uid)]


def test_cancelled_by_its_owner_it_leaves_nothing(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()
    running = Running(uid)

    def cancel(*, path: Path, **told: Any) -> None:
        path.write_bytes(b"half")
        with studio.backend.database.writing() as connection:
            assert renders.cancel(connection, uid, 5)
        running.stop.set()
        raise Cancelled("Stopped.")

    drawing.outcomes = [cancel]
    make_render(studio.shop(), running)
    assert studio.row(uid).status == "cancelled"
    assert leftovers(studio) == [] and files(studio) == []


def test_cancelled_between_the_file_and_its_row_the_file_goes(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()

    def cancel(**told: Any) -> None:
        with studio.backend.database.writing() as connection:
            assert renders.cancel(connection, uid, 5)

    drawing.outcomes = [cancel]
    make_render(studio.shop(), Running(uid))
    assert studio.row(uid).status == "cancelled" and files(studio) == []


def test_completed_by_another_server_the_file_stays(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()

    def complete(**told: Any) -> None:
        with studio.backend.database.writing() as connection:
            assert renders.complete(connection, uid, file_key(uid), {"size_bytes": 1}, 5)

    drawing.outcomes = [complete]
    make_render(studio.shop(), Running(uid))
    row = studio.row(uid)
    assert (row.status, row.result) == ("completed", {"size_bytes": 1}) and files(studio) == [file_key(uid)]


def test_when_the_server_stops_it_is_let_go_and_the_attempt_does_not_count(
    studio: Studio, drawing: Drawing
) -> None:
    uid = studio.order()
    for _ in range(making.MOST_ATTEMPTS + 2):
        running = Running(uid)
        drawing.outcomes = [lambda stop, **told: stop.set(), None]
        with pytest.raises(LetGo):
            make_render(studio.shop(), running)
        assert (studio.row(uid).status, studio.row(uid).attempts) == ("processing", 0)
    make_render(studio.shop(), Running(uid))
    assert studio.row(uid).status == "completed"


def test_what_waits_lets_go_at_once(
    studio: Studio, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = studio.order()
    monkeypatch.setattr(making, "_WAITS_S", (60.0,))
    running, drawing.outcomes = Running(uid), [DiskFull("full")]
    threading.Timer(0.05, running.stop.set).start()
    with pytest.raises(LetGo):
        make_render(studio.shop(), running)


def test_a_render_whose_server_dies_each_time_is_given_up(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()
    for _ in range(making.MOST_ATTEMPTS):  # begun, and never heard of again
        with studio.backend.database.writing() as connection:
            assert renders.begin(connection, uid, 5) is not None
    make_render(studio.shop(), Running(uid))
    row = studio.row(uid)
    assert (row.status, row.error_code, drawing.calls) == ("failed", 500, [])
    assert f"{making.MOST_ATTEMPTS} times" in row.error


def test_one_that_gets_further_each_time_is_not(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()
    for number in range(3 * making.MOST_ATTEMPTS):
        with studio.backend.database.writing() as connection:
            assert renders.begin(connection, uid, 5) is not None
            assert renders.set_progress(connection, uid, number, None)
    make_render(studio.shop(), Running(uid))
    assert studio.row(uid).status == "completed"


def test_what_a_killed_server_left_is_removed(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()
    folder = studio.backend.files.new_place().parent
    other = folder / "upload.part"
    for left in (folder / f"{uid}-1234.mp4", folder / f".{uid}-12-3456.mp4.part", other):
        left.write_bytes(b"half")
    make_render(studio.shop(), Running(uid))
    assert leftovers(studio) == [other]


def test_errors_call_files_as_the_user_does(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()

    def fail(**told: Any) -> None:
        path = drawing.calls[-1]["media"][studio.photos[1]].path
        raise BrokenMedia(f"{path} is damaged, says {path.name}.", name=path.name)

    drawing.outcomes = [fail]
    make_render(studio.shop(), Running(uid))
    assert studio.row(uid).error == "beach 1.jpg is damaged, says beach 1.jpg."


def test_progress_never_goes_back_and_ends_with_the_file(studio: Studio, drawing: Drawing) -> None:
    uid = studio.order()
    running = Running(uid)
    seen: list[float] = []

    def draw(on_progress: Any, **told: Any) -> None:
        for frames in (10, 50, 40, 180):
            on_progress(Progress(frames, 180, 0, 1.0))
            running.tell(studio.backend.database)
            seen.append(studio.row(uid).progress)

    drawing.outcomes = [draw]
    make_render(studio.shop(), running)
    assert seen == sorted(seen) and seen[-1] == 99 and seen[1] == seen[2]
    assert studio.row(uid).progress == 100 and studio.row(uid).eta_s is None


def test_a_wall_clock_that_jumps_changes_nothing(
    studio: Studio, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    day_ms = 86_400_000
    for name, jump_ms in (("on", day_ms), ("back", -day_ms)):
        uid, now = studio.order(name), [now_ms()]
        monkeypatch.setattr(making, "now_ms", lambda now=now: now[0])
        drawing.outcomes = [
            DiskFull("full"),
            lambda now=now, jump_ms=jump_ms, **told: now.__setitem__(0, now[0] + jump_ms),
        ]
        make_render(studio.shop(), Running(uid))
        assert studio.row(uid).status == "completed"


class _Hours:
    """A clock that is never set; the test moves it on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now_s = 1000.0
        monkeypatch.setattr(making, "time", self)

    def monotonic(self) -> float:
        return self.now_s


def test_the_hour_of_patience_begins_with_the_want_of_room_not_with_the_render(
    studio: Studio, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """faults.md 24: what waits for room goes on when there is some."""
    uid, hours = studio.order(), _Hours(monkeypatch)

    def work_then_want(**told: Any) -> None:
        hours.now_s += making.PATIENCE_S + 60
        raise DiskFull("full")

    drawing.outcomes = [work_then_want]
    make_render(studio.shop(), Running(uid))
    assert studio.row(uid).status == "completed"


def test_getting_further_gives_the_hour_anew(
    studio: Studio, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid, hours = studio.order(), _Hours(monkeypatch)

    def further(frames: int) -> Callable[..., None]:
        def work(on_progress: Any, **told: Any) -> None:
            hours.now_s += 0.75 * making.PATIENCE_S
            on_progress(Progress(frames, 180, 0, 1.0))
            raise DiskFull("full")

        return work

    drawing.outcomes = [further(frames) for frames in (10, 20, 30, 40)]
    make_render(studio.shop(), Running(uid))
    assert studio.row(uid).status == "completed"
    stuck = studio.order("stuck")
    drawing.outcomes = [further(10)] * 4
    make_render(studio.shop(), Running(stuck))
    assert (studio.row(stuck).status, studio.row(stuck).error_code) == ("failed", 503)
