"""Rules of edits: in what order photos stand."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.edits_additions import where
from photoplay.agent.language.edits_copies import has_new
from photoplay.agent.language.edits_said import (
    holds,
    is_asking,
    is_foreign,
    is_one,
    is_wrong_way,
    numbers_of,
    outside,
    sees,
    strong_mentions,
)
from photoplay.agent.language.edits_sorting import orders
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Rule

#: What says that a clause is no move, whatever places it names.
_ELSEWHERE = (
    "pan", "motion", "camera", "layout", "look", "fade-in", "fade-out", "duplicate", "remove", "swap", "transition",
    "way", "side", "up", "down",
)  # fmt: skip


def _goal(clause: Clause, ctx: Context) -> dict[str, Any]:
    """Slots of ``move_photos`` for where to: "to", "before" or "after"; empty: nowhere."""
    for role in ("before", "after", "between"):
        selection = clause.mention(role)
        if selection is None:
            continue
        numbers = numbers_of(selection, ctx)
        if role == "between":
            return {"after": min(numbers) if numbers else Selection(selection.include[:1])}
        return {role: numbers[0] if numbers else selection}
    into = clause.mention("into", "to", "at")
    if into is not None and (numbers := numbers_of(into, ctx)):
        return {"to": -1 if numbers[0] == ctx.count else numbers[0]}
    if (slot := clause.find("slot")) is not None and not sees(clause, "earlier", "later"):
        near = [
            token
            for token in (clause.next(slot), clause.prev(slot))
            if token is not None and token.kind in ("number", "ordinal")
        ]
        if near:
            return {"to": int(near[0].value)}
    if any(token.plain == "以" for token in clause.tokens) and sees(
        clause, "end", "closes-with", "last-place"
    ):
        return {"to": -1}
    if outside(clause, "first-place", "start", "opens-with", "cover"):
        return {"to": 1}
    if outside(clause, "last-place", "end", "closes-with", "finale"):
        return {"to": -1}
    if clause.has("move|put") and (side := outside(clause, "before", "after")) is not None:
        return {"to": 1 if side.has("before") else -1}
    return {}


def _ends_the_film(clause: Clause) -> bool:
    """Whether 片尾 is the place of a photo and no card: 片尾用第一张."""
    own = clause.own_photos
    written = [token for token in clause.tokens if token.has("end-card", "text", "title", "logo", "music")]
    return own is not None and bool(written) and all(token.plain == "片尾" for token in written)


#: Acts that have said a photo's place already.
_PLACED = frozenset(
    {
        "add_photos",
        "duplicate_photo",
        "trim_clip",
        "replace_photo",
        "keep_photos",
        "inset_photo",
        "set_motion",
    }
)


#: The end of something else than the video: "the beach is at the end of our street".
_OF_A_PLACE = re.compile(
    r"\b(?:end|start|beginning|top|back|front|bottom) of (?:our|my|his|her|their|your|the) (?!video|vid\b|slide|movie|"
    r"film|reel|clip|show|whole|thing|list|line|sequence|order|timeline|queue|story|track|row|photos|pictures|lot)\w"
)


def _stands_there(photos: Selection, goal: dict[str, Any], ctx: Context) -> bool:
    """Whether "the last shot ends badly" names a place that is the photo's own."""
    to = goal.get("to")
    if any(ref.kind not in ("number", "range") for ref in photos.include):
        return False
    numbers = numbers_of(photos, ctx)
    return to is not None and numbers == [to if to > 0 else ctx.count]


def moves(clause: Clause, ctx: Context) -> list[Intent]:
    """Photos that shall stand elsewhere."""
    foreign = is_foreign(clause) and not _ends_the_film(clause)
    if is_asking(clause) or foreign or holds(clause, "duration", "percent", "moment"):
        return []
    if any(token.has("corner") for token in clause.tokens) or _OF_A_PLACE.search(clause.plain):
        return []
    if holds(clause, "factor") or sees(clause, "time", "drags", "rushed"):
        return []
    steps = _by_steps(clause)
    if any(
        token.has(*_ELSEWHERE)
        and not token.plain.endswith((" go", "去"))
        and not (steps and token.has("move"))
        for token in clause.tokens
    ):
        return []
    verb = clause.find(
        "move|put|add|change|show|opens-with|closes-with|use|give|start|end|cover|finale|first-place|last-place|slot|into|earlier|later"
    )
    photos, goal = _moved(clause, ctx)
    said = _shall_be(clause, ctx) if not goal and not steps else None
    photos, goal = said or (photos, goal)
    if photos is None or (clause.negated and not _only_not_there(clause, goal)):
        return []
    if (
        verb is None
        and not {"before", "after"} & set(goal)
        and not (said or (goal and _says_no_more(clause)))
    ):
        return []
    if any(intent.words == clause.text and intent.act in _PLACED for intent in ctx.intents):
        return []
    if (
        clause.it_thing == "text"
        and clause.has_it
        and clause.carried_photos is None
        and all(ref.kind == "it" for ref in photos.include)
    ):
        return []  # the words that were spoken of move
    if photos.include[0].kind == "every" and not clause.has("move|put"):
        return []  # "starting with the second, every other one …"
    if goal and _stands_there(photos, goal, ctx):
        return []
    if goal:
        for mention in clause.mentions:
            clause.read(mention)
        return [clause.intent("move_photos", photos=photos, **goal)]
    step = -1 if clause.has("earlier") else 1 if clause.has("later") else 0
    numbers = numbers_of(photos, ctx) if is_one(photos) else []
    if step and (clause.has("move|put") or clause.has("earlier|later")):
        count = (
            int(clause.numbers[0].value) if clause.numbers and clause.numbers[0].value not in numbers else 1
        )
        if numbers:
            for token in clause.all("move|put"):
                clause.claim(token)
            return [
                clause.intent(
                    "move_photos", photos=photos, to=min(max(numbers[0] + step * count, 1), ctx.count)
                )
            ]
        return [clause.intent("move_photos", photos=photos, ask="ask_where", certainty=0.5)]
    if clause.has("move") and not sees(clause, "position", "time", "drags", "rushed", "total", "all"):
        return [clause.intent("move_photos", photos=photos, ask="ask_where", certainty=0.5)]
    return []


