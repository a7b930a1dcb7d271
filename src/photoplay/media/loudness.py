"""Integrated loudness of a sound that comes in pieces.

The two filters are applied as one finite response by fast convolution: 4096 samples on, what they still
give is 170 dB down.

Source: ITU-R BS.1770-5, annex 1 (K-weighting, gating); coefficients for 48 kHz from its tables 1 and 2.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_RATE: Final = 48_000
_SHELF: Final = (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
_HIGH_PASS: Final = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)
_TAPS: Final = 4096
_FFT: Final = 65_536
#: Gating blocks are 400 ms, and begin every 100 ms.
_HOP: Final = _RATE // 10
_HOPS_IN_BLOCK: Final = 4
_ABSOLUTE_GATE_LUFS, _RELATIVE_GATE_LU, _OFFSET_LU = -70.0, -10.0, -0.691


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
        if not self._energies:
            return None
        hops = np.concatenate(self._energies)
        if len(hops) < _HOPS_IN_BLOCK:
            return None
        blocks = np.convolve(hops, np.ones(_HOPS_IN_BLOCK), "valid") / (_HOPS_IN_BLOCK * _HOP)
        heard = blocks[blocks > _power(_ABSOLUTE_GATE_LUFS)]
        if not len(heard):
            return None
        heard = heard[heard > _power(_lufs(float(heard.mean())) + _RELATIVE_GATE_LU)]
        return _lufs(float(heard.mean()))

    def _measure(self, samples: Floats) -> None:
        """Weights the next samples and adds up their energy, hop by hop. At most ``_FFT - _TAPS``."""
        held = np.concatenate([self._before, samples])
        self._before = held[-_TAPS:]
        spectrum = np.fft.rfft(held, _FFT, axis=0) * self._response
        weighted = np.fft.irfft(spectrum, _FFT, axis=0)[_TAPS : len(held)]
        energy = np.concatenate([self._rest, np.square(weighted, dtype=np.float64).sum(axis=1)])
        whole = len(energy) // _HOP * _HOP
        self._rest = energy[whole:]
        self._energies.append(energy[:whole].reshape(-1, _HOP).sum(axis=1))


def _impulse_response() -> NDArray[np.float64]:
    """Of both filters after each other."""
    response = np.zeros(_TAPS)
    response[0] = 1
    for b0, b1, b2, a1, a2 in (_SHELF, _HIGH_PASS):
        given, response = response, np.zeros(_TAPS)
        for n in range(_TAPS):
            x1, x2 = (given[n - 1] if n else 0.0), (given[n - 2] if n > 1 else 0.0)
            y1, y2 = (response[n - 1] if n else 0.0), (response[n - 2] if n > 1 else 0.0)
            response[n] = b0 * given[n] + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
    return response


def _lufs(power: float) -> float:
    return _OFFSET_LU + 10 * math.log10(power)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET_LU) / 10))
