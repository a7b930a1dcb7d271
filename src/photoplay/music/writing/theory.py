"""Keys, chords in Roman numerals, and how voices move from one chord to the next.

Pitch classes are 0–11, 0 is C; pitches are MIDI numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

#: Semitones above the tonic.
SCALES: Mapping[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "harmonic-minor": (0, 2, 3, 5, 7, 8, 11),
}
_DEGREES = {"i": 0, "ii": 1, "iii": 2, "iv": 3, "v": 4, "vi": 5, "vii": 6}
_NUMERAL = re.compile(r"([b#]?)(vii|vi|iv|v|iii|ii|i|VII|VI|IV|V|III|II|I)([^/]*)(?:/([1357]))?")

#: Suffix of a numeral -> semitones above the root; the third is that of a major chord and follows the case.
_SHAPES: Mapping[str, tuple[int, ...]] = {
    "": (0, 4, 7),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "9": (0, 4, 7, 10, 14),
    "maj9": (0, 4, 7, 11, 14),
    "add9": (0, 4, 7, 14),
    "6": (0, 4, 7, 9),
    "69": (0, 4, 7, 9, 14),
    "13": (0, 4, 7, 10, 14, 21),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "7sus4": (0, 5, 7, 10),
    "o": (0, 3, 6),
    "o7": (0, 3, 6, 9),
    "h7": (0, 3, 6, 10),
}
_MOST_STEP = 5


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic (pitch class) and the name of its scale."""

    tonic: int
    scale: str

    @property
    def classes(self) -> tuple[int, ...]:
        """Pitch classes of the scale, from the tonic."""
        return tuple((self.tonic + step) % 12 for step in SCALES[self.scale])


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord in a key.

    Attributes:
        numeral: As it was written: "ii7".
        root: Pitch class.
        tones: Pitch classes, root first, as in thirds upwards.
        bass: Pitch class of the lowest note.
    """

    numeral: str
    root: int
    tones: tuple[int, ...]
    bass: int


@lru_cache(maxsize=4096)
def chord_of(numeral: str, key: Key) -> Chord:
    """The chord that a numeral means: upper case major, lower case minor; "IV/5" stands on its fifth.

    Degrees are those of the key's scale, "b" and "#" move the root: VI in minor is the scale's own sixth.

    Raises:
        ValueError: It is no numeral.
    """
    match = _NUMERAL.fullmatch(numeral)
    if match is None or match[3] not in _SHAPES:
        raise ValueError(f"“{numeral}” is no chord")
    sign, degree, suffix, below = match.groups()
    step = SCALES[key.scale][_DEGREES[degree.lower()]] + {"": 0, "b": -1, "#": 1}[sign]
    root = (key.tonic + step) % 12
    shape = _SHAPES[suffix]
    if degree.islower():
        shape = tuple(3 if one == 4 else one for one in shape)
    tones = tuple((root + one) % 12 for one in shape)
    return Chord(numeral, root, tones, tones[{"1": 0, "3": 1, "5": 2, "7": 3}[below]] if below else root)


@lru_cache(maxsize=4096)
def scale_over(chord: Chord, key: Key) -> tuple[int, ...]:
    """Pitch classes to play over a chord, ascending: the key's, bent where the chord has others."""
    classes = set(key.classes)
    for tone in chord.tones:
        if tone not in classes:
            classes -= {(tone - 1) % 12, (tone + 1) % 12} - set(chord.tones)
            classes.add(tone)
    return tuple(sorted(classes))


def nearest(pitch: float, classes: Sequence[int]) -> int:
    """The pitch of one of the classes that is nearest; of two, the lower."""
    base = round(pitch)
    for away in range(7):
        for found in (base - away, base + away):
            if found % 12 in classes:
                return found
    raise ValueError("There are no pitch classes to choose from.")


def step_from(pitch: int, steps: int, classes: Sequence[int]) -> int:
    """The pitch so many scale steps above (or below, when negative)."""
    direction = 1 if steps > 0 else -1
    for _ in range(abs(steps)):
        pitch += direction
        while pitch % 12 not in classes:
            pitch += direction
    return pitch


@lru_cache(maxsize=8192)
def voicings(chord: Chord, voices: int, low: int, high: int) -> tuple[tuple[int, ...], ...]:
    """Ways to lay a chord out, lowest note first, each within ``[low, high]``: close, and with one voice dropped."""
    found = set()
    for classes in _chosen_tones(chord, voices):
        for bottom in range(low, high + 1):
            if bottom % 12 not in classes:
                continue
            turn = classes.index(bottom % 12)
            close = [bottom]
            for place in range(1, voices):
                close.append(_above(close[-1], classes[(turn + place) % len(classes)]))
            found.add(tuple(close))
            if voices > 3:
                found.add(tuple(sorted([close[-2] - 12, *close[:-2], close[-1]])))
    return tuple(
        sorted(one for one in found if low <= one[0] and one[-1] <= high and len(set(one)) == voices)
    )


@lru_cache(maxsize=8192)
def led(
    previous: tuple[int, ...] | None, chord: Chord, after: Chord | None, voices: int, low: int, high: int
) -> tuple[int, ...]:
    """The voicing that moves the voices least from the last one.

    None moves by more than five semitones if any voicing allows it; and the chord after is thought of, so that
    it can be reached in the same way.
    """
    choices = voicings(chord, voices, low, high)
    if not choices:
        raise ValueError(f"{voices} voices of {chord.numeral} do not fit between {low} and {high}")
    coming = voicings(after, voices, low, high) if after else ()
    centre = (low + high) / 2
    # The third and the seventh make the chord; colours come next.
    wanted = set(chord.tones[1:2] + chord.tones[3:][: voices - 1])

    def cost(choice: tuple[int, ...]) -> float:
        lean = abs(sum(choice) / len(choice) - centre)
        told = 0.35 * lean + 1.5 * len(wanted - {pitch % 12 for pitch in choice})
        if previous is not None:
            told += sum(_moves(previous, choice)) + 100.0 * _too_far(previous, choice)
        return told + 100.0 * min((_too_far(choice, one) for one in coming), default=0)

    return min(choices, key=lambda choice: (cost(choice), choice))


def _moves(before: tuple[int, ...], after: tuple[int, ...]) -> list[int]:
    return [abs(a - b) for a, b in zip(before, after, strict=True)]


def _too_far(before: tuple[int, ...], after: tuple[int, ...]) -> int:
    """Semitones by which the voice that moves most moves too far."""
    return max(0, max(_moves(before, after)) - _MOST_STEP)


@lru_cache(maxsize=4096)
def _chosen_tones(chord: Chord, voices: int) -> tuple[tuple[int, ...], ...]:
    """Sets of at most so many pitch classes that can stand for a chord, each ascending: all have its third."""
    if len(chord.tones) <= voices:
        chosen = [chord.tones]
    else:
        chosen = [one for one in combinations(chord.tones, voices) if chord.tones[1] in one]
    return tuple(tuple(sorted(one)) for one in chosen)


def _above(pitch: int, tone: int) -> int:
    """The lowest pitch of a class that is above another."""
    return pitch + ((tone - pitch - 1) % 12) + 1
