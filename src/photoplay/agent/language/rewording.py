"""Rules about words that become others: "change 2023 to 2024", "it is spelled Katharine", a new price."""

from __future__ import annotations

import difflib
import re

from photoplay.agent.language.given_words import Piece
from photoplay.agent.language.meaning import Intent, TextRef
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.tokens import Token
from photoplay.agent.language.word_talk import CHANGES, TOPIC, lines_of, note_words
from photoplay.timeline.model import TextClip


def swap_quoted(clause: Clause, ctx: Context, line: str, pieces: list[Piece]) -> list[Intent]:
    """“Replace “2023” with “2024””, both quoted."""
    if len(pieces) != 2 or not CHANGES.search(line):
        return []
    old, new = (piece.text for piece in pieces)
    if not any(old.casefold() in clip.text.casefold() for clip in lines_of(ctx)):
        return []
    note_words(clause)
    return [clause.intent("edit_text", texts=TextRef("words", old), replace=[old, new])]


_FROM_TO = re.compile(
    r"\b(?:chang\w*|replac\w*|correct\w*|fix|swap|switch|edit|turn|"
    r"make)\s+(?:the\s+)?(?:(?:word|year|name|date|price|number|"
    r"text)\s+)?(?P<old>[^\n]{1,60}?)\s+(?:to|with|into|by|"
    r"for)\s+(?:the\s+)?(?P<new>[^\n]{1,60}?)"
    r"(?:\s+(?:in|on) (?:the|that|this)\b.*|\s+please|\s+pls|[.!]*)$"
    r"|(?:把|将)(?P<old2>[^\n]{1,40}?)(?:改成|换成|改为|换为|替换成|替换为|改)(?P<new2>[^\n]{1,40}?)[。!！]*$"
    r"|(?P<old3>[^\s，,]{1,40}?)(?:改成|换成|改为|换为)(?P<new3>[^\n]{1,40}?)[。!！]*$"
)

#: What is there, and what should be: "it says Ana but her name is Anna", "it should be Anna, not Ana".
_RATHER = re.compile(
    r"\b(?:it |that )?(?:says?|reads?|wrote|put|typed|have|got) (?P<old>[^\s,;]+(?: [^\s,;]+)?),? but "
    r"(?:it |that |(?:her|his|the|my|our|their|its) (?:\w+ )?)?"
    r"(?:is|should be|should say|'s|was meant to be|needs to be) "
    r"(?P<new>[^\s,.;!?]+(?: [^\s,.;!?]+)?)"
    r"|\b(?:it's|its|it is|should be|should say|must be|meant|i meant|is) "
    r"(?P<new2>[^\s,.;!?]+),? (?:and )?not (?P<old2>[^\s,.;!?]+)"
)

#: "Sunday is wrong, it's Saturday".
_WRONG = re.compile(
    r"(?:\W*(?:the|oops|hey|oh|sorry|wait|and|but|ok|hmm)\b\W*)*(?P<old>[^,;.!?\n]{2,40}?) (?:is|was|are|isn'?t) "
    r"(?:wrong|right|incorrect|correct|not right|not correct|a (?:typo|mistake)|outdated|old)\b\W{1,3}"
    r"(?:(?:it|that|they)(?:'?s|'?re| is| are| should (?:be|say)| must be)|should (?:be|say)|must be|make it|put) "
    r"(?P<new>[^\n,;!?]{1,60}?)[.!]*$"
)


def _put_right(clause: Clause, texts: list[TextClip], line: str) -> tuple[str, str] | None:
    """Words that are said to be wrong and the right ones, without what stands behind both."""
    found = _WRONG.match(line)
    if found is None or clause.quotes:
        return None
    start = clause.plain.find(line)
    old = _known(clause.text[start:][slice(*found.span("old"))].strip(), texts)
    new = clause.text[start:][slice(*found.span("new"))].strip(" \"'“”")
    behind = next((one.text.partition(old)[2].strip() for one in texts if old and old in one.text), "")
    if behind and new.casefold().endswith(f" {behind.casefold()}"):
        new = new[: -len(behind)].strip()
    return (old, new) if old and new and old.casefold() != new.casefold() else None


