"""Frames, grounds, poses, logos and stickers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from photoplay.errors import InvalidEdit
from photoplay.timeline.find import main_clips, overlays
from photoplay.timeline.model import Background, Border, Box, Canvas, Pose, Timeline
from photoplay.timeline.placements import (
    add_logo,
    add_sticker,
    set_angle,
    set_background,
    set_corners,
    set_frame,
    set_poses,
    set_shadow,
)
from photoplay.timeline.styling import set_box


def test_a_frame_around_what_filled_the_canvas_puts_it_in_the_middle_of_paper(three: Timeline) -> None:
    framed = main_clips(set_frame(three, "c1", "polaroid"))[0]
    assert framed.border == Border("polaroid")
    assert framed.fit == "contain"
    assert framed.box is not None
    assert framed.box.x + framed.box.w / 2 == framed.box.y + framed.box.h / 2 == pytest.approx(0.5)
    assert framed.background is not None
    assert framed.shadow > 0


def test_a_frame_leaves_a_box_where_it_is(three: Timeline) -> None:
    boxed = set_background(set_box(three, "c1", Box(0, 0, 0.5, 0.5)), "c1", "#000000")
    framed = main_clips(set_frame(boxed, ["c1", "c2"], "line", width=0.1, color="#ff00aa"))
    assert framed[0].border == framed[1].border == Border("line", 0.1, "#ff00aa")
    assert (framed[0].box, framed[0].shadow, framed[0].fit) == (Box(0, 0, 0.5, 0.5), 0, "cover")
    assert framed[0].background == Background("#000000")
    assert main_clips(set_frame(boxed, "c1", "none"))[0].border is None


def test_corners_shadow_angle_ground_and_poses_are_set_for_several(three: Timeline) -> None:
    poses = (Pose(0, x=0.2), Pose(1, x=0.8, easing="easeOutSine"))
    changed = set_corners(three, ["c1", "c2"], 0.1)
    changed = set_shadow(changed, ["c1", "c2"], 0.5)
    changed = set_angle(changed, ["c1", "c2"], -3)
    changed = set_background(changed, ["c1", "c2"], "#112233", "#445566")
    changed = set_poses(changed, ["c1", "c2"], poses)
    for clip in main_clips(changed)[:2]:
        assert (clip.radius, clip.shadow, clip.angle, clip.poses) == (0.1, 0.5, -3, poses)
        assert clip.background == Background("#112233", "#445566")
    assert main_clips(changed)[2] == main_clips(three)[2]
    plain = set_poses(set_background(changed, "c1", None), "c1", ())
    assert (main_clips(plain)[0].background, main_clips(plain)[0].poses) == (None, ())


@pytest.mark.parametrize(
    ("edit", "told", "words"),
    [
        (set_frame, {"frame": "gold"}, "none, line, polaroid"),
        (set_frame, {"frame": "line", "width": 0.5}, "width of a frame"),
        (set_frame, {"frame": "line", "color": "red"}, "#rrggbb"),
        (set_corners, {"radius": 0.6}, "radius"),
        (set_shadow, {"strength": 2}, "shadow"),
        (set_angle, {"degrees": 4000}, "angle"),
        (set_background, {"color": None, "color_to": "#000000"}, "both colours"),
        (set_background, {"color": "black"}, "#rrggbb"),
        (set_poses, {"poses": (Pose(0.5), Pose(0.5))}, "follow one another"),
    ],
)
def test_what_cannot_be_is_told(three: Timeline, edit: Any, told: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEdit, match=words):
        edit(three, "c1", **told)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1080, 1080)])
def test_a_logo_is_small_clear_of_the_edge_and_there_all_the_time(
    three: Timeline, size: tuple[int, int]
) -> None:
    safe = Box(0.06, 0.14, 0.77, 0.51)
    timeline = replace(three, canvas=Canvas(*size))
    (logo,) = overlays(add_logo(timeline, "logo", "bottom-right", safe=safe))
    assert logo.box is not None
    assert logo.box.w <= 0.12
    assert logo.box.h <= 0.14
    assert logo.box.x + logo.box.w == pytest.approx(safe.x + safe.w)
    assert logo.box.y + logo.box.h == pytest.approx(safe.y + safe.h)
    assert (logo.start_ms, logo.end_ms, logo.fit, logo.reference) == (0, 9000, "contain", None)
    with pytest.raises(InvalidEdit, match=r"0\.12"):
        add_logo(timeline, "logo", width=0.3)


@pytest.mark.parametrize("duration_ms", [200, 1000, 9000])
def test_a_sticker_pops_up_and_goes(three: Timeline, duration_ms: int) -> None:
    video = add_sticker(three, "star", x=0.99, y=0.3, width=0.2, angle=12, duration_ms=duration_ms)
    (star,) = overlays(video)
    assert star.box is not None
    assert star.box.x + star.box.w == pytest.approx(1)
    assert (star.angle, star.duration_ms) == (12, duration_ms)
    first, *_, last = star.poses
    assert (first.at, first.opacity, last.at, last.opacity) == (0, 0, 1, 0)
    assert all(one.at < other.at for one, other in pairwise(star.poses))
    assert any(pose.scale == pose.opacity == 1 for pose in star.poses)


def test_a_sticker_belongs_to_a_clip_if_told(three: Timeline) -> None:
    (star,) = overlays(add_sticker(three, "star", reference="c2"))
    assert (star.start_ms, star.end_ms, star.reference) == (3000, 6000, "c2")
    with pytest.raises(InvalidEdit, match="sticker"):
        add_sticker(three, "star", width=2)
