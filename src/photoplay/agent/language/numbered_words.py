"""Words with the number of their photo in front: "1 Breakfast, 2 The hike", 第一张大理，第二张丽江."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBERED = re.compile(
    r"(?:(?:photo|picture|pic|image|slide|no\.?|#)\s*)?(?P<number>\d{1,2})\s*[.):：\-–]?\s+(?P<words>\D.*)"
    r"|第(?P<nth>[一二三四五六七八九十\d]{1,2})[张張个幅]\s*[:：是写]?\s*(?P<han>.+)",
    re.IGNORECASE | re.DOTALL,
)
_DIGITS = "一二三四五六七八九十"


def places_of(texts: Sequence[str], count: int) -> list[tuple[int, str]]:
    """Photos and their words, where every one of the words begins with the number of its photo; else nothing.

    Args:
        texts: As they were parted.
        count: How many photos there are.
    """
    found: list[tuple[int, str]] = []
    for text in texts:
        hit = _NUMBERED.fullmatch(text.strip())
        if hit is None:
            return []
        said = hit.group("number") or hit.group("nth")
        number = int(said) if said.isdigit() else _DIGITS.find(said) + 1
        if not 0 < number <= count:
            return []
        found.append((number, (hit.group("words") or hit.group("han")).strip()))
    return found if len(found) > 1 and len({number for number, _ in found}) == len(found) else []
