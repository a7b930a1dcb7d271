"""What people read: who is logged in, what went wrong, and the way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.service_backend import a_member
from tests.unit.server.conftest import NewClient

from photoplay.server.forms import LOGIN
from photoplay.services import credits, registration
from photoplay.services.backend import Backend

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


def _backend(client: TestClient) -> Backend:
    found: Backend = client.app.state.backend  # type: ignore[attr-defined]
    return found


def _csrf(client: TestClient, path: str) -> str:
    return re.findall(r'name="csrf" value="(\w+)"', client.get(path).text)[0]


def _log_in(client: TestClient, email: str = "ann@example.org", plan: str = "free") -> None:
    account = a_member(_backend(client), email, plan).account
    client.cookies.set(LOGIN, registration.log_in(_backend(client), account).secret)


def test_the_workspace_says_who_is_in_it(client: TestClient) -> None:
    _log_in(client)
    page = client.get("/workspace").text
    assert "Logged in as ann@example.org. Plan: free. 100 credits left." in page


def test_the_owner_has_no_limit(client: TestClient) -> None:
    client.get(f"/login/key?key={registration.owner_key(_backend(client))}")
    assert (
        "Logged in as the owner of this server. Plan: owner. No limit of credits."
        in client.get("/workspace").text
    )


def test_a_plan_of_the_operators_own_works(client_of: NewClient) -> None:
    client = client_of(plans={"gold": {"has_credit_limit": False}})
    operator = {"Authorization": "Bearer adm_secret"}
    account = a_member(_backend(client)).account
    told = client.post(f"/api/admin/accounts/{account.id}/plan", json={"plan": "gold"}, headers=operator)
    assert told.json()["data"]["plan"] == "gold"
    client.cookies.set(LOGIN, registration.log_in(_backend(client), account).secret)
    assert "Plan: gold. No limit of credits." in client.get("/workspace").text


def test_tokens_are_listed_in_words(client: TestClient) -> None:
    _log_in(client)
    client.post("/workspace/tokens", data={"csrf": _csrf(client, "/workspace"), "name": "bot"})
    client.post("/workspace/tokens", data={"csrf": _csrf(client, "/workspace"), "name": "all", "scope": "*"})
    page = client.get("/workspace").text
    assert "may see, change, add files and make videos; made 2026-01-01, ends 2027-01-01" in page
    assert "may do everything; made" in page


def test_registering_leads_to_the_login_with_the_address(client: TestClient, cheap_passwords: None) -> None:
    told = {"csrf": _csrf(client, "/register"), "email": "ä@example.org", "password": "long enough"}
    answer = client.post("/register", data=told)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?registered=1")
    page = client.get("/login?registered=1").text
    assert "has one now" in page and 'value="ä@example.org"' in page
    answer = client.post("/login", data=told)
    assert answer.headers["Location"] == "/workspace"
    assert "ann" not in client.get("/").text
    assert client.get("/login").headers["Location"] == "/workspace"
    assert "photoplay_email" not in client.cookies


def test_too_many_attempts_show_the_form_again(client_of: NewClient, cheap_passwords: None) -> None:
    client = client_of(login_attempts=1)
    told = {"csrf": _csrf(client, "/login"), "email": "a@example.org", "password": "wrong one"}
    client.post("/login", data=told)
    answer = client.post("/login", data=told)
    assert answer.status_code == 429 and "Try again in 15 minutes" in answer.text
    assert 'action="/login"' in answer.text and 'value="a@example.org"' in answer.text
    assert answer.headers["X-Error-Code"] == "429"


@pytest.mark.parametrize(
    ("path", "referer", "back"),
    [
        ("/login", "http://localhost/login?bind=x", "/login?bind=x"),
        ("/register", "", "/register"),
        ("/login", "http://evil.example/login?bind=y", "/login"),
        ("/login", "http://localhost/elsewhere", "/login"),
        ("/workspace/tokens", "http://localhost/workspace", "/workspace"),
    ],
)
def test_a_refused_form_leads_back_to_it(client: TestClient, path: str, referer: str, back: str) -> None:
    answer = client.post(path, data={"csrf": "0" * 64}, headers={**BROWSER, "Referer": referer})
    assert answer.status_code == 403 and f'href="{back}">Back to the form' in answer.text


def test_a_fault_is_a_page_for_people(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("SECRET /srv/data")

    _log_in(client)
    monkeypatch.setattr(credits, "balance", broken)
    answer = client.get("/workspace", headers=BROWSER)
    assert answer.status_code == 500 and answer.headers["X-Error-Code"] == "500"
    assert answer.text.startswith("<!doctype html>") and "inc_" in answer.text and "SECRET" not in answer.text
    assert "inc_" in client.get("/workspace").json()["message"]  # for programs


def test_messages_on_pages_hide_paths(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from photoplay.errors import DatabaseAway

    def away(*_: object) -> None:
        raise DatabaseAway(f"{tmp_path}/photoplay.db is away.")

    monkeypatch.setattr(credits, "balance", away)
    _log_in(client)
    answer = client.get("/workspace", headers=BROWSER)
    assert answer.status_code == 503 and str(tmp_path) not in answer.text
