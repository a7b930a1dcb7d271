"""Prepared copies: fine enough, not too fine, with grain where it is smooth and only there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from photoplay.errors import BrokenMedia, MissingMedia
from photoplay.media import colour
from photoplay.render import prepared
from photoplay.render.geometry import rest_scale
from photoplay.render.moves import Move, Stand
from photoplay.render.prepared import copy_size, sharpened, smooth_areas
from photoplay.render.sources import SourceStore, prepare, require_unchanged
from photoplay.render.views import View
from photoplay.timeline.model import Box

U8 = NDArray[np.uint8]
Size = tuple[int, int]
Saved = Callable[..., tuple[View, Path]]
CANVAS = (192, 108)


@given(
    framed=st.tuples(st.integers(1, 12_000), st.integers(1, 12_000)), fit=st.sampled_from(["cover", "contain"]),
    zoom=st.floats(0.5, 8), canvas=st.sampled_from([(1920, 1080), (1080, 1920), (96, 54)]),
)  # fmt: skip
def test_copies_are_a_little_finer_than_the_closest_view(
    framed: Size, fit: str, zoom: float, canvas: Size
) -> None:
    size = copy_size(framed, fit, zoom, canvas)
    per_pixel = rest_scale(framed, canvas, fit) * zoom  # canvas pixels for each pixel of the photo
    assert min(size) >= 4
    assert size[0] <= max(4, 4 * framed[0]) and size[1] <= max(4, 4 * framed[1])
    assert size[0] * size[1] <= max(16_100_000 + 8 * sum(size), framed[0] * framed[1])
    fineness = size[0] / framed[0] / per_pixel
    if size[0] >= 40 and size[1] >= 40 and size[0] < framed[0]:
        assert 1.1 <= fineness <= 1.27


def test_a_photo_that_is_fine_enough_is_taken_as_it_is() -> None:
    assert copy_size((2240, 1260), "cover", 1, (1920, 1080)) == (2240, 1260)
    assert copy_size((4000, 3000), "cover", 1, (1920, 1080)) == (2208, 1656)


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1), (2, 300), (3, 3), (300, 200)])
@pytest.mark.parametrize("fit", ["cover", "contain", "blur"])
def test_every_plane_of_a_copy_has_two_rows_and_columns(
    size: Size, fit: str, saved: Saved, picture: Callable[..., U8]
) -> None:
    view, path = saved(np.full((size[1], size[0], 3), 90, np.uint8), fit=fit)
    source = prepare({view.sha256: path}, view, 1.0, CANVAS)
    assert all(min(plane.shape) >= 2 for plane in source.planes)
    assert (source.base is None) == (fit == "cover")
    if source.base:
        assert source.base.size == CANVAS


def test_a_crop_is_that_part_of_the_photo(saved: Saved, picture: Callable[..., U8]) -> None:
    pixels = picture(400, 300, 3)
    whole, path = saved(pixels, graphic=True)
    part, part_path = saved(np.ascontiguousarray(pixels[75:225, 200:400]), graphic=True)
    cropped = replace(whole, crop=Box(0.5, 0.25, 0.5, 0.5))
    assert cropped.framed_size == (200, 150)
    for one, other in zip(
        prepare({cropped.sha256: path}, cropped, 1.0, CANVAS).planes,
        prepare({part.sha256: part_path}, part, 1.0, CANVAS).planes,
        strict=True,
    ):
        assert np.abs(one.astype(int) - other).max() <= 1


def test_a_crop_of_a_large_jpeg_keeps_its_detail(tmp_path: Path) -> None:
    """Scaled decoding must leave enough pixels for the part that is used."""
    stripes = np.zeros((800, 1600, 3), np.uint8)
    stripes[:, ::8] = stripes[:, 1::8] = stripes[:, 2::8] = stripes[:, 3::8] = 255
    path = tmp_path / "a.jpg"
    Image.fromarray(stripes).save(path, quality=95)
    view = View(hashlib.sha256(path.read_bytes()).hexdigest(), "jpeg", (1600, 800), Box(0.4, 0.4, 0.1, 0.1))
    luma = prepare({view.sha256: path}, view, 1.0, CANVAS).planes.luma
    assert luma.std() > 60


@pytest.mark.parametrize("rotation", [0, 1, 2, 3])
def test_turned_views_are_as_large_as_they_are_seen(rotation: int) -> None:
    view = View("ab", "png", (300, 200), Box(0, 0, 0.5, 1), rotation=rotation)
    assert view.framed_size == ((150, 200) if rotation % 2 == 0 else (200, 150))


def test_transparent_parts_show_the_background(tmp_path: Path) -> None:
    pixels = np.zeros((60, 100, 4), np.uint8)
    pixels[:, 50:] = (255, 0, 0, 255)
    path = tmp_path / "a.png"
    Image.fromarray(pixels).save(path)
    view = View("ab", "png", (100, 60), background=(0, 255, 0), graphic=True)
    planes = prepare({view.sha256: path}, view, 1.0, CANVAS).planes
    assert planes.luma[10, 10] == 173 and abs(int(planes.luma[10, -10]) - 63) <= 1


# -- smooth areas, grain, sharpening ----------------------------------------------------------------


def test_smooth_areas_are_found() -> None:
    luma = np.full((160, 320), 100, np.float32)
    luma[:, 160:] += np.random.default_rng(1).normal(0, 12, (160, 160))
    where = smooth_areas(luma)
    assert where.shape == (20, 40) and where.dtype == np.float32
    assert where[:, :14].min() > 0.99 and where[:, 26:].max() < 0.01
    slope = np.linspace(16, 235, 640, dtype=np.float32)[None, :].repeat(100, 0)
    assert smooth_areas(slope).min() > 0.9


def test_grain_lies_where_it_is_smooth_and_nowhere_else(
    saved: Saved, busy_picture: Callable[..., U8]
) -> None:
    flat = np.full((300, 500, 3), 120, np.uint8)
    view, path = saved(flat)
    grained = prepare({view.sha256: path}, view, 1.0, CANVAS)
    assert grained.smoothness > 0.99
    level = colour.code_of((120, 120, 120))[0]
    assert 1.5 < grained.planes.luma.std() < 2.5
    assert grained.planes.luma.mean() == pytest.approx(level, abs=0.2)
    assert (grained.planes.cb == 128).all()
    graphic = prepare({view.sha256: path}, replace(view, graphic=True), 1.0, CANVAS)
    assert (graphic.planes.luma == round(level)).all()
    busy_view, busy_path = saved(busy_picture(230, 130))
    busy = prepare({busy_view.sha256: busy_path}, busy_view, 1.0, CANVAS)
    plain = prepare({busy_view.sha256: busy_path}, replace(busy_view, graphic=True), 1.0, CANVAS)
    assert busy.smoothness < 0.01
    assert np.array_equal(busy.planes.luma, plain.planes.luma)


def test_a_copy_is_the_same_every_time(saved: Saved, picture: Callable[..., U8]) -> None:
    view, path = saved(picture(300, 200), fit="blur")
    one, other = (
        prepare({view.sha256: path}, view, 1.2, CANVAS),
        prepare({view.sha256: path}, view, 1.2, CANVAS),
    )
    assert one.base is not None and other.base is not None
    for a, b in zip([*one.planes, *one.base], [*other.planes, *other.base], strict=True):
        assert np.array_equal(a, b)


def test_sharpening_is_its_formula() -> None:
    a = prepared.SHARPENING
    codes = np.random.default_rng(1).uniform(40, 200, (37, 53)).astype(np.float32)
    kernel = np.array([-a, 1 + 2 * a, -a])
    wanted = cv2.sepFilter2D(codes.astype(np.float64), -1, kernel, kernel, borderType=cv2.BORDER_REPLICATE)
    assert np.abs(sharpened(codes, 16, 235) - np.clip(wanted, 16, 235)).max() <= 0.5 + 1e-3


def test_sharpening_leaves_flat_areas_and_stays_in_range() -> None:
    for value in (16, 100, 235):
        assert (sharpened(np.full((9, 9), value, np.float32), 16, 235) == value).all()
    edge = np.full((20, 20), 16, np.float32)
    edge[:, 10:] = 235
    out = sharpened(edge, 16, 235)
    assert out.min() == 16 and out.max() == 235


# -- the store --------------------------------------------------------------------------------------


def test_the_store_prepares_each_photo_once(saved: Saved, picture: Callable[..., U8]) -> None:
    view, path = saved(picture(300, 200))
    store = SourceStore({view.sha256: path})
    still = Move()
    assert store.get(view, still, CANVAS) is store.get(view, still, CANVAS)
    moving = Move((Stand(0.4), Stand(0.6)))
    assert store.get(view, moving, CANVAS) is store.get(view, still, CANVAS)
    assert store.get(view, Move((Stand(zoom=2.0),)), CANVAS) is not store.get(view, still, CANVAS)


def test_the_store_keeps_within_its_limit_but_always_two(saved: Saved, picture: Callable[..., U8]) -> None:
    views, paths = [], {}
    for seed in range(5):
        view, path = saved(picture(300, 200, seed))
        views.append(view)
        paths[view.sha256] = path
    small = SourceStore(paths, limit_bytes=1)
    first, second = (small.get(view, Move(), CANVAS) for view in views[:2])
    assert small.get(views[0], Move(), CANVAS) is first and small.get(views[1], Move(), CANVAS) is second
    small.get(views[2], Move(), CANVAS)
    assert small.get(views[1], Move(), CANVAS) is second
    assert small.get(views[0], Move(), CANVAS) is not first


def test_a_changed_photo_is_not_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"one")
    digest = hashlib.sha256(b"one").hexdigest()
    require_unchanged(path, digest)
    path.write_bytes(b"two")
    with pytest.raises(BrokenMedia, match=r"a\.jpg has changed"):
        require_unchanged(path, digest)
    path.unlink()
    with pytest.raises(MissingMedia, match=r"a\.jpg"):
        require_unchanged(path, digest)
