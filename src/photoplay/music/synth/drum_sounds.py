"""The sounds of single drums, each as modes, a swept sine or shaped noise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photoplay.music.synth.modal import Modes, draw, modes, soften, sound, sound_around
from photoplay.music.synth.tables import F32, F64, chance, kept, noise

#: Frequencies of the six squares of the classic drum machine's cymbal (Werner, Abel and Smith, DAFx 2014).
SQUARES = (205.3, 304.4, 369.6, 522.7, 540.0, 800.0)
#: Modes of a round skin over a shell of air, over the lowest.
SKIN = (1.0, 1.59, 2.14, 2.30, 2.65, 2.92, 3.16, 3.5, 3.6, 4.06)


@dataclass(frozen=True, slots=True)
class Mix:
    """How one take is made.

    Attributes:
        rate: Samples per second.
        pitch: Factor of all frequencies.
        decay: Factor of all decays.
        take: Number of the take.
        dull_hz: Nothing above is heard.
    """

    rate: int
    pitch: float
    decay: float
    take: int
    dull_hz: float


def _times(mix: Mix, seconds: float) -> F64:
    return np.arange(round(seconds * 1000) * mix.rate // 1000) / mix.rate


def _hiss(mix: Mix, name: str, low: float, high: float, seconds: float) -> F32:
    """Noise between two frequencies, RMS 1, from a place in its loop that the take names."""

    def shape(at: F64) -> F64:
        edge = 1 / (1 + (low / np.maximum(at, 1)) ** 4) / (1 + (at / high) ** 4)
        return np.sqrt(edge) / np.sqrt(1 + (at / mix.dull_hz) ** 4)

    def make() -> F32:
        loop = noise(mix.rate, sum(map(ord, name)), shape)
        return loop / np.float32(math.sqrt(float(np.mean(loop**2))))

    loop = kept(("hiss", name, low, high, mix.dull_hz, mix.rate), make)
    entry = int(chance(51, mix.take, len(name)) * (loop.size * 48_000 // mix.rate)) * mix.rate // 48_000
    count = round(seconds * 1000) * mix.rate // 1000
    return np.take(loop, np.arange(entry, entry + count) % loop.size)


def _body(mix: Mix, body: Modes, seconds: float, attack_ms: float, spread: float) -> F32:
    dulled = body.amplitude / np.sqrt(1 + (body.hertz / mix.dull_hz) ** 4)
    tuned = Modes(body.hertz * mix.pitch, body.t60_s * mix.decay, dulled, body.phase)
    if spread:
        return sound_around(tuned, seconds, mix.rate, attack_ms, spread, 6)
    return sound(tuned, seconds, mix.rate, attack_ms)


def _sum(*waves: F32) -> F32:
    """Sounds of different lengths and channels at once."""
    channels, count = max(one.shape[0] for one in waves), max(one.shape[1] for one in waves)
    out = np.zeros((channels, count), np.float32)
    for one in waves:
        out[:, : one.shape[1]] += one
    return out


def _falling(wave: F32, mix: Mix, t60_s: float, attack_ms: float) -> F32:
    time = np.arange(wave.size) / mix.rate
    shaped = (wave * np.exp(-math.log(1000) * time / (t60_s * mix.decay))).astype(np.float32)[None]
    soften(shaped, attack_ms, mix.rate)
    return shaped


def kick(mix: Mix, low: float, high: float, sweep_s: float, t60_s: float, click: float, colour: float) -> F32:
    """A bass drum: a sine that sweeps from ``high`` to ``low`` hertz, and the beater's click."""
    t60_s *= 1.1 + 0.2 * colour
    time = _times(mix, 1.2 * t60_s + 0.05)
    low, high = low * mix.pitch, high * mix.pitch * (0.8 + 0.4 * colour)
    turns = low * time + (high - low) * sweep_s * (1 - np.exp(-time / sweep_s))
    fall = np.exp(-math.log(1000) * np.clip(time - 0.03, 0, None) / (t60_s * mix.decay))
    thump = (np.sin(2 * np.pi * turns) * fall).astype(np.float32)[None]
    thump += np.float32(0.22) * np.sin(4 * np.pi * turns).astype(np.float32) * (fall**2.5).astype(np.float32)
    soften(thump, 0.8, mix.rate)
    beater = _falling(_hiss(mix, "beater", 900, 5200, 0.05), mix, 0.022, 0.3)
    skin = _body(
        mix, modes(np.array([310.0, 520, 890]), 0.05, np.array([0.3, 0.22, 0.15]), 1.0), 0.08, 0.6, 0
    )
    size = click * (0.35 + 0.9 * colour)
    return _sum(thump, 0.75 * size * beater, size * skin)


