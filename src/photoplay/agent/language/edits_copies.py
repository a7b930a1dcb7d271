"""Rules of edits: another picture in a photo's place, and the same photo once more."""

from __future__ import annotations

import re

from photoplay.agent.language.edits_presence import all_of
from photoplay.agent.language.edits_said import (
    holds,
    is_asking,
    is_foreign,
    is_one,
    numbers_of,
    outside,
    sees,
    strong_mentions,
)
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Mention, Rule


def has_new(mention: Mention) -> bool:
    """Whether it speaks of photos that are not there yet."""
    return any(ref.kind == "new" for ref in mention.selection.include)


def replacements(clause: Clause, ctx: Context) -> list[Intent]:
    """Another picture in a photo's place."""
    if is_asking(clause) or is_foreign(clause) or sees(clause, "look", "motion", "way", "aspect"):
        return []
    verb = clause.find("replace|swap|change|use")
    mentions = strong_mentions(clause)
    if (
        "instead of" in clause.plain
        and len(mentions) == 2
        and mentions[0].selection.include[0].kind == "file"
    ):
        mentions = mentions[::-1]
    if verb is None or len(mentions) < 2:
        return []
    other = next(
        (
            one
            for one in mentions
            if has_new(one)
            or (
                any(ref.kind in ("file", "words") for ref in one.selection.include)
                and (one.role in ("with", "into", "to") or one is mentions[-1])
            )
        ),
        None,
    )
    first = next((one for one in mentions if one is not other), None)
    if other is None or first is None or not is_one(first.selection):
        return []
    if verb.has("change") and not verb.has("replace") and other.role not in ("with", "into", "to"):
        return []
    clause.read(first)
    clause.read(other)
    ref = other.selection.include[0]
    slots = {"file": ref.value} if ref.kind == "file" else {"with": other.selection}
    return [clause.intent("replace_photo", photos=first.selection, **slots)]


#: Where the copy shall stand: "a second time, as the closing shot".
_AS_PLACE = re.compile(
    r"\bas (?:the |a |our |my )?(?:\w+ )?(?:opener|opening|closer|closing|final|last|first|finale)\b"
)
_ENDS = (Ref("number", 1), Ref("number", -1))


_SEES = re.compile(r"\b(?:see|have) \w.* again\b|\bagain\b.* (?:see|appear)")


def _beside(clause: Clause, ctx: Context) -> int | None:
    """The place right after or before another photo."""
    for role, step in (("after", 1), ("before", 0)):
        near = clause.mention("after" if role == "after" else "before")
        numbers = numbers_of(near, ctx) if near is not None else []
        if numbers:
            place = numbers[0] + step
            return -1 if place > ctx.count else place
    return None


_SO = re.compile(r"\W*(?:so|i mean|meaning|that is|in other words)\b")


def duplicates(clause: Clause, ctx: Context) -> list[Intent]:
    """The same photo once more."""
    words = any(
        token.has("text", "title", "caption") and not token.has("duplicate") for token in clause.tokens
    )
    if (
        is_asking(clause)
        or holds(clause, "duration")
        or words
        or holds(clause, "quote")
        or sees(clause, "music", "logo")
    ):
        return []
    verb = clause.find("duplicate")
    photos = all_of(clause)
    if photos is None and clause.has("cover"):
        photos = Selection((Ref("number", 1),))
    times = any(token.plain in ("twice", "两次", "两遍", "二次") for token in clause.tokens) and clause.has(
        "show|use|put|add|want"
    )
    twice = (times and not sees(clause, "time")) or (
        not clause.has("add")
        and sees(clause, "again")
        and (clause.has("show|use|closes-with|opens-with") or _SEES.search(clause.plain) is not None)
        and (
            sees(clause, "closes-with", "opens-with", "before", "after")
            or sees(clause, "end", "start", "last-place", "first-place")
        )
    )
    if photos is None or not (verb is not None or twice) or clause.negated:
        return []
    if len(photos.include) == 2 and _AS_PLACE.search(clause.plain) and photos.include[1] in _ENDS:
        place = photos.include[1].value
        return [clause.intent("duplicate_photo", photos=Selection(photos.include[:1]), to=place)]
    to = 1 if outside(clause, "first-place", "start") else None
    to = -1 if outside(clause, "last-place", "end", "finale", "closes-with") else to
    to = 1 if to is None and sees(clause, "opens-with") else to
    to = to if to is not None else _beside(clause, ctx)
    if verb is not None and "end" in verb.plain.split():
        to = -1
    last = ctx.intents[-1] if ctx.intents else None
    if (
        last is not None
        and last.act == "duplicate_photo"
        and last.slots.get("to") == to
        and _SO.match(clause.plain)
    ):
        return [clause.intent("duplicate_photo", photos=last.photos, to=to)]  # the same wish in other words
    return [clause.intent("duplicate_photo", photos=photos, to=to)]


RULES = (
    Rule(
        "duplicates",
        duplicates,
        needs=("duplicate", "again", "kind:factor", "show", "use", "closes-with", "opens-with"),
    ),
    Rule("replacements", replacements, needs=("replace", "swap", "change", "use")),
)
