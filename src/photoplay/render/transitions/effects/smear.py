"""Blur along one direction: the whip pan, and a fade through horizontal blur.

The picture is read as an endless strip of lines; each sample of the result is the mean over a window of
the strip whose ends lie at any place, so that nothing moves by whole samples. Running sums make the cost
independent of the window's length; they are kept in 64ths of a code, exactly.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.blend import dither
from photoplay.render.transitions.drawing import Drawing

U8 = NDArray[np.uint8]
I32 = NDArray[np.int32]
F32 = NDArray[np.float32]
uint, f32, i32 = types.uintp, types.float32, types.int32

#: A whip pan goes over so many pictures: the first, two mirrored ones that nobody sees, the second.
_PICTURES = 3
#: How long the shutter is open, in parts of the whole transition.
_SHUTTER = 1 / 16
#: Longest window of the horizontal blur, as a part of the width.
_LONGEST = 0.35


def whip(drawing: Drawing, right: int = 0, down: int = 0) -> None:
    """A fast turn of the camera; what is seen goes the given way (one of them −1 or 1)."""
    p = drawing.p
    # Smootherstep: neither speed nor acceleration jumps. Its slope is the speed.
    moved = p * p * p * (p * (6 * p - 15) + 10)
    speed = 30 * p * p * (1 - p) * (1 - p)
    length = _PICTURES * speed * _SHUTTER
    forwards = (right or down) < 0
    for index, out in enumerate(drawing.out):
        a, b = (tuple(side)[index] for side in (drawing.a, drawing.b))
        count = a.shape[1] if right else a.shape[0]
        place = _PICTURES * moved * count
        # Going the other way, the strip is laid out in the other direction.
        place = place if forwards else -place
        _smear(drawing, a, b, out, index, place, max(1.0, length * count), None, across=bool(right))


def horizontal(drawing: Drawing) -> None:
    """The pictures fade into each other while they are blurred sideways. Source: FFmpeg's ``xfade``, hblur."""
    amount = math.sin(math.pi * drawing.p) ** 2
    share = drawing.p * drawing.p * (3 - 2 * drawing.p)
    for index, out in enumerate(drawing.out):
        a, b = (tuple(side)[index] for side in (drawing.a, drawing.b))
        length = 1 + _LONGEST * a.shape[1] * amount
        _smear(drawing, a, b, out, index, 0.0, length, share, across=True)


def _smear(
    drawing: Drawing, a: U8, b: U8, out: U8, index: int, place: float, length: float, share: float | None,
    *, across: bool,
) -> None:  # fmt: skip
    """One plane: windows of ``length`` around ``x + place`` of the strip.

    Args:
        drawing: Whose scratch is used.
        a, b, out: The planes.
        index: Number of the plane.
        place: Where the strip begins, samples.
        length: Of the window, samples, ≥ 1.
        share: Of the second picture everywhere; None: by the place in the strip.
        across: Along rows; else along columns.
    """
    count = a.shape[1] if across else a.shape[0]
    start, stop = place + 0.5 - length / 2, place + 0.5 + length / 2
    first = math.floor(start)
    low, high = start - first, stop - math.floor(stop)
    window = math.floor(stop) - first
    where, shares = _strip(np.arange(first, first + count + window + 1), count, share)
    numbers = np.float32(low), np.float32(high), np.float32(1 / (64 * length))
    noise = dither(out.shape[1], index)
    if across:
        line = drawing.scratch.take("line", (2, 4 * count), np.int32)
        _along_rows(a, b, *_pieces(where, shares), where.size, window, *numbers, line, noise, out)
    else:
        lines = drawing.scratch.take("lines", (3, a.shape[1]), np.int32)
        _along_columns(a, b, where, shares, window, *numbers, lines, noise, out)


def _strip(places: NDArray[np.int64], count: int, share: float | None) -> tuple[I32, F32]:
    """Which line of a picture lies at each place of the strip, and the second picture's share there.

    The strip: the first picture at 0–1, mirrored and again beyond; the second from ``_PICTURES`` on.
    """
    part = places % (2 * count)
    # Odd pictures of the strip are mirrored, and the last one must not be.
    if share is None and _PICTURES % 2:
        part = np.where(_second(places, count), (places - count) % (2 * count), part)
    where = np.where(part < count, part, 2 * count - 1 - part).astype(np.int32)
    if share is not None:
        return where, np.full(places.size, share, np.float32)
    return where, _second(places, count).astype(np.float32)


