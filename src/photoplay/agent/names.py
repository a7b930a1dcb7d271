"""How well describing words fit a file's name: "the beach one" is beach_sunset.jpg, "外婆" is 外婆家.png."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from photoplay.agent.language.text import fold, is_han
from photoplay.agent.subjects import SUBJECTS

#: What people say around a description, in either language; it tells nothing about the name.
_SAID_AROUND = """
    a an the this that these those one ones with of in on at from my our your his her its their and or me
    photo photos picture pictures pic pics image images img shot shots file files frame frames slide slides
    clip clips video videos footage both all two three four called named labelled labeled where there is are
"""
_FILLING = frozenset(_SAID_AROUND.split())
_HAN_FILLING = re.compile(
    r"的?(?:那|这|哪)(?:一|两|几|些)?(?:张|段|个|幅|条|支|部)?|照片|图片|相片|图像|视频|片段|素材|文件|[张段幅]图|的"
)
_WORD = re.compile(r"[a-z]+|[0-9]+|[^\W\d_a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}$")

#: Names that fit this well are meant; below, nothing is.
ENOUGH = 0.6


def stem_of(name: str) -> str:
    """A file's name without its ending: "beach.jpg" is "beach"."""
    return _ENDING.sub("", name)


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name or a description, folded: "BeachSunset_02" is beach, sunset, 02."""
    found = _WORD.findall(fold(_CAMEL.sub(" ", name)))
    return tuple(part for word in found for part in (_parts(word) if is_han(word[0]) else (word,)))


def _parts(word: str) -> tuple[str, ...]:
    """A Chinese word in its subjects, where it is made of nothing else: 海边日落 is 海边, 日落."""
    parts: list[str] = []
    rest = word
    while rest and word not in SUBJECTS:
        size = next((size for size in range(min(4, len(rest)), 0, -1) if rest[:size] in SUBJECTS), 0)
        if not size:
            return (word,)
        parts.append(rest[:size])
        rest = rest[size:]
    return tuple(parts) or (word,)


@lru_cache(maxsize=1_000)
def description(words: str) -> tuple[str, ...]:
    """What of somebody's words describes: "the one with the dog" is dog, "海边那张" is 海边."""
    bare = _HAN_FILLING.sub(" ", fold(words).replace("'s ", " "))
    found = words_of(bare)
    return tuple(word for word in found if word not in _FILLING) or found


@lru_cache(maxsize=20_000)
def _folded(name: str) -> tuple[str, str, tuple[str, ...]]:
    """A name without its ending and whole, folded, and its words."""
    stem = stem_of(name)
    return fold(stem), fold(name), words_of(stem)


@lru_cache(maxsize=1_000)
def _said(words: str) -> str:
    return fold(words).strip()


@lru_cache(maxsize=50_000)
def fit(words: str, name: str) -> float:
    """How well words fit a file's name, 0–1; at least ``ENOUGH`` when it may well be meant."""
    stem, whole, own = _folded(name)
    if _said(words) in (stem, whole):
        return 1.0
    wanted = description(words)
    if not wanted or not own:
        return 0.0
    if wanted == own or "".join(wanted) == "".join(own):
        return 0.99
    scores = [_best(word, own) for word in wanted]
    share = sum(scores) / len(scores)
    if min(scores) < ENOUGH:
        # One word of a longer description may tell nothing of the name: "the sunny beach one".
        return 0.0 if len(wanted) < 2 or max(scores) < 0.9 else ENOUGH * max(scores) * (0.9 + share / 10)
    # A name that says nothing besides fits a little better than a longer one.
    return 0.8 * share + 0.15 * share * min(1.0, len(wanted) / len(own))


def _best(word: str, own: Sequence[str]) -> float:
    return max([_alike(word, other) for other in own])


@lru_cache(maxsize=50_000)
def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if word.isdigit() or other.isdigit():
        same = word.isdigit() and other.isdigit() and int(word) == int(other)
        tail = word.isdigit() and other.isdigit() and len(word) >= 2 and other.endswith(word)
        return 0.97 if same else 0.8 if tail else 0.0
    if _singular(word) == _singular(other):
        return 0.97
    if (subject := SUBJECTS.get(word)) is not None and subject == SUBJECTS.get(other):
        return 0.86
    if is_han(word[0]) or is_han(other[0]):
        return _alike_in_chinese(word, other)
    short, long = sorted((word, other), key=len)
    if len(short) >= 3 and long.startswith(short) and len(short) * 2 >= len(long):
        return 0.88
    if len(short) < 3 or len(long) - len(short) > 2:
        return 0.0
    if len(short) == len(long) < 6 and sorted(short) != sorted(long):
        return 0.0  # "cat" is not a misspelt "car"
    allowed = 1 if len(long) <= 5 else 2
    away = distance(word, other, allowed)
    return 0.0 if away > allowed else 0.9 - 0.15 * away


def _alike_in_chinese(word: str, other: str) -> float:
    """One within the other; a single sign only at the beginning or the end."""
    short, long = sorted((word, other), key=len)
    if short in long:
        return 0.92 if len(short) > 1 or long.startswith(short) or long.endswith(short) else 0.7
    common = len(set(short) & set(long))
    return 0.7 if len(short) > 2 and common >= len(short) - 1 else 0.0


def _singular(word: str) -> str:
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


def distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours from one word to the other; ``most`` + 1: more.

    Source: optimal string alignment distance, L. Boytsov, "Indexing methods for approximate dictionary
    searching", ACM Journal of Experimental Algorithmics 16 (2011).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        row = [i]
        for j, mark in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (sign != mark))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == mark:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
