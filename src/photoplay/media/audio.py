"""Sound files: what one is, and its samples.

A file is known by its content; what it says of itself (names, lengths, pictures) is not believed or not
looked at. Encoder delay and padding are cut where FFmpeg knows them, so loops stay free of gaps.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photoplay.media import images
from photoplay.media.containers import SoundFile, decoding_sound, sound_format_of, without_sound
from photoplay.media.loudness import LoudnessMeter
from photoplay.media.probe import DEFAULT_LIMITS, Limits, check_bytes, storable
from photoplay.media.record import MediaRecord, Sound
from photoplay.media.samples import MIX_RATE, blocks
from photoplay.media.waveform import Outline

Floats = NDArray[np.float32]
#: Tells the rhythm of a sound. Takes float32 (n,), mono, and its rate; gives beats a minute (None without a
#: beat), times of beats, times of first beats of bars, and where an excerpt had best begin; seconds. It is
#: handed in, as this room imports none of ours.
Hear = Callable[[Floats, int], tuple[float | None, Sequence[float], Sequence[float], float]]

#: What rhythm is looked for in, Hz: nothing above 12 kHz tells more of it.
HEARING_RATE: Final = MIX_RATE // 2
#: Less than this is no sound that could be used.
_LEAST_SAMPLES: Final = MIX_RATE // 50
_HALF_BAND_TAPS: Final = 31


def decode(
    path: Path,
    format: str | None = None,
    start_s: float = 0.0,
    duration_s: float | None = None,
    rate: int = MIX_RATE,
    *,
    name: str | None = None,
) -> Floats:
    """Samples of a sound file.

    Args:
        path: Where it is.
        format: As in ``MediaRecord.format``; found from the content if not given.
        start_s: Where to begin, seconds ≥ 0.
        duration_s: How much at most; None for all there is.
        rate: Samples a second of the result.
        name: The file's name for messages, if not the path's own.

    Returns:
        float32 (n, 2), left and right, nominally within ±1 (decoders and resampling may overshoot a little); n is
        ``round(duration_s · rate)``, or less where the file ends. Mono is in both; more channels are mixed
        down after ITU-R BS.775.

    Raises:
        MissingMedia: The file is gone or may not be read.
        UnsupportedMedia: It is no sound file.
        BrokenMedia: It is damaged.
        MediaTooLarge: Longer than an hour.
    """
    name = path.name if name is None else name
    most = None if duration_s is None else round(duration_s * rate)
    parts: list[Floats] = []
    count = 0
    for block in blocks(path, format, start_s, rate, name=name):
        parts.append(block if most is None else block[: most - count])
        count += len(parts[-1])
        if count == most:
            break
    return np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one pass through a sound tells.

    Attributes:
        sound: For the record.
        samples: How many there are at 48 kHz.
        peak: Greatest absolute sample; may be above 1.
        outline: For a picture of it.
    """

    sound: Sound
    samples: int
    peak: float
    outline: Outline


class Listener:
    """Goes along with a sound that is decoded piece by piece.

    Args:
        hear: Tells its rhythm; None if nobody wants to know.
    """

    def __init__(self, hear: Hear | None) -> None:
        self._hear = hear
        self._outline = Outline()
        self._meter = LoudnessMeter()
        self._mono: list[Floats] = []
        self._before: Floats = np.zeros(_HALF_BAND_TAPS - 1, np.float32)
        self._samples = 0
        self._peak = 0.0

    def add(self, samples: Floats) -> None:
        """Takes the next samples at 48 kHz, float32 (n, 2)."""
        self._outline.add(samples)
        self._meter.add(samples)
        self._peak = max(self._peak, float(np.abs(samples).max(initial=0.0)))
        if self._hear is not None:
            self._mono.append(self._halved(samples.mean(axis=1)))
        self._samples += len(samples)

    def _halved(self, mono: Floats) -> Floats:
        """Every second sample, counted from the beginning of all, of what is below 12 kHz."""
        held = np.concatenate([self._before, mono])
        self._before = held[len(held) - len(self._before) :]
        halved = np.convolve(held, _HALF_BAND, "valid")[self._samples % 2 :: 2]
        return np.asarray(halved, np.float32)

    def heard(self, name: str, sample_rate: int, channels: int) -> Heard:
        """The findings. Nothing can be added afterwards.

        Raises:
            BrokenMedia: There was nothing.
        """
        if self._samples < _LEAST_SAMPLES:
            raise without_sound(name)
        lufs = self._meter.integrated_lufs()
        sound = Sound(
            duration_ms=self._samples * 1000 // MIX_RATE,
            sample_rate=sample_rate,
            channels=channels,
            loudness_lufs=None if lufs is None else round(lufs, 2),
        )
        return Heard(self._with_rhythm(sound), self._samples, self._peak, self._outline)

    def _with_rhythm(self, sound: Sound) -> Sound:
        if self._hear is None:
            return sound
        mono = _joined(self._mono)
        bpm, beats_s, downbeats_s, best_start_s = self._hear(mono, HEARING_RATE)
        beats_ms = _milliseconds(beats_s, sound.duration_ms)
        return replace(
            sound,
            bpm=None if bpm is None else round(bpm, 2),
            beats_ms=beats_ms,
            downbeats_ms=tuple(sorted(set(_milliseconds(downbeats_s, sound.duration_ms)) & set(beats_ms))),
            best_start_ms=min(max(0, round(best_start_s * 1000)), sound.duration_ms - 1),
        )


