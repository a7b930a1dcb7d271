"""What an export is asked to be: one frozen record, read from what an untrusted client sends."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from photoplay.errors import InvalidOption
from photoplay.export.presets import require_preset
from photoplay.render.encode import QUALITIES
from photoplay.timeline.model import FRAME_RATES, MAX_CANVAS
from photoplay.timeline.values import MAX_WHOLE

#: Lengths of the shorter side of the names of sizes, pixels.
RESOLUTIONS: Mapping[str, int] = {
    "360p": 360, "480p": 480, "540p": 540, "720p": 720, "1080p": 1080, "1440p": 1440, "2160p": 2160, "4k": 2160,
}  # fmt: skip

#: Names of H.264 that clients use.
_H264 = ("h264", "h.264", "avc", "x264", "libx264")
_WORST_CRF = 51
#: No video is smaller than its headers and a few dark frames.
SMALLEST_BYTES = 10_000
_SHORTEST_SIDE = 16
#: More unknown options than this are counted, not named.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Output:
    """How a video is to leave.

    Attributes:
        format: Only "mp4".
        quality: A key of ``render.encode.QUALITIES``.
        preset: A key of ``presets.PRESETS``, or None.
        resolution: "1080p" and its like name the shorter side, "1280x720" a frame that the video fits
            into upright or lying; None keeps the project's size.
        fps: Frames a second, one of ``FRAME_RATES``; None keeps the project's.
        codec: Only H.264; None is that.
        crf: Rate factor as x264's, 0 (lossless) to 51; stands above ``quality``.
        max_bytes: The file is smaller than this, or is refused.
        notes: Sentences for the user about options that are not known and were passed over.
    """

    format: str = "mp4"
    quality: str = "high"
    preset: str | None = None
    resolution: str | None = None
    fps: int | None = None
    codec: str | None = None
    crf: float | None = None
    max_bytes: int | None = None
    # Two outputs are the same whatever else was said with them.
    notes: tuple[str, ...] = field(default=(), compare=False)


def require_placed(beside: Iterable[str]) -> None:
    """Refuses options that were sent beside ``output``, where they would do nothing without a word.

    Raises:
        InvalidOption: ``beside``, the keys next to ``output``, names an option; ``field`` is its right place.
    """
    for key in beside:
        if key in _READERS:
            raise InvalidOption(
                f'“{key}” belongs into the output: {{"output": {{"{key}": …}}}}. Send it there.',
                field=f"output.{key}",
            )


def output_of(told: object) -> Output:
    """Reads the ``output`` of a request; keys that are not known are passed over, and noted.

    Args:
        told: Parsed JSON; None, or a key that is null or absent, means the default.

    Raises:
        InvalidOption: A known key has a value that is not offered; ``field`` is such as "output.format".
    """
    if told is None:
        return Output()
    if not isinstance(told, dict):
        raise InvalidOption(
            'The output is a set of options, such as {"format": "mp4", "quality": "high"}.', field="output"
        )
    given = {key: value for key, value in told.items() if key in _READERS and value is not None}
    read = {key: _READERS[key](value, f"output.{key}") for key, value in given.items()}
    output = Output(**read, notes=_notes(told))
    _check_together(output)
    return output


def _notes(told: Mapping[object, object]) -> tuple[str, ...]:
    """One sentence about all the options that nobody knows."""
    unknown = [f"“{shown(key)}”" for key, value in told.items() if key not in _READERS and value is not None]
    if not unknown:
        return ()
    more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
    what = "was not known and was" if len(unknown) == 1 else "were not known and were"
    named, known = ", ".join(unknown[:_MOST_NAMED]), ", ".join(_READERS)
    return (f"Of the output, {named}{more} {what} passed over. The options are: {known}.",)


def _check_together(output: Output) -> None:
    """What each option allows and all of them do not."""
    if output.preset is not None:
        preset = require_preset(output.preset)
        if output.resolution is not None and preset.canvases:
            sizes = " or ".join(f"{width} × {height}" for width, height in preset.canvases)
            raise InvalidOption(
                f"The preset “{preset.name}” is {sizes}; leave the resolution out, or the preset.",
                field="output.resolution",
            )
    is_lossless = output.crf == 0 or (output.crf is None and output.quality == "lossless")
    if is_lossless and (output.max_bytes is not None or output.preset is not None):
        what = "a size limit" if output.max_bytes is not None else "a preset"
        raise InvalidOption(
            f"Lossless video cannot keep to {what}. Choose the quality “high” with it.",
            field="output.quality" if output.crf is None else "output.crf",
        )


def _format(value: object, field: str) -> str:
    if _word(value, field) != "mp4":
        raise InvalidOption(
            f"The format “{shown(value)}” is not there: MP4 with H.264 is what this version exports.",
            field=field,
        )
    return "mp4"


def _codec(value: object, field: str) -> str:
    if _word(value, field) not in _H264:
        raise InvalidOption(
            f"The codec “{shown(value)}” is not there: MP4 with H.264 is what this version exports.",
            field=field,
        )
    return "h264"


def _quality(value: object, field: str) -> str:
    word = _word(value, field)
    if word not in QUALITIES:
        known = ", ".join(QUALITIES)
        raise InvalidOption(f"The quality “{shown(value)}” is unknown. Choose one of: {known}.", field=field)
    return word


def _preset(value: object, field: str) -> str:
    return require_preset(_word(value, field), field=field).name


def _resolution(value: object, field: str) -> str:
    word = _word(value, field).replace("×", "x").replace(" ", "")
    if word not in RESOLUTIONS:
        frame_of(word, field)
    return word


def frame_of(word: str, field: str = "") -> tuple[int, int]:
    """(width, height) of a resolution such as "1280x720".

    Raises:
        InvalidOption: It is not written so, or out of range.
    """
    parts = word.split("x")
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) <= 5 for p in parts):
        known = ", ".join(RESOLUTIONS)
        raise InvalidOption(
            f"The resolution “{shown(word)}” is not understood. Choose one of {known}, or write it like "
            "1280x720.",
            field=field,
        )
    width, height = map(int, parts)
    if min(width, height) < _SHORTEST_SIDE or max(width, height) > max(MAX_CANVAS):
        raise InvalidOption(
            f"The resolution {width}x{height} is out of range: {_SHORTEST_SIDE} to {max(MAX_CANVAS)} pixels "
            "a side.",
            field=field,
        )
    return width, height


def _fps(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in FRAME_RATES:
        known = ", ".join(map(str, FRAME_RATES))
        raise InvalidOption(
            f"{shown(value)} frames a second are not offered. Choose one of: {known}.", field=field
        )
    return int(value)


def _crf(value: object, field: str) -> float:
    number = math.nan if isinstance(value, bool) or not isinstance(value, int | float) else value
    if not 0 <= number <= _WORST_CRF:  # NaN fails every comparison
        raise InvalidOption(
            f"The rate factor (crf) is a number from 0, lossless, to {_WORST_CRF}, poorest.", field=field
        )
    return float(number)


def _max_bytes(value: object, field: str) -> int:
    number = math.nan if isinstance(value, bool) or not isinstance(value, int | float) else value
    if not SMALLEST_BYTES <= number <= MAX_WHOLE or number != int(number):
        raise InvalidOption(
            f"The size limit is a whole number of bytes, {SMALLEST_BYTES:,} to {MAX_WHOLE:,}; 8 MB are "
            "8,000,000.",
            field=field,
        )
    return int(number)


def bytes_of(words: str) -> int:
    """Bytes of a size in words: "8MB" is 8,000,000, "8 MiB" 8,388,608, "500k" 500,000.

    Raises:
        InvalidOption: It is not understood.
    """
    found = re.fullmatch(r"(\d{1,15}(?:\.\d{1,6})?)\s*([kmg]?)(i?)(?:b|bytes)?", words.strip().lower(), re.A)
    if found is None or (found[3] and not found[2]):
        raise InvalidOption(
            f"The size “{shown(words)}” is not understood. Write it like 8MB, 19MiB or 8000000.",
            field="output.max_bytes",
        )
    power = "kmg".find(found[2]) + 1 if found[2] else 0
    return int(float(found[1]) * (1024 if found[3] else 1000) ** power)


def said_bytes(size: int) -> str:
    """A size as people say it: "8 MB", "19 MiB", "612 kB"."""
    if size % 2**20 == 0:
        return f"{size // 2**20} MiB"
    return f"{size / 1e6:.3g} MB" if size >= 1_000_000 else f"{size / 1e3:.3g} kB"


def _word(value: object, field: str) -> str:
    if not isinstance(value, str):
        name = field.rpartition(".")[2]
        raise InvalidOption(f"The {name} is a word, such as “{_EXAMPLES[name]}”.", field=field)
    return value.strip().lower()


def shown(value: object) -> str:
    """A value as told back: short, and without anything that does not print."""
    text = "".join(character if character.isprintable() else "?" for character in str(value)[:40])
    return text if len(str(value)) <= 40 else text + "…"


_EXAMPLES = {
    "format": "mp4", "codec": "h264", "quality": "high", "preset": "discord", "resolution": "1080p",
}  # fmt: skip

_READERS: Mapping[str, Any] = {
    "format": _format,
    "quality": _quality,
    "preset": _preset,
    "resolution": _resolution,
    "fps": _fps,
    "codec": _codec,
    "crf": _crf,
    "max_bytes": _max_bytes,
}
