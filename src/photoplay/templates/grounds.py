"""Colours taken from what is shown: the ground of an end card, and the accent of badges.

A card continues a logo's own flat ground; else it is dark, with a tint of the photos' colour.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from photoplay.media.record import MediaRecord
from photoplay.timeline.generated import Card

Rgb = tuple[int, int, int]
F64 = NDArray[np.float64]

#: Lightness of a dark ground at its top and bottom, and most of its chroma; OKLab. Source: ours, by eye:
#: white words and light logos stand on it, and it still has the photos' warmth.
TOP, LOW, MOST_CHROMA = 0.27, 0.17, 0.045
#: Lightness of a light ground.
_LIGHT_TOP = 0.965
#: Up to this luma a ground counts as dark, 0–255.
_DARK_LUMA = 60
NEUTRAL = np.zeros(2)
#: Mean colours of photos are paler than what one sees in them: so much stronger they tint a ground.
_STRONGER = 1.6
#: Mean chroma (OKLab) from which photos have a colour of their own; lightness and chroma of an accent: white
#: words on it have a contrast of 4.5 in every hue.
_COLOURFUL, _ACCENT_LIGHTNESS, _ACCENT_CHROMA = 0.018, 0.53, 0.135

#: Source: B. Ottosson, "A perceptual color space for image processing", 2020: from linear sRGB and from XYZ.
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_XYZ_TO_LMS = np.array(
    [
        [0.8189330101, 0.3618667424, -0.1288597137],
        [0.0329845436, 0.9293118715, 0.0361456387],
        [0.0482003018, 0.2643662691, 0.6338517070],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_D65 = np.array([0.95047, 1.0, 1.08883])


def card_on(logo: MediaRecord | None, tint: F64 = NEUTRAL) -> Card:
    """The card that closes a video.

    Args:
        logo: Shown on it; one with a flat border is continued in its colour.
        tint: Of dark grounds, OKLab's a and b; see ``tint_of_photos``.
    """
    own = logo.background if logo is not None else None
    name = logo.id if logo is not None else None
    if own is not None and logo is not None and not (logo.has_alpha and luma_of(own) <= _DARK_LUMA):
        return Card(hex_of(own), logo=name)
    return card_in("dark", name, tint)


def card_in(color: str, logo: str | None, tint: F64 = NEUTRAL) -> Card:
    """The card that closes a video on a ground that somebody asked for.

    Args:
        color: "#rrggbb", "dark" or "light".
        logo: Asset id of the logo on it; None: none is.
        tint: Of dark and light grounds, OKLab's a and b; see ``tint_of_photos``.
    """
    if color == "light":
        return Card(hex_of(rgb_of(_LIGHT_TOP, 0.2 * tint)), logo=logo)
    if color == "dark":
        return Card(hex_of(rgb_of(TOP, tint)), hex_of(rgb_of(LOW, 0.8 * tint)), logo)
    return Card(color, logo=logo)


def tint_of_photos(records: Sequence[MediaRecord]) -> F64:
    """The colour that photos have in common, by what was found at import: OKLab's a and b, (2,).

    Grey where they have none in common; at most ``MOST_CHROMA`` long.
    """
    mean = _mean_chroma(records) * _STRONGER
    length = float(np.hypot(*mean))
    return np.asarray(mean * min(1.0, MOST_CHROMA / max(length, 1e-6)))


def accent_of_photos(records: Sequence[MediaRecord]) -> str | None:
    """A strong colour in the photos' hue, "#rrggbb", on which white words read; None: they have no hue."""
    mean = _mean_chroma(records)
    length = float(np.hypot(*mean))
    if length < _COLOURFUL:
        return None
    return hex_of(rgb_of(_ACCENT_LIGHTNESS, mean / length * _ACCENT_CHROMA))


def hex_of(rgb: Rgb) -> str:
    """A colour as "#rrggbb"."""
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def oklab_of(rgb: NDArray[np.uint8]) -> F64:
    """OKLab of sRGB codes, uint8 (…, 3)."""
    code = rgb / 255
    light = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(light @ _TO_LMS.T) @ _TO_LAB.T)


def rgb_of(lightness: float, tint: F64) -> Rgb:
    """sRGB of a colour in OKLab, clipped to what screens show."""
    lms = np.linalg.solve(_TO_LAB, np.array([lightness, *tint])) ** 3
    light = np.clip(np.linalg.solve(_TO_LMS, lms), 0, 1)
    code = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    red, green, blue = (int(value) for value in np.rint(code * 255))
    return red, green, blue


def luma_of(rgb: Rgb) -> float:
    """Coded luma of a colour, 0–255."""
    return float(np.dot(rgb, (0.2126, 0.7152, 0.0722)))


def _mean_chroma(records: Sequence[MediaRecord]) -> F64:
    """OKLab's a and b of the photos' mean colours, colourful ones counting more."""
    tones = [record.tone.mean for record in records if record.tone is not None and not record.is_graphic]
    if not tones:
        return NEUTRAL
    chroma = _oklab_of_cie(np.array(tones))[:, 1:]
    weight = np.hypot(chroma[:, 0], chroma[:, 1])
    return np.asarray((chroma * weight[:, None]).sum(0) / max(float(weight.sum()), 1e-6))


def _oklab_of_cie(lab: F64) -> F64:
    """OKLab of CIE L*a*b* (D65), (…, 3). Source: CIE 15:2004 for the way to XYZ."""
    y = (lab[..., 0] + 16) / 116
    root = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    cube = root**3
    xyz = np.where(cube > 216 / 24389, cube, (116 * root - 16) * 27 / 24389) * _D65
    return np.asarray(np.cbrt(xyz @ _XYZ_TO_LMS.T) @ _TO_LAB.T)
