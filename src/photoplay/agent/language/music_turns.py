"""Rules about the music that is there: its tempo, back to an earlier one, sound on again, and what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.edits_said import COMPLAINT
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.moods import mood_named
from photoplay.agent.language.music_talk import MUSIC_TALK, about_clips, follows_music
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.music.catalogue import MOODS
from photoplay.timeline.find import sounds
from photoplay.timeline.generated import TEMPOS, Music, generated_by
from photoplay.timeline.layers import MUSIC_GAIN
from photoplay.timeline.model import AudioClip, Timeline

# -- tempo ------------------------------------------------------------------------------------------

_NOUN = r"(?:music|song|track|tune|soundtrack|bgm|beat|beats|tempo|rhythm|melody)"
_ADVERB = r"(?:(?:a )?(?:bit|little|touch|tad|lot|much|slightly|way|tiny bit|even) )*"
_TEMPO = re.compile(
    rf"\b(?P<speed>faster|quicker|slower|speedier)(?:[ -]paced)? {_NOUN}\b"
    rf"|\b{_NOUN}\b(?: \w+){{0,4}}? {_ADVERB}(?P<speed2>faster|quicker|slower|too slow|too fast|speedier)\b"
    rf"|\b(?P<speed3>speed up|slow down|slow|hurry up)\b (?:up |down )?(?:the |this |that |its "
    rf"|my )?{_NOUN}\b"
    rf"|\b(?P<speed4>speed|slow) (?:the |this |that |its )?{_NOUN} (?:up|down)\b"
    r"|(?:音乐|歌|曲子|配乐|bgm|曲)的?(?:节奏|速度|拍子|节拍).{0,6}?(?P<speed5>快|慢)"
)
_TEMPO_WORD = re.compile(r"\btempo\b|音乐速度|节拍速度")
_SLOW = re.compile(r"slow|慢")
_PICTURES = re.compile(
    r"\b(?:photos?|pictures?|slides?|images?|video|transitions?|cuts?|zoom)\b|照片|图|视频|转场|画面"
)


def tempo(clause: Clause, ctx: Context) -> list[Intent]:
    """“A faster beat”, “slow the song down a little”: another tempo of the same piece."""
    line = line_of(clause)
    if clause.bpms or clause.negated or about_clips(clause) or _PICTURES.search(line):
        return []
    found = _TEMPO.search(line)
    speed = next((one for one in found.groups() if one), "") if found else ""
    if not speed and _TEMPO_WORD.search(line):
        told = re.search(r"fast|quick|up\b|higher|slow|down|lower|快|慢", line)
        speed = told.group() if told else ""
    if not speed:
        return []
    is_slower = (_SLOW.search(speed) is not None) or speed in ("down", "lower")
    if speed.startswith("too"):
        is_slower = not is_slower
    present = shown_music(ctx.scene.timeline)
    if present is None:
        return []
    made = generated_by(present.source)
    if not isinstance(made, Music):
        return _all_of(clause, clause.intent("cannot", what="tempo"))
    low, high = MOODS[made.mood].bpm
    step = {"weak": 0.1, "plain": 0.2, "strong": 0.35}[clause.amount]
    wanted = (made.bpm or (low + high) / 2) * (1 - step if is_slower else 1 + step)
    bpm = round(min(max(wanted, TEMPOS[0]), TEMPOS[1]))
    return _all_of(clause, clause.intent("set_music", bpm=bpm))


# -- what was there before --------------------------------------------------------------------------

_EARLIER = re.compile(
    rf"\b(?:previous|earlier|first|old|last|original|prior|former) (?:piece of )?{_NOUN}\b"
    rf"|\b{_NOUN}\b.{{0,20}}\b(?:before|earlier|previously|from before|we had|i had|at first|originally)\b"
    rf"|\b(?:that|the other|the same) {_NOUN} again\b|\bthe (?:music|song|one|track"
    rf"|tune) (?:from )?before\b"
    r"|(?:刚才|之前|原来|上一|前面|先前|最初|最开始|开始|第一)(?:的|那)?(?:一)?(?:首|个"
    r"|段)?(?:的)?(?:音乐|歌|曲子|配乐|bgm)"
    r"|(?:刚才|之前|原来|上|前面|先前|最初)(?:的)?(?:那|一)首"
)
_RETURNS = re.compile(
    r"\b(?:back|again|return|restore|go with|use|put|want|keep|prefer|preferred|better|instead"
    r"|swap|switch|change|was (?:nicer|better))\b"
    r"|换|回|还是|用|恢复|好听|更|要"
)


def earlier(clause: Clause, ctx: Context) -> list[Intent]:
    """“That song again, the one before”, 还是换回刚才那首."""
    line = line_of(clause)
    named = any(ref.kind != "it" for one in clause.mentions for ref in one.selection.include)
    if named and "music" not in {concept for token in clause.tokens for concept in token.concepts}:
        return []
    if not _EARLIER.search(line) or not _RETURNS.search(line) or clause.is_question or clause.negated:
        return []
    if (
        re.search(r"\b(?:not|isn't|n't) .{0,12}(?:better|good)|\blouder|\bquieter|不如|没有", line)
        or clause.percents
    ):
        return []
    last = ctx.scene.memory.intents
    if last and all(one.act == "set_music" for one in last) and not ctx.intents:
        return _all_of(clause, clause.intent("undo"))
    before = _before(ctx)
    if before is None:
        return _all_of(clause, clause.intent("set_music", ask="ask_which_music"))
    return _all_of(clause, clause.intent("set_music", **before))


def _before(ctx: Context) -> dict[str, Any] | None:
    """The slots of the last music that was another than the present; None: there was none."""
    present = shown_music(ctx.scene.timeline)
    for draft in ctx.scene.undo:
        music = shown_music(draft)
        if music is not None and (present is None or music.source != present.source):
            return slots_of(music, ctx)
    return None


def slots_of(music: AudioClip, ctx: Context) -> dict[str, Any] | None:
    """Slots of ``set_music`` that bring a piece back."""
    made = generated_by(music.source)
    if isinstance(made, Music):
        told = {"mood": made.mood, "lead": made.lead, "bpm": made.bpm}
        return {name: value for name, value in told.items() if value is not None}
    record = ctx.scene.records.get(music.source)
    return {"file": record.name} if record is not None else None


def shown_music(timeline: Timeline) -> AudioClip | None:
    """The music under the whole video."""
    return next((clip for clip in sounds(timeline) if clip.reference is None), None)


_ON_AGAIN = re.compile(
    r"\bunmut\w+|\b(?:music|sound|song|audio|soundtrack|tune|volume|bgm)\b(?: back)? (?:back|on"
    r"|on again|back on|again)\b"
    r"|\bturn (?:the )?(?:music|sound|audio|volume|it) back (?:on|up)\b|\bturn (?:the )?(?:music"
    r"|sound|audio) on\b"
    r"|\b(?:bring|put|want|have|get)\b (?:the |my |our )?(?:music|sound|song|audio|soundtrack|bgm) back\b"
    r"|\b(?:music|sound|song|audio|soundtrack|bgm)\b (?:can |may |should |could |to )?(?:come"
    r"|comes|go) back\b"
    r"|取消静音|解除静音|(?:打开|开启|恢复|开回|放回|加回)(?:音乐|声音|配乐|bgm|背景音乐)"
    r"|(?:音乐|声音|配乐|bgm)(?:还是|再|又|给我|重新)*(?:打开|恢复|开回来|加回来|放回来|放回去"
    r"|加回去|开起来|要回来)"
)


def on_again(clause: Clause, ctx: Context) -> list[Intent]:
    """“Unmute”, “sound back on”, 恢复音乐: as it was before it went."""
    line = line_of(clause)
    if not _ON_AGAIN.search(line) or clause.is_question or about_clips(clause):
        return []
    if (
        mood_named(line)
        or re.search(r"\bother\b|\bnew\b|\bdifferent\b|\boff\b|别的|另", line)
        or clause.percents
    ):
        return []
    present = shown_music(ctx.scene.timeline)
    if present is not None:
        if present.gain:
            return []
        was = next((music.gain for music in _past(ctx) if music.id == present.id and music.gain), MUSIC_GAIN)
        gain = max(value for _, value in was) if isinstance(was, tuple) else was
        return _all_of(clause, clause.intent("set_music_volume", percent=round(gain * 100, 1)))
    gone = next(iter(_past(ctx)), None)
    slots = slots_of(gone, ctx) if gone is not None else None
    return _all_of(clause, clause.intent("set_music", **slots)) if slots else []


def _past(ctx: Context) -> list[AudioClip]:
    return [music for music in map(shown_music, ctx.scene.undo) if music is not None]


# -- what is wrong with it --------------------------------------------------------------------------

#: What a mood is too much of -> what takes its place.
_OPPOSITE = {
    "happy": "calm", "upbeat": "calm", "festive": "calm", "epic": "calm", "electronic": "calm", "dramatic": "calm",
    "cinematic": "calm", "romantic": "lofi", "jazz": "lofi", "lofi": "upbeat", "calm": "upbeat", "corporate": "lofi",
}  # fmt: skip
_TOO = re.compile(
    r"\b(?:(?:much |way |far |a bit |a little |kinda |just )*too|less|not so|not as|not that"
    r"|overly)\s+(?P<what>[a-z-]+(?: [a-z-]+)?)"
    r"|(?:太|过于|有点太|别那么|不要那么|别这么|不要这么|别太"
    r"|不要太)(?P<what2>[\u4e00-\u9fff]{1,4}?)(?:了|啦|$)"
)
_DULL = re.compile(
    r"\b(?:boring|dull|sleepy|flat|monotonous|makes? me (?:sleepy|fall asleep)"
    r"|puts? me to sleep)\b|沉闷|无聊|催眠|犯困|没劲|闷"
)


def wrong(clause: Clause, ctx: Context) -> list[Intent]:
    """“The music is too cheerful”, “less intense music”, bgm太燃了: another mood, unless a wish names one."""
    line = line_of(clause)
    said = MUSIC_TALK.concepts(line)
    if "music" not in said and not (clause.has("it") and follows_music(ctx)):
        return []
    if clause.is_question or clause.own_photos is not None or about_clips(clause):
        return []
    found = _TOO.search(line)
    named = (found.group("what") or found.group("what2")) if found else ""
    mood = mood_named(named) or (mood_named(named.split(" ")[0]) if named else None)
    rest = line.replace(found.group(), " ") if found else line
    if mood is None or _names_another(rest):
        return []
    return _all_of(clause, clause.intent("set_music", certainty=COMPLAINT, mood=_OPPOSITE[mood]))


def _names_another(rest: str) -> bool:
    bare = re.sub(rf"\b{_NOUN}s?\b|\b(?:video|film|movie|sound|audio)\b|音乐|配乐|背景音乐|bgm", " ", rest)
    return mood_named(bare) is not None


def _all_of(clause: Clause, intent: Intent) -> list[Intent]:
    for token in clause.tokens:
        clause.claim(token)
    return [intent]


EARLY: tuple[Rule, ...] = (
    Rule("music-on-again", on_again),
    Rule("music-earlier", earlier),
    Rule("music-tempo", tempo),
    Rule("music-wrong", wrong),
)
