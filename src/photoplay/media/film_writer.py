"""Films of our own: H.264 pictures and FLAC sound in an MP4, quick to write, quick to read anywhere in.

Key frames lie at most ``KEYFRAME_PICTURES`` apart and no picture needs a later one, so that a reader can go
to any place, and backwards, at little cost. Times of pictures are kept to the microsecond.
"""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from photoplay.media.flac import FLAC_RATE, Rounding
from photoplay.media.planes import Planes

Floats = NDArray[np.float32]

#: Longest distance of key frames, pictures.
KEYFRAME_PICTURES: Final = 15
#: Measured on 1080p pictures with fine noise, one thread: 9 ms each, and a quarter more bytes than
#: "superfast" at 16 ms. Another preset, CABAC or a search at one setting better costs 6 ms each.
_PRESET: Final = "ultrafast"
_CRF: Final = 18
#: The wall clock's 9 ms become 5 ms with two threads; more are no use to machines that read several files.
_THREADS: Final = 2
_MICROSECONDS: Final = 1_000_000
_X264: Final = (
    "bframes=0:scenecut=0:rc-lookahead=0:sync-lookahead=0:mbtree=0:sliced-threads=0"
    ":colorprim=bt709:transfer=bt709:colormatrix=bt709:fullrange=off"
)
#: Colours as H.264 numbers them: BT.709, limited range. Source: ITU-T H.273.
_BT709, _LIMITED = 1, 1


class FilmWriter:
    """Writes one file. Use as a context manager, and call ``finish`` at the end.

    Pictures and sound are to be added side by side in time: what is ahead is held in memory.

    Args:
        path: Where; what is there is overwritten.
        size: (width, height), both even.
        has_sound: Whether there will be sound.
        most_bit_s: Rate that the pictures keep to, bits a second over any second.
        gain: What sound is multiplied with beforehand.

    Raises:
        OSError: It cannot be written.
    """

    def __init__(
        self, path: Path, size: tuple[int, int], *, has_sound: bool, most_bit_s: int, gain: float = 1.0
    ) -> None:
        options = {"movflags": "+faststart", "use_editlist": "0", "fflags": "bitexact"}
        self._container = av.open(os.fspath(path), "w", format="mp4", options=options)
        self._video = self._new_video(size, most_bit_s)
        self._audio = self._new_audio() if has_sound else None
        self._rounding = Rounding(gain)
        self._samples = 0
        self._frame = VideoFrame(*size, "yuv420p")
        self._frame.color_range, self._frame.colorspace = _LIMITED, _BT709
        self._durations: dict[int, int] = {}
        self._last: int | None = None

    def _new_video(self, size: tuple[int, int], most_bit_s: int) -> VideoStream:
        kilobits = most_bit_s // 1000
        rate = f"vbv-maxrate={kilobits}:vbv-bufsize={kilobits}"
        stream = self._container.add_stream(
            "libx264",
            options={
                "preset": _PRESET,
                "crf": str(_CRF),
                "x264-params": f"keyint={KEYFRAME_PICTURES}:{rate}:{_X264}",
            },
        )
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, _MICROSECONDS)
        stream.codec_context.thread_count = _THREADS
        stream.codec_context.flags |= Flags.bitexact
        return stream

    def _new_audio(self) -> AudioStream:
        stream = self._container.add_stream("flac", rate=FLAC_RATE, layout="stereo", format="s16")
        assert isinstance(stream, AudioStream)
        stream.codec_context.thread_count = 1
        stream.codec_context.flags |= Flags.bitexact
        return stream

    def __enter__(self) -> FilmWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self._container.close()

    def add_picture(self, at_us: int, planes: Planes) -> None:
        """Appends a picture.

        Args:
            at_us: When it is shown, later than the one before; the first one's is the film's start.
            planes: Of the size that was said.
        """
        self._end_picture(at_us)
        for plane, pixels in zip(self._frame.planes, planes, strict=True):
            rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
            rows[:, : plane.width] = pixels
        self._frame.pts, self._frame.time_base = at_us, Fraction(1, _MICROSECONDS)
        self._last = at_us
        self._write(self._video.encode(self._frame))

    def _end_picture(self, at_us: int) -> None:
        if self._last is not None:
            self._durations[self._last] = at_us - self._last

    def add_sound(self, samples: Floats) -> None:
        """Appends samples, float32 (n, 2), 48 kHz; what is beyond full scale is clipped."""
        assert self._audio is not None
        if len(samples):
            frame = self._rounding.frame(samples, self._samples)
            self._samples += len(samples)
            self._container.mux(self._audio.encode(frame))

    def finish(self, end_us: int) -> None:
        """Completes the file; ``end_us`` is when the last picture is gone."""
        self._end_picture(end_us)
        self._write(self._video.encode(None))
        if self._audio is not None:
            self._container.mux(self._audio.encode(None))
        self._container.close()

    def _write(self, packets: list[av.Packet[VideoStream]]) -> None:
        for packet in packets:
            assert packet.pts is not None
            # The encoder's guess is the distance to the picture before.
            packet.duration = self._durations.pop(packet.pts, 0)
            self._container.mux(packet)
