"""Composing: the planes of any frame of a slice, a pure function of the slice and its files.

Pictures that fill the canvas go the fast way: each is sampled once, at sub-pixel places, and written
straight into the frame, two of them mixed on the way. All else goes the general way: a picture is drawn to
planes of its own first, then laid on the canvas or handed to a transition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from photoplay.media.colour import flat_planes
from photoplay.media.planes import Planes
from photoplay.render import blend, geometry
from photoplay.render.cards import CardView, card_planes
from photoplay.render.films import Moment
from photoplay.render.geometry import Layer, Placement
from photoplay.render.looks.finish import finish, needs_finish
from photoplay.render.moves import Stand, stand_at
from photoplay.render.overlays import Content, Placer, Share
from photoplay.render.placing import Stance, stance_at
from photoplay.render.prepared import Source
from photoplay.render.slices import Blend, Overlay, Rgb, Shot, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.standing import lay, settled
from photoplay.render.titles.frames import Seen, paint, seen_at
from photoplay.render.transitions.drawing import Drawing, Scratch
from photoplay.render.transitions.mattes import matte_field
from photoplay.render.transitions.mixing import draw_seam
from photoplay.render.transitions.seam import Frame, framed
from photoplay.render.transitions.shares import share_planes
from photoplay.render.transitions.table import TRANSITIONS, Way, way_in, way_out
from photoplay.render.views import View

U8 = NDArray[np.uint8]
Size = tuple[int, int]
_WHOLE = Placement(1, 0, 1, 0)
_AT_REST = Frame()


@dataclass(frozen=True, slots=True)
class _State:
    """What a shot looks like in one frame; equal states look the same.

    Attributes:
        shot: None: black.
        frame: Number within the shot, where its look changes from frame to frame; else 0.
        parts: What lies on it.
    """

    shot: Shot | None
    stand: Stand = Stand()
    moment: Moment | None = None
    stance: Stance | None = None
    frame: int = 0
    parts: tuple[_State, ...] = ()


class Composer:
    """Draws the frames of one slice.

    Args:
        part: The slice.
        sources: Where its files are prepared.
    """

    def __init__(self, part: Slice, sources: SourceStore) -> None:
        self.part = part
        self._sources = sources
        self._out: Planes | None = None
        self._drawn: tuple[object, ...] | None = None
        self._sheets: dict[str, Planes] = {}
        self._scratch = Scratch()
        self._placer = Placer(part.canvas)
        # What stands in boxes: how each looks, and the names of those that the frame being drawn has.
        self._contents: dict[str, tuple[_State, Content]] = {}
        self._placed: set[str] = set()

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
        a, b = self._shots(frame, found)
        overlays = [
            overlay for overlay in self.part.overlays if overlay.shot.start <= frame < overlay.shot.end
        ]
        above = [(self._state(overlay.shot, frame), _way_of(overlay, frame)) for overlay in overlays]
        fades_whole = bool(overlays) and found is not None and found.way != "between"
        titles = seen_at(self.part.titles, frame, 1.0 if fades_whole else _title_share(found, frame))
        state = (
            self._state(a, frame), self._state(b, frame), found and (found, frame), tuple(above), titles,
        )  # fmt: skip
        if out is self._out and state == self._drawn:
            return False
        self._out, self._drawn = out, state
        self._placed.clear()
        is_plain = not overlays and all(self._is_plain(shot) for shot in (a, b) if shot is not None)
        # An encoder's rows may be longer than the canvas', which only the loops of the fast way know.
        direct = is_plain or out.luma.shape[1] == out.cb.shape[1] * 2 == self.part.canvas[0]
        sheet = out if direct and not fades_whole else self._sheet("whole")
        if found is None or fades_whole:
            self._paint(a or b, frame, sheet)
        else:
            self._mix(found, a, b, frame, sheet)
        self._cover(overlays, titles, frame, sheet)
        if fades_whole:
            assert found is not None
            self._fade(found, frame, sheet, out)
        elif sheet is not out:
            for drawn, plane in zip(sheet, out, strict=True):
                np.copyto(plane[:, : drawn.shape[1]], drawn)
        self._let_go()
        return True

    def smoothness(self) -> float:
        """Mean smoothness of what is seen on the main track, weighted by how long each is seen."""
        total = weight = 0.0
        for shot in self.part.shots:
            first, last = max(shot.start, 0), min(shot.end, self.part.frames)
            seen = max(1, last - first)
            source = self._source(shot, min(first, self.part.frames - 1))
            total += seen * (source.mean_smoothness() if source else 1.0)
            weight += seen
        return total / weight

    def _let_go(self) -> None:
        """Forgets what stood in boxes and is gone: thousands may come and go within one slice."""
        if len(self._contents) > len(self._placed):
            self._contents = {name: kept for name, kept in self._contents.items() if name in self._placed}
            self._placer.keep(self._placed)

    # -- what is seen -------------------------------------------------------------------------------

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

    def _state(self, shot: Shot | None, frame: int) -> _State:
        if shot is None:
            return _State(None)
        stance = stance_at(shot.placing, _clip_time(shot, frame)) if shot.placing else None
        parts = tuple(self._state(part, frame) for part in shot.parts)
        if not isinstance(shot.view, View):
            return _State(shot, stance=stance, parts=parts)
        grade = shot.view.grade
        number = frame - shot.start if grade is not None and grade.is_lively else 0
        return _State(shot, _stand(shot, frame), self._moment(shot, frame), stance, number, parts)

    def _moment(self, shot: Shot, frame: int) -> Moment | None:
        if not isinstance(shot.view, View) or shot.view.footage is None:
            return None
        seconds, size = (frame - shot.start) / self.part.fps, self._size(shot)
        return self._sources.moment(shot.view, shot.move, size, seconds, self.part.fps)

    # -- the main track -----------------------------------------------------------------------------

    def _mix(self, found: Blend, a: Shot | None, b: Shot | None, frame: int, out: Planes) -> None:
        """Two pictures on their way from one to the other."""
        canvas, p = self.part.canvas, _progress(found, frame)
        way = _way(found)
        if way.seam is None:
            assert way.draw is not None
            first = self._whole(a, frame, "a") if p < way.first_until else None
            second = self._whole(b, frame, "b") if first is None or p > way.second_from else first
            way.draw(Drawing(p, first or second, second, out, self._scratch))
            return
        seam = way.seam(p, canvas)
        fields = None
        if found.matte is not None:
            path = self._sources.paths[found.matte.sha256]
            fields = matte_field(path, found.matte.sha256, found.matte.format, canvas)
        sides = [
            self._side(shot or other, frame, at, name)
            for shot, other, at, name in ((a, b, seam.frame_a, "a"), (b, a, seam.frame_b, "b"))
        ]
        draw_seam(seam, sides[0], sides[1], out, canvas, fields)

    def _fade(self, found: Blend, frame: int, whole: Planes, out: Planes) -> None:
        """A finished frame on the video's way in or out: what lies above fades with what lies below."""
        canvas, seam = self.part.canvas, _way(found).seam
        assert seam is not None
        layers = _plane_layers(whole, None, _WHOLE, canvas)
        draw_seam(seam(_progress(found, frame), canvas), layers, layers, out, canvas, None)

    def _side(self, shot: Shot | None, frame: int, at: Frame, name: str) -> tuple[Layer, Layer, Layer]:
        """One picture of a transition, moved and stretched as that says."""
        canvas = self.part.canvas
        if shot is not None and self._is_plain(shot) and (at.rests or not _has_base(shot)):
            return self._layers(shot, frame, canvas, at)
        planes = self._whole(shot, frame, name)
        return _plane_layers(planes, None, framed(_WHOLE, at, canvas), canvas)

    def _whole(self, shot: Shot | None, frame: int, name: str) -> Planes:
        """A picture on planes of its own."""
        canvas = self.part.canvas
        if shot is None:
            return _flat((0, 0, 0), (0, 0, 0), canvas)
        sheet = self._sheet(name)
        self._paint(shot, frame, sheet)
        return sheet

    def _paint(self, shot: Shot | None, frame: int, out: Planes) -> None:
        """One shot of the main track over all of the canvas."""
        if shot is None or shot.placing is None:
            self._draw(shot, frame, self.part.canvas, out)
        else:
            for ground, plane in zip(_flat(*shot.ground, self.part.canvas), out, strict=True):
                np.copyto(plane, ground)
            self._place(shot, frame, out, f"placed {shot.start}", None)
        for number, part in enumerate(shot.parts if shot else ()):
            self._place(part, frame, out, f"part {number} {part.start}", None)

    def _draw(self, shot: Shot | None, frame: int, size: Size, out: Planes) -> None:
        """A picture as it fills planes of a size, with all that its look asks for."""
        for layer, plane in zip(self._layers(shot, frame, size, _AT_REST), out, strict=True):
            lay(layer, plane)
        if shot is not None and isinstance(shot.view, View) and shot.view.grade is not None:
            finish(out, shot.view.grade, frame - shot.start)

    def _is_plain(self, shot: Shot) -> bool:
        """Whether a picture can be sampled straight into the frame."""
        if shot.placing is not None or shot.parts:
            return False
        grade = shot.view.grade if isinstance(shot.view, View) else None
        return grade is None or not needs_finish(grade)

    # -- what lies above ----------------------------------------------------------------------------

    def _cover(self, overlays: Sequence[Overlay], titles: Sequence[Seen], frame: int, out: Planes) -> None:
        """Overlays and words, each above those of the tracks below."""
        levels = sorted({*(overlay.level for overlay in overlays), *(seen.title.level for seen in titles)})
        for level in levels:
            for overlay in overlays:
                if overlay.level == level:
                    share = _share(overlay, frame, self.part.canvas)
                    name = f"overlay {level} {overlay.shot.start}"
                    self._place(overlay.shot, frame, out, name, share)
            paint([seen for seen in titles if seen.title.level == level], out, self.part.canvas)

    def _place(self, shot: Shot, frame: int, out: Planes, name: str, share: Share | None) -> None:
        """A picture in its part of the canvas; drawn anew only when it looks different."""
        assert shot.placing is not None
        size = shot.placing.inner_size(self.part.canvas)
        state = self._state(shot, frame)
        look = _State(shot, state.stand, state.moment, None, state.frame)
        self._placed.add(name)
        kept = self._contents.get(name)
        if kept is None or kept[0] != look:
            sheet = kept[1].planes if kept is not None else empty_planes(size)
            self._draw(shot, frame, size, sheet)
            kept = self._contents[name] = look, Content(sheet, self._alpha(shot, frame, size))
        assert state.stance is not None
        self._placer.paint(name, kept[1], shot.placing, state.stance, share, out)

    def _alpha(self, shot: Shot, frame: int, size: Size) -> U8 | None:
        """How opaque a picture is, uint8 of the size of its luma; None: all of it is."""
        source = self._source(shot, frame, size)
        if source is None or source.alpha is None or not isinstance(shot.view, View):
            return None
        place = geometry.placement(
            _stand(shot, frame), shot.view.framed_size, source.planes.size, size, shot.view.fit
        )
        out = np.empty((size[1], size[0]), np.uint8)
        blend.draw(geometry.layer(source.alpha, place, size, np.zeros_like(out)), out)
        return out

    # -- pictures -----------------------------------------------------------------------------------

    def _sheet(self, name: str) -> Planes:
        """Planes of the canvas' size that stay from frame to frame."""
        if name not in self._sheets:
            self._sheets[name] = empty_planes(self.part.canvas)
        return self._sheets[name]

    def _source(self, shot: Shot, frame: int, size: Size | None = None) -> Source | None:
        if shot.view is None:
            return None
        return self._sources.get(shot.view, shot.move, size or self._size(shot), self._moment(shot, frame))

    def _size(self, shot: Shot) -> Size:
        """Of the planes that a picture fills."""
        return self.part.canvas if shot.placing is None else shot.placing.inner_size(self.part.canvas)

    def _layers(self, shot: Shot | None, frame: int, size: Size, at: Frame) -> tuple[Layer, Layer, Layer]:
        """The three planes of a picture as they lie on planes of a size."""
        source = None if shot is None else self._source(shot, frame, size)
        if shot is None or source is None:
            return _plane_layers(_flat((0, 0, 0), (0, 0, 0), size), None, _WHOLE, size)
        if not isinstance(shot.view, View):
            return _plane_layers(source.planes, None, framed(_WHOLE, at, size), size)
        stand = _stand(shot, frame)
        place = geometry.placement(stand, shot.view.framed_size, source.planes.size, size, shot.view.fit)
        if shot.view.footage is not None and len(shot.move.stands) == 1:
            place = settled(place, size)
        return _plane_layers(source.planes, source.base, framed(place, at, size), size)


