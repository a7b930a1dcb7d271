"""Many players in unison: string section and choir as bands of noise round their harmonics."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from photoplay.music.synth.oscillators import envelope, points
from photoplay.music.synth.tables import (
    F32,
    F64,
    chance,
    ensemble,
    harmonics_below,
    hertz_of,
    kept,
    levelled,
    loop_samples,
)
from photoplay.music.synth.tones import Played, Tone, Voice, loudness

#: Steps of velocity at which a section's colour is made anew: their loops are large.
COLOURS = 3


def strings(tone: Tone, rate: int) -> Played:
    """A string section: bowed spectrum with the bodies' resonances, a slow attack, slight shimmer."""
    hertz, colour = hertz_of(tone.pitch), _colour(tone.velocity)
    loop = kept(
        ("strings", tone.pitch, colour, rate),
        lambda: ensemble(rate, 11 + round(tone.pitch * 8), hertz, _bowed(hertz, colour), 11.0, 0.34),
    )
    attack_s = (0.05 if tone.is_tied else 0.15 - 0.09 * tone.velocity) * (1.25 if tone.pitch < 50 else 1.0)
    return _held(loop, tone, rate, attack_s, 0.32)


def choir(tone: Tone, rate: int) -> Played:
    """A choir on “ah”, darker when soft."""
    hertz, colour = hertz_of(tone.pitch), _colour(tone.velocity)
    loop = kept(
        ("choir", tone.pitch, colour, rate),
        lambda: ensemble(rate, 12 + round(tone.pitch * 8), hertz, _sung(hertz, colour), 16.0, 0.4),
    )
    return _held(loop, tone, rate, 0.09 if tone.is_tied else 0.24 - 0.1 * tone.velocity, 0.45)


def _colour(velocity: float) -> float:
    return (min(COLOURS - 1, int(max(velocity, 0.0) * COLOURS)) + 0.5) / COLOURS


def _bowed(hertz: float, colour: float) -> F64:
    at = hertz * np.arange(1, min(240, harmonics_below(hertz, 15_000)) + 1)
    reach = 700 + 2300 * colour
    amplitude = (
        (hertz / at) ** 0.85
        / (1 + (at / reach) ** 2) ** 0.9
        * at
        / (at + 150)
        / np.sqrt(1 + (at / 7000) ** 4)
    )
    for centre, gain, width in ((285, 0.6, 90), (470, 0.7, 140), (900, 0.35, 300), (2400, 0.5, 1400)):
        amplitude *= 1 + gain / (1 + ((at - centre) / (0.5 * width)) ** 2)
    return levelled(amplitude)


def _sung(hertz: float, colour: float) -> F64:
    at = hertz * np.arange(1, min(160, harmonics_below(hertz, 12_000)) + 1)
    source = (hertz / at) ** (1.25 - 0.3 * colour)
    # Formants of an “ah” between men's and women's; the first follows a high fundamental.
    first = max(640.0, 0.95 * hertz)
    vowel = 0.04 + sum(
        gain / (1 + ((at - centre) / (0.5 * width)) ** 2)
        for centre, gain, width in (
            (first, 1.0, 260.0),
            (1080, 0.55, 260),
            (2650, 0.2, 420),
            (3400, 0.1, 600),
        )
    )
    amplitude = source * vowel / np.sqrt(1 + (at / 6000) ** 4)
    return levelled(amplitude)


def _held(loop: F32, tone: Tone, rate: int, attack_s: float, release_s: float) -> Played:
    seconds = tone.held_s + release_s
    # Loops are entered on a grid of 48 kHz, so that every rate hears the same.
    entry = int(chance(21, tone.take) * loop_samples(48_000)) * rate // 48_000
    count = round(seconds * 1000) * rate // 1000
    index = np.arange(entry, entry + count) % loop.shape[1]
    time = points(seconds)
    level = envelope(time, tone.held_s, min(attack_s, 0.8 * tone.held_s + 0.02), 0.9, 0.86, release_s)
    curve = np.interp(np.arange(count) / rate, time, level).astype(np.float32)
    return Played(np.take(loop, index, axis=1) * curve, loudness(tone.velocity))


VOICES: Mapping[str, Voice] = {"strings": strings, "choir": choir}