def snare(
    mix: Mix, hertz: float, skin_s: float, wires_s: float, wires: float, bright: float, colour: float
) -> F32:
    """Two modes of the skin that fall a little in pitch, and the wires' noise."""
    time = _times(mix, 1.2 * max(skin_s, wires_s) + 0.05)
    turns = hertz * mix.pitch * (time + 0.12 * 0.012 * (1 - np.exp(-time / 0.012)))
    fall = math.log(1000) / (skin_s * mix.decay)
    drum = np.sin(2 * np.pi * turns) * np.exp(-fall * time)
    drum += 0.55 * np.sin(2 * np.pi * 1.78 * turns) * np.exp(-1.5 * fall * time)
    shell = (0.85 * drum).astype(np.float32)[None]
    soften(shell, 0.6, mix.rate)
    ring = _body(
        mix,
        modes(hertz * np.array([2.6, 3.4, 4.7, 6.1]), 0.09, np.array([0.2, 0.16, 0.12, 0.08]), 0.7),
        0.15,
        0.5,
        0,
    )
    top = (3200 + 5200 * colour) * bright
    sizzle = _falling(
        _hiss(mix, "wires", 1500, top, 1.2 * wires_s), mix, wires_s * (0.75 + 0.4 * colour), 0.8
    )
    crack = _falling(_hiss(mix, "crack", 900, 6500 * bright, 0.06), mix, 0.03, 0.3)
    return _sum(shell, ring, 0.3 * wires * sizzle, (0.15 + 0.35 * colour) * crack)


def swish(mix: Mix, seconds: float, slap: float, is_tap: bool) -> F32:
    """Brushes on the snare: a sweep of noise that swells and goes, with or without a tap."""
    hiss = _hiss(mix, "brush", 1100, 5600, 1.6 * seconds + 0.05)
    time = np.arange(hiss.size) / mix.rate
    peak = 0.012 if is_tap else 0.4 * seconds
    curve = (time / peak) * np.exp(1 - time / peak) if not is_tap else np.exp(-time / (0.22 * seconds))
    sweep = (0.3 * hiss * curve * np.clip((1.6 * seconds + 0.05 - time) / 0.05, 0, 1)).astype(np.float32)[
        None
    ]
    soften(sweep, 2.5, mix.rate)
    skin = _body(mix, modes(np.array([205.0, 365, 610]), 0.14, np.array([0.5, 0.25, 0.12])), 0.25, 1.2, 0)
    return _sum(sweep, (0.25 + slap if is_tap else 0.08) * skin)


def clap(mix: Mix, colour: float) -> F32:
    """Several hands, not quite together, and their echo in a small room."""
    hiss = _hiss(mix, "clap", 800, 2900, 0.5)
    time = np.arange(hiss.size) / mix.rate
    curve = np.zeros(time.size)
    for number, late in enumerate((0.0, 0.0105, 0.0215, 0.031)):
        late *= 1 + 0.08 * (chance(52, mix.take, number) - 0.5)
        own = time - late
        gain = (0.75, 0.7, 0.85, 1.0)[number]
        curve += np.where(own >= 0, gain * np.exp(-own / (0.0045 if number < 3 else 0.03)), 0)
    curve += 0.18 * np.exp(-time / 0.09) * (1 - np.exp(-time / 0.02))
    made = (0.55 * hiss * curve).astype(np.float32)[None]
    soften(made, 0.4, mix.rate)
    return made * np.float32(0.8 + 0.3 * colour)


