"""The app as a whole, where a clock, a fault or a setting is needed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from tests.service_backend import Clock

from photoplay.errors import DatabaseAway
from photoplay.server import operators
from photoplay.services import credits, links, projects, renders

NewClient = Callable[..., TestClient]


def _token(client: TestClient, client_id: str | None = None, **headers: str) -> dict[str, Any]:
    told = client.post(
        "/api/auth/anonymous-token", headers={"X-Client-Id": client_id or str(uuid.uuid4()), **headers}
    )
    assert told.status_code == 200, told.text
    data: dict[str, Any] = told.json()["data"]
    return data


def _bearer(told: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {told['token']}"}


def _session(client: TestClient, headers: dict[str, str]) -> str:
    told = client.post("/api/tasks/me/with-session/nemo_agent", headers=headers)
    return str(told.json()["session_id"])


def test_a_token_expires_after_seven_days_and_the_account_stays(client: TestClient, clock: Clock) -> None:
    """seeds: "tokens expire after 7 days"; api.md: "a new token for the *same* account, projects kept"."""
    client_id = str(uuid.uuid4())
    first = _token(client, client_id)
    session = _session(client, _bearer(first))
    clock.advance(days=6.99)
    assert client.get("/api/credits/balance/simple", headers=_bearer(first)).status_code == 200
    clock.advance(days=0.02)
    answer = client.get("/api/credits/balance/simple", headers=_bearer(first))
    assert (answer.status_code, answer.json()["code"]) == (401, 1001)
    second = _token(client, client_id)
    assert second["user_id"] == first["user_id"] and second["token"] != first["token"]
    path = f"/api/state/nemo_agent/me/{session}/latest"
    assert client.get(path, headers=_bearer(second)).status_code == 200


def test_eleven_accounts_from_one_address_are_too_many(client_of: NewClient) -> None:
    """faults.md 17; api.md: "at most 10 new accounts per address per 7 days …; loopback exempt"."""
    abroad = client_of(
        peer="203.0.113.7", base_url="http://video.example.org", public_url="http://video.example.org"
    )
    for _ in range(10):
        _token(abroad)
    forged = {"X-Client-Id": str(uuid.uuid4()), "X-Forwarded-For": "198.51.100.1"}
    answer = abroad.post("/api/auth/anonymous-token", headers=forged)
    assert (answer.status_code, answer.json()["code"]) == (429, 429) and "Retry-After" not in answer.headers


def test_loopback_is_exempt_but_not_whoever_it_relays(client: TestClient) -> None:
    for _ in range(12):
        _token(client)
    for _ in range(10):
        _token(client, **{"X-Forwarded-For": "198.51.100.1"})
    headers = {"X-Client-Id": str(uuid.uuid4()), "X-Forwarded-For": "198.51.100.2"}
    assert client.post("/api/auth/anonymous-token", headers=headers).status_code == 429


def test_a_trusted_proxy_tells_addresses_and_https(client_of: NewClient) -> None:
    client = client_of(trusted_proxies=("127.0.0.1",))
    for number in range(12):
        _token(client, **{"X-Forwarded-For": f"198.51.{number}.1"})
    told = _token(client, **{"X-Forwarded-For": "198.51.99.1"})
    session = _session(client, _bearer(told))
    forwarded = {**_bearer(told), "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.99.1"}
    answer = client.post("/api/auth/claim-token", json={"session_id": session}, headers=forwarded)
    assert answer.json()["claim_url"].startswith("https://localhost/workspace/claim?ct=")


def test_too_many_requests_of_one_account(client_of: NewClient) -> None:
    client = client_of(requests_per_minute=5)
    one, two = _bearer(_token(client)), _bearer(_token(client))
    statuses = [client.get("/api/credits/balance/simple", headers=one).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert client.get("/api/credits/balance/simple", headers=two).status_code == 200


def test_strangers_are_counted_by_address(client_of: NewClient) -> None:
    name = "v.example.org"
    client = client_of("203.0.113.7", f"http://{name}", allowed_hosts=(name,), requests_per_minute=5)
    statuses = [client.get("/api/credits/balance/simple").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_a_fault_is_an_incident_without_details(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """api.md: "500 | our fault; an incident id, no details"."""

    def broken(*_: object) -> None:
        raise ValueError("SECRET /srv/data")

    told = _bearer(_token(client))
    monkeypatch.setattr(credits, "balance", broken)
    answer = client.get("/api/credits/balance/simple", headers=told)
    assert answer.status_code == 500 and "SECRET" not in answer.text
    assert re.fullmatch(r"inc_[0-9a-f]{12}", answer.json()["data"]["incident"])
    assert answer.headers["X-Error-Code"] == "500" and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_outage_is_503_and_says_when_to_come_back(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """api.md: "503 | overloaded, database or storage away; `Retry-After` ≤ 30"."""

    def away(*_: object) -> None:
        raise DatabaseAway("The database is away. Try again shortly.")

    told = _bearer(_token(client))
    monkeypatch.setattr(projects, "list_projects", away)
    answer = client.get("/api/projects", headers=told)
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, 503, "5")


def test_no_credits_is_2001_with_the_way_to_more(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """api.md: "2001 | 403 | no credits; anonymous: `register_url` = `<web>/register?bind=<user_id>`"."""
    told = _token(client)

    def spent(backend: Any, account: Any) -> None:
        raise credits.no_credits(backend, account, 5, 0)

    monkeypatch.setattr(credits, "balance", spent)
    answer = client.get("/api/credits/balance/simple", headers=_bearer(told))
    assert (answer.status_code, answer.json()["code"]) == (403, 2001)
    assert answer.json()["data"] == {"register_url": f"http://localhost/register?bind={told['user_id']}"}


def test_links_and_cookies_are_for_https_where_pages_are(client_of: NewClient) -> None:
    client = client_of(base_url="https://video.example.org", public_url="https://video.example.org")
    page = client.get("/login")
    assert "max-age" in page.headers["Strict-Transport-Security"]
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-photoplay_visit=") and "Secure" in cookie and "HttpOnly" in cookie
    assert "SameSite=lax" in cookie and "Path=/" in cookie
    told = _bearer(_token(client))
    claim = client.post("/api/auth/claim-token", json={"session_id": _session(client, told)}, headers=told)
    assert claim.json()["claim_url"].startswith("https://video.example.org/workspace/claim?ct=clm_")


def test_links_expire(client: TestClient, clock: Clock) -> None:
    """faults.md 16; api.md: "live 7 days"."""
    from photoplay.services import links

    url = links.sign(client.app.state.backend, "/files/renders/rnd_x.mp4")  # type: ignore[attr-defined]
    assert client.get(url).json()["code"] == 1002  # signed, but there is no such file
    clock.advance(days=7.1)
    answer = client.get(url)
    assert (answer.status_code, answer.json()["code"]) == (403, 403) and "expired" in answer.json()["message"]


def test_registration_can_be_closed(client_of: NewClient, cheap_passwords: None) -> None:
    client = client_of(registration_open=False)
    page = client.get("/register")
    assert "closed" in page.text and "<form" not in page.text.partition("<h1>")[2]
    csrf = re.findall(r'name="csrf" value="(\w+)"', client.get("/login").text)[0]
    told = {"csrf": csrf, "email": "a@example.org", "password": "long enough"}
    assert client.post("/register", data=told).status_code == 403


def test_registering_says_the_same_for_known_addresses(client: TestClient, cheap_passwords: None) -> None:
    """faults.md 33."""
    csrf = re.findall(r'name="csrf" value="(\w+)"', client.get("/register").text)[0]
    told = {"csrf": csrf, "email": "a@example.org", "password": "long enough"}
    first = client.post("/register", data=told)
    second = client.post("/register", data={**told, "password": "another one"})
    assert first.status_code == second.status_code == 303 and first.text == second.text
    assert first.headers["Location"] == second.headers["Location"] == "/login?registered=1"
    assert client.post("/login", data={**told, "password": "another one"}).status_code == 401
    short = client.post("/register", data={**told, "password": "short"})
    assert short.status_code == 422 and "8 to 256" in short.text


def test_guessing_is_slowed_for_each_account(client_of: NewClient, cheap_passwords: None) -> None:
    client = client_of(login_attempts=3)
    csrf = re.findall(r'name="csrf" value="(\w+)"', client.get("/register").text)[0]
    told = {"csrf": csrf, "email": "a@example.org", "password": "long enough"}
    client.post("/register", data=told)
    statuses = [
        client.post("/login", data={**told, "password": f"wrong{n}wrong"}).status_code for n in range(4)
    ]
    assert statuses == [401, 401, 401, 429]
    assert client.post("/login", data=told).status_code == 429  # also the right one, for a while
    other = client.post("/login", data={**told, "email": "b@example.org"})
    assert other.status_code == 401


def test_a_login_ends_with_logout_and_its_forms_with_it(client: TestClient, cheap_passwords: None) -> None:
    csrf = re.findall(r'name="csrf" value="(\w+)"', client.get("/register").text)[0]
    told = {"csrf": csrf, "email": "a@example.org", "password": "long enough"}
    client.post("/register", data=told)
    assert client.post("/login", data=told).headers["Location"] == "/workspace"
    page = client.get("/workspace")
    inside = re.findall(r'name="csrf" value="(\w+)"', page.text)[0]
    assert inside != csrf  # bound to the login
    stolen = client.cookies["photoplay_login"]
    assert client.post("/logout", data={"csrf": inside}).status_code == 303
    client.cookies.set("photoplay_login", stolen)
    assert client.get("/workspace").headers["Location"] == "/login"


def test_the_owners_link_is_not_spent_by_a_browser_that_looks_ahead(client: TestClient) -> None:
    from photoplay.services import registration

    key = registration.owner_key(client.app.state.backend)  # type: ignore[attr-defined]
    assert client.get(f"/login/key?key={key}", headers={"Sec-Purpose": "prefetch"}).status_code == 403
    assert client.head(f"/login/key?key={key}").status_code == 403  # as chats do to show a preview
    assert client.get(f"/login/key?key={key}").headers["Location"] == "/workspace"
    assert client.get(f"/login/key?key={key}").status_code == 401


def test_pages_escape_what_strangers_typed(client: TestClient) -> None:
    """faults.md 10."""
    told = _bearer(_token(client))
    name = "<img src=x onerror=alert(1)>"
    session = client.post("/api/tasks/me/with-session/nemo_agent", json={"task_name": name}, headers=told)
    claim = client.post(
        "/api/auth/claim-token", json={"session_id": session.json()["session_id"]}, headers=told
    )
    token = claim.json()["claim_token"]
    page = client.get(f"/workspace/claim?ct={token}").text
    assert "<img src=x" not in page and "&lt;img src=x" in page
    page = client.get('/login?bind="><script>').text
    assert "<script" not in page


def test_not_ready_is_503(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from photoplay.store.files import FileStore

    monkeypatch.setattr(FileStore, "is_writable", lambda self: False)
    monkeypatch.setattr(operators, "_layers", lambda backend: ["limits"])
    alive = SimpleNamespace(is_alive=True)
    app = cast(FastAPI, client.app)
    app.state.backend = replace(app.state.backend, pool=alive, queue=alive)
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["data"]["storage"] is False
    assert "storage" in answer.json()["message"] and answer.headers["X-Error-Code"] == "503"


def test_metrics_are_for_the_operator(client_of: NewClient) -> None:
    abroad = client_of(peer="203.0.113.7", base_url="http://v.example.org", allowed_hosts=("v.example.org",))
    assert abroad.get("/metrics").status_code == 403


def test_a_stream_ends_soon_after_its_token(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from photoplay.server import renders as routes
    from photoplay.services import accounts, renders, tokens
    from photoplay.store.renders import Render

    told = _token(client)
    backend = client.app.state.backend  # type: ignore[attr-defined]
    caller = accounts.authenticate(backend, told["token"])
    waits = Render(
        "rnd_1",
        caller.account.id,
        "r1",
        "1" * 19,
        "f",
        1,
        "pending",
        0.0,
        None,
        0,
        1,
        None,
        None,
        "",
        0,
        "",
        {},
    )
    looks: list[int] = []

    def get(*_: object) -> Render:
        looks.append(1)
        if len(looks) == 3:
            tokens.revoke_token(backend, caller.account.id, caller.token.id)
        return waits

    monkeypatch.setattr(renders, "get", get)
    monkeypatch.setattr(routes, "_POLL_S", 0.0)
    monkeypatch.setattr(routes, "_KNOWN_S", 0.0)
    answer = client.get("/api/render/proxy/lambda/r1/events", headers=_bearer(told))
    assert answer.text.rstrip().splitlines()[-1].startswith('data: {"errorCode": 1001')
    assert len(looks) == 3


def test_a_link_to_a_video_in_the_making_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    making = SimpleNamespace(is_final=False, progress=42.0)
    monkeypatch.setattr(renders, "by_uid", lambda backend, uid: making)
    answer = client.get(links.sign(cast(FastAPI, client.app).state.backend, "/files/renders/rnd_1.mp4"))
    assert answer.status_code == 409 and "42 %" in answer.json()["message"]
