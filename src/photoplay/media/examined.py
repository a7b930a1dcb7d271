"""What is known of an upload once it has been examined, and the form in which the sandbox tells it.

The other side of that form may have been taken over by the file it read, so nothing in it is believed:
every value is checked for type and range, and what can be found out without a decoder (hashes, sizes of
files) is not asked for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from photoplay.media.derive import MOST_PIXELS, MOST_SIDE, Derived, NormalisedFormat
from photoplay.media.record import Focus, MediaRecord, Role

Choice = TypeVar("Choice", bound=str)

_FORMATS: Final = ("jpeg", "png", "webp", "heif", "avif", "gif", "tiff", "bmp")
_ROLES: Final[tuple[Role, ...]] = ("photo", "logo")
_NORMALISED: Final[tuple[NormalisedFormat, ...]] = ("jpeg", "png")
_LARGEST_SIDE: Final = 10_000_000
_DATE: Final = re.compile(r"[12]\d{3}:\d\d:\d\d \d\d:\d\d[:\d ]{0,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Examined:
    """An upload, judged and made anew.

    Attributes:
        record: What the original is; its ``path`` is where the original lies.
        normalised: The file that is drawn from.
        normalised_format: ``jpeg`` or ``png``.
        normalised_sha256: Hex digest of its bytes.
        normalised_size_bytes: Its size.
        normalised_width, normalised_height: Its size, pixels.
        thumbnail: A JPEG of at most 480 pixels.
        layers: What held the process that read the original; see ``Sandbox.layers``.
    """

    record: MediaRecord
    normalised: Path
    normalised_format: NormalisedFormat
    normalised_sha256: str
    normalised_size_bytes: int
    normalised_width: int
    normalised_height: int
    thumbnail: Path
    layers: tuple[str, ...]


def normalised_record(examined: Examined, path: Path) -> MediaRecord:
    """The record that drawing needs: bytes and size of the normalised file, all else of the original.

    Args:
        examined: What was found.
        path: Where the normalised file lies now.
    """
    return replace(
        examined.record,
        path=path,
        format=examined.normalised_format,
        width=examined.normalised_width,
        height=examined.normalised_height,
        size_bytes=examined.normalised_size_bytes,
        sha256=examined.normalised_sha256,
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sandbox found out. Fields as in ``MediaRecord`` and ``Examined``."""

    format: str
    width: int
    height: int
    has_alpha: bool
    role: Role
    is_graphic: bool
    background: tuple[int, int, int] | None
    focus: Focus
    taken_at: str
    normalised_format: NormalisedFormat
    normalised_width: int
    normalised_height: int


def to_json(derived: Derived) -> dict[str, object]:
    """The form of ``Facts`` in JSON."""
    record = derived.record
    return {
        "format": record.format,
        "width": record.width,
        "height": record.height,
        "has_alpha": record.has_alpha,
        "role": record.role,
        "is_graphic": record.is_graphic,
        "background": record.background,
        "focus": [record.focus.x, record.focus.y, record.focus.certainty],
        "taken_at": record.taken_at,
        "normalised": [derived.format, derived.width, derived.height],
    }


def from_json(told: Mapping[str, object]) -> Facts:
    """Checks and reads what ``to_json`` wrote, or what somebody wants us to believe that it wrote.

    Raises:
        ValueError: A value is missing, of another type, or out of range.
    """
    format, width, height = _listed(told.get("normalised"), 3)
    normalised_width, normalised_height = _whole(width, 1, MOST_SIDE), _whole(height, 1, MOST_SIDE)
    if normalised_width * normalised_height > MOST_PIXELS:
        raise ValueError("too many pixels")
    return Facts(
        format=_one_of(told.get("format"), _FORMATS),
        width=_whole(told.get("width"), 1, _LARGEST_SIDE),
        height=_whole(told.get("height"), 1, _LARGEST_SIDE),
        has_alpha=_truth(told.get("has_alpha")),
        role=_one_of(told.get("role"), _ROLES),
        is_graphic=_truth(told.get("is_graphic")),
        background=_colour(told.get("background")),
        focus=Focus(*(_fraction(value) for value in _listed(told.get("focus"), 3))),
        taken_at=_date(told.get("taken_at")),
        normalised_format=_one_of(format, _NORMALISED),
        normalised_width=normalised_width,
        normalised_height=normalised_height,
    )


def _whole(value: object, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("not a whole number in range")
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError("not true or false")
    return value


def _fraction(value: object) -> float:
    if type(value) not in (int, float) or not isinstance(value, int | float):
        raise ValueError("not a number")
    if not math.isfinite(value) or not 0 <= value <= 1:
        raise ValueError("not a fraction")
    return float(value)


def _one_of(value: object, choices: tuple[Choice, ...]) -> Choice:
    for choice in choices:
        if value == choice:
            return choice
    raise ValueError("not one of the known words")


def _listed(value: object, length: int) -> list[object]:
    if not isinstance(value, list) or len(value) != length:
        raise ValueError("not a list of the right length")
    return value


def _colour(value: object) -> tuple[int, int, int] | None:
    if value is None:
        return None
    red, green, blue = (_whole(part, 0, 255) for part in _listed(value, 3))
    return red, green, blue


def _date(value: object) -> str:
    if not isinstance(value, str) or not (value == "" or _DATE.fullmatch(value)):
        raise ValueError("not a date")
    return value
