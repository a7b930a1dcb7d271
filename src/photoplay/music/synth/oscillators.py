"""Held tones: single cycles of many brightnesses, read along curves of pitch, colour and level."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from photoplay.music.synth.kernels import oscillate
from photoplay.music.synth.tables import F32, F64, cycle, harmonics_below, kept

#: Points of a curve per second.
CONTROLS = 1000
#: Brightnesses of one tone.
SHADES = 8


@dataclass(frozen=True, slots=True)
class Curves:
    """How a tone moves, at 1000 points a second.

    Attributes:
        hertz: float64 (points,).
        shade: float64 (points,), 0 (dull) to 1 (bright).
        level: float64 (points,).
    """

    hertz: F64
    shade: F64
    level: F64


def points(seconds: float) -> F64:
    """Times of a curve's points for a sound so long, seconds; two more than it needs."""
    return np.arange(math.ceil(seconds * CONTROLS) + 3) / CONTROLS


def shades(
    key: str, pitch: float, hertz: float, spectrum: Callable[[F64, float], F64], ceiling: float = 19_000.0
) -> F32:
    """Cycles of a tone from dull to bright.

    Args:
        key: Name of the instrument.
        pitch: MIDI number.
        hertz: Of the fundamental.
        spectrum: Amplitudes at frequencies in hertz, for a brightness from 0 to 1; the first frequency is
            the fundamental's.
        ceiling: Highest frequency, hertz; it leaves room for vibrato.

    Returns:
        float32 (``SHADES``, size + 1).
    """
    number: F64 = np.arange(1.0, min(512, harmonics_below(hertz, ceiling)) + 1) * hertz

    def make() -> F32:
        return np.stack([cycle(spectrum(number, one)) for one in np.linspace(0, 1, SHADES).tolist()])

    return kept(("shades", key, pitch), make)


def tone(tables: F32, curves: Curves, seconds: float, rate: int, start: float = 0.0) -> F32:
    """The tone along its curves.

    Args:
        tables: Of ``shades``.
        curves: Long enough for ``seconds``.
        seconds: Length.
        rate: Samples per second.
        start: Phase at first, cycles.

    Returns:
        float32 (n,).
    """
    out = np.zeros(round(seconds * CONTROLS) * rate // CONTROLS, np.float32)
    pace = curves.hertz / CONTROLS
    turns = start + np.concatenate([[0.0], np.cumsum(0.5 * (pace[1:] + pace[:-1]))])
    shade = np.clip(curves.shade, 0, 1) * (SHADES - 1.001)
    oscillate(
        out, tables, turns, pace, shade.astype(np.float32), curves.level.astype(np.float32), CONTROLS / rate
    )
    return out


def envelope(
    time: F64, held_s: float, attack_s: float, decay_s: float, sustain: float, release_s: float
) -> F64:
    """Rise along a raised cosine, exponential fall to a level, exponential release that ends in silence.

    Args:
        time: Seconds, of the points.
        held_s: When the release begins; the sound ends ``release_s`` later.
        attack_s: Time of the rise.
        decay_s: Time constant of the fall.
        sustain: Level that is held, 0–1.
        release_s: Time of the release; within it the level falls by 35 dB, and then to nothing.

    Returns:
        float64 (points,).
    """
    rise = 0.5 - 0.5 * np.cos(np.pi * np.clip(time / attack_s, 0, 1))
    fall = sustain + (1 - sustain) * np.exp(-np.clip(time - attack_s, 0, None) / decay_s)
    gone = np.clip((time - held_s) / release_s, 0, 1)
    return rise * fall * np.exp(-4 * gone) * (1 - gone)


def vibrato(time: F64, hertz: float, cents: float, after_s: float, start: float) -> F64:
    """A factor of pitch: a sway that sets in gradually.

    Args:
        time: Seconds.
        hertz: Sways per second.
        cents: Depth.
        after_s: When it begins; it is full 0.35 s later.
        start: Phase, cycles.
    """
    depth = cents * np.clip((time - after_s) / 0.35, 0, 1)
    factor: F64 = 2 ** (depth * np.sin(2 * np.pi * (hertz * time + start)) / 1200)
    return factor
