"""Rules about how loud music is, how it comes and goes, and where in the song it begins."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.edits_said import COMPLAINT
from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.lexicon_music import (
    LOUDER_WORDS,
    QUIETER_WORDS,
)
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.music_fades import fade
from photoplay.agent.language.music_talk import (
    AT_THE_END,
    AT_THE_START,
    FADES_IN,
    FADES_OUT,
    MUSIC_TALK,
    VANISHES,
    about_clips,
    follows_music,
    is_musical,
    is_told,
    note_music,
)
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.rules import Clause, Context, Rule

#: How much softer or louder by how much is said. "half as loud" is heard as half the gain.
_SOFTER = {"weak": 0.75, "plain": 0.6, "strong": 0.35}

_LOUDER = {"weak": 1.3, "plain": 1.6, "strong": 2.2}

#: What makes a percentage the loudness itself and not by how much it changes.
_GOAL = re.compile(
    r"\b(?:to|at|is|be|of the original)\b|[到为至:：=@]|(?:[%％]|percent)(?:左右)?(?:就|即|差不多)|"
    r"(?:别|不要|不用)太[大小].*(?:[%％]|percent)$|"
    r"(?<![一二三四五六七八九两\d])成"
)

#: "30 percent quieter", 调低三成: by how much, whatever else is said.
_BY_SO_MUCH = re.compile(
    r"(?:%|\bpercent|\bpct)\W*(?:quieter|louder|softer|lower|higher|less|more|down|up)\b"
    r"|\bby \d+ ?(?:%|percent)"
    r"|(?:调|降|压|减|提|加|升)(?:低|小|少|高"
    r"|大)?\s?(?:了)?(?:百分之)?[\d一二三四五六七八九两]+\s?(?:成|%|的音量)(?!的?音量)"
)

#: 音量加百分之二十: by how much.
_STEPS_BY = re.compile(r"(?:音量|音乐|声音|配乐|bgm)(?:再|稍微|给我|要)?(?:加|增|升|提)(?!到|成|至|为)")

_FULL = re.compile(
    r"\b(?:full|max|maximum|100) (?:volume|blast)\b|\ball the way up\b|音量(?:调到?|开到?|"
    r"拉到?)?(?:最大|拉满|满)"
)

_LOWEST = re.compile(
    r"\ball the way down\b|音量(?:调到?|开到?)?(?:最小|最低)|\bbarely (?:audible|there"
    r"|noticeable)\b|\bhardly (?:audible|there)\b|几乎听不见|\bvery quiet\b"
)

#: Words for less and more that are said of many other things too.
_COMMON = frozenset(
    words(
        "too much, too low, over the top, overwhelming, a notch, take it down, knock down, pull down, pull it down, "
        "up, down, lower, higher, reduce, decrease, increase, raise, boost, less, more, soft, "
        "softer, bring, bump, 降低, 提高, 增大, 减小, 加大, 太大, 太小, 有点大, 有点小, 放大, "
        "大一点, 大点, 小一点, 小点, 低一点, 高一点, 调大, 调小, 调高, 调低, 大些, 小些, 大一些, "
        "小一些, 弱一点, 加高, 关小, 弄小, 变小, 太轻, 轻一点, 轻点"
    )
)


#: "Quieter at the end" is said of music, whatever else was spoken of before.
_WHEN = re.compile(
    r"\b(?:at|to|towards?|near|for|in|from) the (?:very )?(?:end|ending|finish|start|beginning)\b|"
    r"\b(?:please|pls|it|make|get|a bit|a little|much)\b|"
    r"结尾的?时候?|最后|末尾|片尾|开头|一?点�?|一些|到|的时候|处|部分"
)


def early(clause: Clause, ctx: Context) -> list[Intent]:
    """Loudness and fades that are surely the music's, before other rules take "the end" or "it" for something else."""
    if clause.is_taken:
        return []
    line = line_of(clause)
    said = MUSIC_TALK.concepts(line)
    before = ctx.previous
    carried = clause.has("it") and (
        follows_music(ctx) or (before is not None and bool(MUSIC_TALK.first(line_of(before), "music")))
    )
    last = ctx.scene.memory.intents
    again = bool(last) and last[-1].act == "set_music_volume" and not ctx.intents
    if again and re.search(
        r"\bstill (?:a bit |way )?too (?:much|loud|quiet|soft|low)\b|还是(?:有点|太)(?:大|响|吵|"
        r"小|轻)",
        line,
    ):
        softer = re.search(r"much|loud|大|响|吵", line) is not None
        note_music(clause)
        return [clause.intent("set_music_volume", factor=_SOFTER["plain"] if softer else _LOUDER["plain"])]
    about = "music" in said or "volume" in said or carried
    if not about and ctx.has_timeline and _only_louder(clause, ctx, line):
        change = _change(clause, line, said, True)
        note_music(clause)
        for token in clause.tokens:
            clause.claim(token)
        return [clause.intent("set_music_volume", **change)] if change else []
    alone = _WHEN.sub(" ", line).strip(" .!,。！，")
    towards = alone != line.strip() and QUIETER.first(alone) is not None and len(alone) <= 24
    placed = AT_THE_END.search(line) or AT_THE_START.search(line)
    if (
        towards
        and placed
        and not VANISHES.search(line)
        and clause.own_photos is None
        and not about
        and not clause.has("photo|text|title|caption|clip")
    ):
        note_music(clause)
        for token in clause.tokens:
            clause.claim(token)
        when: dict[str, Any] = {"start": "end"} if AT_THE_END.search(line) else _opening(ctx)
        return [clause.intent("set_music_volume", factor=_SOFTER[clause.amount], **when)]
    if not about or clause.own_texts is not None:
        return []
    vanishes = VANISHES.search(line) is not None
    if vanishes or ("fade" in said and (FADES_IN.search(line) or FADES_OUT.search(line))):
        return fade(clause, ctx)
    moved = [hit for hit in MUSIC_TALK.hits(line) if hit.concept in ("quieter", "louder")]
    if moved and any(hit.phrase not in _COMMON for hit in moved):
        return volume(clause, ctx)
    return []


