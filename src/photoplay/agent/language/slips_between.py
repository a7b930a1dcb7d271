"""Slips that only the words beside them show: "turn of the music", "the forth photo", "thefirst"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from photoplay.agent.language.lexicon import Lexicon, lexicon
from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.realwords import REAL_WORDS
from photoplay.agent.language.slips_zh import meant_sign
from photoplay.agent.language.tokens import Token
from photoplay.agent.language.typos import doubted

#: Words of their own that are typed or heard for others; only where the other makes a phrase of the lexicon.
_TAKEN_FOR = {
    "of": "off", "form": "from", "quite": "quiet", "loose": "lose", "bag": "back", "ride": "rid", "sam": "same",
    "wand": "want", "fad": "fade", "fate": "fade",
}  # fmt: skip

#: Words heard for numbers in front of a unit.
_NUMBERS = {
    "to": "two",
    "too": "two",
    "for": "four",
    "won": "one",
    "tree": "three",
    "free": "three",
    "ate": "eight",
}
_UNITS = frozenset(("seconds", "secs"))

#: Words heard for ordinals behind "the".
_ORDINALS = {"forth": "fourth", "forest": "first", "lest": "last", "fist": "first", "fort": "fourth"}
_POINTS = frozenset(
    ("photo", "photos", "picture", "pictures", "pic", "pics", "image", "one", "ones", "shot", "slide")
)

#: "It is to loud": too much of it.
_BEFORE_TOO = frozenset(
    ("is", "are", "was", "were", "looks", "seems", "feels", "it's", "its", "way", "far", "bit", "much")
)
_TOO_MUCH = frozenset(
    words(
        "loud, quiet, long, short, fast, slow, dark, bright, big, small, large, tiny, much, many, quick, warm, cold, "
        "cool, soft, sharp, blurry, busy, boring, early, late, high, low, saturated, colorful, colourful"
    )
)

#: Words that run together with the one beside them.
_GLUED = frozenset(
    words(
        "the, and, make, photo, photos, picture, pictures, music, video, first, last, second, third, it, of, to, my, "
        "this, that, all, every, please, with, a, for, title, delete, remove, add, more, me"
    )
)


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing more of a command follows."""
    return (
        at >= len(tokens)
        or tokens[at].kind in ("punct", "newline")
        or tokens[at].plain in ("and", "then", "pls")
    )


def _forms(token: Token, known: Lexicon) -> tuple[str, ...]:
    return (known.forms(token.plain) or (token.plain,)) if token.kind == "word" else ()


def _makes_phrase(tokens: Sequence[Token], at: int, other: str, known: Lexicon) -> bool:
    """Whether another word in a place makes a phrase with its neighbours that the one typed does not make."""
    first, last = max(0, at - 2), min(len(tokens), at + 3)
    typed = [_forms(token, known) for token in tokens[first:last]]
    meant = [*typed[: at - first], (other,), *typed[at - first + 1 :]]

    def longest(forms: Sequence[Sequence[str]]) -> int:
        found = 0
        for begin in range(at - first + 1):
            count, _ = known.phrase(forms, begin) if forms[begin] else (0, None)
            found = max(found, count if begin + count > at - first else 0)
        return found

    return longest(meant) > max(1, longest(typed))


def _is_particle(tokens: Sequence[Token], at: int, other: str, known: Lexicon) -> bool:
    """Whether "of" is the "off" of a verb before it: "turn the music of"."""
    if not _ends(tokens, at + 1):
        return False
    for token in tokens[max(0, at - 6) : at]:
        for form in _forms(token, known):
            if any(gap.particle == (other,) and not head for head, gap in known.gaps.get(form, ())):
                return True
    return False


def _meant(tokens: Sequence[Token], at: int, known: Lexicon) -> str:
    """The word that stands in a place by what is around it; empty: the one typed."""
    plain = tokens[at].plain
    after = tokens[at + 1].plain if at + 1 < len(tokens) else ""
    before = tokens[at - 1].plain if at else ""
    if plain in _NUMBERS and after in _UNITS and tokens[at - 1].kind not in ("number", "ordinal"):
        return _NUMBERS[plain]
    if plain in _ORDINALS and before in ("the", "my") and after in _POINTS:
        return _ORDINALS[plain]
    if plain == "to" and before in _BEFORE_TOO and after in _TOO_MUCH:
        return "too"
    if plain == "loose" and after in ("the", "that", "this", "my", "all", "it", "every"):
        return "lose"
    if plain == "quite" and _ends(tokens, at + 1) and before not in ("not", ""):
        return "quiet"
    other = _TAKEN_FOR.get(plain, "") or ("" if known.forms(plain) else doubted(plain))
    if other and _makes_phrase(tokens, at, other, known):
        return other
    return "off" if plain == "of" and _is_particle(tokens, at, "off", known) else ""


@lru_cache(maxsize=5_000)
def parted(word: str) -> tuple[str, str] | None:
    """Two known words that were typed without the space between them; None: it is no such pair."""
    if len(word) < 5 or len(word) > 20 or not word.isalpha() or not word.isascii() or word in REAL_WORDS:
        return None
    known = lexicon()
    for at in sorted(range(1, len(word)), key=lambda cut: abs(2 * cut - len(word))):
        one, other = word[:at], word[at:]
        glued = (one in _GLUED and (len(other) > 2 or other in _GLUED)) or (other in _GLUED and len(one) > 2)
        if glued and one + other not in known.vocabulary and known.forms(one) and known.forms(other):
            return one, other
    return None


def _apart(token: Token) -> list[Token]:
    """A word that is two, as two."""
    if token.kind != "word" or token.slip or token.files or not token.plain.isascii() or token.text.isupper():
        return [token]
    if lexicon().forms(token.plain) or not (two := parted(token.plain)):
        return [token]
    cut = len(two[0])
    middle = token.start + cut
    return [
        Token(token.text[:cut], two[0], token.start, middle, slip=True),
        Token(token.text[cut:], two[1], middle, token.end, slip=True),
    ]


def mended(tokens: Sequence[Token]) -> list[Token]:
    """Tokens with what their neighbours show to be slips put right.

    Args:
        tokens: Before phrases are put together.
    """
    known = lexicon()
    kept = [one for token in tokens for one in _apart(token)]
    for at, token in enumerate(kept):
        if token.kind == "han" and (sign := meant_sign(kept, at, known)):
            kept[at] = token.but(plain=sign, slip=True)
        elif token.kind == "word" and not token.files and (other := _meant(kept, at, known)):
            kept[at] = token.but(plain=other, slip=True)
    return kept
