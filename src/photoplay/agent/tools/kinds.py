"""Kinds of arguments: how they are described to a model, and how they are read from what it sends.

Whatever is sent, a reader gives a value of the right type or raises ``Refused``. Ranges in schemas tell a
model what is usual; what is beyond them is for the edits to judge, in words for people.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from photoplay.agent.cleaning import clean
from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.timeline.colours import colour_of
from photoplay.timeline.model import MOODS, TEXT_POSITIONS
from photoplay.timeline.wording import one_line

#: Longest list, and longest text, that a model may send.
MOST_ITEMS, MOST_CHARACTERS = 2_000, 4_000
_MOST_NUMBER = 1e9
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:%|s|sec|seconds?|秒|x|times|db)?", re.IGNORECASE)

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of argument.

    Attributes:
        schema: In JSON Schema.
        read: Gives the value of what was sent; ``Refused`` if it has none. Takes the desk, the argument's
            name and what was sent.
        gives_ids: Whether that value is the id of a clip, or a tuple of ids.
    """

    schema: Schema
    read: Callable[[Desk, str, Any], Any]
    gives_ids: bool = False


def wrong(name: str, value: Any, wanted: str) -> Refused:
    """The refusal of a value, which is shown shortened."""
    return Refused("arg_wrong", name=name, value=shown(value), wanted=wanted)


def shown(value: Any) -> str:
    """Anything a model sent, short and on one line."""
    return one_line(clean(str(value)[:200]))


def number(low: float, high: float, what: str = "") -> Kind:
    """A finite number; ``what`` describes it to a model."""
    schema: dict[str, Any] = {"type": "number", "minimum": low, "maximum": high}
    return Kind(schema | ({"description": what} if what else {}), read_number)


def read_number(desk: Desk, name: str, value: Any) -> float:
    """A finite number, also one written as a text: "5", "5s", "50%"."""
    if isinstance(value, str) and len(value) < 40 and (found := _NUMBER.fullmatch(value.strip())):
        value = float(found[1])
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong(name, value, "1.5")
    if isinstance(value, int) and abs(value) > _MOST_NUMBER:
        raise wrong(name, "…", "1.5")
    if not math.isfinite(value) or abs(value) > _MOST_NUMBER:
        raise wrong(name, value, "1.5")
    return float(value)


def read_whole(desk: Desk, name: str, value: Any) -> int:
    """A whole number; 3.0 is one."""
    found = read_number(desk, name, value)
    if found != int(found):
        raise wrong(name, value, "3")
    return int(found)


def read_flag(desk: Desk, name: str, value: Any) -> bool:
    """True or false."""
    if isinstance(value, str) and value.strip().lower() in ("true", "false", "yes", "no"):
        return value.strip().lower() in ("true", "yes")
    if not isinstance(value, bool):
        raise wrong(name, value, "true")
    return value


