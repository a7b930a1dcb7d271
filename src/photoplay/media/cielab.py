"""Colour as an eye judges it: linear light and CIE L*a*b* of sRGB colours (white D65), in floats.

Functions take and give float32 ``(…, 3)``. They go on smoothly beyond what a screen can show, so that
tables of colours can be interpolated up to its very limits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

#: Linear sRGB to CIE XYZ, white scaled to (1, 1, 1). Source: IEC 61966-2-1; D65 = (0.95047, 1, 1.08883).
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_TO_XYZ = _TO_XYZ / _TO_XYZ.sum(axis=1, keepdims=True)
_XYZ_LINEAR = _TO_XYZ.T.astype(np.float32)
_LINEAR_XYZ = np.linalg.inv(_TO_XYZ).T.astype(np.float32)
#: Where CIE's cube root turns into a line. Source: CIE 15:2004.
_EPSILON, _KAPPA = np.float32(216 / 24389), np.float32(24389 / 27)


def linear_of(coded: F32) -> F32:
    """Linear light of sRGB codes, 0–1; below 0 mirrored. Source: IEC 61966-2-1."""
    size = np.abs(coded)
    light = np.where(
        size <= 0.04045, size / np.float32(12.92), ((size + np.float32(0.055)) / np.float32(1.055)) ** 2.4
    )
    return np.asarray(np.copysign(light, coded), np.float32)


def coded_of(linear: F32) -> F32:
    """sRGB codes of linear light: the inverse of ``linear_of``."""
    size = np.abs(linear)
    code = np.where(
        size <= 0.0031308,
        size * np.float32(12.92),
        np.float32(1.055) * size ** (1 / 2.4) - np.float32(0.055),
    )
    return np.asarray(np.copysign(code, linear), np.float32)


def lab_of(linear: F32) -> F32:
    """CIE L* (0–100), a*, b* of linear sRGB light."""
    xyz = linear @ _XYZ_LINEAR
    root = np.where(xyz > _EPSILON, np.cbrt(xyz), (_KAPPA * xyz + np.float32(16)) / np.float32(116))
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.asarray(np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1), np.float32)


def linear_of_lab(lab: F32) -> F32:
    """Linear sRGB light of CIE L*a*b*: the inverse of ``lab_of``."""
    y = (lab[..., 0] + 16) / 116
    root = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    cube = root**3
    xyz = np.where(cube > _EPSILON, cube, (116 * root - 16) / _KAPPA)
    return np.asarray(xyz.astype(np.float32) @ _LINEAR_XYZ, np.float32)
