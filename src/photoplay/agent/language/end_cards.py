"""Rules about the end card: what is on it, said in one breath or bit by bit, how long it stays, and none."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.card_grounds import ground_said, only_logo
from photoplay.agent.language.given_words import given
from photoplay.agent.language.lexicon_briefs import CALL_WORDS
from photoplay.agent.language.lexicon_words import END_CARD_WORDS, LOGO_WORDS
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.text import fold
from photoplay.agent.language.word_talk import CHANGES, PHOTO_AT_END, TO_END, is_answered, lines_of
from photoplay.timeline.find import end_cards

_CALLS = Phrases({"call": CALL_WORDS})
_LOGOS = Phrases({"logo": LOGO_WORDS})

#: Words for the end of the video as well; alone they name no card.
_ONLY_ENDS = ("片尾", "outro", "cta", "call to action", "行动号召")
_ENDS = Phrases({"end": _ONLY_ENDS})
_CARDS = Phrases({"card": tuple(one for one in END_CARD_WORDS if one not in _ONLY_ENDS)})

#: A card that is told by what it is: "finish on a black screen", "the ending screen", 最后加一页.
_CARD = re.compile(
    r"\b(?:end(?:s|ing)?|clos\w+|finish\w*|final|wrap up)\b[^.!?,;]{0,24}\b(?:on|with|by) (?:a|one|some) "
    r"(?:[a-z]+ )?(?:card|screen|slide|page|panel)\b"
    r"|\b(?:ending|closing|end|final|outro) (?:screen|card|slide|page|panel|frame|board)\b"
    r"|(?:最后|结尾|末尾|片尾|结束)[^，。；]{0,6}(?:[加做来放补配]|有|出现)[^，。；]{0,3}(?:一?页|一?屏|一?个?画面|张?卡片?)"
    r"|(?:结尾|末尾|结束|片尾)的?(?:那|这)?一?(?:页|屏|画面|张?卡片?)|最后(?:那|这)?一?(?:页|屏)(?!幕)"
)
_ON_GROUND = re.compile(
    r"\b(?:on|over|against) an? (?:[a-z]+ ){0,2}(?:background|screen|slide|page|card)\b|[色黑白红蓝]底"
)

_UNWANTED = re.compile(
    r"\b(?:no|without|lose|drop|scrap|ditch|forget|remove|delete|kill|skip|cut|get rid of|take (?:out|off|away)|"
    r"don'?t (?:want|need)|not want|never ?mind)\b|不要|去掉|删掉|删了|去除|拿掉|取消|撤掉|算了|不用|别要|不需要|移除"
)

_PHONE = re.compile(r"(?<![\w.])(?:\+?\(?\d[\d\s().-]{5,18}\d)(?!\w)")
#: Where somebody is found on another service: 微信号 shop_88.
_ACCOUNT = re.compile(
    r"(?:微信号?|vx|wechat|qq群?|小红书号?|抖音号|公众号|line ?id|telegram|whatsapp|ig|instagram)\s*(?:[:：是]\s*)?"
    r"(?=[a-z0-9_.@+-]*[a-z0-9])[a-z0-9_.@+-]{4,40}"
)
#: What makes unquoted words those of the card spoken of: "saying Shop now", 写 明年再聚.
_GIVES = re.compile(
    r"^\W*(?:(?:and|then|please|just|it|that|should|has to|must|make it|上面|下面|上边|下边|里面|再|还|就|并|要|给我|"
    r"请|内容|文字|字)\s*)*(?:write|writing|say|says|saying|put|reads?|reading|写|放|打|印|是)"
)
_BELOW = re.compile(
    r"\b(?:underneath|beneath|below|under|as well|also|too|plus|add|and)\b|再|还|下面|下边|另外|也"
)
_GROUND = re.compile(r"\bbackground|\bground|\bscreen|\bcard|底色|背景|底|卡")
_LONGER = re.compile(r"\blonger\b|久一?点|长一?点|久些|多停|停久|再久")
_SHORTER = re.compile(r"\bshorter\b|\btoo long\b|短一?点|短些|太长|太久|少停")


def names_card(line: str) -> bool:
    """Whether a folded line names a card at the end."""
    return _CARDS.first(line) is not None or _CARD.search(line) is not None


def _speaks_of_card(line: str) -> bool:
    """Whether words before a colon say that those behind it are a card's: "Announcement: …" does not."""
    return names_card(line) or _ENDS.first(line) is not None or TO_END.search(line) is not None


def _contacts(clause: Clause) -> list[tuple[int, str]]:
    """Calls, telephone numbers, addresses and accounts of a clause, each with its place in it, as typed."""
    plain, base = clause.plain, clause.start
    quotes = [(one.start - base, one.end - base) for one in clause.tokens if one.kind == "quote"]
    found: list[tuple[int, int]] = []
    call = _CALLS.longest(plain)
    spans = [(call.start, call.end)] if call is not None else []
    spans += [match.span() for match in _ACCOUNT.finditer(plain)]
    spans += [match.span() for match in _PHONE.finditer(plain) if sum(map(str.isdigit, match.group())) >= 7]
    spans += [(token.start - base, token.end - base) for token in clause.tokens if token.kind == "link"]
    for start, end in spans:
        if all(end <= low or high <= start for low, high in (*found, *quotes)):
            found.append((start, end))
    return [(start, clause.text[start:end].strip()) for start, end in sorted(found)]


