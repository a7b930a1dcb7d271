"""Pictures of films made ready to be drawn: their part of the picture, turned, in the right size.

All on planes. A picture that does not move is made exactly as large as it is seen, so that it is copied
and not sampled again; one that the camera moves over is a little finer, as copies of photos are.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.media.colour import CHROMA_MAX, CHROMA_MIN, LUMA_MAX, LUMA_MIN
from photoplay.media.planes import Planes
from photoplay.render import geometry
from photoplay.render.moves import Move, largest_zoom
from photoplay.render.prepared import LEAST_SIDE, MOST_ENLARGED, MOST_ENLARGED_PIXELS, copy_size
from photoplay.render.views import View

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
Size = tuple[int, int]

#: What is seen beside a picture is its own copy, so much darker and blurred by this share of the height.
_DARKER, _BLUR = 0.62, 1 / 18
#: The blurred copy is this much smaller than the canvas, and a step on the way back to its size.
_SMALL, _HALFWAY = 16, 4
#: By quarter turns clockwise.
_ROTATIONS = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}
#: Standard deviation of its noise, luma codes: without, smooth areas would show bands.
_NOISE = 1.4


def shown_size(view: View, move: Move, canvas: Size) -> Size:
    """Size of the copy of a framed picture, pixels, both even."""
    framed = view.framed_size
    if len(move.stands) > 1:
        size = copy_size(framed, view.fit, largest_zoom(move), canvas)
    else:
        scale = min(geometry.rest_scale(framed, canvas, view.fit) * largest_zoom(move), MOST_ENLARGED)
        if scale > 1:
            scale = min(scale, max(1.0, math.sqrt(MOST_ENLARGED_PIXELS / (framed[0] * framed[1]))))
        return _even(framed[0] * scale), _even(framed[1] * scale)
    return _even(size[0]), _even(size[1])


def decoded_size(view: View, move: Move, canvas: Size) -> Size | None:
    """How large whole pictures are to be decoded, pixels, both even; None: at their own size."""
    framed, wanted = view.framed_size, shown_size(view, move, canvas)
    scales = wanted[0] / framed[0], wanted[1] / framed[1]
    if min(scales) >= 1:
        return None
    across, down = scales if view.rotation % 2 == 0 else scales[::-1]
    size = _even(view.size[0] * min(across, 1.0)), _even(view.size[1] * min(down, 1.0))
    return None if size == view.size else size


def _even(length: float) -> int:
    return max(LEAST_SIDE, 2 * round(length / 2))


def used(planes: Planes, view: View, wanted: Size) -> Planes:
    """What a view uses of a picture, as views into its planes; not turned yet.

    Args:
        planes: The whole picture at any size.
        view: How it is used.
        wanted: Size of the copy in the end; whole samples of it are kept where it is next to that.
    """
    across, down = wanted if view.rotation % 2 == 0 else wanted[::-1]
    width, height = planes.size
    left, right = _span(view.crop.x, view.crop.w, width, across)
    top, bottom = _span(view.crop.y, view.crop.h, height, down)
    half = slice(top // 2, (bottom + 1) // 2), slice(left // 2, (right + 1) // 2)
    return Planes(planes.luma[top:bottom, left:right], planes.cb[half], planes.cr[half])


def _span(start: float, share: float, count: int, wanted: int) -> tuple[int, int]:
    """Samples of one axis, beginning at an even one; as many as wanted where that is about right."""
    if share >= 1:
        return 0, count
    length = max(LEAST_SIDE, round(share * count))
    length = wanted if abs(length - wanted) <= 2 else length
    length = min(length, count)
    first = min(2 * round(start * count / 2), (count - length) // 2 * 2)
    return first, first + length


def mixed(first: Planes, second: Planes, share: float) -> Planes:
    """A picture on the way from one to another; ``share`` of the second, 0–1."""
    luma, cb, cr = (
        np.asarray(
            cv2.addWeighted(np.ascontiguousarray(a), 1 - share, np.ascontiguousarray(b), share, 0), np.uint8
        )
        for a, b in zip(first, second, strict=True)
    )
    return Planes(luma, cb, cr)


def turned(planes: Planes, view: View) -> Planes:
    """A picture as a view turns and mirrors it, C-contiguous.

    Chroma is sited left again afterwards: where a turn takes it elsewhere, it is put back by part of a sample.
    """
    width, height = planes.size
    # Where chroma sample (0, 0) lies, in luma samples.
    right, down = 0.0, 0.5
    for _ in range(view.rotation):
        right, down = _mirrored(down, height), right
        width, height = height, width
    if "h" in view.flip:
        right = _mirrored(right, width)
    if "v" in view.flip:
        down = _mirrored(down, height)
    luma, cb, cr = (_turned(plane, view) for plane in planes)
    return Planes(luma, *(_sampled(plane, -right / 2, (0.5 - down) / 2) for plane in (cb, cr)))


def _turned(plane: U8, view: View) -> U8:
    plane = np.ascontiguousarray(plane)
    if view.rotation:
        plane = np.asarray(cv2.rotate(plane, _ROTATIONS[view.rotation]), np.uint8)
    if view.flip:
        plane = np.asarray(cv2.flip(plane, {"h": 1, "v": 0}.get(view.flip, -1)), np.uint8)
    return plane


def _mirrored(place: float, count: int) -> float:
    """Where the first chroma sample of an axis of so many luma samples lies once that is mirrored."""
    return 1 - place if count % 2 == 0 else -place


def _sampled(plane: U8, across: float, down: float) -> U8:
    """A chroma plane sampled beside its samples, −1 to 1 of them away."""
    if across == 0 and down == 0:
        return plane
    (kernel_x, x), (kernel_y, y) = _kernel(across), _kernel(down)
    moved = cv2.sepFilter2D(plane, -1, kernel_x, kernel_y, anchor=(x, y), borderType=cv2.BORDER_REPLICATE)
    return np.clip(moved, np.uint8(CHROMA_MIN), np.uint8(CHROMA_MAX))


@cache
def _kernel(place: float) -> tuple[F32, int]:
    """Weights of four neighbours for what lies between two of them, and which one is the sample itself.

    Source: cubic convolution with a = −1/2 (Keys, 1981).
    """
    first = math.floor(place)
    t = place - first
    weights = (
        ((-t + 2) * t - 1) * t / 2, ((3 * t - 5) * t * t + 2) / 2, ((-3 * t + 4) * t + 1) * t / 2, (t - 1) * t * t / 2,
    )  # fmt: skip
    return np.array(weights, np.float32), 1 - first


def enlarged(planes: Planes, size: Size) -> Planes:
    """A picture at the size wanted where that is larger; what is as large already stays."""
    width, height = planes.size
    if size[0] <= width and size[1] <= height:
        return planes
    half = (size[0] + 1) // 2, (size[1] + 1) // 2
    luma = np.asarray(cv2.resize(planes.luma, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    # Resizing keeps the planes' outer edges in place, and chroma lies left of the middle of its two samples.
    right = 0.25 * width / size[0] - 0.25
    cb, cr = (
        cv2.resize(_sampled(plane, -right, 0), half, interpolation=cv2.INTER_CUBIC)
        for plane in (planes.cb, planes.cr)
    )
    np.clip(luma, np.uint8(LUMA_MIN), np.uint8(LUMA_MAX), out=luma)
    for plane in (cb, cr):
        np.clip(plane, np.uint8(CHROMA_MIN), np.uint8(CHROMA_MAX), out=plane)
    return Planes(luma, np.asarray(cb, np.uint8), np.asarray(cr, np.uint8))


def blurred(planes: Planes, canvas: Size) -> Planes:
    """What is seen beside a picture: its own blurred, darker, filling copy, of the canvas' size."""
    half = (canvas[0] + 1) // 2, (canvas[1] + 1) // 2
    luma = cv2.add(_enlarged_blur(planes.luma, canvas, LUMA_MIN), _noise(canvas), dtype=cv2.CV_8U)
    cb, cr = (_enlarged_blur(plane, half, 128) for plane in (planes.cb, planes.cr))
    return Planes(
        np.asarray(luma, np.uint8), *(np.asarray(cv2.convertScaleAbs(one), np.uint8) for one in (cb, cr))
    )


