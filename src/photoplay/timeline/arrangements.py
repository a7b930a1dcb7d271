"""Boxes for several pictures at once: split screens, insets, logos. Plain geometry, in fractions.

    wide      | A |B|    | A | B |    | A  |  B |      tall    | A |    |A|B|
              |   |C|    | C | D |    |C|D | E |               | B |    | C |

Lengths are fractions of the canvas; gaps are fractions of its shorter side, so that they are equally wide
in both directions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from photoplay.errors import InvalidEdit
from photoplay.timeline.model import Box

Arrangement = Literal["auto", "columns", "rows"]
Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]

MOST_PICTURES = 9
#: Between pictures of a split screen, and around them: parts of the canvas' shorter side.
GAP = 0.012
#: Canvases at least so wide, or at most so wide, for their height, are wide or tall.
_WIDE, _TALL = 1.2, 0.85
#: How many pictures stand in each row, by how many there are. Cells come near to the shape of photos.
_WIDE_ROWS: Mapping[int, tuple[int, ...]] = {
    1: (1,), 2: (2,), 4: (2, 2), 5: (2, 3), 6: (3, 3), 7: (3, 4), 8: (4, 4), 9: (3, 3, 3),
}  # fmt: skip
_TALL_ROWS: Mapping[int, tuple[int, ...]] = {
    1: (1,), 2: (1, 1), 3: (1, 1, 1), 4: (2, 2), 5: (2, 1, 2), 6: (2, 2, 2), 7: (2, 1, 2, 2), 8: (2, 2, 2, 2),
    9: (3, 3, 3),
}  # fmt: skip
_SQUARE_ROWS: Mapping[int, tuple[int, ...]] = {
    1: (1,), 2: (1, 1), 3: (1, 2), 4: (2, 2), 5: (2, 3), 6: (2, 2, 2), 7: (2, 3, 2), 8: (3, 2, 3), 9: (3, 3, 3),
}  # fmt: skip


def boxes_for(
    count: int,
    aspect: float,
    gap: float = GAP,
    *,
    margin: float | None = None,
    arrangement: Arrangement = "auto",
) -> tuple[Box, ...]:
    """Places for pictures that are seen at once, in reading order.

    Args:
        count: 1–9.
        aspect: Width of the canvas in parts of its height.
        gap: Between them, 0–0.1.
        margin: Around them all, 0–0.2; None: as wide as the gap.
        arrangement: All side by side ("columns"), all on top of each other ("rows"), or what suits the
            canvas best.
    """
    if not 1 <= count <= MOST_PICTURES:
        raise InvalidEdit(f"From 2 to {MOST_PICTURES} pictures can be shown at once.")
    margin = gap if margin is None else margin
    if not 0 <= gap <= 0.1 or not 0 <= margin <= 0.2:
        raise InvalidEdit("The gap is from 0 to 0.1 of the shorter side of the picture, the margin to 0.2.")
    if arrangement not in get_args(Arrangement):
        raise InvalidEdit(f"Pictures are arranged by one of: {', '.join(get_args(Arrangement))}.")
    # Of the width and of the height.
    gaps = gap * min(1.0, 1 / aspect), gap * min(1.0, aspect)
    margins = margin * min(1.0, 1 / aspect), margin * min(1.0, aspect)
    whole = Box(margins[0], margins[1], 1 - 2 * margins[0], 1 - 2 * margins[1])
    if arrangement == "auto" and count == 3 and aspect >= _WIDE:
        # One large picture and two small ones: three columns would cut most of a photo away.
        large, rest = _divided(whole, (1, 1), gaps[0], across=True)
        return large, *_divided(rest, (1, 1), gaps[1], across=False)
    rows = _rows(count, aspect, arrangement)
    boxes: list[Box] = []
    for row, number in zip(_divided(whole, [1] * len(rows), gaps[1], across=False), rows, strict=True):
        boxes += _divided(row, [1] * number, gaps[0], across=True)
    return tuple(boxes)


def _rows(count: int, aspect: float, arrangement: Arrangement) -> tuple[int, ...]:
    if arrangement == "columns":
        return (count,)
    if arrangement == "rows":
        return (1,) * count
    if aspect >= _WIDE:
        return _WIDE_ROWS[count]
    return _TALL_ROWS[count] if aspect <= _TALL else _SQUARE_ROWS[count]


def _divided(box: Box, shares: Sequence[float], gap: float, *, across: bool) -> tuple[Box, ...]:
    """A box cut into parts with gaps between them."""
    start, length = (box.x, box.w) if across else (box.y, box.h)
    per_share = (length - gap * (len(shares) - 1)) / sum(shares)
    parts = []
    for share in shares:
        size = per_share * share
        parts.append(Box(start, box.y, size, box.h) if across else Box(box.x, start, box.w, size))
        start += size + gap
    return tuple(parts)


def corner_box(corner: Corner, width: float, height: float, within: Box) -> Box:
    """A box of a size in a corner of another one, no larger than that.

    Raises:
        InvalidEdit: There is no such corner.
    """
    if corner not in get_args(Corner):
        raise InvalidEdit(f"A corner is one of: {', '.join(get_args(Corner))}.")
    down, across = corner.split("-")
    width, height = min(width, within.w), min(height, within.h)
    x = within.x if across == "left" else within.x + within.w - width
    y = within.y if down == "top" else within.y + within.h - height
    return Box(x, y, width, height)


def box_around(x: float, y: float, width: float, height: float) -> Box:
    """A box with its middle at a place, moved so far that all of it is on the canvas."""
    width, height = min(width, 1.0), min(height, 1.0)
    left, top = (min(max(place - size / 2, 0.0), 1 - size) for place, size in ((x, width), (y, height)))
    return Box(left, top, width, height)
