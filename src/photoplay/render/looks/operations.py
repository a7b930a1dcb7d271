"""What looks are made of: functions from colours to colours, float32 ``(n, 3)`` of sRGB codes 0–1.

All go on smoothly a little beyond 0 and 1, because tables of colours are sampled there too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from photoplay.media.cielab import coded_of, linear_of
from photoplay.media.colour import KB, KG, KR

F32 = NDArray[np.float32]
Points = tuple[tuple[float, float], ...]

_WEIGHTS = np.array([KR, KG, KB], np.float32)
#: Linear sRGB to the cones' answers, and from their cube roots to L, a, b. Source: B. Ottosson, "A perceptual
#: color space for image processing" (2020).
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_OPPONENTS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_CONES, _OPPONENTS = _TO_CONES.T.astype(np.float32), _TO_OPPONENTS.T.astype(np.float32)
_FROM_OPPONENTS = np.linalg.inv(_TO_OPPONENTS).T.astype(np.float32)
_FROM_CONES = np.linalg.inv(_TO_CONES).T.astype(np.float32)

#: Where skin of every tone lies in Oklab: hue in degrees and how far around it, chroma, lightness.
_SKIN_HUE, _SKIN_SPREAD = 54.0, 26.0
#: The same of blue skies.
_SKY_HUE, _SKY_SPREAD = 253.0, 28.0


def luma_of(rgb: F32) -> F32:
    """Luma ``(n, 1)``."""
    return np.asarray((rgb @ _WEIGHTS)[:, None], np.float32)


def oklab_of(rgb: F32) -> F32:
    """Oklab L (0–1), a, b."""
    return np.asarray(np.cbrt(linear_of(rgb) @ _CONES) @ _OPPONENTS, np.float32)


def rgb_of(oklab: F32) -> F32:
    """The inverse of ``oklab_of``."""
    return coded_of(np.asarray((oklab @ _FROM_OPPONENTS) ** 3 @ _FROM_CONES, np.float32))


def mixed(before: F32, after: F32, share: float | F32) -> F32:
    """``share`` of the way from one to the other."""
    return np.asarray(before + (after - before) * np.float32(share), np.float32)


def ramp(x: F32, start: float, end: float) -> F32:
    """0 up to ``start``, 1 from ``end`` on, smooth between (and the other way round when ``end`` is less)."""
    t = np.clip((x - np.float32(start)) / np.float32(end - start), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


@lru_cache(maxsize=64)
def _curve_table(points: Points) -> F32:
    """A curve through points at 1025 places: cubic between them, never turning back.

    Source: F. N. Fritsch, J. Butland, "A method for constructing local monotone piecewise cubic
    interpolants" (1984).
    """
    x, y = np.array(points, np.float64).T
    steps, slopes = np.diff(x), np.diff(y) / np.diff(x)
    inner = np.zeros(x.size - 2)
    rising = slopes[:-1] * slopes[1:] > 0
    w1, w2 = 2 * steps[1:] + steps[:-1], steps[1:] + 2 * steps[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (w1 + w2) / (w1 / slopes[:-1] + w2 / slopes[1:])
    inner[rising] = mean[rising]
    tangents = np.concatenate([[slopes[0]], inner, [slopes[-1]]])
    at = np.linspace(0, 1, 1025)
    k = np.clip(np.searchsorted(x, at, side="right") - 1, 0, x.size - 2)
    t, h = (at - x[k]) / steps[k], steps[k]
    value = (
        (1 + 2 * t) * (1 - t) ** 2 * y[k]
        + t * (1 - t) ** 2 * h * tangents[k]
        + t * t * (3 - 2 * t) * y[k + 1]
        + t * t * (t - 1) * h * tangents[k + 1]
    )
    return np.asarray(value, np.float32)


def curve(x: F32, points: Sequence[tuple[float, float]]) -> F32:
    """Values through a tone curve given by points from x = 0 to x = 1; straight on beyond them."""
    table = _curve_table(tuple(points))
    place = np.clip(x, 0, 1) * np.float32(1024)
    k = np.minimum(place.astype(np.int32), 1023)
    low, high = table[k], table[k + 1]
    inner = low + (high - low) * (place - k)
    slope = np.where(x < 0, (table[8] - table[0]) * 128, (table[1024] - table[1016]) * 128)
    return np.asarray(inner + slope * (x - np.clip(x, 0, 1)), np.float32)


def curved(rgb: F32, points: Sequence[tuple[float, float]], purity: float = 0.5) -> F32:
    """A picture through a tone curve.

    Args:
        purity: 0 changes luma alone, 1 each of red, green, blue by itself, which also changes how
            strong colours are, as film does.
    """
    luma = luma_of(rgb)
    by_luma = rgb + (curve(luma, points) - luma)
    return by_luma if purity == 0 else mixed(by_luma, curve(rgb, points), purity)


def contrasted(rgb: F32, strength: float, pivot: float = 0.47, purity: float = 0.5) -> F32:
    """An S-curve about ``pivot``, ends fixed. ``strength`` −1 (flat) to 1 (steep)."""
    low, high = pivot * 0.5, 1 - (1 - pivot) * 0.5
    push = 0.085 * strength
    points = ((0.0, 0.0), (low, low - push), (pivot, pivot), (high, high + push), (1.0, 1.0))
    return curved(rgb, points, purity)


def lightened(rgb: F32, strength: float, purity: float = 0.6) -> F32:
    """Lighter (to 1) or darker (to −1) in the middle; black and white stay.

    Source: C. Schlick's bias function, Graphics Gems IV (1994).
    """
    bias = 0.5 + 0.5 * strength
    factor = 1 / bias - 2

    def bent(x: F32) -> F32:
        inner = np.clip(x, 0, 1)
        value = inner / (factor * (1 - inner) + 1)
        slope = np.where(x < 0, 1 / (factor + 1), factor + 1)
        return np.asarray(value + slope * (x - inner), np.float32)

    luma = luma_of(rgb)
    return mixed(rgb + (bent(luma) - luma), bent(rgb), purity)


def saturated(rgb: F32, factor: float, weak: float = 0.0) -> F32:
    """Colours ``factor`` times as strong; ``weak`` more where they are weak, and less on skin.

    Around luma, so that lightness stays.
    """
    luma = luma_of(rgb)
    scale = np.full_like(luma, factor)
    if weak:
        lab = oklab_of(rgb)
        chroma = np.hypot(lab[:, 1:2], lab[:, 2:3])
        scale += np.float32(weak) * (1 - ramp(chroma, 0.02, 0.22)) * (1 - np.float32(0.6) * skin_of(lab))
    return np.asarray(luma + (rgb - luma) * scale, np.float32)


def lit(rgb: F32, gains: tuple[float, float, float], keep_white: float = 0.0) -> F32:
    """Light of another colour: linear red, green and blue times ``gains``, greys no lighter or darker.

    Args:
        keep_white: How far near-white, 0–1, stays as it is, so that white things stay white.
    """
    own = np.array(gains, np.float32)
    out = coded_of(np.asarray(linear_of(rgb) * (own / (own @ _WEIGHTS)), np.float32))
    if not keep_white:
        return out
    kept = np.float32(keep_white) * ramp(rgb.min(axis=1, keepdims=True), 0.72, 0.98)
    return mixed(out, rgb, kept)


def warmth(strength: float) -> tuple[float, float, float]:
    """Gains of linear light for warmer (to 1) or cooler (to −1) light, along daylight's own line."""
    return float(np.exp(0.34 * strength)), 1.0, float(np.exp(-0.52 * strength))


