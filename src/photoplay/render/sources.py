"""Prepared copies: a photo decoded once, at the size its largest zoom needs, as planes.

A copy is 1.12–1.25 times as fine as the closest view samples it. At exactly 1 the sharpness of a
slow move would pulse with every pixel it crosses; finer than that flickers and costs bits. The
blur that linear sampling adds is undone beforehand by sharpening the copy.
"""

from __future__ import annotations

import hashlib
import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.errors import BrokenMedia, MissingMedia
from photoplay.media import colour
from photoplay.media.images import decode
from photoplay.media.planes import Planes
from photoplay.render import geometry
from photoplay.render.cards import CardView, card_planes
from photoplay.render.moves import Move, largest_zoom
from photoplay.render.views import View

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]

#: Copy pixels per canvas pixel at the closest view: wanted, and the range that needs no scaling.
FINENESS, FINENESS_RANGE = 1.15, (1.12, 1.25)
#: Small photos are enlarged at most this much; beyond, linear sampling is as good.
MOST_ENLARGED = 4.0
#: And never beyond so many pixels: a strip of 12000 × 200 that is to fill the canvas stays affordable.
MOST_ENLARGED_PIXELS = 16_000_000
#: Sampling needs two neighbours in every plane.
LEAST_SIDE = 4
#: Weight of the neighbours in the sharpening [−a, 1 + 2a, −a], fitted to ``FINENESS``.
SHARPENING = 0.10
#: Standard deviation of added grain, luma codes, where the picture is quite smooth.
GRAIN = 2.0
#: Detail, luma codes, below which an area is quite smooth, and above which it is not.
SMOOTH, BUSY = 0.5, 1.3
#: A card is smooth, but for its logo and its words.
CARD_SMOOTHNESS = 0.9


@dataclass(frozen=True, slots=True)
class Source:
    """A photo or a card ready to be sampled.

    Attributes:
        planes: The prepared copy; of a card, itself in the canvas' size.
        base: What is seen beside it, planes of the canvas' size; None when it covers all.
        smoothness: Share of its area that is smooth, 0–1.
    """

    planes: Planes
    base: Planes | None
    smoothness: float

    @property
    def nbytes(self) -> int:
        return self.planes.nbytes + (self.base.nbytes if self.base else 0)


class SourceStore:
    """Prepares photos and keeps the last ones used, within a limit of bytes.

    Args:
        paths: Where each digest's bytes are.
        limit_bytes: What is kept at most; the photo in use is always kept.
    """

    def __init__(self, paths: Mapping[str, Path], limit_bytes: int = 20_000_000) -> None:
        self.paths = dict(paths)
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[tuple[View | CardView, tuple[int, int], float], Source] = OrderedDict()

    def get(self, view: View | CardView, move: Move, canvas: tuple[int, int]) -> Source:
        """The prepared copy of a photo for a move on a canvas, or a card of the canvas' size.

        Raises:
            MediaError: The photo, or the card's logo, cannot be read (any more).
        """
        key = (view, canvas, largest_zoom(move))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if isinstance(view, CardView):
            source = Source(card_planes(view, self.paths, canvas), None, CARD_SMOOTHNESS)
        else:
            source = prepare(self.paths[view.sha256], view, key[2], canvas)
        self._kept[key] = source
        while len(self._kept) > 2 and sum(kept.nbytes for kept in self._kept.values()) > self._limit_bytes:
            self._kept.popitem(last=False)
        return source


def prepare(path: Path, view: View, zoom: float, canvas: tuple[int, int]) -> Source:
    """Decodes, frames, scales, converts, sharpens and grains one photo.

    Args:
        path: Where its bytes are.
        view: How it is used.
        zoom: The closest view ever taken.
        canvas: Size of the canvas, pixels.
    """
    framed = view.framed_size
    size = copy_size(framed, view.fit, zoom, canvas)
    rgb = _framed(path, view, size)
    covers = view.fit == "cover"
    base = None if covers else _base(rgb, view, canvas)
    scaled = colour.resize(rgb, size)
    del rgb  # up to 20 MB that would stand beside what follows
    luma, cb, cr = colour.to_codes(scaled)
    del scaled
    where = smooth_areas(luma)
    strength = 0.0 if view.graphic else GRAIN
    planes = Planes(
        sharpened(luma, colour.LUMA_MIN, colour.LUMA_MAX, where, strength),
        sharpened(cb, colour.CHROMA_MIN, colour.CHROMA_MAX),
        sharpened(cr, colour.CHROMA_MIN, colour.CHROMA_MAX),
    )
    return Source(planes, base, float(where.mean()))


def copy_size(framed: tuple[int, int], fit: str, zoom: float, canvas: tuple[int, int]) -> tuple[int, int]:
    """Size of the prepared copy: the photo's own when that is fine enough and not finer than useful."""
    per_pixel = geometry.rest_scale(framed, canvas, fit) * zoom
    if FINENESS_RANGE[0] <= 1 / per_pixel <= FINENESS_RANGE[1] and min(framed) >= LEAST_SIDE:
        return framed
    scale = min(per_pixel * FINENESS, MOST_ENLARGED)
    if scale > 1:
        scale = min(scale, max(1.0, math.sqrt(MOST_ENLARGED_PIXELS / (framed[0] * framed[1]))))
    return max(LEAST_SIDE, round(framed[0] * scale)), max(LEAST_SIDE, round(framed[1] * scale))


