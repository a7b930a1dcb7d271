"""Copies of films' pictures: their size, their colours in place after turns, and their ground."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.media import colour
from photoplay.media.planes import Planes
from photoplay.render import geometry
from photoplay.render.film_copies import blurred, decoded_size, enlarged, mixed, shown_size, turned, used
from photoplay.render.moves import Move, Stand
from photoplay.render.views import View
from photoplay.timeline.model import Box

U8 = NDArray[np.uint8]
ZOOM = Move((Stand(), Stand(0.5, 0.5, 1.1)))


def view(size: tuple[int, int], **more: object) -> View:
    return View("a", "mp4", size, **more)  # type: ignore[arg-type]


@given(
    size=st.tuples(st.integers(8, 4000), st.integers(8, 4000)), rotation=st.integers(0, 3),
    fit=st.sampled_from(["cover", "contain", "blur"]), moves=st.booleans(),
    crop=st.sampled_from([Box(), Box(0.25, 0.1, 0.5, 0.9), Box(0.7, 0.7, 0.3, 0.3)]),
    canvas=st.sampled_from([(1920, 1080), (1080, 1920), (400, 300)]),
)  # fmt: skip
def test_films_are_never_decoded_larger_and_copies_are_as_large_as_seen(
    size: tuple[int, int], rotation: int, fit: str, moves: bool, crop: Box, canvas: tuple[int, int]
) -> None:
    one = view(size, rotation=rotation, fit=fit, crop=crop)
    move = ZOOM if moves else Move()
    decoded = decoded_size(one, move, canvas)
    wanted = shown_size(one, move, canvas)
    assert all(side % 2 == 0 and side >= 4 for side in wanted)
    if decoded is not None:
        assert all(side % 2 == 0 for side in decoded)
        assert all(side <= max(4, own + 1) for side, own in zip(decoded, size, strict=True))
    if not moves:
        seen = [side * geometry.rest_scale(one.framed_size, canvas, fit) for side in one.framed_size]
        for side, exact, own in zip(wanted, seen, one.framed_size, strict=True):
            assert abs(side - exact) <= 1.01 or side == 4 or exact > 4 * own - 1 or max(wanted) > 4000


def test_a_crop_that_is_as_large_as_wanted_is_not_scaled() -> None:
    one = view((3840, 2160), crop=Box(0.25, 0.25, 0.5, 0.5))
    assert decoded_size(one, Move(), (1920, 1080)) is None
    planes = Planes(*(np.zeros(shape, np.uint8) for shape in ((2160, 3840), (1080, 1920), (1080, 1920))))
    part = used(planes, one, shown_size(one, Move(), (1920, 1080)))
    assert part.size == (1920, 1080)
    assert part.cb.shape == (540, 960)
    assert part.luma.base is not None  # a view, no copy


@pytest.mark.parametrize("size", [(96, 64), (97, 64), (96, 63), (95, 61)])
@pytest.mark.parametrize("rotation", [0, 1, 2, 3])
@pytest.mark.parametrize("flip", ["", "h", "v", "hv"])
def test_turns_leave_colours_where_they_belong(
    size: tuple[int, int], rotation: int, flip: str, picture: Callable[..., U8]
) -> None:
    rgb = np.asarray(cv2.GaussianBlur(picture(*size, 4), (0, 0), 2.5), np.uint8)
    expected = np.rot90(rgb, -rotation)
    expected = expected[:, ::-1] if "h" in flip else expected
    expected = expected[::-1] if "v" in flip else expected
    wanted = colour.to_planes(np.ascontiguousarray(expected))
    found = turned(colour.to_planes(rgb), view(size, rotation=rotation, flip=flip))
    assert (found.luma == wanted.luma).all()
    for plane, other in ((found.cb, wanted.cb), (found.cr, wanted.cr)):
        assert plane.shape == other.shape
        assert plane.flags.c_contiguous and plane.flags.writeable
        inner = np.abs(plane.astype(int) - other)[2:-2, 2:-2]
        assert inner.max() <= 2 and inner.mean() < 0.5


def test_enlarging_leaves_colours_where_they_belong(picture: Callable[..., U8]) -> None:
    rgb = np.asarray(cv2.GaussianBlur(picture(160, 90, 4), (0, 0), 3), np.uint8)
    large = np.asarray(cv2.resize(rgb, (400, 226), interpolation=cv2.INTER_CUBIC), np.uint8)
    wanted = colour.to_planes(large)
    found = enlarged(colour.to_planes(rgb), (400, 226))
    assert found.size == (400, 226)
    for plane, other in zip(found, wanted, strict=True):
        inner = np.abs(plane.astype(int) - other)[4:-4, 4:-4]
        assert inner.max() <= 3 and inner.mean() < 0.6
    assert enlarged(found, (400, 226)) is found


def test_mixing_is_linear() -> None:
    a, b = (Planes(*(np.full((4, 4), value, np.uint8) for _ in range(3))) for value in (20, 220))
    assert mixed(a, b, 0.25).luma[0, 0] == 70


def test_the_blurred_ground_follows_the_picture_without_jumps(picture: Callable[..., U8]) -> None:
    """A picture that moves by one sample, or changes by one code, hardly changes what lies beside it."""
    rgb = picture(300, 200, 4)
    before = blurred(colour.to_planes(rgb), (160, 320))
    assert before.size == (160, 320) and before.cb.shape == (160, 80)
    moved = blurred(colour.to_planes(np.roll(rgb, 1, axis=1)), (160, 320))
    for plane, other in zip(before, moved, strict=True):
        assert np.abs(plane.astype(int) - other).max() <= 3
    brighter = blurred(colour.to_planes(np.clip(rgb.astype(int) + 1, 0, 255).astype(np.uint8)), (160, 320))
    assert 0 <= (brighter.luma.astype(int) - before.luma).mean() <= 1


def test_the_blurred_ground_of_one_colour_is_that_colour_darker() -> None:
    ground = blurred(colour.flat_planes((200, 120, 40), 300, 200), (160, 320))
    wanted = colour.code_of((124, 74, 25))
    for plane, code in zip(ground, wanted, strict=True):
        assert abs(float(plane.mean()) - code) < 1.2
