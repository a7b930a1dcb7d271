"""Slips of the fingers: a word that nobody knows, and the one word of the lexicon that it can only be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from photoplay.agent.language.lexicon import NONE, lexicon
from photoplay.agent.language.realwords import REAL_WORDS
from photoplay.agent.language.slips import distance
from photoplay.agent.language.usual_words import COMPARED, LIKELY, USUAL

#: Shorter words are too near to others: of them only letters that changed places are mended.
SHORTEST = 4

#: Words of a message that are looked at for slips; more of them are no sentence.
MOST_SLIPS = 40

#: So much nearer a usual word counts.
_BONUS = 0.3

#: So much nearer than any other meaning a word must be.
_MARGIN = 0.15


def _starts(word: str) -> frozenset[str]:
    """Letters that the word meant may begin with."""
    alike = {"k": "cq", "c": "ks", "q": "k", "f": "p", "s": "c", "z": "s", "j": "g"}.get(word[0], "")
    return frozenset((word[0], word[1], *alike))


def _most(word: str, other: str) -> float:
    """How far a word may be from what is meant: usual words are meant more often, and are found from farther."""
    if len(word) < SHORTEST:
        return 0.6
    if other in LIKELY or other in COMPARED:
        return 1.0 if len(word) == SHORTEST else 1.4 if len(word) < 8 else 2.0
    if not _meaning(other):
        return 0.7
    return 0.8 if len(word) == SHORTEST else 1.0 if len(word) < 8 else 1.4


@cache
def _by_start() -> Mapping[str, Sequence[str]]:
    known: dict[str, list[str]] = {}
    words = {word for word in lexicon().vocabulary if len(word) >= SHORTEST - 1 and word.isalpha()}
    for word in sorted(words.union(COMPARED)):
        known.setdefault(word[0], []).append(word)
    return known


def _inflected(word: str) -> tuple[str, ...]:
    """The word without an ending, that slips within an inflected form are found as well."""
    return tuple(
        word[: -len(end)] for end in ("s", "ing", "ed") if word.endswith(end) and len(word) > len(end) + 3
    )


@lru_cache(maxsize=20_000)
def corrected(word: str) -> str:
    """The word of the lexicon that was meant, or "" when there is none or more than one.

    Args:
        word: Folded, Latin letters; not in the lexicon in any form.
    """
    if word in USUAL:
        return USUAL[word]
    if not SHORTEST - 1 <= len(word) <= 20 or not word.isalpha() or word in REAL_WORDS:
        return ""
    return _found(word)


@lru_cache(maxsize=5_000)
def doubted(word: str) -> str:
    """The usual word that a word of its own may have been meant for, if what is around it says so: "the sam for"."""
    near = (
        [one for one in _near(word) if one[0] <= 0.4 and one[1] in LIKELY]
        if len(word) >= SHORTEST - 1
        else []
    )
    return near[0][1] if word in REAL_WORDS and len(near) == 1 else ""


def _found(word: str) -> str:
    for form in (word, *_inflected(word)):
        if form in REAL_WORDS:
            return ""
        if len(form) >= SHORTEST - 1 and (found := _nearest(form)):
            return found
    return ""


@lru_cache(maxsize=5_000)
def _meaning(word: str) -> frozenset[str]:
    return lexicon().phrase([lexicon().forms(word) or (word,)], 0)[1]


def _near(word: str) -> list[tuple[float, str]]:
    """Words of the lexicon that are near, the nearest first."""
    scorer: Callable[..., int] = OSA.distance
    found: list[tuple[float, str]] = []
    for start in _starts(word):
        close = process.extract(
            word, _by_start().get(start, ()), scorer=scorer, score_cutoff=2 if len(word) < 7 else 3, limit=12
        )
        for other, _, _ in close:
            if len(word) < SHORTEST and sorted(word) != sorted(other):
                continue
            most = _most(word, other)
            cost = distance(word, other, most)
            if cost <= most:
                found.append((round(cost - (_BONUS if other in LIKELY else 0.0), 2), other))
    return sorted(found)


def _nearest(word: str) -> str:
    near = _near(word)
    if not near:
        return ""
    least, best = near[0]
    meaning = _meaning(best)
    if sorted(best) == sorted(word):  # letters that changed places are the likeliest slip of all
        return best
    rivals = [
        other
        for cost, other in near[1:]
        if cost < least + _MARGIN and _meaning(other) != meaning and not other.startswith(best[:-1])
    ]
    if not rivals or (meaning == NONE and not any(map(_meaning, rivals))):
        return best
    return ""
