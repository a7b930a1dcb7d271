"""From words to the words on the picture: "the title", "all captions", "the text on photo 3", 第二个标题."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.agent.language.meaning import TextRef
from photoplay.agent.language.mention import Mention
from photoplay.agent.language.tokens import Token

#: Concepts of texts with a role; "text" is any of them.
_ROLES = ("title", "subtitle", "caption", "lower-third", "badge", "end-card")


def text_ref(tokens: Sequence[Token], found: Sequence[Mention]) -> TextRef | None:
    """Which words on the picture tokens speak of; None: of none.

    Args:
        tokens: Of one clause.
        found: Photos that they speak of: the text's own where it is said to stand on them.
    """
    for at, token in enumerate(tokens):
        if _is_price(tokens, at):
            shown_on = next((one.selection for one in found if one.role == "" and not one.weak), None)
            return TextRef("role", "badge", shown_on)
        if token.kind != "word" or not token.has("text", *_ROLES[:-1]):
            continue
        photos = next((one.selection for one in found if one.role == "" and not one.weak), None)
        number = _number_before(tokens, at)
        role = next((role for role in _ROLES if token.has(role)), None)
        if number is not None and role is None:
            return TextRef("number", number, photos)
        if role is not None:
            return TextRef("role", role, photos)
        if at and tokens[at - 1].has("this"):
            return TextRef("it", None, photos)
        return TextRef("all", None, photos)
    return None


def _is_price(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words that show a price are meant, not a price that is named: "make the price bigger"."""
    if tokens[at].plain not in ("price", "价格", "价钱", "售价"):
        return False
    return all(token.kind in ("word", "punct", "percent", "ordinal", "emoji") for token in tokens)


def _number_before(tokens: Sequence[Token], at: int) -> int | None:
    """The order word right before: "the second text", 第二个标题."""
    place = at - 1
    while place >= 0 and place > at - 3 and tokens[place].plain in ("个", "行", "段", "的", "条"):
        place -= 1
    if place >= 0 and tokens[place].kind == "ordinal":
        return int(tokens[place].value)
    return None
