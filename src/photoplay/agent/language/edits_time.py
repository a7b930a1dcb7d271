"""Rules of edits: how many seconds photos and the whole take."""

from __future__ import annotations

import re
from typing import Any, Literal

from photoplay.agent.language.edits_pace import (
    course_of,
    is_elsewhere,
    is_of_photos,
    is_total,
)
from photoplay.agent.language.edits_said import (
    EVERYTHING,
    clips_on,
    holds,
    is_asking,
    is_everything,
    is_one,
    named_by_word,
    numbers_of,
    place_of,
    sees,
    strong_mentions,
    target,
)
from photoplay.agent.language.edits_steps import is_decade, is_step_length
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.tokens import Token

#: A length above this is hardly one photo's where only "it" is said.
_PHOTO_AT_MOST_S = 10.0


def _pairs(clause: Clause) -> list[tuple[Token, Selection | None]]:
    """Durations with the photos that each is said of."""
    durations = [token for token in clause.kind("duration") if not is_decade(clause, token)]
    if len(durations) == 1 and len(strong_mentions(clause)) > 1:
        ends = {mention.last + 1 for mention in strong_mentions(clause)}
        durations += [token for token in clause.kind("number") if place_of(clause, token) in ends]
        durations.sort(key=lambda token: token.start)
    listed = _listed(clause)
    if len(listed) > 1:
        return listed
    roles = ("", "with", "to", "at", "into")
    said = [(one.first, one.selection) for one in strong_mentions(clause) if one.role in roles]
    said += [(place_of(clause, token), EVERYTHING) for token in clause.all("each")]
    said.sort(key=lambda one: one[0])
    if len(durations) < 2 or len(said) < 2:
        return [(durations[0], None)] if durations else []
    for mention in strong_mentions(clause):
        clause.read(mention)
    first_is_photo = said[0][0] < place_of(clause, durations[0])
    pairs: list[tuple[Token, Selection | None]] = []
    for duration in durations:
        at = place_of(clause, duration)
        edge = clause.tokens[at - 1] if at else None
        if edge is not None and edge.kind == "ordinal" and edge.value in (1, -1):
            pairs.append((duration, Selection((Ref("number", edge.value),))))
            continue
        near = [selection for place, selection in said if (place < at if first_is_photo else place > at)]
        pairs.append((duration, (near[-1] if first_is_photo else near[0]) if near else None))
    return pairs


def _listed(clause: Clause) -> list[tuple[Token, Selection | None]]:
    """Files with their lengths, the unit said once: "intro 2 seconds, chart 7, team 4.5"."""
    found: list[tuple[Token, Selection | None]] = []
    name: Token | None = None
    for token in clause.tokens:
        if token.files:
            name = token
        elif (
            token.kind in ("duration", "number") and name is not None and (found or token.kind == "duration")
        ):
            clause.read(name)
            found.append((token, Selection((Ref("file", name.files[0]),))))
            name = None
    return found if sum(one.kind == "number" for one, _ in found) else []


_MAKES_IT = re.compile(
    r"\W*(?:and |ok |okay |now |please |can you |could you )*(?:make|cut|get|set) (?:it|this) "
    r"(?:to |at |down to |exactly |about |around |just )*[\w.]+[- ]?(?:s\b|sec|min)"
)
_IT = Selection((Ref("it"),))
#: After these "it" is the video: two photos are no "it", and what was taken out has no length.
_OF_MANY = frozenset(("swap_photos", "order_photos", "remove_photos", "keep_photos"))
_OF_TIME = frozenset(("set_photo_seconds", "change_pace", "trim_clip", "set_clip_speed"))


def _is_of_video(clause: Clause, photos: Selection | None, ctx: Context) -> bool:
    """Whether "make it ten seconds" is said of the video: always, unless a photo's time was just set."""
    if ctx.intents and ctx.intents[-1].act in _OF_MANY and clause.own_photos in (None, _IT):
        return _MAKES_IT.match(clause.plain) is not None
    if photos is not None and any(ref.kind != "it" for ref in photos.include):
        return False
    if ctx.intents or ctx.count < 2 or _MAKES_IT.match(clause.plain) is None:
        return False
    last = ctx.scene.memory.intents[-1:]
    if last and is_one(last[0].photos) and re.search(r"\b(?:too|as well|also)\b", clause.plain):
        return False
    just = bool(last) and last[0].act in _OF_TIME and is_one(last[0].photos) and ctx.scene.memory.since == 0
    return not just


