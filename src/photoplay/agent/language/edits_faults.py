"""Whether an adjective says what is wrong with photos: "too dark", "come out really dark", 有点暗."""

from __future__ import annotations

import re

from photoplay.agent.language.edits_said import place_of, sees
from photoplay.agent.language.rules import Clause
from photoplay.agent.language.tokens import Token

#: What makes "dark" a complaint: "too dark", 有点暗.
_COMPLAINING = frozenset(
    {
        "too", "looks", "look", "came out", "turned out", "is", "are", "was", "were", "seems", "feel", "feels",
        "kinda", "it's",
        "its", "looking", "appears", "came", "turned", "so", "that's", "they're",
        "有点", "有些", "偏", "太", "好", "过于", "这么", "那么", "看着", "看起来", "显得",
        "有一点", "拍得", "拍的", "不够",
    }
)  # fmt: skip
_FOLLOWING = frozenset({"得", "过头", "死了", "过分", "得很"})


#: Words that say by themselves that a colour is wrong.
_FAULTY = frozenset(
    {
        "偏黄",
        "偏蓝",
        "偏红",
        "偏绿",
        "偏紫",
        "偏暗",
        "偏黑",
        "偏灰",
        "发黄",
        "泛黄",
        "发黑",
        "发暗",
        "发灰",
        "太黑",
    }
)
_COPULAS = re.compile(
    r"\b(?:is|are|was|were|it's|looks?|(?:come|came|turn|turned|turns)s? out|seems?|feels?|looking|appears?)\b"
    r"|看着|看起来|显得|拍得|看上去"
)


def _is_told(clause: Clause, at: int) -> bool:
    return at + 1 < len(clause.tokens) and clause.tokens[at + 1].plain in ("了", "啊", "呀", "哦")


def _is_described(clause: Clause, at: int) -> bool:
    """Whether an adjective tells how photos are: "come out really dark"."""
    if sees(clause, "change", "want", "give", "into", "add") or sees(clause, "amount:weak") or at < 2:
        return False
    near = clause.tokens[max(0, at - 5) : at]
    if any(one.plain in ("should", "be", "to be", "not", "isn't", "as", "more", "no") for one in near):
        return False
    return _COPULAS.search(" ".join(one.plain for one in near)) is not None


#: Before a side these wish for more of it: 稍微亮一点.
_WISHING = frozenset(("更", "再", "稍微", "稍稍", "略微", "稍", "略"))


def complains(clause: Clause, token: Token) -> bool:
    at = place_of(clause, token)
    near = [one for one in clause.tokens[max(0, at - 2) : at] if one.plain != "偏" or _is_told(clause, at)]
    if any(
        one.plain in _COMPLAINING or one.has("too") or one.plain.split(" ")[-1] in _COMPLAINING
        for one in near
    ):
        return True
    weak = clause.tokens[at - 1] if at else token
    if weak.has("amount:weak") and weak.plain not in _WISHING:
        return not sees(clause, "change", "want", "give")
    if token.plain in _FAULTY or (token.plain.startswith("偏") and _is_told(clause, at)):
        return True
    if _is_described(clause, at):
        return True
    follows = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    return follows is not None and follows.plain in _FOLLOWING
