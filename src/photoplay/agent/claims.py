"""What a real model says at the end of a turn, and how much of it is shown.

The facts are the review's. A model's own words are shown only as far as they claim nothing: no sentence that
says that something was done, is going on or is about to be. Sentences are judged in English and Chinese; what
is in another language cannot be judged, and is shown only where nothing changed, with a line that says so.
"""

from __future__ import annotations

import re
import unicodedata

from photoplay.agent.language.text import fold, is_han
from photoplay.agent.llm.instruction import INSTRUCTION
from photoplay.timeline.wording import language_of

_MOST_CHARACTERS = 2_000
_UNCHANGED = {"en": "Nothing was changed.", "zh": "没有做任何更改。", "zh-TW": "沒有做任何更改。"}

#: Verbs of editing, in the forms that say that it is over.
_DONE = (
    r"(?:(?:add|remov|delet|chang|updat|replac|mov|swapp|reorder|trimm|shorten|lengthen|extend|adjust|appli|creat|"
    r"generat|render|export|mut|rotat|cropp|brighten|darken|slow|speed|switch|convert|turn|fix|complet|finish|"
    r"insert|includ|edit|modif|modifi|renam|restor|revert|merg|sav|upload|download|publish|start|produc|process|"
    r"doubl|halv|increas|decreas|reduc|enlarg|resiz|rais|lower|styl|polish|refresh|prepar|plac|position|clear|"
    r"eras|pick|align|sync|match|animat|show|mirror|flipp|blurr|captur|captionn?|titl)ed"
    r"|set|made|put|cut|split|sped|undid|undone|redid|redone|reset|built|sent|took|taken|gave|given|got|gotten|kept|"
    r"drawn|written|wrote|hidden|hid|left|chosen|done)"
)
_BETWEEN = (
    r"(?:\s+(?:now|just|also|already|all|both|been|successfully|gone|ahead|and|then|have|fully|safely))*"
)
_CLAIMS_EN = re.compile(
    rf"\b(?:i|we)(?:'ve|\s+have|\s+had)?{_BETWEEN}\s+{_DONE}\b"
    rf"|\b(?:has|have|had|is|are|was|were|'s|'re|been|got|gets)\b{_BETWEEN}\s+{_DONE}\b"
    r"|\b(?:i'll|i will|i'm|i am|we'll|we will|we're|we are|let me|going to|about to)\b"
    r"(?!\s+(?:not|unable|sorry|afraid|happy|glad|sure|here|an?\b|the\b|your\b|only|photoplay|able))"
    r"|\b(?:done|finished|completed|all set|good to go|successfully|mission accomplished|ta-?da|voil[aà])\b"
    r"|\b(?:is|(?<!you )are|it's|that's|they're|everything's)\s+"
    r"(?:now|ready|done|complete|set|live|on (?:its|the) way|good)\b"
    r"|\bnow\s+(?:shows?|has|have|plays?|lasts?|runs?|starts?|ends?|is|are|reads?|says?|features?|includes?|with|in|at|looks?)\b"
    r"|\b(?:here(?:'s| is| are)|enjoy|check out|take a look at)\b.{0,30}"
    r"\b(?:video|clip|link|result|export|file|version|cut|movie|edit)\b"
    rf"|^(?:\W*(?:ok(?:ay)?|sure|yes|great|alright|right|perfect|got it)\W+)*{_DONE}\b(?!\?)"
    r"|\b(?:adding|removing|deleting|changing|exporting|rendering|applying|creating|making|updating|working on)\b"
    r"|✅|✔|☑|🎉|👍|🚀"
)
_NEGATED_EN = re.compile(
    r"\b(?:nothing|none|not|never|no (?:change|changes|photo|photos|text|music|video|edit)\b|cannot|unable|neither|"
    r"without|\w+n't|wasn't|weren't)\b"
)
_CLAIMS_ZH = re.compile(
    r"已|好了|完成|搞定|成功|做好|弄好|处理完|改成|换成|变成|设为|设成|调成|调到|加上|加了|添加了|删了|删除了|移除了|去掉了|"
    r"换了|改了|调了|设了|做了|生成了|导出了|更新了|应用了|缩短了|延长了|为您|为你|帮您|帮你|给您|给你|正在|马上|这就|"
    r"现在.{0,12}?(?:是|有|会|变|显示)|"
    r"(?:我|我们)(?:会(?:为|帮|给|把|将|立即|立刻)|将|来|把.{0,40}了)|将会|请稍|了(?=[。！!，,；;\s]*$)|✅|✔|☑|🎉|👍|🚀"
)
_NEGATED_ZH = re.compile(
    r"没|未|无法|不能|不会|不可以|还不|并不|不支持|抱歉|知道了|明白了|太好了|了解了|准备好了"
)
_LINK = re.compile(r"https?://|www\.|\]\(|/api/|file:|data:")
#: What is quoted is somebody else's; what is nothing but a quotation is the model's.
_QUOTED = re.compile(r"(?<=[^\s])\s*(?:“[^”]{1,80}”|\"[^\"]{1,80}\"|「[^」]{1,80}」|‘[^’]{1,80}’)")
_COMMON = (
    "the a an is are was were be it this that i you your we to of in on and or for with can could would do does "
    "did not no yes if so what which how please have has will me my at from as hi hello sure thanks okay ok"
)
_ENGLISH = frozenset(_COMMON.split())