def tinted(rgb: F32, ab: tuple[float, float], where: F32) -> F32:
    """Oklab a and b moved by ``ab`` times ``where`` ``(n, 1)``."""
    lab = oklab_of(rgb)
    lab[:, 1:] += where * np.array(ab, np.float32)
    return rgb_of(lab)


def skin_of(lab: F32) -> F32:
    """How much like skin a colour is, 0–1, ``(n, 1)``.

    Args:
        lab: Oklab ``(n, 3)``.
    """
    light, chroma = lab[:, 0:1], np.hypot(lab[:, 1:2], lab[:, 2:3])
    hue = np.degrees(np.arctan2(lab[:, 2:3], lab[:, 1:2]))
    near = np.exp(-(((hue - np.float32(_SKIN_HUE)) / np.float32(_SKIN_SPREAD)) ** 2))
    some = ramp(chroma, 0.012, 0.045) * ramp(chroma, 0.21, 0.14)
    return np.asarray(near * some * ramp(light, 0.2, 0.38), np.float32)


def sky_of(lab: F32) -> F32:
    """How much like a blue sky a colour is, 0–1, ``(n, 1)``."""
    light, chroma = lab[:, 0:1], np.hypot(lab[:, 1:2], lab[:, 2:3])
    hue = np.degrees(np.arctan2(lab[:, 2:3], lab[:, 1:2])) % 360
    near = np.exp(-(((hue - np.float32(_SKY_HUE)) / np.float32(_SKY_SPREAD)) ** 2))
    return np.asarray(near * ramp(chroma, 0.01, 0.05) * ramp(light, 0.3, 0.5), np.float32)


