"""How the time of a cut is shared out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidOption
from photoplay.templates.pacing import Pace, Shot, borders_ms, natural_ms
from photoplay.times import frame_at, ms_at

shots = st.builds(Shot, st.integers(800, 8000), st.one_of(st.none(), st.none(), st.integers(20, 40_000)))
rates = st.sampled_from([24, 25, 30, 50, 60])


def lengths(pace: Pace, fps: int = 30) -> list[int]:
    return [b - a for a, b in pairwise(borders_ms(pace, fps))]


@given(st.lists(shots, min_size=1, max_size=60).map(tuple), rates, st.sampled_from([0, 2500, 3000]))
def test_what_shots_want_makes_whole_seconds_on_frame_borders(
    wanted: tuple[Shot, ...], fps: int, card_ms: int
) -> None:
    pace = Pace(wanted, card_ms=card_ms)
    borders = borders_ms(pace, fps)
    assert len(borders) == len(wanted) + 1 + bool(card_ms)
    assert borders[0] == 0 and borders[-1] == natural_ms(pace)
    assert all(b > a for a, b in pairwise(borders))
    assert all(ms_at(frame_at(one, fps), fps) == one for one in borders[1:-1])
    if len(wanted) > 1 and any(shot.film_ms is None for shot in wanted):
        assert borders[-1] % 1000 == 0


@given(st.lists(shots, min_size=1, max_size=40).map(tuple), rates, st.integers(5, 300))
def test_a_length_that_is_asked_for_is_exact(wanted: tuple[Shot, ...], fps: int, seconds: int) -> None:
    borders = borders_ms(Pace(wanted, 1000 * seconds), fps)
    if any(shot.film_ms is None for shot in wanted):
        assert borders[-1] == 1000 * seconds
    else:
        assert borders[-1] == min(1000 * seconds, sum(shot.film_ms or 0 for shot in wanted))
    assert all(b > a for a, b in pairwise(borders))


def test_too_little_time_shortens_in_proportion_and_too_much_lengthens_equally() -> None:
    wanted = (Shot(4000), Shot(2000), Shot(2000))
    assert lengths(Pace(wanted, 4000, card_ms=0))[0] == pytest.approx(1830, abs=70)
    long = lengths(Pace(wanted, 32_000))
    assert long[0] - long[1] == pytest.approx(2000, abs=70)
    assert long[2] - long[1] == pytest.approx(500, abs=70)


def test_nothing_is_shorter_than_it_should_be_because_others_want_more() -> None:
    assert min(lengths(Pace((Shot(8000), *[Shot(900)] * 9), 9000))) >= 800 - 34


def test_a_card_takes_its_time_and_gives_way() -> None:
    photos = tuple(Shot(3000) for _ in range(4))
    assert lengths(Pace(photos, card_ms=3000)) == [3000] * 5
    short = lengths(Pace(photos, 4000, card_ms=3000))
    assert short[-1] >= 1000 and min(short[:-1]) >= 500
    assert lengths(Pace((Shot(3000),), 30_000, card_ms=3000))[-1] == 3000


def test_each_as_long_as_it_was_asked_to_be() -> None:
    assert lengths(Pace((Shot(700), Shot(700), Shot(700)), is_even=True)) == [700] * 3


def test_films_keep_their_length_beside_photos() -> None:
    assert lengths(Pace((Shot(3000), Shot(3000, 5000), Shot(3000)))) == pytest.approx(
        [2733, 5000, 3267], abs=40
    )
    assert lengths(Pace((Shot(3000, 40),))) == [40]


@pytest.mark.parametrize(("seconds", "count"), [(1, 11), (0, 1), (5 * 3600, 3)])
def test_times_in_which_nothing_can_be_seen_are_refused(seconds: int, count: int) -> None:
    with pytest.raises(InvalidOption):
        borders_ms(Pace(tuple(Shot(3000) for _ in range(count)), 1000 * seconds), 30)
