"""The finished file against the limits it was made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from photoplay.export.presets import Preset
from photoplay.media.movie import Movie
from photoplay.render.sound.aac import Track
from photoplay.render.sound.loudness import MOST_PEAK_DBTP, TOLERANCE_LU
from photoplay.render.sound.track import SoundFacts


@dataclass(frozen=True, slots=True)
class Check:
    """One limit.

    Attributes:
        name: What is limited, such as "size".
        limit: What is allowed, in words.
        measured: What the file has, in words.
        is_met: Whether that is allowed.
    """

    name: str
    limit: str
    measured: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """The sound of a file.

    Attributes:
        track: What the file holds.
        facts: What that sounds like.
        target_lufs: How loud it was to be, with every volume at its default.
    """

    track: Track
    facts: SoundFacts
    target_lufs: float


def checked(
    movie: Movie, preset: Preset | None, max_bytes: int | None, heard: Heard | None = None
) -> tuple[Check, ...]:
    """Every limit of a preset, and the size that was asked for, beside what the file has."""
    found = [] if preset is None else [*_picture(movie, preset), *_encoding(movie, preset)]
    if preset is not None and heard is not None:
        found += _sound(heard, preset)
    if max_bytes is not None:
        found.append(_at_most("size asked for", movie.size_bytes, max_bytes, "bytes"))
    return tuple(found)


def _picture(movie: Movie, preset: Preset) -> Iterator[Check]:
    """Shape, rate, length and size."""
    size = f"{movie.width} × {movie.height}"
    if preset.canvases:
        names = " or ".join(f"{width} × {height}" for width, height in preset.canvases)
        yield Check("canvas", names, size, (movie.width, movie.height) in preset.canvases)
    if preset.most_canvas is not None:
        longer, shorter = preset.most_canvas
        is_met = max(movie.width, movie.height) <= longer and min(movie.width, movie.height) <= shorter
        yield Check("canvas", f"at most {longer} × {shorter}", size, is_met)
    if preset.least_side is not None:
        yield _at_least("shorter side", min(movie.width, movie.height), preset.least_side, "pixels")
    if preset.most_side is not None:
        yield _at_most("longer side", max(movie.width, movie.height), preset.most_side, "pixels")
    if preset.least_fps is not None:
        yield _at_least("frame rate", float(movie.fps), preset.least_fps, "a second")
    if preset.most_fps is not None:
        yield _at_most("frame rate", float(movie.fps), preset.most_fps, "a second")
    if preset.shortest_s is not None:
        yield _at_least("length", movie.duration_s, preset.shortest_s, "s")
    if preset.longest_s is not None:
        yield _at_most("length", movie.duration_s, preset.longest_s, "s")
    if preset.most_bytes is not None:
        yield _at_most("size", movie.size_bytes, preset.most_bytes, "bytes")


def _encoding(movie: Movie, preset: Preset) -> Iterator[Check]:
    """Codec, rates, key frames and the file's form."""
    codec = f"{movie.codec} {movie.profile} {movie.pixel_format}"
    yield Check("codec", "h264 High yuv420p", codec, codec == "h264 High yuv420p")
    yield Check(
        "index", "before the pictures", "before" if movie.plays_while_loading else "after",
        movie.plays_while_loading,
    )  # fmt: skip
    mean_bit_s = preset.mean_bit_s(round(movie.fps))
    if mean_bit_s is not None:
        yield _at_most("mean rate", round(movie.mean_bit_s), mean_bit_s, "bits a second")
    if preset.most_peak_bit_s is not None:
        yield _at_most("busiest second", movie.peak_bit_s, preset.most_peak_bit_s, "bits a second")
    if preset.keyframe_s is not None:
        yield _at_most("between key frames", float(movie.keyframe_gap / movie.fps), preset.keyframe_s, "s")
    if preset.most_b_frames is not None:
        yield _at_most("B-frames in a row", movie.b_frames, preset.most_b_frames, "")
    if not preset.edit_list:
        measured = "there is one" if movie.has_edit_list else "none"
        yield Check("edit list", "none", measured, not movie.has_edit_list)


def _sound(heard: Heard, preset: Preset) -> Iterator[Check]:
    """Codec, rates and loudness of the sound."""
    track, facts = heard.track, heard.facts
    codec = f"{track.codec}, {track.rate / 1000:g} kHz"
    yield Check("sound", "aac LC, 48 kHz", codec, codec == "aac LC, 48 kHz")
    if preset.most_sound_bit_s is not None:
        yield _at_most("sound rate", round(track.bit_s), preset.most_sound_bit_s, "bits a second")
    if facts.loudness_lufs is None:
        return
    # Nobody refuses a video that is quieter because its maker wants it so, or that cannot be louder.
    is_lower = facts.wanted_lufs < heard.target_lufs - TOLERANCE_LU or bool(facts.limit)
    limit = (
        f"at most {heard.target_lufs + TOLERANCE_LU:g}"
        if is_lower
        else f"{heard.target_lufs:g} ± {TOLERANCE_LU:g}"
    )
    off = facts.loudness_lufs - heard.target_lufs
    is_met = off <= TOLERANCE_LU and (is_lower or off >= -TOLERANCE_LU)
    yield Check("loudness", f"{limit} LUFS", f"{facts.loudness_lufs:.1f} LUFS", is_met)
    yield Check(
        "true peak", f"at most {MOST_PEAK_DBTP:g} dBTP", f"{facts.true_peak_dbtp:.1f} dBTP",
        facts.true_peak_dbtp <= MOST_PEAK_DBTP,
    )  # fmt: skip


def _at_most(name: str, measured: float, most: float, unit: str) -> Check:
    return Check(name, f"at most {_told(most, unit)}", _told(measured, unit), measured <= most)


def _at_least(name: str, measured: float, least: float, unit: str) -> Check:
    return Check(name, f"at least {_told(least, unit)}", _told(measured, unit), measured >= least)


def _told(value: float, unit: str) -> str:
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"
    return f"{number} {unit}".strip()
