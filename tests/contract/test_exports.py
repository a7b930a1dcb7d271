"""Exports, as api.md decides them beyond the seeds."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.contract.running import (
    SMALL,
    Account,
    a_draft,
    a_project,
    ok,
    refused,
)


@pytest.mark.parametrize("draft", [None, {}, {"t": []}, "{}", ""])
def test_export_without_a_draft_makes_the_default_cut(me: Account, draft: object) -> None:
    """api.md: "A draft that is absent, {} or without segments in an export means the session's own draft"."""
    session, _ = a_project(me, 2)
    given = {} if draft is None else {"draft": draft}
    answer = ok(me.export(session, output=SMALL, **given))
    assert answer["revision"] == 1
    state = me.state(session, since=0)
    told = "Timeline (2 tracks): 1. Video: 2 photos (0-6s) 2. BGM: Lo-fi (0-6s, 35%)"
    assert state["revision"] == 1 and state["summary"] == told
    assert state["changes"]


def test_export_without_media_is_422_send_photos_first(me: Account) -> None:
    """api.md: "Without media: 422 'send photos first'"."""
    answer = me.export(me.session(), output=SMALL)
    refused(answer, 422, 422)
    assert "send photos first" in answer.json()["message"]


def test_a_draft_sent_with_an_export_does_not_change_the_session(me: Account) -> None:
    """api.md, renders; and the draft "may be a JSON string"."""
    session, files = a_project(me)
    told = ok(me.export(session, "with_draft", draft=json.dumps(a_draft(files[0])), output=SMALL))
    assert told["status"] in ("pending", "processing", "completed")
    assert me.state(session)["revision"] == 0
    assert me.finished("with_draft")["output"]["duration"] == pytest.approx(0.4, abs=0.05)


def test_the_same_export_is_the_same_job_and_another_one_is_409(me: Account) -> None:
    """api.md: "Same account, id and content: the same job. Other content: 409"."""
    session, files = a_project(me)
    first = ok(me.export(session, "once", draft=a_draft(files[0]), output=SMALL))
    again = ok(me.export(session, "once", draft=a_draft(files[0]), output=SMALL))
    assert again["createdAt"] == first["createdAt"]
    refused(me.export(session, "once", draft=a_draft(files[0], 800), output=SMALL), 409, 409)
    assert len(ok(me.call("GET", "/api/renders", params={"session_id": session}))) == 1


def test_aliases_of_the_oldest_clients(me: Account) -> None:
    """api.md: "`POST /api/render/proxy/draft` and `GET /api/render/proxy/{id}` are aliases"; session_id too."""
    session, files = a_project(me)
    body = {"id": "alias", "session_id": session, "draft": a_draft(files[0]), "output": SMALL}
    ok(me.call("POST", "/api/render/proxy/draft", json=body))
    assert ok(me.call("GET", "/api/render/proxy/alias"))["id"] == "alias"


@pytest.mark.parametrize("render_id", ["", "x" * 129, "a b", "../x", "ü", ".", "..", "..."])
def test_render_ids_have_a_form(me: Account, render_id: str) -> None:
    """api.md: "id: 1–128 of letters, digits, `_ - .`, else 422"."""
    session, _ = a_project(me)
    body = {"id": render_id, "sessionId": session}
    refused(me.call("POST", "/api/render/proxy/lambda", json=body), 422, 422)


def test_unknown_format_is_422_and_names_what_there_is(me: Account) -> None:
    """Requirement: "other formats answer 422 naming what is there"."""
    session, _ = a_project(me)
    answer = me.export(session, output={"format": "gif"})
    refused(answer, 422, 422)
    assert "mp4" in answer.json()["message"].lower()


@pytest.mark.parametrize(
    ("name", "value"),
    [("preset", "nope"), ("format", "webm"), ("max_bytes", 1), ("quality", "zz"), ("fps", 24)],
)
def test_options_beside_the_output_are_422_and_name_their_place(
    me: Account, name: str, value: object
) -> None:
    """api.md: "One of these beside `output` is refused (422) with its right place as `field`"."""
    session, _ = a_project(me)
    assert refused(me.export(session, **{name: value}), 422, 422)["field"] == f"output.{name}"


def test_unknown_options_are_passed_over_and_noted(me: Account) -> None:
    """api.md: "an unknown option in `output` is passed over, and a sentence in `notes` of the render says so"."""
    session, files = a_project(me)
    told = ok(me.export(session, "noted", draft=a_draft(files[0]), output={**SMALL, "width": 5}))
    assert len(told["notes"]) == 1 and "“width” was not known" in told["notes"][0]
    assert me.finished("noted")["notes"] == told["notes"]


def test_download_with_ranges_and_head(me: Account) -> None:
    """api.md: "`GET /api/render/proxy/{id}/download` (ranges, HEAD, `Content-Disposition`)"; before the end: 409."""
    session, files = a_project(me)
    ok(me.export(session, "long", draft=a_draft(files[0], 60_000), output={"quality": "high"}))
    early = me.call("GET", "/api/render/proxy/long/download")
    refused(early, 409, 409)
    ok(me.call("POST", "/api/render/proxy/lambda/long/cancel"))
    assert me.finished("long")["status"] == "cancelled"
    ok(me.export(session, "done", draft=a_draft(files[0]), output=SMALL))
    link = me.finished("done")["output"]["url"]
    for path, client in ((link, me.http.request), ("/api/render/proxy/done/download", me.call)):
        whole = client("GET", path)
        assert 'filename="done.mp4"' in whole.headers["Content-Disposition"]
        part = client("GET", path, headers={"Range": "bytes=4-7"})
        assert (part.status_code, part.content) == (206, b"ftyp")
        assert part.headers["Content-Range"] == f"bytes 4-7/{len(whole.content)}"
        head = client("HEAD", path)
        assert head.headers["Content-Length"] == str(len(whole.content)) and head.content == b""
        refused(client("GET", path, headers={"Range": "bytes=999999999-"}), 416, 416)
    after = ok(me.call("POST", "/api/render/proxy/lambda/done/cancel"))
    assert after["status"] == "completed"  # "cancel after it: no change"


def test_events_tell_progress_until_the_end(me: Account) -> None:
    """api.md: "`GET …/{id}/events` (SSE progress)"."""
    session, files = a_project(me)
    ok(me.export(session, "watched", draft=a_draft(files[0]), output=SMALL))
    headers = {"Authorization": f"Bearer {me.token}"}
    with me.http.stream("GET", "/api/render/proxy/lambda/watched/events", headers=headers) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert stream.headers["Cache-Control"] == "no-cache" and stream.headers["X-Accel-Buffering"] == "no"
        told = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")]
    assert told[-1]["status"] == "completed"
    assert [one["progress"] for one in told] == sorted(one["progress"] for one in told)


def test_head_of_a_stream_ends_at_once(me: Account) -> None:
    """api.md: "What takes `GET` takes `HEAD` too"; nobody reads the events of a render that goes on."""
    session, files = a_project(me)
    ok(me.export(session, "goes-on", draft=a_draft(files[0], 60_000), output={"quality": "high"}))
    head = me.call("HEAD", "/api/render/proxy/lambda/goes-on/events")
    assert head.status_code == 200 and head.headers["Content-Type"].startswith("text/event-stream")
    assert me.call("HEAD", "/api/render/proxy/goes-on/download").status_code == 409
    ok(me.call("POST", "/api/render/proxy/lambda/goes-on/cancel"))


def test_many_submissions_of_one_id_at_once_are_one_render(me: Account, scale: Callable[..., int]) -> None:
    """faults.md 21: 100 submissions of one id at once: renders: 1."""
    from concurrent.futures import ThreadPoolExecutor

    session, files = a_project(me)
    count = scale(100, least=20)
    with ThreadPoolExecutor(20) as threads:
        told = list(
            threads.map(
                lambda _: me.export(session, "race", draft=a_draft(files[0]), output=SMALL), range(count)
            )
        )
    assert {answer.status_code for answer in told} == {200}
    assert len({answer.json()["createdAt"] for answer in told}) == 1
    assert len(ok(me.call("GET", "/api/renders"))) == 1
