"""The next words to be shown, right after others: "and on photo 2 Day two", "and 2024 on the first"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photoplay.agent.language.meaning import Intent, Selection
from photoplay.agent.language.rules import Clause, Context, Corrected, Message
from photoplay.agent.language.tokens import Token

_MOST_WORDS = 8
_LEADS = frozenset(("and", "then", "also", "plus", "now", "ok", "on", "for", "over", "the", "at"))
#: Says that the same is meant for it.
_ALIKE = frozenset(("too", "same", "other", "again", "it", "this", "not", "only", "question"))


def onward(message: Message, ctx: Context) -> Corrected | None:
    """Other words on another photo, where the turn before wrote some; None: the message says something else."""
    last = ctx.scene.memory.intents[-1]
    if last.act not in ("add_text", "add_captions") or len(message.clauses) != 1 or "?" in message.text:
        return None
    clause = message.clauses[0]
    mentions = [one for one in clause.mentions if not one.weak and one.role in ("", "over", "into")]
    if len(mentions) != 1 or clause.quotes or not (head := clause.tokens[:1]) or head[0].plain not in _LEADS:
        return None
    words = _words(clause, mentions[0].first, mentions[0].last)
    if not words or not _are_said(words):
        return None
    text = message.text[words[0].start : words[-1].end]
    return Corrected(intents=(_another(last, text, mentions[0].selection, message),), used=frozenset((0,)))


def _words(clause: Clause, first: int, last: int) -> Sequence[Token]:
    """What stands behind the photo, or between "and" and "on" before it."""
    behind = [one for one in clause.tokens[last + 1 :] if one.kind != "punct"]
    before = [one for one in clause.tokens[:first] if one.kind != "punct"]
    while before and before[-1].plain in ("on", "for", "over", "the", "at"):
        before.pop()
    while before and before[0].plain in _LEADS:
        before.pop(0)
    return behind if not before else before if not behind else ()


def _are_said(words: Sequence[Token]) -> bool:
    """Whether words can be nothing but what is to be shown."""
    if len(words) > _MOST_WORDS or any(one.has(*_ALIKE) for one in words):
        return False
    bare = [one for one in words if not one.has("filler")]
    return bool(bare) and all(
        one.kind in ("number", "date", "price")
        or (one.kind == "word" and (not one.concepts or one.text[:1].isupper()))
        for one in bare
    )


def _another(last: Intent, text: str, photos: Selection, message: Message) -> Intent:
    slots = {"text": text}
    if last.act == "add_text":
        slots = {
            **{name: value for name, value in last.slots.items() if name not in ("start", "seconds")},
            **slots,
        }
    return replace(last, act="add_text", slots=slots, photos=photos, words=message.text)
