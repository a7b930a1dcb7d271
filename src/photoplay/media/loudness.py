"""Integrated loudness: K-weighting, gating, and a meter for sound that comes in pieces.

The meter applies the two filters as one finite response by fast convolution: 4096 samples on, what they
still give is 170 dB down. It needs no compiled loops, so that it can run where nothing may be loaded any
more; the renderer filters with compiled ones (``render.sound.meters``), by the same coefficients.

Source: Rec. ITU-R BS.1770-5, annex 1; EBU R 128.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Both filters at 48 kHz, each b0, b1, b2, a1, a2: a shelf for the head, and a high pass.
#: Source: Rec. ITU-R BS.1770-5, tables 1 and 2.
K_WEIGHTING: Final = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585),
    (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621),
)
#: Energies are taken over such steps, samples at 48 kHz: 100 ms; four make one block of 400 ms.
STEP: Final = 4800
_STEPS_IN_BLOCK: Final = 4
#: What is quieter than this does not count.
SILENT_LUFS: Final = -70.0
_RELATIVE_LU, _OFFSET_LU = -10.0, -0.691
_TAPS: Final = 4096
_FFT: Final = 65_536


def integrated(energies: Sequence[float]) -> float | None:
    """Integrated loudness, LUFS; None when nothing is loud enough to count.

    Args:
        energies: Mean square of the K-weighted samples, summed over the channels, in each step of 100 ms.
            Fewer than four are taken as one block.
    """
    if not len(energies):
        return None
    steps = np.asarray(energies, np.float64)
    width = min(_STEPS_IN_BLOCK, len(steps))
    sums = np.concatenate([[0.0], np.cumsum(steps)])
    blocks = np.maximum((sums[width:] - sums[:-width]) / width, 0.0)
    loud = blocks[blocks > energy_of(SILENT_LUFS)]
    if not len(loud):
        return None
    gate = float(loud.mean()) * 10 ** (_RELATIVE_LU / 10)
    return lufs_of(float(loud[loud > gate].mean()))


def lufs_of(energy: float) -> float:
    """The loudness of a mean square, LUFS."""
    return _OFFSET_LU + 10 * math.log10(max(energy, 1e-20))


def energy_of(lufs: float) -> float:
    """The mean square that has a loudness."""
    return float(10 ** ((lufs - _OFFSET_LU) / 10))


class LoudnessMeter:
    """Measures stereo sound at 48 kHz."""

    def __init__(self) -> None:
        self._response = np.fft.rfft(_impulse_response(), _FFT).astype(np.complex64)[:, None]
        self._before: Floats = np.zeros((_TAPS, 2), np.float32)
        self._waiting: list[Floats] = []
        self._count = 0
        self._energies: list[NDArray[np.float64]] = []
        self._rest: NDArray[np.float64] = np.zeros(0)

    def add(self, samples: Floats) -> None:
        """Takes the next samples, float32 (n, 2)."""
        self._waiting.append(samples)
        self._count += len(samples)
        step = _FFT - _TAPS
        if self._count >= step:
            held = np.concatenate(self._waiting)
            for start in range(0, len(held) - step + 1, step):
                self._measure(held[start : start + step])
            self._waiting = [held[len(held) // step * step :].copy()]
            self._count = len(self._waiting[0])

    def integrated_lufs(self) -> float | None:
        """Loudness of all that was taken; None for less than 400 ms, or for hardly anything to hear."""
        if self._count:
            self._measure(np.concatenate(self._waiting))
            self._waiting, self._count = [], 0
        hops = np.concatenate(self._energies) if self._energies else np.zeros(0)
        # Less than one block of a sound is no measure of it.
        return integrated(list(hops / STEP)) if len(hops) >= _STEPS_IN_BLOCK else None

    def _measure(self, samples: Floats) -> None:
        """Weights the next samples and adds up their energy, hop by hop. At most ``_FFT - _TAPS``."""
        held = np.concatenate([self._before, samples])
        self._before = held[-_TAPS:]
        spectrum = np.fft.rfft(held, _FFT, axis=0) * self._response
        weighted = np.fft.irfft(spectrum, _FFT, axis=0)[_TAPS : len(held)]
        energy = np.concatenate([self._rest, np.square(weighted, dtype=np.float64).sum(axis=1)])
        whole = len(energy) // STEP * STEP
        self._rest = energy[whole:]
        self._energies.append(energy[:whole].reshape(-1, STEP).sum(axis=1))


def _impulse_response() -> NDArray[np.float64]:
    """Of both filters after each other."""
    response = np.zeros(_TAPS)
    response[0] = 1
    for b0, b1, b2, a1, a2 in K_WEIGHTING:
        given, response = response, np.zeros(_TAPS)
        for n in range(_TAPS):
            x1, x2 = (given[n - 1] if n else 0.0), (given[n - 2] if n > 1 else 0.0)
            y1, y2 = (response[n - 1] if n else 0.0), (response[n - 2] if n > 1 else 0.0)
            response[n] = b0 * given[n] + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
    return response
