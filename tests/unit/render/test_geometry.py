"""Where a picture lies on the canvas, against slow and obvious arithmetic and against real drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.media.planes import Planes
from photoplay.render import geometry
from photoplay.render.frame import compose
from photoplay.render.geometry import Placement, chroma, clamped, layer, placement, rest_scale, shifted
from photoplay.render.moves import Move, Stand, stand_at
from photoplay.render.slices import Slice
from photoplay.render.sources import SourceStore

U8 = NDArray[np.uint8]
F64 = NDArray[np.floating[Any]]
Size = tuple[int, int]
OneShot = Callable[..., tuple[Slice, SourceStore]]

stands = st.builds(Stand, st.floats(0, 1), st.floats(0, 1), st.floats(1, 4))
sizes = st.tuples(st.integers(2, 5000), st.integers(2, 5000))
canvases = st.sampled_from([(1920, 1080), (96, 54), (64, 128)])
fits = st.sampled_from(["cover", "contain", "blur"])


def test_rest_scale_fills_or_fits() -> None:
    assert rest_scale((4000, 3000), (1920, 1080), "cover") == 0.48
    assert (
        rest_scale((4000, 3000), (1920, 1080), "contain")
        == rest_scale((4000, 3000), (1920, 1080), "blur")
        == 0.36
    )


@given(
    stand=stands,
    picture=sizes,
    copy=sizes,
    canvas=canvases,
    fit=fits,
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_placement_is_the_obvious_map(
    stand: Stand, picture: Size, copy: Size, canvas: Size, fit: str, at: tuple[float, float]
) -> None:
    place = placement(stand, picture, copy, canvas, fit)
    scale = rest_scale(picture, canvas, fit) * stand.zoom
    for axis, (a, b, centre) in enumerate(
        [(place.scale_x, place.offset_x, stand.x), (place.scale_y, place.offset_y, stand.y)]
    ):
        # Pixel edges: the canvas' middle shows the point `centre` of the picture.
        on_canvas = at[axis] * canvas[axis]
        in_picture = centre + (on_canvas - canvas[axis] / 2) / scale / picture[axis]
        assert a * (on_canvas - 0.5) + b + 0.5 == pytest.approx(
            in_picture * copy[axis], abs=1e-6 * copy[axis]
        )


@given(stand=stands, picture=sizes, canvas=canvases, i=st.integers(0, 900), j=st.integers(0, 500))
def test_chroma_lies_where_luma_lies(stand: Stand, picture: Size, canvas: Size, i: int, j: int) -> None:
    place = placement(stand, picture, picture, canvas, "cover")
    small = chroma(place)
    # Chroma sample (j, i) is sited at luma (2j + 1/2, 2i), on the canvas as in the picture.
    luma_x = place.scale_x * (2 * i) + place.offset_x
    luma_y = place.scale_y * (2 * j + 0.5) + place.offset_y
    assert 2 * (small.scale_x * i + small.offset_x) == pytest.approx(luma_x, abs=1e-6)
    assert 2 * (small.scale_y * j + small.offset_y) + 0.5 == pytest.approx(luma_y, abs=1e-6)


@given(right=st.floats(-50, 50), down=st.floats(-50, 50), x=st.floats(0, 100), y=st.floats(0, 100))
def test_shifted_moves_the_picture(right: float, down: float, x: float, y: float) -> None:
    place = Placement(1.3, 5, 0.7, -2)
    moved = shifted(place, right, down)
    assert moved.scale_x * (x + right) + moved.offset_x == pytest.approx(1.3 * x + 5)
    assert moved.scale_y * (y + down) + moved.offset_y == pytest.approx(0.7 * y - 2)


@given(stand=stands, picture=sizes, canvas=canvases, fit=fits)
def test_clamped_stays_inside_and_changes_no_more_than_needed(
    stand: Stand, picture: Size, canvas: Size, fit: str
) -> None:
    got = clamped(stand, picture, canvas, fit)
    scale = rest_scale(picture, canvas, fit) * stand.zoom
    assert got.zoom == stand.zoom
    for before, after, side, length in zip((stand.x, stand.y), (got.x, got.y), canvas, picture, strict=True):
        half = side / (length * scale) / 2
        if half >= 0.5:
            assert after == 0.5
        else:
            assert half - 1e-9 <= after <= 1 - half + 1e-9
            assert after == before or not half < before < 1 - half


@given(scale=st.floats(0.2, 3), offset=st.floats(-40, 40), count=st.integers(1, 60), limit=st.integers(2, 90))
def test_every_sample_reads_its_two_neighbours(scale: float, offset: float, count: int, limit: int) -> None:
    source = np.zeros((limit, limit), np.uint8)
    base = np.zeros((count, count), np.uint8)
    got = layer(source, Placement(scale, offset, scale, offset), (count, count), base)
    place = np.clip(scale * np.arange(count) + offset, 0, limit - 1)
    assert got.columns.max() <= limit - 2
    assert np.allclose(got.columns + got.column_weights, place, atol=1e-4)
    assert got.column_weights.min() >= 0 and got.column_weights.max() <= 1
    assert np.array_equal(got.rows, got.columns) and np.array_equal(got.row_weights, got.column_weights)


@given(scale=st.floats(0.05, 3), offset=st.floats(-40, 40), limit=st.integers(2, 90))
def test_coverage_is_the_share_of_each_sample_that_lies_on_the_picture(
    scale: float, offset: float, limit: int
) -> None:
    count = 50
    got = layer(
        np.zeros((limit, limit), np.uint8), Placement(scale, offset, scale, offset), (count, count),
        np.zeros((count, count), np.uint8),
    )  # fmt: skip
    for i in range(count):
        left, right = scale * (i - 0.5) + offset, scale * (i + 0.5) + offset
        share = max(0.0, min(right, limit - 0.5) - max(left, -0.5)) / (right - left)
        # Exact while only one edge falls into the sample.
        if limit >= scale:
            assert got.cover_columns[i] == pytest.approx(share, abs=1e-4)


# -- drawn ------------------------------------------------------------------------------------------


def edge(profile: F64, left: float, right: float) -> float:
    """Where a step from ``left`` to ``right`` lies, samples from the first one's left border."""
    return float(((profile - right) / (left - right)).sum())


