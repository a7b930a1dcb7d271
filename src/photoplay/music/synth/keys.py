"""Keyboards: the grand piano and the electric piano."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from photoplay.music.synth.kernels import modulate
from photoplay.music.synth.modal import Modes, draw, modes, soften, sound_around
from photoplay.music.synth.tables import F32, cycle, harmonics_below, hertz_of, kept
from photoplay.music.synth.tones import Played, Tone, Voice, colour_of, loudness

#: Partials of a piano's string, at most: the lowest strings have most; middle C has 45 below 12 kHz.
PARTIALS = 110
#: Notes ring no longer, in seconds; sounds are made in steps of this length.
LONGEST_S, STEP_S = 12.0, 0.75


def piano(tone: Tone, rate: int) -> Played:
    """A grand piano: stretched partials of two or three strings, a prompt sound and an after-sound.

    Source: Weinreich, “Coupled piano strings”, JASA 62 (1977); inharmonicity after Young (1952).
    """
    pitch = round(tone.pitch)
    colour = colour_of(tone.velocity)
    damped = pitch < 89
    wanted = min(LONGEST_S, tone.held_s + 0.5) if damped else LONGEST_S
    seconds = min(math.ceil(wanted / STEP_S) * STEP_S, 1.3 * _t60(pitch) + 0.2)
    take = tone.take % 2
    attack_ms = float(np.interp(pitch, [30, 60, 96], [3.5, 2.0, 0.8])) * (1.3 - 0.5 * colour)
    wave = kept(
        ("piano", pitch, colour, take, seconds, rate),
        lambda: sound_around(_strings(pitch, colour, take), seconds, rate, attack_ms, 0.6, pitch),
    )
    release = float(np.interp(pitch, [36, 60, 84], [0.55, 0.35, 0.2])) if damped else 0.0
    return Played(wave, loudness(tone.velocity), release, (pitch - 62) / 110)


def _t60(pitch: float) -> float:
    """Time in which the fundamental would fall by 60 dB, seconds."""
    return float(8.0 * 2.0 ** (-(pitch - 60) / (26 if pitch < 60 else 14)))


def _strings(pitch: int, colour: float, take: int) -> Modes:
    stiffness = 4e-4 * 2.0 ** ((pitch - 60) / (8 if pitch > 60 else 14))
    number = np.arange(1, min(PARTIALS, harmonics_below(hertz_of(pitch), 12_000)) + 1, dtype=np.float64)
    hertz = hertz_of(pitch) * number * np.sqrt((1 + stiffness * number**2) / (1 + stiffness))
    chance = draw(1, pitch, take)
    # The hammer strikes at an eighth, and is too soft to excite what is quicker than its contact.
    contact_hz = (300 + 2600 * colour**1.7) * 2.0 ** ((pitch - 60) / 30)
    comb = np.hypot(np.sin(np.pi * number / 8.2), 0.18)
    board = hertz / (hertz + 75) / (1 + (hertz / 6000) ** 2)
    amplitude = comb * board / number**0.35 / (1 + (hertz / contact_hz) ** 2) ** 0.88
    amplitude *= 10 ** (chance.normal(0, 1.6, number.size) / 20)
    amplitude /= np.sqrt(np.sum(amplitude**2))
    t60 = 1 / (1 / _t60(pitch) + 0.055 * (hertz / 1000) + (hertz / 7000) ** 2)
    cents = [-0.45, 0.1, 0.6] if pitch > 50 else [-0.3, 0.35]
    body = modes(hertz, 0.45 * t60, amplitude * 0.8)
    for place, cent in enumerate(cents):
        share = (0.24, 0.16, 0.13)[place]
        tuned = hertz * 2 ** ((cent + chance.normal(0, 0.08)) / 1200)
        body = body.joined(modes(tuned, (1.5 - 0.2 * place) * t60, amplitude * share, 0.15 * place))
    return body.joined(_knock(pitch, colour))


def _knock(pitch: int, colour: float) -> Modes:
    """The key's bottom and the hammer's wood: short modes of case and soundboard."""
    chance = draw(2, pitch)
    hertz = np.array([68.0, 112, 173, 241, 338, 467, 612, 890, 1240, 1730, 2450, 3300, 4350, 5600, 7300])
    hertz = hertz * (1 + 0.03 * chance.normal(0, 1, hertz.size))
    size = 0.05 * (0.35 + colour) / (1 + hertz / 900)
    return modes(hertz, 0.09 / (1 + hertz / 800) + 0.03, size, chance.random(hertz.size) * 6.28)


def _sine() -> F32:
    return kept("sine", lambda: cycle(np.ones(1)))


def electric_piano(tone: Tone, rate: int) -> Played:
    """A tine piano by phase modulation: 1:1 for the body, 14:1 for the tine, more of both when struck hard.

    Source: Chowning, “The synthesis of complex audio spectra by means of frequency modulation” (1973);
    the pair of ratios is that of the Yamaha DX7's well-known preset.
    """
    pitch, colour = tone.pitch, colour_of(tone.velocity)
    seconds = min(6.0, math.ceil((tone.held_s + 0.3) / STEP_S) * STEP_S)
    wave = kept(("e-piano", pitch, colour, seconds, rate), lambda: _tines(pitch, colour, seconds, rate))
    return Played(wave, loudness(tone.velocity), 0.28, (pitch - 62) / 130)


def _tines(pitch: float, colour: float, seconds: float, rate: int) -> F32:
    hertz = hertz_of(pitch)
    count = round(seconds * 48_000) * rate // 48_000
    t60 = 7.0 * 2.0 ** (-(pitch - 60) / 18)
    fall = math.log(1000) / rate
    # Modulation falls with pitch, so that no side band passes 20 kHz audibly.
    index = (
        (0.35 + 1.6 * colour**1.3)
        * min(1.9, 2.0 ** (-(pitch - 66) / (16 if pitch > 66 else 26)))
        / (2 * math.pi)
    )
    channels = []
    tuned = hertz / rate
    for turn in (1.0, 0.9):
        out = np.zeros(count, np.float32)
        modulate(out, _sine(), tuned, 1.0, index * turn, fall / (0.45 * t60), 0.62, fall / t60)
        if 15 * hertz < 17_000:
            level = (0.05 + 0.17 * colour**1.5) * min(1.0, 2.0 ** (-(pitch - 60) / 14))
            modulate(out, _sine(), tuned, 14.0, 0.06, fall / 0.5, level * turn, fall / 0.35)
        channels.append(out)
    wave = np.stack(channels)
    soften(wave, 1.6, rate)
    # The suitcase's tremolo goes from side to side.
    sway = 0.17 * np.sin(2 * np.pi * 4.6 * np.arange(count) / rate)
    wave *= np.stack([1 + sway, 1 - sway]).astype(np.float32)
    return wave


VOICES: Mapping[str, Voice] = {"piano": piano, "electric-piano": electric_piano}
