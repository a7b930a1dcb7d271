"""Rules about words said without signs around them, and words that are there said anew."""

from __future__ import annotations

import difflib
import re

from photoplay.agent.language.lettering import style_of
from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.text import is_han
from photoplay.agent.language.word_talk import TO_END, TO_TITLE, TOPIC, lines_of
from photoplay.timeline.model import TextClip


def _claimed(clause: Clause, intents: list[Intent]) -> list[Intent]:
    for token in clause.tokens if intents else ():
        clause.claim(token)
    for mention in clause.mentions if intents else ():
        clause.claim(mention)
    return intents


_MEASURED = re.compile(
    r"(?:打|加|写|放|整|来|弄|搞|配|出现|显示|冒出)上?(?:[一几两]?[个行句排]|一)?[大小]?(?:字|文字|标题|标语|字幕|话)"
    r"(?:(?P<gap>[ ]+)|(?<=[行句个]字)|(?<=句话))(?![，。,.:：在放用是和颜要的大小])(?P<new>[^，。,;；\n]{2,40})"
)
_ENDS = re.compile(
    r"(?= [^ ]{0,2}色的?)|显示|停留|持续|放在|"
    r"(?<=.)(?:停|出现)(?=[\d一二两三四五六七八九十])|就行|就好|就可以|吧$| 要| 用"
)


def measured(clause: Clause, ctx: Context) -> list[Intent]:
    """最后打一行字 谢谢观看, 出现一行字欢迎回家显示三秒: words behind their measure."""
    if clause.quotes or clause.free_text or clause.is_question or clause.negated or clause.has("remove"):
        return []
    plain, typed = ctx.message.plain[clause.start :], ctx.message.text[clause.start :]
    found = _MEASURED.search(plain)
    if found is None or found.start() > len(clause.plain):
        return []
    end = _ENDS.search(plain, found.start("new") + 1)
    stop = min(found.end("new"), end.start() if end else found.end("new"))
    words = typed[found.start("new") : stop].strip()
    if len(words) < 2 or not any(is_han(sign) or sign.isalpha() for sign in words):
        return []
    line = plain[: found.start("new")]
    photos = clause.own_photos or (Selection((Ref("number", -1),)) if TO_END.search(line) else None)
    role = "title" if TO_TITLE.search(line) or clause.has("title") else None
    style = style_of(clause, on_words=True)
    return _claimed(clause, [clause.intent("add_text", photos=photos, text=words, role=role, **style)])


_MAKE_IT = re.compile(r"\b(?:make|change|turn|switch|let) (?:it|that|this)\b|(?:改|换)(?:成|为)")


def retold(clause: Clause, ctx: Context) -> list[Intent]:
    """“Make that “Platform 9¾”” after words were spoken of."""
    last = ctx.scene.memory.intents[-1:]
    about = (
        bool(last) and last[0].act in ("add_text", "edit_text") and not ctx.intents and ctx.scene.memory.texts
    )
    if not about or len(clause.quotes) != 1 or clause.has(TOPIC) or clause.own_photos not in (None, _IT):
        return []
    if not _MAKE_IT.search(clause.plain) or clause.has("end-card|logo|music"):
        return []
    return _claimed(clause, [clause.intent("edit_text", texts=TextRef("it"), text=clause.quotes[0].value)])


_IT = Selection((Ref("it"),))

_WRONG = re.compile(
    r"(?:错了?|\bwrong|\btypo|\bmistake|\bincorrect)[^:：\n]{0,24}?(?:[:：]|[，,]\s*(?:应该|应)?(?:是|叫|写)|\bit'?s\b)\s*"
    r"[“\"「『]?(?P<new>[^”\"」』\n]{2,60}?)[”\"」』]?[。.!！]*$"
)


def _nearest(words: str, texts: list[TextClip], least: float) -> TextClip | None:
    found = [(difflib.SequenceMatcher(None, clip.text, words).ratio(), clip) for clip in texts]
    best = max(found, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] >= least else None


def put_right(clause: Clause, ctx: Context) -> list[Intent]:
    """日期错了：外滩 2023.10.06, 名字错了，是张珊: the words that are there, or the part of them, that is near."""
    texts = lines_of(ctx)
    found = _WRONG.search(ctx.message.plain[clause.start :]) if texts and not clause.quotes else None
    if found is None or found.start() > len(clause.plain):
        return []
    new = ctx.message.text[clause.start :][slice(*found.span("new"))].strip()
    clip = _nearest(new, texts, 0.7)
    if clip is not None and clip.text != new:
        return _claimed(clause, [clause.intent("edit_text", texts=TextRef("words", clip.text), text=new)])
    if not all(map(is_han, new)) or len(new) > 4:
        return []
    for clip in texts:
        for at in range(len(clip.text) - len(new) + 1):
            part = clip.text[at : at + len(new)]
            if part != new and part[0] == new[0] and all(map(is_han, part)):
                return _claimed(
                    clause, [clause.intent("edit_text", texts=TextRef("words", part), replace=[part, new])]
                )
    return []


_CHINESE = re.compile(r"\bchinese\b|中文|汉字")
_ENGLISH = re.compile(r"\benglish\b|英文|英语")


def by_script(clause: Clause, ctx: Context) -> list[Intent]:
    """“Remove the Chinese line”, 英文那行不要."""
    is_chinese = _CHINESE.search(clause.plain) is not None
    if is_chinese == (_ENGLISH.search(clause.plain) is not None) or not (
        clause.has("remove") or clause.negated
    ):
        return []
    if not clause.has(TOPIC) and "行" not in clause.plain:
        return []
    texts = [clip for clip in lines_of(ctx) if any(map(is_han, clip.text)) == is_chinese]
    if not texts or len(texts) == len(lines_of(ctx)):
        return []
    return _claimed(
        clause, [clause.intent("remove_text", texts=TextRef("words", clip.text)) for clip in texts]
    )


EARLY: tuple[Rule, ...] = (
    Rule("words-put-right", put_right),
    Rule("words-retold", retold),
    Rule("words-by-script", by_script),
    Rule("words-measured", measured),
)
