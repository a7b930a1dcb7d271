"""Messages that take back, mend or repeat the turn before."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.agent.language.saying import number
from tests.unit.agent.project import scene_of

from photoplay.agent.language.meaning import Intent, Ref, Selection, Understood
from photoplay.agent.language.understand import understand
from photoplay.agent.scene import Memory


def after(intent: Intent, text: str) -> Understood:
    """What a message means after a turn that did one thing."""
    return understand(text, scene_of(memory=Memory(intents=(intent,), photos=("c3",))))


_REMOVED = Intent("remove_photos", {}, number(3))
_TIMED = Intent("set_photo_seconds", {"seconds": 4.0}, number(3))


@pytest.mark.parametrize(
    "text",
    [
        "no, the second one",
        "no sorry I meant the second",
        "oops, photo 2",
        "不对，是第二张",
        "说错了，第二張",
    ],
)
def test_another_photo_is_meant(text: str) -> None:
    correction = after(_REMOVED, text).correction
    assert correction is not None
    assert correction.photos == number(2)
    assert not correction.slots


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("sry, 6", 6.0), ("no, 6 seconds", 6.0), ("five, final answer", 5.0), ("打错了，应该是2.5秒", 2.5)],
)
def test_another_number_is_meant(text: str, seconds: float) -> None:
    correction = after(_TIMED, text).correction
    assert correction is not None
    assert dict(correction.slots) == {"seconds": seconds}
    assert correction.photos is None


@pytest.mark.parametrize(
    ("last", "text", "slots"),
    [
        (Intent("set_music", {"mood": "epic"}), "no, jazz", {"mood": "jazz"}),
        (Intent("add_text", {"text": "Class of 2024"}), "sorry, “Class of 2025”", {"text": "Class of 2025"}),
        (Intent("edit_text", {"color": "#ff0000"}), "no, blue", {"color": "#1e66ff"}),
    ],
)
def test_another_value_is_meant(last: Intent, text: str, slots: dict[str, Any]) -> None:
    correction = after(last, text).correction
    assert correction is not None
    assert dict(correction.slots) == slots


@pytest.mark.parametrize(
    "text",
    ["the same for the others", "Nice, do the same to the others.", "其他的也一样", "其餘的也照這樣做"],
)
def test_the_same_for_the_others(text: str) -> None:
    assert after(_TIMED, text).again == Selection((Ref("others"),))


@pytest.mark.parametrize(
    "text", ["no music", "no text please", "no thanks", "undo", "make photo 2 longer", "thanks, great"]
)
def test_what_begins_like_a_correction_is_none(text: str) -> None:
    assert after(_TIMED, text).correction is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("make the first one four seconds wait no six seconds", 6.0),
        ("hold the first one for 4 sec.. no scratch that, 6", 6.0),
        ("第一张4秒，不对，6秒", 6.0),
    ],
)
def test_a_slip_within_the_message_is_mended(text: str, seconds: float) -> None:
    found = understand(text, scene_of()).intents
    assert [(one.act, dict(one.slots), one.photos) for one in found] == [
        ("set_photo_seconds", {"seconds": seconds}, number(1))
    ]


def test_nothing_is_corrected_where_nothing_was_done() -> None:
    assert understand("no, the second one", scene_of()).correction is None
