"""Plucked strings: guitars, ukulele, harp, pizzicato, basses.

The loop of a Karplus–Strong string (delay, loss, stiffness, pick position) is linear, so its modes are
known in closed form. They are summed here in place of running the loop: pitch is exact without a
fractional delay, and the sound does not depend on the rate.

Source: Jaffe and Smith, “Extensions of the Karplus–Strong plucked-string algorithm” (1983).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from photoplay.music.synth.modal import Modes, draw, modes, sound_around
from photoplay.music.synth.tables import CEILING, F64, harmonics_below, hertz_of, kept
from photoplay.music.synth.tones import Played, Tone, Voice, colour_of, loudness

STEP_S = 0.5
TAKES = 3


@dataclass(frozen=True, slots=True)
class String:
    """A plucked string on its body.

    Attributes:
        t60_s: Decay of the fundamental at ``middle``, seconds.
        middle: Pitch of that.
        octaves: In how many octaves upwards the decay halves.
        loss: Further decay at 1 kHz, per second, growing with frequency ** ``loss_power``.
        pick: Where it is plucked, as a part of its length.
        bright_hz: Up to where a soft pluck excites it, and a hard one.
        stiffness: Inharmonicity of the string at ``middle``.
        body: Resonances of the body: hertz, gain in decibels, band width in hertz.
        knock: Level of the body's own short sound.
        release_s: Fall by 60 dB after the finger mutes it.
        attack_ms: Of the finger or pick.
        loss_power: See ``loss``.
        bass_hz: Below this the body radiates less and less.
    """

    t60_s: float
    middle: int
    octaves: float
    loss: float
    pick: float
    bright_hz: tuple[float, float]
    stiffness: float
    body: tuple[tuple[float, float, float], ...]
    knock: float
    release_s: float
    attack_ms: float
    loss_power: float = 1.3
    bass_hz: float = 60.0


_GUITAR = (
    (104.0, 4.5, 30.0),
    (206.0, 4.0, 45.0),
    (395.0, 3.5, 80.0),
    (560.0, 2.5, 140.0),
    (2600.0, 4.0, 2400.0),
)
STRINGS: Mapping[str, String] = {
    "guitar": String(4.5, 52, 1.7, 0.22, 0.15, (1000.0, 6500.0), 5e-5, _GUITAR, 0.09, 0.22, 1.8, bass_hz=420.0),
    "steel-guitar": String(7.5, 52, 1.8, 0.06, 0.1, (1800.0, 11000.0), 1.2e-4, _GUITAR, 0.06, 0.2, 1.0, bass_hz=380.0),
    "ukulele": String(
        1.9, 67, 1.6, 0.36, 0.14, (1200.0, 6500.0), 6e-5,
        ((185.0, 4.0, 50.0), (410.0, 6.0, 60.0), (640.0, 4.0, 110.0), (1150.0, 2.5, 200.0)),
        0.1, 0.16, 1.6, bass_hz=600.0,
    ),
    "harp": String(
        5.5, 60, 1.5, 0.55, 0.3, (900.0, 3000.0), 3e-5, ((160.0, 3.0, 60.0), (240.0, 3.0, 90.0)), 0.04, 0.9, 2.0
    ),
    "pizzicato": String(
        1.05, 60, 2.2, 2.0, 0.14, (800.0, 2700.0), 4e-5,
        ((275.0, 5.0, 40.0), (460.0, 5.0, 60.0), (700.0, 3.0, 130.0), (1200.0, 2.0, 400.0)), 0.12, 0.4, 2.5,
    ),
    "bass": String(
        7.0, 33, 2.5, 0.45, 0.17, (900.0, 2800.0), 6e-5, ((110.0, 2.0, 90.0), (700.0, 2.0, 500.0)), 0.03, 0.16, 4.0
    ),
    "upright-bass": String(
        3.6, 33, 2.6, 2.4, 0.24, (450.0, 1300.0), 5e-5,
        ((62.0, 4.0, 18.0), (102.0, 5.0, 25.0), (190.0, 3.0, 60.0), (500.0, 2.0, 250.0)), 0.12, 0.22, 6.0,
    ),
}  # fmt: skip


def plucked(name: str) -> Voice:
    """The voice of a string of this name."""
    string = STRINGS[name]

    def play(tone: Tone, rate: int) -> Played:
        pitch, colour, take = tone.pitch, colour_of(tone.velocity), tone.take % TAKES
        longest = 1.1 * _t60(string, pitch) + 0.1
        seconds = min(longest, math.ceil((tone.held_s + string.release_s) / STEP_S) * STEP_S)
        attack_ms = string.attack_ms * (1.4 - 0.6 * colour)
        wave = kept(
            (name, pitch, colour, take, seconds, rate),
            lambda: sound_around(
                _modes(string, pitch, colour, take), seconds, rate, attack_ms, 0.5, round(pitch)
            ),
        )
        return Played(wave, loudness(tone.velocity), string.release_s)

    return play


def _t60(string: String, pitch: float) -> float:
    return float(string.t60_s * 2.0 ** (-(pitch - string.middle) / 12 / string.octaves))


def _modes(string: String, pitch: float, colour: float, take: int) -> Modes:
    fundamental = hertz_of(pitch)
    number = np.arange(1, min(120, harmonics_below(fundamental)) + 1, dtype=np.float64)
    hertz = fundamental * number * np.sqrt(1 + string.stiffness * number**2)
    hertz /= math.sqrt(1 + string.stiffness)
    chance = draw(3, round(pitch * 100), take)
    soft, hard = string.bright_hz
    reach = soft * (hard / soft) ** colour * max(1.0, 2.0 ** ((pitch - 60) / 24))
    pick = string.pick * (1 + 0.12 * chance.normal())
    amplitude = np.sin(np.pi * number * pick) / number / (1 + (hertz / reach) ** 2)
    amplitude *= 10 ** (chance.normal(0, 1.2, number.size) / 20) * _resonance(string, hertz)
    amplitude /= math.sqrt(float(np.sum(amplitude**2)))
    t60 = 1 / (1 / _t60(string, pitch) + string.loss * (hertz / 1000) ** string.loss_power)
    # The two planes of vibration: one speaks to the body and dies sooner.
    low = number <= 16
    across = modes(hertz[low] * 2 ** (0.7 / 1200), 1.25 * t60[low], 0.35 * amplitude[low], 0.4)
    return modes(hertz, 0.8 * t60, amplitude).joined(across).joined(_stroke(string, colour, reach, chance))


def _resonance(string: String, hertz: F64) -> F64:
    gain = hertz / (hertz + string.bass_hz) / (1 + (hertz / (0.35 * CEILING)) ** 2)
    for centre, gain_db, width in string.body:
        gain *= 1 + (10 ** (gain_db / 20) - 1) / (1 + ((hertz - centre) / (0.5 * width)) ** 2)
    return gain


def _stroke(string: String, colour: float, reach: float, chance: np.random.Generator) -> Modes:
    """What the stroke itself excites: the body, and the finger's scrape on the string."""
    hertz = np.array([one[0] for one in string.body])
    width = np.array([one[2] for one in string.body])
    size = string.knock * (0.5 + colour) * np.array([10 ** (one[1] / 20) for one in string.body]) / 2
    t60 = np.clip(2.2 / width, 0.012, 0.16)
    body = modes(hertz, t60, size / (1 + hertz / 800), chance.random(hertz.size) * 6.28)
    scrape = np.geomspace(700, 7500, 14) * (1 + 0.06 * chance.normal(0, 1, 14))
    level = 0.5 * string.knock * (0.3 + colour) / (1 + (scrape / reach) ** 2)
    return body.joined(modes(scrape, 0.02 + 6 / scrape, level, chance.random(14) * 6.28))


VOICES: Mapping[str, Voice] = {name: plucked(name) for name in STRINGS}
