"""Several pictures at once: what leaves the sequence, where it goes, and what follows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from photoplay.errors import InvalidEdit
from photoplay.timeline.clips import film, photo
from photoplay.timeline.edits import append, insert, move, remove, set_duration
from photoplay.timeline.find import main_clips, overlays, titles
from photoplay.timeline.layers import add_overlay, add_title
from photoplay.timeline.layouts import DIVIDER_NAME, before_after, boxes_for, picture_in_picture, split_screen
from photoplay.timeline.lifting import Lifted, lift
from photoplay.timeline.model import (
    Background,
    Border,
    Box,
    Canvas,
    Motion,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)
from photoplay.timeline.styling import set_all_transitions


def ids(timeline: Timeline) -> list[str]:
    return [clip.id for clip in main_clips(timeline)]


def times(clip: VideoClip) -> tuple[int, int]:
    return clip.start_ms, clip.end_ms


def test_split_screen_keeps_the_first_and_lifts_the_others(full: Timeline) -> None:
    split = split_screen(full, ["c1", "c2", "c3"], background=Background("#ffffff"))
    assert ids(split) == ["c1", "c4"]
    first = main_clips(split)[0]
    boxes = boxes_for(3, 16 / 9)
    assert (first.box, first.background) == (boxes[0], Background("#ffffff"))
    above = {clip.id: clip for clip in overlays(split)}
    assert [above[name].box for name in ("c2", "c3")] == list(boxes[1:])
    assert {times(above[name]) for name in ("c2", "c3")} == {(0, 3000)}
    assert {above[name].reference for name in ("c2", "c3")} == {"c1"}
    assert above["c2"].source == "asset2"


def test_boxes_follow_the_order_named_and_the_first_of_the_video_stays(three: Timeline) -> None:
    split = split_screen(three, ["c3", "c1"])
    left, right = boxes_for(2, 16 / 9)
    assert ids(split) == ["c1", "c2"]
    assert main_clips(split)[0].box == right
    (above,) = overlays(split)
    assert (above.id, above.box) == ("c3", left)


def test_what_belongs_to_a_lifted_clip_goes_with_it(full: Timeline) -> None:
    split = split_screen(full, ["c1", "c2"])
    (title,) = (title for title in titles(split) if title.id == "c6")
    assert title.reference == "c2"
    assert (title.start_ms, title.end_ms) == (0, 3000)
    assert {clip.id for clip in overlays(split)} == {"c2", "c8"}
    gone = remove(split, "c1")
    assert "c6" not in {title.id for title in titles(gone)}
    assert {clip.id for clip in overlays(gone)} == {"c8"}


def test_logos_stay_above_what_is_lifted(full: Timeline) -> None:
    split = split_screen(split_screen(full, ["c1", "c2"]), ["c3", "c4"])
    tracks = [[clip.id for clip in track.clips] for track in split.tracks if track.kind == 0]
    assert tracks == [["c1", "c3"], ["c2", "c4"], ["c8"]]


def test_lengths_of_split_screens(three: Timeline) -> None:
    longer = set_duration(three, "c2", 5000)
    assert main_clips(split_screen(longer, ["c1", "c2"]))[0].duration_ms == 5000
    assert main_clips(split_screen(longer, ["c1", "c2"], duration_ms=1234))[0].duration_ms == 1234
    filmed = append(longer, film("f1", duration_ms=2200))
    assert main_clips(split_screen(filmed, ["c2", "c4"]))[1].duration_ms == 2200


def test_lifted_clips_have_the_transitions_of_the_one_they_belong_to(three: Timeline) -> None:
    joined = set_all_transitions(three, Transition("slideleft", 600))
    split = split_screen(joined, ["c1", "c2"])
    main, (above,) = main_clips(split), overlays(split)
    assert (above.transition_in, above.transition_out) == (None, None)
    assert (above.start_ms, above.end_ms, above.reference) == (main[0].start_ms, main[0].end_ms, main[0].id)


@pytest.mark.parametrize(
    ("names", "words"),
    [(["c1"], "From 2 to 9"), (["c1", "c9"], "no segment"), (["c1", "c8"], "lies above the video")],
)
def test_split_screens_that_cannot_be(full: Timeline, names: list[str], words: str) -> None:
    with pytest.raises(InvalidEdit, match=words):
        split_screen(full, names)


def test_at_most_nine(three: Timeline) -> None:
    many = append(three, [photo(f"more{n}") for n in range(8)])
    with pytest.raises(InvalidEdit, match="From 2 to 9"):
        split_screen(many, [clip.id for clip in main_clips(many)])
    assert len(overlays(split_screen(many, ids(many)[:9]))) == 8


def test_inset_of_a_clip_of_the_video(full: Timeline) -> None:
    inset = picture_in_picture(full, "c3", "c1", corner="top-left", size=0.25, border=Border("line"))
    assert ids(inset) == ["c1", "c2", "c4"]
    (above,) = (clip for clip in overlays(inset) if clip.id == "c3")
    assert (above.reference, times(above)) == ("c1", (0, 3000))
    assert above.box is not None
    assert (above.box.x, above.box.y, above.box.w, above.box.h) == pytest.approx((0.05, 0.05, 0.25, 0.25))
    assert (above.border, above.radius, above.shadow) == (Border("line"), 0.06, 0.6)
    moved = move(inset, "c1", after="c2")
    assert times(next(clip for clip in overlays(moved) if clip.id == "c3")) == (3000, 6000)


def test_inset_of_something_new(three: Timeline) -> None:
    short = picture_in_picture(three, film("f1", duration_ms=1500), "c2")
    (above,) = overlays(short)
    assert (above.id, above.source, times(above)) == ("c4", "f1", (3000, 4500))
    (still,) = overlays(picture_in_picture(three, photo("p1", duration_ms=500), "c2"))
    assert times(still) == (3000, 6000)
    with pytest.raises(InvalidEdit, match="“c2” is already used"):
        picture_in_picture(three, replace(photo("p1"), id="c2"), "c1")


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1080, 1080)])
@pytest.mark.parametrize("shape", [None, 1.0, 0.75, 16 / 9])
def test_insets_have_their_shape(three: Timeline, size: tuple[int, int], shape: float | None) -> None:
    timeline = replace(three, canvas=Canvas(*size))
    (above,) = overlays(picture_in_picture(timeline, "c2", "c1", shape=shape, size=0.3))
    assert above.box is not None
    wanted = shape or size[0] / size[1]
    assert above.box.w * size[0] / (above.box.h * size[1]) == pytest.approx(wanted)
    assert above.box.x + above.box.w == pytest.approx(0.95)
    assert above.box.y + above.box.h == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"inset": "c1"}, "cannot lie above itself"),
        ({"size": 0.95}, "from 0.05 to 0.9"),
        ({"corner": "left"}, "A corner is one of"),
        ({"inset": "c8"}, "lies above the video"),
    ],
)
def test_insets_that_cannot_be(full: Timeline, told: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidEdit, match=words):
        picture_in_picture(full, **{"inset": "c2", "over": "c1", **told})  # type: ignore[arg-type]


def test_before_and_after(three: Timeline) -> None:
    moving = replace(main_clips(three)[0], motion=Motion("zoom-in"))
    three = replace(three, tracks=(replace(three.tracks[0], clips=(moving, *main_clips(three)[1:])),))
    made = before_after(three, "c1", "c2")
    left, right, _ = main_clips(made)
    assert left.motion == right.motion == Motion("hold")
    assert right.transition_in == Transition(
        "wiperight", 1467
    )  # 44 frames: the most that half of 3 s has, even
    (line,) = overlays(made)
    assert (line.name, line.reference, line.source) == (DIVIDER_NAME, "c2", "card:#ffffff")
    assert (line.start_ms, line.end_ms) == (2267, 3733)
    # Again: the old line goes.
    again = before_after(made, "c1", "c2", way="wipeup", reveal_ms=800, divider="#ff0000")
    (line,) = overlays(again)
    assert (line.source, times(line)) == ("card:#ff0000", (2600, 3400))
    assert overlays(before_after(again, "c1", "c2", divider=None)) == ()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"after": "c3"}, "does not follow"),
        ({"before": "c2", "after": "c1"}, "does not follow"),
        ({"way": "fade"}, "wiperight, wipeleft"),
        ({"reveal_ms": 20}, "too short"),
    ],
)
def test_before_and_after_that_cannot_be(three: Timeline, told: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidEdit, match=words):
        before_after(three, **{"before": "c1", "after": "c2", **told})  # type: ignore[arg-type]


def test_everything_lifted_moves_when_the_video_changes(three: Timeline) -> None:
    split = add_title(split_screen(three, ["c2", "c3"]), "Both", reference="c2")
    later = insert(split, photo("new", duration_ms=1000), before="c1")
    (above,) = overlays(later)
    assert times(above) == (4000, 7000)
    assert (titles(later)[0].start_ms, titles(later)[0].end_ms) == (4000, 7000)
    assert times(overlays(set_duration(later, "c2", 1500))[0]) == (4000, 5500)


def test_a_free_overlay_is_not_moved_by_layouts(three: Timeline) -> None:
    logo = add_overlay(three, "logo", Box(0.8, 0.8, 0.1, 0.1))
    split = split_screen(logo, ["c1", "c2"])
    assert times(next(clip for clip in overlays(split) if clip.source == "logo")) == (0, 6000)


def test_what_belongs_to_a_clip_through_many_others_goes_with_it_too() -> None:
    main = tuple(VideoClip(id=f"c{n}", start_ms=2500 * n, duration_ms=2500, source="a") for n in range(2))
    words = tuple(
        TextClip(
            id=f"w{n}", start_ms=2500 + n, duration_ms=1, text="Hi", reference="c1" if n == 0 else f"w{n - 1}"
        )
        for n in range(1900)
    )
    timeline = Timeline((Track("v1", TrackKind.VIDEO, main), Track("t1", TrackKind.TEXT, words)))
    lifted = main[1]
    after = lift(timeline, [Lifted(lifted, "c0")])
    assert [clip.id for clip in main_clips(after)] == ["c0"]
    assert [clip.start_ms for clip in titles(after)] == list(range(1900))
