"""What is kept of an uploaded film: an MP4 made anew from its pictures and samples, and one telling picture.

As with photos, nothing of the original's bytes goes in: no place, no camera, no name. Pictures come upright,
in square pixels, in BT.709, with the times they had; sound is cut to them. Workers read only this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photoplay.media import colour
from photoplay.media.audio import Heard, Listener
from photoplay.media.derive import (
    NORMALISED_NAME,
    THUMBNAIL_NAME,
    THUMBNAIL_SIDE,
    FindFocus,
    fitted,
    unwritten,
)
from photoplay.media.film_writer import FilmWriter
from photoplay.media.flac import FLAC_RATE, LOUDEST
from photoplay.media.planes import Planes
from photoplay.media.probe import DEFAULT_LIMITS, Limits, small_size
from photoplay.media.record import Film, MediaRecord
from photoplay.media.samples import blocks
from photoplay.media.videos import pictures, probe_film

Floats = NDArray[np.float32]
U8 = NDArray[np.uint8]

#: Longest side that is kept, pixels: one of a 1080p canvas. Films of telephones are four times as large,
#: and would take four times as long and as much room.
MOST_FILM_SIDE: Final = 1920
#: Rate of the pictures, bits a second, which only fine grain asks for: 180 MB a minute. Long films keep to
#: less, so that a file stays within its limit.
_MOST_BIT_S: Final = 24_000_000
#: FLAC that cannot be packed.
_SOUND_BIT_S: Final = 1_600_000
#: Part of a file's limit that is planned with.
_SHARE: Final = 0.9
#: Pictures of which the most telling one becomes the thumbnail.
_CANDIDATES: Final = 12
_THUMBNAIL_QUALITY: Final = 85
_BINS: Final = 64


@dataclass(frozen=True, slots=True)
class DerivedFilm:
    """What ``derive_film`` found and made.

    Attributes:
        record: Of the original; pictures, length and loudness are those of the new file.
        width, height: Of the new file, pixels.
        samples: Of its sound, at 48 kHz; 0 without.
    """

    record: MediaRecord
    width: int
    height: int
    samples: int


def derive_film(
    path: Path,
    name: str,
    folder: Path,
    find_focus: FindFocus,
    limits: Limits = DEFAULT_LIMITS,
    *,
    most_bytes: int = 2_000_000_000,
    begins: Callable[[Film], object] = lambda film: None,
) -> DerivedFilm:
    """Judges a film and writes its normalised file and its thumbnail.

    Args:
        path: The original.
        name: Its name as the user knows it.
        folder: Where the files called ``NORMALISED_NAME`` and ``THUMBNAIL_NAME`` are written.
        find_focus: Finds the subject in a small sRGB picture, uint8 (H, W, 3).
        limits: What is refused.
        most_bytes: What the new file may not exceed.
        begins: Told what the film says of itself, before most of the work is done.

    Raises:
        MediaError: It cannot be used.
        OutputError: The folder cannot be written.
    """
    record = probe_film(path, name=name, limits=limits)
    assert record.film is not None
    begins(record.film)
    heard = _heard(record)
    look = _Look(record.film.duration_ms * 1000)
    try:
        size, film, samples = _written(record, heard, folder / NORMALISED_NAME, most_bytes, look)
        with (folder / THUMBNAIL_NAME).open("xb") as file:
            Image.fromarray(look.telling()).save(file, "JPEG", quality=_THUMBNAIL_QUALITY, subsampling=0)
    except av.FFmpegError as error:
        # What goes wrong in reading has been told in words already: this is the writer's.
        told = OSError(error.errno, error.strerror)
        raise unwritten(told, record.name, "Trim it first.") from error
    except OSError as error:
        raise unwritten(error, record.name, "Trim it first.") from error
    record = replace(record, film=film, focus=find_focus(look.middle()))
    if heard is not None and samples:
        record = replace(record, sound=replace(heard.sound, duration_ms=samples * 1000 // FLAC_RATE))
    return DerivedFilm(record if samples else replace(record, sound=None), *size, samples)


def film_size(size: tuple[int, int]) -> tuple[int, int]:
    """(width, height) that is kept of a film: within ``MOST_FILM_SIDE``, even, never enlarged but to be so."""
    width, height = fitted(size, MOST_FILM_SIDE)
    return max(2, (width + 1) // 2 * 2), max(2, (height + 1) // 2 * 2)


def _heard(record: MediaRecord) -> Heard | None:
    """Loudness and peak of a film's sound; None of one without."""
    if record.sound is None:
        return None
    listener, count = Listener(None), 0
    for block in blocks(record.path, record.format, name=record.name):
        listener.add(block)
        count += len(block)
    if not count:
        return None
    heard = listener.heard(record.name, record.sound.sample_rate, record.sound.channels)
    gain = _gain(heard)
    lufs = heard.sound.loudness_lufs
    softer = None if lufs is None else round(lufs + 20 * float(np.log10(gain)), 2)
    return replace(heard, sound=replace(heard.sound, loudness_lufs=softer))


def _gain(heard: Heard | None) -> float:
    """Sound beyond full scale is made so much softer that none of it is clipped."""
    return 1.0 if heard is None else min(1.0, LOUDEST / max(heard.peak, LOUDEST))


