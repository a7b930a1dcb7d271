"""Accompaniment: how players turn chords and patterns into notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from photoplay.music.chance import Chance
from photoplay.music.writing.events import Event
from photoplay.music.writing.forms import Passage
from photoplay.music.writing.harmony import Harmony, Span
from photoplay.music.writing.patterns import Stroke, strokes_of_bar
from photoplay.music.writing.style import STEPS, Player, Style
from photoplay.music.writing.theory import led, nearest, scale_over, step_from


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before a player.

    Attributes:
        style: Of the piece.
        player: Who plays.
        harmony: The chords.
        voicings: Of this player, one for each span.
        tune: The lead's notes, for those who follow it.
        pattern: Chosen for this kind of section; "" where the player has none.
    """

    style: Style
    player: Player
    harmony: Harmony
    voicings: tuple[tuple[int, ...], ...]
    tune: Sequence[Event]
    pattern: str


def voiced(player: Player, harmony: Harmony) -> tuple[tuple[int, ...], ...]:
    """A player's voicing of every chord, each led from the one before."""
    told: list[tuple[int, ...]] = []
    chords = [span.chord for span in harmony.spans]
    for chord, after in zip_longest(chords, chords[1:]):
        told.append(led(told[-1] if told else None, chord, after, player.voices, *player.register))
    return tuple(told)


def _strokes(desk: Desk, passage: Passage) -> Iterator[tuple[int, Stroke]]:
    """Every stroke of the pattern in a section, with its step of the piece."""
    steps = desk.style.bar_steps
    for bar in range(passage.first_bar, passage.end_bar):
        for stroke in strokes_of_bar(desk.pattern, bar - passage.first_bar, steps):
            yield bar * steps + stroke.step, stroke


def _by_chords(desk: Desk, at: int, length: int) -> Iterator[tuple[int, int]]:
    """A stroke's pieces (step, length): struck again where the chord changes under it."""
    end = at + length
    while at < end:
        until = min(end, desk.harmony.at(at).end)
        yield at, until - at
        at = until


def pad(desk: Desk, passage: Passage, chance: Chance) -> list[Event]:
    """Whole chords, held from change to change."""
    start, end = passage.first_bar * desk.style.bar_steps, passage.end_bar * desk.style.bar_steps
    events = []
    for index in desk.harmony.within(start, end):
        span = desk.harmony.spans[index]
        length = (span.end - span.start) * desk.player.hold
        for at, pitch in enumerate(desk.voicings[index]):
            events.append(
                Event(span.start, length, pitch, desk.player.velocity, _spread(desk.player, at, chance))
            )
    return events


def comp(desk: Desk, passage: Passage, chance: Chance) -> list[Event]:
    """Chords in the pattern's rhythm; D and U strum down and up."""
    events = []
    for start, stroke in _strokes(desk, passage):
        if stroke.letter == "?" and chance.happens(0.5):
            continue
        for at, length in _by_chords(desk, start, stroke.length):
            chord = desk.voicings[desk.harmony.index(at)]
            for order, pitch in enumerate(reversed(chord) if stroke.letter in "Uu" else chord):
                velocity = desk.player.velocity * stroke.weight * (1.0 - 0.03 * order)
                late = _spread(desk.player, order, chance)
                events.append(Event(at, length * desk.player.hold, pitch, velocity, late))
    return events


def arpeggio(desk: Desk, passage: Passage, chance: Chance) -> list[Event]:
    """Single notes of the chord by number, 0 the lowest; numbers past the top go on an octave higher."""
    events = []
    for at, stroke in _strokes(desk, passage):
        index = desk.harmony.index(at)
        chord = desk.voicings[index]
        octave, voice = divmod(int(stroke.letter), len(chord))
        length = min(stroke.length, desk.harmony.spans[index].end - at) * desk.player.hold
        accent = 1.1 if at % STEPS == 0 else 0.92
        events.append(Event(at, length, chord[voice] + 12 * octave, desk.player.velocity * accent))
    return events


def bass(desk: Desk, passage: Passage, chance: Chance) -> list[Event]:
    """R root, r softer, 3 and 5 the chord's, 8 the octave, A a step towards the next chord."""
    events: list[Event] = []
    for start, stroke in _strokes(desk, passage):
        if stroke.letter == "?" and chance.happens(0.5):
            continue
        weight = (0.85 if stroke.letter in "r3?" else 1.0) * (
            1.06 if start % desk.style.bar_steps == 0 else 1.0
        )
        for at, length in _by_chords(desk, start, stroke.length):
            letter = stroke.letter if at == start else "R"
            pitch = _bass_pitch(desk, desk.harmony.at(at), letter)
            events.append(Event(at, length * desk.player.hold, pitch, desk.player.velocity * weight))
    return events


