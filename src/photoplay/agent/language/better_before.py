"""The value of before, said by its number: "no, 3 was better, only make the last one 6", "35 was fine actually"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from photoplay.agent.language.dialled import value_before
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.number_words import ONES
from photoplay.agent.language.rules import Context, Corrected, Message

_LONGEST = 110
_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(ONES)})"
_UNIT = r"(?: ?(?:s|secs?|seconds?|%|percent))?"
_BEFORE = re.compile(
    r"(?:(?:no|nah|nope|hm+|mm+|ok|okay|oh|wait|well|actually|i think|so|um|uh|yeah|sorry|please)\b[\W]*)*"
    rf"(?:(?P<was>{_NUMBER})(?P<unit>{_UNIT})(?: each)? (?:was|is|were|looked|felt|sounded|seemed)"
    r"(?: (?:actually|much|way|really|just|a bit|a lot|definitely|totally|quite))* "
    r"(?:better|fine|nicer|good|ok|okay|right|perfect|enough|best|great)"
    rf"|(?:(?:let's |can we |can you )?(?:go|change|put|switch|set|make|turn|bring)(?: it| them| that)? )?back to (?P<to>{_NUMBER})(?P<to_unit>{_UNIT}))"  # noqa: E501
    r"(?: (?:actually|after all|enough|though|tho|each|please|pls|again|for all|for everything))*(?=\W|$)"
)
_ONLY = re.compile(r"^(?:[\W_]+|(?:only|just|but|and|except|with|then)\b)+")
_ONE_LENGTH = re.compile(
    rf"(?:make |keep |let |give |have )?(?P<who>[^,;]+?)(?: (?:should|can|to|gets?|stays?|be|remain|at|for|is|on|last for))* (?P<n>{_NUMBER})"  # noqa: E501
    r"(?: ?(?:s|secs?|seconds?))?[.! ]*(?:please|pls)?[.! ]*"
)
#: Act -> its slot that a bare number stands for.
_SLOTS: Mapping[str, str] = {
    "set_photo_seconds": "seconds",
    "set_total_seconds": "seconds",
    "set_transition_seconds": "seconds",
    "set_music_volume": "percent",
}


def better(message: Message, ctx: Context) -> Corrected | None:
    """The last value as it was, and what is excepted from it; None: the message says something else."""
    last = ctx.scene.memory.intents[-1]
    plain = message.plain
    found = _BEFORE.match(plain) if len(plain) <= _LONGEST else None
    if found is None or last.act not in _SLOTS or len(plain) != len(message.text):
        return None
    name, value = _SLOTS[last.act], _number(found["was"] or found["to"])
    if last.slots.get(name) == value:
        return None
    if not (found["unit"] or found["to_unit"]) and value_before(last, ctx) != value:
        return None  # "2 is good": number 2, perhaps
    besides = _besides(_ONLY.sub("", message.text[found.end() :]).strip(), ctx)
    if besides is None:
        return None
    meant = replace(last, slots={name: value}, words=message.text)
    return Corrected(intents=(meant, *besides), used=frozenset(range(len(message.clauses))))


def _number(said: str) -> float:
    return float(ONES[said]) if said in ONES else float(said)


def _besides(rest: str, ctx: Context) -> list[Intent] | None:
    """What is wished for besides; None: it cannot be read."""
    from photoplay.agent.language.understand import read_clause, take_apart

    if not rest.strip(" .!"):
        return []
    length = _ONE_LENGTH.fullmatch(rest.lower())
    typed = f"make {length['who']} {_number(length['n']):g} seconds" if length else rest
    told: list[Intent] = []
    for clause in take_apart(typed, ctx.scene).clauses:
        read = [one for one in read_clause(clause, ctx) if not one.ask]
        if not read:
            return None
        told += read
    if length and [one.act for one in told] != ["set_photo_seconds"]:
        return None
    return told
