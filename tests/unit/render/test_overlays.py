"""Pictures in boxes: where they lie, how smoothly they move, and that nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media.colour import flat_planes, to_planes
from photoplay.media.planes import Planes
from photoplay.render.moves import EASINGS
from photoplay.render.overlays import Content, Placer
from photoplay.render.placing import Frame, Placing, Stance, stance_at

F64 = NDArray[np.float64]
CANVAS = (320, 180)
GREY, BLACK = (128, 128, 128), (0, 0, 0)


def content(
    placing: Placing, picture: Callable[[F64, F64], F64], canvas: tuple[int, int] = CANVAS
) -> Content:
    """A picture told by its luma at places −0.5…0.5 of the box, without colour."""
    width, height = placing.inner_size(canvas)
    x, y = (np.arange(width) + 0.5) / width - 0.5, (np.arange(height) + 0.5) / height - 0.5
    luma = np.rint(picture(x[None, :], y[:, None]) + np.zeros((height, width))).astype(np.uint8)
    half = np.full((height // 2, width // 2), 128, np.uint8)
    return Content(Planes(luma, half, half.copy()))


def flat(placing: Placing, rgb: tuple[int, int, int], alpha: int | None = None) -> Content:
    width, height = placing.inner_size(CANVAS)
    veil = None if alpha is None else np.full((height, width), alpha, np.uint8)
    return Content(flat_planes(rgb, width, height), veil)


def painted(placing: Placing, shown: Content, at: float = 0.0, ground: tuple[int, int, int] = GREY) -> Planes:
    out = flat_planes(ground, *CANVAS)
    Placer(CANVAS).paint("one", shown, placing, stance_at(placing, at), None, out)
    return out


def still(x: float = 0.5, y: float = 0.5, angle: float = 0.0, **more: Any) -> Placing:
    return Placing(0.4, 0.4, (Stance(0, x, y, angle=angle),), **more)


def test_what_stands_upright_is_copied_sample_for_sample() -> None:
    placing = still(0.3, 0.31)
    rng = np.random.default_rng(1)
    width, height = placing.inner_size(CANVAS)
    shown = Content(to_planes(rng.integers(0, 256, (height, width, 3), np.uint8)))
    out = painted(placing, shown)
    left, top = np.argwhere(out.luma != flat_planes(GREY, 2, 2).luma[0, 0]).min(axis=0)[::-1] // 2 * 2
    assert np.array_equal(out.luma[top : top + height, left : left + width], shown.planes.luma)
    # The first chroma sample of a row reaches over the edge by a quarter.
    inside = out.cb[top // 2 : (top + height) // 2, left // 2 + 1 : (left + width) // 2]
    assert np.array_equal(inside, shown.planes.cb[:, 1:])
    before = flat_planes(GREY, *CANVAS)
    before.luma[top : top + height, left : left + width] = shown.planes.luma
    assert np.array_equal(out.luma, before.luma)


@pytest.mark.parametrize("angle", [0.0, 3.0, 45.0, 90.0, 133.7])
@pytest.mark.parametrize("radius", [0.0, 0.2, 0.5])
def test_a_box_covers_as_much_of_every_plane_as_it_is_large(angle: float, radius: float) -> None:
    moves = Stance(0, 0.5, 0.5, angle=angle), Stance(1, 0.52, 0.5, angle=angle)
    placing = Placing(0.4, 0.4, moves, radius=radius)
    out = painted(placing, flat(placing, (255, 0, 0)), 0.37)
    # Pixels are square: 0.4 of 320 by 0.4 of 180.
    area = 128 * 72 - (4 - np.pi) * (radius * 72) ** 2
    for plane, ground, shown, step in zip(
        out, flat_planes(GREY, 2, 2), flat_planes((255, 0, 0), 2, 2), (1, 2, 2), strict=True
    ):
        covered = (plane.astype(np.float64) - ground[0, 0]).sum() / (float(shown[0, 0]) - ground[0, 0])
        assert covered * step**2 == pytest.approx(area, rel=0.006)


def test_edges_of_a_turned_box_are_smooth_in_every_plane() -> None:
    placing = still(angle=10)
    out = painted(placing, flat(placing, (255, 40, 200)))
    for plane, ground, shown in zip(
        out, flat_planes(GREY, 2, 2), flat_planes((255, 40, 200), 2, 2), strict=True
    ):
        share = (plane.astype(np.float64) - ground[0, 0]) / (float(shown[0, 0]) - ground[0, 0])
        between = (share > 0.05) & (share < 0.95)
        # Along an edge that rises by one in six there are samples of all shares.
        assert np.histogram(share[between], 6, (0, 1))[0].min() >= 5


WAYS = [
    pytest.param((Stance(0, 0.45, 0.5), Stance(1, 0.55, 0.5)), id="across"),
    pytest.param((Stance(0, 0.5, 0.48), Stance(1, 0.5, 0.53)), id="down"),
    pytest.param((Stance(0, 0.48, 0.5, 0.8), Stance(1, 0.5, 0.51, 1.0)), id="larger"),
    pytest.param((Stance(0, 0.5, 0.5, angle=-4), Stance(1, 0.52, 0.5, angle=4)), id="turning"),
    pytest.param(
        (Stance(0, 0.45, 0.5, easing="easeInOutCubic"), Stance(1, 0.55, 0.5, easing="linear")), id="eased"
    ),
]


def waves(x: F64, y: F64) -> F64:
    """Detail of about 10 pixels, in both directions."""
    return np.asarray(126 + 40 * np.sin(70 * x + 9 * y) + 40 * np.cos(50 * y - 11 * x))


def seen(placing: Placing, shown: Content, at: float) -> tuple[F64, F64, F64]:
    """Luma within the box, and the box's own places of each sample: u and v, −0.5…0.5, by arithmetic alone."""
    out, stance = painted(placing, shown, at), stance_at(placing, at)
    x, y = np.meshgrid(np.arange(CANVAS[0]) + 0.5, np.arange(CANVAS[1]) + 0.5)
    dx, dy = x - stance.x * CANVAS[0], y - stance.y * CANVAS[1]
    cos, sin = np.cos(np.radians(stance.angle)), np.sin(np.radians(stance.angle))
    u = (cos * dx + sin * dy) / (placing.width * CANVAS[0] * stance.scale)
    v = (cos * dy - sin * dx) / (placing.height * CANVAS[1] * stance.scale)
    inside = (abs(u) < 0.46) & (abs(v) < 0.46)
    return out.luma[inside].astype(np.float64), u[inside], v[inside]