def _second(places: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Whether the strip shows the second picture: nearer to it than to the first one's place."""
    middle = (_PICTURES + 1) * count / 2
    return (places >= middle) | (places < count - middle)


def _pieces(where: I32, shares: F32) -> tuple[I32, F32]:
    """A strip as pieces of rows read forwards or backwards: place, length, first sample, step; shares."""
    steps = np.diff(where)
    turns = 1 + np.flatnonzero(steps[1:] != steps[:-1])
    changes = 1 + np.flatnonzero(shares[1:] != shares[:-1])
    starts = [0, *np.union1d(turns, changes).tolist()]
    pieces = []
    for start, stop in pairwise([*starts, where.size]):
        step = int(where[start + 1] - where[start]) if stop - start > 1 else 1
        pieces.append((start, stop - start, int(where[start]), step))
    return np.array(pieces, np.int32), shares[np.array(starts)]


@compiled
def _laid(source, first, step, values):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    if step > 0:
        part = source[uint(first) : uint(first) + uint(values.size)]
        for i in range(uint(values.size)):
            values[uint(i)] = i32(part[uint(i)]) * i32(64)
    else:
        for i in range(uint(values.size)):
            values[uint(i)] = i32(source[uint(first) - uint(i)]) * i32(64)


@compiled
def _along_rows(a, b, pieces, shares, count, window, low, high, scale, line, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    width, beyond = uint(a.shape[1]), uint(window)
    values, sums = line[0], line[1]
    for y in range(a.shape[0]):
        row_a, row_b, row, rough = a[y], b[y], out[y], noise[y & 63]
        for k in range(shares.size):
            start, size, first, step = pieces[k, 0], pieces[k, 1], pieces[k, 2], pieces[k, 3]
            part, share = values[start : start + size], shares[k]
            if share == f32(0):
                _laid(row_a, first, step, part)
            elif share == f32(1):
                _laid(row_b, first, step, part)
            else:
                for i in range(uint(size)):
                    at = first + step * i32(i)
                    under = f32(row_a[uint(at)])
                    value = under + (f32(row_b[uint(at)]) - under) * share
                    part[uint(i)] = i32(value * f32(64) + f32(0.5))
        total = i32(0)
        for i in range(uint(count)):
            sums[uint(i)] = total
            total = i32(total + values[uint(i)])
        for x in range(width):
            whole = f32(sums[uint(x) + beyond] - sums[uint(x)])
            ends = high * f32(values[uint(x) + beyond]) - low * f32(values[uint(x)])
            row[uint(x)] = np.uint8(i32((whole + ends) * scale + rough[uint(x)]))


@compiled
def _take(a, b, at, share, line):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    row_a, row_b = a[uint(at)], b[uint(at)]
    for x in range(uint(line.size)):
        under = f32(row_a[uint(x)])
        line[uint(x)] = i32((under + (f32(row_b[uint(x)]) - under) * share) * f32(64) + f32(0.5))


@compiled
def _along_columns(a, b, where, shares, window, low, high, scale, lines, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    width = uint(a.shape[1])
    leaving, coming, sums = lines[0], lines[1], lines[2]
    sums[:] = i32(0)
    for i in range(window):
        _take(a, b, where[i], shares[i], coming)
        for x in range(width):
            sums[uint(x)] += coming[uint(x)]
    for y in range(a.shape[0]):
        _take(a, b, where[y], shares[y], leaving)
        _take(a, b, where[y + window], shares[y + window], coming)
        row, rough = out[y], noise[y & 63]
        for x in range(width):
            ends = high * f32(coming[uint(x)]) - low * f32(leaving[uint(x)])
            row[uint(x)] = np.uint8(i32((f32(sums[uint(x)]) + ends) * scale + rough[uint(x)]))
            sums[uint(x)] += coming[uint(x)] - leaving[uint(x)]
