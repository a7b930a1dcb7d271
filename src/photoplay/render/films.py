"""Films as sources of pictures: decoded forward once, at the size that is needed.

A worker draws neighbouring chunks, so a film that it has open goes on where it stands. What is seen
depends on the film and the time alone, never on where reading began.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from photoplay.media.planes import Planes
from photoplay.media.videos import pictures
from photoplay.render.cards import CardView, card_planes
from photoplay.render.film_copies import blurred, decoded_size, enlarged, mixed, shown_size, turned, used
from photoplay.render.footage import TOLERANCE_US
from photoplay.render.looks.apply import grade_planes
from photoplay.render.moves import Move
from photoplay.render.prepared import Source
from photoplay.render.reels import LEAST_KEPT, Reel
from photoplay.render.views import View

Size = tuple[int, int]

#: What the pictures of all films that go backwards may take together, bytes, and of each at most so many.
KEPT_BYTES, MOST_KEPT = 80_000_000, 64
#: What the last pictures that were made ready may take, bytes; the last two are always kept.
_MADE_BYTES = 16_000_000
#: Films that are open though not in use: so many, with pictures of so many pixels together.
_MOST_IDLE, _MOST_IDLE_PIXELS = 4, 10_000_000
#: A film is out of use when so many other questions were asked since it was.
_IDLE = 300
#: Pictures are mixed in slow motion when each would be seen for so many frames or more, and changes at least so
#: often, µs: what stood still for longer in the film stands still here too.
_STEP_FRAMES, _LONGEST_STEP_US = 1.25, 250_000
#: Steps between two pictures.
_SHARES = 256


@dataclass(frozen=True, slots=True)
class Moment:
    """Which pictures of a film are seen.

    Attributes:
        first_us, second_us: Their times in the film, µs.
        share: Of the second one, 0–1.
    """

    first_us: int
    second_us: int = 0
    share: float = 0.0


@dataclass(eq=False, slots=True)
class _Open:
    """A film that is open at a size, and when it was last asked for something."""

    key: tuple[str, Path, str, Size | None]
    pixels: int
    reel: Reel
    asked: int = 0
    backwards: bool = False


class FilmStore:
    """Keeps films open, and a few pictures of each. ``close`` lets go of all."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._asked = 0
        self._made: OrderedDict[tuple[View, Move, Size, Moment], Source] = OrderedDict()

    def moment(self, path: Path, view: View, move: Move, canvas: Size, seconds: float, fps: int) -> Moment:
        """See ``SourceStore.moment``."""
        footage = view.footage
        assert footage is not None
        at_us = footage.moment_us(seconds, fps)
        reel = self._reel(path, view, move, canvas, at_us + TOLERANCE_US)
        first, second = reel.around(at_us + TOLERANCE_US, backwards=footage.reverse)
        if second is None or footage.freeze or footage.speed >= 1:
            return Moment(first)
        step = second - first
        if step > _LONGEST_STEP_US or step / footage.speed < _STEP_FRAMES * 1e6 / fps:
            return Moment(first)
        share = round(min(max((at_us - first) / step, 0.0), 1.0) * _SHARES) / _SHARES
        if share in (0, 1):
            return Moment(second if share else first)
        return Moment(first, second, share)

    def get(self, paths: Mapping[str, Path], view: View, move: Move, canvas: Size, moment: Moment) -> Source:
        """See ``SourceStore.get``."""
        key = view, move, canvas, moment
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        source = self._made[key] = self._source(paths, view, move, canvas, moment)
        while len(self._made) > 2 and sum(made.nbytes for made in self._made.values()) > _MADE_BYTES:
            self._made.popitem(last=False)
        return source

    def close(self) -> None:
        """Lets go of all files and pictures."""
        for one in self._open:
            one.reel.close()
        self._open.clear()
        self._made.clear()

    def _source(
        self, paths: Mapping[str, Path], view: View, move: Move, canvas: Size, moment: Moment
    ) -> Source:
        """A picture made ready."""
        size = shown_size(view, move, canvas)
        reel = self._reel(paths[view.sha256], view, move, canvas, moment.first_us)
        planes = used(reel.picture(moment.first_us), view, size)
        if moment.share:
            planes = mixed(planes, used(reel.picture(moment.second_us), view, size), moment.share)
        planes = enlarged(turned(planes, view), size)
        if view.grade is not None:
            planes = grade_planes(planes, view.grade, paths)
        return Source(planes, _base(planes, view, canvas), None)

    def _reel(self, path: Path, view: View, move: Move, canvas: Size, at_us: int) -> Reel:
        """The open film that comes to a moment soonest; a new one if none does soon."""
        assert view.footage is not None
        size = decoded_size(view, move, canvas)
        # With its digest: another film may have taken its place.
        key = view.sha256, path, view.format, size
        backwards = view.footage.reverse
        self._asked += 1
        ways = [
            (way, number)
            for number, one in enumerate(self._open)
            if one.key == key and (way := one.reel.way_us(at_us, backwards=backwards)) is not None
        ]
        if ways:
            found = self._open[min(ways)[1]]
        else:
            self._close_idle()
            reel = Reel(lambda from_us: pictures(path, view.format, from_us=from_us, size=size))
            found = _Open(key, view.size[0] * view.size[1], reel)
            self._open.append(found)
        found.asked, found.backwards = self._asked, backwards
        found.reel.kept = self._kept(view, size) if backwards else LEAST_KEPT
        return found.reel

    def _kept(self, view: View, size: Size | None) -> int:
        """How many pictures a film that goes backwards may keep."""
        width, height = size or view.size
        films = sum(one.backwards for one in self._open)
        return min(max(KEPT_BYTES // max(films, 1) // (width * height * 3 // 2), LEAST_KEPT + 1), MOST_KEPT)

    def _close_idle(self) -> None:
        """Closes films out of use, the longest one first, but for the last few small ones."""
        idle = sorted(
            (one for one in self._open if self._asked - one.asked > _IDLE), key=lambda one: one.asked
        )
        while len(idle) > _MOST_IDLE or sum(one.pixels for one in idle) > _MOST_IDLE_PIXELS:
            one = idle.pop(0)
            one.reel.close()
            self._open.remove(one)


def _base(planes: Planes, view: View, canvas: Size) -> Planes | None:
    """What is seen beside a picture."""
    if view.fit == "cover":
        return None
    if view.fit == "blur":
        return blurred(planes, canvas)
    return _ground(view.background, view.background_to, canvas)


@lru_cache(maxsize=2)  # the grounds of two shots; 12 MB each at 3840 × 2160
def _ground(top: tuple[int, int, int], bottom: tuple[int, int, int], canvas: Size) -> Planes:
    return card_planes(CardView(top, None if bottom == top else bottom), {}, canvas)
