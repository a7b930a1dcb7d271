"""Pictures that stand still: laid on whole samples, and copied where others are sampled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photoplay.render import blend
from photoplay.render.geometry import Layer, Placement, Size

U8 = NDArray[np.uint8]
#: A picture may be so many canvas samples smaller or larger than it ought to be, for whole samples' sake.
_SLACK = 3.0


def settled(place: Placement, canvas: Size) -> Placement:
    """The map with its scale at 1 and its offsets at even samples, where they are next to that already.

    Chroma samples then lie on chroma samples too.

    Args:
        place: Map of a picture that does not move, between its copy and the canvas.
        canvas: Size of the canvas, pixels.
    """
    if abs(place.scale_x - 1) * canvas[0] > _SLACK or abs(place.scale_y - 1) * canvas[1] > _SLACK:
        return place
    # About the canvas' middle, which stays where it is.
    x = place.offset_x + (place.scale_x - 1) * (canvas[0] - 1) / 2
    y = place.offset_y + (place.scale_y - 1) * (canvas[1] - 1) / 2
    return replace(place, scale_x=1.0, offset_x=2.0 * round(x / 2), scale_y=1.0, offset_y=2.0 * round(y / 2))


def lay(layer: Layer, out: U8) -> None:
    """Draws one plane as ``blend.draw`` does; what lies on whole samples is copied.

    Args:
        layer: What to draw.
        out: uint8 plane, written; its rows may be longer than the canvas' (padding stays).
    """
    rows = _covered(layer.cover_rows, layer.rows.size)
    columns = _covered(layer.cover_columns, layer.columns.size)
    if rows is None or columns is None:
        blend.draw(layer, out)
        return
    source_rows = _whole(layer.rows[rows], layer.row_weights[rows])
    source_columns = _whole(layer.columns[columns], layer.column_weights[columns])
    if source_rows is None or source_columns is None:
        blend.draw(layer, out)
        return
    if layer.cover_rows.size:
        np.copyto(out[: layer.rows.size, : layer.columns.size], layer.base)
    np.copyto(out[rows, columns], layer.source[source_rows, source_columns])


def _covered(cover: NDArray[np.float32], count: int) -> slice | None:
    """The indices that a picture covers, if it covers each wholly or not at all."""
    if not cover.size:
        return slice(0, count)
    if not ((cover == 0) | (cover == 1)).all():
        return None
    inside = np.flatnonzero(cover)
    return slice(int(inside[0]), int(inside[-1]) + 1) if inside.size else None


def _whole(first: NDArray[np.uint32], weights: NDArray[np.float32]) -> slice | None:
    """The source's indices, if none of the canvas lies between two and none is left out."""
    if not ((weights == 0) | (weights == 1)).all():
        return None
    index = first.astype(np.int64) + weights.astype(np.int64)
    return slice(int(index[0]), int(index[-1]) + 1) if (np.diff(index) == 1).all() else None
