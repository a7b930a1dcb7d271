"""Animated GIF and WebP: pictures laid over each other, played once.

Pillow lays them over each other as their disposal asks; what is transparent then is shown on white.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photoplay.errors import MediaTooLarge
from photoplay.media import colour, images, sniff
from photoplay.media.planes import Planes

U8 = NDArray[np.uint8]

FORMATS: Final = frozenset({"gif", "webp"})
#: Browsers show a picture that asks for this or less for a tenth of a second, ms.
_NO_DELAY_MS: Final = 10
_USUAL_DELAY_MS: Final = 100
_GROUND: Final = (255, 255, 255)
#: Pixels of one picture, pictures, and pixels of all of them together.
MOST_PIXELS: Final = 16_800_000
MOST_PICTURES: Final = 10_000
MOST_PIXELS_IN_ALL: Final = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Animation:
    """Attributes:
    size: (width, height).
    times_us: When each picture is shown.
    duration_us: To the end of the last one.
    """

    size: tuple[int, int]
    times_us: tuple[int, ...]
    duration_us: int


def pictures(
    path: Path, format: str, *, from_us: int = 0, size: tuple[int, int] | None = None, name: str
) -> Iterator[tuple[int, Planes]]:
    """As ``videos.pictures``."""
    waiting: tuple[int, U8] | None = None
    for begins_us, ends_us, picture in _shown(path, format, name):
        waiting = begins_us, picture
        if ends_us > from_us:
            yield begins_us, _planes(picture, size)
            waiting = None
    if waiting is not None:
        yield waiting[0], _planes(waiting[1], size)


def looked_at(path: Path, format: str, name: str) -> Animation:
    """Size and times of all pictures; each is decoded.

    Raises:
        BrokenMedia: It is damaged.
        MediaTooLarge: Too many pictures, or too large.
    """
    times, end, size = [], 0, (0, 0)
    for begins_us, ends_us, picture in _shown(path, format, name):
        times.append(begins_us)
        end, size = ends_us, (picture.shape[1], picture.shape[0])
    return Animation(size, tuple(times), end)


def _planes(picture: U8, size: tuple[int, int] | None) -> Planes:
    return colour.to_planes(picture if size is None else colour.resize(picture, size))


def _shown(path: Path, format: str, name: str) -> Iterator[tuple[int, int, U8]]:
    """(from, to, picture): µs, and uint8 (H, W, 3)."""
    with images.opened(path, name) as file, images.decoding(name):
        _check_size(file, format, name)
        image = images.open_still(file, format, name)
        at = number = 0
        while True:
            picture = _picture(image, is_first=number == 0)
            if picture is None:
                return
            ends = at + 1000 * _delay_ms(image)
            yield at, ends, picture
            at, number = ends, number + 1
            _check_count(number, image.size, name)
            if not _next(image, number):
                return


def _picture(image: Image.Image, *, is_first: bool) -> U8 | None:
    """The picture that an animation stands at, on its ground; None for a later one that is cut off."""
    try:
        image.load()
        if not image.has_transparency_data and image.mode != "RGBA":
            return np.array(image.convert("RGB"))
        pixels = np.asarray(image.convert("RGBA"))
    except (OSError, ValueError, SyntaxError, EOFError):
        if is_first:
            raise
        return None
    return colour.over(pixels[..., :3], pixels[..., 3], _GROUND)


def _next(image: Image.Image, number: int) -> bool:
    """Goes to a picture; whether there is one that can be read."""
    try:
        image.seek(number)
    except (EOFError, OSError, ValueError, SyntaxError):
        return False
    return True


def _delay_ms(image: Image.Image) -> int:
    """How long a picture is shown. Of a WebP the delay is known once the picture is loaded."""
    told = image.info.get("duration", 0)
    delay = round(told) if isinstance(told, int | float) else 0
    return _USUAL_DELAY_MS if delay <= _NO_DELAY_MS else delay


def _check_size(file: BinaryIO, format: str, name: str) -> None:
    """Refuses a large canvas before it is allocated."""
    head = file.read(sniff.HEAD_BYTES)
    size = sniff.webp_size(head) if format == "webp" else None
    if format == "gif" and len(head) >= 10:
        size = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    if size is not None and size[0] * size[1] > MOST_PIXELS:
        words = (
            f"{images.shown(name)} is {size[0]} × {size[1]} pixels; animations of at most "
            f"{MOST_PIXELS / 1e6:.1f} megapixels are read. Make it smaller first."
        )
        raise MediaTooLarge(words, name=name)


def _check_count(number: int, size: tuple[int, int], name: str) -> None:
    if number > MOST_PICTURES or number * size[0] * size[1] > MOST_PIXELS_IN_ALL:
        words = f"{images.shown(name)} has more pictures than are read of an animation. Export it as MP4 and use that."
        raise MediaTooLarge(words, name=name)
