"""Looks of every shot: near to each other in light, and one mood for all where the kind or the brief has one."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.errors import InvalidOption
from photoplay.media.record import MediaRecord
from photoplay.render.looks.matching import matched
from photoplay.render.looks.table import LOOK_TABLE
from photoplay.templates.amounts import MATCH_AMOUNT, usual_amount
from photoplay.templates.brief import Brief
from photoplay.templates.style import Style
from photoplay.timeline.model import LOOKS, Look

#: A ground whose channels are all this light is white: a look that tints it spoils it.
_WHITE_GROUND = 225


def looks_of(brief: Brief, style: Style, records: Sequence[MediaRecord]) -> list[tuple[Look, ...]]:
    """The looks of each shot: what repairs it, what brings it near to the others, what gives it a mood.

    Args:
        brief: Looks that are asked for are given to all, and stand in the place of the kind's own mood.
        style: Of the kind.
        records: What is shown, in order.

    Raises:
        InvalidOption: There is no look of the name asked for, or it needs a file.
    """
    asked = [_asked(name, amount) for name, amount in brief.looks]
    first = tuple(look for look in asked if look.type == "auto")
    rest = tuple(look for look in asked if look.type not in ("auto", "match"))
    near = next(
        (look.amount for look in asked if look.type == "match"), 0.0 if style.is_plain else MATCH_AMOUNT
    )
    has_mood = any(LOOKS[look.type][0] == 0 for look in rest)
    own = () if has_mood else tuple(Look(name, amount) for name, amount in style.looks)
    return [
        (*first, *((match,) if match is not None else ()), *rest, *(own if _takes(record) else ()))
        for record, match in zip(records, matched(records, near), strict=True)
    ]


def _asked(name: str, amount: float | None) -> Look:
    if name not in LOOKS:
        raise InvalidOption(f"There is no look “{name}”. Choose one of: {', '.join(LOOKS)}.")
    if LOOK_TABLE[name].takes_file:
        raise InvalidOption(f"The look “{name}” goes by a file; choose another one.")
    low, high = LOOKS[name]
    told = usual_amount(name) if amount is None else amount
    return Look(name, float(min(max(told, low), high)))


def _takes(record: MediaRecord) -> bool:
    """Whether a picture takes a mood that nobody asked for: not charts, logos, and products on white."""
    is_white = record.background is not None and min(record.background) >= _WHITE_GROUND
    return not (record.is_graphic or record.role == "logo" or is_white)
