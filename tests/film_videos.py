"""Videos made of one film (``tests/films.py``), and the pictures that are seen in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.films import MadeFilm, number_in

from photoplay.media.planes import Planes
from photoplay.media.record import Film, MediaRecord
from photoplay.render.frame import Composer, empty_planes
from photoplay.render.plan import make_plan
from photoplay.render.slices import Plan, Slice
from photoplay.render.sources import SourceStore
from photoplay.timeline.model import Canvas, Timeline, Track, TrackKind, VideoClip

SIZE = (192, 108)


@dataclass(frozen=True, slots=True)
class Shown:
    """A film, its record, and videos made of it."""

    made: MadeFilm
    record: MediaRecord

    @property
    def paths(self) -> dict[str, Path]:
        return {self.record.sha256: self.made.path}

    def plan(self, *clips: VideoClip, fps: int = 30, canvas: tuple[int, int] = SIZE) -> Plan:
        tracks = (Track("v1", TrackKind.VIDEO, clips),)
        return make_plan(Timeline(tracks, Canvas(*canvas, fps)), {"f": self.record})

    def expected(self, at_ms: Fraction | int) -> int:
        """The number of the picture that is shown at a time of the film."""
        return max(i for i, pts in enumerate(self.made.pts_us) if i == 0 or pts <= at_ms * 1000 + 2000)


def shown(made: MadeFilm) -> Shown:
    sha256 = hashlib.sha256(made.path.read_bytes()).hexdigest()
    count = len(made.numbers)
    told = Film(made.duration_us // 1000, count, count * 1e6 / made.duration_us)
    return Shown(
        made,
        MediaRecord(
            id="f", name=made.path.name, path=made.path, kind="video", format=made.format, width=made.size[0],
            height=made.size[1], size_bytes=made.path.stat().st_size, sha256=sha256, role="clip", film=told,
        ),
    )  # fmt: skip


def clip(start_ms: int = 0, duration_ms: int = 1000, **more: object) -> VideoClip:
    told = {"id": f"c{start_ms}", "source": "f", "name": "film", **more}
    return VideoClip(start_ms=start_ms, duration_ms=duration_ms, **told)  # type: ignore[arg-type]


def frames(part: Slice, store: SourceStore) -> Iterator[Planes]:
    """The frames of a slice; each is written over by the next one."""
    composer, out = Composer(part, store), empty_planes(part.canvas)
    composer.smoothness()
    for number in range(part.frames):
        composer.draw(number, out)
        yield out


def numbers(plan: Plan, paths: dict[str, Path]) -> list[int]:
    store = SourceStore(paths)
    return [number_in(planes.luma) for part in plan.chunks() for planes in frames(part, store)]
