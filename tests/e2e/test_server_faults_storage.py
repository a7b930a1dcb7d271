"""The server while its disk is full or its database is gone: clear answers, and recovery without a restart."""

from __future__ import annotations

import os
import resource
import shlex
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import httpx
import pytest
from tests.contract.running import SMALL, Account, Service, ok, photo, refused, start, stop
from tests.postgres import cluster
from tests.waiting import HANGS_S, until

#: A small video whose file is large: nothing is lost in it.
LARGE = {"format": "mp4", "resolution": "320x180", "crf": 0}
#: No file may be larger while the disk is "full"; the database is smaller.
FULL_BYTES = 1_000_000


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Service]:
    service = start(folder, **settings)
    try:
        yield service
    finally:
        stop(service)


@contextmanager
def account_of(service: Service) -> Iterator[Account]:
    with httpx.Client(base_url=service.url, timeout=HANGS_S, trust_env=False) as client:
        told = ok(client.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
        yield Account(client, told["token"], told["user_id"])


def frames_of(content: bytes, path: Path) -> int:
    """How many pictures a video really holds."""
    path.write_bytes(content)
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


# -- the disk ----------------------------------------------------------------------------------------


def _largest_file(pids: Sequence[int], size_bytes: int) -> None:
    """Lets processes write no file beyond a size: to them, the disk is full there."""
    for pid in pids:
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size_bytes, hard))


def test_without_room_an_export_waits_and_goes_on(
    tmp_path: Path, children: Callable[[int], list[int]]
) -> None:
    """faults.md 24: no truncated file is served, the export says why it waits, and recovers by itself."""
    with serving(tmp_path / "data") as service, account_of(service) as me:
        session = me.session()
        ok(me.upload(session, *((f"{n}.jpg", photo(n, (640, 360))) for n in range(3))))
        tree = [service.process.pid, *children(service.process.pid)]
        _largest_file(tree, FULL_BYTES)
        ok(me.export(session, "large", output=LARGE))

        def waits() -> str:
            told = me.call("GET", "/api/render/proxy/lambda/large").json()
            assert told["status"] in ("pending", "processing"), told
            return str(told.get("waiting") or "")

        reason = until(waits)
        assert str(tmp_path) not in reason and "room" in reason
        refused(me.call("GET", "/api/render/proxy/large/download"), 409, 409)
        assert not list((service.data_dir / "files").glob("renders/*"))
        assert me.state(session)["revision"] == 1
        _largest_file(tree, resource.RLIM_INFINITY)
        told = me.finished("large", HANGS_S)
        assert told["status"] == "completed", told
        content = me.http.get(told["output"]["url"]).content
        assert len(content) == told["output"]["size"] > FULL_BYTES
        assert frames_of(content, tmp_path / "x.mp4") == round(30 * told["output"]["duration"])
        balance = ok(me.call("GET", "/api/credits/balance/simple"))
        assert balance == {"available": 100, "frozen": 0, "total": 100}


def test_a_file_that_the_disk_cannot_take_is_503_and_the_next_one_is_taken(
    tmp_path: Path, children: Callable[[int], list[int]]
) -> None:
    """faults.md 24: an upload that meets a full disk leaves nothing, and is taken when there is room."""
    with serving(tmp_path / "data") as service, account_of(service) as me:
        session, large = me.session(), photo(1, (640, 360)) + bytes(2 * FULL_BYTES)
        tree = [service.process.pid, *children(service.process.pid)]
        _largest_file(tree, FULL_BYTES)
        answer = me.upload(session, ("large.jpg", large))
        refused(answer, 503, 503)
        assert 0 < int(answer.headers["Retry-After"]) <= 30 and str(tmp_path) not in answer.text
        assert list((service.data_dir / "files" / "new").iterdir()) == []
        assert me.state(session)["state"]["video_infos"] == []
        _largest_file(tree, resource.RLIM_INFINITY)
        assert ok(me.upload(session, ("large.jpg", large)))["files"][0]["size"] == len(large)


