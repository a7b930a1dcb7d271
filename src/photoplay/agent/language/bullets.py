"""The numbers and signs of lists, which say nothing themselves."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.agent.language.lexicon import NONE
from photoplay.agent.language.tokens import Token

_MARKS = frozenset(".)）、:：.-")
#: Words before the number of a list's line.
_STEPS = frozenset(("step", "no", "number", "task", "item", "point", "步骤", "第"))


def without_bullets(tokens: Sequence[Token]) -> list[Token]:
    """Without the numbers and signs of lists, at the beginning of lines or one after the other within a line."""
    counted = _counted(tokens)
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        is_start = not kept or kept[-1].kind == "newline" or kept[-1].plain in ".;。；"
        token = tokens[at]
        if at in counted:
            kept += [token.but(kind="newline", concepts=NONE)] if kept and not is_start else []
            at = counted[at]
            continue
        if is_start and token.kind == "punct" and token.plain in "-*•·–—●○▪>+#":
            at += 1
            continue
        if (
            (not kept or kept[-1].kind == "newline")
            and token.kind in ("number", "emoji")
            and at + 1 < len(tokens)
        ):
            mark = tokens[at + 1]
            is_list = at + 2 < len(tokens) and tokens[at + 2].kind == "number" and mark.plain == "、"
            if mark.kind == "punct" and mark.plain in ".)）、:：" and mark.start == token.end and not is_list:
                at += 2
                continue
        kept.append(token)
        at += 1
    return kept


def _counted(tokens: Sequence[Token]) -> dict[int, int]:
    """Where the numbers of a list stand that runs within a line, and where what they number begins.

    "1、… 2、… 3、…", "(a) …, (b) …", "Step 1: …": such marks count only where the next one follows.
    """
    found: dict[int, int] = {}
    wanted = 1
    for at in range(len(tokens) - 2):
        token = tokens[at]
        begin, onward = at, at + 1
        is_named = token.plain in _STEPS and tokens[onward].kind in ("number", "ordinal")
        if is_named or (token.plain in ("(", "（") and tokens[onward + 1].plain in (")", "）")):
            token, onward = tokens[onward], onward + 1
        number = _place_in_list(token)
        if number != wanted or onward >= len(tokens):
            continue
        mark = tokens[onward]
        if mark.kind != "punct" or mark.plain not in _MARKS or mark.start != token.end:
            continue
        if (
            onward + 1 < len(tokens)
            and tokens[onward + 1].kind == "number"
            and tokens[onward + 1].start == mark.end
        ):
            continue  # "1:1", "2.5"
        found[begin] = onward + 1
        wanted += 1
    return found if len(found) > 1 else {}


def _place_in_list(token: Token) -> int:
    """1 of "1", "a"; 0: it numbers nothing."""
    if token.kind == "number" and float(token.value).is_integer():
        return int(token.value)
    return "abcdefgh".find(token.plain) + 1 if len(token.plain) == 1 else 0
