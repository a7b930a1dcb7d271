"""Prepared copies: a photo decoded once, at the size its largest zoom needs, as planes; see ``prepared``."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.errors import BrokenMedia, MissingMedia
from photoplay.media import colour
from photoplay.media.images import decode
from photoplay.media.planes import Planes
from photoplay.render.cards import CardView, card_planes
from photoplay.render.cutouts import scaled_cutout
from photoplay.render.films import FilmStore, Moment
from photoplay.render.looks.apply import grade_codes, grade_planes
from photoplay.render.moves import Move, largest_zoom
from photoplay.render.prepared import Source, copy_size, sharpened, smooth_areas
from photoplay.render.views import View

U8 = NDArray[np.uint8]

#: Standard deviation of added grain, luma codes, where the picture is quite smooth.
GRAIN = 2.0
#: A card is smooth, but for its logo and its words.
CARD_SMOOTHNESS = 0.9


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
        self._films = FilmStore()

    def moment(self, view: View, move: Move, canvas: tuple[int, int], seconds: float, fps: int) -> Moment:
        """Which pictures of a film are seen at a time of its shot; equal moments look the same.

        Args:
            view: Of a film.
            move, canvas: As for ``get``.
            seconds: Since the shot's start; may be before it.
            fps: Frames a second of what is drawn.

        Raises:
            MediaError: The film cannot be read (any more).
        """
        return self._films.moment(self.paths[view.sha256], view, move, canvas, seconds, fps)

    def get(
        self, view: View | CardView, move: Move, canvas: tuple[int, int], moment: Moment | None = None
    ) -> Source:
        """The prepared copy of a photo for a move on a canvas, of a film at a moment, or a card of the
        canvas' size.

        Raises:
            MediaError: The photo, the film, or the card's logo, cannot be read (any more).
        """
        if moment is not None:
            assert isinstance(view, View)
            return self._films.get(self.paths, view, move, canvas, moment)
        key = (view, canvas, largest_zoom(move))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if isinstance(view, CardView):
            source = Source(card_planes(view, self.paths, canvas), None, CARD_SMOOTHNESS)
        else:
            source = prepare(self.paths, view, key[2], canvas)
        self._kept[key] = source
        while len(self._kept) > 2 and sum(kept.nbytes for kept in self._kept.values()) > self._limit_bytes:
            self._kept.popitem(last=False)
        return source

    def close_films(self) -> None:
        """Lets go of all films; they are opened again when they are needed."""
        self._films.close()


def prepare(paths: Mapping[str, Path], view: View, zoom: float, canvas: tuple[int, int]) -> Source:
    """Decodes, frames, scales, converts, grades, sharpens and grains one photo.

    Args:
        paths: Where the bytes of it and of its tables of colours are, by digest.
        view: How it is used.
        zoom: The closest view ever taken.
        canvas: Size of the canvas, pixels.
    """
    framed = view.framed_size
    size = copy_size(framed, view.fit, zoom, canvas)
    rgb, alpha = _framed(paths[view.sha256], view, size)
    covers = view.fit == "cover"
    base = None if covers or alpha is not None else _base(rgb, view, canvas)
    if base is not None and view.fit == "blur" and view.grade is not None:
        base = grade_planes(base, view.grade, paths)
    if alpha is None:
        scaled = colour.resize(rgb, size)
    else:
        scaled, alpha = scaled_cutout(rgb, alpha, size)
        alpha = sharpened(alpha.astype(np.float32), 0, 255)
    del rgb  # up to 20 MB that would stand beside what follows
    luma, cb, cr = colour.to_codes(scaled)
    del scaled
    if view.grade is not None:
        luma, cb, cr = grade_codes(luma, cb, cr, view.grade, paths)
    where = smooth_areas(luma)
    strength = 0.0 if view.graphic else GRAIN
    planes = Planes(
        sharpened(luma, colour.LUMA_MIN, colour.LUMA_MAX, where, strength),
        sharpened(cb, colour.CHROMA_MIN, colour.CHROMA_MAX),
        sharpened(cr, colour.CHROMA_MIN, colour.CHROMA_MAX),
    )
    return Source(planes, base, float(where.mean()), alpha)


def require_unchanged(path: Path, sha256: str) -> None:
    """Chunks are kept under the digest of the photo that was imported; nothing else may be drawn.

    Raises:
        MissingMedia: The file is gone.
        BrokenMedia: It is another now.
    """
    try:
        status = path.stat()
        found = _digest(path, status.st_size, status.st_mtime_ns, status.st_ino)
    except OSError as error:
        raise MissingMedia(
            f"{path.name} cannot be read any more ({error.strerror}).", name=path.name
        ) from error
    if found != sha256:
        raise BrokenMedia(f"{path.name} has changed since it was read. Make the video again.", name=path.name)


@lru_cache(maxsize=1024)
def _digest(path: Path, size_bytes: int, mtime_ns: int, inode: int) -> str:
    """SHA-256 of a file, read once: a film is needed by many chunks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _framed(path: Path, view: View, size: tuple[int, int]) -> tuple[U8, U8 | None]:
    """The photo cropped, turned and mirrored, at least as large as ``size`` when it has the pixels, and
    how opaque it is, if that matters.
    """
    wanted = size if view.rotation % 2 == 0 else (size[1], size[0])
    at_least = (
        min(view.size[0], -int(-wanted[0] // view.crop.w)),
        min(view.size[1], -int(-wanted[1] // view.crop.h)),
    )
    picture = decode(path, view.format, at_least=at_least)
    rgb, alpha = picture.rgb, picture.alpha
    if alpha is not None and not view.keeps_alpha:
        rgb, alpha = colour.over(rgb, alpha, view.background), None
    return _used(rgb, view), None if alpha is None else _used(alpha, view)


def _used(rgb: U8, view: View) -> U8:
    """What a view uses of a picture, or of one plane of it, as seen."""
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
        below = None if view.background_to == view.background else view.background_to
        return card_planes(CardView(view.background, below), {}, canvas)
    width, height = max(1, canvas[0] // 16), max(1, canvas[1] // 16)
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
