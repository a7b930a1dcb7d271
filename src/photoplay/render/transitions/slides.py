"""Slides: whole pictures move, eased; the edge between them is antialiased.

A direction is the way in which what moves goes, as (right, down).
"""

from __future__ import annotations

import math
from dataclasses import replace

from photoplay.render.geometry import Size
from photoplay.render.transitions.reveals import SeamFunction
from photoplay.render.transitions.seam import Frame, Seam, smoothstep

LEFT, RIGHT, UP, DOWN = (-1, 0), (1, 0), (0, -1), (0, 1)
Direction = tuple[int, int]

#: How dark a shadow is where it is deepest, and how far it reaches, as a part of the way.
_SHADOW, _REACH = 0.4, 0.05
#: How far the two pictures of a parallax move while the edge between them crosses the canvas.
_NEAR, _FAR = 0.7, 0.3


def eased(p: float) -> float:
    """Half a wave of a cosine: speed 0 at both ends."""
    return 0.5 - 0.5 * math.cos(math.pi * p)


def _edge(direction: Direction, length: float, moved: float) -> Seam:
    """The second picture is seen behind an edge that has come ``moved`` pixels from its side.

    An edge at place e covers of the pixel at index i the part ``clamp(i + 1 - e, 0, 1)``.
    """
    field = "right" if direction[0] else "down"
    seam = Seam(1, 1, field=field, reach=_REACH * length)
    if direction in (LEFT, UP):
        return replace(seam, gain=length, bias=0.5 - (length - moved))
    return replace(seam, gain=-length, bias=0.5 + moved)


def _put(direction: Direction, distance: float) -> Frame:
    return Frame(right=direction[0] * distance, down=direction[1] * distance)


def _length(direction: Direction, size: Size) -> float:
    return float(size[0] if direction[0] else size[1])


def slide(direction: Direction) -> SeamFunction:
    """The new picture pushes the old one out."""

    def seam(p: float, size: Size) -> Seam:
        length = _length(direction, size)
        moved = length * eased(p)
        return replace(
            _edge(direction, length, moved),
            frame_a=_put(direction, moved),
            frame_b=_put(direction, moved - length),
        )

    return seam


def cover(direction: Direction) -> SeamFunction:
    """The new picture comes over the old one, which stands still."""

    def seam(p: float, size: Size) -> Seam:
        length = _length(direction, size)
        moved = length * eased(p)
        shadow = _SHADOW * smoothstep(0, 0.15, p)
        return replace(
            _edge(direction, length, moved), frame_b=_put(direction, moved - length), shade_a=shadow
        )

    return seam


def uncover(direction: Direction) -> SeamFunction:
    """The old picture goes away; the new one lay below it."""

    def seam(p: float, size: Size) -> Seam:
        length = _length(direction, size)
        moved = length * eased(p)
        shadow = _SHADOW * smoothstep(0, 0.15, 1 - p)
        return replace(_edge(direction, length, moved), frame_a=_put(direction, moved), shade_b=shadow)

    return seam


def parallax(direction: Direction) -> SeamFunction:
    """An edge crosses fast, the new picture moves more slowly, the old one slower still: depth."""

    def seam(p: float, size: Size) -> Seam:
        length = _length(direction, size)
        moved = length * eased(p)
        shadow = _SHADOW * smoothstep(0, 0.15, p)
        return replace(
            _edge(direction, length, moved),
            frame_a=_put(direction, _FAR * moved),
            frame_b=_put(direction, _NEAR * (moved - length)),
            shade_a=shadow,
        )

    return seam


def squeeze(field: str) -> SeamFunction:
    """The old picture is pressed into a line across the middle ("upright") or down it ("across")."""

    def seam(p: float, size: Size) -> Seam:
        half = size[1] / 2 if field == "upright" else size[0] / 2
        # A little further than to the middle, where a sample of chroma may lie.
        left = 1 - eased(p) * (1 + 1 / half)
        scale = max(left, 1e-3)
        frame = Frame(1, scale) if field == "upright" else Frame(scale, 1)
        return Seam(1, 1, field=field, gain=half, bias=0.5 - half * left, frame_a=frame)

    return seam
