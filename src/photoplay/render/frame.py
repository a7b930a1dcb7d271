"""Composing: the planes of any frame of a slice, a pure function of the slice and its photos."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from photoplay.media.colour import flat_planes
from photoplay.media.planes import Planes
from photoplay.render import blend, geometry
from photoplay.render.blend import dither
from photoplay.render.geometry import Layer, Placement
from photoplay.render.moves import Stand, stand_at
from photoplay.render.plan import Blend, Shot, Slice
from photoplay.render.sources import Source, SourceStore
from photoplay.render.titles.frames import paint, seen_at
from photoplay.render.transitions import TRANSITIONS, Seam, field_planes, way_in, way_out
from photoplay.render.views import View

Size = tuple[int, int]


class Composer:
    """Draws the frames of one slice.

    Args:
        part: The slice.
        sources: Where its photos are prepared.
    """

    def __init__(self, part: Slice, sources: SourceStore) -> None:
        self.part = part
        self._sources = sources
        self._out: Planes | None = None
        self._drawn: tuple[object, ...] | None = None

    def draw(self, frame: int, out: Planes) -> bool:
        """Draws one frame.

        Args:
            frame: Number within the slice, 0 ≤ frame < ``part.frames``.
            out: Planes of the canvas' size, written. They must still hold what the last call wrote:
                a frame that equals the last one is not drawn again.

        Returns:
            Whether anything was written.
        """
        found = next((b for b in self.part.blends if b.start <= frame < b.end), None)
        seam = _seam(found, frame, self.part.canvas) if found else None
        a, b = self._shots(frame, found)
        titles = seen_at(self.part.titles, frame, _share(found, seam))
        state = (a, a and _stand(a, frame), b, b and _stand(b, frame), seam, titles)
        if out is self._out and state == self._drawn:
            return False
        self._out, self._drawn = out, state
        if seam is None:
            shot = a or b
            assert shot is not None
            for layer, plane in zip(self._layers(shot, frame, (0.0, 0.0)), out, strict=True):
                blend.draw(layer, plane)
        else:
            self._mix(seam, a, b, frame, out)
        paint(titles, out, self.part.canvas)
        return True

    def smoothness(self) -> float:
        """Mean smoothness of the photos seen, weighted by how long each is seen."""
        total = weight = 0.0
        for shot in self.part.shots:
            seen = max(1, min(shot.end, self.part.frames) - max(shot.start, 0))
            source = self._source(shot)
            total += seen * (source.smoothness if source else 1.0)
            weight += seen
        return total / weight

    def _shots(self, frame: int, found: Blend | None) -> tuple[Shot | None, Shot | None]:
        """The shots before and after: one of them None outside transitions and at the video's ends."""
        shots = self.part.shots
        here = next((shot for shot in shots if shot.start <= frame < shot.end), None)
        if found is None or found.way == "out":
            return here, None
        if found.way == "in":
            return None, here
        cut = (found.start + found.end) // 2
        left = next(shot for shot in shots if shot.end == cut)
        return left, next(shot for shot in shots if shot.start == cut)

    def _mix(self, seam: Seam, a: Shot | None, b: Shot | None, frame: int, out: Planes) -> None:
        some = a or b
        assert some is not None
        layers_a = self._layers(a or some, frame, seam.shift_a)
        layers_b = self._layers(b or some, frame, seam.shift_b)
        fields = field_planes(seam.field, self.part.canvas) if seam.field else None
        rest = 1 - seam.weight_a - seam.weight_b
        for index, plane in enumerate(out):
            noise = dither(plane.shape[1], index)
            if fields:
                gain, bias = np.float32(seam.gain / 65535), np.float32(seam.bias)
                blend.reveal(
                    layers_a[index], layers_b[index], fields[min(index, 1)], gain, bias, noise, plane
                )
            else:
                add = np.float32(rest * (seam.luma if index == 0 else 128.0))
                weights = np.float32(seam.weight_a), np.float32(seam.weight_b)
                blend.mix(layers_a[index], layers_b[index], *weights, add, noise, plane)

    def _source(self, shot: Shot) -> Source | None:
        return self._sources.get(shot.view, shot.move, self.part.canvas) if shot.view else None

    def _layers(self, shot: Shot, frame: int, shift: tuple[float, float]) -> tuple[Layer, Layer, Layer]:
        canvas = self.part.canvas
        source = self._source(shot)
        if shot.view is None or source is None:
            black = _black(canvas)
            return _plane_layers(black, None, Placement(1, 0, 1, 0), canvas)
        if not isinstance(shot.view, View):
            place = geometry.shifted(Placement(1, 0, 1, 0), *shift)
            return _plane_layers(source.planes, None, place, canvas)
        stand = _stand(shot, frame)
        place = geometry.placement(stand, shot.view.framed_size, source.planes.size, canvas, shot.view.fit)
        base = source.base and _moved(source.base, shift)
        return _plane_layers(source.planes, base, geometry.shifted(place, *shift), canvas)


def _stand(shot: Shot, frame: int) -> Stand:
    return stand_at(shot.move, (frame + 0.5 - shot.start) / (shot.end - shot.start))


def _seam(found: Blend, frame: int, canvas: Size) -> Seam:
    p = (frame + 0.5 - found.start) / (found.end - found.start)
    if found.way == "in":
        return way_in(p)
    return way_out(p) if found.way == "out" else TRANSITIONS[found.type](p, canvas)


def _share(found: Blend | None, seam: Seam | None) -> float:
    """How much of the titles is seen: they come and go with the video's own way in and out."""
    if found is None or seam is None or found.way == "between":
        return 1.0
    return seam.weight_b if found.way == "in" else seam.weight_a


def _plane_layers(
    planes: Planes, base: Planes | None, place: Placement, canvas: Size
) -> tuple[Layer, Layer, Layer]:
    half = (canvas[0] + 1) // 2, (canvas[1] + 1) // 2
    luma = geometry.layer(planes.luma, place, canvas, base.luma if base else None)
    cb = geometry.layer(planes.cb, geometry.chroma(place), half, base.cb if base else None, planes.size)
    return luma, cb, cb._replace(source=planes.cr, base=base.cr if base else cb.base)


def _moved(base: Planes, shift: tuple[float, float]) -> Planes:
    """A backdrop moved by whole chroma samples, its border repeated: it is blurred or flat."""
    right, down = round(shift[0] / 2), round(shift[1] / 2)
    if right == down == 0:
        return base
    luma, cb, cr = (
        np.ascontiguousarray(
            plane[np.clip(np.arange(plane.shape[0]) - down * step, 0, plane.shape[0] - 1)][
                :, np.clip(np.arange(plane.shape[1]) - right * step, 0, plane.shape[1] - 1)
            ]
        )
        for plane, step in zip(base, (2, 1, 1), strict=True)
    )
    return Planes(luma, cb, cr)


@lru_cache(maxsize=2)
def _black(canvas: Size) -> Planes:
    return flat_planes((0, 0, 0), *canvas)


def empty_planes(canvas: Size) -> Planes:
    """Planes to draw on; their content is arbitrary."""
    half = (canvas[1] + 1) // 2, (canvas[0] + 1) // 2
    return Planes(
        np.empty((canvas[1], canvas[0]), np.uint8), np.empty(half, np.uint8), np.empty(half, np.uint8)
    )


def compose(part: Slice, frame: int, sources: SourceStore) -> Planes:
    """One frame on its own, as new planes."""
    out = empty_planes(part.canvas)
    Composer(part, sources).draw(frame, out)
    return out
