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
from photoplay.media.derive_film import MOST_FILM_SIDE, DerivedFilm
from photoplay.media.derive_lut import DerivedLut
from photoplay.media.derive_sound import DerivedSound
from photoplay.media.record import Film, Focus, MediaRecord, Role, Sound, Tone
from photoplay.media.samples import MIX_RATE, MOST_SECONDS

Choice = TypeVar("Choice", bound=str)

_FORMATS: Final = ("jpeg", "png", "webp", "heif", "avif", "gif", "tiff", "bmp")
_ROLES: Final[tuple[Role, ...]] = ("photo", "logo")
_NORMALISED: Final[tuple[NormalisedFormat, ...]] = ("jpeg", "png")
_SOUND_FORMATS: Final = ("mp3", "wav", "mp4", "aac", "ogg", "flac")
_FILM_FORMATS: Final = ("mp4", "mov", "avi", "webm", "mkv", "gif", "webp")
_LARGEST_SIDE: Final = 10_000_000
_MOST_RATE, _MOST_CHANNELS = 768_000, 8
_MOST_BPM: Final = 400
#: Beats of an hour at 300 a minute.
_MOST_BEATS: Final = 18_000
#: Integrated loudness of what 32 bits can hold, with the gate below.
_LEAST_LUFS, _MOST_LUFS = -71.0, 30.0
#: Pictures of a film, and how many there are a second.
_MOST_FRAMES, _MOST_FPS = 10_000_000, 1_000_000.0
_LIGHTNESS, _CAST, _MOST_LIGHT = 100.0, 128.0, 100.0
_LIVE_PHOTO: Final = re.compile(r"[A-Za-z0-9-]{0,64}", re.ASCII)
_DATE: Final = re.compile(r"[12]\d{3}:\d\d:\d\d \d\d:\d\d[:\d ]{0,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Examined:
    """An upload, judged and made anew.

    Attributes:
        record: What the original is; its ``path`` is where the original lies.
        normalised: The file that is drawn from.
        normalised_format: ``jpeg`` or ``png``; of sound ``flac``, of films ``mp4``, of tables ``cube``.
        normalised_sha256: Hex digest of its bytes.
        normalised_size_bytes: Its size.
        normalised_width, normalised_height: Its size, pixels; 0 of sound and tables.
        thumbnail: A JPEG of at most 480 pixels: a film's most telling picture, a sound's outline, what a
            table does to colours.
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
    tone: Tone | None = None
    live_photo: str = ""


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """What the sandbox found out of a film. Fields as in ``MediaRecord`` and ``DerivedFilm``."""

    format: str
    width: int
    height: int
    film: Film
    sound: Sound | None
    samples: int
    tone: Tone | None
    focus: Focus
    taken_at: str
    live_photo: str
    normalised_width: int
    normalised_height: int


@dataclass(frozen=True, slots=True)
class LutFacts:
    """What the sandbox found out of a table of colours: that it is one."""


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What the sandbox found out of a sound. Fields as in ``DerivedSound``."""

    format: str
    sound: Sound
    samples: int


def to_json(derived: Derived | DerivedSound | DerivedFilm | DerivedLut) -> dict[str, object]:
    """The form of what was found, by its kind, in JSON."""
    if isinstance(derived, DerivedSound):
        return {"format": derived.format, "samples": derived.samples, "sound": asdict(derived.sound)}
    if isinstance(derived, DerivedLut):
        return {"format": "cube"}
    if isinstance(derived, DerivedFilm):
        return _film_to_json(derived)
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
        **_more_to_json(record),
    }


def _more_to_json(record: MediaRecord) -> dict[str, object]:
    return {
        "tone": None if record.tone is None else asdict(record.tone),
        "live_photo": record.live_photo,
    }


def _film_to_json(derived: DerivedFilm) -> dict[str, object]:
    record = derived.record
    assert record.film is not None
    return {
        "format": record.format,
        "width": record.width,
        "height": record.height,
        "film": asdict(record.film),
        "sound": None if record.sound is None else asdict(record.sound),
        "samples": derived.samples,
        "focus": [record.focus.x, record.focus.y, record.focus.certainty],
        "taken_at": record.taken_at,
        "normalised": [derived.width, derived.height],
        **_more_to_json(record),
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
        focus=_focus(told.get("focus")),
        taken_at=_date(told.get("taken_at")),
        normalised_format=_one_of(format, _NORMALISED),
        normalised_width=normalised_width,
        normalised_height=normalised_height,
        tone=_tone(told.get("tone")),
        live_photo=_live_photo(told.get("live_photo")),
    )


