"""Drafts, floods and headers that mean no good, over a socket. Figures are printed: run with ``-s``."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from tests.contract.running import ATTRIBUTION, SMALL, Account, Service, ok, photo, refused, start, stop
from tests.waiting import HANGS_S


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("faults"))
    yield running
    stop(running)


@pytest.fixture
def account(service: Service) -> Iterator[Callable[[], Account]]:
    """``account()``: a new account with a client of its own."""
    opened: list[httpx.Client] = []

    def make() -> Account:
        client = httpx.Client(base_url=service.url, timeout=HANGS_S, trust_env=False)
        opened.append(client)
        told = ok(client.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
        return Account(client, told["token"], told["user_id"])

    yield make
    for client in opened:
        client.close()


# -- 20: drafts -------------------------------------------------------------------------------------


def _with(segment: str, **root: str) -> str:
    """A draft with one segment, as text."""
    more = "".join(f',"{name}":{value}' for name, value in root.items())
    return f'{{"t":[{{"id":"t1","tt":0,"sg":[{segment}]}}],"d":1000{more}}}'


def hostile_drafts(count: int, foreign: str) -> dict[str, str]:
    """Texts of JSON, by what is wrong with them.

    Args:
        count: Of segments, and of brackets.
        foreign: Id of somebody else's file.
    """

    def segment(**told: str) -> str:
        fields = {"id": '"s1"', "s": "0", "d": "1000", "src": f'"{foreign}"', **told}
        return "{" + ",".join(f'"{name}":{value}' for name, value in fields.items()) + "}"

    return {
        "NaN": _with(segment(d="NaN")),
        "Infinity": _with(segment(sp="Infinity")),
        "1e999": _with(segment(d="1e999")),
        "negative": _with(segment(s="-1")),
        "many digits": _with(segment(d="9" * 5000)),
        "segments": _with(",".join(["{}"] * count)),
        "whole segments": _with(",".join(segment(s=str(1000 * number)) for number in range(count // 50))),
        "tracks": '{"t":[' + ",".join(['{"sg":[{}]}'] * (count // 2)) + "]}",
        "depth of lists": '{"t":' + "[" * count + "]" * count + "}",
        "depth of objects": '{"t":' + '{"a":' * (count // 5) + "1" + "}" * (count // 5) + "}",
        "depth beside": _with(segment(x="[" * 50_000 + "]" * 50_000)),
        "lone surrogate": _with(segment(n='"\\ud800"', src='"\\udfff"')),
        "somebody else's file": _with(segment()),
        "path as file": _with(segment(src='"../../etc/passwd"')),
        "no object": "[]",
        "a number": "12",
        "cut off": _with(segment())[:-7],
    }


def test_hostile_drafts_are_422_in_bounded_time(
    account: Callable[[], Account], scale: Callable[..., int]
) -> None:
    """faults.md 20 over HTTP, by all three ways in: sent with an export, as text in it, and put; 5xx: 0."""
    me, other = account(), account()
    foreign = ok(other.upload(other.session(), ("a.jpg", photo(1))))["files"][0]["id"]
    session = me.session()
    ok(me.upload(session, ("mine.jpg", photo(2))))
    slowest = (0.0, "")
    for name, draft in hostile_drafts(scale(1_000_000, least=100_000), foreign).items():
        head = f'{{"id":"r1","sessionId":"{session}","draft":'
        for way, method, path, body in (
            ("export", "POST", "/api/render/proxy/lambda", head + draft + "}"),
            ("text", "POST", "/api/render/proxy/lambda", head + json.dumps(draft) + "}"),
            ("put", "PUT", f"/api/projects/{session}/draft", draft),
        ):
            began = time.monotonic()
            told = {"Content-Type": "application/json", "If-Match": "0"}
            answer = me.call(method, path, content=body.encode(), headers=told)
            slowest = max(slowest, (time.monotonic() - began, f"{name} by {way}"))
            too_large = answer.status_code == 413 and len(body) > 8_000_000
            assert answer.status_code == 422 or too_large, (name, way, answer.status_code, answer.text[:500])
            refused(answer, 4002 if too_large else 422, answer.status_code)
    state = me.state(session)
    assert state["revision"] == 0 and state["state"]["draft"]["t"] == []
    print(f"\nslowest refusal of a draft: {1000 * slowest[0]:.0f} ms ({slowest[1]}); 5xx: 0")


# -- 27: a flood ------------------------------------------------------------------------------------------


def test_a_flood_by_one_account_leaves_room_for_a_quiet_one(account: Callable[[], Account]) -> None:
    """faults.md 27: the flood meets 429 with a time to wait; a quiet account's export is not behind it."""
    loud, quiet = account(), account()
    flooded, calm = loud.session(), quiet.session()
    ok(loud.upload(flooded, *((f"{n}.jpg", photo(n, (1200, 900))) for n in range(10))))
    ok(quiet.upload(calm, ("a.jpg", photo(77, (400, 300)))))
    taken = []
    large = {"format": "mp4", "resolution": "1280x720"}
    for number in range(1000):
        answer = loud.export(flooded, f"flood-{number}", output={**large, "crf": 20 + number / 100})
        if answer.status_code == 429:
            break
        taken.append(ok(answer)["id"])
    assert 1 <= len(taken) < 1000
    told = refused(answer, 429, 429)
    assert told["retry_after_s"] > 0 and int(answer.headers["Retry-After"]) <= 120
    began = time.monotonic()
    ok(quiet.export(calm, "calm", output=SMALL))
    waited = []
    while (told := quiet.call("GET", "/api/render/proxy/lambda/calm").json())["status"] != "completed":
        if told["status"] == "pending":
            waited.append(time.monotonic() - began)
        assert told["status"] in ("pending", "processing"), told
        assert time.monotonic() - began < HANGS_S
        time.sleep(0.05)
    done = time.monotonic() - began
    states = [loud.call("GET", f"/api/render/proxy/lambda/{name}").json()["status"] for name in taken]
    assert "pending" in states  # the flood still waits for its turn
    for name in taken:
        ok(loud.call("POST", f"/api/render/proxy/lambda/{name}/cancel"))
    print(
        f"\n{len(taken)} of a flood taken, then 429; the quiet account's export began after "
        f"{waited[-1] if waited else 0:.2f} s and was done after {done:.2f} s"
    )


