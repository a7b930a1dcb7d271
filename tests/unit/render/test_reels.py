"""Reels: the picture of any moment, in any order of asking, with few pictures kept and few read twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import BrokenMedia
from photoplay.media.planes import Planes
from photoplay.render.reels import LEAST_KEPT, Reel

Read = Callable[[int], Iterator[tuple[int, Planes]]]


class Film:
    """Pictures at times, each of one colour; counts what is read, and how often it is gone to a place."""

    def __init__(self, times: Sequence[int], breaks_at: int | None = None) -> None:
        self.times = list(times)
        self.breaks_at = breaks_at
        self.read_count = self.open_count = self.opened = 0

    def read(self, from_us: int) -> Iterator[tuple[int, Planes]]:
        self.opened += 1
        self.open_count += 1
        try:
            first = max((i for i, time in enumerate(self.times) if time <= from_us), default=0)
            for time in self.times[first:]:
                if self.breaks_at is not None and time >= self.breaks_at:
                    raise BrokenMedia("It is damaged.")
                self.read_count += 1
                yield time, planes_of(self.times.index(time))
        finally:
            self.open_count -= 1

    def shown(self, at_us: int) -> int:
        return max(time for time in self.times if time <= at_us)

    def after(self, at_us: int) -> int | None:
        return min((time for time in self.times if time > at_us), default=None)


def planes_of(number: int) -> Planes:
    return Planes(*(np.full(shape, number % 256, np.uint8) for shape in ((4, 4), (2, 2), (2, 2))))


@given(
    gaps=st.lists(st.integers(1, 3_000_000), max_size=40),
    asked=st.lists(st.tuples(st.floats(0, 1.1), st.booleans()), min_size=1, max_size=30),
    kept=st.integers(LEAST_KEPT, 9),
)
def test_every_moment_has_its_picture_in_any_order(
    gaps: list[int], asked: list[tuple[float, bool]], kept: int
) -> None:
    film = Film([sum(gaps[:count]) for count in range(len(gaps) + 1)])
    reel = Reel(film.read)
    reel.kept = kept
    for share, backwards in asked:
        at_us = round(share * film.times[-1])
        first, second = reel.around(at_us, backwards=backwards)
        assert (first, second) == (film.shown(at_us), film.after(at_us))
        assert reel.picture(first).luma[0, 0] == film.times.index(first) % 256
        if second is not None:
            assert reel.picture(second).luma[0, 0] == film.times.index(second) % 256
        assert reel.nbytes <= kept * planes_of(0).nbytes
        assert reel.way_us(at_us, backwards=backwards) == 0


def test_forwards_a_film_is_read_once() -> None:
    film = Film(range(0, 9_000_000, 33_333))
    reel = Reel(film.read)
    for at_us in range(500_000, 6_000_000, 17_000):
        reel.around(at_us)
    assert film.opened == 1
    assert film.read_count <= 5_500_000 / 33_333 + 3


def test_backwards_a_film_is_read_run_by_run() -> None:
    film = Film(range(0, 9_000_000, 33_333))
    reel = Reel(film.read)
    reel.kept = 20
    count = 0
    for at_us in range(8_000_000, 0, -33_333):
        assert reel.around(at_us, backwards=True)[0] == film.shown(at_us)
        count += 1
    assert film.opened <= count / 15
    assert film.read_count <= 1.3 * count


def test_a_far_place_is_gone_to_and_a_near_one_read_on_to() -> None:
    film = Film(range(0, 60_000_000, 40_000))
    reel = Reel(film.read)
    reel.around(0)
    reel.around(1_500_000)
    assert film.opened == 1
    reel.around(50_000_000)
    assert film.opened == 2 and film.read_count < 50
    assert film.open_count == 1


@pytest.mark.parametrize("at_us", [999_999, 1_000_000, 5_000_000])
def test_where_a_film_breaks_off_its_last_good_picture_stands(at_us: int) -> None:
    film = Film(range(0, 9_000_000, 100_000), breaks_at=1_000_000)
    straight, going_on = Reel(film.read), Reel(film.read)
    assert straight.around(at_us) == (900_000, None)
    for moment_us in range(0, at_us + 1, 50_000):
        going_on.around(moment_us)
    assert going_on.around(at_us) == (900_000, None)
    assert going_on.picture(900_000).luma[0, 0] == 9


def test_a_film_without_any_picture_is_told() -> None:
    with pytest.raises(BrokenMedia, match="damaged"):
        Reel(Film([0, 40_000], breaks_at=0).read).around(40_000)
    with pytest.raises(BrokenMedia, match="no picture"):
        Reel(Film([]).read).around(0)


def test_closing_lets_go_of_the_file() -> None:
    film = Film(range(0, 900_000, 40_000))
    reel = Reel(film.read)
    reel.around(300_000)
    assert film.open_count == 1
    reel.close()
    assert film.open_count == 0 and reel.nbytes == 0
    assert reel.around(300_000) == (280_000, 320_000)
