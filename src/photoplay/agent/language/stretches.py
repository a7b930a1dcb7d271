"""Stretches of a message: whether they name something, and whether they say what is to be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from photoplay.agent.language.content import (
    EMPTY,
    MODIFIERS,
    THINGS,
    WEAK,
    families,
    is_content,
    is_predicate,
)
from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.signs import Signs
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

#: A stretch of words without any sign is cut here.
LONGEST_CLAUSE = 100

COMMAS = frozenset(",，")

AND = frozenset(("and", "n", "和", "并", "并且", "而且", "plus", "以及", "还有", "同时", "+"))


class Stretches(Signs):
    """Looks at stretches of a message."""

    def __init__(self, tokens: Sequence[Token], plain: str, count: int) -> None:
        """Takes the message's tokens and folded text, and how many photos there are."""
        super().__init__(tokens, plain)
        self.count = count
        self.actions = lexicon().actions

    def start_of(self, at: int) -> int:
        """First token from ``at`` on that is no filler."""
        while (
            at < len(self.tokens)
            and self.tokens[at].kind == "word"
            and self.tokens[at].concepts
            and not (families(self.tokens[at]) - {"filler", "want", "then", "also"})
        ):
            at += 1
        return at

    def is_verb(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        if token.kind != "word" or self.actions.isdisjoint(token.concepts):
            return False
        if is_han(token.plain[0]):
            return token.plain not in ("用", "上", "去", "来", "做", "下") or True
        first = token.text.lower().split(" ")[0]
        return not first.endswith(("ing", "ed")) and not (first.endswith("s") and not first.endswith("ss"))

    def has_predicate(self, first: int, end: int) -> bool:
        return any(is_predicate(self.tokens[at]) for at in range(first, end))

    def has_content(self, first: int, end: int) -> bool:
        return any(is_content(self.tokens[at]) for at in range(first, end))

    def has_verb(self, first: int, end: int) -> bool:
        return any(not self.actions.isdisjoint(self.tokens[at].concepts) for at in range(first, end))

    def has_head(self, first: int, end: int) -> bool:
        """Whether something is named that a command can be about."""
        named = (
            "photo",
            "one",
            "music",
            "title",
            "subtitle",
            "caption",
            "text",
            "logo",
            "end-card",
            "transition",
            "other",
            "all",
            "clip",
            "sound",
            "volume",
            "badge",
            "video",
            "odd",
            "even",
            "every",
        )
        return any(
            self.tokens[at].kind in ("ordinal", "file")
            or self.tokens[at].has(*named)
            or bool(self.tokens[at].files)
            for at in range(first, end)
        )

    def end_of(self, at: int) -> int:
        """Where the stretch from ``at`` on ends: at the next sign or "and"."""
        if at < len(self.tokens) and self.tokens[at].plain in AND and not self.is_hard(at):
            at += 1
            return min(self._stops[at], at - 1 + LONGEST_CLAUSE)
        return max(at, min(self._stops[min(at, len(self.tokens))], at + LONGEST_CLAUSE))

    @cached_property
    def _stops(self) -> list[int]:
        """For each token, and for the end, the next one that ends a stretch."""
        stops = [len(self.tokens)]
        for at in reversed(range(len(self.tokens))):
            plain = self.tokens[at].plain
            stops.append(at if plain in COMMAS or plain in AND or self.is_hard(at) else stops[-1])
        return stops[::-1]

    def says_something(self, first: int, end: int) -> bool:
        """Whether a stretch says what is to be; verbs such as "show", "make" and mere places alone do not."""
        return any(
            is_predicate(token)
            and not (token.concepts and families(token) <= WEAK | MODIFIERS | EMPTY | THINGS)
            for token in self.tokens[first:end]
        )

    def kind_at(self, at: int) -> str:
        return self.tokens[at].kind if at < len(self.tokens) else ""
