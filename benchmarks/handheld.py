"""Films to measure with: what a phone records that somebody holds and walks with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray
from photos import reference_photos, scratch
from PIL import Image

U8 = NDArray[np.uint8]
#: Standard deviation of the sensor's noise, codes; a phone's by daylight, after its own cleaning.
_NOISE = 1.2


def handheld(
    size: tuple[int, int] = (1920, 1080), fps: int = 30, seconds: int = 30, gop: int = 250, photo: int = 0
) -> Path:
    """A film of a photo seen by a walking camera, with something crossing it; H.264, made once.

    Args:
        size: (width, height), even.
        fps: Pictures a second.
        seconds: Length.
        gop: Longest distance of key frames.
        photo: Which of R's photos.
    """
    path = scratch() / f"handheld-{size[0]}x{size[1]}-{fps}-{seconds}-{gop}-{photo}.mp4"
    if path.exists():
        return path
    part = path.with_suffix(".part.mp4")
    with av.open(str(part), "w") as container:
        stream = container.add_stream("libx264", rate=fps, options={"crf": "21", "preset": "fast"})
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.gop_size = gop
        for picture in _pictures(size, fps, seconds * fps, photo):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode(None))
    part.rename(path)
    return path


def _pictures(size: tuple[int, int], fps: int, count: int, photo: int) -> Iterator[U8]:
    with Image.open(reference_photos().paths[photo]) as image:
        whole = np.asarray(image.convert("RGB"))
    random = np.random.default_rng(3)
    noise = [random.normal(0, _NOISE, (size[1], size[0], 1)).astype(np.float32) for _ in range(8)]
    scale = 0.75 * min(whole.shape[1] / size[0], whole.shape[0] / size[1])
    for number in range(count):
        t = number / fps
        x = (
            whole.shape[1] / 2
            + whole.shape[1] * 0.09 * np.sin(0.5 * t)
            + 6 * np.sin(9 * t)
            + 3 * np.sin(23 * t)
        )
        y = whole.shape[0] / 2 + whole.shape[0] * 0.05 * np.sin(0.7 * t) + 9 * np.sin(11 * t)
        turn = 0.01 * np.sin(2 * t)
        across = scale * np.array([np.cos(turn), -np.sin(turn)])
        down = scale * np.array([np.sin(turn), np.cos(turn)])
        way = np.array([
            [across[0], across[1], x - across @ (size[0] / 2, size[1] / 2)],
            [down[0], down[1], y - down @ (size[0] / 2, size[1] / 2)],
        ])  # fmt: skip
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        picture = cv2.warpAffine(whole, way, size, flags=flags, borderMode=cv2.BORDER_REFLECT).astype(
            np.float32
        )
        at = int((t * 0.21 % 1.2 - 0.1) * size[0]), int((0.6 + 0.05 * np.sin(6 * t)) * size[1])
        cv2.circle(picture, at, size[1] // 9, (196, 84, 52), -1, cv2.LINE_AA)
        picture += noise[number * 5 % len(noise)]
        yield np.clip(picture, 0, 255).astype(np.uint8)
