"""Lengths of several photos in one message, however they are listed."""

from __future__ import annotations

from itertools import product

import pytest
from tests.unit.agent.language.saying import number, said

from photoplay.agent.language.meaning import Ref, Selection

_SECONDS = {1: 2.0, 2: 3.0, 4: 6.0}

_ENGLISH = {
    1: ("photo 1", "the first", "pic one"),
    2: ("photo 2", "the second"),
    4: ("photo 4", "the fourth one"),
}
_CHINESE = {1: ("第一张", "第1张照片"), 2: ("第二张", "第2张"), 4: ("第四张", "第4張")}


def _all_of(seconds: dict[int, float]) -> list[tuple[str, dict[str, float], Selection]]:
    return [("set_photo_seconds", {"seconds": value}, number(photo)) for photo, value in seconds.items()]


@pytest.mark.parametrize(
    ("turn", "glue", "unit"), list(product(range(3), (" ", ": ", " for ", " = "), (" seconds", "s", " sec")))
)
def test_photos_and_lengths_in_english(turn: int, glue: str, unit: str) -> None:
    named = {photo: words[turn % len(words)] for photo, words in _ENGLISH.items()}
    text = ", ".join(f"{named[photo]}{glue}{value:g}{unit}" for photo, value in _SECONDS.items())
    assert said(text) == _all_of(_SECONDS)


@pytest.mark.parametrize(
    ("turn", "glue", "unit"), list(product(range(2), ("", "停", "改成", "："), ("秒", "秒钟")))
)
def test_photos_and_lengths_in_chinese(turn: int, glue: str, unit: str) -> None:
    text = "，".join(f"{words[turn]}{glue}{_SECONDS[photo]:g}{unit}" for photo, words in _CHINESE.items())
    assert said(text) == _all_of(_SECONDS)


@pytest.mark.parametrize("text", ["photo 1: 2, photo 2: 3, photo 4: 6", "第一张2，第二张3，第四张6"])
def test_a_unit_need_not_be_said(text: str) -> None:
    assert said(text) == _all_of(_SECONDS)


@pytest.mark.parametrize(
    "text",
    [
        "first 2s, rest 4s",
        "2 seconds for the first and 4 for the others",
        "第一张2秒，其余4秒",
        "第一張2秒，其他的都4秒",
    ],
)
def test_the_others_are_those_that_are_not_named(text: str) -> None:
    assert said(text) == [
        ("set_photo_seconds", {"seconds": 2.0}, number(1)),
        ("set_photo_seconds", {"seconds": 4.0}, Selection((Ref("all"),), (Ref("number", 1),))),
    ]


@pytest.mark.parametrize(
    "text", ["除了最后一张8秒，其他都5秒", "all 5 secs but the last one 8", "5s each but the last 8s"]
)
def test_all_but_one(text: str) -> None:
    wishes = {str(slots["seconds"]): photos for _, slots, photos in said(text)}
    assert wishes == {"8.0": number(-1), "5.0": Selection((Ref("all"),), (Ref("number", -1),))}


def test_those_behind_follow_the_ones_in_front() -> None:
    assert [photos for _, _, photos in said("前两张3秒，后面的4秒")] == [
        Selection((Ref("range", (1, 2)),)),
        Selection((Ref("range", (3, -1)),)),
    ]


@pytest.mark.parametrize(
    "text",
    ["swap 1 and 3", "delete 2 and 4", "move 3 to 1", "photo 2 two seconds longer, photo 3 black and white"],
)
def test_other_lists_are_no_lengths(text: str) -> None:
    assert all("seconds" not in slots for _, slots, _ in said(text))
