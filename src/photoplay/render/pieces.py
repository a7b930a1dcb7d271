"""The inner loops of pictures in boxes: edges, frames and shadows worked out where they are seen.

Every plane is drawn at its own places: luma in the middle of its pixels, chroma at the left of two and
between two rows. How much of a place a box covers follows from its distance to the box's edge, so edges
are smooth at any angle and move by any part of a pixel. Only the box, and its shadow, is touched; where a
picture is seen whole, it is copied.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.placing import Spot

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]

uint, f32, i32 = types.uintp, types.float32, types.int32

NO_BYTES = np.empty((0, 0), np.uint8)
NO_SHARES = np.empty((0, 0), np.float32)


class Shade(NamedTuple):
    """A soft shadow, as a small picture that is stretched with the box.

    Attributes:
        weights: float32, 0–1; empty: none. Its edge is 0.
        strength: What they are multiplied by.
        scale: Its samples per canvas pixel along the box's axes.
        drop: How far below the box it falls, canvas pixels.
    """

    weights: F32
    strength: float
    scale: float
    drop: float


class Piece(NamedTuple):
    """One plane of a picture in its box.

    Attributes:
        spot: Where the box lies.
        step: Canvas pixels a sample: 1 for luma, 2 for chroma.
        content: uint8 ``(H, W)``; the picture at the canvas' own places.
        veil: How opaque it is, uint8 of the same size; empty: all of it is.
        left, top: Place of the first column and row of both in the plane.
        has_frame, frame: Whether there is a frame, and its code.
        shade: Its shadow.
        black: The code of a shadow.
    """

    spot: Spot
    step: int
    content: U8
    veil: U8
    left: int
    top: int
    has_frame: bool
    frame: float
    shade: Shade
    black: float


@compiled
def crossing(spot, dy, x, y, half_width, half_height):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Where a row, ``dy`` below the box's middle, lies in a rectangle of its axes: from and to, as dx.

    The rectangle's middle is ``x, y`` along the box's axes. Empty: from > to.
    """
    low, high = -1e9, 1e9
    for axis in range(2):
        if axis == 0:
            slope, shift, half = spot.cos, spot.sin * dy - x, half_width
        else:
            slope, shift, half = -spot.sin, spot.cos * dy - y, half_height
        if abs(slope) < 1e-9:
            if abs(shift) > half:
                return 1.0, 0.0
            continue
        one, other = (-half - shift) / slope, (half - shift) / slope
        low, high = max(low, min(one, other)), min(high, max(one, other))
    return low, high


@compiled
def columns(low, high, x, step, width):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The samples of a plane's row between two places, half-open."""
    if low > high:
        return 0, 0
    first = int(np.ceil((max(low + x, -1.0) - 0.5) / step))
    last = int(np.floor((min(high + x, width * step + 1.0) - 0.5) / step)) + 1
    return max(first, 0), max(min(last, width), max(first, 0))


@compiled
def _cover(u, v, half_width, half_height, radius, step):  # type: ignore[no-untyped-def]  # pragma: no cover
    """How much of a sample ``step`` pixels wide a rounded rectangle covers, 0–1."""
    across, down = abs(u) - (half_width - radius), abs(v) - (half_height - radius)
    if across > 0 and down > 0:
        beyond = np.sqrt(across * across + down * down) - radius
    else:
        beyond = max(across, down) - radius
    return min(max(0.5 - beyond / step, 0.0), 1.0)


@compiled
def _shadow(shade, u, v):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """A shadow at a place of the box's axes, between its samples."""
    height, width = shade.weights.shape
    x, y = u * shade.scale + (width - 1) * 0.5, v * shade.scale + (height - 1) * 0.5
    if x < 0 or y < 0 or x >= width - 1 or y >= height - 1:
        return 0.0
    i, j = int(x), int(y)
    a, b = x - i, y - j
    above, below = shade.weights[j], shade.weights[j + 1]
    return (above[i] * (1 - a) + above[i + 1] * a) * (1 - b) + (below[i] * (1 - a) + below[i + 1] * a) * b


