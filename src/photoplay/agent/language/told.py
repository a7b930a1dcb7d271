"""Clauses that wish nothing themselves: what is not to be done, what the next clause is about, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Clause, Context

#: Held back for now.
_LATER = re.compile(r"暂时(?:不|别)|先(?:不|别)|\b(?:don'?t|do not|not|no) .*\b(?:yet|for now)\b")


def forbids(clause: Clause) -> bool:
    """Whether a clause says what is not to be done, or to what the others are confined: obeyed by doing nothing."""
    said = [
        token for token in clause.tokens if token.kind != "punct" and not token.has("filler", "but", "and")
    ]
    actions = lexicon().actions
    if any(one.has("not") and not actions.isdisjoint(other.concepts) for one, other in pairwise(said)):
        return True
    if (said and said[0].plain == "不是") or _LATER.search(clause.plain):
        return True
    behind = len(said) > 2 and said[-2].has("not") and not said[0].plain.isascii()
    if behind and said[-1].has("remove", "change", "move") and clause.own_photos is not None:
        return True
    confined = bool(said) and said[0].has("only") and clause.own_photos is not None
    return confined and all(
        token.has("only", "change", "photo", "one", "first-place", "last-place", "all")
        or token.kind in ("ordinal", "number")
        for token in said
    )


def goes_on(clause: Clause, intents: Sequence[Intent], unread: str, context: Context) -> bool:
    """Whether what was not read only told of the photos: "the first doesn't fit, take it away"."""
    before = context.previous
    if before is None or before.text != unread or not intents or intents[-1].words != clause.text:
        return False
    own = before.own_photos
    return (
        own is not None
        and intents[-1].photos in (own, Selection((Ref("it"),)))
        and not before.kind("duration", "percent", "quote", "factor")
        and not any(
            token.has("remove", "add", "move", "swap", "change", "duplicate") for token in before.tokens
        )
    )


def introduces(clause: Clause, context: Context) -> bool:
    """Whether a clause only names photos that the next one goes on about: "take photo 5 and …"."""
    follow = context.following
    if clause.own_photos is None or follow is None or not follow.joined:
        return False
    if clause.has("keep|stay") and follow.has("other"):
        return True  # 第一张留着，其他…
    if clause.negated and follow.own_photos is not None:
        said = [token for token in clause.tokens if token.kind != "punct"]
        named = {place for one in clause.mentions for place in range(one.first, one.last + 1)}
        return said[0].has("not") and all(
            place in named or token.kind == "punct" or token.has("filler", "not")
            for place, token in enumerate(clause.tokens)
        )
    excepts = clause.tokens[0].has("except") and follow.own_photos is not None
    if not excepts and (follow.own_photos is not None or follow.carried_photos is None):
        return False
    named = {place for one in clause.mentions for place in range(one.first, one.last + 1)}
    return all(
        place in named
        or token.kind == "punct"
        or token.has("filler", "use", "only", "and", "this", "one", "keep", "except")
        for place, token in enumerate(clause.tokens)
    )
