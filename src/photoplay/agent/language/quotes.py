"""Quoted spans of any script. What stands in them is somebody's words, never a command."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Opening sign -> what may close it.
_PAIRS = {
    "“": "”“\"", "„": "“”\"", "‘": "’‘", "‚": "‘’", "«": "»", "‹": "›", "»": "«",
    "「": "」", "『": "』", "《": "》", "〈": "〉", "【": "】", "〝": "〞〟", "﹁": "﹂", "﹃": "﹄",
    '"': "\"”“", "＂": "＂", "'": "'’", "`": "`", "”": "”",
}  # fmt: skip

#: Signs that are apostrophes too: they quote only with air before the opening and after the closing one.
_DOUBTFUL = frozenset("'‘’‚`")

_SIGN = re.compile(f"[{re.escape(''.join(sorted({*_PAIRS, *''.join(_PAIRS.values())})))}]")

#: Longest quotation that a doubtful sign may open; a forgotten apostrophe swallows no message.
_LONGEST_DOUBTFUL = 120


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation.

    Attributes:
        start, end: With its signs.
        text: Without them, exactly as typed.
    """

    start: int
    end: int
    text: str


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum() and text[at].isascii()


def _opens(text: str, at: int) -> bool:
    sign = text[at]
    if sign not in _PAIRS:
        return False
    return sign not in _DOUBTFUL or not _is_letter(text, at - 1)


def _closing(text: str, at: int, ends: dict[str, list[int]]) -> int:
    """Where the quotation that opens at ``at`` closes, or -1."""
    sign = text[at]
    best = -1
    for closer in _PAIRS[sign]:
        places = ends.get(closer, [])
        while places and places[-1] <= at:
            places.pop()
        for place in reversed(places[-64:]):
            if sign in _DOUBTFUL and place - at > _LONGEST_DOUBTFUL:
                break
            if closer in _DOUBTFUL and _is_letter(text, place + 1):
                continue
            if best < 0 or place < best:
                best = place
            break
    return best


def quoted(text: str) -> tuple[Quote, ...]:
    """All quotations, in order; none within another.

    Args:
        text: As typed, unfolded.
    """
    signs = [found.start() for found in _SIGN.finditer(text)]
    ends: dict[str, list[int]] = {}
    for at in reversed(signs):
        ends.setdefault(text[at], []).append(at)
    found: list[Quote] = []
    free = 0
    for at in signs:
        if at < free or not _opens(text, at):
            continue
        close = _closing(text, at, ends)
        inner = text[at + 1 : close] if close > at else ""
        if inner.strip() and not (text[at] in _DOUBTFUL and "\n\n" in inner):
            found.append(Quote(at, close + 1, inner.strip()))
            free = close + 1
    return tuple(found)