@compiled
def _shadow_row(piece, dy, start, stop, colour, alpha):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Colour (times alpha) and alpha of samples where only the shadow may be seen."""
    spot, shade = piece.spot, piece.shade
    if shade.weights.size == 0 or stop <= start:
        return
    # It is so soft that it may be looked at once for several samples, as far apart as its own.
    stride = max(1, min(16, int(1.0 / (shade.scale * piece.step))))
    strength, black = f32(shade.strength), f32(piece.black)
    low = dy - shade.drop
    across, down = spot.sin * low, spot.cos * low
    right = strength * f32(_shadow_at(piece, start, across, down))
    for first in range(start, stop, stride):
        left = right
        right = strength * f32(_shadow_at(piece, first + stride, across, down))
        step = (right - left) / f32(stride)
        for i in range(min(stride, stop - first)):
            a = left + step * f32(i)
            colour[uint(first + i)], alpha[uint(first + i)] = a * black, a


@compiled
def _shadow_at(piece, i, across, down):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    dx = piece.step * i + 0.5 - piece.spot.x
    return _shadow(piece.shade, piece.spot.cos * dx + across, down - piece.spot.sin * dx)


@compiled
def _edge(piece, dy, j, start, stop, colour, alpha):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Colour (times alpha) and alpha of samples where anything but the whole picture may be seen."""
    spot, step, shade = piece.spot, piece.step, piece.shade
    has_shadow, has_veil = shade.weights.size > 0, piece.veil.size > 0
    height, width = piece.content.shape
    row = min(max(j - piece.top, 0), height - 1)
    for i in range(start, stop):
        dx = step * i + 0.5 - spot.x
        u, v = spot.cos * dx + spot.sin * dy, spot.cos * dy - spot.sin * dx
        a = c = 0.0
        if has_shadow:
            a = shade.strength * _shadow(shade, u - spot.sin * shade.drop, v - spot.cos * shade.drop)
            c = a * piece.black
        if piece.has_frame:
            k = _cover(u, v, spot.half_width, spot.half_height, spot.radius, step)
            c += (piece.frame - c) * k
            a += (1.0 - a) * k
        k = _cover(
            u - spot.inner_x, v - spot.inner_y,
            spot.inner_half_width, spot.inner_half_height, spot.inner_radius, step,
        )  # fmt: skip
        if k > 0:
            column = min(max(i - piece.left, 0), width - 1)
            if has_veil:
                k *= piece.veil[row, column] / 255.0
            c += (piece.content[row, column] - c) * k
            a += (1.0 - a) * k
        colour[i], alpha[i] = c, a


@compiled
def _veiled(piece, dy, j, start, stop, colour, alpha):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Colour (times alpha) and alpha of samples well within a see-through picture."""
    if not piece.has_frame:
        colour[start:stop] = f32(0)
        alpha[start:stop] = f32(0)
        _shadow_row(piece, dy, start, stop, colour, alpha)
    shift = start - piece.left
    inside, veil = piece.content[j - piece.top], piece.veil[j - piece.top]
    for i in range(stop - start):
        k = f32(veil[uint(shift + i)]) * f32(1 / 255)
        under, thick = colour[uint(start + i)], alpha[uint(start + i)]
        colour[uint(start + i)] = under + (f32(inside[uint(shift + i)]) - under) * k
        alpha[uint(start + i)] = thick + (f32(1) - thick) * k


@compiled
def _within(spot, dy, x, y, half_width, half_height, radius):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Where a row lies in a rounded rectangle: no place outside, maybe not all inside. See ``crossing``."""
    if half_width <= 0 or half_height <= 0:
        return 1.0, 0.0
    low, high = crossing(spot, dy, x, y, half_width, half_height - radius)
    a, b = crossing(spot, dy, x, y, half_width - radius, half_height)
    if low > high:
        return a, b
    if a <= b:
        return min(low, a), max(high, b)  # a rounded rectangle is convex
    return low, high


