"""The chords of a piece: which sounds when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from photoplay.music.chance import Chance
from photoplay.music.writing.forms import Passage
from photoplay.music.writing.style import STEPS, Style
from photoplay.music.writing.theory import Chord, Key, chord_of


@dataclass(frozen=True, slots=True)
class Span:
    """A chord and its steps ``[start, end)``."""

    start: int
    end: int
    chord: Chord
    key: Key


class Harmony:
    """The spans of a piece, without gaps, the last chord's included."""

    __slots__ = ("_starts", "spans")

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = tuple(spans)
        self._starts = [span.start for span in self.spans]

    def at(self, step: float) -> Span:
        """What sounds at a step."""
        return self.spans[self.index(step)]

    def index(self, step: float) -> int:
        return max(0, bisect_right(self._starts, step) - 1)

    def within(self, start: int, end: int) -> range:
        """Indexes of the spans that begin in a stretch of steps."""
        return range(bisect_right(self._starts, start - 1), bisect_right(self._starts, end - 1))


def harmonised(
    style: Style, key: Key, form: Sequence[Passage], end_step: int, ring_steps: int, chance: Chance
) -> Harmony:
    """Chords for every section, a cadence, and the last chord, whose ring has so many steps."""
    told = style.harmony[key.scale]
    verse, chorus = chance.choice(told.verses).split(), chance.choice(told.choruses).split()
    other = chance.choice(
        [one for one in told.choruses + told.verses if one.split() not in (verse, chorus)] or told.verses
    )
    cadence, final = chance.choice(told.cadences).split(), chance.choice(told.finals)
    chords = {"intro": verse, "a": verse, "b": chorus, "bridge": other.split(), "ending": verse}
    spans: list[Span] = []
    for passage in form:
        spans += _spans(style, _lifted(key, passage.lift), passage, chords[passage.name])
    last_key = _lifted(key, form[-1].lift)
    spans = _closed(spans, cadence, last_key, style, end_step)
    spans.append(Span(end_step, end_step + ring_steps, chord_of(final, last_key), last_key))
    return Harmony(spans)


def _lifted(key: Key, lift: int) -> Key:
    return Key((key.tonic + lift) % 12, key.scale) if lift else key


def _spans(style: Style, key: Key, passage: Passage, numerals: Sequence[str]) -> list[Span]:
    """A section's chords: faster when the section is too short for all of them."""
    length = style.chord_beats * STEPS
    steps = passage.bars * style.bar_steps
    if (
        len(numerals) * length > steps
        and style.chord_beats > 2
        and style.beats == 4
        and passage.name != "intro"
    ):
        length //= 2
    start, told = passage.first_bar * style.bar_steps, []
    for at in range(-(-steps // length)):
        first = start + at * length
        last = min(first + length, start + steps)
        told.append(Span(first, last, chord_of(numerals[at % len(numerals)], key), key))
    return told


def _closed(spans: list[Span], cadence: Sequence[str], key: Key, style: Style, end_step: int) -> list[Span]:
    """With the cadence in the last bar."""
    bar_start = end_step - style.bar_steps
    if bar_start < 0:
        return []
    kept = [
        Span(one.start, min(one.end, bar_start), one.chord, one.key) for one in spans if one.start < bar_start
    ]
    share = style.bar_steps // len(cadence) // STEPS * STEPS
    for at, numeral in enumerate(cadence):
        end = end_step if at == len(cadence) - 1 else bar_start + (at + 1) * share
        kept.append(Span(bar_start + at * share, end, chord_of(numeral, key), key))
    return kept
