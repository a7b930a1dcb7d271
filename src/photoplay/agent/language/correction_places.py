"""Another place for a photo that was moved: "actually second place is better"."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.meaning import Correction
from photoplay.agent.language.rules import Clause, Context, Corrected, Message

_SECOND_THOUGHT = re.compile(r"\b(?:actually|rather|instead|better|hmm|no)\b|还是|更好|不如")


def other_place(message: Message, ctx: Context) -> Corrected | None:
    """Only another place for what was moved: "actually second place is better"."""
    last = ctx.scene.memory.intents
    if not last or last[-1].act != "move_photos" or len(message.clauses) != 1:
        return None
    clause = message.clauses[0]
    if clause.is_question or not clause.means("slot") or not _SECOND_THOUGHT.search(message.plain):
        return None
    place = place_meant(clause)
    if (
        not place
        or len(clause.mentions) > 1
        or any(
            token.has("move", "put", "swap", "remove") and not token.has("slot") for token in clause.tokens
        )
    ):
        return None
    return Corrected(Correction(slots=place), used=frozenset({0}))


def place_meant(clause: Clause) -> dict[str, Any]:
    """Another place for what was moved: "no, to second place"."""
    at = next((one for one in clause.mentions if one.role in ("to", "at", "into")), None)
    if at is None and clause.means("slot"):
        at = next((one for one in clause.mentions if clause.tokens[one.first].kind == "ordinal"), None)
    ref = at.selection.include[0] if at is not None else None
    return {"to": ref.value} if ref is not None and ref.kind == "number" else {}
