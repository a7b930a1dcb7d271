"""The ground of an end card: the logo's own, else a dark tint of the photos' colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoplay.errors import BrokenMedia
from photoplay.media.colour import to_rgb
from photoplay.media.probe import probe_with_small
from photoplay.media.record import MediaRecord
from photoplay.timeline.generated import Card

Rgb = tuple[int, int, int]

#: Lightness of a dark ground at its top and bottom, and most of its chroma; OKLab. Source: ours, by eye:
#: white words and light logos stand on it, and it still has the photos' warmth.
_TOP, _LOW, _MOST_CHROMA = 0.27, 0.17, 0.045
#: Up to this luma a ground counts as dark, 0–255.
_DARK_LUMA = 60
_NEUTRAL = np.zeros(2)
#: Longer side of a film's picture that is looked at, pixels.
_SMALL = 320

#: Source: B. Ottosson, "A perceptual color space for image processing", 2020.
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def card_for(logo: MediaRecord | None, photo: MediaRecord | None = None) -> Card:
    """The card that closes a video.

    Args:
        logo: Shown on it; one with a flat border is continued in its colour.
        photo: The last photo or film of the video: its colour tints dark grounds. None: they are grey.

    Raises:
        MediaError: The photo cannot be read.
    """
    own = logo.background if logo is not None else None
    name = logo.id if logo is not None else None
    if own is not None and logo is not None and not (logo.has_alpha and _luma(own) <= _DARK_LUMA):
        return Card(hex_of(own), logo=name)
    tint = _NEUTRAL if photo is None else tint_of(_small(photo))
    return Card(hex_of(_rgb(_TOP, tint)), hex_of(_rgb(_LOW, 0.8 * tint)), name)


def _small(record: MediaRecord) -> NDArray[np.uint8]:
    """A photo, or the middle picture of a film, small; uint8 (h, w, 3) of sRGB.

    Raises:
        MediaError: It cannot be read.
    """
    if record.film is None:
        return probe_with_small(record.path)[1].rgb
    # Decoders of film are heavy to import.
    from photoplay.media.videos import pictures

    scale = _SMALL / max(record.width, record.height)
    width, height = (max(2, round(side * min(1.0, scale)) // 2 * 2) for side in (record.width, record.height))
    middle_us = record.film.duration_ms * 500
    for _, planes in pictures(
        record.path, record.format, from_us=middle_us, size=(width, height), name=record.name
    ):
        return to_rgb(planes)
    raise BrokenMedia(f"{record.name} has no pictures.", name=record.name)


def tint_of(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The prevailing colour of a picture: OKLab's a and b, (2,), at most ``_MOST_CHROMA`` long.

    Colourful places count more than grey ones.

    Args:
        rgb: sRGB, uint8 (H, W, 3).
    """
    lab = _oklab(rgb[::2, ::2].reshape(-1, 3))
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    mean = (lab[:, 1:] * chroma[:, None]).sum(0) / max(float(chroma.sum()), 1e-6)
    length = float(np.hypot(*mean))
    return np.asarray(mean * min(1.0, _MOST_CHROMA / max(length, 1e-6)))


def hex_of(rgb: Rgb) -> str:
    """A colour as "#rrggbb"."""
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def _luma(rgb: Rgb) -> float:
    return float(np.dot(rgb, (0.2126, 0.7152, 0.0722)))


def _oklab(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    code = rgb / 255
    light = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(light @ _TO_LMS.T) @ _TO_LAB.T)


def _rgb(lightness: float, tint: NDArray[np.float64]) -> Rgb:
    """sRGB of a colour in OKLab, clipped to what screens show."""
    lms = np.linalg.solve(_TO_LAB, np.array([lightness, *tint])) ** 3
    light = np.clip(np.linalg.solve(_TO_LMS, lms), 0, 1)
    code = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    red, green, blue = (int(value) for value in np.rint(code * 255))
    return red, green, blue
