"""Where bars begin: two, three or four beats each, and which beat is the first.

First beats are where the bass and the harmony move. As with the beat itself, every possibility is looked at
in the same way, and a linear rule decides.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from photoplay.music.hearing.level_weights import BAR_WEIGHTS
from photoplay.music.hearing.levels import novelty, running_sum, widened
from photoplay.music.hearing.onsets import Onsets
from photoplay.music.hearing.pulse import prepared

Doubles = NDArray[np.float64]

METERS: Final = (2, 3, 4)
#: Fewer beats than this tell nothing of bars.
_FEWEST_BEATS: Final = 8


def first_beats(found: Onsets, moments: Doubles) -> list[int]:
    """Numbers of the beats that begin bars; none if there are too few beats to tell.

    Args:
        found: The sound.
        moments: float64 (n,), its beats, frames.
    """
    ways = bars(found, moments)
    if not ways:
        return []
    meter, first, _ = max(ways, key=lambda way: float(way[2] @ BAR_WEIGHTS))
    return list(range(first, len(moments), meter))


def bars(found: Onsets, moments: Doubles) -> list[tuple[int, int, Doubles]]:
    """All ways to count bars: beats in a bar, the first one, and what speaks for it."""
    if len(moments) < _FEWEST_BEATS:
        return []
    accents = _accents(found, moments)
    repeats = [(accents[meter:] * accents[:-meter]).mean(axis=0) for meter in METERS]
    ways = []
    for meter, repeated in zip(METERS, repeats, strict=True):
        for first in range(meter):
            on = accents[first::meter].mean(axis=0)
            halfway = accents[(first + 2) % 4 :: 4].mean(axis=0) if meter == 4 else np.zeros_like(on)
            before = accents[(first - 1) % meter :: meter].mean(axis=0)
            kind = [float(meter == other) for other in METERS[:-1]]
            ways.append((meter, first, np.concatenate([on, halfway, before, repeated, kind])))
    return ways


def _accents(found: Onsets, moments: Doubles) -> Doubles:
    """What each beat is like, (n, 6): strength in all and by register, change of harmony near and far.

    Each has mean 0 and deviation 1.
    """
    signals = [found.strength, *(found.registers[:, row] for row in range(3))]
    strength = widened(np.stack([prepared(signal) for signal in signals], axis=1).astype(np.float64))
    frames = np.clip(np.rint(moments), 0, len(strength) - 1).astype(np.int64)
    harmony, gap = running_sum(found.chroma), float(np.median(np.diff(moments)))
    changes = [novelty(harmony, moments, reach * gap) for reach in (1, 2)]
    accents = np.concatenate([strength[frames], np.stack(changes, axis=1)], axis=1)
    accents -= accents.mean(axis=0)
    return np.asarray(accents / np.maximum(accents.std(axis=0), 1e-6), np.float64)