def split(rgb_left: tuple[int, int, int], rgb_right: tuple[int, int, int], size: Size, at: int) -> U8:
    pixels = np.empty((size[1], size[0], 3), np.uint8)
    pixels[:, :at], pixels[:, at:] = rgb_left, rgb_right
    return pixels


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("at", [158, 159])
def test_a_coloured_edge_panned_across_shows_no_chroma_drift(axis: int, at: int, one_shot: OneShot) -> None:
    """Luma and chroma edges stay within 0.1 px of each other and of where they should be."""
    canvas, side, zoom = (192, 108), 318, 1.4  # so that the photo is sampled as it is
    pixels = split((220, 40, 40), (40, 190, 230), (side, side), at)
    pixels = np.ascontiguousarray(pixels.swapaxes(0, 1)) if axis else pixels
    scale = rest_scale((side, side), canvas, "cover") * zoom
    way = canvas[axis] / (side * scale) / 5
    stands = [Stand(*((x, 0.5) if axis == 0 else (0.5, x)), zoom) for x in (0.5 - way, 0.5 + way)]
    part, store = one_shot(pixels, frames=60, canvas=canvas, moves=[Move(tuple(stands))], graphic=True)
    off = []
    for frame in range(60):
        stand = stand_at(part.shots[0].move, (frame + 0.5) / 60)
        wanted = canvas[axis] / 2 + (at - (stand.x, stand.y)[axis] * side) * scale
        luma, cb, cr = (plane.astype(np.float64).mean(axis=axis) for plane in compose(part, frame, store))
        # Across, a chroma sample lies at the left one of its two luma samples; down, between them.
        chroma_edges = [2 * edge(plane, plane[0], plane[-1]) - (0 if axis else 0.5) for plane in (cb, cr)]
        off.append([place - wanted for place in (edge(luma, luma[0], luma[-1]), *chroma_edges)])
    # The sum that finds an edge is itself off by up to a tenth of a sample, by the edge's phase.
    assert np.abs(off).max() < 0.25
    assert np.abs(np.mean(off, axis=0)).max() < 0.08
    drift = np.polyfit(np.arange(60), np.array(off), 1)[0] * 60
    assert np.abs(drift).max() < 0.1


def drawn(one_shot: OneShot, pixels: U8, move: Move, frame: int, **more: Any) -> Planes:
    part, store = one_shot(pixels, moves=[move], graphic=True, **more)
    return compose(part, frame, store)


