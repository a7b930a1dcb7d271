"""A fade through ever larger blocks, whose size and place are continuous."""

from __future__ import annotations

import math

import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.blend import dither
from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.seam import smoothstep

F32 = NDArray[np.float32]
U32 = NDArray[np.uint32]
uint, f32, i32 = types.uintp, types.float32, types.int32

#: The largest blocks, as a part of the canvas' shorter side. Source: FFmpeg's ``xfade``, pixelize.
_LARGEST = 1 / 20


def draw(drawing: Drawing) -> None:
    """Blocks grow about the middle of the canvas, each of its own mean, and shrink again."""
    amount = math.sin(math.pi * drawing.p)
    share = smoothstep(0.1, 0.9, drawing.p)
    size = max(1.0, _LARGEST * min(drawing.size)) ** amount
    for index, (a, b, out) in enumerate(zip(drawing.a, drawing.b, drawing.out, strict=True)):
        # Chroma blocks are as large as those of luma from two of its samples on.
        side = size if index == 0 else max(1.0, size / 2)
        across, down = _cells(a.shape[1], side), _cells(a.shape[0], side)
        _mosaic(a, b, np.float32(share), *down, *across, dither(out.shape[1], index), out)


def _cells(count: int, side: float) -> tuple[U32, F32]:
    """The block in which each sample begins, and how much of the sample lies in the next one."""
    start = (np.arange(count) - count // 2) / side
    first = np.floor(start + 1e-9)
    beyond = np.clip((start + 1 / side - (first + 1)) * side, 0, 1)
    return (first - first[0]).astype(np.uint32), np.where(beyond < 1e-6, 0, beyond).astype(np.float32)


@compiled
def _gathered(line, area, columns, shares, areas, cells):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Means of one row of blocks, from the sums of its columns of samples; ``line`` is emptied."""
    cells[:] = f32(0)
    for x in range(uint(columns.size)):
        at, part, value = uint(columns[uint(x)]), shares[uint(x)], line[uint(x)]
        cells[at] += value * (f32(1) - part)
        cells[at + uint(1)] += value * part
        line[uint(x)] = f32(0)
    for i in range(cells.size):
        if areas[i] > f32(0) and area > f32(0):
            cells[i] /= areas[i] * area


@compiled
def _widened(cells, columns, shares, line):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    for x in range(uint(columns.size)):
        at = uint(columns[uint(x)])
        line[uint(x)] = cells[at] + (cells[at + uint(1)] - cells[at]) * shares[uint(x)]


@compiled
def _mosaic(a, b, share, rows, row_shares, columns, shares, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    high, wide, width = int(rows[rows.size - 1]) + 2, int(columns[columns.size - 1]) + 2, uint(columns.size)
    means, areas = np.zeros((high, wide), np.float32), np.zeros(wide, np.float32)
    for x in range(width):
        areas[columns[x]] += f32(1) - shares[x]
        areas[columns[x] + 1] += shares[x]
    # Sums of the samples of one row of blocks, column by column, and what belongs to the next one.
    line, after = np.zeros(width, np.float32), np.zeros(width, np.float32)
    area, area_after, cell = f32(0), f32(0), rows[0]
    for y in range(rows.size):
        if rows[y] != cell:
            _gathered(line, area, columns, shares, areas, means[cell])
            line, after = after, line
            area, area_after, cell = area_after, f32(0), rows[y]
        row_a, row_b, low = a[y], b[y], row_shares[y]
        high_part = f32(1) - low
        for x in range(width):
            under = f32(row_a[uint(x)])
            line[uint(x)] += (under + (f32(row_b[uint(x)]) - under) * share) * high_part
        area += high_part
        if low > f32(0):
            for x in range(width):
                under = f32(row_a[uint(x)])
                after[uint(x)] += (under + (f32(row_b[uint(x)]) - under) * share) * low
            area_after += low
    _gathered(line, area, columns, shares, areas, means[cell])
    if area_after > f32(0):
        _gathered(after, area_after, columns, shares, areas, means[cell + 1])
    drawn = i32(-1)
    for y in range(rows.size):
        cell, low = rows[y], row_shares[y]
        if i32(cell) != drawn:
            _widened(means[cell], columns, shares, line)
            drawn = i32(cell)
        row, rough = out[y], noise[y & 63]
        if low > f32(0):
            _widened(means[cell + 1], columns, shares, after)
            for x in range(width):
                value = line[uint(x)] + (after[uint(x)] - line[uint(x)]) * low
                row[uint(x)] = np.uint8(i32(value + rough[uint(x)]))
            continue
        for x in range(width):
            row[uint(x)] = np.uint8(i32(line[uint(x)] + rough[uint(x)]))