def tom(mix: Mix, hertz: float, t60_s: float, colour: float) -> F32:
    """A tom or hand drum: the modes of a skin, the lowest falling in pitch."""
    time = _times(mix, 1.2 * t60_s + 0.05)
    turns = hertz * mix.pitch * (time + (0.1 + 0.12 * colour) * 0.04 * (1 - np.exp(-time / 0.04)))
    low = np.sin(2 * np.pi * turns) * np.exp(-math.log(1000) * time / (t60_s * mix.decay))
    first = (0.8 * low).astype(np.float32)[None]
    soften(first, 1.0, mix.rate)
    ratio = np.array(SKIN[1:8])
    upper = modes(hertz * ratio, 0.5 * t60_s / ratio, (0.1 + 0.35 * colour) / ratio**1.2, 0.6)
    stick = _falling(_hiss(mix, "stick", 700, 3800, 0.05), mix, 0.025, 0.4)
    return _sum(first, _body(mix, upper, 0.6 * t60_s, 0.8, 0.3), (0.06 + 0.14 * colour) * stick)


def taiko(mix: Mix, hertz: float, t60_s: float, colour: float, depth: float) -> F32:
    """A big skin: modes 1 : 1.59 : 2.14 : 2.30 …, a boom below, the stick's slap."""
    ratio = np.array(SKIN)
    time = _times(mix, min(4.0, 1.1 * t60_s))
    turns = hertz * mix.pitch * (time + 0.16 * 0.05 * (1 - np.exp(-time / 0.05)))
    boom = depth * 0.7 * np.sin(2 * np.pi * turns) * np.exp(-math.log(1000) * time / (t60_s * mix.decay))
    low = boom.astype(np.float32)[None]
    soften(low, 2.0, mix.rate)
    size = np.array([0.35, 0.6, 0.42, 0.4, 0.25, 0.22, 0.18, 0.14, 0.14, 0.1]) * (
        0.35 + 0.75 * colour
    ) ** np.log2(2 * ratio)
    skin = modes(1.5 * hertz * ratio, 0.55 * t60_s / ratio**0.9, size, draw(7).random(ratio.size) * 3.0)
    slap = _falling(_hiss(mix, "slap", 350, 2400 + 2600 * round(colour, 2), 0.14), mix, 0.075, 1.2)
    return _sum(low, _body(mix, skin, 0.7 * t60_s, 1.6, 0.45), (0.1 + 0.28 * colour) * slap)


def hat(mix: Mix, pitch: float, t60_s: float, bright: float, colour: float) -> F32:
    """Two cymbals: the upper harmonics of six squares, and hiss."""
    body = _squares(pitch, 5600, 17_000, t60_s)
    seconds = 1.15 * t60_s + 0.02
    metal = _body(mix, body, seconds, 0.4, 0.25)
    hiss = _falling(_hiss(mix, "hat", 6800, 13_000 * bright, seconds), mix, 0.9 * t60_s, 0.4)
    tip = _falling(_hiss(mix, "tip", 3200, 9000, 0.03), mix, 0.015, 0.2)
    return _sum(0.75 * bright * metal, 0.42 * bright * hiss, (0.1 + 0.2 * colour) * tip)


def _squares(pitch: float, low: float, high: float, t60_s: float) -> Modes:
    """Harmonics of the six squares within a band, with a slope at its lower edge."""
    hertz = np.concatenate([pitch * one * np.arange(1, 120, 2) for one in SQUARES])
    number = np.concatenate([np.arange(1, 120, 2) for _ in SQUARES])
    fits = (hertz > 0.5 * low) & (hertz < high)
    hertz, number = hertz[fits], number[fits]
    size = 1 / number / (1 + (low / hertz) ** 6)
    size /= math.sqrt(float(np.sum(size**2)))
    phase = draw(8).random(hertz.size) * 6.28
    return modes(hertz, t60_s * (0.7 + 0.6 * draw(9).random(hertz.size)), size, phase)