def places(clause: Clause, ctx: Context) -> list[Intent]:
    """A place said after the wish that it belongs to: "put it back in, right before 4"."""
    before = ctx.intents[-1] if ctx.intents else None
    if (
        before is None
        or before.act not in ("add_photos", "duplicate_photo")
        or not clause.joined
        or is_asking(clause)
    ):
        return []
    if (last := _as_place(clause)) and not {"position", "before", "after", "to"} & set(before.slots):
        return [clause.intent(before.act, photos=before.photos, **_in_slots(before.act, last, ctx))]
    if (
        clause.own_photos is not None
        or {"position", "before", "after", "to"} & set(before.slots)
        or is_foreign(clause)
    ):
        return []
    if sees(clause, *_ELSEWHERE, "time", "feel") or holds(clause, "duration"):
        return []
    place = where(clause, ctx)
    if before.act == "duplicate_photo":
        place = {"to": 1 if place.get("position") == "start" else -1} if "position" in place else {}
    return [clause.intent(before.act, photos=before.photos, **place)] if place else []


def _as_place(clause: Clause) -> int:
    """The place in "…, but as the last one"; 0: none is said."""
    said = [token for token in clause.tokens if token.kind != "punct"]
    own = clause.mentions[0].selection.include[0] if len(clause.mentions) == 1 else None
    only = all(
        token.has("as", "filler", "but", "and", "one", "photo") or token.kind == "ordinal" for token in said
    )
    return int(own.value) if own is not None and own.kind == "number" and only and clause.has("as") else 0


def _in_slots(act: str, place: int, ctx: Context) -> dict[str, Any]:
    if act == "duplicate_photo":
        return {"to": place}
    return {"position": "end" if place in (-1, ctx.count + 1) else place}


def _shall_be(clause: Clause, ctx: Context) -> tuple[Selection, dict[str, Any]] | None:
    """What is said by "3 should be first": both said as bare numbers."""
    if len(clause.mentions) != 2 or not (
        sees(clause, "change", "move", "put")
        or (
            not ctx.intents
            and bool(ctx.scene.memory.intents)
            and ctx.scene.memory.intents[-1].act == "move_photos"
        )
        or (bool(ctx.intents) and ctx.intents[-1].act == "move_photos")
        or any(one.plain in ("be", "come") or one.plain.endswith(" go") for one in clause.tokens)
    ):
        return None
    if _counts_wishes(clause):
        return None
    moved, place = clause.mentions
    if clause.tokens[place.first].kind != "ordinal":
        moved, place = place, moved  # "the last photo should be the dog"
    first, other = (numbers_of(mention.selection, ctx) for mention in (moved, place))
    if first == other or len(other) != 1 or clause.tokens[place.first].kind != "ordinal":
        return None
    for mention in clause.mentions:
        clause.read(mention)
    return moved.selection, {"to": -1 if other[0] == ctx.count else other[0]}


def _counts_wishes(clause: Clause) -> bool:
    """Whether "first" only says which wish comes first: "first make it square"."""
    head = clause.tokens[:2]
    return (
        len(head) == 2
        and head[0].kind == "ordinal"
        and head[1].has("change", "create", "remove", "add", "give")
    )


