"""Drafts: the keys of the contract, lossless, and safe to read from anybody."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photoplay.errors import InvalidTimeline
from photoplay.timeline.codec import from_draft, to_draft
from photoplay.timeline.model import (
    AudioClip,
    Background,
    Border,
    Look,
    Pose,
    TextClip,
    Timeline,
    Transition,
    VideoClip,
)
from photoplay.timeline.schema import draft_schema
from photoplay.timeline.styling import set_all_transitions


def test_the_empty_timeline() -> None:
    assert to_draft(Timeline()) == {
        "t": [],
        "d": 0,
        "m": {"title": "", "width": 1920, "height": 1080, "fps": 30},
    }
    assert from_draft("{}") == from_draft({"t": [], "d": 0, "m": {}}) == Timeline()


def test_nothing_is_lost(everything: dict[str, Any]) -> None:
    before = copy.deepcopy(everything)
    timeline = from_draft(everything)
    assert to_draft(timeline) == everything == before
    assert from_draft(json.dumps(everything)) == timeline
    assert from_draft(to_draft(timeline)) == timeline


def test_values_arrive_where_they_belong(everything: dict[str, Any]) -> None:
    timeline = from_draft(everything)
    photo, music, title = (track.clips[0] for track in timeline.tracks)
    surf = timeline.tracks[0].clips[1]
    assert isinstance(photo, VideoClip) and isinstance(music, AudioClip) and isinstance(title, TextClip)
    assert isinstance(surf, VideoClip) and surf.motion is None and surf.reverse and surf.freeze
    assert surf.sound_gain == ((0, 0.5), (1000, 2))
    assert photo.transition_in == Transition("luma", 99999, "m1", {"theirs": True}), "kept as given"
    assert photo.looks[2:] == (Look("lut", 80, source="l1"), Look("match", 33, target=(55.5, -3, 12.25)))
    assert photo.background == Background("#102030", "#A0b0C0", {"theirs": 0})
    assert photo.border == Border("polaroid", 0.05, "#fffaf0", {"theirs": 0})
    assert (photo.radius, photo.shadow, photo.angle) == (0.1, 0.5, -4.5)
    assert photo.poses[1] == Pose(1, scale=1.5, opacity=0.5, easing="easeOutCubic")
    assert photo.focus == (0.5, 0.25)
    assert photo.extra["fi"] == "theirs on video"
    assert music.gain == ((0, 0.2), (2000, 1))
    assert title.text == "Line\nBREAK #1"
    assert timeline.metadata == {"theirs": {"a": 1}}


def test_the_draft_shares_nothing_with_the_timeline(everything: dict[str, Any]) -> None:
    given = copy.deepcopy(everything)
    timeline = from_draft(given)
    given["t"][0]["sg"][0]["theirs"]["nested"].append("changed")
    to_draft(timeline)["t"][2]["sg"][0]["st"]["role"] = "badge"
    assert to_draft(timeline) == everything


def test_what_is_written_for_a_photo_film_and_music(full: Timeline) -> None:
    draft = to_draft(set_all_transitions(full, Transition("fade", 600)))
    assert draft["d"] == 12000
    first, second = draft["t"][0]["sg"][:2]
    assert first == {
        "id": "c1", "n": "1.jpg", "s": 0, "d": 3000, "src": "asset1", "fit": "cover", "mo": {"type": "hold"},
    }  # fmt: skip
    assert second["tr"] == {"type": "fade", "d": 600}
    assert draft["t"][2]["sg"][0]["vol"] == 0.35
    assert draft["t"][3]["sg"][0]["st"] == {"role": "title"}


def test_defaults_may_be_left_out_and_ids_are_given() -> None:
    draft = {"t": [{"tt": 0, "sg": [{"s": 0, "d": 5, "src": "a"}, {"id": "c4", "s": 5, "d": 5, "src": "b"}]}]}
    timeline = from_draft(draft)
    assert [clip.id for clip in timeline.tracks[0].clips] == ["c5", "c4"]
    assert timeline.tracks[0].id == "t1"
    clip = timeline.tracks[0].clips[0]
    assert clip == VideoClip(id="c5", source="a", duration_ms=5)


def test_whole_numbers_may_be_written_with_a_point() -> None:
    clip = from_draft('{"t":[{"tt":0.0,"sg":[{"s":0.0,"d":3e3,"src":"a"}]}],"m":{"fps":24.0}}')
    assert clip.duration_ms == 3000 and isinstance(clip.duration_ms, int)
    assert clip.canvas.fps == 24


SCHEMA = jsonschema.Draft202012Validator(draft_schema())


def segment(**changes: Any) -> dict[str, Any]:
    return {"t": [{"tt": 0, "sg": [{"id": "c1", "s": 0, "d": 3000, "src": "a", **changes}]}]}


def nested(depth: int) -> dict[str, Any]:
    root: dict[str, Any] = {}
    here = root
    for _ in range(depth):
        here["a"] = {}
        here = here["a"]
    return root


def is_json(draft: Any) -> bool:
    """Whether a JSON Schema can speak of it: it is a value, and all its text can be written."""
    try:
        json.dumps(draft, allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError):
        return False
    return not isinstance(draft, str)


HOSTILE: list[tuple[Any, str]] = [
    (None, ""),
    ([], ""),
    (5, ""),
    ("", ""),
    ("{", ""),
    ("[]", ""),
    ("[" * 100_000, ""),
    ('{"a":' * 100_000, ""),
    ('{"t":' + "9" * 5000 + "}", "t"),
    ('{"d":-1}', "d"),
    ('{"d":NaN}', "d"),
    ('{"d":1e999}', "d"),
    ('{"d":-Infinity}', "d"),
    ('{"d":true}', "d"),
    ('{"d":"5"}', "d"),
    ('{"d":1.5}', "d"),
    ('{"theirs":[0,1e999]}', "theirs[1]"),
    ('{"theirs":"\\ud800"}', "theirs"),
    ('{"\\udfff":1}', ""),
    ('{"theirs":"\\u0000"}', "theirs"),
    ({"theirs": 2**60}, "theirs"),
    ({"theirs": {1, 2}}, "theirs"),
    ({"theirs": b"x"}, "theirs"),
    ({5: 1}, ""),
    ({"x" * 1000: 1}, ""),
    ({"t": {}}, "t"),
    ({"t": None}, "t"),
    ({"t": [5]}, "t[0]"),
    ({"t": [{}]}, "t[0].tt"),
    ({"t": [{"tt": 3}]}, "t[0].tt"),
    ({"t": [{"tt": False}]}, "t[0].tt"),
    ({"t": [{"tt": [0]}]}, "t[0].tt"),
    ({"t": [{"tt": 0, "sg": {}}]}, "t[0].sg"),
    ({"t": [{"tt": 0, "sg": [None]}]}, "t[0].sg[0]"),
    ({"t": [{"tt": 0, "id": None}]}, "t[0].id"),
    ({"t": [{"tt": 0, "id": {}}]}, "t[0].id"),
    ({"t": [{"tt": 0}] * 101}, "t"),
    ({"m": []}, "m"),
    ({"m": {"width": "1920"}}, "m.width"),
    ({"m": {"width": 1e999}}, "m.width"),
    ({"m": {"height": 4000}}, "m.height"),
    ({"m": {"fps": 29.97}}, "m.fps"),
    ({"m": {"title": 5}}, "m.title"),
    (segment(d=True), "t[0].sg[0].d"),
    (segment(d=-5), "t[0].sg[0].d"),
    (segment(d=2.5), "t[0].sg[0].d"),
    (segment(d=10**400), "t[0].sg[0].d"),
    (segment(d=None), "t[0].sg[0].d"),
    (segment(s=float("nan")), "t[0].sg[0].s"),
    (segment(src=None), "t[0].sg[0].src"),
    (segment(src=["a"]), "t[0].sg[0].src"),
    (segment(id=["c1"]), "t[0].sg[0].id"),
    (segment(ref={}), "t[0].sg[0].ref"),
    (segment(n="\ud800"), "t[0].sg[0].n"),
    (segment(mo=[]), "t[0].sg[0].mo"),
    (segment(mo={"type": {}}), "t[0].sg[0].mo.type"),
    (segment(mo={"type": "custom", "keyframes": [{}]}), "t[0].sg[0].mo.keyframes[0].at"),
    (segment(mo={"type": "custom", "keyframes": 5}), "t[0].sg[0].mo.keyframes"),
    (segment(mo={"type": "custom", "keyframes": [{"at": "0"}]}), "t[0].sg[0].mo.keyframes[0].at"),
    (segment(tr={"type": "fade"}), "t[0].sg[0].tr.d"),
    (segment(tr={"d": 5}), "t[0].sg[0].tr.type"),
    (segment(tr="fade"), "t[0].sg[0].tr"),
    (segment(tr=None), "t[0].sg[0].tr"),
    (segment(fx={"type": "warm"}), "t[0].sg[0].fx"),
    (segment(fx=[{"amount": 5}]), "t[0].sg[0].fx[0].type"),
    (segment(fx=[{"type": "warm", "amount": "5"}]), "t[0].sg[0].fx[0].amount"),
    (segment(foc=[0.5]), "t[0].sg[0].foc"),
    (segment(foc="ab"), "t[0].sg[0].foc"),
    (segment(foc=[[], 0.5]), "t[0].sg[0].foc[0]"),
    (segment(pos=[0, 0, 1, 1]), "t[0].sg[0].pos"),
    (segment(op=False), "t[0].sg[0].op"),
    (segment(rev=1), "t[0].sg[0].rev"),
    (segment(frz="yes"), "t[0].sg[0].frz"),
    (segment(vol="theirs"), "t[0].sg[0].vol"),
    (segment(vol=[[0, 1], 5]), "t[0].sg[0].vol[1]"),
    (segment(bg="#000000"), "t[0].sg[0].bg"),
    (segment(bg={"to": "#000000"}), "t[0].sg[0].bg.color"),
    (segment(bg={"color": "black"}), "t[0].sg[0].bg.color"),
    (segment(bg={"color": "#000000", "to": ["#ffffff"]}), "t[0].sg[0].bg.to"),
    (segment(brd={"type": "gold"}), "t[0].sg[0].brd.type"),
    (segment(brd={"width": 0.3}), "t[0].sg[0].brd.width"),
    (segment(brd={"color": 0}), "t[0].sg[0].brd.color"),
    (segment(rad=0.6), "t[0].sg[0].rad"),
    (segment(sh=float("nan")), "t[0].sg[0].sh"),
    (segment(ang="45"), "t[0].sg[0].ang"),
    (segment(poses={}), "t[0].sg[0].poses"),
    (segment(poses=[{}]), "t[0].sg[0].poses[0].at"),
    (segment(poses=[{"at": 0, "x": 1e999}]), "t[0].sg[0].poses[0].x"),
    (segment(poses=[{"at": 0, "scale": 0}]), "t[0].sg[0].poses[0].scale"),
    (segment(fx=[{"type": "lut", "src": 5}]), "t[0].sg[0].fx[0].src"),
    (segment(fx=[{"type": "match", "to": [50, 0]}]), "t[0].sg[0].fx[0].to"),
    (segment(fx=[{"type": "match", "to": [50, 0, 200]}]), "t[0].sg[0].fx[0].to[2]"),
    (segment(fx=[{"type": "match", "to": [50, 0, []]}]), "t[0].sg[0].fx[0].to[2]"),
    (segment(tr={"type": "luma", "d": 5, "src": ""}), "t[0].sg[0].tr.src"),
    ({"t": [{"tt": 0, "sg": [{"d": 5, "src": "a"}]}]}, "t[0].sg[0].s"),
    ({"t": [{"tt": 7, "sg": [{"s": 0, "d": 5}]}]}, "t[0].sg[0].tx"),
    ({"t": [{"tt": 7, "sg": [{"s": 0, "d": 5, "tx": 5}]}]}, "t[0].sg[0].tx"),
    ({"t": [{"tt": 7, "sg": [{"s": 0, "d": 5, "tx": "a", "st": []}]}]}, "t[0].sg[0].st"),
    ({"t": [{"tt": 1, "sg": [{"s": 0, "d": 5, "src": "a", "vol": [[0]]}]}]}, "t[0].sg[0].vol[0]"),
    ({"t": [{"tt": 1, "sg": [{"s": 0, "d": 5, "src": "a", "vol": [0, 1]}]}]}, "t[0].sg[0].vol[0]"),
    ({"t": [{"tt": 1, "sg": [{"s": 0, "d": 5, "src": "a", "vol": "35%"}]}]}, "t[0].sg[0].vol"),
]


@pytest.mark.parametrize(("draft", "field"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_drafts_are_refused_with_their_field(draft: Any, field: str) -> None:
    with pytest.raises(InvalidTimeline) as caught:
        from_draft(draft)
    assert caught.value.field == field
    assert caught.value.message
    if field.startswith(("t", "d", "m")) and not field.startswith("theirs") and is_json(draft):
        assert not SCHEMA.is_valid(draft), "the schema refuses it too"


@pytest.mark.parametrize(
    "make",
    [
        lambda: nested(100_000),
        lambda: {"t": [{"tt": 0, "sg": [{}] * 1_000_000}]},
        lambda: {"t": [{"tt": 0, "sg": [{}] * 1001}] * 2},
        lambda: {"t": [{}] * 1_000_000},
        lambda: {"theirs": [0] * 1_000_000},
        lambda: {"theirs": [[0] * 1000] * 1000},
        lambda: '{"t":[{"tt":0,"sg":[' + "{}," * 500_000 + "{}]}]}",
        lambda: '{"theirs":0.' + "1" * 5_000_000 + ',"d":-1}',
        lambda: " " * 8_000_001,
        lambda: {"t": [{"tt": 7, "sg": [{"s": n, "d": 1, "tx": "a", "ref": f"c{n}"} for n in range(2000)]}]},
    ],
)
def test_crowds_and_depths_are_refused(make: Any) -> None:
    draft = make()
    with pytest.raises(InvalidTimeline):
        from_draft(draft)


def test_the_largest_draft_is_read_quickly() -> None:
    clips = [{"s": n * 10, "d": 10, "src": "a", "mo": {"type": "hold"}, "x": [1, 2]} for n in range(2000)]
    timeline = from_draft({"t": [{"tt": 0, "sg": clips}]})
    assert len(timeline.tracks[0].clips) == 2000


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["s", "d", "type"]), inner),
    max_leaves=6,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """All containers of a draft with each of their keys or indices."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    found = [(value, key) for key in keys]
    for key in keys:
        if isinstance(value[key], dict | list):
            found += places(value[key])
    return found


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_draft_with_anything_anywhere_is_read_or_refused(
    everything: dict[str, Any], data: st.DataObject
) -> None:
    draft = copy.deepcopy(everything)
    holder, key = data.draw(st.sampled_from(places(draft)))
    holder[key] = data.draw(junk)
    try:
        timeline = from_draft(draft)
    except InvalidTimeline as error:
        assert error.message
        return
    assert from_draft(to_draft(timeline)) == timeline
