"""Breath and pipes: flute, saxophone, brass section, organ."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from photoplay.music.synth.oscillators import Curves, envelope, points, shades, tone, vibrato
from photoplay.music.synth.tables import F32, F64, chance, hertz_of, kept, levelled, noise
from photoplay.music.synth.tones import Played, Tone, Voice, loudness


def flute(note: Tone, rate: int) -> Played:
    """A flute: few harmonics, breath at the lips, vibrato of level more than of pitch."""
    hertz, velocity = hertz_of(note.pitch), note.velocity
    tables = shades("flute", note.pitch, hertz, _flute_spectrum)
    release_s = 0.11
    seconds = note.held_s + release_s
    time = points(seconds)
    luck = chance(41, note.take)
    attack = 0.035 if note.is_tied else 0.075 - 0.03 * velocity
    level = envelope(time, note.held_s, min(attack, 0.6 * note.held_s + 0.01), 0.5, 0.9, release_s)
    speed = 4.8 + 0.7 * luck
    sway = np.clip((time - 0.22) / 0.35, 0, 1) * np.sin(2 * np.pi * (speed * time + luck))
    bent = hertz * 2 ** ((9 * sway - 18 * np.exp(-time / 0.02)) / 1200)
    shade = 0.15 + 0.6 * velocity * level + 0.06 * sway
    wave = tone(tables, Curves(bent, shade, level * (1 + 0.13 * sway)), seconds, rate, luck)
    breath = level * (0.55 + 0.45 * np.exp(-time / 0.05)) * (1 + 0.2 * sway)
    _blow(
        wave,
        "flute",
        lambda at: _band(at, 1.6 * hertz + 900, 1.3),
        0.02 * (0.6 + 0.6 * velocity),
        breath,
        time,
        note,
        rate,
    )
    return Played(wave[None], loudness(velocity))


def _flute_spectrum(at: F64, brightness: float) -> F64:
    number = at / at[0]
    # Low notes are rich, high ones nearly pure.
    slope = (10.5 - 5.5 * brightness) * (1 + np.log2(max(at[0], 200) / 800) * 0.3)
    amplitude: F64 = 10 ** (-slope * (number - 1) / 20)
    if at.size > 1:
        amplitude[1] *= 1.0 + 1.2 * max(0.0, 1 - at[0] / 1200)
    return amplitude


def saxophone(note: Tone, rate: int) -> Played:
    """An alto saxophone: reed spectrum with the horn's formants, a scoop into the note, late vibrato."""
    hertz, velocity = hertz_of(note.pitch), note.velocity
    tables = shades("saxophone", note.pitch, hertz, _reed_spectrum)
    release_s = 0.09
    seconds = note.held_s + release_s
    time = points(seconds)
    luck = chance(42, note.take)
    attack = 0.03 if note.is_tied else 0.055 - 0.025 * velocity
    level = envelope(time, note.held_s, min(attack, 0.6 * note.held_s + 0.01), 0.35, 0.82, release_s)
    scoop = (15 if note.is_tied else 45 * (0.4 + luck)) * np.exp(-time / 0.035)
    bent = hertz * 2 ** (-scoop / 1200) * vibrato(time, 4.9 + 0.6 * luck, 15, 0.3, luck)
    shade = (0.2 + 0.65 * velocity) * (0.55 + 0.45 * level) + 0.1 * np.exp(-time / 0.06)
    flutter = 1 + 0.07 * np.clip((time - 0.3) / 0.4, 0, 1) * np.sin(2 * np.pi * (4.9 + 0.6 * luck) * time)
    wave = tone(tables, Curves(bent, shade, level * flutter), seconds, rate, luck)
    _blow(
        wave,
        "reed",
        lambda at: _band(at, 2600, 1.2),
        0.014,
        level * (0.6 + 0.8 * np.exp(-time / 0.04)),
        time,
        note,
        rate,
    )
    return Played(wave[None], loudness(velocity))


def _reed_spectrum(at: F64, brightness: float) -> F64:
    number = at / at[0]
    knee = 700 + 1500 * brightness
    amplitude = (
        number**-0.35 / (1 + (at / knee) ** 2) ** (1.2 - 0.25 * brightness) / (1 + (at / 6000) ** 4) ** 0.5
    )
    amplitude *= 1 + 0.5 * np.cos(1.9 * number) * np.exp(-number / 9)
    for centre, gain, width in ((550, 0.5, 300), (1250, 0.6, 500), (2700, 0.5, 900)):
        amplitude *= 1 + gain / (1 + ((at - centre) / (0.5 * width)) ** 2)
    return levelled(amplitude) * 0.8


