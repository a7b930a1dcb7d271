"""The sound of a film, laid along its pictures: sample 0 is heard as the first picture is shown.

Within a run of sound, sound follows on sound, as in sound files; where the file's clock leaves a gap, there
is silence, and what would come before the film or twice is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from photoplay.media.film_facts import FilmFacts, film_facts
from photoplay.media.film_file import FilmFile, damaged, decoding_film
from photoplay.media.samples import MIX_RATE, MOST_SECONDS, Converter, gathered, too_long

Floats = NDArray[np.float32]

#: Times may be this far from where the sound has come to before they are believed, seconds. AVI gives times
#: of whole chunks only.
_LOOSE_S: Final = Fraction(1, 50)
_LOOSE_AVI_S: Final = Fraction(6, 100)
#: Formats in which going to a place is exact where the clock ticks with the samples; beyond so many seconds.
_SEEKABLE: Final = frozenset({"mp4", "mov"})
_SEEK_FROM_S: Final = 10
#: What is decoded before a place in the middle: coders and the resampler's filter need it.
_RUN_UP_S: Final = 1
_LEAST_RATE, _MOST_RATE, _MOST_CHANNELS = 1000, 768_000, 32
_BAD_PACKETS: Final = 50


def sound_of_film(
    path: Path,
    format: str,
    start_s: float,
    duration_s: float,
    rate: int = MIX_RATE,
    *,
    name: str | None = None,
) -> Floats:
    """A part of a film's sound.

    Args:
        path: Where it is.
        format: As in ``MediaRecord.format``.
        start_s: Film time to begin at, seconds ≥ 0.
        duration_s: How much.
        rate: Samples a second of the result.
        name: The file's name for messages, if not the path's own.

    Returns:
        float32 (round(duration_s · rate), 2); silent where the film has no sound.

    Raises:
        MediaError: It cannot be read.
    """
    result = np.zeros((round(duration_s * rate), 2), np.float32)
    done = 0
    for block in film_blocks(path, format, start_s, rate, name=path.name if name is None else name):
        part = block[: len(result) - done]
        result[done : done + len(part)] = part
        done += len(part)
        if done == len(result):
            break
    return result


def film_blocks(path: Path, format: str, start_s: float, rate: int, *, name: str) -> Iterator[Floats]:
    """As ``sound_of_film`` up to the sound's end, piece by piece, about a second each; none without sound."""
    facts = film_facts(path, format, name)
    with decoding_film(name), FilmFile(path, format, name) as film:
        if film.sound is not None:
            yield from gathered(_pieces(film, film.sound, facts, format, start_s, rate, name), rate)


def sound_kind(path: Path, format: str, name: str) -> tuple[int, int] | None:
    """(samples a second, channels) as the first decoded frame has them; None without sound.

    Raises:
        BrokenMedia: It is damaged.
    """
    with decoding_film(name), FilmFile(path, format, name) as film:
        if film.sound is not None:
            film.only(film.sound)
            for frame in _frames(film, film.sound, name):
                return frame.sample_rate, frame.layout.nb_channels
    return None


@dataclass(slots=True)
class _Run:
    """Frames of one kind that follow on each other.

    Attributes:
        at: Where the first one begins, samples of the source from film time 0.
        end: Where the latest one ends.
    """

    like: AudioFrame
    at: int
    end: int


def _pieces(
    film: FilmFile, stream: AudioStream, facts: FilmFacts, format: str, start_s: float, rate: int, name: str
) -> Iterator[Floats]:
    film.only(stream)
    base = stream.time_base or Fraction(1, rate)
    if _may_seek(format, base, stream.sample_rate) and start_s > _SEEK_FROM_S:
        film.seek(int((Fraction(start_s) + facts.origin_s - _RUN_UP_S) / base), stream)
    loose_s = _LOOSE_AVI_S if format == "avi" else _LOOSE_S
    out = _Track(round(start_s * rate), rate, start_s)
    run: _Run | None = None
    for frame in _frames(film, stream, name):
        if run is None or not _same_kind(run.like, frame):
            follows = 0 if run is None else round(Fraction(run.end * frame.sample_rate, run.like.sample_rate))
        else:
            follows = run.end
        told = _position(frame, base, facts.origin_s)
        is_new = run is None or not _same_kind(run.like, frame)
        if told is None or (run is not None and abs(told - follows) <= loose_s * frame.sample_rate):
            told = follows
        else:
            is_new = True
        if told > (MOST_SECONDS + 1) * frame.sample_rate:
            raise too_long(name)
        if is_new or run is None:
            yield from out.rest()
            run = _Run(frame, told, told)
            yield from out.begun(frame, told)
        run.end += frame.samples
        yield from out.added(frame)
    yield from out.rest()


