"""POST /run_sse and what belongs to it: the stream, its refusals, the history, stopping and coming back."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from google.adk.cli.adk_web_server import RunAgentRequest
from google.adk.cli.conformance.adk_web_server_client import AdkWebServerClient
from google.adk.events.event import Event
from google.genai import types
from tests.contract.running import ATTRIBUTION, Account, Service, a_project, ok, refused
from tests.waiting import HANGS_S

from photoplay.server.limits import CHARACTER_BYTES, SLACK_BYTES


def message(session: str, text: str, **more: Any) -> dict[str, Any]:
    new = {"role": "user", "parts": [{"text": text}]}
    return {"app_name": "nemo_agent", "user_id": "me", "session_id": session, "new_message": new, **more}


def events_in(lines: Iterator[str] | list[str]) -> list[dict[str, Any]]:
    """What a plain reader of lines finds."""
    told = (line[5:].strip() for line in lines if line.startswith("data:"))
    return [json.loads(data) for data in told if data]


def say(me: Account, session: str, text: str, **more: Any) -> list[dict[str, Any]]:
    answer = me.call("POST", "/run_sse", json=message(session, text, **more))
    assert answer.status_code == 200, answer.text
    return events_in(answer.text.splitlines())


def text_of(events: list[dict[str, Any]]) -> str:
    assert not [event for event in events if "errorCode" in event], events
    return "".join(part.get("text", "") for event in events for part in event["content"]["parts"])


def history(me: Account, session: str, **query: Any) -> Any:
    return ok(me.call("GET", f"/api/projects/{session}/messages", params=query))


def spend_all(service: Service, me: Account) -> None:
    """The operator takes all credits."""
    with httpx.Client(base_url=service.url, trust_env=False, timeout=HANGS_S) as admin:
        told = admin.post(
            f"/api/admin/accounts/{me.user_id}/credits",
            json={"amount": -credits_of(me)},
            headers={"Authorization": f"Bearer {service.admin_token}"},
        )
        assert told.status_code == 200, told.text


def credits_of(me: Account) -> int:
    return int(ok(me.call("GET", "/api/credits/balance/simple"))["available"])


# -- the stream -----------------------------------------------------------------------------------------


def test_a_turn_as_the_skills_do_it(me: Account) -> None:
    session, _ = a_project(me, 3)
    answer = me.call("POST", "/run_sse", json=message(session, "make a 9 second video"))
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert answer.headers["Cache-Control"] == "no-cache" and answer.headers["X-Accel-Buffering"] == "no"
    lines = answer.text.splitlines()
    # The first thing that is heard is a heartbeat, before anything was worked on.
    assert lines[:3] == ["event: heartbeat", "data:", ""]
    assert {line.partition(":")[0] for line in lines} <= {"event", "data", ""}
    events = events_in(lines)
    for event in events:
        assert "error" not in event and "errorCode" not in event
        assert event["author"] == "photoplay" and event["id"] and event["invocationId"] and event["timestamp"]
    calls = [
        part["functionCall"]["name"]
        for event in events
        for part in event["content"]["parts"]
        if "functionCall" in part
    ]
    assert calls == ["make_video"]
    assert len(events[-1]["content"]["parts"]) == 1 and "9s" in text_of(events)
    state = me.state(session, since=0)
    assert state["revision"] == 1 and state["state"]["draft"]["d"] == 9000 and state["changes"]
    assert state["state"]["history"] == {"undo": 1, "redo": 0}
    assert state["summary"] in text_of(events)


@pytest.mark.parametrize(
    "body",
    [
        lambda session: {"sessionId": session, "newMessage": {"parts": [{"text": "hello"}]}},
        lambda session: {"session_id": session, "new_message": {"parts": [{"text": "hel"}, {"text": "lo"}]}},
        lambda session: message(session, "hello", streaming=False, stateDelta=None, invocation_id="x"),
        lambda session: {**message(session, "hello"), "userId": "me", "appName": "other"},
    ],
)
def test_snake_and_camel_case_and_optional_fields(me: Account, body: Callable[[str], Any]) -> None:
    answer = me.call("POST", "/run_sse", json=body(me.session()))
    assert answer.status_code == 200 and text_of(events_in(answer.text.splitlines()))


def test_with_streaming_the_answer_comes_in_pieces_too(me: Account) -> None:
    session, _ = a_project(me, 2)
    events = say(me, session, "make a 9 second video", streaming=True)
    pieces = [event for event in events if event.get("partial")]
    assert len(pieces) > 1 and not events[-1].get("partial")
    assert text_of(pieces) == text_of(events[-1:])
    assert all(Event.model_validate(event) for event in events)
    assert not any(event.get("partial") for event in say(me, session, "hello"))


def adk_events(service: Service, me: Account, session: str, *texts: str) -> list[list[Event]]:
    """What ADK's own client reads."""

    async def run() -> list[list[Event]]:
        async with AdkWebServerClient(service.url) as client:
            headers = {"Authorization": f"Bearer {me.token}", **ATTRIBUTION}
            client._client = httpx.AsyncClient(
                base_url=service.url, headers=headers, timeout=HANGS_S, trust_env=False
            )
            found = []
            for text in texts:
                content = types.Content(role="user", parts=[types.Part(text=text)])
                request = RunAgentRequest(
                    app_name="nemo_agent", user_id="me", session_id=session, new_message=content
                )
                found.append([event async for event in client.run_agent(request)])
            return found

    return asyncio.run(run())


