"""Pictures in their part of the canvas: placed, turned, framed, shaded.

What stands upright and still is put on whole pixels and copied. All else is sampled between the pixels of
a copy that is finer than the canvas, or, where a box shrinks on its way, of the two nearest of a row of
smaller ones. What looks the same in the next frame too is kept ready to be laid.
"""

from __future__ import annotations

import math
from collections.abc import Container
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.media.colour import code_of
from photoplay.media.planes import Planes
from photoplay.render.pieces import NO_BYTES, NO_SHARES, Piece, lay_piece, store_piece
from photoplay.render.placing import Placing, Spot, Stance, spot_at
from photoplay.render.sampling import Copy, finest_copy, map_of, sample, smaller_copy
from photoplay.render.shadows import NO_SHADE, shade_at, shadow_of
from photoplay.render.titles.blend import Sheet, Stamp, lay, spans
from photoplay.render.transitions.drawing import Scratch

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
Size = tuple[int, int]
#: How much is seen at each place of the canvas: float32 planes for luma and chroma, 0–1.
Share = tuple[F32, F32]

#: Samples of a copy per canvas pixel from which on smaller copies are made, and the step between them.
_COARSE, _STEP = 1.63, math.sqrt(2)
#: Canvas pixels a sample: of luma, cb, cr, and how opaque a picture is at the places of luma and of chroma.
_STEPS = (1, 2, 2, 1, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """A picture that is to be placed; another object whenever it looks different.

    Attributes:
        planes: Of the size that ``Placing.inner_size`` says.
        alpha: How opaque it is, uint8 of the luma's size; None: all of it is.
    """

    planes: Planes
    alpha: U8 | None = None


@dataclass(slots=True)
class _Kept:
    """What was made for a picture.

    Attributes:
        content, placing, stance: When it was last seen.
        stamp: All of it at that stance, once that ``is_stamped``; None: nothing is seen.
        copies: From the finest to the coarsest: those that were needed.
        shadow: With what it was made from.
    """

    content: Content
    placing: Placing
    stance: Stance
    stamp: Stamp | None = None
    is_stamped: bool = False
    copies: list[Copy] | None = None
    shadow: tuple[U8 | None, Placing, F32] | None = None


class Placer:
    """Lays pictures on the canvas, and keeps what stays the same between frames.

    Args:
        canvas: (width, height), even.
    """

    def __init__(self, canvas: Size) -> None:
        self._canvas = canvas
        self._kept: dict[str, _Kept] = {}
        self._scratch = Scratch()

    def paint(
        self, name: str, content: Content, placing: Placing, stance: Stance, share: Share | None, out: Planes
    ) -> None:
        """Draws one picture over a frame.

        Args:
            name: Whose picture it is; what was kept for it is used again if it looks the same.
            content: What is placed.
            placing: How it looks there.
            stance: Where it stands in this frame.
            share: How much of it is seen; None: all.
            out: Planes of the canvas, written.
        """
        if stance.opacity <= 0:
            return
        stands = replace(stance, at=0.0, opacity=1.0, easing="linear")
        kept = self._kept.get(name)
        is_same = kept is not None and kept.content is content and kept.placing == placing
        if kept is None or not is_same:
            old = kept.shadow if kept is not None else None
            kept = self._kept[name] = _Kept(content, placing, stands, shadow=old)
        elif kept.stance != stands:
            kept.stance, kept.stamp, kept.is_stamped = stands, None, False
        elif share is None:
            if not kept.is_stamped:
                kept.stamp, kept.is_stamped = self._stamp(kept), True
            if kept.stamp is not None:
                lay(kept.stamp, out, stance.opacity)
            return
        pieces = self._pieces(kept)
        for index, (piece, plane) in enumerate(zip(pieces, out, strict=True)):
            seen = NO_SHARES if share is None else share[min(index, 1)]
            lay_piece(piece, float(stance.opacity), seen, plane)

    def keep(self, names: Container[str]) -> None:
        """Lets go of all that was kept for other pictures."""
        self._kept = {name: kept for name, kept in self._kept.items() if name in names}

    # -- one frame ----------------------------------------------------------------------------------

    def _pieces(self, kept: _Kept) -> tuple[Piece, Piece, Piece]:
        placing, content = kept.placing, kept.content
        spot = spot_at(placing, kept.stance, self._canvas)
        shade = NO_SHADE
        if placing.shadow > 0:
            shade = shade_at(self._shadow(kept), placing.shadow, spot, self._canvas)
        frame = code_of(placing.frame.color) if placing.frame is not None else (0.0, 0.0, 0.0)
        sampled, left, top = self._sampled(kept, spot)
        veils = sampled[3:] if content.alpha is not None else (NO_BYTES, NO_BYTES)
        pieces = [
            Piece(
                spot, step, sampled[index], veils[step - 1], left // step, top // step,
                placing.frame is not None, frame[index], shade, black,
            )
            for index, (step, black) in enumerate(((1, 16.0), (2, 128.0), (2, 128.0)))
        ]  # fmt: skip
        return pieces[0], pieces[1], pieces[2]

    def _shadow(self, kept: _Kept) -> F32:
        """The shadow of a picture, made when it looks different; the same whenever that is."""
        placing, alpha = kept.placing, kept.content.alpha if kept.placing.frame is None else None
        if kept.shadow is None or kept.shadow[0] is not alpha or kept.shadow[1] != placing:
            spot = spot_at(placing, placing.stances[0], self._canvas)
            kept.shadow = alpha, placing, shadow_of(spot, alpha, self._canvas)
        return kept.shadow[2]

    def _sampled(self, kept: _Kept, spot: Spot) -> tuple[tuple[U8, ...], int, int]:
        """The three planes, and the veils of luma and chroma, at the canvas' places round the picture.

        Returns:
            The planes, and the canvas place of their first column and row, both even.
        """
        content = kept.content
        if kept.placing.is_level:
            left = spot.x + spot.inner_x - spot.inner_half_width
            top = spot.y + spot.inner_y - spot.inner_half_height
            return _with_veils(content), round(left), round(top)
        bounds = _picture_bounds(spot, self._canvas)
        if bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:  # beside the canvas
            return (np.zeros((1, 1), np.uint8),) * 5, 0, 0
        drawn: tuple[U8, ...] = ()
        for number, (copy, weight) in enumerate(self._copies(kept, spot)):
            planes = self._sample(copy, spot, bounds, content.planes.size[0] // 2, number)
            for one, other in zip(drawn, planes, strict=False):
                cv2.addWeighted(one, 1 - weight, other, weight, 0, dst=one)
            drawn = drawn or planes
        return drawn, bounds[0], bounds[1]

    def _sample(
        self, copy: Copy, spot: Spot, bounds: tuple[int, int, int, int], chroma_width: int, number: int
    ) -> tuple[U8, ...]:
        """The planes of one copy at the canvas' places within bounds."""
        x0, y0, x1, y1 = bounds
        planes = []
        for index, plane in enumerate(copy):
            step = _STEPS[index]
            rows, columns = (y1 - y0) // step, (x1 - x0) // step
            room = self._scratch.take(f"{number} {index}", (self._canvas[0] * self._canvas[1],), np.uint8)
            out = room[: rows * columns].reshape(rows, columns)
            matrix = map_of(plane, spot, step, chroma_width)
            sample(plane, matrix, spot, step, x0 // step, y0 // step, out)
            planes.append(out)
        return tuple(planes)

    def _copies(self, kept: _Kept, spot: Spot) -> list[tuple[Copy, float]]:
        """One or two copies of a picture, as fine as it is seen, and the share of the second one."""
        if kept.copies is None:
            kept.copies = [finest_copy(kept.content.planes, _with_veils(kept.content)[3:])]
        width, height = kept.content.planes.size
        per_pixel = min(width / spot.inner_half_width, height / spot.inner_half_height) / 2
        level = max(0.0, math.log(per_pixel / _COARSE) / math.log(_STEP))
        first = int(level)
        wanted = [(first, 0.0)] if level == first else [(first, 0.0), (first + 1, level - first)]
        while len(kept.copies) <= wanted[-1][0]:
            kept.copies.append(smaller_copy(kept.copies[0], _STEP ** len(kept.copies)))
        return [(kept.copies[index], weight) for index, weight in wanted]

    # -- what stays the same ------------------------------------------------------------------------

    def _stamp(self, kept: _Kept) -> Stamp | None:
        """A picture ready to be laid; None when none of it is on the canvas."""
        pieces = self._pieces(kept)
        x0, y0, x1, y1 = _all_bounds(pieces[0], self._canvas)
        if x0 >= x1 or y0 >= y1:
            return None
        sheets = []
        for piece in pieces:
            step = piece.step
            shape = (y1 - y0) // step, (x1 - x0) // step
            colour, alpha = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
            store_piece(piece, x0 // step, y0 // step, self._canvas[0] // step, colour, alpha)
            sheets.append(Sheet(colour, alpha, *spans(alpha)))
        return Stamp(x0, y0, (sheets[0], sheets[1], sheets[2]))


def _with_veils(content: Content) -> tuple[U8, ...]:
    """A picture's planes, and how opaque it is at the places of luma and of chroma."""
    if content.alpha is None:
        return tuple(content.planes)
    return *content.planes, content.alpha, _thinned(content.alpha)


def _thinned(alpha: U8) -> U8:
    """What is told for luma, for left-sited chroma: [1 2 1]/4 across and [1 1]/2 down."""
    rows = (alpha[0::2].astype(np.float32) + alpha[1::2]) / 2
    wide = np.pad(rows, ((0, 0), (1, 1)), mode="edge")
    thin = (wide[:, :-2:2] + 2 * rows[:, 0::2] + wide[:, 2::2]) / 4
    return np.asarray(np.rint(thin), np.uint8)


def _picture_bounds(spot: Spot, canvas: Size) -> tuple[int, int, int, int]:
    """The part of the canvas in which a picture, without its frame, may be seen: even numbers."""
    x = spot.x + spot.cos * spot.inner_x - spot.sin * spot.inner_y
    y = spot.y + spot.sin * spot.inner_x + spot.cos * spot.inner_y
    return _bounds((x, y), (spot.inner_half_width, spot.inner_half_height), spot, canvas)


def _all_bounds(piece: Piece, canvas: Size) -> tuple[int, int, int, int]:
    """The part of the canvas in which anything of a box and of its shadow may be seen: even numbers."""
    spot, shade = piece.spot, piece.shade
    x0, y0, x1, y1 = _bounds((spot.x, spot.y), (spot.half_width, spot.half_height), spot, canvas)
    if shade.weights.size == 0:
        return x0, y0, x1, y1
    height, width = shade.weights.shape
    half = width / 2 / shade.scale, height / 2 / shade.scale
    a0, b0, a1, b1 = _bounds((spot.x, spot.y + shade.drop), half, spot, canvas)
    return min(x0, a0), min(y0, b0), max(x1, a1), max(y1, b1)


def _bounds(
    middle: tuple[float, float], half: tuple[float, float], spot: Spot, canvas: Size
) -> tuple[int, int, int, int]:
    """Of a rectangle that is turned as a box is, with 2 pixels around it: left, top, right and bottom."""
    across = abs(spot.cos) * half[0] + abs(spot.sin) * half[1]
    down = abs(spot.sin) * half[0] + abs(spot.cos) * half[1]
    places = []
    for place, reach, side in zip(middle, (across, down), canvas, strict=True):
        start = min(max(math.floor(place - reach) - 2, 0), side) // 2 * 2
        places.append((start, max(start, -(-min(math.ceil(place + reach) + 2, side) // 2) * 2)))
    (x0, x1), (y0, y1) = places
    return x0, y0, x1, y1
