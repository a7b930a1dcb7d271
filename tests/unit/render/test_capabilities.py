"""What cannot be drawn yet is refused in words, before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.render.capabilities import missing_capabilities, require_drawable
from photoplay.render.crowds import MOST_FILMS, MOST_OVERLAYS, MOST_TEXTS, require_few_films
from photoplay.render.plan import make_plan
from photoplay.timeline import layers, styling
from photoplay.timeline.model import (
    Box,
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

Clips = Callable[..., tuple[VideoClip, ...]]
Timelines = Callable[..., Timeline]


@pytest.fixture
def plain(clips: Clips, timeline: Timelines) -> Timeline:
    return timeline(clips(1000, 1000, motion=Motion("zoom-in"), transition_in=Transition("fade", 300)))


def test_what_make_builds_is_drawable(plain: Timeline) -> None:
    require_drawable(plain)
    assert list(missing_capabilities(plain)) == []


@pytest.mark.parametrize("attribute", ["transition_in", "transition_out"])
def test_an_unknown_transition_is_answered_with_some_known_ones(attribute: str, plain: Timeline) -> None:
    track = plain.tracks[0]
    sparkle: dict[str, Any] = {attribute: Transition("sparkle", 300)}
    clip = replace(track.clips[1], **sparkle)
    with pytest.raises(NotDrawable, match=r"sparkle.*such as.*fade.*photoplay transitions$") as caught:
        require_drawable(replace(plain, tracks=(replace(track, clips=(track.clips[0], clip)),)))
    assert caught.value.field == f"t[0].sg[1].{'tr' if attribute == 'transition_in' else 'tro'}"


def test_the_nearest_transitions_are_named_and_no_more(plain: Timeline) -> None:
    odd = styling.set_transition(plain, plain.tracks[0].clips[1].id, Transition("wipelefft", 500))
    with pytest.raises(NotDrawable, match="Did you mean wipeleft") as caught:
        require_drawable(odd)
    assert len(caught.value.message) < 200


@pytest.mark.parametrize(
    ("attribute", "value", "key"),
    [
        ("transition_in", Transition("luma", 300), "tr.src"),
        ("transition_out", Transition("luma", 300), "tro.src"),
        ("looks", (Look("warm"), Look("lut")), "fx[1].src"),
    ],
)
def test_what_goes_by_a_file_names_one(attribute: str, value: Any, key: str, plain: Timeline) -> None:
    track = plain.tracks[0]

    def dressed(told: Any) -> Timeline:
        changed: dict[str, Any] = {attribute: told}
        clips = (track.clips[0], replace(track.clips[1], **changed))
        return replace(plain, tracks=(replace(track, clips=clips),))

    with pytest.raises(InvalidTimeline, match="“src”") as caught:
        require_drawable(dressed(value))
    assert caught.value.field == f"t[0].sg[1].{key}"
    one = value[1] if isinstance(value, tuple) else value
    require_drawable(
        dressed((replace(one, source="f1"),) if isinstance(value, tuple) else replace(one, source="f1"))
    )


def test_a_matte_that_is_not_here_is_told_with_its_place(
    plain: Timeline, media: Callable[[Timeline], dict[str, MediaRecord]]
) -> None:
    led = styling.set_transition(plain, plain.tracks[0].clips[1].id, Transition("luma", 500, "gone"))
    with pytest.raises(InvalidTimeline, match="“luma”") as caught:
        make_plan(led, media(plain))
    assert caught.value.field == "t[0].sg[1].tr.src"


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
        layers.add_audio(plain, "song", name="Song", gain=1.2, loop=True, duck=True, speed=1.5),
        layers.add_title(plain, "Hello", animation={"in": "typewriter", "out": "blur"}),
        layers.add_title(
            plain, "$9", role="badge", style={"pos": {"x": 0.2, "y": 0.3}, "gradient": ["#ff0000", "#000000"]}
        ),
    ):
        assert list(missing_capabilities(timeline)) == []


def test_a_plan_is_refused_before_files_are_looked_up(plain: Timeline) -> None:
    odd = styling.set_transition(plain, plain.tracks[0].clips[1].id, Transition("swirl", 500))
    with pytest.raises(NotDrawable, match="swirl"):
        make_plan(odd, {})


def test_a_sound_is_no_picture(plain: Timeline, media: Callable[[Timeline], dict[str, MediaRecord]]) -> None:
    records = media(plain)
    records["a2"] = replace(records["a2"], kind="audio", name="song.mp3")
    with pytest.raises(NotDrawable, match=r"song\.mp3") as caught:
        make_plan(plain, records)
    assert caught.value.field == "t[0].sg[1].src"


@pytest.mark.parametrize(("attribute", "value", "key"), [("speed", 2.0, "sp"), ("reverse", True, "rev")])
def test_a_photo_has_no_speed(
    attribute: str, value: object, key: str, clips: Callable[..., tuple[VideoClip, ...]],
    timeline: Callable[..., Timeline], media: Callable[[Timeline], dict[str, MediaRecord]],
) -> None:  # fmt: skip
    still = timeline(clips(1000, 1000, **{attribute: value}))
    with pytest.raises(NotDrawable, match="photo") as caught:
        make_plan(still, media(still))
    assert caught.value.field == f"t[0].sg[0].{key}"


@pytest.mark.parametrize("name", ["slideleft", "cube", "swirl"])
def test_overlays_come_in_fewer_ways(name: str, plain: Timeline) -> None:
    over = layers.add_overlay(plain, "a1", Box(0, 0, 0.1, 0.1))
    track = over.tracks[1]
    assert isinstance(track.clips[0], VideoClip)
    clip = replace(track.clips[0], transition_in=Transition(name, 500))
    with pytest.raises(NotDrawable, match=f"{name}.*photoplay transitions") as caught:
        require_drawable(replace(over, tracks=(over.tracks[0], replace(track, clips=(clip,)))))
    assert caught.value.field == "t[1].sg[0].tr"


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
    require_drawable(_with_texts(plain, _texts(MOST_TEXTS, 3, at_once=True), apart=True))
    require_drawable(_with_texts(plain, _texts(MOST_TEXTS + 1, 3)))
    with pytest.raises(NotDrawable, match="More than 40 texts are seen at 0 s"):
        require_drawable(_with_texts(plain, _texts(MOST_TEXTS + 1, 3, at_once=True), apart=True))


def _over(plain: Timeline, count: int, *, apart_ms: int = 0, **more: Any) -> Timeline:
    """Pictures above one another, or one after the other."""

    def clip(n: int) -> VideoClip:
        return VideoClip(id=f"p{n}", start_ms=n * apart_ms, duration_ms=100, source="a1", **more)

    tracks = tuple(Track(f"o{n}", TrackKind.VIDEO, (clip(n),)) for n in range(count))
    return replace(plain, tracks=(*plain.tracks, *tracks))


def test_more_pictures_at_one_moment_than_can_be_drawn_are_refused(plain: Timeline) -> None:
    small = Box(0.1, 0.1, 0.3, 0.3)
    require_drawable(_over(plain, MOST_OVERLAYS, box=small))
    require_drawable(_over(plain, 2 * MOST_OVERLAYS, apart_ms=100, box=small))
    with pytest.raises(NotDrawable, match="More than 24 pictures lie over one another at 0 s") as told:
        require_drawable(_over(plain, MOST_OVERLAYS + 1, box=small))
    assert told.value.field == f"t[{MOST_OVERLAYS + 1}].sg[0]"


def test_pictures_that_are_too_large_together_are_refused(plain: Timeline) -> None:
    moves = Pose(0.0, scale=8.0), Pose(1.0, scale=7.0)
    require_drawable(_over(plain, 4, poses=moves))
    require_drawable(_over(plain, 40, poses=moves, apart_ms=100))
    with pytest.raises(NotDrawable, match=r"too large together") as told:
        require_drawable(_over(plain, 5, poses=moves))
    assert told.value.field == "t[5].sg[0]"


def test_more_films_at_one_moment_than_can_be_read_are_refused(plain: Timeline) -> None:
    def media(kind: Any) -> dict[str, MediaRecord]:
        told: dict[str, Any] = {"id": "a1", "name": "a", "path": Path("a"), "width": 4, "height": 4}
        return {"a1": MediaRecord(**told, kind=kind, format="", size_bytes=1, sha256="0" * 64)}

    # The first clip of the main track is one of them.
    require_few_films(_over(plain, MOST_FILMS - 1), media("video"))
    require_few_films(_over(plain, 2 * MOST_FILMS), media("image"))
    with pytest.raises(NotDrawable, match="More than 9 videos are seen at 0 s") as told:
        require_few_films(_over(plain, MOST_FILMS), media("video"))
    assert told.value.field == f"t[{MOST_FILMS}].sg[0]"
