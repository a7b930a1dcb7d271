"""What a video of our own making really holds: its packets and boxes, and single decoded frames."""

from __future__ import annotations

import io
import struct
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from numpy.typing import NDArray

from photoplay.errors import BrokenMedia

#: Boxes of MP4 that hold other boxes, as far as edit lists lie.
_PARENTS = (b"moov", b"trak", b"edts")


@dataclass(frozen=True, slots=True)
class Movie:
    """Facts of one file with one picture track.

    Attributes:
        size_bytes: Of the whole file.
        codec, profile, pixel_format: As FFmpeg names them ("h264", "High", "yuv420p").
        width, height: Pixels.
        fps: Frames a second.
        frames: How many.
        keyframe_gap: Longest distance between key frames, frames.
        b_frames: Most B-frames in a row.
        peak_bit_s: Rate of the busiest second, bits a second.
        has_sound: Whether there is a sound track.
        has_edit_list: Whether any track has one.
        plays_while_loading: Whether the index stands before the pictures.
    """

    size_bytes: int
    codec: str
    profile: str
    pixel_format: str
    width: int
    height: int
    fps: Fraction
    frames: int
    keyframe_gap: int
    b_frames: int
    peak_bit_s: int
    has_sound: bool
    has_edit_list: bool
    plays_while_loading: bool

    @property
    def duration_s(self) -> float:
        return float(self.frames / self.fps)

    @property
    def mean_bit_s(self) -> float:
        """Bits a second of the whole file."""
        return 8 * self.size_bytes / self.duration_s


@dataclass(slots=True)
class _Count:
    """What is added up packet by packet, in decoding order."""

    frames: int = 0
    since_keyframe: int = 0
    keyframe_gap: int = 0
    b_frames: int = 0
    b_run: int = 0
    latest_pts: int | None = None
    peak_bytes: int = 0


def look_at(path: Path) -> Movie:
    """Measures a file of our own making.

    Raises:
        BrokenMedia: It is no MP4 with a picture track.
    """
    try:
        with av.open(str(path), "r", format="mp4") as container:
            stream = container.streams.video[0]
            context = stream.codec_context
            facts = (context.name, context.profile or "", context.pix_fmt or "", stream.width, stream.height)
            fps = Fraction(stream.average_rate or 0)
            count = _counted(_packets(path), max(1, round(fps)))
            has_sound = bool(container.streams.audio)
    except (av.FFmpegError, IndexError, ZeroDivisionError) as error:
        raise BrokenMedia(f"“{path.name}” is no video that can be measured.", name=path.name) from error
    with path.open("rb") as file:
        boxes = list(_boxes(file, 0, path.stat().st_size))
    order = [name for name, depth in boxes if depth == 0]
    return Movie(
        path.stat().st_size, *facts, fps, count.frames, max(count.keyframe_gap, count.since_keyframe),
        count.b_frames, 8 * count.peak_bytes, has_sound, any(name == b"elst" for name, _ in boxes),
        b"moov" in order and b"mdat" in order and order.index(b"moov") < order.index(b"mdat"),
    )  # fmt: skip


def _packets(path: Path) -> Iterator[tuple[int, int, bool]]:
    """(bytes, time, whether key) of each packet of the picture track, in decoding order."""
    with av.open(str(path), "r", format="mp4") as container:
        for packet in container.demux(container.streams.video[0]):
            if packet.size and packet.pts is not None:
                yield packet.size, packet.pts, bool(packet.is_keyframe)


def _counted(packets: Iterator[tuple[int, int, bool]], second: int) -> _Count:
    """Adds packets up; ``second`` is how many make one second."""
    count = _Count()
    window: deque[int] = deque()
    window_bytes = 0
    for size, pts, is_keyframe in packets:
        if is_keyframe:
            count.keyframe_gap = max(count.keyframe_gap, count.since_keyframe)
            count.since_keyframe = 0
        # A frame that is shown before one that was decoded earlier is a B-frame.
        is_anchor = count.latest_pts is None or pts > count.latest_pts
        count.b_run = 0 if is_anchor else count.b_run + 1
        count.b_frames = max(count.b_frames, count.b_run)
        count.latest_pts = pts if count.latest_pts is None else max(pts, count.latest_pts)
        count.since_keyframe += 1
        count.frames += 1
        window.append(size)
        window_bytes += size - (window.popleft() if len(window) > second else 0)
        count.peak_bytes = max(count.peak_bytes, window_bytes)
    return count


def decoded_luma(packets: Iterable[bytes], wanted: frozenset[int]) -> list[NDArray[np.uint8]]:
    """The luma planes, uint8 (H, W), of some frames of H.264 packets.

    Args:
        packets: Annex-B, in decoding order, the first one a key frame.
        wanted: Numbers of frames in the order they are shown.
    """
    planes = []
    with av.open(io.BytesIO(b"".join(packets)), "r", format="h264") as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number in wanted:
                plane = frame.planes[0]
                rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
                planes.append(rows[:, : plane.width].copy())
    return planes


def _boxes(file: BinaryIO, start: int, end: int, depth: int = 0) -> Iterator[tuple[bytes, int]]:
    """(name, depth) of the boxes of an MP4, in order, down to edit lists."""
    while start + 8 <= end:
        file.seek(start)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            head = 16
        size = size or end - start
        if size < head:
            return
        yield name, depth
        if name in _PARENTS:
            yield from _boxes(file, start + head, min(end, start + size), depth + 1)
        start += size
