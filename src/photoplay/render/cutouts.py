"""See-through pictures: scaled so that what is hidden is never mixed into what is seen.

Colours are kept straight, not multiplied by how opaque they are, as planes of codes are; so hidden places
get the colours of what is seen next to them, and whatever samples between two places finds the right ones.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]

#: Less opaque than half a code is hidden.
_HIDDEN = 0.5 / 255


def scaled_cutout(rgb: U8, alpha: U8, size: tuple[int, int]) -> tuple[U8, U8]:
    """A see-through picture at another size.

    Args:
        rgb: uint8 ``(H, W, 3)``, straight sRGB; what it is where nothing is seen does not matter.
        alpha: uint8 ``(H, W)``.
        size: (width, height) wanted.

    Returns:
        Both at that size; the colours reach beyond what is seen.
    """
    thin = np.multiply(alpha, np.float32(1 / 255), dtype=np.float32)
    both = np.empty((*alpha.shape, 4), np.float32)
    np.multiply(rgb, thin[..., None], out=both[..., :3])
    both[..., 3] = thin
    least = min(size[0], alpha.shape[1]), min(size[1], alpha.shape[0])
    if least != (alpha.shape[1], alpha.shape[0]):
        both = np.asarray(cv2.resize(both, least, interpolation=cv2.INTER_AREA), np.float32)
    if least != size:
        both = np.asarray(cv2.resize(both, size, interpolation=cv2.INTER_CUBIC), np.float32)
        # Cubic overshoots: that much is hidden, or no more than opaque.
        both *= (both[..., 3:] > 0) / np.maximum(both[..., 3:], 1)
    colours = np.rint(np.clip(_filled(both), 0, 255)).astype(np.uint8)
    return colours, np.rint(both[..., 3] * 255).astype(np.uint8)


def _filled(both: F32) -> F32:
    """Straight colours, those of hidden places taken from coarser and coarser copies of what is seen.

    Source: the pull-push interpolation of S. Gortler et al., "The Lumigraph", 1996, without weights.

    Args:
        both: float32 ``(H, W, 4)``, colours times alpha, and alpha 0–1.
    """
    height, width = both.shape[:2]
    thin = both[..., 3:]
    seen = both[..., :3] / np.maximum(thin, _HIDDEN)
    hidden = thin[..., 0] < _HIDDEN
    if not hidden.any():
        return np.asarray(seen, np.float32)
    if max(height, width) == 1:
        return np.zeros_like(seen)
    small = cv2.resize(both, (-(-width // 2), -(-height // 2)), interpolation=cv2.INTER_AREA)
    around = cv2.resize(
        _filled(np.asarray(small, np.float32)), (width, height), interpolation=cv2.INTER_LINEAR
    )
    seen[hidden] = np.asarray(around, np.float32)[hidden]
    return np.asarray(seen, np.float32)