def _unnamed(clause: Clause, ctx: Context, seconds: float) -> Literal["total", "it", "all"]:
    """What a length is of when no noun says it."""
    last = (
        ctx.intents[-1] if ctx.intents else ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    )
    spoken = is_one(last.photos) if last is not None else False
    spoken = spoken or (not ctx.intents and len(ctx.scene.memory.photos) == 1)
    if seconds <= _PHOTO_AT_MOST_S and spoken and ctx.count > 1:
        return "it"
    return "total"


def lengths(clause: Clause, ctx: Context) -> list[Intent]:
    """How many seconds."""
    if is_asking(clause):
        return []
    if is_elsewhere(clause):
        return []
    if (same := _like_another(clause, ctx)) is not None:
        return [same]
    if _of_ways_before(clause, ctx):
        duration = clause.take_kind("duration")
        assert duration is not None
        return [clause.intent("set_transition_seconds", seconds=float(duration.value))]
    pairs = _pairs(clause)
    if not pairs:
        return _unitless(clause, ctx)
    made: list[Intent] = []
    for duration, photos in pairs:
        intent = _length(clause, ctx, duration, photos)
        if intent is not None:
            clause.claim(duration)
            made.append(intent)
    return made


#: "Half a second each", a turn after the transitions were spoken of: no photo is shown so briefly.
_EACH_BRIEFLY = re.compile(
    r"^\W*(?:(?:and|about|maybe|let's say|please|make (?:it|them|each)) )*"
    r"(?:half a|a half|0?\.\d+|(?:a|one|1) ?)"
    r"\s?(?:s|secs?|seconds?)(?: (?:each|for each|apiece|per \w+|long|please))*\W*$"
    r"|^\W*(?:每个|各|都)?(?:半|0?\.\d+|零点\S)\s?秒(?:就行|就好|吧|左右)?\W*$"
)


def _of_ways_before(clause: Clause, ctx: Context) -> bool:
    """Whether "each 0.5 s" goes on about transitions."""
    before = ctx.intents or (ctx.scene.memory.intents if _EACH_BRIEFLY.match(clause.plain) else ())
    last = before[-1].act if before else ""
    short = [token for token in clause.kind("duration") if float(token.value) <= 2]
    return (
        last in ("set_transition", "set_transition_seconds")
        and bool(short)
        and not sees(clause, "photo", "total")
        and clause.own_photos in (None, EVERYTHING)
    )


#: As long as another: also 其余几张也都这么长.
_SO_LONG = re.compile(
    r"\bas long as\b|\bas (?:much|long)\b|(?:也|都|全)[^不太]{0,4}(?:这么|那么|这样)(?:长|久)$"
)


def _like_another(clause: Clause, ctx: Context) -> Intent | None:
    """What is said by "the fourth as long as the second": its seconds are looked up."""
    even = sees(clause, "evenly")
    like = sees(clause, "same") or even or _SO_LONG.search(clause.plain) is not None
    if (
        not like
        or not (even or sees(clause, "duration", "time:longer"))
        or holds(clause, "duration", "factor")
    ):
        return None
    mentions = list(clause.mentions)
    clips = clips_on(ctx)
    if clips and all(is_everything(one.selection) for one in mentions):
        for mention in mentions:
            clause.read(mention)
        mean = sum(clip.duration_ms for clip in clips) / len(clips) / 1000
        return clause.intent("set_photo_seconds", photos=EVERYTHING, seconds=round(mean, 2))
    if len(mentions) == 1 and len(mentions[0].selection.include) == 2:
        first, other = (Selection((ref,)) for ref in mentions[0].selection.include)
    elif len(mentions) == 2:
        first, other = mentions[0].selection, mentions[1].selection
    elif len(mentions) == 1 and _is_like_it(mentions[0].selection, ctx):
        first, other = mentions[0].selection, Selection((Ref("it"),))
    else:
        return None
    numbers = [number for number in numbers_of(other, ctx) if 0 < number <= len(clips)]
    spoken = ctx.scene.memory.photos if other.include[0].kind == "it" else ()
    models = [clips[numbers[0] - 1]] if numbers else [clip for clip in clips if clip.id in spoken]
    for mention in mentions:
        clause.read(mention)
    seconds = models[0].duration_ms / 1000 if models else None
    return None if seconds is None else clause.intent("set_photo_seconds", photos=first, seconds=seconds)


