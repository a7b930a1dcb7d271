"""The inner loops: sample planes at sub-pixel places, mix two layers, round once.

OpenCV's ``warpAffine`` costs 3.5 ms for one 1080p luma plane; these axis-aligned loops cost 1.4 ms
on the same core, and mix two layers without an intermediate rounding. What makes them fast:
float32 throughout (narrow integers are widened to 64 bits by the compiler); the vertical
interpolation runs over whole source rows; neighbours are then stored as pairs, so that each output
sample is fetched by a single 8-byte load; the fetch loop reads and writes one array on purpose,
which keeps the compiler from replacing it by a slower emulated gather.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled

uint, f32, i32 = types.uintp, types.float32, types.int32


@compiled
def _fetch_part(layer, y, begin, end, line, pairs):  # type: ignore[no-untyped-def]  # pragma: no cover
    """One canvas row of a layer, interpolated down, as the pairs to interpolate across.

    Afterwards ``pairs[2 x]`` and ``pairs[2 x + 1]`` are the neighbours of canvas column ``x``.

    Args:
        layer: What to sample.
        y: Row of the canvas.
        begin, end: The columns that are wanted, half-open, at least one.
        line: Scratch, float32, two more than the source is wide.
        pairs: float32, 2 · (canvas width + source width + 2): the result, then scratch.
    """
    columns = layer.columns
    width = uint(columns.size)
    inset = layer.cover_columns.size > 0
    if inset and layer.cover_rows[y] <= f32(0):
        for x in range(uint(begin), uint(end)):
            under = f32(layer.base[y, uint(x)])
            pairs[uint(2) * uint(x)] = under
            pairs[uint(2) * uint(x) + uint(1)] = under
        return
    first = uint(columns[begin])
    count = uint(columns[end - 1]) + uint(2) - first
    above = layer.source[uint(layer.rows[y])]
    below = layer.source[uint(layer.rows[y]) + uint(1)]
    low = layer.row_weights[y]
    high = f32(1) - low
    for i in range(count):
        line[uint(i)] = f32(above[first + uint(i)]) * high + f32(below[first + uint(i)]) * low
    line[count] = line[count - uint(1)]
    start = uint(2) * width
    for i in range(count):
        pairs[start + uint(2) * uint(i)] = line[uint(i)]
        pairs[start + uint(2) * uint(i) + uint(1)] = line[uint(i) + uint(1)]
    fetch = pairs.view(np.float64)
    base = width - first
    for x in range(uint(begin), uint(end)):
        fetch[uint(x)] = fetch[base + uint(columns[uint(x)])]
    if inset:
        cover = layer.cover_rows[y]
        for x in range(uint(begin), uint(end)):
            under = f32(layer.base[y, uint(x)])
            a, b = pairs[uint(2) * uint(x)], pairs[uint(2) * uint(x) + uint(1)]
            over = a + (b - a) * layer.column_weights[uint(x)]
            value = under + (over - under) * (cover * layer.cover_columns[uint(x)])
            pairs[uint(2) * uint(x)] = value
            pairs[uint(2) * uint(x) + uint(1)] = value


@compiled
def _fetch_row(layer, y, line, pairs):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """All columns of one canvas row, as ``_fetch_part`` leaves them."""
    _fetch_part(layer, y, 0, layer.columns.size, line, pairs)


@compiled
def _scratch(layer):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    width = layer.source.shape[1]
    return np.empty(width + 2, np.float32), np.empty(2 * (layer.columns.size + width + 2), np.float32)


@compiled
def draw(layer, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """``out[y, x] = round(layer(y, x))``.

    Args:
        layer: The ``geometry.Layer`` to draw.
        out: uint8 plane, written; its rows may be longer than the canvas' (padding stays).
    """
    line, pairs = _scratch(layer)
    weights = layer.column_weights
    width = uint(weights.size)
    for y in range(layer.rows.size):
        _fetch_row(layer, y, line, pairs)
        row = out[y]
        for x in range(width):
            a, b = pairs[uint(2) * uint(x)], pairs[uint(2) * uint(x) + uint(1)]
            row[uint(x)] = np.uint8(i32(a + (b - a) * weights[uint(x)] + f32(0.5)))


@compiled
def mix(a, b, weight_a, weight_b, add, dither, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    """``out = floor(weight_a · a + weight_b · b + add + dither)``; a layer of weight 0 is not sampled.

    Args:
        a, b: The two layers.
        weight_a, weight_b, add: float32.
        dither: float32 ``(64, ≥ W)``, 0–1, tiled down.
        out: uint8 plane, written as by ``draw``.
    """
    line_a, pairs_a = _scratch(a)
    line_b, pairs_b = _scratch(b)
    pairs_a[:] = f32(0)
    pairs_b[:] = f32(0)
    weights_a, weights_b = a.column_weights, b.column_weights
    width = uint(weights_a.size)
    for y in range(a.rows.size):
        if weight_a != f32(0):
            _fetch_row(a, y, line_a, pairs_a)
        if weight_b != f32(0):
            _fetch_row(b, y, line_b, pairs_b)
        row, noise = out[y], dither[y & 63]
        for x in range(width):
            a0, a1 = pairs_a[uint(2) * uint(x)], pairs_a[uint(2) * uint(x) + uint(1)]
            b0, b1 = pairs_b[uint(2) * uint(x)], pairs_b[uint(2) * uint(x) + uint(1)]
            value_a = a0 + (a1 - a0) * weights_a[uint(x)]
            value_b = b0 + (b1 - b0) * weights_b[uint(x)]
            value = value_a * weight_a + value_b * weight_b + add
            row[uint(x)] = np.uint8(i32(value + noise[uint(x)]))


class Edge(NamedTuple):
    """How a reveal changes over; all float32.

    Attributes:
        gain, bias: The second layer's share is ``clamp(t, 0, 1)``, ``t = gain · field + bias``.
        soft: 1: the share is eased at both ends; 0: it is not.
        weight_a, weight_b, fill: How much of each layer is seen where it is seen, over this code.
        dark: Code of black.
        shade_a, shade_b, fall: Shadow at the edge upon each layer, 0–1, and 1 / its reach in t.
    """

    gain: np.float32
    bias: np.float32
    soft: np.float32
    weight_a: np.float32
    weight_b: np.float32
    fill: np.float32
    dark: np.float32
    shade_a: np.float32
    shade_b: np.float32
    fall: np.float32


@compiled
def _shares(when, edge, shares):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The second layer's share along one row, and between which columns each of the layers is seen.

    Looked at in blocks of 64 columns: sums of integers are made in vectors, looking for the first is not.
    """
    none, one, two, three = f32(0), f32(1), f32(2), f32(3)
    begin_a, end_a, begin_b, end_b = shares.size, 0, shares.size, 0
    for start in range(0, shares.size, 64):
        stop = min(start + 64, shares.size)
        total = i32(0)
        for x in range(uint(start), uint(stop)):
            t = min(max(f32(when[uint(x)]) * edge.gain + edge.bias, none), one)
            share = t + edge.soft * (t * t * (three - two * t) - t)
            shares[uint(x)] = share
            total += i32(share * f32(32767))
        if total < i32(32767 * (stop - start)):
            begin_a, end_a = min(begin_a, start), stop
        if total > i32(0):
            begin_b, end_b = min(begin_b, start), stop
    return begin_a, end_a, begin_b, end_b


