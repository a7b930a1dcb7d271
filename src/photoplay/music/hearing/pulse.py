"""Following a pulse of known tempo through a sound.

Source: Ellis, "Beat Tracking by Dynamic Programming", Journal of New Music Research 36 (1), 2007: the path
with the most onset strength on it, less what its intervals stray from the tempo.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]

#: An interval may be this much shorter or longer than the tempo's.
_SHORTEST, _LONGEST = 0.78, 1.28
#: Price of an interval that is off by a factor e, in deviations of onset strength.
_STRICTNESS: Final = 400.0
#: Onsets are widened to this many frames (standard deviation) before the path looks for them.
_BLUR: Final = 1.5


def prepared(strength: Floats) -> Floats:
    """Onset strength as paths want it: a little blurred, loud and soft passages alike, deviation 1."""
    reach = np.arange(-6, 7)
    blur = np.exp(-0.5 * (reach / _BLUR) ** 2)
    smooth = np.convolve(strength, blur / blur.sum(), "same")
    width = min(len(smooth), 801)
    around = np.sqrt(np.convolve(np.square(smooth), np.ones(width) / width, "same"))
    smooth = smooth / np.maximum(around, 0.15 * max(float(around.max(initial=0.0)), 1e-9))
    deviation = float(smooth.std())
    return np.asarray(smooth / deviation if deviation > 1e-9 else smooth, np.float32)


def paths(strength: Floats, periods: NDArray[np.float64]) -> list[Indices]:
    """The best path for each tempo.

    Args:
        strength: float32 (n,), ``prepared``.
        periods: float64 (k,), frames from beat to beat.

    Returns:
        For each period the frames of its beats, ascending, from the beginning to the end.
    """
    lags, price = _steps(periods)
    reach = int(lags.max())
    count, frames = len(periods), len(strength)
    score = np.zeros((count, frames + reach), np.float32)
    came_from = np.zeros((count, frames), np.int32)
    rows = np.arange(count)
    across = rows[:, None] * score.shape[1]
    flat = score.ravel()
    offsets = across - lags + reach
    for frame in range(frames):
        reached = flat[offsets + frame]
        reached -= price
        best = reached.argmax(axis=1)
        came_from[:, frame] = lags[rows, best]
        score[:, frame + reach] = reached[rows, best] + strength[frame]
    return [_traced(score[row, reach:], came_from[row], periods[row]) for row in rows]


def _steps(periods: NDArray[np.float64]) -> tuple[Indices, Floats]:
    """Whole-frame intervals (k, m) that each tempo may take, and their prices; rows are filled up by repeats."""
    shortest = np.ceil(periods * _SHORTEST).astype(np.int64)
    longest = np.floor(periods * _LONGEST).astype(np.int64)
    lags = np.minimum(shortest[:, None] + np.arange(int((longest - shortest).max()) + 1), longest[:, None])
    price = _STRICTNESS * np.square(np.log(lags / periods[:, None]))
    return lags, price.astype(np.float32)


def _traced(score: Floats, came_from: NDArray[np.int32], period: float) -> Indices:
    last = max(0, len(score) - int(period))
    at = last + int(score[last:].argmax())
    beats = []
    while at >= 0:
        beats.append(at)
        at -= int(came_from[at])
    return np.array(beats[::-1], np.int64)
