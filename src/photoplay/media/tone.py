"""What a picture's light is like: its range, its mean colour, and the colour of what lit it.

The light's colour is found twice: from what is nearly grey, and from edges, whose differences are grey on
the whole (so that neither a sky nor a face, smooth as they are, counts as a cast). Where both agree and
much is nearly grey, the guess is certain. A print that is toned all over keeps its tone.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from photoplay.media.cielab import lab_of, linear_of
from photoplay.media.colour import KB, KG, KR
from photoplay.media.record import Tone

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]

#: So many samples of a picture are enough.
_SAMPLES = 8_000
#: Share of samples beyond the black and the white point.
_BEYOND = 0.004
#: Codes at which a channel counts as clipped.
_CLIPPED_LOW, _CLIPPED_HIGH = 2, 253
#: Chroma (CIE) within which a colour may be grey under coloured light.
_NEARLY_GREY = 12.0
#: L* between which light can be told.
_TOO_DARK, _DARK, _LIGHT, _TOO_LIGHT = 12.0, 28.0, 92.0, 98.0
#: Share of nearly grey samples that is as good as all.
_ENOUGH_GREY = 0.3
#: Natural logarithm of the ratio between both guesses at which nothing is certain any more.
_DISAGREEING = 0.16
#: Chroma and hues of strong warm light: sunsets, candles, lamps at night.
_GLOW_CHROMA, _GLOW_HUES = 34.0, (15.0, 95.0)
#: Mean chroma left, when the cast is taken away, below which a picture has one tone all over.
_ONE_TONE = 3.0
_DIGITS = 4


def tone_of(rgb: U8) -> Tone:
    """The tone of a picture.

    Args:
        rgb: sRGB uint8 ``(H, W, 3)``, some hundred pixels wide.
    """
    step = max(1, round((rgb.shape[0] * rgb.shape[1] / _SAMPLES) ** 0.5))
    thin = np.ascontiguousarray(rgb[step // 2 :: step, step // 2 :: step])
    if not thin.size:
        thin = rgb
    linear = _light_table()[thin]
    lab = lab_of(linear)
    whole = (thin.max(axis=2) <= _CLIPPED_HIGH) & (thin.max(axis=2) > _CLIPPED_LOW)
    kept = lab[whole] if whole.sum() >= 0.02 * whole.size else lab.reshape(-1, 3)
    black, white = _range_of(thin)
    light, certainty = _light_of(linear, lab, whole)
    mean = tuple(round(float(value), 2) for value in kept.mean(axis=0))
    return Tone(black, white, (mean[0], mean[1], mean[2]), light, certainty)


@cache
def _light_table() -> F32:
    return linear_of(np.arange(256, dtype=np.float32) / np.float32(255))


def _range_of(rgb: U8) -> tuple[float, float]:
    """Coded luma below and above which next to nothing lies."""
    luma = (rgb @ np.array([KR, KG, KB], np.float32) + np.float32(0.5)).astype(np.uint8)
    reached = np.cumsum(np.bincount(luma.reshape(-1), minlength=256)) / luma.size
    black = int(np.searchsorted(reached, _BEYOND, side="right"))
    white = int(np.searchsorted(reached, 1 - _BEYOND, side="left"))
    return round(min(black, white) / 255, _DIGITS), round(white / 255, _DIGITS)


def _light_of(linear: F32, lab: F32, whole: NDArray[np.bool_]) -> tuple[tuple[float, float, float], float]:
    """The light's colour, and how certain it is."""
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    lightness = lab[..., 0]
    seen = whole * np.clip((lightness - _TOO_DARK) / (_DARK - _TOO_DARK), 0, 1)
    seen = seen * np.clip((_TOO_LIGHT - lightness) / (_TOO_LIGHT - _LIGHT), 0, 1)
    total = float(seen.sum())
    if total < 0.01 * seen.size:
        return (1.0, 1.0, 1.0), 0.0
    weight = seen * np.exp(-((chroma / np.float32(_NEARLY_GREY)) ** 2))
    by_grey = _chromaticity(linear, weight)
    by_edges = _edge_chromaticity(linear, whole)
    if by_grey is None or by_edges is None:
        return (1.0, 1.0, 1.0), 0.0
    apart = float(np.abs(np.log(by_grey / by_edges)).max())
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    glows = (chroma > _GLOW_CHROMA) & (hue > _GLOW_HUES[0]) & (hue < _GLOW_HUES[1])
    certainty = min(1.0, float(weight.sum()) / total / _ENOUGH_GREY)
    certainty *= max(0.0, 1 - apart / _DISAGREEING) * max(0.0, 1 - 3 * float((glows * seen).sum()) / total)
    light = by_grey / by_grey.mean()
    if _is_toned(linear, chroma, seen, light):
        certainty = 0.0
    r, g, b = (round(float(value), _DIGITS) for value in light)
    return (r, g, b), round(certainty, _DIGITS)


def _chromaticity(linear: F32, weight: F32) -> F32 | None:
    """Mean red, green and blue of samples, each counted by its weight and not by its brightness."""
    total = float(weight.sum())
    if total < 1e-3 * weight.size:
        return None
    brightness = np.maximum(linear.mean(axis=2), np.float32(1e-4))
    return np.asarray(np.einsum("ijk,ij->k", linear, weight / brightness) / total, np.float32)


def _edge_chromaticity(linear: F32, whole: NDArray[np.bool_]) -> F32 | None:
    """Mean red, green and blue of the differences between neighbours.

    Source: J. van de Weijer, T. Gevers, A. Gijsenij, "Edge-based color constancy" (2007).
    """
    across = np.abs(np.diff(linear, axis=1)) * (whole[:, 1:] & whole[:, :-1])[..., None]
    down = np.abs(np.diff(linear, axis=0)) * (whole[1:] & whole[:-1])[..., None]
    both = across.sum(axis=(0, 1)) + down.sum(axis=(0, 1))
    if both.min() < 1e-3:
        return None
    return np.asarray(both / both.mean(), np.float32)


def _is_toned(linear: F32, chroma: F32, seen: F32, light: F32) -> bool:
    """Whether a picture has a colour, but only one: a sepia print, a blue duotone."""
    left = lab_of(linear / light)
    rest = float((np.hypot(left[..., 1], left[..., 2]) * seen).sum() / seen.sum())
    had = float((chroma * seen).sum() / seen.sum())
    return had > _ONE_TONE and rest < min(_ONE_TONE, 0.5 * had)
