"""Words on the picture that turn out to be wrong: "sunday is wrong, it's Saturday", 不是周日，是周六."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from photoplay.agent.language.meaning import Intent, TextRef
from photoplay.agent.language.rules import Context, Message
from photoplay.agent.language.text import fold, is_han
from photoplay.agent.language.word_talk import lines_of

_QUOTES = "\"'“”„«»‘’「」『』《》 \t.。!！,，"
_IS = r"(?:it'?s|its|it is|it should be|should be|should say|make it|make that|i meant|i mean|it was|that'?s|rather)"
#: What is there and what should be, each as said.
_WRONG = (
    re.compile(
        r"(?P<old>[^,;.!?\n]{2,40}?) (?:is|was|'s) (?:wrong|not right|incorrect|a typo|a mistake|outdated|not correct)"
        rf"[,;.!]* *(?:and |sorry )?(?:{_IS} )?(?P<new>[^,;!?\n]{{2,60}}?)[.!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<old>[^，,。！\s]{1,20}?)(?:写|打|弄|搞)?(?:错了|不对|有误)[，,。 ]*(?:应该?是|应为|改成|要改成|其实是|是)"
        r"(?P<new>[^，,。！\n]{1,40})"
    ),
    re.compile(r"不是(?P<old>[^，,。！\s]{1,20})[，,。 ]*(?:而是|应该是|是)(?P<new>[^，,。！\n]{1,40})"),
)
#: The same without a word that it is wrong: only where the words are alike, or are said to be words.
_SHOULD = re.compile(
    r"(?P<old>[^,;.!?\n]{2,40}?) (?:should|needs to|must|has to) (?P<verb>be|say|read) (?P<new>[^,;!?\n]{2,60}?)[.!]*$",
    re.IGNORECASE,
)
#: Other words for those just written: 改成夏天.
_INTO = re.compile(r"(?:把它|还是|那就|就)?(?:改成|改为|换成)(?P<new>[^，,。！\n]{1,24}?)(?:吧|好了)?[。！]*")
#: Only what should be: it stands for what is most like it.
_LIKE_THIS = (
    re.compile(r"(?P<new>[\w$€£ ]{2,30}?),? i mean(?:t)?[.!]*$", re.IGNORECASE),
    re.compile(
        rf"(?:^|[,;] ?)(?:{_IS} )?(?P<new>[A-Za-z'’-]{{2,24}}) with (?:an?|one|two|double|no) (?:\w|\w{{1,2}}s?)\W*$",
        re.IGNORECASE,
    ),
)
_BEGINS = re.compile(
    r"^(?:(?:oh|oops|sorry|sry|wait|no|hmm|ah|ok|the|that|actually|well|and|but)[ ,]+)+(?=\S)", re.IGNORECASE
)
#: Only what it should be, and that it is wrong: 打错了，是2025; 日期错了，是6月19号.
_WRONG_ZH = re.compile(
    r"(?:.{0,8}[，,。 ])?(?:[\u4e00-\u9fff]{0,6}?)(?:打|写|弄|搞|输|拼|记|说)?错(?:字|别字)?(?:了|啦)?(?:一?个字)?"
    r"[，,。:： ]*"
    r"(?:应该|其实|明明|正确的?|要)*(?:是|为|叫|写成?|改成|改为)?[“\"「『]?"
    r"(?P<new>[^，,。！!\n”」』\"]{1,24}?)[”」』\"]?(?:才对|才是|哈|啊|吧)?[。！!]*"
)
#: Least likeness of words that stand for others, and the longest message that is looked at, in characters.
_LEAST, _MOST = 0.6, 120
_ALIKE = 0.5
#: Fewest signs of Chinese words that stand for others; digits of a year.
_LEAST_SIGNS, _YEAR = 2, 4
#: How much better a part is that begins and ends alike, or is the whole text.
_WHOLE = 0.3


def amended(message: Message, ctx: Context) -> tuple[Intent, ...]:
    """The words that are to be put in the place of others; nothing: the message does not say so.

    Args:
        message: As typed.
        ctx: For what is written on the picture.
    """
    texts = [clip.text for clip in lines_of(ctx)]
    text = re.split(r"(?<=[.!?。！？])\s+|\n", message.text.strip())[-1]
    if not texts or len(message.text) > _MOST:
        return ()
    for pattern in _WRONG:
        if found := pattern.search(text):
            old = _shown(_BEGINS.sub("", found["old"]).strip(_QUOTES), texts)
            if old:
                return _swap(message, *_without_overlap(old, found["new"].strip(_QUOTES), texts))
    if (found := _SHOULD.search(text)) and (
        old := _shown(_BEGINS.sub("", found["old"]).strip(_QUOTES), texts)
    ):
        alike = SequenceMatcher(None, fold(old), fold(found["new"])).ratio()
        if found["verb"] != "be" or alike >= _ALIKE:
            return _swap(message, *_without_overlap(old, found["new"].strip(_QUOTES), texts))
    if (found := _INTO.fullmatch(text)) and (written := _written(ctx)) and _says_no_style(message):
        return _swap(message, written, found["new"].strip(_QUOTES))
    if found := _WRONG_ZH.fullmatch(text):
        new = found["new"].strip(_QUOTES)
        if old := _replaced(new, _lately(texts, ctx)):
            return _swap(message, old, new)
    for pattern in _LIKE_THIS:
        if found := pattern.search(text):
            new = _BEGINS.sub("", found["new"]).strip(_QUOTES)
            if old := _likest(new, texts):
                return _swap(message, old, new)
    return ()


def _lately(texts: list[str], ctx: Context) -> list[str]:
    """The texts on the picture, what the change before wrote first."""
    written = _written(ctx)
    return sorted(texts, key=lambda text: text != written)


def _replaced(new: str, texts: list[str]) -> str:
    """The part of a text that Chinese words or numbers stand for; empty: none is like them."""
    shape = re.sub(
        r"[日号]", "[日号]", re.sub(r"\d+", lambda run: rf"\d{{{_lengths(run.group())}}}", re.escape(new))
    )
    if any(sign.isdigit() for sign in new):
        for text in texts:
            if (found := re.search(rf"(?<!\d){shape}(?!\d)", text)) and found.group() != new:
                return found.group()
    if not new or not is_han(new[0]) or len(new) < _LEAST_SIGNS:
        return ""
    best, score = "", 0.0
    for text in texts:
        for start in range(len(text)):
            for size in range(max(_LEAST_SIGNS, len(new) - 2), len(new) + 3):
                part = text[start : start + size]
                begins, ends = part[:1] == new[0], part[-1:] == new[-1]
                if len(part) < size or part in new or new in part or not (begins or ends):
                    continue
                like = SequenceMatcher(None, part, new).ratio() + begins / 100
                like += _WHOLE if (begins and ends) or part == text else 0.0
                if like > score and like >= _ALIKE:
                    best, score = part, like
    return best


def _lengths(digits: str) -> str:
    """Of a year all four digits; of other numbers one to as many and one more."""
    return "4" if len(digits) == _YEAR else f"1,{len(digits) + 1}"


def _written(ctx: Context) -> str:
    """What the change before wrote, if it is on the picture; empty: it was about something else."""
    last = ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    if last is None or last.act not in ("add_text", "edit_text", "set_end_card") or ctx.scene.memory.since:
        return ""
    text = str(last.slots.get("text") or "")
    return text if any(clip.text == text for clip in lines_of(ctx)) else ""


def _says_no_style(message: Message) -> bool:
    """Whether nothing in it says how words look, or is a look, a place or a length."""
    return all(
        token.kind in ("word", "punct", "said")
        and (token.has("filler", "change", "into", "put") or not token.concepts)
        for token in message.tokens
    )


def _swap(message: Message, old: str, new: str) -> tuple[Intent, ...]:
    if not new or old == new:
        return ()
    return (Intent("edit_text", {"replace": [old, new]}, texts=TextRef("words", old), words=message.text),)


def _shown(words: str, texts: list[str]) -> str:
    """Words as they are written on the picture; empty: they are not. Leading words that are not there are left out."""
    parts = list(words) if words and is_han(words[0]) else words.split(" ")
    glue = "" if words and is_han(words[0]) else " "
    for start in range(len(parts)):
        said = glue.join(parts[start:])
        for text in texts:
            at = re.search(_whole(fold(said)), fold(text)) if len(said) > 1 else None
            if at is not None and len(fold(text)) == len(text):
                return text[slice(*at.span())]
    return ""


def _whole(said: str) -> str:
    edge = r"(?<![a-z0-9])" if said[:1].isascii() else ""
    return edge + re.escape(said) + (r"(?![a-z0-9])" if said[-1:].isascii() else "")


def _without_overlap(old: str, new: str, texts: list[str]) -> tuple[str, str]:
    """What is said once more behind it belongs to both: "Sunday 2-4pm" becomes "Saturday 2-4pm"."""
    text = next(one for one in texts if old in one)
    behind = text[text.index(old) + len(old) :]
    for size in range(min(len(behind), len(new) - 1), 0, -1):
        if fold(new).endswith(fold(behind[:size])) and behind[:size].strip():
            return old + behind[:size], new
    return old, new


def _likest(new: str, texts: list[str]) -> str:
    """As many words of a text as are given, that are most like them."""
    many = len(new.split(" "))
    best, score = "", _LEAST
    for text in texts:
        words = text.split(" ")
        for at in range(len(words) - many + 1):
            part = " ".join(words[at : at + many])
            like = SequenceMatcher(None, fold(part), fold(new)).ratio()
            if like > score and fold(part) != fold(new):
                best, score = part, like
    return best