def _enlarged_blur(plane: U8, size: Size, zero: int) -> F32:
    """A plane's middle, blurred and darker, at a plane's size; float32. ``zero`` is the code of no signal."""
    fine = max(2, size[0] // _SMALL), max(2, size[1] // _SMALL)
    small = _filling(plane, fine)
    soft = cv2.GaussianBlur(small, (0, 0), max(1.0, fine[1] * _BLUR), borderType=cv2.BORDER_REPLICATE)
    soft = (soft - zero) * np.float32(_DARKER) + np.float32(zero)
    between = max(1, size[0] // _HALFWAY), max(1, size[1] // _HALFWAY)
    halfway = cv2.resize(soft, between, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.resize(halfway, size, interpolation=cv2.INTER_LINEAR), np.float32)


def _filling(plane: U8, size: Size) -> F32:
    """The middle of a plane that fills a size, averaged; float32."""
    height, width = plane.shape
    # Halving by whole steps is fast, and averages all the same.
    while min(width // size[0], height // size[1]) >= 2:
        even = plane[: height // 2 * 2, : width // 2 * 2]
        width, height = width // 2, height // 2
        plane = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    scale = max(size[0] / width, size[1] / height)
    whole = max(size[0], round(width * scale)), max(size[1], round(height * scale))
    small = cv2.resize(plane.astype(np.float32), whole, interpolation=cv2.INTER_AREA)
    top, left = (whole[1] - size[1]) // 2, (whole[0] - size[0]) // 2
    return np.ascontiguousarray(small[top : top + size[1], left : left + size[0]])


@lru_cache(maxsize=1)
def _noise(size: Size) -> F32:
    """The same for every picture: it must not flicker."""
    return np.random.default_rng(11).normal(0, _NOISE, (size[1], size[0])).astype(np.float32)
