"""Looks at a file once and says what it is; everything later relies on the record made here."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from photoplay.errors import BrokenMedia, MediaTooLarge
from photoplay.media import images, roles, sniff
from photoplay.media.apple import content_identifier
from photoplay.media.cicp import is_complete
from photoplay.media.images import Picture
from photoplay.media.record import MediaRecord
from photoplay.media.tone import tone_of

#: Longest side of the small copy; a long, thin picture gets a longer one so that it is not a thread.
_SMALL_LONG_PX: Final = 320
_SMALL_SHORT_PX: Final = 64
_SMALL_LIMIT_PX: Final = 1280
#: JPEGs above this are cameras' photos: no closer look for flat areas is worth decoding them.
_LARGEST_SCREENSHOT_PX: Final = 12_000_000
_LOSSLESS: Final = frozenset({"png", "gif", "bmp", "tiff"})


#: Half characters that stand for no byte of a file's name, as JSON can bring them.
_LONE_HALF: Final = re.compile("[\ud800-\udc7f\udd00-\udfff]")


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before anything is decoded.

    Attributes:
        max_bytes: Size of a file.
        max_jpeg_pixels: Width × height of a JPEG, which is decoded at a fraction of its size.
        max_other_pixels: Width × height of every other picture, which is decoded whole.
        max_film_s: Length of a film, seconds.
        max_film_pixels: Width × height of its pictures.
        max_film_frames: How many there are.
    """

    max_bytes: int = 200_000_000
    max_jpeg_pixels: int = 250_000_000
    max_other_pixels: int = 100_000_000
    max_film_s: int = 1200
    max_film_pixels: int = 36_000_000
    max_film_frames: int = 150_000


DEFAULT_LIMITS: Final = Limits()


