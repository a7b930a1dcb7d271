"""Servers that are killed while they do turns: a draft is as before, or the whole turn is in it; credits add up.

Real server processes on a real database, killed with SIGKILL at random moments. faults.md rows 22, 23 and 26.
"""

from __future__ import annotations

import json
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.contract.running import Account, Service, a_project, ok, start, stop
from tests.waiting import HANGS_S

from photoplay.timeline.codec import from_draft
from photoplay.timeline.find import photos

SESSIONS = 4


@dataclass
class Talk:
    """What one session was told, and what was heard back before the server died."""

    session: str
    sent: list[int] = field(default_factory=list)  # lengths of the first photo, ms
    heard: list[int] = field(default_factory=list)  # those whose answers came


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs_postgres)])
def servers(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], Service]]:
    """``servers()``: the next server on the same data, on each kind of database; the one before is dead."""
    started: list[Service] = []
    settings = {"intake_processes": "1"}
    if request.param == "postgres":
        settings["database_url"] = request.getfixturevalue("postgres_url")

    def make() -> Service:
        started.append(start(tmp_path / "data", **settings))
        return started[-1]

    yield make
    for one in started:
        stop(one)


def wait_ready(service: Service) -> None:
    ends_at = time.monotonic() + HANGS_S
    with httpx.Client(base_url=service.url, trust_env=False, timeout=HANGS_S) as http:
        while http.get("/readyz").status_code != 200:
            assert time.monotonic() < ends_at, service.log()
            time.sleep(0.05)


def client(service: Service, token: str, user: str) -> Account:
    return Account(httpx.Client(base_url=service.url, trust_env=False, timeout=HANGS_S), token, user)


def talk(service: Service, me: tuple[str, str], one: Talk, seed: int) -> None:
    """Sends edits without end, until the server is gone."""
    rng = random.Random(seed)
    account = client(service, *me)
    while True:
        wanted = rng.randrange(2000, 9000, 10)
        text = f"make the first photo {wanted / 1000:g} seconds long"
        body = {"session_id": one.session, "new_message": {"parts": [{"text": text}]}}
        one.sent.append(wanted)
        try:
            answer = account.call("POST", "/run_sse", json=body)
        except httpx.HTTPError:
            return
        assert answer.status_code == 200, answer.text
        told = [json.loads(line[5:]) for line in answer.text.splitlines() if line.startswith("data: ")]
        if not told or "errorCode" in told[-1]:
            return
        one.heard.append(wanted)


def first_ms(account: Account, session: str) -> int:
    return photos(from_draft(account.state(session)["state"]["draft"]))[0].duration_ms


@pytest.mark.slow("postgres")
def test_no_turn_is_half_done_and_none_is_paid_for_nothing(
    servers: Callable[[], Service], scale: Callable[..., int]
) -> None:
    rng, service = random.Random(7), servers()
    wait_ready(service)
    with httpx.Client(base_url=service.url, trust_env=False, timeout=HANGS_S) as http:
        told = ok(http.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
    me = (told["token"], told["user_id"])
    account = client(service, *me)
    _grant(service, me[1], 10_000)
    talks = [Talk(a_project(account, 2)[0]) for _ in range(SESSIONS)]
    for one in talks:
        _made(account, one.session)
    cut_off = 0
    for kill in range(scale(30, least=3)):
        before = {one.session: first_ms(client(service, *me), one.session) for one in talks}
        for one in talks:
            one.sent, one.heard = [], []
        threads = [
            threading.Thread(target=talk, args=(service, me, one, 100 * kill + n))
            for n, one in enumerate(talks)
        ]
        for thread in threads:
            thread.start()
        time.sleep(rng.uniform(0.2, 1.2))
        service.process.kill()
        service.process.wait(HANGS_S)
        for thread in threads:
            thread.join(HANGS_S)
            assert not thread.is_alive(), "a client hangs"
        service = servers()
        wait_ready(service)
        cut_off += _check_round(client(service, *me), talks, before)
    # Some turns were cut off in the middle, or this has shown little.
    assert cut_off > 0


def _grant(service: Service, user: str, amount: int) -> None:
    with httpx.Client(base_url=service.url, trust_env=False, timeout=HANGS_S) as http:
        headers = {"Authorization": f"Bearer {service.admin_token}"}
        path = f"/api/admin/accounts/{user}/credits"
        assert http.post(path, json={"amount": amount}, headers=headers).status_code == 200


def _made(account: Account, session: str) -> None:
    body = {"session_id": session, "new_message": {"parts": [{"text": "make a 6 second video"}]}}
    assert account.call("POST", "/run_sse", json=body).status_code == 200
    assert account.state(session)["revision"] == 1


def _check_round(account: Account, talks: list[Talk], before: dict[str, int]) -> int:
    """Holds drafts, history and credits against what was heard; how many turns were cut off."""
    spent = cut_off = 0
    for one in talks:
        turns = _turns(account, one.session)
        assert all(turn["status"] in ("done", "failed") for turn in turns)
        assert [turn["number"] for turn in turns] == list(range(1, len(turns) + 1))
        # Every revision is one turn's, and every turn that is paid for has made one.
        kept = [turn for turn in turns if turn["after_revision"] is not None]
        assert [turn["after_revision"] for turn in kept] == list(range(1, len(kept) + 1))
        assert all((turn["price"] > 0) == (turn["after_revision"] is not None) for turn in turns)
        spent += sum(turn["price"] for turn in turns)
        cut_off += sum(turn["status"] == "failed" for turn in turns)
        # What was answered is there; after that at most the one turn that nobody heard of any more.
        last = one.heard[-1] if one.heard else before[one.session]
        unheard = one.sent[len(one.heard) :]
        assert len(unheard) <= 1
        assert first_ms(account, one.session) in {last, *unheard}
        assert all(turn["reply"] for turn in turns)
    credits = ok(account.call("GET", "/api/credits/balance/simple"))
    assert credits["frozen"] == 0 and credits["available"] == 10_100 - spent
    return cut_off


def _turns(account: Account, session: str) -> list[dict[str, Any]]:
    """All turns of a session, the first one first."""
    found: list[dict[str, Any]] = []
    while True:
        query = {"limit": 200} | ({"before": found[-1]["number"]} if found else {})
        more = ok(account.call("GET", f"/api/projects/{session}/messages", params=query))
        found += more
        if len(more) < 200:
            return found[::-1]