def _opening(ctx: Context) -> dict[str, Any]:
    """The first seconds, as a part of the music."""
    total_s = ctx.scene.timeline.duration_ms / 1000
    return {"end": round(min(5.0, total_s / 3), 1)} if total_s > 0 else {}


#: What only sound can be, and what may be said of other things besides.
_SOUND_ONLY = re.compile(
    r"\b(?:quieter|louder|too (?:loud|quiet)|less loud|more quiet)\b|(?:小"
    r"|大)声|小点声|大点声|太吵|太响|太大声"
)
_SOFTER_TOO = re.compile(
    r"\bsofter\b|\bturn (?:it )?(?:up|down)\b|\b(?:too )?(?:loud|quiet"
    r"|noisy)\b|轻一?点|小一?点|大一?点|响一?点"
)
_LITTLE = re.compile(
    r"\b(?:a|bit|little|tad|touch|please|pls|plz|make|it|too|also|much|way|lot|slightly|even|the"
    r"|and|ok|okay|now|then|still|"
    r"just|be|could|can|you|should|some|so|is|it's|its|that|this|n|more|very|for|me|lil|hmm|no"
    r"|nope|maybe|again|sound)\b"
    r"|只是|就是|再|稍微|一点|点|些|一|了|吧|请|还是|有|也|要|的|更|还|把|调|声音"
)


def _only_louder(clause: Clause, ctx: Context, line: str) -> bool:
    """Whether nothing is said but louder or quieter: "quieter too"; after music was spoken of, "a tad softer"."""
    if (
        clause.own_photos is not None
        or clause.own_texts is not None
        or about_clips(clause)
        or clause.percents
    ):
        return False
    found = _SOUND_ONLY.search(line) or (_SOFTER_TOO.search(line) if follows_music(ctx) else None)
    if found is None or "vibe" in line:
        return False
    rest = line[: found.start()] + line[found.end() :]
    return not re.search(r"\w", _LITTLE.sub(" ", rest))


def volume(clause: Clause, ctx: Context) -> list[Intent]:
    """How loud: numbers, words, and only towards the end or from the start."""
    line = line_of(clause)
    said = MUSIC_TALK.concepts(line)
    if (
        about_clips(clause)
        or "beat" in said
        or is_told(clause, ctx, "set_music_volume")
        or _UNCHANGED.search(line)
    ):
        return []
    both = "volume" in said and (clause.factors or any(token.value for token in clause.percents))
    if (
        "fade" in said
        and not both
        and (FADES_IN.search(line) or FADES_OUT.search(line) or not clause.percents)
    ):
        return []
    loud = "volume" in said or re.search(r"\bloud", line) is not None
    moved = [hit.phrase for hit in MUSIC_TALK.hits(line) if hit.concept in ("quieter", "louder")]
    sure = "music" in said or follows_music(ctx) or any(one not in _COMMON for one in moved)
    if not loud and not clause.percents and not clause.dbs and not sure:
        return []
    if not loud and not is_musical(clause, ctx, dict(said)):
        return []
    change = _change(clause, line, said, loud or "music" in said or follows_music(ctx))
    if not change:
        return []
    place: dict[str, Any] = {"start": "end"} if AT_THE_END.search(line) else {}
    if not place and AT_THE_START.search(line):
        place = _opening(ctx)
    if clause.moments:
        place = {"start": clause.moments[0].value}
    note_music(clause)
    for token in clause.tokens:
        if place or any(token.plain and token.plain in one for one in moved if one not in _COMMON):
            clause.claim(token)
    blamed = "factor" in change and not place and _BLAMES.search(line) is not None
    certainty = COMPLAINT if blamed else 1.0
    return [clause.intent("set_music_volume", certainty=certainty, **change, **place)]


