"""Rules about words that are there: how long they stay, which letters, once more elsewhere; words by counting."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent, TextRef
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.word_talk import TOPIC, lines_of
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import TextClip

_LASTS = re.compile(
    r"\b(?:stay|stays|remain|remains|keep|hold|leave|show|shown|visible|linger|last|lasts|appear|appears|disappear\w*|"
    r"vanish\w*|goes away|gone|on screen|up)\b|停|显示|出现|消失|保留|留|闪|一直"
)
_WHOLE = re.compile(
    r"\b(?:whole|entire|full) (?:video|thing|time|film|slideshow|clip|movie|way)\b|\ball the (?:way|time)\b|"
    r"\b(?:throughout|from (?:start|beginning) to (?:end|finish)|until the end|till the end|the entire time)\b|"
    r"整个视频|全程|从头到尾|一直(?:显示|都在|留|放)|贯穿|自始至终|整段"
)
_MORE = re.compile(
    r"\blonger\b|\btoo (?:fast|quick|quickly|short|soon)\b|\b(?:more time|a while longer)\b|"
    r"久一?[点些]|长一?[点些]|太快|太短|多停|多留|停久|一闪而过|多显示"
)
_LESS = re.compile(r"\bshorter\b|\btoo long\b|\bless time\b|短一?[点些]|太久|太长")
_STEP = 1.5


def _meant(clause: Clause, ctx: Context) -> list[TextClip]:
    """The words that a clause is about: named, or spoken of last."""
    texts = lines_of(ctx)
    own = clause.own_texts
    if own is not None and own.kind == "role":
        return [clip for clip in texts if clip.style.get("role") == own.value] or texts[:0]
    if (
        own is not None
        and own.photos is None
        and re.search(r"\ball\b|\bevery\b|\btexts\b|所有|全部|都", line_of(clause))
    ):
        return texts
    spoken = [clip for clip in texts if clip.id in ctx.scene.memory.texts]
    if own is not None and own.kind in ("all", "it"):
        return spoken or texts
    last = ctx.scene.memory.intents[-1:]
    is_spoken = bool(last) and last[0].act in ("add_text", "edit_text", "add_captions") and not ctx.intents
    return spoken if is_spoken else []


def _all_of(clause: Clause, intents: list[Intent]) -> list[Intent]:
    for token in clause.tokens if intents else ():
        clause.claim(token)
    for mention in clause.mentions if intents else ():
        clause.claim(mention)
    return intents


def _edits(
    clause: Clause, clips: list[TextClip], change: Callable[[TextClip], dict[str, Any]]
) -> list[Intent]:
    return [
        clause.intent("edit_text", texts=TextRef("words", clip.text), **change(clip))
        for clip in clips
        if change(clip)
    ]


#: What a clause about words does not speak of.
_ELSE = "photo|music|transition|logo|clip|end-card|motion|volume|add|remove"


def lasting(clause: Clause, ctx: Context) -> list[Intent]:
    """“Can the words stay a bit longer”, “leave the title up for the whole video”, after words also 多停一会儿."""
    line = line_of(clause)
    if (
        clause.durations
        or clause.quotes
        or clause.free_text
        or clause.has(_ELSE)
        or clause.own_photos is not None
    ):
        return []
    if not _LASTS.search(line) or (clause.is_question and clause.has("question")):
        return []
    clips = _meant(clause, ctx)
    if not clips or (
        clause.own_texts is None and not clause.has("it") and clause.has("video") and not _WHOLE.search(line)
    ):
        return []
    end = max((clip.end_ms for clip in main_clips(ctx.scene.timeline)), default=0) / 1000
    if _WHOLE.search(line):
        found = _edits(clause, clips, lambda clip: {"start": 0.0, "seconds": round(end, 3)})
    elif _MORE.search(line) or _LESS.search(line):
        factor = _STEP if _MORE.search(line) else 1 / _STEP
        found = _edits(clause, clips, lambda clip: {"seconds": round(clip.duration_ms / 1000 * factor, 1)})
    else:
        return []
    return _all_of(clause, found)


_UPPER = re.compile(r"\b(?:upper ?case|all caps|capitals|capital letters|in caps|block capitals)\b|大写")
_LOWER = re.compile(r"\b(?:lower ?case|small letters|no caps|no capitals)\b|小写")


def letters(clause: Clause, ctx: Context) -> list[Intent]:
    """“Make all the text uppercase”: words that are there, in other letters."""
    line = line_of(clause)
    is_upper, is_lower = _UPPER.search(line) is not None, _LOWER.search(line) is not None
    if is_upper == is_lower or clause.is_question or clause.quotes or clause.free_text or clause.negated:
        return []
    clips = _meant(clause, ctx)

    def change(clip: TextClip) -> dict[str, Any]:
        new = clip.text.upper() if is_upper else clip.text.lower()
        return {"text": new} if new != clip.text else {}

    return _all_of(clause, _edits(clause, clips, change))


_ILLEGIBLE = re.compile(
    r"\b(?:can'?t|cannot|can not|couldn'?t|hard to|difficult to|struggle to|unable to|impossible to|barely) "
    r"(?:even |really )?(?:read|see|make out)\b|\b(?:unreadable|illegible)\b|看不清|看不见|看不到|读不了|认不出"
)
_ON_WHAT = re.compile(
    r"\b(?:against|background|behind|blends?|white on|on the (?:white|snow|sky|bright))\b|背景|底色|融|混在"
)


def illegible(clause: Clause, ctx: Context) -> list[Intent]:
    """“You can't read that”: larger letters; “… against the snow”: with an outline."""
    line = line_of(clause)
    if not _ILLEGIBLE.search(line) or clause.quotes or clause.has("music|logo|transition|volume"):
        return []
    clips = _meant(clause, ctx)
    if not clips or (
        clause.own_texts is None and re.search(r"\b(?:face|her|him|photo|picture)\b|脸|照片|人", line)
    ):
        return []
    slots: dict[str, Any] = {"outline": True} if _ON_WHAT.search(line) else {"size": "bigger"}
    if any(one.act == "edit_text" for one in ctx.intents):
        return []
    return _all_of(clause, _edits(clause, clips, lambda clip: dict(slots)))


