"""Reading films: what one is, and its pictures.

A film's time 0 is when its first picture is shown, after edit lists. At film time t the picture with the
greatest time ≤ t is shown.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from av.video.frame import VideoFrame

from photoplay.errors import BrokenMedia, UnsupportedMedia
from photoplay.media import animations, colour, images, sniff
from photoplay.media.audio import Listener
from photoplay.media.film_facts import FilmFacts, film_facts
from photoplay.media.film_file import FILM_KINDS, FilmFile, decoding_film, too_large, without_pictures
from photoplay.media.film_frames import frames_from, frames_near
from photoplay.media.film_planes import Picturing
from photoplay.media.film_sound import film_blocks, sound_kind
from photoplay.media.film_walk import film_length, too_long
from photoplay.media.planes import Planes
from photoplay.media.probe import DEFAULT_LIMITS, Limits, check_bytes, small_size, storable
from photoplay.media.record import Film, MediaRecord, Sound, Tone
from photoplay.media.samples import MIX_RATE
from photoplay.media.tone import tone_of

#: Loudness is measured in so many seconds at a film's beginning.
_HEARD_S: Final = 300
#: Where in a film its light is looked at, as fractions of its length.
_LOOKED_AT: Final = (0.1, 0.5, 0.9)
_IDENTIFIER: Final = re.compile(r"[0-9A-Za-z-]{1,64}")
#: What Apple's camera writes into the film of a Live Photo.
_LIVE_KEY: Final = "com.apple.quicktime.content.identifier"


def pictures(
    path: Path,
    format: str,
    *,
    from_us: int = 0,
    size: tuple[int, int] | None = None,
    name: str | None = None,
    threads: int = 1,
) -> Iterator[tuple[int, Planes]]:
    """The pictures of a film, in the order in which they are shown.

    Args:
        path: Where it is.
        format: ``mp4 mov avi webm mkv gif webp``, as in ``MediaRecord.format``.
        from_us: Film time to begin at, µs; the first picture is the one that is shown there.
        size: (width, height) wanted, pixels; the film's own upright size if None. The shape of the picture is
            the caller's care.
        name: The file's name for messages, if not the path's own.
        threads: How many the decoder may use.

    Yields:
        (film time, planes): when the picture is shown, µs, strictly ascending, 0 for the film's first
        one; its planes as in ``media/colour.py``, within legal range, upright, square pixels, whole.

    Raises:
        MediaError: The film is gone, or damaged, or not of a kind that is read.
    """
    name = path.name if name is None else name
    with images.opened(path, name):
        pass
    if format in animations.FORMATS:
        yield from animations.pictures(path, format, from_us=from_us, size=size, name=name)
        return
    facts = film_facts(path, format, name)
    picturing = Picturing(facts, size)
    waiting: tuple[int, Planes] | None = None
    with decoding_film(name):
        for tick, planes in _pictured(path, format, name, threads, facts, picturing, facts.tick(from_us)):
            time_us = facts.micros(tick)
            if time_us > from_us:
                if waiting is not None:
                    yield waiting
                    waiting = None
                yield time_us, planes
            else:
                waiting = time_us, planes
        if waiting is not None:
            yield waiting


def _pictured(
    path: Path, format: str, name: str, threads: int, facts: FilmFacts, picturing: Picturing, wanted: int
) -> Iterator[tuple[int, Planes]]:
    """Planes from at or before a tick; what lies clearly before it is decoded but not converted."""
    skipped: tuple[int, VideoFrame] | None = None
    for tick, frame in frames_from(path, format, name, threads, facts, wanted):
        # Each picture waits for the next one: only then it is known whether it is still shown when wanted.
        if skipped is not None and (tick > wanted or facts.weave):
            yield from picturing.made(*skipped)
        skipped = tick, frame
    if skipped is not None:
        yield from picturing.made(*skipped)
    yield from picturing.rest()


def probe_film(path: Path | str, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> MediaRecord:
    """Checks one film by its content. Of a long one, only parts are decoded.

    Args:
        path: Where the bytes are.
        name: The file's name as the user knows it, if not the path's own.
        limits: What is refused.

    Raises:
        MissingMedia: Not there, a folder, a device, or not permitted.
        MediaTooLarge: Over a limit.
        UnsupportedMedia: Not a film that is read.
        BrokenMedia: Damaged, or no pictures in it.
    """
    path, own_name = images.located(path)
    name = storable(own_name if name is None else name)
    with images.opened(path, name) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        check_bytes(name, size_bytes, limits)
        format = film_format_of(file, name)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    looked = _looked_at(path, format, name, limits)
    return MediaRecord(
        id=f"vid_{sha256[:16]}",
        name=name,
        path=path,
        kind="video",
        format=format,
        width=looked.size[0],
        height=looked.size[1],
        size_bytes=size_bytes,
        sha256=sha256,
        role="clip",
        sound=looked.sound,
        film=looked.film,
        tone=_tone(path, format, name, looked),
        live_photo=looked.live_photo,
    )


def film_format_of(file: BinaryIO, name: str) -> str:
    """The format by content; leaves the file anywhere.

    Raises:
        BrokenMedia: Empty.
        UnsupportedMedia: Not a film that is read.
    """
    file.seek(0)
    head = file.read(sniff.HEAD_BYTES)
    if (found := sniff.film_format(head, file)) is not None:
        return found
    if not head:
        words = f"{images.shown(name)} is empty (0 bytes). Export or download it again."
        raise BrokenMedia(words, name=name)
    if sniff.still_format(head):
        words = f"{images.shown(name)} is a picture that does not move. Use it as a photo."
    elif (kind := sniff.other_kind(head)) == "a video":
        words = f"{images.shown(name)} is a video of a kind that is not read. Export it as {FILM_KINDS}."
    else:
        words = f"{images.shown(name)} is {kind}, not a video. Use {FILM_KINDS}."
    raise UnsupportedMedia(words, name=name)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found in a film."""

    size: tuple[int, int]
    film: Film
    sound: Sound | None = None
    live_photo: str = ""


