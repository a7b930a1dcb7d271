"""How words are set and how they come and go: the typed form of a text's style and animation.

A draft keeps ``st`` and ``an`` as they came, with keys of others; this reads what is ours. What is not
said is None and left to the renderer, which knows the canvas and the role.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from photoplay.errors import InvalidTimeline
from photoplay.timeline.model import TEXT_POSITIONS, TEXT_ROLES, Json
from photoplay.timeline.values import check_choice, check_number, check_string, check_whole

COLOUR = r"^#[0-9a-fA-F]{6}$"
ALIGNMENTS = ("left", "center", "right")
#: Ways in and out. "count" lets the first number of the words count up; it is a way in only.
ANIMATIONS_IN = ("none", "fade", "slide", "rise", "pop", "typewriter", "word-by-word", "blur", "count")
ANIMATIONS_OUT = ("none", "fade", "slide", "rise", "pop", "typewriter", "word-by-word", "blur")
CONTRASTS = ("auto", "none")
MAX_FONT = 1_000
MAX_ANIMATION_MS = 60_000


@dataclass(frozen=True, slots=True)
class Outline:
    """A line around letters: "#rrggbb", and its width as a fraction of the letters' size, 0–0.5."""

    color: str = "#000000"
    width: float = 0.06


@dataclass(frozen=True, slots=True)
class Shadow:
    """A soft shadow: "#rrggbb", opacity 0–1, and its softness as a fraction of the letters' size, 0–1."""

    color: str = "#000000"
    opacity: float = 0.6
    blur: float = 0.15


@dataclass(frozen=True, slots=True)
class Plate:
    """A box behind the words: "#rrggbb", opacity 0–1, corner radius as a fraction of the size, 0–1."""

    color: str = "#000000"
    opacity: float = 0.6
    radius: float = 0.2


@dataclass(frozen=True, slots=True)
class Animation:
    """One of ``ANIMATIONS_IN`` or ``_OUT``; its length, None: a comfortable one."""

    type: str
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text is set.

    Attributes:
        role: One of ``TEXT_ROLES``.
        position: One of ``TEXT_POSITIONS``, or the middle of the words in fractions of the canvas.
        size: Height of the letters (the font's em) as a fraction of the canvas height.
        color: "#rrggbb".
        font: Name of a font family.
        weight: 100 (thin) to 900 (black); 400 is regular, 700 bold.
        align: One of ``ALIGNMENTS``: of lines within the text.
        outline, shadow, plate: None: left to the renderer; False: none.
        gradient: Colours of the letters from top to bottom; stands above ``color``.
        contrast: "auto" adds what is needed to read it on what is behind; "none" leaves it.
        way_in, way_out: None: the role's own.
    """

    role: str = "title"
    position: str | tuple[float, float] | None = None
    size: float | None = None
    color: str | None = None
    font: str | None = None
    weight: int | None = None
    align: str | None = None
    outline: Outline | bool | None = None
    shadow: Shadow | bool | None = None
    plate: Plate | bool | None = None
    gradient: tuple[str, str] | None = None
    contrast: str = "auto"
    way_in: Animation | None = None
    way_out: Animation | None = None


def lettering_of(
    style: Mapping[str, Json],
    animation: Mapping[str, Json],
    style_field: str = "st",
    animation_field: str = "an",
) -> Lettering:
    """Reads a text's style and animation; keys that are not ours are passed over.

    Args:
        style, animation: As in the draft.
        style_field, animation_field: Their paths in the draft, for errors.

    Raises:
        InvalidTimeline: A value of ours is of the wrong type or out of range; ``field`` is its path.
    """
    told: dict[str, Any] = {}
    for key, read in _STYLE.items():
        if key in style:
            told[_NAMES.get(key, key)] = read(style[key], f"{style_field}.{key}")
    for key, name, known in (("in", "way_in", ANIMATIONS_IN), ("out", "way_out", ANIMATIONS_OUT)):
        if key in animation:
            told[name] = _animation(animation[key], f"{animation_field}.{key}", known)
    return Lettering(**told)


def _role(value: Json, field: str) -> str:
    check_choice(value, TEXT_ROLES, "The role of a text", field)
    return str(value)


def _position(value: Json, field: str) -> str | tuple[float, float]:
    if not isinstance(value, Mapping):
        check_choice(value, TEXT_POSITIONS, "The place of a text", field)
        return str(value)
    for axis in ("x", "y"):
        check_number(value.get(axis), "The place of a text", f"{field}.{axis}", 0, 1)
    return float(value["x"]), float(value["y"])


def _size(value: Json, field: str) -> float:
    check_number(value, "The size of a text", field, 0.001, 1)
    return float(value)


def _color(value: Json, field: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(COLOUR, value):
        raise InvalidTimeline("A colour must be written like #ffcc00.", field=field)
    return str(value).lower()


def _font(value: Json, field: str) -> str:
    check_string(value, "The font", field, shortest=1, longest=MAX_FONT)
    return str(value)


def _weight(value: Json, field: str) -> int:
    check_whole(value, "The weight of a font", field, 100, 900)
    return int(value)


def _align(value: Json, field: str) -> str:
    check_choice(value, ALIGNMENTS, "The alignment of a text", field)
    return str(value)


def _contrast(value: Json, field: str) -> str:
    check_choice(value, CONTRASTS, "The contrast of a text", field)
    return str(value)


def _gradient(value: Json, field: str) -> tuple[str, str]:
    colours = value if isinstance(value, list | tuple) and len(value) == 2 else (None, None)
    return _color(colours[0], f"{field}[0]"), _color(colours[1], f"{field}[1]")


def _record(kind: type[Any], what: str, ranges: Mapping[str, tuple[float, float]]) -> Any:
    """A reader of true, false, or an object with a colour and numbers."""

    def read(value: Json, field: str) -> Any:
        if isinstance(value, bool):
            return value
        if not isinstance(value, Mapping):
            value = {"color": value}
        told: dict[str, Any] = {}
        if "color" in value:
            told["color"] = _color(value["color"], f"{field}.color")
        for key, (low, high) in ranges.items():
            if key in value:
                check_number(value[key], f"The {key} of {what}", f"{field}.{key}", low, high)
                told[key] = float(value[key])
        return kind(**told)

    return read


def _animation(value: Json, field: str, known: tuple[str, ...]) -> Animation:
    name, duration_ms = value, None
    if isinstance(value, Mapping):
        name, field, duration_ms = value.get("type"), f"{field}.type", value.get("d")
    check_choice(name, known, "The animation of a text", field)
    if duration_ms is not None:
        check_whole(
            duration_ms, "The length of an animation", field.replace(".type", ".d"), 0, MAX_ANIMATION_MS
        )
    return Animation(str(name), duration_ms)


_STYLE: Mapping[str, Any] = {
    "role": _role,
    "pos": _position,
    "size": _size,
    "color": _color,
    "font": _font,
    "weight": _weight,
    "align": _align,
    "outline": _record(Outline, "an outline", {"width": (0, 0.5)}),
    "shadow": _record(Shadow, "a shadow", {"opacity": (0, 1), "blur": (0, 1)}),
    "box": _record(Plate, "a box", {"opacity": (0, 1), "radius": (0, 1)}),
    "gradient": _gradient,
    "contrast": _contrast,
}
_NAMES = {"pos": "position", "box": "plate"}