@compiled
def _shadow_reach(piece, dy):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Where a row lies in the shadow; see ``crossing``."""
    shade = piece.shade
    rows, count = shade.weights.shape
    if rows == 0:
        return 1.0, 0.0
    return crossing(
        piece.spot, dy - shade.drop, 0.0, 0.0, count * 0.5 / shade.scale, rows * 0.5 / shade.scale
    )


@compiled
def _row(piece, j, width, colour, alpha):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Row j of a plane of a piece: colour times alpha, and alpha, where anything is seen.

    Where only the picture is seen nothing is written.

    Returns:
        The columns where anything is seen, and those where only the picture is, both half-open.
    """
    spot, step, r = piece.spot, piece.step, piece.spot.inner_radius
    x, y = spot.inner_x, spot.inner_y
    half_width, half_height, inset = spot.half_width, spot.half_height, 0.5 * step
    dy = step * j + inset - spot.y
    low, high = crossing(spot, dy, 0.0, 0.0, half_width + inset, half_height + inset)
    touched, left = columns(low, high, spot.x, step, width)
    low, high = _shadow_reach(piece, dy)
    start, stop = columns(low, high, spot.x, step, width)
    if left <= touched:
        if stop > start:
            _shadow_row(piece, dy, start, stop, colour, alpha)
        return start, stop, start, start
    if stop <= start:
        start, stop = touched, left
    start, stop = min(start, touched), max(stop, left)
    _shadow_row(piece, dy, start, touched, colour, alpha)
    _shadow_row(piece, dy, left, stop, colour, alpha)
    if piece.has_frame:
        low, high = _within(spot, dy, 0.0, 0.0, half_width - inset, half_height - inset, spot.radius)
        first, last = columns(low, high, spot.x, step, width)
        first, last = max(first, touched), min(last, left)
        if last <= first:
            _edge(piece, dy, j, touched, left, colour, alpha)
            return start, stop, start, start
        _edge(piece, dy, j, touched, first, colour, alpha)
        _edge(piece, dy, j, last, left, colour, alpha)
        touched, left = first, last
        for i in range(touched, left):
            colour[uint(i)], alpha[uint(i)] = f32(piece.frame), f32(1)
        low, high = crossing(spot, dy, x, y, spot.inner_half_width + inset, spot.inner_half_height + inset)
        first, last = columns(low, high, spot.x, step, width)
        touched, left = max(first, touched), min(last, left)
    low, high = _within(spot, dy, x, y, spot.inner_half_width - inset, spot.inner_half_height - inset, r)
    first, last = columns(low, high, spot.x, step, width)
    first, last = max(first, touched), min(last, left)
    if last <= first:
        first = last = touched
    _edge(piece, dy, j, touched, first, colour, alpha)
    _edge(piece, dy, j, last, left, colour, alpha)
    if piece.veil.size > 0:
        _veiled(piece, dy, j, first, last, colour, alpha)
        return start, stop, start, start
    return start, stop, first, last


@compiled
def lay_piece(piece, opacity, share, plane):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Lays one plane of a picture over a plane of the canvas.

    Args:
        piece: What is laid.
        opacity: 0–1.
        share: How much of it is seen at each place, float32 of the plane's size; empty: all.
        plane: uint8, written; its rows may be longer than the canvas'.
    """
    height, width = plane.shape
    colour, alpha = np.empty(width, np.float32), np.empty(width, np.float32)
    thick = f32(opacity)
    is_whole = opacity >= 1 and share.size == 0
    for j in range(height):
        start, stop, first, last = _row(piece, j, width, colour, alpha)
        if stop <= start:
            continue
        row = plane[j]
        if last > first:
            inside = piece.content[j - piece.top, first - piece.left : last - piece.left]
            if is_whole:
                row[first:last] = inside
            else:
                colour[first:last] = inside
                alpha[first:last] = f32(1)
        if share.size > 0:
            seen = share[j]
            for i in range(start, stop):
                colour[uint(i)] *= seen[uint(i)]
                alpha[uint(i)] *= seen[uint(i)]
        if is_whole and last > first:
            _over(row, colour, alpha, start, first, thick)
            _over(row, colour, alpha, last, stop, thick)
        else:
            _over(row, colour, alpha, start, stop, thick)


@compiled
def _over(row, colour, alpha, start, stop, opacity):  # type: ignore[no-untyped-def]  # pragma: no cover
    for i in range(start, stop):
        under = f32(row[uint(i)])
        value = under + opacity * (colour[uint(i)] - alpha[uint(i)] * under)
        row[uint(i)] = np.uint8(i32(value + f32(0.5)))


@compiled
def store_piece(piece, left, top, width, colour, alpha):  # type: ignore[no-untyped-def]  # pragma: no cover
    """What ``lay_piece`` would lay, kept for frames in which it looks the same.

    Args:
        piece: What is laid.
        left, top: Place of the result's first column and row in the plane.
        width: Of the plane.
        colour, alpha: float32, written: codes times alpha, and alpha.
    """
    line, thick = np.zeros(width, np.float32), np.zeros(width, np.float32)
    across = colour.shape[1]
    for y in range(colour.shape[0]):
        line[:] = f32(0)
        thick[:] = f32(0)
        _start, _stop, first, last = _row(piece, y + top, width, line, thick)
        for i in range(first, last):
            line[i] = piece.content[y + top - piece.top, i - piece.left]
            thick[i] = f32(1)
        colour[y] = line[left : left + across]
        alpha[y] = thick[left : left + across]
