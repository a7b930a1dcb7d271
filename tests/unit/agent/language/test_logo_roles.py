"""Which picture is the logo, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.language.world import World, records_of

from photoplay.agent.language.logo_roles import logos_told

_BIN = ("a.jpg", "b.jpg", "c.jpg", "mark one.png")


def _told(text: str) -> tuple[str, list[str]]:
    world = World(records_of(_BIN))
    left, logos = logos_told(text, world.scene)
    names = {record.id: record.name for record in world.bin}
    return left, [names[str(one.slots["file"])] for one in logos if one.slots]


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("the last picture is my logo", "mark one.png", ","),
        ("The 2nd one is our company logo, make a video", "b.jpg", ",, make a video"),
        ("use mark one.png as the logo", "mark one.png", ","),
        ("my logo is the last one", "mark one.png", ","),
        ("photo 3 is the logo", "c.jpg", ","),
        ("mark one.png is the logo", "mark one.png", ","),
        ("最后一张是logo", "mark one.png", ","),
        ("做个产品视频，最后一张是我们的logo", "mark one.png", "做个产品视频，,"),
        ("把第二张当作logo", "b.jpg", ","),
        ("logo是第三张", "c.jpg", ","),
        ("mark one.png是标志", "mark one.png", ","),
    ],
)
def test_what_is_told(text: str, name: str, left: str) -> None:
    assert _told(text) == (left, [name])


@pytest.mark.parametrize(
    "text",
    [
        "is the last picture my logo?",
        "the logo is too small",
        "write “the last picture is my logo” on it",
        "the 9th picture is the logo",
        "a video with my logo at the end",
        "第九张是logo",
        "logo放在最后",
    ],
)
def test_what_is_not(text: str) -> None:
    assert _told(text) == (text, [])


def test_the_odd_one_out_is_the_logo_where_photos_and_a_logo_are_counted() -> None:
    *photos, mark = records_of(_BIN)
    say = "create three product photos and a logo into a 1080p MP4"
    world = World((*photos, replace(mark, background=(250, 250, 248))), profile="ai-product-video")
    reply = world.say(say).reply
    assert "3 photos" in reply and "end card with your logo" in reply and "mark one.png" in reply
    world = World((*photos, mark), profile="ai-product-video")
    assert "looks like a logo" in world.say(say).reply  # and it is asked which one it is
    assert "is the logo now" in world.say("the last picture is my logo").reply
    assert [record.role for record in world.bin] == ["photo", "photo", "photo", "logo"]
