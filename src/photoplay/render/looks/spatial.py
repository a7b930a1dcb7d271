"""What looks do with a sample's surroundings: light that spreads, sharpening.

All of it takes planes of float32 (photos, once) or of uint8 (pictures of films), and writes into them.
"""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.blend import dither
from photoplay.render.looks.grade import Grade

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
#: float32 or uint8.
Plane = NDArray[Any]

f32, i32 = types.float32, types.int32

#: Unsharp masking: radius in parts of the longer side (a pixel and a half of a large photo), strength at
#: 1, and the most it adds or takes, codes: more is seen as a bright line beside dark things.
SHARP_RADIUS, SHARP_STRENGTH, MOST_SHARPENED = 1 / 1200, 1.5, 14.0
#: Softening at −1: radius in parts of the longer side.
SOFT_RADIUS = 1 / 640
#: Light is spread in a copy so many times smaller, by so much of the longer side.
REDUCED: Final = 8
GLOW_RADIUS, HALATION_RADIUS = 1 / 55, 1 / 130
#: Luma codes above which things glow, and from where on they do so wholly; halation is of lamps alone.
GLOWING, BURNING = (150.0, 225.0), (190.0, 232.0)
#: Codes of luma, cb and cr that a large burning area adds at full halation: red-orange.
HALATION: Final = (9.0, -20.0, 38.0)
#: Share of the room up to white that a glowing area fills at full glow.
GLOW_SHARE = 0.5


def has_spatial(grade: Grade) -> bool:
    """Whether there is anything for ``spread`` to do."""
    return bool(grade.sharpen or grade.glow > 0 or grade.halation > 0)


def spread(luma: Plane, cb: Plane, cr: Plane, grade: Grade) -> None:
    """Planes with light spread, then sharpened or softened, in place.

    Args:
        luma, cb, cr: float32 codes, or uint8; 4:2:0.
        grade: What is done.
    """
    if grade.halation > 0:
        _redden(luma, cb, cr, grade.halation)
    if grade.glow > 0:
        halo, share = halo_of(luma, GLOWING, GLOW_RADIUS)
        weight = np.float32(GLOW_SHARE * grade.glow * share / 255 / 219)
        _lighten(luma, _enlarged(halo, luma.shape), weight, *_rounding(luma, 0))
    if grade.sharpen > 0:
        soft = cv2.GaussianBlur(luma, (0, 0), max(0.6, SHARP_RADIUS * max(luma.shape)))
        strength = np.float32(SHARP_STRENGTH * grade.sharpen)
        _unsharp(luma, soft, strength, np.float32(MOST_SHARPENED), *_rounding(luma, 0))
    elif grade.sharpen < 0:
        soft = cv2.GaussianBlur(luma, (0, 0), max(0.6, SOFT_RADIUS * max(luma.shape) * -grade.sharpen))
        luma[:] = soft


def halo_of(luma: Plane, codes: tuple[float, float], radius: float) -> tuple[U8, float]:
    """Light around what is bright.

    Args:
        luma: Of the picture.
        codes: Where things begin to shine, and where they do so wholly.
        radius: Standard deviation in parts of the longer side.

    Returns:
        uint8 at an eighth of the size, 255 in the middle of a large bright area; and the strength to use
        it with: a picture that is bright nearly all over is no lamp, and keeps its contrast.
    """
    height, width = luma.shape
    size = max(2, width // REDUCED), max(2, height // REDUCED)
    small = np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.float32)
    bright = np.clip((small - codes[0]) * np.float32(255 / (codes[1] - codes[0])), 0, 255)
    share = (1 - float(bright.mean()) / 255) ** 2
    sigma = max(0.5, radius * max(size))
    soft = cv2.GaussianBlur(bright, (0, 0), sigma) * 0.6 + cv2.GaussianBlur(bright, (0, 0), sigma * 2.5) * 0.4
    return np.rint(soft).astype(np.uint8), share


def _redden(luma: Plane, cb: Plane, cr: Plane, strength: float) -> None:
    halo, share = halo_of(luma, BURNING, HALATION_RADIUS)
    add = [np.float32(strength * share * code / 255) for code in HALATION]
    small = _enlarged(halo, cb.shape)
    thin = np.ascontiguousarray(luma[::2, ::2])
    _tint(cb, thin, small, add[1], np.float32(240), *_rounding(cb, 1))
    _tint(cr, thin, small, add[2], np.float32(240), *_rounding(cr, 2))
    _tint(luma, luma, _enlarged(halo, luma.shape), add[0], np.float32(235), *_rounding(luma, 0))


def _enlarged(halo: U8, shape: tuple[int, ...]) -> U8:
    return np.asarray(cv2.resize(halo, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)


def _rounding(plane: Plane, index: int) -> tuple[F32, bool]:
    """The noise for cutting a plane to whole codes, and whether that is done."""
    return dither(plane.shape[1], index), plane.dtype == np.uint8


@compiled
def _store(line, noise, most, whole, target):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Values within legal range as a row of a plane: as they are, or cut to whole codes after dithering."""
    if whole:
        for x in range(target.size):
            target[x] = np.uint8(i32(min(max(line[x] + noise[x], f32(16)), most)))
    else:
        for x in range(target.size):
            target[x] = min(max(line[x], f32(16)), most)


@compiled
def _lighten(luma, halo, weight, noise, whole):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Screens a halo over luma, more in the lights than in the shadows."""
    height, width = luma.shape
    line = np.empty(width, np.float32)
    for y in range(height):
        source, light = luma[y], halo[y]
        for x in range(width):
            value = f32(source[x])
            room = (f32(235) - value) * (value + f32(50))
            line[x] = value + room * (f32(light[x]) * weight)
        _store(line, noise[y & 63], f32(235), whole, luma[y])


@compiled
def _tint(plane, shine, halo, weight, most, noise, whole):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Adds a halo to a plane, less where it shines itself."""
    height, width = plane.shape
    line = np.empty(width, np.float32)
    for y in range(height):
        source, own, light = plane[y], shine[y], halo[y]
        for x in range(width):
            dark = min((f32(235) - f32(own[x])) * f32(1 / 90), f32(1))
            line[x] = f32(source[x]) + f32(light[x]) * weight * dark
        _store(line, noise[y & 63], most, whole, plane[y])


@compiled
def _unsharp(luma, soft, strength, bound, noise, whole):  # type: ignore[no-untyped-def]  # pragma: no cover
    height, width = luma.shape
    line = np.empty(width, np.float32)
    for y in range(height):
        source, mean = luma[y], soft[y]
        for x in range(width):
            value = f32(source[x])
            line[x] = value + min(max((value - f32(mean[x])) * strength, -bound), bound)
        _store(line, noise[y & 63], f32(235), whole, luma[y])