def off_by(luma: F64, u: F64, v: F64, step_u: float, step_v: float) -> tuple[float, float, float]:
    """How far a picture of waves lies from its place, in canvas pixels, and its contrast: least squares."""
    least = 1e-4
    there = waves(u, v)
    slope_u = (waves(u + least, v) - waves(u - least, v)) / (2 * least) * step_u
    slope_v = (waves(u, v + least) - waves(u, v - least)) / (2 * least) * step_v
    system = np.stack([slope_u, slope_v, there - there.mean(), np.ones_like(there)], axis=1)
    found = np.linalg.lstsq(system, luma, rcond=None)[0]
    return found[0] / found[2], found[1] / found[2], found[2]


@pytest.mark.parametrize("stances", WAYS)
def test_a_moving_box_is_where_it_should_be_and_as_sharp_at_every_moment(stances: Sequence[Stance]) -> None:
    placing = Placing(0.6, 0.6, tuple(stances))
    shown = content(placing, waves)
    steps = 1 / (placing.width * CANVAS[0]), 1 / (placing.height * CANVAS[1])
    errors, contrasts = [], []
    for at in np.linspace(0.02, 0.98, 41):
        across, down, contrast = off_by(*seen(placing, shown, float(at)), *steps)
        errors.append((across, down))
        contrasts.append(contrast)
    assert np.sqrt(np.square(errors).mean(axis=0)).max() <= 0.02
    assert np.abs(errors).max() <= 0.04
    assert max(contrasts) / min(contrasts) <= 1.1
    assert min(contrasts) >= 0.9


@pytest.mark.parametrize("easing", sorted(EASINGS))
def test_a_box_never_steps_back_nor_leaps(easing: str) -> None:
    placing = Placing(0.6, 0.6, (Stance(0, 0.4, 0.5, easing=easing), Stance(1, 0.6, 0.5)))
    places = np.array([stance_at(placing, at).x for at in np.linspace(0, 1, 200)])
    steps = np.diff(places)
    assert steps.min() >= -1e-12
    assert (places[0], places[-1]) == pytest.approx((0.4, 0.6))
    # The steepest of them, a quarter of a circle, ends upright: so much of the way is left for a 199th of the time.
    assert steps.max() <= 0.2 * np.sqrt(1 - (1 - 1 / 199) ** 2) + 1e-9


