"""Photos and places that are only told of beside a wish: where one stood so far, what a wish makes an exception of."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.agent.language.tokens import Token


def stood_there(tokens: Sequence[Token], at: int) -> bool:
    """Whether a place is only where a photo has stood so far: "… instead of being the closer"."""
    before = [token.plain for token in tokens[max(0, at - 4) : at] if token.kind != "punct"]
    contrast = next(
        (place for place, word in enumerate(before) if word in ("instead of", "rather than")), None
    )
    if contrast is None:
        return False
    told = before[contrast + 1 :]
    return "being" in told or "as" in told or "at" in told


def excepts_wish(tokens: Sequence[Token], at: int) -> bool:
    """Whether a wish of its own is what is excepted: "ok, except slowly push in on the last one"."""
    if not tokens[at].plain.isascii() or any(token.has("all", "every", "photo") for token in tokens[:at]):
        return False
    head = next((token for token in tokens[at + 1 :] if not token.has("filler", "gently")), None)
    return (
        head is not None
        and head.kind == "word"
        and (
            head.has("add", "change", "motion", "remove", "rotate", "create", "give", "brighten", "put")
            and not head.has("photo", "one")
        )
    )
