"""Where words stand of themselves: off the subject of a photo, off other words, and never across the edge of
a picture that has free ground above or below it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from photoplay.render.layout import Box, RoleStyle, place, safe_zone

Size = tuple[float, float]
Position = str | tuple[float, float]

#: A subject is taken to reach so far from its middle, fractions of the canvas' shorter side.
SUBJECT_REACH = 0.16
#: Between words and the edge of a picture, fractions of the height: beside it, and inside of it.
_BESIDE, _INSIDE = 0.008, 0.03


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be seen in the frames ``[start, end)``: its middle, fractions of the canvas."""

    start: int
    end: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edges:
    """Top and bottom of a picture with free ground above and below it, in the frames ``[start, end)``.

    Attributes:
        outer: Farthest apart that they ever are, fractions of the height.
        inner: Nearest to each other that they ever are.
    """

    start: int
    end: int
    outer: tuple[float, float]
    inner: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What words keep away from while they are there; ``taken``: where other words stand, pixels."""

    subjects: Sequence[Subject] = ()
    edges: Sequence[Edges] = ()
    taken: Sequence[Box] = ()


def free_position(
    size: Size, style: RoleStyle, around: Surroundings, canvas: tuple[int, int]
) -> Position | None:
    """Where words of this size stand; None: where their role does.

    The free ground beside a picture is best. Else they go away from their role's place only if they would
    cover a subject, other words or the edge of a picture there: to where they cover least of it.
    """
    if (ground := _on_ground(size, around, canvas)) is not None:
        return ground
    own = style.position
    if _is_free(own, size, around, canvas):
        return None
    choices = [own, *style.other_positions, *_inside(size, around.edges, canvas)]
    best = min(choices, key=lambda one: _cost(one, size, around, canvas))
    return None if best == own else best


def _on_ground(size: Size, around: Surroundings, canvas: tuple[int, int]) -> Position | None:
    """The middle of the larger ground that holds the words whole, if there is one in all pictures."""
    if not around.edges:
        return None
    height, zone = canvas[1], safe_zone(canvas)
    top = min(one.outer[0] for one in around.edges) * height - _BESIDE * height
    bottom = max(one.outer[1] for one in around.edges) * height + _BESIDE * height
    rooms = [room for room in ((zone.y0, top), (bottom, zone.y1)) if room[1] - room[0] >= size[1]]
    for low, high in sorted(rooms, key=lambda room: room[0] - room[1]):
        position = 0.5, round((low + high) / 2 / height, 5)
        if not any(touch(_box(position, size, canvas), one) for one in around.taken):
            return position
    return None


def _inside(size: Size, edges: Sequence[Edges], canvas: tuple[int, int]) -> list[Position]:
    """Places at the bottom and at the top of the pictures, whole inside of them."""
    if not edges:
        return []
    height, zone = canvas[1], safe_zone(canvas)
    top = max(zone.y0, max(one.inner[0] for one in edges) * height + _INSIDE * height)
    bottom = min(zone.y1, min(one.inner[1] for one in edges) * height - _INSIDE * height)
    if bottom - top < size[1]:
        return []
    return [(0.5, round(y / height, 5)) for y in (bottom - size[1] / 2, top + size[1] / 2)]


def _is_free(position: Position, size: Size, around: Surroundings, canvas: tuple[int, int]) -> bool:
    wrong, covered, _ = _cost(position, size, around, canvas)
    return not wrong and not covered


def _cost(
    position: Position, size: Size, around: Surroundings, canvas: tuple[int, int]
) -> tuple[bool, float, float]:
    """How bad a place is: across an edge or on other words, how much it covers, and how near it is."""
    box = _box(position, size, canvas)
    wrong = any(_crosses(box, one, canvas[1]) for one in around.edges)
    wrong = wrong or any(touch(box, one) for one in around.taken)
    covered = sum(_covered(box, one, canvas) for one in around.subjects)
    near = min((_distance(box, one, canvas) for one in around.subjects), default=0.0)
    return wrong, round(covered, 3), -near


def _box(position: Position, size: Size, canvas: tuple[int, int]) -> Box:
    left, top = place(size, position, canvas)
    return Box(left, top, left + size[0], top + size[1])


def _crosses(box: Box, edges: Edges, height: int) -> bool:
    pairs = zip(edges.outer, edges.inner, strict=True)
    return any(box.y0 < max(pair) * height and min(pair) * height < box.y1 for pair in pairs)


def _covered(box: Box, subject: Subject, canvas: tuple[int, int]) -> float:
    """The share of a subject that lies behind a box."""
    reach = SUBJECT_REACH * min(canvas)
    x, y = subject.x * canvas[0], subject.y * canvas[1]
    across = max(0.0, min(box.x1, x + reach) - max(box.x0, x - reach))
    down = max(0.0, min(box.y1, y + reach) - max(box.y0, y - reach))
    return across * down / (2 * reach) ** 2


def _distance(box: Box, subject: Subject, canvas: tuple[int, int]) -> float:
    """How far a subject is from a box, as a share of the canvas' shorter side; 0 inside."""
    x, y = subject.x * canvas[0], subject.y * canvas[1]
    return math.hypot(max(box.x0 - x, x - box.x1, 0), max(box.y0 - y, y - box.y1, 0)) / min(canvas)


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes have a place in common."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1
