"""The compiled loops against slow arithmetic in double precision."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.render import blend
from photoplay.render.blend import dither
from photoplay.render.geometry import Layer, Placement, layer

U8 = NDArray[np.uint8]
F64 = NDArray[np.float64]


def sampled(one: Layer) -> F64:
    """A layer on the canvas, unrounded, the obvious way."""
    source = one.source.astype(np.float64)
    rows, columns = one.rows.astype(int), one.columns.astype(int)
    below, right = np.minimum(rows + 1, source.shape[0] - 1), np.minimum(columns + 1, source.shape[1] - 1)
    v, u = one.row_weights.astype(np.float64)[:, None], one.column_weights.astype(np.float64)[None, :]
    upper = source[rows][:, columns] * (1 - u) + source[rows][:, right] * u
    lower = source[below][:, columns] * (1 - u) + source[below][:, right] * u
    value = upper * (1 - v) + lower * v
    if one.cover_columns.size:
        cover = one.cover_rows.astype(np.float64)[:, None] * one.cover_columns.astype(np.float64)[None, :]
        value = one.base + (value - one.base) * cover
    return np.asarray(value)


places = st.builds(
    Placement, st.floats(0.2, 2.5), st.floats(-30, 60), st.floats(0.2, 2.5), st.floats(-30, 60)
)
canvas_sizes = st.tuples(st.integers(1, 70), st.integers(1, 70))
source_sizes = st.tuples(st.integers(2, 90), st.integers(2, 90))
shares = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1))


def a_layer(
    seed: int, size: tuple[int, int], place: Placement, canvas: tuple[int, int], inset: bool
) -> Layer:
    rng = np.random.default_rng(seed)
    source = rng.integers(16, 241, (size[1], size[0]), np.uint8)
    base = rng.integers(16, 241, (canvas[1], canvas[0]), np.uint8) if inset else None
    return layer(source, place, canvas, base)


def padded(canvas: tuple[int, int]) -> U8:
    """A plane with 13 columns more than the canvas, as encoders have."""
    return np.full((canvas[1], canvas[0] + 13), 77, np.uint8)


def compare(out: U8, wanted: F64) -> None:
    """Every sample within one code; only a value at a border between two codes may be off."""
    assert (out[:, wanted.shape[1] :] == 77).all()
    got = out[:, : wanted.shape[1]].astype(np.float64)
    exact = np.floor(wanted)
    assert np.abs(got - exact).max() <= 1
    off = got != exact
    assert np.abs(wanted - np.rint(wanted))[off].max(initial=0) < 2e-3


@given(place=places, size=source_sizes, canvas=canvas_sizes, inset=st.booleans(), seed=st.integers(0, 99))
def test_draw(
    place: Placement, size: tuple[int, int], canvas: tuple[int, int], inset: bool, seed: int
) -> None:
    one = a_layer(seed, size, place, canvas, inset)
    out = padded(canvas)
    blend.draw(one, out)
    compare(out, sampled(one) + 0.5)


@given(
    one_place=places, other_place=places, one_size=source_sizes, other_size=source_sizes, canvas=canvas_sizes,
    inset=st.tuples(st.booleans(), st.booleans()), share_a=shares, share_b=shares, seed=st.integers(0, 99),
)  # fmt: skip
def test_mix(
    one_place: Placement, other_place: Placement, one_size: tuple[int, int], other_size: tuple[int, int],
    canvas: tuple[int, int], inset: tuple[bool, bool], share_a: float, share_b: float, seed: int,
) -> None:  # fmt: skip
    a = a_layer(seed, one_size, one_place, canvas, inset[0])
    b = a_layer(seed + 1, other_size, other_place, canvas, inset[1])
    weight_a, weight_b = np.float32(share_a), np.float32(share_b * (1 - share_a))
    add = np.float32((1 - weight_a - weight_b) * 128)
    noise, out = dither(canvas[0], 0), padded(canvas)
    blend.mix(a, b, weight_a, weight_b, add, noise, out)
    rows = noise[np.arange(canvas[1]) & 63].astype(np.float64)
    wanted = sampled(a) * float(weight_a) + sampled(b) * float(weight_b) + float(add)
    compare(out, wanted + rows)


@given(
    one_place=places, other_place=places, one_size=source_sizes, other_size=source_sizes, canvas=canvas_sizes,
    inset=st.tuples(st.booleans(), st.booleans()), gain=st.floats(-300, 300), bias=st.floats(-3, 3),
    seed=st.integers(0, 99),
)  # fmt: skip
def test_reveal(
    one_place: Placement, other_place: Placement, one_size: tuple[int, int], other_size: tuple[int, int],
    canvas: tuple[int, int], inset: tuple[bool, bool], gain: float, bias: float, seed: int,
) -> None:  # fmt: skip
    a = a_layer(seed, one_size, one_place, canvas, inset[0])
    b = a_layer(seed + 1, other_size, other_place, canvas, inset[1])
    field = np.random.default_rng(seed).integers(0, 65536, (canvas[1], canvas[0]), np.uint16)
    noise, out = dither(canvas[0], 1), padded(canvas)
    steep, start = np.float32(gain / 65535), np.float32(bias)
    blend.reveal(a, b, field, edge(steep, start), noise, out)
    share = np.clip((field.astype(np.float32) * steep + start).astype(np.float64), 0, 1)
    wanted = sampled(a) + (sampled(b) - sampled(a)) * share + noise[np.arange(canvas[1]) & 63]
    got = out[:, : canvas[0]].astype(np.float64)
    # The share itself is only known to single precision where the gain is large.
    assert np.abs(got - np.floor(wanted)).max() <= 1
    assert (got != np.floor(wanted)).mean() < 0.02
    assert (out[:, canvas[0] :] == 77).all()


def edge(gain: float, bias: float, **more: float) -> blend.Edge:
    """A hard edge without shadows between two pictures."""
    plain = {
        "soft": 0,
        "weight_a": 1,
        "weight_b": 1,
        "fill": 16,
        "dark": 16,
        "shade_a": 0,
        "shade_b": 0,
        "fall": 1,
    }
    return blend.Edge(
        np.float32(gain), np.float32(bias), **{k: np.float32(v) for k, v in (plain | more).items()}
    )


@given(
    gain=st.floats(-40, 40), bias=st.floats(-20, 20), soft=st.sampled_from([0, 1]),
    weights=st.tuples(st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 1.0])),
    shades=st.tuples(st.floats(0, 0.6), st.floats(0, 0.6)), fall=st.floats(0.05, 3), seed=st.integers(0, 99),
)  # fmt: skip
def test_a_reveal_with_eased_edges_missing_pictures_and_shadows(
    gain: float, bias: float, soft: int, weights: tuple[float, float], shades: tuple[float, float], fall: float,
    seed: int,
) -> None:  # fmt: skip
    a, b, out = whole(seed, (200, 9)), whole(seed + 1, (200, 9)), padded((200, 9))
    field = np.random.default_rng(seed).integers(0, 65536, (9, 200), np.uint16)
    told = edge(
        gain / 65535, bias, soft=soft, weight_a=weights[0], weight_b=weights[1], fill=40, shade_a=shades[0],
        shade_b=shades[1], fall=fall,
    )  # fmt: skip
    noise = dither(200, 0)
    blend.reveal(a, b, field, told, noise, out)
    reached = field * float(told.gain) + float(told.bias)
    share = np.clip(reached, 0, 1)
    share = share * share * (3 - 2 * share) if soft else share
    one, other = (40 + (sampled(layer) - 40) * weight for layer, weight in ((a, weights[0]), (b, weights[1])))
    one += (16 - one) * shades[0] * np.maximum(0, 1 + np.minimum(reached, 0) * fall) ** 2
    other += (16 - other) * shades[1] * np.maximum(0, 1 - np.maximum(reached - 1, 0) * fall) ** 2
    wanted = np.floor(one + (other - one) * share + noise[:9])
    got = out[:, :200].astype(np.float64)
    assert np.abs(got - wanted).max() <= 1 and (got != wanted).mean() < 0.02


def test_layers_are_sampled_only_where_they_are_seen() -> None:
    """Blocks of columns in which a layer is not seen may hold anything."""
    a, b, out = whole(1, (300, 5)), whole(2, (300, 5)), padded((300, 5))
    field = np.tile(np.linspace(0, 65535, 300).astype(np.uint16), (5, 1))
    for bias in (-200.0, -150.0, -30.0, 0.0):
        blend.reveal(a, b, field, edge(300 / 65535, bias), dither(300, 0), out)
        share = np.clip(field * (300 / 65535) + bias, 0, 1)
        wanted = sampled(a) + (sampled(b) - sampled(a)) * share
        assert np.abs(out[:, :300] - wanted).max() < 1.01


def whole(seed: int, canvas: tuple[int, int] = (61, 47)) -> Layer:
    return a_layer(seed, (canvas[0] + 5, canvas[1] + 3), Placement(1, 2, 1, 1), canvas, False)


def test_a_picture_that_needs_no_sampling_is_copied_exactly() -> None:
    one, out = whole(1), padded((61, 47))
    blend.draw(one, out)
    assert np.array_equal(out[:, :61], one.source[1:48, 2:63])


@pytest.mark.parametrize(("weight_a", "weight_b"), [(1.0, 0.0), (0.0, 1.0)])
def test_at_full_weight_a_mix_is_exact_in_spite_of_dither(weight_a: float, weight_b: float) -> None:
    a, b, out = whole(1), whole(2), padded((61, 47))
    blend.mix(a, b, np.float32(weight_a), np.float32(weight_b), np.float32(0), dither(61, 0), out)
    assert np.array_equal(out[:, :61], (a if weight_a else b).source[1:48, 2:63])


@pytest.mark.parametrize("bias", [0.0, 1.0, -5.0, 7.0])
def test_at_the_ends_a_reveal_is_exact_in_spite_of_dither(bias: float) -> None:
    a, b, out = whole(1), whole(2), padded((61, 47))
    blend.reveal(a, b, np.zeros((47, 61), np.uint16), edge(1, bias), dither(61, 0), out)
    assert np.array_equal(out[:, :61], (b if bias > 0 else a).source[1:48, 2:63])


def test_without_pictures_the_colour_is_exact() -> None:
    out = padded((61, 47))
    blend.mix(whole(1), whole(2), np.float32(0), np.float32(0), np.float32(235), dither(61, 0), out)
    assert (out[:, :61] == 235).all()


def test_dither_keeps_the_mean() -> None:
    flat = layer(np.full((66, 66), 100, np.uint8), Placement(1, 0, 1, 0), (64, 64), None)
    for add in (0.1, 0.25, 0.5, 0.9):
        out = np.empty((64, 64), np.uint8)
        blend.mix(flat, flat, np.float32(1), np.float32(0), np.float32(add), dither(64, 0), out)
        assert out.mean() == pytest.approx(100 + add, abs=2e-3)


@pytest.mark.parametrize("index", [0, 1, 2])
@pytest.mark.parametrize("width", [1, 63, 64, 65, 200])
def test_dither_holds_every_threshold_once(index: int, width: int) -> None:
    noise = dither(width, index)
    assert noise.shape == (64, width) and noise.dtype == np.float32
    assert noise.min() >= 0 and noise.max() < 1
    if width >= 64:
        assert len(np.unique(noise[:, :64])) == 4096
        assert np.array_equal(noise[:, 64:128][:, : width - 64], noise[:, : max(0, min(64, width - 64))])


def test_extreme_codes_survive() -> None:
    for code in (0, 255):
        one = layer(np.full((9, 9), code, np.uint8), Placement(0.9, 0.3, 0.9, 0.3), (8, 8), None)
        out = np.full((8, 8), 99, np.uint8)
        blend.draw(one, out)
        assert (out == code).all()
        blend.mix(one, one, np.float32(0.3), np.float32(0.7), np.float32(0), dither(8, 0), out)
        assert np.abs(out.astype(int) - code).max() <= 1
