"""Cuts on beats: every cut on one, nothing lost, lengths kept as far as music lets them be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.timeline.beatsync import snapped


def beats(bpm: float, seconds: float, start_ms: float = 0, bar: int = 4) -> tuple[list[int], list[int]]:
    """Every beat, and the first ones of bars."""
    count = int((seconds * 1000 - start_ms) * bpm / 60_000) + 1
    found = [round(start_ms + number * 60_000 / bpm) for number in range(count)]
    return found, found[::bar]


def even(count: int, seconds: float) -> list[int]:
    return [round(1000 * seconds * number / count) for number in range(count + 1)]


@pytest.mark.parametrize("bpm", [60, 75, 90, 100, 120, 128, 140, 174])
@pytest.mark.parametrize("start_ms", [0, 130, 700])
def test_ten_photos_of_three_seconds(bpm: float, start_ms: float) -> None:
    found, bars = beats(bpm, 30, start_ms)
    borders = snapped(even(10, 30), found, bars)
    assert borders is not None and len(borders) == 11
    assert borders[0] == 0 and borders[-1] == 30_000
    assert set(borders[1:-1]) <= set(found)
    assert borders[1] in found[::2], "the first cut falls on a first beat of a bar, or the middle of one"
    lengths = [b - a for a, b in pairwise(borders)]
    beat = 60_000 / bpm
    assert max(lengths) <= 3000 + 2 * beat and min(lengths) >= 3000 - 2 * beat


def test_photos_that_are_whole_bars_long_stay_where_they_are() -> None:
    found, bars = beats(120, 20)
    assert snapped(even(10, 20), found, bars) == even(10, 20)


@pytest.mark.parametrize(
    ("count", "seconds", "bpm", "beats_each"),
    [(4, 15, 64, 4), (10, 30, 120, 6), (8, 15, 126, 4), (4, 12, 114, 6), (5, 12, 100, 4)],
)
def test_bars_and_half_bars_come_before_other_beats(
    count: int, seconds: float, bpm: float, beats_each: int
) -> None:
    found, bars = beats(bpm, seconds)
    borders = snapped(even(count, seconds), found, bars)
    assert borders is not None
    numbers = [found.index(border) for border in borders[:-1]]
    assert [b - a for a, b in pairwise(numbers)] == [beats_each] * (count - 1)


def test_odd_numbers_of_beats_only_where_bars_would_make_shots_uneven() -> None:
    for bpm in (100, 114, 120, 126, 140):
        found, bars = beats(bpm, 30)
        borders = snapped(even(10, 30), found, bars)
        assert borders is not None and set(borders[1:-1]) <= set(found[::2])
        assert all(abs(b - a - 3000) <= 750 for a, b in list(pairwise(borders))[1:-1])


def test_drifting_beats_are_followed() -> None:
    found = [round(500 * number * (1 + 0.0004 * number)) for number in range(70)]
    borders = snapped(even(12, 30), found, found[::4])
    assert borders is not None and set(borders[1:-1]) <= set(found)


@pytest.mark.parametrize("found", [[], [500], list(range(0, 20_000, 4000))])
def test_too_few_beats_for_the_cuts(found: list[int]) -> None:
    assert snapped(even(10, 20), found) is None


def test_beats_that_end_early_or_come_late_do_not_crowd_the_shots() -> None:
    found, bars = beats(120, 10)
    assert snapped(even(10, 30), found, bars) is None


def test_a_single_shot_has_no_cut() -> None:
    assert snapped([0, 5000], [100, 600]) == [0, 5000]


@given(
    count=st.integers(1, 40),
    seconds=st.floats(2, 200),
    bpm=st.floats(50, 190),
    start_ms=st.floats(0, 1500),
    bar=st.sampled_from([2, 3, 4, 6]),
)
def test_what_is_given_back_is_always_a_cut(
    count: int, seconds: float, bpm: float, start_ms: float, bar: int
) -> None:
    found, bars = beats(bpm, seconds, start_ms, bar)
    wanted = even(count, seconds)
    borders = snapped(wanted, found, bars)
    if borders is None:
        # Shots near to a beat's length, or a start that has no beats yet.
        assert seconds / count < 2.2 * 60 / bpm + start_ms / 1000
        return
    assert len(borders) == len(wanted) and (borders[0], borders[-1]) == (wanted[0], wanted[-1])
    assert all(left < right for left, right in pairwise(borders))
    assert set(borders[1:-1]) <= set(found)


def test_two_thousand_photos() -> None:
    found, bars = beats(120, 4000)
    borders = snapped(even(1999, 4000), found, bars)
    assert borders is not None and set(borders[1:-1]) <= set(found)