def _clip_time(shot: Shot, frame: int) -> float:
    """Time of a shot in a frame: 0 at its start, 1 at its end."""
    return (frame + 0.5 - shot.start) / (shot.end - shot.start)


def _stand(shot: Shot, frame: int) -> Stand:
    return stand_at(shot.move, _clip_time(shot, frame))


def _has_base(shot: Shot) -> bool:
    return isinstance(shot.view, View) and shot.view.fit != "cover"


def _progress(found: Blend, frame: int) -> float:
    return (frame + 0.5 - found.start) / (found.end - found.start)


def _way(found: Blend) -> Way:
    return {"in": way_in, "out": way_out}.get(found.way) or TRANSITIONS[found.type]


def _title_share(found: Blend | None, frame: int) -> float:
    """How much of the titles is seen: they come and go with the video's own way in and out."""
    if found is None or found.way == "between":
        return 1.0
    seam = _way(found).seam
    assert seam is not None
    told = seam(_progress(found, frame), (2, 2))
    return told.weight_b if found.way == "in" else told.weight_a


def _way_of(overlay: Overlay, frame: int) -> tuple[Blend, float] | None:
    """The way on which an overlay comes or goes in a frame, and how far it is."""
    for way in overlay.blends:
        if way.start <= frame < way.end:
            return way, _progress(way, frame)
    return None


def _share(overlay: Overlay, frame: int, canvas: Size) -> Share | None:
    """How much of an overlay is seen at each place; None: all of it."""
    found = _way_of(overlay, frame)
    if found is None:
        return None
    way, p = found
    luma, chroma = share_planes(way.type, p, canvas)
    return (luma, chroma) if way.way == "in" else (1 - luma, 1 - chroma)


def _plane_layers(
    planes: Planes, base: Planes | None, place: Placement, canvas: Size
) -> tuple[Layer, Layer, Layer]:
    half = (canvas[0] + 1) // 2, (canvas[1] + 1) // 2
    luma = geometry.layer(planes.luma, place, canvas, base.luma if base else None)
    cb = geometry.layer(planes.cb, geometry.chroma(place), half, base.cb if base else None, planes.size)
    return luma, cb, cb._replace(source=planes.cr, base=base.cr if base else cb.base)


@lru_cache(maxsize=2)  # the grounds of two shots; 12 MB each at 3840 × 2160
def _flat(top: Rgb, bottom: Rgb, canvas: Size) -> Planes:
    """A ground of one colour, or a gradient."""
    if top == bottom:
        return flat_planes(top, *canvas)
    return card_planes(CardView(top, bottom), {}, canvas)


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