def test_adks_own_client_reads_the_stream(service: Service, me: Account) -> None:
    session, _ = a_project(me, 3)
    first, second = adk_events(service, me, session, "make a 9 second video", "undo")
    assert [call.name for event in first for call in event.get_function_calls()] == ["make_video"]
    assert [answer.name for event in first for answer in event.get_function_responses()] == ["make_video"]
    assert first[-1].is_final_response() and first[-1].content and first[-1].content.parts
    assert [call.name for event in second for call in event.get_function_calls()] == ["undo"]
    assert me.state(session)["state"]["draft"]["d"] == 0


# -- refusals -------------------------------------------------------------------------------------------


def test_errors_before_the_stream_are_ordinary_answers(
    http: httpx.Client, me: Account, account: Callable[[], Account]
) -> None:
    session = me.session()
    body = message(session, "hello")
    refused(http.post("/run_sse", json=body), 1001, 401)
    refused(account().call("POST", "/run_sse", json=body), 1002, 404)
    refused(me.call("POST", "/run_sse", json=message("1" * 19, "hello")), 1002, 404)
    refused(me.call("POST", "/run_sse", json={**body, "user_id": "anon_x"}), 1002, 404)
    for wrong in (
        {**body, "new_message": {"parts": []}},
        {**body, "new_message": {"parts": [{"text": "  "}]}},
        {**body, "new_message": {"parts": [{"inline_data": {"data": "aGk="}}]}},
        {**body, "new_message": "hello"},
        {"new_message": body["new_message"]},
        {"session_id": session},
    ):
        assert refused(me.call("POST", "/run_sse", json=wrong), 422, 422)["field"]
    refused(me.call("POST", "/run_sse", json=[]), 422, 422)
    refused(me.call("POST", "/run_sse", content=b"{", headers={"Content-Type": "application/json"}), 422, 422)
    assert history(me, session) == []


def test_a_message_has_8000_characters_at_most(me: Account) -> None:
    session = me.session()
    for text in ("x" * 8001, "字" * 8001, "😀" * 8001):
        data = refused(me.call("POST", "/run_sse", json=message(session, text)), 422, 422)
        assert data["field"] == "new_message.parts"
    for sign in ("字", "😀"):
        assert text_of(say(me, session, f"hello {sign * 7994}"))
    assert len(history(me, session)) == 2


def test_a_message_of_a_megabyte_is_not_read_to_its_end(me: Account) -> None:
    session = me.session()
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        head = json.dumps(message(session, "")).encode().replace(b'"text": ""', b'"text": "')
        yield head
        for _ in range(1024):
            sent += 1024
            yield b"x" * 1024
        yield b'"}]}}'

    headers = {"Content-Type": "application/json"}
    data = refused(me.call("POST", "/run_sse", content=body(), headers=headers), 422, 422)
    assert data["field"] == "new_message.parts"
    told = {"Content-Type": "application/json", "Content-Length": str(1024 * 1024)}
    whole = json.dumps(message(session, "x" * 1024 * 1024)).encode()
    refused(
        me.call("POST", "/run_sse", content=whole, headers={"Content-Type": told["Content-Type"]}), 422, 422
    )
    assert 8000 * CHARACTER_BYTES + SLACK_BYTES < 256 * 1024
    assert history(me, session) == []


def test_without_credits_undo_is_free_and_edits_are_refused_before_the_stream(
    service: Service, me: Account
) -> None:
    session, _ = a_project(me, 3)
    say(me, session, "make a 9 second video")
    spend_all(service, me)
    data = refused(me.call("POST", "/run_sse", json=message(session, "delete the last photo")), 2001, 403)
    assert data["register_url"].endswith(f"/register?bind={me.user_id}")
    assert len(history(me, session)) == 1
    for text in ("undo", "hello", "how many credits do I have?", "redo"):
        assert text_of(say(me, session, text))
    assert me.state(session)["revision"] == 3 and credits_of(me) == 0


# -- beside each other ----------------------------------------------------------------------------------


