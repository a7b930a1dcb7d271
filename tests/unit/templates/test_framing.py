"""Fit, crop and camera of shots."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.templates.bins import film, logo, photo

from photoplay.media.record import Focus
from photoplay.templates.framing import LONG_MS, MOST_NARROWED, explored, framings, narrowed, seen_at
from photoplay.timeline.model import Canvas, Motion

WIDE, TALL = Canvas(), Canvas(1080, 1920)
LYING, UPRIGHT = (4000, 2500), (2500, 4000)


def test_lying_photos_are_narrowed_around_their_subject_on_tall_canvases() -> None:
    one = photo(1, LYING, Focus(0.9, 0.5, 0.6))
    (framing,) = framings([one], TALL, [3000])
    assert framing.fit == "blur" and framing.crop is not None
    assert framing.crop.w == pytest.approx(1 - MOST_NARROWED) and framing.crop.x == pytest.approx(
        MOST_NARROWED
    )
    centred = narrowed(replace(one, focus=Focus(0.9, 0.5, 0.1)), TALL, "blur")
    assert centred is not None and centred.x == pytest.approx(MOST_NARROWED / 2)


@pytest.mark.parametrize("record", [photo(1, LYING, is_graphic=True), logo(), photo(2, UPRIGHT)])
def test_charts_logos_and_upright_photos_keep_all_of_themselves(record: object) -> None:
    assert narrowed(record, TALL, "blur") is None  # type: ignore[arg-type]


def test_nothing_is_narrowed_on_wide_canvases_or_where_it_fills_them() -> None:
    assert narrowed(photo(1, LYING), WIDE, "blur") is None
    assert narrowed(photo(1, LYING), TALL, "cover") is None


@given(
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from([LYING, UPRIGHT, (3000, 3000)]),
    st.sampled_from([WIDE, TALL]),
)
def test_a_subject_is_seen_on_the_canvas(x: float, y: float, size: tuple[int, int], canvas: Canvas) -> None:
    record = photo(1, size, Focus(x, y, 0.9))
    (framing,) = framings([record], canvas, [3000])
    place = seen_at(record, framing, canvas)
    assert place is not None
    assert all(-1e-6 <= one <= 1 + 1e-6 for one in place), "nothing sure is cropped away"
    assert seen_at(replace(record, focus=Focus(x, y, 0.1)), framing, canvas) is None


def test_what_is_shown_whole_moves_little() -> None:
    (framing,) = framings([photo(1, (3000, 3000))], WIDE, [6000], speed=0.07)
    assert framing.fit == "blur" and framing.motion is not None
    assert framing.motion.amount is not None and framing.motion.amount <= 0.08


def test_a_motion_that_is_wished_is_for_photos_and_not_for_charts_or_films() -> None:
    records = [photo(1), photo(2, is_graphic=True), film(3), photo(4)]
    found = framings(records, WIDE, [3000] * 4, motion="pan-left")
    assert [one.motion.type if one.motion else None for one in found] == [
        "pan-left",
        "hold",
        None,
        "pan-left",
    ]


def test_a_picture_that_is_alone_for_long_is_explored() -> None:
    record = photo(1, (4000, 2250), Focus(0.3, 0.4, 0.8))
    (framing,) = framings([record], WIDE, [20_000])
    assert explored(record, framing, WIDE, LONG_MS) == framing
    long = explored(record, framing, WIDE, 30_000).motion
    assert long is not None and long.type == "custom"
    ats = [key.at for key in long.keyframes]
    assert ats[0] == 0 and ats[-1] == 1 and ats == sorted(set(ats))
    assert long.keyframes[0].zoom == long.keyframes[-1].zoom == 1 < long.keyframes[1].zoom
    assert (long.keyframes[1].x, long.keyframes[1].y) == (0.3, 0.4)
    still = replace(framing, motion=Motion("hold"))
    assert explored(record, still, WIDE, 30_000) == still
