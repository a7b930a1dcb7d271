"""ICC profiles of wide colour spaces, made from their primaries."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

#: CIE 1931 chromaticities of D65, and XYZ of the profile connection space's D50. Source: ICC.1:2022.
_D65 = (0.3127, 0.3290)
_D50 = np.array([0.9642, 1.0, 0.8249])
#: Source: Bradford, as in ICC.1:2022, annex E.
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space by the chromaticities of its primaries; a gamma of 0 means sRGB's curve."""

    name: str
    red: tuple[float, float]
    green: tuple[float, float]
    blue: tuple[float, float]
    gamma: float = 0.0

    def to_xyz(self) -> F64:
        """Matrix from linear RGB to XYZ under D65."""
        primaries = np.stack([_xyz(*xy) for xy in (self.red, self.green, self.blue)], axis=1)
        return np.asarray(primaries * np.linalg.solve(primaries, _xyz(*_D65)))

    def decode(self, code: F64) -> F64:
        """Linear light of codes 0–1."""
        if self.gamma:
            return np.asarray(code**self.gamma)
        return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)

    def encode(self, light: F64) -> F64:
        """Codes 0–1 of linear light."""
        light = np.clip(light, 0, 1)
        if self.gamma:
            return np.asarray(light ** (1 / self.gamma))
        return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


SRGB = Space("sRGB", (0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
DISPLAY_P3 = Space("Display P3", (0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
ADOBE_RGB = Space("Adobe RGB", (0.64, 0.33), (0.21, 0.71), (0.15, 0.06), 563 / 256)


def converted(rgb: F64, source: Space, target: Space) -> F64:
    """Codes 0–1 of the same colours in another space."""
    xyz = source.decode(rgb) @ source.to_xyz().T
    return target.encode(xyz @ np.linalg.inv(target.to_xyz()).T)


def _xyz(x: float, y: float) -> F64:
    return np.array([x / y, 1.0, (1 - x - y) / y])


def profile(space: Space) -> bytes:
    """A version 4 display profile. Source: ICC.1:2022, section 8.4."""
    cone = np.diag((_BRADFORD @ _D50) / (_BRADFORD @ _xyz(*_D65)))
    adaptation = np.linalg.inv(_BRADFORD) @ cone @ _BRADFORD
    columns = (adaptation @ space.to_xyz()).T
    curve = _curve(space)
    tags = {b"desc": _text(space.name), b"cprt": _text("CC0"), b"wtpt": _place(_D50)}
    tags |= {name: _place(xyz) for name, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)}
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve, b"chad": _numbers(b"sf32", adaptation.ravel())}
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = start + len(body)
    head = struct.pack(">I4xI4s4s4s12x4s", size, 0x04300000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    head += bytes(28) + _fixed(_D50)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _fixed(values: F64) -> bytes:
    return b"".join(struct.pack(">i", round(float(value) * 65536)) for value in values)


def _numbers(kind: bytes, values: F64) -> bytes:
    return kind + bytes(4) + _fixed(values)


def _place(xyz: F64) -> bytes:
    return _numbers(b"XYZ ", xyz)


def _curve(space: Space) -> bytes:
    if space.gamma:
        return b"para" + bytes(4) + struct.pack(">HH", 0, 0) + _fixed(np.array([space.gamma]))
    values = np.array([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
    return b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(values)


def _text(words: str) -> bytes:
    coded = words.encode("utf-16-be")
    return b"mluc" + struct.pack(">4xII2s2sII", 1, 12, b"en", b"US", len(coded), 28) + coded
