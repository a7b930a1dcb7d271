"""Which words say something: nothing, of what, or what is to be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from photoplay.agent.language.tokens import Token

#: Families that say nothing by themselves.
EMPTY = frozenset(
    (
        "filler",
        "except",
        "before",
        "after",
        "between",
        "number-word",
        "from-end",
        "and",
        "or",
        "then",
        "but",
        "want",
        "as",
        "on",
        "with",
        "into",
        "from",
        "if",
        "ordinal",
        "sorry",
    )
)

THINGS = frozenset(
    ("photo", "one", "clip", "video", "music", "sound", "text", "title", "subtitle", "caption", "lower-third", "badge",
     "end-card", "logo", "transition", "file", "this", "it", "all", "other", "every", "only", "new", "volume")
)  # fmt: skip

#: Families of words that files are called by too.
SOFT = frozenset(("look", "mood", "manner", "feel", "kind", "theme"))

#: Verbs that say nothing without what comes after their object.
WEAK = frozenset(
    ("show", "stay", "change", "create", "put", "give", "use", "keep", "move", "swap", "add", "want")
)

MODIFIERS = frozenset(("color", "position", "amount", "start", "end", "middle", "corner", "same"))


@lru_cache(maxsize=20_000)
def _families_of(concepts: frozenset[str]) -> frozenset[str]:
    return frozenset(concept.partition(":")[0] for concept in concepts)


def families(token: Token) -> frozenset[str]:
    return _families_of(token.concepts)


def is_content(token: Token) -> bool:
    """Whether a token says anything at all."""
    if token.kind in ("punct", "newline", "emoji"):
        return False
    return token.kind != "word" or bool(families(token) - EMPTY) or not token.concepts


def leaves(tokens: Sequence[Token]) -> bool:
    """Whether photos are told to go by a mere "out" behind them: "the last photo out"."""
    said = [token for token in tokens if is_content(token)]
    return (
        len(said) > 1
        and said[-1].plain in ("out", "gone", "goes", "off")
        and (said[-2].kind == "ordinal" or said[-2].has("photo", "one", "clip") or bool(said[-2].files))
        and not any(
            is_predicate(token)
            for token in said[:-1]
            if not token.has("last-place", "first-place", "end", "start")
        )
    )


def switched_off(tokens: Sequence[Token]) -> bool:
    """Whether a thing is told to go by a mere "off" behind it: "text off"."""
    said = [token for token in tokens if is_content(token)]
    things = ("music", "text", "title", "subtitle", "caption", "transition", "logo", "sound")
    return len(said) == 2 and said[1].plain == "off" and said[0].has(*things)


def is_predicate(token: Token) -> bool:
    """Whether a token says what is to be, not only of what."""
    if token.kind in ("punct", "newline", "emoji", "file"):
        return False
    if token.kind == "number":
        return False
    if token.kind != "word":
        return token.kind != "ordinal"
    if token.files and families(token) <= SOFT:
        return False  # "the family" of family.jpg
    return bool(families(token) - EMPTY - THINGS)
