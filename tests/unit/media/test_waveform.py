"""A sound's outline: the extremes of each stretch, and a picture of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.media.waveform import Outline, peaks, picture


def noise(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, (count, 2)).astype(np.float32)


@given(st.integers(1, 5000), st.integers(1, 700))
def test_every_stretch_has_its_extremes(count: int, columns: int) -> None:
    samples = noise(count, count)
    found = peaks(samples, columns)
    assert found.shape == (columns, 2)
    for column in {0, columns // 2, columns - 1}:
        first, last = (
            column * count // columns,
            max(column * count // columns + 1, (column + 1) * count // columns),
        )
        assert found[column].tolist() == [samples[first:last].min(), samples[first:last].max()]


def test_mono_and_nothing() -> None:
    assert peaks(np.array([0.5, -0.25], np.float32), 1).tolist() == [[-0.25, 0.5]]
    assert peaks(np.zeros((0, 2), np.float32), 3).tolist() == [[0, 0]] * 3


@pytest.mark.parametrize("count", [1, 63, 64, 1000, 100_000])
def test_in_pieces_it_is_the_same(count: int) -> None:
    """Within a millisecond: each stretch has what lies inside, and nothing beyond its neighbours."""
    samples, outline = noise(count), Outline()
    for first in range(0, count, 777):
        outline.add(samples[first : first + 777])
    found, sharp = outline.peaks(20), peaks(samples, 20)
    if count < 20 * 64:
        assert found.min() >= samples.min() and found.max() <= samples.max()
    else:
        assert np.abs(found - sharp).max() < 0.1


def test_the_picture_shows_when_it_is_loud() -> None:
    outline = np.zeros((480, 2), np.float32)
    outline[100:200] = (-0.9, 0.9)
    outline[300:400] = (-0.3, 0.3)
    drawn = picture(outline, (480, 120)).astype(int)
    assert drawn.shape == (120, 480, 3)
    ground = drawn[0, 0]
    filled = (np.abs(drawn - ground).sum(axis=2) > 60).sum(axis=0)
    assert filled[150] > 2.5 * filled[350] > 3 * filled[250] > 0
    assert filled[150] > 100
    assert (drawn == drawn[::-1]).all()


def test_quiet_sounds_are_drawn_larger_and_silence_as_a_line() -> None:
    outline = np.full((60, 2), (-0.01, 0.01), np.float32)
    rows = {}
    for name, scale in (("quiet", 1.0), ("silent", 0.0), ("loud", 100.0)):
        drawn = picture(outline * scale, (60, 80)).astype(int)
        rows[name] = int((np.abs(drawn - drawn[0, 0]).sum(axis=2) > 30).sum(axis=0)[30])
    assert 0 < rows["silent"] < rows["quiet"] < rows["loud"] <= 80
