"""A grade on a picture's planes: photos in floats, once; pictures of films in 8 bit, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoplay.media.planes import Planes
from photoplay.render.blend import dither
from photoplay.render.looks.dense import Dense, dense_of, through_dense
from photoplay.render.looks.grade import Grade, Step
from photoplay.render.looks.kernels import through
from photoplay.render.looks.lattice import lattice_of
from photoplay.render.looks.spatial import has_spatial, spread

F32 = NDArray[np.float32]


def grade_codes(
    luma: F32, cb: F32, cr: F32, grade: Grade | None, paths: Mapping[str, Path]
) -> tuple[F32, F32, F32]:
    """A photo's planes graded: its own arrays, written over.

    Args:
        luma: float32 codes ``(H, W)``, C-contiguous.
        cb, cr: float32 codes ``(ceil(H/2), ceil(W/2))``, C-contiguous.
        grade: What is done; its vignette and its grain belong to the canvas, see ``finish``.
        paths: Where each digest's bytes are.

    Returns:
        The same arrays: float32 codes within legal range.

    Raises:
        MediaError: A table of colours cannot be read (any more).
    """
    if grade is None:
        return luma, cb, cr
    if grade.steps:
        lattice = lattice_of(grade.steps, paths)
        through(luma, cb, cr, lattice.luma, lattice.chroma, luma, cb, cr)
    if has_spatial(grade):
        spread(luma, cb, cr, grade)
    return luma, cb, cr


def grade_planes(planes: Planes, grade: Grade | None, paths: Mapping[str, Path]) -> Planes:
    """A picture of a film graded: new planes, or the same ones when there is nothing to do.

    Arguments and errors as of ``grade_codes``.
    """
    if grade is None or not (grade.steps or has_spatial(grade)):
        return planes
    out = Planes(*(np.empty(plane.shape, np.uint8) for plane in planes))
    if grade.steps:
        files = tuple((step.sha256, paths[step.sha256]) for step in grade.steps if step.sha256)
        dense = _dense(grade.steps, files)
        through_dense(*planes, dense.luma, dense.chroma, _noise(out.size[0]), *out)
    else:
        for source, target in zip(planes, out, strict=True):
            target[:] = source
    if has_spatial(grade):
        spread(out.luma, out.cb, out.cr, grade)
    return out


@lru_cache(maxsize=3)
def _dense(steps: tuple[Step, ...], files: tuple[tuple[str, Path], ...]) -> Dense:
    return dense_of(lattice_of(steps, dict(files)))


@lru_cache(maxsize=2)
def _noise(width: int) -> NDArray[np.uint16]:
    return (dither(width, 0) * 128).astype(np.uint16)
