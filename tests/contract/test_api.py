"""What api.md decides beyond the seeds, one test for each requirement; and every code reached."""

from __future__ import annotations

import json
import re
import threading
import uuid
from typing import Any

import httpx
import pytest
from tests.contract.running import (
    Account,
    Service,
    a_draft,
    a_project,
    ok,
    photo,
    refused,
    start,
    stop,
)
from tests.waiting import HANGS_S


def test_upload_judges_each_file_by_itself(me: Account) -> None:
    """api.md: "Each file judged by itself: all refused → the first one's code; some → 200", in the order sent."""
    session = me.session()
    data = ok(
        me.upload(session, ("1.jpg", photo(1)), ("2.jpg", b"no photo"), ("3.png", photo(3, kind="PNG")))
    )
    assert [one["filename"] for one in data["files"]] == ["1.jpg", "3.png"]
    assert [(one["index"], one["filename"], one["code"]) for one in data["refused"]] == [(1, "2.jpg", 4001)]
    assert [one["filename"] for one in me.state(session)["state"]["video_infos"]] == ["1.jpg", "3.png"]


def test_a_bare_file_is_told_how_it_is_sent(me: Account) -> None:
    """api.md: "multipart field `files`, repeatable; or `{"urls":[…]}`"."""
    path = f"/api/upload-video/nemo_agent/me/{me.session()}"
    bare = me.call("POST", path, content=photo(1), headers={"Content-Type": "image/jpeg"})
    assert refused(bare, 422, 422)["field"] == "files" and "multipart field “files”" in bare.json()["message"]
    text = me.call("POST", path, files=[("files", (None, "a.jpg"))])
    assert refused(text, 422, 422) and "files" in text.json()["message"]


def test_an_upload_changes_no_timeline(me: Account) -> None:
    """api.md: "An upload only adds to the media bin"; before the first edit the draft is empty."""
    session, _ = a_project(me, 2)
    state = me.state(session)
    assert state["revision"] == 0 and state["state"]["draft"]["t"] == [] and state["state"]["draft"]["d"] == 0


@pytest.mark.parametrize("change", ["signature", "end", "path", "nothing signed"])
def test_changed_links_are_403(me: Account, change: str) -> None:
    """faults.md 16: accepted: 0. api.md: "result URLs are signed, carry no token"."""
    session = me.session()
    one, two = ok(me.upload(session, ("1.jpg", photo(1)), ("2.jpg", photo(2))))["files"]
    url = one["cdn_url"]
    assert me.token not in url
    forged = {
        "signature": url[:-1] + ("a" if url[-1] != "a" else "b"),
        "end": re.sub(r"e=(\d+)", lambda found: f"e={int(found[1]) + 1}", url),
        "path": url.replace(one["id"], two["id"]),
        "nothing signed": url.partition("?")[0],
    }[change]
    refused(me.http.get(forged), 403, 403)


def test_put_draft_undo_redo(me: Account) -> None:
    """api.md: "`PUT …/draft` with `If-Match: <revision>`; `POST …/undo`, `…/redo`"; a stale revision is 409."""
    session, files = a_project(me)
    path, draft = f"/api/projects/{session}/draft", a_draft(files[0])
    assert ok(me.call("PUT", path, json=draft, headers={"If-Match": "0"}))["revision"] == 1
    stale = refused(me.call("PUT", path, json=a_draft(files[0], 800), headers={"If-Match": "0"}), 409, 409)
    assert stale["revision"] == 1 and stale["draft"]["d"] == 400
    refused(me.call("PUT", path, json=draft), 422, 422)
    undone = ok(me.call("POST", f"/api/projects/{session}/undo"))
    assert undone["state"]["draft"]["t"] == [] and undone["state"]["history"] == {"undo": 0, "redo": 1}
    redone = ok(me.call("POST", f"/api/projects/{session}/redo"))
    assert redone["state"]["draft"]["t"][0]["sg"][0]["id"] == "s1"
    refused(me.call("POST", f"/api/projects/{session}/redo"), 422, 422)


