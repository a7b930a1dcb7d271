"""Wishes about time: verbs, photos and values said in many ways mean one thing."""

from __future__ import annotations

from itertools import product

import pytest
from tests.unit.agent.language.saying import edits, every, intents, number, said

from photoplay.agent.language.meaning import Ref

_THIRD = ("third photo", "photo 3", "the 3rd picture", "pic three", "第三张", "第3张照片", "第三張")
_FIVE = ("5 seconds", "5s", "five secs", "5秒", "五秒", "5 sec")


@pytest.mark.parametrize(("photo", "length"), list(product(_THIRD, _FIVE)))
def test_a_photo_and_a_length_need_no_verb(photo: str, length: str) -> None:
    assert said(f"{photo} {length}") == [("set_photo_seconds", {"seconds": 5.0}, number(3))]


@pytest.mark.parametrize("verb", ["show", "hold", "keep", "display"])
def test_verbs_of_staying_say_the_same(verb: str) -> None:
    assert said(f"{verb} the third photo for 5 seconds") == [
        ("set_photo_seconds", {"seconds": 5.0}, number(3))
    ]


@pytest.mark.parametrize("verb", ["放", "停", "停留", "显示", "持续", "播放"])
def test_chinese_verbs_of_staying_say_the_same(verb: str) -> None:
    assert said(f"第三张{verb}五秒") == [("set_photo_seconds", {"seconds": 5.0}, number(3))]


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("make the second photo longer", 1.5),
        ("make the second photo a bit longer", 1.25),
        ("make the second photo much longer", 2.0),
        ("make the second photo shorter", 0.6667),
        ("the second photo twice as long", 2.0),
        ("the second photo half as long", 0.5),
        ("photo 2 is too long", 0.6667),
        ("photo 2 is too short", 1.5),
        ("第二张长一点", 1.25),
        ("第二张缩短一半", 0.5),
        ("第二张太长了", 0.6667),
    ],
)
def test_comparatives_of_one_photo(text: str, factor: float) -> None:
    assert said(text) == [("set_photo_seconds", {"factor": factor}, number(2))]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("make photo 2 two seconds longer", 2.0),
        ("add 2 seconds to photo 2", 2.0),
        ("第二张再长两秒", 2.0),
        ("第二张加两秒", 2.0),
        ("第二张多停两秒", 2.0),
        ("第二张少放一秒", -1.0),
        ("make photo 2 shorter by 1 second", -1.0),
    ],
)
def test_by_how_many_seconds(text: str, by: float) -> None:
    assert said(text) == [("set_photo_seconds", {"by": by}, number(2))]


@pytest.mark.parametrize(
    "text",
    ["the whole video 24 seconds", "make the video 24 s long", "total 24 seconds", "把整条视频拉长到24秒",
     "总时长24秒", "shorten the whole thing to 24 seconds"],
)  # fmt: skip
def test_the_length_of_the_whole(text: str) -> None:
    assert said(text) == [("set_total_seconds", {"seconds": 24.0}, None)]


@pytest.mark.parametrize(
    "text",
    ["2 s per photo", "every picture 2 seconds", "each photo for two seconds", "每张两秒", "所有照片统一2秒"],
)
def test_every_photo(text: str) -> None:
    assert said(text) == [("set_photo_seconds", {"seconds": 2.0}, every())]


@pytest.mark.parametrize("text", ["too fast", "太快了", "the pace is too fast", "slow it down", "整体慢下来"])
def test_too_fast_is_slower(text: str) -> None:
    (wish,) = intents(text)
    assert wish.act == "change_pace"
    assert wish.slots["factor"] < 1


@pytest.mark.parametrize("text", ["it drags", "有点闷", "too long", "太拖沓了"])
def test_what_drags_becomes_shorter(text: str) -> None:
    (wish,) = intents(text)
    assert wish.act in ("set_total_seconds", "change_pace")
    assert (wish.slots["factor"] < 1) == (wish.act == "set_total_seconds")


@pytest.mark.parametrize("text", ["first photo 3 s, the others 2 s each", "第一张3秒，其余每张2秒"])
def test_two_lengths_in_one_message(text: str) -> None:
    first, others = said(text)
    assert first == ("set_photo_seconds", {"seconds": 3.0}, number(1))
    assert others[1] == {"seconds": 2.0}
    assert others[2] is not None
    assert others[2].exclude == (Ref("number", 1),)


def test_a_complaint_and_the_wish_about_it_are_one() -> None:
    assert said("the video is too long, halve it") != []
    assert said("整支影片太長了啦 縮短一半") == [("set_total_seconds", {"factor": 0.5}, None)]


@pytest.mark.parametrize(
    "text",
    ["how long is the third photo?", "is the video too long?", "这个视频多长？", "what's the length of photo 2?",
     "don't change the length", "how many seconds per photo?"],
)  # fmt: skip
def test_questions_and_protections_change_nothing(text: str) -> None:
    assert edits(text) == []


def test_twice_as_fast_halves_and_half_speed_doubles() -> None:
    (fast,) = intents("twice as fast")
    (slow,) = intents("half the speed")
    assert (fast.slots["factor"], slow.slots["factor"]) == (2.0, 0.5)


@pytest.mark.parametrize("percent", [10, 20, 50])
def test_percents_longer_and_shorter(percent: int) -> None:
    (longer,) = intents(f"make the video {percent}% longer")
    (shorter,) = intents(f"make the video {percent}% shorter")
    assert longer.slots["factor"] == pytest.approx(1 + percent / 100)
    assert shorter.slots["factor"] == pytest.approx(1 - percent / 100)
