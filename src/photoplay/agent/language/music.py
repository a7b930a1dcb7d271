"""Rules about music: which, how loud, how it comes and goes, and whether the pictures follow it."""

from __future__ import annotations

import re

from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.lines import HIDDEN, line_of
from photoplay.agent.language.loudness import volume
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.moods import (
    beside_music,
    lead_named,
    mood_and_lead,
    mood_named,
    moods_line,
    named_music,
    sure_mood,
    wanted_part,
    without_moods,
)
from photoplay.agent.language.music_fades import fade
from photoplay.agent.language.music_parts import trim
from photoplay.agent.language.music_songs import OWN_SONG, own_song
from photoplay.agent.language.music_talk import (
    MUSIC_TALK,
    WANTS,
    about_clips,
    follows_music,
    is_musical,
    is_of_films,
    is_told,
    note_music,
)
from photoplay.agent.language.music_usual import usual
from photoplay.agent.language.posture import posture_of
from photoplay.agent.language.rules import Clause, Context, Reading, Rule
from photoplay.music.catalogue import stand_in
from photoplay.timeline.generated import Music, generated_by
from photoplay.timeline.model import AudioClip

_REST = re.compile(
    r"\b(?:a|an|the|some|to|it|make|with|please|pls|plz|instead|something|more|bit|little|"
    r"give|me|us|use|put|try|i|want|would|like|need|and|of|in|"
    r"kind|kinda|style|vibe|go|for|just|then|ok|okay|can|you|could|we|have|let's|maybe|add|be|"
    r"is|it's|my|that|this|one|really|very|nice|good|stuff|type|sort|feel|feeling|swap|"
    r"on|but|by|played|don't|dont|replace|change|switch|lead|instrument|melody|playing|mood|same"
    r"|keep|piece|version|like|"
    r"should|needs?|get|got|any|anything|bit|background|underneath|behind|soft|softly|"
    r"no|not|after all|rather|actually)\b"
    r"|主奏|乐器|可以|吗|行|好|不变|改为|换成?|改成?|用|来|一?点|的|吧|要|给我|更|一些|首|个|就|那种|这种|"
    r"风格|曲|感觉|段|请|帮我|再|还是|我|想|类型|随便|嘅|气氛|氛围|啊|呀|弄|加|配|放|调"
)


#: "No, my song please" rejects what was before.
_NO_FIRST = re.compile(r"^\W*(?:no|nope|nah)\b\W*,")


def off(clause: Clause, ctx: Context) -> list[Intent]:
    """No music: "without music", "turn the music off", 不要配乐, "mute it"."""
    line = _NO_FIRST.sub("", line_of(clause).replace("有没有", "有"))
    said = MUSIC_TALK.concepts(line)
    if ctx.scene.songs and OWN_SONG.search(line) and not _unwanted(line):
        return []
    if clause.means("except"):
        return []  # 除了音乐都删掉: the music is what stays
    if "mute" in said and len(line) <= 8 and clause.own_photos is None and ctx.has_timeline:
        note_music(clause)
        return [clause.intent("set_music_volume", percent=0)]
    if re.search(r"(?:先|暂时)(?:不|别|不要|不用)(?:加|配|放)|\bdon'?t add\b.*\byet\b", line):
        return []
    silent = _SILENCE.search(line) is not None and clause.own_photos is None
    is_turned = is_told(clause, ctx, "set_music_volume")
    if "beat" in said or "fade" in said or about_clips(clause) or is_of_films(clause, ctx) or is_turned:
        return []
    if not silent and not is_musical(clause, ctx, dict(said)):
        return []
    if re.search(
        r"不是(?:说)?(?:不要|不想要|关掉)|\bnot (?:saying|asking|that i)\b|(?:不要|别"
        r"|不用|不能)太|\b(?:not|isn't|n't be) (?:too|so|that|very)\b",
        line,
    ):
        return []
    if "mute" in said:
        note_music(clause)
        return [clause.intent("set_music_volume", percent=0)]
    if (
        _SILENCE.search(line)
        and not clause.moments
        and not clause.durations
        and not clause.means(*_OTHER_THINGS)
    ):
        note_music(clause)
        return [clause.intent("remove_music")]
    if ("off" not in said and not clause.has("remove")) or _moved(said) or clause.durations:
        return []
    if clause.moments:
        note_music(clause)
        return [clause.intent("set_music_volume", percent=0, start=float(clause.moments[0].value))]
    if mood_named(moods_line(line)) and not _unwanted(line):
        return []
    bare = (
        re.search(
            r"关|删|去掉|停|拿掉|\boff\b|\bremove|\bstop|\bkill|\blose|\bget rid|\bditch|\bdelete|\bsilen",
            line,
        )
        is not None
    )
    if "music" not in said and not (
        bare and follows_music(ctx) and (clause.has("it|this") or len(line) <= 12)
    ):
        return []
    if "other" in said and not _unwanted(line):
        return []
    if re.search(r"\bbut\b|\bchange\b|\bexport|\bloud|\bquiet", line) and "music" not in said:
        return []
    note_music(clause)
    return [clause.intent("remove_music")]


