"""What is said of a first cut: its shape, what was sent twice, and next steps that fit its pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.language.world import World, records_of

from photoplay.timeline.model import ASPECTS


@pytest.mark.parametrize(
    ("copies", "say", "told"),
    [
        ((2, 1, 2), "make a slideshow", "2 photos were sent twice and are shown once each."),
        ((3, 1, 2), "make a slideshow", "2 photos were sent more than once"),
        ((1, 2, 1), "make a slideshow", "“b.jpg” was sent 2 times and is shown once."),
        ((2, 2, 1), "做一个幻灯片", "有 2 张照片发了两次，各只显示一次。"),
        ((1, 1, 1), "make a slideshow", ""),
    ],
)
def test_photos_that_were_sent_twice_are_told(copies: tuple[int, ...], say: str, told: str) -> None:
    records = records_of(("a.jpg", "b.jpg", "c.jpg"))
    world = World(tuple(replace(one, copies=n) for one, n in zip(records, copies, strict=True)))
    reply = world.say(say).reply
    assert told in reply
    assert ("twice" in reply or "发了" in reply or "sent" in reply) == bool(told)
    assert "sent twice" not in world.say("make a slideshow again").reply  # told once


def test_pictures_that_are_all_upright_make_an_upright_video_and_the_wide_one_is_offered() -> None:
    world = World(records_of(("a.jpg:portrait", "b.jpg:portrait")))
    reply = world.say("make a slideshow").reply
    assert (world.timeline.canvas.width, world.timeline.canvas.height) == ASPECTS["4:5"]
    assert "4:5" in reply and "16:9" in reply
    world.say("16:9")
    assert (world.timeline.canvas.width, world.timeline.canvas.height) == ASPECTS["16:9"]
    world.say("make a birthday video")  # a shape that was asked for stays
    assert (world.timeline.canvas.width, world.timeline.canvas.height) == ASPECTS["16:9"]


def test_where_most_pictures_of_a_wide_video_stand_upright_the_upright_one_is_offered() -> None:
    world = World(records_of(("a.jpg:portrait", "b.jpg:portrait", "c.jpg")))
    reply = world.say("make a slideshow with happy music").reply
    assert (world.timeline.canvas.width, world.timeline.canvas.height) == ASPECTS["16:9"]
    assert "1. “make it vertical" in reply
