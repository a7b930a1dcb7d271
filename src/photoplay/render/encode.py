"""Encoding: frames to H.264 packets, one closed group of pictures a chunk, single-threaded x264.

All chunks of one file share what x264 needs to be equal in every header (``COMMON``); what may
differ between neighbours (rate, adaptive quantisation, sub-pixel search) is chosen per quality and
per chunk. ``stitchable=1`` makes x264 keep the headers equal. The figures behind the choices come
from ``benchmarks/encoder_search.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from photoplay.media.planes import Planes
from photoplay.render.packets import Packet

#: Equal for all chunks of all qualities. No lookahead, no macroblock tree, no weighted prediction of
#: P-frames: on slow camera moves they cost time and save no bits worth it. A fixed pattern of five
#: B-frames, quantised more coarsely than usual, since so little changes between frames.
COMMON = (
    "me=dia:merange=4:trellis=0:b-adapt=0:direct=temporal:scenecut=0:open-gop=0:stitchable=1:threads=1"
    ":sliced-threads=0:rc-lookahead=0:sync-lookahead=0:mbtree=0:bframes=5:weightp=0:chroma-me=0"
    ":force-cfr=1:colorprim=bt709:transfer=bt709:colormatrix=bt709:fullrange=off"
)

#: What moves in films is not predicted as well as a slow camera move over a photo: their quantisers are so
#: much lower, the rate factors of smooth ones so much, and their B-frames are closer to the others.
_FILM_QP_LOWER, _FILM_CRF_LOWER, _FILM_PB_RATIO = 4, 2, 1.5


@dataclass(frozen=True, slots=True)
class Quality:
    """One row of settings.

    Busy chunks have a constant quantiser: x264 then skips its own analysis of complexity, a tenth of
    its time. Smooth ones need adaptive quantisation, which exists with a rate factor only.

    Attributes:
        busy_qp: Quantiser of busy chunks.
        smooth_crf: Rate factor of smooth chunks.
        params: More x264 parameters of both.
        keyframe_frames: Longest distance of key frames.
    """

    busy_qp: int
    smooth_crf: float
    params: str = "subme=1:partitions=i8x8:pbratio=1.7"
    keyframe_frames: int = 60

    def limited(self, keyframe_frames: int | None, b_frames: int | None) -> Quality:
        """The same with key frames no further apart, and no more B-frames in a row; None sets no limit."""
        nearest = min(self.keyframe_frames, max(1, keyframe_frames or self.keyframe_frames))
        params = self.params if b_frames is None else f"{self.params}:bframes={b_frames}"
        return replace(self, params=params, keyframe_frames=nearest)

    def options(self, is_smooth: bool, is_film: bool = False) -> dict[str, str]:
        """Options of the libx264 wrapper for one kind of chunk."""
        params = f"{COMMON}:keyint={self.keyframe_frames}:{self.params}"
        qp, crf = self.busy_qp, self.smooth_crf
        if is_film and qp:  # nothing is finer than lossless, which has other headers
            qp, crf = max(BEST_QP, qp - _FILM_QP_LOWER), max(1.0, crf - _FILM_CRF_LOWER)
            params = f"{params}:pbratio={_FILM_PB_RATIO}"
        if is_smooth:
            return {"preset": "veryfast", "crf": str(crf), "x264-params": f"{params}:aq-mode=3"}
        return {"preset": "veryfast", "qp": str(qp), "x264-params": f"{params}:aq-mode=0"}


QUALITIES: Mapping[str, Quality] = MappingProxyType(
    {
        "draft": Quality(30, 27),
        "standard": Quality(25, 21, "subme=2:partitions=i8x8:pbratio=1.9"),
        "high": Quality(22, 18, "subme=2:partitions=i8x8:pbratio=1.5"),
        "lossless": Quality(0, 0, "subme=1"),
    }
)

#: Quantisers of ``quality_with``. 0 is left to "lossless": it has other headers.
BEST_QP, POOREST_QP = 1, 51
#: The two named qualities between which the quantisers of B-frames move apart.
_HIGH_QP, _STANDARD_QP = 22, 25
#: How much lower the rate factor of smooth chunks is than the quantiser of busy ones of equal quality.
_SMOOTH_BELOW = 4


def quality_with(qp: int) -> Quality:
    """The quality with any quantiser, ``BEST_QP`` to ``POOREST_QP``; "high" and "standard" are among them.

    Chunks of all of these can be joined in one file.
    """
    towards_standard = min(max((qp - _HIGH_QP) / (_STANDARD_QP - _HIGH_QP), 0.0), 1.0)
    pb_ratio = round(1.5 + 0.4 * towards_standard, 2)
    return Quality(qp, max(qp - _SMOOTH_BELOW, 1), f"subme=2:partitions=i8x8:pbratio={pb_ratio}")


def quality_at(crf: float) -> Quality:
    """The quality that looks as x264's usual settings do at a rate factor of 0, lossless, to 51.

    Its usual settings at 20 look as "standard" does. Source: ``docs/performance.md``.
    """
    if crf < 1:
        return QUALITIES["lossless"]
    return quality_with(min(round(crf) + _STANDARD_QP - 20, POOREST_QP))


#: Chunks whose photos are at least this smooth are encoded as smooth.
SMOOTH_CHUNK = 0.5


def settings_of(quality: Quality) -> dict[str, object]:
    """How frames are encoded, for the keys of chunks."""
    return {
        "busy": quality.options(is_smooth=False),
        "smooth": [SMOOTH_CHUNK, quality.options(is_smooth=True)],
        "films": [quality.options(is_smooth, is_film=True) for is_smooth in (False, True)],
        "libavcodec": list(av.library_versions["libavcodec"]),
    }


class ChunkEncoder:
    """Encodes the frames of one chunk.

    Draw on ``planes``, call ``encode``, repeat; ``planes`` is the encoder's own frame, reused, so
    what was drawn stays until it is drawn over.

    Args:
        canvas: (width, height), both even.
        fps: Frames a second.
        quality: How to encode them.
        smoothness: Of the chunk's photos, 0–1.
        is_film: Whether it is mostly film that plays.
    """

    def __init__(
        self, canvas: tuple[int, int], fps: int, quality: Quality, smoothness: float, *, is_film: bool = False
    ) -> None:
        context = av.CodecContext.create("libx264", "w")
        assert isinstance(context, VideoCodecContext)
        context.width, context.height = canvas
        context.pix_fmt = "yuv420p"
        context.framerate = fps  # type: ignore[assignment]
        context.thread_count = 1
        context.options = quality.options(smoothness >= SMOOTH_CHUNK, is_film)
        self._context = context
        self._frame = VideoFrame(*canvas, "yuv420p")
        luma, cb, cr = (
            np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
            for plane in self._frame.planes
        )
        #: Rows may be longer than the canvas' (padding).
        self.planes = Planes(luma, cb, cr)

    def encode(self, frame: int) -> Iterator[Packet]:
        """Encodes ``planes`` as frame number ``frame``; yields the packets that are ready."""
        self._frame.pts = frame
        for packet in self._context.encode(self._frame):
            yield _packet(packet)

    def finish(self) -> Iterator[Packet]:
        """The packets still held back."""
        for packet in self._context.encode(None):
            yield _packet(packet)


def _packet(packet: av.Packet[VideoStream]) -> Packet:
    assert packet.pts is not None
    return Packet(bytes(packet), packet.pts, bool(packet.is_keyframe))
