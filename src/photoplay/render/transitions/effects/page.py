"""A page that is turned: the first picture curls over a roll that comes across the canvas.

A sheet touches a cylinder of radius r along a slanted line and is wound over it. Seen from above, a point
at distance d behind that line (0 to r) shows two layers of the sheet: its underside, wound over the top,
at the sheet's own distance r · (π − asin(d / r)), and below it the face, at r · asin(d / r). Before the
line (d < 0) lies what has gone over already, at π · r − d, over the face that still lies flat.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.blend import dither
from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.slides import eased

uint, f32, i32 = types.uintp, types.float32, types.int32

#: Direction across the roll, from what lies flat to what is turned: right and a little down.
_ANGLE = math.radians(24)
#: The roll's radius, as a part of the width.
_RADIUS = 0.085
#: The underside: how much of the picture shines through the paper, and the paper's codes.
_THROUGH, _PAPER = 0.22, (218.0, 127.0, 129.0)
#: Where the roll's shadow upon the second picture ends, in radii from the line.
_SHADOW_END = 2.6
#: Steps of the tables over the roll.
_STEPS = 4096


def draw(drawing: Drawing) -> None:
    """The page goes over from the right to the left."""
    width, height = drawing.size
    across, down = math.cos(_ANGLE), math.sin(_ANGLE)
    radius = _RADIUS * width
    # Distances along the direction, of the corners from the middle.
    reach = (across * width + down * height) / 2
    line = reach - eased(drawing.p) * (2 * reach + _SHADOW_END * radius)
    numbers = (across, down, radius, line, 0.5 * width, 0.5 * height)
    for index, (a, b, out) in enumerate(zip(drawing.a, drawing.b, drawing.out, strict=True)):
        # Left-sited chroma: samples at luma places 2i + 0.5 and 2j + 1 from the canvas' edges.
        step, first_x, first_y = (1.0, 0.5, 0.5) if index == 0 else (2.0, 0.5, 1.0)
        table = np.array(
            [*numbers, step, first_x, first_y, _PAPER[index], (16.0, 128.0, 128.0)[index]], np.float32
        )
        _turn(a, b, table, _tables(), np.float32(_THROUGH), dither(out.shape[1], index), out)


@cache
def _tables() -> NDArray[np.float32]:
    """Over d / r from 0 to 1: the angle, and the light upon the face below and the underside above."""
    part = np.arange(_STEPS + 1) / _STEPS
    angle = np.arcsin(part)
    face = 1 - 0.55 * (1 - np.cos(angle))
    # A soft highlight a little before the top of the roll, darker where it turns away.
    tilt = np.cos(np.pi - angle - math.radians(150))
    under = 0.80 + 0.24 * np.clip(tilt, 0, 1) ** 6 - 0.30 * (1 - np.cos(angle)) ** 2
    return np.stack([angle, face, under]).astype(np.float32)


@compiled
def _narrowed(start, stop, value, slope):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The part of ``start``–``stop`` in which ``value + slope · i`` is above 0."""
    if slope > f32(0):
        return max(start, -value / slope), stop
    if slope < f32(0):
        return start, min(stop, -value / slope)
    return start, stop if value > f32(0) else start


@compiled
def _within(stop, u, v, u_slope, v_slope, wide, high, border):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The columns, below ``stop``, whose places on the page lie in it or at most ``border`` outside."""
    low, top = _narrowed(f32(0), f32(stop), u + border, u_slope)
    low, top = _narrowed(low, top, wide - u + border, -u_slope)
    low, top = _narrowed(low, top, v + border, v_slope)
    low, top = _narrowed(low, top, high - v + border, -v_slope)
    begin = int(min(max(np.ceil(low), f32(0)), f32(stop)))
    return begin, max(begin, int(min(np.ceil(top), f32(stop))))


@compiled
def _turn(a, b, numbers, tables, through, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    across, down, radius, line = numbers[0], numbers[1], numbers[2], numbers[3]
    middle_x, middle_y = numbers[4], numbers[5]
    step, first_x, first_y, black = numbers[6], numbers[7], numbers[8], numbers[10]
    wide, high = f32(2) * middle_x, f32(2) * middle_y
    half_turn = f32(math.pi) * radius
    soft = f32(0.9) * radius
    none, one, count = f32(0), f32(1), f32(a.shape[1])
    for j in range(a.shape[0]):
        row_a, row_b, row, rough = a[j], b[j], out[j], noise[j & 63]
        y = f32(j) * step + first_y
        # d = start + slope · i along the row.
        start = (first_x - middle_x) * across + (y - middle_y) * down - line
        slope = step * across
        roll = int(min(max(np.ceil(-start / slope), none), count))
        edge = int(min(max(np.ceil((radius - start) / slope) + one, none), count))
        dark = int(min(max(np.ceil((f32(_SHADOW_END) * radius - start) / slope), none), count))
        # Where something turned over lies upon the flat part, and where its shadow.
        over = half_turn - f32(2) * start
        u, v = first_x + across * over, y + down * over
        u_slope, v_slope = step - f32(2) * across * slope, -f32(2) * down * slope
        begin, end = _within(roll, u, v, u_slope, v_slope, wide, high, soft)
        first, last = _within(roll, u, v, u_slope, v_slope, wide, high, -one)
        first, last = min(max(first, begin), end), max(min(last, end), begin)
        last = max(first, last)
        row[:begin] = row_a[:begin]
        _beside(a, row_a, begin, first, u, v, u_slope, v_slope, numbers, tables[2, 0], through, rough, row)
        _under(a, first, last, u, v, u_slope, v_slope, numbers, tables[2, 0], through, rough, row)
        _beside(a, row_a, last, end, u, v, u_slope, v_slope, numbers, tables[2, 0], through, rough, row)
        row[end:roll] = row_a[end:roll]
        _roll(a, row_b, j, roll, edge, numbers, tables, through, rough, row)
        fall = one / (f32(_SHADOW_END - 1) * radius)
        for i in range(uint(edge), uint(dark)):
            near = max(one - (start + slope * f32(i) - radius) * fall, none)
            value = f32(row_b[uint(i)])
            row[uint(i)] = np.uint8(i32(value + (black - value) * (f32(0.55) * near * near) + rough[uint(i)]))
        rest = max(edge, dark)
        row[rest : a.shape[1]] = row_b[rest:]


@compiled
def _beside(a, row_a, begin, end, u, v, u_slope, v_slope, numbers, glow, through, rough, row):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The edge of what has gone over, and the soft shadow around it, upon the page that still lies flat."""
    radius, wide, high = numbers[2], f32(2) * numbers[4], f32(2) * numbers[5]
    step, first_x, first_y, paper, black = numbers[6], numbers[7], numbers[8], numbers[9], numbers[10]
    none, one, half = f32(0), f32(1), f32(0.5)
    fall, light = one / (f32(0.9) * radius), min(glow, one)
    last_x, last_y = f32(a.shape[1] - 1), f32(a.shape[0] - 1)
    for i in range(uint(begin), uint(end)):
        x, y = u + u_slope * f32(i), v + v_slope * f32(i)
        inside = min(min(x, wide - x), min(y, high - y))
        seen = min(max(inside + half, none), one)
        # The picture hardly shines through: the nearest sample is good enough.
        k = uint(min(max((x - first_x) / step + half, none), last_x))
        m = uint(min(max((y - first_y) / step + half, none), last_y))
        back = paper + (f32(a[m, k]) - paper) * through
        back = black + (back - black) * light
        near = max(one + min(inside, none) * fall, none)
        value = f32(row_a[uint(i)])
        value += (black - value) * (f32(0.35) * near * near)
        row[uint(i)] = np.uint8(i32(value + (back - value) * seen + rough[uint(i)]))