def test_colour_moves_with_the_picture() -> None:
    placing = Placing(0.6, 0.6, (Stance(0, 0.45, 0.5), Stance(1, 0.55, 0.5)))
    width, height = placing.inner_size(CANVAS)
    # As soft as an edge in a photo: how a hard one falls on chroma's coarse grid is no drift.
    share = np.clip((np.arange(width) + 0.5 - width / 2) / 6 + 0.5, 0, 1)[:, None]
    row = np.array([255, 60, 60]) * (1 - share) + np.array([60, 60, 255]) * share
    shown = Content(to_planes(np.tile(np.rint(row).astype(np.uint8), (height, 1, 1))))
    for at in np.linspace(0, 1, 23):
        out = painted(placing, shown, float(at))
        edge = stance_at(placing, float(at)).x * CANVAS[0]
        row = out.cr[CANVAS[1] // 4].astype(np.float64)
        left, right = int(edge / 2) - 8, int(edge / 2) + 8
        high, low = row[left - 4], row[right + 4]
        # The place of a step, from the sum over it: chroma samples lie at even columns, their middles at 2i + 1/2.
        over = (row[left:right] - low).sum() / (high - low)
        # The first of them stands for half a sample to its left.
        assert 2 * (left + over) - 0.5 == pytest.approx(edge, abs=0.1)


def test_a_shrinking_box_does_not_flicker() -> None:
    placing = Placing(0.9, 0.9, (Stance(0, 0.5, 0.5, 1.0), Stance(1, 0.5, 0.5, 0.2)))
    rng = np.random.default_rng(3)
    width, height = placing.inner_size(CANVAS)
    noise = rng.integers(16, 236, (height, width)).astype(np.uint8)
    half = np.full((height // 2, width // 2), 128, np.uint8)
    shown = Content(Planes(noise, half, half))
    spreads = []
    for at in np.linspace(0, 1, 60):
        stance = stance_at(placing, float(at))
        out = painted(placing, shown, float(at)).luma
        w, h = 0.8 * 0.9 * stance.scale * CANVAS[0], 0.8 * 0.9 * stance.scale * CANVAS[1]
        inner = out[int(90 - h / 2) : int(90 + h / 2), int(160 - w / 2) : int(160 + w / 2)]
        spreads.append(inner.astype(np.float64).std())
    # Noise that is averaged away as the box shrinks, by the number of samples: never by leaps.
    steps = np.array(spreads[1:]) / np.array(spreads[:-1])
    assert steps.max() < 1.12
    assert steps.min() > 0.85
    assert spreads[-1] < 0.45 * spreads[0]


@pytest.mark.parametrize(
    "placing",
    [
        still(0.2, 0.3, radius=0.1, shadow=0.5),
        still(angle=12, shadow=0.8, frame=Frame("polaroid", 0.05, (250, 248, 243))),
        Placing(0.5, 0.5, (Stance(0, 0.4, 0.4, 0.7), Stance(1, 0.6, 0.5, 1.0, 30)), radius=0.2, shadow=1.0),
    ],
)
@pytest.mark.parametrize("alpha", [None, 90])
@pytest.mark.parametrize("opacity", [1.0, 0.4])
def test_what_is_kept_looks_as_what_is_drawn_anew(
    placing: Placing, alpha: int | None, opacity: float
) -> None:
    shown = flat(placing, (250, 90, 30), alpha)
    placer, first = Placer(CANVAS), flat_planes((30, 90, 160), *CANVAS)
    stance = stance_at(placing, 0.5)
    stance = Stance(stance.at, stance.x, stance.y, stance.scale, stance.angle, opacity)
    placer.paint("one", shown, placing, stance_at(placing, 0.1), None, flat_planes(GREY, *CANVAS))
    placer.paint("one", shown, placing, stance, None, first)
    for _ in range(2):
        again = flat_planes((30, 90, 160), *CANVAS)
        placer.paint("one", shown, placing, stance, None, again)
        for one, other in zip(first, again, strict=True):
            assert np.array_equal(one, other)
    fresh = flat_planes((30, 90, 160), *CANVAS)
    Placer(CANVAS).paint("other", shown, placing, stance, None, fresh)
    for one, other in zip(first, fresh, strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("angle", [0.0, 20.0])
def test_opacity_and_share_mix_with_what_lies_below(angle: float) -> None:
    placing = still(angle=angle)
    shown, ground = flat(placing, (255, 255, 255)), flat_planes(BLACK, *CANVAS)
    half = [np.full((180 // step, 320 // step), 0.5, np.float32) for step in (1, 2)]
    Placer(CANVAS).paint(
        "one", shown, placing, Stance(0, 0.5, 0.5, 1, angle, 0.5), (half[0], half[1]), ground
    )
    assert ground.luma[90, 160] == pytest.approx(16 + 219 / 4, abs=0.6)
    assert ground.luma[2, 2] == 16


def test_a_shadow_falls_down_and_is_even_on_both_sides() -> None:
    placing = still(shadow=1.0)
    out = painted(placing, flat(placing, GREY), ground=(255, 255, 255)).luma.astype(np.float64)
    dark = 235 - out
    left, right, top, low = (
        float(part.sum()) for part in (dark[54:126, :96], dark[54:126, 224:], dark[:54], dark[126:])
    )
    assert left == pytest.approx(right, rel=0.01)
    assert low > 2 * top > 0
    assert dark[0].max() == dark[:, 0].max() == 0


@pytest.mark.parametrize("angle", [30.0, 90.0, 180.0])
def test_a_shadow_falls_down_the_canvas_however_a_box_is_turned(angle: float) -> None:
    placing = still(angle=angle, shadow=1.0)
    out = painted(placing, flat(placing, GREY), ground=(255, 255, 255)).luma.astype(np.float64)
    dark = np.where(out == flat_planes(GREY, 2, 2).luma[0, 0], 0, 235 - out)
    y, x = np.mgrid[: CANVAS[1], : CANVAS[0]] + 0.5
    assert (dark * x).sum() / dark.sum() == pytest.approx(160, abs=0.3)
    assert (dark * y).sum() / dark.sum() > 90.5


def test_no_shadow_and_nothing_seen_touch_nothing() -> None:
    placing = still(shadow=0.0)
    out = painted(placing, flat(placing, GREY, alpha=0), ground=(9, 99, 200))
    for one, other in zip(out, flat_planes((9, 99, 200), *CANVAS), strict=True):
        assert np.array_equal(one, other)
    hidden = Placing(0.4, 0.4, (Stance(0, 0.5, 0.5, opacity=0.0),), shadow=1.0)
    out = painted(hidden, flat(hidden, GREY), ground=(9, 99, 200))
    assert np.array_equal(out.luma, flat_planes((9, 99, 200), *CANVAS).luma)


def test_a_see_through_picture_throws_the_shadow_of_its_shape() -> None:
    placing = still(shadow=1.0)
    shown = flat(placing, GREY, alpha=0)
    assert shown.alpha is not None
    shown.alpha[:, : shown.alpha.shape[1] // 2] = 255
    out = painted(placing, shown, ground=(255, 255, 255)).luma
    assert out[131, 120] < 225
    assert out[131, 205] == 235


def test_a_polaroid_is_wider_below_and_not_quite_white() -> None:
    placing = still(frame=Frame("polaroid", 0.06, (250, 248, 243)))
    out = painted(placing, flat(placing, BLACK), ground=(0, 0, 0))
    column = out.luma[:, 160]
    paper = np.flatnonzero(column > 200)
    picture = np.flatnonzero(column[paper[0] : paper[-1]] < 20) + paper[0]
    above, below = picture[0] - paper[0], paper[-1] - picture[-1]
    assert below >= 3 * above > 0
    assert out.luma[paper[-1] - 2, 160] < 235
    assert out.cb[(paper[-1] - 2) // 2, 80] < 128 < out.cr[(paper[-1] - 2) // 2, 80]


def test_beyond_the_canvas_there_is_nothing_to_draw(scale: Callable[..., int]) -> None:
    rng = np.random.default_rng(5)
    frames = [None, Frame("line", 0.1, (255, 255, 255)), Frame("polaroid", 0.25, (1, 2, 3))]
    for _ in range(scale(300, least=40)):
        places = rng.uniform(-2, 3, (2, 2))
        stances = tuple(
            Stance(at, *place, float(rng.uniform(0.01, 8)), float(rng.uniform(-3600, 3600)))
            for at, place in enumerate(places)
        )
        placing = Placing(
            *rng.uniform(0.001, 1, 2),
            stances,
            frames[rng.integers(3)],
            rng.uniform(0, 0.5),
            rng.uniform(0, 1),
        )
        width, height = placing.inner_size((64, 36))
        veil = None if rng.random() < 0.5 else rng.integers(0, 256, (height, width)).astype(np.uint8)
        shown = Content(flat_planes((255, 0, 0), width, height), veil)
        room = Planes(*(np.full((36 // step + 4, 64 // step + 4), 77, np.uint8) for step in (1, 2, 2)))
        out = Planes(*(plane[2:-2, 2:-2] for plane in room))
        placer = Placer((64, 36))
        for at in (0.3, 0.3, 0.3, float(rng.random())):
            placer.paint("one", shown, placing, stance_at(placing, at), None, out)
        for plane in room:
            edge = np.concatenate(
                [plane[:2].ravel(), plane[-2:].ravel(), plane[:, :2].ravel(), plane[:, -2:].ravel()]
            )
            assert (edge == 77).all()


def test_a_still_box_larger_than_the_canvas_shows_its_middle() -> None:
    placing = Placing(1.0, 1.0, (Stance(0, 0.5, 0.5, 4.0),))
    out = painted(placing, content(placing, lambda x, y: 126 + 400 * x + 300 * y))
    x, y = np.meshgrid(np.arange(CANVAS[0]) + 0.5, np.arange(CANVAS[1]) + 0.5)
    wanted = 126 + 400 * (x / CANVAS[0] - 0.5) / 4 + 300 * (y / CANVAS[1] - 0.5) / 4
    assert np.abs(out.luma - wanted).max() <= 2
