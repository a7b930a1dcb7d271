"""Pictures made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pillow_heif
import pytest
from PIL import Image

pillow_heif.register_heif_opener()

Pixels = npt.NDArray[np.uint8]
Photo = Callable[..., Pixels]
Save = Callable[..., Path]

#: What ``Image.save`` is asked for, and what we call it.
_FORMATS = {
    "JPEG": "jpeg",
    "PNG": "png",
    "WEBP": "webp",
    "HEIF": "heif",
    "AVIF": "avif",
    "GIF": "gif",
    "TIFF": "tiff",
    "BMP": "bmp",
}


def _photo(width: int, height: int, seed: int = 1) -> Pixels:
    """Soft shapes, some detail and a sensor's noise: what a camera makes. uint8 (H, W, 3)."""
    rng = np.random.default_rng(seed)
    coarse = rng.uniform(20, 235, (5, 7, 3)).astype(np.float32)
    detail = rng.normal(0, 30, (height // 6 + 2, width // 6 + 2, 3)).astype(np.float32)
    picture = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    picture += cv2.resize(detail, (width, height), interpolation=cv2.INTER_CUBIC)
    picture += rng.normal(0, 2, picture.shape)
    return np.clip(picture, 0, 255).astype(np.uint8)


@pytest.fixture
def photo() -> Photo:
    """``photo(width, height, seed=1)`` makes what a camera might."""
    return _photo


@pytest.fixture(params=_FORMATS)
def format(request: pytest.FixtureRequest) -> str:
    """Every accepted format in turn, by Pillow's name for it."""
    return str(request.param)


@pytest.fixture
def format_name(format: str) -> str:
    """The same format by our name for it."""
    return _FORMATS[format]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """``save(name, pixels or image, format, **options)`` writes a picture and gives its path."""

    def write(name: str, picture: Any, format: str = "PNG", **options: Any) -> Path:
        image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
        image.save(tmp_path / name, format, **options)
        return tmp_path / name

    return write
