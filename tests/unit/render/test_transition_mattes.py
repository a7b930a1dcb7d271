"""A picture's luma as the order in which places change over."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.errors import PhotoplayError
from photoplay.render.transitions.mattes import matte_field

U8 = NDArray[np.uint8]


def saved(path: Path, picture: U8) -> Path:
    cv2.imwrite(str(path), picture)
    return path


def test_dark_places_come_first_and_equal_parts_take_equal_times(tmp_path: Path) -> None:
    ramp = np.tile((np.linspace(0, 1, 400) ** 1.5 * 200 + 20).astype(np.uint8), (300, 1))
    luma, chroma = matte_field(saved(tmp_path / "a.png", ramp), "", "png", (192, 108))
    assert luma.shape == (108, 192) and chroma.shape == (54, 96)
    assert luma.dtype == chroma.dtype == np.uint16
    assert luma.min() == 0 and luma.max() == 65535
    # Whatever its contrast was, a quarter of the way is a quarter of the places.
    for share in (0.25, 0.5, 0.75):
        assert (luma < share * 65535).mean() == pytest.approx(share, abs=0.04)
    assert (np.diff(luma.astype(int)[50]) >= 0).all()


def test_chroma_lies_where_luma_does(tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(0, 255, 600).astype(np.uint8)[:, None], (1, 800))
    luma, chroma = matte_field(saved(tmp_path / "a.png", ramp), "", "png", (96, 54))
    around = (luma[0::2, 0::2].astype(float) + luma[1::2, 0::2]) / 2
    assert np.abs(around - chroma).max() < 0.01 * 65535


def test_it_fills_the_canvas_without_being_stretched(tmp_path: Path) -> None:
    disc = np.full((400, 400, 3), 250, np.uint8)
    cv2.circle(disc, (200, 200), 80, (0, 0, 0), -1)
    luma, _ = matte_field(saved(tmp_path / "a.png", disc), "", "png", (192, 108))
    dark = luma < 0.2 * 65535
    assert np.ptp(np.flatnonzero(dark.any(axis=0))) == pytest.approx(
        np.ptp(np.flatnonzero(dark.any(axis=1))), abs=2
    )


def test_steps_of_eight_bits_are_smoothed(tmp_path: Path) -> None:
    bands = np.repeat(np.arange(0, 200, 20, np.uint8), 40)
    luma, _ = matte_field(saved(tmp_path / "a.png", np.tile(bands, (225, 1))), "", "png", (400, 226))
    assert len(np.unique(luma)) > 30


def test_a_flat_picture_changes_over_in_the_middle(tmp_path: Path) -> None:
    luma, chroma = matte_field(
        saved(tmp_path / "a.png", np.full((20, 30), 90, np.uint8)), "", "png", (96, 54)
    )
    assert np.abs(luma.astype(int) - 32768).max() <= 1 and np.abs(chroma.astype(int) - 32768).max() <= 1


def test_transparent_places_count_as_black(tmp_path: Path) -> None:
    picture = np.full((54, 96, 4), 255, np.uint8)
    picture[:, :48, 3] = 0
    luma, _ = matte_field(saved(tmp_path / "a.png", picture), "", "png", (96, 54))
    assert luma[:, :40].max() < luma[:, 56:].min()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(PhotoplayError):
        matte_field(tmp_path / "gone.png", "", "png", (96, 54))


def test_of_a_narrow_strip_only_what_is_seen_is_enlarged(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    strip = cv2.resize(rng.integers(0, 256, (5, 600), np.uint8), (6000, 40), interpolation=cv2.INTER_CUBIC)
    tracemalloc.start()
    wide, _ = matte_field(saved(tmp_path / "a.png", strip), "", "png", (640, 360))
    most_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # As a whole it would have 54,000 × 360 pixels: 58 MB.
    assert most_bytes < 40_000_000
    cut, _ = matte_field(saved(tmp_path / "b.png", strip[:, 2964:3035].copy()), "", "png", (640, 360))
    assert np.abs(wide.astype(int) - cut).max() < 0.01 * 65535


def test_another_file_of_the_same_name_is_another_matte(tmp_path: Path) -> None:
    left = np.tile(np.linspace(0, 255, 96).astype(np.uint8), (54, 1))
    before, _ = matte_field(saved(tmp_path / "a.png", left), "ab", "png", (96, 54))
    after, _ = matte_field(saved(tmp_path / "a.png", left[:, ::-1].copy()), "cd", "png", (96, 54))
    assert before[27, 0] < before[27, -1] and after[27, 0] > after[27, -1]
