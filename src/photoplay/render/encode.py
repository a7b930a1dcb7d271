"""Encoding: frames to H.264 packets, one closed group of pictures a chunk, single-threaded x264.

All chunks of one file share what x264 needs to be equal in every header (``COMMON``); what may
differ between neighbours (rate, adaptive quantisation, sub-pixel search) is chosen per quality and
per chunk. ``stitchable=1`` makes x264 keep the headers equal. The figures behind the choices come
from ``benchmarks/encoder_search.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from photoplay.media.planes import Planes
from photoplay.render.packets import Packet

#: Equal for all chunks of all qualities but ``lossless``. No lookahead and no macroblock tree: on
#: slow camera moves both cost time *and* bits. A fixed pattern of four B-frames.
COMMON = (
    "me=dia:merange=4:trellis=0:b-adapt=0:direct=temporal:scenecut=0:open-gop=0:stitchable=1:threads=1"
    ":sliced-threads=0:rc-lookahead=0:sync-lookahead=0:mbtree=0:bframes=4:force-cfr=1"
    ":colorprim=bt709:transfer=bt709:colormatrix=bt709:fullrange=off"
)


@dataclass(frozen=True, slots=True)
class Quality:
    """One row of settings.

    Attributes:
        crf: Constant rate factor of busy chunks.
        smooth_crf: Of chunks that are mostly smooth.
        preset: x264's preset below everything else.
        busy, smooth: More x264 parameters for the two kinds of chunk.
        keyframe_frames: Longest distance of key frames.
    """

    crf: float
    smooth_crf: float
    preset: str = "veryfast"
    busy: str = "aq-mode=0"
    smooth: str = "aq-mode=3"
    keyframe_frames: int = 60


_FAST = "subme=1:partitions=i8x8:chroma-me=0:pbratio=1.5"

QUALITIES: Mapping[str, Quality] = MappingProxyType(
    {
        "draft": Quality(28, 27, busy=f"{_FAST}:aq-mode=0", smooth=f"{_FAST}:aq-mode=3"),
        "standard": Quality(21.5, 22, busy=f"{_FAST}:aq-mode=0", smooth=f"{_FAST}:aq-mode=3"),
        "high": Quality(
            18,
            19,
            busy="subme=2:partitions=i8x8:chroma-me=0:pbratio=1.5:aq-mode=0",
            smooth="subme=2:partitions=i8x8:chroma-me=0:pbratio=1.5:aq-mode=3",
        ),
        "lossless": Quality(0, 0, busy="subme=1:qp=0", smooth="subme=1:qp=0"),
    }
)

#: Chunks whose photos are at least this smooth are encoded as smooth.
SMOOTH_CHUNK = 0.5


def settings_of(quality: str) -> dict[str, object]:
    """Everything beside the pictures that a chunk's bytes depend on, for its key."""
    row = QUALITIES[quality]
    return {
        "quality": quality,
        "crf": [row.crf, row.smooth_crf],
        "params": [row.preset, COMMON, row.busy, row.smooth, row.keyframe_frames],
        "libavcodec": list(av.library_versions["libavcodec"]),
    }


class ChunkEncoder:
    """Encodes the frames of one chunk.

    Draw on ``planes``, call ``encode``, repeat; ``planes`` is the encoder's own frame, reused, so
    what was drawn stays until it is drawn over.

    Args:
        canvas: (width, height), both even.
        fps: Frames a second.
        quality: A key of ``QUALITIES``.
        smoothness: Of the chunk's photos, 0–1.
    """

    def __init__(self, canvas: tuple[int, int], fps: int, quality: str, smoothness: float) -> None:
        row = QUALITIES[quality]
        smooth = smoothness >= SMOOTH_CHUNK
        context = av.CodecContext.create("libx264", "w")
        assert isinstance(context, VideoCodecContext)
        context.width, context.height = canvas
        context.pix_fmt = "yuv420p"
        context.framerate = fps  # type: ignore[assignment]
        context.thread_count = 1
        params = f"{COMMON}:keyint={row.keyframe_frames}:{row.smooth if smooth else row.busy}"
        context.options = {
            "preset": row.preset,
            "crf": str(row.smooth_crf if smooth else row.crf),
            "x264-params": params,
        }
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


def _packet(packet: av.Packet) -> Packet:
    assert packet.pts is not None
    return Packet(bytes(packet), packet.pts, bool(packet.is_keyframe))
