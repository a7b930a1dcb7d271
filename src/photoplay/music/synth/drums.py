"""Drum kits and percussion: the General MIDI keys from 35 to 83 (others tick), in six kits.

A stroke is built from modes, swept sines and bands of noise; four takes of each vary by ± 3 %.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from photoplay.music.synth.drum_sounds import (
    Mix,
    clap,
    cymbal,
    hat,
    jingle,
    kick,
    rattle,
    snare,
    swish,
    taiko,
    tom,
    wood,
)  # fmt: skip
from photoplay.music.synth.modal import draw
from photoplay.music.synth.tables import F32, kept
from photoplay.music.synth.tones import Played, Tone, Voice, colour_of, loudness

#: Different takes of one stroke.
TAKES = 4


@dataclass(frozen=True, slots=True)
class Kit:
    """What makes one kit sound unlike another.

    Attributes:
        kick: Arguments of ``drum_sounds.kick``: lowest hertz, highest hertz, seconds of the sweep, T60, click.
        snare: Of ``snare``: hertz of the first mode, T60 of skin, T60 of wires, share of wires, brightness.
        hat: Of ``hat``: factor of the squares' pitch, decay factor, brightness.
        tom_hertz: Lowest tom.
        tom_t60_s: Its decay.
        is_brushed: Snares are swept with brushes.
        is_epic: Toms, kick and snare are big skins.
        dull_hz: Nothing above this is heard.
    """

    kick: tuple[float, float, float, float, float]
    snare: tuple[float, float, float, float, float]
    hat: tuple[float, float, float]
    tom_hertz: float = 82.0
    tom_t60_s: float = 0.7
    is_brushed: bool = False
    is_epic: bool = False
    dull_hz: float = 18_000.0


KITS: Mapping[str, Kit] = {
    "drums-acoustic": Kit((52, 160, 0.028, 0.5, 0.9), (182, 0.3, 0.36, 0.72, 0.8), (1.45, 1.0, 1.0)),
    "drums-brush": Kit(
        (58, 105, 0.03, 0.36, 0.18), (200, 0.2, 0.26, 0.7, 0.7), (1.4, 1.0, 0.7), 92, 0.6, is_brushed=True
    ),
    "drums-lofi": Kit(
        (50, 120, 0.035, 0.4, 0.22), (172, 0.26, 0.26, 0.6, 0.6), (1.25, 0.75, 0.6), dull_hz=6500
    ),
    "drums-electronic": Kit(
        (46, 230, 0.035, 0.55, 1.1), (190, 0.2, 0.26, 0.85, 0.95), (1.0, 0.85, 1.2), 75, 0.9
    ),
    "drums-cinematic": Kit(
        (38, 80, 0.05, 1.5, 0.3), (150, 0.5, 0.5, 0.7, 0.7), (1.3, 1.2, 0.8), 58, 2.2, is_epic=True
    ),
    "percussion": Kit((52, 140, 0.03, 0.4, 0.4), (190, 0.2, 0.3, 0.9, 1.0), (1.45, 1.0, 1.0)),
}

#: Where a key stands in the stereo picture, seen by the listener.
PLACES: Mapping[int, float] = {
    37: 0.05, 38: 0.05, 40: 0.05, 39: 0.1, 41: 0.55, 43: 0.45, 45: 0.25, 47: 0.05, 48: -0.15, 50: -0.35,
    42: -0.32, 44: -0.32, 46: -0.32, 49: -0.5, 57: 0.5, 51: 0.42, 53: 0.42, 59: 0.5, 52: 0.6, 55: -0.15,
    54: 0.35, 56: 0.2, 69: -0.4, 70: -0.45, 82: 0.4, 83: 0.35, 75: 0.3, 76: -0.3, 77: -0.2, 80: 0.5, 81: 0.5,
    60: -0.4, 61: -0.25, 62: 0.3, 63: 0.35, 64: 0.5, 65: -0.4, 66: -0.25, 67: 0.45, 68: 0.5,
}  # fmt: skip
_TOMS = {41: 0, 43: 3, 45: 6, 47: 9, 48: 12, 50: 16}
#: Level of keys against the kick and snare, decibels.
_LEVELS: Mapping[int, float] = {
    42: -9, 44: -13, 46: -9, 49: -6, 57: -6, 51: -10, 59: -10, 53: -9, 52: -7, 55: -8, 37: -6, 39: -3, 54: -9,
    56: -9, 69: -11, 70: -13, 82: -11, 83: -8, 75: -9, 76: -8, 77: -8, 80: -14, 81: -12,
}  # fmt: skip


def kit(name: str) -> Voice:
    """The voice of a kit."""

    def play(tone: Tone, rate: int) -> Played:
        key, colour, take = round(tone.pitch), colour_of(tone.velocity), tone.take % TAKES
        wave = kept((name, key, colour, take, rate), lambda: _stroke(KITS[name], key, colour, take, rate))
        gain = loudness(tone.velocity) * 10 ** (_LEVELS.get(key, 0) / 20)
        return Played(
            wave, gain, 0.12 if key in (46, 52) and tone.held_s > 0.3 else 0.0, PLACES.get(key, 0.0)
        )

    return play


def _stroke(kit: Kit, key: int, colour: float, take: int, rate: int) -> F32:
    chance = draw(5, key, take)
    mix = Mix(
        rate,
        1 + 0.03 * float(chance.uniform(-1, 1)),
        1 + 0.03 * float(chance.uniform(-1, 1)),
        take,
        kit.dull_hz,
    )
    made = _SOUNDS.get(key, _tick)(mix, kit, colour, key)
    made *= 1 + 0.03 * float(chance.uniform(-1, 1))
    return made


def _kick(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    if kit.is_epic:
        return taiko(mix, 41.0, 2.6, colour, 1.25)
    return kick(mix, *kit.kick, colour)


def _snare(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    if kit.is_brushed:
        return swish(mix, 0.22 if key == 38 else 0.34, 0.35 * colour, key == 38)
    return snare(mix, kit.snare[0] * (1.0 if key == 38 else 1.12), *kit.snare[1:], colour)


def _side_stick(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    return wood(mix, ((430.0, 1.0), (1020.0, 0.9), (1730.0, 0.8), (2900.0, 0.4)), 0.07, colour)


def _clap(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    return swish(mix, 0.2, 0.6 * colour, True) if kit.is_brushed else clap(mix, colour)


def _tom(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    hertz = kit.tom_hertz * 2 ** (_TOMS[key] / 12)
    if kit.is_epic:
        return taiko(mix, hertz, kit.tom_t60_s * (58 / hertz) ** 0.4, colour, 0.8)
    return tom(mix, hertz, kit.tom_t60_s * (82 / hertz) ** 0.3, colour)


def _hat(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    pitch, decay, bright = kit.hat
    t60_s = {42: 0.11 + 0.05 * colour, 44: 0.09, 46: 0.85}[key]
    return hat(mix, pitch, t60_s * decay, bright * (0.6 if key == 44 else 1.0), colour)


def _crash(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    size = {49: 1.0, 57: 0.88, 55: 1.5, 52: 0.8}[key]
    t60_s = {49: 2.8, 57: 3.0, 55: 1.1, 52: 1.8}[key] * (1.4 if kit.is_epic else 1.0)
    return cymbal(mix, 210 * size, t60_s, 1.0, 0.0, colour)


def _ride(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    return cymbal(mix, 340.0 if key != 59 else 300.0, 1.9, 0.25, 2.2 if key == 53 else 1.0, colour)


def _conga(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    hertz, t60_s = {60: (390, 0.2), 61: (280, 0.28), 62: (250, 0.1), 63: (225, 0.35), 64: (165, 0.42),
                    65: (310, 0.4), 66: (230, 0.45)}[key]  # fmt: skip
    return tom(mix, hertz, t60_s, min(1.0, colour + 0.25))


def _metal(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    ratios, t60_s = {
        56: (((562.0, 1.0), (845.0, 0.9), (1690.0, 0.35), (2530.0, 0.3), (4200.0, 0.15)), 0.3),
        67: (((1150.0, 1.0), (2870.0, 0.35), (4700.0, 0.15)), 0.45),
        68: (((860.0, 1.0), (2150.0, 0.35), (3600.0, 0.15)), 0.45),
        80: (((4100.0, 0.7), (5300.0, 0.6), (7900.0, 0.5), (11300.0, 0.3)), 0.12),
        81: (((4100.0, 0.7), (5300.0, 0.6), (7900.0, 0.5), (11300.0, 0.3)), 2.0),
    }[key]
    return wood(mix, ratios, t60_s, colour)


def _block(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    hertz = {75: 2450.0, 76: 980.0, 77: 720.0}[key]
    return wood(
        mix, ((hertz, 1.0), (hertz * 1.47, 0.35), (hertz * 2.1, 0.3), (hertz * 3.4, 0.12)), 0.09, colour
    )


def _rattle(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    centre, rise_ms, t60_s = {69: (6200.0, 14.0, 0.12), 70: (8200.0, 6.0, 0.08), 82: (6900.0, 22.0, 0.16)}[
        key
    ]
    return rattle(mix, centre, rise_ms, t60_s, colour)


def _jingles(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    return jingle(mix, 0.26, 7400.0, colour, 9) if key == 54 else jingle(mix, 0.42, 5200.0, colour, 16)


def _tick(mix: Mix, kit: Kit, colour: float, key: int) -> F32:
    return wood(mix, ((1900.0, 1.0), (3100.0, 0.5)), 0.05, colour)


_Sound = Callable[[Mix, Kit, float, int], F32]
_SOUNDS: Mapping[int, _Sound] = {
    35: _kick, 36: _kick, 37: _side_stick, 38: _snare, 39: _clap, 40: _snare, **dict.fromkeys(_TOMS, _tom),
    42: _hat, 44: _hat, 46: _hat, 49: _crash, 52: _crash, 55: _crash, 57: _crash, 51: _ride, 53: _ride, 59: _ride,
    54: _jingles, 83: _jingles, 56: _metal, 67: _metal, 68: _metal, 80: _metal, 81: _metal,
    **dict.fromkeys(range(60, 67), _conga), 69: _rattle, 70: _rattle, 82: _rattle,
    75: _block, 76: _block, 77: _block,
}  # fmt: skip

VOICES: Mapping[str, Voice] = {name: kit(name) for name in KITS}
