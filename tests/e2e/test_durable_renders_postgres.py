"""Renders of several servers on one PostgreSQL, and of one whose database goes away."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.durable import NOTHING, Place, check_whole, places
from tests.waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture
def new_place(
    tmp_path: Path, database_url: str, picture: Callable[..., Any]
) -> Iterator[Callable[..., Place]]:
    """``new_place(photos, **settings)``; its servers are killed at the end."""
    with places(tmp_path, database_url, picture) as make:
        yield make


#: A database in a file is never away, and serves one server.
ON_POSTGRES = pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=pytest.mark.needs_postgres)], indirect=True
)


class Wire:
    """A way to a database that can be cut.

    Args:
        port: Where the database listens on loopback.
    """

    def __init__(self, port: int) -> None:
        self._target, self._is_cut, self._open = port, False, set[socket.socket]()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self._is_cut:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._target))
                self._open |= {near, far}
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while told := source.recv(65536):
                sink.sendall(told)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        self._is_cut = True
        for end in list(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def mend(self) -> None:
        self._is_cut = False

    def close(self) -> None:
        self.cut()
        self._listener.close()


@pytest.fixture
def wire(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Wire]]:
    opened: list[Wire] = []

    def make(url: str) -> Wire:
        opened.append(Wire(int(url.rpartition(":")[2].partition("/")[0])))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@ON_POSTGRES
def test_a_database_that_is_away_for_a_while_ends_no_render(
    new_place: Callable[..., Place], wire: Callable[[str], Wire], scale: Callable[..., int]
) -> None:
    place = new_place()
    line = wire(place.url)
    head, _, name = place.url.rpartition("/")
    url = f"{head.rpartition(':')[0]}:{line.port}/{name}"
    server = place.start(database_url=url)
    for number in range(3):
        server.ask("submit", f"r{number}", place.draft(60, seed=number, size=(640, 360)), None)
    until(lambda: any(row["progress"] > 0 for row in server.ask("list")))
    line.cut()
    time.sleep(scale(10, least=3))
    line.mend()

    def rows() -> list[dict[str, Any]]:
        return list(server.ask("list"))

    until(lambda: len(done := rows()) == 3 and all(row["status"] == "completed" for row in done))
    server.ask("submit", "after", place.draft(2), None)
    until(lambda: len(done := rows()) == 4 and all(row["status"] == "completed" for row in done))
    told = rows()
    server.stop()
    assert check_whole(place, told) == NOTHING


@ON_POSTGRES
def test_two_servers_share_the_work_and_the_survivor_takes_over(new_place: Callable[..., Place]) -> None:
    place = new_place(renders_at_once=2, workers=1)
    servers = [place.start(), place.start()]
    for number in range(6):
        servers[number % 2].ask("submit", f"r{number}", place.draft(40, seed=number), None)
    until(lambda: all(server.ask("running") for server in servers))
    servers[0].kill()
    survivor = servers[1]
    until(lambda: all(row["status"] == "completed" for row in survivor.ask("list")))
    rows = survivor.ask("list")
    assert len(rows) == 6
    survivor.stop()
    assert check_whole(place, rows) == NOTHING
