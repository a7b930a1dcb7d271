"""A clause as one line of folded words: slips mended, quotations and names of files hidden."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.agent.language.rules import Clause
from photoplay.agent.language.tokens import Token

#: Stands for a quotation, a file's name or an address; no lexicon knows it.
HIDDEN = "\u25a1"
_CLOSED = ("quote", "file", "link", "said")


def line_of(clause: Clause) -> str:
    """The clause's own words and those carried into it, folded and mended."""
    if clause.line is None:
        clause.line = joined(clause.tokens)
    return clause.line


def joined(tokens: Sequence[Token]) -> str:
    """Tokens in one line, with a space where there was a gap; what is quoted is one sign."""
    parts: list[str] = []
    end = -1
    for token in tokens:
        parts.append(" " if token.carried or token.start != end else "")
        parts.append(HIDDEN if token.kind in _CLOSED else token.plain)
        end = -1 if token.carried else token.end
    return "".join(parts).strip()
