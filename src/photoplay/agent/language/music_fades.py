"""Rules about how the music comes and goes: "fade it out over 3 seconds", "it stops too abruptly"."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.music_talk import (
    AT_THE_END,
    AT_THE_START,
    FADES_IN,
    FADES_OUT,
    MUSIC_TALK,
    NO_FADE,
    VANISHES,
    follows_music,
    goes_on_with_sound,
    is_musical,
    is_told,
    note_music,
)
from photoplay.agent.language.rules import Clause, Context, Rule

_USUAL_S, _LONG_S = 2.0, 4.0
_FADES = re.compile(
    r"(?:music|song|track|tune|soundtrack|audio|bgm|sound|音乐|配乐|歌|声音).{0,24}(?:fade|taper"
    r"|ramp|渐|淡|慢慢)"
    r"|(?:fade|taper|ramp|渐|淡|慢慢).{0,24}(?:music|song|track|tune|soundtrack|audio|bgm|sound"
    r"|音乐|配乐|歌|声音)"
)
_BOTH = re.compile(
    r"\bin and out\b|\bboth ends\b|\bat (?:the )?(?:start|beginning) and (?:the )?end\b|淡入淡出"
    r"|in & out|渐入渐出"
)
#: Said of sound without naming it: 最后几秒渐渐收小.
_BARE = re.compile(r"^\W*fade[ -](?:in|out)\b|(?:逐渐|渐渐|慢慢|逐步)地?(?:变小|减弱|收小|弱|轻下)")
_OPENS = re.compile(r"\b(?:starts?|begins?|comes? in|beginning|opening|kicks? in)\b|开头|开始|进来")
_CLOSES = re.compile(
    r"\b(?:stops?|ends?|ending|cuts?|finish\w*|stopping|over|outro)\b|结尾|结束|停|断|收|最后|戛然"
)


def fade(clause: Clause, ctx: Context) -> list[Intent]:
    """Coming and going softly: "fade the music out over 3 seconds"."""
    line = line_of(clause)
    said = MUSIC_TALK.concepts(line)
    if is_told(clause, ctx, "fade_music") or clause.has("transition"):
        return []
    vanishes = VANISHES.search(line) is not None and "quieter" in said
    said_so = "fade" in said or (goes_on_with_sound(clause, ctx) and _COMES_OR_GOES.search(line))
    if not (said_so or vanishes) or not is_musical(clause, ctx, dict(said)):
        return []
    way_in, way_out = FADES_IN.search(line) is not None, FADES_OUT.search(line) is not None or vanishes
    bare = _BARE.search(line) or vanishes or goes_on_with_sound(clause, ctx)
    if "music" not in said and not ((clause.has("it") and (way_in or way_out)) or bare):
        return []
    if clause.own_photos is not None and "music" not in said:
        return []
    if not way_in and not way_out and not _FADES.search(line):
        return []
    comes, goes = _ends(line, way_in=way_in, way_out=way_out)
    note_music(clause)
    for token in (*clause.durations, *clause.moments):
        clause.claim(token)
    return [clause.intent("fade_music", **_slots(clause, line, comes=comes, goes=goes, vanishes=vanishes))]


#: Behind talk of music: 最后几秒渐渐收掉, 开头慢慢进来.
_COMES_OR_GOES = re.compile(
    r"(?:慢慢|渐渐|逐渐|逐步|缓缓)地?(?:的)?(?:收|停|没|消失|进|起|响|淡|结束|下去|弱|小)"
)


def _ends(line: str, *, way_in: bool, way_out: bool) -> tuple[bool, bool]:
    """Whether the music comes softly, and whether it goes so."""
    both = _BOTH.search(line) is not None
    comes = both or way_in or (bool(AT_THE_START.search(line)) and not way_out)
    goes = both or way_out or (bool(AT_THE_END.search(line)) and not way_in)
    return comes, goes or not comes


def _slots(clause: Clause, line: str, *, comes: bool, goes: bool, vanishes: bool) -> dict[str, Any]:
    """How long it takes at either end, seconds."""
    lengths = [float(token.value) for token in clause.durations]
    usual = _LONG_S if vanishes else _USUAL_S
    first, last = (lengths[0], lengths[-1]) if lengths else (usual, usual)
    if comes and goes and len(lengths) > 1:
        out, into = FADES_OUT.search(line), FADES_IN.search(line)
        if out and into and out.start() < into.start():
            first, last = last, first
    if NO_FADE.search(line):
        first = last = 0.0
    return ({"in_seconds": first} if comes else {}) | ({"out_seconds": last} if goes else {})


def abrupt(clause: Clause, ctx: Context) -> list[Intent]:
    """“The music stops too suddenly”, 音乐戛然而止: it is to fade."""
    if not clause.has("abrupt") or clause.is_question or clause.is_taken:
        return []
    line = line_of(clause)
    said = MUSIC_TALK.concepts(line)
    nearby = " ".join(line_of(one) for one in ctx.message.clauses if one is not clause)
    if "music" not in said and not follows_music(ctx) and not MUSIC_TALK.first(nearby, "music"):
        return []
    if clause.own_photos is not None or clause.has("transition|photo|text|title"):
        return []
    goes = _CLOSES.search(line) is not None or not _OPENS.search(line)
    for token in clause.tokens:
        clause.claim(token)
    end = "out_seconds" if goes else "in_seconds"
    return [Intent("fade_music", {end: _USUAL_S}, words=clause.text)]


EARLY: tuple[Rule, ...] = (Rule("music-abrupt", abrupt, needs=("abrupt",)),)
