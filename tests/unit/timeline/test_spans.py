"""Where transitions apply, and how long they are drawn."""

from __future__ import annotations

from dataclasses import replace

from photoplay.timeline.clips import film, photo
from photoplay.timeline.edits import append, set_duration
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import Timeline, Track, Transition
from photoplay.timeline.spans import drawn_duration_ms, touch, transition_between, way_out
from photoplay.timeline.styling import set_all_transitions, set_way_in, set_way_out

FADE = Transition("fade", 600)


def main(timeline: Timeline) -> Track:
    assert timeline.main_track is not None
    return timeline.main_track


def test_a_transition_applies_where_clips_touch(three: Timeline) -> None:
    track = main(set_all_transitions(three, FADE))
    assert [transition_between(track, i) for i in range(3)] == [None, FADE, FADE]
    apart = replace(track, clips=(track.clips[0], replace(track.clips[1], start_ms=3001)))
    assert not touch(*apart.clips)
    assert transition_between(apart, 1) is None


def test_the_ways_in_and_out(three: Timeline) -> None:
    track = main(set_way_out(set_way_in(three, FADE), Transition("fadeblack", 800)))
    assert transition_between(track, 0) == FADE
    assert way_out(track) == Transition("fadeblack", 800)
    assert way_out(main(three)) is None
    assert way_out(replace(track, clips=())) is None


def test_the_drawn_length_is_half_the_shorter_neighbour_at_most(three: Timeline) -> None:
    left, right, _ = main_clips(set_duration(three, "c2", 1001))
    assert drawn_duration_ms(FADE, left, right) == 500
    assert drawn_duration_ms(FADE, left, None) == 600
    assert drawn_duration_ms(Transition("fade", 9000), None, right) == 500


def test_nothing_is_drawn_on_a_clip_of_a_millisecond() -> None:
    timeline = append(Timeline(), [photo("a"), film("b", duration_ms=1)])
    track = main(set_way_out(set_all_transitions(timeline, FADE), FADE))
    assert transition_between(track, 1) is None
    assert way_out(track) is None
