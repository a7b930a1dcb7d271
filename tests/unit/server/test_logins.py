"""Guesses at passwords, the owner's link, and what counts as one address."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.unit.server.conftest import NewClient

from photoplay.errors import TooMany
from photoplay.server import forms
from photoplay.server.forms import Attempts
from photoplay.services import registration

NAME = "v.example.org"


def _refused_after(attempts: Attempts, addresses: list[str], email: str = "ann@example.org") -> int:
    """How many attempts were let through, from each address in turn."""
    for count, address in enumerate(addresses):
        try:
            attempts.count(address, email)
        except TooMany:
            return count
    return len(addresses)


def test_a_network_of_ipv6_is_one_address() -> None:
    addresses = [f"2001:db8:1:2::{number:x}" for number in range(1, 30)]
    assert _refused_after(Attempts(10), addresses) == 10
    assert _refused_after(Attempts(10), ["2001:db8::1", "2001:db8:0:1::1"] * 10) == 20


def test_many_addresses_together_have_a_bound_for_one_account() -> None:
    addresses = [f"198.51.{number // 250}.{number % 250}" for number in range(300)]
    attempts = Attempts(10)
    assert _refused_after(attempts, addresses) == 100
    with pytest.raises(TooMany):
        attempts.count("203.0.113.1", "ANN@example.org ")
    attempts.count("203.0.113.1", "bob@example.org")


def test_the_right_password_forgets_earlier_slips_from_there() -> None:
    attempts = Attempts(3)
    for _ in range(4):
        attempts.count("2001:db8::1", "ann@example.org")
        attempts.count("2001:db8::2", "ann@example.org")
        attempts.succeeded("2001:db8::3", "ann@example.org")


def test_strangers_of_one_ipv6_network_are_counted_together(client_of: NewClient) -> None:
    told: dict[str, Any] = {"allowed_hosts": (NAME,), "requests_per_minute": 5}
    clients = [client_of(f"2001:db8::{number}", f"http://{NAME}", **told) for number in range(1, 7)]
    for client in clients:  # as if all of them came to one server
        client.app.state.rate = clients[0].app.state.rate  # type: ignore[attr-defined]
    statuses = [client.get("/api/credits/balance/simple").status_code for client in clients]
    assert statuses == [401] * 5 + [429]


def _form(client: TestClient, **fields: str) -> dict[str, str]:
    return {"csrf": re.findall(r'name="csrf" value="(\w+)"', client.get("/login").text)[0], **fields}


def test_when_too_many_wait_for_their_password_others_are_told_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _form(client, email="ann@example.org", password="long enough")
    monkeypatch.setattr(forms, "_MOST_WAITING", 0)
    for path in ("/login", "/register"):
        answer = client.post(path, data=told)
        assert (answer.status_code, answer.headers["X-Error-Code"]) == (503, "503")


def test_the_owners_link_works_on_the_servers_machine_only(client_of: NewClient) -> None:
    abroad = client_of("203.0.113.7", f"http://{NAME}", public_url=f"http://{NAME}")
    key = registration.owner_key(abroad.app.state.backend)  # type: ignore[attr-defined]
    at_home = client_of(public_url=f"https://{NAME}")
    relayed = {"X-Forwarded-For": "127.0.0.1"}
    assert abroad.get(f"/login/key?key={key}").status_code == 403
    assert at_home.get(f"/login/key?key={key}", headers=relayed).status_code == 403
    answer = at_home.get(f"/login/key?key={key}")
    assert answer.headers["Location"] == "/workspace"
    # The browser came without TLS, so a cookie for TLS alone would be lost.
    assert (
        answer.headers["Set-Cookie"].startswith("photoplay_login=")
        and "Secure" not in answer.headers["Set-Cookie"]
    )


def test_the_admins_link_names_the_server_as_its_own_machine_does(client_of: NewClient) -> None:
    client = client_of(public_url=f"https://{NAME}")
    told = client.post("/api/admin/owner-link", headers={"Authorization": "Bearer adm_secret"}).json()
    assert told["data"]["url"].startswith("http://localhost/login/key?key=key_")


def test_a_new_owners_link_ends_the_one_before(client: TestClient) -> None:
    backend: Any = client.app.state.backend  # type: ignore[attr-defined]
    old, new = registration.owner_key(backend), registration.owner_key(backend)
    assert client.get(f"/login/key?key={old}").status_code == 401
    assert client.get(f"/login/key?key={new}").status_code == 303


def test_registering_counts_against_the_network_like_anonymous_accounts(
    client_of: NewClient, cheap_passwords: None
) -> None:
    client = client_of("198.51.100.7", f"http://{NAME}", allowed_hosts=(NAME,), new_accounts_per_address=3)
    client.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())})
    statuses = [
        client.post("/register", data=_form(client, email=email, password="long enough")).status_code
        for email in ("a@example.org", "b@example.org", "c@example.org", "a@example.org")
    ]
    assert statuses == [303, 303, 429, 429]  # also for an address that has an account
    answer = client.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())})
    assert answer.status_code == 429
