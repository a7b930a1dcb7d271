"""What cannot be drawn yet is refused in words, before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from photoplay.errors import NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.render.capabilities import MOST_AT_ONCE, NOT_YET, missing_capabilities, require_drawable
from photoplay.render.plan import make_plan
from photoplay.timeline import layers
from photoplay.timeline.model import (
    Box,
    Keyframe,
    Look,
    Motion,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)

Clips = Callable[..., tuple[VideoClip, ...]]
Timelines = Callable[..., Timeline]


@pytest.fixture
def plain(clips: Clips, timeline: Timelines) -> Timeline:
    return timeline(clips(1000, 1000, motion=Motion("zoom-in"), transition_in=Transition("fade", 300)))


def test_what_make_builds_is_drawable(plain: Timeline) -> None:
    require_drawable(plain)
    assert list(missing_capabilities(plain)) == []


@pytest.mark.parametrize(
    ("change", "what", "field"),
    [
        ({"looks": (Look("warm"),)}, "look", "t[0].sg[1].fx"),
        ({"opacity": 0.5}, "opacity", "t[0].sg[1].op"),
        ({"box": Box(0, 0, 0.5, 0.5)}, "box", "t[0].sg[1].pos"),
        ({"speed": 2.0}, "speed", "t[0].sg[1].sp"),
    ],
)
def test_a_clip_beyond_the_renderer(change: dict[str, Any], what: str, field: str, plain: Timeline) -> None:
    track = plain.tracks[0]
    changed = replace(track, clips=(track.clips[0], replace(track.clips[1], **change)))
    with pytest.raises(NotDrawable) as caught:
        require_drawable(replace(plain, tracks=(changed,)))
    assert (caught.value.message, caught.value.field) == (NOT_YET[what], field)


@pytest.mark.parametrize("attribute", ["transition_in", "transition_out"])
def test_an_unknown_transition_is_answered_with_the_known_ones(attribute: str, plain: Timeline) -> None:
    track = plain.tracks[0]
    sparkle: dict[str, Any] = {attribute: Transition("sparkle", 300)}
    clip = replace(track.clips[1], **sparkle)
    with pytest.raises(NotDrawable, match=r"sparkle.*fade.*wipeleft.*none") as caught:
        require_drawable(replace(plain, tracks=(replace(track, clips=(track.clips[0], clip)),)))
    assert caught.value.field == f"t[0].sg[1].{'tr' if attribute == 'transition_in' else 'tro'}"


def test_an_unknown_easing_is_answered_with_the_known_ones(plain: Timeline) -> None:
    track = plain.tracks[0]
    motion = Motion("custom", keyframes=(Keyframe(0), Keyframe(1, easing="bounce")))
    assert isinstance(track.clips[0], VideoClip)
    clip = replace(track.clips[0], motion=motion)
    with pytest.raises(NotDrawable, match=r"bounce.*linear.*easeInOutSine") as caught:
        require_drawable(replace(plain, tracks=(replace(track, clips=(clip,)),)))
    assert caught.value.field == "t[0].sg[0].mo.keyframes[1].easing"


def test_words_and_sound_are_drawable(plain: Timeline) -> None:
    for timeline in (
        layers.add_audio(plain, "music:calm"),
        layers.add_audio(plain, "song", name="Song", gain=1.2, loop=True, duck=True),
        layers.add_title(plain, "Hello", animation={"in": "typewriter", "out": "blur"}),
        layers.add_title(
            plain, "$9", role="badge", style={"pos": {"x": 0.2, "y": 0.3}, "gradient": ["#ff0000", "#000000"]}
        ),
    ):
        assert list(missing_capabilities(timeline)) == []


def test_overlays_and_changed_speed_of_sound(plain: Timeline) -> None:
    for timeline, what, field in (
        (layers.add_overlay(plain, "logo", Box(0, 0, 0.1, 0.1), name="logo.png"), "overlay", "t[1]"),
        (layers.add_audio(plain, "song", speed=1.5), "sound speed", "t[1].sg[0].sp"),
    ):
        with pytest.raises(NotDrawable) as caught:
            require_drawable(timeline)
        assert (caught.value.message, caught.value.field) == (NOT_YET[what], field)


def test_every_refusal_says_what_to_do() -> None:
    assert all(words.endswith(".") and len(words.split(". ")) >= 2 for words in NOT_YET.values())


def test_a_plan_is_refused_before_photos_are_looked_up(plain: Timeline) -> None:
    with pytest.raises(NotDrawable):
        make_plan(layers.add_overlay(plain, "logo", Box(0, 0, 0.1, 0.1)), {})


def test_film_is_refused_by_name(
    plain: Timeline, media: Callable[[Timeline], dict[str, MediaRecord]]
) -> None:
    records = media(plain)
    records["a2"] = replace(records["a2"], kind="video", name="clip.mov")
    with pytest.raises(NotDrawable, match=r"clip\.mov") as caught:
        make_plan(plain, records)
    assert caught.value.field == "t[0].sg[1].src"


def _texts(count: int, letters: int, *, role: str = "title", at_once: bool = False) -> tuple[TextClip, ...]:
    starts = [0 if at_once else 10 * number for number in range(count)]
    return tuple(
        TextClip(id=f"x{n}", start_ms=start, duration_ms=10, text="a" * letters, style={"role": role})
        for n, start in enumerate(starts)
    )


def _with_texts(plain: Timeline, texts: tuple[TextClip, ...], *, apart: bool = False) -> Timeline:
    groups = [(text,) for text in texts] if apart else [texts]
    tracks = tuple(Track(f"w{n}", TrackKind.TEXT, group) for n, group in enumerate(groups))
    return replace(plain, tracks=(*plain.tracks, *tracks))


def test_more_words_than_can_be_read_are_refused(plain: Timeline) -> None:
    require_drawable(_with_texts(plain, _texts(12, 4000)))
    require_drawable(_with_texts(plain, _texts(1900, 60, role="caption")))
    with pytest.raises(NotDrawable, match="more words than can be set") as told:
        require_drawable(_with_texts(plain, _texts(13, 4000)))
    assert told.value.field == "t[1].sg[12].tx"


def test_more_texts_at_one_moment_than_can_be_read_are_refused(plain: Timeline) -> None:
    require_drawable(_with_texts(plain, _texts(MOST_AT_ONCE, 3, at_once=True), apart=True))
    require_drawable(_with_texts(plain, _texts(MOST_AT_ONCE + 1, 3)))
    with pytest.raises(NotDrawable, match="More than 40 texts are seen at 0 s"):
        require_drawable(_with_texts(plain, _texts(MOST_AT_ONCE + 1, 3, at_once=True), apart=True))
