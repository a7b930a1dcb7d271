"""Laying words over planes: alpha blending in limited-range BT.709 4:2:0 with left-sited chroma.

Words are mixed in coded values, as browsers and editors do. Their colours are premultiplied by alpha
before chroma is thinned out, so that each chroma sample holds exactly the colour that its share of
the letters has. Only the box around the words is touched, and in it only the part of each row that
has any ink.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.media.planes import Planes

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
I32 = NDArray[np.int32]

uint, f32, i32 = types.uintp, types.float32, types.int32


@dataclass(frozen=True, slots=True)
class Ink:
    """A piece of drawing on the canvas, at full resolution.

    Attributes:
        left, top: Place of its first column and row on the canvas; may be negative.
        codes: float32 ``(H, W, 4)``: luma, cb, cr codes multiplied by alpha, and alpha 0–1.
    """

    left: int
    top: int
    codes: F32

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom on the canvas."""
        height, width = self.codes.shape[:2]
        return self.left, self.top, self.left + width, self.top + height


class Sheet(NamedTuple):
    """One plane of a stamp.

    Attributes:
        colour: float32 ``(H, W)``, codes multiplied by alpha.
        alpha: float32 ``(H, W)``, 0–1.
        first, last: int32 ``(H,)``; the columns of each row that have ink, half-open.
    """

    colour: F32
    alpha: F32
    first: I32
    last: I32


@dataclass(frozen=True, slots=True)
class Stamp:
    """Ink ready to be laid over planes, all of it on the canvas.

    Attributes:
        left, top: Place of its first luma column and row on the canvas, both even.
        sheets: For luma, cb and cr.
    """

    left: int
    top: int
    sheets: tuple[Sheet, Sheet, Sheet]

    @property
    def nbytes(self) -> int:
        return sum(sheet.colour.nbytes + sheet.alpha.nbytes for sheet in self.sheets)


def ink_of(rgba: U8, left: int, top: int) -> Ink:
    """A straight sRGB picture with alpha, uint8 ``(H, W, 4)``, as ink."""
    codes = np.empty(rgba.shape, np.float32)
    _premultiply(np.ascontiguousarray(rgba), codes)
    return Ink(left, top, codes)


