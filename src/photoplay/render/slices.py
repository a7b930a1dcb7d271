"""What is drawn, in frames and numbers: the data of render plans, and how they are cut into chunks.

Frame numbers of a slice count from its own start, so a chunk that only moved in time is the same
chunk. What does not depend on time is told without it: a logo that is there before and after a slice
is there "all the time", however long that is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise

from photoplay.render.cards import CardView
from photoplay.render.engine import lettering_fingerprint
from photoplay.render.moves import Move
from photoplay.render.placing import Placing
from photoplay.render.titles.plan import Title, part_of
from photoplay.render.views import View

#: Spans longer than this are cut into equal parts, so that one long photo is shared by the workers.
LONGEST_CHUNK_FRAMES = 120
#: Where films are cut first, counted from their start, and how much is left uncut at their end.
_FIRST_FRAMES, _LAST_FRAMES = 60, 30

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture for a range of frames ``[start, end)``.

    Attributes:
        view: What is shown; None: black.
        move: How the camera moves over it.
        placing: Its place on the canvas; None: all of it.
        ground: What is seen beside its place, sRGB, at the top and at the bottom; of the main track only.
        parts: Shots that belong to it and lie on it for all of its range, such as the other halves of a
            split screen: they go through its transitions with it.
    """

    start: int
    end: int
    view: View | CardView | None = None
    move: Move = Move()
    placing: Placing | None = None
    ground: tuple[Rgb, Rgb] = ((0, 0, 0), (0, 0, 0))
    parts: tuple[Shot, ...] = ()

    @property
    def digests(self) -> tuple[str, ...]:
        """SHA-256 of every file that is needed to draw it."""
        found: list[str] = [digest for part in self.parts for digest in part.digests]
        if isinstance(self.view, CardView):
            found += [] if self.view.logo is None else [self.view.logo.sha256]
        elif self.view is not None:
            found += [self.view.sha256, *(self.view.grade.digests if self.view.grade else ())]
        return tuple(found)

    @property
    def is_endless(self) -> bool:
        """Whether it is a film of which nothing depends on how long it is shown."""
        stands = len(self.move.stands) == 1 and (self.placing is None or self.placing.is_still)
        return stands and isinstance(self.view, View) and self.view.footage is not None

    @property
    def runs(self) -> bool:
        """Whether it is such a film, and plays."""
        return self.is_endless and not self.is_still

    @property
    def is_still(self) -> bool:
        """Whether it looks the same at any time."""
        if self.placing is not None and not self.placing.is_still:
            return False
        if not isinstance(self.view, View):
            return True
        if self.view.footage is not None and not self.view.footage.freeze:
            return False
        return len(self.move.stands) == 1 and not (self.view.grade and self.view.grade.is_lively)


@dataclass(frozen=True, slots=True)
class Matte:
    """A picture whose dark places change over first: the digest and the codec of its file."""

    sha256: str
    format: str


@dataclass(frozen=True, slots=True)
class Blend:
    """A transition over the frames ``[start, end)``; ``way`` is "between", "in" or "out".

    ``matte`` is of the type "luma" only.
    """

    type: str
    start: int
    end: int
    way: str = "between"
    matte: Matte | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """A shot that lies above the main track, and how it comes and goes.

    Attributes:
        shot: Always with a placing.
        level: Number of its track; titles of a higher one lie above it.
        way_in, way_out: Over what lies below; None: at once.
    """

    shot: Shot
    level: int
    way_in: Blend | None = None
    way_out: Blend | None = None

    @property
    def blends(self) -> tuple[Blend, ...]:
        return tuple(blend for blend in (self.way_in, self.way_out) if blend is not None)