def _moved(clause: Clause, ctx: Context) -> tuple[Selection | None, dict[str, Any]]:
    """Which photos move, and where to; "make the dog the first one" names both as photos."""
    mentions = [one for one in strong_mentions(clause) if one.role == ""]
    if mentions and _by_steps(clause):
        return mentions[0].selection, {}
    goal = _goal(clause, ctx)
    if goal:
        named = mentions[0].selection if mentions else None
        if named is None:
            weak = [one for one in clause.mentions if one.weak and one.role == ""]
            named = weak[0].selection if weak else None
            if (
                named is not None
                and named.include[0].kind == "it"
                and clause.joined
                and clause.carried_photos
            ):
                named = clause.carried_photos  # "take photo 5 and stick it at the front"
        if named is None:
            named = next((one.selection for one in clause.mentions if one.role in ("with", "from")), None)
        if named is None and clause.carried_photos is not None and _moves_on(clause):
            named = clause.carried_photos
        if named is None and clause.has_it and clause.it_thing in ("photo", "", "video"):
            named = Selection((Ref("it"),))
        return named, goal
    if len(mentions) == 2 and is_one(mentions[1].selection) and clause.has("change|into|move|put|as"):
        numbers = numbers_of(mentions[1].selection, ctx)
        if numbers and numbers_of(mentions[0].selection, ctx) != numbers:
            clause.read(mentions[0])
            clause.read(mentions[1])
            return mentions[0].selection, {"to": -1 if numbers[0] == ctx.count else numbers[0]}
    return (mentions[0].selection if mentions else None), {}


def _only_not_there(clause: Clause, goal: dict[str, Any]) -> bool:
    """Whether what is not wanted is only another place: "after the camp, not at the start"."""
    at = next(place for place, token in enumerate(clause.tokens) if token.has("not"))
    if goal and clause.tokens[at].plain in ("instead of", "rather than") and at > 1:
        return any(one.role == "aside" and one.first > at for one in clause.mentions)
    if not {"before", "after"} & set(goal):
        return False
    behind = clause.tokens[at + 1 :]
    return (
        bool(behind)
        and all(one.last < at for one in clause.mentions if one.role in ("before", "after"))
        and all(
            token.kind == "punct" or token.has("filler", "start", "end", "first-place", "last-place")
            for token in behind
        )
    )


def _says_no_more(clause: Clause) -> bool:
    """Whether nothing but a photo and its place is said: "third photo first please"."""
    named = {place for one in clause.mentions for place in range(one.first, one.last + 1)}
    return any(one.role == "to" for one in clause.mentions) and all(
        place in named
        or token.kind in ("punct", "emoji")
        or token.has("filler", "photo", "one", "and", "then")
        for place, token in enumerate(clause.tokens)
    )


def _by_steps(clause: Clause) -> bool:
    """Whether a photo goes so many places on: 往后挪一位, "one place up"."""
    return sees(clause, "earlier", "later") and not any(one.role for one in clause.mentions)


def _moves_on(clause: Clause) -> bool:
    """Whether a clause goes on about the photos of the one before: "…, 挪到最后去"; not "send me the video"."""
    return clause.has("move|put") and not sees(clause, "export", "publish", "video", "logo", "one", "photo")


def swaps(clause: Clause, ctx: Context) -> list[Intent]:
    """Two photos in each other's places."""
    if is_asking(clause) or is_foreign(clause):
        return []
    verb = clause.find("swap")
    loose = any(
        token.plain in ("换一下", "换", "调一下", "switch", "flip", "倒一下", "换换", "change places")
        for token in clause.tokens
    )
    if verb is None and not loose and not is_wrong_way(clause):
        return []
    mentions = strong_mentions(clause)
    if sum(len(one.selection.include) for one in mentions) < 2:
        mentions = list(clause.mentions)
    refs = [ref for one in mentions for ref in one.selection.include]
    numbers = [number for one in mentions for number in numbers_of(one.selection, ctx)]
    if len(refs) == 1 and len(numbers) == 2:
        refs = [Ref("number", number) for number in numbers]
    before = ctx.previous
    if not refs and verb is not None and clause.joined and before is not None and not before.negated:
        refs = [ref for one in before.mentions for ref in one.selection.include]
        refs = refs if len(refs) == 2 else []
    last = ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    if verb is not None and all(ref.kind == "it" for ref in refs) and not ctx.intents and last is not None:
        if last.act == "swap_photos" and sees(clause, "again"):
            return [clause.intent("undo")]
        if refs or sees(clause, "this"):
            told = [
                ref
                for one in ctx.scene.memory.intents
                if one.photos is not None
                for ref in one.photos.include
            ]
            pair = tuple(dict.fromkeys(told)) if len(set(told)) == 2 else (Ref("it"),)
            return [clause.intent("swap_photos", photos=Selection(pair))]
    unknown = not refs or (last is None and all(ref.kind == "it" for ref in refs) and sees(clause, "this"))
    if unknown and not ctx.intents and verb is not None and sees(clause, "photo", "this", "one"):
        return [clause.intent("swap_photos", ask="ask_which_photo", certainty=0.5)]
    if len(refs) != 2 or (verb is None and any(one.role == "with" and has_new(one) for one in mentions)):
        return []
    for mention in mentions:
        clause.read(mention)
    return [clause.intent("swap_photos", photos=Selection(tuple(refs)))]


RULES = (
    Rule("orders", orders, needs=("order", "backwards", "rewind", "shuffle", "by")),
    Rule("swaps", swaps, needs=()),
    Rule("places", places, needs=("before", "after", "start", "end", "first-place", "last-place")),
    Rule("moves", moves, needs=()),
)
