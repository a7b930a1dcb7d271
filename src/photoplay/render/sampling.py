"""Copies of a picture that is sampled between its pixels: finer than the canvas, or as coarse as it is seen.

OpenCV samples whole upright rectangles, at 1.9 ns a sample; a picture that is turned is sampled in bands, so
that little beside it is. (A compiled loop that samples nothing in vain took 3.8 ns.)
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.media.colour import CHROMA_MAX, CHROMA_MIN, LUMA_MAX, LUMA_MIN
from photoplay.media.planes import Planes
from photoplay.render.pieces import columns, crossing
from photoplay.render.placing import Spot
from photoplay.render.prepared import sharpened

U8 = NDArray[np.uint8]
F64 = NDArray[np.float64]


#: Rows of a band: each costs about 0.1 ms for itself.
_BAND = 216
#: Samples around a copy, in which its edge goes on: OpenCV does that itself only at two thirds of the speed.
_MARGIN = 4
#: No copy is smaller, samples a side.
_LEAST = 8


#: Luma, cb and cr; of a see-through picture, how opaque it is for luma and for chroma too. Each with
#: ``_MARGIN`` samples around it.
Copy = tuple[U8, ...]


def finest_copy(planes: Planes, veils: tuple[U8, ...]) -> Copy:
    """A copy as fine as the picture, sharpened by what sampling blurs.

    Args:
        planes: Of the picture.
        veils: How opaque it is at the places of luma and of chroma; empty: all of it is.
    """
    limits = (LUMA_MIN, LUMA_MAX), (CHROMA_MIN, CHROMA_MAX), (CHROMA_MIN, CHROMA_MAX)
    sharp = [
        sharpened(plane.astype(np.float32), low, high)
        for plane, (low, high) in zip(planes, limits, strict=True)
    ]
    return tuple(_with_margin(plane) for plane in (*sharp, *veils))


def smaller_copy(copy: Copy, by: float) -> Copy:
    """An area-averaged copy. Where its samples lie is told by its size, so chroma's siting stays true."""
    smaller = []
    for plane in copy:
        height, width = plane.shape[0] - 2 * _MARGIN, plane.shape[1] - 2 * _MARGIN
        size = max(_LEAST, round(width / by)), max(_LEAST, round(height / by))
        inner = plane[_MARGIN : _MARGIN + height, _MARGIN : _MARGIN + width]
        smaller.append(
            _with_margin(np.asarray(cv2.resize(inner, size, interpolation=cv2.INTER_AREA), np.uint8))
        )
    return tuple(smaller)


def _with_margin(plane: U8) -> U8:
    return np.asarray(
        cv2.copyMakeBorder(plane, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_REPLICATE), np.uint8
    )


def map_of(plane: U8, spot: Spot, step: int, chroma_width: int) -> F64:
    """Column and row of a copy's plane for a column and a row of the canvas' plane, float64 ``(2, 3)``.

    Args:
        plane: Of the copy.
        spot: Where the box lies.
        step: 1 for luma, 2 for chroma: canvas pixels a sample.
        chroma_width: Of the picture's chroma planes, which the copy was made from.
    """
    height, width = plane.shape[0] - 2 * _MARGIN, plane.shape[1] - 2 * _MARGIN
    x, y = 0.5 - spot.x, 0.5 * step - spot.y
    along = [
        [spot.cos * step, spot.sin * step, spot.cos * x + spot.sin * y - spot.inner_x],
        [-spot.sin * step, spot.cos * step, spot.cos * y - spot.sin * x - spot.inner_y],
    ]
    matrix = np.array(along, np.float64)
    matrix[0] *= width / (2 * spot.inner_half_width)
    matrix[1] *= height / (2 * spot.inner_half_height)
    matrix[:, 2] += (width - 1) / 2 + _MARGIN, (height - 1) / 2 + _MARGIN
    if step == 2:  # sited left: by a quarter of a chroma sample of the picture itself
        matrix[0, 2] += 0.25 * width / chroma_width
    return matrix


def sample(plane: U8, matrix: F64, spot: Spot, step: int, left: int, top: int, out: U8) -> None:
    """A plane sampled at the places of a plane of the canvas, where the picture may be seen.

    Args:
        plane: Of a copy.
        matrix: See ``map_of``.
        spot: Where the box lies.
        step: Canvas pixels a sample.
        left, top: Place of the result's first column and row in the canvas' plane.
        out: uint8, written.
    """
    height, width = out.shape
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    for start in range(0, height, _BAND):
        stop = min(start + _BAND, height)
        first, last = _extent(spot, step, start + top, stop + top, left, left + width)
        if last <= first:
            continue
        part = out[start:stop, first - left : last - left]
        here = matrix.copy()
        here[:, 2] += matrix[:, 0] * first + matrix[:, 1] * (start + top)
        size = last - first, stop - start
        cv2.warpAffine(plane, here, size, dst=part, flags=flags)


@compiled
def _extent(spot, step, top, bottom, left, right):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The columns of some rows of a plane in which the picture may be seen, half-open."""
    start, stop = right, left
    for j in range(top, bottom):
        dy = step * j + 0.5 * step - spot.y
        low, high = crossing(
            spot, dy, spot.inner_x, spot.inner_y, spot.inner_half_width + step, spot.inner_half_height + step
        )
        first, last = columns(low, high, spot.x, step, right)
        if last > first:
            start, stop = min(start, max(first, left)), max(stop, last)
    return start, stop
