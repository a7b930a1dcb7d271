"""The same wish the other way round: "no, to the right", "other way round", 反了."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from photoplay.agent.language.meaning import Intent

_TURNED = re.compile(
    r"\b(?:the |to the )?(?:other|opposite|wrong|reverse) (?:way|direction|side)\b(?: (?:a)?round)?|\bthe opposite\b|"
    r"反了|方向(?:不对|错|反)|相反|反方向|反过来|另一个方向|搞反"
)
#: Where to, by the word that says it.
_WAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("left", re.compile(r"\bleft(?:wards?)?\b|向左|往左|左边|逆时针")),
    ("right", re.compile(r"\bright(?:wards?)?\b(?! (?:one|photo|picture|after))|向右|往右|右边|顺时针")),
    ("up", re.compile(r"\bup(?:wards?)?\b|向上|往上")),
    ("down", re.compile(r"\bdown(?:wards?)?\b|向下|往下")),
    ("in", re.compile(r"\b(?:zoom(?:ing)? )?in\b|放大|推近|推进")),
    ("out", re.compile(r"\b(?:zoom(?:ing)? )?out\b|缩小|拉远|拉开")),
)
_PAIRS = (("left", "right"), ("up", "down"), ("in", "out"), ("open", "close"))
_REFUSED = re.compile(
    r"\b(?:not|n't|instead of|rather than|than)\W+(?:\w+\W+){0,2}$|(?:不是|别|而不是|不要)\W*$"
)
#: Longest message that only says where to, in characters.
_LONGEST = 48


def turned(plain: str, last: Sequence[Intent]) -> dict[str, Any]:
    """Slots of the last wishes the other way round; empty: the message does not say so.

    Args:
        plain: The message, folded.
        last: What it speaks of.
    """
    if len(plain) > _LONGEST:
        return {}
    ways = [
        name
        for name, pattern in _WAYS
        if any(not _REFUSED.search(plain[: found.start()]) for found in pattern.finditer(plain))
    ]
    for intent in reversed(last):
        slots = _to(intent, ways[0]) if len(ways) == 1 else {}
        if slots or (_TURNED.search(plain) and (slots := _opposite(intent))):
            return slots
    return {}


def _to(intent: Intent, way: str) -> dict[str, Any]:
    """The slot that says where to, with the way that is said."""
    if intent.act == "rotate" and way in ("left", "right"):
        by = abs(float(intent.slots.get("degrees") or 90))
        return {"degrees": by if way == "right" else -by}
    other = next((b if way == a else a for a, b in _PAIRS if way in (a, b)), "")
    for name in ("motion", "kind"):
        value = intent.slots.get(name)
        if isinstance(value, str) and other and re.search(rf"{other}$|-{other}\b", value):
            return {name: re.sub(rf"{other}$|(?<=-){other}\b", way, value)}
    return {}


def _opposite(intent: Intent) -> dict[str, Any]:
    """Every slot that has another side."""
    for name in ("by", "by_db", "degrees"):
        if isinstance(value := intent.slots.get(name), int | float) and value:
            return {name: -value}
    if isinstance(factor := intent.slots.get("factor"), int | float) and factor > 0:
        return {"factor": 1 / factor}
    for name in ("motion", "kind"):
        for first, second in _PAIRS:
            for one, other in ((first, second), (second, first)):
                if isinstance(value := intent.slots.get(name), str) and re.search(rf"{one}$", value):
                    return {name: re.sub(rf"{one}$", other, value)}
    return {"size": _SIZES[str(size)]} if (size := intent.slots.get("size")) in _SIZES else {}


_SIZES = {"bigger": "smaller", "smaller": "bigger"}
