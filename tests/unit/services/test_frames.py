"""Single frames: the right one, as the video has it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from photoplay.media.colour import to_rgb
from photoplay.media.record import MediaRecord
from photoplay.render.frame import compose
from photoplay.render.plan import make_plan
from photoplay.render.sources import SourceStore
from photoplay.services.frames import frame_rgb
from photoplay.services.importing import import_photo
from photoplay.services.slideshow import Cut, timeline_of
from photoplay.timeline.model import Canvas, Timeline

Made = tuple[Timeline, dict[str, MediaRecord]]


@pytest.fixture
def made(photos: Callable[[int], list[Path]]) -> Made:
    records = [import_photo(path) for path in photos(2)]
    cut = Cut(per_photo=1, canvas=Canvas(96, 54, 25), motion="pan-left", fit="cover")
    return timeline_of(records, cut), {one.id: one for one in records}


@pytest.mark.parametrize(
    ("at_s", "number"),
    [
        (0, 0),
        (0.039, 0),
        (0.04, 1),
        (0.5, 12),
        (0.52, 13),
        (0.96, 24),
        (1.0, 25),
        (1.96, 49),
        (1.9999, 49),
        (9, 49),
    ],
)
def test_the_frame_of_a_moment(at_s: float, number: int, made: Made) -> None:
    timeline, media = made
    got = frame_rgb(timeline, media, at_s)
    store = SourceStore({record.sha256: record.path for record in media.values()})
    wanted = to_rgb(compose(make_plan(timeline, media).whole, number, store))
    assert got.shape == (54, 96, 3) and got.dtype == np.uint8
    assert np.array_equal(got, wanted)
