"""Single Chinese signs typed for others: only what stands beside them shows it (第二章照片, 吧第一张)."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.agent.language.homophones import alike
from photoplay.agent.language.lexicon import Lexicon
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

#: Words with which a wish begins before 把.
_OPENERS = ("再", "请", "帮我", "然后", "就", "先", "那", "那就", "麻烦", "给我", "你")

#: Verbs of one sign that follow a direction.
_MOVES = "滑划移推转"


def _before(tokens: Sequence[Token], at: int) -> Token | None:
    return tokens[at - 1] if at and tokens[at - 1].end == tokens[at].start else None


def _after(tokens: Sequence[Token], at: int) -> Token | None:
    return tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end else None


def _is_number(token: Token | None) -> bool:
    return token is not None and token.kind in ("numeral", "number")


def _is_counter(token: Token | None) -> bool:
    return token is not None and (token.plain[0] in "张个幅段条" or alike(token.plain[0], "张"))


def _acts(token: Token | None) -> bool:
    """Whether something follows that 长 as an adjective does not have behind it: 第四长转个方向."""
    return token is not None and token.kind == "han" and token.plain[0] not in "一点些半倍的了得过于到成度短"


def meant_sign(tokens: Sequence[Token], at: int, known: Lexicon) -> str:
    """The sign that stands in a place by what is around it; empty: the one typed.

    Args:
        tokens: Of the message, before phrases are put together.
        at: Which.
        known: The lexicon.
    """
    token = tokens[at]
    sign = token.plain
    if len(sign) != 1 or not is_han(sign):
        return ""
    before, after = _before(tokens, at), _after(tokens, at)
    if sign != "第" and alike(sign, "第") and _is_number(after) and at + 2 < len(tokens):
        return "第" if not known.han.get(sign) and _is_counter(_after(tokens, at + 1)) else ""
    if _is_number(before) and (not known.han.get(sign) or (sign == "长" and _acts(after))):
        is_nth = at > 1 and (tokens[at - 2].plain == "第" or alike(tokens[at - 2].plain[-1], "第"))
        if is_nth and alike(sign, "张"):
            return "张"
        return "秒" if not is_nth and alike(sign, "秒") else ""
    if sign == "吧" and after is not None:
        opens = before is None or before.kind in ("punct", "newline") or before.plain in _OPENERS
        return "把" if opens and after.kind != "punct" else ""
    if before is not None and before.kind == "han" and not known.han.get(sign):
        is_way = any(concept.startswith("dir:") for concept in known.han.get(before.plain, ()))
        return next((verb for verb in _MOVES if is_way and alike(sign, verb)), "")
    return ""
