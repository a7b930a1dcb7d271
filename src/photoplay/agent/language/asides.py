"""Clauses that hold the words of a wish and wish for nothing: stories, hearsay, plans for later, suppositions.

A story tells of other people, other times or habits ("my sister made one in black and white", 我以前总是…); hearsay
tells what others say; a plan is put off ("I'll want a title later", 等我拿到logo再加); a supposition asks what would be
("if I asked you to …, would you?"). What begins one may go on in the rest of its sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache

from photoplay.agent.language.aside_forms import (
    ASKING,
    FORMS,
    ONLY_ASKS,
    QUOTING,
    STILL,
    SUPPOSING,
    WISHES,
    WITHDRAWN,
    WORDS_THAT_ASK,
    Aside,
    Form,
)
from photoplay.agent.language.headings import is_heading
from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.reasons import tells_why
from photoplay.agent.language.rules import Clause, Message
from photoplay.agent.language.text import is_han

_ENDS = re.compile(r"[.!?;。！？；\n]+|…+")
_CONTINUES = re.compile(r"^(?:还|也|又|然后|后来|而且|并且)[^，。]*(?:了|过|的)")


def aside_of(clause: Clause, message: Message, line: str) -> Aside:
    """What a clause does instead of wishing; empty: it may wish.

    Args:
        clause: Of the message.
        message: For the sentence that the clause is in.
        line: The clause's own words, folded, quotations hidden.
    """
    if _only_asks(message.plain) and SUPPOSING.search(line) and not WORDS_THAT_ASK.search(line):
        return "hypothesis"
    if QUOTING.search(line):
        return "report"
    if clause.quotes or clause.free_text is not None or WISHES.search(line):
        return ""
    start, sentence = _sentence(message, clause.start)
    line = _with_what_it_hangs_on(clause, message) or line
    if is_heading(line):
        return "report"
    if message.clauses[0].start < clause.start and tells_why(line):
        return "report"
    return _aside(line, sentence) or _told_on(clause, message, start)


@lru_cache(maxsize=16)
def _only_asks(plain: str) -> bool:
    """Whether a whole message says that it only asks."""
    return ONLY_ASKS.search(plain) is not None and ASKING.search(plain) is not None


@lru_cache(maxsize=300)
def _aside(line: str, sentence: str) -> Aside:
    """What the words of a clause do; the rules of one clause ask again and again."""
    is_open = WISHES.search(sentence) is None
    for form in FORMS:
        if form.sentence:
            if is_open and _of_sentence(form, sentence):
                return form.aside
        elif form.of.search(line):
            return form.aside
    return ""


@lru_cache(maxsize=100)
def _of_sentence(form: Form, sentence: str) -> bool:
    return form.of.search(sentence) is not None


def _with_what_it_hangs_on(clause: Clause, message: Message) -> str:
    """A clause that begins with 把 and the like, with who does it; empty: it hangs on nothing."""
    if clause.joined != "run-on" or not is_han(clause.plain[:1]):
        return ""
    start = max(message.plain.rfind(sign, 0, clause.start) for sign in "，,。！？!?;；\n") + 1
    return message.plain[start : clause.end].strip()


def _told_on(clause: Clause, message: Message, start: int) -> Aside:
    """Whether a clause without a verb of its own goes on with a story: "hers had old photos and jazz music"."""
    before = next((one for one in reversed(message.clauses) if one.start < clause.start), None)
    if before is None or before.start < start:
        return ""
    goes_on = clause.joined == "and" and lexicon().actions.isdisjoint(
        concept for token in clause.tokens for concept in token.concepts
    )
    if not goes_on and not _CONTINUES.search(clause.plain):
        return ""
    is_told = any(
        form.aside == "report" and not form.sentence and form.of.search(before.plain) for form in FORMS
    )
    return "report" if is_told else ""


@lru_cache(maxsize=16)
def _ends(plain: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in _ENDS.finditer(plain)), len(plain) + 1)


def _sentence(message: Message, at: int) -> tuple[int, str]:
    """Where the sentence begins that a place is in, and the sentence."""
    start = end = 0
    for end in _ends(message.plain):
        if end > at:
            break
        start = end
    return start, message.plain[start:end].strip()


def is_withdrawn(message: Message) -> bool:
    """Whether a message takes itself back: "…, sorry, wrong chat", 当我没说."""
    found = WITHDRAWN.search(message.plain)
    return found is not None and not STILL.search(message.plain[found.end() :])
