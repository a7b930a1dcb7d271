"""Clauses that nothing need be made of: mere fillers, what is only told, what announces wishes."""

from __future__ import annotations

from photoplay.agent.language.headings import is_heading
from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.told import forbids, introduces


def says_nothing(clause: Clause, context: Context) -> bool:
    """Whether nothing need be made of a clause."""
    only = is_filler(clause) or is_heading(clause.plain)
    return only or forbids(clause) or introduces(clause, context)


def is_filler(clause: Clause) -> bool:
    return all(
        token.kind in ("punct", "emoji", "newline")
        or token.has("filler", "and", "then", "but", "want", "sorry")
        for token in clause.tokens
    )


def only_tells(clause: Clause) -> bool:
    """Whether a clause only tells something: "she never liked that dog". Besides a wish, nobody expects an answer."""
    verbs = lexicon().actions
    for token in clause.tokens:
        if token.kind not in ("word", "punct", "emoji", "newline", "number", "ordinal", "date", "file"):
            return False
        if not verbs.isdisjoint(token.concepts) or token.has(
            "amount", "title", "subtitle", "caption", "text", "transition", "aspect", "look"
        ):
            return False
    return clause.tokens[0].plain not in ("no", "not") and not any(
        not one.weak and one.selection.include[0].kind in ("number", "range", "all", "others", "new")
        for one in clause.mentions
    )
