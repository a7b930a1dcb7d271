"""From frames of any kind to stereo samples, piece by piece.

Times that a file claims for its frames count for nothing: sound follows on sound.
"""

from __future__ import annotations

import errno
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

from photoplay.errors import MediaTooLarge
from photoplay.media import images
from photoplay.media.containers import SoundFile, decoding_sound, sound_format_of
from photoplay.media.sniff import HEAD_BYTES, film_format

Floats = NDArray[np.float32]

#: Longest sound that is read, seconds.
MOST_SECONDS: Final = 3600
#: Everything is mixed at this rate, Hz.
MIX_RATE: Final = 48_000
#: A long filter: flat to 92 % of the lower band, and at least 120 dB down where it would alias. It costs
#: 0.4 % of the playing time; FFmpeg's default lets images through at −29 dB.
_RESAMPLER: Final = {
    "filter_size": "256",
    "phase_shift": "10",
    "cutoff": "0.95",
    "filter_type": "kaiser",
    "kaiser_beta": "12",
    "internal_sample_fmt": "fltp",
}
#: Samples of the source before a place in the middle, so that the filter is filled there.
_RUN_UP: Final = 8192
#: Formats in which going to a place is exact, and what it then saves: worth it beyond so many seconds.
_SEEKABLE: Final = frozenset({"wav", "flac"})
_SEEK_FROM_S: Final = 10.0


def blocks(
    path: Path, format: str | None = None, start_s: float = 0.0, rate: int = MIX_RATE, *, name: str
) -> Iterator[Floats]:
    """As ``decode``, piece by piece: of any length, about a second each.

    Of a film: its sound from when its first picture is shown (``media/film_sound.py``).
    """
    with images.opened(path, name) as file:
        film = film_format(file.read(HEAD_BYTES), file)
        format = film or format or sound_format_of(file, name)
    if film is not None:
        # Reads films through this module.
        from photoplay.media.film_sound import film_blocks

        yield from film_blocks(path, film, start_s, rate, name=name)
        return
    with decoding_sound(name), SoundFile(path, format, name) as sound:
        yield from gathered(_pieces(sound, format, start_s, rate, name), rate)


def _pieces(sound: SoundFile, format: str, start_s: float, rate: int, name: str) -> Iterator[Floats]:
    if format in _SEEKABLE and start_s > _SEEK_FROM_S:
        sound.seek(start_s - _SEEK_FROM_S / 2)
    frames = sound.frames()
    first = next(frames, None)
    if first is None:
        return
    at = (
        0
        if first.pts is None or first.time_base is None
        else round(first.pts * first.time_base * first.sample_rate)
    )
    converter = Converter(first, rate, max(0, at) if format in _SEEKABLE else 0, start_s)
    seconds = 0.0
    frame: AudioFrame | None = first
    while frame is not None:
        seconds += frame.samples / frame.sample_rate
        if seconds > MOST_SECONDS:
            raise too_long(name)
        if not converter.takes(frame):
            yield from converter.rest()
            converter = Converter(frame, rate)
        yield from converter.converted(frame)
        frame = next(frames, None)
    yield from converter.rest()


def gathered(pieces: Iterator[Floats], least: int) -> Iterator[Floats]:
    """The same samples in fewer pieces."""
    waiting: list[Floats] = []
    count = 0
    for piece in pieces:
        waiting.append(piece)
        count += len(piece)
        if count >= least:
            yield np.concatenate(waiting)
            waiting, count = [], 0
    if count:
        yield np.concatenate(waiting)


def too_long(name: str) -> MediaTooLarge:
    words = f"{images.shown(name)} plays for more than {MOST_SECONDS // 60} minutes. Trim it first, and use a part."
    return MediaTooLarge(words, name=name)


class Converter:
    """Brings frames of one kind to stereo, float32 and another rate.

    Args:
        like: The first frame; all must be of its kind.
        rate: Of the result, Hz.
        at: Where in the source ``like`` begins, samples.
        start_s: What comes before this time of the source is left out.
    """

    def __init__(self, like: AudioFrame, rate: int, at: int = 0, start_s: float = 0.0) -> None:
        self._like = like
        self._is_mono = like.layout.nb_channels == 1
        # Both rates have a sample at every multiple of this, so the result is the same wherever decoding began.
        unit = like.sample_rate // math.gcd(like.sample_rate, rate)
        first = max(0, math.floor(start_s * like.sample_rate) - _RUN_UP) // unit * unit
        if first < at:
            first = -(-at // unit) * unit
        self._drop = max(0, round(start_s * rate) - first // unit * (unit * rate // like.sample_rate))
        self._graph = _graph(like, rate, first - at, "mono" if self._is_mono else "stereo")

    def takes(self, frame: AudioFrame) -> bool:
        """Whether a frame is of the same kind."""
        like = self._like
        return (frame.format.name, frame.layout, frame.sample_rate) == (
            like.format.name,
            like.layout,
            like.sample_rate,
        )

    def converted(self, frame: AudioFrame | None) -> Iterator[Floats]:
        self._graph.push(frame)
        while True:
            try:
                made = self._graph.pull()
            except EOFError:
                return
            except av.FFmpegError as error:
                if error.errno == errno.EAGAIN:
                    return
                raise
            assert isinstance(made, AudioFrame)
            samples = np.asarray(made.to_ndarray(), np.float32).reshape(-1, 1 if self._is_mono else 2)
            kept = samples[self._drop :]
            self._drop -= len(samples) - len(kept)
            if len(kept):
                yield np.repeat(kept, 2, axis=1) if self._is_mono else kept

    def rest(self) -> Iterator[Floats]:
        """What is still in the filter. Nothing can be converted afterwards."""
        return self.converted(None)


def _graph(like: AudioFrame, rate: int, skip: int, layout: str) -> Graph:
    graph = Graph()
    graph.threads = 1
    source = graph.add(
        "abuffer",
        sample_rate=str(like.sample_rate),
        sample_fmt=like.format.name,
        channel_layout=like.layout.name,
        time_base=str(like.time_base or f"1/{like.sample_rate}"),
    )
    cut = graph.add("atrim", start_sample=str(skip))
    resampler = graph.add("aresample", sample_rate=str(rate), **_RESAMPLER)
    form = graph.add("aformat", sample_fmts="flt", channel_layouts=layout, sample_rates=str(rate))
    sink = graph.add("abuffersink")
    source.link_to(cut)
    cut.link_to(resampler)
    resampler.link_to(form)
    form.link_to(sink)
    graph.configure()
    return graph
