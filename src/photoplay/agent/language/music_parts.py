"""Rules about where in the video the music plays, and where in the song it begins."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent, Selection
from photoplay.agent.language.music_talk import AT_THE_END, MUSIC_TALK, follows_music, note_music
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.timeline.find import main_clips, sounds
from photoplay.timeline.model import VideoClip

_COMES = (
    r"(?:start|begin|kick|come|set|join|enter|drop|go|pop|chime)(?:s|es|ing|ping|ting|ning)?\b"
    r"(?: ?in| ?on| playing)*"
)

#: The music is silent up to a moment.
_LATER = re.compile(
    rf"\b(?:only|not|n't|should|could|can|let|have|make|want|needs? to|must)\b.*?\b{_COMES}\W+(?:\w+ )?"
    r"(?:at|after|from|on|with|when|until|till|before|once)\b"
    rf"|\b{_COMES} (?:only )?(?:after|when|with|once)\b"
    r"|\b(?:kick|come|set|join|pop|chime)s? in\b"
    r"|\b(?:delay|hold)\b.*\b(?:music|song|track|tune|soundtrack|it)\b"
    r"|\b(?:no|without|not any|mute|silence|silent|skip|leave out|don't (?:want|need|play)"
    r"|do not want|cut|kill|stop|turn off|drop)\b.{0,24}\b(?:for|in|during"
    r"|over|until|till|before|on)\b"
    r"|\b(?:music|song|track|tune|soundtrack|bgm)\b.*\blater\b"
    r"|(?:晚|延后|推迟|延迟|等).{0,10}(?:再|才|进|开始|起|响|播|放|出|秒)"
    r"|(?:从|到).{0,14}(?:才|再)(?:开始|进|起|响|播|放|出|有|加)"
    r"|(?:先)?(?:不要|别|没有|不放|不加|静音|不出|别出|别放|无|不响)"
)
#: The music is silent from a moment on.
_ENDS = re.compile(
    r"\b(?:music|song|track|tune|soundtrack|bgm|it)\b.{0,20}\b(?:stop|end|finish|cut)(?:s|es|ping"
    r"|ting|ing)?\b"
    r"(?: out| off)?.*\b(?:at|after|before|when|by)\b"
    r"|\b(?:stop|end|cut|finish)\b(?: off| out)? (?:the |my |our |that )?(?:music|song|track|tune"
    r"|soundtrack|bgm)\b"
    r".*\b(?:at|after|before|when|by|from)\b"
    r"|(?:放|播)?到.{0,12}(?:就|为止)?(?:停|结束|没有|关|断)|(?:音乐|配乐|歌"
    r"|bgm).{0,4}在.{2,14}(?:时候|时|那里|那张)?(?:就)?(?:停|结束|关)|之?后(?:就)?(?:不要|没有|停|关|别放"
    r"|静音).{0,4}(?:音乐|配乐|歌|声)?"
)
_SOUNDLESS = re.compile(r"\b(?:silent|silence|mute|muted)\b|静音|无声|没有声音")
_SILENT = re.compile(
    r"\b(?:silent|silence|mute|muted|quiet|cut|kill|stop|turn off|drop)\b|静音"
    r"|无声|没有声音|安静"
)
_AT_END_NONE = re.compile(
    r"\b(?:no|without|don't want|do not want|kill|cut|stop)\b.{0,16}\bat the (?:very )?end\b"
    r"|(?:结尾|最后|末尾|片尾)(?:的时候|部分|那里)?(?:不要|别有|别放|没有|不放|不加)"
)
_LOUD = re.compile(r"\b(?:loud|quiet|soft|volume|low|lower|fade|fades|fading)\w*|音量|淡|小声|大声|轻|渐")
_FROM_START = re.compile(r"\b(?:first|opening|initial)\b|前|头|开头|最初|一开始")
_SECOND = re.compile(r"\bsecond (\d+(?:\.\d+)?)\b")
_LAST = re.compile(r"\b(?:last|final|closing)\b|最后|末尾|结尾")


def parts(clause: Clause, ctx: Context) -> list[Intent]:
    """“The music kicks in after the third photo”, “no music for the first 5 seconds”, 音乐晚两秒再进."""
    line = line_of(clause)
    silent = _SOUNDLESS.search(line) is not None and clause.own_photos is not None and not ctx.scene.films
    named = "music" in MUSIC_TALK.concepts(line) or (clause.has("it") and follows_music(ctx))
    if not named and not silent:
        return []
    if re.search(r"\bbeats? (?:to )?drops?\b", line):
        return []
    if not ctx.has_timeline or _LOUD.search(line) or clause.has("title|caption|subtitle|logo|text"):
        return []
    ends, later = _ENDS.search(line), _LATER.search(line)
    if not ends and not later and not silent:
        return []
    if (
        later
        and not ends
        and _AT_END_NONE.search(line)
        and clause.own_photos is None
        and not clause.durations
    ):
        _claim_all(clause)
        return [clause.intent("set_music_volume", percent=0, start="end")]
    stretch = _stretch(clause, ctx, line, ends=ends is not None)
    if stretch is None:
        return []
    start, end, total = *stretch, ctx.scene.timeline.duration_ms / 1000
    if not 0 <= start < end or start >= total:
        return []
    slots: dict[str, Any] = {"start": start} if start else {}
    slots |= {"end": end} if end < total else {}
    if not slots:
        return []
    _claim_all(clause)
    return [clause.intent("set_music_volume", percent=0, **slots)]


def _stretch(clause: Clause, ctx: Context, line: str, *, ends: bool) -> tuple[float, float] | None:
    """Where there is to be no music, seconds of the video; None: it is not said."""
    total = ctx.scene.timeline.duration_ms / 1000
    if clause.moments:
        at = float(clause.moments[0].value)
        return (at, total) if ends else (0.0, at)
    if clause.durations:
        length = float(clause.durations[0].value)
        if _LAST.search(line) or AT_THE_END.search(line):
            return total - length, total
        return (length, total) if ends else (0.0, length)
    if found := _SECOND.search(line):
        return (float(found.group(1)), total) if ends else (0.0, float(found.group(1)))
    return _by_photos(clause, ctx, ends=ends)


def _by_photos(clause: Clause, ctx: Context, *, ends: bool) -> tuple[float, float] | None:
    """The stretch by the photos that are named: before the first that has music, or those without."""
    total = ctx.scene.timeline.duration_ms / 1000
    if (at := _when_shown(clause, ctx)) is not None and ends:
        return at, total
    for roles, is_end in ((("after", "over"), True), (("before", "until", "from", "with"), False)):
        selection = clause.mention(*roles)
        times = _times(selection, ctx)
        if times is not None:
            at = times[1] if is_end else times[0]
            return (at, total) if ends else (0.0, at)
    times = _times(clause.own_photos, ctx)
    if times is None:
        return None
    if ends:
        return times[0], total
    silences = clause.negated or clause.has("mute|remove") or _SILENT.search(line_of(clause)) is not None
    return times if silences else (0.0, times[0])


def _when_shown(clause: Clause, ctx: Context) -> float | None:
    """When the photo that the clause is about comes, seconds."""
    times = _times(clause.own_photos, ctx)
    return times[0] if times is not None else None


def _times(selection: Selection | None, ctx: Context) -> tuple[float, float] | None:
    """Beginning and end of photos that are named by number, seconds."""
    if selection is None or selection.exclude or len(selection.include) != 1:
        return None
    ref = selection.include[0]
    numbers = (ref.value, ref.value) if ref.kind == "number" else ref.value if ref.kind == "range" else None
    if numbers is None:
        return None
    shots = [
        clip
        for clip in main_clips(ctx.scene.timeline)
        if isinstance(clip, VideoClip) and clip.source in ctx.scene.records
    ]
    first, last = (int(one) - 1 if int(one) > 0 else len(shots) + int(one) for one in numbers)
    if not 0 <= first <= last < len(shots):
        return None
    return shots[first].start_ms / 1000, shots[last].end_ms / 1000


_SKIPS = re.compile(
    r"\b(?:start|begin|from|skip|trim|cut|jump|beginning|starting)\w*\b|从|跳过|剪掉|截|去掉|开始"
)


def _own_song(ctx: Context) -> bool:
    """Whether the music is, or is about to be, a song that was uploaded."""
    chosen = [one for one in ctx.intents if one.act == "set_music"]
    if chosen:
        return "file" in chosen[-1].slots
    shown = [clip for clip in sounds(ctx.scene.timeline) if clip.reference is None]
    return bool(shown) and shown[0].source in ctx.scene.records


def song_part(clause: Clause, ctx: Context) -> list[Intent]:
    """“… but start from 0:40”, “skip the first 12 seconds of it”, said of a song that was uploaded."""
    line = line_of(clause)
    when = clause.moments or clause.durations
    if not when or not _own_song(ctx) or not _SKIPS.search(line) or _LOUD.search(line):
        return []
    if AT_THE_END.search(line) or clause.has("title|caption|subtitle|logo|text|video|transition"):
        return []
    chosen = any(one.act == "set_music" for one in ctx.intents)
    named = "music" in MUSIC_TALK.concepts(line)
    if not named and not (chosen or follows_music(ctx)):
        return []
    if clause.own_photos is not None and not (clause.has("it") or not clause.has("photo|clip")):
        return []
    if not chosen and _LATER.search(line) and not re.search(r"\bskip|\bfrom\b|跳过|从", line):
        return []
    _claim_all(clause)
    return [clause.intent("trim_music", start=float(when[0].value))]


def trim(clause: Clause, ctx: Context) -> list[Intent]:
    """Where in the song it begins."""
    line = line_of(clause)
    if clause.has("create") and clause.has("photo|video"):
        return []  # "make a 30 second video from these photos with music"
    if not clause.has("music") or not _SKIPS.search(line) or AT_THE_END.search(line):
        return []
    when = clause.moments or clause.durations
    if not when or _LOUD.search(line):
        return []
    note_music(clause)
    return [clause.intent("trim_music", start=float(when[0].value))]


def _claim_all(clause: Clause) -> None:
    for token in clause.tokens:
        clause.claim(token)


EARLY: tuple[Rule, ...] = (
    Rule("music-song-part", song_part, needs=("kind:moment", "kind:duration")),
    Rule("music-parts", parts),
)
