"""Labelled words for a video that is there: “name: No. 8, features: handmade, natural oils”, 卖点：“手工”、“天然”."""

from __future__ import annotations

from photoplay.agent.language.brief_fields import Field, items_of, keyed_fields
from photoplay.agent.language.brief_labels import SLOTS, labelled_fields
from photoplay.agent.language.brief_page import Page
from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.language.rules import Context, Message
from photoplay.agent.language.word_talk import lines_of


def labelled_edits(message: Message, ctx: Context) -> tuple[Page, list[Intent]] | None:
    """The page without labelled words, and what writes them; None: there are no such words."""
    if not ctx.count or any(clause.is_question for clause in message.clauses):
        return None
    page = Page(message, ctx)
    fields = [*labelled_fields(page, alone=True), *keyed_fields(page)]
    slots = [one.slot for one in fields]
    if "features" not in slots or any(slot not in SLOTS for slot in slots):
        return None
    fields.sort(key=lambda one: one.start)
    return page, [intent for one in fields for intent in _written(one, ctx)]


def _written(one: Field, ctx: Context) -> list[Intent]:
    if one.slot == "features":
        return _features(items_of(one.value), ctx)
    roles = [clip.style.get("role") for clip in lines_of(ctx)]
    words = f"{one.slot} {one.value}"
    if one.slot == "price" and "badge" in roles:
        return [Intent("edit_text", {"text": one.value}, texts=TextRef("role", "badge"), words=words)]
    if one.slot == "call_to_action":
        return [Intent("set_end_card", {"text": one.value}, words=words)]
    if one.slot == "name":
        role = "subtitle" if "title" in roles else "title"
    else:
        role = "badge" if one.slot == "price" else one.slot
    return [Intent("add_text", {"text": one.value, "role": role}, words=words)]


def _features(items: list[str], ctx: Context) -> list[Intent]:
    """One feature a photo, from the second on where there is room; what is too much stands on the last."""
    first = 2 if len(items) < ctx.count else 1
    room = ctx.count - first + 1
    told = [*items[: room - 1], " · ".join(items[room - 1 :])] if len(items) > room else items
    return [
        Intent(
            "add_text",
            {"text": text, "role": "lower-third"},
            Selection((Ref("number", number),)),
            words=f"{text} {number}",
        )
        for number, text in enumerate(told, first)
    ]
