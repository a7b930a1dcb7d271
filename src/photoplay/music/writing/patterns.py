"""Reading the strings of ``style``: strokes with their lengths and weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

#: Weight of a stroke's letter; others count as plain.
WEIGHTS = {"X": 1.18, "x": 1.0, "o": 0.78, "g": 0.42, "?": 0.6, "D": 1.12, "d": 0.9, "U": 0.95, "u": 0.74}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A letter of a pattern: at which step, and for how many."""

    step: int
    length: int
    letter: str

    @property
    def weight(self) -> float:
        return WEIGHTS.get(self.letter, 1.0)


@lru_cache(maxsize=1024)
def strokes(pattern: str) -> tuple[Stroke, ...]:
    """The strokes of a pattern, in order; "-" makes one longer."""
    told: list[Stroke] = []
    is_held = False
    for step, letter in enumerate(pattern):
        if letter == "-" and is_held:
            last = told[-1]
            told[-1] = Stroke(last.step, last.length + 1, last.letter)
        elif letter in ".-":
            is_held = False
        else:
            told.append(Stroke(step, 1, letter))
            is_held = True
    return tuple(told)


def strokes_of_bar(pattern: str, bar: int, bar_steps: int) -> tuple[Stroke, ...]:
    """The strokes of one bar of a pattern that may have several, counted from that bar."""
    bars = max(1, len(pattern) // bar_steps)
    first = bar % bars * bar_steps
    return strokes(pattern[first : first + bar_steps])