_BROKEN_DRAFTS = {
    "NaN": b'{"t":[],"d":NaN}',
    "infinite": b'{"t":[],"d":1e999}',
    "half a character": b'{"t":[],"m":{"title":"\\ud800"}}',
    "deep": b"[" * 100_000,
    "deep in its place": b'{"t":[],"x":' + b"[" * 60_000 + b"]" * 60_000 + b"}",
    "long number": b'{"d":' + b"9" * 5000 + b"}",
    "no UTF-8": b'{"t":"\xff"}',
    "no JSON": b"{'t':[]}",
    "many segments": json.dumps({"t": [{"tt": 0, "sg": [{"s": 0, "d": 1}] * 100_000}]}).encode(),
    "negative": b'{"t":[{"tt":0,"sg":[{"s":-5,"d":-1,"src":"x"}]}]}',
    "somebody else's": b'{"t":[{"tt":0,"sg":[{"s":0,"d":100,"src":"img_0000000000000000"}]}]}',
}


@pytest.mark.parametrize("name", _BROKEN_DRAFTS)
def test_broken_drafts_are_422(me: Account, name: str) -> None:
    """faults.md 20: "422 in bounded time", 5xx: 0; as a draft, and within an export."""
    session = me.session()
    raw = _BROKEN_DRAFTS[name]
    headers = {"If-Match": "0", "Content-Type": "application/json"}
    refused(me.call("PUT", f"/api/projects/{session}/draft", content=raw, headers=headers), 422, 422)
    export = b'{"id":"r","sessionId":"' + session.encode() + b'","draft":' + raw + b"}"
    answer = me.call("POST", "/api/render/proxy/lambda", content=export, headers=headers)
    refused(answer, 422, 422)


def test_faults_name_the_field(me: Account) -> None:
    """api.md: "422 … names the path of the field"."""
    session, files = a_project(me)
    wrong = a_draft(files[0]) | {"d": 400}
    wrong["t"][0]["sg"][0]["d"] = "long"
    told = refused(
        me.call("PUT", f"/api/projects/{session}/draft", json=wrong, headers={"If-Match": "0"}), 422, 422
    )
    assert told["field"] == "t[0].sg[0].d"
    path = "/api/tasks/me/with-session/nemo_agent"
    assert refused(me.call("POST", path, json={"task_name": 5}), 422, 422)["field"] == "task_name"
    assert refused(me.call("POST", path, json=[1]), 422, 422) == {}
    xml = {"Content-Type": "text/xml"}
    refused(me.call("POST", path, content=b"<a/>", headers=xml), 422, 422)


def test_projects_can_be_listed_renamed_copied_deleted(me: Account) -> None:
    """api.md: "projects: list, rename, duplicate, delete"."""
    session, _ = a_project(me)
    ok(me.call("PATCH", f"/api/projects/{session}", json={"name": "Summer"}))
    copy = ok(me.call("POST", f"/api/projects/{session}/duplicate"))["session_id"]
    assert len(me.state(copy)["state"]["video_infos"]) == 1
    ok(me.call("DELETE", f"/api/projects/{session}"))
    refused(me.call("GET", f"/api/state/nemo_agent/me/{session}/latest"), 1002, 404)
    assert [one["session_id"] for one in ok(me.call("GET", "/api/projects"))] == [copy]


def test_roles_can_be_corrected_and_files_removed(me: Account) -> None:
    """Requirement: "role by content and name …, correctable"; api.md: "assets: list, delete, role"."""
    session, files = a_project(me, 2)
    path = f"/api/projects/{session}/assets"
    assert ok(me.call("PUT", f"{path}/{files[0]}/role", json={"role": "logo"}))["role"] == "logo"
    ok(me.call("DELETE", f"{path}/{files[1]}"))
    assert [one["id"] for one in ok(me.call("GET", path))] == [files[0]]
    refused(me.call("PUT", f"{path}/{files[1]}/role", json={"role": "photo"}), 1002, 404)


