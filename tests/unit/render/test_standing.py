"""Pictures that stand: on whole samples, and copied to the same planes that sampling would give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photoplay.render import blend, geometry
from photoplay.render.geometry import Placement
from photoplay.render.moves import Stand
from photoplay.render.standing import lay, settled

CANVAS = (32, 18)


@given(
    scale=st.sampled_from([1.0, 1.0, 1.0, 0.5, 1.3]), x=st.floats(-20, 20), y=st.floats(-20, 20),
    whole=st.booleans(), inset=st.booleans(), size=st.sampled_from([(32, 18), (20, 18), (64, 40), (4, 4)]),
    seed=st.integers(0, 9),
)  # fmt: skip
def test_laying_is_drawing(
    scale: float, x: float, y: float, whole: bool, inset: bool, size: tuple[int, int], seed: int
) -> None:
    random = np.random.default_rng(seed)
    source = random.integers(16, 236, (size[1], size[0]), np.uint8)
    base = random.integers(16, 236, (CANVAS[1], CANVAS[0]), np.uint8) if inset else None
    place = Placement(scale, float(round(x)) if whole else x, scale, float(round(y)) if whole else y)
    layer = geometry.layer(source, place, CANVAS, base)
    drawn, laid = np.full((18, 40), 7, np.uint8), np.full((18, 40), 7, np.uint8)
    blend.draw(layer, drawn)
    lay(layer, laid)
    assert (laid == drawn).all()


@given(
    width=st.integers(10, 400), height=st.integers(10, 400), x=st.floats(0, 1), y=st.floats(0, 1),
    fit=st.sampled_from(["cover", "contain"]),
)  # fmt: skip
def test_a_copy_as_large_as_it_is_seen_lies_on_whole_samples(
    width: int, height: int, x: float, y: float, fit: str
) -> None:
    scale = geometry.rest_scale((width, height), CANVAS, fit)
    copy = max(2, 2 * round(width * scale / 2)), max(2, 2 * round(height * scale / 2))
    stand = geometry.clamped(Stand(x, y), (width, height), CANVAS, fit)
    place = geometry.placement(stand, (width, height), copy, CANVAS, fit)
    found = settled(place, CANVAS)
    if found != place:
        assert (found.scale_x, found.scale_y) == (1, 1)
        assert found.offset_x % 2 == found.offset_y % 2 == 0
    for at in (0, CANVAS[0] // 2, CANVAS[0] - 1):  # and hardly moved
        assert abs((found.scale_x * at + found.offset_x) - (place.scale_x * at + place.offset_x)) <= 3
    for at in (0, CANVAS[1] - 1):
        assert abs((found.scale_y * at + found.offset_y) - (place.scale_y * at + place.offset_y)) <= 3


def test_what_is_sampled_at_another_scale_stays() -> None:
    place = Placement(1.15, 3.3, 1.15, 2.1)
    assert settled(place, CANVAS) == place
