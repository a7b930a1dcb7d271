"""The inner loops: sample planes at sub-pixel places, mix two layers, round once.

OpenCV's ``warpAffine`` costs 3.5 ms for one 1080p luma plane; these axis-aligned loops cost 1.4 ms
on the same core, and mix two layers without an intermediate rounding. What makes them fast:
float32 throughout (narrow integers are widened to 64 bits by the compiler); the vertical
interpolation runs over whole source rows; neighbours are then stored as pairs, so that each output
sample is fetched by a single 8-byte load; the fetch loop reads and writes one array on purpose,
which keeps the compiler from replacing it by a slower emulated gather.
"""

from __future__ import annotations

import numpy as np
from numba import njit, types

uint, f32, i32 = types.uintp, types.float32, types.int32


@njit(cache=True, nogil=True)
def _fill_row(layer, y, line, pairs, fetch, row):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """One canvas row of a layer, unrounded, into ``row``. ``line``, ``pairs``, ``fetch``: scratch."""
    width = uint(row.size)
    inset = layer.cover_columns.size > 0
    if inset and layer.cover_rows[y] <= f32(0):
        for x in range(width):
            row[uint(x)] = f32(layer.base[y, uint(x)])
        return
    columns, weights = layer.columns, layer.column_weights
    first = uint(columns[0])
    count = uint(columns[width - uint(1)]) + uint(2) - first
    above = layer.source[uint(layer.rows[y])]
    below = layer.source[uint(layer.rows[y]) + uint(1)]
    low = layer.row_weights[y]
    high = f32(1) - low
    for i in range(count):
        line[uint(i)] = f32(above[first + uint(i)]) * high + f32(below[first + uint(i)]) * low
    line[count] = line[count - uint(1)]
    for i in range(count):
        pairs[uint(2) * uint(i)] = line[uint(i)]
        pairs[uint(2) * uint(i) + uint(1)] = line[uint(i) + uint(1)]
    for x in range(width):
        fetch[count + uint(x)] = fetch[uint(columns[uint(x)]) - first]
    for x in range(width):
        a = pairs[uint(2) * (count + uint(x))]
        b = pairs[uint(2) * (count + uint(x)) + uint(1)]
        row[uint(x)] = a + (b - a) * weights[uint(x)]
    if inset:
        cover = layer.cover_rows[y]
        for x in range(width):
            under = f32(layer.base[y, uint(x)])
            row[uint(x)] = under + (row[uint(x)] - under) * (cover * layer.cover_columns[uint(x)])


@njit(cache=True, nogil=True)
def draw(layer, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """``out[y, x] = round(layer(y, x))``.

    Args:
        layer: The ``geometry.Layer`` to draw.
        out: uint8 plane, written; its rows may be longer than the canvas' (padding stays).
    """
    height, width = layer.rows.size, layer.columns.size
    line = np.empty(layer.source.shape[1] + 2, np.float32)
    pairs = np.empty(2 * (layer.source.shape[1] + width + 2), np.float32)
    fetch = pairs.view(np.float64)
    row = np.empty(width, np.float32)
    for y in range(height):
        _fill_row(layer, y, line, pairs, fetch, row)
        for x in range(uint(width)):
            out[y, uint(x)] = np.uint8(i32(row[uint(x)] + f32(0.5)))


@njit(cache=True, nogil=True)
def mix(a, b, weight_a, weight_b, add, dither, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    """``out = floor(weight_a · a + weight_b · b + add + dither)``; a layer of weight 0 is not sampled.

    Args:
        a, b: The two layers.
        weight_a, weight_b, add: float32.
        dither: float32 ``(64, ≥ W)``, 0–1, tiled down.
        out: uint8 plane, written as by ``draw``.
    """
    height, width = a.rows.size, a.columns.size
    widest = max(a.source.shape[1], b.source.shape[1])
    line = np.empty(widest + 2, np.float32)
    pairs = np.empty(2 * (widest + width + 2), np.float32)
    fetch = pairs.view(np.float64)
    row_a, row_b = np.zeros(width, np.float32), np.zeros(width, np.float32)
    for y in range(height):
        if weight_a != f32(0):
            _fill_row(a, y, line, pairs, fetch, row_a)
        if weight_b != f32(0):
            _fill_row(b, y, line, pairs, fetch, row_b)
        noise = dither[y & 63]
        for x in range(uint(width)):
            value = row_a[uint(x)] * weight_a + row_b[uint(x)] * weight_b + add
            out[y, uint(x)] = np.uint8(i32(value + noise[uint(x)]))


@njit(cache=True, nogil=True)
def reveal(a, b, field, gain, bias, dither, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """``out = floor(a + (b − a) · clamp(gain · field + bias, 0, 1) + dither)``.

    Args:
        a, b: The two layers.
        field: uint16 plane of the canvas' size: when each place changes over.
        gain, bias: float32.
        dither: float32 ``(64, ≥ W)``, 0–1, tiled down.
        out: uint8 plane, written as by ``draw``.
    """
    height, width = a.rows.size, a.columns.size
    widest = max(a.source.shape[1], b.source.shape[1])
    line = np.empty(widest + 2, np.float32)
    pairs = np.empty(2 * (widest + width + 2), np.float32)
    fetch = pairs.view(np.float64)
    row_a, row_b = np.empty(width, np.float32), np.empty(width, np.float32)
    for y in range(height):
        _fill_row(a, y, line, pairs, fetch, row_a)
        _fill_row(b, y, line, pairs, fetch, row_b)
        noise = dither[y & 63]
        for x in range(uint(width)):
            weight = min(max(f32(field[y, uint(x)]) * gain + bias, f32(0)), f32(1))
            value = row_a[uint(x)] + (row_b[uint(x)] - row_a[uint(x)]) * weight
            out[y, uint(x)] = np.uint8(i32(value + noise[uint(x)]))