#: No sound at all, without a word for music.
_SILENCE = re.compile(
    r"\b(?:total|complete|dead|absolute|just|only|in|want|prefer|some)? ?silence\b"
    r"|\b(?:completely |totally |just )?silent\b(?! (?:film|movie)s? (?:look|style|era))"
    r"|\bno sounds?\b|\bsoundless\b|\bwithout (?:any )?sound\b|(?:不要|别有|去掉|关掉)(?:任何"
    r"|所有)?声音|完全静音|无声"
)
_UNWANTED = re.compile(
    r"\b(?:no|without|w/o|remove|delete|lose|kill|drop|cut|strip|ditch|don't want|do not want|"
    r"don't need|get rid of|turn off|take out|take off|take|switch off|scrap|stop)\b"
    r"[^,.;]{0,24}?\b(?:music|song|songs|soundtrack|sound|audio|bgm|track|tune)\b|\b(?:music|"
    r"song|sound|soundtrack|bgm|audio)\b[^,.;]{0,16}\b(?:off|out|away|gone)\b"
    r"|(?:不要|别加|不加|不用|不需要|去掉|删掉|删除|关掉|取消|无|没有|不想要|不配|拿掉|关闭|"
    r"移除|去除).{0,6}(?:音乐|配乐|bgm|歌|声音|背景乐|曲子)"
    r"|(?:音乐|配乐|bgm|歌|声音|背景乐|曲子).{0,6}(?:不要|去掉|删|关|取消|拿掉|移除|去除|不需要|停)"
)


def _unwanted(line: str) -> bool:
    return bool(_UNWANTED.search(line))


def _moved(said: dict[str, object] | object) -> bool:
    """Whether it is the loudness that is to change."""
    return isinstance(said, dict) and ("quieter" in said or "louder" in said) and "off" not in said


def beats(clause: Clause, ctx: Context) -> list[Intent]:
    """Cuts on the beat."""
    line = line_of(clause)
    said = MUSIC_TALK.concepts(line)
    if "beat" not in said or clause.negated:
        return []
    if re.search(r"\b(?:to|with) the music\b", line) and not re.search(
        r"\b(?:cut|cuts|sync\w*|time|timed|match\w*|change|photos?|pictures?|beat|images?)\b", line
    ):
        return []
    note_music(clause)
    return [clause.intent("sync_to_beats")]


def choose(clause: Clause, ctx: Context) -> list[Intent]:
    """Which music: a mood, an instrument, a file, a tempo, another one."""
    line = _NO_FIRST.sub("", line_of(clause))
    said = MUSIC_TALK.concepts(line)
    if is_told(clause, ctx, "set_music") or is_told(clause, ctx, "remove_music"):
        return []
    song = own_song(clause, ctx, line)
    if song is not None:
        return song
    asked = (
        re.search(
            r"\b(?:can|could|would|do) (?:you|we|i)\b|\bis there|\bgot any\w*\b|有没有|能"
            r"|可以",
            clause.plain,
        )
        is not None
    )
    if re.match(
        r"\W*(?:what(?! about)|which|how many)\b|.{0,6}(?:有哪些|有什么"
        r"|什么)",
        line,
    ) and not re.search(r"\buse\b|换|改", line):
        return []
    asked = asked or posture_of(clause, ctx.message) == "wish"
    if about_clips(clause) or (clause.is_question and "other" not in said and not asked):
        return []
    about = "music" in said
    wanted = wanted_part(beside_music(line) if about else line)
    mood, lead = mood_and_lead(wanted)
    if (
        about
        and not sure_mood(wanted)
        and not re.search(r"\bvideo|\bslideshow|\bclip|\bfilm|\btrailer|\breel|视频|短片|影片", line)
    ):
        wanted = wanted_part(line)
        mood, lead = mood_and_lead(wanted)
    if (
        lead is not None
        and not sure_mood(wanted)
        and (ctx.intents or ctx.scene.memory.intents)
        and follows_music(ctx)
    ):
        mood = None
    if not about and mood is None and "," in line:
        wanted = next(
            (part for part in map(wanted_part, re.split(r"[,，、]", line)) if lead_named(part)), wanted
        )
        mood, lead = mood_and_lead(wanted)
    if not about and not (_is_bare(clause, ctx, line, said, mood) or _is_played(clause, line, mood, lead)):
        return []
    bpm = int(clause.bpms[0].value) if clause.bpms else None
    if mood is None and lead is None and bpm is None:
        return _unnamed(clause, ctx, line, dict(said), about)
    if re.search(r"\bto sleep\b|\bsleepy\b|\bboring\b|犯困|催眠|无聊|想睡", line) and not re.search(
        r"\bchange|\bswap|\bswitch|\breplace|换", line
    ):
        return []
    in_brief = any(one.act == "make_video" for one in ctx.intents)
    if about and not in_brief and not _is_choice(clause, line):
        return []
    words = wanted if stand_in(wanted) else None
    note_music(clause)
    return [clause.intent("set_music", mood=None if words else mood, lead=lead, bpm=bpm, words=words)]


