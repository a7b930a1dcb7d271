"""Sounds kept as tables: single cycles, noises and ensembles, each made from its spectrum.

A spectrum is told in hertz and ends at 20 kHz, whatever the rate: nothing can alias, and at any rate
the table holds the same sound.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
#: Nothing is made above, in hertz.
CEILING = 20_000.0
#: Length of a looped noise or ensemble; whole samples at 8, 44.1, 48, 96 and 192 kHz.
LOOP_S = 2.5
#: What is kept of sounds made before, in bytes: during a piece, and after it.
KEPT_BYTES, IDLE_BYTES = 72_000_000, 16_000_000

_kept: OrderedDict[Hashable, F32] = OrderedDict()
_kept_bytes = 0


def kept(key: Hashable, make: Callable[[], F32]) -> F32:
    """The sound of this key; made where it is not among those used last. Not to be written to."""
    global _kept_bytes
    found = _kept.get(key)
    if found is not None:
        _kept.move_to_end(key)
        return found
    made = make()
    made.setflags(write=False)
    _kept[key] = made
    _kept_bytes += made.nbytes
    forget(KEPT_BYTES)
    return made


def forget(down_to_bytes: int = IDLE_BYTES) -> None:
    """Lets go of what was used longest ago."""
    global _kept_bytes
    while _kept_bytes > down_to_bytes and len(_kept) > 1:
        _kept_bytes -= _kept.popitem(last=False)[1].nbytes


def chance(*told: int) -> float:
    """A number in [0, 1) that depends on the integers alone (SplitMix64)."""
    state = 0x9E3779B97F4A7C15
    for one in told:
        state = (state ^ (one & 0xFFFFFFFFFFFFFFFF)) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
        state ^= state >> 30
        state = state * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
        state ^= state >> 29
    return (state >> 11) / 2**53


def hertz_of(pitch: float) -> float:
    """Frequency of a MIDI number, 69 being 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def harmonics_below(hertz: float, ceiling: float = CEILING) -> int:
    """How many harmonics fit below the ceiling; at least one."""
    return max(1, int(ceiling / hertz))


def cycle(amplitudes: F64, phases: F64 | None = None) -> F32:
    """One cycle of the harmonics 1, 2, …; its first sample is repeated at the end.

    The table is at least 16 times as long as its shortest wave, and 2048 samples.

    Args:
        amplitudes: float64 (harmonics,).
        phases: Of sines, radians; zero when left out.
    """
    size = 2048
    while size < 16 * amplitudes.size and size < 16384:
        size *= 2
    spectrum = np.zeros(size // 2 + 1, np.complex128)
    turned = np.exp(1j * (phases if phases is not None else np.zeros(amplitudes.size)))
    spectrum[1 : amplitudes.size + 1] = -0.5j * size * amplitudes * turned
    wave = np.fft.irfft(spectrum, size)
    return np.append(wave, wave[0]).astype(np.float32)


def levelled(amplitudes: F64) -> F64:
    """The same spectrum with a power of one half."""
    even: F64 = amplitudes / math.sqrt(float(np.sum(amplitudes**2)))
    return even


def loop_samples(rate: int) -> int:
    return round(LOOP_S * rate)


def noise(rate: int, seed: int, shape: Callable[[F64], F64]) -> F32:
    """A loop of Gaussian-like noise with this magnitude over frequency; RMS 1 before shaping to 20 kHz.

    Args:
        rate: Samples per second.
        seed: Another seed is another noise of the same colour.
        shape: Gain at frequencies in hertz.

    Returns:
        float32 (2.5 s,).
    """
    bins = _bins()
    phases = np.random.Generator(np.random.PCG64(seed)).random(bins.size, np.float32) * np.float32(
        2 * math.pi
    )
    gain = shape(bins) * np.where(bins <= CEILING, 1.0, 0.0)
    return _looped(rate, gain * math.sqrt(2.0 / bins.size), phases)


def _bins() -> F64:
    """Frequencies of a loop's spectrum, hertz: 0 to the ceiling."""
    return np.arange(round(CEILING * LOOP_S) + 1) / LOOP_S


def _looped(rate: int, gain: F64, phases: F32) -> F32:
    count = loop_samples(rate)
    spectrum = np.zeros(count // 2 + 1, np.complex64)
    fitting = min(gain.size, spectrum.size)
    size = (gain[:fitting] * (0.5 * count)).astype(np.float32)
    spectrum.real[:fitting] = size * np.cos(phases[:fitting])
    spectrum.imag[:fitting] = size * np.sin(phases[:fitting])
    spectrum[0] = 0
    return np.fft.irfft(spectrum, count).astype(np.float32)


def ensemble(rate: int, seed: int, hertz: float, amplitudes: F64, spread_cents: float, width: float) -> F32:
    """A loop of many players in unison: every harmonic is a narrow band of noise.

    Source: Paul Nasca, “PADsynth algorithm”. The bands widen with the harmonic's number as those of
    detuned and shaking players do.

    Args:
        rate: Samples per second.
        seed: Of the bands' phases.
        hertz: Fundamental.
        amplitudes: float64 (harmonics,).
        spread_cents: Standard deviation of the players' pitch.
        width: 0: both channels alike; 1: nothing in common.

    Returns:
        float32 (2, 2.5 s).
    """
    size = round(CEILING * LOOP_S) + 1
    gain = np.zeros(size)
    for number, amplitude in enumerate(amplitudes.tolist(), 1):
        centre = number * hertz * LOOP_S
        deviation = max(0.6, centre * (2 ** (spread_cents / 1200) - 1))
        low, high = max(1, int(centre - 4 * deviation)), min(size, int(centre + 4 * deviation) + 2)
        if low >= high:
            break
        bell = np.exp(-0.5 * ((np.arange(low, high) - centre) / deviation) ** 2)
        gain[low:high] += amplitude * bell / math.sqrt(float(np.sum(bell**2)))
    draw = np.random.Generator(np.random.PCG64(seed))
    phases = draw.random(size, np.float32) * np.float32(2 * math.pi)
    apart = (draw.random(size, np.float32) - np.float32(0.5)) * np.float32(2 * math.pi * width)
    return np.stack([_looped(rate, gain, phases), _looped(rate, gain, phases + apart)])
