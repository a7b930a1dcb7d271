"""Slips of the fingers: a word that nobody knows, and the one word of the lexicon that it can only be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.realwords import REAL_WORDS

#: Shorter words are too near to others; the few usual slips of them stand below.
SHORTEST = 4

#: Words of a message that are looked at for slips; more of them are no sentence.
MOST_SLIPS = 40

_USUAL = {
    "teh": "the", "hte": "the", "adn": "and", "nad": "and", "amke": "make", "mkae": "make", "mak": "make",
    "pic's": "pic", "foto": "photo", "fotos": "photo", "phot": "photo", "photot": "photo", "vid's": "vid",
    "wiht": "with", "wth": "with", "fro": "for", "ot": "to", "fo": "of", "si": "is", "ti": "it", "tha": "the",
    "moer": "more", "mor": "more", "bak": "back", "ad": "add", "ade": "add", "muisc": "music", "lst": "last",
    "frist": "first", "fist": "first", "firt": "first", "secon": "second", "thrid": "third", "secnd": "second",
    "secend": "second", "scond": "second", "sencond": "second", "secound": "second", "thrd": "third", "forth": "fourth",
    "fith": "fifth", "fifht": "fifth", "waremr": "warmer", "las": "last",
    "evry": "every", "evey": "every", "evrything": "everything", "undoo": "undo", "udno": "undo",
    "tittle": "title", "titel": "title", "txt": "text", "sec's": "sec", "secods": "second", "bw": "bw",
    "fdae": "fade", "zom": "zoom", "mvoe": "move", "swpa": "swap", "rmeove": "remove", "rm": "remove",
    "del": "delete", "dlt": "delete", "bgr": "bigger", "plz": "please", "vid": "vid", "orede": "order",
}  # fmt: skip


def _shares_start(word: str, other: str) -> bool:
    """Fingers seldom miss the first letter; when they do, the first two changed places."""
    return word[0] == other[0] or (len(word) > 3 and word[:2] == other[1::-1])


def _most(word: str) -> int:
    return 1 if len(word) < 8 else 2


@cache
def _by_start() -> Mapping[str, Sequence[str]]:
    known: dict[str, list[str]] = {}
    for word in sorted(lexicon().vocabulary):
        if len(word) >= SHORTEST and word.isalpha():
            known.setdefault(word[0], []).append(word)
            if word[1] != word[0]:
                known.setdefault(word[1], []).append(word)
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
    if word in _USUAL:
        return _USUAL[word]
    if len(word) < SHORTEST or len(word) > 20 or not word.isalpha() or word in REAL_WORDS:
        return ""
    for form in (word, *_inflected(word)):
        if form in REAL_WORDS:
            return ""
        if len(form) >= SHORTEST and (found := _nearest(form)):
            return found
    return ""


def _nearest(word: str) -> str:
    scorer: Callable[..., int] = OSA.distance
    found = process.extract(
        word, _by_start().get(word[0], ()), scorer=scorer, score_cutoff=_most(word), limit=6
    )
    near = [(score, other) for other, score, _ in found if _shares_start(word, other)]
    if not near:
        return ""
    least = min(score for score, _ in near)
    best: list[str] = [other for score, other in near if score == least]
    if len(best) == 1:
        return best[0]
    # Letters that changed places are the likeliest slip of all.
    turned = [other for other in best if sorted(other) == sorted(word)]
    if len(turned) == 1:
        return turned[0]
    meanings = {lexicon().phrase([[other]], 0)[1] for other in best}
    return min(best) if len(meanings) == 1 and all(meanings) else ""
