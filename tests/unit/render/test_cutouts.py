"""See-through pictures: what is hidden is never seen, whatever size they are brought to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.render.cutouts import scaled_cutout

U8 = NDArray[np.uint8]


def disc(size: int, colour: tuple[int, int, int], hidden: tuple[int, int, int]) -> tuple[U8, U8]:
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    alpha = (np.hypot(x, y) < size / 3).astype(np.uint8) * 255
    return np.where(alpha[..., None] > 0, colour, hidden).astype(np.uint8), alpha


@given(size=st.integers(4, 90), wanted=st.tuples(st.integers(1, 90), st.integers(1, 90)))
def test_colours_are_those_of_what_is_seen(size: int, wanted: tuple[int, int]) -> None:
    rgb, alpha = disc(size, (200, 30, 90), (0, 255, 0))
    colours, veil = scaled_cutout(rgb, alpha, wanted)
    assert colours.shape == (wanted[1], wanted[0], 3)
    assert veil.shape == (wanted[1], wanted[0])
    # Beyond what is seen, too: nothing that samples between two places meets another colour.
    assert np.abs(colours.astype(int) - (200, 30, 90)).max() <= 1


def test_each_colour_reaches_beyond_its_own_edge() -> None:
    rgb, alpha = np.zeros((40, 80, 3), np.uint8), np.zeros((40, 80), np.uint8)
    rgb[:, :30], rgb[:, 50:] = (255, 0, 0), (0, 0, 255)
    alpha[10:30, 5:30] = alpha[10:30, 50:75] = 255
    colours, _ = scaled_cutout(rgb, alpha, (40, 20))
    assert (colours[3:5, 3:14, 0] > 200).all()
    assert (colours[3:5, 26:37, 2] > 200).all()
    assert (colours[..., 1] == 0).all()


def test_how_opaque_it_is_stays_on_average() -> None:
    rng = np.random.default_rng(3)
    alpha = rng.integers(0, 256, (64, 64)).astype(np.uint8)
    _, veil = scaled_cutout(np.zeros((64, 64, 3), np.uint8), alpha, (16, 16))
    assert veil.mean() == pytest.approx(alpha.mean(), abs=0.5)


def test_at_its_own_size_a_picture_stays_as_it_is() -> None:
    rgb, alpha = disc(30, (12, 200, 255), (12, 200, 255))
    rgb[15, 15], alpha[3, 3], rgb[3, 3] = (1, 2, 3), 7, (90, 80, 70)
    colours, veil = scaled_cutout(rgb, alpha, (30, 30))
    assert np.array_equal(veil, alpha)
    assert np.array_equal(colours[alpha > 0], rgb[alpha > 0])


def test_a_picture_of_which_nothing_is_seen_is_no_trouble() -> None:
    colours, veil = scaled_cutout(np.full((5, 7, 3), 9, np.uint8), np.zeros((5, 7), np.uint8), (3, 2))
    assert not veil.any()
    assert colours.shape == (2, 3, 3)
