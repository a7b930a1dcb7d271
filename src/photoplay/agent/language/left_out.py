"""Clauses that go on about the photos that the one before left out: "except the closer, pull out there"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photoplay.agent.language.content import is_content
from photoplay.agent.language.meaning import Selection
from photoplay.agent.language.mention import Mention
from photoplay.agent.language.tokens import Token

_THERE = frozenset(("there", "on that one", "for that one", "for that", "on that"))


def left_out_by(found: Sequence[Mention]) -> Selection | None:
    """The photos that a clause left out; None: it left out none."""
    refs = tuple(ref for one in found for ref in one.selection.exclude)
    return Selection(refs) if refs else None


def _points(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether a token stands for the photos left out: "that one …", "let that drift left"."""
    if at == first:
        return tokens[at].has("this", "it")
    led = tokens[at - 1].plain in ("let", "have", "give", "make", "on", "for", "keep")
    return led and tokens[at].plain in ("that", "that one", "this one", "those", "those ones", "these")


def meaning_those(
    tokens: Sequence[Token], found: tuple[Mention, ...], those: Selection
) -> tuple[Mention, ...] | None:
    """The mentions of a clause that speaks of those left out just before; None: it speaks of something else.

    Args:
        tokens: Of the clause.
        found: Its mentions.
        those: What the clause before left out.
    """
    first = next((at for at, token in enumerate(tokens) if is_content(token)), 0)
    if any(not one.weak and one.selection.include[0].kind not in ("it", "number") for one in found):
        return None
    spoken = next((at for at in range(first, min(first + 3, len(tokens))) if _points(tokens, first, at)), -1)
    if spoken >= 0:
        rest = tuple(one for one in found if one.first > spoken and not one.weak)
        return (Mention(those, spoken, spoken), *rest)
    there = next((at for at, token in enumerate(tokens) if token.plain in _THERE), -1)
    if there < 0 or any(not one.weak for one in found):
        return None
    return (*(replace(one, weak=True) for one in found), Mention(those, there, there))
