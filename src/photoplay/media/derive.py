"""What is kept of an upload: a normalised picture and a thumbnail, made anew from the pixels alone.

Upright, sRGB, without metadata, profile or name, in a plain JPEG or PNG: nothing of the original's bytes
goes into them, so nothing that was hidden there can come out again. The renderer reads only these.
"""

from __future__ import annotations

import errno
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from photoplay.errors import DiskFull, MediaTooLarge, NotWritable, PhotoplayError
from photoplay.media import images
from photoplay.media.images import Picture
from photoplay.media.probe import DEFAULT_LIMITS, Limits, probe_with_picture
from photoplay.media.record import Focus, MediaRecord

NormalisedFormat = Literal["jpeg", "png", "flac", "mp4", "cube"]
FindFocus = Callable[[npt.NDArray[np.uint8]], Focus]

#: The most that is kept: a 4K canvas at a zoom of 1.6. Longest side, and width × height, pixels.
MOST_SIDE: Final = 6144
MOST_PIXELS: Final = 40_000_000
THUMBNAIL_SIDE: Final = 480
#: Pillow's scale. Measured on 12-megapixel photos against the decoded original: 46–47 dB with whole chroma;
#: halved chroma saves 0.02 s of 0.06 and costs 2–4 dB.
_QUALITY: Final = 96
_THUMBNAIL_QUALITY: Final = 85
#: zlib's fastest level. Measured on 12-megapixel drawings: 0.2 s and 0.4–1.8 MB; the next saves 1 %.
_PNG_LEVEL: Final = 1

#: Names of the files that ``derive`` writes.
NORMALISED_NAME, THUMBNAIL_NAME = "normalised", "thumbnail"


@dataclass(frozen=True, slots=True)
class Derived:
    """What ``derive`` found and made.

    Attributes:
        record: Of the original, its subject found.
        format: Of the normalised file.
        width, height: Of the normalised file, pixels.
    """

    record: MediaRecord
    format: NormalisedFormat
    width: int
    height: int


def derive(
    path: Path, name: str, folder: Path, find_focus: FindFocus, limits: Limits = DEFAULT_LIMITS
) -> Derived:
    """Judges a picture and writes its normalised file and its thumbnail.

    What a picture is (photo, logo, drawn or not) is judged on the original: a file that has been coded
    anew would be judged differently.

    Args:
        path: The original.
        name: Its name as the user knows it.
        folder: Where the files called ``NORMALISED_NAME`` and ``THUMBNAIL_NAME`` are written; they must
            not be there.
        find_focus: Finds the subject in a small sRGB picture, uint8 (H, W, 3).
        limits: What is refused.

    Raises:
        MediaError: It cannot be used.
        OutputError: The folder cannot be written.
    """
    record, small, picture = probe_with_picture(path, name=name, limits=limits)
    if not record.is_graphic:
        record = replace(record, focus=find_focus(small.rgb))
    size = fitted((record.width, record.height))
    with images.decoding(record.name):
        if picture.size[0] < size[0] or picture.size[1] < size[1]:
            del picture  # a small decode need not lie beside the large one
            picture = images.decode(record, at_least=size)
        picture = _shrunk(picture, size)
        format = _format_for(record)
        _write(folder / NORMALISED_NAME, picture, format, record.name)
        thumbnail = _thumbnail(picture, record.background or (255, 255, 255))
        _write(folder / THUMBNAIL_NAME, thumbnail, "jpeg", record.name, _THUMBNAIL_QUALITY)
    return Derived(record, format, *size)


def fitted(
    size: tuple[int, int], most_side: int = MOST_SIDE, most_pixels: int = MOST_PIXELS
) -> tuple[int, int]:
    """(width, height) within both limits, in the same proportion; never enlarged, at least 1."""
    scale = min(1.0, most_side / max(size), math.sqrt(most_pixels / (size[0] * size[1])))
    if scale == 1.0:
        return size
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _format_for(record: MediaRecord) -> NormalisedFormat:
    """PNG where a JPEG would lose what matters: transparency, and the edges of what was drawn."""
    return "png" if record.has_alpha or record.is_graphic else "jpeg"


def _shrunk(picture: Picture, size: tuple[int, int]) -> Picture:
    """An area-averaged copy that keeps its transparency; colours count by how opaque they are."""
    if picture.size == size:
        return picture
    if picture.alpha is None:
        return images.shrunk(picture, size)
    on_black = images.shrunk(picture, size, (0, 0, 0))
    assert on_black.alpha is not None
    opaque = np.maximum(on_black.alpha, 1)[..., None].astype(np.float32) / np.float32(255)
    rgb = np.minimum(np.rint(on_black.rgb / opaque), 255).astype(np.uint8)
    return Picture(rgb, on_black.alpha)


def _thumbnail(picture: Picture, ground: tuple[int, int, int]) -> Picture:
    """A small opaque copy.

    Large pictures are first averaged over whole squares of pixels, less than a square lost at the right
    and below: 5 ms instead of 35 for 12 megapixels.
    """
    width, height = picture.size
    size = fitted((width, height), THUMBNAIL_SIDE)
    square = min(max(width, height) // (2 * THUMBNAIL_SIDE), width, height)
    if square >= 2:
        across, down = width // square, height // square
        rows, columns = slice(down * square), slice(across * square)
        alpha = None if picture.alpha is None else picture.alpha[rows, columns]
        picture = images.shrunk(Picture(picture.rgb[rows, columns], alpha), (across, down), ground)
        return images.shrunk(Picture(picture.rgb), (min(size[0], across), min(size[1], down)))
    return Picture(images.shrunk(picture, size, ground).rgb)


def _write(path: Path, picture: Picture, format: str, name: str, quality: int = _QUALITY) -> None:
    """Writes a picture without anything but pixels."""
    options: dict[str, int] = {"compress_level": _PNG_LEVEL}
    if format == "jpeg":
        options = {"quality": quality, "subsampling": 0}
    pixels = picture.rgb
    if picture.alpha is not None:
        pixels = np.asarray(cv2.merge([*cv2.split(pixels), picture.alpha]), np.uint8)
    try:
        with path.open("xb") as file:
            Image.fromarray(pixels).save(file, format.upper(), **options)
    except OSError as error:
        raise unwritten(error, name, "Make the picture smaller first.") from error


def unwritten(error: OSError, name: str, hint: str) -> PhotoplayError:
    """The error for a file that could not be written; ``hint`` says what helps if it became too large."""
    if error.errno == errno.ENOSPC or error.errno == errno.EDQUOT:
        return DiskFull("No space is left for the uploaded files. Try again later.")
    if error.errno == errno.EFBIG:
        words = f"{images.shown(name)} becomes too large when it is prepared. {hint}"
        return MediaTooLarge(words, name=name)
    return NotWritable(f"Uploaded files cannot be written ({error.strerror or error}).")