def _written(
    record: MediaRecord, heard: Heard | None, place: Path, most_bytes: int, look: _Look
) -> tuple[tuple[int, int], Film, int]:
    """Writes the new file; its size, what is true of its pictures, and its samples."""
    assert record.film is not None
    size = film_size((record.width, record.height))
    seconds = max(1.0, record.film.duration_ms / 1000)
    bit_s = min(_MOST_BIT_S, int(_SHARE * 8 * most_bytes / seconds - _SOUND_BIT_S))
    gain = _gain(heard)
    with FilmWriter(
        place, size, has_sound=heard is not None, most_bit_s=max(bit_s, 100_000), gain=gain
    ) as writer:
        sound = _Sound(writer, record) if heard is not None else None
        count, at_us = 0, 0
        for at_us, planes in pictures(record.path, record.format, size=size, name=record.name):
            if sound is not None:
                sound.add_until(at_us)
            writer.add_picture(at_us, planes)
            look.at(at_us, planes)
            count += 1
        end_us = _end_us(record.film, count, at_us)
        if sound is not None:
            sound.add_until(end_us)
        writer.finish(end_us)
    samples = sound.samples if sound is not None else 0
    duration_ms = end_us // 1000
    return size, Film(duration_ms, count, round(count * 1_000_000 / end_us, 3)), samples


def _end_us(film: Film, count: int, last_us: int) -> int:
    """When the last picture is gone, whole milliseconds; of a film that broke off, by the pictures there were."""
    end_us = film.duration_ms * 1000
    if count < film.frames:
        end_us = last_us + (last_us // (count - 1) if count > 1 else 40_000)
    return -(-max(end_us, last_us + 1) // 1000) * 1000


class _Sound:
    """Goes beside the pictures, up to each of them; none is added that may lie beyond the end."""

    def __init__(self, writer: FilmWriter, record: MediaRecord) -> None:
        self._writer = writer
        self._blocks: Iterator[Floats] = blocks(record.path, record.format, name=record.name)
        self._waiting: Floats = np.zeros((0, 2), np.float32)
        self.samples = 0

    def add_until(self, at_us: int) -> None:
        """Adds what is heard before a time, as far as there is sound."""
        most = at_us * FLAC_RATE // 1_000_000
        while self.samples < most:
            if not len(self._waiting):
                self._waiting = next(self._blocks, self._waiting)
                if not len(self._waiting):
                    return
            part = self._waiting[: most - self.samples]
            self._waiting = self._waiting[len(part) :]
            self._writer.add_sound(part)
            self.samples += len(part)


class _Look:
    """Keeps small copies of some pictures of a film.

    Args:
        duration_us: Of the film.
    """

    def __init__(self, duration_us: int) -> None:
        self._times = [duration_us * (2 * k + 1) // (2 * _CANDIDATES) for k in range(_CANDIDATES)]
        self._middle_us = duration_us // 2
        self._middle: U8 | None = None
        self._best: tuple[float, U8] | None = None
        self._first: U8 | None = None

    def at(self, at_us: int, planes: Planes) -> None:
        """Takes the next picture, if it is one of those that are looked at."""
        if self._first is None or (self._middle is None and at_us >= self._middle_us):
            small = small_rgb(planes, small_size(planes.size))
            self._first = small if self._first is None else self._first
            self._middle = small if at_us >= self._middle_us else None
        is_wanted = self._best is None
        while self._times and at_us >= self._times[0]:
            self._times.pop(0)
            is_wanted = True
        if is_wanted:
            picture = small_rgb(planes, fitted(planes.size, THUMBNAIL_SIDE))
            worth = _worth(picture)
            if self._best is None or worth > self._best[0]:
                self._best = worth, picture

    def middle(self) -> U8:
        """The picture in the middle of the film, small; uint8 (H, W, 3), sRGB."""
        found = self._middle if self._middle is not None else self._first
        assert found is not None, "at least one picture"
        return found

    def telling(self) -> U8:
        """The picture that shows most, of at most ``THUMBNAIL_SIDE`` pixels."""
        assert self._best is not None, "at least one picture"
        return self._best[1]


def small_rgb(planes: Planes, size: tuple[int, int]) -> U8:
    """A small copy of a picture, uint8 (H, W, 3), sRGB; at least 2 × 2."""
    width, height = (max(2, side // 2 * 2) for side in size)
    half = width // 2, height // 2
    luma = cv2.resize(planes.luma, (width, height), interpolation=cv2.INTER_AREA)
    cb, cr = (cv2.resize(plane, half, interpolation=cv2.INTER_AREA) for plane in (planes.cb, planes.cr))
    return colour.to_rgb(
        Planes(np.asarray(luma, np.uint8), np.asarray(cb, np.uint8), np.asarray(cr, np.uint8))
    )


def _worth(rgb: U8) -> float:
    """How much a picture shows: many tones, and edges; next to nothing where it is black, white or flat."""
    luma = rgb.astype(np.float32) @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    shares = np.histogram(luma, _BINS, (0, 256))[0] / luma.size
    shares = shares[shares > 0]
    bits = float(-(shares * np.log2(shares)).sum())
    edges = float(np.abs(np.diff(luma, axis=0)).mean() + np.abs(np.diff(luma, axis=1)).mean())
    return bits + float(np.log2(1 + edges)) / 2
