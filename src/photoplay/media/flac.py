"""FLAC files of our own: 16 bit, stereo, 48 kHz, without any tag.

Rounding to 16 bits is dithered with triangular noise of two steps' width, so that what is lost is a steady
hiss at −96 dB and not a distortion; samples that are 16-bit values already stay as they are.
Source: Lipshitz, Wannamaker and Vanderkooy, "Quantization and Dither: A Theoretical Survey", JAES 40, 1992.
"""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FLAC_RATE: Final = 48_000
#: What a full-scale float means in 16 bits, and the largest float that fits.
_SCALE: Final = 32_768
LOUDEST: Final = (_SCALE - 1) / _SCALE
#: Bytes of the file up to the end of its first, obligatory block.
_HEAD_BYTES: Final = 42


class FlacWriter:
    """Writes one file. Use as a context manager; the file is complete when it ends.

    Args:
        path: Where; what is there is overwritten.
        gain: What samples are multiplied with beforehand.

    Raises:
        OSError: It cannot be written.
    """

    def __init__(self, path: Path, gain: float = 1.0) -> None:
        self._rounding = Rounding(gain)
        self._samples = 0
        self._container = av.open(os.fspath(path), "w", format="flac", options={"fflags": "bitexact"})
        stream = self._container.add_stream("flac", rate=FLAC_RATE, layout="stereo", format="s16")
        assert isinstance(stream, AudioStream)
        stream.codec_context.thread_count = 1
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        self._stream = stream

    def __enter__(self) -> FlacWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        try:
            if kind is None:
                self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()

    def add(self, samples: Floats) -> None:
        """Appends samples, float32 (n, 2); what is beyond full scale is clipped."""
        if not len(samples):
            return
        frame = self._rounding.frame(samples, self._samples)
        self._samples += len(samples)
        self._container.mux(self._stream.encode(frame))


class Rounding:
    """From floats to 16 bits; see the top of this module.

    Args:
        gain: What samples are multiplied with beforehand.
    """

    def __init__(self, gain: float = 1.0) -> None:
        self._gain = np.float32(gain)
        self._noise = np.random.default_rng(0)

    def frame(self, samples: Floats, at: int) -> AudioFrame:
        """A frame for the encoder, of samples, float32 (n, 2), that begin at sample ``at``."""
        rounded = self._rounded(samples).reshape(1, -1)
        frame = AudioFrame.from_ndarray(rounded, format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = FLAC_RATE, at, Fraction(1, FLAC_RATE)
        return frame

    def _rounded(self, samples: Floats) -> NDArray[np.int16]:
        scaled = samples * (self._gain * np.float32(_SCALE))
        nearest = np.rint(scaled)
        if not np.array_equal(nearest, scaled):
            noise = self._noise.random((2, *samples.shape), np.float32)
            nearest = np.rint(scaled + noise[0] - noise[1])
        return np.asarray(np.clip(nearest, -_SCALE, _SCALE - 1), np.int16)


def flac_samples(path: Path) -> int | None:
    """How many samples a FLAC of the kind that is written here says to hold; None if it is of no such kind.

    Only the head is looked at, byte by byte: no decoder is asked. Source: RFC 9639, section 8.2.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if (
        len(head) < _HEAD_BYTES
        or not head.startswith(b"fLaC")
        or head[4] & 0x7F
        or head[5:8] != b"\x00\x00\x22"
    ):
        return None
    packed = int.from_bytes(head[18:26], "big")
    rate, channels, bits = packed >> 44, (packed >> 41 & 7) + 1, (packed >> 36 & 31) + 1
    return packed & (1 << 36) - 1 if (rate, channels, bits) == (FLAC_RATE, 2, 16) else None
