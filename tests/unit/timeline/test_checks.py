"""Every invariant is enforced, and its message names the field."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from photoplay.errors import InvalidTimeline
from photoplay.timeline import model
from photoplay.timeline.checks import check
from photoplay.timeline.keys import KEYS, path_of
from photoplay.timeline.model import (
    AudioClip,
    Background,
    Border,
    Box,
    Canvas,
    Clip,
    Keyframe,
    Look,
    Motion,
    Pose,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)

NAN = float("nan")
CUSTOM = Motion("custom", keyframes=(Keyframe(0), Keyframe(1)))


def test_valid_timelines_pass(three: Timeline, full: Timeline) -> None:
    for timeline in (Timeline(), three, full):
        check(timeline)


def with_first(timeline: Timeline, kind: type[Clip], change: dict[str, Any]) -> Timeline:
    """Change the first clip of a kind."""
    tracks = list(timeline.tracks)
    for index, track in enumerate(tracks):
        if isinstance(track.clips[0], kind):
            tracks[index] = replace(track, clips=(replace(track.clips[0], **change), *track.clips[1:]))
            break
    return replace(timeline, tracks=tuple(tracks))


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        (VideoClip, {"id": ""}, "id"),
        (VideoClip, {"id": "c2"}, "t[0].sg[1].id"),
        (VideoClip, {"id": 7}, "id"),
        (VideoClip, {"id": "x" * 129}, "id"),
        (VideoClip, {"name": None}, "n"),
        (VideoClip, {"name": "\ud800"}, "n"),
        (VideoClip, {"name": "a\0"}, "n"),
        (VideoClip, {"start_ms": -1}, "s"),
        (VideoClip, {"start_ms": 0.5}, "s"),
        (VideoClip, {"start_ms": True}, "s"),
        (VideoClip, {"start_ms": 1}, "t[0].sg[1].s"),
        (VideoClip, {"duration_ms": 0}, "d"),
        (VideoClip, {"duration_ms": 10**30}, "d"),
        (VideoClip, {"duration_ms": NAN}, "d"),
        (VideoClip, {"reference": "nobody"}, "ref"),
        (VideoClip, {"reference": "c1"}, "ref"),
        (VideoClip, {"source": ""}, "src"),
        (VideoClip, {"source_in_ms": -1}, "in"),
        (VideoClip, {"speed": 0}, "sp"),
        (VideoClip, {"speed": 8.5}, "sp"),
        (VideoClip, {"speed": NAN}, "sp"),
        (VideoClip, {"speed": True}, "sp"),
        (VideoClip, {"fit": "stretch"}, "fit"),
        (VideoClip, {"fit": ["cover"]}, "fit"),
        (VideoClip, {"focus": (0.5,)}, "foc"),
        (VideoClip, {"focus": (0.5, 1.1)}, "foc[1]"),
        (VideoClip, {"rotation": 4}, "rot"),
        (VideoClip, {"flip": "vh"}, "flip"),
        (VideoClip, {"crop": Box(0, 0, 0, 1)}, "crop.w"),
        (VideoClip, {"crop": Box(0, 0, 1, 1e-9)}, "crop.h"),
        (VideoClip, {"crop": Box(0.5, 0.5, 0.009, 0.5)}, "crop.w"),
        (VideoClip, {"crop": Box(0, 0.5, 1, 0.6)}, "crop.h"),
        (VideoClip, {"box": Box(-0.1)}, "pos.x"),
        (VideoClip, {"opacity": 1.1}, "op"),
        (VideoClip, {"motion": Motion("spin")}, "mo.type"),
        (VideoClip, {"motion": Motion("hold", amount=-1)}, "mo.amount"),
        (VideoClip, {"motion": Motion("custom")}, "mo.keyframes"),
        (VideoClip, {"motion": replace(CUSTOM, type="hold")}, "mo.keyframes"),
        (VideoClip, {"motion": replace(CUSTOM, keyframes=(Keyframe(1), Keyframe(1)))}, "mo.keyframes[1].at"),
        (VideoClip, {"motion": replace(CUSTOM, keyframes=(Keyframe(0, zoom=9),))}, "mo.keyframes[0].zoom"),
        (VideoClip, {"motion": replace(CUSTOM, keyframes=(Keyframe(0, x=2),))}, "mo.keyframes[0].x"),
        (
            VideoClip,
            {"motion": replace(CUSTOM, keyframes=(Keyframe(0, easing="a b"),))},
            "mo.keyframes[0].easing",
        ),
        (VideoClip, {"motion": replace(CUSTOM, keyframes=tuple(map(Keyframe, range(1001))))}, "mo.keyframes"),
        (VideoClip, {"looks": (Look("warm", 101),)}, "fx[0].amount"),
        (VideoClip, {"looks": (Look("contrast", -100), Look("glow"))}, "fx[1].type"),
        (VideoClip, {"looks": (Look("warm"),) * 21}, "fx"),
        (VideoClip, {"transition_in": Transition("", 5)}, "tr.type"),
        (VideoClip, {"transition_in": Transition("fade", 0)}, "tr.d"),
        (VideoClip, {"transition_out": Transition("fade\n", 5)}, "tro.type"),
        (VideoClip, {"transition_in": Transition("luma", 5, "")}, "tr.src"),
        (VideoClip, {"reverse": 1}, "rev"),
        (VideoClip, {"freeze": None}, "frz"),
        (VideoClip, {"sound_gain": -0.1}, "vol"),
        (VideoClip, {"sound_gain": ((5, 1.0), (4, 1.0))}, "vol[1][0]"),
        (VideoClip, {"background": Background("#12345")}, "bg.color"),
        (VideoClip, {"background": Background("#123456", "")}, "bg.to"),
        (VideoClip, {"border": Border("gold")}, "brd.type"),
        (VideoClip, {"border": Border(width=NAN)}, "brd.width"),
        (VideoClip, {"border": Border(color="white")}, "brd.color"),
        (VideoClip, {"radius": 0.6}, "rad"),
        (VideoClip, {"shadow": 2}, "sh"),
        (VideoClip, {"angle": 3601}, "ang"),
        (VideoClip, {"poses": (Pose(0, x=4),)}, "poses[0].x"),
        (VideoClip, {"poses": (Pose(0), Pose(0))}, "poses[1].at"),
        (VideoClip, {"poses": (Pose(0, scale=0),)}, "poses[0].scale"),
        (VideoClip, {"poses": (Pose(0, opacity=1.5),)}, "poses[0].op"),
        (VideoClip, {"poses": (Pose(0, easing=""),)}, "poses[0].easing"),
        (VideoClip, {"poses": tuple(map(Pose, range(1001)))}, "poses"),
        (VideoClip, {"looks": (Look("lut", source=""),)}, "fx[0].src"),
        (VideoClip, {"looks": (Look("match", target=(50.0, 0.0)),)}, "fx[0].to"),
        (VideoClip, {"looks": (Look("match", target=(50.0, NAN, 0.0)),)}, "fx[0].to[1]"),
        (VideoClip, {"extra": {"theirs": NAN}}, "theirs"),
        (AudioClip, {"gain": 2.1}, "vol"),
        (AudioClip, {"gain": ()}, "vol"),
        (AudioClip, {"gain": ((0, 1.0), (0, 1.0))}, "vol[1][0]"),
        (AudioClip, {"gain": ((0, 3.0),)}, "vol[0][1]"),
        (AudioClip, {"gain": ((0,),)}, "vol[0]"),
        (AudioClip, {"fade_in_ms": -1}, "fi"),
        (AudioClip, {"fade_out_ms": 0.5}, "fo"),
        (AudioClip, {"duck": 1}, "duck"),
        (AudioClip, {"loop": None}, "loop"),
        (AudioClip, {"mood": ""}, "mood"),
        (TextClip, {"text": ""}, "tx"),
        (TextClip, {"text": "x" * 4001}, "tx"),
        (TextClip, {"style": {"role": "shout"}}, "st.role"),
        (TextClip, {"style": {"size": 2}}, "st.size"),
        (TextClip, {"style": {"color": "#12345"}}, "st.color"),
        (TextClip, {"style": {"font": 3}}, "st.font"),
        (TextClip, {"style": {"pos": {"x": 0.5}}}, "st.pos.y"),
        (TextClip, {"animation": {"in": NAN}}, "an.in"),
    ],
)
def test_each_rule_of_a_clip(full: Timeline, kind: type[Clip], change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidTimeline) as caught:
        check(with_first(full, kind, change))
    where = {VideoClip: "t[0].sg[0]", AudioClip: "t[2].sg[0]", TextClip: "t[3].sg[0]"}[kind]
    assert caught.value.field == (field if field.startswith("t[") else f"{where}.{field}")
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": 5}, "m.title"),
        ({"canvas": Canvas(1921, 1080)}, "m.width"),
        ({"canvas": Canvas(1920, 14)}, "m.height"),
        ({"canvas": Canvas(2162, 3840)}, "m.width"),
        ({"canvas": Canvas(3840, 2162)}, "m.height"),
        ({"canvas": Canvas(1920, 1080, 29)}, "m.fps"),
        ({"canvas": Canvas(1920, 1080, True)}, "m.fps"),
        ({"extra": {"x": {"y": [object()]}}}, "x.y[0]"),
        ({"metadata": {"x": float("inf")}}, "m.x"),
        ({"tracks": (Track("t1", TrackKind.TEXT), Track("t1", TrackKind.TEXT))}, "t[1].id"),
        ({"tracks": (Track("", TrackKind.TEXT),)}, "t[0].id"),
        ({"tracks": (Track("t1", 3),)}, "t[0].tt"),  # type: ignore[arg-type]
        ({"tracks": (Track("t1", TrackKind.TEXT, (VideoClip(id="c1", source="a"),)),)}, "t[0].sg[0]"),
        ({"tracks": tuple(Track(f"t{n}", TrackKind.TEXT) for n in range(101))}, "t"),
    ],
)
def test_each_rule_of_the_whole(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidTimeline) as caught:
        check(replace(Timeline(), **change))
    assert caught.value.field == field


def test_four_hours_and_two_thousand_segments() -> None:
    day = [VideoClip(id=f"c{n}", source="a", start_ms=n, duration_ms=1) for n in range(2001)]
    check(Timeline((Track("t1", TrackKind.VIDEO, tuple(day[:2000])),)))
    with pytest.raises(InvalidTimeline, match="2,000 segments"):
        check(Timeline((Track("t1", TrackKind.VIDEO, tuple(day)),)))
    late = VideoClip(id="c1", source="a", start_ms=4 * 3600 * 1000 - 1, duration_ms=2)
    with pytest.raises(InvalidTimeline, match="4 hours"):
        check(Timeline((Track("t1", TrackKind.VIDEO, (late,)),)))


def test_references_in_a_circle() -> None:
    one = TextClip(id="a", text="a", reference="b")
    other = TextClip(id="b", text="b", reference="a", start_ms=3000)
    with pytest.raises(InvalidTimeline, match="circle"):
        check(Timeline((Track("t1", TrackKind.TEXT, (one, other)),)))


def test_every_attribute_has_a_key() -> None:
    inner = (Motion, Keyframe, Look, Transition, Box, Canvas, Background, Border, Pose)
    kinds = (VideoClip, AudioClip, TextClip, Track, *inner)
    names = {field.name for kind in kinds for field in fields(kind)} - {"extra"}
    assert names <= KEYS.keys()
    assert path_of("t[0]", "clips", 2) == "t[0].sg[2]"


def test_timelines_can_be_hashed_by_what_they_are(full: Timeline) -> None:
    assert hash(full) == hash(replace(full))
    assert hash(model.Motion()) == hash(model.Motion())
