"""Tools for how pictures look: looks, light and colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.automatic import reworked
from photoplay.agent.tools.kinds import Kind, Percent, choice, number, shown
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import Photos, chosen
from photoplay.render.looks.matching import matched
from photoplay.templates.amounts import AUTO_AMOUNT, usual_amount
from photoplay.timeline.model import LOOKS, Look, Timeline, VideoClip
from photoplay.timeline.spoken import look_named

#: Looks that give a picture its mood, and those that change one property.
STYLES: tuple[str, ...] = tuple(
    name for name, (low, _) in LOOKS.items() if low == 0 and name not in ("auto", "match", "lut")
)
PROPERTIES: tuple[str, ...] = tuple(name for name, (low, _) in LOOKS.items() if low < 0)
#: What a look replaces: two that give the same thing to a picture are never seen together.
_TINTS = frozenset({"warm", "cool", "bw", "sepia", "night", "vintage"})
_FINISHES = frozenset({"cinematic", "film", "matte", "faded", "vivid", "vintage"})
_FULL = {"bw": 100.0, "sepia": 80.0}
#: Of matching each photo with the others, in hundredths of the way.
_MATCH = 33.0


def _read_look(desk: Desk, name: str, value: Any) -> str:
    found = look_named(value, STYLES) if isinstance(value, str) and len(value) < 80 else None
    if found is None:
        raise Refused("no_such_look", look=shown(value), known=", ".join(STYLES))
    return found


def _read_any_look(desk: Desk, name: str, value: Any) -> str:
    found = look_named(value, LOOKS) if isinstance(value, str) and len(value) < 80 else None
    if found is None:
        raise Refused("no_such_look", look=shown(value), known=", ".join(LOOKS))
    return found


LookName = Annotated[str, Kind({"type": "string", "enum": list(STYLES)}, _read_look)]
AnyLook = Annotated[str, Kind({"type": "string", "enum": list(LOOKS)}, _read_any_look)]
Property = Annotated[
    str,
    choice(
        *PROPERTIES,
        also={
            "light": "brightness", "exposure": "brightness", "colour": "saturation", "color": "saturation",
            "vibrance": "saturation", "warmth": "temperature", "sharpness": "sharpen",
        },
    ),
]  # fmt: skip
Amount = Annotated[float, number(-100, 100)]


def style_amount(look: str) -> float:
    """The strength of a style where none is told."""
    return _FULL.get(look, usual_amount(look))


def set_look(
    desk: Desk, *, look: LookName, photos: Photos | None = None, amount: Percent | None = None
) -> Done:
    """Gives pictures a look. It takes the place of one of the same family: black and white replaces warm.

    Args:
        look: “warm”, “cool”, “vivid”, “faded”, “vintage”, “bw” (black and white), “sepia”, “cinematic”,
            “film”, “matte” or “night”.
        photos: Which; default: all.
        amount: Strength from 0 to 100; default: what suits the look.

    Example:
        set_look(look="bw", photos=[1])
    """
    strength = style_amount(look) if amount is None else min(max(amount, 0.0), 100.0)
    if strength == 0:
        return remove_looks(desk, photos=photos, look=look)
    new = Look(look, strength)
    timeline = _each(desk, photos, lambda clip: with_style(clip.looks, new))
    note = say(desk.language, "note_same_look") if timeline == desk.timeline else ""
    return Done(timeline, note, photos or ())


def with_style(looks: Sequence[Look], new: Look) -> tuple[Look, ...]:
    """Looks with a style more, in the place of what it replaces."""
    rivals = {new.type}
    for family in (_TINTS, _FINISHES):
        if new.type in family:
            rivals |= family
    kept: list[Look] = []
    for look in looks:
        if look.type not in rivals:
            kept.append(look)
        elif new not in kept:
            kept.append(new)
    return tuple(kept) if new in kept else (*kept, new)


def adjust(desk: Desk, *, property: Property, by: Amount, photos: Photos | None = None) -> Done:
    """Changes light or colour of pictures by an amount that is added to what was changed before.

    Args:
        property: “brightness”, “contrast”, “saturation”, “temperature” (above 0 warmer, below colder),
            “sharpen” or “vignette” (above 0: darker edges).
        by: From -100 to 100; a bit is 10, plainly 20, a lot 35.
        photos: Which; default: all.

    Example:
        adjust(photos=[4], property="brightness", by=20)
    """
    low, high = LOOKS[property]
    if not by:
        raise Refused("no_amount")
    timeline = _each(desk, photos, lambda clip: changed_by(clip.looks, property, by))
    is_at_end = timeline == desk.timeline
    note = say(desk.language, "note_at_limit", most=high if by > 0 else low) if is_at_end else ""
    return Done(timeline, note, photos or ())


def changed_by(looks: Sequence[Look], name: str, by: float) -> tuple[Look, ...]:
    """Looks with one property changed, within its range; none of it where it comes to 0."""
    low, high = LOOKS[name]
    present = next((look.amount for look in looks if look.type == name), 0.0)
    amount = round(min(max(present + by, low), high), 2)
    kept = tuple(replace(look, amount=amount) if look.type == name else look for look in looks)
    if all(look.type != name for look in looks):
        kept = (*looks, Look(name, amount))
    return tuple(look for look in kept if look.type != name or look.amount)


def fix_colours(desk: Desk, *, photos: Photos | None = None) -> Done:
    """Repairs light and colours of pictures by itself: levels and white balance.

    Args:
        photos: Which; default: all.

    Example:
        fix_colours()
    """
    auto = Look("auto", AUTO_AMOUNT)
    timeline = _each(desk, photos, lambda clip: (auto, *(look for look in clip.looks if look.type != "auto")))
    note = say(desk.language, "note_same_look") if timeline == desk.timeline else ""
    return Done(timeline, note, photos or ())


def match_colours(desk: Desk, *, photos: Photos | None = None) -> Done:
    """Brings the light and colours of photos near to each other, a third of the way.

    Args:
        photos: Which, at least two; default: all.

    Example:
        match_colours()
    """
    clips = chosen(desk, photos)
    records = desk.scene.records
    known = [clip for clip in clips if clip.source in records]
    looks = matched([records[clip.source] for clip in known], _MATCH)
    if not any(looks):
        return Done(desk.timeline, say(desk.language, "note_colours_match"), photos or ())
    changed = {}
    for clip, look in zip(known, looks, strict=True):
        first = [old for old in clip.looks if old.type == "auto"]
        rest = [old for old in clip.looks if old.type not in ("auto", "match")]
        changed[clip.id] = replace(clip, looks=(*first, *([look] if look is not None else []), *rest))
    return Done(reworked(desk.timeline, changed), photos=photos or ())


def remove_looks(desk: Desk, *, photos: Photos | None = None, look: AnyLook | None = None) -> Done:
    """Takes looks and changes of light and colour away.

    Args:
        photos: Which; default: all.
        look: Only this one; default: all of them.

    Example:
        remove_looks(photos=[2])
    """
    clips = chosen(desk, photos)
    if not any(look is None or one.type == look for clip in clips for one in clip.looks):
        raise Refused("no_looks")
    timeline = _each(
        desk, photos, lambda clip: tuple(one for one in clip.looks if look is not None and one.type != look)
    )
    return Done(timeline, photos=photos or ())


def _each(
    desk: Desk, photos: Sequence[str] | None, looks_of: Callable[[VideoClip], tuple[Look, ...]]
) -> Timeline:
    changed = {}
    for clip in chosen(desk, photos):
        looks = looks_of(clip)
        if looks != clip.looks:
            changed[clip.id] = replace(clip, looks=looks)
    return reworked(desk.timeline, changed)
