"""Rules about how words look, and about words that are not wanted."""

from __future__ import annotations

import re

from photoplay.agent.language.endings import CORNERS
from photoplay.agent.language.given_signs import role_of
from photoplay.agent.language.lettering import style_of
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import ANSWERS, Intent, Ref, Selection, TextRef
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.word_talk import (
    HELD_BACK,
    TO_END,
    TO_TITLE,
    TOPIC,
    is_answered,
    lines_of,
    note_words,
    removes,
)


def style(clause: Clause, ctx: Context) -> list[Intent]:
    """How words look: "make the title red", "bigger and in yellow"."""
    if (
        clause.is_question
        or clause.has("background|frame-thing|logo|music")
        or clause.mention("before", "after")
    ):
        return []
    if any(
        one.words == clause.text and one.act in ("add_text", "edit_text", "add_captions", "remove_text")
        for one in ctx.intents
    ):
        return []
    line = line_of(clause)
    own = clause.own_texts
    texts = own or _names_shown(clause, ctx, line) or _spoken_of(clause, ctx)
    if texts is None:
        return []
    slots = style_of(clause, on_words=True)
    if re.search(r"\bmove|\bput|\bshow|\bshift|移|放|挪|搬", line) and (onto := _onto(clause, ctx, own)):
        return [clause.intent("edit_text", texts=own or texts, photos=onto, **slots)]
    if not slots or (
        own is None and not {"color", "size", "font", "position", "animation", "bold"} & slots.keys()
    ):
        return []
    note_words(clause)
    return [clause.intent("edit_text", texts=texts, **slots)]


_NAMES = re.compile(r"\b(?:the|our|their|both|her|his|my) (?:two )?names?\b|名字")


def _names_shown(clause: Clause, ctx: Context, line: str) -> TextRef | None:
    """The title, where names that stand there shall look otherwise: "could we have the names in gold"."""
    named = _NAMES.search(line) is not None and not clause.quotes and clause.free_text is None
    if not named or clause.own_photos is not None:
        return None
    roles = [str(one.style.get("role", "")) for one in lines_of(ctx)]
    return TextRef("role", "title") if "title" in roles else None


def _onto(clause: Clause, ctx: Context, own: TextRef | None) -> Selection | None:
    """The photo that words shall stand on instead: "move those words to the fifth photo", "move it to photo 3"."""
    if own is not None:
        if own.photos is not None:
            return None
        return clause.own_photos or clause.mention("to", "into", "at", "over")
    says_it = clause.has_it and clause.it_thing == "text" and len(clause.mentions) <= 2
    onto = clause.mention("to", "into", "at", "over") if says_it else None
    alone = all(one.weak or one.role for one in clause.mentions)
    return onto if alone and not clause.negated else None


def _own(clause: Clause, ctx: Context, line: str) -> TextRef | None:
    """The words that a clause names; "the text" alone is the one spoken of last."""
    own = clause.own_texts
    if (
        own is not None
        and own.kind == "all"
        and own.photos is None
        and not re.search(r"\ball\b|\bevery|\bboth\b|\btexts\b|全|所有|都|剩下|其他|每", line)
    ):
        return _spoken_of(clause, ctx) or own
    return own


#: "It" that stands for words: only where words were spoken of last, and what is said fits words.
_FITS_WORDS = ("position", "color", "size", "font", "animation", "bold", "seconds", "start", "outline", "box")


#: A wish for "it" that is put as a question: "could it go up to the top instead?"
_POLITE = re.compile(
    r"\b(?:can|could|may|should) (?:it|that|they|this) (?:please )?(?:go|be|move|sit|come|have|get|stay)\b"
)


