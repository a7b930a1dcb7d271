"""What is shown when: each edit does what its drawing says, and the rest follows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from photoplay.errors import InvalidEdit
from photoplay.timeline.apportion import apportion
from photoplay.timeline.clips import end_card, film, photo
from photoplay.timeline.cutting import gain_from
from photoplay.timeline.edits import (
    append,
    change_speed,
    duplicate,
    insert,
    move,
    remove,
    reorder,
    replace_source,
    set_duration,
    set_durations,
    set_total_duration,
    split,
    swap,
    trim,
)
from photoplay.timeline.find import all_clips, clip_by_id, main_clips, photos, sounds, titles
from photoplay.timeline.layers import add_title, edit_audio
from photoplay.timeline.model import Box, Motion, Timeline, Transition, VideoClip
from photoplay.timeline.ripple import common_transition
from photoplay.timeline.styling import set_all_transitions, set_crop, set_transition, set_way_in, set_way_out

FADE = Transition("fade", 600)
WIPE = Transition("wipeleft", 400)


def order(timeline: Timeline) -> str:
    return " ".join(clip.id for clip in main_clips(timeline))


def time_of(timeline: Timeline, clip_id: str) -> tuple[int, int]:
    clip = clip_by_id(timeline, clip_id)
    return clip.start_ms, clip.end_ms


def ways(timeline: Timeline) -> list[str]:
    return [clip.transition_in.type if clip.transition_in else "-" for clip in main_clips(timeline)]


# -- which clips, in which order --------------------------------------------------------------------


def test_append_fills_an_empty_timeline(three: Timeline) -> None:
    assert order(three) == "c1 c2 c3"
    assert [clip.start_ms for clip in main_clips(three)] == [0, 3000, 6000]
    assert three.duration_ms == 9000


def test_append_goes_before_the_end_card(full: Timeline) -> None:
    assert order(append(full, photo("new"))) == "c1 c2 c3 c9 c4"


def test_insert_before_and_after(three: Timeline) -> None:
    assert order(insert(three, photo("new"), before="c1")) == "c4 c1 c2 c3"
    between = insert(three, [photo("new", duration_ms=500), film("clip")], after="c1")
    assert order(between) == "c1 c4 c5 c2 c3"
    assert time_of(between, "c2") == (6500, 9500)


def test_insert_needs_one_place(three: Timeline) -> None:
    with pytest.raises(InvalidEdit, match="not both"):
        insert(three, photo("new"), before="c1", after="c2")
    with pytest.raises(InvalidEdit, match="There is no segment “c9”"):
        insert(three, photo("new"), before="c9")
    with pytest.raises(InvalidEdit, match="already used"):
        insert(three, replace(photo("new"), id="c1"))
    with pytest.raises(InvalidEdit, match="which photo"):
        append(three, [])


def test_remove_takes_what_belongs_to_it_and_shortens_the_music(full: Timeline) -> None:
    shorter = remove(full, "c2")
    assert order(shorter) == "c1 c3 c4"
    assert [clip.id for clip in titles(shorter)] == ["c7"]
    assert time_of(shorter, "c5") == time_of(shorter, "c8") == (0, 9000)
    assert time_of(shorter, "c7") == (0, 3000)


def test_remove_of_a_layer_leaves_the_rest_and_drops_its_track(full: Timeline) -> None:
    silent = remove(full, "c5")
    assert not sounds(silent)
    assert len(silent.tracks) == len(full.tracks) - 1
    assert main_clips(silent) == main_clips(full)


def test_remove_of_everything_leaves_nothing(full: Timeline) -> None:
    assert remove(full, [clip.id for clip in all_clips(full)]).tracks == ()


def test_music_waits_for_new_photos(full: Timeline) -> None:
    bare = remove(full, ["c1", "c2", "c3", "c4"])
    assert time_of(bare, "c5") == (0, 12000)
    again = append(bare, photo("new", duration_ms=5000))
    assert main_clips(again)[0].source == "new"
    assert time_of(again, "c5") == time_of(again, "c8") == (0, 5000)


def test_remove_of_the_unknown(three: Timeline) -> None:
    with pytest.raises(InvalidEdit, match="no segment “c7”"):
        remove(three, ["c1", "c7"])
    with pytest.raises(InvalidEdit, match="Say which"):
        remove(three, [])


def test_move_to_the_front_and_to_the_end(full: Timeline) -> None:
    assert order(move(full, "c3", before="c1")) == "c3 c1 c2 c4"
    assert order(move(full, "c1")) == "c2 c3 c1 c4"
    assert order(move(full, ["c3", "c1"], after="c2")) == "c2 c3 c1 c4"
    with pytest.raises(InvalidEdit, match="next to itself"):
        move(full, "c1", after="c1")


def test_a_title_moves_with_its_photo(full: Timeline) -> None:
    assert time_of(full, "c6") == (3000, 6000)
    assert time_of(move(full, "c2", before="c1"), "c6") == (0, 3000)


def test_reorder_keeps_the_end_card_last(full: Timeline) -> None:
    assert order(reorder(full, ["c3", "c1", "c2"])) == "c3 c1 c2 c4"
    with pytest.raises(InvalidEdit, match="names 2 of 3 photos"):
        reorder(full, ["c3", "c1"])


def test_swap(three: Timeline) -> None:
    assert order(swap(three, "c1", "c3")) == "c3 c2 c1"
    with pytest.raises(InvalidEdit, match="Two different"):
        swap(three, "c1", "c1")


def test_layers_have_no_place_in_the_sequence(full: Timeline) -> None:
    with pytest.raises(InvalidEdit, match="“logo.png” lies above the video"):
        swap(full, "c1", "c8")
    with pytest.raises(InvalidEdit, match="“Lo-fi” is no photo"):
        move(full, "c5")


def test_replace_keeps_place_and_drops_what_was_the_old_pictures(three: Timeline) -> None:
    cropped = set_crop(three, "c2", Box(0, 0, 0.5, 0.5))
    new = replace_source(cropped, "c2", "other", name="x.jpg")
    clip = main_clips(new)[1]
    assert (clip.id, clip.source, clip.name, clip.crop) == ("c2", "other", "x.jpg", None)
    assert (clip.start_ms, clip.motion) == (3000, Motion("hold"))


def test_replace_by_film_and_back(three: Timeline) -> None:
    moving = replace_source(three, "c2", "clip", film=True)
    assert main_clips(moving)[1].motion is None
    assert main_clips(replace_source(moving, "c2", "still", film=False))[1].motion == Motion("hold")


def test_replace_music_but_not_words(full: Timeline) -> None:
    assert sounds(replace_source(full, "c5", "jazz", name="Jazz"))[0].source == "jazz"
    with pytest.raises(InvalidEdit, match="change its words"):
        replace_source(full, "c7", "jazz")


def test_duplicate_copies_the_title_too(full: Timeline) -> None:
    doubled = duplicate(full, "c2")
    assert order(doubled) == "c1 c2 c9 c3 c4"
    copy = clip_by_id(doubled, "c10")
    assert (copy.reference, copy.start_ms) == ("c9", 6000)
    assert len({clip.id for clip in all_clips(doubled)}) == len(all_clips(full)) + 2


# -- transitions when clips come, go and change places ----------------------------------------------


def test_a_new_cut_gets_the_common_transition(three: Timeline) -> None:
    faded = set_all_transitions(three, FADE)
    assert ways(insert(faded, photo("new"), before="c2")) == ["-", "fade", "fade", "fade"]
    assert ways(insert(faded, photo("new"), before="c1")) == ["-", "fade", "fade", "fade"]
    mixed = set_transition(faded, "c2", WIPE)
    assert ways(insert(mixed, photo("new"), before="c2")) == ["-", "-", "wipeleft", "fade"]


def test_the_way_in_and_out_stay_at_the_ends(three: Timeline) -> None:
    timeline = set_way_out(set_way_in(set_all_transitions(three, FADE), WIPE), FADE)
    turned = reorder(timeline, ["c3", "c2", "c1"])
    assert ways(turned) == ["wipeleft", "fade", "fade"]
    assert [clip.transition_out for clip in main_clips(turned)] == [None, None, FADE]
    assert ways(remove(timeline, "c1")) == ["wipeleft", "fade"]
    assert main_clips(remove(timeline, "c3"))[-1].transition_out == FADE
    assert main_clips(append(timeline, photo("new")))[-2].transition_out is None


def test_the_displaced_first_clip_takes_the_others_transition(three: Timeline) -> None:
    mixed = set_transition(set_transition(three, "c2", FADE), "c3", WIPE)
    assert ways(move(mixed, "c3", before="c1")) == ["-", "wipeleft", "fade"]
    assert common_transition(main_clips(mixed)) is None


# -- how long ---------------------------------------------------------------------------------------


def test_trim_of_a_photo_and_of_film(three: Timeline) -> None:
    shorter = trim(three, "c2", start_ms=500, end_ms=1000)
    assert time_of(shorter, "c2") == (3000, 4500)
    assert time_of(shorter, "c3") == (4500, 7500)
    fast = replace(film("clip", source_in_ms=100), speed=2.0)
    trimmed = trim(append(three, fast), "c4", start_ms=500)
    assert main_clips(trimmed)[3].source_in_ms == 1100


def test_trim_needs_something_left(three: Timeline) -> None:
    for cuts in ({"start_ms": 1500, "end_ms": 1500}, {"start_ms": -1}):
        with pytest.raises(InvalidEdit, match="Photo 2 is 3 s long"):
            trim(three, "c2", **cuts)


def test_split_keeps_everything_in_place(full: Timeline) -> None:
    faded = set_way_out(set_all_transitions(full, FADE), FADE)
    halves = split(faded, "c2", 1000)
    assert order(halves) == "c1 c2 c9 c3 c4"
    assert time_of(halves, "c2") == (3000, 4000)
    assert time_of(halves, "c9") == (4000, 6000)
    assert ways(halves) == ["-", "fade", "-", "fade", "fade"]
    assert halves.duration_ms == faded.duration_ms
    assert main_clips(halves)[-1].transition_out == FADE
    assert clip_by_id(halves, "c6") == clip_by_id(faded, "c6")


def test_split_gives_the_later_titles_to_the_later_half(full: Timeline) -> None:
    late = add_title(full, "late", reference="c2", start_ms=5000)
    assert titles(split(late, "c2", 1000))[-1].reference == "c10"


def test_split_of_film_and_music_goes_on_in_the_source(full: Timeline) -> None:
    gain = ((0, 0.0), (2000, 1.0), (4000, 0.0))
    halves = split(edit_audio(full, "c5", gain=gain, fade_in_ms=500, fade_out_ms=700), "c5", 3000)
    left, right = sounds(halves)
    assert (left.end_ms, left.fade_in_ms, left.fade_out_ms) == (3000, 500, 0)
    assert (right.start_ms, right.source_in_ms, right.fade_in_ms, right.fade_out_ms) == (3000, 3000, 0, 700)
    assert right.gain == ((0, 0.5), (1000, 0.0))


def test_split_of_the_impossible(full: Timeline) -> None:
    with pytest.raises(InvalidEdit, match="Photo 1 is 3 s long"):
        split(full, "c1", 3000)
    with pytest.raises(InvalidEdit, match="text cannot be split"):
        split(full, "c7", 1000)


def test_volume_keyframes_seen_from_later() -> None:
    assert gain_from(0.5, 1000) == 0.5
    assert gain_from(((2000, 1.0),), 500) == ((1500, 1.0),)
    assert gain_from(((100, 0.2),), 500) == ((0, 0.2),)


def test_set_duration_of_one_and_several(full: Timeline) -> None:
    longer = set_duration(full, ["c1", "c2"], 4000)
    assert time_of(longer, "c3") == (8000, 11000)
    assert time_of(longer, "c6") == (4000, 8000), "a title lasts with its photo"
    assert time_of(longer, "c5") == (0, 14000)
    each = set_durations(full, {"c1": 1000, "c3": 2000})
    assert time_of(each, "c4") == (6000, 9000)


@pytest.mark.parametrize("bad", [0, -1, 4 * 3600 * 1000 + 1])
def test_set_duration_out_of_range(three: Timeline, bad: int) -> None:
    with pytest.raises(InvalidEdit, match="at most 4 hours"):
        set_duration(three, "c1", bad)


def test_a_layer_cannot_outlast_the_video(full: Timeline) -> None:
    assert time_of(set_duration(full, "c7", 12000), "c7") == (0, 12000)
    with pytest.raises(InvalidEdit, match="ends at 12 s"):
        set_duration(full, "c7", 12001)


def test_a_title_outside_its_photo_stays_in_the_video(three: Timeline) -> None:
    ahead = add_title(three, "soon", reference="c1", start_ms=3000, duration_ms=3000)
    assert time_of(move(ahead, "c1", after="c3"), "c4") == (6000, 9000)


def test_a_title_keeps_its_share_of_a_longer_photo(three: Timeline) -> None:
    titled = add_title(three, "Hi", reference="c2", start_ms=3300, duration_ms=2400)
    assert time_of(set_duration(titled, "c2", 6000), "c4") == (3600, 8400)


@pytest.mark.parametrize("total_ms", [9001, 10000, 20011, 300])
def test_the_total_is_exact(three: Timeline, total_ms: int) -> None:
    timeline = set_total_duration(three, total_ms)
    assert timeline.duration_ms == total_ms
    lengths = [clip.duration_ms for clip in main_clips(timeline)]
    assert max(lengths) - min(lengths) <= 1
    assert [clip.source for clip in main_clips(timeline)] == ["asset1", "asset2", "asset3"]


def test_the_total_leaves_film_and_end_card(full: Timeline) -> None:
    timeline = set_total_duration(append(full, film("clip", duration_ms=4000)), 20000)
    assert timeline.duration_ms == 20000
    assert clip_by_id(timeline, "c9").duration_ms == 4000
    assert clip_by_id(timeline, "c4").duration_ms == 3000


def test_the_total_in_proportion(three: Timeline) -> None:
    timeline = set_total_duration(set_durations(three, {"c1": 1000, "c2": 2000}), 12000)
    assert [clip.duration_ms for clip in main_clips(timeline)] == [2000, 4000, 6000]


def test_the_total_has_bounds(full: Timeline) -> None:
    with pytest.raises(InvalidEdit, match=r"from 3\.3 s to 4 hours"):
        set_total_duration(full, 3299)
    with pytest.raises(InvalidEdit, match="no photo to make longer"):
        set_total_duration(append(Timeline(), film("clip")), 1000)


def test_apportion_sets_aside_what_would_be_too_small() -> None:
    assert apportion([10000, 200], 5000, 100) == [4900, 100]
    assert apportion([1, 1, 1], 10, 0) == [4, 3, 3]


def test_change_speed_of_photo_and_film(three: Timeline) -> None:
    timeline = change_speed(append(three, film("clip", duration_ms=4000)), ["c1", "c4"], 2)
    assert time_of(timeline, "c1") == (0, 1500)
    clip = main_clips(timeline)[3]
    assert (clip.duration_ms, clip.speed) == (2000, 2.0)
    assert main_clips(timeline)[0].speed == 1.0
    for factor in (0, -1, float("nan"), float("inf"), 1000):
        with pytest.raises(InvalidEdit, match="change of speed"):
            change_speed(three, "c1", factor)
    with pytest.raises(InvalidEdit, match="from 0.1 to 8 times"):
        change_speed(timeline, "c4", 5)


# -- ids --------------------------------------------------------------------------------------------


def test_new_ids_follow_the_highest_and_never_collide(three: Timeline) -> None:
    odd = append(three, replace(photo("odd"), id="c10"))
    assert main_clips(append(odd, photo("new")))[-1].id == "c11"
    huge = append(three, replace(photo("odd"), id="c" + "9" * 100))
    assert main_clips(append(huge, photo("new")))[-1].id == "c4"
    again = append(remove(append(three, photo("new")), "c4"), photo("new"))
    assert again == append(three, photo("new")), "the same edits give the same ids"


def test_too_many_clips_is_an_edit_that_cannot_be_done(three: Timeline) -> None:
    with pytest.raises(InvalidEdit, match="at most 2,000"):
        append(three, [photo("new", duration_ms=10)] * 1998)


def test_photos_are_videoclips(full: Timeline) -> None:
    assert all(isinstance(clip, VideoClip) for clip in photos(append(full, end_card("card"))))
    assert len(photos(append(full, end_card("card")))) == 3
