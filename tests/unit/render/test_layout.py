from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidOption
from photoplay.render import layout
from photoplay.render.layout import (
    alignment_of,
    estimated_box,
    place,
    position_of,
    reads_from_right,
    role_style,
    safe_zone,
    stacked,
    width_for,
)
from photoplay.timeline.lettering import ANIMATIONS_IN, ANIMATIONS_OUT, Lettering
from photoplay.timeline.model import TEXT_POSITIONS, TEXT_ROLES

CANVASES = [(1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350), (640, 360), (2560, 1080)]
canvases = st.tuples(st.integers(128, 4096), st.integers(128, 4096)).filter(
    lambda one: 0.4 < one[0] / one[1] < 2.6
)
positions = st.one_of(st.sampled_from(TEXT_POSITIONS), st.tuples(st.floats(0, 1), st.floats(0, 1)))


def test_the_zone_of_a_tall_picture_is_clear_of_buttons() -> None:
    assert safe_zone((1080, 1920)) == (65, 270, 900, 1248)
    assert safe_zone((540, 960)) == (32.5, 135, 450, 624)


@pytest.mark.parametrize("canvas", [(1920, 1080), (1080, 1080), (1080, 1350)])
def test_others_keep_five_percent_free(canvas: tuple[int, int]) -> None:
    zone = safe_zone(canvas)
    assert zone.x0 == pytest.approx(0.05 * canvas[0]) and zone.x1 == pytest.approx(0.95 * canvas[0])
    assert zone.y0 == pytest.approx(0.05 * canvas[1]) and zone.y1 == pytest.approx(0.95 * canvas[1])


@given(canvases, positions, st.floats(0.01, 1), st.floats(0.01, 1))
def test_what_fits_is_placed_inside_the_zone(
    canvas: tuple[int, int], position: str | tuple[float, float], wide: float, high: float
) -> None:
    zone = safe_zone(canvas)
    size = (wide * width_for(position, canvas), high * zone.height)
    x, y = place(size, position, canvas)
    assert zone.x0 - 1e-6 <= x and x + size[0] <= zone.x1 + 1e-6
    assert zone.y0 - 1e-6 <= y and y + size[1] <= zone.y1 + 1e-6


def test_centred_text_stands_in_the_middle_of_the_picture_not_of_the_zone() -> None:
    x, _ = place((400, 100), "top", (1080, 1920))
    assert x + 200 == 540


def test_a_free_position_is_the_middle_of_the_words() -> None:
    x, y = place((200, 100), (0.5, 0.25), (1920, 1080))
    assert (x + 100, y + 50) == (960, 270)


def test_nine_positions_are_nine_places() -> None:
    corners = {place((200, 100), position, (1920, 1080)) for position in TEXT_POSITIONS}
    assert len(corners) == 9
    assert {x for x, _ in corners} == {96.0, 860.0, 1624.0} and len({y for _, y in corners}) == 3


@pytest.mark.parametrize(("role", "canvas"), list(itertools.product(TEXT_ROLES, CANVASES)))
def test_every_role_has_a_style_on_every_canvas(role: str, canvas: tuple[int, int]) -> None:
    style = role_style(role, canvas)
    assert 0.02 < style.size < 0.1
    assert style.position in TEXT_POSITIONS and set(style.other_positions) <= set(TEXT_POSITIONS)
    assert style.position not in style.other_positions
    assert style.way_in.type in ANIMATIONS_IN and style.way_out.type in ANIMATIONS_OUT
    assert (style.way_out.duration_ms or 0) < (style.way_in.duration_ms or 0) <= 400


def test_sizes_are_those_of_good_taste() -> None:
    wide, tall = (1920, 1080), (1080, 1920)
    assert 0.07 <= role_style("title", wide).size <= 0.09
    assert 0.05 <= role_style("title", tall).size <= 0.06
    assert 0.04 <= role_style("lower-third", wide).size <= 0.05
    assert all(role_style("caption", canvas).size >= 0.036 for canvas in CANVASES)
    for canvas in CANVASES:
        assert role_style("subtitle", canvas).size < role_style("title", canvas).size


def test_an_unknown_role_is_refused_in_words() -> None:
    with pytest.raises(InvalidOption, match="no role"):
        role_style("headline", (1920, 1080))


def test_what_is_read_from_the_right_begins_there() -> None:
    lettering, canvas = Lettering(role="lower-third"), (1920, 1080)
    assert position_of(lettering, canvas) == "bottom-left"
    assert position_of(lettering, canvas, right_to_left=True) == "bottom-right"
    assert alignment_of(lettering, canvas) == "left"
    assert alignment_of(lettering, canvas, right_to_left=True) == "right"
    assert alignment_of(Lettering(role="lower-third", align="center"), canvas) == "center"
    assert position_of(Lettering(role="lower-third", position="top"), canvas, right_to_left=True) == "top"


@pytest.mark.parametrize(
    ("position", "align"),
    [("top-left", "left"), ("right", "right"), ("center", "center"), ((0.2, 0.2), "center")],
)
def test_lines_lean_on_the_nearest_edge(position: str | tuple[float, float], align: str) -> None:
    assert alignment_of(Lettering(position=position), (1920, 1080)) == align


@pytest.mark.parametrize(
    ("line", "from_right"),
    [
        ("שלום", True),
        ("1. مرحبا", True),
        ("Hello שלום", False),
        ("123", False),
        ("🇩🇪 שלום", True),
        ("🎂", False),
    ],
)
def test_the_first_letter_decides_where_reading_begins(line: str, from_right: bool) -> None:
    assert reads_from_right(line) is from_right


@given(
    canvases,
    st.sampled_from(TEXT_POSITIONS),
    st.lists(st.tuples(st.floats(10, 60), st.floats(5, 20)), min_size=2, max_size=3),
)
def test_stacked_texts_do_not_touch(
    canvas: tuple[int, int], position: str, sizes: list[tuple[float, float]]
) -> None:
    corners = stacked(sizes, position, canvas)
    for (_, y), (_, height), (_, below) in zip(corners, sizes, corners[1:], strict=False):
        assert below >= y + height + 0.02 * canvas[1]


def test_nothing_stacked_is_nothing() -> None:
    assert stacked([], "center", (1920, 1080)) == []


@given(st.text(max_size=400), st.sampled_from(TEXT_ROLES), st.sampled_from(CANVASES))
def test_an_estimate_stands_on_the_canvas(text: str, role: str, canvas: tuple[int, int]) -> None:
    box = estimated_box(text, Lettering(role=role), canvas)
    assert box.x0 >= 0 and box.x1 <= canvas[0] and box.width >= 0 and box.height > 0


def test_layout_needs_no_typesetting() -> None:
    source = layout.__file__
    assert source is not None
    with open(source, encoding="utf-8") as file:
        told = file.read()
    assert "import typst" not in told and "numpy" not in told and "fontTools" not in told
