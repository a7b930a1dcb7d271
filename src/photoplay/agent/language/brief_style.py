"""Colour, size and place of a brief's title, said beside it."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from photoplay.agent.language.brief_page import Page
from photoplay.agent.language.brief_words import Told
from photoplay.agent.language.meaning import Intent, TextRef
from photoplay.agent.language.tokens import Token


def styled(page: Page, told: Told, words: dict[str, Any]) -> list[Intent]:
    """Colour and size of the title, said beside it."""
    found: list[Intent] = []
    if named := _named_style(page):
        return (
            [Intent("edit_text", named, texts=TextRef("role", "title"), words=page.message.text[:120])]
            if words.get("title")
            else []
        )
    for one in told.shown[:_MOST_PARTS]:
        if one.text != words.get("title"):
            continue
        start, _ = (
            page.part(max(0, one.start - 1))
            if page.message.text[one.start - 1 : one.start] not in ",，、.。"
            else (one.start, 0)
        )
        end = page.part(one.end)[1]
        beside = [
            token
            for token in page.message.tokens
            if (start <= token.start < one.end or one.end <= token.start < end)
            and token.kind == "word"
            and not (one.text and token.text in one.text)
            and not any(low <= token.start < high and not low <= one.start < high for low, high in page.taken)
        ]
        slots = _style_of(beside)
        if slots:
            found.append(
                Intent(
                    "edit_text",
                    slots,
                    texts=TextRef("role", "title"),
                    words=page.message.text[one.start : one.end],
                )
            )
    return found[:1]


#: Parts of a brief that may speak of the title's style.
_MOST_PARTS = 30


def _named_style(page: Page) -> dict[str, Any]:
    """Style of the name or the title, said in a part of its own: "his name in yellow"."""
    for start, end in islice(page.parts(), _MOST_PARTS):
        plain = page.bare[start:end]
        if re.search(
            r"\b(?:his|her|their|the) (?:\w+ )?(?:names?|title)\b|名字|标题(?:用|要|颜色|字)", plain
        ):
            return _style_of(page.tokens(start, end))
    return {}


def _style_of(tokens: list[Token]) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    for number, token in enumerate(tokens):
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        is_of_thing = (
            after is not None
            and after.start - token.end == 1
            and not after.concepts
            and after.plain.isascii()
        )
        for concept in sorted(token.concepts):
            if concept.startswith("color:") and token.has("color") and not is_of_thing:
                slots.setdefault("color", concept.partition(":")[2])
            if concept.startswith("position:"):
                slots.setdefault("position", concept.partition(":")[2])
        if token.plain in ("big", "huge", "large", "大字", "大大的"):
            slots.setdefault("size", "large")
    return slots
