"""How long a film is and how many pictures it has: its packets are walked over, and its end is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Final

import av
from av.video.stream import VideoStream

from photoplay.errors import MediaTooLarge
from photoplay.media import images
from photoplay.media.film_facts import FilmFacts, timed
from photoplay.media.film_file import DEMUXERS, FilmFile, damaged, decoding_film, without_pictures
from photoplay.media.record import Film

#: A last picture that claims to last longer than this lasts no longer than the longest before it, seconds.
_LAST_S: Final = Fraction(2)
#: More pictures a second than this are not meant.
_MOST_FPS: Final = 1000
#: How far before the end decoding begins to see what is really there, seconds; further with each try.
_TAILS_S: Final = (Fraction(1, 2), Fraction(5), Fraction(30))


@dataclass(slots=True)
class _Walk:
    """What packets tell, in ticks of the stream: all times, ascending, and how long the last picture lasts."""

    times: list[int]
    last_ticks: int = 0


def film_length(
    path: Path, format: str, name: str, facts: FilmFacts, *, most_s: int, most_pictures: int
) -> Film:
    """Length and number of pictures, in a time that grows with the file's packets, not with its pixels.

    Args:
        path, format, name: As in ``videos.pictures``.
        facts: Of this film.
        most_s, most_pictures: What is refused.

    Raises:
        MediaTooLarge: It plays too long, or has too many pictures.
        BrokenMedia: It is damaged.
    """
    with decoding_film(name), FilmFile(path, format, name) as film:
        film.only(film.pictures)
        walk = _walked(film, facts, name, most_pictures)
    end = _decoded_end(path, format, name, facts, walk)
    times = [time for time in walk.times if time <= end] or [end]
    last = walk.last_ticks if end == walk.times[-1] else 0
    duration_s = (end - facts.origin) * facts.time_base + _last_s(times, last, facts, format)
    if duration_s > most_s:
        raise too_long(name, most_s)
    if len(times) > _MOST_FPS * max(duration_s, Fraction(1, 25)):
        raise damaged(name)
    return Film(
        duration_ms=max(1, round(duration_s * 1000)),
        frames=len(times),
        fps=round(float(len(times) / duration_s), 3),
    )


def _last_s(times: list[int], told_ticks: int, facts: FilmFacts, format: str) -> Fraction:
    """How long the last picture is shown: as told if that makes sense, else as long as most others."""
    gaps = sorted(later - sooner for sooner, later in pairwise(times))
    usual_s = gaps[len(gaps) // 2] * facts.time_base if gaps else facts.interval
    # What Matroska tells of one picture is the rate that it claims for all.
    least_s = Fraction(0) if DEMUXERS[format] == "matroska" else _LAST_S
    longest_s = max(least_s, gaps[-1] * facts.time_base if gaps else _LAST_S)
    told_s = told_ticks * facts.time_base
    return told_s if min(usual_s, _LAST_S) / 2 <= told_s <= longest_s else usual_s


def too_long(name: str, most_s: int) -> MediaTooLarge:
    words = f"{images.shown(name)} plays for more than {most_s // 60} minutes. Trim it first, and use a part."
    return MediaTooLarge(words, name=name)


def _walked(film: FilmFile, facts: FilmFacts, name: str, most_pictures: int) -> _Walk:
    times: set[int] = set()
    last = (-1 << 62, 0)
    skips_hidden = film.pictures.codec_context.name in ("vp8", "libvpx")
    for packet in film.packets(film.pictures):
        tick = packet.pts if packet.pts is not None else packet.dts
        if tick is None or not packet.size or packet.is_discard or (skips_hidden and _is_hidden(packet)):
            continue
        times.add(tick)
        last = max(last, (tick, packet.duration or 0))
        if len(times) > most_pictures:
            raise _too_many(name, most_pictures)
    shown = sorted(time for time in times if time >= facts.origin)
    if not shown:
        raise without_pictures(name)
    return _Walk(shown, last[1])


def _is_hidden(packet: av.Packet[VideoStream]) -> bool:
    """Whether a VP8 picture is for reference only. Source: RFC 6386, section 9.1."""
    return not memoryview(packet)[0] & 0x10


def _decoded_end(path: Path, format: str, name: str, facts: FilmFacts, walk: _Walk) -> int:
    """The tick of the last picture that can be decoded, found by decoding the film's end."""
    for tail_s in _TAILS_S:
        goal = walk.times[-1] - round(tail_s / facts.time_base)
        with decoding_film(name), FilmFile(path, format, name) as film:
            film.only(film.pictures)
            if goal > facts.origin:
                film.seek(goal, film.pictures)
            ticks = [tick for tick, _ in timed(film.frames(), film)]
        if ticks:
            return min(ticks[-1], walk.times[-1])
    return walk.times[-1]


def _too_many(name: str, most_pictures: int) -> MediaTooLarge:
    words = f"{images.shown(name)} has more than {most_pictures:,} pictures. Trim it first, and use a part."
    return MediaTooLarge(words, name=name)
