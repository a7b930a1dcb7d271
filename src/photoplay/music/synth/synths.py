"""Synthesisers: pad, lead, pluck, arpeggio and two basses, from band-limited saws under moving filters."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from photoplay.music.synth.kernels import saws
from photoplay.music.synth.oscillators import Curves, envelope, points, shades, tone
from photoplay.music.synth.tables import F32, F64, chance, cycle, harmonics_below, hertz_of, kept, levelled
from photoplay.music.synth.tones import Played, Tone, Voice, colour_of, loudness

#: Detuning of a pad's saws in cents, and their places from left to right.
PAD = ((-11.0, -0.7), (-7.0, 0.45), (-3.2, -0.25), (0.0, 0.0), (3.6, 0.25), (7.4, -0.5), (10.5, 0.7))


def low_pass(at: F64, cutoff: float, poles: int = 4, peak: float = 0.0) -> F64:
    """Magnitude of a Butterworth low-pass with a resonance of so much gain above one at its cutoff."""
    flat = 1 / np.sqrt(1 + (at / cutoff) ** (2 * poles))
    bell: F64 = flat * (1 + peak * np.exp(-0.5 * (np.log2(at / cutoff) / 0.22) ** 2))
    return bell


def pad(note: Tone, rate: int) -> Played:
    """Seven saws ± 11 cents from left to right, each through its own slow chorus, under a soft low-pass."""
    hertz, colour = hertz_of(note.pitch), colour_of(note.velocity)

    def make() -> F32:
        at: F64 = np.arange(1.0, min(256, harmonics_below(hertz, 16_000)) + 1) * hertz
        wave = hertz / at * low_pass(at, 650 + 1500 * colour + 0.8 * hertz, 1) * low_pass(at, 5500, 2)
        return cycle(levelled(wave))

    table = kept(("pad", note.pitch, colour), make)
    release_s = 0.7
    seconds = note.held_s + release_s
    out = np.zeros((2, round(seconds * 1000) * rate // 1000), np.float32)
    for number, (cents, place) in enumerate(PAD):
        start, sway = chance(31, note.take, number), 0.35 + 0.09 * number
        turn = 2 * math.pi * sway * 256 / 48_000
        gains = 0.4 * math.sqrt((1 - place) / 2), 0.4 * math.sqrt((1 + place) / 2)
        run = 256 * rate // 48_000
        saws(out, table, start, hertz * 2 ** (cents / 1200) / rate, turn, hertz * 0.0006, run, *gains)
    time = points(seconds)
    level = envelope(time, note.held_s, min(0.35, 0.5 * note.held_s + 0.02), 1.5, 0.85, release_s)
    out *= np.interp(np.arange(out.shape[1]) / rate, time, level).astype(np.float32)
    return Played(out, loudness(note.velocity))


def _saw(at: F64, brightness: float, low: float, high: float, peak: float) -> F64:
    """A saw below a cutoff that goes from ``low`` to ``high`` hertz with brightness."""
    made: F64 = at[0] / at * low_pass(at, low * (high / low) ** brightness, 4, peak)
    return made


def _pulse(at: F64, brightness: float, low: float, high: float, duty: float) -> F64:
    number = np.round(at / at[0])
    made: F64 = (
        np.sin(np.pi * number * duty) / number * low_pass(at, low * (high / low) ** brightness, 4, 0.6)
    )
    return made


def lead(note: Tone, rate: int) -> Played:
    """Three saws under a filter that opens with the stroke; vibrato on long notes."""
    hertz = hertz_of(note.pitch)
    tables = shades("synth-lead", note.pitch, hertz, lambda at, b: _saw(at, b, 500, 9000, 0.5))
    seconds = note.held_s + 0.16
    time = points(seconds)
    attack = 0.03 if note.is_tied else 0.009
    level = envelope(time, note.held_s, attack, 0.25, 0.75, 0.16)
    shade = 0.36 + 0.36 * note.velocity + 0.2 * np.exp(-time / 0.18)
    sway = np.clip((time - 0.3) / 0.4, 0, 1) * 9 * np.sin(2 * np.pi * 5.3 * time)
    channels = []
    for cents in ((0.0, -7.0), (0.0, 7.0)):
        channel = np.zeros(round(seconds * 1000) * rate // 1000, np.float32)
        for number, cent in enumerate(cents):
            bent = hertz * 2 ** ((cent + sway) / 1200)
            channel += tone(
                tables, Curves(bent, shade, 0.5 * level), seconds, rate, chance(32, note.take, number)
            )
        channels.append(channel)
    return Played(np.stack(channels), loudness(note.velocity))


def _short(name: str, note: Tone, rate: int, duty: float, fall_s: float, ring_s: float, top: float) -> Played:
    """A plucked synthesiser: level and filter fall together."""
    hertz, colour = hertz_of(note.pitch), colour_of(note.velocity)
    spectrum = (
        (lambda at, b: _pulse(at, b, 350, top, duty))
        if duty < 1
        else (lambda at, b: _saw(at, b, 350, top, 0.8))
    )
    tables = shades(name, note.pitch, hertz, spectrum)
    held = min(round(note.held_s * 8) / 8 + 0.06, ring_s)
    seconds = held + 0.12
    take = note.take % 4

    def make() -> F32:
        time = points(seconds)
        level = envelope(time, held, 0.003, fall_s, 0.0, 0.12)
        shade = (0.58 + 0.42 * colour) * (0.3 + 0.7 * np.exp(-time / (0.45 * fall_s)))
        low, high = (
            tone(
                tables,
                Curves(np.full(time.size, hertz * 2 ** (cents / 1200)), shade, level),
                seconds,
                rate,
                start,
            )
            for cents, start in ((-4.0, 0.13 * take), (4.0, 0.13 * take + 0.04))
        )
        return np.stack([0.8 * low + 0.35 * high, 0.35 * low + 0.8 * high])

    return Played(kept((name, note.pitch, colour, take, held, rate), make), loudness(note.velocity))


def pluck(note: Tone, rate: int) -> Played:
    """Two saws whose filter closes at once."""
    return _short("synth-pluck", note, rate, 1.0, 0.32, 1.6, 9000)


def arpeggio(note: Tone, rate: int) -> Played:
    """Narrow pulses, short and bright."""
    return _short("arpeggio", note, rate, 0.28, 0.2, 0.9, 7000)


def synth_bass(note: Tone, rate: int) -> Played:
    """A saw under a resonant filter with its own envelope, and a sine that carries the ground."""
    hertz, colour = hertz_of(note.pitch), colour_of(note.velocity)
    tables = shades("synth-bass", note.pitch, hertz, lambda at, b: _saw(at, b, 130, 3200, 0.9))
    seconds = note.held_s + 0.07
    time = points(seconds)
    level = envelope(time, note.held_s, 0.005, 0.4, 0.7, 0.07)
    shade = 0.3 + (0.2 + 0.4 * colour) * np.exp(-time / 0.12)
    wave = tone(tables, Curves(np.full(time.size, hertz), shade, level), seconds, rate)
    return Played(wave[None], loudness(note.velocity))


def sub_bass(note: Tone, rate: int) -> Played:
    """A sine with a little of its second and third harmonic, so that small loudspeakers tell its pitch."""
    hertz = hertz_of(note.pitch)
    tables = shades("sub-bass", note.pitch, hertz, _round)
    seconds = note.held_s + 0.09
    time = points(seconds)
    level = envelope(time, note.held_s, 0.008, 0.9, 0.7, 0.09)
    bent = hertz * (1 + 0.25 * np.exp(-time / 0.012))
    shade = 0.3 + 0.5 * note.velocity * np.exp(-time / 0.15)
    return Played(tone(tables, Curves(bent, shade, level), seconds, rate)[None], loudness(note.velocity))


def _round(at: F64, brightness: float) -> F64:
    amplitude: F64 = np.zeros(at.size)
    given = np.array([1.0, 0.12 + 0.3 * brightness, 0.06 + 0.2 * brightness, 0.03 * brightness])[: at.size]
    amplitude[: given.size] = given
    return amplitude


VOICES: Mapping[str, Voice] = {
    "pad": pad,
    "synth-lead": lead,
    "synth-pluck": pluck,
    "arpeggio": arpeggio,
    "synth-bass": synth_bass,
    "sub-bass": sub_bass,
}
