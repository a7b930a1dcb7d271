"""All per-sample treatments of a picture as one table over luma, cb and cr.

Its places are every 4.6 codes of luma and every 5.6 of chroma; between them it is interpolated along
straight lines, which is exact for what is linear: doing nothing is exactly nothing. Grey is a place of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoplay.media.colour import CHROMA_MAX, CHROMA_MIN, KB, KG, KR, LUMA_MAX, LUMA_MIN
from photoplay.media.cube import Cube, read_cube
from photoplay.render.looks.grade import Step
from photoplay.render.looks.operations import within_gamut
from photoplay.render.looks.table import LOOK_TABLE

F32 = NDArray[np.float32]

#: Places along luma, and along each of cb and cr.
LUMA_PLACES, CHROMA_PLACES = 49, 41
#: How far outside of what a screen shows a place may be and still be a neighbour of something shown.
_NEIGHBOUR = 0.08
_KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Codes after grading, at the places of the table.

    Attributes:
        luma: float32 ``(CHROMA_PLACES, CHROMA_PLACES, LUMA_PLACES)``, by cb, cr, luma.
        chroma: float32 ``(…, 2)`` in the same order: cb and cr.
    """

    luma: F32
    chroma: F32


def lattice_of(steps: tuple[Step, ...], paths: Mapping[str, Path]) -> Lattice:
    """The table of some treatments in order; the last ones used are kept.

    Args:
        steps: See ``Grade``.
        paths: Where the files of ``Step.sha256`` are.

    Raises:
        MediaError: A file cannot be read (any more).
    """
    files = tuple((step.sha256, paths[step.sha256]) for step in steps if step.sha256)
    return _made(steps, files)


@lru_cache(maxsize=_KEPT)
def _made(steps: tuple[Step, ...], files: tuple[tuple[str, Path], ...]) -> Lattice:
    nodes, sources, shifts = _places()
    before = rgb_of_codes(nodes)
    after = codes_of_rgb(treated(before, steps, dict(files)))
    codes = (after[sources] + shifts).reshape(CHROMA_PLACES, CHROMA_PLACES, LUMA_PLACES, 3)
    return Lattice(np.ascontiguousarray(codes[..., 0]), np.ascontiguousarray(codes[..., 1:]))


def treated(rgb: F32, steps: tuple[Step, ...], paths: Mapping[str, Path]) -> F32:
    """Colours through some treatments in order: what the table is made of.

    Args:
        rgb: float32 ``(n, 3)``, sRGB codes 0–1.
        steps: See ``Grade``.
        paths: Where the files of ``Step.sha256`` are.
    """
    out = rgb
    for step in steps:
        colour = LOOK_TABLE[step.look].colour
        assert colour is not None
        first = (_cube(paths[step.sha256], step.sha256),) if step.sha256 else ()
        out = colour(out, *first, *step.values)
    return within_gamut(rgb, out) if steps else out


@lru_cache(maxsize=2)
def _cube(path: Path, sha256: str) -> Cube:
    return read_cube(path)


@lru_cache(maxsize=1)
def _places() -> tuple[F32, NDArray[np.intp], F32]:
    """The places that are worked out, and how all others follow from them.

    Three of four places are no colours at all. Those that are not even neighbours of a colour take
    what happens to the nearest one towards grey.

    Returns:
        Codes of the places worked out ``(n, 3)``; for each place the index of the one it follows; and how
        far it lies from that one, codes ``(places, 3)``.
    """
    lumas = np.linspace(LUMA_MIN, LUMA_MAX, LUMA_PLACES, dtype=np.float32)
    chromas = np.linspace(CHROMA_MIN, CHROMA_MAX, CHROMA_PLACES, dtype=np.float32)
    cb, cr, y = np.meshgrid(chromas, chromas, lumas, indexing="ij")
    codes = np.stack([y, cb, cr], axis=-1).reshape(-1, 3)
    rgb = rgb_of_codes(codes)
    grey = (codes[:, :1] - LUMA_MIN) / np.float32(LUMA_MAX - LUMA_MIN)
    part = rgb - grey
    room_up, room_down = 1 + _NEIGHBOUR - grey, grey + _NEIGHBOUR
    over = np.maximum(part / room_up, -part / room_down).max(axis=1)
    middle = (CHROMA_PLACES - 1) // 2
    index = np.stack(np.unravel_index(np.arange(len(codes)), cb.shape), axis=1)
    scale = 1 / np.maximum(over, 1)[:, None]
    near = middle + np.trunc((index[:, :2] - middle) * scale + 1e-4 * np.sign(index[:, :2] - middle))
    followed = np.ravel_multi_index(
        (near[:, 0].astype(np.intp), near[:, 1].astype(np.intp), index[:, 2]), cb.shape
    )
    worked, sources = np.unique(followed, return_inverse=True)
    return codes[worked], sources.reshape(-1), codes - codes[followed]


def rgb_of_codes(codes: F32) -> F32:
    """sRGB codes 0–1, not clipped, of luma, cb and cr codes; all ``(n, 3)``."""
    y = (codes[:, 0] - 16) / np.float32(219)
    b = y + (codes[:, 1] - 128) * np.float32(2 * (1 - KB) / 224)
    r = y + (codes[:, 2] - 128) * np.float32(2 * (1 - KR) / 224)
    g = (y - np.float32(KR) * r - np.float32(KB) * b) / np.float32(KG)
    return np.asarray(np.stack([r, g, b], axis=1), np.float32)


def codes_of_rgb(rgb: F32) -> F32:
    """The inverse of ``rgb_of_codes``, neither rounded nor clipped."""
    y = rgb @ np.array([KR, KG, KB], np.float32)
    cb = (rgb[:, 2] - y) * np.float32(224 / (2 * (1 - KB)))
    cr = (rgb[:, 0] - y) * np.float32(224 / (2 * (1 - KR)))
    return np.asarray(np.stack([16 + 219 * y, 128 + cb, 128 + cr], axis=1), np.float32)
