"""What the rules about music share: what speaks of it, and whether it was spoken of last."""

from __future__ import annotations

import re

from photoplay.agent.language.lexicon_music import (
    BEAT_WORDS,
    FADE_WORDS,
    FEEL_MOODS,
    LOUDER_WORDS,
    MUSIC_WORDS,
    MUSICAL_WORDS,
    MUTE_WORDS,
    OFF_WORDS,
    OTHER_WORDS,
    QUIETER_WORDS,
    VOICE_WORDS,
    VOLUME_WORDS,
)
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.text import is_han

MUSIC_TALK = Phrases(
    {
        "music": MUSIC_WORDS,
        "volume": VOLUME_WORDS,
        "quieter": QUIETER_WORDS,
        "louder": LOUDER_WORDS,
        "off": OFF_WORDS,
        "mute": MUTE_WORDS,
        "other": OTHER_WORDS,
        "fade": FADE_WORDS,
        "beat": BEAT_WORDS,
        "voice": VOICE_WORDS,
        "musical": MUSICAL_WORDS,
    }
)

FEELS = Phrases(FEEL_MOODS)

#: Somebody wants music to be there.
WANTS = re.compile(
    r"\b(?:add|put|with|want|need|include|have|give|some|insert|throw|use|play|bring|return|restore)\b"
    r"|加|配|来一?[个点首段]|放[个点首段上]|要(?:有|点|个|加)|弄[个点首]|添|插"
)

AT_THE_END = re.compile(
    r"\b(?:at|to|towards?|near|for|by|in) the (?:very )?(?:end|ending|finish)\b|\bending\b|"
    r"结尾|最后|末尾|片尾|快结束|到后面|尾声|后半"
)

AT_THE_START = re.compile(
    r"\b(?:at|from|in) the (?:very )?(?:start|beginning|opening|intro)\b|\bat first\b|开头|"
    r"开始|片头|一开始|前面"
)

FADES_IN = re.compile(
    r"\bfade up\b|\bcreep in\b|\bbuild up slowly\b|慢慢(?:起来|进|响起)|渐渐响起|\bfad\w* (?:it "
    r"|the (?:music|song|track) )?in\b|\bfade-in\b|\bease in\b|\bswell\w*|淡入|"
    r"渐强|渐入|慢慢变大|淡进"
)

FADES_OUT = re.compile(
    r"\bfad\w* (?:it |the (?:music|song|track|sound) |(?:music|song) )?(?:out|away)\b|"
    r"\bfade-out\b|\btaper|\btrail off|\b(?:die|dies|dying) (?:away|down)|\b(?:tail|ease) off"
    r"|\bwind down|\bebb away"
    r"|\bfade to (?:silence|nothing)|\bout (?:over|in|for) (?:the )?(?:\w+ )?\d|慢慢(?:收|结束"
    r"|消失|没有)|渐渐(?:停|消失|变小|收)"
    r"|淡出|淡掉|慢慢淡|渐弱|渐出|慢慢变小|慢慢变弱|慢慢停|(?:逐渐|渐渐|慢慢|逐步|一点点)地?(?:变小|减弱|弱|小|轻|低|收)"
)


#: "Softer and softer until it is gone" is a fade.
VANISHES = re.compile(
    r"\b(?:softer and softer|quieter and quieter|lower and lower|fainter and fainter|slowly (?:go"
    r"|disappear|vanish)\w*)\b"
    r"|\b(?:till|until)\b.{0,12}\b(?:gone|silent|silence|nothing|can'?t hear)\b|\bto (?:silence"
    r"|nothing|zero)\b"
    r"|越来越(?:小|轻|弱|低)|(?:直到|到)(?:没有|无声|听不见)"
)

NO_FADE = re.compile(
    r"\b(?:no|without|don't|do not|not|stop|remove|kill|lose|drop|cut|take out"
    r"|get rid of)\b(?: \w+){0,4}? ?\bfad\w+"
    r"|(?:不要|别|去掉|取消|不用|删掉).{0,6}(?:淡|渐)"
)


def is_musical(clause: Clause, ctx: Context, said: dict[str, object]) -> bool:
    """Whether the clause is about music, by its own words or because that was spoken of last."""
    if "music" in said or "musical" in said:
        return True
    if clause.has("it") and ctx.previous is not None and MUSIC_TALK.first(line_of(ctx.previous), "music"):
        return True
    last = list(ctx.intents) or list(ctx.scene.memory.intents)
    spoken = bool(last) and "music" in last[-1].act
    return (spoken or follows_music(ctx)) and clause.own_photos is None and clause.own_texts is None


def about_clips(clause: Clause) -> bool:
    """Whether films are named: their sound is meant, not the music."""
    if clause.means("own-sound"):
        return True
    named = clause.own_photos is not None or clause.has("clip")
    return bool(
        re.search(r"原声|原音|现场声|original (?:sound|audio)|clip sound|video sound", clause.plain)
    ) or (named and not clause.has("music"))


def is_of_films(clause: Clause, ctx: Context) -> bool:
    """Whether the clause has already been read of a film's own sound: "kill its sound"."""
    last = ctx.intents[-1] if ctx.intents else None
    return (
        last is not None
        and last.act == "set_clip_volume"
        and last.words == clause.text
        and re.search(r"\b(?:its|their|the clip's)\b|它的|片段的", clause.plain) is not None
        and not clause.has("music")
    )


def note_music(clause: Clause) -> None:
    """What speaks of music is read, and no business of other rules."""
    for token in clause.all("music|volume|sound|mood|lead|beats"):
        clause.claim(token)


_ASKED = ("ask_which_music", "ask_which_song", "ask_known_song", "ask_send_music")


def follows_music(ctx: Context) -> bool:
    """Whether music was what was spoken of last, in this message, or in the one before, or asked about."""
    question = ctx.scene.memory.question
    if question is not None and question.key in _ASKED:
        return True
    before = ctx.message.clauses[max(0, ctx.index - 3) : ctx.index]
    for clause in reversed(before):
        if MUSIC_TALK.first(line_of(clause), "music"):
            return True
        if not clause.protects and (clause is not before[-1] or len(clause.tokens) > 4):
            break
    last = list(ctx.intents) or list(ctx.scene.memory.intents)
    return bool(last) and last[-1].act in (
        "set_music",
        "remove_music",
        "set_music_volume",
        "fade_music",
        "sync_to_beats",
    )


def is_told(clause: Clause, ctx: Context, act: str) -> bool:
    """Whether an earlier rule has read this wish out of the clause."""
    return any(intent.act == act and intent.words == clause.text for intent in ctx.intents)


_SEEN = re.compile(r"画面|照片|图|视频|片子|影片|镜头|屏幕|黑|字|标题|logo|第.张|转场")


def goes_on_with_sound(clause: Clause, ctx: Context) -> bool:
    """Whether Chinese words of coming and going go on about the music that was just spoken of: 结束的时候慢慢淡出."""
    last = ctx.intents or ctx.scene.memory.intents
    if not last or "music" not in last[-1].act or last[-1].act == "remove_music":
        return False
    if not ctx.intents and (ctx.scene.memory.since or len(ctx.message.clauses) > 1):
        return False
    plain = clause.plain
    return is_han(plain.strip()[:1] or " ") and _SEEN.search(plain) is None and clause.own_photos is None