def cymbal(mix: Mix, hertz: float, t60_s: float, wash: float, ping: float, colour: float) -> F32:
    """A crash (much wash) or a ride (a ping over little wash): many modes, the high ones die first."""
    chances = draw(10, round(hertz))
    count = 150
    at = (
        hertz
        * (1 + np.sort(chances.random(count)) * (15_000 / hertz))
        * (1 + 0.01 * chances.normal(0, 1, count))
    )
    size = (
        chances.rayleigh(1.0, count)
        * (at / 3000) ** 0.25
        / (1 + (700 / at) ** 2)
        / (1 + (at / (5000 + 9000 * colour)) ** 2)
    )
    size /= math.sqrt(float(np.sum(size**2)))
    decay = t60_s / (0.5 + (at / 6000) ** 0.9)
    body = modes(at, decay, size, chances.random(count) * 6.28)
    seconds = min(3.5, 1.2 * t60_s)
    metal = _body(mix, body, seconds, 1.0, 0.6)
    # The energy of a crash needs some milliseconds to reach its high modes.
    hiss = _falling(_hiss(mix, "wash", 3000, 11_000, seconds), mix, 0.75 * t60_s, 6.0)
    waves = [(0.5 + 0.35 * wash) * metal, 0.3 * wash * (0.4 + 0.6 * colour) * hiss]
    if ping:
        bell = modes(
            hertz * np.array([1.0, 1.51, 2.43, 3.1, 4.9, 7.7, 10.9]),
            0.7,
            np.array([0.2, 0.16, 0.2, 0.2, 0.16, 0.12, 0.1]),
        )
        tip = _falling(_hiss(mix, "tip", 3200, 9000, 0.03), mix, 0.02, 0.2)
        waves += [0.7 * ping * _body(mix, bell, 0.8, 0.4, 0.3), 0.35 * tip]
    return _ended(_sum(*waves), mix)


def _ended(wave: F32, mix: Mix) -> F32:
    """Fades the last 50 ms, in place."""
    count = min(wave.shape[1], mix.rate // 20)
    wave[:, -count:] *= np.linspace(1, 0, count, dtype=np.float32)
    return wave


def wood(mix: Mix, partials: Sequence[tuple[float, float]], t60_s: float, colour: float) -> F32:
    """A block, bell or stick: a few modes and the stroke."""
    hertz, size = np.array(partials).T
    tuned = modes(hertz, t60_s / (hertz / hertz[0]) ** 0.5, size / np.sqrt(np.sum(size**2)), 0.3)
    stroke = _falling(_hiss(mix, "stroke", 1500, 7000, 0.03), mix, 0.014, 0.2)
    return _sum(_body(mix, tuned, 1.15 * t60_s + 0.02, 0.5, 0.15), (0.1 + 0.25 * colour) * stroke)


def rattle(mix: Mix, centre: float, rise_ms: float, t60_s: float, colour: float) -> F32:
    """Grains in a shell: noise that swells with the arm's movement and stops."""
    seconds = rise_ms / 1000 + 1.2 * t60_s
    hiss = _hiss(mix, f"grains{round(centre)}", 0.62 * centre, 1.5 * centre, seconds)
    time = np.arange(hiss.size) / mix.rate
    rise = rise_ms / 1000
    curve = np.where(
        time < rise, (time / rise) ** 2, np.exp(-math.log(1000) * (time - rise) / (t60_s * mix.decay))
    )
    return (0.5 * (0.7 + 0.4 * colour) * hiss * curve).astype(np.float32)[None]


def jingle(mix: Mix, t60_s: float, centre: float, colour: float, count: int) -> F32:
    """Small metal discs or bells that strike each other some times."""
    chances = draw(11, round(centre), mix.take)
    seconds = t60_s + 0.09
    out = np.zeros((2, round(seconds * 1000) * mix.rate // 1000), np.float32)
    for number in range(count):
        late = 0.0 if number == 0 else float(chances.exponential(0.018))
        at = centre * np.exp(chances.normal(0, 0.22, 5))
        body = modes(
            at,
            t60_s * chances.uniform(0.5, 1.0, 5),
            chances.uniform(0.3, 1.0, 5) / math.sqrt(count),
            chances.random(5) * 6.28,
        )
        one = _body(mix, body, t60_s, 0.5, 0.6)
        begin = round(min(late, 0.08) * 48_000) * mix.rate // 48_000
        room = min(one.shape[1], out.shape[1] - begin)
        out[:, begin : begin + room] += one[:, :room] * np.float32(chances.uniform(0.5, 1.0))
    hiss = _falling(_hiss(mix, "jingle", 5500, 13_000, 0.12), mix, 0.08, 0.5)
    return _sum(out * np.float32(0.8), (0.1 + 0.15 * colour) * hiss)