def walk(desk: Desk, passage: Passage, chance: Chance) -> list[Event]:
    """A note a beat: root on changes, then along the scale, and from a neighbour into the next root."""
    low, high = desk.player.register
    steps = desk.style.bar_steps
    events: list[Event] = []
    pitch = (low + high) // 2
    for at in range(passage.first_bar * steps, passage.end_bar * steps, STEPS):
        span, after = desk.harmony.at(at), desk.harmony.at(at + STEPS)
        if at == span.start or not events:
            pitch = _root(span, low, high, pitch)
        elif after.start == at + STEPS:
            target = _root(after, low, high, pitch)
            pitch = target + chance.choice((-1, 1, 2 if pitch > target else -2))
        elif chance.happens(0.45):
            pitch = _inside(nearest(pitch + chance.choice((-5, -4, 4, 5, 7)), span.chord.tones), low, high)
        else:
            pitch = _inside(
                step_from(pitch, chance.choice((-1, 1, 1)), scale_over(span.chord, span.key)), low, high
            )
        weight = 1.05 if at % (2 * STEPS) == STEPS else 0.97
        events.append(Event(at, STEPS * desk.player.hold, pitch, desk.player.velocity * weight))
        if chance.happens(0.12):
            events.append(Event(at + 2, 1.2, pitch, 0.55 * desk.player.velocity))
    return events


def counter(desk: Desk, passage: Passage, chance: Chance) -> list[Event]:
    """A slow line of thirds and sevenths that moves as little as it can."""
    start, end = passage.first_bar * desk.style.bar_steps, passage.end_bar * desk.style.bar_steps
    low, high = desk.player.register
    pitch = (low + high) // 2
    events: list[Event] = []
    for index in desk.harmony.within(start, end):
        span = desk.harmony.spans[index]
        guides = span.chord.tones[1:2] + span.chord.tones[3:4] or span.chord.tones
        repeated = events and nearest(pitch, guides) == pitch
        pitch = _inside(
            nearest(pitch, span.chord.tones[1:] if repeated and len(span.chord.tones) > 1 else guides),
            low,
            high,
        )
        length = (span.end - span.start) * desk.player.hold
        events.append(Event(span.start, length, pitch, desk.player.velocity))
    return events


def doubled(desk: Desk, passage: Passage, chance: Chance) -> list[Event]:
    """The lead's notes again: "8" an octave above, "1" as they are, "0" an octave below, "3" a third below."""
    start, end = passage.first_bar * desk.style.bar_steps, passage.end_bar * desk.style.bar_steps
    low, high = desk.player.register
    shifts = {"8": 12, "1": 0, "0": -12}
    events = []
    for one in desk.tune:
        if not start <= one.at < end:
            continue
        if desk.pattern == "3":
            span = desk.harmony.at(one.at)
            pitch = nearest(
                one.pitch - 4, span.chord.tones if one.length >= 3 else scale_over(span.chord, span.key)
            )
        else:
            pitch = one.pitch + shifts[desk.pattern]
        events.append(
            Event(one.at, one.length * desk.player.hold, _inside(pitch, low, high), desk.player.velocity)
        )
    return events


def _bass_pitch(desk: Desk, span: Span, letter: str) -> int:
    low, high = desk.player.register
    root = _root(span, low, high, (low + high) // 2 - 2)
    tones = span.chord.tones
    if letter == "8":
        return root + 12 if root + 12 <= high + 5 else root - 12
    if letter == "5":
        fifth = nearest(root + 7, (tones[2 if len(tones) > 2 else 1],))
        return fifth if fifth <= high else fifth - 12
    if letter == "3":
        return nearest(root + 4, (tones[1],))
    if letter == "A":
        after = desk.harmony.at(span.end)
        target = _root(after, low, high, root)
        return step_from(target, -1 if root <= target else 1, scale_over(span.chord, span.key))
    return root


def _root(span: Span, low: int, high: int, near: int) -> int:
    """The chord's bass note within the register, nearest to a pitch."""
    choices = [pitch for pitch in range(low, high + 1) if pitch % 12 == span.chord.bass]
    return min(choices, key=lambda pitch: (abs(pitch - near), pitch))


def _inside(pitch: int, low: int, high: int) -> int:
    while pitch < low:
        pitch += 12
    while pitch > high:
        pitch -= 12
    return pitch


def _spread(player: Player, order: int, chance: Chance) -> float:
    """Seconds by which a chord's note comes after its first."""
    return order * player.spread_ms / 1000.0 * chance.uniform(0.8, 1.2) if player.spread_ms else 0.0


#: What a player can do, by name. Drums are in ``drumming``.
PLAYING: Mapping[str, Callable[[Desk, Passage, Chance], list[Event]]] = {
    "pad": pad,
    "comp": comp,
    "arpeggio": arpeggio,
    "bass": bass,
    "walk": walk,
    "counter": counter,
    "doubled": doubled,
}
