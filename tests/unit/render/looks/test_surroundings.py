"""What looks do beyond single samples: light that spreads, sharpening, vignette, grain."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media.planes import Planes
from photoplay.render.looks.finish import finish, needs_finish
from photoplay.render.looks.grade import Grade
from photoplay.render.looks.spatial import spread

F32 = NDArray[np.float32]


def flat(luma: int, width: int = 640, height: int = 360) -> Planes:
    half = (height + 1) // 2, (width + 1) // 2
    return Planes(
        *(np.full(shape, v, np.uint8) for shape, v in (((height, width), luma), (half, 128), (half, 140)))
    )


def lamp() -> tuple[F32, F32, F32]:
    """A lamp before a dark wall."""
    luma = np.full((360, 640), 40, np.float32)
    cv2.circle(luma, (320, 180), 30, 235, -1)
    return luma, np.full((180, 320), 128, np.float32), np.full((180, 320), 128, np.float32)


def test_highlights_glow_into_what_is_near() -> None:
    luma, cb, cr = lamp()
    spread(luma, cb, cr, Grade(glow=0.5))
    assert luma[180, 360] > 42 and abs(luma[5, 5] - 40) < 0.5
    assert luma[180, 320] <= 235
    assert cb.min() == cb.max() == 128


def test_a_white_ground_is_no_lamp() -> None:
    luma = np.full((360, 640), 235, np.float32)
    luma[120:240, 260:380] = 60
    half = np.full((180, 320), 128, np.float32)
    spread(luma, half.copy(), half.copy(), Grade(glow=0.5))
    assert luma[180, 320] < 63


def test_halation_is_red_around_lamps() -> None:
    luma, cb, cr = lamp()
    spread(luma, cb, cr, Grade(halation=0.7))
    assert cr[90, 177] > 130 and cb[90, 177] < 128
    assert abs(cr[90, 160] - 128) < 0.5, "the lamp itself stays white"
    assert abs(cr[2, 2] - 128) < 0.5


@pytest.mark.parametrize("amount", [0.5, 1.0])
def test_edges_are_sharpened_within_bounds(amount: float) -> None:
    luma = np.full((90, 1600), 80, np.float32)
    luma[:, 800:] = 150
    soft = cv2.GaussianBlur(luma, (0, 0), 1.5)
    got = soft.copy()
    spread(got, soft[::2, ::2].copy(), soft[::2, ::2].copy(), Grade(sharpen=amount))
    step = np.diff(got[45]).max()
    assert step > 1.15 * np.diff(soft[45]).max()
    assert got.min() >= 80 - 14 and got.max() <= 150 + 14
    assert np.abs(got[:, :700] - 80).max() < 1e-3


def test_softening_takes_detail_away() -> None:
    luma = np.random.default_rng(1).uniform(60, 200, (180, 320)).astype(np.float32)
    before = luma.std()
    spread(luma, luma[::2, ::2].copy(), luma[::2, ::2].copy(), Grade(sharpen=-1))
    assert luma.std() < 0.8 * before


@pytest.mark.parametrize("grade", [Grade(glow=1), Grade(halation=1), Grade(sharpen=1), Grade(sharpen=-1)])
def test_films_and_photos_look_alike(grade: Grade) -> None:
    exact = lamp()
    exact[0][:] = cv2.GaussianBlur(exact[0], (0, 0), 2)
    whole = tuple(plane.astype(np.uint8) for plane in exact)
    start = tuple(plane.astype(np.float32) for plane in whole)
    spread(*start, grade)
    spread(*whole, grade)
    for a, b in zip(start, whole, strict=True):
        assert np.abs(a - b).max() < 2.5 and abs(float((a - b).mean())) < 0.3


# -- the canvas -------------------------------------------------------------------------------------


def test_what_needs_finishing() -> None:
    assert not needs_finish(None) and not needs_finish(Grade(glow=1.0))
    assert needs_finish(Grade(vignette=-0.2)) and needs_finish(Grade(grain=0.1))


def test_corners_darken_and_the_middle_stays() -> None:
    planes = flat(150)
    finish(planes, Grade(vignette=0.5), 0)
    assert np.all(planes.luma[170:190, 300:340] == 150)
    assert planes.luma[:8, :8].mean() < 122 and planes.cr[:4, :4].mean() < 139
    assert np.array_equal(planes.cb, np.full_like(planes.cb, 128))


def test_corners_lighten() -> None:
    planes = flat(100)
    finish(planes, Grade(vignette=-1), 0)
    assert planes.luma[:8, :8].mean() > 115


@pytest.mark.parametrize("luma", [16, 60, 128, 235])
def test_a_vignette_has_no_bands(luma: int) -> None:
    """Within a code of the exact gain everywhere, and right on the mean of every 8 × 8 square's ring."""
    planes = flat(luma)
    finish(planes, Grade(vignette=0.6), 0)
    soft = cv2.blur(planes.luma.astype(np.float32), (33, 33))
    assert np.abs(np.diff(soft[180, 20:-20])).max() < 0.6
    assert planes.luma.min() >= 16 and planes.luma.max() <= 235


def test_a_vignette_is_symmetric() -> None:
    planes = flat(200)
    finish(planes, Grade(vignette=0.6), 0)
    soft = cv2.blur(planes.luma.astype(np.float32), (9, 9))
    assert np.abs(soft - soft[::-1, ::-1]).mean() < 0.3


def test_grain_moves_and_is_the_same_each_time() -> None:
    first, again, next_one = flat(120), flat(120), flat(120)
    finish(first, Grade(grain=0.5), 7)
    finish(again, Grade(grain=0.5), 7)
    finish(next_one, Grade(grain=0.5), 8)
    assert np.array_equal(first.luma, again.luma)
    a, b = (planes.luma.astype(np.float32).ravel() - 120 for planes in (first, next_one))
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.05
    assert np.array_equal(first.cb, flat(120).cb)


@pytest.mark.parametrize("frame", [-3, 0, 1, 10**6])
def test_grain_is_as_strong_as_said(frame: int) -> None:
    planes = flat(120)
    finish(planes, Grade(grain=0.5), frame)
    assert 2.0 < planes.luma.std() < 3.0
    assert abs(planes.luma.mean() - 120) < 0.2


def test_grain_is_weaker_in_black_and_white() -> None:
    strengths = {}
    for luma in (30, 126, 220):
        planes = flat(luma)
        finish(planes, Grade(grain=1), 1)
        strengths[luma] = planes.luma.std()
    assert strengths[30] < 0.75 * strengths[126] and strengths[220] < 0.6 * strengths[126]


@pytest.mark.parametrize("luma", [16, 235])
def test_grain_stays_legal(luma: int) -> None:
    planes = flat(luma)
    finish(planes, Grade(grain=1, vignette=-1), 4)
    assert planes.luma.min() >= 16 and planes.luma.max() <= 235


@pytest.mark.parametrize("size", [(2, 2), (1026, 4), (1920, 6), (511, 7)])
def test_canvases_of_all_sizes(size: tuple[int, int]) -> None:
    planes = flat(120, *size)
    finish(planes, Grade(grain=1, vignette=1), 11)
    assert planes.size == size
    assert np.ptp(planes.luma) > 0 or size == (2, 2)


def test_frames_of_one_shot_do_not_repeat_soon() -> None:
    seen = []
    for frame in range(40):
        planes = flat(120, 64, 64)
        finish(planes, Grade(grain=1), frame)
        seen.append(planes.luma.tobytes())
    assert len(set(seen)) == len(seen)
