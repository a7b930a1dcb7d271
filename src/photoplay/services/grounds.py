"""The ground of an end card by the pixels of a photo: the logo's own, else a dark tint of the photo's colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoplay.errors import BrokenMedia
from photoplay.media.colour import to_rgb
from photoplay.media.probe import probe_with_small
from photoplay.media.record import MediaRecord
from photoplay.templates.grounds import MOST_CHROMA, card_on, oklab_of
from photoplay.timeline.generated import Card

#: Longer side of a film's picture that is looked at, pixels.
_SMALL = 320


def card_for(logo: MediaRecord | None, photo: MediaRecord | None = None) -> Card:
    """The card that closes a video.

    Args:
        logo: Shown on it; one with a flat border is continued in its colour.
        photo: The last photo or film of the video: its colour tints dark grounds. None: they are grey.

    Raises:
        MediaError: The photo cannot be read.
    """
    card = card_on(logo)
    if photo is None or card.ground_to is None:
        return card
    return card_on(logo, tint_of(_small(photo)))


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
    """The prevailing colour of a picture: OKLab's a and b, (2,), at most ``MOST_CHROMA`` long.

    Colourful places count more than grey ones.

    Args:
        rgb: sRGB, uint8 (H, W, 3).
    """
    lab = oklab_of(rgb[::2, ::2].reshape(-1, 3))
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    mean = (lab[:, 1:] * chroma[:, None]).sum(0) / max(float(chroma.sum()), 1e-6)
    length = float(np.hypot(*mean))
    return np.asarray(mean * min(1.0, MOST_CHROMA / max(length, 1e-6)))
