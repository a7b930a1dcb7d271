"""faults.md 14: every route with another account's token. What is somebody else's is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.contract.running import SMALL, Account, Service, ok, photo, refused
from tests.waiting import HANGS_S

Strange = tuple[str, str, dict[str, Any]]


def _all_of(owner: Account) -> tuple[dict[str, str], str]:
    """A project with everything that can be asked for by id."""
    session = owner.session(task_name="SECRET-NAME")
    file = ok(owner.upload(session, ("SECRET-FILE.jpg", photo(1))))["files"][0]["id"]
    ok(owner.export(session, "render_of_owner", output=SMALL))
    task = owner.state(session)["task_id"]
    said = {"session_id": session, "new_message": {"parts": [{"text": "SECRET-WORDS"}]}}
    turn = owner.call("POST", "/run_sse", json=said).headers["X-Turn-Id"]
    ids = {"session": session, "file": file, "render": "render_of_owner", "task": task, "turn": turn}
    return ids, session


def _calls(ids: dict[str, str]) -> list[Strange]:
    """Every route of the contract that names something by its id."""
    session, file, render = ids["session"], ids["file"], ids["render"]
    project, proxy = f"/api/projects/{session}", f"/api/render/proxy/lambda/{render}"
    return [
        ("GET", f"/api/state/nemo_agent/me/{session}/latest", {}),
        ("POST", f"/api/upload-video/nemo_agent/me/{session}", {"files": [("files", ("x.jpg", photo(2)))]}),
        (
            "POST",
            f"/api/upload-video/nemo_agent/me/{session}",
            {"json": {"urls": ["https://example.org/a.jpg"]}},
        ),
        ("POST", "/api/auth/claim-token", {"json": {"session_id": session, "task_id": ids["task"]}}),
        ("PATCH", project, {"json": {"name": "mine now"}}),
        ("POST", f"{project}/duplicate", {}),
        ("DELETE", project, {}),
        ("PUT", f"{project}/draft", {"json": {"t": []}, "headers": {"If-Match": "0"}}),
        ("POST", f"{project}/undo", {}),
        ("POST", f"{project}/redo", {}),
        (
            "POST",
            f"{project}/edits",
            {"json": {"edits": [{"tool": "set_aspect", "arguments": {"aspect": "1:1"}}]}},
        ),
        ("GET", f"{project}/frame", {}),
        ("POST", "/run_sse", {"json": {"session_id": session, "new_message": {"parts": [{"text": "undo"}]}}}),
        ("GET", f"{project}/messages", {}),
        ("GET", f"{project}/turns/{ids['turn']}/events", {}),
        ("POST", f"{project}/turns/{ids['turn']}/stop", {}),
        ("GET", f"{project}/assets", {}),
        ("PUT", f"{project}/assets/{file}/role", {"json": {"role": "logo"}}),
        ("DELETE", f"{project}/assets/{file}", {}),
        ("POST", "/api/render/proxy/lambda", {"json": {"id": "r1", "sessionId": session}}),
        ("POST", "/api/render/proxy/draft", {"json": {"id": "r2", "sessionId": session}}),
        ("GET", proxy, {}),
        ("GET", f"/api/render/proxy/{render}", {}),
        ("POST", f"{proxy}/cancel", {}),
        ("GET", f"{proxy}/events", {}),
        ("GET", f"/api/render/proxy/{render}/download", {}),
        ("HEAD", f"/api/render/proxy/{render}/download", {}),
    ]


#: Routes that name nothing of an account by id, or that take no token. The rest must stand in ``_calls``.
_NOTHING_TO_LEAK = {
    ("POST", "/api/auth/anonymous-token"),
    ("GET", "/api/credits/balance/simple"),
    ("POST", "/api/tokens"),
    ("GET", "/api/tokens"),
    ("POST", "/api/tokens/{token_id}/revoke"),  # see test_tokens_of_others
    ("POST", "/api/tasks/{user_id}/with-session/nemo_agent"),
    ("GET", "/api/projects"),
    ("GET", "/api/renders"),
    ("GET", "/api/presets"),
    ("GET", "/api/profiles"),
    ("GET", "/api/schema/draft.json"),
    ("GET", "/api/routing.json"),
    ("GET", "/api/tools"),
    ("GET", "/files/assets/{session_id}/{name}"),  # by signature alone
    ("GET", "/files/thumbnails/{session_id}/{name}"),
    ("GET", "/files/renders/{name}"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
}


def test_another_accounts_token_finds_nothing(me: Account, account: Callable[[], Account]) -> None:
    """Leaking cells: 0."""
    ids, session = _all_of(me)
    before = me.state(session)["state"]["draft"]
    stranger = account()
    leaks = []
    for method, path, given in _calls(ids):
        answer = stranger.call(method, path, **given)
        if answer.status_code != 404 or "SECRET" in answer.text or answer.headers["X-Error-Code"] != "1002":
            leaks.append((method, path, answer.status_code, answer.text[:100]))
    assert leaks == []
    assert me.state(session)["state"]["draft"] == before
    for path in ("/api/projects", "/api/renders", f"/api/renders?session_id={session}"):
        assert ok(stranger.call("GET", path)) == []


def test_nothing_answers_without_a_token(me: Account) -> None:
    ids, _ = _all_of(me)
    nobody = Account(me.http, "wrong", "")
    for method, path, given in _calls(ids):
        answer = nobody.call(method, path, **given)
        assert (answer.status_code, answer.headers["X-Error-Code"]) == (401, "1001"), (method, path)


def test_the_matrix_is_complete(me: Account) -> None:
    """A new route is entered above."""
    paths = me.http.get("/openapi.json").json()["paths"]
    told = {(method.upper(), path) for path, calls in paths.items() for method in calls}
    names = {"session_id": "S", "render_id": "R", "asset_id": "F", "user_id": "me", "turn_id": "N"}
    filled = {(m, p.format_map(_Left(names))): (m, p) for m, p in told}
    ids = {"session": "S", "render": "R", "file": "F", "task": "T", "turn": "N"}
    covered = {filled[call] for call in ((m, p) for m, p, _ in _calls(ids)) if call in filled}
    assert told - covered - _NOTHING_TO_LEAK == set()


class _Left(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def test_tokens_of_others(service: Service, me: Account, account: Callable[[], Account]) -> None:
    """Anonymous tokens manage no tokens; others manage their own account's alone."""
    data = refused(me.call("GET", "/api/tokens"), 403, 403)
    assert data["scope"] == "*"
    admin = Account(me.http, service.admin_token, "")
    whole = [_member(admin, f"{name}@example.org") for name in ("ann", "bob")]
    made = ok(whole[0].call("POST", "/api/tokens", json={"name": "one", "scopes": ["read"]}))
    refused(whole[1].call("POST", f"/api/tokens/{made['id']}/revoke"), 1002, 404)
    assert made["id"] not in {one["id"] for one in ok(whole[1].call("GET", "/api/tokens"))}
    reader = Account(me.http, made["token"], "")
    ok(reader.call("GET", "/api/projects"))
    data = refused(reader.call("POST", "/api/tasks/me/with-session/nemo_agent"), 403, 403)
    assert data["scope"] == "write"
    ok(whole[0].call("POST", f"/api/tokens/{made['id']}/revoke"))
    refused(reader.call("GET", "/api/projects"), 1001, 401)


