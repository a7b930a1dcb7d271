"""What a brief wishes besides its words: shape, lengths, pace, sound, transitions, its logo, no words at all."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.brief_extras import extras_said
from photoplay.agent.language.brief_keys import worth_of
from photoplay.agent.language.brief_measures import is_all, lengths_said, transition_said
from photoplay.agent.language.brief_page import Page, apart
from photoplay.agent.language.brief_shape import shape_said
from photoplay.agent.language.brief_sound import sound_said
from photoplay.agent.language.brief_words import Told
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.rules import Context, Message


def measured(rest: Message, ctx: Context, page: Page, told: Told) -> dict[str, Any]:
    """Everything but words: shape, lengths, pace, sound, transitions, values by key."""
    own = [clause for clause in rest.clauses if not clause.protects]
    parts = [
        part
        for clause in own
        for part in _PARTS.split(apart(line_of(clause)))
        if clause.own_photos is None or is_all(clause.own_photos) or not _OF_ONE.search(part)
    ]
    for clause in rest.clauses:
        clause.settle(False)
    songs = [record.name for record in ctx.scene.songs]
    keyed = {name: value for name, value in told.fields.items() if not name.startswith("_")}
    whole = _PARTS.split(apart(page.message.plain))
    song = _song(rest, songs)
    found = {
        **shape_said(rest),
        **lengths_said(rest, ctx),
        **extras_said(parts),
        **transition_said(rest),
        **sound_said(parts),
        **_logo_of(whole),
        **song,
        **worth_of(keyed, songs),
    }
    if song:
        found.pop("lead", None)
    if ground := told.fields.get("_ground"):
        found["card_color"] = ground
    if any(_NO_WORDS.search(part) for part in whole) and "text" not in found:
        found["text"] = False
    return found


#: What speaks of one photo by its place.
_OF_ONE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|\d+(?:st|nd|rd|th)) (?:\w+ )?(?:photo|picture|pic|"
    r"image|shot|slide|one)\b|\b(?:photo|picture|pic|image) (?:number |no\.? ?|#)?\d|"
    r"\bthe (?:first|second|third|fourth|last)\b|第[一二三四五六七八九十\d]+张|最后一张"
)
_PARTS = re.compile(r"[,，、;；:：\n]|(?<!\d)[.。!！?？](?!\d)|\bthen\b|\bplus\b|—|\s-\s|然后|另外")
_OWN_SONG = re.compile(
    r"\b(?:my|our|own|the uploaded|uploaded|attached|the) (?:own )?(?:\w+ )?(?:song|track|music|"
    r"mp3|wav|audio|recording|soundtrack|tune)(?: (?:that )?i)?\b.{0,24}\b(?:upload\w*|sent|"
    r"attached|added|own)\b|"
    r"\b(?:my|our) (?:own )?(?:song|mp3|recording|track|tune|jingle|piano recording)\b|"
    r"\buse (?:the|my) (?:song|mp3|track)\b|(?:我|上)传(?:的|上来)?[^,，。]{0,6}(?:歌|音乐|曲|mp3|音频)|"
    r"我(?:自己)?(?:的|录的|唱的|发的|给的)[^,，。]{0,4}(?:歌|音乐|曲|mp3|音频)|自己的歌|"
    r"上传的(?:那首|这首)?(?:歌|音乐|曲)"
)


def _song(rest: Message, songs: list[str]) -> dict[str, Any]:
    """The music of a brief that is a file of the user's own."""
    named = next((name for clause in rest.clauses for name in clause.files if name in songs), "")
    if not named and songs and _OWN_SONG.search(rest.plain):
        named = songs[-1]
    for clause in rest.clauses:
        clause.settle(False)
    return {"music": named} if named else {}


def _logo_of(parts: list[str]) -> dict[str, Any]:
    """What a part says that protects something else too: the logo's place, and that nothing moves."""
    found = extras_said(parts)
    return {name: found[name] for name in ("logo", "motion") if name in found}


_NO_WORDS = re.compile(
    r"\b(?:no|without(?: any)?|zero|don't (?:want|need|add|put|write)(?: any)?|do not (?:want|"
    r"add)(?: any)?|not any|skip the|leave out the)\s+(?:other |more |extra |on-?screen |"
    r"overlay )?(?:text|texts|words|writing|captions?|titles?|lettering|typography|"
    r"subtitles)\b(?! (?:on|over) the)|\btext[- ]free\b|\bleave (?:the |any )?(?:words|text|"
    r"captions|titles) (?:off|out)\b|\b(?:words|text|captions|writing) (?:out|off)\b|\bwordless\b|"
    r"\b(?:text|words|titles?|captions) (?:not needed|off)\b|无字|(?:不要|别加|不加|别写|不写|"
    r"不用|无需|不需要|没有|无|"
    r"别放|不放|别打)(?:任何|其他|什么)?(?:文字|字幕|标题|字)(?!样|体)|"
    r"什么(?:文字|字)(?:都|也)?(?:别|不)|(?:文字|字幕|字)(?:都|就|也)?(?:不要|不用|别加|别放|免)"
)