_SAME = re.compile(
    r"\b(?:the )?same (?:words?|texts?|wording|caption|title|line|message|thing written)\b|"
    r"(?:同样|一样|相同)的?(?:字|文字|话|字幕|标题)"
)


def same_words(clause: Clause, ctx: Context) -> list[Intent]:
    """“Put the same words on the last photo too”."""
    texts = lines_of(ctx)
    if clause.own_photos is None or not texts or not _SAME.search(line_of(clause)) or clause.quotes:
        return []
    clip = next((one for one in texts if one.id in ctx.scene.memory.texts), texts[-1])
    place = clip.style.get("pos")
    slots: dict[str, Any] = (
        {"position": place} if isinstance(place, str) and clip.style.get("role") != "title" else {}
    )
    return _all_of(clause, [clause.intent("add_text", photos=clause.own_photos, text=clip.text, **slots)])


_DRAWN = re.compile(
    r"\b(?:put|add|write|number|label|caption|title|mark|show|tag|stick)\b|标|写|打|加|配|放|编"
)
_NUMBERED = re.compile(
    r"\bnumber (?:all |each of )?(?:the |my |these )?(?:photos|pictures|pics|images|slides)\b|\bput (?:a )?numbers? "
    r"on (?:each|every|all|the)|"
    r"标(?:上|一下)?(?:序号|编号|数字|号码)|编(?:上|个)?号"
)
_FROM_ONE = re.compile(
    r"(?P<lead>[a-z]+ )?\b1 ?(?:to|through|thru|till|until|-|~) ?(?P=lead)?(?P<last>\d{1,2})\b(?! ?(?:s|sec|seconds)\b)"
    r"|第[1一](?P<noun>[天站步关集章页期课回])(?:到|至|-|~)第?(?P<han>[\d一二三四五六七八九十]{1,2})(?P=noun)?"
)
_HAN = "一二三四五六七八九十"