class _Track:
    """Converted runs, each at its place, silence between them.

    Args:
        done: The result's sample that comes next, from film time 0.
        rate: Of the result, Hz.
        start_s: Nothing before this film time is given out.
    """

    def __init__(self, done: int, rate: int, start_s: float) -> None:
        self._done, self._rate, self._start_s = done, rate, start_s
        self._skip = 0
        self._converter: Converter | None = None

    def begun(self, frame: AudioFrame, at: int) -> Iterator[Floats]:
        """Begins a run at a sample of the source."""
        # Both rates have a sample at every multiple of this: silence leads from there to where sound begins.
        unit = frame.sample_rate // math.gcd(frame.sample_rate, self._rate)
        lead = at % unit if at > 0 else 0
        self._converter = Converter(frame, self._rate, at - lead, self._start_s)
        begins = max(0, at - lead) // unit * (unit * self._rate // frame.sample_rate)
        begins = max(begins, round(self._start_s * self._rate))
        while begins > self._done:
            silence = min(begins - self._done, self._rate)
            self._done += silence
            yield np.zeros((silence, 2), np.float32)
        self._skip = self._done - begins
        if lead:
            yield from self.added(_silence(frame, lead))

    def added(self, frame: AudioFrame) -> Iterator[Floats]:
        assert self._converter is not None
        yield from self._kept(self._converter.converted(frame))

    def rest(self) -> Iterator[Floats]:
        """What the filter still holds; the run is over."""
        if self._converter is not None:
            yield from self._kept(self._converter.rest())
            self._converter = None

    def _kept(self, pieces: Iterator[Floats]) -> Iterator[Floats]:
        for piece in pieces:
            kept = piece[self._skip :]
            self._skip -= len(piece) - len(kept)
            if len(kept):
                self._done += len(kept)
                yield kept


def _may_seek(format: str, base: Fraction, rate: int) -> bool:
    return format in _SEEKABLE and (1 / (base * rate)).denominator == 1


def _position(frame: AudioFrame, base: Fraction, origin_s: Fraction) -> int | None:
    """Where a frame begins, samples of the source from film time 0; None if it does not say."""
    if frame.pts is None:
        return None
    return round((frame.pts * (frame.time_base or base) - origin_s) * frame.sample_rate)


def _same_kind(one: AudioFrame, other: AudioFrame) -> bool:
    return (one.format.name, one.layout, one.sample_rate) == (
        other.format.name,
        other.layout,
        other.sample_rate,
    )


def _silence(like: AudioFrame, samples: int) -> AudioFrame:
    frame = AudioFrame(format=like.format.name, layout=like.layout.name, samples=samples)
    frame.sample_rate, frame.time_base = like.sample_rate, like.time_base
    for plane in frame.planes:
        plane.update((b"\x80" if like.format.name.startswith("u8") else b"\0") * plane.buffer_size)
    return frame


def _frames(film: FilmFile, stream: AudioStream, name: str) -> Iterator[AudioFrame]:
    """What can be decoded, in order. Damaged packets are passed over; a damaged tail is the end."""
    good = bad = 0
    for packet in film.packets(stream):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            bad += 1
            if bad > _BAD_PACKETS and bad > good:
                raise damaged(name) from None
            continue
        for frame in frames:
            assert isinstance(frame, AudioFrame)
            rate, channels = frame.sample_rate, frame.layout.nb_channels
            if not (_LEAST_RATE <= rate <= _MOST_RATE and 1 <= channels <= _MOST_CHANNELS):
                raise damaged(name)
            good += 1
            yield frame
