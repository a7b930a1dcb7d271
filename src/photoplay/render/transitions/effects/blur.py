"""A fade through being out of focus."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.effects.small import lay_soft
from photoplay.render.transitions.seam import smoothstep

U8 = NDArray[np.uint8]

#: The widest blur, standard deviation as a part of the canvas' shorter side.
_WIDEST = 1 / 34
#: All planes are blurred at a quarter of their size, with kernels that reach so many deviations.
_SHRINK, _REACH = 4, 2.5
#: Below this standard deviation, in samples of the small picture, sharp and blurred are mixed.
_LEAST = 1.2


def draw(drawing: Drawing) -> None:
    """Out of focus while the first picture fades into the second, and in again."""
    amount = math.sin(math.pi * drawing.p) ** 2
    share = smoothstep(0.15, 0.85, drawing.p)
    sigma = amount * _WIDEST * min(drawing.size) / _SHRINK
    soft = smoothstep(0, 1, sigma / _LEAST)
    weights = (1 - share) * (1 - soft), share * (1 - soft)
    for index, (a, b, out) in enumerate(zip(drawing.a, drawing.b, drawing.out, strict=True)):
        mixed = cv2.addWeighted(_shrunk(a), (1 - share) * soft, _shrunk(b), share * soft, 0, dtype=cv2.CV_32F)
        width = max(sigma, _LEAST) / (2 if index else 1)
        sides = 2 * math.ceil(_REACH * width) + 1
        blurred = cv2.GaussianBlur(mixed, (sides, sides), width, borderType=cv2.BORDER_REPLICATE)
        lay_soft(a, b, weights, np.asarray(blurred, np.float32), out, index)


def _shrunk(plane: U8) -> U8:
    height, width = (max(2, -(-side // _SHRINK)) for side in plane.shape)
    return np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