_CHOICE = re.compile(
    r"\b(?:add|put|set|use|change|switch|make|want|need|give|have|like|play|try|with|to|get|"
    r"swap|replace|some|pick|choose|select|find|love|should|could|can|"
    r"please|something|let's|instead|go|prefer|more|bring|include|throw|looking|mood|style)\b|换|改|加|配|用|"
    r"来|要|选|放|变|想|弄|搞|是|成|点|些|的|设"
)


def _is_choice(clause: Clause, line: str) -> bool:
    """Whether music is asked for, and not only spoken of in passing."""
    named = re.search(r"\b([a-z]+) (?:music|songs?|soundtrack|tune)\b", line)
    if named and mood_named(named.group(1)) and not re.search(rf"\btoo {named.group(1)}", line):
        return True
    return _CHOICE.search(line) is not None or len(line.split()) <= 4 or clause.joined != ""


def _is_bare(clause: Clause, ctx: Context, line: str, said: object, mood: str | None) -> bool:
    """Whether a kind of music alone is a wish: "jazz please", or any mood when music was spoken of."""
    if mood is None and not (clause.bpms or follows_music(ctx)):
        return False
    if clause.own_photos is not None or clause.own_texts is not None or clause.quotes:
        return False
    parts = [part for part in re.split(r"[,，、+]|\band\b", line) if MUSIC_TALK.first(part, "musical")]
    line = parts[0] if parts else line
    rest = _REST.sub(" ", line)
    for hit in MUSIC_TALK.hits(rest):
        rest = (
            rest[: hit.start] + " " * (hit.end - hit.start) + rest[hit.end :]
            if hit.concept == "musical"
            else rest
        )
    rest = without_moods(rest)
    musical = isinstance(said, dict) and "musical" in said
    return (musical or follows_music(ctx) or bool(clause.bpms)) and len(re.sub(r"[\W_]+", "", rest)) <= 2


#: Said of pictures, feels and people as well as of music.
_VAGUE = frozenset(
    words(
        "rock, metal, soul, swing, trap, upbeat, electronic, ambient, classical, acoustic, instrumental, "
        "waltz, blues, "
        "rap, strings, drums, synth, country music, guitar, 古风, 古典, 弦乐, 交响"
    )
)
_OTHER_THINGS = (
    "photo", "one", "clip", "text", "title", "subtitle", "caption", "logo", "transition", "motion", "aspect",
    "end-card",
    "video", "color", "look", "position",
)  # fmt: skip
_WISHED = re.compile(
    r"\b(?:add|put|set|use|change|switch|want|wants|need|needs|give|gimme|play|try|let'?s|maybe"
    r"|how about|what about|"
    r"would be|could (?:be|you|we|it|there)|can (?:you|we|it|i)|i'?d like|like (?:a|some)|go with"
    r"|instead|please|pls|plz|prefer|"
    r"it up|should|make|get|go for|don't|throw in|bring in|rather|just)\b|^\W*(?:some|a|more)\b"
    r"|换|改|加|配|用|来|要|选|放|弄|搞|想|就行|吧|最好"
)
#: Where only music can be.
_UNDER = re.compile(
    r"\b(?:under|underneath|behind|beneath|below) (?:it|this|that|everything|it all|the (?:video|"
    r"whole thing|photos|pictures))\b"
    r"|\bunderneath\b|\bin the background\b|\bplaying\b"
)
_SWAPS = re.compile(r"\b(?:swap|exchange|trade)\b.*\bfor (?:something|sth|smth|some)\b")