def film_from_json(told: Mapping[str, object]) -> FilmFacts:
    """The same for a film.

    Raises:
        ValueError: A value is missing, of another type, or out of range.
    """
    width, height = (_whole(side, 2, MOST_FILM_SIDE) for side in _listed(told.get("normalised"), 2))
    film = _film(told.get("film"))
    samples = _whole(told.get("samples"), 0, film.duration_ms * MIX_RATE // 1000)
    return FilmFacts(
        format=_one_of(told.get("format"), _FILM_FORMATS),
        width=_whole(told.get("width"), 1, _LARGEST_SIDE),
        height=_whole(told.get("height"), 1, _LARGEST_SIDE),
        film=film,
        sound=_sound(told.get("sound"), samples) if samples else None,
        samples=samples,
        tone=_tone(told.get("tone")),
        focus=_focus(told.get("focus")),
        taken_at=_date(told.get("taken_at")),
        live_photo=_live_photo(told.get("live_photo")),
        normalised_width=width,
        normalised_height=height,
    )


def lut_from_json(told: Mapping[str, object]) -> LutFacts:
    """The same for a table of colours.

    Raises:
        ValueError: It does not say that it is one.
    """
    _one_of(told.get("format"), ("cube",))
    return LutFacts()


def sound_from_json(told: Mapping[str, object]) -> SoundFacts:
    """The same for a sound. Which of the two it is, the other side does not decide.

    Raises:
        ValueError: A value is missing, of another type, or out of range.
    """
    samples = _whole(told.get("samples"), 1, MOST_SECONDS * MIX_RATE)
    return SoundFacts(
        _one_of(told.get("format"), _SOUND_FORMATS), _sound(told.get("sound"), samples), samples
    )


def _sound(sound: object, samples: int) -> Sound:
    if not isinstance(sound, dict):
        raise ValueError("not a sound")
    duration_ms = samples * 1000 // MIX_RATE
    beats_ms = _times(sound.get("beats_ms"), duration_ms)
    downbeats_ms = _times(sound.get("downbeats_ms"), duration_ms)
    if sound.get("duration_ms") != duration_ms or not set(downbeats_ms) <= set(beats_ms):
        raise ValueError("times that contradict each other")
    return Sound(
        duration_ms=duration_ms,
        sample_rate=_whole(sound.get("sample_rate"), 1, _MOST_RATE),
        channels=_whole(sound.get("channels"), 1, _MOST_CHANNELS),
        loudness_lufs=_perhaps(sound.get("loudness_lufs"), _LEAST_LUFS, _MOST_LUFS),
        best_start_ms=_whole(sound.get("best_start_ms"), 0, duration_ms),
        bpm=_perhaps(sound.get("bpm"), 1, _MOST_BPM),
        beats_ms=beats_ms,
        downbeats_ms=downbeats_ms,
    )


def _film(film: object) -> Film:
    if not isinstance(film, dict):
        raise ValueError("not a film")
    return Film(
        duration_ms=_whole(film.get("duration_ms"), 1, MOST_SECONDS * 1000),
        frames=_whole(film.get("frames"), 1, _MOST_FRAMES),
        fps=_number(film.get("fps"), 0, _MOST_FPS),
    )


def _tone(tone: object) -> Tone | None:
    if tone is None:
        return None
    if not isinstance(tone, dict):
        raise ValueError("not a tone")
    lightness, *casts = _listed(tone.get("mean"), 3)
    a, b = (_number(cast, -_CAST, _CAST) for cast in casts)
    red, green, blue = (_number(part, 0, _MOST_LIGHT) for part in _listed(tone.get("light"), 3))
    return Tone(
        black=_number(tone.get("black"), 0, 1),
        white=_number(tone.get("white"), 0, 1),
        mean=(_number(lightness, 0, _LIGHTNESS), a, b),
        light=(red, green, blue),
        certainty=_number(tone.get("certainty"), 0, 1),
    )


def _focus(value: object) -> Focus:
    return Focus(*(_number(part, 0, 1) for part in _listed(value, 3)))


def _live_photo(value: object) -> str:
    if not isinstance(value, str) or not _LIVE_PHOTO.fullmatch(value):
        raise ValueError("not an identifier")
    return value


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
    if not isinstance(value, list | tuple) or len(value) != length:
        raise ValueError("not a list of the right length")
    return list(value)


def _colour(value: object) -> tuple[int, int, int] | None:
    if value is None:
        return None
    red, green, blue = (_whole(part, 0, 255) for part in _listed(value, 3))
    return red, green, blue


def _date(value: object) -> str:
    if not isinstance(value, str) or not (value == "" or _DATE.fullmatch(value)):
        raise ValueError("not a date")
    return value
