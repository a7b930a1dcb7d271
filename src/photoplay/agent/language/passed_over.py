"""Parts of a clause that no rule looked at, although they name what a video has: they are told, not passed over."""

from __future__ import annotations

from photoplay.agent.language.rules import Clause
from photoplay.agent.language.tokens import Token

#: What a video has, and how it may be.
_THINGS = ("music", "transition", "logo")
_MANNERS = (
    "mood",
    "feel",
    "manner",
    "louder",
    "quieter",
    "faster",
    "slower",
    "look",
    "way",
    "percent",
    "more",
    "less",
)


def passed_over(clause: Clause) -> list[str]:
    """Parts between commas of which every word is unread, that name a thing and how it is to be: "music calmer"."""
    unread = {(token.start, token.end) for token in clause.unread_tokens}
    parts: list[list[Token]] = [[]]
    for token in clause.tokens:
        if token.kind == "punct" and token.plain in ",，、;；":
            parts.append([])
        elif token.kind not in ("punct", "emoji", "newline") and not token.carried:
            parts[-1].append(token)
    if len(parts) < 2:
        return []
    told = [part for part in parts if part and all((one.start, one.end) in unread for one in part)]
    return [
        clause.text[part[0].start - clause.start : part[-1].end - clause.start]
        for part in told
        if any(one.has(*_THINGS) for one in part) and any(_is_manner(one) for one in part)
    ]


def _is_manner(token: Token) -> bool:
    return any(concept.partition(":")[0] in _MANNERS for concept in token.concepts)
