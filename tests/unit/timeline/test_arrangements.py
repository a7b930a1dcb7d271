"""Boxes for several pictures: they tile the canvas, evenly, in reading order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidEdit
from photoplay.timeline.arrangements import Arrangement, Corner, box_around, boxes_for, corner_box
from photoplay.timeline.model import Box

aspects = st.sampled_from([16 / 9, 4 / 3, 1.0, 4 / 5, 9 / 16, 21 / 9])
arrangements: st.SearchStrategy[Arrangement] = st.sampled_from(["auto", "columns", "rows"])


@given(
    count=st.integers(1, 9), aspect=aspects, gap=st.floats(0, 0.05), margin=st.none() | st.floats(0, 0.1),
    arrangement=arrangements,
)  # fmt: skip
def test_boxes_lie_on_the_canvas_apart_from_each_other_and_fill_it(
    count: int, aspect: float, gap: float, margin: float | None, arrangement: Arrangement
) -> None:
    boxes = boxes_for(count, aspect, gap, margin=margin, arrangement=arrangement)
    assert len(boxes) == count
    short = min(1.0, aspect)  # in parts of the height
    around = (gap if margin is None else margin) * short
    area = 0.0
    for index, box in enumerate(boxes):
        left, right = box.x * aspect, (box.x + box.w) * aspect
        assert left >= around - 1e-9
        assert right <= aspect - around + 1e-9
        assert box.y >= around - 1e-9
        assert box.y + box.h <= 1 - around + 1e-9
        assert box.w > 0
        assert box.h > 0
        for other in boxes[:index]:
            across = max(box.x, other.x) - min(box.x + box.w, other.x + other.w)
            down = max(box.y, other.y) - min(box.y + box.h, other.y + other.h)
            # Beside or below each other, with the same gap in both directions.
            assert max(across * aspect, down) >= gap * short - 1e-9
        area += (box.w * aspect + gap * short) * (box.h + gap * short)
    whole = (aspect - 2 * around + gap * short) * (1 - 2 * around + gap * short)
    assert area == pytest.approx(whole)


@given(count=st.integers(1, 9), aspect=aspects)
def test_they_come_in_reading_order(count: int, aspect: float) -> None:
    boxes = boxes_for(count, aspect)
    for one, other in pairwise(boxes):
        assert (other.y > one.y - 1e-9) or other.x > one.x


@pytest.mark.parametrize(
    ("count", "aspect", "least", "most"),
    [(2, 16 / 9, 0.8, 1), (4, 16 / 9, 1.7, 1.9), (9, 16 / 9, 1.7, 1.9), (2, 9 / 16, 1, 1.2), (3, 9 / 16, 1.5, 1.8),
     (4, 9 / 16, 0.5, 0.6), (6, 9 / 16, 0.8, 0.9), (2, 1, 1.9, 2.1), (4, 1, 0.99, 1.01)],
)  # fmt: skip
def test_cells_suit_the_canvas(count: int, aspect: float, least: float, most: float) -> None:
    for box in boxes_for(count, aspect, 0):
        assert least <= box.w * aspect / box.h <= most


def test_three_on_a_wide_canvas_are_one_large_and_two_small() -> None:
    large, upper, lower = boxes_for(3, 16 / 9, 0)
    assert (large.h, upper.h, lower.h) == pytest.approx((1, 0.5, 0.5))
    assert [box.w for box in boxes_for(3, 16 / 9, 0, arrangement="columns")] == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"count": 0}, "From 2 to 9"),
        ({"count": 10}, "From 2 to 9"),
        ({"gap": 0.2}, "gap"),
        ({"margin": -0.1}, "margin"),
        ({"arrangement": "spiral"}, "auto, columns, rows"),
    ],
)
def test_what_cannot_be_is_told(told: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidEdit, match=words):
        boxes_for(**{"count": 4, "aspect": 1.0, **told})  # type: ignore[arg-type]


@pytest.mark.parametrize("corner", ["top-left", "top-right", "bottom-left", "bottom-right"])
def test_a_corner_is_within_what_is_safe(corner: Corner) -> None:
    safe = Box(0.06, 0.14, 0.77, 0.51)
    box = corner_box(corner, 0.12, 0.9, safe)
    assert (box.w, box.h) == (0.12, 0.51)
    assert (box.x == safe.x) == corner.endswith("left")
    assert box.x + box.w == pytest.approx(safe.x + (0.12 if corner.endswith("left") else safe.w))
    with pytest.raises(InvalidEdit, match="top-left, top-right"):
        corner_box("middle", 0.1, 0.1, safe)  # type: ignore[arg-type]


@given(x=st.floats(0, 1), y=st.floats(0, 1), w=st.floats(0.01, 2), h=st.floats(0.01, 2))
def test_a_box_around_a_place_stays_on_the_canvas(x: float, y: float, w: float, h: float) -> None:
    box = box_around(x, y, w, h)
    assert 0 <= box.x <= box.x + box.w <= 1 + 1e-9
    assert 0 <= box.y <= box.y + box.h <= 1 + 1e-9
    if w / 2 <= x <= 1 - w / 2:
        assert box.x + box.w / 2 == pytest.approx(x)
