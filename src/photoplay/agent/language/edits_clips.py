"""Rules of edits: films, their parts, speed and sound."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.edits_said import (
    clips_on,
    has_films,
    is_about_words,
    is_asking,
    place_of,
    said_photos,
    sees,
)
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.tokens import Token

CLIPS = Selection((Ref("clips"),))


#: What is done to films only, so that "its first 3 seconds" are theirs.
_OF_FILMS = frozenset(("set_clip_volume", "set_clip_speed", "trim_clip", "reverse_clip", "freeze_clip"))
_ITS = re.compile(
    r"\b(?:its|it's|their|the) (?:very )?(?:first|last|final|opening)\b|"
    r"^(?:只|就|仅)?(?:保留|留|要)?(?:它的?)?(?:前|后|最后|开头)"
)


def _films(clause: Clause, ctx: Context) -> Selection | None:
    """Films that it is about; where there is only talk of "the clip", all of them. None: no film is meant."""
    said = said_photos(clause, ctx, "from", "of", "into", "on", "with", "at")
    if said is not None and (has_films(ctx, said) or any(ref.kind == "it" for ref in said.include)):
        return said
    last = ctx.intents[-1] if ctx.intents else None
    if clause.joined and last is not None and last.act in _OF_FILMS and _ITS.search(clause.plain):
        return last.photos
    if sees(clause, "clip", "own-sound") or (has_films(ctx) and sees(clause, "video")):
        return CLIPS
    return None


def sounds(clause: Clause, ctx: Context) -> list[Intent]:
    """A film's own sound."""
    if is_asking(clause) or is_about_words(clause):
        return []
    noun = clause.find("own-sound")
    films = _films(clause, ctx)
    if noun is None and (films is None or not clause.has("sound|volume|mute|unmute")):
        return []
    if noun is None and sees(clause, "music") and not sees(clause, "mute"):
        return []
    if noun is not None and noun.plain in ("noise", "voices", "声音") and films is None:
        return []
    photos = films or CLIPS
    percents = clause.percents
    off = clause.has("mute|remove") or (noun is not None and clause.negates(noun))
    for token in clause.all("own-sound|sound|volume|mute|unmute"):
        clause.claim(token)
    if percents:
        return [clause.intent("set_clip_volume", photos=photos, percent=float(percents[0].value))]
    if clause.has("unmute") or (clause.has("keep|leave|use|add") and not off):
        return [clause.intent("set_clip_volume", photos=photos, percent=100.0)]
    if off:
        return [clause.intent("set_clip_volume", photos=photos, percent=0.0)]
    louder = clause.has("more|louder") or sees(clause, "dir:up")
    small = any(
        token.plain in ("小", "轻", "低", "quieter", "softer", "小声", "小点") for token in clause.tokens
    )
    big = any(token.plain in ("大", "响", "louder", "大声", "大点") for token in clause.tokens)
    louder = louder or (big and not sees(clause, "too")) or (small and sees(clause, "too"))
    quieter = small or clause.has("less|quieter|time:shorter") or sees(clause, "dir:down", "too")
    if louder == quieter:
        return []
    step = {"weak": 1.25, "plain": 1.6, "strong": 2.0}[clause.amount]
    return [clause.intent("set_clip_volume", photos=photos, factor=step if louder else round(1 / step, 4))]


def _span(clause: Clause, duration: Token) -> str:
    """Which end of a film a duration is at: "first 3 seconds" is its start."""
    at = place_of(clause, duration)
    near = clause.tokens[max(0, at - 2) : at]
    words = " ".join(one.plain for one in near)
    if any(one.plain.startswith(("last", "final", "最后", "后", "末", "结尾")) for one in near):
        return "last"
    if any(one.plain.startswith(("first", "前", "开头", "头", "最前")) for one in near):
        return "first"
    later = " ".join(one.plain for one in clause.tokens[at + 1 : at + 6])
    if any(word in later for word in ("end", "结尾", "末尾", "尾")) or any(
        word in words for word in ("结尾", "尾")
    ):
        return "last"
    if any(word in later for word in ("start", "beginning", "front", "开头", "前")):
        return "first"
    return ""


#: What is left is said, not what goes: "trim it down to the first 4 seconds", "so that only its last two are used".
_CUT_DOWN = re.compile(
    r"\b(?:trim|cut|shorten|crop|clip|chop|pare)\w*\b.{0,40}?\b(?:(?:down )?to (?:just |only )?(?:the |its |his |her )?"
    r"(?:very )?(?:first|last|final)|(?:so|such) (?:that )?(?:only|just))\b"
    r"|[剪裁截修]\S{0,8}(?:只剩|只留|只要|剩下|留下|到只|成只)"
)