@compiled
def _row_of(layer, y, begin, end, line, pairs, values):  # type: ignore[no-untyped-def]  # pragma: no cover
    """A part of one canvas row of a layer, float32 ``(canvas width,)``; the rest is left as it is."""
    if end <= begin:
        return
    _fetch_part(layer, y, begin, end, line, pairs)
    weights = layer.column_weights
    for x in range(uint(begin), uint(end)):
        low, high = pairs[uint(2) * uint(x)], pairs[uint(2) * uint(x) + uint(1)]
        values[uint(x)] = low + (high - low) * weights[uint(x)]


@compiled
def _round_part(values, begin, end, noise, row):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """A part of a row in which only one layer is seen; nothing where it ends before it begins."""
    for x in range(uint(begin), uint(max(begin, end))):
        row[uint(x)] = np.uint8(i32(values[uint(x)] + noise[uint(x)]))


@compiled
def reveal(a, b, field, edge, dither, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """``out = floor(a + (b − a) · share + dither)``, the share as ``edge`` says.

    Each layer is sampled only between the first and the last column of a row in which it is seen.

    Args:
        a, b: The two layers.
        field: uint16 plane of the canvas' size: when each place changes over.
        edge: An ``Edge``.
        dither: float32 ``(64, ≥ W)``, 0–1, tiled down.
        out: uint8 plane, written as by ``draw``.
    """
    line_a, pairs_a = _scratch(a)
    line_b, pairs_b = _scratch(b)
    width = uint(a.columns.size)
    values_a, values_b = np.full(width, edge.fill), np.full(width, edge.fill)
    shares = np.empty(width, np.float32)
    none, one = f32(0), f32(1)
    plain = edge.shade_a == none and edge.shade_b == none and edge.weight_a == one and edge.weight_b == one
    for y in range(a.rows.size):
        row, noise, when = out[y], dither[y & 63], field[y]
        begin_a, end_a, begin_b, end_b = _shares(when, edge, shares)
        if edge.weight_a != none:
            _row_of(a, y, begin_a, end_a, line_a, pairs_a, values_a)
        if edge.weight_b != none:
            _row_of(b, y, begin_b, end_b, line_b, pairs_b, values_b)
        if plain:
            begin, end = max(begin_a, begin_b), min(end_a, end_b)
            _round_part(values_a, begin_a, min(end_a, begin_b), noise, row)
            _round_part(values_a, max(begin_a, end_b), end_a, noise, row)
            _round_part(values_b, begin_b, min(end_b, begin_a), noise, row)
            _round_part(values_b, max(begin_b, end_a), end_b, noise, row)
            for x in range(uint(begin), uint(max(begin, end))):
                under = values_a[uint(x)]
                value = under + (values_b[uint(x)] - under) * shares[uint(x)]
                row[uint(x)] = np.uint8(i32(value + noise[uint(x)]))
            continue
        for x in range(width):
            reached = f32(when[uint(x)]) * edge.gain + edge.bias
            near_a = max(none, one + min(reached, none) * edge.fall)
            near_b = max(none, one - max(reached - one, none) * edge.fall)
            value_a = edge.fill + (values_a[uint(x)] - edge.fill) * edge.weight_a
            value_b = edge.fill + (values_b[uint(x)] - edge.fill) * edge.weight_b
            value_a += (edge.dark - value_a) * (edge.shade_a * near_a * near_a)
            value_b += (edge.dark - value_b) * (edge.shade_b * near_b * near_b)
            row[uint(x)] = np.uint8(i32(value_a + (value_b - value_a) * shares[uint(x)] + noise[uint(x)]))


@lru_cache(maxsize=16)
def dither(width: int, index: int) -> NDArray[np.float32]:
    """Threshold noise 0–1 for the last rounding of plane ``index``, float32 ``(64, width)``, tiled across.

    Every value 0, 1/4096, … occurs once in 64 × 64, in random order.
    """
    order = np.random.default_rng(index).permutation(64 * 64).astype(np.float32).reshape(64, 64)
    tiles = -(-width // 64)
    return np.ascontiguousarray(np.tile((order + 0.5) / 4096, (1, tiles))[:, :width])
