"""A limiter that keeps true peaks under a ceiling: it looks 5 ms ahead, and lets go slowly.

The gain is worked out once a hop of 16 samples and drawn out linearly between hops. It falls along a
slope that is as long as the look-ahead and reaches what a peak needs before the peak comes; both
channels share it, so the picture between the loudspeakers stays where it is.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.sound.cues import RATE
from photoplay.render.sound.meters import HOP, true_peaks

F32 = NDArray[np.float32]

#: Look-ahead, hops: 5 ms.
_AHEAD = 15
#: The time constant with which the gain rises again, seconds.
_RELEASE_S = 0.08
_RISE = 1 - math.exp(-HOP / RATE / _RELEASE_S)
#: How many samples later they leave than they came.
DELAY = (_AHEAD + 2) * HOP


class Limiter:
    """Limits samples that come bit by bit; they leave ``DELAY`` samples later.

    Args:
        ceiling: The largest true peak, amplitude.
    """

    def __init__(self, ceiling: float) -> None:
        self._ceiling = ceiling
        self._held: F32 = np.zeros((DELAY, 2), np.float32)
        self._needed: F32 = np.ones(_AHEAD, np.float32)
        self._risen: F32 = np.ones(_AHEAD, np.float32)
        self._smooth = self._border = np.ones(1, np.float32)
        #: The lowest gain so far.
        self.least_gain = 1.0

    def add(self, samples: F32) -> F32:
        """Takes float32 (n, 2), n a multiple of ``HOP``; gives as many, limited."""
        hops = len(samples) // HOP
        held = np.concatenate([self._held, samples])
        out, self._held = held[: len(samples)], held[len(samples) :]
        # A peak may lie between two hops: each is looked at with a neighbour on both sides.
        peaks = true_peaks(held[DELAY - 2 * HOP :], self._ceiling)[1 : 1 + hops]
        gains = self._drawn(np.minimum(1, self._ceiling / np.maximum(peaks, self._ceiling)))
        if gains.min() == 1:
            return out
        self.least_gain = min(self.least_gain, float(gains.min()))
        along = (np.arange(HOP) / HOP).astype(np.float32)
        drawn = gains[:-1, None] + np.diff(gains)[:, None] * along
        return np.asarray(out * drawn.reshape(-1, 1), np.float32)

    def _drawn(self, needed: F32) -> F32:
        """Gains at the borders of hops, ``len(needed) + 1`` of them, none above what its hops need.

        Args:
            needed: What each new hop needs at most.
        """
        needed = np.concatenate([self._needed, needed.astype(np.float32)])
        lowest = sliding_window_view(needed, _AHEAD + 1).min(-1)
        risen = np.concatenate([self._risen, _released(lowest, self._risen[-1], np.float32(_RISE))])
        means = sliding_window_view(risen, _AHEAD + 1).mean(-1, dtype=np.float32)
        smooth = np.concatenate([self._smooth, np.minimum(means, 1)])
        borders = np.concatenate([self._border, np.minimum(smooth[:-1], smooth[1:])])
        self._needed, self._risen = needed[-_AHEAD:], risen[-_AHEAD:]
        self._smooth, self._border = smooth[-1:], borders[-1:]
        return borders


@compiled
def _released(lowest, last, rise):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Falls at once, and rises towards 1 by a share of what is missing in each step.

    Args:
        lowest: float32 (n,), the gains that may not be passed.
        last: The gain before.
        rise: The share.
    """
    out = np.empty_like(lowest)
    for i in range(lowest.size):
        last = min(lowest[i], last + (np.float32(1) - last) * rise)
        if last > np.float32(0.99999):
            last = lowest[i]
        out[i] = last
    return out
