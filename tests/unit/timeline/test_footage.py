"""Film: which part of its source is seen when, at any speed, backwards and standing still."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidEdit
from photoplay.timeline.changes import changes
from photoplay.timeline.clips import film, photo
from photoplay.timeline.edits import append, change_speed, replace_source, set_duration, split, trim
from photoplay.timeline.find import all_clips, clip_by_id, main_clips, titles
from photoplay.timeline.footage import freeze_frame, reverse, set_sound_gain, set_source_range, set_speed
from photoplay.timeline.layers import add_overlay, add_title
from photoplay.timeline.model import Box, Timeline, Transition, VideoClip
from photoplay.timeline.styling import set_all_transitions, set_transition, set_way_in, set_way_out
from photoplay.timeline.summary import summary

FADE = Transition("fade", 600)


@pytest.fixture
def filmed(three: Timeline) -> Timeline:
    """| c1 | c2 | c3 | c4 |: three photos, and film of 4 s from its second 1 on."""
    return append(three, film("clip", "surf.mp4", 4000, 1000))


def of(timeline: Timeline, clip_id: str = "c4") -> VideoClip:
    clip = clip_by_id(timeline, clip_id)
    assert isinstance(clip, VideoClip)
    return clip


def shown_ms(clip: VideoClip, at_ms: float) -> float:
    """The moment of its source that a clip shows: written anew from what the model says."""
    if clip.freeze:
        return clip.source_in_ms
    if clip.reverse:
        return clip.source_in_ms + (clip.duration_ms - at_ms) * clip.speed
    return clip.source_in_ms + at_ms * clip.speed


def seen(timeline: Timeline, at_ms: float) -> float | None:
    """The moment of its source that is seen at a time of the video; None on photos."""
    for clip in main_clips(timeline):
        if clip.start_ms <= at_ms < clip.end_ms and clip.motion is None:
            return shown_ms(clip, at_ms - clip.start_ms)
    return None


pieces = st.builds(
    VideoClip,
    id=st.just("c1"),
    source=st.just("f"),
    duration_ms=st.integers(200, 5000),
    source_in_ms=st.integers(0, 5000),
    speed=st.floats(0.1, 8),
    reverse=st.booleans(),
    freeze=st.booleans(),
)
shares = st.floats(0.01, 0.99)


@given(pieces, shares, shares)
def test_a_split_shows_what_was_there(clip: VideoClip, share: float, look: float) -> None:
    whole = append(append(Timeline(), clip), photo("a"))
    halved = split(whole, "c1", round(clip.duration_ms * share))
    at_ms = round(clip.duration_ms * look)
    assert seen(halved, at_ms) == pytest.approx(seen(whole, at_ms), abs=0.51)
    assert halved.duration_ms == whole.duration_ms


@given(pieces, shares, shares, shares)
def test_a_trim_shows_the_rest(clip: VideoClip, start: float, end: float, look: float) -> None:
    whole = append(Timeline(), clip)
    start_ms, end_ms = round(clip.duration_ms * start * 0.4), round(clip.duration_ms * end * 0.4)
    rest = trim(whole, "c1", start_ms=start_ms, end_ms=end_ms)
    at_ms = rest.duration_ms * look
    assert seen(rest, at_ms) == pytest.approx(seen(whole, start_ms + at_ms), abs=0.51)


@given(pieces, st.integers(200, 5000), shares)
def test_another_length_begins_with_the_same_picture(clip: VideoClip, duration_ms: int, look: float) -> None:
    whole = append(Timeline(), clip)
    other = set_duration(whole, "c1", duration_ms)
    reaches = min(duration_ms, clip.duration_ms) * look
    if of(other, "c1").source_in_ms:
        assert seen(other, reaches) == pytest.approx(seen(whole, reaches), abs=0.51)


@given(pieces, st.floats(0.1, 8), shares)
def test_a_speed_keeps_the_part(clip: VideoClip, speed: float, look: float) -> None:
    moving = replace(clip, freeze=False)
    whole = append(Timeline(), moving)
    other = set_speed(whole, "c1", speed)
    assert of(other, "c1").speed == speed
    slack_ms = speed + 0.01
    there = seen(other, other.duration_ms * look * 0.99)
    assert there == pytest.approx(seen(whole, whole.duration_ms * look * 0.99), abs=slack_ms)
    if speed * 0.999 > 0.1 and speed * 1.001 < 8:
        relative = change_speed(whole, "c1", speed / clip.speed)
        assert relative.duration_ms == pytest.approx(other.duration_ms, abs=1)


@given(pieces, st.floats(0, 1), st.integers(1, 4000), st.lists(shares, min_size=1, max_size=4))
def test_a_frozen_picture_loses_nothing(
    clip: VideoClip, share: float, stands_ms: int, looks: list[float]
) -> None:
    whole = append(append(Timeline(), replace(clip, freeze=False)), photo("a"))
    at_ms = round(clip.duration_ms * share)
    frozen = freeze_frame(whole, "c1", at_ms, stands_ms)
    assert frozen.duration_ms == whole.duration_ms + stands_ms
    for look in looks:
        before_ms = clip.duration_ms * look
        after_ms = before_ms + (stands_ms if before_ms >= at_ms else 0)
        assert seen(frozen, after_ms) == pytest.approx(seen(whole, before_ms), abs=0.51)
    standing = seen(frozen, at_ms + stands_ms / 2)
    last_ms = clip.duration_ms - 1e-6
    assert standing == pytest.approx(seen(whole, min(at_ms, last_ms)), abs=5.51), "or just before it"


def test_the_drawing_of_a_frozen_picture(filmed: Timeline) -> None:
    timeline = append(set_all_transitions(filmed, FADE), photo("after"))
    frozen = freeze_frame(timeline, "c4", 1500, 1000)
    left, standing, right, after = main_clips(frozen)[3:]
    assert (left.id, left.start_ms, left.duration_ms, left.source_in_ms) == ("c4", 9000, 1500, 1000)
    assert (standing.freeze, standing.start_ms, standing.duration_ms, standing.source_in_ms) == (
        True, 10500, 1000, 2500,
    )  # fmt: skip
    assert (right.freeze, right.start_ms, right.duration_ms, right.source_in_ms) == (
        False, 11500, 2500, 2500,
    )  # fmt: skip
    assert [clip.transition_in for clip in (left, standing, right, after)] == [FADE, None, None, FADE]
    assert len({clip.id for clip in all_clips(frozen)}) == len(all_clips(timeline)) + 2


def test_a_frozen_picture_at_both_ends() -> None:
    alone = set_way_out(set_way_in(append(Timeline(), film("clip", duration_ms=2000)), FADE), FADE)
    first = main_clips(freeze_frame(alone, "c1", 0, 500))
    assert [(clip.id, clip.freeze, clip.transition_in) for clip in first] == [
        ("c2", True, FADE), ("c1", False, None),
    ]  # fmt: skip
    last = main_clips(freeze_frame(alone, "c1", 2000, 500))
    assert [(clip.id, clip.transition_in, clip.transition_out) for clip in last] == [
        ("c1", FADE, None), ("c2", None, FADE),
    ]  # fmt: skip
    faded = set_transition(append(alone, film("other")), "c2", FADE)
    assert [clip.transition_in for clip in main_clips(freeze_frame(faded, "c2", 3000, 500))] == [
        FADE, FADE, None,
    ]  # fmt: skip


def test_titles_go_along_with_frozen_pictures(filmed: Timeline) -> None:
    titled = add_title(append(filmed, photo("x")), "after", reference="c5")
    frozen = freeze_frame(titled, "c4", 1000, 700)
    (title,) = titles(frozen)
    assert (title.start_ms, title.end_ms) == (13700, 16700)


def test_reverse_and_back(filmed: Timeline) -> None:
    backwards = reverse(filmed, "c4")
    assert of(backwards).reverse and backwards.duration_ms == filmed.duration_ms
    assert reverse(backwards, "c4", False) == filmed
    assert changes(filmed, backwards) == ("Clip 4: runs backwards.",)
    assert of(trim(backwards, "c4", end_ms=1000)).source_in_ms == 2000
    assert of(trim(backwards, "c4", start_ms=1000)).source_in_ms == 1000
    assert of(set_duration(backwards, "c4", 9000)).source_in_ms == 0, "there is nothing further back"


def test_the_part_of_the_source(filmed: Timeline) -> None:
    other = set_source_range(set_speed(filmed, "c4", 2), "c4", 500, 3500)
    assert (of(other).source_in_ms, of(other).duration_ms, of(other).speed) == (500, 1500, 2)
    for bad in ((-1, 500), (500, 500), (0, 10**9)):
        with pytest.raises(InvalidEdit, match="begins before it ends"):
            set_source_range(filmed, "c4", *bad)


def test_own_sound(filmed: Timeline) -> None:
    quiet = set_sound_gain(filmed, "c4", 0.5)
    assert of(quiet).sound_gain == 0.5
    assert changes(filmed, quiet) == ("Clip 4: own sound now 50% (was 100%).",)
    assert changes(filmed, set_sound_gain(filmed, "c4", 0.0)) == ("Clip 4: own sound muted (was 100%).",)
    rising = set_sound_gain(filmed, "c4", ((0, 0.0), (2000, 1.0)))
    assert of(set_speed(rising, "c4", 2)).sound_gain == ((0, 0.0), (1000, 1.0))
    left, right = main_clips(split(rising, "c4", 1000))[3:]
    assert left.sound_gain == ((0, 0.0), (2000, 1.0))
    assert right.sound_gain == ((0, 0.5), (1000, 1.0))
    assert of(trim(rising, "c4", start_ms=1000)).sound_gain == right.sound_gain
    crowded = set_sound_gain(filmed, "c4", tuple((ms, 1.0) for ms in range(100)))
    assert len(of(set_speed(crowded, "c4", 8)).sound_gain) == 13  # type: ignore[arg-type]
    with pytest.raises(InvalidEdit, match="from 0 to 2"):
        set_sound_gain(filmed, "c4", 3)


def test_a_frozen_piece_is_cut_like_a_photo(filmed: Timeline) -> None:
    frozen = freeze_frame(filmed, "c4", 1000, 2000)
    name = main_clips(frozen)[4].id
    assert of(trim(frozen, name, start_ms=500), name).source_in_ms == of(frozen, name).source_in_ms
    faster = change_speed(frozen, name, 2)
    assert (of(faster, name).duration_ms, of(faster, name).speed) == (1000, 1.0)
    assert not of(replace_source(frozen, name, "other", film=True), name).freeze


def test_refusals_say_what_is_there(filmed: Timeline) -> None:
    with pytest.raises(InvalidEdit, match="Photo 1 is a photo and does not move by itself"):
        set_speed(filmed, ["c4", "c1"], 2)
    with pytest.raises(InvalidEdit, match="Photo 2 is a photo and has no sound"):
        set_sound_gain(filmed, "c2", 1)
    with pytest.raises(InvalidEdit, match=r"from 0\.1 to 8 times"):
        set_speed(filmed, "c4", 9)
    with pytest.raises(InvalidEdit, match="Photo 4 is 4 s long; let it stand still somewhere in it"):
        freeze_frame(filmed, "c4", 4001, 500)
    with pytest.raises(InvalidEdit, match="more than 0 seconds"):
        freeze_frame(filmed, "c4", 0, 0)
    frozen = freeze_frame(filmed, "c4", 0, 500)
    with pytest.raises(InvalidEdit, match="stands still"):
        reverse(frozen, main_clips(frozen)[3].id)


def test_film_above_the_video_ends_with_it(filmed: Timeline) -> None:
    inset = add_overlay(filmed, "cam", Box(0.6, 0.6, 0.3, 0.3), start_ms=9000, duration_ms=4000)
    above = replace(of(inset, "c5"), motion=None)
    tracks = tuple(
        replace(track, clips=(above,)) if track.clips[0].id == "c5" else track for track in inset.tracks
    )
    inset = replace(inset, tracks=tracks)
    assert of(set_speed(inset, "c5", 2), "c5").duration_ms == 2000
    with pytest.raises(InvalidEdit, match="after the video, which ends at 13 s"):
        set_speed(inset, "c5", 0.5)


def test_luma_mattes_are_carried(filmed: Timeline) -> None:
    matte = Transition("luma", 800, "matte1")
    assert of(set_transition(filmed, "c4", matte)).transition_in == matte
    every = set_all_transitions(filmed, matte)
    assert {clip.transition_in for clip in main_clips(every)[1:]} == {matte}


def test_film_counts_as_clips(filmed: Timeline) -> None:
    assert summary(filmed) == "Timeline (1 track): 1. Video: 3 photos and 1 clip (0-13s)"
    assert "3 photos and 3 clips" in summary(freeze_frame(filmed, "c4", 1000, 500))