def _half_band() -> Floats:
    """A filter for halving the rate, −6 dB at a quarter of it. Source: windowed sinc, Hamming."""
    n = np.arange(_HALF_BAND_TAPS) - _HALF_BAND_TAPS // 2
    taps = np.sinc(n / 2) * np.hamming(_HALF_BAND_TAPS)
    return np.asarray(taps / taps.sum(), np.float32)


_HALF_BAND: Final = _half_band()


def _joined(pieces: list[Floats]) -> Floats:
    """All pieces after each other, without the first half-filter of delay; empties the list on the way."""
    whole = np.zeros(sum(len(piece) for piece in pieces), np.float32)
    at = 0
    for number, piece in enumerate(pieces):
        whole[at : at + len(piece)] = piece
        at += len(piece)
        pieces[number] = np.zeros(0, np.float32)
    return whole[_HALF_BAND_TAPS // 4 :]


def _milliseconds(times_s: Sequence[float], most_ms: int) -> tuple[int, ...]:
    times = sorted({round(time * 1000) for time in times_s})
    return tuple(time for time in times if 0 <= time < most_ms)


def probe_sound(
    path: Path | str, name: str | None = None, limits: Limits = DEFAULT_LIMITS, *, hear: Hear | None = None
) -> MediaRecord:
    """Checks one sound file by its content, and decodes it once, whole.

    Args:
        path: Where the bytes are.
        name: The file's name as the user knows it, if not the path's own.
        limits: What is refused.
        hear: Tells its rhythm, for ``sound.bpm``, ``beats_ms``, ``downbeats_ms`` and ``best_start_ms``.

    Raises:
        MissingMedia: Not there, a folder, a device, or not permitted.
        MediaTooLarge: Over a limit, or longer than an hour.
        UnsupportedMedia: Not a sound file; films among them.
        BrokenMedia: Empty, damaged, or no sound in it.
    """
    source, sha256 = identified(path, name, limits)
    return sound_record(source, sha256, listened(source, hear).sound)


def identified(
    path: Path | str, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[SoundSource, str]:
    """Looks at a sound file without decoding it: what it is, and the digest of its bytes.

    Raises:
        MediaError: It cannot be used.
    """
    path, own_name = images.located(path)
    source = sound_source(path, own_name if name is None else name, limits)
    with images.opened(path, source.name) as file:
        return source, hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class SoundSource:
    """A file that begins like a sound that is read. Fields as in ``MediaRecord``."""

    path: Path
    name: str
    format: str
    size_bytes: int


def sound_source(path: Path, name: str, limits: Limits) -> SoundSource:
    """Looks at a file's size and beginning.

    Raises:
        MediaError: It cannot be used.
    """
    name = storable(name)
    with images.opened(path, name) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        check_bytes(name, size_bytes, limits)
        return SoundSource(path, name, sound_format_of(file, name), size_bytes)


def listened(source: SoundSource, hear: Hear | None, told: Callable[[Floats], None] | None = None) -> Heard:
    """Decodes a sound once and finds out what there is to know; ``told`` gets its samples meanwhile.

    Raises:
        MediaError: It cannot be used.
    """
    listener = Listener(hear)
    sample_rate, channels = _kind(source)
    for block in blocks(source.path, source.format, name=source.name):
        listener.add(block)
        if told is not None:
            told(block)
    return listener.heard(source.name, sample_rate, channels)


def _kind(source: SoundSource) -> tuple[int, int]:
    """(samples a second, channels), as the first decoded frame has them."""
    with decoding_sound(source.name), SoundFile(source.path, source.format, source.name) as sound:
        for frame in sound.frames():
            return frame.sample_rate, frame.layout.nb_channels
    raise without_sound(source.name)


def sound_record(source: SoundSource, sha256: str, sound: Sound) -> MediaRecord:
    """The record of a sound file."""
    return MediaRecord(
        id=f"snd_{sha256[:16]}",
        name=source.name,
        path=source.path,
        kind="audio",
        format=source.format,
        width=0,
        height=0,
        size_bytes=source.size_bytes,
        sha256=sha256,
        role="music",
        sound=sound,
    )