@pytest.mark.parametrize("axis", [0, 1])
def test_the_edges_of_a_picture_are_antialiased_in_every_plane(axis: int, one_shot: OneShot) -> None:
    """While it drifts beside bars its edge moves evenly, not in steps of whole pixels."""
    size = (60, 120) if axis == 0 else (240, 60)
    pixels = np.full((size[1], size[0], 3), (230, 40, 30), np.uint8)
    low, high = Stand(0.5, 0.5, 0.8), Stand(0.56, 0.56, 0.8)
    part, store = one_shot(pixels, frames=40, moves=[Move((low, high))], fit="contain", graphic=True)
    luma, chromas = [], []
    for frame in range(40):
        planes = compose(part, frame, store)
        across = [plane.astype(np.float64).mean(axis=axis) for plane in planes]
        half = [plane[: plane.size // 2] for plane in across]
        luma.append((half[0] - 16).sum() / (half[0].max() - 16))
        chromas.append(2 * (half[2] - 128).sum() / (half[2].max() - 128))
    for places in (luma, chromas):
        steps = np.diff(places)
        assert steps.min() > 0 and steps.max() < 3 * steps.mean()
    apart = np.array(luma) - np.array(chromas)
    assert np.ptp(apart) < 0.1


def test_beside_the_picture_are_exact_bars(one_shot: OneShot) -> None:
    planes = drawn(one_shot, np.full((100, 50, 3), 255, np.uint8), Move(), 0, fit="contain")
    assert (planes.luma[:, :60] == 16).all() and (planes.luma[:, -60:] == 16).all()
    assert (planes.cb == 128).all() and (planes.cr == 128).all()
    assert (planes.luma[:, 80:112] == 235).all()


@pytest.mark.parametrize(
    ("stand", "canvas"),
    [(Stand(), (192, 108)), (Stand(0.45, 0.52, 1.3), (192, 108)), (Stand(0.4, 0.6, 2.0), (192, 108)),
     (Stand(0.4, 0.6, 2.0), (640, 360)), (Stand(), (1280, 720))],
)  # fmt: skip
def test_a_frame_is_a_slow_obvious_drawing_of_the_photo(
    stand: Stand, canvas: Size, one_shot: OneShot
) -> None:
    """Waves whose value is known everywhere: right to half a code, in place to a 200th of a pixel."""
    width, height = 640, 400

    def waves(x: F64, y: F64) -> F64:
        across, down = np.sin(10 * np.pi * x / width), np.sin(8 * np.pi * y / height)
        return np.asarray(128 + 60 * across[None, :] + 60 * down[:, None])

    grey = np.rint(waves(np.arange(width) + 0.5, np.arange(height) + 0.5)).astype(np.uint8)
    got = drawn(one_shot, grey[:, :, None].repeat(3, 2), Move((stand,)), 0, canvas=canvas).luma
    scale = rest_scale((width, height), canvas, "cover") * stand.zoom

    def wanted(right: float, down: float) -> F64:
        x = stand.x * width + (np.arange(canvas[0]) + 0.5 - canvas[0] / 2 - right) / scale
        y = stand.y * height + (np.arange(canvas[1]) + 0.5 - canvas[1] / 2 - down) / scale
        return (16 + 219 / 255 * waves(x, y))[8:-8, 8:-8]

    off = got[8:-8, 8:-8] - wanted(0, 0)
    assert abs(off.mean()) < 0.1 and off.std() < 0.6
    slopes = [wanted(0.5, 0) - wanted(-0.5, 0), wanted(0, 0.5) - wanted(0, -0.5)]
    shift, *_ = np.linalg.lstsq(np.stack([one.ravel() for one in slopes], 1), off.ravel(), rcond=None)
    assert np.abs(shift).max() < 0.005


def test_a_detailed_photo_keeps_its_detail_and_its_light(
    one_shot: OneShot, picture: Callable[..., U8]
) -> None:
    """Against the mean of the photo's pixels under each canvas pixel, in linear light."""
    pixels = picture(768, 432, 5)
    got = drawn(one_shot, pixels, Move(), 0).luma.astype(np.float64)
    code = pixels / 255
    light = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    light = light.reshape(108, 4, 192, 4, 3).mean(axis=(1, 3))
    small = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    wanted = 16 + 219 * (small @ (0.2126, 0.7152, 0.0722))
    assert 10 * np.log10(255**2 / ((got - wanted) ** 2).mean()) > 32
    assert abs((got - wanted).mean()) < 0.3


@pytest.mark.parametrize(
    ("rotation", "flip"), [(0, ""), (1, ""), (2, ""), (3, ""), (0, "h"), (1, "h"), (0, "v"), (3, "hv")]
)
def test_turned_and_mirrored_pictures_are_drawn_so(
    rotation: int, flip: str, one_shot: OneShot, picture: Callable[..., U8]
) -> None:
    pixels = picture(320, 320, 2)
    seen = np.rot90(pixels, -rotation)
    seen = seen[:, ::-1] if "h" in flip else seen
    seen = np.ascontiguousarray(seen[::-1] if "v" in flip else seen)
    one = drawn(one_shot, pixels, Move(), 0, rotation=rotation, flip=flip)
    other = drawn(one_shot, seen, Move(), 0)
    assert all(np.abs(a.astype(int) - b).max() <= 2 for a, b in zip(one, other, strict=True))


def test_no_layer_is_needed_beside_a_covering_picture() -> None:
    got = layer(np.zeros((9, 9), np.uint8), Placement(1, 0, 1, 0), (8, 8), None)
    assert got.cover_rows.size == got.cover_columns.size == 0 and got.base.shape == (1, 1)
    assert (
        geometry.layer(np.zeros((9, 9), np.uint8), Placement(1, 0, 1, 0), (8, 8), got.source).cover_rows.size
        == 8
    )