def _told_anew(clause: Clause, told: re.Match[str]) -> list[Intent]:
    """“The title is wrong, it's Our First Trip”: all of its words."""
    own = clause.own_texts
    if own is None or own.kind != "role" or clause.quotes or str(own.value) not in told.group("old"):
        return []
    new = clause.text[slice(*told.span("new"))].strip(" \"'“”")
    if re.match(r"(?:too|not|so|very|a (?:bit|little)|in|on|at)\b", new.casefold()):
        return []
    note_words(clause, everything=True)
    return [clause.intent("edit_text", texts=own, text=new)]


_SPELLED = re.compile(
    r"\b(?:it'?s|its|name is|that'?s|is|should be|spelled|spelt|written|correct spelling is|"
    r"with)\b.{0,12}?\b(?:spelled|spelt|spelling|written)\s+(?:as\s+|like\s+|is\s+|"
    r"with\s+)?(?P<new>[^\s,.;!?]+)"
    r"|\b(?:spelled|spelt|spelling is|spell it|spell that)\s+(?:as\s+|like\s+|is\s+|"
    r"it\s+)?(?P<new2>[^\s,.;!?]+)",
)


def reword(clause: Clause, ctx: Context) -> list[Intent]:
    """Part of what is written becomes another: "change 2023 to 2024", "it's spelled Katharine"."""
    texts = lines_of(ctx)
    if not texts or any(one.act == "set_end_card" and one.words == clause.text for one in ctx.intents):
        return []
    typed, plain = clause.text, clause.plain
    if len(typed) != len(plain):
        return []
    offset = len(plain) - len(plain.lstrip("啊哦嗯呃 "))
    found = _FROM_TO.search(plain, offset)
    if found:
        names = (
            ("old", "new")
            if found.group("old")
            else ("old2", "new2")
            if found.group("old2")
            else ("old3", "new3")
        )
        old, new = (typed[slice(*found.span(name))].strip(" \"'“”「」『』‘’《》") for name in names)
        old = _known(old, texts)
        if old and new:
            note_words(clause, everything=True)
            return [clause.intent("edit_text", texts=TextRef("words", old), replace=[old, new])]
    typed, plain = ctx.message.text[clause.start :], ctx.message.plain[clause.start :]
    rather = _RATHER.match(plain)
    if rather is not None and not clause.quotes:
        names = ("old", "new") if rather.group("old") else ("old2", "new2")
        old, new = (typed[slice(*rather.span(name))].strip(" \"'“”") for name in names)
        new = re.split(r" (?:with|spelt|spelled)$| with ", new)[0]
        old = _known(old, texts)
        if old and new and old.casefold() != new.casefold():
            note_words(clause, everything=True)
            return [clause.intent("edit_text", texts=TextRef("words", old), replace=[old, new])]
    typed, plain = clause.text, clause.plain
    if (put_right := _put_right(clause, texts, plain)) is not None:
        note_words(clause, everything=True)
        return [clause.intent("edit_text", texts=TextRef("words", put_right[0]), replace=[*put_right])]
    if (told := _WRONG.match(plain)) is not None and (whole := _told_anew(clause, told)):
        return whole
    shortened = _shortened(clause, texts)
    if shortened:
        return shortened
    priced = _repriced(clause, texts)
    if priced:
        return priced
    if _MISSPELLED.search(plain):
        for word in re.findall(r"[^\W\d_]{4,}", typed):
            old = _alike(word, texts, 0.75)
            if old and old != word and old.casefold() != word.casefold():
                note_words(clause, everything=True)
                return [clause.intent("edit_text", texts=TextRef("words", old), replace=[old, word])]
    found = _SPELLED.search(plain)
    if found:
        name = "new" if found.group("new") else "new2"
        new = typed[slice(*found.span(name))].strip("\"'“”‘’")
        old = _alike(new, texts)
        if old and old != new:
            note_words(clause, everything=True)
            return [clause.intent("edit_text", texts=TextRef("words", old), replace=[old, new])]
    return []