def with_skin_kept(before: F32, after: F32, share: float) -> F32:
    """``after`` with the hue of skin brought ``share`` of the way back to what it was ``before``.

    Half of that share it also gets back of what it has lost of its strength: nobody turns grey.
    """
    return _hues_kept(before, after, lambda lab: skin_of(lab) * np.float32(share))


def with_skin_and_sky_kept(before: F32, after: F32, skin: float, sky: float) -> F32:
    """The same for skin and for blue skies, which yellow light would turn green."""
    return _hues_kept(
        before, after, lambda lab: skin_of(lab) * np.float32(skin) + sky_of(lab) * np.float32(sky)
    )


def _hues_kept(before: F32, after: F32, share: Callable[[F32], F32]) -> F32:
    old, new = oklab_of(before), oklab_of(after)
    turn = np.arctan2(old[:, 2], old[:, 1]) - np.arctan2(new[:, 2], new[:, 1])
    turn = (turn + np.float32(np.pi)) % np.float32(2 * np.pi) - np.float32(np.pi)
    turn = turn * share(old)[:, 0]
    a, b = new[:, 1].copy(), new[:, 2].copy()
    cos, sin = np.cos(turn), np.sin(turn)
    chroma, had = np.hypot(a, b), np.hypot(old[:, 1], old[:, 2])
    lost = np.maximum(had - chroma, 0) * share(old)[:, 0] * np.float32(0.5)
    stronger = 1 + lost / np.maximum(chroma, np.float32(0.01))
    new[:, 1], new[:, 2] = (a * cos - b * sin) * stronger, (a * sin + b * cos) * stronger
    return rgb_of(new)


def within_gamut(before: F32, after: F32) -> F32:
    """``after`` with colours drawn in to what a screen can show, along the line to grey of the same luma.

    The nearer a colour was to the edge, the less of what it gains is left: nothing is cut off hard, and
    what was not changed is not touched, even where it was outside (such colours are neighbours in a table).
    """
    luma, grey, reach = _reach(after)
    had = _reach(before)[2]
    gain = np.maximum(reach - had, 0)
    room = np.maximum(1 - had, np.float32(-0.15))
    kept = room * (1 - np.exp(-gain / np.maximum(np.abs(room), np.float32(1e-6))))
    wanted = np.where(reach > had, had + kept, reach)
    return np.asarray(grey + (after - luma) * (wanted / np.maximum(reach, np.float32(1e-6))), np.float32)


def _reach(rgb: F32) -> tuple[F32, F32, F32]:
    """Luma, the same within 0–1, and how far a colour is from it, 1 at the edge of what can be shown."""
    luma = luma_of(rgb)
    grey = np.clip(luma, 0, 1)
    part = rgb - luma
    tiny = np.float32(2e-3)
    up = part.max(axis=1, keepdims=True) / np.maximum(1 - grey, tiny)
    down = -part.min(axis=1, keepdims=True) / np.maximum(grey, tiny)
    return luma, grey, np.asarray(np.maximum(up, down), np.float32)