def it(clause: Clause, ctx: Context) -> list[Intent]:
    """“Move it to the top”, “paint it blue”, 停留两秒 after words were spoken of: before rules take it for a photo."""
    if (
        (clause.is_question and not _POLITE.search(clause.plain))
        or clause.own_texts is not None
        or clause.quotes
        or clause.free_text
        or is_answered(clause, ctx)
    ):
        return []
    own = clause.own_photos
    line = line_of(clause)
    if re.search(r"\b(?:other|opposite) (?:\w+ )?(?:side|corner)\b|另一[边侧]|对面", line):
        return _logo_again(clause, ctx, line)
    if own is not None and any(ref.kind != "it" for ref in own.include):
        return []
    if removes(clause) and clause.has("it") and not clause.has("photo|music|logo|video|clip|transition|look"):
        meant = _last_words(ctx)
        for token in clause.tokens if meant else ():
            clause.claim(token)
        return [clause.intent("remove_text", texts=meant)] if meant else []
    if clause.has("photo|music|transition|logo|video|clip|volume|end-card|look|motion|feel") or removes(
        clause
    ):
        return []
    texts = _last_words(ctx)
    if texts is None:
        return _logo_again(clause, ctx, line)
    slots = style_of(clause, on_words=True)
    if not slots.keys() & set(_FITS_WORDS):
        if (
            re.search(r"\bits?\b|它", line)
            and (TO_TITLE.search(line) or TO_END.search(line))
            and re.search(r"\bput|\bmove|\bshow|放|移|挪|改到", line)
        ):
            first = TO_TITLE.search(line) is not None
            note_words(clause)
            return [
                clause.intent(
                    "edit_text", texts=texts, photos=Selection((Ref("number", 1 if first else -1),))
                )
            ]
        return []
    if (
        not re.search(r"\bits?\b|\bthat\b|它", line)
        and own is None
        and not ctx.intents
        and not {"color", "size", "font", "position"} & slots.keys()
    ):
        return []
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("edit_text", texts=texts, **slots)]


def _logo_again(clause: Clause, ctx: Context, line: str) -> list[Intent]:
    """“Move it down to the bottom left”, “other side”, when the logo was spoken of last."""
    last = (list(ctx.intents) or list(ctx.scene.memory.intents))[-1:]
    if not last or last[0].act not in ("add_logo", "edit_logo"):
        return []
    corner = style_of(clause, on_words=True).get("position")
    if re.search(r"\b(?:other|opposite) (?:\w+ )?(?:side|corner)\b|另一边|对面|另一侧|那边", line):
        high, _, side = str(last[0].slots.get("corner") or "top-right").partition("-")
        corner = f"{high}-{'left' if side == 'right' else 'right'}"
    if re.search(r"挡|遮|\bcover|\bblock|\bhid", line) and not re.search(r"\bmove|\bput|挪|移|放", line):
        return []
    if corner in ("left", "right"):
        corner = f"{str(last[0].slots.get('corner') or 'top-right').partition('-')[0]}-{corner}"
    size = style_of(clause, on_words=True).get("size")
    if corner not in CORNERS and size is None:
        return []
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("edit_logo", corner=corner, size=size)]


def _last_words(ctx: Context) -> TextRef | None:
    """The words that were spoken of last, in this message or the one before; None: it was something else."""
    made = [one for one in ctx.intents if one.act not in ANSWERS]
    if made:
        last = made[-1]
        if last.act not in ("add_text", "edit_text"):
            return None
        if last.texts is not None:
            return last.texts
        return TextRef("words", last.slots["text"]) if last.slots.get("text") else None
    before = ctx.scene.memory.intents
    is_text = bool(before) and before[-1].act in ("add_text", "edit_text", "add_captions")
    return TextRef("it") if is_text and ctx.scene.memory.texts else None


def early_none(clause: Clause, ctx: Context) -> list[Intent]:
    """“Get rid of Bella's label”: words, not the photo that they are on."""
    topic = clause.find(TOPIC)
    if topic is None or not removes(clause):
        return []
    line = line_of(clause)
    photo = clause.find("photo")
    if (
        photo is not None
        and photo.start < topic.start
        and re.search(r"\bwith\b|\bsaying|有字|带字|写着", line)
    ):
        return []
    if photo is None and topic.plain in ("name", "word", "line", "message"):
        return []
    if (
        photo is not None
        and photo.start > topic.start
        and not re.search(
            r"\b(?:on|from|of|in|off)\b|上|里|的",
            clause.plain[topic.end - clause.start : photo.start - clause.start],
        )
    ):
        return []
    found = none(clause, ctx)
    for token in clause.tokens if found else ():
        clause.claim(token)
    return found


