"""Renders outlive their servers: killed at any moment, they are finished by the next one, exactly once.

Real processes and real drawing, on a database of each kind. What is counted is printed: run with ``-s``.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.durable import FPS, NOTHING, Place, check_whole, frames_of, places
from tests.waiting import HANGS_S, until

pytestmark = pytest.mark.slow("postgres", "stopped")


@pytest.fixture
def new_place(
    tmp_path: Path, database_url: str, picture: Callable[..., Any]
) -> Iterator[Callable[..., Place]]:
    """``new_place(photos, **settings)``; its servers are killed at the end."""
    with places(tmp_path, database_url, picture) as make:
        yield make


def test_killed_at_any_moment_every_render_is_finished_exactly_once(
    new_place: Callable[..., Place], scale: Callable[..., int]
) -> None:
    place, rng = new_place(12, renders_at_once=4), random.Random(7)
    kills, count = scale(50, least=5), scale(10, least=3)
    submitted, killed, served = 0, 0, set[str]()
    server = place.start()
    while True:
        rows = server.ask("list")
        open_ = [row for row in rows if row["status"] in ("pending", "processing")]
        if killed >= kills and not open_:
            break
        while killed < kills and len(open_) < count:
            submitted += 1
            open_.append(server.ask("submit", f"r{submitted}", place.draft(12, seed=submitted), None))
        if killed < kills:
            time.sleep(rng.uniform(0, 2.5))
            server.kill()
            killed += 1
            for key in set(place.files.keys("renders")) - served:  # a URL may point at these at this moment
                assert frames_of(place.files.path(key)) == 12 * FPS
                served.add(key)
            # Sometimes it does not even come up.
            while rng.random() < 0.2 and killed < kills:
                server = place.start(ready=False)
                time.sleep(rng.uniform(0.1, 1.2))
                server.kill()
                killed += 1
            server = place.start()
        else:
            time.sleep(0.05)
    rows = server.ask("list")
    assert len(rows) == submitted
    kept = sum(row["result"]["chunks"] - row["result"]["chunks_rendered"] for row in rows)
    chunks = sum(row["result"]["chunks"] for row in rows)
    assert server.stop() == 0
    found = check_whole(place, rows)
    print(f"\n{killed} kills, {submitted} renders: {dict(found)}; {kept} of {chunks} chunks outlived a kill")
    assert found == NOTHING


#: Ends the server for good, once; each is run before it opens.
_DYING = {
    "before the file is kept": """
from photoplay.store.files import FileStore
keep = FileStore.keep
def dying(self, place, key):
    die_once()
    return keep(self, place, key)
FileStore.keep = dying
""",
    "before the row is marked": """
complete = store.complete
def dying(*words):
    die_once()
    return complete(*words)
store.complete = dying
""",
    "after it": """
from photoplay.jobs import making
make_render = making._make
def dying(*words):
    make_render(*words)
    die_once()
making._make = dying
""",
}


@pytest.mark.parametrize("moment", _DYING)
def test_killed_around_the_end_there_is_one_file_and_one_row(
    new_place: Callable[..., Place], tmp_path: Path, moment: str
) -> None:
    flag = tmp_path / "killed"
    fault = f"""