def test_before_the_disk_is_full_uploads_are_refused_and_the_rest_works(tmp_path: Path) -> None:
    """faults.md 24: below ``free_disk_bytes`` nothing new is taken; readiness says so, reading goes on."""
    folder = tmp_path / "data"
    with serving(folder) as service, account_of(service) as me:
        token, session = me.token, me.session()
        ok(me.upload(session, ("a.jpg", photo(1))))
    with (
        serving(folder, free_disk_bytes=str(1 << 60)) as service,
        httpx.Client(base_url=service.url, timeout=HANGS_S, trust_env=False) as client,
    ):
        me = Account(client, token, "me")
        answer = me.upload(session, ("b.jpg", photo(2)))
        refused(answer, 503, 503)
        assert int(answer.headers["Retry-After"]) <= 30
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
        assert len(me.state(session)["state"]["video_infos"]) == 1


# -- the database -------------------------------------------------------------------------------------


class Postgres:
    """A cluster that can be stopped and started again, as an operator does it.

    Args:
        url: Of its server.
    """

    def __init__(self, url: str) -> None:
        import psycopg

        self.url = url
        with psycopg.connect(f"{url}/postgres") as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
        self._data = Path(row[0])

    def stop(self) -> None:
        """At once, its connections with it."""
        pid = int((self._data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGINT)
        until(lambda: not (self._data / "postmaster.pid").exists())

    def start(self) -> None:
        """As it was started before."""
        command = shlex.split((self._data / "postmaster.opts").read_text())
        status = self._data.stat()
        who: dict[str, Any] = (
            {} if os.getuid() else {"user": status.st_uid, "group": status.st_gid, "extra_groups": []}
        )
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}
        with (self._data.parent / "log").open("ab") as log:
            subprocess.Popen(
                command, cwd=self._data, stdout=log, stderr=log, env=env, start_new_session=True, **who
            )
        until(self._answers)

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(f"{self.url}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


@pytest.mark.slow
@pytest.mark.needs_postgres
def test_a_database_that_is_stopped_and_started_is_503_meanwhile_and_ends_nothing(
    tmp_path: Path, scale: Callable[..., int]
) -> None:
    """faults.md 24: database gone for 10 s: clear answers, the export under way is finished, no restart."""
    with cluster() as url, serving(tmp_path / "data", database_url=f"{url}/postgres") as service:
        database = Postgres(url)
        with account_of(service) as me:
            session = me.session()
            ok(me.upload(session, *((f"{n}.jpg", photo(n, (800, 600))) for n in range(6))))
            ok(me.export(session, "under-way", output={"format": "mp4", "resolution": "854x480"}))
            until(
                lambda: me.call("GET", "/api/render/proxy/lambda/under-way").json()["status"] == "processing"
            )
            database.stop()
            ends_at, answers = time.monotonic() + scale(10, least=3), []
            while time.monotonic() < ends_at:
                answers += [
                    me.call("GET", f"/api/state/nemo_agent/me/{session}/latest"),
                    me.call("GET", "/api/credits/balance/simple"),
                    me.upload(session, ("x.jpg", photo(99))),
                    me.export(session, output=SMALL),
                ]
                assert me.http.get("/healthz").status_code == 200
                assert me.http.get("/readyz").status_code == 503
            for answer in answers:
                refused(answer, 503, 503)
                assert int(answer.headers["Retry-After"]) <= 30 and "postgres" not in answer.text.lower()
            database.start()
            told = until(lambda: _completed(me, "under-way"))
            content = me.http.get(told["output"]["url"]).content
            assert frames_of(content, tmp_path / "x.mp4") == round(30 * told["output"]["duration"])
            assert len(me.state(session)["state"]["video_infos"]) == 6
            ok(me.upload(session, ("x.jpg", photo(99))))
            ok(me.export(session, "after", output=SMALL))
            assert me.finished("after", HANGS_S)["status"] == "completed"
            assert me.http.get("/readyz").status_code == 200
    print(f"\n{len(answers)} requests while the database was gone: all 503 with Retry-After; lost: 0")


def _completed(me: Account, render_id: str) -> Any:
    """The export's answer once it is done; the first answers after an outage may still be 503."""
    told = me.call("GET", f"/api/render/proxy/lambda/{render_id}")
    if told.status_code == 503:
        return None
    assert told.json()["status"] in ("pending", "processing", "completed"), told.text
    return told.json() if told.json()["status"] == "completed" else None
