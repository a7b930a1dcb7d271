"""Fields: at which moment each place of the canvas changes over in a reveal.

A field has a value of 0–1 at canvas places (x, y), given as shares of the width and height; places of
value 0 change over first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
U16 = NDArray[np.uint16]
Size = tuple[int, int]
Field = Callable[[F32, F32, Size], F32]

#: Cells of the grain in the canvas' height.
_GRAINS = 120
#: Slats of the slices, and how much longer than one slat takes, their whole row takes.
SLATS, _RUN = 10, 1.5
#: How much of the wind's front is its streaks.
STREAKS = 0.35


def _radius(x: F32, y: F32, size: Size) -> F32:
    diagonal = math.hypot(*size) / 2
    across, down = (x - 0.5) * (size[0] / diagonal), (y - 0.5) * (size[1] / diagonal)
    return np.asarray(np.hypot(across, down), np.float32)


def _angle(x: F32, y: F32, size: Size) -> F32:
    """Clockwise from the top, as the hand of a clock."""
    across, down = (x - 0.5) * size[0], (y - 0.5) * size[1]
    return np.asarray(np.arctan2(-across, down) / (2 * np.pi) + 0.5, np.float32)


def _grain(x: F32, y: F32, size: Size) -> F32:
    """Noise in soft cells of a 120th of the height, its values spread evenly over 0–1.

    Finer grain is not seen as finer, and costs an encoder much.
    """
    cells = max(2, round(_GRAINS * size[0] / size[1])), _GRAINS
    noise = np.random.default_rng(7).random((cells[1], cells[0]), np.float32)
    place_x = (x * cells[0] - 0.5).astype(np.float32) * np.ones_like(y)
    place_y = (y * cells[1] - 0.5).astype(np.float32) * np.ones_like(x)
    smooth = cv2.remap(noise, place_x, place_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    # Interpolation draws values towards the middle; this spreads them again.
    return np.asarray(np.clip((smooth - 0.5) * 1.25 + 0.5, 0, 1), np.float32)


def _hyperbola(across: F32, down: F32) -> F32:
    """Hyperbolas about a corner, as xfade's: by the product of two distances, spread evenly over 0–1.

    Of the unit square, ``1 − s + s · ln s`` has a larger product than s.
    """
    product = np.maximum(across * down, 1e-9)
    return np.asarray(1 - product + product * np.log(product), np.float32)


def _slats(along: F32) -> F32:
    """Slats that fold over one after the other, the first at 1.

    Source: FFmpeg's ``xfade``, hlslice: ``smoothstep(-0.5, 0, along - 1.5 · (1 - p)) > fract(10 · along)``,
    solved for p; the Hermite step is undone in closed form.
    """
    part = np.modf(along * SLATS)[0]
    undone = 0.5 - np.sin(np.arcsin(np.clip(1 - 2 * part, -1, 1)) / 3)
    # The first slat begins with the transition and the last ends with it.
    idle = 1 / (SLATS * _RUN)
    return np.asarray(((1 + undone / 2 - along) / _RUN - idle) / (1 - 2 * idle), np.float32)


def _streaks(along: F32, across: F32) -> F32:
    """A front with streaks of several widths."""
    places = np.linspace(0, 1, 2048)
    noise = _rough(places)
    low, high = float(noise.min()), float(noise.max())
    even = (_rough(across) - low) / (high - low)
    return np.asarray(along * (1 - STREAKS) + np.clip(even, 0, 1) * STREAKS, np.float32)


def _rough(places: NDArray[np.floating]) -> NDArray[np.float64]:
    rng = np.random.default_rng(11)
    total = np.zeros(places.shape)
    for cells, weight in ((270, 0.5), (90, 0.3), (27, 0.2)):
        total += weight * np.interp(places * cells, np.arange(cells + 1), rng.random(cells + 1))
    return total


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "left": lambda x, y, size: 1 - x + np.zeros_like(y),
        "right": lambda x, y, size: x + np.zeros_like(y),
        "up": lambda x, y, size: 1 - y + np.zeros_like(x),
        "down": lambda x, y, size: y + np.zeros_like(x),
        "top-left": lambda x, y, size: 1 - np.maximum(x, y),
        "top-right": lambda x, y, size: 1 - np.maximum(1 - x, y),
        "bottom-left": lambda x, y, size: 1 - np.maximum(x, 1 - y),
        "bottom-right": lambda x, y, size: 1 - np.maximum(1 - x, 1 - y),
        "hyperbola-tl": lambda x, y, size: _hyperbola(x, y),
        "hyperbola-tr": lambda x, y, size: _hyperbola(1 - x, y),
        "hyperbola-bl": lambda x, y, size: _hyperbola(x, 1 - y),
        "hyperbola-br": lambda x, y, size: _hyperbola(1 - x, 1 - y),
        "across": lambda x, y, size: np.abs(2 * x - 1) + np.zeros_like(y),
        "upright": lambda x, y, size: np.abs(2 * y - 1) + np.zeros_like(x),
        "box": lambda x, y, size: np.maximum(np.abs(2 * x - 1), np.abs(2 * y - 1)),
        "radius": _radius,
        "angle": _angle,
        "grain": _grain,
        "slats-left": lambda x, y, size: _slats(x) + np.zeros_like(y),
        "slats-right": lambda x, y, size: _slats(1 - x) + np.zeros_like(y),
        "slats-up": lambda x, y, size: _slats(y) + np.zeros_like(x),
        "slats-down": lambda x, y, size: _slats(1 - y) + np.zeros_like(x),
        "wind-left": lambda x, y, size: _streaks(1 - x, y),
        "wind-right": lambda x, y, size: _streaks(x, y),
        "wind-up": lambda x, y, size: _streaks(1 - y, x),
        "wind-down": lambda x, y, size: _streaks(y, x),
    }
)


@lru_cache(maxsize=2)
def field_planes(name: str, canvas: Size) -> tuple[U16, U16]:
    """A field as 16-bit planes for luma and for left-sited 4:2:0 chroma, 65535 = 1."""
    width, height = canvas
    return (
        _sampled(name, canvas, np.arange(width), np.arange(height)),
        _sampled(name, canvas, 2 * np.arange((width + 1) // 2), 2 * np.arange((height + 1) // 2) + 0.5),
    )


def _sampled(name: str, canvas: Size, columns: NDArray[np.generic], rows: NDArray[np.generic]) -> U16:
    x = ((columns.astype(np.float32) + 0.5) / canvas[0])[None, :].astype(np.float32)
    y = ((rows.astype(np.float32) + 0.5) / canvas[1])[:, None].astype(np.float32)
    return np.rint(np.clip(FIELDS[name](x, y, canvas), 0, 1) * 65535).astype(np.uint16)
