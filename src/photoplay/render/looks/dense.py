"""The same lattice for pictures of 8 bit, one after the other: looked up, not interpolated.

A film has 25 pictures a second, so grading one must cost a few milliseconds. Luma is looked up for every
luma code at the nearest of 65 × 65 places of chroma (it hardly depends on chroma within 2 codes); chroma at the
nearest place, and carried on along its slopes from there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.looks.lattice import Lattice

uint, f32, i32 = types.uintp, types.float32, types.int32


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """A lattice looked up.

    Attributes:
        luma: uint16 ``(65, 65, 256)`` by ``(cb + 2) // 4``, ``(cr + 2) // 4``, luma: codes · 128.
        chroma: int16 ``(33, 33, 64, 8)`` by ``(cb + 4) // 8``, ``(cr + 4) // 8``, ``luma // 4``: cb in codes · 64
            and its slopes along cb, cr and luma · 1024, then the same of cr.
    """

    luma: NDArray[np.uint16]
    chroma: NDArray[np.int16]


def dense_of(lattice: Lattice) -> Dense:
    """The tables for pictures of 8 bit."""
    found = Dense(np.empty((65, 65, 256), np.uint16), np.empty((33, 33, 64, 8), np.int16))
    _fill_luma(lattice.luma, found.luma)
    _fill_chroma(lattice.chroma, found.chroma)
    return found


@compiled
def _weigh(code, low, scale, last):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Where a code lies among places: the place before it, and how far beyond."""
    place = min(max((f32(code) - f32(low)) * scale, f32(0)), last)
    return i32(place), place - f32(i32(place))


