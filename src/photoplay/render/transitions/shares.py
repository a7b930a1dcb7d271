"""Transitions as transparency: what lies on top comes and goes by the same ways as whole pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoplay.render.geometry import Size
from photoplay.render.transitions.fields import field_planes
from photoplay.render.transitions.seam import Seam
from photoplay.render.transitions.table import TRANSITIONS

F32 = NDArray[np.float32]
#: Moments at which a way is looked at.
_LOOKED_AT = (0.25, 0.5, 0.75)


def shares(name: str) -> bool:
    """Whether a transition is nothing but a share of the second picture, everywhere and at any time."""
    way = TRANSITIONS.get(name)
    if way is None or way.seam is None or way.takes_file:
        return False
    return all(_is_share(way.seam(p, (192, 108))) for p in _LOOKED_AT)


def _is_share(seam: Seam) -> bool:
    if not (seam.frame_a.rests and seam.frame_b.rests) or seam.chroma_weights is not None:
        return False
    if seam.field:
        return seam.weight_a == seam.weight_b == 1
    return abs(seam.weight_a + seam.weight_b - 1) < 1e-9


def share_planes(name: str, p: float, canvas: Size) -> tuple[F32, F32]:
    """How much of the second picture is seen at each place.

    Args:
        name: A transition of which ``shares`` is true.
        p: Progress, 0–1.
        canvas: (width, height).

    Returns:
        float32 planes, 0–1, for luma and for left-sited 4:2:0 chroma.
    """
    way = TRANSITIONS[name]
    if way.seam is None or not shares(name):
        raise ValueError(f"{name} is no share of two pictures")
    seam = way.seam(p, canvas)
    if not seam.field:
        half = (canvas[1] + 1) // 2, (canvas[0] + 1) // 2
        return np.full(canvas[::-1], seam.weight_b, np.float32), np.full(half, seam.weight_b, np.float32)
    luma, chroma = (_share(seam, field) for field in field_planes(seam.field, canvas))
    return luma, chroma


def _share(seam: Seam, field: NDArray[np.uint16]) -> F32:
    share = field.astype(np.float32)
    share *= np.float32(seam.gain / 65535)
    share += np.float32(seam.bias)
    np.clip(share, 0, 1, out=share)
    return share * share * (3 - 2 * share) if seam.soft else share
