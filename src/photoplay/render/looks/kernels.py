"""The inner loops of grading: planes through a lattice."""

from __future__ import annotations

from numba import types

from photoplay.compiled import compiled

uint, f32, i32 = types.uintp, types.float32, types.int32


@compiled
def _between(flat, at, across, down, up, w00, w01, w10, w11, part):  # type: ignore[no-untyped-def]  # pragma: no cover
    """A value of a lattice between four places of chroma, by their weights, and two of luma."""
    low = w00 * flat[at] + w01 * flat[at + across] + w10 * flat[at + down] + w11 * flat[at + across + down]
    at += up
    high = w00 * flat[at] + w01 * flat[at + across] + w10 * flat[at + down] + w11 * flat[at + across + down]
    return low + (high - low) * part


@compiled
def through(luma, cb, cr, table, chroma, out_luma, out_cb, out_cr):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Float planes through a lattice, along straight lines; outputs within legal range.

    A luma sample is taken with the chroma of its 2 × 2 square, chroma with the mean luma of it. The
    outputs may be the inputs themselves.

    Args:
        luma, cb, cr: float32 planes, 4:2:0.
        table: ``Lattice.luma``.
        chroma: ``Lattice.chroma``.
        out_luma, out_cb, out_cr: float32 planes, written.
    """
    height, width = luma.shape
    half_height, half_width = cb.shape
    places = table.shape[2]
    flat, flat_c = table.reshape(-1), chroma.reshape(-1)
    across, down = uint(places), uint(places * table.shape[1])
    last_y, last_c = f32(places - 1) - f32(0.0001), f32(table.shape[0] - 1) - f32(0.0001)
    scale_y, scale_c = f32((places - 1) / 219.0), f32((table.shape[0] - 1) / 224.0)
    zero, one = f32(0), f32(1)
    for j in range(half_height):
        for i in range(half_width):
            b = min(max((cb[j, i] - f32(16)) * scale_c, zero), last_c)
            r = min(max((cr[j, i] - f32(16)) * scale_c, zero), last_c)
            ib, ir = i32(b), i32(r)
            fb, fr = b - f32(ib), r - f32(ir)
            corner = uint(ib) * down + uint(ir) * across
            w11 = fb * fr
            w10, w01 = fb - w11, fr - w11
            w00 = one - fb - w01
            total = zero
            count = zero
            for k in range(2):
                row = 2 * j + k
                if row >= height:
                    break
                for m in range(2):
                    column = 2 * i + m
                    if column >= width:
                        break
                    value = luma[row, column]
                    total += value
                    count += one
                    y = min(max((value - f32(16)) * scale_y, zero), last_y)
                    iy = i32(y)
                    mixed = _between(
                        flat, corner + uint(iy), across, down, uint(1), w00, w01, w10, w11, y - f32(iy)
                    )
                    out_luma[row, column] = min(max(mixed, f32(16)), f32(235))
            y = min(max((total / count - f32(16)) * scale_y, zero), last_y)
            iy = i32(y)
            fy = y - f32(iy)
            at, wide, deep = uint(2) * (corner + uint(iy)), uint(2) * across, uint(2) * down
            mixed = _between(flat_c, at, wide, deep, uint(2), w00, w01, w10, w11, fy)
            out_cb[j, i] = min(max(mixed, f32(16)), f32(240))
            mixed = _between(flat_c, at + uint(1), wide, deep, uint(2), w00, w01, w10, w11, fy)
            out_cr[j, i] = min(max(mixed, f32(16)), f32(240))
