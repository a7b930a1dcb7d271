"""Light on the film: a warm leak that moves across, and a burn that covers the change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.media.colour import code_of
from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.effects.small import lay_light
from photoplay.render.transitions.seam import smoothstep

F32 = NDArray[np.float32]

#: Light is soft: it is drawn at this part of the canvas' size.
_SHRINK = 16

#: A leak's streaks: where each starts and how far it goes (parts of the width), its half width, its
#: slant, its strength, and when it is brightest.
_STREAKS = (
    (-0.45, 1.60, 0.26, 0.30, 1.05, 0.50),
    (-0.20, 1.55, 0.07, -0.22, 0.75, 0.44),
    (0.05, 1.05, 0.12, 0.12, 0.45, 0.58),
)
#: Colours by the strength of light, sRGB: the rim is deep, the core nearly white.
_LEAK = ((0.0, (255, 60, 20)), (0.35, (255, 105, 30)), (0.7, (255, 175, 85)), (1.0, (255, 238, 205)))
_BURN = (
    (0.0, (110, 14, 4)), (0.2, (190, 42, 6)), (0.42, (250, 110, 15)), (0.68, (255, 212, 110)), (1.0, (255, 250, 235)),
)  # fmt: skip
#: The flash of a burn: how long all is white, in parts of the transition.
_WHITE = 0.06


def leak(drawing: Drawing) -> None:
    """Warm light sweeps from left to right while the pictures fade below it.

    Light adds to what is there: luma goes towards white as far as the light's own luma reaches
    (a "screen"), chroma towards the light's colour.
    """
    share = smoothstep(0.25, 0.75, drawing.p)
    strength = _leaking(drawing.p, drawing.size)
    luma, cb, cr = _ramp(strength, _LEAK)
    bright = strength * (luma - 16) / np.float32(219)
    tinted = np.float32(0.75) * np.asarray(np.sqrt(strength), np.float32)
    layers = (bright, 235 * bright), (tinted, tinted * cb), (tinted, tinted * cr)
    _lay(drawing, share, layers)


def burn(drawing: Drawing) -> None:
    """The film burns from one side in ragged spots, until all is white; the next picture comes out of it."""
    p = drawing.p
    share = smoothstep(0.5 - _WHITE / 2, 0.5 + _WHITE / 2, p)
    # Heat 0–1 as the distance in time from the flash; what burns first is what cools last.
    heat = (1 - max(abs(p - 0.5) - _WHITE / 2, 0) / (0.5 - _WHITE / 2)) ** 2.4
    height, width = _small(drawing.size)
    side = np.linspace(1, 0, width, dtype=np.float32)[None, :]
    side = side if p < 0.5 else 1 - side
    ground = 0.65 * _clouds(height, width, 2.2 * p) + 0.35 * side
    strength = np.clip((2.4 * heat - 1 + 0.95 * ground) / 1.6, smoothstep(0.88, 1, heat), 1)
    # The glow around what burns is seen before it burns.
    alpha = np.clip(4 * strength, 0, 1)
    _lay(drawing, share, tuple((alpha, alpha * codes) for codes in _ramp(strength, _BURN)))


def _small(size: tuple[int, int]) -> tuple[int, int]:
    return max(2, -(-size[1] // _SHRINK)), max(2, -(-size[0] // _SHRINK))


def _leaking(p: float, size: tuple[int, int]) -> F32:
    """Strength of the leak, 0–1, float32 at a small size."""
    height, width = _small(size)
    x = ((np.arange(width, dtype=np.float32) + 0.5) / width)[None, :]
    y = ((np.arange(height, dtype=np.float32) + 0.5) / height)[:, None]
    total = np.zeros((height, width), np.float32)
    for start, way, half, slant, most, when in _STREAKS:
        middle = start + way * p + slant * (y - 0.5)
        bright = most * math.sin(math.pi * p) ** 2 * math.exp(-(((p - when) / 0.35) ** 2))
        total += np.float32(bright) * np.exp(-(((x - middle) / half) ** 2))
    total *= 0.55 + 0.8 * _clouds(height, width, 1.5 * p)
    return np.asarray(1 - np.exp(-1.3 * total), np.float32)


@lru_cache(maxsize=4)
def _noise(seed: int, cells: int) -> F32:
    return np.random.default_rng(seed).random((3, cells, cells), np.float32)


def _clouds(height: int, width: int, at: float) -> F32:
    """Drifting soft noise, 0–1; ``at`` moves through it."""
    total = np.zeros((height, width), np.float32)
    for seed, (cells, weight) in enumerate(((4, 0.45), (9, 0.28), (19, 0.17), (41, 0.10))):
        knots = _noise(seed, cells)
        first = int(at) % 3
        part = np.float32(smoothstep(0, 1, at - int(at)))
        mixed = knots[first] * (1 - part) + knots[(first + 1) % 3] * part
        down = max(2, round(cells * height / max(width, height)))
        total += np.float32(weight) * cv2.resize(mixed[:down], (width, height), interpolation=cv2.INTER_CUBIC)
    low, high = 0.25, 0.75
    return np.asarray(np.clip((total - low) / (high - low), 0, 1), np.float32)


def _ramp(strength: F32, ramp: tuple[tuple[float, tuple[int, int, int]], ...]) -> tuple[F32, F32, F32]:
    """The codes of a ramp's colours at strengths of 0–1."""
    stops = [stop for stop, _ in ramp]
    codes = np.array([code_of(colour) for _, colour in ramp])
    luma, cb, cr = (np.interp(strength, stops, codes[:, index]).astype(np.float32) for index in range(3))
    return luma, cb, cr


def _lay(
    drawing: Drawing, share: float, layers: Sequence[tuple[NDArray[np.floating], NDArray[np.floating]]]
) -> None:
    """Light over the two pictures mixed by ``share``: how much it covers, and its codes times that."""
    planes = zip(drawing.a, drawing.b, drawing.out, layers, strict=True)
    for index, (a, b, out, (alpha, light)) in enumerate(planes):
        lay_light(a, b, (1 - share, share), alpha, light, out, index)
