"""The reference every tool is held against: a photo sampled four times as finely as the canvas, with Lanczos.

Written for clarity and exactness, not for speed: the whole way from the photo to one canvas row or
column is one sparse matrix, places are in double precision, rounding happens once.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import sparse  # type: ignore[import-untyped]

from photoplay.media.images import decode
from photoplay.render.geometry import Placement

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
Window = tuple[int, int, int, int]

FINENESS, LOBES = 4, 3


def axis(scale: float, offset: float, count: int, limit: int, fineness: int = FINENESS) -> sparse.csr_matrix:
    """Weights ``(count, limit)`` from source samples to canvas samples along one axis.

    Each canvas sample is the mean of ``fineness`` places, each interpolated with Lanczos-3 (widened
    where these places lie further apart than the source's samples); the border is repeated.
    """
    inner = (np.arange(fineness) + 0.5) / fineness - 0.5
    places = (scale * (np.arange(count)[:, None] + inner[None, :]) + offset).ravel()
    wide = max(1.0, scale / fineness)
    reach = int(np.ceil(LOBES * wide))
    taps = np.floor(places)[:, None] + np.arange(-reach + 1, reach + 1)[None, :]
    away = (places[:, None] - taps) / wide
    weights = np.where(np.abs(away) < LOBES, np.sinc(away) * np.sinc(away / LOBES), 0.0)
    weights /= weights.sum(axis=1, keepdims=True) * fineness
    rows = np.repeat(np.arange(count), fineness * taps.shape[1])
    columns = np.clip(taps, 0, limit - 1).astype(np.int64).ravel()
    return sparse.csr_matrix((weights.ravel().astype(np.float32), (rows, columns)), shape=(count, limit))


def view(plane: F32, place: Placement, window: Window, fineness: int = FINENESS) -> F32:
    """A plane as seen through a map from canvas to its samples, unrounded: float32 ``(height, width)``.

    Args:
        plane: float32 ``(H, W)``.
        place: The map.
        window: (left, top, width, height) of the part of the canvas that is wanted.
        fineness: Places a canvas sample along each axis.
    """
    left, top, width, height = window
    down = axis(place.scale_y, place.offset_y + place.scale_y * top, height, plane.shape[0], fineness)
    across = axis(place.scale_x, place.offset_x + place.scale_x * left, width, plane.shape[1], fineness)
    used = np.flatnonzero(across.getnnz(axis=0))
    part = np.ascontiguousarray(plane[:, used[0] : used[-1] + 1])
    rows = np.ascontiguousarray((down @ part).T)
    return np.asarray((across[:, used[0] : used[-1] + 1] @ rows).T, np.float32)


def rounded(plane: F32) -> U8:
    """Luma codes, rounded to the nearest."""
    return np.clip(np.rint(plane), 16, 235).astype(np.uint8)


@lru_cache(maxsize=3)
def luma_709(path: Path) -> F32:
    """A photo's luma as our video codes it: sRGB taken as BT.709, limited range, unrounded."""
    rgb = decode(path).rgb.astype(np.float32)
    weights = np.array([0.2126, 0.7152, 0.0722], np.float32) * np.float32(219 / 255)
    return np.asarray(np.float32(16) + rgb @ weights, np.float32)


@lru_cache(maxsize=3)
def luma_601(path: Path) -> F32:
    """A JPEG's own luma in limited range, which is what the recipe passes on: no profile, no BT.709."""
    with Image.open(path) as image:
        image.draft("L", image.size)
        full = np.asarray(image.convert("L"), np.float32)
    return np.float32(16) + full * np.float32(219 / 255)