@compiled
def _under(a, begin, end, u, v, u_slope, v_slope, numbers, glow, through, rough, row):  # type: ignore[no-untyped-def]  # pragma: no cover
    """What has gone over, well within its edges: nothing but the underside."""
    step, first_x, first_y, paper, black = numbers[6], numbers[7], numbers[8], numbers[9], numbers[10]
    one, half, light = f32(1), f32(0.5), min(glow, f32(1))
    ground = black * (one - light) + light * paper * (one - through)
    factor = light * through
    x, y = (u - first_x) / step + half, (v - first_y) / step + half
    x_slope, y_slope = u_slope / step, v_slope / step
    for i in range(uint(begin), uint(end)):
        k, m = i32(x + x_slope * f32(i)), i32(y + y_slope * f32(i))
        value = ground + factor * f32(a[uint(m), uint(k)])
        row[uint(i)] = np.uint8(i32(value + rough[uint(i)]))


@compiled
def _roll(a, row_b, j, begin, end, numbers, tables, through, rough, row):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The roll: its underside above, its face below, the second picture beyond the page's edges."""
    across, down, radius, line = numbers[0], numbers[1], numbers[2], numbers[3]
    middle_x, middle_y = numbers[4], numbers[5]
    step, first_x, first_y, paper, black = numbers[6], numbers[7], numbers[8], numbers[9], numbers[10]
    wide, high = f32(2) * middle_x, f32(2) * middle_y
    none, one, half = f32(0), f32(1), f32(0.5)
    angles, faces, unders = tables[0], tables[1], tables[2]
    last_x, last_y = a.shape[1] - 1, a.shape[0] - 1
    y = f32(j) * step + first_y
    for i in range(uint(begin), uint(end)):
        x = f32(i) * step + first_x
        d = (x - middle_x) * across + (y - middle_y) * down - line
        other = f32(row_b[uint(i)])
        other += (black - other) * f32(0.55)
        k = uint(min(max(d / radius, none), one) * f32(angles.size - 1) + half)
        angle = angles[k]
        over = radius * (f32(math.pi) - angle) - d
        u, v = x + across * over, y + down * over
        above = min(max(min(min(u, wide - u), min(v, high - v)) + half, none), one)
        value = none
        if above < one:
            gone = radius * angle - d
            s, t = x + across * gone, y + down * gone
            below = min(max(min(min(s, wide - s), min(t, high - t)) + half, none), one)
            # Between four samples; the border is repeated.
            s = min(max((s - first_x) / step, none), f32(last_x))
            t = min(max((t - first_y) / step, none), f32(last_y))
            left, top = uint(s), uint(t)
            right, bottom = uint(min(left + uint(1), uint(last_x))), uint(min(top + uint(1), uint(last_y)))
            s, t = s - f32(left), t - f32(top)
            upper = f32(a[top, left]) * (one - s) + f32(a[top, right]) * s
            lower = f32(a[bottom, left]) * (one - s) + f32(a[bottom, right]) * s
            value = black + (upper * (one - t) + lower * t - black) * faces[k]
            value = other + (value - other) * below
        if above > none:
            left = uint(min(max((u - first_x) / step + half, none), f32(last_x)))
            top = uint(min(max((v - first_y) / step + half, none), f32(last_y)))
            back = paper + (f32(a[top, left]) - paper) * through
            back = black + (back - black) * min(unders[k], one)
            value += (back - value) * above
        # The roll's outline, antialiased.
        share = min(max((radius - d) / step + half, none), one)
        row[uint(i)] = np.uint8(i32(other + (value - other) * share + rough[uint(i)]))
