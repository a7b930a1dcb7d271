"""From a seam and two sides to the pixels of a frame."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from photoplay.media.planes import Planes
from photoplay.render import blend, geometry
from photoplay.render.geometry import Layer, Placement, Size
from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.fields import field_planes
from photoplay.render.transitions.seam import Frame, Seam, framed
from photoplay.render.transitions.table import Way

Fields = tuple[NDArray[np.uint16], NDArray[np.uint16]]


def draw_seam(
    seam: Seam,
    layers_a: Sequence[Layer],
    layers_b: Sequence[Layer],
    out: Planes,
    canvas: Size,
    fields: Fields | None = None,
) -> None:
    """Mixes two sides: dithered, each sample rounded once.

    Args:
        seam: How.
        layers_a, layers_b: Luma, cb and cr of each side, framed already. A side of weight 0 is not
            sampled, but its layers must have the canvas' size.
        out: Written; rows may be longer in memory.
        canvas: (width, height) of the canvas.
        fields: Of a seam whose field is "matte": its picture as ``matte_field`` answers it.
    """
    if seam.field and fields is None:
        fields = field_planes(seam.field, canvas)
    for index, plane in enumerate(out):
        noise = blend.dither(plane.shape[1], index) if seam.is_gradual else _plain(plane.shape[1])
        a, b = layers_a[index], layers_b[index]
        if fields is None or not seam.field:
            weight_a, weight_b = seam.weights(index)
            add = np.float32((1 - weight_a - weight_b) * seam.fill[index])
            blend.mix(a, b, np.float32(weight_a), np.float32(weight_b), add, noise, plane)
            continue
        blend.reveal(a, b, fields[min(index, 1)], _edge_of(seam, index), noise, plane)


@lru_cache(maxsize=4)
def _plain(width: int) -> NDArray[np.float32]:
    """In place of dither: every threshold in the middle, as when a picture is drawn alone."""
    return np.full((64, width), 0.5, np.float32)


def _edge_of(seam: Seam, index: int) -> blend.Edge:
    weight_a, weight_b = seam.weights(index)
    numbers = (
        seam.gain / 65535, seam.bias, 1.0 if seam.soft else 0.0, weight_a, weight_b, seam.fill[index],
        (16.0, 128.0, 128.0)[index], seam.shade_a, seam.shade_b, 1 / seam.reach,
    )  # fmt: skip
    return blend.Edge(*(np.float32(number) for number in numbers))


def layers_of(planes: Planes, frame: Frame, canvas: Size) -> tuple[Layer, Layer, Layer]:
    """A whole picture, already on planes of the canvas' size, put where a frame says."""
    place = framed(Placement(1, 0, 1, 0), frame, canvas)
    thin = geometry.chroma(place)
    half = planes.cb.shape[1], planes.cb.shape[0]
    luma = geometry.layer(planes.luma, place, canvas, None)
    cb = geometry.layer(planes.cb, thin, half, None, canvas)
    return luma, cb, cb._replace(source=planes.cr)


def draw_way(way: Way, drawing: Drawing, fields: Fields | None = None) -> None:
    """One frame of any transition between two whole pictures; ``fields`` as in ``draw_seam``."""
    if way.draw is not None:
        way.draw(drawing)
        return
    assert way.seam is not None
    seam = way.seam(drawing.p, drawing.size)
    side_a = layers_of(drawing.a, seam.frame_a, drawing.size)
    side_b = layers_of(drawing.b, seam.frame_b, drawing.size)
    draw_seam(seam, side_a, side_b, drawing.out, drawing.size, fields)
