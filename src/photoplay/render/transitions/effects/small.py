"""Smooth things drawn small and laid over the frame large: blurred pictures, light."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.blend import dither

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
U32 = NDArray[np.uint32]
Codes = NDArray[np.floating]
uint, f32, i32 = types.uintp, types.float32, types.int32


@lru_cache(maxsize=16)
def _rows(count: int, small: int) -> tuple[U32, F32]:
    """First of the two small rows that each of ``count`` rows lies between; the second's weight."""
    place = np.clip((np.arange(count) + 0.5) * (small / count) - 0.5, 0, small - 1)
    first = np.minimum(np.floor(place), max(small - 2, 0))
    return first.astype(np.uint32), (place - first).astype(np.float32)


def _widened(small: Codes, width: int) -> F32:
    """Small rows as wide as the canvas: what is left for the loop runs along whole rows."""
    wide = cv2.resize(np.asarray(small, np.float32), (width, small.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(wide, np.float32)


def lay_soft(a: U8, b: U8, weights: tuple[float, float], small: Codes, out: U8, index: int) -> None:
    """``out = weights · (a, b) + small``, dithered.

    Args:
        a, b: Planes of the canvas; where both weights are 0 they are not read.
        weights: Of the two.
        small: ``(≥ 2, ≥ 2)``, in codes, multiplied by its own weight already; made as large as the
            canvas by linear interpolation.
        out: Written.
        index: Number of the plane, for its dither.
    """
    wide, rows = _widened(small, a.shape[1]), _rows(a.shape[0], small.shape[0])
    noise = dither(out.shape[1], index)
    _lay_soft(a, b, np.float32(weights[0]), np.float32(weights[1]), wide, *rows, noise, out)


def lay_light(
    a: U8, b: U8, weights: tuple[float, float], alpha: Codes, light: Codes, out: U8, index: int
) -> None:
    """``out = (weights · (a, b)) · (1 − alpha) + light``, dithered.

    Args:
        a, b, weights, out, index: As in ``lay_soft``; the weights are 1 together.
        alpha, light: Of one small size: how much is covered, and the codes laid there multiplied by that.
    """
    wide = _widened(alpha, a.shape[1]), _widened(light, a.shape[1])
    rows, noise = _rows(a.shape[0], alpha.shape[0]), dither(out.shape[1], index)
    _lay_light(a, b, np.float32(weights[0]), np.float32(weights[1]), *wide, *rows, noise, out)


@compiled
def _lay_soft(a, b, weight_a, weight_b, small, rows, shares, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    width = uint(a.shape[1])
    for y in range(a.shape[0]):
        above, below, share = small[rows[y]], small[rows[y] + 1], shares[y]
        row_a, row_b, row, rough = a[y], b[y], out[y], noise[y & 63]
        if weight_a == f32(0) and weight_b == f32(0):
            for x in range(width):
                value = above[uint(x)] + (below[uint(x)] - above[uint(x)]) * share
                row[uint(x)] = np.uint8(i32(value + rough[uint(x)]))
            continue
        for x in range(width):
            value = above[uint(x)] + (below[uint(x)] - above[uint(x)]) * share
            value += weight_a * f32(row_a[uint(x)]) + weight_b * f32(row_b[uint(x)])
            row[uint(x)] = np.uint8(i32(value + rough[uint(x)]))


@compiled
def _lay_light(a, b, weight_a, weight_b, alphas, lights, rows, shares, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    width = uint(a.shape[1])
    for y in range(a.shape[0]):
        first, share = rows[y], shares[y]
        alpha0, alpha1, light0, light1 = alphas[first], alphas[first + 1], lights[first], lights[first + 1]
        row_a, row_b, row, rough = a[y], b[y], out[y], noise[y & 63]
        for x in range(width):
            alpha = alpha0[uint(x)] + (alpha1[uint(x)] - alpha0[uint(x)]) * share
            light = light0[uint(x)] + (light1[uint(x)] - light0[uint(x)]) * share
            under = weight_a * f32(row_a[uint(x)]) + weight_b * f32(row_b[uint(x)])
            row[uint(x)] = np.uint8(i32(under + light - under * alpha + rough[uint(x)]))
