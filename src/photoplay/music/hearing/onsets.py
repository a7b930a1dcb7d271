"""Where something begins in a sound: onset strength over time, in all and by register, and its harmony.

Source: Böck and Widmer, "Maximum Filter Vibrato Suppression for Onset Detection", DAFx 2013 (spectral flux
against the neighbourhood's maximum, on a logarithmic scale of pitch and loudness).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Values a second of everything here.
FRAMES_PER_S: Final = 100
#: Sounds of a higher rate are halved first.
_HIGHEST_RATE: Final = 32_000
_HALVING: Final = np.array([-1, 0, 9, 16, 9, 0, -1], np.float32) / 32
_WINDOW_S: Final = 0.043
_LOWEST_HZ, _HIGHEST_HZ, _BANDS_PER_OCTAVE = 40.0, 10_500.0, 5
#: Borders of the registers, Hz: kick and bass; chords and voice; snare and cymbals.
REGISTERS_HZ: Final = (160.0, 2_500.0)
#: How far below its loudest frames a sound's steps still count, and the lag of a step in frames.
_FLOOR_DB, _LAG = -56.0, 2
_BLOCK: Final = 1024
#: Pitch classes are looked for in this range, Hz.
_CHROMA_HZ: Final = (110.0, 2_100.0)


@dataclass(frozen=True, slots=True)
class Onsets:
    """What begins when. All arrays have a value for each hundredth of a second.

    Attributes:
        strength: float32 (n,) ≥ 0, mean 1 where there is anything at all.
        registers: float32 (n, 3) ≥ 0, each with mean 1: low, middle, high.
        chroma: float32 (n, 12), energy by pitch class, each row of unit length or zero.
        level: float32 (n,), amplitude of the sound, RMS.
    """

    strength: Floats
    registers: Floats
    chroma: Floats
    level: Floats

    def between(self, first: int, last: int) -> Onsets:
        """A part of it, frames [first, last)."""
        part = slice(first, last)
        return Onsets(self.strength[part], self.registers[part], self.chroma[part], self.level[part])


def onsets(samples: Floats, rate: int) -> Onsets:
    """Analyses a sound.

    Args:
        samples: float32 (n,), mono.
        rate: Samples a second, ≥ 8000.
    """
    while rate > _HIGHEST_RATE:
        samples, rate = np.convolve(samples, _HALVING, "same")[::2].astype(np.float32), rate // 2
    window = 1 << round(np.log2(_WINDOW_S * rate))
    frames = max(1, int(len(samples) * FRAMES_PER_S / rate))
    bank, centres = _bands(window, rate)
    folding = _folding(window, rate)
    bands = np.empty((frames, len(centres)), np.float32)
    chroma = np.empty((frames, 12), np.float32)
    level = np.empty(frames, np.float32)
    shape = np.hanning(window).astype(np.float32)
    for first in range(0, frames, _BLOCK):
        rows = slice(first, min(first + _BLOCK, frames))
        held = _windows(samples, np.arange(rows.start, rows.stop) * rate / FRAMES_PER_S, window)
        level[rows] = np.sqrt(np.mean(np.square(held), axis=1))
        spectrum = np.abs(np.fft.rfft(held * shape, axis=1)).astype(np.float32)
        bands[rows] = spectrum @ bank
        chroma[rows] = np.square(spectrum) @ folding
    chroma /= np.maximum(np.linalg.norm(chroma, axis=1, keepdims=True), 1e-9)
    low, high = (int(border) for border in np.searchsorted(centres, REGISTERS_HZ))
    flux = _flux(bands, (slice(None), slice(low), slice(low, high), slice(high, None)))
    return Onsets(_scaled(flux[:, 0]), _scaled(flux[:, 1:]), chroma, level)


def _windows(samples: Floats, middles: NDArray[np.float64], window: int) -> Floats:
    """Stretches of a sound around some ascending places, (places, window); zeros beyond its ends."""
    starts = np.rint(middles).astype(np.int64) - window // 2
    first, last = int(starts[0]), int(starts[-1]) + window
    held = np.zeros(last - first, np.float32)
    inside = samples[max(first, 0) : last]
    held[max(-first, 0) : max(-first, 0) + len(inside)] = np.nan_to_num(
        inside, nan=0.0, posinf=0.0, neginf=0.0
    )
    return np.asarray(held[(starts - first)[:, None] + np.arange(window)], np.float32)


def _bands(window: int, rate: int) -> tuple[Floats, NDArray[np.float64]]:
    """Weights (bins, bands) of overlapping triangles, evenly spaced in pitch; their middles, Hz."""
    bin_hz = rate / window
    top = min(_HIGHEST_HZ, rate * 0.48)
    count = int(np.log2(top / _LOWEST_HZ) * _BANDS_PER_OCTAVE)
    wanted = _LOWEST_HZ * 2 ** (np.arange(count + 2) / _BANDS_PER_OCTAVE)
    edges = np.unique(np.rint(wanted / bin_hz)) * bin_hz
    bins = np.arange(window // 2 + 1) * bin_hz
    rising = (bins[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins[:, None]) / (edges[2:] - edges[1:-1])
    weights = np.clip(np.minimum(rising, falling), 0, None)
    return (weights / weights.sum(axis=0)).astype(np.float32), edges[1:-1]


def _folding(window: int, rate: int) -> Floats:
    """Weights (bins, 12) that add up energy by pitch class."""
    bins = np.arange(window // 2 + 1) * rate / window
    folding = np.zeros((len(bins), 12), np.float32)
    inside = np.flatnonzero((bins >= _CHROMA_HZ[0]) & (bins <= _CHROMA_HZ[1]))
    pitch = np.rint(69 + 12 * np.log2(bins[inside] / 440)).astype(int)
    folding[inside, pitch % 12] = 1
    return folding


def _flux(bands: Floats, parts: Sequence[slice]) -> Floats:
    """By how much bands rise, on a scale of decibels above the floor; the mean over each part of them."""
    flux = np.zeros((len(bands), len(parts)), np.float32)
    loudest = float(np.quantile(bands.max(axis=1), 0.98)) if len(bands) else 0.0
    if loudest <= 1e-7:
        return flux
    for first in range(_LAG, len(bands), _BLOCK):
        held = bands[first - _LAG : first + _BLOCK] / loudest
        loud = np.log10(np.maximum(held, 10 ** (_FLOOR_DB / 20))) - np.float32(_FLOOR_DB / 20)
        around = loud.copy()
        around[:, 1:] = np.maximum(around[:, 1:], loud[:, :-1])
        around[:, :-1] = np.maximum(around[:, :-1], loud[:, 1:])
        rises = np.maximum(loud[_LAG:] - around[:-_LAG], 0)
        for column, part in enumerate(parts):
            flux[first : first + len(rises), column] = rises[:, part].mean(axis=1)
    return flux


def _scaled(strength: Floats) -> Floats:
    """Each column with mean 1; zeros stay zeros."""
    mean = strength.mean(axis=0)
    return np.asarray(strength / np.where(mean > 1e-9, mean, 1), np.float32)
