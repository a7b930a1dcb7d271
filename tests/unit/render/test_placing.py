"""Where boxes stand: on whole pixels when they rest, in the shape of what they show whole, in their corner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.render.placing import FINENESS, Frame, Placing, Stance, placing_of, spot_at, stance_at
from photoplay.timeline.model import BORDERS, Border, Box, Pose, VideoClip
from photoplay.timeline.pictures import BORDER_WIDTHS, SCALES

HD = (1920, 1080)
parts, shares = st.floats(0.02, 1.0), st.floats(0.001, 1.0)


def clip(**more: object) -> VideoClip:
    return VideoClip(id="c1", source="a1", **more)  # type: ignore[arg-type]


def test_a_picture_that_fills_the_canvas_has_no_place() -> None:
    assert placing_of(clip(), HD, (3000, 2000), is_overlay=False) is None
    assert placing_of(clip(), HD, (3000, 2000), is_overlay=True) is not None
    assert placing_of(clip(radius=0.1), HD, (3000, 2000), is_overlay=False) is not None


@given(width=parts, height=parts, x=st.floats(-1, 2), y=st.floats(-1, 2), w=st.integers(8, 1000))
def test_what_rests_lies_on_whole_pixels_of_every_plane(
    width: float, height: float, x: float, y: float, w: int
) -> None:
    canvas = 2 * w, 2 * w
    placing = Placing(width, height, (Stance(0, x, y),), Frame("polaroid", 0.05, (0, 0, 0)))
    spot = spot_at(placing, placing.stances[0], canvas)
    inner = spot.x + spot.inner_x, spot.y + spot.inner_y
    for middle, half in (
        (spot.x, spot.half_width), (spot.y, spot.half_height),
        (inner[0], spot.inner_half_width), (inner[1], spot.inner_half_height),
    ):  # fmt: skip
        assert (middle - half) % 2 == (middle + half) % 2 == 0
        assert half >= 1
    assert placing.inner_size(canvas) == (2 * spot.inner_half_width, 2 * spot.inner_half_height)
    assert abs(spot.x - x * canvas[0]) <= 3
    assert abs(2 * spot.half_width - max(width * canvas[0], 4)) <= 2.1


def test_what_moves_is_finer_than_it_is_seen_and_never_huge() -> None:
    there, here = Stance(0, 0.5, 0.5), Stance(1, 0.6, 0.5)
    assert Placing(0.5, 0.5, (there, here)).inner_size(HD) == pytest.approx(
        (960 * FINENESS, 540 * FINENESS), abs=1
    )
    turned = Placing(0.5, 0.5, (Stance(0, 0.5, 0.5, angle=5),))
    assert turned.inner_size(HD)[0] == pytest.approx(960 * FINENESS, abs=1)
    huge = Placing(1, 1, (there, Stance(1, 0.5, 0.5, 8.0)))
    assert max(huge.inner_size(HD)) <= 2.5 * 1920


@given(
    box=st.tuples(parts, parts), picture=st.tuples(st.integers(1, 9000), st.integers(1, 9000)),
    frame=st.sampled_from([None, Border("line", 0.1), Border("polaroid")]),
)  # fmt: skip
def test_what_is_shown_whole_has_a_box_of_its_own_shape(
    box: tuple[float, float], picture: tuple[int, int], frame: Border | None
) -> None:
    shown = clip(fit="contain", box=Box(0, 0, *box), border=frame)
    placing = placing_of(shown, HD, picture, is_overlay=True)
    assert placing is not None
    assert placing.width <= box[0] + 1e-9
    assert placing.height <= box[1] + 1e-9
    width, height = placing.width * 1920, placing.height * 1080
    left, top, right, bottom = (margin * min(width, height) for margin in placing.margins)
    assert (width - left - right) / (height - top - bottom) == pytest.approx(
        picture[0] / picture[1], rel=0.02
    )
    # It is as large as can be: one of its sides is the box's.
    assert max(placing.width / box[0], placing.height / box[1]) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    ("x", "y", "left", "top"),
    [
        (0.05, 0.05, True, True),
        (0.83, 0.05, False, True),
        (0.05, 0.81, True, False),
        (0.83, 0.81, False, False),
    ],
)
@pytest.mark.parametrize("picture", [(900, 300), (300, 900)])
def test_a_logo_keeps_to_the_corner_it_was_put_in(
    x: float, y: float, left: bool, top: bool, picture: tuple[int, int]
) -> None:
    logo = clip(fit="contain", box=Box(x, y, 0.12, 0.14))
    placing = placing_of(logo, HD, picture, is_overlay=True)
    assert placing is not None
    stance = placing.stances[0]
    starts = stance.x - placing.width / 2, stance.y - placing.height / 2
    ends = stance.x + placing.width / 2, stance.y + placing.height / 2
    assert (starts[0] if left else ends[0]) == pytest.approx(x if left else x + 0.12)
    assert (starts[1] if top else ends[1]) == pytest.approx(y if top else y + 0.14)


def test_what_is_whole_in_a_large_box_or_in_the_middle_is_centred() -> None:
    for box in (Box(0, 0, 0.5, 1), Box(0.44, 0.43, 0.12, 0.14), Box(0.62, 0, 0.33, 0.5)):
        placing = placing_of(clip(fit="contain", box=box), HD, (900, 300), is_overlay=True)
        assert placing is not None
        assert (placing.stances[0].x, placing.stances[0].y) == pytest.approx(
            (box.x + box.w / 2, box.y + box.h / 2)
        )


def test_poses_are_told_from_the_box_and_the_clips_own_angle_and_opacity() -> None:
    moved = clip(
        box=Box(0.1, 0.2, 0.2, 0.2), angle=10, opacity=0.5, fit="cover",
        poses=(Pose(0), Pose(0.5, x=0.9, scale=2, angle=-10, opacity=0.5), Pose(1, y=0.5)),
    )  # fmt: skip
    placing = placing_of(moved, HD, (300, 300), is_overlay=True)
    assert placing is not None
    start, middle, end = (stance_at(placing, at) for at in (0.0, 0.5, 1.0))
    assert (start.x, start.y, start.scale, start.angle, start.opacity) == pytest.approx(
        (0.2, 0.3, 1, 10, 0.5)
    )
    assert (middle.x, middle.y, middle.scale, middle.angle, middle.opacity) == pytest.approx(
        (0.9, 0.3, 2, 0, 0.25)
    )
    assert (end.x, end.y) == pytest.approx((0.2, 0.5))
    # Equal factors in equal times look like an even speed.
    assert stance_at(placing, 0.25).scale == pytest.approx(2**0.5)
    assert stance_at(placing, -0.2) == placing.stances[0]
    assert stance_at(placing, 1.2) == placing.stances[-1]


def test_equal_poses_stand_still() -> None:
    still = Placing(0.5, 0.5, (Stance(0, 0.5, 0.5), Stance(1, 0.5, 0.5, easing="easeInQuad")))
    assert still.is_still
    assert still.is_level
    fading = Placing(0.5, 0.5, (Stance(0, 0.5, 0.5, opacity=0), Stance(1, 0.5, 0.5)))
    assert not fading.is_still


@given(
    canvas=st.tuples(st.integers(32, 1920), st.integers(32, 1920)), box=st.tuples(shares, shares),
    scales=st.lists(st.floats(*SCALES), min_size=1, max_size=3), angle=st.sampled_from([0.0, 10.0, 360.0]),
    frame=st.sampled_from([None, Border("line", 0.12), Border("polaroid", 0.12)]),
    fit=st.sampled_from(["cover", "contain", "blur"]), picture=st.tuples(st.integers(1, 9000), st.integers(1, 9000)),
)  # fmt: skip
def test_no_box_takes_many_more_pixels_than_the_canvas_has(
    canvas: tuple[int, int], box: tuple[float, float], scales: list[float], angle: float,
    frame: Border | None, fit: str, picture: tuple[int, int],
) -> None:  # fmt: skip
    width, height = (2 * side for side in canvas)
    poses = tuple(Pose(number / len(scales), scale=scale) for number, scale in enumerate(scales))
    shown = clip(box=Box(0, 0, *box), poses=poses, angle=angle, border=frame, fit=fit)
    placing = placing_of(shown, (width, height), picture, is_overlay=True)
    assert placing is not None
    inner = placing.inner_size((width, height))
    # Sides are rounded to even numbers, and have 4 pixels at least.
    assert (inner[0] - 4) * (inner[1] - 4) <= 2.5 * width * height
    assert max(inner) <= 2.5 * max(width, height) + 4


def test_a_still_box_larger_than_the_canvas_is_sampled() -> None:
    large = Placing(1, 1, (Stance(0, 0.5, 0.5, 8.0),))
    assert large.is_still and not large.is_level
    assert large.inner_size((3840, 2160)) == pytest.approx((6072, 3414), abs=2)
    assert Placing(0.5, 0.25, (Stance(0, 0.5, 0.5, 2.0),)).is_level


@given(
    box=st.tuples(shares, shares), picture=st.tuples(st.integers(1, 9000), st.integers(1, 9000)),
    width=st.floats(*BORDER_WIDTHS), kind=st.sampled_from(BORDERS), fit=st.sampled_from(["cover", "contain"]),
)  # fmt: skip
def test_a_frame_always_leaves_a_picture(
    box: tuple[float, float], picture: tuple[int, int], width: float, kind: str, fit: str
) -> None:
    shown = clip(fit=fit, box=Box(0, 0, *box), border=Border(kind, width))
    placing = placing_of(shown, HD, picture, is_overlay=True)
    assert placing is not None
    sides = placing.width * 1920, placing.height * 1080
    left, top, right, bottom = (margin * min(sides) for margin in placing.margins)
    inner = sides[0] - left - right, sides[1] - top - bottom
    assert min(inner) >= 0.39 * min(sides)
    if fit == "contain":
        assert inner[0] / inner[1] == pytest.approx(picture[0] / picture[1], rel=1e-6)
