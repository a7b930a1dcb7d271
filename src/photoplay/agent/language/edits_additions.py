"""Rules of edits: photos that are added, and those that come back."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.edits_said import (
    clips_on,
    holds,
    is_asking,
    is_foreign,
    numbers_of,
    outside,
    sees,
    strong_mentions,
)
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Clause, Context

#: Things that are no photos.
NO_PHOTOS = (
    "text", "title", "subtitle", "caption", "badge", "logo", "end-card", "music", "transition", "filter", "camera",
    "border", "volume", "own-sound", "bars", "layout", "backdrop", "lower-third", "sound", "blurred", "polaroid",
    "rounded",
)  # fmt: skip


def additions(clause: Clause, ctx: Context) -> list[Intent]:
    """New photos, and ones that come back."""
    if is_asking(clause) or is_foreign(clause) or holds(clause, "duration", "percent"):
        return []
    verb = clause.find("add|use|put|again|show|move|want|undo")
    mentions = [one for one in strong_mentions(clause) if one.role == ""]
    fresh = [one for one in mentions if any(ref.kind == "new" for ref in one.selection.include)]
    if verb is not None and not mentions and not clause.negated and _comes_back(clause, ctx):
        back_in = clause.carried_photos if clause.joined else None
        if back_in is None and not ctx.intents and ctx.following is None and _is_just_gone(clause, ctx):
            return [clause.intent("undo")]  # exactly as it was
        return [clause.intent("add_photos", photos=back_in or Selection((Ref("it"),)), **where(clause, ctx))]
    if verb is None or not mentions or clause.negated:
        return []
    last = ctx.scene.memory.intents[-1].act if ctx.scene.memory.intents else ""
    if clause.has("undo") and last in ("remove_photos", "keep_photos") and unused_photos(ctx) and not fresh:
        for token in clause.tokens:
            clause.claim(token)
        photos = Selection(tuple(dict.fromkeys(ref for one in mentions for ref in one.selection.include)))
        return [clause.intent("add_photos", photos=photos)]
    back = sees(clause, "again") and clause.has("add|put|move|want") and not sees(clause, "duplicate")
    files = [one for one in mentions if any(ref.kind in ("file", "words") for ref in one.selection.include)]
    missing = [one for one in files if not _is_shown(one.selection, ctx)]
    left = [one for one in mentions if one.selection.include[0].kind == "others" and unused_photos(ctx)]
    if left and len(left) == len(mentions) and clause.has("add|put|use") and not _is_placed(clause):
        missing = left
    if not (fresh or back or (missing and clause.has("add|put|use|move"))):
        return []
    chosen = fresh or (mentions if back else missing)
    for mention in chosen:
        clause.read(mention)
    photos = Selection(tuple(dict.fromkeys(ref for one in chosen for ref in one.selection.include)))
    if chosen is left:
        photos = Selection((Ref("new"),))
    return [clause.intent("add_photos", photos=photos, **where(clause, ctx))]


def _is_placed(clause: Clause) -> bool:
    """Whether something is said of the others than that they come in: a move to somewhere, a look."""
    return sees(clause, "move", "look", "hues", "motion", "time", "remove", "plain") and not sees(
        clause, "add"
    )


#: The way it was is no place: that is taken back, and no photo put back.
_AS_BEFORE = re.compile(
    r"\b(?:the way|how|as|like) (?:it|they|everything) (?:was|were|looked)\b|\blike before\b"
)


def unused_photos(ctx: Context) -> bool:
    """Whether there are photos or clips that are not shown."""
    shown = {clip.source for clip in clips_on(ctx)}
    return any(record.id not in shown for record in ctx.scene.shots)


def _comes_back(clause: Clause, ctx: Context) -> bool:
    """Whether what was taken out shall return, named by a pronoun or not at all: "put her back", 还是加回来."""
    if sees(
        clause, *NO_PHOTOS, "order", "way", "look", "plain", "hues", "motion", "side", "backwards", "time"
    ):
        return False
    if not sees(clause, "again") or not unused_photos(ctx) or _AS_BEFORE.search(clause.plain):
        return False
    glued = any(
        token.has("again") and len(token.plain) > 2 and not token.plain.isascii() for token in clause.tokens
    )
    if not glued and not sees(clause, "add", "put", "move", "want", "give"):
        return False
    return any(
        token.plain
        in (
            "back",
            "back in",
            "回来",
            "加回来",
            "放回",
            "放回来",
            "加回",
            "放回去",
            "回去",
            "原位",
            "放回原位",
            "回原位",
            "拿回来",
            "找回来",
        )
        for token in clause.tokens
    )


def _is_just_gone(clause: Clause, ctx: Context) -> bool:
    """Whether the turn before only took photos out, and they shall come back where they were."""
    acts = {one.act for one in ctx.scene.memory.intents}
    several = re.search(r"\b(?:both|all)\b|两|都", clause.plain)
    return acts == {"remove_photos"} and several is None and not where(clause, ctx)


def _is_shown(selection: Selection, ctx: Context) -> bool:
    """Whether files that are named are on the timeline."""
    shown = {clip.source for clip in clips_on(ctx)}
    names = {str(ref.value).casefold() for ref in selection.include}
    found = {record.id for record in ctx.scene.bin if any(name in record.name.casefold() for name in names)}
    return not found or bool(found & shown)


def where(clause: Clause, ctx: Context) -> dict[str, Any]:
    """Slots for the place: "position", or "before" and "after"."""
    for role in ("before", "after", "between"):
        selection = clause.mention(role)
        if selection is not None:
            numbers = numbers_of(selection, ctx)
            if role == "between":
                return {"after": min(numbers) if numbers else Selection(selection.include[:1])}
            return {role: numbers[0] if len(numbers) == 1 else selection}
    into = clause.mention("into", "to", "at")
    if into is not None and (numbers := numbers_of(into, ctx)):
        return {"position": numbers[0]}
    if outside(clause, "first-place", "start"):
        return {"position": "start"}
    return {"position": "end"} if outside(clause, "last-place", "end") else {}
