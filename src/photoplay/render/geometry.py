"""From a camera stand to pixels: which place of a picture lies under which place of the canvas.

All maps are axis-aligned: ``source = scale · canvas + offset`` for column and row indices of luma
samples, whose centres lie at whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photoplay.render.moves import Stand

Size = tuple[int, int]
_ALL = np.empty(0, np.float32)
_NO_BASE = np.empty((1, 1), np.uint8)


class Layer(NamedTuple):
    """How one plane of one picture lies on one plane of the canvas.

    Attributes:
        source: uint8 plane of the picture.
        rows, columns: uint32; for each canvas row and column the first of the two source rows and
            columns it lies between.
        row_weights, column_weights: float32, 0–1; weight of the second of the two.
        cover_rows, cover_columns: float32, 0–1; how much of each canvas row and column the picture
            covers. Empty when it covers all.
        base: uint8 plane of the canvas' size seen where the picture does not cover; ``(1, 1)``
            when it covers all.
    """

    source: NDArray[np.uint8]
    rows: NDArray[np.uint32]
    row_weights: NDArray[np.float32]
    columns: NDArray[np.uint32]
    column_weights: NDArray[np.float32]
    cover_rows: NDArray[np.float32]
    cover_columns: NDArray[np.float32]
    base: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Placement:
    """A picture on the canvas: ``source = scale · canvas + offset`` per axis, in luma indices."""

    scale_x: float
    offset_x: float
    scale_y: float
    offset_y: float


def rest_scale(picture: Size, canvas: Size, fit: str) -> float:
    """Canvas pixels per picture pixel at zoom 1: all of the canvas filled, or all of the picture shown."""
    ratios = canvas[0] / picture[0], canvas[1] / picture[1]
    return max(ratios) if fit == "cover" else min(ratios)


def clamped(stand: Stand, picture: Size, canvas: Size, fit: str) -> Stand:
    """The nearest stand at which no edge of the picture comes inside the canvas needlessly.

    An axis on which the picture is smaller than the canvas is centred.
    """
    scale = rest_scale(picture, canvas, fit) * stand.zoom
    x = _clamped_axis(stand.x, canvas[0] / (picture[0] * scale))
    y = _clamped_axis(stand.y, canvas[1] / (picture[1] * scale))
    return Stand(x, y, stand.zoom)


def _clamped_axis(centre: float, shown: float) -> float:
    if shown >= 1:
        return 0.5
    return min(max(centre, shown / 2), 1 - shown / 2)


def placement(stand: Stand, picture: Size, copy: Size, canvas: Size, fit: str) -> Placement:
    """The map for one frame.

    Args:
        stand: Where the camera stands.
        picture: Size of the picture, pixels; decides the fit.
        copy: Size of its prepared copy, pixels; what is sampled.
        canvas: Size of the canvas, pixels.
        fit: "cover", "contain" or "blur".
    """
    scale = rest_scale(picture, canvas, fit) * stand.zoom
    scale_x = copy[0] / (picture[0] * scale)
    scale_y = copy[1] / (picture[1] * scale)
    return Placement(
        scale_x,
        stand.x * copy[0] - scale_x * (canvas[0] - 1) / 2 - 0.5,
        scale_y,
        stand.y * copy[1] - scale_y * (canvas[1] - 1) / 2 - 0.5,
    )


def shifted(place: Placement, right: float, down: float) -> Placement:
    """The picture moved on the canvas by canvas pixels."""
    return Placement(
        place.scale_x,
        place.offset_x - place.scale_x * right,
        place.scale_y,
        place.offset_y - place.scale_y * down,
    )


def chroma(place: Placement) -> Placement:
    """The same map between the chroma planes, sited left: x by 2i, y by 2j + 1/2."""
    return Placement(
        place.scale_x,
        place.offset_x / 2,
        place.scale_y,
        (place.scale_y / 2 + place.offset_y - 0.5) / 2,
    )


def layer(
    source: NDArray[np.uint8],
    place: Placement,
    size: Size,
    base: NDArray[np.uint8] | None,
    luma_size: Size | None = None,
) -> Layer:
    """What the inner loops need to draw one plane.

    Args:
        source: uint8 plane of the prepared copy.
        place: Map between this plane and the canvas' plane.
        size: (width, height) of the canvas' plane.
        base: What is seen beside the picture, uint8 ``(H, W)``; None when the picture covers all.
        luma_size: For chroma planes, the size of the copy's luma plane.
    """
    height, width = source.shape
    if luma_size is None:
        across, down = (-0.5, width - 0.5), (-0.5, height - 0.5)
    else:
        across, down = (-0.25, luma_size[0] / 2 - 0.25), (-0.5, luma_size[1] / 2 - 0.5)
    columns, column_weights, cover_columns = _axis(place.scale_x, place.offset_x, size[0], width, across)
    rows, row_weights, cover_rows = _axis(place.scale_y, place.offset_y, size[1], height, down)
    if base is None:
        return Layer(source, rows, row_weights, columns, column_weights, _ALL, _ALL, _NO_BASE)
    return Layer(source, rows, row_weights, columns, column_weights, cover_rows, cover_columns, base)


def _axis(
    scale: float, offset: float, count: int, limit: int, edges: tuple[float, float]
) -> tuple[NDArray[np.uint32], NDArray[np.float32], NDArray[np.float32]]:
    """First neighbour, weight of the second, and coverage for each index of one axis.

    ``edges`` are the places of the picture's own edges, in indices of the source. A left-sited
    chroma sample's lie a quarter before its first centre: a row of luma edges, seen in chroma.
    """
    place = scale * np.arange(count, dtype=np.float64) + offset
    inside = np.clip(place, 0.0, limit - 1.0)
    first = np.minimum(np.floor(inside), limit - 2)
    # A sample is covered as far as its width, `scale` source samples, lies between the edges.
    before = (place - edges[0]) / scale + 0.5
    after = (edges[1] - place) / scale + 0.5
    cover = np.clip(np.minimum(before, after), 0.0, 1.0)
    return first.astype(np.uint32), (inside - first).astype(np.float32), cover.astype(np.float32)
