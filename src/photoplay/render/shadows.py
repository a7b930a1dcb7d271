"""Soft shadows of pictures in boxes: made once, small, and stretched with the box.

A shadow falls down the canvas whatever way its box is turned, as under one lamp; it is no wider on a large
box than on one of middle size, as all pictures lie equally high above the ground.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.render.pieces import NO_SHARES, Shade
from photoplay.render.placing import Spot

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
Size = tuple[int, int]

NO_SHADE = Shade(NO_SHARES, 0.0, 1.0, 0.0)
#: Standard deviation of the blur: parts of the canvas' shorter side, and at most so many of the box's.
_SOFT, _SOFT_OF_BOX = 0.016, 0.07
#: How far it falls, in standard deviations, and how far it is drawn.
_DROP, _REACH = 0.75, 3.0
#: Opacity of a full one under the middle of the picture: at its edge, half of it is seen.
_DARKEST = 0.62
#: Samples per standard deviation: interpolation between them is not seen.
_SAMPLES = 4.0


def softness(spot: Spot, canvas: Size) -> float:
    """Standard deviation of a box's shadow where the box has its own size, canvas pixels."""
    short = 2 * min(spot.half_width, spot.half_height) / spot.scale
    return max(0.5, min(_SOFT * min(canvas), _SOFT_OF_BOX * short))


def shadow_of(spot: Spot, alpha: U8 | None, canvas: Size) -> F32:
    """The shadow of a box, or of a see-through picture that fills one, at its full strength.

    Args:
        spot: Where the box lies at some moment; only its size in proportion matters.
        alpha: How opaque the picture is; None: all of the box is.
        canvas: Pixels.

    Returns:
        float32, ``_SAMPLES`` to a standard deviation; 0 at its edge.
    """
    per_pixel = _SAMPLES / softness(spot, canvas) / spot.scale
    half_width, half_height = spot.half_width * per_pixel, spot.half_height * per_pixel
    around = math.ceil(_SAMPLES * _REACH) + 1
    width, height = (2 * math.ceil(half) + 2 * around for half in (half_width, half_height))
    if alpha is None:
        mask = _rounded(width, height, half_width, half_height, spot.radius * per_pixel)
    else:
        size = 2 * math.ceil(half_width), 2 * math.ceil(half_height)
        small = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        mask = np.pad(small, around)
    soft = cv2.GaussianBlur(mask, (0, 0), _SAMPLES, borderType=cv2.BORDER_CONSTANT)
    # What is left of the blur beyond its reach: taken away, so that the shadow ends without an edge.
    least = float(max(soft[0].max(), soft[-1].max(), soft[:, 0].max(), soft[:, -1].max()))
    return np.ascontiguousarray(np.maximum(soft - least, 0), np.float32)


def shade_at(weights: F32, strength: float, spot: Spot, canvas: Size) -> Shade:
    """A shadow where a box lies in one frame.

    Args:
        weights: As ``shadow_of`` made them.
        strength: 0–1.
        spot: Where the box lies.
        canvas: Pixels.
    """
    soft = softness(spot, canvas) * spot.scale
    return Shade(weights, _DARKEST * strength, _SAMPLES / soft, _DROP * soft)


def _rounded(width: int, height: int, half_width: float, half_height: float, radius: float) -> F32:
    """Coverage of a rounded rectangle in the middle of a plane, float32."""
    x = np.abs(np.arange(width) - (width - 1) / 2) - (half_width - radius)
    y = np.abs(np.arange(height) - (height - 1) / 2) - (half_height - radius)
    beyond = np.hypot(np.maximum(x, 0)[None, :], np.maximum(y, 0)[:, None])
    beyond += np.minimum(np.maximum(x[None, :], y[:, None]), 0) - radius
    return np.asarray(np.clip(0.5 - beyond, 0, 1), np.float32)