def _is_like_it(photos: Selection, ctx: Context) -> bool:
    """Whether photos are to be as long as the one spoken of before."""
    others = photos.include[0].kind == "others" and len(ctx.scene.memory.photos) == 1
    return others or (is_one(photos) and bool(ctx.scene.memory.photos))


def _last_of_them(clause: Clause, ctx: Context) -> Intent | None:
    """What is said by "each 3 s but the last 5": one photo's length, in the unit said before."""
    before = ctx.intents[-1] if ctx.intents else None
    if (
        before is None
        or before.act != "set_photo_seconds"
        or "seconds" not in before.slots
        or len(clause.mentions) != 1
    ):
        return None
    mention = clause.mentions[0]
    ref = mention.selection.include[0]
    rest = [
        token for number, token in enumerate(clause.tokens) if not mention.first <= number <= mention.last
    ]
    if ref.kind != "range" or any(
        token.kind == "word" and not token.has("filler", "but", "and") for token in rest
    ):
        return None
    first, last = ref.value
    if not (first == 1 or last == -1):
        return None
    clause.read(mention)
    seconds = float(last if first == 1 else -first)
    return clause.intent(
        "set_photo_seconds", photos=Selection((Ref("number", 1 if first == 1 else -1),)), seconds=seconds
    )


#: What follows a number of things, which are no seconds: 一份.
_COUNTED = frozenset("份个条支段版遍次种下首集款套部")


def _unitless(clause: Clause, ctx: Context) -> list[Intent]:
    """Numbers that can only be seconds: "make it 30 overall", "the opener should get three and a half"."""
    if (last := _last_of_them(clause, ctx)) is not None:
        return [last]
    named = {place for one in clause.mentions if not one.weak for place in range(one.first, one.last + 1)}
    free = [token for token in clause.kind("number") if place_of(clause, token) not in named]
    numbers = [token for token in free if token.plain not in ("半", "一半")]
    if len(numbers) != 1 or sees(
        clause, "music", "side", "order", "layout", "first-place", "last-place", "slot", "swap", "color"
    ):
        return []
    onward = place_of(clause, numbers[0]) + 1
    if onward < len(clause.tokens) and clause.tokens[onward].plain in _COUNTED:
        return []
    seconds = float(numbers[0].value)
    if (
        sees(clause, "total")
        and seconds >= 3
        and clause.has("change|stay|total")
        and not sees(clause, "photo")
    ):
        clause.claim(numbers[0])
        return [_total(clause, ctx, {"seconds": seconds})]
    photos = target(clause, ctx)
    if photos is None and sees(clause, "each", "every"):
        photos = EVERYTHING
    if (
        photos is not None
        and 0 < seconds < 20
        and clause.has("trim|remove")
        and any(one.plain in ("off", "by", "了") for one in clause.tokens)
    ):
        clause.claim(numbers[0])
        return [clause.intent("set_photo_seconds", photos=photos, certainty=0.9, by=-seconds)]
    aimed = place_of(clause, numbers[0]) > 0 and clause.tokens[place_of(clause, numbers[0]) - 1].plain in (
        "to",
        "到",
        "成",
    )
    if photos is not None and 0 < seconds <= 20 and aimed and clause.has("trim|time|duration"):
        clause.claim(numbers[0])
        return [clause.intent("set_photo_seconds", photos=photos, certainty=0.9, seconds=seconds)]
    if (
        photos is not None
        and 0 < seconds <= 60
        and (
            clause.has("stay|give|duration")
            or any(one.plain in ("get", "gets", "要") for one in clause.tokens)
        )
        and not sees(clause, "move", "add", "remove")
    ):
        clause.claim(numbers[0])
        return [clause.intent("set_photo_seconds", photos=photos, certainty=0.9, seconds=seconds)]
    return []


