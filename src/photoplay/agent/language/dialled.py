"""What went too far is taken back in part: "that's a little too much, dial it back", "half of that is enough".

Nothing else is said in such a message. A step that had an amount goes half the way back; one without any is undone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from photoplay.agent.language.edits_follow import is_specific
from photoplay.agent.language.edits_said import numbers_of
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.music_turns import shown_music
from photoplay.agent.language.rules import Context, Corrected, Message
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import Timeline

#: Longest message that is one, in characters.
_LONGEST = 90
_SUBJECT = (
    r"(?:(?:(?:that|this|it|they|those|these)(?:'?s|'?re| is| are| was| were| went| looks?| look(?:s|ed)? like| feels?)?"  # noqa: E501
    r"|now (?:it|that)(?:'?s| is)|you (?:went|overdid|took it)|i (?:think|guess|feel like)|went) )*"
)
_LITTLE = r"(?:(?:a|just|way|far|kinda|kind of|sort of|maybe|now|little|bit|tad|touch|slightly|definitely|quite|much|all) )*"  # noqa: E501
#: Says that it was too much, and not of what.
_TOO_MUCH = re.compile(
    _SUBJECT
    + _LITTLE
    + r"(?:too (?:much|far|strong|intense|heavy|extreme|harsh|drastic|aggressive)|much|over the top|"
    r"overdone|overkill|excessive|overdid it|overboard|(?:it )?(?:a )?step too far|over ?cooked|exaggerated)"
    r"(?: (?:now|there|for me|for my taste|imo|i think|though|tho|actually|maybe))*"
)
_SOFTLY = r"(?: (?:a|the|just|little|bit|tad|touch|notch|smidge|some|slightly|please|pls|then|maybe|again|down|there|now|somewhat|half|halfway))*"  # noqa: E501
#: Says that a part of it is to be taken back.
_BACK = re.compile(
    r"(?:(?:can|could|would|will) (?:you|u|we) |please |pls |let'?s |maybe |just |so |then |go |i'?d |you should )*"
    r"(?:(?:dial|pull|scale|dialled|dialed|walk|wind|rein|reel|tone|step|turn) "
    r"(?:(?:it|that|this|them|things|everything) )?(?:all )?(?:back|down|in)|(?:take|bring) (?:it|that|this|them) (?:all )?down|ease (?:off|up|back)|back (?:it )?off|"  # noqa: E501
    r"back off|calm (?:it|that|this) down|(?:go )?easier(?: on (?:it|that))?|easy(?: there| now| tiger)?|"
    r"half(?: (?:of )?(?:that|as much|the amount))?(?: (?:is|would be|will do))?(?: (?:enough|fine|plenty))?|"
    r"split the difference|meet (?:me|in) (?:in )?(?:the middle|halfway)|(?:something |somewhere )?"
    r"(?:in the middle|in[- ]?between|halfway)|(?:a (?:little|bit|tad|touch) )?less(?: of (?:it|that))?|not (?:quite )?(?:so|that|as) much|"  # noqa: E501
    r"undo (?:half|some|part) of (?:it|that)|soften (?:it|that))" + _SOFTLY
)
_BESIDE = re.compile(
    r"(?:hm+|ok|okay|oh|ooh|whoa|woah|wow|no|nah|well|um|uh|hey|sorry|haha|lol|yikes|eek|ouch|oops|actually|but|nice|"
    r"good|better|great|cool|thanks|thank you|please|pls|now|yeah|yes|so|then| )*"
)
_CUTS = re.compile(r"[^\w\s'’-]+|\s[-–—]+\s|\b(?:so|and|but|then)\b")
_OPENERS = re.compile(
    r"^(?:(?:hm+|ok|okay|oh|ooh|whoa|woah|wow|no|nah|well|um|uh|hey|sorry|haha|lol|yikes|actually|but|so|now|yeah|then|"
    r"and|please|pls) )+"
)


def taken_back(message: Message, ctx: Context) -> Corrected | None:
    """A message that only says that the change before went too far."""
    if len(message.plain) > _LONGEST or ctx.scene.memory.question is not None or not _says_so(message.plain):
        return None
    found = [half for one in ctx.scene.memory.intents if (half := _half(one, ctx, message.text)) is not None]
    if not found and ctx.scene.memory.since == 0 and ctx.scene.memory.steps == 1:
        found = [Intent("undo", words=message.text)]
    return Corrected(intents=tuple(found), used=frozenset(range(len(message.clauses)))) if found else None


def _says_so(plain: str) -> bool:
    """Whether all of it says no more than that."""
    said = False
    for piece in _CUTS.split(plain.replace("’", "'")):
        bare = piece.strip()
        if _BESIDE.fullmatch(bare):
            continue
        bare = _OPENERS.sub("", bare)
        if not (_TOO_MUCH.fullmatch(bare) or _BACK.fullmatch(bare)):
            return False
        said = True
    return said


def _half(last: Intent, ctx: Context, words: str) -> Intent | None:
    """The intent that takes half of one back; None: it had no amount."""
    slots = _half_of_step(last) or _half_of_value(last, ctx)
    if slots is None:
        return None
    photos = Selection((Ref("it"),)) if is_specific(last.photos) else last.photos
    return replace(last, slots=slots, photos=photos, words=words)


def _half_of_step(last: Intent) -> dict[str, Any] | None:
    """Of a step that was said as one: longer by three seconds, twice as loud, a stronger look."""
    slots = dict(last.slots)
    way = 0.5 if _goes_on(last) else -0.5
    for name in ("by", "by_db"):
        if isinstance(slots.get(name), int | float):
            return {**slots, name: float(slots[name]) * way}
    if isinstance(slots.get("factor"), int | float) and slots["factor"] > 0:
        return {**slots, "factor": round(float(slots["factor"]) ** way, 4)}
    if last.act == "set_look":
        return {**slots, "amount": float(slots.get("amount") or 60.0) / 2}
    if slots.get("size") in ("bigger", "smaller") and len(slots) == 1:
        return {"size": "smaller" if slots["size"] == "bigger" else "bigger"}
    return None


def _half_of_value(last: Intent, ctx: Context) -> dict[str, Any] | None:
    """Of a value that was said outright: half the way to what it was before; after that as far again by half."""
    name = "percent" if last.act == "set_music_volume" else "seconds"
    was = value_before(last, ctx) if name in last.slots else None
    if was is None or was == (now := float(last.slots[name])):
        return None
    value = now + (now - was) / 2 if _goes_on(last) else (was + now) / 2
    return {**last.slots, name: round(value, 2)} if value > 0 else None


def value_before(last: Intent, ctx: Context) -> float | None:
    """What the change before set, as it was until then: percent of the music, seconds of photos or of all."""
    if not ctx.scene.undo or ctx.scene.memory.steps != 1:
        return None
    before = ctx.scene.undo[0]
    if last.act == "set_music_volume":
        return _volume(before)
    if last.act == "set_total_seconds":
        return _total(before)
    return _seconds(before, last, ctx) if last.act == "set_photo_seconds" else None


def _goes_on(last: Intent) -> bool:
    """Whether the change before was itself a part of one taken back."""
    return _says_so(last.words.casefold())


def _volume(draft: Timeline) -> float | None:
    music = shown_music(draft)
    return music.gain * 100 if music is not None and isinstance(music.gain, int | float) else None


def _total(draft: Timeline) -> float | None:
    ends: Sequence[int] = [clip.end_ms for clip in main_clips(draft)]
    return max(ends) / 1000 if ends else None


def _seconds(draft: Timeline, last: Intent, ctx: Context) -> float | None:
    """The length that the photos had before, if it was the same of all."""
    clips = list(main_clips(draft))
    numbers = (
        numbers_of(last.photos, ctx) if is_specific(last.photos) and last.photos else range(1, len(clips) + 1)
    )
    lengths = {clips[number - 1].duration_ms for number in numbers if 0 < number <= len(clips)}
    return lengths.pop() / 1000 if len(lengths) == 1 and len(clips) == ctx.count else None
