"""Transitions, under FFmpeg's ``xfade`` names, by families.

A transition is a function of its progress ``p`` (0: only the clip before, 1: only the clip after)
and the canvas size that answers a ``Seam``: how the two pictures are mixed at that moment. Families:

* mixes: both pictures weighted, and a colour added;
* reveals: each place changes over when ``p`` passes the value of a fixed field there, softly;
* slides: both pictures move, and a reveal along their common edge keeps it antialiased.

Adding one is a function and a row of ``TRANSITIONS`` (and of ``FIELDS`` for a new shape).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

Size = tuple[int, int]
BLACK, WHITE = 16.0, 235.0


@dataclass(frozen=True, slots=True)
class Seam:
    """How two pictures are mixed in one frame.

    Attributes:
        weight_a, weight_b: Shares of the two pictures, for mixes.
        luma: Luma code of the colour that fills up to 1; its chroma is neutral.
        field: Name of the field of a reveal; empty for mixes.
        gain, bias: Share of the second picture is ``clamp(gain · field + bias, 0, 1)``, field 0–1.
        shift_a, shift_b: Places of the two pictures, canvas pixels (right, down).
    """

    weight_a: float = 0.0
    weight_b: float = 0.0
    luma: float = BLACK
    field: str = ""
    gain: float = 0.0
    bias: float = 0.0
    shift_a: tuple[float, float] = (0.0, 0.0)
    shift_b: tuple[float, float] = (0.0, 0.0)


TransitionFunction = Callable[[float, Size], Seam]


def smoothstep(low: float, high: float, x: float) -> float:
    """Hermite step between two edges. Source: OpenGL Shading Language, section 8.3."""
    t = min(max((x - low) / (high - low), 0.0), 1.0)
    return t * t * (3 - 2 * t)


def _fade(p: float, size: Size) -> Seam:
    return Seam(weight_a=1 - p, weight_b=p)


def _through(luma: float) -> TransitionFunction:
    """Out to a colour, then in from it, overlapping a little so that it never stands still."""

    def through(p: float, size: Size) -> Seam:
        return Seam(weight_a=1 - smoothstep(0, 0.55, p), weight_b=smoothstep(0.45, 1, p), luma=luma)

    return through


def _reveal(field: str, softness: float) -> TransitionFunction:
    """Places change over in the order of a field, each within ``softness`` of the whole."""

    def reveal(p: float, size: Size) -> Seam:
        return Seam(field=field, gain=-1 / softness, bias=(p * (1 + softness)) / softness)

    return reveal


def _slide_up(p: float, size: Size) -> Seam:
    """The new picture pushes the old one out upwards; eased, since a whole frame moves at once."""
    height = size[1]
    moved = height * (0.5 - 0.5 * math.cos(math.pi * p))
    # The edge lies between rows height − moved − 1 and height − moved; one row wide.
    return Seam(
        field="down",
        gain=height,
        bias=-(height - moved) + 0.5,
        shift_a=(0.0, -moved),
        shift_b=(0.0, height - moved),
    )


TRANSITIONS: Mapping[str, TransitionFunction] = MappingProxyType(
    {
        "fade": _fade,
        "dissolve": _reveal("grain", 0.3),
        "fadeblack": _through(BLACK),
        "fadewhite": _through(WHITE),
        "wipeleft": _reveal("left", 0.004),
        "smoothleft": _reveal("left", 0.5),
        "slideup": _slide_up,
        "circleopen": _reveal("radius", 0.05),
    }
)


def way_in(p: float) -> Seam:
    """From black at the video's first frame, ``p`` from 0 to 1."""
    return Seam(weight_b=smoothstep(0, 1, p))


def way_out(p: float) -> Seam:
    """To black at the video's last frame, ``p`` from 0 to 1."""
    return Seam(weight_a=1 - smoothstep(0, 1, p))


# Fields: value 0–1 at canvas places (x, y), 0–1 from the left and top.
Field = Callable[[NDArray[np.float32], NDArray[np.float32], Size], NDArray[np.float32]]


def _radius(x: NDArray[np.float32], y: NDArray[np.float32], size: Size) -> NDArray[np.float32]:
    diagonal = math.hypot(*size) / 2
    across, down = (x - 0.5) * (size[0] / diagonal), (y - 0.5) * (size[1] / diagonal)
    return np.asarray(np.hypot(across, down), np.float32)


def _grain(x: NDArray[np.float32], y: NDArray[np.float32], size: Size) -> NDArray[np.float32]:
    """Noise in soft cells of a 240th of the height, its values spread evenly over 0–1."""
    cells = max(2, round(240 * size[0] / size[1])), 240
    noise = np.random.default_rng(7).random((cells[1], cells[0]), np.float32)
    place_x = (x * cells[0] - 0.5).astype(np.float32) * np.ones_like(y)
    place_y = (y * cells[1] - 0.5).astype(np.float32) * np.ones_like(x)
    smooth = cv2.remap(noise, place_x, place_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    # Interpolation draws values towards the middle; this spreads them again.
    return np.asarray(np.clip((smooth - 0.5) * 1.25 + 0.5, 0, 1), np.float32)


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "left": lambda x, y, size: 1 - x + np.zeros_like(y),
        "down": lambda x, y, size: y + np.zeros_like(x),
        "radius": _radius,
        "grain": _grain,
    }
)


@lru_cache(maxsize=4)
def field_planes(name: str, canvas: Size) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """A field as 16-bit planes for luma and for left-sited 4:2:0 chroma, 65535 = 1."""
    width, height = canvas
    return (
        _sampled(name, canvas, np.arange(width), np.arange(height)),
        _sampled(name, canvas, 2 * np.arange((width + 1) // 2), 2 * np.arange((height + 1) // 2) + 0.5),
    )


def _sampled(
    name: str, canvas: Size, columns: NDArray[np.generic], rows: NDArray[np.generic]
) -> NDArray[np.uint16]:
    x = ((columns.astype(np.float32) + 0.5) / canvas[0])[None, :].astype(np.float32)
    y = ((rows.astype(np.float32) + 0.5) / canvas[1])[:, None].astype(np.float32)
    return np.rint(FIELDS[name](x, y, canvas) * 65535).astype(np.uint16)