def final_text(text: str, facts: str, *, is_changed: bool, has_facts: bool, language: str) -> str:
    """The answer of a turn that a real model did.

    Args:
        text: The model's own words.
        facts: The review's.
        is_changed: Whether the draft changed, or a video was started.
        has_facts: Whether the review must be read at all events: something was refused, asked for or found.
        language: The answer's: "en", "zh", "zh-TW".
    """
    if recites(text):
        return facts
    sentences = _sentences(text[:_MOST_CHARACTERS])
    if is_changed or has_facts:
        kept = [one for one in sentences if _is_harmless(one)]
        return "\n\n".join(filter(None, [facts, " ".join(kept)]))
    if not sentences or boasts(text):
        return facts
    words = text[:_MOST_CHARACTERS].strip()
    if all(_is_readable(one) for one in sentences):
        return words
    return f"{words}\n\n({_UNCHANGED[language_of(language)]})"


def claims(sentence: str) -> bool:
    """Whether a sentence says, in English or Chinese, that something was, is being or will be done."""
    plain = _QUOTED.sub(" … ", fold(unicodedata.normalize("NFKC", sentence)))
    if _LINK.search(plain):
        return True
    for clause in re.split(r"[,;:，；：、]|\b(?:but|and|though|however)\b|但|不过|而且", plain):
        found = _CLAIMS_EN.search(clause.strip())
        if found is not None and not _NEGATED_EN.search(clause):
            return True
        if _CLAIMS_ZH.search(clause) and not _NEGATED_ZH.search(clause) and not _asks(sentence):
            return True
    return False


def boasts(text: str) -> bool:
    """Whether any sentence of a text claims something."""
    return any(claims(one) for one in _sentences(text[:_MOST_CHARACTERS]))


def recites(text: str) -> bool:
    """Whether a text holds a piece of the model's instruction, word for word."""
    plain = " ".join(fold(text).split())
    return any(piece in plain for piece in _PIECES)


def _pieces(instruction: str) -> frozenset[str]:
    words = fold(instruction).split()
    return frozenset(" ".join(words[at : at + 9]) for at in range(len(words) - 8))


_PIECES = _pieces(INSTRUCTION)


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+|(?<=[。！？])|\n+", text) if one.strip()]


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"”'」）) ").endswith(("?", "？"))


def _is_readable(sentence: str) -> bool:
    """Whether a sentence is English or Chinese, as far as single words tell."""
    letters = [sign for sign in sentence if sign.isalpha()]
    if not letters:
        return True
    if any("\u3040" <= sign <= "\u30ff" for sign in letters):
        return False
    if sum(map(is_han, letters)) >= len(letters) / 3:
        return True
    words = re.findall(r"[a-z']+", fold(sentence))
    if sum(sign.isascii() for sign in letters) < 0.9 * len(letters):
        return False
    return len(words) <= 2 or sum(word in _ENGLISH for word in words) >= len(words) / 6


def _is_harmless(sentence: str) -> bool:
    """Whether a sentence may stand beside facts: readable, without a claim, and without figures of its own."""
    if not _asks(sentence) and len(sentence.split()) <= 2 and sum(map(is_han, sentence)) <= 3:
        return False  # "Sure!"
    return _is_readable(sentence) and not claims(sentence) and not re.search(r"\d", sentence)