def counted(clause: Clause, ctx: Context) -> list[Intent]:
    """Words by counting: "put the numbers 1 to 5 on the photos", "label them Day 1 to Day 5", 第一天到第五天."""
    plain = clause.plain
    if clause.is_question or ctx.count < 2 or clause.quotes or not _DRAWN.search(ctx.message.plain):
        return []
    run = _FROM_ONE.search(plain)
    if run is None:
        if not _NUMBERED.search(plain):
            return []
        return _all_of(
            clause, [clause.intent("add_captions", captions=[[n, str(n)] for n in range(1, ctx.count + 1)])]
        )
    said = run.group("last") or run.group("han")
    last = int(said) if said.isdigit() else _HAN.find(said) + 1
    lead = run.group("lead") or ""
    speaks = re.search(
        r"\bnumbers?\b|\bphotos\b|\bpictures\b|\bpics\b|\bthem\b|\beach\b|\bday\b|每|各|照片|图",
        ctx.message.plain,
    )
    if (
        last != ctx.count
        or not speaks
        or (lead.strip() in ("photos", "photo", "pictures", "pics", "from", "slides"))
    ):
        return []
    typed = (
        clause.text[run.start("lead") : run.end("lead")]
        if lead and lead.strip() not in ("numbers", "number")
        else ""
    )
    words = [f"第{_HAN[n - 1] if not said.isdigit() else n}{run.group('noun')}" if run.group("noun") else f"{typed}{n}"
             for n in range(1, last + 1)]  # fmt: skip
    return _all_of(
        clause, [clause.intent("add_captions", captions=[[n, word] for n, word in enumerate(words, 1)])]
    )


_FILE_NAMES = re.compile(
    r"\bfile ?names?\b|\bnames? of (?:the |each |every )?(?:files?|photos?|pictures?)\b|文件名|檔名|档名"
)


def file_names(clause: Clause, ctx: Context) -> list[Intent]:
    """“Write the file name under each picture”."""
    line = clause.plain
    if (
        clause.is_question
        or not _FILE_NAMES.search(line)
        or not _DRAWN.search(line)
        or clause.quotes
        or clause.negated
    ):
        return []
    records = ctx.scene.records
    shown = [clip for clip in main_clips(ctx.scene.timeline) if clip.source in records]
    captions = [
        [number, records[clip.source].name.rpartition(".")[0]] for number, clip in enumerate(shown, 1)
    ]
    return _all_of(clause, [clause.intent("add_captions", captions=captions)] if captions else [])


_UNDER = re.compile(r"\b(?:below|under|underneath|beneath)\b|下面|下边|下方")


def under_title(clause: Clause, ctx: Context) -> list[Intent]:
    """“Title “Ben & Mia”, below it smaller “since 2009””: the second is the subtitle."""
    last = ctx.intents[-1] if ctx.intents else None
    if last is None or last.act != "add_text" or last.slots.get("role") not in (None, "title") or last.photos:
        return []
    if (
        len(clause.quotes) != 1
        or not _UNDER.search(clause.plain)
        or clause.own_photos is not None
        or clause.has(TOPIC)
    ):
        return []
    return _all_of(clause, [clause.intent("add_text", text=clause.quotes[0].value, role="subtitle")])


_IN_LINES = re.compile(
    r"(?:[一二两三四\d]|\b(?:one|two|three|2|3|several|more)) ?(?:行(?!字)|lines?\b)|"
    r"换行|断行|line break"
)


def in_lines(clause: Clause, ctx: Context) -> list[Intent]:
    """“Show it in two lines”: lines break by themselves; no length is meant."""
    shown = clause.it_thing == "text" or clause.own_texts is not None
    if not shown or clause.quotes or clause.free_text or not _IN_LINES.search(line_of(clause)):
        return []
    if clause.has("remove|color|position|size|font"):
        return []
    return _all_of(clause, [clause.intent("unclear")])


EARLY: tuple[Rule, ...] = (
    Rule("words-in-lines", in_lines),
    Rule("words-under-title", under_title),
    Rule("words-same", same_words),
    Rule("words-counted", counted),
    Rule("words-file-names", file_names),
    Rule("words-lasting", lasting),
    Rule("words-letters", letters),
    Rule("words-illegible", illegible),
)