def _looked_at(path: Path, format: str, name: str, limits: Limits) -> _Looked:
    if format in animations.FORMATS:
        found = animations.looked_at(path, format, name)
        if found.duration_us > limits.max_film_s * 1_000_000:
            raise too_long(name, limits.max_film_s)
        count = len(found.times_us)
        film = Film(round(found.duration_us / 1000), count, round(count * 1e6 / found.duration_us, 3))
        return _Looked(found.size, film)
    facts = film_facts(path, format, name)
    if facts.stored[0] * facts.stored[1] > limits.max_film_pixels:
        raise too_large(name, facts.stored)
    film = film_length(
        path, format, name, facts, most_s=limits.max_film_s, most_pictures=limits.max_film_frames
    )
    return _Looked(facts.size, film, _sound(path, format, name, film), _live_photo(path, format, name))


def _sound(path: Path, format: str, name: str, film: Film) -> Sound | None:
    """What is known of a film's sound: its length within the film, its loudness by the film's beginning."""
    kind = sound_kind(path, format, name)
    if kind is None:
        return None
    listener = Listener(None)
    samples = 0
    for block in film_blocks(path, format, 0.0, MIX_RATE, name=name):
        listener.add(block)
        samples += len(block)
        if samples >= _HEARD_S * MIX_RATE:
            break
    if samples < MIX_RATE // 50:
        return None
    heard = listener.heard(name, *kind).sound
    ends = film.duration_ms if samples >= _HEARD_S * MIX_RATE else min(heard.duration_ms, film.duration_ms)
    return replace(heard, duration_ms=max(1, ends))


def _live_photo(path: Path, format: str, name: str) -> str:
    """The content identifier that Apple's camera writes into the film of a Live Photo; "" without one."""
    with decoding_film(name), FilmFile(path, format, name) as film:
        told = film.metadata.get(_LIVE_KEY, "").strip()
    return told if _IDENTIFIER.fullmatch(told) else ""


def _tone(path: Path, format: str, name: str, looked: _Looked) -> Tone:
    """The light of a few pictures together."""
    size = small_size(looked.size)
    seen = []
    for share in _LOOKED_AT:
        at_us = round(looked.film.duration_ms * 1000 * share)
        near = _animated_near if format in animations.FORMATS else _film_near
        seen.append(colour.to_rgb(near(path, format, name, at_us, size)))
    return tone_of(np.concatenate(seen))


def _animated_near(path: Path, format: str, name: str, at_us: int, size: tuple[int, int]) -> Planes:
    return next(animations.pictures(path, format, from_us=at_us, size=size, name=name))[1]


def _film_near(path: Path, format: str, name: str, at_us: int, size: tuple[int, int]) -> Planes:
    """A picture at or before a film time that costs little: the first one that is decoded there."""
    facts = film_facts(path, format, name)
    picturing = Picturing(facts, size)
    with decoding_film(name):
        for tick, frame in frames_near(path, format, name, facts, facts.tick(at_us)):
            for _, planes in [*picturing.made(tick, frame), *picturing.rest()]:
                return planes
    raise without_pictures(name)
