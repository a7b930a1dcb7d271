"""Melodies: a motif, its answer, a contrast, and the motif again, bent to the chords of the moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from photoplay.music.chance import Chance
from photoplay.music.writing.events import Event
from photoplay.music.writing.forms import Passage
from photoplay.music.writing.harmony import Harmony, Span
from photoplay.music.writing.patterns import Stroke, strokes
from photoplay.music.writing.style import STEPS, Singing, Style
from photoplay.music.writing.theory import nearest, scale_over, step_from


@dataclass(frozen=True, slots=True)
class Voice:
    """Where an instrument sings: lowest, middle and highest pitch."""

    low: int
    centre: int
    high: int


#: Instruments that lead -> their register.
VOICES: Mapping[str, Voice] = {
    "piano": Voice(60, 72, 88),
    "electric-piano": Voice(57, 69, 84),
    "guitar": Voice(52, 65, 79),
    "steel-guitar": Voice(52, 67, 81),
    "ukulele": Voice(60, 71, 84),
    "strings": Voice(60, 74, 91),
    "flute": Voice(64, 77, 93),
    "bells": Voice(65, 79, 89),
    "celesta": Voice(67, 79, 96),
    "glockenspiel": Voice(74, 84, 96),
    "music-box": Voice(67, 80, 96),
    "synth-lead": Voice(57, 71, 86),
    "synth-pluck": Voice(60, 74, 89),
    "saxophone": Voice(52, 64, 79),
    "vibraphone": Voice(57, 69, 84),
    "brass": Voice(50, 64, 79),
    "choir": Voice(55, 68, 81),
    "harp": Voice(57, 72, 91),
    "marimba": Voice(55, 69, 88),
}
#: A passage in units of a motif: the motif, its answer, the contrast, the motif again.
_ORDER = ("motif", "answer", "contrast", "motif")
#: Steps of the scale, up and down, and how often melodies take them: by step, by small and by wide leaps.
_STEPS = (0, 1, -1, 2, -2, 3, -3, 4, -4)


@dataclass(frozen=True, slots=True)
class Motif:
    """A rhythm and the scale steps of its notes above the first."""

    rhythm: tuple[Stroke, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """What a kind of section sings: motif, its answer and a contrast."""

    motif: Motif
    answer: Motif
    contrast: Motif


def theme(singing: Singing, bar_steps: int, chance: Chance) -> Theme:
    """A new theme in a mood's rhythms."""
    cells = [cell for cell in singing.cells if len(cell) == bar_steps]
    first, second = chance.choice(cells), chance.choice(cells)
    while second == first and len(set(cells)) > 1:
        second = chance.choice(cells)
    third = chance.choice(cells)
    rhythms = (first, second) if singing.bars == 1 else (first + third, second + first)
    motif = _motif(strokes(rhythms[0]), singing, chance)
    return Theme(motif, _answer(motif, chance), _motif(strokes(rhythms[1]), singing, chance))


