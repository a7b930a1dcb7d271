"""Struck and plucked bodies: a sound as the sum of its modes, each a sinusoid that dies away."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from photoplay.music.synth.kernels import ring
from photoplay.music.synth.tables import CEILING, F32, F64

#: A mode is followed until it is this far below the loudest.
FLOOR_DB = 84.0
#: A sound that is cut short fades so long.
END_MS = 15.0


@dataclass(frozen=True, slots=True)
class Modes:
    """Modes of a body.

    Attributes:
        hertz: float64 (modes,).
        t60_s: float64 (modes,), time to fall by 60 dB.
        amplitude: float64 (modes,).
        phase: float64 (modes,), radians of a sine.
    """

    hertz: F64
    t60_s: F64
    amplitude: F64
    phase: F64

    def joined(self, other: Modes) -> Modes:
        """Both bodies at once."""
        return Modes(
            np.concatenate([self.hertz, other.hertz]),
            np.concatenate([self.t60_s, other.t60_s]),
            np.concatenate([self.amplitude, other.amplitude]),
            np.concatenate([self.phase, other.phase]),
        )

    def scaled(self, gain: F64) -> Modes:
        return Modes(self.hertz, self.t60_s, self.amplitude * gain, self.phase)


def modes(hertz: F64, t60_s: F64 | float, amplitude: F64 | float, phase: F64 | float = 0.0) -> Modes:
    """Modes of which one thing or another is the same for all."""
    shape = np.broadcast(hertz, t60_s, amplitude, phase).shape
    told = (hertz, t60_s, amplitude, phase)
    return Modes(*(np.array(np.broadcast_to(one, shape), np.float64) for one in told))


def draw(*told: int) -> np.random.Generator:
    """Numbers by chance that depend on the integers alone."""
    return np.random.Generator(np.random.PCG64(list(told)))


def sound(body: Modes, seconds: float, rate: int, attack_ms: float = 0.0) -> F32:
    """The body struck once.

    Args:
        body: Modes; those above 20 kHz are left out.
        seconds: How much of it, rounded up to a few milliseconds.
        rate: Samples per second.
        attack_ms: Time in which it swells, so that it does not begin with a step.

    Returns:
        float32 (1, n).
    """
    count = max(1, math.ceil(seconds * 48_000 / 256)) * 256 * rate // 48_000
    out = np.zeros(-(-count // 256) * 256, np.float32)
    fits = (body.hertz < CEILING) & (body.amplitude != 0)
    size = np.abs(body.amplitude[fits])
    if size.size:
        t60 = body.t60_s[fits]
        fall = np.clip(FLOOR_DB + 20 * np.log10(size / size.max()), 0, None)
        ring(
            out, body.hertz[fits] / rate, math.log(1000) / (t60 * rate), body.amplitude[fits], body.phase[fits],
            np.ceil(fall / 60 * t60 * rate).astype(np.int64),
        )  # fmt: skip
    out = out[None, :count]
    soften(out, attack_ms, rate)
    soften(out[:, ::-1], END_MS, rate)
    return out


def sound_around(body: Modes, seconds: float, rate: int, attack_ms: float, spread: float, seed: int) -> F32:
    """The body struck once, heard by two microphones: every mode lies a little elsewhere.

    Args:
        body: As in ``sound``.
        seconds: As in ``sound``.
        rate: Samples per second.
        attack_ms: As in ``sound``.
        spread: 0 (a point) to 1 (from left to right).
        seed: Of the places.

    Returns:
        float32 (2, n).
    """
    places = spread * (2 * draw(seed).random(body.hertz.size) - 1)
    left, right = np.sqrt(1 - places), np.sqrt(1 + places)
    return np.concatenate([sound(body.scaled(one), seconds, rate, attack_ms) for one in (left, right)])


def soften(wave: F32, attack_ms: float, rate: int) -> None:
    """Lets a sound begin along a raised cosine, in place."""
    count = min(wave.shape[-1], round(attack_ms * 48) * rate // 48_000)
    if count:
        wave[..., :count] *= (0.5 - 0.5 * np.cos(np.pi * np.arange(count) / count)).astype(np.float32)