def test_two_turns_at_once_run_one_after_the_other(me: Account, service: Service) -> None:
    session, _ = a_project(me, 3)
    say(me, session, "make a 9 second video")
    found: dict[str, list[dict[str, Any]]] = {}

    def one(text: str) -> None:
        with httpx.Client(base_url=service.url, timeout=HANGS_S, trust_env=False) as http:
            found[text] = say(Account(http, me.token, me.user_id), session, text)

    texts = [f"make the {name} photo {seconds} seconds long" for name, seconds in (("first", 5), ("last", 6))]
    threads = [threading.Thread(target=one, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANGS_S)
    assert all(text_of(found[text]) for text in texts)
    told = history(me, session, limit=2)
    assert [turn["after_revision"] for turn in told] == [3, 2] and [
        turn["before_revision"] for turn in told
    ] == [2, 1]
    clips = me.state(session)["state"]["draft"]["t"][0]["sg"]
    assert (clips[0]["d"], clips[2]["d"]) == (5000, 6000)


def test_a_client_that_goes_away_does_not_stop_its_turn(me: Account) -> None:
    session, _ = a_project(me, 3)
    headers = {"Authorization": f"Bearer {me.token}"}
    with me.http.stream(
        "POST", "/run_sse", json=message(session, "make a 9 second video"), headers=headers
    ) as answer:
        turn = answer.headers["X-Turn-Id"]
        assert next(answer.iter_lines()) == "event: heartbeat"
    again = me.call("GET", f"/api/projects/{session}/turns/{turn}/events")
    assert "9s" in text_of(events_in(again.text.splitlines()))
    assert me.state(session)["revision"] == 1 and history(me, session)[0]["status"] == "done"


def test_coming_back_tells_what_was_missed(me: Account, account: Callable[[], Account]) -> None:
    session, _ = a_project(me, 2)
    events = say(me, session, "make a 9 second video")
    turn = history(me, session)[0]["id"]
    path = f"/api/projects/{session}/turns/{turn}/events"
    for after in range(len(events) + 1):
        lines = me.call("GET", path, params={"after": after}).text.splitlines()
        assert events_in(lines) == events[after:]
        assert [line for line in lines if line.startswith("id:")] == [
            f"id: {number}" for number in range(after + 1, len(events) + 1)
        ]
    refused(account().call("GET", path), 1002, 404)
    refused(me.call("GET", f"/api/projects/{session}/turns/turn_none/events"), 1002, 404)
    refused(me.call("GET", path, params={"after": -1}), 422, 422)


def test_the_history_of_messages(me: Account, account: Callable[[], Account]) -> None:
    session, _ = a_project(me, 2)
    replies = [text_of(say(me, session, text)) for text in ("make a 9 second video", "谢谢", "undo")]
    told = history(me, session)
    assert [turn["number"] for turn in told] == [3, 2, 1]
    assert [turn["reply"] for turn in told] == replies[::-1]
    assert [turn["message"] for turn in told] == ["undo", "谢谢", "make a 9 second video"]
    assert [turn["language"] for turn in told][1] == "zh" and told[1]["after_revision"] is None
    assert told[0]["price"] == told[1]["price"] == 0 < told[2]["price"]
    assert [turn["number"] for turn in history(me, session, limit=1, before=3)] == [2]
    refused(account().call("GET", f"/api/projects/{session}/messages"), 1002, 404)


def test_a_turn_that_is_over_stays_as_it_is_when_stopped(me: Account, account: Callable[[], Account]) -> None:
    session, _ = a_project(me, 2)
    say(me, session, "make a 9 second video")
    turn = history(me, session)[0]["id"]
    path = f"/api/projects/{session}/turns/{turn}/stop"
    assert ok(me.call("POST", path))["status"] == "done" and me.state(session)["revision"] == 1
    refused(account().call("POST", path), 1002, 404)


# -- what a message may ask for besides -----------------------------------------------------------------


def test_an_export_by_message_gives_a_link_that_works(me: Account) -> None:
    session, _ = a_project(me, 1)
    say(me, session, "make a 1 second video without text at 320x180")
    before = me.state(session)
    reply = text_of(say(me, session, "export it as a draft"))
    assert me.state(session)["revision"] == before["revision"]
    renders = ok(me.call("GET", "/api/renders", params={"session_id": session}))
    assert len(renders) == 1
    done = me.finished(renders[0]["id"])
    assert done["status"] == "completed"
    link = next(word for word in reply.split() if word.startswith(str(me.http.base_url)))
    video = me.http.get(link.rstrip(".,)"))
    assert video.status_code == 200 and video.headers["Content-Type"] == "video/mp4"


def test_events_hold_no_paths_and_no_secrets(service: Service, me: Account) -> None:
    session, _ = a_project(me, 2)
    told = json.dumps(
        [say(me, session, text) for text in ("make a 9 second video", "export it", f"my token is {me.token}")]
    )
    assert str(service.data_dir) not in told and "site-packages" not in told
    assert me.token not in told.replace(json.dumps(f"my token is {me.token}"), "")
    assert me.token not in service.log() and "Traceback" not in service.log()
