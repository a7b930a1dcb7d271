"""Which of the many pulses in a sound is the beat.

Every piece pulses at several tempos at once: eighths, quarters, bars, and each of them also between its
beats. Each such pulse is looked at in the same way: what lies on it and what between, in each register, and
whether every second or third of its beats is the stronger one; a linear rule then says which is the beat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photoplay.music.hearing.level_weights import BEAT_WEIGHTS
from photoplay.music.hearing.onsets import FRAMES_PER_S, Onsets
from photoplay.music.hearing.pulse import paths, prepared
from photoplay.music.hearing.tempo import candidates, comb, periodicity

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

#: Where, as parts of the way to the next beat, a pulse may be moved to.
SHIFTS: Final = (0.0, 1 / 2, 1 / 3, 2 / 3)
#: Strengths count as logarithms; this much is nothing.
_NOTHING: Final = 0.15
_REFERENCE_BPM: Final = 110.0
_FEWEST_BEATS: Final = 4
#: An onset counts for a place this many frames away.
_REACH: Final = 2
#: What is softer than the loudest frame by this factor is before or after the music.
_SILENCE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Pulse:
    """One regular succession of moments in a sound.

    Attributes:
        period: Frames from one to the next.
        moments: float64 (n,), frames.
        features: float64 (``len(BEAT_WEIGHTS)``,), what lies on and between them.
        regularity: How well the sound repeats at this period, ≤ 1; noise is below 0.1.
    """

    period: float
    moments: Doubles
    features: Doubles
    regularity: float


def pulses(found: Onsets) -> list[Pulse]:
    """All pulses of a sound that might be its beat; none of one without any."""
    repeats = periodicity(found)
    periods = candidates(repeats)
    active = np.flatnonzero(found.level > _SILENCE * found.level.max(initial=0.0))
    if not len(periods) or not len(active):
        return []
    teeth = comb(repeats, periods)
    look = _Look(found)
    made = []
    for period, tooth, path in zip(periods, teeth, paths(prepared(found.strength), periods), strict=True):
        beats = path[(path >= active[0] - period / 2) & (path <= active[-1])].astype(np.float64)
        if len(beats) < _FEWEST_BEATS:
            continue
        gaps = np.append(np.diff(beats), beats[-1] - beats[-2])
        share = float(tooth / max(teeth.max(), 1e-9))
        for shift in SHIFTS:
            moments = beats + shift * gaps
            features = np.append(look.at(moments, gaps, period), share)
            made.append(Pulse(period, moments, features, float(tooth) / _COMB_SUM))
    return made


_COMB_SUM: Final = float(comb(np.ones(2), np.ones(1))[0])


def beat_of(found: Onsets) -> Pulse | None:
    """The pulse that is the beat; None if there is no pulse at all."""
    made = pulses(found)
    return max(made, key=lambda pulse: float(pulse.features @ BEAT_WEIGHTS), default=None)


class _Look:
    """Tells what lies at moments of a sound."""

    def __init__(self, found: Onsets) -> None:
        signals = [prepared(found.strength), *(prepared(found.registers[:, row]) for row in range(3))]
        strength = np.stack(signals, axis=1).astype(np.float64)
        strength /= np.maximum(strength.mean(axis=0), 1e-9)
        self._strength = widened(strength)
        self._harmony = running_sum(found.chroma)

    def at(self, moments: Doubles, gaps: Doubles, period: float) -> Doubles:
        on = self._values(moments)
        middle = self._mean(moments + gaps / 2)
        thirds = np.stack([self._mean(moments + gaps / 3), self._mean(moments + gaps * 2 / 3)])
        quarters = np.stack([self._mean(moments + gaps / 4), self._mean(moments + gaps * 3 / 4)])
        change = novelty(self._harmony, moments, period / 2)
        between = novelty(self._harmony, moments + gaps / 2, period / 2)
        octaves = np.log(60 * FRAMES_PER_S / period / _REFERENCE_BPM)
        return np.concatenate(
            [
                [octaves, octaves**2],
                _logarithm(on.mean(axis=0)),
                _logarithm(middle),
                _logarithm(thirds.mean(axis=0)),
                _logarithm(quarters.mean(axis=0)),
                np.diff(_logarithm(thirds), axis=0)[0],
                np.diff(_logarithm(quarters), axis=0)[0],
                _unevenness(on, 2),
                _unevenness(on, 3),
                [change.mean(), between.mean(), abs(change[::2].mean() - change[1::2].mean())],
            ]
        )

    def _values(self, moments: Doubles) -> Doubles:
        """Strengths (n, 4) at those moments that are within the sound."""
        frames = np.rint(moments).astype(np.int64)
        return self._strength[frames[(frames >= 0) & (frames < len(self._strength))]]

    def _mean(self, moments: Doubles) -> Doubles:
        values = self._values(moments)
        return np.asarray(values.mean(axis=0) if len(values) else np.zeros(4), np.float64)


def widened(strength: Doubles) -> Doubles:
    """The most within reach of each frame."""
    wide = strength.copy()
    for step in range(1, _REACH + 1):
        wide[step:] = np.maximum(wide[step:], strength[:-step])
        wide[:-step] = np.maximum(wide[:-step], strength[step:])
    return wide


def running_sum(rows: Floats) -> Doubles:
    """Sums (n + 1, …) of all rows before each."""
    return np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)])


def novelty(harmony: Doubles, moments: Doubles, reach: float) -> Doubles:
    """How much the harmony after each moment differs from that before, 0–1.

    Args:
        harmony: ``running_sum`` of chroma.
        moments: Frames.
        reach: How far before and after, frames.
    """
    last = len(harmony) - 1
    ends = [np.clip(np.rint(moments + way * reach), 0, last).astype(np.int64) for way in (-1, 0, 1)]
    before, after = harmony[ends[1]] - harmony[ends[0]], harmony[ends[2]] - harmony[ends[1]]
    sizes = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    return np.asarray(1 - (before * after).sum(axis=1) / np.maximum(sizes, 1e-9), np.float64)


def _unevenness(on: Doubles, every: int) -> Doubles:
    """By how much the strengths of every second (third) beat differ from the others', in each register."""
    means = np.stack([_logarithm(on[first::every].mean(axis=0)) for first in range(every)])
    return np.asarray(np.ptp(means, axis=0), np.float64)


def _logarithm(strength: Doubles) -> Doubles:
    return np.asarray(np.log(_NOTHING + strength), np.float64)
