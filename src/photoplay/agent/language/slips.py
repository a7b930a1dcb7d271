"""What a slip of the fingers or of the ear costs: how far one word is from another, as people miss letters."""

from __future__ import annotations

from itertools import pairwise

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")

#: What one slip costs: letters turned round, one typed twice or once, a vowel missed, keys side by side …
TURNED, DOUBLED, VOWEL, SOUND, BESIDE, OTHER = 0.6, 0.5, 0.7, 0.6, 0.8, 1.0

#: The first letter is seldom missed.
_FIRST = 0.6

#: Letters that are written for one another by ear.
_SOUNDS = frozenset(
    frozenset(pair) for pair in ("ck", "sz", "cs", "iy", "fv", "kq", "gj", "xz", "ei", "uw", "td", "mn")
)


def _neighbours() -> frozenset[tuple[str, str]]:
    """Pairs of keys that lie side by side, or above one another."""
    found = set()
    for row in _ROWS:
        found |= set(pairwise(row))
    for above, below in pairwise(_ROWS):
        found |= set(zip(above, below, strict=False)) | set(zip(above[1:], below, strict=False))
    return frozenset(found | {(other, one) for one, other in found})


_BESIDE = _neighbours()


def _swapped(one: str, other: str) -> float:
    """What it costs to have typed one letter for another."""
    if one in _VOWELS and other in _VOWELS:
        return VOWEL
    if frozenset((one, other)) in _SOUNDS:
        return SOUND
    return BESIDE if (one, other) in _BESIDE else OTHER


def _lost(letter: str, word: str, at: int) -> float:
    """What it costs to have left out, or typed too much, the letter of a word at a place."""
    around = word[max(0, at - 1) : at] + word[at + 1 : at + 2]
    if letter in around:
        return DOUBLED
    if letter in _VOWELS or letter == "h":
        return VOWEL
    if (letter == "k" and "c" in around) or (letter == "c" and "k" in around):
        return SOUND
    return BESIDE if any((letter, other) in _BESIDE for other in around) else OTHER


def distance(typed: str, meant: str, most: float) -> float:
    """How far a typed word is from the one that may be meant; more than ``most`` is only known to be more.

    Args:
        typed: As it stands there.
        meant: A word of the lexicon.
        most: Beyond it nobody asks.
    """
    before: list[float] = []
    last = [0.0]
    for column, letter in enumerate(meant):
        last.append(last[-1] + _lost(letter, meant, column) + (_FIRST if column == 0 else 0.0))
    for row, letter in enumerate(typed):
        line = [last[0] + _lost(letter, typed, row) + (_FIRST if row == 0 else 0.0)]
        for column, wanted in enumerate(meant):
            if letter == wanted:
                cost = last[column]
            else:
                cost = last[column] + _swapped(letter, wanted) + (_FIRST if row == column == 0 else 0.0)
            cost = min(
                cost,
                line[column] + _lost(wanted, meant, column),
                last[column + 1] + _lost(letter, typed, row),
            )
            if row and column and letter == meant[column - 1] and typed[row - 1] == wanted != letter:
                cost = min(cost, before[column - 1] + TURNED)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]
