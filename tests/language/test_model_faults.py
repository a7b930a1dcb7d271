"""A real model that is away, slow, or talks nonsense: the planner does the turn, and the answer says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.language.llm_world import llm_world
from tests.language.world import World, records_of, slideshow_of
from tests.llm_server import Call, Drop, Fail, Hang, Reply, Say, Script

from photoplay.agent.llm import guard
from photoplay.timeline.model import Timeline

NAMES = ("beach.jpg", "city.jpg", "dog.jpg")
MESSAGES = {
    "en": "make the second photo 5 seconds long",
    "zh": "把第二张照片改成5秒",
    "zh-TW": "把第二張照片改成5秒",
}
TOLD = {"en": "built-in planner", "zh": "内置的规划器", "zh-TW": "內建的規劃器"}


def _always(reply: Reply) -> Callable[[], Script]:
    return lambda: lambda asked: reply


def _after_work(reply: Reply) -> Callable[[], Script]:
    """First it takes the first photo away and makes all of them grey, then it fails."""

    def script(asked: dict[str, Any]) -> Reply:
        is_later = any(one["role"] == "tool" for one in asked["messages"])
        return reply if is_later else Call([("set_look", {"look": "bw"}), ("set_motion", {"motion": "hold"})])

    return lambda: script


def _endless() -> Script:
    numbers = iter(range(1, 10**6))
    return lambda asked: Call([("set_photo_seconds", {"photos": [1], "seconds": 1 + next(numbers) % 50})])


FAULTS: dict[str, Callable[[], Script]] = {
    "500": _always(Fail(500)),
    "429": _always(Fail(429, headers={"retry-after": "600"})),
    "silence": _always(Hang()),
    "broken off": _always(Drop()),
    "garbage": _always(Fail(200, "<html>")),
    "nothing": _always(Say("")),
    "broken arguments": _always(Call([("remove_text", "{oops")])),
    "unknown tools": _always(Call([("make_coffee", {"cups": 1})])),
    "wrong arguments": _always(Call([("set_photo_seconds", {"photos": {"x": []}, "seconds": "many"})])),
    "one call for ever": _always(Call([("set_look", {"look": "bw"})])),
    "calls without end": _endless,
    "500 after work": _after_work(Fail(500)),
    "silence after work": _after_work(Hang()),
    "broken off after work": _after_work(Drop()),
    "unknown tools after work": _after_work(Call([("make_coffee", {})])),
    "broken arguments after work": _after_work(Call([("set_look", "[]")])),
}


def _world() -> World:
    records = records_of(NAMES)
    return World(records, timeline=slideshow_of(records), undo=[Timeline()])


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("language", MESSAGES)
def test_the_planner_does_the_turn_and_the_answer_says_so(
    fault: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_PAUSE_S", 0.0)
    alone = _world()
    expected = alone.say(MESSAGES[language])
    assert expected.after != expected.before
    seconds = 0.5 if "silence" in fault else 30.0
    with llm_world(_world(), FAULTS[fault](), seconds=seconds) as (world, server):
        seen = world.say(MESSAGES[language])
    assert world.fell_back[-1] is not None
    assert seen.after == expected.after
    assert len(world.undo) == 2  # one revision, whatever was tried before
    assert TOLD[language] in seen.reply
    assert seen.language == language
    assert "5" in seen.reply
    assert len(server.asked) <= 12


def test_a_tool_s_refusal_is_for_the_model_to_mend() -> None:
    """A wrong argument is told to it; the next try counts."""

    def script(asked: dict[str, Any]) -> Reply:
        results = [one["content"] for one in asked["messages"] if one["role"] == "tool"]
        if not results:
            return Call([("set_photo_seconds", {"photos": [9], "seconds": 5})])
        if "refused" in results[-1]:
            return Call([("set_photo_seconds", {"photos": [2], "seconds": 5})])
        return Say("Photo 2 now shows 99 seconds. Would you like music?")

    with llm_world(_world(), script) as (world, _):
        seen = world.say(MESSAGES["en"])
    assert world.fell_back == [None]
    assert seen.after == _world().say(MESSAGES["en"]).after
    assert "99" not in seen.reply and "Would you like music?" in seen.reply


@pytest.mark.parametrize(
    ("message", "lie", "is_edit"),
    [
        ("what can you do?", "I have already added music to your video.", False),
        ("make the second photo 5 seconds long", "Done! The second photo now shows 77 seconds.", True),
        ("把第二张照片改成5秒", "好的，第二张照片已经改成77秒了！", True),
        ("hello", "✅ All set!", False),
    ],
)
def test_a_model_that_only_claims_is_sent_back_and_then_the_planner_does_it(
    message: str, lie: str, is_edit: bool
) -> None:
    with llm_world(_world(), lambda asked: Say(lie)) as (world, server):
        seen = world.say(message)
    assert world.fell_back == ["garbage"]
    assert len(server.asked) == 3
    assert "nothing has been done" in server.asked[-1]["messages"][-1]["content"]
    assert (seen.before != seen.after) == is_edit
    assert lie not in seen.reply and "77" not in seen.reply


def test_a_model_that_claims_and_then_calls_is_forgiven() -> None:
    def script(asked: dict[str, Any]) -> Reply:
        if len(asked["messages"]) == 2:
            return Say("Done, photo 2 is longer.")
        is_later = any(one["role"] == "tool" for one in asked["messages"])
        return Say("") if is_later else Call([("set_photo_seconds", {"photos": [2], "seconds": 5})])

    with llm_world(_world(), script) as (world, _):
        seen = world.say(MESSAGES["en"])
    assert world.fell_back == [None]
    assert seen.before != seen.after


def test_a_model_answers_a_question_in_its_own_words() -> None:
    words = "You have three photos. Which mood of music do you like?"
    with llm_world(_world(), lambda asked: Say(words)) as (world, _):
        assert world.say("which music would fit?").reply == words


def test_what_was_said_before_is_known_to_the_model() -> None:
    with llm_world(_world(), lambda asked: Say("Which one do you mean?")) as (world, server):
        world.say("hello there")
        world.say("and now?")
    told = [one["content"] for one in server.asked[-1]["messages"] if one["role"] != "system"]
    assert told[:2] == ["hello there", "Which one do you mean?"]
    assert told[2].endswith("\nand now?")