@compiled
def _fill_luma(table, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    scale_y, scale_c = f32((table.shape[2] - 1) / 219.0), f32((table.shape[0] - 1) / 224.0)
    last_y, last_c = f32(table.shape[2] - 1) - f32(0.0001), f32(table.shape[0] - 1) - f32(0.0001)
    line = np.empty(table.shape[2], np.float32)
    for b in range(out.shape[0]):
        ib, fb = _weigh(4 * b, 16, scale_c, last_c)
        for r in range(out.shape[1]):
            ir, fr = _weigh(4 * r, 16, scale_c, last_c)
            for k in range(line.size):
                low = table[ib, ir, k] + (table[ib, ir + 1, k] - table[ib, ir, k]) * fr
                high = table[ib + 1, ir, k] + (table[ib + 1, ir + 1, k] - table[ib + 1, ir, k]) * fr
                line[k] = low + (high - low) * fb
            for y in range(256):
                iy, fy = _weigh(y, 16, scale_y, last_y)
                value = line[iy] + (line[iy + 1] - line[iy]) * fy
                out[b, r, y] = np.uint16(min(max(value, f32(16)), f32(235)) * f32(128) + f32(0.5))


@compiled
def _chroma_at(table, y, b, r, c, scale_y, scale_c, last_y, last_c):  # type: ignore[no-untyped-def]  # pragma: no cover
    iy, fy = _weigh(y, 16, scale_y, last_y)
    ib, fb = _weigh(b, 16, scale_c, last_c)
    ir, fr = _weigh(r, 16, scale_c, last_c)
    value = f32(0)
    for k in range(8):
        at_b, at_r, at_y = k >> 2, (k >> 1) & 1, k & 1
        weight = (fb if at_b else f32(1) - fb) * (fr if at_r else f32(1) - fr)
        value += weight * (fy if at_y else f32(1) - fy) * table[ib + at_b, ir + at_r, iy + at_y, c]
    return min(max(value, f32(16)), f32(240))


@compiled
def _slope(value):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    return np.int16(min(max(np.rint(value), f32(-32767)), f32(32767)))


@compiled
def _fill_chroma(table, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    scale_y, scale_c = f32((table.shape[2] - 1) / 219.0), f32((table.shape[0] - 1) / 224.0)
    last_y, last_c = f32(table.shape[2] - 1) - f32(0.0001), f32(table.shape[0] - 1) - f32(0.0001)
    reach = f32(3.5)
    for b in range(out.shape[0]):
        for r in range(out.shape[1]):
            cb = f32(min(max(8 * b, 16), 240))
            cr = f32(min(max(8 * r, 16), 240))
            for y in range(out.shape[2]):
                mid = f32(4 * y) + f32(1.5)
                for c in range(2):
                    here = _chroma_at(table, mid, cb, cr, c, scale_y, scale_c, last_y, last_c)
                    more_b = _chroma_at(table, mid, cb + reach, cr, c, scale_y, scale_c, last_y, last_c)
                    less_b = _chroma_at(table, mid, cb - reach, cr, c, scale_y, scale_c, last_y, last_c)
                    more_r = _chroma_at(table, mid, cb, cr + reach, c, scale_y, scale_c, last_y, last_c)
                    less_r = _chroma_at(table, mid, cb, cr - reach, c, scale_y, scale_c, last_y, last_c)
                    lighter = _chroma_at(table, mid + 2, cb, cr, c, scale_y, scale_c, last_y, last_c)
                    darker = _chroma_at(table, mid - 2, cb, cr, c, scale_y, scale_c, last_y, last_c)
                    slope = f32(1024) / (reach + reach)
                    out[b, r, y, 4 * c] = np.int16(here * f32(64) + f32(0.5))
                    out[b, r, y, 4 * c + 1] = _slope((more_b - less_b) * slope)
                    out[b, r, y, 4 * c + 2] = _slope((more_r - less_r) * slope)
                    out[b, r, y, 4 * c + 3] = _slope((lighter - darker) * f32(256))


@compiled
def through_dense(luma, cb, cr, table, chroma, noise, out_luma, out_cb, out_cr):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Planes of 8 bit through the tables of a ``Dense``, dithered.

    Args:
        luma, cb, cr: uint8 planes, 4:2:0.
        table, chroma: ``Dense.luma`` and ``Dense.chroma``.
        noise: uint16 ``(64, ≥ width)``, 0–127.
        out_luma, out_cb, out_cr: uint8 planes, written.
    """
    height, width = luma.shape
    half_height, half_width = cb.shape
    flat, flat_c = table.reshape(-1), chroma.reshape(-1)
    corners = np.empty(half_width, np.uint32)
    fetched = np.empty(width + 1, np.uint16)
    last = uint(width - 1)
    for j in range(half_height):
        row_b, row_r = cb[j], cr[j]
        for i in range(half_width):
            corners[i] = (((np.uint32(row_b[i]) + 2) >> 2) * 65 + ((np.uint32(row_r[i]) + 2) >> 2)) << 8
        for k in range(2):
            y = min(2 * j + k, height - 1)
            source, target, threshold = luma[y], out_luma[y], noise[y & 63]
            for i in range(width >> 1):
                corner, x = uint(corners[uint(i)]), uint(2) * uint(i)
                fetched[x] = flat[corner + uint(source[x])]
                fetched[x + uint(1)] = flat[corner + uint(source[x + uint(1)])]
            if width & 1:
                fetched[last] = flat[uint(corners[half_width - 1]) + uint(source[last])]
            for i in range(width):
                target[uint(i)] = np.uint8((fetched[uint(i)] + threshold[uint(i)]) >> 7)
        above, below = luma[2 * j], luma[min(2 * j + 1, height - 1)]
        lines, target_b, target_r = noise[(j + 23) & 63], out_cb[j], out_cr[j]
        for n in range(half_width):
            at_c = uint(n)
            b, r = i32(row_b[at_c]), i32(row_r[at_c])
            x = uint(2) * at_c
            other = min(x + uint(1), last)
            total = i32(above[x]) + i32(above[other]) + i32(below[x]) + i32(below[other])
            ib, ir = (b + i32(4)) >> i32(3), (r + i32(4)) >> i32(3)
            db, dr, dy = b - (ib << i32(3)), r - (ir << i32(3)), (total & i32(15)) - i32(6)
            at = uint((ib * i32(33) + ir) * i32(64) + (total >> i32(4))) << uint(3)
            low = i32(lines[at_c]) << i32(3)
            value = (i32(flat_c[at]) << i32(4)) + db * i32(flat_c[at + uint(1)]) + low
            value += dr * i32(flat_c[at + uint(2)]) + ((dy * i32(flat_c[at + uint(3)])) >> i32(2))
            target_b[at_c] = np.uint8(min(max(value >> i32(10), i32(16)), i32(240)))
            value = (i32(flat_c[at + uint(4)]) << i32(4)) + db * i32(flat_c[at + uint(5)]) + i32(1016) - low
            value += dr * i32(flat_c[at + uint(6)]) + ((dy * i32(flat_c[at + uint(7)])) >> i32(2))
            target_r[at_c] = np.uint8(min(max(value >> i32(10), i32(16)), i32(240)))
