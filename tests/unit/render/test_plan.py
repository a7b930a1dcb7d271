"""From milliseconds to frames, and from a video to chunks that survive edits."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidTimeline, NoMedia
from photoplay.media.record import MediaRecord
from photoplay.render.encode import QUALITIES, settings_of
from photoplay.render.moves import Move, stand_at
from photoplay.render.plan import make_plan
from photoplay.render.slices import LONGEST_CHUNK_FRAMES, Plan, Shot, Slice, slice_key
from photoplay.render.views import View
from photoplay.services.slideshow import Cut, timeline_of
from photoplay.timeline import edits, styling
from photoplay.timeline.clips import photo
from photoplay.timeline.model import (
    FRAME_RATES,
    MOTIONS,
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
from photoplay.times import frame_at

Records = Callable[..., MediaRecord]
Clips = Callable[..., tuple[VideoClip, ...]]
Timelines = Callable[..., Timeline]
Media = Callable[[Timeline], dict[str, MediaRecord]]


# -- frames -----------------------------------------------------------------------------------------


@given(
    lengths=st.lists(st.integers(1, 6000), min_size=1, max_size=8),
    gaps=st.lists(st.sampled_from([0, 0, 0, 1, 17, 40, 2500]), min_size=8, max_size=8),
    transition_ms=st.sampled_from([0, 1, 33, 600, 5000]),
    fps=st.sampled_from(FRAME_RATES),
)
def test_shots_and_chunks_tile_the_video(
    lengths: list[int], gaps: list[int], transition_ms: int, fps: int, timeline: Timelines, media: Media
) -> None:
    made, at_ms = [], 0
    way = Transition("fade", transition_ms) if transition_ms else None
    for number, (length_ms, gap_ms) in enumerate(zip(lengths, gaps, strict=False), 1):
        at_ms += gap_ms
        made.append(
            VideoClip(id=f"c{number}", source=f"a{number}", start_ms=at_ms, duration_ms=length_ms,
                      transition_in=way, transition_out=way)
        )  # fmt: skip
        at_ms += length_ms
    video = timeline(made, fps=fps)
    total = frame_at(at_ms, fps)
    if total == 0:
        with pytest.raises(NoMedia):
            make_plan(video, media(video))
        return
    plan = make_plan(video, media(video))
    assert plan.frames == total
    assert [shot.start for shot in plan.whole.shots] == [0, *(shot.end for shot in plan.whole.shots[:-1])]
    assert plan.whole.shots[-1].end == total
    assert plan.borders[0] == 0 and plan.borders[-1] == total
    assert all(0 < b - a <= LONGEST_CHUNK_FRAMES for a, b in pairwise(plan.borders))
    chunks = plan.chunks()
    assert [chunk.frames for chunk in chunks] == [b - a for a, b in pairwise(plan.borders)]
    for (start, _), chunk in zip(pairwise(plan.borders), chunks, strict=True):
        check_seen(plan, chunk, start)


def check_seen(plan: Plan, chunk: Slice, start: int) -> None:
    """Each frame of a chunk has exactly the shot and the blend that it has in the whole."""
    for frame in range(chunk.frames):
        (here,) = (s for s in chunk.shots if s.start <= frame < s.end)
        (there,) = (s for s in plan.whole.shots if s.start <= frame + start < s.end)
        assert (here.start + start, here.end + start, here.view) == (there.start, there.end, there.view)
        at = (frame + 0.5 - here.start) / (here.end - here.start)
        assert stand_at(here.move, at) == stand_at(there.move, at)
        blends = [b for b in chunk.blends if b.start <= frame < b.end]
        assert [(b.type, b.start + start, b.end + start, b.way) for b in blends] == [
            (b.type, b.start, b.end, b.way) for b in plan.whole.blends if b.start <= frame + start < b.end
        ]
        assert len(blends) <= 1
        for blend in (b for b in blends if b.way == "between"):
            cut = (blend.start + blend.end) // 2
            assert cut - blend.start == blend.end - cut
            assert sum(s.end == cut for s in chunk.shots) == sum(s.start == cut for s in chunk.shots) == 1


@pytest.mark.parametrize(
    ("ms", "fps", "frame"),
    [(0, 30, 0), (16, 30, 0), (17, 30, 1), (50, 30, 2), (49, 30, 1), (20, 25, 1), (19, 25, 0), (10, 50, 1),
     (1000, 24, 24), (14_400_000, 60, 864_000)],
)  # fmt: skip
def test_borders_are_rounded_half_up(ms: int, fps: int, frame: int) -> None:
    assert frame_at(ms, fps) == frame
    assert frame_at(ms, Fraction(fps)) == frame


def test_cuts_lie_where_their_times_round_to(clips: Clips, timeline: Timelines, media: Media) -> None:
    video = timeline(clips(1016, 1001, 983, 1000))
    ends = [frame_at(ms, 30) for ms in (1016, 2017, 3000, 4000)]
    assert [shot.end for shot in make_plan(video, media(video)).whole.shots] == ends == [30, 61, 90, 120]


def test_gaps_are_black(clips: Clips, timeline: Timelines, media: Media) -> None:
    way = Transition("fade", 600)
    first, second = clips(1000, 1000, first_ms=500, transition_in=way)
    video = timeline([first, dataclasses.replace(second, start_ms=2500)])
    plan = make_plan(video, media(video))
    told = [(shot.start, shot.end, shot.view is None) for shot in plan.whole.shots]
    assert told == [(0, 15, True), (15, 45, False), (45, 75, True), (75, 105, False)]
    assert plan.whole.blends == ()  # nothing to blend with: the first clip does not start the video


def test_a_clip_shorter_than_a_frame_is_not_seen(clips: Clips, timeline: Timelines, media: Media) -> None:
    way = Transition("fade", 600)
    video = timeline(clips(1000, 3, 1000, transition_in=way))
    plan = make_plan(video, media(video))
    assert [(shot.start, shot.end) for shot in plan.whole.shots] == [(0, 30), (30, 60)]
    assert sum(chunk.frames for chunk in plan.chunks()) == plan.frames == 60


@pytest.mark.parametrize("lengths", [(10, 1000), (1000, 10), (10, 9, 1000, 6, 6), (19, 2)])
def test_clips_shorter_than_a_frame_at_the_ends(
    lengths: tuple[int, ...], clips: Clips, timeline: Timelines, media: Media
) -> None:
    way = Transition("fade", 600)
    video = timeline(clips(*lengths, transition_in=way, transition_out=way))
    plan = make_plan(video, media(video))
    assert sum(shot.end - shot.start for shot in plan.whole.shots) == plan.frames
    assert [blend for blend in plan.whole.blends if blend.way == "between"] == []


def test_a_video_shorter_than_a_frame_is_refused(clips: Clips, timeline: Timelines, media: Media) -> None:
    video = timeline(clips(3))
    with pytest.raises(NoMedia, match="shorter than one frame"):
        make_plan(video, media(video))


def test_an_empty_timeline_is_refused(timeline: Timelines) -> None:
    for video in (Timeline(), timeline([])):
        with pytest.raises(NoMedia, match="add photos"):
            make_plan(video, {})


def test_a_missing_photo_is_named(clips: Clips, timeline: Timelines, media: Media) -> None:
    video = timeline(clips(1000, 1000))
    with pytest.raises(InvalidTimeline, match=r"2\.jpg") as caught:
        make_plan(video, {"a1": media(video)["a1"]})
    assert caught.value.field == "t[0].sg[1].src"


# -- transitions ------------------------------------------------------------------------------------


def blends(plan: Plan) -> list[tuple[str, int, int, str]]:
    return [(b.type, b.start, b.end, b.way) for b in plan.whole.blends]


def test_transitions_are_centred_on_their_cuts(clips: Clips, timeline: Timelines, media: Media) -> None:
    video = timeline(clips(3000, 3000, 3000, transition_in=Transition("wipeleft", 600)))
    assert blends(make_plan(video, media(video)))[1:] == [
        ("wipeleft", 81, 99, "between"), ("wipeleft", 171, 189, "between")
    ]  # fmt: skip


def test_transitions_take_at_most_half_of_the_shorter_photo(
    clips: Clips, timeline: Timelines, media: Media
) -> None:
    video = timeline(clips(3000, 1000, 3000, transition_in=Transition("fade", 5000)))
    found = [b for b in blends(make_plan(video, media(video))) if b[3] == "between"]
    assert found == [("fade", 82, 98, "between"), ("fade", 112, 128, "between")]


def test_the_way_in_and_out_are_black(clips: Clips, timeline: Timelines, media: Media) -> None:
    video = styling.set_way_in(timeline(clips(2000, 2000)), Transition("fade", 500))
    video = styling.set_way_out(video, Transition("fade", 700))
    assert blends(make_plan(video, media(video))) == [
        ("fadeblack", 0, 15, "in"), ("fadeblack", 99, 120, "out")
    ]  # fmt: skip


def test_moves_rest_only_at_the_ends_of_the_video(clips: Clips, timeline: Timelines, media: Media) -> None:
    video = timeline(clips(2000, 2000, 2000, motion=Motion("zoom-in")))
    moves = [shot.move for shot in make_plan(video, media(video)).whole.shots]
    assert [(m.rests_at_start, m.rests_at_end) for m in moves] == [
        (True, False),
        (False, False),
        (False, True),
    ]


# -- chunks -----------------------------------------------------------------------------------------


@pytest.fixture
def ten(record: Records) -> tuple[Timeline, dict[str, MediaRecord]]:
    """The reference job: ten photos of 3 s with moves and crossfades; an eleventh is at hand."""
    records = [record(2560, 1600, seed) for seed in range(11)]
    return timeline_of(records[:10], Cut()), {record.id: record for record in records}


def keys(timeline: Timeline, media: dict[str, MediaRecord]) -> list[str]:
    settings = settings_of(QUALITIES["standard"])
    return [slice_key(part, settings) for part in make_plan(timeline, media).chunks()]


def test_the_reference_job_has_eleven_chunks(ten: tuple[Timeline, dict[str, MediaRecord]]) -> None:
    plan = make_plan(*ten)
    assert plan.frames == 900
    assert [part.frames for part in plan.chunks()] == [45, *[90] * 9, 45]
    assert len(set(keys(*ten))) == 11


CLIP_IDS = [f"c{number}" for number in range(1, 11)]


@pytest.mark.parametrize("clip_id", CLIP_IDS)
@pytest.mark.parametrize("length_ms", [3001, 3017, 3500, 4000])
def test_lengthening_a_photo_draws_two_chunks(
    ten: tuple[Timeline, dict[str, MediaRecord]], clip_id: str, length_ms: int
) -> None:
    video, media = ten
    longer = edits.set_duration(video, clip_id, length_ms)
    assert len(set(keys(longer, media)) - set(keys(video, media))) == (0 if length_ms == 3001 else 2)


@pytest.mark.parametrize("clip_id", CLIP_IDS)
def test_trimming_a_photo_draws_two_chunks(
    ten: tuple[Timeline, dict[str, MediaRecord]], clip_id: str
) -> None:
    video, media = ten
    assert len(set(keys(edits.trim(video, clip_id, end_ms=700), media)) - set(keys(video, media))) == 2


@pytest.mark.parametrize("clip_id", [*CLIP_IDS, None])
def test_inserting_a_photo_draws_two_chunks(
    ten: tuple[Timeline, dict[str, MediaRecord]], clip_id: str | None
) -> None:
    video, media = ten
    new = photo(list(media)[10], "new.jpg", motion=Motion("zoom-in"))
    more = edits.insert(video, new, before=clip_id)
    assert len(set(keys(more, media)) - set(keys(video, media))) == 2


@pytest.mark.parametrize("clip_id", CLIP_IDS)
def test_removing_a_photo_draws_one_chunk(ten: tuple[Timeline, dict[str, MediaRecord]], clip_id: str) -> None:
    video, media = ten
    assert len(set(keys(edits.remove(video, clip_id), media)) - set(keys(video, media))) == 1


@pytest.mark.parametrize("clip_id", CLIP_IDS)
def test_moving_a_photo_draws_at_most_four_chunks(
    ten: tuple[Timeline, dict[str, MediaRecord]], clip_id: str
) -> None:
    video, media = ten
    before = set(keys(video, media))
    for other in CLIP_IDS:
        if other != clip_id:
            for place in ({"before": other}, {"after": other}):
                moved = edits.move(video, clip_id, **place)
                assert len(set(keys(moved, media)) - before) <= 4, place


@pytest.mark.parametrize("seconds", [4.0, 4.1, 9.0, 60.0])
def test_long_spans_are_cut_into_equal_parts(record: Records, seconds: float) -> None:
    records = [record(seed=seed) for seed in range(3)]
    plan = make_plan(timeline_of(records, Cut(per_photo=seconds)), {r.id: r for r in records})
    stops = [0, *(shot.start + (shot.end - shot.start) // 2 for shot in plan.whole.shots), plan.frames]
    assert set(stops) <= set(plan.borders)
    for a, b in pairwise(stops):
        lengths = [y - x for x, y in pairwise(plan.borders) if a <= x < b]
        assert len(lengths) == -(-(b - a) // 120)
        assert max(lengths) - min(lengths) <= 1


def test_a_change_of_one_long_photo_leaves_the_others(record: Records) -> None:
    records = [record(seed=seed) for seed in range(4)]
    media = {r.id: r for r in records}
    video = timeline_of(records, Cut(per_photo=20))
    longer = edits.set_duration(video, "c2", 20_500)
    old, new = keys(video, media), keys(longer, media)
    changed = [index for index, key in enumerate(new) if key not in old]
    halves = 20 * 30 // 2 // 120 + 1
    assert changed == list(range(halves, changed[-1] + 1))  # without a break, from c1's middle …
    assert len(changed) <= 2 * (2 * halves - 1) + 2  # … to c3's


# -- keys -------------------------------------------------------------------------------------------

PART = Slice((64, 36), 30, 20, (Shot(0, 20, View("ab", "jpeg", (100, 80))),))


def test_a_key_is_64_hex_digits_and_repeats() -> None:
    key = slice_key(PART, {"crf": 20})
    assert len(key) == 64 and int(key, 16) >= 0
    assert key == slice_key(PART, {"crf": 20})


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "cd"}, {"format": "png"}, {"size": (100, 81)}, {"crop": Box(0, 0, 0.5, 1)}, {"rotation": 1},
        {"flip": "h"}, {"fit": "blur"}, {"background": (1, 0, 0)}, {"graphic": True},
    ],
)  # fmt: skip
def test_everything_about_a_photo_is_in_the_key(change: dict[str, Any]) -> None:
    shot = PART.shots[0]
    assert shot.view is not None
    other = dataclasses.replace(shot, view=dataclasses.replace(shot.view, **change))
    assert slice_key(dataclasses.replace(PART, shots=(other,)), {}) != slice_key(PART, {})


def test_every_field_of_a_slice_is_in_the_key() -> None:
    shot = PART.shots[0]
    others = [
        dataclasses.replace(PART, canvas=(64, 38)),
        dataclasses.replace(PART, fps=25),
        dataclasses.replace(PART, frames=19),
        dataclasses.replace(PART, shots=(dataclasses.replace(shot, start=-1),)),
        dataclasses.replace(PART, shots=(dataclasses.replace(shot, end=21),)),
        dataclasses.replace(PART, shots=(dataclasses.replace(shot, move=Move(rests_at_start=True)),)),
    ]
    assert len({slice_key(part, {}) for part in [PART, *others]}) == len(others) + 1
    assert slice_key(PART, {"crf": 20}) != slice_key(PART, {"crf": 21})


def test_names_and_titles_are_not_in_the_key(ten: tuple[Timeline, dict[str, MediaRecord]]) -> None:
    video, media = ten
    renamed = {key: dataclasses.replace(value, name="other.jpg") for key, value in media.items()}
    assert keys(styling.set_project_title(video, "Sea"), renamed) == keys(video, media)


@pytest.mark.parametrize("motion", [name for name in MOTIONS if name != "custom"])
def test_every_motion_is_a_different_chunk(record: Records, motion: str) -> None:
    records = [record(3000, 2000, seed) for seed in range(2)]
    media = {r.id: r for r in records}
    canvas = Canvas(96, 54, 30)
    moving, still = (timeline_of(records, Cut(motion=name, canvas=canvas)) for name in (motion, "hold"))
    assert (keys(moving, media) == keys(still, media)) == (motion == "hold")


@pytest.mark.parametrize(("words_below", "parts"), [(True, 0), (False, 1)])
def test_words_below_an_overlay_stay_below_it(
    words_below: bool, parts: int, clips: Clips, timeline: Timelines, media: Media
) -> None:
    """What belongs to a clip becomes a part of its shot, but not if that takes it below words."""
    plain = timeline(clips(2000))
    words = Track("t1", TrackKind.TEXT, (TextClip(id="x1", start_ms=0, duration_ms=2000, text="Hi"),))
    over = VideoClip(
        id="c9", start_ms=0, duration_ms=2000, source="a1", box=Box(0.2, 0.2, 0.6, 0.6), reference="c1"
    )
    above = [words, Track("v2", TrackKind.VIDEO, (over,))]
    video = dataclasses.replace(plain, tracks=(*plain.tracks, *(above if words_below else above[::-1])))
    part = make_plan(video, media(plain)).whole
    assert len(part.shots[0].parts) == parts
    assert len(part.overlays) == 1 - parts