def read_words(desk: Desk, name: str, value: Any) -> str:
    """A text of people, exactly as it is but for characters that no file may hold."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{read_number(desk, name, value):g}"
    if not isinstance(value, str):
        raise wrong(name, value, "“…”")
    if len(value) > MOST_CHARACTERS:
        raise Refused("arg_long", name=name, most=MOST_CHARACTERS)
    return clean(value)


def read_list(name: str, value: Any) -> list[Any]:
    """A list of bounded length; what is no list is one of its own."""
    items = list(value) if isinstance(value, list | tuple) else [value]
    if len(items) > MOST_ITEMS:
        raise Refused("arg_many", name=name, most=MOST_ITEMS)
    return items


def choice(*names: str, also: Mapping[str, str] | None = None) -> Kind:
    """One of some names; ``also``: other words for them."""
    known = {_plain(one): one for one in names} | {_plain(one): name for one, name in (also or {}).items()}

    def read(desk: Desk, name: str, value: Any) -> str:
        found = known.get(_plain(value)) if isinstance(value, str | int) else None
        if found is None:
            raise Refused("arg_choice", name=name, value=shown(value), known=", ".join(names))
        return found

    return Kind({"type": "string", "enum": list(names)}, read)


def _plain(value: str | int) -> str:
    return re.sub(r"[\s_-]+", "", str(value)[:80]).casefold()


def _read_colour(desk: Desk, name: str, value: Any) -> str:
    found = colour_of(value) if isinstance(value, str) and len(value) <= 60 else None
    if not found:
        raise Refused("no_such_colour", color=shown(value))
    return found.lower()


def _read_ground(desk: Desk, name: str, value: Any) -> str:
    return value if value in ("dark", "light") else _read_colour(desk, name, value)


_PLACES: Mapping[str, str] = {
    "topcenter": "top", "topmiddle": "top", "topcentre": "top", "upper": "top", "upperleft": "top-left",
    "upperright": "top-right", "lowerleft": "bottom-left", "lowerright": "bottom-right", "lower": "bottom",
    "bottomcenter": "bottom", "bottomcentre": "bottom", "bottommiddle": "bottom", "middle": "center",
    "centre": "center", "middlecenter": "center", "centerleft": "left", "middleleft": "left",
    "centerright": "right", "middleright": "right", "lefttop": "top-left", "righttop": "top-right",
    "leftbottom": "bottom-left", "rightbottom": "bottom-right",
}  # fmt: skip
_position_name = choice(*TEXT_POSITIONS, also=_PLACES)


def _read_position(desk: Desk, name: str, value: Any) -> str | tuple[float, float]:
    if isinstance(value, Mapping):
        x, y = (read_number(desk, f"{name}.{axis}", value.get(axis)) for axis in ("x", "y"))
        if not (0 <= x <= 1 and 0 <= y <= 1):
            raise wrong(name, f"{x:g}, {y:g}", '{"x": 0.5, "y": 0.8}')
        return x, y
    found: str = _position_name.read(desk, name, value)
    return found


def _read_size(desk: Desk, name: str, value: Any) -> str | float:
    if isinstance(value, str) and value.strip().lower() in SIZE_WORDS:
        return value.strip().lower()
    return read_number(desk, name, value)


SIZE_WORDS = ("small", "medium", "large", "huge", "bigger", "smaller")
_POSITION_SCHEMA: Schema = {
    "anyOf": [
        {"type": "string", "enum": list(TEXT_POSITIONS)},
        {
            "type": "object",
            "properties": {
                "x": {"type": "number", "minimum": 0, "maximum": 1},
                "y": {"type": "number", "minimum": 0, "maximum": 1},
            },
            "required": ["x", "y"],
        },
    ]
}

Words = Annotated[str, Kind({"type": "string", "maxLength": MOST_CHARACTERS}, read_words)]
Flag = Annotated[bool, Kind({"type": "boolean"}, read_flag)]
Whole = Annotated[int, Kind({"type": "integer"}, read_whole)]
Number = Annotated[float, Kind({"type": "number"}, read_number)]
Seconds = Annotated[float, number(0, 14_400, "seconds")]
Change = Annotated[float, number(-14_400, 14_400, "seconds more, or less below 0")]
Factor = Annotated[float, number(0.01, 100, "times")]
Percent = Annotated[float, number(0, 200, "percent")]
Colour = Annotated[
    str,
    Kind({"type": "string", "description": "#rrggbb, or a colour's name such as “dark green”"}, _read_colour),
]
Ground = Annotated[
    str, Kind({"type": "string", "description": "“dark”, “light”, #rrggbb, or a colour's name"}, _read_ground)
]
Position = Annotated[str | tuple[float, float], Kind(_POSITION_SCHEMA, _read_position)]
Size = Annotated[
    str | float,
    Kind(
        {
            "anyOf": [
                {"type": "string", "enum": list(SIZE_WORDS)},
                {"type": "number", "minimum": 0.5, "maximum": 50, "description": "percent"},
            ]
        },
        _read_size,
    ),
]
Corner = Annotated[
    str,
    choice(
        "top-left", "top-right", "bottom-left", "bottom-right",
        also={
            "left top": "top-left", "right top": "top-right", "left bottom": "bottom-left",
            "right bottom": "bottom-right", "upper left": "top-left", "upper right": "top-right",
            "lower left": "bottom-left", "lower right": "bottom-right", "top": "top-right",
            "bottom": "bottom-right", "left": "top-left", "right": "top-right",
        },
    ),
]  # fmt: skip
Mood = Annotated[str, Kind({"type": "string", "description": f"one of {', '.join(MOODS)}"}, read_words)]
