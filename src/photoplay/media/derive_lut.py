"""What is kept of an uploaded table of colours: its numbers written anew, and a picture of what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photoplay.media.cube import SIDES_1D, SIDES_3D, Cube, looked_up, read_cube, write_cube
from photoplay.media.derive import NORMALISED_NAME, THUMBNAIL_NAME, THUMBNAIL_SIDE, unwritten

U8 = NDArray[np.uint8]

_THUMBNAIL_SIZE: Final = (THUMBNAIL_SIDE, THUMBNAIL_SIDE * 9 // 16)
_THUMBNAIL_QUALITY: Final = 90
#: A number as ``write_cube`` writes it, with up to 9 digits, and its whole form.
_VALUE: Final = rb"-?\d{1,4}(?:\.\d{1,12})?(?:e-\d\d)?"
_COLOUR: Final = rb" ".join([_VALUE] * 3)
_CLEAN: Final = re.compile(
    rb"LUT_(3D|1D)_SIZE (\d{1,5})\nDOMAIN_MIN " + _COLOUR + rb"\nDOMAIN_MAX " + _COLOUR + rb"\n"
)
_LINE: Final = re.compile(_COLOUR + rb"\n")
_MOST_LINE: Final = 48


@dataclass(frozen=True, slots=True)
class DerivedLut:
    """What ``derive_lut`` made: nothing beside the files has to be known of a table."""


def derive_lut(path: Path, name: str, folder: Path) -> DerivedLut:
    """Reads a table of colours, and writes it anew and a small picture of its effect.

    Args:
        path: The original.
        name: Its name as the user knows it.
        folder: Where the files called ``NORMALISED_NAME`` and ``THUMBNAIL_NAME`` are written.

    Raises:
        MediaError: It cannot be used.
        OutputError: The folder cannot be written.
    """
    cube = read_cube(path, name)
    try:
        write_cube(folder / NORMALISED_NAME, cube)
        with (folder / THUMBNAIL_NAME).open("xb") as file:
            Image.fromarray(effect(cube)).save(file, "JPEG", quality=_THUMBNAIL_QUALITY, subsampling=0)
    except OSError as error:
        raise unwritten(error, name, "Export it with fewer points.") from error
    return DerivedLut()


def effect(cube: Cube) -> U8:
    """What a table makes of all hues, from light to dark, and of greys; uint8 (270, 480, 3), sRGB.

    The upper part is as it was, the lower one as it becomes.
    """
    width, height = _THUMBNAIL_SIZE
    half = height // 2
    hue, light = np.meshgrid(np.arange(width) * 360 / width, np.linspace(1, 0, half))
    hsl = np.stack([hue, light, np.full_like(hue, 0.8)], axis=2).astype(np.float32)
    before = np.asarray(cv2.cvtColor(hsl, cv2.COLOR_HLS2RGB), np.float32)
    before[half * 4 // 5 :] = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    after = looked_up(cube, before.reshape(-1, 3)).reshape(before.shape)
    both = np.clip(np.concatenate([before, after]), 0, 1)
    return np.asarray(np.rint(both * 255), np.uint8)


def is_clean_cube(path: Path) -> bool:
    """Whether a file is a table as it is written here, and nothing else: names, comments, other words.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        head = b"".join(file.readline(_MOST_LINE * 2) for _ in range(3))
        found = _CLEAN.fullmatch(head)
        if found is None:
            return False
        is_cube, side = found[1] == b"3D", int(found[2])
        low, high = SIDES_3D if is_cube else SIDES_1D
        if not low <= side <= high:
            return False
        lines = side**3 if is_cube else side
        return all(_LINE.fullmatch(file.readline(_MOST_LINE)) for _ in range(lines)) and not file.readline(1)
