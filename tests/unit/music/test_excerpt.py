"""An excerpt begins where something happens, on a bar, and leaves enough."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.music.hearing.excerpt import best_start

RATE = 8000
BARS = tuple(float(bar) for bar in np.arange(0.5, 178, 2.0))


def song(*parts: tuple[float, float]) -> NDArray[np.float32]:
    """Noise: (seconds, level) after each other."""
    rng = np.random.default_rng(1)
    return np.concatenate([rng.normal(0, level, round(seconds * RATE)) for seconds, level in parts]).astype(
        np.float32
    )


def test_the_chorus_and_not_the_fade_in() -> None:
    samples = song((20, 0.02), (40.5, 0.1), (40, 0.3), (60, 0.12), (20, 0.01))
    assert best_start(samples, RATE, BARS, 30) == 60.5


def test_a_bar_before_nothing() -> None:
    """Whatever is loudest: the start is a first beat, and the length is there."""
    samples = song((150, 0.1), (30, 0.5))
    start = best_start(samples, RATE, BARS, 40)
    assert start in BARS
    assert start <= 140
    assert start >= 130


def test_an_even_song_begins_at_its_beginning() -> None:
    assert best_start(song((180, 0.2)), RATE, BARS, 30) == pytest.approx(0.5, abs=4)


@pytest.mark.parametrize("wanted_s", [17.0, 20.0, 60.0])
def test_a_song_about_as_long_as_wanted_begins_after_its_silence(wanted_s: float) -> None:
    samples = song((1.5, 0.0), (18.5, 0.2))
    assert best_start(samples, RATE, (), wanted_s) == pytest.approx(min(1.5, max(0, 20 - wanted_s)), abs=0.06)
    assert best_start(song((20, 0.2)), RATE, (), wanted_s) == 0


def test_without_bars_too() -> None:
    samples = song((40, 0.05), (40, 0.3), (40, 0.05))
    assert best_start(samples, RATE, (), 20) == pytest.approx(40, abs=3)


def test_silence() -> None:
    assert best_start(np.zeros(80_000, np.float32), RATE, (), 3) == 0
    assert best_start(np.zeros(0, np.float32), RATE, (), 3) == 0


@given(st.lists(st.tuples(st.floats(0.1, 20), st.floats(0, 0.5)), min_size=1, max_size=5), st.floats(0.1, 90))
def test_there_is_always_enough_left(parts: list[tuple[float, float]], wanted_s: float) -> None:
    samples = song(*parts)
    length_s = len(samples) / RATE
    start = best_start(samples, RATE, tuple(np.arange(0.3, length_s, 1.7)), wanted_s)
    assert 0 <= start <= max(0.0, length_s - wanted_s) + 1e-9
