"""Fades whose pace depends on how much the two pictures differ at a place."""

from __future__ import annotations

import cv2
import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.blend import dither
from photoplay.render.transitions.drawing import Drawing

U8 = NDArray[np.uint8]
uint, f32, i32 = types.uintp, types.float32, types.int32

#: How soft the border between what waits and what has changed is, as a part of the largest difference.
_SOFT = 0.25
#: Degree of the polynomial that stands for a curve over differences: a loop can follow it in vectors.
_DEGREE = 5
_DIFFERENCES = np.arange(256) / 255


def fast(drawing: Drawing) -> None:
    """What differs much changes first. Source: FFmpeg's ``xfade``, fadefast."""
    _fade_by(drawing, 1 + np.log(1 + _DIFFERENCES))


def slow(drawing: Drawing) -> None:
    """What differs little changes first. Source: FFmpeg's ``xfade``, fadeslow."""
    _fade_by(drawing, 1 + np.log(2 - _DIFFERENCES))


def _fade_by(drawing: Drawing, power: NDArray[np.float64]) -> None:
    shares = 1 - (1 - drawing.p) ** power
    curve = np.polynomial.Polynomial.fit(_DIFFERENCES * 255, shares, _DEGREE).convert().coef
    numbers = np.zeros(_DEGREE + 1, np.float32)
    numbers[: curve.size] = curve
    for index, (a, b, out) in enumerate(zip(drawing.a, drawing.b, drawing.out, strict=True)):
        _mix_by_curve(a, b, numbers, dither(out.shape[1], index), out)


def distance(drawing: Drawing) -> None:
    """A fade in which places that differ much have changed already, with soft borders.

    Source: FFmpeg's ``xfade``, distance: where the colours lie further apart than ``1 - p``, only the
    second picture is seen.
    """
    left = np.float32(1 - drawing.p)
    start, fall = np.float32((1 - drawing.p) * (1 + _SOFT) / _SOFT), np.float32(1 / (255 * _SOFT))
    thin = _distances(drawing)
    wide = drawing.scratch.take("wide", drawing.a.luma.shape, np.uint8)
    cv2.resize(thin, drawing.size, dst=wide, interpolation=cv2.INTER_LINEAR)
    for index, (a, b, out) in enumerate(zip(drawing.a, drawing.b, drawing.out, strict=True)):
        far = thin if index else wide
        _mix_by_distance(a, b, far, left, start, fall, dither(out.shape[1], index), out)


def _distances(drawing: Drawing) -> U8:
    """How far apart the colours are, slightly smoothed, of the size of chroma.

    In 255ths of the side of the RGB cube, at most that: two greys count as in RGB, where all three differ.
    """
    a, b = drawing.a, drawing.b
    half = a.cb.shape[1], a.cb.shape[0]
    thin = cv2.resize(cv2.absdiff(a.luma, b.luma), half, interpolation=cv2.INTER_AREA)
    total = np.zeros((half[1], half[0]), np.float32)
    for off in (thin, cv2.absdiff(a.cb, b.cb), cv2.absdiff(a.cr, b.cr)):
        cv2.accumulateSquare(off, total)
    far = cv2.GaussianBlur(np.sqrt(3 * total), (0, 0), max(half[1] / 270, 0.5))
    return np.asarray(cv2.convertScaleAbs(far, alpha=255 / 219), np.uint8)


@compiled
def _mix_by_curve(a, b, curve, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    c0, c1, c2, c3, c4, c5 = curve[0], curve[1], curve[2], curve[3], curve[4], curve[5]
    none, one = f32(0), f32(1)
    for y in range(a.shape[0]):
        row_a, row_b, row, rough = a[y], b[y], out[y], noise[y & 63]
        for x in range(uint(row_a.size)):
            under = f32(row_a[uint(x)])
            change = f32(row_b[uint(x)]) - under
            d = abs(change)
            share = c0 + d * (c1 + d * (c2 + d * (c3 + d * (c4 + d * c5))))
            share = min(max(share, none), one)
            row[uint(x)] = np.uint8(i32(under + change * share + rough[uint(x)]))


@compiled
def _mix_by_distance(a, b, far, left, start, fall, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    none, one = f32(0), f32(1)
    for y in range(a.shape[0]):
        row_a, row_b, row_far, row, rough = a[y], b[y], far[y], out[y], noise[y & 63]
        for x in range(uint(row_a.size)):
            under = f32(row_a[uint(x)])
            waits = min(max(start - f32(row_far[uint(x)]) * fall, none), one)
            share = one - waits * waits * (f32(3) - f32(2) * waits) * left
            row[uint(x)] = np.uint8(i32(under + (f32(row_b[uint(x)]) - under) * share + rough[uint(x)]))