#: "But not louder": the loudness stays.
_UNCHANGED = re.compile(
    r"\b(?:not|without|no) (?:being |making it |any |getting |necessarily )?(?:louder|quieter)\b"
    r"|(?:不要|别)(?:更|变)(?:大声|小声)|音量不变"
)
#: Says what is wrong, not what is to be done.
_BLAMES = re.compile(
    r"\btoo\b|\b(?:can'?t|cannot|can (?:hardly|barely)|barely|hardly) hear\b|\bdrown|\boverpower"
    r"|\bdeafening|\bblar|"
    r"\bblast|太|吵|听不|抢戏|盖过|有点"
)
_SIGNED = re.compile(r"(?:^|[\s,，:：量])([+＋−-])\s?\d+(?:\.\d+)?\s?[%％]")


_BLAMED_PART = re.compile(
    r"\b(?:can'?t|cannot|can (?:hardly|barely)|barely|hardly) hear\b|\b(?:is|it's|was"
    r"|'s)? ?(?:way |a bit |much )?too \w+|"
    r"太[\u4e00-\u9fff]{1,2}了?|听不[见到清]"
)
#: "Twice as fast" is no loudness.
_OF_PACE = re.compile(r"\b(?:fast|slow|long|short|speed|big|small)\w*\b|快|慢|长|短")
#: "Up to 80", 调到80.
_TO_NUMBER = re.compile(r"\b(?:up|down|to|at)(?: to)? \d|[到成为]\s?\d")
#: "Turn it up to eleven" names no percentage.
_TEN = 11


def _change(clause: Clause, line: str, said: dict[str, object] | object, sure: bool) -> dict[str, Any]:
    """The slots of a new loudness; empty: none is said."""
    told = said if isinstance(said, dict) else {}
    down, up = "quieter" in told, "louder" in told
    if down and up:
        meant = _BLAMED_PART.sub(" ", line)  # a wish says more than a complaint beside it
        wished = [word for word in (QUIETER, LOUDER) if word.first(meant)]
        down = wished == [QUIETER] if len(wished) == 1 else _first(line, QUIETER) <= _first(line, LOUDER)
        up = not down
    if clause.dbs:
        by = float(clause.dbs[0].value)
        return {"by_db": -abs(by) if down else by}
    if clause.percents:
        percent = float(clause.percents[0].value)
        signed = _SIGNED.search(clause.text)
        if signed:
            by = abs(percent) if signed.group(1) in "+＋" else -abs(percent)
            return {"factor": round(max(0.0, 1 + by / 100), 3)}
        by_so_much = _BY_SO_MUCH.search(line) is not None
        if (down or up or _STEPS_BY.search(line)) and (by_so_much or not _GOAL.search(line)):
            return {"factor": round(1 - percent / 100, 3) if down else round(1 + percent / 100, 3)}
        return {"percent": percent}
    if _FULL.search(line):
        return {"percent": 100}
    if _LOWEST.search(line):
        return {"percent": 5}
    if (sure or up or down) and re.search(
        r"\bhalv\w+|\b(?:in|by) half\b|\bhalf (?:the|of|as)\b|一半|减半", line
    ):
        return {"factor": 0.5}
    if clause.factors and (up or down or "volume" in told or (sure and not _OF_PACE.search(line))):
        factor = float(clause.factors[0].value)
        return {"factor": 1 / factor if down and factor > 1 else factor}
    if (
        sure
        and clause.numbers
        and clause.own_photos is None
        and ("volume" in told or _TO_NUMBER.search(line))
    ):
        percent = float(clause.numbers[0].value)
        if 0 <= percent <= 100:
            return {"percent": 100 if up and percent <= _TEN else percent}
    if down:
        soft = re.search(
            r"\b(?:not|n't|isn't) (?:be )?(?:too|so|that|very)\b|(?:不要|别|不用"
            r"|不能)太",
            line,
        )
        return {"factor": _SOFTER["weak" if soft else clause.amount]}
    return {"factor": _LOUDER[clause.amount]} if up else {}


QUIETER = Phrases({"quieter": QUIETER_WORDS})

LOUDER = Phrases({"louder": LOUDER_WORDS})


def _first(line: str, words: Phrases) -> int:
    """Where the longest of some words stands; the longer one says what is meant ("too loud" over "loud")."""
    hit = words.longest(line)
    return -(hit.end - hit.start) if hit else 0


EARLY: tuple[Rule, ...] = (Rule("music-early", early),)
