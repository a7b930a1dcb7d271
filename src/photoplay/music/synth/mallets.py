"""Bars, tubes and bells that are struck: each a row of modes with its decay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from photoplay.music.synth.modal import draw, modes, sound_around
from photoplay.music.synth.tables import F32, hertz_of, kept
from photoplay.music.synth.tones import Played, Tone, Voice, colour_of, loudness

TAKES = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A struck body.

    Attributes:
        modes: Of each mode: frequency over the nominal pitch, level in decibels, decay over the first's.
        t60_s: Of the first mode at pitch 72.
        octaves: In how many octaves upwards the decay halves.
        hard_hz: Up to where a soft mallet excites it, and a hard one.
        click: Level of the stroke itself.
        release_s: Fall by 60 dB once damped; 0: it is left to ring.
        tremolo_hz: Of the vibraphone's discs; 0: none.
    """

    modes: tuple[tuple[float, float, float], ...]
    t60_s: float
    octaves: float
    hard_hz: tuple[float, float]
    click: float
    release_s: float = 0.0
    tremolo_hz: float = 0.0


#: Ratios: bars after Fletcher and Rossing, “The Physics of Musical Instruments”; the tubular bell's strike
#: tone is the missing octave below its fourth mode; music-box teeth are clamped at one end.
BARS: Mapping[str, Bar] = {
    "vibraphone": Bar(
        ((1.0, 0, 1.0), (3.98, -17, 0.3), (9.9, -27, 0.1), (16.6, -36, 0.05)),
        4.2, 1.6, (1100, 4200), 0.05, 0.5, 5.2,
    ),
    "marimba": Bar(
        ((1.0, 0, 1.0), (3.92, -14, 0.32), (9.24, -22, 0.14), (16.3, -32, 0.08)), 0.8, 1.6, (800, 3000), 0.1
    ),
    "celesta": Bar(
        ((1.0, 0, 1.0), (2.0, -27, 0.5), (3.98, -19, 0.35), (9.2, -28, 0.15)), 2.6, 1.5, (2200, 6000), 0.05, 0.6
    ),
    "glockenspiel": Bar(
        ((1.0, 0, 1.0), (2.76, -9, 0.5), (5.4, -15, 0.28), (8.93, -24, 0.16)), 3.2, 1.6, (3000, 9000), 0.06
    ),
    "music-box": Bar(
        (
            (1.0, 0, 1.0), (2.0, -20, 0.7), (3.0, -26, 0.5), (6.27, -11, 0.2), (10.4, -17, 0.12), (17.5, -24, 0.07),
        ),
        2.2, 1.6, (3500, 9000), 0.1,
    ),
    "bells": Bar(
        (
            (0.617, -18, 1.2), (1.0, -7, 0.8), (1.21, -13, 1.0), (2.0, 0, 1.0), (2.99, -2, 0.85), (4.17, -4, 0.7),
            (5.56, -8, 0.5), (7.13, -12, 0.36), (8.9, -17, 0.26), (10.9, -23, 0.18),
        ),
        4.2, 2.2, (3500, 8000), 0.04,
    ),
}  # fmt: skip


def mallet(name: str) -> Voice:
    """The voice of a struck body of this name."""
    bar = BARS[name]

    def play(tone: Tone, rate: int) -> Played:
        pitch, colour, take = tone.pitch, colour_of(tone.velocity), tone.take % TAKES
        first = bar.t60_s * 2.0 ** (-(pitch - 72) / 12 / bar.octaves)
        seconds = min(8.0, 1.1 * first + 0.1)
        if bar.release_s:
            seconds = min(seconds, np.ceil(2 * (tone.held_s + bar.release_s)) / 2)
        wave = kept(
            (name, pitch, colour, take, seconds, rate),
            lambda: _struck(bar, pitch, colour, take, first, seconds, rate),
        )
        return Played(wave, loudness(tone.velocity), bar.release_s, (pitch - 76) / 90)

    return play


def _struck(bar: Bar, pitch: float, colour: float, take: int, first: float, seconds: float, rate: int) -> F32:
    ratio, level_db, decay = np.array(bar.modes).T
    chance = draw(4, round(pitch * 100), take)
    hertz = hertz_of(pitch) * ratio * (1 + np.where(ratio == 1, 0, 0.002) * chance.normal(0, 1, ratio.size))
    soft, hard = bar.hard_hz
    reach = (soft + (hard - soft) * colour) * 2.0 ** ((pitch - 72) / 36)
    amplitude = 10 ** ((level_db + chance.normal(0, 0.8, ratio.size)) / 20) / (1 + (hertz / reach) ** 2)
    amplitude /= np.sqrt(np.sum(amplitude**2))
    # Pairs of nearly equal modes beat slowly, as those of real bars and bells do.
    body = modes(hertz, first * decay, 0.85 * amplitude)
    body = body.joined(
        modes(hertz + chance.uniform(0.3, 0.9, hertz.size), first * decay, 0.12 * amplitude, 0.5)
    )
    stroke = np.array([310.0, 540, 950, 1700, 2900, 4700, 7600])
    size = bar.click * (0.4 + colour) / (1 + (stroke / reach) ** 2)
    body = body.joined(modes(stroke, 0.018 + 8 / stroke, size, chance.random(stroke.size) * 6.28))
    wave = sound_around(body, seconds, rate, 1.2 if reach < 3000 else 0.7, 0.5, round(pitch))
    if bar.tremolo_hz:
        turn = 2 * np.pi * (bar.tremolo_hz * np.arange(wave.shape[1]) / rate + take / TAKES)
        wave *= np.stack([1 + 0.16 * np.sin(turn), 1 + 0.16 * np.sin(turn + 0.9)]).astype(np.float32)
    return wave


VOICES: Mapping[str, Voice] = {name: mallet(name) for name in BARS}
