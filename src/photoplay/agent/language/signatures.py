"""The last resort for clauses that no rule has read: the act is inferred from what a clause holds, not from a verb.

A photo and a place is a move ("pool goes second"), a photo and a length its length ("kitchen 5 secs"), a thing and
"is not needed" takes it away. Each part between commas must be told by one signature whole, or be no more than a
reason: what holds a word that is not accounted for is no wish that could be read, and is asked about as before.
"""

from __future__ import annotations

import re

from photoplay.agent.language.edits_said import is_asking
from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.meaning import Intent, Selection
from photoplay.agent.language.posture import posture_of
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.signature_makers import moved
from photoplay.agent.language.signature_parts import Part, parts_of
from photoplay.agent.language.signature_table import SIGNATURES

#: Longest clause that is looked at, in tokens.
_LONGEST = 40
#: What is said to be so, and no wish: "the dog is last", "the beach was first".
_IS = re.compile(r"\b(?:is|are|was|were|isn't|aren't)\b|(?<!不)是")
_SHOULD = re.compile(
    r"\b(?:should|could|can|must|has to|have to|needs? to|may|would|might|let|make)\b|应该|要|得|该"
)


def read(clause: Clause, ctx: Context) -> list[Intent]:
    """What a clause holds that no rule has read; nothing: it cannot be told, or is no wish."""
    if (
        not ctx.has_timeline
        or len(clause.tokens) > _LONGEST
        or clause.protects
        or is_asking(clause)
        or posture_of(clause, ctx.message) != "wish"
    ):
        return []
    parts = parts_of(clause, ctx)
    told = [_told(part, clause, ctx) for part in parts]
    wishes = [found for found, _ in told if found]
    meant = [part.photos for part, (found, _) in zip(parts, told, strict=True) if found]
    rest = [part for part, (found, _) in zip(parts, told, strict=True) if not found]
    if not wishes or not all(_is_aside(part) or _only_names(part, meant) for part in rest):
        return []
    if len(wishes) > 1 and any(alone for found, alone in told if found):
        return []
    for token in clause.tokens:
        clause.claim(token)
    clause.settle(True)
    return [intent for found in wishes for intent in found]


def listing(clause: Clause, ctx: Context) -> list[Intent]:
    """Places for several photos between commas: "dog goes last, garden before it"."""
    named = sum(not one.weak and one.role == "" for one in clause.mentions)
    if named < 2 or not any(token.plain in (",", "，", ";", "；") for token in clause.tokens):
        return []
    found = read(clause, ctx)
    acts = {one.act for one in found}
    return found if len(found) > 1 and acts <= {"move_photos", "set_photo_seconds"} else []


def _told(part: Part, clause: Clause, ctx: Context) -> tuple[list[Intent], bool]:
    """The intents of the signature that tells a part, and whether it has to be the only wish."""
    if part.is_reason or not part.line:
        return [], False
    for one in SIGNATURES:
        if one.of.fullmatch(part.line) is None:
            continue
        if one.typed is not None and one.typed.search(part.plain) is None:
            continue
        if one.never is not None and one.never.search(part.plain) is not None:
            continue
        if one.make is moved and _IS.search(part.plain) and not _SHOULD.search(part.plain):
            continue
        if found := one.make(part, clause, ctx):
            return found, one.alone
    return [], False


#: Signs of what could be wished for.
_VALUES = frozenset(
    ("Q", "DUR", "PCT", "SHAPE", "COLOR", "LOOK", "MOTION", "WAY", "TRANS", "LOGO", "CARD", "TEXT", "POS")
)


def _is_aside(part: Part) -> bool:
    """Whether a part between commas wishes for nothing: "he loves that", "one thing", 毕竟是她生日."""
    if not part.line:
        return True
    if _VALUES & part.values.keys():
        return False
    return part.is_reason or not (_acts(part) or {"NOT", "ONLY", "P", "#"} & part.values.keys())


def _only_names(part: Part, meant: list[Selection | None]) -> bool:
    """Whether a part only tells who is on the photo that is spoken of: "not the dog, ex's dog"."""
    return (
        part.photos in meant
        and len(part.line.split()) < 4
        and not (_VALUES & part.values.keys() or _acts(part))
    )


def _acts(part: Part) -> bool:
    verbs = lexicon().actions
    return any(not verbs.isdisjoint(token.concepts) and not token.has("filler") for token in part.tokens)
