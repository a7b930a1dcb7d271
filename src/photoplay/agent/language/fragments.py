"""Messages that are only an answer or a value."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.rules import Clause, Context, Message

#: Concept of a value -> the slot that it fills.
VALUE_SLOTS = {
    "color": "color",
    "position": "position",
    "look": "look",
    "mood": "mood",
    "lead": "lead",
    "transition": "kind",
    "motion": "motion",
    "feel": "feel",
    "platform": "platform",
}

_KINDS = {
    "duration": "seconds",
    "percent": "percent",
    "ratio": "aspect",
    "fps": "fps",
    "bpm": "bpm",
    "factor": "factor",
    "degrees": "degrees",
}


def values_of(clause: Clause) -> dict[str, Any]:
    """Values that a clause names, by the names of slots."""
    slots: dict[str, Any] = {}
    for kind, slot in _KINDS.items():
        found = clause.kind(kind)
        if found:
            slots[slot] = found[0].value
    for family, slot in VALUE_SLOTS.items():
        value = clause.value(family)
        if value is not None:
            slots[slot] = value
    if clause.quotes:
        slots["text"] = str(clause.quotes[0].value)
    elif clause.free_text:
        slots["text"] = clause.free_text
    return slots


def fragment_of(message: Message, ctx: Context) -> Intent | None:
    """A message that is only an answer or a value."""
    slots: dict[str, Any] = {}
    photos = texts = None
    for clause in message.clauses:
        slots.update(values_of(clause))
        photos = photos or clause.own_photos or (clause.weak_photos if clause.mentions else None)
        texts = texts or clause.own_texts
    question = ctx.scene.memory.question
    if question is not None and question.slot in ("text", "name", "title") and "text" not in slots:
        text = _answer_text(message)
        if text:
            slots["text"] = text
    if not slots and photos is None and texts is None and question is None:
        return None
    return Intent("unclear", slots, photos, texts, message.text.strip()[:300])


def _answer_text(message: Message) -> str:
    """The words of an answer to "which words?", without where they go."""
    first = message.clauses[0] if message.clauses else None
    if first is None:
        return ""
    spans = sorted(
        (first.tokens[one.first].start, first.tokens[one.last].end) for one in first.mentions if not one.weak
    )
    end = spans[0][0] if spans and spans[0][0] > first.start else first.end
    text = message.text[first.start : end]
    text = re.sub(
        r"(?i)^\s*(?:it'?s|it is|his name is|her name is|their names are|the name is|my name is|"
        r"say|write|just|put|use|called|叫|名字是|他叫|她叫|就写|写|就叫|是)[\s:：]*",
        "",
        text,
    )
    return re.sub(r"(?i)[\s,，]*(?:\b(?:on|to|at|in|over|for)(?: the| my)?)?\s*$", "", text).strip(
        " \"'“”「」『』.,，。"
    )


_NEAR = {
    "music": "set_music",
    "title": "add_text",
    "text": "add_text",
    "caption": "add_text",
    "logo": "add_logo",
    "end-card": "set_end_card",
    "transition": "set_transition",
    "photo": "move_photos",
    "video": "make_video",
    "volume": "set_music_volume",
}


def nearest_act(message: Message) -> str:
    for token in message.tokens:
        for concept, act in _NEAR.items():
            if concept in token.concepts:
                return act
    return ""
