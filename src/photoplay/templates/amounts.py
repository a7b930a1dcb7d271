"""Strengths of looks where none is told. Light to import: the command line reads it."""

from __future__ import annotations

from photoplay.timeline.model import LOOKS

#: Of looks, and of changes of light and colour. Source: taste, "Colour".
STYLE_AMOUNT, CHANGE_AMOUNT = 50.0, 25.0
#: Automatic levels go all the way; photos are brought a third of the way towards each other. Source: the same.
AUTO_AMOUNT, MATCH_AMOUNT = 100.0, 33.0


def usual_amount(name: str) -> float:
    """The strength of a look where none is told."""
    if name in ("auto", "match"):
        return AUTO_AMOUNT if name == "auto" else MATCH_AMOUNT
    return CHANGE_AMOUNT if LOOKS[name][0] < 0 else STYLE_AMOUNT
