"""Rules of edits: several photos in one picture."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.edits_said import (
    EVERYTHING,
    is_about_words,
    is_asking,
    is_foreign,
    sees,
    strong_mentions,
    value_of,
)
from photoplay.agent.language.meaning import Intent, Selection
from photoplay.agent.language.rules import Clause, Context, Rule

_ARRANGEMENTS = {"columns": "columns", "rows": "rows", "grid": "grid"}


def _several(clause: Clause, ctx: Context) -> Selection | None:
    """Two photos or more that the clause names."""
    mentions = strong_mentions(clause) or list(clause.mentions)
    for mention in mentions:
        clause.read(mention)
    include = tuple(dict.fromkeys(ref for mention in mentions for ref in mention.selection.include))
    if len(include) == 1 and include[0].kind in ("it", "at", "number"):
        return None
    return Selection(include) if include else None


#: With signs between, the words are no phrase of the lexicon.
_BEFORE_AFTER = re.compile(r"\bbefore ?[/&|-] ?after\b")


def layouts(clause: Clause, ctx: Context) -> list[Intent]:
    """Several photos in one picture."""
    if is_asking(clause) or is_about_words(clause) or sees(clause, "pan", "motion", "sweep", "mirror"):
        return []
    tokens = clause.all("layout")
    names = [value_of(token, "layout") for token in tokens]
    if not names and _BEFORE_AFTER.search(clause.plain):
        names = ["before-after"]
    if (single := clause.find("one-by-one")) is not None and not names:
        clause.claim(single)
        return [clause.intent("remove_layout")]
    if not names and not clause.has("layout-word"):
        return []
    if set(names) == {"together"} and clause.negated:
        return []
    if set(names) == {"grid"} and sees(clause, "aspect") and not strong_mentions(clause):
        return []
    if (
        clause.has("remove")
        or any(token.plain == "off" for token in clause.tokens)
        or (tokens and clause.negates(tokens[0]))
        or (clause.has("layout-word") and clause.negated)
    ):
        for token in tokens:
            clause.claim(token)
        return [clause.intent("remove_layout")]
    if not names:
        return []
    photos = _several(clause, ctx)
    sure = {"grid", "split", "before-after", "inset"} & set(names)
    if not sure and (photos is None or sees(clause, "crop", "bars")):
        return []
    for token in tokens:
        clause.claim(token)
    if photos is None and ctx.count == 2:
        photos = EVERYTHING
    if "inset" in names:
        return _inset(clause, ctx)
    act = "before_after" if "before-after" in names else "split_screen"
    slots: dict[str, Any] = {}
    if act == "split_screen":
        arrangement = next((_ARRANGEMENTS[name] for name in names if name in _ARRANGEMENTS), None)
        slots["arrangement"] = arrangement
        if photos is None and ("grid" in names or clause.has("all")) and ctx.count <= 9:
            photos = EVERYTHING
    if photos is None:
        return [clause.intent(act, ask="ask_which_photo", certainty=0.5, **slots)]
    return [clause.intent(act, photos=photos, **slots)]


def _inset(clause: Clause, ctx: Context) -> list[Intent]:
    small = clause.own_photos
    over = clause.mention("over", "into", "to", "with", "at")
    corner = _corner(clause) or None
    numbers = [mention.selection for mention in strong_mentions(clause)]
    if small is None and numbers:
        small = numbers[0]
    if over is None and small is not None and len(small.include) == 2:
        small, over = Selection(small.include[:1]), Selection(small.include[1:])
    if small is None:
        return [clause.intent("inset_photo", corner=corner, ask="ask_which_photo", certainty=0.5)]
    below = over.include[0].value if over is not None and over.include[0].kind == "number" else None
    return [clause.intent("inset_photo", photos=small, over=below, corner=corner)]


def _corner(clause: Clause) -> str:
    """The place that is said, a corner where two sides stand together ("the bottom right")."""
    places = [value_of(token, "position") for token in clause.tokens if token.has("position")]
    sides = [value_of(token, "dir") for token in clause.tokens if token.has("dir")]
    upright = next((place for place in places if place in ("top", "bottom")), None)
    across = next((side for side in [*places, *sides] if side in ("left", "right")), None)
    whole = next((place for place in places if "-" in place), None)
    return whole or (f"{upright}-{across}" if upright and across else (places or [""])[0])


def insets(clause: Clause, ctx: Context) -> list[Intent]:
    """Which photo goes into which corner, said after "picture in picture"."""
    small = clause.own_photos
    named, corner = strong_mentions(clause), _corner(clause)
    if len(named) == 2 and "-" in corner and clause.has("put|move|add|show|into") and not is_asking(clause):
        if is_foreign(clause):
            return []
        over = named[1].selection.include[0]
        for mention in named:
            clause.read(mention)
        below = over.value if over.kind == "number" else None
        return [clause.intent("inset_photo", photos=named[0].selection, over=below, corner=corner)]
    if (
        is_asking(clause)
        or small is None
        or clause.position is None
        or not ctx.intents
        or ctx.intents[-1].act != "inset_photo"
    ):
        return []
    return [clause.intent("inset_photo", photos=small, corner=_corner(clause))]


RULES = (
    Rule("insets", insets, needs=("position",)),
    Rule("layouts", layouts, needs=("layout", "layout-word", "one-by-one", "before")),
)
