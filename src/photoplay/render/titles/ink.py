"""Layers of letters put together: outline and shadow under them, colours from top to bottom, and which
part of the raster belongs to which word.

Rasters are uint8 (H, W, 4), straight sRGB RGBA, unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.render.titles.press import Mark

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
Color = tuple[int, int, int]


def decoded(png: bytes) -> U8:
    """A page, which has four channels, as pixels."""
    pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)
    assert pixels is not None and pixels.shape[2] == 4
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGBA), np.uint8)


def rgb(color: str) -> Color:
    """The numbers of "#rrggbb"."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def extent(alpha: U8) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom of what is not clear, half-open; None: all is clear."""
    columns = np.flatnonzero(alpha.max(axis=0, initial=0))
    if not len(columns):
        return None
    rows = np.flatnonzero(alpha.max(axis=1))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def cut_out(raster: U8, box: tuple[int, int, int, int]) -> U8:
    """The part of a raster within left, top, right, bottom; clear where it reaches beyond the raster."""
    left, top, right, bottom = box
    height, width = raster.shape[:2]
    out = np.zeros((bottom - top, right - left, *raster.shape[2:]), np.uint8)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
    if x1 > x0 and y1 > y0:
        out[y0 - top : y1 - top, x0 - left : x1 - left] = raster[y0:y1, x0:x1]
    return out


def laid_over(upper: U8, lower: U8) -> U8:
    """One raster over another of the same size. Whole pixels are moved as numbers of 32 bits."""
    alpha = upper[..., 3].ravel()
    whole = np.ascontiguousarray(upper).view(np.uint32).ravel()
    out = np.ascontiguousarray(lower).view(np.uint32).ravel().copy()
    solid = alpha == 255
    out[solid] = whole[solid]
    places = np.flatnonzero((alpha > 0) & ~solid)
    edge = whole[places].view(np.uint8).reshape(-1, 4).astype(np.float32)
    under = out[places].view(np.uint8).reshape(-1, 4).astype(np.float32)
    above = edge[:, 3:] / 255
    below = under[:, 3:] / 255 * (1 - above)
    both = above + below
    edge[:, :3] = (edge[:, :3] * above + under[:, :3] * below) / both
    edge[:, 3:] = both * 255
    out[places] = np.rint(edge).astype(np.uint8).view(np.uint32).ravel()
    return out.view(np.uint8).reshape(upper.shape)


def shadow_of(alpha: U8, color: Color, opacity: float, sigma: float, down: int) -> U8:
    """The soft shadow of what covers the raster by ``alpha``.

    Args:
        opacity: Where it is darkest, 0–1.
        sigma: Of the Gaussian, pixels.
        down: How far it falls, pixels.
    """
    soft = _blurred(alpha, sigma)
    table = np.empty((256, 4), np.uint8)
    table[:, :3] = color
    table[:, 3] = np.rint(np.arange(256) * opacity)
    whole = table.view(np.uint32).ravel()
    out = np.full(alpha.shape, whole[0], np.uint32)
    np.take(whole, soft[: alpha.shape[0] - down], out=out[down:])
    return out.view(np.uint8).reshape(*alpha.shape, 4)


def _blurred(alpha: U8, sigma: float) -> U8:
    """By a Gaussian; wide ones are made from a smaller copy, where nothing is lost by it."""
    if sigma < 0.3:
        return alpha
    shrink = max(1, int(sigma / 3))
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(alpha, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT), np.uint8)
    height, width = alpha.shape
    size = -(-width // shrink), -(-height // shrink)
    padded = np.zeros((size[1] * shrink, size[0] * shrink), np.uint8)
    padded[:height, :width] = alpha
    small = cv2.resize(padded, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / shrink, borderType=cv2.BORDER_CONSTANT)
    large = cv2.resize(small, (padded.shape[1], padded.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large[:height, :width], np.uint8)


def graded(letters: U8, bands: Sequence[tuple[float, float]], top: Color, bottom: Color) -> U8:
    """Letters in colours from ``top`` to ``bottom``, anew in each row.

    Args:
        bands: Top and bottom of each row's letters, pixels, downwards.
    """
    rows = np.arange(letters.shape[0], dtype=np.float32) + 0.5
    share = np.ones_like(rows)
    middles = [(low[1] + high[0]) / 2 for low, high in pairwise(bands)]
    for index, (first, last) in enumerate(bands):
        begin = middles[index - 1] if index else -np.inf
        here = (rows >= begin) & (rows < (middles[index] if index < len(middles) else np.inf))
        share[here] = np.clip((rows[here] - first) / max(last - first, 1), 0, 1)
    mixed = np.array(top, np.float32) + share[:, None] * (
        np.array(bottom, np.float32) - np.array(top, np.float32)
    )
    out = letters.copy()
    out[..., :3] = np.rint(mixed)[:, None, :]
    return out


def tiles(
    alpha: U8, marks: Sequence[Sequence[Mark]], baselines: Sequence[float], sizes: Sequence[float]
) -> dict[int, tuple[int, int, int, int]]:
    """The part of the raster of each word, so that all parts together are the whole of it.

    Rows and words are parted where the least ink is, near the middle of the gap between them.

    Args:
        alpha: Of the letters without their shadow.
        marks: For each row, where its words stand, pixels of the raster.
        baselines, sizes: Of the rows, pixels.

    Returns:
        Word's number -> left, top, right, bottom, half-open.
    """
    height, width = alpha.shape
    across = alpha.sum(axis=1, dtype=np.int64)
    edges = [0]
    for index in range(len(marks) - 1):
        low = baselines[index] + 0.05 * sizes[index]
        high = baselines[index + 1] - 0.45 * sizes[index + 1]
        edges.append(_thinnest(across, low, high, baselines[index] + 0.24 * sizes[index], edges[-1], height))
    edges.append(height)
    found = {}
    for row, top, bottom, size in zip(marks, edges, edges[1:], sizes, strict=False):
        down = alpha[top:bottom].sum(axis=0, dtype=np.int64)
        spans = _spans(row)
        left = 0
        for index, (number, _, right) in enumerate(spans):
            end = width
            if index + 1 < len(spans):
                begin = spans[index + 1][1]
                reach = max(0.1 * size, (begin - right) / 2)
                middle = (begin + right) / 2
                end = _thinnest(down, middle - reach, middle + reach, middle, left, width)
            found[number] = (left, top, end, bottom)
            left = end
    return found


def _spans(row: Sequence[Mark]) -> list[tuple[int, float, float]]:
    """Number, left and right of each word of a row, from the left; parts of one word are put together."""
    spans: dict[int, tuple[float, float]] = {}
    for mark in row:
        left, right = spans.get(mark.number, (mark.left, mark.right))
        spans[mark.number] = min(left, mark.left), max(right, mark.right)
    return sorted(((number, *span) for number, span in spans.items()), key=lambda one: one[1] + one[2])


def _thinnest(ink: NDArray[np.int64], low: float, high: float, wanted: float, least: int, most: int) -> int:
    """Where between two places the least ink is; of equals the one nearest to ``wanted``."""
    first, last = max(least, int(np.floor(low))), min(most - 1, int(np.ceil(high)))
    if last < first:
        return int(np.clip(round(wanted), least, most))
    places = np.arange(first, last + 1)
    order = np.lexsort((np.abs(places - wanted), ink[first : last + 1]))
    return int(places[order[0]])
