"""What must be known of a film before any of its pictures can be shown: found at its beginning, always there.

Wherever reading starts later, these facts are the same, so the same picture comes out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import av
from av.filter import Graph
from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame

from photoplay.media.film_file import FilmFile, decoding_film, without_pictures

#: Pictures at the beginning that are looked at for interlacing.
_LOOKED_AT: Final = 24
#: Decoders that cannot tell whether a picture is interlaced: there the picture itself is asked.
_UNTOLD: Final = frozenset(
    {"mjpeg", "rawvideo", "huffyuv", "ffvhuff", "utvideo", "v210", "qtrle", "png", "msmpeg4"}
)
#: Heights of interlaced television and camcorders.
_WOVEN_HEIGHTS: Final = frozenset({480, 486, 576, 608, 1080, 1088})
#: Below so many lines nothing is interlaced.
_LEAST_WOVEN_HEIGHT: Final = 288
#: FFmpeg's number of a field order that is none.
_WHOLE: Final = 1
#: So many times as many woven pictures as whole ones make a film interlaced.
_CLEARLY: Final = 4


#: Nearly half a microsecond: what is rounded away from a time.
_HALF: Final = Fraction(499, 1000)


@dataclass(frozen=True, slots=True)
class Turn:
    """How the stored picture is brought upright: (x, y) shown = (x, y) stored · ((a, b), (c, d)).

    Source: ISO/IEC 14496-12, 8.3.2.3 (the matrix of a track header).
    """

    a: int = 1
    b: int = 0
    c: int = 0
    d: int = 1

    @property
    def swaps(self) -> bool:
        """Whether rows become columns."""
        return self.a == 0


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """Attributes:
    origin: When the first picture is shown, in ticks of the stream.
    lag: As many ticks later than its sound assumes: AVI counts from the first packet on, without the wait for
        pictures that are stored in another order.
    time_base: Seconds of a tick.
    interval: What lies between two pictures where nothing else tells, seconds.
    stored: (width, height) of the stored pictures.
    aspect: Width of a stored pixel by its height.
    turn: How they are brought upright.
    weave: "" for whole pictures; "flagged" where the decoder tells which are interlaced; "tff" or "bff"
        where all are, and the decoder does not know.
    reorders: Whether pictures are stored in another order than they are shown in.
    """

    origin: int
    lag: int
    time_base: Fraction
    interval: Fraction
    stored: tuple[int, int]
    aspect: Fraction
    turn: Turn
    weave: str
    reorders: bool

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the upright picture in square pixels."""
        width, height = self.stored
        if self.aspect >= 1:
            width = max(1, round(width * self.aspect))
        else:
            height = max(1, round(height / self.aspect))
        return (height, width) if self.turn.swaps else (width, height)

    @property
    def origin_s(self) -> Fraction:
        """When the first picture is shown, by the clock of the file's sound, seconds."""
        return (self.origin - self.lag) * self.time_base

    def micros(self, tick: int) -> int:
        """Film time of a tick, µs."""
        return round((tick - self.origin) * self.time_base * 1_000_000)

    def tick(self, micros: int) -> int:
        """The last tick whose film time, rounded, is not after the given one."""
        return self.origin + int((micros + _HALF) / 1_000_000 / self.time_base // 1)


def film_facts(path: Path, format: str, name: str) -> FilmFacts:
    """The facts of a film, read from its beginning; kept while the file does not change.

    Raises:
        MediaError: It cannot be used.
    """
    status = path.stat()
    return _film_facts(path, format, name, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _film_facts(path: Path, format: str, name: str, mtime_ns: int, size_bytes: int) -> FilmFacts:
    with decoding_film(name), FilmFile(path, format, name) as film:
        film.only(film.pictures)
        frames = timed(film.frames(), film)
        start = next(frames, None)
        if start is None:
            raise without_pictures(name)
        origin, first = start
        stream = film.pictures
        return FilmFacts(
            origin=origin,
            lag=origin - (stream.start_time or 0) if film.knows_order_only else 0,
            time_base=film.time_base,
            interval=film.interval,
            stored=(first.width, first.height),
            aspect=_aspect(stream.sample_aspect_ratio),
            turn=_turn(first),
            weave=_weave(film, chain([first], (frame for _, frame in frames))),
            reorders=bool(stream.codec_context.has_b_frames),
        )


def timed(frames: Iterator[VideoFrame], film: FilmFile) -> Iterator[tuple[int, VideoFrame]]:
    """Frames with their times in ticks of the stream, strictly ascending; what comes too late is left out."""
    step = max(1, round(film.interval / film.time_base))
    latest: int | None = None
    for frame in frames:
        if film.knows_order_only:
            told = frame.dts if frame.dts is not None and (latest is None or frame.dts > latest) else None
        else:
            told = frame.pts if frame.pts is not None else frame.dts
        if told is None:
            told = 0 if latest is None else latest + step
        elif frame.time_base and frame.time_base != film.time_base:
            told = round(told * frame.time_base / film.time_base)
        if latest is None or told > latest:
            latest = told
            yield told, frame


def _aspect(told: Fraction | None) -> Fraction:
    """Width of a pixel by its height; square where the file says nothing, or nonsense."""
    return told if told and Fraction(1, 8) <= told <= 8 else Fraction(1)


def _turn(frame: VideoFrame) -> Turn:
    """The turn that the display matrix asks for, to the nearest quarter."""
    sides: Any = frame.side_data
    told = next((side for side in sides if side.type == Type.DISPLAYMATRIX), None)
    if told is None:
        return Turn()
    numbers = struct.unpack("=9i", bytes(told)[:36])
    a, b, c, d = (numbers[index] for index in (0, 1, 3, 4))
    if a * d - b * c == 0:
        return Turn()
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Turn(-1 if a < 0 else 1, 0, 0, -1 if d < 0 else 1)
    return Turn(0, -1 if b < 0 else 1, -1 if c < 0 else 1, 0)


def _weave(film: FilmFile, frames: Iterator[VideoFrame]) -> str:
    """As in ``FilmFacts``; frames are looked at one by one, as many as needed."""
    context = film.pictures.codec_context
    if context.name in _UNTOLD and context.height in _WOVEN_HEIGHTS:
        return _woven(islice(frames, _LOOKED_AT))
    if context.field_order == _WHOLE or context.height < _LEAST_WOVEN_HEIGHT:
        return "flagged" if next(frames).interlaced_frame else ""
    return "flagged" if any(frame.interlaced_frame for frame in islice(frames, _LOOKED_AT)) else ""


def _woven(frames: Iterator[VideoFrame]) -> str:
    """What FFmpeg's detector says of pictures: "tff", "bff", or "" for whole ones; "flagged" if they tell."""
    first = next(frames)
    kind = first.width, first.height, first.format.name
    graph = Graph()
    graph.threads = 1
    source = graph.add_buffer(
        width=first.width, height=first.height, format=first.format, time_base=Fraction(1, 1000)
    )
    detector, sink = graph.add("idet"), graph.add("buffersink")
    source.link_to(detector)
    detector.link_to(sink)
    graph.configure()
    counts = {"tff": 0, "bff": 0, "progressive": 0}
    for number, frame in enumerate(chain([first], frames)):
        if frame.interlaced_frame:
            return "flagged"
        if (frame.width, frame.height, frame.format.name) != kind:
            break
        frame.pts, frame.time_base = number, Fraction(1, 1000)
        graph.push(frame)
        try:
            told = str(graph.vpull().metadata.get("lavfi.idet.multiple.current_frame", ""))
        except (av.error.BlockingIOError, EOFError):
            continue
        counts[told] = counts.get(told, 0) + 1
    woven = max(("tff", "bff"), key=lambda order: counts[order])
    enough = counts[woven] >= 3 and counts[woven] >= _CLEARLY * (counts["progressive"] + 1)
    return woven if enough else ""
