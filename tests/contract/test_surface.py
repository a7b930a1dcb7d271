"""What every answer has: headers, envelopes, the OpenAPI document. And what no request can do."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from tests.contract.running import Account, Service, a_project, ok, refused, start, stop
from tests.waiting import HANGS_S

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _paths(http: httpx.Client) -> list[tuple[str, str]]:
    told = http.get("/openapi.json").json()["paths"]
    pages = ["/", "/login", "/register", "/workspace", "/workspace/claim?ct=x", "/docs", "/static/style.css"]
    listed = [(m.upper(), re.sub(r"\{\w+\}", "x", path)) for path, calls in told.items() for m in calls]
    return [*listed, *(("GET", page) for page in pages), ("GET", "/nowhere"), ("DELETE", "/healthz")]


def test_every_answer_carries_the_security_headers(http: httpx.Client, me: Account) -> None:
    """faults.md 10, 36: header coverage 100 %; no page may be shown in a frame."""
    lacking = []
    for method, path in _paths(http):
        for client in (Account(http, "wrong", ""), me):
            answer = client.call(method, path)
            policy = answer.headers.get("Content-Security-Policy", "")
            for name, value in _ALWAYS.items():
                if answer.headers.get(name) != value:
                    lacking.append((method, path, name))
            if "default-src 'none'" not in policy or not (
                "frame-ancestors 'none'" in policy or "sandbox" in policy
            ):
                lacking.append((method, path, "Content-Security-Policy"))
            if "Permissions-Policy" not in answer.headers or "Cache-Control" not in answer.headers:
                lacking.append((method, path, "Permissions-Policy or Cache-Control"))
            if path.startswith("/api/") and not path.endswith(".json"):
                assert answer.headers["Cache-Control"] in ("no-store", "no-cache"), path
    assert lacking == []


def test_unknown_routes_and_methods_are_in_the_envelope(http: httpx.Client) -> None:
    """api.md: "404, 405 | unknown route, wrong method: in the envelope too"."""
    refused(http.get("/nowhere"), 404, 404)
    refused(http.get("/api/"), 404, 404)
    for method, path, allowed in (
        ("DELETE", "/healthz", "GET, HEAD"),
        ("POST", "/files/renders/x.mp4", "GET, HEAD"),
        ("DELETE", "/login", "GET, HEAD, POST"),
        ("PUT", "/api/tokens", "GET, HEAD, POST"),
    ):
        answer = http.request(method, path)
        refused(answer, 405, 405)
        assert answer.headers["Allow"] == allowed, path


@pytest.mark.parametrize(
    "path", ["/", "/login", "/docs", "/healthz", "/api/presets", "/openapi.json", "/nowhere"]
)
def test_head_is_get_without_its_body(http: httpx.Client, path: str) -> None:
    """api.md: "What takes `GET` takes `HEAD` too"."""
    there, head = http.get(path), http.head(path)
    assert head.status_code == there.status_code and head.content == b""
    assert head.headers.get("Content-Length") == there.headers.get("Content-Length")
    assert head.headers["Content-Type"] == there.headers["Content-Type"]


def test_browsers_get_pages_and_programs_the_envelope(http: httpx.Client) -> None:
    """api.md: "Outside of `/api/`, errors are pages for whoever asks for `text/html`"."""
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    for path, status in (("/nowhere", 404), ("/files/renders/x.mp4?e=1&s=x", 403)):
        shown = http.get(path, headers=browser)
        assert shown.status_code == status and shown.headers["X-Error-Code"] == str(status)
        assert shown.text.startswith("<!doctype html>") and 'href="/"' in shown.text
        refused(http.get(path), status, status)
    refused(http.get("/api/nowhere", headers=browser), 404, 404)
    foreign = http.post("/register", headers={**browser, "Origin": "https://evil.example"})
    assert foreign.status_code == 403 and foreign.text.startswith("<!doctype html>")


def test_request_ids_are_kept_when_sane(http: httpx.Client) -> None:
    assert http.get("/healthz", headers={"X-Request-Id": "abc-1"}).headers["X-Request-Id"] == "abc-1"
    made = http.get("/healthz", headers={"X-Request-Id": "a b"}).headers["X-Request-Id"]
    assert re.fullmatch(r"[0-9a-f]{16}", made)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.nip.io", "localhost.evil.example", "127.0.0.1@evil.example", "", "a b"],
)
def test_foreign_hosts_are_refused(service: Service, host: str) -> None:
    """faults.md 31, 32: a rebound name against loopback, a forged Host."""
    url = httpx.URL(service.url)
    with socket.create_connection((url.host, url.port), timeout=HANGS_S) as line:
        line.sendall(f"GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        told = b""
        while piece := line.recv(65536):
            told += piece
    assert told.startswith(b"HTTP/1.1 403") and b'"code":403' in told and b"nosniff" in told


@pytest.mark.parametrize(
    "raw",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET /" + b"a" * 500_000,
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 500_000,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_http_gets_an_answer_in_words(service: Service, raw: bytes) -> None:
    """Headers and envelope also where no route is reached; faults.md 18: endless headers are refused."""
    url = httpx.URL(service.url)
    told = b""
    with socket.create_connection((url.host, url.port), timeout=HANGS_S) as line, suppress(ConnectionError):
        line.sendall(raw + b"\r\n\r\n")
        while piece := line.recv(65536):
            told += piece
    assert told.startswith((b"HTTP/1.1 422", b"HTTP/1.1 403")) or (told == b"" and len(raw) > 100_000)
    if told:
        assert b'"code":4' in told and b"nosniff" in told.lower()


def test_links_follow_no_forged_header(me: Account) -> None:
    """faults.md 32: poisoned links: 0."""
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
        "X-Forwarded-For": "203.0.113.9",
    }
    session = me.session()
    answer = me.call("POST", "/api/auth/claim-token", json={"session_id": session}, headers=forged)
    assert ok(answer)["claim_url"].startswith(str(me.http.base_url).rstrip("/"))
    assert "evil" not in me.call("GET", f"/api/state/nemo_agent/me/{session}/latest", headers=forged).text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"]
)
def test_foreign_origins_change_nothing(http: httpx.Client, me: Account, origin: str) -> None:
    """faults.md 31: accepted: 0."""
    refused(me.call("POST", "/api/tasks/me/with-session/nemo_agent", headers={"Origin": origin}), 403, 403)
    answer = http.get("/workspace", headers={"Origin": origin, "Cookie": "photoplay_login=x"})
    assert answer.status_code == 403
    own = str(http.base_url).rstrip("/")
    ok(me.call("POST", "/api/tasks/me/with-session/nemo_agent", headers={"Origin": own}))


def test_forms_need_their_token(service: Service, http: httpx.Client) -> None:
    """faults.md 31: a forged form changes nothing, with or without a login."""
    for path in (
        "/login",
        "/register",
        "/register/take",
        "/logout",
        "/workspace/tokens",
        "/workspace/tokens/revoke",
    ):
        assert http.post(path, data={"email": "a@b.org", "password": "12345678"}).status_code == 403, path
        assert http.post(path, data={"csrf": "0" * 64}).status_code == 403, path


def test_metrics_tell_routes_not_ids(http: httpx.Client, me: Account) -> None:
    session = me.session()
    me.state(session)
    told = http.get("/metrics").text
    assert 'route="/api/state/nemo_agent/{user_id}/{session_id}/latest"' in told
    assert session not in told and me.user_id not in told
    refused(http.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}), 403, 403)


def test_the_log_holds_no_secrets(service: Service, http: httpx.Client, me: Account) -> None:
    """faults.md 15: tokens, client ids, user ids, links' signatures, file names: never in the log."""
    session = me.session(task_name="NAME-OF-PROJECT")
    claim = ok(me.call("POST", "/api/auth/claim-token", json={"session_id": session}))["claim_token"]
    http.get(f"/workspace/claim?ct={claim}")
    http.get(f"/register?bind={me.user_id}")
    me.upload(session, ("NAME-OF-FILE.jpg", b"broken"))
    http.post("/api/auth/anonymous-token", headers={"X-Client-Id": "CLIENT-ID-IN-CLEAR"})
    log = service.log()
    for secret in (me.token, me.user_id, claim, session, "NAME-OF", "CLIENT-ID", service.admin_token):
        assert secret not in log
    assert '"event": "request"' in log and '"route": "/register"' in log


