"""The estimate of how much a coded picture looks like its original."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.export.likeness import adm, estimate, features, likeness, vif

U8 = NDArray[np.uint8]
WHOLE = (1920, 1080)


@pytest.fixture
def luma(picture: Callable[..., U8]) -> U8:
    return np.asarray(picture(480, 270, 3)[..., 1], np.uint8)


def blurred(picture: U8, sigma: float) -> U8:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def smaller(picture: U8, factor: float) -> U8:
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


def test_the_same_picture_loses_nothing(luma: U8) -> None:
    assert adm(luma, luma) == pytest.approx(1, abs=1e-6) and vif(luma, luma) == pytest.approx(1, abs=1e-6)
    assert likeness([luma], [luma], WHOLE) > 95


def test_flat_pictures_are_alike() -> None:
    flat = np.full((64, 64), 90, np.uint8)
    assert adm(flat, flat) == pytest.approx(1) and vif(flat, flat) == pytest.approx(1)


def test_more_blur_looks_less_alike(luma: U8) -> None:
    found = [likeness([luma], [blurred(luma, sigma)], WHOLE) for sigma in (0.5, 1, 2, 4)]
    assert found == sorted(found, reverse=True) and found[0] > found[-1] + 20


def test_a_smaller_picture_is_enlarged_first_and_looks_less_alike(luma: U8) -> None:
    found = [likeness([luma], [smaller(luma, factor)], WHOLE) for factor in (0.75, 0.5, 0.25)]
    assert found == sorted(found, reverse=True)


def test_only_the_part_looked_at_counts(luma: U8) -> None:
    spoiled = luma.copy()
    spoiled[:60] = 0
    assert features(luma, spoiled, (480, 100)) == pytest.approx((1, 1), abs=1e-5)
    assert features(luma, spoiled, WHOLE)[1] < 0.99


def test_the_estimate_stays_a_score() -> None:
    assert all(0 <= estimate(a / 10, v / 10) <= 100 for a in range(11) for v in range(11))
