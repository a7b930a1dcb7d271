"""Scores and measurements that the tests of the synthesiser share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.score import Note, Part, Room, Score, Section

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
DRY = Room(level_db=-99.0, warmth=0.0)
PITCHED = [name for name, instrument in INSTRUMENTS.items() if not instrument.is_kit]
KITS = [name for name, instrument in INSTRUMENTS.items() if instrument.is_kit]


def score_of(*parts: Part, seconds: float, room: Room = DRY, seed: int = 0) -> Score:
    return Score("A test", seconds, 120.0, (), (), (Section("a", 0.0, seconds),), parts, room, seed)


def notes(
    *pitches: float, every_s: float = 0.5, held_s: float = 0.4, velocity: float = 0.7
) -> tuple[Note, ...]:
    return tuple(
        Note(0.05 + number * every_s, held_s, pitch, velocity) for number, pitch in enumerate(pitches)
    )


def scale_of(name: str, count: int = 4) -> tuple[Note, ...]:
    """A few notes over an instrument's whole range."""
    instrument = INSTRUMENTS[name]
    return notes(*np.linspace(instrument.lowest, instrument.highest, count).round().tolist(), every_s=0.35)


def level_db(sound: NDArray[np.floating]) -> float:
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-20))


def decimated(sound: F32, factor: int) -> F64:
    """Every ``factor``-th sample after an ideal low-pass; sounds begin and end in silence."""
    spectrum = np.fft.rfft(sound.astype(np.float64), axis=0)
    count = sound.shape[0] // factor
    return np.fft.irfft(spectrum[: count // 2 + 1], count, axis=0) / factor


def power_spectrum(sound: NDArray[np.floating], rate: int = 48_000) -> tuple[F64, F64]:
    """Frequencies in hertz and power of a mono sound, windowed."""
    windowed = sound.astype(np.float64) * np.hanning(sound.size)
    return np.fft.rfftfreq(sound.size, 1 / rate), np.abs(np.fft.rfft(windowed)) ** 2


def centroid_hz(sound: NDArray[np.floating]) -> float:
    at, power = power_spectrum(sound)
    return float(np.sum(at * power) / np.sum(power))