def test_register_binds_the_anonymous_account_once(service: Service, me: Account) -> None:
    """api.md: "a registered account takes over the anonymous one's projects, and its credits only once"."""
    session, _ = a_project(me)
    email = f"{uuid.uuid4().hex[:8]}@example.org"
    with httpx.Client(base_url=service.url, trust_env=False, timeout=HANGS_S) as browser:
        page = browser.get(f"/register?bind={me.user_id}")
        assert "1 project " in page.text
        told = {"email": email, "password": "long enough", "bind": me.user_id, "csrf": _csrf(page)}
        answer = browser.post("/register", data=told)
        assert answer.headers["Location"] == f"/login?registered=1&bind={me.user_id}"
        page = browser.get(answer.headers["Location"])
        assert f'value="{email}"' in page.text
        answer = browser.post("/login", data={**told, "csrf": _csrf(page)})
        assert answer.headers["Location"] == f"/register?bind={me.user_id}"
        page = browser.get(answer.headers["Location"])
        assert "Take them over" in page.text  # shown for confirmation
        assert (
            browser.post("/register/take", data={"bind": me.user_id, "csrf": _csrf(page)}).status_code == 303
        )
        assert session in browser.get("/workspace").text
        assert (
            browser.post("/register/take", data={"bind": me.user_id, "csrf": _csrf(page)}).status_code == 404
        )
        assert browser.get(f"/register?bind={me.user_id}").status_code == 404  # works once
        cookies = {c.name: c for c in browser.cookies.jar}
        assert cookies["photoplay_login"].has_nonstandard_attr("HttpOnly")
        assert cookies["photoplay_login"].get_nonstandard_attr("SameSite") == "lax"
    assert me.state(session)["task_name"] == "project"  # the chat goes on


def _csrf(page: httpx.Response) -> str:
    return re.findall(r'name="csrf" value="(\w+)"', page.text)[0]


def test_the_owners_link_works_once_and_has_no_credit_limit(service: Service) -> None:
    """Requirement: an owner's link whose account has no credit limit. Where output goes to a file, none is shown."""
    assert service.owner_url == "" and "owner-link" in (service.data_dir / "told.txt").read_text()
    with httpx.Client(trust_env=False, timeout=HANGS_S, base_url=service.url) as browser:
        told = browser.post(
            "/api/admin/owner-link", headers={"Authorization": f"Bearer {service.admin_token}"}
        )
        link = ok(told)["url"]
        assert browser.get(link).status_code == 303
        assert browser.get(link).status_code == 401
        page = browser.get("/workspace")
        page = browser.post("/workspace/tokens", data={"csrf": _csrf(page), "name": "t"})
        token = re.findall(r"<pre>(\S+)</pre>", page.text)[0]
    told = httpx.get(
        f"{service.url}/api/credits/balance/simple",
        headers={"Authorization": f"Bearer {token}"},
        trust_env=False,
        timeout=HANGS_S,
    ).json()
    assert told["available"] > 100_000


def test_login_answers_the_same_for_known_and_unknown_addresses(service: Service, http: httpx.Client) -> None:
    """faults.md 33: "slowed, same answers"."""
    admin = Account(http, service.admin_token, "")
    email = f"{uuid.uuid4().hex[:8]}@example.org"
    ok(admin.call("POST", "/api/admin/accounts", json={"email": email, "password": "long enough"}))
    with httpx.Client(base_url=service.url, trust_env=False, timeout=HANGS_S) as browser:
        csrf = _csrf(browser.get("/login"))
        pages = []
        for address in (email, f"x{email}"):
            answer = browser.post("/login", data={"email": address, "password": "wrong one", "csrf": csrf})
            assert answer.status_code == 401
            pages.append(answer.text.replace(address, ""))
        assert pages[0] == pages[1]
        statuses = [
            browser.post("/login", data={"email": email, "password": "wrong one", "csrf": csrf}).status_code
            for _ in range(12)
        ]
    assert statuses[-1] == 429 and statuses[0] == 401


def test_admin_needs_the_servers_own_token(service: Service, me: Account) -> None:
    for client in (me, Account(me.http, "adm_wrong", "")):
        refused(client.call("GET", "/api/admin/accounts"), 1001, 401)
    admin = Account(me.http, service.admin_token, "")
    assert me.user_id in {
        one["id"] for one in ok(admin.call("GET", "/api/admin/accounts", params={"limit": 1000}))
    }
    path = f"/api/admin/accounts/{me.user_id}"
    assert ok(admin.call("POST", f"{path}/credits", json={"amount": 7}))["available"] == 107
    assert ok(me.call("GET", "/api/credits/balance/simple"))["available"] == 107
    assert ok(admin.call("POST", f"{path}/plan", json={"plan": "pro"}))["plan"] == "pro"
    ok(admin.call("POST", f"{path}/disabled", json={"disabled": True}))
    refused(me.call("GET", "/api/credits/balance/simple"), 1001, 401)
    assert (service.data_dir / "server.json").stat().st_mode & 0o077 == 0


