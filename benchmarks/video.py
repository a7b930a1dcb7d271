"""Reading frames of finished files, and facts about them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from photoplay.media.planes import Planes

U8 = NDArray[np.uint8]


def frames(path: Path, wanted: Collection[int] | None = None) -> Iterator[tuple[int, Planes]]:
    """Decoded frames in order, with their numbers.

    Args:
        path: A video of 4:2:0.
        wanted: Numbers of the frames to give; all by default.
    """
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        last = max(wanted) if wanted else None
        for number, frame in enumerate(container.decode(stream)):
            if wanted is None or number in wanted:
                yield number, _planes(frame)
            if number == last:
                return


def _planes(frame: av.VideoFrame) -> Planes:
    luma, cb, cr = (
        np.frombuffer(memoryview(plane), np.uint8)
        .reshape(plane.height, plane.line_size)[:, : plane.width]
        .copy()
        for plane in frame.planes
    )
    return Planes(luma, cb, cr)


def packet_sizes(path: Path) -> list[tuple[int, int]]:
    """Presentation order number and bytes of every packet."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        found = [(packet.pts, packet.size) for packet in container.demux(stream) if packet.pts is not None]
    order = {pts: number for number, pts in enumerate(sorted(pts for pts, _ in found))}
    return sorted((order[pts], size) for pts, size in found)
