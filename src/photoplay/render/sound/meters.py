"""Measuring samples: the K-weighted energy of steps, and true peaks between the samples."""

from __future__ import annotations

from functools import cache

import numpy as np
from numba import types
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.media.loudness import K_WEIGHTING, STEP

F32 = NDArray[np.float32]
uint, f32 = types.uintp, types.float32

_K_WEIGHTING = np.array(K_WEIGHTING)
#: True peaks are looked for at four places a sample, by a filter of this length.
OVERSAMPLING, _TAPS = 4, 24
#: True peaks are told for hops of so many samples.
HOP = 16


class EnergyMeter:
    """K-weighted energies of steps of 100 ms, of samples that come bit by bit."""

    def __init__(self) -> None:
        self._state = np.zeros((2, 4))
        self._sum = np.zeros(2)
        self.steps: list[float] = []

    def add(self, samples: F32) -> None:
        """Takes float32 (n, 2) at 48 kHz."""
        out = np.empty(len(samples) // STEP + 2)
        count = _k_energies(samples, _K_WEIGHTING, self._state, self._sum, STEP, out)
        self.steps += out[:count].tolist()

    def finish(self) -> list[float]:
        """All steps; what is left counts as one when there is no whole one."""
        if not self.steps and self._sum[1]:
            self.steps.append(float(self._sum[0] / self._sum[1]))
        return self.steps


def true_peaks(samples: F32, floor: float = 0.0) -> F32:
    """The true peak of each hop, the louder channel's, float32 (ceil(n / HOP),).

    The samples around count as silence.

    Args:
        samples: float32 (n, 2).
        floor: Peaks that cannot be above this are told by their samples alone, which is much quicker.
    """
    out = np.zeros(-(-len(samples) // HOP), np.float32)
    phases = _phases()
    _true_peaks(samples, phases, np.float32(floor / float(np.abs(phases).sum(1).max())), HOP, out)
    return out


@cache
def _phases() -> F32:
    """Windowed sincs that give the values a quarter, a half and three quarters after a sample, (3, taps)."""
    half = _TAPS // 2
    at = np.arange(-half + 1, half + 1)[None, :] - np.arange(1, OVERSAMPLING)[:, None] / OVERSAMPLING
    found = np.sinc(at) * np.i0(7.0 * np.sqrt(np.maximum(0.0, 1 - (at / half) ** 2))) / np.i0(7.0)
    return np.asarray(found / found.sum(1, keepdims=True), np.float32)


@compiled
def _k_energies(samples, filters, state, total, step, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Filters both channels and adds up squares; returns how many steps were finished.

    Args:
        samples: float32 (n, 2).
        filters: Two rows of b0, b1, b2, a1, a2.
        state: (channel, 2 · 2) memories of the filters, transposed direct form II; changed.
        total: Sum of squares and number of samples of the step in hand; changed.
        step: Samples in a step.
        out: The mean square of each finished step.
    """
    b0, b1, b2, a1, a2 = filters[0]
    c0, c1, c2, d1, d2 = filters[1]
    s0, s1, s2, s3 = state[0]
    t0, t1, t2, t3 = state[1]
    energy, count, found = total[0], int(total[1]), 0
    for i in range(samples.shape[0]):
        x = float(samples[i, 0])
        y = b0 * x + s0
        s0 = b1 * x - a1 * y + s1
        s1 = b2 * x - a2 * y
        z = c0 * y + s2
        s2 = c1 * y - d1 * z + s3
        s3 = c2 * y - d2 * z
        energy += z * z
        x = float(samples[i, 1])
        y = b0 * x + t0
        t0 = b1 * x - a1 * y + t1
        t1 = b2 * x - a2 * y
        z = c0 * y + t2
        t2 = c1 * y - d1 * z + t3
        t3 = c2 * y - d2 * z
        energy += z * z
        count += 1
        if count == step:
            out[found] = energy / step
            found += 1
            energy, count = 0.0, 0
    # Memories that fade away for ever would become denormal numbers, which are slow.
    state[0, 0], state[0, 1], state[0, 2], state[0, 3] = s0 + 1e-30, s1, s2 + 1e-30, s3
    state[1, 0], state[1, 1], state[1, 2], state[1, 3] = t0 + 1e-30, t1, t2 + 1e-30, t3
    total[0], total[1] = energy, count
    return found


@compiled
def _true_peaks(samples, phases, quiet, hop, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The largest value at, and between, the samples of each hop.

    Args:
        samples: float32 (n, 2).
        phases: float32 (3, taps).
        quiet: Where all samples around are no larger, nothing between them is looked at.
        hop: Samples in a hop.
        out: Written.
    """
    count, taps = samples.shape[0], phases.shape[1]
    before, after = taps // 2 - 1, taps // 2
    for h in range(out.size):
        first, last = h * hop, min(count, (h + 1) * hop)
        peak = f32(0)
        for channel in range(2):
            around = f32(0)
            for i in range(max(0, first - before - 1), min(count, last + after)):
                around = max(around, abs(samples[i, channel]))
            for i in range(first, last):
                peak = max(peak, abs(samples[i, channel]))
            if around <= quiet:
                continue
            for i in range(first, last):
                if i - before < 0 or i + after >= count:
                    for phase in range(3):
                        value = f32(0)
                        for k in range(taps):
                            j = i - before + k
                            if 0 <= j < count:
                                value += samples[j, channel] * phases[phase, k]
                        peak = max(peak, abs(value))
                else:
                    p = q = r = f32(0)
                    for k in range(taps):
                        x = samples[i - before + k, channel]
                        p += x * phases[0, k]
                        q += x * phases[1, k]
                        r += x * phases[2, k]
                    peak = max(peak, abs(p), abs(q), abs(r))
        out[h] = peak
