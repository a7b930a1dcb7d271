"""A field from the luma of a picture: its dark places change over first."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.media import colour
from photoplay.media.images import decode

U16 = NDArray[np.uint16]
F32 = NDArray[np.float32]
#: How far the matte's luma is smoothed, as a part of the canvas' height; steps of 8 bits vanish in it.
_SMOOTH = 1 / 270
_LEVELS = 4096


@lru_cache(maxsize=1)  # 25 MB at 3840 × 2160; one is used at a time
def matte_field(path: Path, sha256: str, format: str, canvas: tuple[int, int]) -> tuple[U16, U16]:
    """A picture as a field, for luma and for left-sited 4:2:0 chroma, 65535 = 1.

    It fills the canvas, cut at its longer side. Its values are spread evenly: whatever its contrast,
    equal parts of the canvas change over in equal times, as far as it is not flat.

    Args:
        path: Of the picture's file.
        sha256: Of its bytes: another file may take its place.
        format: Its codec.
        canvas: Pixels.

    Raises:
        MediaError: The file cannot be read.
    """
    picture = decode(path, format, at_least=canvas)
    rgb = picture.rgb
    if picture.alpha is not None:
        rgb = colour.over(rgb, picture.alpha, (0, 0, 0))
    luma = colour.to_codes(_filling(rgb, canvas))[0]
    smooth = cv2.GaussianBlur(luma, (0, 0), max(canvas[1] * _SMOOTH, 0.6), borderType=cv2.BORDER_REPLICATE)
    even = _evenly(np.asarray(smooth, np.float32))
    # Left-sited: even columns, between two rows.
    across = cv2.filter2D(
        even, -1, np.array([[0.25, 0.5, 0.25]], np.float32), borderType=cv2.BORDER_REPLICATE
    )
    thin = (across[0::2, 0::2] + across[1::2, 0::2]) / 2
    return _coded(even), _coded(np.asarray(thin, np.float32))


def _filling(rgb: NDArray[np.uint8], canvas: tuple[int, int]) -> NDArray[np.uint8]:
    """The middle of a picture, as large as fits it, scaled to the canvas.

    It is cut first: all of a narrow strip would become any number of pixels.
    """
    height, width = rgb.shape[:2]
    scale = max(canvas[0] / width, canvas[1] / height)
    seen = [
        min(side, max(1, round(wanted / scale))) for side, wanted in zip((width, height), canvas, strict=True)
    ]
    left, top = (width - seen[0]) // 2, (height - seen[1]) // 2
    middle = rgb[top : top + seen[1], left : left + seen[0]]
    return np.ascontiguousarray(colour.resize(np.ascontiguousarray(middle), canvas))


def _evenly(luma: F32) -> F32:
    """The share of places that are darker, 0–1; equal values lie in the middle of their own share."""
    low, high = float(luma.min()), float(luma.max())
    if high - low < 0.5:
        return np.full(luma.shape, 0.5, np.float32)
    bins = np.minimum((luma - low) * ((_LEVELS - 1) / (high - low)), _LEVELS - 1)
    counts = np.bincount(bins.astype(np.int32).ravel(), minlength=_LEVELS).astype(np.float64)
    before = np.concatenate([[0.0], np.cumsum(counts)])
    middle = (before[:-1] + before[1:]) / 2
    middle = (middle - middle[0]) / (middle[-1] - middle[0])
    return np.asarray(np.interp(bins, np.arange(_LEVELS), middle), np.float32)


def _coded(field: F32) -> U16:
    return np.rint(np.clip(field, 0, 1) * 65535).astype(np.uint16)
