"""How fast a sound's beat is.

Autocorrelation of the onsets says at which distances they repeat; which of these distances is the beat, and
not its half or double, is decided by what lies on the beats and between them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from photoplay.music.hearing.onsets import FRAMES_PER_S, Onsets

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

SLOWEST_BPM, FASTEST_BPM = 40.0, 210.0
#: Frames of the stretches whose autocorrelations are averaged, and its longest lag.
_STRETCH, _LAGS = 1200, 640
_GRID_STEP: Final = 0.004
#: Weights of one, two, three, four periods in the comb.
_COMB: Final = (1.0, 0.8, 0.6, 0.6)
_MOST_PEAKS: Final = 6
_RELATIVES: Final = (1.0, 2.0, 0.5, 3.0, 1 / 3, 1.5, 2 / 3)
#: Two periods that differ by less than this factor are one.
_SAME: Final = 1.035


def periodicity(found: Onsets) -> Doubles:
    """Autocorrelation of onset strength, all registers together: float64 (lags,), 1 at lag 0."""
    signals = np.concatenate([found.strength[:, None], found.registers], axis=1)
    stretch = min(_STRETCH, len(signals))
    total = np.zeros(_LAGS)
    size = 1 << int(stretch + _LAGS - 1).bit_length()
    for first in range(0, max(1, len(signals) - stretch // 2), max(1, stretch // 2)):
        part = signals[first : first + stretch]
        part = part - part.mean(axis=0)
        energy = np.abs(np.fft.rfft(part, size, axis=0)) ** 2
        total += np.fft.irfft(energy.sum(axis=1), size)[:_LAGS] / np.maximum(stretch - np.arange(_LAGS), 1)
    return total / total[0] if total[0] > 0 else total


def grid() -> Doubles:
    """All periods that are looked at, frames, from short to long."""
    least, most = 60 * FRAMES_PER_S / FASTEST_BPM, 60 * FRAMES_PER_S / SLOWEST_BPM
    return np.asarray(least * np.exp(np.arange(0, np.log(most / least), _GRID_STEP)), np.float64)


def comb(repeats: Doubles, periods: Doubles) -> Doubles:
    """How strongly a sound repeats at each period and its multiples."""
    lags = np.arange(len(repeats))
    return sum(
        (w * np.interp(k * periods, lags, repeats) for k, w in enumerate(_COMB, 1)), np.zeros(len(periods))
    )


def candidates(repeats: Doubles) -> Doubles:
    """Periods that may be the beat, frames: peaks of the comb and their relatives."""
    periods = grid()
    teeth = comb(repeats, periods)
    inner = teeth[1:-1]
    peaks = np.flatnonzero((inner >= teeth[:-2]) & (inner > teeth[2:])) + 1
    peaks = peaks[np.argsort(-teeth[peaks])][:_MOST_PEAKS]
    wanted = [float(periods[peak]) * factor for peak in peaks for factor in _RELATIVES]
    chosen: list[float] = []
    for period in wanted:
        near = (periods > period / _SAME) & (periods < period * _SAME)
        if not near.any():
            continue
        best = float(periods[near][teeth[near].argmax()])
        if all(not 1 / _SAME < best / other < _SAME for other in chosen):
            chosen.append(best)
    return np.array(chosen)