#: "20 seconds in all", and not "in all photos".
_IN_ALL = re.compile(
    r"\b(?:secs?|seconds?|s|mins?|minutes?|\d) (?:long )?in all\b(?! (?:of|the|my|our|photo|pic|image|\d))"
)


def _length(clause: Clause, ctx: Context, duration: Token, photos: Selection | None) -> Intent | None:
    seconds = float(duration.value)
    if photos is None:
        photos = clause.own_photos or (None if sees(clause, "total", "each") else named_by_word(clause))
    course = course_of(clause)
    step = is_step_length(clause, duration)
    slots: dict[str, Any] = {"seconds": seconds}
    if step and (course is not None or clause.has("add|more|less|remove|trim")):
        longer = course.longer if course is not None else not clause.has("less|remove|trim")
        slots = {"by": seconds if longer else -seconds}
    if is_total(clause, photos) or _IN_ALL.search(clause.plain) or _is_made(clause, duration):
        return _total(clause, ctx, slots)
    if photos is None:
        photos = target(clause, ctx)
    if "seconds" in slots and _is_of_video(clause, photos, ctx):
        return _total(clause, ctx, slots)
    if photos is not None:
        return clause.intent("set_photo_seconds", photos=photos, **slots)
    if is_of_photos(clause):
        return clause.intent("set_photo_seconds", photos=EVERYTHING, **slots)
    if "by" in slots:
        before = ctx.intents or ctx.scene.memory.intents
        goes_on = bool(before) and before[-1].act == "set_photo_seconds"
        return clause.intent("set_photo_seconds", **slots) if goes_on else _total(clause, ctx, slots)
    if _is_bare(clause) and not clause.has("give"):
        listed = len(ctx.message.clauses) > 1 and ctx.scene.memory.question is None
        return _total(clause, ctx, slots) if listed and seconds > _PHOTO_AT_MOST_S / 2 else None
    if (
        clause.has("stay")
        and not clause.has_it
        and seconds <= _PHOTO_AT_MOST_S
        and _unnamed(clause, ctx, seconds) == "total"
    ):
        return clause.intent("set_photo_seconds", photos=EVERYTHING, **slots)
    if _unnamed(clause, ctx, seconds) == "it":
        return clause.intent("set_photo_seconds", photos=Selection((Ref("it"),)), **slots)
    return _total(clause, ctx, slots)


def _is_made(clause: Clause, duration: Token) -> bool:
    """Whether a length is that of what is to be made: 用这些照片做个15秒的."""
    at = place_of(clause, duration)
    before, behind = clause.tokens[:at], clause.tokens[at + 1 :]
    return (
        bool(before and behind)
        and before[-1].has("create")
        and behind[0].plain == "的"
        and all(token.has("video", "filler") or token.kind in ("punct", "emoji") for token in behind)
    )


def _is_bare(clause: Clause) -> bool:
    """Whether it is nothing but a length: "5 seconds"; what it answers is found elsewhere."""
    return all(token.kind in ("duration", "punct", "emoji") or token.has("filler") for token in clause.tokens)


def _total(clause: Clause, ctx: Context, slots: dict[str, Any]) -> Intent:
    now = ctx.scene.timeline.duration_ms / 1000
    if "seconds" in slots and now > 0:
        if clause.has("at-most") or (clause.has("at-least") and clause.negated):
            slots = {"seconds": min(slots["seconds"], now)}
        elif clause.has("at-least"):
            slots = {"seconds": max(slots["seconds"], now)}
    return clause.intent("set_total_seconds", **slots)


RULES = (
    Rule("lengths", lengths, needs=("kind:duration", "kind:number", "same", "evenly", "as", "time:longer")),
)
