"""What the five published documents say, one test for each sentence. Sources are named by the seeds' file names."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable

import httpx
import pytest
from tests.contract.running import SMALL, Account, ok, photo, refused


def test_anonymous_token_gives_token_with_100_credits_for_7_days(http: httpx.Client) -> None:
    """bot: "The response includes a `token` with 100 free credits valid for 7 days"; discord: "data.token"."""
    answer = http.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())})
    data = ok(answer)
    assert data["token"].startswith("nmv_usr_") and data["user_id"].startswith("anon_")
    assert data["credits"] == 100
    left = datetime.datetime.fromisoformat(data["expires_at"]) - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(days=6.99) < left <= datetime.timedelta(days=7)
    assert answer.json()["token"] == data["token"]  # at top level too


@pytest.mark.parametrize("told", [None, "", "x" * 65, "a\tb"])
def test_missing_client_id_is_400(http: httpx.Client, told: str | None) -> None:
    """bot, Error Handling: "400 | Missing X-Client-Id | Generate Client-Id and retry"."""
    headers = {} if told is None else {"X-Client-Id": told}
    refused(http.post("/api/auth/anonymous-token", headers=headers), 400, 400)


def test_second_token_for_a_client_is_429(http: httpx.Client) -> None:
    """bot: "429 | Rate limit (1 token/client/7 days) | Retry in 30s once"."""
    headers = {"X-Client-Id": str(uuid.uuid4())}
    ok(http.post("/api/auth/anonymous-token", headers=headers))
    answer = http.post("/api/auth/anonymous-token", headers=headers)
    data = refused(answer, 429, 429)
    # api.md: the header only when ≤ 120 s, because clients sleep for it.
    assert data["retry_after_s"] > 120 and "Retry-After" not in answer.headers


def test_create_session_gives_session_and_task(me: Account) -> None:
    """bot: body `{"task_name":"project","language":"<lang>"}` — returns `task_id`, `session_id`."""
    answer = me.call(
        "POST", "/api/tasks/me/with-session/nemo_agent", json={"task_name": "project", "language": "en"}
    )
    data = ok(answer)
    assert len(data["session_id"]) == 19 and data["session_id"].isdigit()
    assert data["user_id"] == me.user_id and data["task_id"]
    assert answer.json()["session_id"] == data["session_id"]


@pytest.mark.parametrize("body", ["", "{}", '{"task_name":"project"}', '{"language":"zh-TW"}'])
def test_session_fields_are_optional_and_curl_needs_no_content_type(me: Account, body: str) -> None:
    """discord: body {"task_name":"project"} alone; curl -d names it a form."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    ok(me.call("POST", "/api/tasks/me/with-session/nemo_agent", content=body, headers=headers))


def test_upload_multipart_files(me: Account) -> None:
    """bot: "file: multipart `-F "files=@/path"`"."""
    session = me.session()
    data = ok(me.upload(session, ("beach.jpg", photo(1)), ("山 é.png", photo(2, kind="PNG"))))
    assert [one["filename"] for one in data["files"]] == ["beach.jpg", "山 é.png"]
    assert data["refused"] == [] and data["session_state_applied"] is True
    for one in data["files"]:
        assert one["file_type"] == "image" and (one["width"], one["height"]) == (96, 64)
        assert len(one["hash"]) == 64 and one["size"] > 0
        for url in (one["cdn_url"], one["thumbnail_url"]):
            assert me.http.get(url).status_code == 200


def test_upload_by_url_form_is_understood(me: Account) -> None:
    """bot: "or URL: `{"urls":["<url>"],"source_type":"url"}`"; private addresses are refused with 422 (api.md)."""
    path = f"/api/upload-video/nemo_agent/me/{me.session()}"
    body = {"urls": ["http://127.0.0.1:9/a.jpg"], "source_type": "url"}
    refused(me.call("POST", path, json=body), 422, 422)


def test_credits_are_available_frozen_total(me: Account) -> None:
    """bot: "Credits: GET `/api/credits/balance/simple` — returns `available`, `frozen`, `total`"."""
    answer = me.call("GET", "/api/credits/balance/simple")
    data = ok(answer)
    assert data == {"available": 100, "frozen": 0, "total": 100}
    assert answer.json()["available"] == 100


def test_state_has_draft_video_infos_generated_media(me: Account) -> None:
    """bot: "key fields: `data.state.draft`, `data.state.video_infos`, `data.state.generated_media`"."""
    session = me.session(task_name="My trip", language="de")
    ok(me.upload(session, ("a.jpg", photo(1))))
    data = me.state(session)
    assert (
        data["state"]["draft"]["t"] == []
        and data["state"]["draft"]["d"] == 0
        and "m" in data["state"]["draft"]
    )
    assert [one["filename"] for one in data["state"]["video_infos"]] == ["a.jpg"]
    assert data["state"]["generated_media"] == []
    assert data["state"]["canvas_config"] == {
        "width": 1920,
        "height": 1080,
        "aspect_ratio": "16:9",
        "fps": 30,
    }
    assert (data["task_name"], data["language"], data["user_id"]) == ("My trip", "de", me.user_id)


