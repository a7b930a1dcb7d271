"""Flying into the first picture and out of the second, with the blur of that motion."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render import blend, geometry
from photoplay.render.geometry import Placement
from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.effects.small import lay_soft
from photoplay.render.transitions.seam import smoothstep

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
uint, f32, i32 = types.uintp, types.float32, types.int32

#: How many times closer the camera is at the end; the second picture starts so much smaller.
_CLOSER = 5.0
#: Open time of the shutter, in parts of the transition.
_SHUTTER = 1 / 16
#: Moments within it, and how much smaller the picture is that is blurred.
_TAPS, _SHRINK = 8, 4
#: Blur at the canvas' corner, in parts of its half diagonal, from which on nothing is sharp.
_BLURRED = 0.05
#: Mirrored border of the second picture while it is sharp, as a part of the width.
_BORDER = 0.06


def draw(drawing: Drawing) -> None:
    """One camera movement over both pictures; they change over in the middle, where it is fastest."""
    p = drawing.p
    moved = p * p * p * (p * (6 * p - 15) + 10)
    speed = 30 * p * p * (1 - p) * (1 - p)
    reach = math.log(_CLOSER) * speed * _SHUTTER
    share = smoothstep(0.42, 0.58, p)
    soft = smoothstep(0, _BLURRED, reach)
    scales = _CLOSER**moved, _CLOSER ** (moved - 1)
    for index, (a, b, out) in enumerate(zip(drawing.a, drawing.b, drawing.out, strict=True)):
        if soft == 1:
            lay_soft(a, b, (0, 0), _blurred(drawing, index, scales, reach, share, soft), out, index)
            continue
        sharp = out if soft == 0 else drawing.scratch.take(f"sharp {index}", a.shape, np.uint8)
        _scaled(*((a, scales[0]) if p < 0.5 else (b, scales[1])), sharp)
        if soft:
            small = _blurred(drawing, index, scales, reach, share, soft)
            lay_soft(sharp, sharp, (1 - soft, 0), small, out, index)


def _scaled(plane: U8, scale: float, out: U8) -> None:
    """A plane larger or a little smaller than the canvas, mirrored at its edges."""
    height, width = plane.shape
    border = 0
    if scale < 1:
        border = round(_BORDER * max(width, height))
        plane = np.asarray(cv2.copyMakeBorder(plane, *(4 * (border,)), cv2.BORDER_REFLECT), np.uint8)
    offsets = ((side - 1) / 2 * (1 - 1 / scale) + border for side in (width, height))
    place = Placement(1 / scale, next(offsets), 1 / scale, next(offsets))
    blend.draw(geometry.layer(plane, place, (width, height), None), out)


def _blurred(
    drawing: Drawing, index: int, scales: tuple[float, float], reach: float, share: float, soft: float
) -> F32:
    """Both pictures, small, blurred out of the middle and mixed, times ``soft``."""
    plane = tuple(drawing.a)[index]
    height, width = (max(2, -(-side // _SHRINK)) for side in plane.shape)
    total = np.zeros((height, width), np.float32)
    for side, scale, weight in zip((drawing.a, drawing.b), scales, (1 - share, share), strict=True):
        if weight == 0:
            continue
        small = cv2.resize(tuple(side)[index], (width, height), interpolation=cv2.INTER_AREA)
        taps = scale * np.exp(reach * ((np.arange(_TAPS) + 0.5) / _TAPS - 0.5))
        rows, columns = (np.stack([_nearest(count, tap) for tap in taps]) for count in small.shape)
        _add(np.asarray(small, np.uint8), rows, columns, np.float32(weight * soft / _TAPS), total)
    return total


def _nearest(count: int, scale: float) -> NDArray[np.uint32]:
    """Which sample is seen at each of ``count`` places, the picture being scaled, mirrored at its edges."""
    middle = (count - 1) / 2
    place = np.mod(np.rint(middle + (np.arange(count) - middle) / scale), 2 * count)
    return np.asarray(np.where(place < count, place, 2 * count - 1 - place), np.uint32)


@compiled
def _add(plane, rows, columns, weight, total):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """``total += weight · Σ over taps of plane[rows[tap, y], columns[tap, x]]``."""
    width = uint(total.shape[1])
    line = np.empty(total.shape[1], np.int32)
    for y in range(total.shape[0]):
        line[:] = i32(0)
        for tap in range(rows.shape[0]):
            source, where = plane[rows[tap, y]], columns[tap]
            for x in range(width):
                line[uint(x)] += i32(source[uint(where[uint(x)])])
        row = total[y]
        for x in range(width):
            row[uint(x)] += weight * f32(line[uint(x)])
