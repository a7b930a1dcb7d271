"""Prepared copies of pictures: how large they are, how sharp, where they are smooth.

A copy that is moved over is 1.12–1.25 times as fine as the closest view samples it. At exactly 1 the
sharpness of a slow move would pulse with every pixel it crosses; finer than that flickers and costs
bits. The blur that linear sampling adds is undone beforehand by sharpening the copy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.media.planes import Planes
from photoplay.render import geometry

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]

#: Copy pixels per canvas pixel at the closest view: wanted, and the range that needs no scaling.
FINENESS, FINENESS_RANGE = 1.15, (1.12, 1.25)
#: Small photos are enlarged at most this much; beyond, linear sampling is as good.
MOST_ENLARGED = 4.0
#: And never beyond so many pixels: a strip of 12000 × 200 that is to fill the canvas stays affordable.
MOST_ENLARGED_PIXELS = 16_000_000
#: Sampling needs two neighbours in every plane.
LEAST_SIDE = 4
#: Weight of the neighbours in the sharpening [−a, 1 + 2a, −a], fitted to ``FINENESS``.
SHARPENING = 0.10
#: Detail, luma codes, below which an area is quite smooth, and above which it is not.
SMOOTH, BUSY = 0.5, 1.3


@dataclass(frozen=True, slots=True)
class Source:
    """A photo, a picture of a film, or a card, ready to be sampled.

    Attributes:
        planes: The prepared copy; of a card, itself in the canvas' size.
        base: What is seen beside it, planes of the canvas' size; None when it covers all.
        smoothness: Share of its area that is smooth, 0–1; None: found when it is asked for.
        alpha: How opaque it is, uint8 of the luma's size; None: all of it is.
    """

    planes: Planes
    base: Planes | None
    smoothness: float | None
    alpha: U8 | None = None

    @property
    def nbytes(self) -> int:
        base = 0 if self.base is None else self.base.nbytes
        return self.planes.nbytes + base + (0 if self.alpha is None else self.alpha.nbytes)

    def mean_smoothness(self) -> float:
        """Share of its area that is smooth, 0–1."""
        if self.smoothness is not None:
            return self.smoothness
        return float(smooth_areas(self.planes.luma.astype(np.float32)).mean())


def copy_size(framed: tuple[int, int], fit: str, zoom: float, canvas: tuple[int, int]) -> tuple[int, int]:
    """Size of the prepared copy: the photo's own when that is fine enough and not finer than useful."""
    per_pixel = geometry.rest_scale(framed, canvas, fit) * zoom
    if FINENESS_RANGE[0] <= 1 / per_pixel <= FINENESS_RANGE[1] and min(framed) >= LEAST_SIDE:
        return framed
    scale = min(per_pixel * FINENESS, MOST_ENLARGED)
    if scale > 1:
        scale = min(scale, max(1.0, math.sqrt(MOST_ENLARGED_PIXELS / (framed[0] * framed[1]))))
    return max(LEAST_SIDE, round(framed[0] * scale)), max(LEAST_SIDE, round(framed[1] * scale))


def smooth_areas(luma: F32) -> F32:
    """Where a picture is smooth: 0 (busy) to 1 (quite smooth), float32, at an eighth of its size.

    Detail is what a 3 × 3 mean takes away, so that slopes count as smooth; it is looked for in every
    other row and column, and the strongest within about 24 pixels decides.
    """
    height, width = luma.shape
    size = (max(1, width // 8), max(1, height // 8))
    thin = np.ascontiguousarray(luma[::2, ::2])
    detail = cv2.absdiff(thin, cv2.blur(thin, (3, 3)))
    level = cv2.resize(detail, size, interpolation=cv2.INTER_AREA)
    level = cv2.GaussianBlur(cv2.dilate(level, np.ones((3, 3), np.uint8)), (0, 0), 2.0)
    return np.asarray(np.clip((BUSY - level) / (BUSY - SMOOTH), 0, 1), np.float32)


@cache
def _grain_tile() -> F32:
    """Noise of standard deviation 1, float32 (512, 512), which repeats without a seam.

    It is a little coarser than one sample, so that the encoder keeps it.
    """
    noise = np.random.default_rng(5).standard_normal((512, 512), np.float32)
    soft = cv2.GaussianBlur(np.pad(noise, 8, mode="wrap"), (0, 0), 0.6)[8:-8, 8:-8]
    return np.ascontiguousarray(soft / soft.std())


_NO_AREAS = np.zeros((1, 1), np.float32)


def sharpened(codes: F32, low: int, high: int, where: F32 = _NO_AREAS, grain: float = 0.0) -> U8:
    """A plane sharpened by [−a, 1 + 2a, −a] in both directions, grained, and rounded once.

    Args:
        codes: float32 ``(H, W)``.
        low, high: Legal range of the result.
        where: Strength of grain at an eighth of the size, 0–1.
        grain: Its standard deviation, codes.
    """
    out = np.empty(codes.shape, np.uint8)
    noise = _grain_tile() if grain else _NO_AREAS
    _sharpen(
        codes, np.float32(SHARPENING), np.float32(low), np.float32(high), where, np.float32(grain), noise, out
    )
    return out


@compiled
def _sharpen(codes, a, low, high, where, grain, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    height, width = codes.shape
    line = np.empty(width + 2, np.float32)
    add = np.zeros(width, np.float32)
    centre = np.float32(1) + a + a
    half = np.float32(0.5)
    for y in range(height):
        above, here, below = codes[max(y - 1, 0)], codes[y], codes[min(y + 1, height - 1)]
        for x in range(width):
            line[x + 1] = centre * here[x] - a * (above[x] + below[x])
        line[0], line[width + 1] = line[1], line[width]
        if grain > np.float32(0):
            areas = where[min(y // 8, where.shape[0] - 1)]
            tile = noise[y % noise.shape[0]]
            last = where.shape[1] - 1
            for x in range(width):
                add[x] = grain * areas[min(x // 8, last)] * tile[x & 511]
        for x in range(width):
            value = centre * line[x + 1] - a * (line[x] + line[x + 2]) + add[x]
            out[y, x] = np.uint8(np.int32(min(max(value, low), high) + half))