def test_export_poll_download(me: Account) -> None:
    """bot: "Poll GET `/api/render/proxy/lambda/<id>` … until `status` = `completed`. Download URL at `output.url`"."""
    session = me.session()
    ok(me.upload(session, ("a.jpg", photo(1)), ("b.jpg", photo(2))))
    submitted = me.export(session, "render_1700000000", draft={}, output=SMALL)
    ok(submitted)
    told = me.finished("render_1700000000")
    assert told["status"] == "completed" and told["data"]["status"] == "completed", told
    assert told["success"] is True and told["code"] == 0 and told["progress"] == 100
    assert told["taskId"] == told["id"] == "render_1700000000"
    assert told["output"]["url"] == told["outputUrl"] and told["completedAt"] >= told["createdAt"]
    video = me.http.get(told["output"]["url"])
    assert video.headers["Content-Type"] == "video/mp4" and len(video.content) == told["output"]["size"]
    assert video.content[4:8] == b"ftyp"
    assert me.call("GET", "/api/credits/balance/simple").json()["available"] == 100  # "free, no credits"


@pytest.mark.parametrize("missing", ["X-Skill-Source", "X-Skill-Version", "X-Skill-Platform"])
def test_export_without_attribution_is_402(me: Account, missing: str) -> None:
    """bot: "Missing attribution headers will cause export to fail with 402."; nothing else is (api.md)."""
    session = me.session()
    data = refused(
        me.call(
            "POST", "/api/render/proxy/lambda", json={"id": "r", "sessionId": session}, headers={missing: ""}
        ),
        402, 402,
    )  # fmt: skip
    assert data["missing"] == [missing]
    assert me.call("GET", "/api/credits/balance/simple", headers={missing: ""}).status_code == 200


def test_unknown_or_missing_token_is_1001(http: httpx.Client) -> None:
    """bot: "1001 | Bad/expired token | Re-auth via anonymous-token"."""
    for headers in ({}, {"Authorization": "Bearer nmv_usr_wrong"}, {"Authorization": "Basic eDp5"}):
        answer = http.get("/api/credits/balance/simple", headers=headers)
        refused(answer, 1001, 401)
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_unknown_session_is_1002(me: Account) -> None:
    """bot: "1002 | Session not found | New session"."""
    for session in ("1" * 19, "x", "0", "9" * 40):
        refused(me.call("GET", f"/api/state/nemo_agent/me/{session}/latest"), 1002, 404)


@pytest.mark.parametrize("name", ["fake.jpg", "notes.txt", "page.png"])
def test_unsupported_file_is_4001_and_lists_the_formats(me: Account, name: str) -> None:
    """bot: "4001 | Unsupported file | Show supported formats"."""
    data = refused(me.upload(me.session(), (name, b"<html>hello</html>")), 4001, 415)
    assert {
        "mp4",
        "mov",
        "avi",
        "webm",
        "mkv",
        "jpg",
        "png",
        "gif",
        "webp",
        "mp3",
        "wav",
        "m4a",
        "aac",
    } <= set(data["accepted"])


def test_user_id_of_oneself_is_me(me: Account) -> None:
    """bot: paths name `me`; api.md: any other id must equal the token's account, else 1002."""
    session = me.session()
    ok(me.call("GET", f"/api/state/nemo_agent/{me.user_id}/{session}/latest"))
    refused(me.call("GET", f"/api/state/nemo_agent/anon_{'0' * 32}/{session}/latest"), 1002, 404)


def test_claim_link_shows_that_project_alone(me: Account, account: Callable[[], Account]) -> None:
    """api.md: the claim link "opens that one project in the browser and gives nothing else"."""
    session = me.session(task_name="<script>alert(1)</script>")
    ok(me.upload(session, ("<b>.jpg", photo(1))))
    state = me.state(session)
    data = ok(
        me.call("POST", "/api/auth/claim-token", json={"task_id": state["task_id"], "session_id": session})
    )
    assert data["claim_token"].startswith("clm_") and data["expires_in"] == 604800
    page = me.http.get(f"/workspace/claim?ct={data['claim_token']}")
    assert page.status_code == 200 and "<script" not in page.text and "&lt;script&gt;" in page.text
    as_token = Account(me.http, data["claim_token"], me.user_id)
    refused(as_token.call("GET", f"/api/state/nemo_agent/me/{session}/latest"), 1001, 401)
    refused(account().call("POST", "/api/auth/claim-token", json={"session_id": session}), 1002, 404)
    assert me.http.get("/workspace/claim?ct=clm_wrong").status_code == 401
