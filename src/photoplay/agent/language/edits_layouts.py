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
from photoplay.agent.language.edits_shown import numbers_of
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
    if sees(clause, "bars") and not strong_mentions(clause):
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
    if halves := _halves(clause, ctx):
        return halves
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
        is_all = photos is None or all(ref.kind in ("all", "photos") for ref in photos.include)
        if is_all and "grid" in names and _AT_END.search(clause.plain):
            return []  # the same photos once more, together, is nothing that can be done
        if photos is None and ("grid" in names or clause.has("all")) and ctx.count <= 9:
            photos = EVERYTHING if _said_count(clause) in (0, ctx.count) else None
    if photos is None:
        return [clause.intent(act, ask="ask_which_photo", certainty=0.5, **slots)]
    return [clause.intent(act, photos=photos, **slots)]


#: Where one picture more is wanted, after those that are there.
_AT_END = re.compile(
    r"\b(?:at|to|for|in) the (?:very )?(?:end|finish|close)\b|\bend (?:with|on)\b|最后|结尾|片尾|末尾"
)


def _said_count(clause: Clause) -> int:
    """How many pictures are to be in one: "grid of four", 四张拼成一屏; 0: not said."""
    return next((int(one.value) for one in clause.tokens if one.kind == "number" and 1 < one.value < 10), 0)


_SIDES = (("left", "right", "columns"), ("top", "bottom", "rows"))
_SIDE = re.compile(
    r"(?P<top>\b(?:top|upper) (?:half|part)\b|\b(?:on|at) (?:the )?top\b|上半|上面|上边)|"
    r"(?P<bottom>\b(?:bottom|lower) (?:half|part)\b|\b(?:on|at) (?:the )?bottom\b|下半|下面|下边)|"
    r"(?P<left>\bleft(?: (?:half|side|part)\b|\s?[:=])|\b(?:on|to) the left\b|左半|左边|左侧)|"
    r"(?P<right>\bright(?: (?:half|side|part)\b|\s?[:=])|\b(?:on|to) the right\b|右半|右边|右侧)"
)


def _halves(clause: Clause, ctx: Context) -> list[Intent]:
    """Which photo has which half: "top half photo 1, bottom half photo 2", 左边第一张右边第二张."""
    sides = [str(found.lastgroup) for found in _SIDE.finditer(clause.plain)]
    photos = _named_ones(clause)
    after = ctx.following
    if len(sides) == len(photos) == 1 and after is not None:
        sides += [str(found.lastgroup) for found in _SIDE.finditer(after.plain)]
        photos += _named_ones(after)
    if len(photos) != 2 or len(sides) != 2 or any(len(one.include) != 1 for one in photos):
        return []
    for first, second, arrangement in _SIDES:
        if set(sides) == {first, second}:
            both = photos if sides[0] == first else photos[::-1]
            chosen = Selection((both[0].include[0], both[1].include[0]))
            return [clause.intent("split_screen", photos=chosen, arrangement=arrangement)]
    return []


def _named_ones(clause: Clause) -> list[Selection]:
    """Photos that a clause names, bare numbers where there are no others."""
    numbers = [one for one in clause.mentions if one.selection.include[0].kind == "number"]
    named = numbers if len(numbers) == 2 else strong_mentions(clause) or numbers
    return [one.selection for one in named]


def sides(clause: Clause, ctx: Context) -> list[Intent]:
    """The halves of pictures that a split screen was asked for just before, and the second half of two."""
    last = ctx.intents[-1] if ctx.intents else None
    if is_asking(clause) or is_about_words(clause) or not _SIDE.search(clause.plain):
        return []
    if last is None or last.act != "split_screen":
        return _halves(clause, ctx)
    for mention in strong_mentions(clause):
        clause.read(mention)
    for token in clause.all("layout|position|dir|half|head|feet"):
        clause.claim(token)
    return [last]


def _inset(clause: Clause, ctx: Context) -> list[Intent]:
    small = clause.own_photos
    over = clause.mention("over", "into", "to", "with", "at")
    corner = _corner(clause) or None
    numbers = [mention.selection for mention in strong_mentions(clause)]
    if not numbers:
        told = [one for one in clause.mentions if all(ref.kind != "it" for ref in one.selection.include)]
        numbers = [one.selection for one in told[:2]]
        for mention in told[:2]:
            clause.read(mention)
    before = ctx.previous.own_photos if ctx.previous is not None else None
    if over is None and len(numbers) == 1 and before is not None and clause.has_it:
        over = before
    if over is None and len(numbers) == 2:
        over = numbers[1]
    if small is None and numbers:
        small = numbers[0]
    if over is None and small is not None and len(small.include) == 2:
        small, over = Selection(small.include[:1]), Selection(small.include[1:])
    if small is None:
        return [clause.intent("inset_photo", corner=corner, ask="ask_which_photo", certainty=0.5)]
    below = next(iter(numbers_of(over, ctx)), None) if over is not None else None
    return [clause.intent("inset_photo", photos=small, over=below, corner=corner)]


def _corner(clause: Clause) -> str:
    """The place that is said, a corner where two sides stand together ("the bottom right")."""
    places = [value_of(token, "position") for token in clause.tokens if token.has("position")]
    sides = [value_of(token, "dir") for token in clause.tokens if token.has("dir")]
    upright = next((place for place in places if place in ("top", "bottom")), None)
    across = next((side for side in [*places, *sides] if side in ("left", "right")), None)
    whole = next((place for place in places if "-" in place), None)
    return whole or (f"{upright}-{across}" if upright and across else (places or [""])[0])


#: What lies in a corner of another photo is small there.
_SMALL = re.compile(
    r"\b(?:small|smaller|tiny|little|shrink|shrunk|shrunken|mini)\b|缩小|小小|小图|小窗|变小|缩到|缩在|缩成"
)


def insets(clause: Clause, ctx: Context) -> list[Intent]:
    """Which photo goes into which corner, said after "picture in picture"."""
    small = clause.own_photos
    named, corner = strong_mentions(clause), _corner(clause)
    in_corner = "-" in corner or (sees(clause, "corner") and _SMALL.search(clause.plain) is not None)
    if len(named) == 2 and in_corner and clause.has("put|move|add|show|into") and not is_asking(clause):
        if is_foreign(clause):
            return []
        over = named[1].selection.include[0]
        for mention in named:
            clause.read(mention)
        for token in clause.all("layout|motion|corner"):
            clause.claim(token)
        below = over.value if over.kind == "number" else None
        return [clause.intent("inset_photo", photos=named[0].selection, over=below, corner=corner or None)]
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
    Rule("insets", insets, needs=("position", "corner")),
    Rule("sides", sides, needs=("position", "dir", "layout", "side")),
    Rule("layouts", layouts, needs=("layout", "layout-word", "one-by-one", "before")),
)
