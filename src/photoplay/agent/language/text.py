"""Folding of what was typed, character by character: every offset of the folded text is one of the typed."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

#: Looks of one sign: apostrophes, dashes, spaces.
_SAME = {
    **dict.fromkeys("’‘ʼ`´′＇", "'"),
    **dict.fromkeys("–—‒―−－﹣", "-"),
    **dict.fromkeys("\u00a0\u3000\u2002\u2003\u2009\u202f\t", " "),
    **dict.fromkeys("～〜∼", "~"),
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "×": "x",
    "⁄": "/",
    "／": "/",
}

_folded: dict[str, str] = {}


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")


def is_han(sign: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= sign <= "\u9fff" or "\u3400" <= sign <= "\u4dbf" or sign in "〇々"


def _one(sign: str, simplified: str) -> str:
    if sign in _SAME:
        return _SAME[sign]
    if is_han(sign):
        return simplified if len(simplified) == 1 else sign
    wide = unicodedata.normalize("NFKC", sign)
    wide = wide if len(wide) == 1 else sign
    low = wide.lower()
    if unicodedata.category(low[0]) in ("Cc", "Cf") and sign != "\n":
        return " "
    return low if len(low) == 1 else wide


_LONG_BLANKS = re.compile(
    "([\\s\x00-\x1f\u00ad\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff]{60})[\\s\x00-\x1f\u00ad\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff]+"
)


def without_long_blanks(text: str) -> str:
    """A message in which no more than 60 blanks and line ends, seen or unseen, follow one another."""
    return _LONG_BLANKS.sub(r"\1", text)


def fold(text: str) -> str:
    """Lower case, narrow forms, simplified characters, plain apostrophes, dashes and spaces.

    Args:
        text: As typed.

    Returns:
        Exactly as many characters.
    """
    # Emoji joiners and variation selectors stay: they are part of the sign before them.
    if unknown := sorted(set(text).difference(_folded)):
        lines = _to_simplified().convert("\n".join(sign if is_han(sign) else "x" for sign in unknown))
        if len(_folded) > 50_000:
            _folded.clear()
        for sign, simple in zip(unknown, lines.split("\n"), strict=True):
            _folded[sign] = sign if sign in "\u200d\ufe0f" else _one(sign, simple)
    known = _folded
    try:
        return "".join([known[sign] for sign in text])
    except KeyError:  # cleared by a neighbour thread between the two lines
        return "".join([_one(sign, _to_simplified().convert(sign)) for sign in text])


def traditional_share(text: str) -> float:
    """How much of what tells the two scripts apart is traditional: 0 none, 1 all; 0 when nothing tells."""
    han = "".join(sorted({sign for sign in text if is_han(sign)}))
    if not han:
        return 0.0
    spaced = "\n".join(han)
    simple = _to_simplified().convert(spaced).split("\n")
    other = _to_traditional().convert(spaced).split("\n")
    old = sum(one != sign for one, sign in zip(simple, han, strict=True))
    new = sum(one != sign and back == sign for one, back, sign in zip(other, simple, han, strict=True))
    return old / (old + new) if old + new else 0.0