def stamp_of(ink: Ink, canvas: tuple[int, int]) -> Stamp | None:
    """Ink thinned out to planes; None when none of it is on the canvas.

    Args:
        ink: What to lay.
        canvas: (width, height), even.
    """
    left, top, right, bottom = ink.box
    # One more on each side: chroma reaches over its neighbours.
    left, top = max(left - 1, 0) // 2 * 2, max(top - 1, 0) // 2 * 2
    right, bottom = min((right + 2) // 2 * 2, canvas[0]), min((bottom + 2) // 2 * 2, canvas[1])
    if not ink.codes.size or right <= left or bottom <= top:
        return None
    height, width = bottom - top, right - left
    half = height // 2, width // 2
    luma, alpha = np.empty((height, width), np.float32), np.empty((height, width), np.float32)
    cb, cr, thin = (np.empty(half, np.float32) for _ in range(3))
    _split(ink.codes, left - ink.left, top - ink.top, luma, alpha, cb, cr, thin)
    first, last = spans(alpha)
    thin_first, thin_last = spans(thin)
    sheets = (
        Sheet(luma, alpha, first, last),
        Sheet(cb, thin, thin_first, thin_last),
        Sheet(cr, thin, thin_first, thin_last),
    )
    return Stamp(left, top, sheets)


def lay(stamp: Stamp, planes: Planes, opacity: float = 1.0) -> None:
    """Lays a stamp over planes.

    Args:
        stamp: What is laid.
        planes: Written; rows may be longer than the canvas'.
        opacity: 0–1.
    """
    places = (stamp.left, stamp.top), (stamp.left // 2, stamp.top // 2), (stamp.left // 2, stamp.top // 2)
    for plane, sheet, (left, top) in zip(planes, stamp.sheets, places, strict=True):
        _lay(plane, sheet, left, top, np.float32(opacity))


def tint(
    planes: Planes, codes: tuple[float, float, float], rows: F32, columns: F32, noise: tuple[F32, F32, F32]
) -> None:
    """Mixes one colour into planes, dithered: a soft gradient has no bands.

    Args:
        planes: Written.
        codes: Luma, cb, cr of the colour.
        rows: float32 ``(canvas height,)``; its share in each luma row, 0–1.
        columns: float32 ``(canvas width,)``; what part of that each luma column gets, 0–1.
        noise: For each plane, thresholds 0–1, float32 ``(64, ≥ width)``, tiled down.
    """
    thin, narrow = (rows[0::2] + rows[1::2]) / 2, columns[0::2]
    shares = ((rows, columns), (thin, narrow), (thin, narrow))
    for plane, code, (down, across), rough in zip(planes, codes, shares, noise, strict=True):
        _tint(plane, np.float32(code), np.ascontiguousarray(down), np.ascontiguousarray(across), rough)


def warm_up() -> None:
    """Loads every loop of this module, so that processes forked afterwards have them at once."""
    planes = Planes(*(np.full((16 // thin, 16 // thin), 128, np.uint8) for thin in (1, 2, 2)))
    stamp = stamp_of(ink_of(np.full((4, 4, 4), 255, np.uint8), 2, 2), (16, 16))
    assert stamp is not None
    lay(stamp, planes)
    noise = np.zeros((64, 16), np.float32)
    none = np.zeros(16, np.float32)
    tint(planes, (16.0, 128.0, 128.0), none, none, (noise, noise, noise))


@compiled
def _premultiply(rgba, codes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    height, width = rgba.shape[:2]
    # Source: Rec. ITU-R BT.709-6, items 3.2–3.5.
    ry, gy, by = f32(0.2126 / 255), f32(0.7152 / 255), f32(0.0722 / 255)
    to_cb, to_cr = f32(224 / 2 / (1 - 0.0722)), f32(224 / 2 / (1 - 0.2126))
    one = f32(1 / 255)
    for y in range(height):
        source, target = rgba[y], codes[y]
        for x in range(width):
            a = f32(source[x, 3]) * one
            r, g, b = f32(source[x, 0]), f32(source[x, 1]), f32(source[x, 2])
            luma = ry * r + gy * g + by * b
            target[x, 0] = (f32(16) + f32(219) * luma) * a
            target[x, 1] = (f32(128) + to_cb * (b * one - luma)) * a
            target[x, 2] = (f32(128) + to_cr * (r * one - luma)) * a
            target[x, 3] = a


@compiled
def _split(codes, left, top, luma, alpha, cb, cr, thin):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Parts ink into planes; ``left, top``: where the planes begin in it, maybe before it.

    Chroma is thinned by [1 2 1]/4 across, about even columns, and [1 1]/2 down.
    """
    height, width = luma.shape
    rows, columns = codes.shape[:2]
    line = np.zeros((width + 2, 3), np.float32)
    for j in range(height // 2):
        line[:] = f32(0)
        for k in range(2):
            y = 2 * j + k
            source_y = y + top
            for x in range(width):
                luma[y, x] = f32(0)
                alpha[y, x] = f32(0)
            if source_y < 0 or source_y >= rows:
                continue
            source = codes[source_y]
            for x in range(max(-1, -left), min(width + 1, columns - left)):
                pixel = source[x + left]
                line[x + 1, 0] += pixel[1]
                line[x + 1, 1] += pixel[2]
                line[x + 1, 2] += pixel[3]
                if 0 <= x < width:
                    luma[y, x] = pixel[0]
                    alpha[y, x] = pixel[3]
        for i in range(width // 2):
            m = 2 * i + 1
            cb[j, i] = f32(0.125) * (line[m - 1, 0] + f32(2) * line[m, 0] + line[m + 1, 0])
            cr[j, i] = f32(0.125) * (line[m - 1, 1] + f32(2) * line[m, 1] + line[m + 1, 1])
            thin[j, i] = f32(0.125) * (line[m - 1, 2] + f32(2) * line[m, 2] + line[m + 1, 2])


def spans(alpha: F32) -> tuple[I32, I32]:
    """The first column with ink of each row, and the one after the last; 0, 0 where there is none."""
    inked = alpha > 0
    some = inked.any(axis=1)
    first = np.where(some, inked.argmax(axis=1), 0).astype(np.int32)
    last = np.where(some, alpha.shape[1] - inked[:, ::-1].argmax(axis=1), 0).astype(np.int32)
    return first, last


@compiled
def _lay(plane, sheet, left, top, opacity):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    for y in range(sheet.first.size):
        start, stop = sheet.first[y], sheet.last[y]
        if stop <= start:
            continue
        colour, alpha = sheet.colour[y, start:stop], sheet.alpha[y, start:stop]
        row = plane[top + y, left + start : left + stop]
        for x in range(uint(stop - start)):
            under = f32(row[uint(x)])
            value = under + opacity * (colour[uint(x)] - alpha[uint(x)] * under)
            row[uint(x)] = np.uint8(i32(value + f32(0.5)))


@compiled
def _tint(plane, code, rows, columns, noise):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    for y in range(rows.size):
        share = rows[y]
        if share <= f32(0):
            continue
        row, rough = plane[y], noise[y & 63]
        for x in range(uint(min(columns.size, rough.size))):
            under = f32(row[uint(x)])
            row[uint(x)] = np.uint8(i32(under + share * columns[uint(x)] * (code - under) + rough[uint(x)]))