def sung(
    style: Style,
    voice: Voice,
    themes: Mapping[str, Theme],
    passage: Passage,
    harmony: Harmony,
    chance: Chance,
) -> list[Event]:
    """The melody of a section."""
    unit = style.singing.bars * style.bar_steps
    first, last = passage.first_bar * style.bar_steps, passage.end_bar * style.bar_steps
    chosen = themes["b" if passage.name == "b" else "a"]
    height = {"a": 0, "b": 3, "ending": 0}.get(passage.name, -2) + (2 if passage.energy > 0.95 else 0)
    events: list[Event] = []
    before = voice.centre + height
    for at in range(-(-(last - first) // unit)):
        start = first + at * unit
        motif = getattr(chosen, _ORDER[at % 4])
        events += _bent(style, motif, start, min(start + unit, last), voice, before, harmony, chance)
        before = voice.centre + height + (2 if at % 4 == 1 else 0)
    return _breathing(_phrased(events, first, last), first, last)


def _motif(rhythm: tuple[Stroke, ...], singing: Singing, chance: Chance) -> Motif:
    """A line of small steps that turns after leaps and leans towards an arch, a rise, a fall or a wave."""
    shape = chance.choice(("arch", "arch", "rise", "fall", "wave"))
    wide = 0.1 + 0.9 * singing.leaps
    weights = (0.8, 3.0, 3.0, 1.4 * wide, 1.4 * wide, 0.8 * wide, 0.8 * wide, 0.5 * wide, 0.5 * wide)
    line, move = [0], 0
    for at in range(1, len(rhythm)):
        target = _height(shape, at / max(1, len(rhythm) - 1))
        told = []
        for step, weight in zip(_STEPS, weights, strict=True):
            away = abs(line[-1] + step - target)
            turned = step * move < 0 and abs(step) == 1
            told.append(
                weight
                * 0.72**away
                * (4.0 if abs(move) > 2 and turned else 1.0)
                * (0.4 if step == move == 0 else 1.0)
            )
        move = chance.weighted(_STEPS, told)
        line.append(line[-1] + move)
    return Motif(rhythm, tuple(line))


def _height(shape: str, along: float) -> float:
    """Where a line should be, in scale steps."""
    if shape == "arch":
        return 14.0 * along * (1.0 - along)
    if shape == "wave":
        return 9.0 * along * (1.0 - along) * (1.0 - 2.0 * along) * 3.0
    return 4.0 * along if shape == "rise" else -4.0 * along


def _answer(motif: Motif, chance: Chance) -> Motif:
    """The same with another end: its last notes turn the other way."""
    kept = max(1, len(motif.steps) - chance.choice((1, 2, 2)))
    turned = [motif.steps[kept - 1]]
    for before, after in zip(motif.steps[kept - 1 :], motif.steps[kept:], strict=False):
        turned.append(turned[-1] - (after - before or chance.choice((1, -1))))
    return Motif(motif.rhythm, motif.steps[:kept] + tuple(turned[1:]))


def _bent(
    style: Style,
    motif: Motif,
    start: int,
    end: int,
    voice: Voice,
    before: int,
    harmony: Harmony,
    chance: Chance,
) -> list[Event]:
    """A motif at a place of the piece, its notes moved to what the chords there allow."""
    singing, bar_steps = style.singing, style.bar_steps
    events: list[Event] = []
    last, sounding = 0, -1
    origin = nearest(before, harmony.at(start).chord.tones)
    for stroke, steps in zip(motif.rhythm, motif.steps, strict=True):
        at = start + stroke.step
        if at >= end:
            break
        span = harmony.at(at)
        pitch = _pitch(singing, origin, steps, span, voice)
        if is_strong(at, bar_steps, stroke.length) and not chance.happens(0.08):
            pitch = _within(nearest(pitch, span.chord.tones), voice)
            if pitch == sounding and steps != last:
                pitch = _within(_onward(pitch, 1 if steps > last else -1, span), voice)
        elif stroke.length >= STEPS:
            pitch = _clear(pitch, span)
        last, sounding = steps, pitch
        events.append(
            Event(at, min(stroke.length, end - at) * singing.hold, pitch, singing.velocity * stroke.weight)
        )
        if stroke.length >= STEPS and chance.happens(singing.grace):
            below = step_from(pitch, -1, scale_over(span.chord, span.key))
            events.append(Event(at - 0.35, 0.35, below, 0.7 * singing.velocity))
    return sorted(events, key=lambda one: one.at)


def is_strong(at: int, bar_steps: int, length: int = 0) -> bool:
    """Whether a note falls on a strong beat: the first, and the third of four; or long on any."""
    within = at % bar_steps
    return within in (0, bar_steps - 2 * STEPS if bar_steps % (4 * STEPS) == 0 else 0) or (
        within % STEPS == 0 and length >= STEPS
    )


def _pitch(singing: Singing, origin: int, steps: int, span: Span, voice: Voice) -> int:
    scale = scale_over(span.chord, span.key)
    if singing.pentatonic:
        scale = _five(scale, span)
    start = origin if origin % 12 in scale else nearest(origin, scale)
    return _within(step_from(start, steps, scale), voice)


def _five(scale: Sequence[int], span: Span) -> tuple[int, ...]:
    """Without the notes that rub: those a half-tone from a chord's tone."""
    tones = span.chord.tones
    kept = tuple(one for one in scale if one in tones or not {(one - 1) % 12, (one + 1) % 12} & set(tones))
    return kept if len(kept) >= 4 else tuple(scale)


def _onward(pitch: int, direction: int, span: Span) -> int:
    """The chord's next tone in a direction: a line that moves does not stand still on the chord."""
    return step_from(pitch, direction, span.chord.tones)


def _clear(pitch: int, span: Span) -> int:
    """A long note never stays a half-tone above a tone of the chord."""
    return nearest(pitch - 1, span.chord.tones) if (pitch - 1) % 12 in span.chord.tones else pitch


def _within(pitch: int, voice: Voice) -> int:
    while pitch < voice.low:
        pitch += 12
    while pitch > voice.high:
        pitch -= 12
    return pitch


def _phrased(events: list[Event], first: int, last: int) -> list[Event]:
    """Swelling to two thirds of the section, and easing after; high notes a little louder."""
    told = []
    for one in events:
        along = (one.at - first) / max(1, last - first)
        swell = 0.9 + 0.16 * (1.0 - abs(along - 0.62) / 0.62)
        told.append(Event(one.at, one.length, one.pitch, one.velocity * swell, one.late_s))
    return told


def _breathing(events: list[Event], first: int, last: int) -> list[Event]:
    """With rests for at least a fifth of the time: what is long before a rest, or at a phrase's end, gives way."""
    most = 0.75 * (last - first)
    held = sum(one.length for one in events)
    if held <= most:
        return events
    share = most / held
    return [
        Event(one.at, max(0.5, one.length * share), one.pitch, one.velocity, one.late_s) for one in events
    ]