def _lettering(clause: Clause, *, is_named: bool) -> str:
    """The words that a clause gives for a card: quoted, behind a colon, or contacts one below the other."""
    quotes = [
        (token.start - clause.start, str(token.value)) for token in clause.tokens if token.kind == "quote"
    ]
    if quotes:
        if CHANGES.search(clause.plain) and len(quotes) > 1:
            return quotes[-1][1]
        return "\n".join(text for _, text in sorted([*quotes, *_contacts(clause)]))
    colon = re.search(r"[:：]\s*(?=\S)", clause.plain)
    is_its = colon is not None and (not is_named or _speaks_of_card(clause.plain[: colon.start()]))
    if colon is not None and is_its and clause.text[colon.end() :].strip() and "//" not in clause.text:
        return clause.text[colon.end() :].strip(" .。")
    contacts = _contacts(clause)
    if clause.free_text and (is_named or _GIVES.search(clause.plain)):
        return clause.free_text.strip()
    if contacts:
        return "\n".join(text for _, text in contacts)
    return "\n".join(piece.text for piece in given(clause)) if is_named and not clause.free_text else ""


def _ground(clause: Clause, line: str, *, is_card: bool) -> str | None:
    """The colour that is the card's, not its letters'."""
    return clause.color if clause.color and (is_card or _GROUND.search(line)) else None


def _length(clause: Clause, ctx: Context, line: str) -> float | None:
    if clause.durations:
        return float(clause.durations[0].value)
    cards = end_cards(ctx.scene.timeline)
    factor = 1.5 if _LONGER.search(line) else 1 / 1.5 if _SHORTER.search(line) else 0.0
    return round(cards[-1].duration_ms / 1000 * factor, 1) if cards and factor else None


def _answered(clause: Clause, act: str, **slots: Any) -> list[Intent]:
    for token in clause.tokens:
        clause.claim(token)
    for mention in clause.mentions:
        clause.claim(mention)
    return [clause.intent(act, **{name: value for name, value in slots.items() if value is not None})]


def card(clause: Clause, ctx: Context) -> list[Intent]:
    """A card that is named: made, changed, or not wanted."""
    line = line_of(clause)
    on_ground = TO_END.search(line) is not None and _ON_GROUND.search(line) is not None
    ends = _ENDS.first(line) is not None and clause.has("add|create|put|end|want")
    ground = None if clause.negated else ground_said(line)
    is_card = names_card(line) or ground is not None
    if clause.is_question or not (is_card or on_ground or ends) or clause.has("export|undo"):
        return []
    if (
        clause.own_photos is not None
        and clause.has("photo")
        and (not TO_END.search(line) or PHOTO_AT_END.search(line))
    ):
        return []
    text = _lettering(clause, is_named=True)
    text = "" if only_logo(text) else text
    if ground is not None and not clause.quotes and text and fold(text) in line[ground.start :]:
        text = ""  # the colour is not written on it
    if not text and _UNWANTED.search(line):
        return _answered(clause, "remove_end_card")
    seconds = _length(clause, ctx, line)
    color = ground.color if ground is not None else _ground(clause, line, is_card=not text or on_ground)
    logo = True if _LOGOS.first(line) is not None and not re.search(r"\b(?:no|without)\b|不", line) else None
    if ends and not text and not is_card:
        return []
    is_new = clause.has("add|create|put|end") and not end_cards(ctx.scene.timeline) and not clause.negated
    if not text and seconds is None and color is None and logo is None and not is_new:
        return []
    return _answered(clause, "set_end_card", text=text or None, seconds=seconds, logo=logo, color=color)


#: What else a clause may speak of; then it is not about the card.
_ELSE = "photo|music|transition|title|subtitle|caption|aspect|export|undo|look|motion|clip|volume"


def again(clause: Clause, ctx: Context) -> list[Intent]:
    """What is said of the card that was spoken of just before: "underneath “Made in Bristol”", "4 seconds"."""
    last = (list(ctx.intents) or list(ctx.scene.memory.intents))[-1:]
    if not last or last[0].act != "set_end_card" or clause.is_question or clause.has(_ELSE):
        return []
    if is_answered(clause, ctx):
        return []
    line = line_of(clause)
    if clause.own_photos is not None and any(ref.kind != "it" for ref in clause.own_photos.include):
        return []
    text = _lettering(clause, is_named=False)
    logo = True if _LOGOS.first(line) is not None and re.search(r"\b(?:on|it|there)\b|上|里", line) else None
    if not text and logo is None and clause.has("remove") and clause.has("it|card"):
        return _answered(clause, "remove_end_card")
    seconds = _length(clause, ctx, line)
    color = _ground(clause, line, is_card=clause.has("it") or bool(ctx.intents)) if not text else None
    if not text and seconds is None and color is None and logo is None:
        return []
    if text and not ctx.intents:
        old = _written(ctx)
        text = f"{old}\n{text}" if old and _BELOW.search(line) and not CHANGES.search(line) else text
    return _answered(clause, "set_end_card", text=text or None, seconds=seconds, logo=logo, color=color)


def _written(ctx: Context) -> str:
    """What stands on the card."""
    return "\n".join(clip.text for clip in lines_of(ctx) if clip.style.get("role") == "end-card")


EARLY: tuple[Rule, ...] = (Rule("end-card-named", card), Rule("end-card-again", again))
