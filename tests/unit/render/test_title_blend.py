"""Words laid over planes, against slow arithmetic in double precision."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.media import colour
from photoplay.media.planes import Planes
from photoplay.render.blend import dither
from photoplay.render.frame import empty_planes
from photoplay.render.titles.blend import Ink, ink_of, lay, stamp_of, tint

U8 = NDArray[np.uint8]
F64 = NDArray[np.float64]
CANVAS = (40, 28)


def ground(seed: int, padding: int = 0) -> Planes:
    rng = np.random.default_rng(seed)
    width, height = CANVAS
    return Planes(
        rng.integers(16, 236, (height, width + padding), np.uint8),
        rng.integers(16, 241, (height // 2, width // 2 + padding), np.uint8),
        rng.integers(16, 241, (height // 2, width // 2 + padding), np.uint8),
    )


def codes_of(rgb: F64) -> F64:
    """Unrounded codes of sRGB, ``(…, 3)``."""
    red, green, blue = (rgb[..., channel] / 255 for channel in range(3))
    luma = colour.KR * red + colour.KG * green + colour.KB * blue
    cb, cr = (blue - luma) / (2 * (1 - colour.KB)), (red - luma) / (2 * (1 - colour.KR))
    return np.stack([16 + 219 * luma, 128 + 224 * cb, 128 + 224 * cr], axis=-1)


def thinned(plane: F64) -> F64:
    """[1 2 1]/4 across about even columns, [1 1]/2 down; nothing beyond the canvas but transparency."""
    wide = np.pad(plane, ((0, 0), (1, 1)))
    across = (wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:])[:, ::2] / 4
    return np.asarray((across[0::2] + across[1::2]) / 2)


def wanted(rgba: U8, left: int, top: int, under: Planes, opacity: float) -> list[F64]:
    """Each plane, unrounded, the obvious way."""
    width, height = CANVAS
    whole = np.zeros((height, width, 4))
    codes, alpha = codes_of(rgba[..., :3].astype(np.float64)), rgba[..., 3:] / 255
    for y in range(rgba.shape[0]):
        for x in range(rgba.shape[1]):
            if 0 <= y + top < height and 0 <= x + left < width:
                whole[y + top, x + left] = [*(codes[y, x] * alpha[y, x]), *alpha[y, x]]
    # Ink beyond the canvas still reaches chroma at its border; leave that sample to its own test.
    planes = [whole[..., 0], thinned(whole[..., 1]), thinned(whole[..., 2])]
    shares = [whole[..., 3], *[thinned(whole[..., 3])] * 2]
    return [
        one[:, : plane.shape[1]] * (1 - opacity * share) + opacity * plane
        for one, plane, share in zip(under, planes, shares, strict=True)
    ]


@given(
    size=st.tuples(st.integers(1, 24), st.integers(1, 18)), place=st.tuples(st.integers(0, 16), st.integers(0, 10)),
    opacity=st.floats(0, 1), seed=st.integers(0, 999), padding=st.sampled_from([0, 13]),
)  # fmt: skip
def test_words_over_a_picture(
    size: tuple[int, int], place: tuple[int, int], opacity: float, seed: int, padding: int
) -> None:
    rng = np.random.default_rng(seed)
    rgba = rng.integers(0, 256, (size[1], size[0], 4), np.uint8)
    rgba[rng.random(rgba.shape[:2]) < 0.4] = 0
    planes = ground(seed, padding)
    exact = wanted(rgba, *place, ground(seed, padding), opacity)
    stamp = stamp_of(ink_of(rgba, *place), CANVAS)
    assert stamp is not None
    lay(stamp, planes, opacity)
    for plane, right, before in zip(planes, exact, ground(seed, padding), strict=True):
        off = np.abs(plane[:, : right.shape[1]] - right)
        assert off.max() <= 0.502
        assert np.array_equal(plane[:, right.shape[1] :], before[:, right.shape[1] :])


@pytest.mark.parametrize(
    "rgb", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (1, 2, 3), (201, 120, 44)]
)
def test_letters_have_the_colour_that_media_colour_gives_them(rgb: tuple[int, int, int]) -> None:
    rgba = np.full((16, 20, 4), (*rgb, 255), np.uint8)
    planes = ground(1)
    stamp = stamp_of(ink_of(rgba, 10, 6), CANVAS)
    assert stamp is not None
    lay(stamp, planes)
    expected = [int(code + 0.5) for code in colour.code_of(rgb)]
    assert set(planes.luma[6:22, 10:30].ravel()) == {expected[0]}
    for plane, code in ((planes.cb, expected[1]), (planes.cr, expected[2])):
        assert set(plane[3:11, 6:15].ravel()) == {code}
    assert (planes.luma[:6] == ground(1).luma[:6]).all() and (planes.cb[:, :4] == ground(1).cb[:, :4]).all()


@given(left=st.integers(-30, 50), top=st.integers(-30, 40))
def test_what_reaches_beyond_the_canvas_is_cut(left: int, top: int) -> None:
    """As if the same ink had been cut at the border beforehand; nothing else is touched."""
    rgba = np.random.default_rng(3).integers(1, 256, (14, 18, 4), np.uint8)
    planes, before = ground(2), ground(2)
    stamp = stamp_of(ink_of(rgba, left, top), CANVAS)
    if stamp is not None:
        lay(stamp, planes)
    changed = np.argwhere(planes.luma != before.luma)
    inside = [(y, x) for y, x in changed if top <= y < top + 14 and left <= x < left + 18]
    assert len(inside) == len(changed)
    overlaps = -18 < left < CANVAS[0] and -14 < top < CANVAS[1]
    assert bool(len(changed)) <= overlaps
    if overlaps:
        row, column = max(top, 0), max(left, 0)
        alpha = rgba[row - top, column - left, 3] / 255
        code = codes_of(rgba[row - top, column - left, :3].astype(np.float64))[0]
        exact = before.luma[row, column] * (1 - alpha) + code * alpha
        assert abs(planes.luma[row, column] - exact) <= 0.502


def test_ink_off_the_canvas_is_nothing() -> None:
    ink = ink_of(np.full((4, 4, 4), 255, np.uint8), 100, 5)
    assert stamp_of(ink, CANVAS) is None
    assert stamp_of(Ink(0, 0, np.zeros((0, 0, 4), np.float32)), CANVAS) is None


@given(share=st.floats(0, 1), seed=st.integers(0, 50))
def test_a_tint_is_right_on_average(share: float, seed: int) -> None:
    canvas = (128, 64)
    planes = empty_planes(canvas)
    for plane, code in zip(planes, (200, 90, 160), strict=True):
        plane[:] = code
    noise = dither(128, 0), dither(64, 1), dither(64, 2)
    tint(planes, (16.0, 128.0, 128.0), np.full(64, share, np.float32), np.ones(128, np.float32), noise)
    for plane, under, over in zip(planes, (200, 90, 160), (16, 128, 128), strict=True):
        exact = under + np.float32(share) * (over - under)
        assert abs(plane.mean() - exact) < 0.02 + 0.5 * (plane.size < 4096)
        assert plane.min() >= np.floor(exact - 1e-3) and plane.max() <= np.ceil(exact + 1e-3)


def test_a_tint_keeps_to_its_rows() -> None:
    planes, before = ground(5), ground(5)
    rows = np.zeros(CANVAS[1], np.float32)
    rows[10:14] = 1
    noise = dither(40, 0), dither(20, 1), dither(20, 2)
    tint(planes, (16.0, 128.0, 128.0), rows, np.ones(CANVAS[0], np.float32), noise)
    assert (planes.luma[10:14] == 16).all() and (planes.cb[5:7] == 128).all()
    for plane, old, edge in zip(planes, before, (10, 5, 5), strict=True):
        assert np.array_equal(plane[:edge], old[:edge])
        assert np.array_equal(plane[edge + edge * 2 // 5 :], old[edge + edge * 2 // 5 :])


def test_a_tint_keeps_to_its_columns() -> None:
    planes, before = ground(6), ground(6)
    columns = np.zeros(CANVAS[0], np.float32)
    columns[12:20] = 1
    noise = dither(40, 0), dither(20, 1), dither(20, 2)
    tint(planes, (16.0, 128.0, 128.0), np.ones(CANVAS[1], np.float32), columns, noise)
    assert (planes.luma[:, 12:20] == 16).all() and (planes.cr[:, 6:10] == 128).all()
    for plane, old, edge in zip(planes, before, (12, 6, 6), strict=True):
        assert np.array_equal(plane[:, :edge], old[:, :edge])