def test_a_stolen_database_holds_no_tokens(service: Service, me: Account) -> None:
    """faults.md 15: stored only as SHA-256."""
    claim = ok(me.call("POST", "/api/auth/claim-token", json={"session_id": me.session()}))["claim_token"]
    stored = b"".join(
        path.read_bytes()
        for path in Path(service.data_dir).glob("*.db*")
        if path.is_file()
    )  # fmt: skip
    assert me.token.encode() not in stored and claim.encode() not in stored


def test_links_may_be_shown_on_other_sites(me: Account) -> None:
    """api.md: signed links "may be shown on other sites"; nothing else may."""
    _, links = _links(me)
    for link in links:
        assert me.http.get(link).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert me.http.head(link).status_code == 200
    assert me.http.get("/").headers["Cross-Origin-Resource-Policy"] == "same-origin"


def _links(me: Account) -> tuple[str, list[str]]:
    session, _ = a_project(me)
    told = me.state(session)["state"]["video_infos"][0]
    return session, [told["cdn_url"], told["thumbnail_url"]]


def test_files_are_for_the_servers_user_alone(service: Service, me: Account) -> None:
    """operations.md: "for its own user alone (umask 077)"."""
    a_project(me)
    own = [path for path in service.data_dir.rglob("*") if path.name not in ("log.txt", "told.txt")]
    assert len(own) > 3
    assert [path for path in own if path.exists() and path.stat().st_mode & 0o077] == []


def test_polls_are_not_news(tmp_path: Path) -> None:
    """operations.md: the log "has a line for each request that changes something or is refused"."""
    running = start(tmp_path / "quiet")
    try:
        with httpx.Client(base_url=running.url, trust_env=False, timeout=HANGS_S) as http:
            http.get("/api/presets")
            http.get("/nowhere")
            http.post("/api/auth/anonymous-token", headers={"X-Client-Id": "x"})
    finally:
        stop(running)
    log = running.log()
    assert "/api/presets" not in log and '"status": 404' in log and "/api/auth/anonymous-token" in log


def test_health_and_readiness(http: httpx.Client) -> None:
    assert ok(http.get("/healthz")) == {"status": "alive"}
    told = ok(http.get("/readyz"))
    assert told["database"] is True and told["storage"] is True and told["disk"] is True
    assert "limits" in told["sandbox_layers"]


def test_docs_bring_no_scripts_and_nothing_from_elsewhere(http: httpx.Client) -> None:
    page = http.get("/docs").text
    assert "<script" not in page and "http://" not in page and "https://" not in page
    for path in http.get("/openapi.json").json()["paths"]:
        assert path in page