def _is_played(clause: Clause, line: str, mood: str | None, lead: str | None) -> bool:
    """Whether what only music can be is wished for, among whatever words: "… her time, like some jazz"."""
    if (mood is None and lead is None) or clause.own_photos is not None or clause.own_texts is not None:
        return False
    if clause.quotes or clause.means(*_OTHER_THINGS):
        return _SWAPS.search(line) is not None and not clause.means(
            "photo", "text", "title", "transition", "look"
        )
    if _SWAPS.search(line) or (lead is not None and _UNDER.search(line) is not None):
        return True
    sure = [hit for hit in MUSIC_TALK.hits(line) if hit.concept == "musical" and hit.phrase not in _VAGUE]
    return bool(sure) and _WISHED.search(line) is not None


def _unnamed(clause: Clause, ctx: Context, line: str, said: dict[str, object], about: bool) -> list[Intent]:
    """Music without saying which: another one, or any."""
    if not about and "other" not in said:
        return []
    if {"volume", "quieter", "louder", "fade", "beat", "mute", "voice"} & said.keys() or clause.percents:
        return []
    if "other" in said and not _unwanted(line):
        if clause.negated and not re.search(
            r"\bnot\b|n't\b|别的|不一样|不好听|不喜欢|不合适|不搭|\bhate\b|another|different|换", line
        ):
            return []
        note_music(clause)
        return [clause.intent("set_music", other=True)]
    if clause.negated or not WANTS.search(line) or HIDDEN in line:
        return []
    note_music(clause)
    mood, lead = (
        _once_there(ctx)
        if re.search(r"\bback\b|\breturn|\brestore|恢复|加回|放回|回来", line)
        else (None, None)
    )
    return [clause.intent("set_music", mood=mood or usual(ctx), lead=lead)]


def _once_there(ctx: Context) -> tuple[str | None, str | None]:
    """Mood and instrument of the music that the drafts of before had."""
    for timeline in ctx.scene.undo:
        for track in timeline.tracks:
            for clip in track.clips:
                made = generated_by(clip.source) if isinstance(clip, AudioClip) else None
                if isinstance(made, Music):
                    return made.mood, made.lead
    return None, None


_ANOTHER_SONG = re.compile(
    r"换一?[首支]|另一?[首支]|来一?首|\b(?:another|different|other|new) (?:song|tune|track|"
    r"music)\b"
)


_GOES_ON = re.compile(
    r"\W*(?:还是|那|就|再|也|帮我)*(?:换|来|改|要|给我|配上?|整)(?:一)?(?:个|成|点|首|些|段)"
    r"|\W*(?:maybe |just |make it |use |try "
    r"|give me |gimme |i want |let's have )*(?:something|sth|smth)\b"
)


#: 配 says that something to be heard is meant.
_PAIRED = re.compile(r"\W*(?:还是|那|就|再|也|帮我)*配上?一?[点首段些]")


def early_choice(clause: Clause, ctx: Context) -> list[Intent]:
    """“Another song, more epic”, 换首更燃的: surely music, before a feel of the whole is read into it."""
    line = line_of(clause)
    goes_on = _GOES_ON.match(line) is not None and named_music(line) != (None, None)
    goes_on = goes_on and (follows_music(ctx) or _PAIRED.match(line) is not None)
    return choose(clause, ctx) if not clause.is_taken and (_ANOTHER_SONG.search(line) or goes_on) else []


EARLY: tuple[Rule, ...] = (Rule("music-early-choice", early_choice),)


def _unless_taken(read: Reading) -> Reading:
    """A rule that looks at whole lines, kept from those of which another rule has claimed every word."""
    return lambda clause, ctx: [] if clause.is_taken else read(clause, ctx)


RULES: tuple[Rule, ...] = (
    Rule("music-beats", _unless_taken(beats)),
    Rule("music-fade", _unless_taken(fade)),
    Rule("music-volume", _unless_taken(volume)),
    Rule("music-off", _unless_taken(off)),
    Rule("music-trim", _unless_taken(trim)),
    Rule("music-choose", _unless_taken(choose)),
)
