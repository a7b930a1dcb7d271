"""The decoded frames of a film from any place in it: the same that decoding from its beginning would give."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

from av.video.frame import VideoFrame

from photoplay.media.film_facts import FilmFacts, timed
from photoplay.media.film_file import FilmFile

#: Before the first picture that is wanted, so many seconds are decoded where pictures need their neighbours.
_RUN_UP_S: Final = Fraction(1, 2)
#: How much further back a second try begins, seconds; doubled with each.
_FURTHER_S: Final = Fraction(2)
#: Pictures after going to a place among which there must be one that stands by itself.
_SOON: Final = 400


def frames_from(
    path: Path, format: str, name: str, threads: int, facts: FilmFacts, wanted: int
) -> Iterator[tuple[int, VideoFrame]]:
    """(tick, frame) beginning at or before a tick, as decoding from the film's beginning would give them."""
    run_up = round(_RUN_UP_S / facts.time_base) if facts.weave else 0
    back = Fraction(0)
    while _may_seek(format, facts):
        goal = wanted - run_up - round(back / facts.time_base)
        if goal <= facts.origin:
            break
        with FilmFile(path, format, name, threads) as film:
            film.only(film.pictures)
            frames = _landed(film, goal, wanted - run_up)
            if frames is not None:
                yield from frames
                return
        back = max(_FURTHER_S, 2 * back)
    with FilmFile(path, format, name, threads) as film:
        film.only(film.pictures)
        yield from timed(film.frames(), film)


def frames_near(
    path: Path, format: str, name: str, facts: FilmFacts, wanted: int
) -> Iterator[tuple[int, VideoFrame]]:
    """(tick, frame) from the key frame before a tick on, or from the beginning."""
    with FilmFile(path, format, name) as film:
        film.only(film.pictures)
        if frames := _landed(film, wanted, wanted):
            yield from frames
            return
    with FilmFile(path, format, name) as film:
        film.only(film.pictures)
        yield from timed(film.frames(), film)


def _may_seek(format: str, facts: FilmFacts) -> bool:
    """Whether times after going to a place are those of decoding from the beginning."""
    return format != "avi" or not facts.reorders


def _landed(film: FilmFile, goal: int, wanted: int) -> Iterator[tuple[int, VideoFrame]] | None:
    """Frames from a key frame on that lies at or before a tick; None if going there does not lead there.

    What is decoded before the first key frame (of an open group of pictures) lacks what it refers to.
    """
    film.seek(goal, film.pictures)
    frames = timed(film.frames(), film)
    for _, (tick, frame) in zip(range(_SOON), frames, strict=False):
        if frame.key_frame:
            return _with_first(tick, frame, frames) if tick <= wanted else None
    return None


def _with_first(
    tick: int, frame: VideoFrame, rest: Iterator[tuple[int, VideoFrame]]
) -> Iterator[tuple[int, VideoFrame]]:
    yield tick, frame
    yield from rest