def probe(path: Path | str, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> MediaRecord:
    """The record of one file; its focus is not looked for here. See ``probe_with_small``."""
    return probe_with_small(path, name=name, limits=limits)[0]


def probe_with_small(
    path: Path | str, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[MediaRecord, Picture]:
    """Checks one file by its content and decodes it once, small.

    The decoding goes through all of the file's data, so a file that was cut off is found here.

    Args:
        path: Where the bytes are.
        name: The file's name as the user knows it, if not the path's own.
        limits: What is refused.

    Returns:
        The record, and the upright sRGB picture at about 320 pixels (never enlarged; transparent parts
        on white) for finding the subject.

    Raises:
        MissingMedia: Not there, a folder, a device, or not permitted.
        MediaTooLarge: Over a limit.
        UnsupportedMedia: Not a picture; films and sounds among them.
        BrokenMedia: Empty, damaged, or cut off.
    """
    record, small, _ = probe_with_picture(path, name=name, limits=limits)
    return record, small


def probe_with_picture(
    path: Path | str, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[MediaRecord, Picture, Picture]:
    """As ``probe_with_small``, and the decoded picture itself.

    Returns:
        The record, the small picture, and the picture it was made from: whole, but for JPEGs and HEIFs,
        which may have been decoded at a fraction of their size.
    """
    path, own_name = images.located(path)
    name = storable(own_name if name is None else name)
    with images.opened(path, name) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        check_bytes(name, size_bytes, limits)
        format = images.format_of(file, name)
        _check_webp(file, format, name, limits)
        with images.decoding(name):
            image = images.open_still(file, format, name)
            _check_pixels(image.size, format, name, limits)
            picture, small, size = _decoded(image, file, format, name)
            taken_at, live_photo = _taken_at(image), content_identifier(image)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    verdict = roles.judge(picture, small, name, is_lossy=format not in _LOSSLESS)
    record = MediaRecord(
        id=f"img_{sha256[:16]}",
        name=name,
        path=path,
        kind="image",
        format=format,
        width=size[0],
        height=size[1],
        size_bytes=size_bytes,
        sha256=sha256,
        has_alpha=picture.alpha is not None,
        role=verdict.role,
        is_graphic=verdict.is_graphic,
        background=verdict.background or _ground(picture),
        taken_at=taken_at,
        tone=None if verdict.is_graphic else tone_of(small.rgb),
        live_photo=live_photo,
    )
    return record, small, picture


def _decoded(
    image: Image.Image, file: BinaryIO, format: str, name: str
) -> tuple[Picture, Picture, tuple[int, int]]:
    """The picture (a JPEG: scaled down, unless it may be a screenshot), its small copy, its upright size."""
    width, height = image.size
    if format == "heif" and _takes_thumbnail(image, file, small_size((width, height))):
        picture = images.load(image, file, format)
        return picture, images.shrunk(picture, small_size((width, height))), (width, height)
    if format != "jpeg":
        picture = images.load(image, file, format)
        return picture, images.shrunk(picture, small_size(picture.size)), picture.size
    upright = (height, width) if images.orientation(image) >= 5 else (width, height)
    target = small_size(upright)
    picture = images.load(image, file, format, at_least=target)
    small = images.shrunk(picture, target)
    if picture.size != upright and width * height <= _LARGEST_SCREENSHOT_PX and roles.may_be_drawn(small):
        picture = images.load(images.open_still(file, format, name), file, format)
    return picture, small, upright


def _takes_thumbnail(image: Image.Image, file: BinaryIO, target: tuple[int, int]) -> bool:
    """Lets a HEIF decode the thumbnail that phones put in: 12 megapixels take a second without it.

    Only if the file is whole, as then nobody else would notice that it was cut off.
    """
    file.seek(0)
    return is_complete(file.read()) and image.draft(None, target) is not None


#: Grounds for pictures with transparency: white, or near black for those that are light themselves.
_WHITE, _DARK, _LIGHT_LUMA = (255, 255, 255), (24, 24, 28), 190
_LUMA: Final = np.array([0.2126, 0.7152, 0.0722])
#: Contrast below which a part of a logo is lost on its ground, and the share of it that is too much to lose.
_LEAST_CONTRAST, _LEAST_LOST = 1.25, 0.05
#: Alpha from which on something counts as seen.
_SEEN = 127


def _ground(picture: Picture) -> tuple[int, int, int] | None:
    """The colour that shows what is opaque in a picture; None for one without transparency.

    White or dark, on whichever less of it is lost; where that is all one, by how bright it is.
    """
    if picture.alpha is None:
        return None
    alpha = picture.alpha[::4, ::4]
    weight = alpha / max(float(alpha.sum()), 1.0)
    rgb = picture.rgb[::4, ::4].astype(np.float64)
    rim = _rim(alpha > _SEEN)
    light = (rgb[rim] / 255) ** 2.2 @ _LUMA
    on_white, on_dark = (
        float((_contrast(light, ground) < _LEAST_CONTRAST).mean()) if light.size else 0.0
        for ground in (_WHITE, _DARK)
    )
    if abs(on_white - on_dark) > _LEAST_LOST:
        return _DARK if on_white > on_dark else _WHITE
    return _DARK if float((rgb @ _LUMA * weight).sum()) > _LIGHT_LUMA else _WHITE


def _rim(seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What is seen beside what is see-through: there a shape stands out from the ground, or is lost."""
    inner = np.pad(seen, 1)
    inner = inner[1:-1, 1:-1] & inner[:-2, 1:-1] & inner[2:, 1:-1] & inner[1:-1, :-2] & inner[1:-1, 2:]
    return np.asarray(seen & ~inner)


def _contrast(light: NDArray[np.float64], ground: tuple[int, int, int]) -> NDArray[np.float64]:
    """WCAG 2.2's contrast ratio of relative luminances with a ground."""
    other = float((np.array(ground) / 255) ** 2.2 @ _LUMA)
    return np.asarray((np.maximum(light, other) + 0.05) / (np.minimum(light, other) + 0.05))


_DATE_TAGS: Final = (
    (ExifTags.IFD.Exif, ExifTags.Base.DateTimeOriginal),
    (ExifTags.IFD.Exif, ExifTags.Base.DateTimeDigitized),
    (None, ExifTags.Base.DateTime),
)


def _taken_at(image: Image.Image) -> str:
    """When the photo was taken, from its EXIF data; empty where they are absent or broken."""
    try:
        exif = image.getexif()
        told = [str((exif.get_ifd(ifd) if ifd else exif).get(tag, "")) for ifd, tag in _DATE_TAGS]
    except Exception:
        # Cameras and editors write broken EXIF data in many ways; the picture itself is fine.
        return ""
    return next((date[:19] for date in told if re.match(r"[12]\d{3}:\d\d:\d\d \d\d:\d\d", date)), "")


def small_size(size: tuple[int, int]) -> tuple[int, int]:
    """(width, height) of the small copy of a picture, never larger than it."""
    long, short = max(size), min(size)
    scale = max(_SMALL_LONG_PX / long, min(_SMALL_SHORT_PX / short, _SMALL_LIMIT_PX / long))
    scale = min(scale, 1.0)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def storable(name: str) -> str:
    """The name without the half characters that a file system may hold but no text file can."""
    name = _LONE_HALF.sub("\N{REPLACEMENT CHARACTER}", name)
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _check_webp(file: BinaryIO, format: str, name: str, limits: Limits) -> None:
    """Refuses a large WebP before it is opened: opening one allocates its whole canvas."""
    if format != "webp":
        return
    size = sniff.webp_size(file.read(sniff.HEAD_BYTES))
    if size is None:
        words = f"{images.shown(name)} is damaged: its header is not right. Export or download it again."
        raise BrokenMedia(words, name=name)
    _check_pixels(size, format, name, limits)


def _check_pixels(size: tuple[int, int], format: str, name: str, limits: Limits) -> None:
    limit = limits.max_jpeg_pixels if format == "jpeg" else limits.max_other_pixels
    pixels = size[0] * size[1]
    if pixels > limit:
        words = (
            f"{images.shown(name)} is {size[0]} × {size[1]} pixels ({_mega(pixels)} megapixels); at most "
            f"{_mega(limit)} are read. Make it smaller first."
        )
        raise MediaTooLarge(words, name=name)


def check_bytes(name: str, size_bytes: int, limits: Limits) -> None:
    """Refuses a file by its size alone.

    Raises:
        MediaTooLarge: It has more bytes than are read.
    """
    if size_bytes > limits.max_bytes:
        words = (
            f"{images.shown(name)} is {_mega(size_bytes)} MB; at most {_mega(limits.max_bytes)} MB are read. "
            "Compress it or make it smaller first."
        )
        raise MediaTooLarge(words, name=name)


def _mega(count: int) -> str:
    """Millions, with one digit after the point where it tells something."""
    return f"{count / 1e6:.1f}".removesuffix(".0")
