"""sRGB to planes and back, against slow arithmetic in double precision."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.media import colour
from photoplay.media.planes import Planes

U8 = NDArray[np.uint8]
F64 = NDArray[np.float64]
CORNERS = list(itertools.product((0, 255), repeat=3))


def slow_codes(rgb: U8) -> tuple[F64, F64, F64]:
    """BT.709 limited range, 4:2:0 sited left, by the book (Rec. ITU-R BT.709-6, items 3.2 to 3.5)."""
    r, g, b = (rgb[..., i].astype(np.float64) / 255 for i in range(3))
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    planes = []
    for c in ((b - y) / 1.8556, (r - y) / 1.5748):
        height, width = c.shape
        rows = np.pad(c, ((0, height % 2), (0, 0)), mode="edge")
        rows = (rows[0::2] + rows[1::2]) / 2
        wide = np.pad(rows, ((0, 0), (1, 1 + width % 2)), mode="edge")
        low = (wide[:, 0:-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) / 4
        planes.append(128 + 224 * low[:, 0 : width + width % 2 : 2])
    return 16 + 219 * y, planes[0], planes[1]


@given(seed=st.integers(0, 1000), width=st.integers(1, 40), height=st.integers(1, 40))
def test_codes_are_those_of_the_book(seed: int, width: int, height: int) -> None:
    rgb = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    for got, wanted in zip(colour.to_codes(rgb), slow_codes(rgb), strict=True):
        assert got.shape == wanted.shape and got.dtype == np.float32
        assert np.abs(got - wanted).max() < 2e-3


@pytest.mark.parametrize(
    ("rgb", "codes"),
    [((255, 0, 0), (63, 102, 240)), ((0, 255, 0), (173, 42, 26)), ((0, 0, 255), (32, 240, 118)),
     ((255, 255, 255), (235, 128, 128)), ((0, 0, 0), (16, 128, 128)), ((128, 128, 128), (126, 128, 128))],
)  # fmt: skip
def test_well_known_colours(rgb: tuple[int, int, int], codes: tuple[int, int, int]) -> None:
    planes = colour.to_planes(np.full((8, 8, 3), rgb, np.uint8))
    assert [set(np.unique(plane)) for plane in planes] == [{code} for code in codes]
    assert [round(code) for code in colour.code_of(rgb)] == list(codes)
    for one, other in zip(planes, colour.flat_planes(rgb, 8, 8), strict=True):
        assert np.array_equal(one, other)


def test_every_grey_is_neutral_and_rises() -> None:
    greys = np.arange(256, dtype=np.uint8)[None, :, None].repeat(2, 0).repeat(3, 2)
    planes = colour.to_planes(greys)
    assert (planes.cb == 128).all() and (planes.cr == 128).all()
    assert planes.luma[0].tolist() == [round(16 + 219 * v / 255) for v in range(256)]


@given(rgb=st.tuples(*[st.integers(0, 255)] * 3))
def test_a_flat_colour_comes_back(rgb: tuple[int, int, int]) -> None:
    back = colour.to_rgb(colour.flat_planes(rgb, 6, 4))
    assert np.abs(back.astype(int) - rgb).max() <= 3


@pytest.mark.parametrize("size", [(64, 48), (63, 47), (2, 2), (1, 1), (1, 9), (9, 1)])
def test_a_soft_picture_comes_back(size: tuple[int, int]) -> None:
    coarse = np.random.default_rng(1).uniform(30, 220, (3, 3, 3)).astype(np.float32)
    rgb = (
        cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR).reshape(size[1], size[0], 3).astype(np.uint8)
    )
    back = colour.to_rgb(colour.to_planes(rgb))
    assert back.shape == rgb.shape and back.dtype == np.uint8
    difference = np.abs(back.astype(int) - rgb)
    assert difference.max() <= (9 if min(size) > 9 else 200)
    assert min(size) <= 9 or difference.mean() < 1


def test_chroma_lies_left_in_its_pair_of_columns_and_between_its_rows() -> None:
    """A ramp of colour is met at the right places, inside the picture."""
    ramp = np.zeros((32, 64, 3), np.uint8)
    ramp[..., 0] = (np.arange(64) * 2 + 60)[None, :] + np.arange(32)[:, None]
    ramp[..., 2] = 200
    _, _, cr = colour.to_codes(ramp)
    _, _, slow = slow_codes(ramp)

    def exact(x: float, y: float) -> float:
        r = (60 + 2 * x + y) / 255
        return 128 + 224 * (r - (0.2126 * r + 0.0722 * 200 / 255)) / 1.5748

    for j, i in itertools.product(range(1, 15), range(1, 31)):
        assert cr[j, i] == pytest.approx(exact(2 * i, 2 * j + 0.5), abs=2e-3)
        assert slow[j, i] == pytest.approx(cr[j, i], abs=2e-3)


@pytest.mark.parametrize("rgb", CORNERS)
def test_planes_stay_in_their_range(rgb: tuple[int, int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 2, (16, 16, 3)) * 255
    for planes in (colour.flat_planes(rgb, 16, 16), colour.to_planes(noise.astype(np.uint8))):
        assert planes.luma.min() >= 16 and planes.luma.max() <= 235
        assert min(planes.cb.min(), planes.cr.min()) >= 16 and max(planes.cb.max(), planes.cr.max()) <= 240


def test_planes_know_their_size() -> None:
    planes = colour.to_planes(np.zeros((5, 7, 3), np.uint8))
    assert planes.size == (7, 5) and planes.nbytes == 35 + 2 * 12
    assert [plane.shape for plane in planes] == [(5, 7), (3, 4), (3, 4)]
    assert isinstance(planes, Planes)


# -- scaling ----------------------------------------------------------------------------------------


def light(rgb: U8) -> F64:
    code = rgb.astype(np.float64) / 255
    return np.asarray(np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4))


def test_fine_black_and_white_becomes_the_grey_of_half_the_light() -> None:
    board = (np.indices((64, 64)).sum(axis=0) % 2 * 255).astype(np.uint8)[..., None].repeat(3, 2)
    assert set(np.unique(colour.resize(board, (32, 32)))) == {188}


@pytest.mark.parametrize("size", [(50, 40), (33, 17), (7, 5), (1, 1)])
def test_shrinking_keeps_the_mean_light(size: tuple[int, int]) -> None:
    rgb = np.random.default_rng(2).integers(0, 256, (80, 100, 3), np.uint8)
    small = colour.resize(rgb, size)
    assert small.shape == (size[1], size[0], 3)
    assert light(small).mean() == pytest.approx(light(rgb).mean(), rel=0.01)


def test_a_bright_line_keeps_its_light_where_coded_values_would_dim_it() -> None:
    rgb = np.zeros((60, 60, 3), np.uint8)
    rgb[:, 30] = 255
    small = colour.resize(rgb, (20, 20))
    assert light(small)[:, 10].mean() == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize("size", [(100, 80), (200, 160), (101, 80), (100, 90), (50, 160)])
def test_a_flat_picture_stays_flat_at_any_size(size: tuple[int, int]) -> None:
    for value in (0, 1, 100, 254, 255):
        rgb = np.full((80, 100, 3), value, np.uint8)
        assert set(np.unique(colour.resize(rgb, size))) == {value}


def test_the_same_size_is_the_same_picture() -> None:
    rgb = np.random.default_rng(3).integers(0, 256, (9, 11, 3), np.uint8)
    assert colour.resize(rgb, (11, 9)) is rgb


def test_light_and_code_tables_undo_each_other() -> None:
    to_linear, to_code = colour._linear_tables()
    assert np.array_equal(to_code[to_linear], np.arange(256))
    assert (np.diff(to_linear.astype(int)) > 0).all() and (np.diff(to_code.astype(int)) >= 0).all()


def test_transparency_is_laid_over_the_background() -> None:
    rgb = np.full((2, 3, 3), 200, np.uint8)
    alpha = np.array([[0, 128, 255]] * 2, np.uint8)
    got = colour.over(rgb, alpha, (0, 100, 50))
    assert got[0].tolist() == [[0, 100, 50], [100, 150, 125], [200, 200, 200]]
