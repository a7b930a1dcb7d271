"""Words on the picture that were given wrongly, and are given again: "Maya, not Mia", 打错了，应该是云南十日."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from photoplay.agent.language.meaning import Correction, Intent
from photoplay.agent.language.rules import Context, Corrected, Message
from photoplay.agent.language.text import fold

_QUOTES = "\"'“”„«»‘’「」『』《》 \t"
_LEAD = (
    r"^\W*(?:(?:no|nope|oops|sorry|sry|wait|ah|oh|ugh|argh|actually|hmm|ok|i mean|i meant|it'?s|it is|that'?s|"
    r"wrong \w+|"
    r"typo|my bad|should (?:be|say|read)|it should (?:be|say|read)|哎呀|啊|不对|不好意思|抱歉|错了|打错了?|"
    r"写错了?|应该)\b[\W_]*)*"
)
_NOT_THIS = re.compile(
    _LEAD
    + r"(?P<new>[^,.!?，。！？]{1,60}?)[,，;]? *(?:and |, )?(?:not|instead of|rather than|，?不是|，?而不是) "
    r"*(?P<old>[^,.!?，。！？]{1,60}?)\W*$",
    re.IGNORECASE,
)
_BUT_THIS = re.compile(
    r"(?:\bnot|不是) *(?P<old>[^,.!?，。！？]{1,60}?)[,，;.]? *(?:\bbut|\bit'?s|\brather|而?是|应该是|是) "
    r"*(?P<new>[^,.!?，。！？]{1,60}?)\W*$",
    re.IGNORECASE,
)
_MISTYPED = re.compile(
    r"(?:typo|mistyped|misspell?ed|misspelt|spell?ed (?:it )?wrong|spelt (?:it )?wrong|wrong spelling|wrote it "
    r"wrong|打错|写错|拼错|错别字|错字|输错)"
    r".{0,24}?(?:should (?:be|say|read)|it'?s|i meant|make it|meant|正确的?是|应该是|应为|是|"
    r"写成)[\s:：]*(?P<new>.{1,60}?)\W*$"
    r"|\b(?:it'?s|it is|should be|that'?s) (?:spelled|spelt|written) (?P<spelt>.{1,60}?)\W*$",
    re.IGNORECASE,
)
#: Which sign is meant, told behind the words: (锦鲤小馆，)锦绣的锦.
_SPELT_OUT = re.compile(r"[，,、（( ]+[^\s，,、]{1,4}的那?个?[^\s，,、](?:字|那个字)?[)）]?$")
_CHANGES = re.compile(r"把.+(?:改|换|写)成|\b(?:change|replace|swap|make|turn)\b", re.IGNORECASE)
#: Least likeness of what was written and what is meant.
_LIKE = 0.4


def respelt(message: Message, ctx: Context) -> Corrected | None:
    """The last words written, as they were meant; None: the message does not say so.

    Args:
        message: As typed.
        ctx: For what was written last.
    """
    written = next((str(one.slots["text"]) for one in reversed(ctx.scene.memory.intents) if _writes(one)), "")
    if not written or "\n" in message.text.strip() or any(clause.own_photos for clause in message.clauses):
        return None
    text = message.text.strip()
    if _CHANGES.search(text):
        return None
    meant = _contrasted(text, written) or _mistyped(text, written)
    if not meant or meant == written:
        return None
    used = frozenset(range(len(message.clauses)))
    return Corrected(Correction(slots={"text": meant}), used=used)


def _writes(intent: Intent) -> bool:
    return isinstance(intent.slots.get("text"), str) and intent.act in (
        "add_text",
        "edit_text",
        "set_end_card",
    )


def _contrasted(text: str, written: str) -> str:
    for pattern in (_BUT_THIS, _NOT_THIS):
        if found := pattern.search(text):
            old, new = found["old"].strip(_QUOTES), found["new"].strip(_QUOTES)
            at = fold(written).find(fold(old)) if old else -1
            if at >= 0 and new:
                return written[:at] + new + written[at + len(old) :]
    return ""


def _mistyped(text: str, written: str) -> str:
    found = _MISTYPED.search(text)
    if found is None:
        return ""
    new = _SPELT_OUT.sub("", found["new"] or found["spelt"] or "").strip(_QUOTES)
    words = written.split(" ")
    if len(words) > 1 and " " not in new:
        likely = max(words, key=lambda word: _like(word, new))
        return (
            " ".join(new if word == likely else word for word in words) if _like(likely, new) > _LIKE else ""
        )
    is_whole = len(new) * 5 >= len(written) * 3
    return new if is_whole and _like(written, new) > _LIKE else ""


def _like(first: str, second: str) -> float:
    return SequenceMatcher(None, fold(first), fold(second)).ratio()