# -- 32: forged headers --------------------------------------------------------------------------------


def _new_token(service: Service, forwarded: str, **headers: str) -> int:
    """Status of asking for a token, over a socket of its own."""
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=HANGS_S)
    told = {"X-Client-Id": str(uuid.uuid4()), "X-Forwarded-For": forwarded, **headers}
    connection.request("POST", "/api/auth/anonymous-token", None, told)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_forged_address_does_not_multiply_accounts(service: Service) -> None:
    """faults.md 17, 32: nobody believes ``X-Forwarded-For`` from a proxy that is not trusted."""
    statuses = [_new_token(service, f"203.0.113.{number}") for number in range(15)]
    assert statuses == [200] * 10 + [429] * 5
    assert _new_token(service, "127.0.0.1") == 429


def test_behind_a_trusted_proxy_the_nearest_address_counts(tmp_path: Path) -> None:
    """faults.md 32: what the client wrote into the header itself stands further left, and counts for nothing."""
    running = start(tmp_path, trusted_proxies="127.0.0.1", new_accounts_per_address="3")
    try:
        statuses = [_new_token(running, f"198.51.100.{number}, 203.0.113.9") for number in range(5)]
        assert statuses == [200] * 3 + [429] * 2
        assert _new_token(running, "203.0.113.9, 203.0.113.10") == 200
    finally:
        stop(running)


FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "Forwarded": "host=evil.example;proto=https",
    "X-Original-Host": "evil.example",
    "X-Host": "evil.example",
}


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        for value in told.values():
            yield from _texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value)
    elif isinstance(told, str):
        yield told


def test_no_header_poisons_a_link(service: Service, account: Callable[[], Account]) -> None:
    """faults.md 32: every link of every answer leads here, whatever the headers say; poisoned links: 0."""
    me = account()
    me.headers = {**ATTRIBUTION, **FORGED}
    session = me.session()
    state = me.state(session)
    answers = [
        ok(me.upload(session, ("a.jpg", photo(3)))),
        me.state(session),
        ok(
            me.call(
                "POST", "/api/auth/claim-token", json={"session_id": session, "task_id": state["task_id"]}
            )
        ),
        ok(me.export(session, "poison", output=SMALL)),
        me.finished("poison", HANGS_S),
        ok(me.call("GET", "/api/projects")),
    ]
    links = [text for told in answers for text in _texts(told) if "://" in text]
    assert len(links) >= 5
    assert [link for link in links if not link.startswith(f"{service.url}/")] == []
    answer = me.call("GET", "/api/credits/balance/simple", headers={"Host": "evil.example"})
    assert answer.status_code == 403 and "evil" not in answer.text
    print(f"\n{len(links)} links under forged headers; poisoned: 0")
