"""A fault in the signal: lines torn sideways, colours apart, blocks out of place.

All of it is made from the progress alone. The fault changes in steps, as such faults do; how strong it is
grows and fades continuously, so it begins and ends with nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.media.planes import Planes
from photoplay.render.blend import dither
from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.seam import smoothstep

I32 = NDArray[np.int32]
U8 = NDArray[np.uint8]
uint, f32, i32 = types.uintp, types.float32, types.int32

#: Steps of the whole transition: at 30 frames a second a fault of 0.6 s stands for two frames each.
_STEPS = 9
#: Furthest tear, as a part of the width; distance of the colours; darkening of scan lines.
_TEAR, _APART, _LINES = 0.09, 0.007, 0.10
#: Wandering blocks at once.
_BLOCKS = 7


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong in one frame.

    Attributes:
        offsets: int32, for each pair of luma rows: how far it is torn to the right, even.
        second: uint8, for each pair of luma rows: whether it shows the second picture.
        apart: How far red and blue lie to either side, luma samples, even.
        dark: How much darker scan lines are, 0–1.
        blocks: int32 ``(n, 6)``: top, left, height, width in pairs of luma samples; where it comes from,
            down and right of its place.
    """

    offsets: I32
    second: U8
    apart: int
    dark: float
    blocks: I32


def draw(drawing: Drawing) -> None:
    """A burst of faults, in which the pictures change over line by line."""
    fault = _fault(drawing.p, drawing.size)
    _torn(drawing, fault)
    _lay_blocks(fault.blocks, drawing.out)


def _fault(p: float, size: tuple[int, int]) -> _Fault:
    rng = np.random.default_rng([41, int(p * _STEPS)])
    strength = smoothstep(0, 0.35, p) * smoothstep(0, 0.35, 1 - p)
    pairs = size[1] // 2
    offsets, second = np.zeros(pairs, np.int32), np.zeros(pairs, np.uint8)
    turned = smoothstep(0.2, 0.8, p)
    top = 0
    while top < pairs:
        bottom = top + max(1, int(pairs * rng.choice([0.01, 0.03, 0.06, 0.14, 0.22]) * rng.uniform(0.6, 1.4)))
        torn, pull, change = rng.random() < 0.55, rng.normal(0, 0.45), rng.random()
        if torn:
            offsets[top:bottom] = 2 * round(np.clip(pull, -1, 1) * strength * _TEAR * size[0] / 2)
        second[top:bottom] = change < turned
        top = bottom
    apart = 2 * round(strength * _APART * size[0] / 2 * rng.uniform(0.5, 1.3))
    return _Fault(offsets, second, apart, _LINES * strength, _blocks(rng, strength, size))


def _blocks(rng: np.random.Generator, strength: float, size: tuple[int, int]) -> I32:
    count = round(_BLOCKS * strength)
    wide, high = size[0] // 2, size[1] // 2
    blocks = []
    for _ in range(_BLOCKS):
        height = max(1, int(high * rng.choice([0.012, 0.02, 0.05])))
        width = max(1, int(wide * rng.uniform(0.05, 0.25)))
        top, left = int(rng.uniform(0, high - height)), int(rng.uniform(0, wide - width))
        from_top = int(np.clip(top + rng.normal(0, 0.08) * high, 0, high - height))
        from_left = int(np.clip(left + rng.normal(0, 0.12) * wide, 0, wide - width))
        blocks.append((top, left, height, width, from_top - top, from_left - left))
    return np.array(blocks[:count], np.int32).reshape(-1, 6)


def _lay_blocks(blocks: I32, out: Planes) -> None:
    """Pieces of the frame itself, elsewhere."""
    for plane, step in zip(out, (2, 1, 1), strict=True):
        for top, left, height, width, down, right in (step * blocks).tolist():
            piece = plane[top + down : top + down + height, left + right : left + right + width].copy()
            plane[top : top + height, left : left + width] = piece


def _torn(drawing: Drawing, fault: _Fault) -> None:
    width = drawing.a.luma.shape[1]
    lines = drawing.scratch.take("lines", (2, 3 * width), np.float32)
    thin = drawing.scratch.take("thin", (3, width + 2), np.float32)
    a, b, out = tuple(drawing.a), tuple(drawing.b), tuple(drawing.out)
    noise = dither(out[0].shape[1], 0)
    _tear(
        a, b, fault.offsets, fault.second, fault.apart, np.float32(fault.dark * 0.5),
        lines, thin, noise, out,
    )  # fmt: skip


@compiled
def _padded(row, offset, reach, line):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """``line[reach + x] = row[x − offset]``, going round at the edges, for x from −reach to W + reach."""
    width, done = row.size, 0
    at, total = (-reach - offset) % width, width + 2 * reach
    while done < total:
        count = min(width - at, total - done)
        source, target = row[at : at + count], line[done : done + count]
        for i in range(uint(count)):
            target[uint(i)] = f32(source[uint(i)])
        done += count
        at = 0


@compiled
def _tear(a, b, offsets, second, apart, dark, lines, thin, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Red of a place on the left, blue of one on the right. Source of the weights: Rec. ITU-R BT.709-6.

    With luma Y′ of the mixed picture, ``Cr′ = Cr(red) + (Y(red) − Y′) · (224 / 219) / 1.5748``, and so
    for blue with 1.8556.
    """
    red, green, blue = f32(0.2126), f32(0.7152), f32(0.0722)
    to_cr, to_cb = f32(224 / 219 / 1.5748), f32(224 / 219 / 1.8556)
    width = a[0].shape[1]
    half = a[1].shape[1]
    mixed_y, red_y, blue_y = thin[0], thin[1], thin[2]
    for pair in range(offsets.size):
        offset = offsets[pair]
        luma, cb, cr = (b[0], b[1], b[2]) if second[pair] else (a[0], a[1], a[2])
        mixed_y[:] = f32(0)
        red_y[:] = f32(0)
        blue_y[:] = f32(0)
        for k in range(2):
            y = 2 * pair + k
            line, row, rough = lines[0], out[0][y], noise[y & 63]
            _padded(luma[y], offset, apart, line)
            # Every second pair of lines is a little darker, towards black.
            keep = f32(1) - dark if pair & 1 else f32(1)
            for x in range(uint(width)):
                left, right = line[uint(x)], line[uint(x) + uint(2 * apart)]
                value = red * left + green * line[uint(x) + uint(apart)] + blue * right
                row[uint(x)] = np.uint8(i32(f32(16) + (value - f32(16)) * keep + rough[uint(x)]))
                mixed_y[uint(x)] += f32(0.5) * value
                red_y[uint(x)] += f32(0.5) * left
                blue_y[uint(x)] += f32(0.5) * right
        line = lines[0]
        _padded(cr[pair], offset // 2, apart // 2, line)
        row, rough = out[2][pair], noise[(pair + 17) & 63]
        for x in range(uint(half)):
            value = line[uint(x)] + (red_y[uint(2) * uint(x)] - mixed_y[uint(2) * uint(x)]) * to_cr
            row[uint(x)] = np.uint8(i32(min(max(value, f32(16)), f32(240)) + rough[uint(x)]))
        _padded(cb[pair], offset // 2, apart // 2, line)
        row, rough = out[1][pair], noise[(pair + 31) & 63]
        for x in range(uint(half)):
            value = line[uint(x) + uint(2 * (apart // 2))]
            value += (blue_y[uint(2) * uint(x)] - mixed_y[uint(2) * uint(x)]) * to_cb
            row[uint(x)] = np.uint8(i32(min(max(value, f32(16)), f32(240)) + rough[uint(x)]))