def _counts_texts(clause: Clause) -> bool:
    """Whether "all three" are the words that were spoken of, and no photos."""
    own = clause.own_photos
    return (
        clause.it_thing == "text"
        and own is not None
        and own.include == (Ref("all"),)
        and not any(token.has("photo", "clip") for token in clause.tokens)
    )


def _spoken_of(clause: Clause, ctx: Context) -> TextRef | None:
    """The words that were spoken of last, if a clause that names nothing may mean them."""
    if (clause.own_photos is not None and not _counts_texts(clause)) or clause.quotes:
        return None
    for intent in reversed(ctx.intents):
        if intent.act in ("add_text", "edit_text"):
            role = intent.slots.get("role")
            if intent.texts is not None:
                return intent.texts
            return (
                TextRef("words", intent.slots.get("text"))
                if intent.slots.get("text")
                else TextRef("role", role or "title")
            )
        return None
    if clause.texts is not None:
        return clause.texts
    last = ctx.scene.memory.intents
    if ctx.scene.memory.texts and last and last[-1].act in ("add_text", "edit_text", "add_captions"):
        return TextRef("it")
    return None


#: "Don't add a title yet": held back, not unwanted.
_LATER = re.compile(
    r"\b(?:don'?t|do not) (?:add|write|put|include|use)\b.*\b(?:yet|now|for now)\b|先(?:别|"
    r"不要|不)(?:加|写|打|放)|暂时不"
)


def none(clause: Clause, ctx: Context) -> list[Intent]:
    """Words that are not wanted: "no text", "lose the title"."""
    topic = clause.find(TOPIC)
    if topic is None or clause.is_question or clause.quotes or _LATER.search(clause.plain):
        return []
    if re.search(r"(?:别|不要?)放", clause.plain) and clause.has("position|middle|corner"):
        return []  # 标题别放中间: elsewhere
    if HELD_BACK.search(clause.plain):
        return []  # "don't add text": what is there stays
    line = line_of(clause)
    unwanted = (
        _NONE_TOLD.search(clause.plain) is not None
        or removes(clause)
        or clause.negates(topic)
        or _UNWANTED.search(line) is not None
    )
    if not unwanted or role_of(topic) == "end-card":
        return []
    if clause.free_text and not clause.negates(topic) and not clause.has("remove"):
        return []
    texts = clause.own_texts or clause.texts or TextRef("all")
    if (
        re.search(
            r"\b(?:no|any|all|without|every)\b[^,.]{0,20}\b(?:text|texts|words?|writing|lettering|"
            r"titles?|captions?)\b|文字|任何字|所有字|没有字|全部字|字都|字全",
            line,
        )
        and texts.kind != "role"
    ):
        texts = TextRef("all", photos=texts.photos)
    if clause.own_photos is not None and texts.photos is None and texts.kind in ("all", "it", "number"):
        texts = TextRef("all", photos=clause.own_photos)
    note_words(clause)
    return [clause.intent("remove_text", texts=texts)]


#: "Captions: none".
_NONE_TOLD = re.compile(
    r"(?:titles?|captions?|subtitles?|text|words|overlays?|字幕|标题|文字|字)\s*[:=：]\s*(?:none|no|off|null|nothing|无|没有|不要)\s*$"
)
_UNWANTED = re.compile(
    r"\b(?:no|without|w/o|lose|ditch|drop|scrap|kill|zero|any)\b[^,.;]{0,16}\b(?:text|texts|"
    r"words?|titles?|subtitles?|captions?|writing|lettering|overlays?)\b|"
    r"\b(?:text|words?|titles?|subtitles?|captions?|writing|lettering)\s+(?:off|away|gone)\b|(?:不要|别加|不加|"
    r"不用|无|没有|别有|不需要|去掉|删掉|不带|不写|不打).{0,6}(?:字|标题|文案|配文)|(?:字|"
    r"标题|文案)(?:都|全)?(?:不要|去掉|删|撤)"
)
