"""What follows the main track: layers go, last and move with it, and never outlast it."""

from __future__ import annotations

from dataclasses import replace

from photoplay.timeline.clips import photo
from photoplay.timeline.edits import append, move, remove, set_duration
from photoplay.timeline.find import clip_by_id, main_clips, sounds, titles
from photoplay.timeline.layers import add_audio, add_title, edit_title
from photoplay.timeline.model import Clip, Timeline


def time_of(timeline: Timeline, clip_id: str) -> tuple[int, int]:
    clip = clip_by_id(timeline, clip_id)
    return clip.start_ms, clip.end_ms


def test_a_free_title_stays_readable_when_the_video_shrinks(three: Timeline) -> None:
    late = add_title(three, "bye", start_ms=6500, duration_ms=2000)
    assert time_of(set_duration(late, "c3", 2000), "c4") == (6500, 8000), "cut where enough is left"
    assert time_of(remove(late, "c3"), "c4") == (4000, 6000), "else moved"


def test_a_title_that_reaches_over_later_photos_ends_with_the_video(three: Timeline) -> None:
    long = add_title(three, "all along", reference="c1", start_ms=4000, duration_ms=4000)
    assert time_of(long, "c4") == (4000, 8000)
    assert time_of(remove(long, "c3"), "c4") == (4000, 6000)


def test_sound_after_the_end_goes_and_inside_stays(three: Timeline) -> None:
    timeline = add_audio(three, "click", start_ms=1000, duration_ms=500)
    timeline = add_audio(timeline, "bang", start_ms=7000, duration_ms=500)
    shorter = remove(timeline, "c3")
    assert [clip.source for clip in sounds(shorter)] == ["click"]
    assert time_of(append(timeline, photo("new")), "c4") == (1000, 1500)


def test_clips_follow_through_several_references(full: Timeline) -> None:
    chain = add_title(full, "under", reference="c6")
    assert time_of(move(chain, "c2", before="c1"), "c9") == (0, 3000)
    assert [clip.id for clip in titles(remove(chain, "c2"))] == ["c7"]


def test_a_long_chain_of_references_needs_no_recursion(three: Timeline) -> None:
    timeline = add_title(three, "0", reference="c1", duration_ms=1)
    track = next(track for track in timeline.tracks if track.kind == 7)
    last: Clip = track.clips[0]
    chain = [last]
    for number in range(1500):
        last = replace(last, id=f"x{number}", start_ms=last.end_ms, reference=last.id)
        chain.append(last)
    tracks = tuple(replace(t, clips=tuple(chain)) if t is track else t for t in timeline.tracks)
    assert len(titles(remove(replace(timeline, tracks=tracks), "c1"))) == 0


def test_a_collision_moves_the_later_text_to_another_track(three: Timeline) -> None:
    free = add_title(three, "free", start_ms=0, duration_ms=3000)
    both = add_title(free, "mine", reference="c2")
    assert len(both.tracks) == 2
    crowded = move(both, "c2", before="c1")
    assert [track.name for track in crowded.tracks] == ["Video", "Title", "Title"]
    assert time_of(crowded, "c5") == time_of(crowded, "c4") == (0, 3000)


def test_a_gap_stays_between_the_same_neighbours(three: Timeline) -> None:
    track = three.tracks[0]
    gapped = replace(
        three,
        tracks=(replace(track, clips=(*track.clips[:2], replace(track.clips[2], start_ms=7000))),),
    )
    assert time_of(set_duration(gapped, "c1", 1000), "c3") == (5000, 8000)
    assert time_of(remove(gapped, "c2"), "c3") == (3000, 6000)


def test_main_clips_lose_references_that_have_gone(three: Timeline) -> None:
    track = three.tracks[0]
    linked = replace(
        three, tracks=(replace(track, clips=(track.clips[0], replace(track.clips[1], reference="c1"))),)
    )
    assert main_clips(remove(linked, "c1"))[0].reference is None


def test_freed_titles_stay(full: Timeline) -> None:
    assert [clip.id for clip in titles(remove(edit_title(full, "c6", reference=""), "c2"))] == ["c7", "c6"]