def _member(admin: Account, email: str) -> Account:
    """A registered account with a token that may do everything, made by way of the pages."""
    import re

    import httpx

    told = {"email": email, "password": "long enough"}
    answer = admin.call("POST", "/api/admin/accounts", json=told)
    assert answer.status_code in (200, 422), answer.text
    with httpx.Client(base_url=admin.http.base_url, trust_env=False, timeout=HANGS_S) as browser:
        csrf = re.findall(r'name="csrf" value="(\w+)"', browser.get("/login").text)[0]
        assert browser.post("/login", data={**told, "csrf": csrf}).status_code == 303
        csrf = re.findall(r'name="csrf" value="(\w+)"', browser.get("/workspace").text)[0]
        page = browser.post("/workspace/tokens", data={"csrf": csrf, "name": "whole", "scope": "*"}).text
    return Account(admin.http, re.findall(r"<pre>(\S+)</pre>", page)[0], "")


@pytest.mark.parametrize("scope", ["read", "write", "upload", "render"])
def test_each_route_asks_for_its_scope(service: Service, me: Account, scope: str) -> None:
    """api.md: "the token lacks the scope", with data.scope; a token of all other scopes is not enough."""
    admin = Account(me.http, service.admin_token, "")
    whole = _member(admin, f"scopes-{scope}@example.org")
    others = [one for one in ("read", "write", "upload", "render") if one != scope]
    token = ok(whole.call("POST", "/api/tokens", json={"name": "less", "scopes": others}))["token"]
    less = Account(me.http, token, "")
    ids, _ = _all_of(whole)
    asked = 0
    for method, path, given in _calls(ids):
        if method == "DELETE":
            continue
        answer = less.call(method, path, **given)
        if answer.status_code == 403 and method != "HEAD":
            assert answer.json()["data"] == {"scope": scope}, (method, path, answer.text)
            asked += 1
    assert asked > 0