def test_limits_are_settings(tmp_path: Any) -> None:
    """Requirement: "every limit in api.md is one". Codes 402, 4002, 413, 429 of a server with tight ones."""
    plans = json.dumps({"anonymous": {"may_export": False}})
    running = start(
        tmp_path / "tight", upload_bytes="2000", requests_per_minute="12", draft_bytes="1000", plans=plans
    )
    try:
        with httpx.Client(base_url=running.url, trust_env=False, timeout=HANGS_S) as http:
            told = ok(http.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
            me = Account(http, told["token"], told["user_id"])
            session = me.session()
            large = photo(1, (900, 700), "PNG") + b"\0" * 4000
            data = refused(me.upload(session, ("large.png", large)), 4002, 413)
            assert data["limit_bytes"] == 2000
            some = ok(me.upload(session, ("large.png", large), ("small.jpg", photo(1, (32, 32)))))
            assert [one["code"] for one in some["refused"]] == [4002] and len(some["files"]) == 1
            answer = me.call(
                "PUT", f"/api/projects/{session}/draft", content=b" " * 200_000, headers={"If-Match": "0"}
            )
            refused(answer, 4002, 413)
            # Only forms may be as large as uploads: all else is read whole into memory.
            answer = me.call("POST", f"/api/upload-video/nemo_agent/me/{session}", content=b" " * 200_000)
            refused(answer, 4002, 413)
            refused(me.export(session), 402, 402)
            last = [me.call("GET", "/api/credits/balance/simple") for _ in range(12)][-1]
            data = refused(last, 429, 429)
            assert 1 <= data["retry_after_s"] <= 60 and last.headers["Retry-After"] == str(
                data["retry_after_s"]
            )
    finally:
        stop(running)


def test_it_stops_with_grace_and_says_what_is_wrong_when_it_cannot_start(tmp_path: Any) -> None:
    """Requirement: "graceful stop"; a port in use is said in plain words."""
    import subprocess
    import sys

    running = start(tmp_path / "one")
    port = httpx.URL(running.url).port
    command = [
        sys.executable,
        "-m",
        "photoplay",
        "serve",
        "--port",
        str(port),
        "--data-dir",
        str(tmp_path / "two"),
    ]
    second = subprocess.run(command, capture_output=True, text=True, timeout=HANGS_S, check=False)
    assert second.returncode == 2 and "in use already" in second.stderr and "Traceback" not in second.stderr
    stop(running)
    assert running.process.returncode == 0
    assert not (running.data_dir / "server.json").exists()


def test_slow_and_broken_senders_hold_nobody_up(me: Account) -> None:
    """faults.md 18, 19: others are served meanwhile; nothing half-kept."""
    import socket

    session = me.session()
    url = httpx.URL(str(me.http.base_url))
    lines = []
    for _ in range(50):
        line = socket.create_connection((url.host, url.port), timeout=HANGS_S)
        line.sendall(
            f"POST /api/upload-video/nemo_agent/me/{session} HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {me.token}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            "Content-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data; "
            'name="files"; filename="slow.jpg"\r\n\r\nxxxx'.encode()
        )
        lines.append(line)
    done = threading.Event()

    def ask() -> None:
        for _ in range(20):
            ok(me.call("GET", "/api/credits/balance/simple"))
        done.set()

    threading.Thread(target=ask, daemon=True).start()
    assert done.wait(HANGS_S)
    for line in lines:
        line.close()
    assert me.state(session)["state"]["video_infos"] == []


@pytest.mark.parametrize(
    "body",
    [
        b"--b\r\nA: b\r\n\r\nx\r\n" * 100_000,
        b"--b\r\n" + b"A: b\r\n" * 100,
        b"--b\r\nA: " + b"x" * 100_000,
        b"no boundary at all",
        b"",
    ],
    ids=["10^5 parts", "100 headers", "endless header", "no boundary", "nothing"],
)
def test_strange_multipart_is_422(me: Account, body: bytes) -> None:
    """faults.md 18: "refused"."""
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    path = f"/api/upload-video/nemo_agent/me/{me.session()}"
    refused(me.call("POST", path, content=body, headers=headers), 422, 422)