def brass(note: Tone, rate: int) -> Played:
    """A section of three: brightness follows level, each player a little early, late, sharp or flat."""
    hertz, velocity = hertz_of(note.pitch), note.velocity
    tables = shades("brass", note.pitch, hertz, _brass_spectrum)
    release_s = 0.13
    seconds = note.held_s + release_s + 0.03
    time = points(seconds)
    attack = 0.04 if note.is_tied else 0.085 - 0.04 * velocity
    waves = []
    for player in range(3):
        luck = chance(43, note.take, player)
        late = 0.012 * player * (0.4 + luck)
        own = np.clip(time - late, 0, None)
        level = envelope(own, note.held_s, min(attack, 0.6 * note.held_s + 0.01), 0.22, 0.8, release_s)
        cents = (-5, 0, 6)[player] - 30 * np.exp(-own / 0.02) + 2 * np.sin(2 * np.pi * (0.7 + luck) * own)
        bent = hertz * 2 ** (cents / 1200) * vibrato(own, 5 + luck, 7, 0.45, luck)
        shade = (0.15 + 0.85 * velocity) * level**1.3
        waves.append(tone(tables, Curves(bent, shade, 0.5 * level), seconds, rate, luck))
    left, middle, right = waves
    wave = np.stack([1.15 * left + 0.8 * middle + 0.35 * right, 0.35 * left + 0.8 * middle + 1.15 * right])
    return Played(wave, loudness(velocity))


def _brass_spectrum(at: F64, brightness: float) -> F64:
    knee = 600 * 8**brightness + 0.8 * at[0]
    amplitude = (at / at[0]) ** -0.25 / (1 + (at / knee) ** 2) ** 1.25
    amplitude *= 1 + 0.7 / (1 + ((at - 1250) / 450) ** 2)
    return levelled(amplitude) * (0.75 + 0.25 * brightness)


#: Drawbars of a mellow registration: harmonic (of 8′) and level.
DRAWBARS = (
    (0.5, 0.32),
    (1.0, 1.0),
    (1.5, 0.3),
    (2.0, 0.55),
    (3.0, 0.28),
    (4.0, 0.2),
    (6.0, 0.06),
    (8.0, 0.08),
)


def organ(note: Tone, rate: int) -> Played:
    """A tone-wheel organ through slowly turning horns."""
    hertz = hertz_of(note.pitch) / 2
    tables = shades("organ", note.pitch, hertz, _drawn)
    seconds = note.held_s + 0.08
    time = points(seconds)
    luck = chance(44, note.take)
    level = envelope(time, note.held_s, 0.012, 9.0, 0.95, 0.08)
    channels = []
    for side in (0.0, 0.45):
        turn = 2 * np.pi * (0.83 * time + luck + side)
        bent = hertz * 2 ** (1.8 * np.cos(2 * np.pi * (0.83 * time + luck)) / 1200)
        shade = 0.45 + 0.25 * np.sin(turn) + 0.2 * note.velocity
        channels.append(
            tone(tables, Curves(bent, shade, level * (1 + 0.14 * np.sin(turn))), seconds, rate, luck)
        )
    return Played(np.stack(channels), loudness(note.velocity))


def _drawn(at: F64, brightness: float) -> F64:
    amplitude = np.zeros(at.size)
    for ratio, level in DRAWBARS:
        number = round(2 * ratio) - 1
        if number < at.size:
            amplitude[number] = level / (1 + (at[number] / (2000 + 6000 * brightness)) ** 2)
    return 0.6 * amplitude


def _band(at: F64, centre: float, octaves: float) -> F64:
    """A bell over the logarithm of frequency."""
    bell: F64 = np.exp(-0.5 * (np.log2(np.maximum(at, 1) / centre) / octaves) ** 2)
    return bell


def _blow(
    wave: F32,
    name: str,
    shape: Callable[[F64], F64],
    level: float,
    curve: F64,
    time: F64,
    note: Tone,
    rate: int,
) -> None:
    """Adds the noise of breath along a curve, in place."""
    key = round(note.pitch / 3)
    loop = kept((name, "breath", key, rate), lambda: noise(rate, 50 + key, shape))
    entry = int(chance(45, note.take) * (loop.size * 48_000 // rate)) * rate // 48_000
    index = np.arange(entry, entry + wave.size) % loop.size
    strength = float(np.sqrt(np.mean(loop**2)))
    wave += loop[index] * np.interp(np.arange(wave.size) / rate, time, curve * level / strength).astype(
        np.float32
    )


VOICES: Mapping[str, Voice] = {"flute": flute, "saxophone": saxophone, "brass": brass, "organ": organ}
