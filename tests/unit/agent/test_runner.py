"""One turn in ADK: what the planner calls, in which order, within which bounds, and whose words come last."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from google.adk.events.event import Event
from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types
from tests.waiting import HANGS_S

from photoplay.agent import runner, wire
from photoplay.agent.desk import Desk
from photoplay.agent.llm.breaker import Breaker
from photoplay.agent.llm.models import ModelOptions, RealModel
from photoplay.agent.outcome import Outcome
from photoplay.agent.scene import Memory, Scene
from photoplay.agent.sessions import whole_turns
from photoplay.agent.tools import table
from photoplay.agent.turn import MOST_TOOL_CALLS, TurnContext, TurnEnd
from photoplay.errors import InvalidEdit
from photoplay.media.record import MediaRecord
from photoplay.timeline.find import photos
from photoplay.timeline.model import Timeline

SESSION = "1" * 19


@dataclass
class Kept:
    """An outside that keeps nothing but the desks that it was given."""

    failure: str = ""
    past: Sequence[Mapping[str, Any]] = ()
    desks: list[Desk] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def keep(self, desk: Desk) -> Outcome:
        self.desks.append(desk)
        return Outcome(1, failure=self.failure)

    def recent(self, count: int) -> Sequence[Mapping[str, Any]]:
        self.counts.append(count)
        return self.past[-count:]


def a_scene(count: int = 3, **values: Any) -> Scene:
    records = tuple(
        MediaRecord(f"img_{n}", f"{n}.jpg", Path(), "image", "jpeg", 4000, 3000, 10**6, f"{n:064}")
        for n in range(count)
    )
    return Scene(Timeline(), records, **values)


def told(
    message: str, outside: Kept | None = None, scene: Scene | None = None, real: RealModel | None = None
) -> tuple[TurnEnd, list[dict[str, Any]], TurnContext]:
    """Runs one message; what it leaves behind, its events, and the turn."""
    events: list[dict[str, Any]] = []

    async def run() -> tuple[TurnEnd, TurnContext]:
        context = TurnContext(message, Desk(scene or a_scene()), outside or Kept())
        end = await asyncio.wait_for(runner.drive(context, SESSION, events.append, real), HANGS_S)
        return end, context

    end, context = asyncio.run(run())
    return end, events, context


def parts_of(events: list[dict[str, Any]], kind: str) -> list[Any]:
    return [part[kind] for event in events for part in event["content"]["parts"] if kind in part]


def a_cut() -> Timeline:
    desk = Desk(a_scene())
    table.call(desk, "make_video", {"kind": "slideshow", "seconds": 9})
    assert len(photos(desk.timeline)) == 3
    return desk.timeline


# -- the planner ----------------------------------------------------------------------------------------


def test_calls_come_in_the_order_said_and_the_answer_last() -> None:
    outside = Kept()
    scene = a_scene()
    scene = Scene(a_cut(), scene.bin)
    end, events, context = told(
        "delete the last photo and make the first photo 5 seconds long", outside, scene
    )
    assert [call["name"] for call in parts_of(events, "functionCall")] == [
        "remove_photos",
        "set_photo_seconds",
    ]
    assert [entry.tool for entry in context.desk.journal] == ["remove_photos", "set_photo_seconds"]
    answered = [answer["id"] for answer in parts_of(events, "functionResponse")]
    assert answered == [call["id"] for call in parts_of(events, "functionCall")]
    left = photos(context.desk.timeline)
    assert len(left) == 2 and left[0].duration_ms == 5000
    assert parts_of(events[-1:], "text") == [end.text] and len(outside.desks) == 1
    assert outside.counts == []  # the planner reads no events of the past


def test_a_greeting_calls_nothing() -> None:
    outside = Kept()
    end, events, context = told("谢谢你！", outside, Scene(a_cut(), a_scene().bin))
    assert len(events) == 1 and parts_of(events, "text") == [end.text] and end.text
    assert not context.desk.is_changed and context.desk.journal == []
    assert (end.language, end.told_language) == ("zh", "zh")


def test_the_language_of_the_last_message_that_told_one_is_kept() -> None:
    scene = Scene(a_cut(), a_scene().bin, language="en", memory=Memory(language="zh-TW"))
    end, _, _ = told("12345", scene=scene)
    assert (end.language, end.told_language, end.memory.language) == ("zh-TW", "", "zh-TW")


def test_what_could_not_be_kept_is_said_and_not_remembered() -> None:
    memory = Memory(photos=("c1",), language="en")
    scene = Scene(a_cut(), a_scene().bin, memory=memory)
    end, _, _ = told("remove the second photo", Kept(failure="It was changed elsewhere."), scene)
    assert "It was changed elsewhere." in end.text
    assert end.memory == memory


def test_every_event_is_read_by_adk_and_holds_no_more_than_the_contract_names() -> None:
    _, events, _ = told("make a 10 second video")
    known = {"id", "invocationId", "author", "timestamp", "actions", "content"}
    for content in events:
        assert set(content) == known and content["author"] == "photoplay"
        again = Event.model_validate(content)
        assert wire.told(again) == content


def test_a_tool_that_fails_is_told_and_the_turn_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = table.call

    def call(desk: Desk, name: str, args: Mapping[str, Any]) -> dict[str, Any]:
        if name == "remove_photos":
            raise InvalidEdit("There is no such photo.")
        return usual(desk, name, args)

    monkeypatch.setattr(table, "call", call)
    scene = Scene(a_cut(), a_scene().bin)
    _, events, context = told("delete the last photo and make the first photo 5 seconds long", scene=scene)
    answers = parts_of(events, "functionResponse")
    assert answers[0]["response"] == {"error": "There is no such photo."}
    assert photos(context.desk.timeline)[0].duration_ms == 5000


def test_a_planner_that_never_ends_ends_its_own_turn_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from photoplay.agent import model

    release = threading.Event()
    monkeypatch.setattr(model, "STEP_S", 0.05)
    monkeypatch.setattr(model, "plan", lambda context: release.wait(2) and ())
    try:
        with pytest.raises(TimeoutError):
            told("hello")
    finally:
        release.set()


def test_nothing_is_said_on_the_console(caplog: pytest.LogCaptureFixture) -> None:
    runner.quieten()
    with warnings.catch_warnings(record=True) as seen, caplog.at_level(logging.WARNING):
        told("make a 10 second video")
    assert [str(one.message) for one in seen] == [] and caplog.records == []


# -- real models ----------------------------------------------------------------------------------------


class Scripted(BaseLlm):
    """A model that says what a test wants."""

    model: str = "scripted"
    answers: list[list[types.Part]]
    requests: list[LlmRequest]
    is_endless: bool = False

    async def generate_content_async(
        self, llm_request: LlmRequest, stream: bool = False
    ) -> AsyncGenerator[LlmResponse, None]:
        self.requests.append(llm_request.model_copy(deep=True))
        parts = self.answers[0] if self.is_endless else self.answers.pop(0)
        yield LlmResponse(content=types.Content(role="model", parts=parts))


def calls(*wanted: tuple[str, dict[str, Any]]) -> list[types.Part]:
    return [types.Part(function_call=types.FunctionCall(name=name, args=args)) for name, args in wanted]


def says(text: str) -> list[types.Part]:
    return [types.Part(text=text)]


def real(*answers: list[types.Part], is_endless: bool = False) -> RealModel:
    llm = Scripted(answers=list(answers), requests=[], is_endless=is_endless)
    return RealModel(llm, ModelOptions("openai/scripted", key="k"), Breaker())


def test_a_model_that_claims_what_it_did_not_do_is_not_believed() -> None:
    scene = Scene(a_cut(), a_scene().bin)
    end, _, context = told(
        "make it nicer please", scene=scene, real=real(says("Done! I have added fireworks."))
    )
    assert "fireworks" not in end.text and not context.desk.is_changed


def test_a_models_calls_run_in_their_order_and_the_facts_are_told() -> None:
    cut = a_cut()
    model = real(
        calls(("remove_photos", {"photos": [3]}), ("set_photo_seconds", {"photos": [1], "seconds": 6})),
        says("I removed five photos."),
    )
    end, events, context = told(
        "delete the third photo and show the first for 6 seconds", scene=Scene(cut, a_scene().bin), real=model
    )
    assert [call["name"] for call in parts_of(events, "functionCall")] == [
        "remove_photos",
        "set_photo_seconds",
    ]
    assert len(photos(context.desk.timeline)) == 2 and photos(context.desk.timeline)[0].duration_ms == 6000
    assert "five" not in end.text and end.text == parts_of(events[-1:], "text")[0]


def test_an_endless_model_ends() -> None:
    scene = Scene(a_cut(), a_scene().bin)
    loop = calls(("set_photo_seconds", {"photos": [1], "seconds": 4}))
    end, _, context = told(
        "show the first photo for 4 seconds", scene=scene, real=real(loop, is_endless=True)
    )
    assert end.text and context.calls <= MOST_TOOL_CALLS


def test_only_recent_events_are_read_and_never_half_a_turn() -> None:
    def message(n: int) -> dict[str, Any]:
        content = {"role": "user", "parts": [{"text": f"message {n}"}]}
        return {"id": f"t-{n}", "author": "user", "timestamp": float(n), "content": content}

    half = {
        "author": "photoplay",
        "content": {
            "role": "user",
            "parts": [{"functionResponse": {"id": "x", "name": "undo", "response": {}}}],
        },
    }
    past = [half, message(1), wire.failure(500, "broken"), wire.told(wire.spoken("fine")), message(2)]
    outside, model = Kept(past=past), real(says("What should I change?"))
    told("hm", outside, Scene(a_cut(), a_scene().bin), model)
    assert outside.counts == [20]
    asked = cast(Scripted, model.llm).requests[0].contents
    said = [part.text or "" for content in asked for part in content.parts or [] if part.text]
    assert any("message 1" in text for text in said) and any("fine" in text for text in said)
    assert not any(part.function_response for content in asked for part in content.parts or [])
    assert [event.author for event in whole_turns(past)] == ["user", "photoplay", "user"]


def test_what_looks_like_a_secret_reaches_no_client() -> None:
    token = "nmv_usr_" + "a" * 32
    event = wire.spoken(f"your token is {token}")
    call = types.FunctionCall(
        id="1", name="x", args={"deep": [{"told": token, "n": float("nan"), "at": Path("/a")}]}
    )
    other = Event(
        author="photoplay", content=types.Content(role="model", parts=[types.Part(function_call=call)])
    )
    for one in (event, other):
        assert token not in str(wire.told(one))
    args = wire.told(other)["content"]["parts"][0]["functionCall"]["args"]
    assert args["deep"][0]["n"] is None