def die_once():
    if not os.path.exists({str(flag)!r}):
        open({str(flag)!r}, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
{_DYING[moment]}
"""
    place = new_place()
    server = place.start(fault=fault)
    server.ask("submit", "one", place.draft(), None)
    assert server.process.wait(HANGS_S) == -signal.SIGKILL and flag.exists()
    server = place.start(fault=fault)
    until(lambda: server.ask("list")[0]["status"] == "completed")
    until(lambda: server.ask("running") == [])
    (row,) = server.ask("list")
    server.stop()
    assert check_whole(place, [row]) == NOTHING
    # Whatever was drawn was not drawn again.
    assert row["result"]["chunks_rendered"] == (row["result"]["chunks"] if moment == "after it" else 0)


#: From a third on, the pool hears of each few frames late: a server is ended in the middle on any machine.
_SLOWLY = """
from photoplay.jobs.making import Running
watch = Running.watch
def slowly(running, progress):
    watch(running, progress)
    if running.percent > 30:
        time.sleep(0.2)
Running.watch = slowly
"""


@pytest.mark.parametrize("end", ["stopped", "killed"])
def test_the_next_server_goes_on_from_the_last_finished_chunk(
    new_place: Callable[..., Place], end: str
) -> None:
    place = new_place(12)
    server = place.start(fault=_SLOWLY)
    server.ask("submit", "one", place.draft(12, size=(1280, 720)), None)
    until(lambda: server.ask("list")[0]["progress"] > 30)
    if end == "killed":
        server.kill()
    else:
        assert server.stop() == 0
        assert list(place.files.new_place().parent.iterdir()) == []
    server = place.start()
    assert server.ask("list")[0]["status"] == "processing"
    until(lambda: server.ask("list")[0]["status"] == "completed")
    (row,) = server.ask("list")
    assert 0 < row["result"]["chunks_rendered"] < row["result"]["chunks"]
    server.stop()
    assert check_whole(place, [row]) == NOTHING


def test_a_cancelled_render_frees_the_workers_for_others(new_place: Callable[..., Place]) -> None:
    place = new_place()
    server = place.start()
    server.ask("submit", "long", place.draft(300, size=(1920, 1080)), None)
    until(lambda: server.ask("list")[0]["progress"] > 0)
    assert server.ask("cancel", "long")["status"] == "cancelled"
    until(lambda: server.ask("running") == [])
    server.ask("submit", "short", place.draft(2), None)
    until(lambda: {row["id"]: row["status"] for row in server.ask("list")}["short"] == "completed")
    assert server.ask("cancel", "short")["status"] == "completed"
    server.stop()
    assert len(place.files.keys("renders")) == 1 and not list(place.files.new_place().parent.iterdir())


def test_a_photo_that_is_gone_fails_the_render_in_the_users_words(new_place: Callable[..., Place]) -> None:
    place = new_place()
    for key in place.files.keys("assets")[:1]:
        place.files.delete(key)
    server = place.start()
    server.ask("submit", "one", place.draft(), None)
    until(lambda: server.ask("list")[0]["status"] == "failed")
    (row,) = server.ask("list")
    assert row["error_code"] == 404 and "beach " in row["error"]
    assert str(place.folder) not in row["error"] and "assets" not in row["error"]
    server.stop()


def test_a_render_that_kills_its_workers_is_given_up(new_place: Callable[..., Place]) -> None:
    place = new_place()
    server = place.start()
    server.ask("submit", "bad", place.draft(300, size=(1920, 1080)), None)
    killed: set[int] = set()

    def is_failed() -> bool:
        for pid in set(server.ask("workers")) - killed:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            killed.add(pid)
        return bool(server.ask("list")[0]["status"] == "failed")

    until(is_failed)
    (row,) = server.ask("list")
    assert row["error_code"] == 500 and "3 times" in row["error"]
    assert str(place.folder) not in row["error"]
    server.ask("submit", "good", place.draft(2), None)
    until(lambda: server.ask("list")[0]["status"] == "completed")
    server.stop()


def test_without_room_renders_wait_and_go_on_without_a_restart(
    new_place: Callable[..., Place], tmp_path: Path
) -> None:
    """The disk is full for the server's workers: files of more than nothing cannot be written."""
    place, full = new_place(), tmp_path / "full"
    full.touch()
    fault = f"""
import errno
from photoplay.store.files import FileStore
true_keep = FileStore.keep
def keep(self, place, key):
    if os.path.exists({str(full)!r}):
        from photoplay.store.files import full_or_broken
        raise full_or_broken(OSError(errno.ENOSPC, "full"))
    return true_keep(self, place, key)
FileStore.keep = keep
"""
    server = place.start(fault=fault)
    server.ask("submit", "one", place.draft(), None)
    waiting = until(lambda: server.ask("list")[0]["waiting"])
    assert "no room" in waiting and str(place.folder) not in waiting
    assert place.files.keys("renders") == []
    full.unlink()
    until(lambda: server.ask("list")[0]["status"] == "completed")
    rows = server.ask("list")
    server.stop()
    assert check_whole(place, rows) == NOTHING
