"""A sound's outline over time, as numbers and as a small picture."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

#: Samples that a step of the running outline covers.
_STEP: Final = 64
#: sRGB of the ground, the outline, and the loud middle of it.
_GROUND: Final = (24, 26, 33)
_OUTLINE: Final = (84, 120, 190)
_BODY: Final = (140, 186, 255)
#: The middle line is drawn so thick where nothing is heard, and the outline keeps so far from the borders,
#: as parts of the height.
_LINE, _MARGIN = 0.012, 0.06
#: Quiet sounds are drawn up to this much larger, dB, so that their course can be seen.
_LARGEST_GAIN_DB: Final = 24.0
_OVERSAMPLING: Final = 4


def peaks(samples: Floats, columns: int) -> Floats:
    """Lowest and highest sample of equal stretches of a sound.

    Args:
        samples: float32 (n,) or (n, channels).
        columns: How many stretches, ≥ 1. Where there are more than samples, samples stand in several.

    Returns:
        float32 (columns, 2): minimum, maximum over all channels. Zeros of no sound at all.
    """
    if not len(samples):
        return np.zeros((columns, 2), np.float32)
    flat = samples.reshape(len(samples), -1)
    return _gathered(flat.min(axis=1), flat.max(axis=1), columns)


def _gathered(low: Floats, high: Floats, columns: int) -> Floats:
    """Extremes of equal stretches of what are extremes already."""
    edges = np.arange(columns + 1, dtype=np.int64) * len(low) // columns
    starts = np.minimum(edges[:-1], len(low) - 1)
    found = np.empty((columns, 2), np.float32)
    # An empty stretch gives the one value at its start.
    found[:, 0] = np.minimum.reduceat(low, starts)
    found[:, 1] = np.maximum.reduceat(high, starts)
    return found


class Outline:
    """The same for a sound that comes in pieces: a few bytes for each millisecond are kept."""

    def __init__(self) -> None:
        self._low: list[Floats] = []
        self._high: list[Floats] = []
        self._left: Floats = np.zeros((0, 2), np.float32)

    def add(self, samples: Floats) -> None:
        """Takes the next samples, float32 (n, 2)."""
        samples = np.concatenate([self._left, samples])
        whole = len(samples) // _STEP * _STEP
        self._left = samples[whole:].copy()
        steps = samples[:whole].reshape(-1, 2 * _STEP)
        self._low.append(steps.min(axis=1))
        self._high.append(steps.max(axis=1))

    def peaks(self, columns: int) -> Floats:
        """See ``peaks``; borders of stretches are rounded to about a millisecond."""
        low, high = np.concatenate(self._low), np.concatenate(self._high)
        if len(low) < columns:
            return peaks(self._left, columns) if not len(low) else _gathered(low, high, columns)
        return _gathered(low, high, columns)


def picture(outline: Floats, size: tuple[int, int]) -> Pixels:
    """Draws an outline, large enough to be seen even if the sound is quiet.

    Args:
        outline: float32 (columns, 2), as ``peaks`` gives it; best a column for each pixel.
        size: (width, height), pixels.

    Returns:
        uint8 (height, width, 3), sRGB.
    """
    width, height = size
    fine = height * _OVERSAMPLING
    columns = np.arange(width) * len(outline) // width
    loudest = float(np.abs(outline).max(initial=0.0))
    scale = min(1 / max(loudest, 1e-9), 10 ** (_LARGEST_GAIN_DB / 20))
    tall = np.clip(outline[columns] * scale, -1, 1) * (0.5 - _MARGIN)
    above, below = np.maximum(tall[:, 1], _LINE), np.maximum(-tall[:, 0], _LINE)
    rows = ((np.arange(fine) + 0.5) / fine - 0.5)[:, None]
    inside = np.where(rows < 0, -rows < above, rows < below)
    body = np.where(rows < 0, -rows < 0.55 * above, rows < 0.55 * below)
    shares = (_averaged(inside), _averaged(body))
    drawn = np.array(_GROUND, np.float64) + shares[0][..., None] * np.subtract(_OUTLINE, _GROUND)
    drawn += shares[1][..., None] * np.subtract(_BODY, _OUTLINE)
    return np.rint(np.clip(drawn, 0, 255)).astype(np.uint8)


def _averaged(covered: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How much of each pixel is covered, 0–1."""
    fine, width = covered.shape
    shares = covered.reshape(fine // _OVERSAMPLING, _OVERSAMPLING, width).mean(axis=1)
    return np.asarray(shares, np.float64)
