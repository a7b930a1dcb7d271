"""Rules about logos and end cards."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.given_words import given
from photoplay.agent.language.lettering import style_of
from photoplay.agent.language.lexicon_briefs import CALL_WORDS
from photoplay.agent.language.lexicon_words import END_CARD_WORDS, LOGO_WORDS
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.phrases import Hit, Phrases
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.word_talk import PHOTO_AT_END, TO_END, is_answered, note_words

_ENDS = Phrases({"end": END_CARD_WORDS})

_LOGOS = Phrases({"logo": LOGO_WORDS})

_CALLS = Phrases({"call": CALL_WORDS})

_WITH_LOGO = re.compile(
    r"\b(?:with|has|have|having|showing) (?:the|a|our|my) logo\b|(?:有|带|印着|含)(?:有|"
    r"着)?(?:品牌)?logo的|logo那张|logo的那张"
)

CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")


def end_card(clause: Clause, ctx: Context) -> list[Intent]:
    """A closing card with words, logo and call to action, or none."""
    line = line_of(clause)
    hit = _ENDS.first(line)
    card = re.search(r"\b(?:close|end|finish|closing|ending|wrap up)\b.*\bcard\b", line)
    if hit is None and card is not None:
        hit = Hit(card.start(), card.end(), "end", "end card")
    logo_ends = (
        _LOGOS.first(line) is not None and TO_END.search(line) is not None and clause.own_photos is None
    )
    call = _CALLS.longest(line)
    if hit is None and not logo_ends and not (call and _is_call(line, call.start)):
        return []
    if clause.is_question or is_answered(clause, ctx):
        return []
    if PHOTO_AT_END.search(line) and clause.own_photos is not None:
        return []
    pieces = given(clause)
    if hit is None and len(pieces) > 1:
        return []
    taken = re.search(r"算了|不要了|撤掉|去掉|\bforget\b|\bnever ?mind\b|\blose\b", line) is not None
    if hit is not None and taken and not clause.quotes:
        note_words(clause)
        return [clause.intent("remove_end_card")]
    if hit is not None and not pieces and (clause.has("remove") or (clause.negated and call is None)):
        note_words(clause)
        return [clause.intent("remove_end_card")]
    text = "\n".join(piece.text for piece in pieces) or _call(clause, line, ctx)
    if (
        hit is not None
        and hit.phrase in ("片尾", "outro")
        and not text
        and not logo_ends
        and not clause.has("add|create")
    ):
        return []
    if hit is not None and not text:
        shown = re.search(
            r"\b(?:with|saying|that says|showing)\s+(?:our |the |my )?(?:address|website|"
            r"phone(?: number)?|number|email|handle|name|words?)?[\s:]*(\S[^,;]*)$",
            clause.plain,
        )
        if shown and not re.match(
            r"(?:a |the |our |my )?(?:logo|photo|music|fade|black|white|text)\b", shown.group(1)
        ):
            text = clause.text[slice(*shown.span(1))].strip(" .")
    links = [token.text for token in clause.tokens if token.kind == "link" and token.text not in text]
    text = "\n".join([one for one in (text, *links) if one])
    slots: dict[str, Any] = {
        "text": text or None,
        "seconds": float(clause.durations[0].value) if clause.durations else None,
    }
    if _LOGOS.first(line):
        slots["logo"] = not re.search(
            r"\b(?:no|without) (?:the |a |our )?logo|不要logo|不放logo|没有logo", line
        )
    if clause.color and not pieces:
        slots["color"] = clause.color
    note_words(clause)
    for token in clause.all("logo|end-card|end"):
        clause.claim(token)
    return [clause.intent("set_end_card", **slots)]


def _is_call(line: str, at: int) -> bool:
    """Whether a call to action is to be shown, and not said to us."""
    return (
        re.search(
            r"\b(?:end|ending|finish|close|closing|add|with|say|saying|write|put|then|and)\b|结尾|"
            r"最后|片尾|写|放|加",
            line[:at],
        )
        is not None
    )


def _call(clause: Clause, line: str, ctx: Context) -> str:
    """A call to action as it was typed."""
    hit = _CALLS.longest(clause.plain)
    return clause.text[hit.start : hit.end] if hit and len(clause.text) == len(clause.plain) else ""


def logo(clause: Clause, ctx: Context) -> list[Intent]:
    """The logo on the picture: where, how big, how clear, or none."""
    line = line_of(clause)
    if (by_name := _named_logo(clause, ctx)) is not None:
        return by_name
    if _LOGOS.first(line) is None or clause.is_question or _WITH_LOGO.search(line) or clause.quotes:
        return []
    if is_answered(clause, ctx) or any(
        one.act == "remove_logo" and one.words == clause.text for one in ctx.intents
    ):
        return []
    if clause.has("remove") or re.search(
        r"\b(?:no|without|lose|hide) (?:the |a |any |our |my )?(?:logo|watermark)|(?:不要|去掉|"
        r"不放|别放).{0,4}(?:logo|水印)|(?:logo|水印).{0,3}(?:不要|去掉|拿掉|删)",
        line,
    ):
        _note_logo(clause)
        return [clause.intent("remove_logo")]
    position = clause.position or style_of(clause, on_words=True).get("position")
    corner = (
        position
        if position in CORNERS
        else {"top": "top-right", "bottom": "bottom-right", "left": "top-left", "right": "top-right"}.get(
            str(position)
        )
    )
    slots: dict[str, Any] = {"corner": corner}
    size = style_of(clause, on_words=True).get("size")
    if size is not None:
        slots["size"] = size
    see = re.search(
        r"\b(?:transparent|translucent|see[- ]?through|faint|subtle|opacity|opaque)\b|透明|淡一点|浅一点",
        line,
    )
    shown = _has_logo(ctx)
    wants = re.search(
        r"\b(?:add|put|place|stick|show|include|insert|with|want|need|use|slap|overlay|have|"
        r"display|watermark (?:it|this|them|everything|the (?:video|photos)))\b|"
        r"\bon (?:every|each|all|the whole)\b|放|加|贴|挂|打|上|要|用|显示|来",
        line,
    )
    if clause.own_photos is not None and not wants and corner is None:
        return []
    opacity = (
        float(clause.percents[0].value)
        if see and clause.percents
        else (50.0 if re.search(r"\bhalf\b|半", line) else 60.0)
        if see
        else None
    )
    if shown and (see or corner or size):
        _note_logo(clause)
        return [clause.intent("edit_logo", **slots, opacity=opacity)]
    if not wants and corner is None and size is None:
        return []
    if clause.durations:
        slots["seconds"] = float(clause.durations[0].value)
    if slots.get("size") == "smaller":
        slots["size"] = "small"
    _note_logo(clause)
    clear = [clause.intent("edit_logo", opacity=opacity)] if opacity is not None else []
    return [clause.intent("add_logo", **slots), *clear]


def _named_logo(clause: Clause, ctx: Context) -> list[Intent] | None:
    """A logo by the name of its file, with its corner: "put agency.png in the top right"."""
    logos = {record.name for record in ctx.scene.logos}
    if clause.position not in CORNERS or clause.is_question or clause.quotes:
        return None
    if not any(name in logos for token in clause.tokens for name in token.files) or clause.has("remove"):
        return None
    corner = clause.position
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("edit_logo" if _has_logo(ctx) else "add_logo", corner=corner)]


def _has_logo(ctx: Context) -> bool:
    """Whether a logo lies on the picture."""
    logos = {record.id for record in ctx.scene.logos}
    main = ctx.scene.timeline.main_track
    return any(
        getattr(clip, "source", None) in logos
        for track in ctx.scene.timeline.tracks
        if track is not main
        for clip in track.clips
    )


def _note_logo(clause: Clause) -> None:
    for token in clause.all("logo|position|corner"):
        clause.claim(token)
    for mention in clause.mentions:
        clause.claim(mention)
