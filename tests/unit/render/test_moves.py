"""How the camera moves in time."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.render.moves import (
    EASINGS,
    END_SPEED,
    EXTRA,
    MIDDLE_SPEED,
    OVERHANG,
    Move,
    Stand,
    between,
    largest_zoom,
    progress,
    stand_at,
)

rests = st.booleans()
times = st.floats(-OVERHANG, 1 + OVERHANG)
stands = st.builds(Stand, st.floats(0, 1), st.floats(0, 1), st.floats(1, 8))
STEPS = [-OVERHANG + 1.5 * step / 3000 for step in range(3001)]


def speed(t: float, start: bool, end: bool, step: float = 1e-5) -> float:
    after = progress(t + step, rests_at_start=start, rests_at_end=end)
    return (after - progress(t - step, rests_at_start=start, rests_at_end=end)) / (2 * step)


@pytest.mark.parametrize(("start", "end"), list(itertools.product([False, True], repeat=2)))
def test_progress_is_continuous_in_place_and_speed(start: bool, end: bool) -> None:
    places = [progress(t, rests_at_start=start, rests_at_end=end) for t in STEPS]
    assert max(abs(b - a) for a, b in itertools.pairwise(places)) < 1.5 * 1.4 / 3000
    speeds = [speed(t, start, end) for t in STEPS]
    assert max(abs(b - a) for a, b in itertools.pairwise(speeds)) < 0.01
    assert min(speeds) >= -1e-9  # never backwards


@pytest.mark.parametrize(("start", "end"), list(itertools.product([False, True], repeat=2)))
def test_progress_goes_through_its_ends_and_its_middle(start: bool, end: bool) -> None:
    told = {"rests_at_start": start, "rests_at_end": end}
    assert [progress(t, **told) for t in (0, 0.5, 1)] == pytest.approx([0, 0.5, 1], abs=1e-12)
    assert speed(0, start, end) == pytest.approx(0 if start else END_SPEED, abs=1e-3)
    assert speed(0.5, start, end) == pytest.approx(MIDDLE_SPEED, abs=1e-3)
    assert speed(1, start, end) == pytest.approx(0 if end else END_SPEED, abs=1e-3)


def test_under_transitions_it_goes_on_at_four_tenths() -> None:
    assert END_SPEED == 0.4
    assert progress(-0.25) == pytest.approx(-EXTRA) and progress(1.25) == pytest.approx(1 + EXTRA)
    assert progress(-0.25, rests_at_start=True) == 0 and progress(1.25, rests_at_end=True) == 1


def test_inside_a_video_it_is_never_slower_than_four_tenths() -> None:
    assert min(speed(t, False, False) for t in STEPS) >= 0.4 - 1e-6


@given(t=times, start=rests, end=rests)
def test_the_halves_are_independent(t: float, start: bool, end: bool) -> None:
    if t < 0.5:
        assert progress(t, rests_at_start=start, rests_at_end=end) == progress(t, rests_at_start=start)
    else:
        assert progress(t, rests_at_start=start, rests_at_end=end) == progress(t, rests_at_end=end)


@given(a=stands, b=stands, share=st.floats(0, 1))
def test_between_two_views_nothing_outside_both_is_seen(a: Stand, b: Stand, share: float) -> None:
    c = between(a, b, share)
    assert min(a.zoom, b.zoom) * (1 - 1e-9) <= c.zoom <= max(a.zoom, b.zoom) * (1 + 1e-9)
    for one, two, middle in ((a.x, b.x, c.x), (a.y, b.y, c.y)):
        for side in (-0.5, 0.5):
            edges = sorted([one + side / a.zoom, two + side / b.zoom])
            assert edges[0] - 1e-6 <= middle + side / c.zoom <= edges[1] + 1e-6


@given(a=stands, b=stands)
def test_between_begins_and_ends_where_it_should(a: Stand, b: Stand) -> None:
    for share, wanted in ((0.0, a), (1.0, b)):
        got = between(a, b, share)
        assert (got.x, got.y, got.zoom) == pytest.approx((wanted.x, wanted.y, wanted.zoom), abs=1e-6)


@given(a=stands, b=stands)
def test_zooming_is_even(a: Stand, b: Stand) -> None:
    zooms = [between(a, b, share / 8).zoom for share in range(9)]
    ratios = [y / x for x, y in itertools.pairwise(zooms)]
    assert max(ratios) == pytest.approx(min(ratios))


def test_a_hair_of_zoom_does_not_shake() -> None:
    a, b = Stand(0.3, 0.5, 1.0), Stand(0.7, 0.5, 1.0 + 3e-9)
    places = [between(a, b, share / 1000).x for share in range(1001)]
    steps = [y - x for x, y in itertools.pairwise(places)]
    assert min(steps) > 0 and max(steps) < 5 * 0.4 / 1000


@given(a=stands, b=stands, t=times, start=rests, end=rests)
def test_a_move_stays_between_its_stands_even_under_transitions(
    a: Stand, b: Stand, t: float, start: bool, end: bool
) -> None:
    move = Move((a, b), rests_at_start=start, rests_at_end=end)
    stand = stand_at(move, t)
    low, high = sorted([a.zoom, b.zoom])
    assert low * (1 - 1e-9) <= stand.zoom <= high * (1 + 1e-9) == largest_zoom(move) * (1 + 1e-9)


def test_a_straight_move_passes_the_middle_at_half_time() -> None:
    assert stand_at(Move((Stand(0.2), Stand(0.8))), 0.5).x == pytest.approx(0.5)


@given(t=times)
def test_one_stand_holds_still(t: float) -> None:
    move = Move((Stand(0.3, 0.4, 1.5),), rests_at_start=True)
    assert stand_at(move, t) == Stand(0.3, 0.4, 1.5)


# -- keyframes --------------------------------------------------------------------------------------


def test_keyframes_are_passed_at_their_times() -> None:
    stands = (Stand(0.2, 0.2, 1), Stand(0.8, 0.3, 2), Stand(0.5, 0.5, 1.5))
    move = Move(stands, at=(0.1, 0.5, 0.9), easings=("linear", "easeInOutSine", "linear"))
    for at, stand in zip(move.at, stands, strict=True):
        got = stand_at(move, at)
        assert (got.x, got.y, got.zoom) == pytest.approx((stand.x, stand.y, stand.zoom))
    assert stand_at(move, -0.25) == stand_at(move, 0) == stands[0]
    assert stand_at(move, 1.25) == stand_at(move, 1) == stands[2]
    assert stand_at(move, 0.3).zoom == pytest.approx(2**0.5)


@pytest.mark.parametrize("easing", list(EASINGS))
def test_easings_begin_end_and_rise(easing: str) -> None:
    ease = EASINGS[easing]
    assert ease(0) == pytest.approx(0, abs=2e-3) and ease(1) == pytest.approx(1, abs=2e-3)
    values = [ease(t / 200) for t in range(201)]
    assert values == sorted(values) and values[0] >= 0 and values[-1] <= 1


@pytest.mark.parametrize("family", ["Sine", "Quad", "Cubic", "Quart", "Quint", "Expo", "Circ"])
def test_easings_mirror_each_other(family: str) -> None:
    into, out, both = (EASINGS[f"ease{way}{family}"] for way in ("In", "Out", "InOut"))
    for t in (0.1, 0.25, 0.4, 0.6, 0.9):
        assert into(t) + out(1 - t) == pytest.approx(1)
        assert both(t) + both(1 - t) == pytest.approx(1)
        assert into(t) < t < out(t)


@pytest.mark.parametrize(
    ("name", "t", "value"),
    [("easeInQuad", 0.5, 0.25), ("easeOutCubic", 0.5, 0.875), ("easeInOutSine", 0.25, 0.1464466),
     ("easeInExpo", 0.5, 0.03125), ("easeOutCirc", 0.5, 0.8660254), ("linear", 0.3, 0.3)],
)  # fmt: skip
def test_easings_have_their_usual_values(name: str, t: float, value: float) -> None:
    assert EASINGS[name](t) == pytest.approx(value, abs=1e-6)
