"""What is known of an upload once it has been examined, and the form in which the sandbox tells it.

The other side of that form may have been taken over by the file it read, so nothing in it is believed:
every value is checked for type and range, and what can be found out without a decoder (hashes, sizes of
files) is not asked for.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from photoplay.media.derive import MOST_PIXELS, MOST_SIDE, Derived, NormalisedFormat
from photoplay.media.derive_sound import DerivedSound
from photoplay.media.record import Focus, MediaRecord, Role, Sound
from photoplay.media.samples import MIX_RATE, MOST_SECONDS

Choice = TypeVar("Choice", bound=str)

_FORMATS: Final = ("jpeg", "png", "webp", "heif", "avif", "gif", "tiff", "bmp")
_ROLES: Final[tuple[Role, ...]] = ("photo", "logo")
_NORMALISED: Final[tuple[NormalisedFormat, ...]] = ("jpeg", "png")
_SOUND_FORMATS: Final = ("mp3", "wav", "mp4", "aac", "ogg", "flac")
_LARGEST_SIDE: Final = 10_000_000
_MOST_RATE, _MOST_CHANNELS = 768_000, 8
_MOST_BPM: Final = 400
#: Beats of an hour at 300 a minute.
_MOST_BEATS: Final = 18_000
#: Integrated loudness of what 32 bits can hold, with the gate below.
_LEAST_LUFS, _MOST_LUFS = -71.0, 30.0
_DATE: Final = re.compile(r"[12]\d{3}:\d\d:\d\d \d\d:\d\d[:\d ]{0,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Examined:
    """An upload, judged and made anew.

    Attributes:
        record: What the original is; its ``path`` is where the original lies.
        normalised: The file that is drawn from.
        normalised_format: ``jpeg`` or ``png``; of sound ``flac``.
        normalised_sha256: Hex digest of its bytes.
        normalised_size_bytes: Its size.
        normalised_width, normalised_height: Its size, pixels; 0 of sound.
        thumbnail: A JPEG of at most 480 pixels; of sound, a picture of its outline.
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


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What the sandbox found out of a sound. Fields as in ``DerivedSound``."""

    format: str
    sound: Sound
    samples: int


def to_json(derived: Derived | DerivedSound) -> dict[str, object]:
    """The form of ``Facts`` or ``SoundFacts`` in JSON."""
    if isinstance(derived, DerivedSound):
        return {"format": derived.format, "samples": derived.samples, "sound": asdict(derived.sound)}
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
        focus=Focus(*(_number(value, 0, 1) for value in _listed(told.get("focus"), 3))),
        taken_at=_date(told.get("taken_at")),
        normalised_format=_one_of(format, _NORMALISED),
        normalised_width=normalised_width,
        normalised_height=normalised_height,
    )


def sound_from_json(told: Mapping[str, object]) -> SoundFacts:
    """The same for a sound. Which of the two it is, the other side does not decide.

    Raises:
        ValueError: A value is missing, of another type, or out of range.
    """
    sound = told.get("sound")
    if not isinstance(sound, dict):
        raise ValueError("not a sound")
    samples = _whole(told.get("samples"), 1, MOST_SECONDS * MIX_RATE)
    duration_ms = samples * 1000 // MIX_RATE
    beats_ms = _times(sound.get("beats_ms"), duration_ms)
    downbeats_ms = _times(sound.get("downbeats_ms"), duration_ms)
    if sound.get("duration_ms") != duration_ms or not set(downbeats_ms) <= set(beats_ms):
        raise ValueError("times that contradict each other")
    found = Sound(
        duration_ms=duration_ms,
        sample_rate=_whole(sound.get("sample_rate"), 1, _MOST_RATE),
        channels=_whole(sound.get("channels"), 1, _MOST_CHANNELS),
        loudness_lufs=_perhaps(sound.get("loudness_lufs"), _LEAST_LUFS, _MOST_LUFS),
        best_start_ms=_whole(sound.get("best_start_ms"), 0, duration_ms),
        bpm=_perhaps(sound.get("bpm"), 1, _MOST_BPM),
        beats_ms=beats_ms,
        downbeats_ms=downbeats_ms,
    )
    return SoundFacts(_one_of(told.get("format"), _SOUND_FORMATS), found, samples)


def _times(value: object, most_ms: int) -> tuple[int, ...]:
    """Ascending milliseconds within a sound."""
    if not isinstance(value, list) or len(value) > _MOST_BEATS:
        raise ValueError("not a list of times")
    times = tuple(_whole(time, 0, most_ms) for time in value)
    if any(later <= earlier for earlier, later in itertools.pairwise(times)):
        raise ValueError("times out of order")
    return times


def _whole(value: object, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("not a whole number in range")
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError("not true or false")
    return value


def _number(value: object, least: float, most: float) -> float:
    if type(value) not in (int, float) or not isinstance(value, int | float):
        raise ValueError("not a number")
    if not math.isfinite(value) or not least <= value <= most:
        raise ValueError("not a number in range")
    return float(value)


def _perhaps(value: object, least: float, most: float) -> float | None:
    return None if value is None else _number(value, least, most)


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
