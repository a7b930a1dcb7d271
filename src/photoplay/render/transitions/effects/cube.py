"""A cube that turns by a quarter: the first picture on its front, the second on its side."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.slides import eased

U8 = NDArray[np.uint8]
F64 = NDArray[np.float64]

#: Distance of the eye from the front, in widths of the canvas.
_EYE = 1.6
#: How much further back it stands while it turns, in widths of the canvas.
_BACK = 0.5
#: How much darker a face is that is seen from the side.
_SIDE = 0.55
_GROUND, _BLACK = (20.0, 128.0, 128.0), (16.0, 128.0, 128.0)


def draw(drawing: Drawing) -> None:
    """The cube turns to the left; it stands back as far as its edge comes forward."""
    turned = eased(drawing.p) * math.pi / 2
    width, height = drawing.size
    faces = [_Face(width, angle) for angle in (-turned, math.pi / 2 - turned)]
    for index, (a, b, out) in enumerate(zip(drawing.a, drawing.b, drawing.out, strict=True)):
        # A sample at column i, row j of this plane lies at (step · i + left, step · j + top) on the canvas.
        step, left, top = (1.0, 0.5, 0.5) if index == 0 else (2.0, 0.5, 1.0)
        on_canvas = np.array([[step, 0, left - width / 2], [0, step, top - height / 2], [0, 0, 1]])
        out[:, : a.shape[1]] = np.uint8(_GROUND[index])
        # The face's outer edges fade into the ground within a sample; the two faces meet at a whole column.
        edge = _index(faces[0].ends[1], on_canvas, 0.5)
        for plane, face in ((a, faces[0]), (b, faces[1])):
            first, last = _index(face.ends[0], on_canvas, -1), _index(face.ends[1], on_canvas, 2)
            first, last = (first, edge) if plane is a else (edge, last)
            high = face.tallest * height / 2
            rows = (
                math.floor((-high - on_canvas[1, 2]) / step) - 1,
                math.ceil((high - on_canvas[1, 2]) / step) + 2,
            )
            box = max(first, 0), max(rows[0], 0), min(last, a.shape[1]), min(rows[1], a.shape[0])
            if box[2] > box[0]:
                _put(plane, face, on_canvas, box, out, index)


def _index(place: float, on_canvas: F64, beyond: float) -> int:
    return math.floor(float((place - on_canvas[0, 2]) / on_canvas[0, 0]) + 0.5 + beyond)


class _Face:
    """A face of the cube as the canvas sees it.

    A point (u, v) of it lies at ``X = u cos + h sin``, ``Z = h cos − u sin`` before the cube's middle, h being
    half a width, and is seen at ``(X, v) · eye / (away − Z)``.

    Args:
        width: Of the canvas, and of the face.
        angle: By which its middle is turned to the right, radians.

    Attributes:
        ends: Where its left and its right end are seen, canvas pixels right of the middle.
        tallest: How high its nearer end is seen, 1 at rest.
        places: Canvas places about the middle to places about the middle of the face.
        light: Its light, 1 at rest.
    """

    def __init__(self, width: int, angle: float) -> None:
        half, eye = width / 2, _EYE * width
        cos, sin = math.cos(angle), math.sin(angle)
        away = _away(width, angle) - half * cos
        nears = [eye / (away + end * sin) for end in (-half, half)]
        self.ends = tuple(
            (end * cos + half * sin) * near for end, near in zip((-half, half), nears, strict=True)
        )
        self.tallest = max(nears)
        self.light = 1 - _SIDE * (1 - cos)
        self.places = np.array(
            [[away, 0, -eye * half * sin], [0, away * cos - half * sin * sin, 0], [-sin, 0, eye * cos]]
        )


def _away(width: int, turned: float) -> float:
    """From the eye to the cube's middle: its nearest edge is never nearer than the front at rest."""
    cos, sin = abs(math.cos(turned)), abs(math.sin(turned))
    return width * (_EYE + (cos + sin) / 2 + _BACK * (2 * sin * cos) ** 2)


def _put(plane: U8, face: _Face, on_canvas: F64, box: tuple[int, int, int, int], out: U8, index: int) -> None:
    """A face within a box of the plane: left, top, right, bottom."""
    left, top, right, bottom = box
    start = np.array([[1, 0, left], [0, 1, top], [0, 0, 1]])
    places = np.linalg.inv(on_canvas) @ face.places @ on_canvas @ start
    # The ground is laid under the light, so that it comes out as it is.
    ground = _BLACK[index] + (_GROUND[index] - _BLACK[index]) / face.light
    seen = cv2.warpPerspective(
        plane, places, (right - left, bottom - top), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT, borderValue=ground,
    )  # fmt: skip
    codes = _BLACK[index] + (np.arange(256) - _BLACK[index]) * face.light
    cv2.LUT(seen, np.rint(codes).clip(16, 240).astype(np.uint8), dst=seen)
    out[top:bottom, left:right] = seen
