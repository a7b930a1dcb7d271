"""Split screens, insets, frames, shadows, turned and moving boxes, see-through pictures above others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media.colour import to_rgb
from photoplay.media.record import MediaRecord
from photoplay.render.frame import compose
from photoplay.render.plan import make_plan
from photoplay.render.sources import SourceStore
from photoplay.timeline import layouts, placements
from photoplay.timeline.clips import photo
from photoplay.timeline.edits import append
from photoplay.timeline.layers import add_overlay
from photoplay.timeline.model import Border, Box, Canvas, Pose, Timeline

U8 = NDArray[np.uint8]
WIDE, TALL = (192, 108), (108, 192)


@pytest.fixture(scope="session")
def drawn(photos: dict[str, MediaRecord], saved: Callable[..., MediaRecord]) -> Callable[..., list[U8]]:
    """``drawn(timeline, *seconds)``: frames of it."""
    badge = np.zeros((60, 120, 4), np.uint8)
    y, x = np.mgrid[:60, :120]
    badge[..., :3] = 0, 255, 0  # hidden, never seen
    inside = np.hypot((x - 59.5) / 58, (y - 29.5) / 28) < 1
    badge[inside] = 255, 210, 30, 255
    badge[20:40, 30:90] = 30, 30, 120, 255
    media = {**photos, "badge": saved(badge)}

    def draw(timeline: Timeline, *seconds: float) -> list[U8]:
        plan = make_plan(timeline, media)
        store = SourceStore({record.sha256: record.path for record in media.values()})
        return [to_rgb(compose(plan.whole, round(second * 24), store)) for second in seconds or (1.0,)]

    return draw


def shown(*names: str, canvas: tuple[int, int] = WIDE) -> Timeline:
    return append(Timeline(canvas=Canvas(*canvas, 24)), [photo(name, name, 2000) for name in names])


def split(count: int, canvas: tuple[int, int], **more: Any) -> Timeline:
    names = ["landscape", "portrait", "dusk", "square", "panorama", "dusk", "portrait", "square", "landscape"]
    timeline = shown(*names[:count], canvas=canvas)
    return layouts.split_screen(timeline, [f"c{n + 1}" for n in range(count)], gap=0.03, **more)


def test_split_screens(drawn: Any, golden: Any) -> None:
    golden.check(
        "split-screens",
        {
            "16:9, 2 and 3": [drawn(split(count, WIDE))[0] for count in (2, 3)],
            "4 and 9": [drawn(split(count, WIDE, radius=0.1))[0] for count in (4, 9)],
            "9:16, 2 3 5": [drawn(split(count, TALL))[0] for count in (2, 3, 5)],
        },
    )


def test_boxes(drawn: Any, golden: Any) -> None:
    two = shown("dusk", "landscape")
    inset = layouts.picture_in_picture(two, "c2", "c1", size=0.4)
    line = layouts.picture_in_picture(two, "c2", "c1", corner="top-left", border=Border("line", 0.06))
    paper = placements.set_frame(shown("landscape"), "c1", "polaroid")
    paper = placements.set_background(paper, "c1", "#8090a0")
    round_one = layouts.picture_in_picture(two, "c2", "c1", corner="top-right", shape=1, radius=0.5, size=0.3)
    badge = add_overlay(shown("dusk"), "badge", Box(0.05, 0.6, 0.3, 0.3))
    badge = placements.set_shadow(badge, "c2", 0.8)
    golden.check(
        "boxes",
        {
            "insets": [drawn(inset)[0], drawn(line)[0]],
            "polaroid, turned": [drawn(one)[0] for one in (paper, placements.set_angle(paper, "c1", -8))],
            "round; see-through": [drawn(round_one)[0], drawn(badge)[0]],
        },
    )


def test_moving_boxes(drawn: Any, golden: Any) -> None:
    two = layouts.picture_in_picture(shown("dusk", "landscape"), "c2", "c1", size=0.5, corner="top-left")
    poses = (
        Pose(0, angle=-20, opacity=0.3, easing="easeOutCubic"),
        Pose(0.5, x=0.55, y=0.5, scale=1.5),
        Pose(1, x=0.8, y=0.7, scale=0.3, angle=45),
    )
    moved = placements.set_poses(two, "c2", poses)
    wiped = layouts.before_after(shown("landscape", "dusk"), "c1", "c2")
    golden.check(
        "boxes-moving",
        {
            "poses": drawn(moved, 0.1, 0.5),
            "poses later": drawn(moved, 1.3, 1.95),
            "before, after": drawn(wiped, 1.7, 2.2),
        },
    )
