"""Words each with its own photo: "captions: Mountains on the first, Forest on the second"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from photoplay.agent.language.edits_said import numbers_of
from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.language.numbers import ORDINALS
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.tokens import Token
from photoplay.agent.language.word_talk import note_words

_LEAD = re.compile(
    r"\b(?:captions?|texts?|labels?|titles?|words?)\b\s*(?:[:：,]|saying|reading)?\s*", re.IGNORECASE
)

_PART = re.compile(
    r"(?P<words>.+?)\s+(?:on|for|over|onto|under)\s+(?:the\s+)?(?:photo|picture|pic|image|slide|number|no\.?|#)?\s*"
    r"(?P<number>[a-z]+|\d{1,2}(?:st|nd|rd|th)?)(?:\s+(?:photo|picture|pic|image|slide|one|shot))?",
    re.IGNORECASE,
)

_QUOTES = "\"'“”‘’「」 "


def _number(said: str) -> int:
    """The number of a photo as it is said; 0: it is none."""
    plain = said.casefold()
    digits = re.match(r"\d+", plain)
    return int(digits.group()) if digits else ORDINALS.get(plain, 0)


def each_its_own(clause: Clause, ctx: Context) -> list[Intent]:
    """Two or more words, each with the photo it is for."""
    lead = _LEAD.search(clause.text)
    if (
        clause.is_question
        or lead is None
        or ctx.count < 2
        or not clause.has("caption|text|title|write|add|put")
    ):
        return []
    found: list[list[object]] = []
    for part in re.split(
        r"\s*[,;，；]\s*(?:and\s+)?|\s+and\s+(?=\S.*\b(?:on|for|over)\b)", clause.text[lead.end() :]
    ):
        hit = _PART.fullmatch(part.strip(" ."))
        number = _number(hit.group("number")) if hit else 0
        shown = numbers_of(Selection((Ref("number", number),)), ctx) if number else []
        if hit is None or not shown:
            return []
        found.append([shown[0], hit.group("words").strip(_QUOTES)])
    if len(found) < 2 or len({number for number, _ in found}) < len(found):
        return []
    note_words(clause, everything=True)
    return [clause.intent("add_captions", captions=sorted(found, key=lambda one: int(str(one[0]))))]


_ROLES = ("title", "subtitle", "caption", "lower-third", "badge")

_SIDES = {
    "left": "left", "right": "right", "top": "top", "bottom": "bottom", "center": "center", "middle": "center",
    "左": "left", "右": "right", "上": "top", "下": "bottom", "左边": "left", "右边": "right", "上面": "top",
    "下面": "bottom", "中间": "center",
}  # fmt: skip


def _value_of(tokens: Sequence[Token]) -> dict[str, str]:
    """Place and colour that some words say; empty: neither."""
    found: dict[str, str] = {}
    for token in tokens:
        for family in ("position", "color"):
            said = sorted(one.partition(":")[2] for one in token.concepts if one.startswith(family + ":"))
            if said:
                found.setdefault(family, said[0])
        if token.plain in _SIDES:
            found.setdefault("position", _SIDES[token.plain])
    return found


def each_its_look(clause: Clause, ctx: Context) -> list[Intent]:
    """Several words on the picture, each with its own place or colour: "the title left and the caption right"."""
    heads = [at for at, token in enumerate(clause.tokens) if token.kind == "word" and token.has(*_ROLES)]
    if (
        clause.is_question
        or len(heads) < 2
        or clause.quotes
        or clause.negated
        or clause.has("remove|add|swap|except")
    ):
        return []
    made: list[Intent] = []
    for at, end in zip(heads, [*heads[1:], len(clause.tokens)], strict=True):
        role = next(one for one in _ROLES if clause.tokens[at].has(one))
        value = _value_of(clause.tokens[at + 1 : end])
        if not value:
            return []
        made.append(clause.intent("edit_text", texts=TextRef("role", role), **dict[str, Any](value)))
    for token in clause.tokens:
        clause.claim(token)
    return made