def trims(clause: Clause, ctx: Context) -> list[Intent]:
    """Parts of films cut off, or only parts kept."""
    durations = [*clause.kind("duration"), *clause.kind("moment")]
    verb = clause.find("trim|keep|only|use|remove|show")
    if verb is not None and not durations and not is_asking(clause):
        return _single_second(clause, ctx)
    if (
        is_asking(clause)
        or is_about_words(clause)
        or not durations
        or verb is None
        or sees(clause, "transition", "music")
    ):
        return []
    films = _films(clause, ctx)
    if films is None:
        return []
    keeping = sees(clause, "keep", "only", "use", "show") and not sees(clause, "trim", "remove")
    keeping = keeping or _CUT_DOWN.search(clause.plain) is not None
    first = durations[0]
    if (
        len(durations) > 1
        and sees(clause, "from", "until", "between", "into")
        and (keeping or sees(clause, "trim"))
    ):
        low, high = sorted(float(one.value) for one in durations[:2])
        _claim(clause, durations[:2])
        return [clause.intent("trim_clip", photos=films, keep_from=low, keep_to=high)]
    span = _span(clause, first)
    if not span:
        return []
    _claim(clause, [first])
    seconds = float(first.value)
    if keeping:
        slot = "keep_first" if span == "first" else "keep_last"
    else:
        slot = "start" if span == "first" else "end"
    cut: dict[str, Any] = {slot: seconds}
    return [clause.intent("trim_clip", photos=films, **cut)]


_SECOND = re.compile(r"\b(first|last|final) second of|(最后|前|开头)一秒")
_SECONDS = re.compile(r"\bseconds? (\d+(?:\.\d+)?) (?:to|-|until|through) (\d+(?:\.\d+)?)")


def _single_second(clause: Clause, ctx: Context) -> list[Intent]:
    """Reads "the last second of the clip", "only seconds 2 to 5": times said like photos."""
    films = CLIPS if sees(clause, "clip", "video") and has_films(ctx) else None
    if films is None:
        return []
    if (part := _SECONDS.search(clause.plain)) is not None:
        low, high = float(part.group(1)), float(part.group(2))
        return [clause.intent("trim_clip", photos=films, keep_from=low, keep_to=high)]
    found = _SECOND.search(clause.plain)
    if found is None:
        return []
    at_start = found.group(1) == "first" or found.group(2) in ("前", "开头")
    cut: dict[str, Any] = {"start" if at_start else "end": 1.0}
    return [clause.intent("trim_clip", photos=films, **cut)]


def _claim(clause: Clause, tokens: list[Token]) -> None:
    for token in tokens:
        clause.claim(token)


def splits(clause: Clause, ctx: Context) -> list[Intent]:
    """One film in two."""
    if is_asking(clause) or is_about_words(clause) or sees(clause, "layout", "transition"):
        return []
    verb = clause.find("split")
    moments = [*clause.moments, *clause.kind("duration")]
    films = _films(clause, ctx)
    if verb is None or (films is None and not moments) or clause.negated:
        return []
    clause.claim(verb)
    at = float(moments[0].value) if moments else None
    _claim(clause, moments[:1])
    if films is None and at is None:
        return []
    return [clause.intent("split_clip", photos=films, at=at)]


def speeds(clause: Clause, ctx: Context) -> list[Intent]:
    """Films in another speed, backwards, or standing still."""
    if is_asking(clause) or is_about_words(clause) or sees(clause, "transition", "music"):
        return []
    films = _films(clause, ctx)
    back = clause.find("rewind") or (
        clause.find("backwards") if films is not None and not sees(clause, "order") else None
    )
    if back is not None and (films is not None or has_films(ctx)):
        clause.claim(back)
        return [clause.intent("reverse_clip", photos=films or CLIPS)]
    if (films is not None or has_films(ctx)) and clause.take("normal-speed"):
        return [clause.intent("set_clip_speed", photos=films or CLIPS, factor=1.0)]
    frozen = clause.find("freeze")
    if frozen is not None and films is not None:
        clause.claim(frozen)
        moments = clause.moments
        return [clause.intent("freeze_clip", photos=films, at=float(moments[0].value) if moments else None)]
    return _speed(clause, ctx, films)


def _speed(clause: Clause, ctx: Context, films: Selection | None) -> list[Intent]:
    if films is None and not has_films(ctx):
        return []
    slow, fast = clause.find("slow-motion"), clause.find("fast-motion")
    factors = clause.factors
    spoken = (
        slow
        or fast
        or (factors and (sees(clause, "speed", "time:faster", "time:slower") or films is not None))
    )
    if (
        films is None
        and factors
        and sees(clause, "speed")
        and all(clip.source in ctx.scene.films for clip in clips_on(ctx))
    ):
        films, spoken = CLIPS, True
    if (
        not spoken
        or (films is None and not (slow or fast))
        or sees(clause, "volume", "side", "time:longer", "time:shorter", "split")
    ):
        return []
    if sees(clause, "duration") and not sees(clause, "speed"):
        return []
    for token in (slow, fast):
        if token is not None:
            clause.claim(token)
    factor = 0.5 if slow is not None else 2.0
    if factors:
        clause.claim(factors[0])
        said = float(factors[0].value)
        factor = 1 / said if said > 1 and sees(clause, "time:slower", "slow-motion") else said
    return [clause.intent("set_clip_speed", photos=films or CLIPS, factor=round(factor, 4))]


RULES = (
    Rule("sounds", sounds, needs=("own-sound", "sound", "volume", "mute", "unmute")),
    Rule("trims", trims, needs=("kind:duration", "kind:moment", "clip")),
    Rule("splits", splits, needs=("split",)),
    Rule(
        "speeds",
        speeds,
        needs=("rewind", "backwards", "freeze", "slow-motion", "fast-motion", "normal-speed", "kind:factor"),
    ),
)
