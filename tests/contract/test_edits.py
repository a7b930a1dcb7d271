"""Edits by name and single frames: what MCP and other programs work with."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import numpy as np
from PIL import Image
from tests.contract.running import Account, ok, photo, refused


def _project(me: Account, photos: int = 3) -> str:
    session = me.session()
    ok(me.upload(session, *((f"photo{number}.jpg", photo(number, (320, 180))) for number in range(photos))))
    return session


def _edit(me: Account, session: str, *edits: dict[str, Any], **headers: str) -> httpx.Response:
    return me.call("POST", f"/api/projects/{session}/edits", json={"edits": list(edits)}, headers=headers)


def _made(me: Account) -> str:
    session = _project(me)
    ok(_edit(me, session, {"tool": "make_video", "arguments": {}}))
    return session


def test_the_tools_that_edit_are_published_with_their_arguments(http: httpx.Client) -> None:
    tools = {tool["name"]: tool for tool in ok(http.get("/api/tools"))}
    assert {"make_video", "set_photo_seconds", "add_text", "set_music", "set_aspect"} <= set(tools)
    assert not {"undo", "export_video", "get_credits"} & set(tools), "those have endpoints of their own"
    schema = tools["set_photo_seconds"]["parameters"]
    assert schema["additionalProperties"] is False and set(schema["required"]) <= set(schema["properties"])
    assert all(tool["description"] for tool in tools.values())


def test_edits_land_as_one_revision_and_tell_what_changed(me: Account) -> None:
    session = _made(me)
    before = me.state(session)
    told = ok(
        _edit(
            me, session,
            {"tool": "set_photo_seconds", "arguments": {"photos": "2", "seconds": 5}},
            {"tool": "set_aspect", "arguments": {"aspect": "9:16"}},
        )
    )  # fmt: skip
    assert told["revision"] == before["revision"] + 1
    assert told["state"]["history"]["undo"] == before["state"]["history"]["undo"] + 1
    video = next(track for track in told["state"]["draft"]["t"] if track["tt"] == 0)
    assert video["sg"][1]["d"] == 5000 and told["state"]["canvas_config"]["aspect_ratio"] == "9:16"
    assert any("5" in line for line in told["changes"]) and told["price"] == 1
    after = me.state(session)
    assert after["state"]["draft"] == told["state"]["draft"]
    undone = ok(me.call("POST", f"/api/projects/{session}/undo"))
    assert undone["state"]["draft"] == before["state"]["draft"]


def test_one_edit_that_cannot_be_made_keeps_all_from_being_made(me: Account) -> None:
    session = _made(me)
    before, credits = me.state(session), ok(me.call("GET", "/api/credits/balance/simple"))
    answer = _edit(
        me, session,
        {"tool": "set_aspect", "arguments": {"aspect": "1:1"}},
        {"tool": "set_photo_seconds", "arguments": {"photos": "9", "seconds": 5}},
    )  # fmt: skip
    assert refused(answer, 422, 422)["field"] == "edits[1]"
    assert "Edit 2" in answer.json()["message"]
    assert me.state(session)["revision"] == before["revision"]
    assert ok(me.call("GET", "/api/credits/balance/simple")) == credits


def test_edits_that_change_nothing_make_no_revision_and_cost_nothing(me: Account) -> None:
    session = _made(me)
    told = ok(_edit(me, session, {"tool": "set_aspect", "arguments": {"aspect": "4:5"}}))
    credits = ok(me.call("GET", "/api/credits/balance/simple"))
    again = ok(_edit(me, session, {"tool": "set_aspect", "arguments": {"aspect": "4:5"}}))
    assert (again["revision"], again["changes"], again["price"]) == (told["revision"], [], 0)
    assert ok(me.call("GET", "/api/credits/balance/simple")) == credits


def test_edits_meant_for_another_revision_are_a_conflict(me: Account) -> None:
    session = _made(me)
    revision = me.state(session)["revision"]
    slower = {"tool": "set_photo_seconds", "arguments": {"photos": "1", "seconds": 4.2}}
    data = refused(_edit(me, session, slower, **{"If-Match": str(revision - 1)}), 409, 409)
    assert data["revision"] == revision and data["draft"]["t"]
    assert ok(_edit(me, session, slower, **{"If-Match": f'"{revision}"'}))["revision"] == revision + 1


def test_wrong_edits_are_refused_in_words(me: Account, account: Any) -> None:
    session = _made(me)
    for edit, words in (
        ({"tool": "no_such_tool"}, "no_such_tool"),
        ({"tool": "undo"}, "endpoint"),
        ({"tool": "set_photo_seconds", "arguments": {"photos": "1"}}, "seconds"),
        ({"tool": "set_photo_seconds", "arguments": {"photos": "1", "seconds": "soon"}}, "seconds"),
        (
            {"tool": "set_photo_seconds", "arguments": {"photos": "1", "seconds": 2, "colour": "red"}},
            "colour",
        ),
    ):
        answer = _edit(me, session, edit)
        assert refused(answer, 422, 422)["field"].startswith("edits[0]")
        assert words in answer.json()["message"]
    for body in ({}, {"edits": []}, {"edits": [{"tool": "set_aspect"}] * 61}, {"edits": "all"}):
        refused(me.call("POST", f"/api/projects/{session}/edits", json=body), 422, 422)
    refused(_edit(account(), session, {"tool": "set_aspect", "arguments": {"aspect": "1:1"}}), 1002, 404)


def test_a_frame_of_the_draft_is_a_picture_of_that_moment(me: Account) -> None:
    session = _made(me)
    ok(
        _edit(
            me, session,
            {"tool": "set_photo_seconds", "arguments": {"photos": "all", "seconds": 2}},
            {"tool": "set_motion", "arguments": {"photos": "all", "motion": "hold"}},
            {"tool": "remove_transitions", "arguments": {}},
        )
    )  # fmt: skip
    pictures = []
    for at in (1.0, 3.0, 500.0):
        answer = me.call("GET", f"/api/projects/{session}/frame", params={"at": at, "width": 320})
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/jpeg"
        picture = Image.open(io.BytesIO(answer.content))
        assert picture.size == (320, 180)
        pictures.append(np.asarray(picture, np.float32))
    first, second, last = pictures
    assert abs(first - second).mean() > 5 and abs(second - last).mean() > 5
    # The picture is the photo that was sent.
    sent = np.asarray(Image.open(io.BytesIO(photo(0, (320, 180)))).convert("RGB"), np.float32)
    assert abs(first[60:120, 100:220] - sent[60:120, 100:220]).mean() < 12


def test_frames_that_cannot_be_drawn_are_refused_in_words(me: Account, account: Any) -> None:
    session = _project(me, 1)
    path = f"/api/projects/{session}/frame"
    answer = me.call("GET", path)
    refused(answer, 422, 422)
    assert "timeline" in answer.json()["message"]
    ok(_edit(me, session, {"tool": "make_video", "arguments": {}}))
    for query in ({"at": "-1"}, {"at": "nan"}, {"at": "x"}, {"width": "1"}, {"width": "999999"}):
        refused(me.call("GET", path, params=query), 422, 422)
    refused(account().call("GET", path), 1002, 404)


def test_a_frame_of_a_draft_beyond_the_plan_is_refused_and_a_large_one_drawn_small(me: Account) -> None:
    session = _made(me)
    state = me.state(session)
    draft = state["state"]["draft"]
    huge = {**draft, "m": {**draft["m"], "width": 3840, "height": 2160}}
    revision = ok(_put(me, session, huge, state["revision"]))["revision"]
    answer = me.call("GET", f"/api/projects/{session}/frame", params={"width": 1920})
    assert Image.open(io.BytesIO(answer.content)).size == (1920, 1080)
    (video,) = (track for track in huge["t"] if track["tt"] == 0)
    (last,) = video["sg"][-1:]
    last["d"] = 3 * 3_600_000
    ok(_put(me, session, {**huge, "t": [video], "d": last["s"] + last["d"]}, revision))
    refused(me.call("GET", f"/api/projects/{session}/frame"), 422, 422)


def _put(me: Account, session: str, draft: Any, revision: int) -> httpx.Response:
    headers = {"If-Match": str(revision)}
    return me.call("PUT", f"/api/projects/{session}/draft", json=draft, headers=headers)


def test_many_frames_at_once_leave_room_for_others(me: Account, account: Any) -> None:
    session, other = _made(me), account()
    place = other.session()
    path = f"/api/projects/{session}/frame"
    with ThreadPoolExecutor(24) as pool:
        asked = [
            pool.submit(me.call, "GET", path, params={"at": n / 10, "width": 1000 + n}) for n in range(24)
        ]
        assert other.state(place)["revision"] == 0
        answers = [one.result() for one in asked]
    assert {answer.status_code for answer in answers} <= {200, 429}
    assert any(answer.status_code == 200 for answer in answers)
    assert me.call("GET", path).status_code == 200, "places are given back"