_WITHOUT = re.compile(
    r"\b(?:remove|delete|drop|take out|take off|get rid of|cut|lose|"
    r"erase)\s+(?:the\s+)?(?:words?\s+)?(?P<en>[^\n]{2,60}?)(?:\s+(?:from|in|off|on) (?:the|"
    r"that|it)\b.*)?[.!]*$|(?:把|将)?(?P<zh>[^\n，,。]{2,40}?)(?:这几个字|这个词|"
    r"几个字)?(?:去掉|删掉|删了|删除|去除|拿掉)"
)


def _shortened(clause: Clause, texts: list[TextClip]) -> list[Intent]:
    """Part of what is written goes: "remove 2024 from it"."""
    found = _WITHOUT.search(clause.plain)
    if found is None:
        return []
    name = "en" if found.group("en") else "zh"
    words = clause.text[slice(*found.span(name))].strip(" \"'“”「」『』")
    words = words.removeprefix("把").strip()
    clip = next((one for one in texts if len(words) > 1 and words in one.text), None)
    if clip is None or (clause.has(TOPIC) and words == clip.text):
        return []
    note_words(clause, everything=True)
    if words == clip.text.strip():
        return [clause.intent("remove_text", texts=TextRef("words", words))]
    around = next((one for one in (f" {words}", f"{words} ", words) if one in clip.text), words)
    return [clause.intent("edit_text", texts=TextRef("words", words), replace=[around, ""])]


_OLD_PRICE = re.compile(
    r"[$€£¥₹]\s?\d[\d,]{0,14}(?:\.\d{1,2})?|(?<!\d)\d[\d,]{0,14}(?:\.\d{1,2})?\s?(?:元|块|万|美元)"
)


def _repriced(clause: Clause, texts: list[TextClip]) -> list[Intent]:
    """Another price in the place of the one that is shown."""
    prices = clause.prices
    if not prices or clause.quotes:
        return []
    for clip in texts:
        old = _OLD_PRICE.search(clip.text)
        if old and old.group() != prices[-1].text:
            _claim_part(clause, prices[-1])
            return [
                clause.intent(
                    "edit_text",
                    texts=TextRef("words", old.group()),
                    replace=[old.group(), prices[-1].text.strip()],
                )
            ]
    return []


def _claim_part(clause: Clause, price: Token) -> None:
    """A price with the part of the sentence around it: what stands behind a comma is another wish."""
    at = clause.tokens.index(price)
    commas = [place for place, one in enumerate(clause.tokens) if one.plain in (",", "，", ";", "；")]
    low = max((place for place in commas if place < at), default=-1)
    high = min((place for place in commas if place > at), default=len(clause.tokens))
    for token in clause.tokens[low + 1 : high]:
        clause.claim(token)


def _whole(part: str) -> str:
    """A pattern for words that do not stand inside of others: "it" is no part of "Visit"."""
    start = r"(?<![a-z0-9])" if part[:1].isascii() and part[:1].isalnum() else ""
    end = r"(?![a-z0-9])" if part[-1:].isascii() and part[-1:].isalnum() else ""
    return start + re.escape(part) + end


def _known(words: str, texts: list[TextClip]) -> str:
    """Part of a text that is said, as it is written there; leading little words of Chinese are passed over."""
    for drop in range(min(8, len(words))):
        part = words[drop:]
        if not part.strip() or (
            drop and part[0].isascii() and words[drop - 1].isascii() and words[drop - 1].isalnum()
        ):
            continue
        for clip in texts:
            found = re.search(_whole(part.casefold()), clip.text.casefold())
            if found and len(part) > 1:
                return clip.text[slice(*found.span())]
    return ""


_MISSPELLED = re.compile(
    r"\bmis-?spel\w+|\btypo\b|\b(?:spelt|spelled|wrote|typed) (?:it|that) wrong|"
    r"\bwrong spelling|写错|打错|错字|拼错"
)


def _alike(word: str, texts: list[TextClip], least: float = 0.6) -> str:
    """The word of a text that another word is the right spelling of."""
    words = [one for clip in texts for one in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", clip.text)]
    found = difflib.get_close_matches(word.casefold(), [one.casefold() for one in words], 1, least)
    return next((one for one in words if one.casefold() == found[0]), "") if found else ""