def require_unchanged(path: Path, sha256: str) -> None:
    """Chunks are kept under the digest of the photo that was imported; nothing else may be drawn.

    Raises:
        MissingMedia: The file is gone.
        BrokenMedia: It is another now.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MissingMedia(
            f"{path.name} cannot be read any more ({error.strerror}).", name=path.name
        ) from error
    if found != sha256:
        raise BrokenMedia(f"{path.name} has changed since it was read. Make the video again.", name=path.name)


def _framed(path: Path, view: View, size: tuple[int, int]) -> U8:
    """The photo cropped, turned and mirrored, at least as large as ``size`` when it has the pixels."""
    wanted = size if view.rotation % 2 == 0 else (size[1], size[0])
    at_least = (
        min(view.size[0], -int(-wanted[0] // view.crop.w)),
        min(view.size[1], -int(-wanted[1] // view.crop.h)),
    )
    picture = decode(path, view.format, at_least=at_least)
    rgb = picture.rgb
    if picture.alpha is not None:
        rgb = colour.over(rgb, picture.alpha, view.background)
    height, width = rgb.shape[:2]
    left, top = round(view.crop.x * width), round(view.crop.y * height)
    right, bottom = round((view.crop.x + view.crop.w) * width), round((view.crop.y + view.crop.h) * height)
    left, top = min(left, width - 1), min(top, height - 1)
    rgb = rgb[top : max(bottom, top + 1), left : max(right, left + 1)]
    rgb = np.rot90(rgb, -view.rotation) if view.rotation else rgb
    rgb = rgb[:, ::-1] if "h" in view.flip else rgb
    rgb = rgb[::-1] if "v" in view.flip else rgb
    return np.ascontiguousarray(rgb)


def _base(rgb: U8, view: View, canvas: tuple[int, int]) -> Planes:
    """What is seen beside a picture: one colour, or its own blurred, darker, filling copy."""
    if view.fit == "contain":
        return colour.flat_planes(view.background, *canvas)
    width, height = canvas[0] // 16, canvas[1] // 16
    scale = max(width / rgb.shape[1], height / rgb.shape[0])
    small = colour.resize(
        rgb, (max(width, round(rgb.shape[1] * scale)), max(height, round(rgb.shape[0] * scale)))
    )
    top, left = (small.shape[0] - height) // 2, (small.shape[1] - width) // 2
    small = small[top : top + height, left : left + width]
    soft = cv2.GaussianBlur(
        small.astype(np.float32), (0, 0), max(1.0, height / 18), borderType=cv2.BORDER_REPLICATE
    )
    large = cv2.resize(soft * 0.62, canvas, interpolation=cv2.INTER_CUBIC)
    # Blurred areas are the smoothest of all: without a little noise they would show bands.
    large += np.random.default_rng(11).normal(0, 1.6, (canvas[1], canvas[0], 1)).astype(np.float32)
    return colour.to_planes(np.clip(np.rint(large), 0, 255).astype(np.uint8))


def smooth_areas(luma: F32) -> F32:
    """Where a picture is smooth: 0 (busy) to 1 (quite smooth), float32, at an eighth of its size.

    Detail is what a 3 × 3 mean takes away, so that slopes count as smooth; it is looked for in every
    other row and column, and the strongest within about 24 pixels decides.
    """
    height, width = luma.shape
    size = (max(1, width // 8), max(1, height // 8))
    thin = np.ascontiguousarray(luma[::2, ::2])
    detail = cv2.absdiff(thin, cv2.blur(thin, (3, 3)))
    level = cv2.resize(detail, size, interpolation=cv2.INTER_AREA)
    level = cv2.GaussianBlur(cv2.dilate(level, np.ones((3, 3), np.uint8)), (0, 0), 2.0)
    return np.asarray(np.clip((BUSY - level) / (BUSY - SMOOTH), 0, 1), np.float32)


@cache
def _grain_tile() -> F32:
    """Noise of standard deviation 1, float32 (512, 512), which repeats without a seam.

    It is a little coarser than one sample, so that the encoder keeps it.
    """
    noise = np.random.default_rng(5).standard_normal((512, 512), np.float32)
    soft = cv2.GaussianBlur(np.pad(noise, 8, mode="wrap"), (0, 0), 0.6)[8:-8, 8:-8]
    return np.ascontiguousarray(soft / soft.std())


_NO_AREAS = np.zeros((1, 1), np.float32)


def sharpened(codes: F32, low: int, high: int, where: F32 = _NO_AREAS, grain: float = 0.0) -> U8:
    """A plane sharpened by [−a, 1 + 2a, −a] in both directions, grained, and rounded once.

    Args:
        codes: float32 ``(H, W)``.
        low, high: Legal range of the result.
        where: Strength of grain at an eighth of the size, 0–1.
        grain: Its standard deviation, codes.
    """
    out = np.empty(codes.shape, np.uint8)
    noise = _grain_tile() if grain else _NO_AREAS
    _sharpen(
        codes, np.float32(SHARPENING), np.float32(low), np.float32(high), where, np.float32(grain), noise, out
    )
    return out


@compiled
def _sharpen(codes, a, low, high, where, grain, noise, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    height, width = codes.shape
    line = np.empty(width + 2, np.float32)
    add = np.zeros(width, np.float32)
    centre = np.float32(1) + a + a
    half = np.float32(0.5)
    for y in range(height):
        above, here, below = codes[max(y - 1, 0)], codes[y], codes[min(y + 1, height - 1)]
        for x in range(width):
            line[x + 1] = centre * here[x] - a * (above[x] + below[x])
        line[0], line[width + 1] = line[1], line[width]
        if grain > np.float32(0):
            areas = where[min(y // 8, where.shape[0] - 1)]
            tile = noise[y % noise.shape[0]]
            last = where.shape[1] - 1
            for x in range(width):
                add[x] = grain * areas[min(x // 8, last)] * tile[x & 511]
        for x in range(width):
            value = centre * line[x + 1] - a * (line[x] + line[x + 2]) + add[x]
            out[y, x] = np.uint8(np.int32(min(max(value, low), high) + half))
