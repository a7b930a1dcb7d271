"""Mixes and reveals: both pictures stand still, and only their shares change."""

from __future__ import annotations

from collections.abc import Callable

from photoplay.render.geometry import Size
from photoplay.render.transitions.seam import BLACK, Frame, Seam, smoothstep

SeamFunction = Callable[[float, Size], Seam]

#: Width of the edge of a wipe, as a part of the canvas.
_EDGE = 0.004


def fade(p: float, size: Size) -> Seam:
    return Seam(weight_a=1 - p, weight_b=p)


def through(fill: tuple[float, float, float]) -> SeamFunction:
    """Out to a colour, then in from it, overlapping a little so that it never stands still."""

    def seam(p: float, size: Size) -> Seam:
        return Seam(weight_a=1 - smoothstep(0, 0.55, p), weight_b=smoothstep(0.45, 1, p), fill=fill)

    return seam


def through_grays(p: float, size: Size) -> Seam:
    """The colours go, the pictures fade into each other, and the colours come back."""
    colours = 1 - smoothstep(0, 0.4, p), smoothstep(0.6, 1, p)
    share = smoothstep(0.2, 0.8, p)
    return Seam(weight_a=1 - share, weight_b=share, chroma_weights=colours)


def reveal(field: str, softness: float = _EDGE, *, backwards: bool = False) -> SeamFunction:
    """Places change over in the order of a field, each within ``softness`` of the whole.

    Args:
        field: A name of ``FIELDS``.
        softness: Above 0; from 0.1 on the edge is eased.
        backwards: The largest values come first.
    """
    soft = softness >= 0.1

    def seam(p: float, size: Size) -> Seam:
        reached = p * (1 + softness) / softness
        if backwards:
            return Seam(1, 1, field=field, gain=1 / softness, bias=reached - 1 / softness, soft=soft)
        return Seam(1, 1, field=field, gain=-1 / softness, bias=reached, soft=soft)

    return seam


def crop(field: str) -> SeamFunction:
    """The first picture shrinks into a shape on black until it is gone; the second grows out of it."""

    def seam(p: float, size: Size) -> Seam:
        gain = 0.5 * min(size)
        share = smoothstep(0.5, 1, p) if p > 0.5 else 1 - smoothstep(0, 0.5, p)
        # At the ends the shape lies a little beyond the corners, so that its edge is not seen.
        radius = share * (1 + 2 / gain)
        if p > 0.5:
            return Seam(0, 1, fill=BLACK, field=field, gain=-gain, bias=gain * radius)
        return Seam(1, 0, fill=BLACK, field=field, gain=gain, bias=1 - gain * radius)

    return seam


def zoom_in(p: float, size: Size) -> Seam:
    """Ever closer to the first picture while it fades into the second."""
    share = smoothstep(0.35, 0.95, p)
    scale = float(12 ** (p**1.5))
    return Seam(weight_a=1 - share, weight_b=share, frame_a=Frame(scale, scale))
