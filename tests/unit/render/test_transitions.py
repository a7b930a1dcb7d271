"""How one picture becomes the next: whole ends, no way back, fields that use their range."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.render.frame import compose
from photoplay.render.plan import Blend, Shot, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.transitions import (
    FIELDS,
    TRANSITIONS,
    Seam,
    field_planes,
    smoothstep,
    way_in,
    way_out,
)

U8 = NDArray[np.uint8]
F64 = NDArray[np.float64]
OneShot = Callable[..., tuple[Slice, SourceStore]]

CANVASES = [(1920, 1080), (1080, 1920), (96, 54), (50, 34)]
NAMES = list(TRANSITIONS)
STEPS = [step / 60 for step in range(61)]


def share_of_next(seam: Seam, canvas: tuple[int, int], plane: int = 0) -> F64:
    """How much of the second picture is seen at each place."""
    if not seam.field:
        return np.full(canvas[::-1], seam.weight_b)
    field = field_planes(seam.field, canvas)[plane] / 65535
    return np.clip(seam.gain * field + seam.bias, 0, 1)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("canvas", CANVASES)
def test_it_begins_with_the_first_and_ends_with_the_second_picture(
    name: str, canvas: tuple[int, int]
) -> None:
    start, end = TRANSITIONS[name](0, canvas), TRANSITIONS[name](1, canvas)
    for plane in (0, 1):
        # Fields have 16 bits: at the edge of a slide they are a hundredth of a row off.
        assert share_of_next(start, canvas, plane).max() <= 0.02
        assert share_of_next(end, canvas, plane).min() >= 0.98
    assert start.field or (start.weight_a, start.weight_b) == (1, 0)
    assert end.field or (end.weight_a, end.weight_b) == (0, 1)
    assert start.shift_a == end.shift_b == (0, 0)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("canvas", CANVASES[2:])
def test_no_place_goes_back(name: str, canvas: tuple[int, int]) -> None:
    seams = [TRANSITIONS[name](p, canvas) for p in STEPS]
    shares = [share_of_next(seam, canvas) for seam in seams]
    for before, after in itertools.pairwise(shares):
        assert (after - before).min() >= -1e-6
    for one, other in itertools.pairwise(seams):
        assert other.weight_a <= one.weight_a or one.field
        assert 0 <= other.weight_a + other.weight_b <= 1 + 1e-9
        assert other.shift_a[1] <= one.shift_a[1] and other.shift_b[1] <= one.shift_b[1]


@pytest.mark.parametrize("name", NAMES)
def test_it_never_stands_still(name: str) -> None:
    seams = [TRANSITIONS[name](p, (96, 54)) for p in STEPS]
    assert all(one != other for one, other in itertools.pairwise(seams))


@pytest.mark.parametrize("name", [name for name in NAMES if TRANSITIONS[name](0.5, (96, 54)).field])
def test_halfway_half_is_seen(name: str) -> None:
    share = share_of_next(TRANSITIONS[name](0.5, (192, 108)), (192, 108)).mean()
    # A circle that reaches the corners at the end covers less at half time.
    assert share == pytest.approx(0.4 if name == "circleopen" else 0.5, abs=0.08)


@pytest.mark.parametrize("name", list(FIELDS))
@pytest.mark.parametrize("canvas", CANVASES)
def test_fields_use_their_whole_range(name: str, canvas: tuple[int, int]) -> None:
    luma, chroma = field_planes(name, canvas)
    assert luma.dtype == chroma.dtype == np.uint16
    assert luma.shape == canvas[::-1] and chroma.shape == (canvas[1] // 2, canvas[0] // 2)
    for plane in (luma, chroma):
        assert plane.min() <= 0.03 * 65535 and plane.max() >= 0.96 * 65535
    # Luma and chroma change over together: chroma is the mean of what lies around it.
    x = luma.astype(np.float64)
    around = (x[0::2, 0::2] + x[1::2, 0::2]) / 2
    assert np.abs(around - chroma).max() < 0.02 * 65535 or name == "grain"


def test_the_grain_is_spread_evenly() -> None:
    luma, _ = field_planes("grain", (1920, 1080))
    shares, _ = np.histogram(luma, 10, (0, 65536))
    assert shares.min() > 0.04 * luma.size and shares.max() < 0.2 * luma.size


def places(name: str, p: float) -> F64:
    return share_of_next(TRANSITIONS[name](p, (192, 108)), (192, 108))


def test_each_opens_where_its_name_says() -> None:
    assert places("wipeleft", 0.3)[:, -20:].min() == 1 and places("wipeleft", 0.3)[:, :20].max() == 0
    assert places("smoothleft", 0.3)[50, 191] > places("smoothleft", 0.3)[50, 100]
    circle = places("circleopen", 0.4)
    assert circle[54, 96] == 1 and circle[0, 0] == circle[-1, -1] == 0
    assert places("slideup", 0.5)[-1].min() == 1 and places("slideup", 0.5)[0].max() == 0


def test_a_slide_moves_both_pictures_as_one() -> None:
    for p in STEPS:
        seam = TRANSITIONS["slideup"](p, (192, 108))
        assert seam.shift_b[1] - seam.shift_a[1] == pytest.approx(108)
        assert seam.shift_a[0] == seam.shift_b[0] == 0


def test_fades_through_a_colour_pass_it() -> None:
    for name, luma in (("fadeblack", 16), ("fadewhite", 235)):
        middle = TRANSITIONS[name](0.5, (96, 54))
        assert middle.luma == luma
        assert middle.weight_a + middle.weight_b < 0.1


def test_ways_in_and_out_are_black_at_the_ends_and_clear_inside() -> None:
    assert (way_in(0).weight_b, way_in(1).weight_b) == (0, 1)
    assert (way_out(0).weight_a, way_out(1).weight_a) == (1, 0)
    assert way_in(0).luma == way_out(1).luma == 16


def test_smoothstep() -> None:
    assert [smoothstep(1, 3, x) for x in (0, 1, 2, 3, 4)] == [0, 0, 0.5, 1, 1]


# -- drawn ------------------------------------------------------------------------------------------


def drawn(one_shot: OneShot, pictures: list[U8], name: str, frame: int, **more: Any) -> tuple[U8, U8, U8]:
    part, store = one_shot(*pictures, frames=20, blends=(Blend(name, 10, 30),), graphic=True, **more)
    return tuple(compose(part, frame, store))  # type: ignore[return-value]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fit", ["cover", "contain", "blur"])
def test_outside_the_transition_each_picture_is_untouched(
    name: str, fit: str, one_shot: OneShot, picture: Callable[..., U8]
) -> None:
    a, b = picture(100, 90, 1), picture(100, 90, 2)
    for frame, alone in ((9, a), (30, b)):
        got = drawn(one_shot, [a, b], name, frame, fit=fit)
        part, store = one_shot(alone, graphic=True, fit=fit)
        wanted = compose(part, 0, store)
        assert all(np.array_equal(one, other) for one, other in zip(got, wanted, strict=True))


@pytest.mark.parametrize("name", ["fade", "dissolve", "wipeleft", "smoothleft", "slideup", "circleopen"])
def test_between_two_equal_flat_pictures_nothing_changes(name: str, one_shot: OneShot) -> None:
    flat = np.full((60, 100, 3), (200, 90, 40), np.uint8)
    for frame in (10, 15, 20, 29):
        for plane, alone in zip(
            drawn(one_shot, [flat, flat], name, frame), drawn(one_shot, [flat, flat], name, 0), strict=True
        ):
            assert np.abs(plane.astype(int) - alone).max() <= 1


def test_a_fade_is_the_weighted_mean_in_coded_values(one_shot: OneShot) -> None:
    dark, light = (np.full((60, 100, 3), value, np.uint8) for value in (40, 220))
    codes = [16 + 219 * value / 255 for value in (40, 220)]
    for frame in range(10, 30):
        p = (frame + 0.5 - 10) / 20
        luma, cb, cr = drawn(one_shot, [dark, light], "fade", frame)
        assert luma.mean() == pytest.approx(codes[0] * (1 - p) + codes[1] * p, abs=0.6)
        assert (cb == 128).all() and (cr == 128).all()


def test_a_gap_is_black(one_shot: OneShot) -> None:
    part, store = one_shot(np.full((60, 100, 3), 200, np.uint8))
    part = replace(part, frames=60, shots=(*part.shots, Shot(30, 60)))
    luma, cb, cr = compose(part, 45, store)
    assert (luma == 16).all() and (cb == 128).all() and (cr == 128).all()
