"""What a grade does to the canvas, not to the picture: the vignette stands still, the grain never does."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.media.planes import Planes
from photoplay.render.blend import dither
from photoplay.render.looks.grade import Grade

F32 = NDArray[np.float32]
uint, f32, i32 = types.uintp, types.float32, types.int32

#: Where the vignette begins and where it is whole, in half diagonals from the middle; what is taken at 1.
VIGNETTE: Final = (0.42, 1.08)
MOST_DARKENED, MOST_LIGHTENED = 0.62, 0.35
#: Standard deviation of full grain where it is strongest, luma codes.
GRAIN = 5.2
#: How much of it there is at luma 16, 126 and 235: little in the black, less in the white.
_IN_BLACK, _IN_MIDDLE, _IN_WHITE = 0.45, 1.0, 0.3
_TILE: Final = 512
#: Grain is as coarse as on a canvas of this height.
_HEIGHT: Final = 1080


def needs_finish(grade: Grade | None) -> bool:
    """Whether ``finish`` has anything to do."""
    return grade is not None and bool(grade.vignette or grade.grain > 0)


def finish(planes: Planes, grade: Grade | None, frame_of_shot: int) -> None:
    """Lays vignette and grain over a canvas, in place.

    Args:
        planes: uint8, of the canvas' size.
        grade: What is done.
        frame_of_shot: Number of the frame, counted from the shot's start (it may be negative).
    """
    if grade is None or not needs_finish(grade):
        return
    height = planes.size[1]
    if grade.vignette:
        amount = MOST_DARKENED if grade.vignette > 0 else MOST_LIGHTENED
        strength = np.float32(-amount * grade.vignette)
        for index, (plane, zero, most) in enumerate(
            zip(planes, (16, 128, 128), (235, 240, 240), strict=True)
        ):
            _vignette(
                plane, strength, np.float32(zero), np.float32(most), np.float32(VIGNETTE[0]),
                np.float32(VIGNETTE[1]), dither(plane.shape[1], index),
            )  # fmt: skip
    if grade.grain > 0:
        tile = _grain(max(1, round(4 * height / _HEIGHT)))
        down, across = _offsets(frame_of_shot)
        _add_grain(planes.luma, tile, down, across, _strengths(round(grade.grain, 3)))


def _offsets(frame: int) -> tuple[int, int]:
    """Where in the tile a frame begins: far from where its neighbours do."""
    mixed = (frame * 0x9E3779B1 + 0x7F4A7C15) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 15)) * 0x85EBCA6B) & 0xFFFFFFFF
    mixed ^= mixed >> 13
    return mixed % _TILE, (mixed >> 12) % _TILE


@lru_cache(maxsize=4)
def _grain(quarters: int) -> NDArray[np.int8]:
    """Noise that repeats without a seam, int8 ``(512, 1024)``, 32 to a standard deviation; twice side by side.

    Args:
        quarters: Coarseness in quarters of that of a canvas 1080 high.
    """
    noise = np.random.default_rng(23).standard_normal((_TILE, _TILE), np.float32)
    sigma = 0.6 * quarters / 4
    border = 32
    padded = np.pad(noise, border, mode="wrap")
    fine = cv2.GaussianBlur(padded, (0, 0), max(0.3, sigma))
    coarse = cv2.GaussianBlur(padded, (0, 0), max(0.6, sigma * 2))
    both = fine / fine.std() + 0.4 * coarse / coarse.std()
    both = both[border:-border, border:-border]
    both = np.clip(np.rint(both / both.std() * 32), -127, 127).astype(np.int8)
    return np.ascontiguousarray(np.tile(both, (1, 2)))


@lru_cache(maxsize=4)
def _strengths(amount: float) -> F32:
    """What grain is multiplied by at each luma code, float32 ``(256,)``."""
    at = (16, 126, 235)
    share = np.interp(np.arange(256), at, (_IN_BLACK, _IN_MIDDLE, _IN_WHITE))
    return (share * (GRAIN * amount / 32)).astype(np.float32)


@compiled
def _add_grain(luma, tile, down, across, strengths):  # type: ignore[no-untyped-def]  # pragma: no cover
    height, width = luma.shape
    first, top, bottom = strengths[16], strengths[126], strengths[235]
    rise, fall = (top - first) / f32(110), (top - bottom) / f32(109)
    for y in range(height):
        row, noise = luma[y], tile[(y + down) & 511]
        for left in range(0, width, 512):
            end = min(512, width - left)
            part, grains = row[left : left + end], noise[across : across + end]
            for x in range(end):
                value = f32(part[x])
                strength = top - max((f32(126) - value) * rise, (value - f32(126)) * fall)
                value += f32(grains[x]) * strength + f32(0.5)
                part[x] = np.uint8(i32(min(max(value, f32(16)), f32(235))))


@compiled
def _vignette(plane, strength, zero, most, start, end, noise):  # type: ignore[no-untyped-def]  # pragma: no cover
    """``plane = zero + (plane − zero) · gain``, rounded by dither; gain falls smoothly with the distance."""
    height, width = plane.shape
    # Distances are squared and measured in half diagonals, which makes the curve an ellipse on the canvas.
    low, scale = start * start, f32(1) / (end * end - start * start)
    for y in range(height):
        v = (f32(2 * y + 1) / f32(height)) - f32(1)
        v2 = v * v * f32(0.5)
        row, threshold = plane[y], noise[y & 63]
        step = f32(2) / f32(width)
        for x in range(width):
            u = (f32(i32(x)) + f32(0.5)) * step - f32(1)
            t = min(max((u * u * f32(0.5) + v2 - low) * scale, f32(0)), f32(1))
            gain = f32(1) + strength * (t * t * (f32(3) - f32(2) * t))
            value = zero + (f32(row[x]) - zero) * gain + threshold[x]
            row[x] = np.uint8(i32(min(max(value, f32(16)), most)))
