"""Colour, in one place: sRGB pictures to BT.709 planes and back, and scaling in linear light.

A picture is RGB uint8 ``(H, W, 3)``, sRGB. Planes are ``luma (H, W)``, ``cb`` and ``cr``
``(ceil(H/2), ceil(W/2))``, BT.709 limited range (luma 16–235, chroma 16–240), 4:2:0 with chroma
sited left: chroma sample ``(j, i)`` lies at luma column ``2i`` and between luma rows ``2j, 2j+1``.

sRGB and BT.709 share their primaries, so coded sRGB values are taken as coded BT.709 values, as
every player does in reverse.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.media.planes import Planes

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]

#: Luma weights of red, green and blue. Source: Rec. ITU-R BT.709-6, item 3.2.
KR, KG, KB = 0.2126, 0.7152, 0.0722
LUMA_MIN, LUMA_MAX = 16, 235
CHROMA_MIN, CHROMA_MAX = 16, 240


def code_of(rgb: tuple[int, int, int]) -> tuple[float, float, float]:
    """The unrounded (luma, cb, cr) codes of one sRGB colour."""
    r, g, b = (channel / 255 for channel in rgb)
    y = KR * r + KG * g + KB * b
    return 16 + 219 * y, 128 + 224 * (b - y) / (2 * (1 - KB)), 128 + 224 * (r - y) / (2 * (1 - KR))


def flat_planes(rgb: tuple[int, int, int], width: int, height: int) -> Planes:
    """A picture of one colour."""
    y, cb, cr = (round(code) for code in code_of(rgb))
    half = ((height + 1) // 2, (width + 1) // 2)
    return Planes(
        np.full((height, width), y, np.uint8), np.full(half, cb, np.uint8), np.full(half, cr, np.uint8)
    )


def to_codes(rgb: U8) -> tuple[F32, F32, F32]:
    """RGB picture to unrounded planes.

    Chroma is low-passed with [1 2 1]/4 across (co-sited with even columns) and [1 1]/2 down; a
    missing neighbour at the border is replaced by the border itself.

    Args:
        rgb: uint8 ``(H, W, 3)``, C-contiguous.

    Returns:
        float32 luma ``(H, W)`` and chroma ``(ceil(H/2), ceil(W/2))``.
    """
    height, width = rgb.shape[:2]
    luma = np.empty((height, width), np.float32)
    half = ((height + 1) // 2, (width + 1) // 2)
    cb, cr = np.empty(half, np.float32), np.empty(half, np.float32)
    _to_codes(np.ascontiguousarray(rgb), luma, cb, cr)
    return luma, cb, cr


@compiled
def _to_codes(rgb, luma, cb, cr):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    height, width = luma.shape
    half_height, half_width = cb.shape
    f = np.float32
    ry, gy, by = f(0.2126 * 219 / 255), f(0.7152 * 219 / 255), f(0.0722 * 219 / 255)
    scale_b, scale_r = f(224 / 255 / (2 * (1 - 0.0722))), f(224 / 255 / (2 * (1 - 0.2126)))
    unluma = f(255 / 219)
    blue, red = np.empty(width + 2, np.float32), np.empty(width + 2, np.float32)
    for j in range(half_height):
        for i in range(width):
            blue[i + 1] = f(0)
            red[i + 1] = f(0)
        for k in range(2):
            row = min(2 * j + k, height - 1)
            source, target = rgb[row], luma[row]
            for i in range(width):
                r, g, b = f(source[i, 0]), f(source[i, 1]), f(source[i, 2])
                y = ry * r + gy * g + by * b
                target[i] = y + f(16)
                blue[i + 1] += b - y * unluma
                red[i + 1] += r - y * unluma
        blue[0], red[0] = blue[1], red[1]
        blue[width + 1], red[width + 1] = blue[width], red[width]
        for i in range(half_width):
            m = 2 * i + 1
            cb[j, i] = f(128) + scale_b * f(0.125) * (blue[m - 1] + f(2) * blue[m] + blue[m + 1])
            cr[j, i] = f(128) + scale_r * f(0.125) * (red[m - 1] + f(2) * red[m] + red[m + 1])


def to_planes(rgb: U8) -> Planes:
    """RGB picture to planes, rounded once."""
    luma, cb, cr = to_codes(rgb)
    return Planes(
        round_codes(luma, LUMA_MIN, LUMA_MAX),
        round_codes(cb, CHROMA_MIN, CHROMA_MAX),
        round_codes(cr, CHROMA_MIN, CHROMA_MAX),
    )


def round_codes(codes: F32, low: int, high: int) -> U8:
    """Codes rounded to the nearest integer, halves to even, within ``low``–``high``."""
    return np.clip(np.rint(codes), low, high).astype(np.uint8)


def to_rgb(planes: Planes) -> U8:
    """Planes to an RGB picture, chroma interpolated linearly at its true siting."""
    width, height = planes.size
    columns = np.arange(width, dtype=np.float32)[None, :].repeat(height, 0) / 2
    rows = (np.arange(height, dtype=np.float32)[:, None].repeat(width, 1) - 0.5) / 2
    cb, cr = (
        cv2.remap(plane.astype(np.float32), columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        for plane in (planes.cb, planes.cr)
    )
    y = (planes.luma.astype(np.float32) - 16) / 219
    b = y + (cb - 128) / 224 * (2 * (1 - KB))
    r = y + (cr - 128) / 224 * (2 * (1 - KR))
    g = (y - KR * r - KB * b) / KG
    return np.clip(np.rint(np.stack([r, g, b], axis=2) * 255), 0, 255).astype(np.uint8)


@cache
def _linear_tables() -> tuple[NDArray[np.uint16], U8]:
    """sRGB code → linear light in 16 bits, and back. Source: IEC 61966-2-1."""
    code = np.arange(256) / 255
    linear = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    light = np.arange(65536) / 65535
    back = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.rint(linear * 65535).astype(np.uint16), np.rint(back * 255).astype(np.uint8)


def resize(rgb: U8, size: tuple[int, int]) -> U8:
    """A picture at another size: area-averaged in linear light when smaller, cubic when larger.

    Linear light keeps thin bright lines as bright as they were.

    Args:
        rgb: uint8 ``(H, W, 3)``.
        size: (width, height) wanted, ≥ 1.
    """
    height, width = rgb.shape[:2]
    if (width, height) == size:
        return rgb
    if size[0] > width or size[1] > height:
        return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    to_linear, to_code = _linear_tables()
    small = np.empty((size[1], size[0], 3), np.uint8)
    for channel in range(3):  # one by one: a large photo in 16 bits is a good part of the memory there is
        light = cv2.LUT(cv2.extractChannel(rgb, channel), to_linear)
        small[..., channel] = to_code[cv2.resize(light, size, interpolation=cv2.INTER_AREA)]
    return small


def over(rgb: U8, alpha: U8, background: tuple[int, int, int]) -> U8:
    """A picture with transparency laid over one colour, mixed in coded values as browsers do."""
    weight: F32 = alpha.astype(np.float32)[..., None] / np.float32(255)
    return np.rint(rgb * weight + np.array(background, np.float32) * (1 - weight)).astype(np.uint8)