@dataclass(frozen=True, slots=True)
class Slice:
    """A range of frames with everything seen in it; all count from its first frame.

    A shot may begin before 0 and end after ``frames``: its move depends on the whole of it. Overlays
    and titles go from the lowest to the highest.
    """

    canvas: tuple[int, int]
    fps: int
    frames: int
    shots: tuple[Shot, ...]
    blends: tuple[Blend, ...] = ()
    titles: tuple[Title, ...] = ()
    overlays: tuple[Overlay, ...] = ()

    @property
    def digests(self) -> frozenset[str]:
        """SHA-256 of every file that is needed to draw it."""
        shots = [*self.shots, *(overlay.shot for overlay in self.overlays)]
        blends = [*self.blends, *(blend for overlay in self.overlays for blend in overlay.blends)]
        mattes = (blend.matte.sha256 for blend in blends if blend.matte is not None)
        return frozenset((*(digest for shot in shots for digest in shot.digests), *mattes))


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole video in frames.

    Attributes:
        whole: All of it as one slice.
        borders: Frame numbers at which chunks meet, from 0 to the number of frames.
    """

    whole: Slice
    borders: tuple[int, ...]

    @property
    def frames(self) -> int:
        return self.whole.frames

    def chunks(self) -> tuple[Slice, ...]:
        """The slices of the plan, in order."""
        return tuple(_cut(self.whole, a, b) for a, b in pairwise(self.borders))


def middle(shot: Shot) -> int:
    """The frame in the middle of a shot, where chunks meet."""
    return shot.start + (shot.end - shot.start) // 2


def borders_of(shots: Sequence[Shot]) -> tuple[int, ...]:
    """Chunk borders: the middles of all shots, both ends, and equal cuts in spans that are too long.

    Films are cut at equal distances from their start: what was drawn of one stays when it becomes longer.
    """
    stops = [0, *(stop for shot in shots for stop in _stops(shot)), shots[-1].end]
    borders = [0]
    for a, b in pairwise(stops):
        parts = max(1, -(-(b - a) // LONGEST_CHUNK_FRAMES))
        borders += [a + (b - a) * part // parts for part in range(1, parts + 1)]
    return tuple(sorted(set(borders)))


def _stops(shot: Shot) -> Sequence[int]:
    """Where a shot is cut in any case."""
    stops = range(shot.start + _FIRST_FRAMES, shot.end - _LAST_FRAMES + 1, LONGEST_CHUNK_FRAMES)
    return stops if shot.runs and stops else (middle(shot),)


def _cut(whole: Slice, start: int, end: int) -> Slice:
    """The part ``[start, end)`` of a slice, counted from its own start."""
    shots = tuple(
        _counted_from(shot, whole.blends, start, end)
        for shot in whole.shots
        if _seen(shot, whole.blends, start, end)
    )
    blends = tuple(_later(blend, start) for blend in whole.blends if _meets(blend, start, end))
    titles = tuple(part_of(title, start, end) for title in whole.titles if _meets(title, start, end))
    overlays = tuple(_overlays_of(whole.overlays, start, end))
    return replace(whole, frames=end - start, shots=shots, blends=blends, titles=titles, overlays=overlays)


def _meets(part: Blend | Title | Shot, start: int, end: int) -> bool:
    return part.start < end and part.end > start


def _later(blend: Blend, start: int) -> Blend:
    return replace(blend, start=blend.start - start, end=blend.end - start)


def _overlays_of(overlays: Sequence[Overlay], start: int, end: int) -> Iterator[Overlay]:
    """What a slice sees of overlays: nothing of when they come and go elsewhere."""
    for overlay in overlays:
        shot = overlay.shot
        if not _meets(shot, start, end):
            continue
        ways = [
            _later(way, start) if way is not None and _meets(way, start, end) else None
            for way in (overlay.way_in, overlay.way_out)
        ]
        first, last = shot.start - start, shot.end - start
        first = max(first, 0) if shot.is_still else first
        last = min(last, end - start) if shot.is_still or shot.is_endless else last
        yield Overlay(replace(shot, start=first, end=last), overlay.level, *ways)


def _counted_from(shot: Shot, blends: Sequence[Blend], start: int, end: int) -> Shot:
    """A shot as the slice ``[start, end)`` sees it.

    How a move starts is nothing to a slice of its second half, nor how it ends to one of its first, nor
    when a film ends to one before that: forgetting it there keeps the slice the same when that changes.
    """
    move = replace(
        shot.move,
        rests_at_start=shot.move.rests_at_start and start < middle(shot) and not shot.is_endless,
        rests_at_end=shot.move.rests_at_end and end > middle(shot) and not shot.is_endless,
    )
    last = shot.end
    if shot.is_endless and not any(b.start < last < b.end and _meets(b, start, end) for b in blends):
        last = min(last, max(end, shot.start + 1))
    parts = tuple(_counted_from(part, blends, start, end) for part in shot.parts)
    return replace(shot, start=shot.start - start, end=last - start, move=move, parts=parts)


def _seen(shot: Shot, blends: Sequence[Blend], start: int, end: int) -> bool:
    """Whether a shot, with the transitions into and out of it, is seen between two frames."""
    first, last = shot.start, shot.end
    for blend in blends:
        if blend.start < shot.start < blend.end:
            first = blend.start
        if blend.start < shot.end < blend.end:
            last = blend.end
    return first < end and last > start


def slice_key(part: Slice, settings: Mapping[str, object]) -> str:
    """Names a chunk by everything its bytes depend on: 64 hex digits.

    Args:
        part: What is drawn.
        settings: How it is drawn and encoded: everything that is no part of the plan.
    """
    lettering = lettering_fingerprint() if part.titles else ""
    told = json.dumps([asdict(part), dict(settings), lettering], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
