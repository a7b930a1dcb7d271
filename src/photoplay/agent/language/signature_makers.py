"""What is to be done for what a clause holds: see ``signatures``."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.edits_said import clips_on, numbers_of
from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.signature_parts import Part
from photoplay.agent.language.word_talk import lines_of

#: Longest time that one photo is shown.
_LONGEST_S = 120.0
#: What is as short as this is hardly the length of a whole video, and what is as long no transition.
_SHORT_S, _BLINK_S = 5.0, 3.0
_CLOSES = re.compile(r"\b(?:ends?|closes?|finishes|closing|last)\b")


def _place(value: Any, ctx: Context) -> int:
    number = int(value)
    return -1 if number == ctx.count else number


def moved(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """Photos to a place: "pool goes second", "starter to the very end", "garden before it"."""
    told = [*part.values.get("P", ()), *part.values.get("N", ())]
    counted = list(part.values.get("#", ()))
    if {"BEFORE", "AFTER"} & part.values.keys() and not (
        {"START", "END"} & part.values.keys() or (told and counted)
    ):
        return _beside(part, clause)
    if not told and counted:
        told = [Selection((Ref("number", counted.pop(0)),))]
    if len(told) != 1 or len(counted) > 1:
        return []
    if counted:
        to = _place(counted[0], ctx)
    else:
        to = -1 if "END" in part.values or ("START" not in part.values and _CLOSES.search(part.plain)) else 1
    photos = told[0]
    if numbers_of(photos, ctx) == [to if to > 0 else ctx.count]:
        return []  # it stands there: that is told, and not wished for
    return [clause.intent("move_photos", photos=photos, to=to)]


def _beside(part: Part, clause: Clause) -> list[Intent]:
    told = [*part.values.get("P", ()), *part.values.get("IT", ())]
    told += [Selection((Ref("number", number),)) for number in part.values.get("#", ())]
    if len(told) != 2:
        return []
    role = "before" if "BEFORE" in part.values else "after"
    return [clause.intent("move_photos", photos=told[0], **{role: told[1]})]


def in_a_row(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """All photos, one after the other: "green, then blue, then red"."""
    told = part.values.get("P", ())
    numbers = [number for one in told for number in numbers_of(one, ctx)]
    if len(numbers) < 3 or len(set(numbers)) != len(numbers):
        return []
    return [clause.intent("order_photos", by=numbers)]


def held(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """Photos for so long: "kitchen 5 secs"."""
    seconds = float(part.first("DUR"))
    photos = part.photos
    if photos is None or not 0 < seconds <= _LONGEST_S:
        return []
    return [clause.intent("set_photo_seconds", photos=photos, seconds=seconds)]


def longer(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """A photo that is gone too soon."""
    photos = part.photos
    return [clause.intent("set_photo_seconds", photos=photos, factor=1.5)] if photos is not None else []


def all_seconds(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """A length alone: that of what was spoken of last, else of the video; of a short one it is asked."""
    seconds = float(part.first("DUR"))
    before = ctx.intents or list(ctx.scene.memory.intents)
    last = before[-1] if before and (ctx.intents or not ctx.scene.memory.since) else None
    if last is not None and last.act.startswith("set_transition") and seconds <= _BLINK_S:
        return [clause.intent("set_transition_seconds", photos=last.photos, seconds=seconds)]
    if last is not None and last.act == "set_photo_seconds":
        photos = None if last.photos is None else Selection((Ref("it"),))
        return [clause.intent("set_photo_seconds", photos=photos, seconds=seconds)]
    if seconds < _SHORT_S:
        return [clause.intent("set_photo_seconds", ask="ask_each_or_all", seconds=seconds)]
    return [clause.intent("set_total_seconds", seconds=seconds)]


def turned(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """Photos that stand on their heads or lie on their sides."""
    photos = part.photos
    if photos is None:
        return []
    is_over = "OVER" in part.values or re.search(r"倒|反|头朝下", part.line) is not None
    return [clause.intent("rotate", photos=photos, degrees=180 if is_over else 90)]


_REMOVERS = {
    "MUSIC": "remove_music",
    "LOGO": "remove_logo",
    "CARD": "remove_end_card",
    "TRANS": "remove_transitions",
}


def gone(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """What is not needed, not wanted or sold out."""
    if (photos := part.photos) is not None:
        shown = [number for number in numbers_of(photos, ctx) if 0 < number <= ctx.count]
        return [clause.intent("remove_photos", photos=photos)] if shown and len(shown) < ctx.count else []
    for sign, act in _REMOVERS.items():
        if sign in part.values:
            return [clause.intent(act)]
    if "TEXT" in part.values:
        role = part.first("TEXT")
        texts = TextRef("all") if role == "text" else TextRef("role", role)
        return [clause.intent("remove_text", texts=texts)] if lines_of(ctx) else []
    return [clause.intent("set_motion", motion="hold")]


def named_sound(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """Music by its mood or instrument: "a bit of gentle guitar wouldn't hurt"."""
    mood, lead = part.first("MOOD"), part.first("LEAD")
    if not mood and not lead:
        return []
    return [clause.intent("set_music", mood=mood, lead=lead)]


def added(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """A logo or an end card that is missing."""
    if "LOGO" in part.values:
        corner = part.first("POS")
        return [clause.intent("add_logo", corner=corner)]
    return [clause.intent("set_end_card")]


def written(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """Quoted words on photos: "The End" over the last one."""
    photos = part.photos
    if photos is None:
        photos = Selection((Ref("all"),)) if clips_on(ctx) else None
    if photos is None or len(part.values["Q"]) != 1:
        return []
    return [clause.intent("add_text", text=str(part.first("Q")), photos=photos, position=part.first("POS"))]


_LARGE = re.compile(r"\b(?:big|huge|large|giant|massive|bold|enormous)\b")


def number_shown(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """A number as words on a photo: "a big 60 on the last picture", "put 1985 on it"."""
    said = part.values["NUM"]
    number = next(token for token in part.tokens if token.kind == "number")
    is_large = _LARGE.search(part.plain) is not None
    if len(said) != 1 or (float(said[0]) <= ctx.count and not is_large):
        return []
    photos = part.photos or part.first("IT")
    return [clause.intent("add_text", text=number.text, photos=photos, size="large" if is_large else None)]


def dressed(part: Part, clause: Clause, ctx: Context) -> list[Intent]:
    """Words on the picture in a colour, a place or a size: "the names in gold"."""
    if not lines_of(ctx):
        return []
    size = next((one for one in ("bigger", "smaller") if one in part.line.replace("larger", "bigger")), None)
    slots = {
        "color": part.first("COLOR"),
        "position": part.first("POS"),
        "font": part.first("FONT"),
        "size": size,
    }
    texts = clause.own_texts or TextRef("it")
    return [clause.intent("edit_text", texts=texts, **slots)]
