"""Messages that take back what was done, and those that want it for other photos too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from photoplay.agent.language.correction_places import other_place, place_meant
from photoplay.agent.language.correction_signs import (
    COMMANDS,
    END_SPELLING,
    INSTEAD,
    NO,
    OPENS,
    PREFERS,
    STAYS,
)
from photoplay.agent.language.edits_said import value_of
from photoplay.agent.language.fragments import VALUE_SLOTS, values_of
from photoplay.agent.language.length_talk import length_said
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Correction, Intent, Ref, Selection, TextRef
from photoplay.agent.language.moods import named_music
from photoplay.agent.language.opposites import turned
from photoplay.agent.language.pointed import ON_PHOTOS
from photoplay.agent.language.repeats import again, once_more
from photoplay.agent.language.respelling import respelt
from photoplay.agent.language.rules import Clause, Context, Corrected, Message
from photoplay.agent.language.understand import read_clause

_NOT_HERE = re.compile(r"\b(?:not|isn't|wasn't|instead of|rather than)\b|不是|而不是|别")

#: Slots of intents that a bare value may stand for.
_STANDS: dict[str, tuple[str, ...]] = {
    "seconds": ("seconds", "by", "start"),
    "percent": ("percent", "by", "amount"),
    "kind": ("kind", "transition"),
    "position": ("position", "corner"),
    "platform": ("platform", "aspect"),
}


def read(message: Message, ctx: Context) -> Corrected | None:
    """What a message takes back or repeats; None: neither."""
    if not message.clauses:
        return None
    if (length := length_said(message, ctx)) is not None:
        return length
    if not ctx.scene.memory.intents:
        return once_more(message, ctx)
    return (
        again(message, ctx)
        or other_place(message, ctx)
        or _bare_number(message, ctx)
        or _more(message, ctx)
        or _turned(message, ctx)
        or respelt(message, ctx)
        or _taken_back(message, ctx)
    )


def _turned(message: Message, ctx: Context) -> Corrected | None:
    """“No, to the right”, 反了: the last wish the other way round."""
    if NO.match(message.plain) is None or ctx.scene.memory.question is not None or ctx.scene.memory.since:
        return None
    if any(clause.own_photos is not None or clause.quotes for clause in message.clauses):
        return None
    slots = turned(message.plain, ctx.scene.memory.intents)
    used = frozenset(range(len(message.clauses)))
    return Corrected(Correction(slots=slots), used=used) if slots else None


_ONLY_NUMBER = re.compile(
    r"\b(?:hm+|uh|um|make|it|that|actually|final|answer|rather|then|no|sorry|sry|oops|please|pls|say|ok|"
    r"okay|let's|lets|go|with|i|mean|meant|seconds?|secs?|s|percent|instead|just)\b|改成|还是|"
    r"应该|不对|不|是|吧|秒|了|就|错"
)


def _bare_number(message: Message, ctx: Context) -> Corrected | None:
    """Only another number, where the last wish had one: "five, final answer", "sry, 6"."""
    tokens = [token for token in message.tokens if token.kind not in ("punct", "emoji", "newline")]
    numbers = [token for token in tokens if token.kind in ("number", "duration", "percent")]
    if len(numbers) != 1 or len(tokens) > 6 or ctx.scene.memory.question is not None:
        return None
    if ctx.scene.memory.since and numbers[0].kind == "duration":
        return None
    rest = " ".join(token.plain for token in tokens if token is not numbers[0])
    if re.sub(r"[\W_]+", "", _ONLY_NUMBER.sub(" ", rest)):
        return None
    name = next(
        (
            one
            for one in ("seconds", "percent", "fps", "degrees", "by")
            for intent in ctx.scene.memory.intents
            if one in intent.slots
        ),
        None,
    )
    if name is None or (numbers[0].kind == "duration" and name not in ("seconds", "by")):
        return None
    return Corrected(
        Correction(slots={name: float(numbers[0].value)}), used=frozenset(range(len(message.clauses)))
    )


_MORE = re.compile(
    r"\W*(?:hmm |ok |yes |and |just |maybe )*(?:a (?:little |tiny )?(?:bit|touch|tad) more|"
    r"a little more|(?:some|even|much) more|more(?: please| pls)?|more of that|keep going|"
    r"再(?:多|来)?一?点点?|再多一些|再来点|还要再?(?:多)?一?点|继续)\W*(?:please|pls|吧)?\W*"
)


def _more(message: Message, ctx: Context) -> Corrected | None:
    """“A bit more”: the last wish again, where it was one of degree."""
    relative = [
        replace(one, photos=one.photos if one.photos is not None else None, words=message.text)
        for one in ctx.scene.memory.intents
        if {"by", "factor", "by_db"} & one.slots.keys() or one.slots.get("size") in ("bigger", "smaller")
    ]
    if ctx.scene.memory.question is not None:
        return None
    if not relative or not _MORE.fullmatch(message.plain):
        return None
    return Corrected(intents=tuple(relative), used=frozenset(range(len(message.clauses))))


def _taken_back(message: Message, ctx: Context) -> Corrected | None:
    plain = message.plain.strip()
    opening = OPENS.match(plain)
    bare_contrast = re.match(
        r"^[\W_]*(?:the |number |photo )?[\w -]{1,24},? not (?:the |number |photo )?[\w -]{1,24}[.!]*$", plain
    )
    prefers = PREFERS.search(plain) is not None and len(plain) < 70
    is_opened = opening is not None or bare_contrast or END_SPELLING.search(plain) or INSTEAD.search(plain)
    if not is_opened and not prefers:
        return None
    if ctx.scene.memory.question is not None and opening is None:
        return None
    clauses = list(enumerate(message.clauses))
    if any(clause.is_question for _, clause in clauses):
        return None
    if re.search(
        r"\bundo|\bgo back|\brevert|\bput it back|\bhow it was|撤销|撤回|恢复|还原|改回|变回|原来", plain
    ):
        return None
    values: dict[str, Any] = {}
    photos: Selection | None = None
    texts: TextRef | None = None
    used: set[int] = set()
    for number, clause in clauses:
        told = _told(clause, ctx)
        keeps = "to" in told or STAYS.search(clause.plain) is not None
        photos = (None if keeps else _meant(clause, ctx)) or photos
        texts = clause.own_texts or texts
        values.update(told)
        used.add(number)
    command = [
        number
        for number, clause in clauses
        if _is_command(clause) and not message.plain.startswith("错", clause.end)
    ]
    last = ctx.scene.memory.intents
    if command and opening is None and not END_SPELLING.search(plain):
        return None
    if command and not _is_contrast(plain):
        return Corrected(Correction(), used=frozenset(used - set(range(command[0], len(clauses)))))
    slots = _slots(values, last)
    if prefers and not is_opened and (not slots or photos is not None or ctx.scene.memory.since):
        return None
    if photos is None and texts is None and not slots:
        return _other(plain, opening, used)
    if (
        photos is not None
        and not any(intent.photos is not None or intent.act in _ON_PHOTOS for intent in last)
        and not slots
    ):
        return None
    return Corrected(Correction(photos, texts, slots), used=frozenset(used))


_ON_PHOTOS = (
    "add_text",
    "add_photos",
    "set_photo_seconds",
    "set_look",
    "set_motion",
    "adjust",
    "set_transition",
)


def _other(plain: str, opening: re.Match[str] | None, used: set[int]) -> Corrected | None:
    """“No, the other one”; or only “wrong one”, which is taken back without saying what was meant."""
    if re.search(r"\bthe other (?:one|photo|picture|way)?\b|另一[张个]|另外(?:一|那)[张个]", plain):
        return Corrected(Correction(Selection((Ref("others"),))), used=frozenset(used))
    return None


def _told(clause: Clause, ctx: Context) -> dict[str, Any]:
    """Values of a clause, those after "not" left out."""
    values = values_of(clause)
    for family, slot in VALUE_SLOTS.items():
        said = [token for token in clause.all(family) if not _after_not(clause, token.start)]
        if said:
            values[slot] = value_of(said[-1], family)
        else:
            values.pop(slot, None)
    values.update(_place(clause, ctx))
    mood, lead = named_music(line_of(clause))
    if any(intent.act == "set_music" for intent in ctx.scene.memory.intents):
        values.update({"mood": mood} if mood else {})
        values.update({"lead": lead} if lead else {})
    if clause.files and "file" not in values:
        values["file"] = clause.files[0]
    if any(intent.act == "move_photos" for intent in ctx.scene.memory.intents):
        values.update(place_meant(clause))
    inside = {place for one in clause.mentions if not one.weak for place in range(one.first, one.last + 1)}
    numbers = [
        token
        for place, token in enumerate(clause.tokens)
        if token.kind == "number" and place not in inside and not _after_not(clause, token.start)
    ]
    if numbers:
        values["number"] = numbers[-1].value
    durations = [token for token in clause.kind("duration") if not _after_not(clause, token.start)]
    if durations:
        values["seconds"] = durations[-1].value
    colours = [token for token in clause.all("color") if not _after_not(clause, token.start)]
    if colours:
        values["color"] = next(
            one.partition(":")[2] for one in colours[-1].concepts if one.startswith("color:")
        )
    return values


def _place(clause: Clause, ctx: Context) -> dict[str, Any]:
    """Where a photo that was moved is meant to go: "no, to the second place"."""
    moved = any(intent.act == "move_photos" for intent in ctx.scene.memory.intents)
    return place_meant(clause) if moved else {}


def _after_not(clause: Clause, start: int) -> bool:
    """Whether "not" stands right before a place in the clause."""
    before = clause.plain[max(0, start - clause.start - 14) : max(0, start - clause.start)]
    return (
        re.search(r"(?:\bnot|n't|instead of|rather than|\bthan|不是|别|而不是|比)[\s\w第]{0,8}$", before)
        is not None
    )


def _meant(clause: Clause, ctx: Context) -> Selection | None:
    """The photos that are meant, those after "not" left out."""
    roles = ("", "over", "into") if _place(clause, ctx) else ("", "at", "to", "over", "into")
    found = [
        one
        for one in clause.mentions
        if one.role in roles
        and any(ref.kind != "it" for ref in one.selection.include)
        and not _after_not(clause, clause.tokens[one.first].start)
    ]
    loose = [one for one in found if _is_there(one.selection, ctx)]
    strong = [one for one in found if not one.weak] or ([] if _has_value(clause) else loose)
    return strong[-1].selection if strong else None


def _is_there(selection: Selection, ctx: Context) -> bool:
    """Whether bare numbers may be photos at all."""
    return all(ref.kind != "number" or abs(int(ref.value)) <= max(ctx.count, 1) for ref in selection.include)


def _has_value(clause: Clause) -> bool:
    return bool(clause.kind("duration", "percent", "ratio", "factor", "fps", "bpm", "quote"))


def _slots(values: dict[str, Any], last: Iterable[Intent]) -> dict[str, Any]:
    """Values under the names that the last intents have for them."""
    known = {name for intent in last for name in intent.slots}
    acts = {intent.act for intent in last}
    slots: dict[str, Any] = {}
    for name, value in values.items():
        if name == "number":
            continue
        fitting = next((one for one in _STANDS.get(name, (name,)) if one in known), None)
        if fitting is not None:
            slots[fitting] = value
        elif name == "text" and acts & {"add_text", "edit_text", "set_end_card"}:
            slots["text"] = value
        elif (name in ("mood", "lead", "file") and "set_music" in acts) or acts & _FITS.get(name, set()):
            slots[name] = value
    if "number" in values and not slots:
        for name in ("seconds", "percent", "fps", "degrees", "number", "to", "steps"):
            if name in known:
                return {name: float(values["number"]) if name in ("seconds", "percent") else values["number"]}
    return slots


_FITS: dict[str, set[str]] = {
    "look": {"set_look", "adjust"},
    "motion": {"set_motion"},
    "kind": {"set_transition"},
    "aspect": {"set_aspect"},
    "fps": {"set_fps"},
    "color": {"add_text", "edit_text", "set_background", "set_frame", "set_end_card"},
    "position": {"add_text", "edit_text", "set_focus"},
    "seconds": {"set_photo_seconds", "set_total_seconds"},
    "percent": {"set_music_volume"},
    "to": {"move_photos"},
}


def _is_command(clause: Clause) -> bool:
    """Whether a clause says itself what is to be done, and not only to what."""
    line = re.sub(
        r"\b(?:i|we) (?:meant|mean|said|wanted)(?: you)?(?: to)?\b|\b(?:should be|"
        r"should have been|was supposed to be|make (?:that|it)|have it)\b|打错了?|写错了?|删错了?|"
        r"加错了?|改错了?|放错了?|选错了?|弄错了?|换错了?|"
        r"(?:要|该|想|应该)(?:删|移|加|改|换|放|用|写|调|旋转|去)掉?的(?:应该)?是",
        " ",
        line_of(clause),
    )
    return COMMANDS.search(line) is not None


def _is_contrast(plain: str) -> bool:
    """Only "not this but that"."""
    return re.match(r"^[\W_]*(?:no[\W_]+)?not\b.{1,30}\bbut\b", plain) is not None


def repaired(intents: list[Intent], clause: Clause, ctx: Context) -> list[Intent]:
    """The intents so far with what "…wait no, six seconds" mends."""
    if not intents:
        return intents
    last = intents[-1]
    if _is_command(clause):
        return _said_anew(intents, clause, ctx)
    numbers = clause.kind("number")
    name = next((one for one in ("seconds", "percent", "fps", "degrees", "by") if one in last.slots), None)
    if name is not None and len(numbers) == 1 and not clause.own_photos:
        return [*intents[:-1], replace(last, slots={**last.slots, name: float(numbers[0].value)})]
    photos = _meant(clause, ctx)
    mood = (
        {
            key: value
            for key, value in zip(("mood", "lead"), named_music(line_of(clause)), strict=True)
            if value
        }
        if last.act == "set_music"
        else {}
    )
    slots = _slots({**_plain_values(clause), **mood}, [last])
    if photos is None and not slots and clause.own_texts is None:
        return _said_anew(intents, clause, ctx)
    mended = replace(
        last,
        photos=photos if photos is not None else last.photos,
        texts=clause.own_texts or last.texts,
        slots={**last.slots, **slots},
    )
    return [*intents[:-1], mended]


def _plain_values(clause: Clause) -> dict[str, Any]:
    values = values_of(clause)
    numbers = clause.kind("number")
    return {**values, "number": numbers[-1].value} if numbers else values


def _said_anew(intents: list[Intent], clause: Clause, ctx: Context) -> list[Intent]:
    """A whole command after "no wait": it stands in the place of the last of its kind, or of the last."""
    known = ctx.intents
    found = read_clause(clause, ctx)
    ctx.intents = known
    if not found:
        return intents
    spoken = intents[-1].photos
    if spoken is not None and clause.own_photos is None:
        found = [
            replace(one, photos=spoken) if one.act in ON_PHOTOS and one.photos is None else one
            for one in found
        ]
    acts = {one.act for one in found}
    if intents[-1].act in acts:
        return [*intents[:-1], *found]
    kept = [one for one in intents if one.act not in acts]
    return [*(kept[:-1] if len(kept) == len(intents) else kept), *found]
