"""Margins and colours of logos, and the buttons under them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from photoplay.media.probe import probe
from photoplay.media.record import MediaRecord
from photoplay.render.cards import luminance
from photoplay.render.logos import ALL, Rgb, accent_of, button_colours, content_of
from photoplay.render.plan import make_plan
from photoplay.render.titles.buttons import Button, is_call, parted
from photoplay.render.titles.typeset import TitleSpec, typeset
from photoplay.timeline.generated import Card, source_of
from photoplay.timeline.lettering import Lettering, Plate
from photoplay.timeline.model import Canvas, TextClip, Timeline, Track, TrackKind, VideoClip

U8 = NDArray[np.uint8]
GREEN = (20, 120, 90)
colours = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.fixture
def saved_logo(tmp_path: Path) -> Callable[[U8], MediaRecord]:
    def make(pixels: U8) -> MediaRecord:
        path = tmp_path / f"{pixels.shape}{pixels.tobytes()[:8].hex()}.png"
        Image.fromarray(pixels).save(path)
        return probe(path)

    return make


def with_margin(see_through: bool, ground: Rgb = (255, 255, 255), factor: int = 1) -> U8:
    """Green in columns 50 to 150 and rows 10 to 60 of 200 × 100, times ``factor``."""
    pixels = np.zeros((100 * factor, 200 * factor, 4), np.uint8)
    pixels[..., :3], pixels[..., 3] = ground, 0 if see_through else 255
    pixels[10 * factor : 60 * factor, 50 * factor : 150 * factor] = (*GREEN, 255)
    return pixels if see_through else np.ascontiguousarray(pixels[..., :3])


@pytest.mark.parametrize("see_through", [True, False])
@pytest.mark.parametrize("factor", [1, 9])
def test_margins_are_left_out(
    see_through: bool, factor: int, saved_logo: Callable[[U8], MediaRecord]
) -> None:
    record = saved_logo(with_margin(see_through, factor=factor))
    part = content_of(record, (255, 255, 255))
    assert part == pytest.approx((0.25, 0.1, 0.75, 0.6), abs=0.006)
    assert part[0] <= 0.25 and part[1] <= 0.1 and part[2] >= 0.75 and part[3] >= 0.6, "nothing is cut off"
    assert accent_of(record) == GREEN


def test_a_margin_of_another_colour_than_the_ground_stays(saved_logo: Callable[[U8], MediaRecord]) -> None:
    assert content_of(saved_logo(with_margin(False)), (20, 20, 24)) == ALL


def test_an_empty_logo_and_one_that_is_gone_are_whole(saved_logo: Callable[[U8], MediaRecord]) -> None:
    record = saved_logo(np.zeros((20, 30, 4), np.uint8))
    assert content_of(record, (0, 0, 0)) == ALL and accent_of(record) is None
    gone = replace(record, path=Path("gone.png"), sha256="1" * 64)
    assert content_of(gone, (0, 0, 0)) == ALL and accent_of(gone) is None


def test_grey_has_no_accent(saved_logo: Callable[[U8], MediaRecord]) -> None:
    assert accent_of(saved_logo(np.full((30, 40, 3), 120, np.uint8))) is None


def contrast(one: Rgb, other: Rgb) -> float:
    light = luminance(np.array([one, other], np.uint8))
    return float((light.max() + 0.05) / (light.min() + 0.05))


@given(colours | st.none(), colours)
def test_a_button_is_seen_and_read(accent: Rgb | None, ground: Rgb) -> None:
    fill, words = button_colours(accent, ground)
    assert contrast(fill, ground) >= 1.9 and contrast(words, fill) >= 4.5
    if accent is not None and contrast(accent, ground) >= 1.9:
        assert all(code <= given for code, given in zip(fill, accent, strict=True))


def test_white_words_on_a_red_that_is_a_little_too_bright_make_it_darker() -> None:
    fill, words = button_colours((230, 57, 70), (255, 255, 255))
    assert words == (255, 255, 255) and fill == pytest.approx((230, 57, 70), rel=0.1)
    assert button_colours((255, 211, 77), (20, 20, 24)) == ((255, 211, 77), (21, 23, 28))


@pytest.mark.parametrize("line", ["Shop now", "Order today!", "立即购买", "Jetzt kaufen", "Book a table"])
def test_calls(line: str) -> None:
    assert is_call(line)


@pytest.mark.parametrize(
    "line",
    ["photoplay.example", "Thanks for watching", "+41 44 123 4567", "a@b", "谢谢观看", "", "word " * 8],
)
def test_no_calls(line: str) -> None:
    assert not is_call(line)


BUTTON = Button("#14785a", "#ffffff")


def test_the_call_stands_on_a_button_and_the_rest_under_it() -> None:
    spec = TitleSpec("Shop now\nphotoplay.example\nZurich", Lettering(role="end-card"), (1920, 1080))
    call, rest = parted(spec, BUTTON)
    assert (call.text, rest.text) == ("Shop now", "photoplay.example\nZurich")
    assert isinstance(call.lettering.plate, Plate) and call.lettering.plate.color == "#14785a"
    assert rest.lettering.plate is None and rest.lettering.role == "subtitle"
    assert typeset(call).plate is not None
    assert parted(spec, None) == (spec,)


@pytest.mark.parametrize(
    "told", [{"position": "top"}, {"plate": False}, {"color": "#ff0000"}, {"role": "title"}]
)
def test_a_look_that_was_chosen_is_kept(told: dict[str, object]) -> None:
    spec = TitleSpec("Shop now", replace(Lettering(role="end-card"), **told), (1920, 1080))  # type: ignore[arg-type]
    assert parted(spec, BUTTON) == (spec,)


@pytest.mark.parametrize("canvas", [(1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350)])
def test_logo_button_and_address_stand_one_under_the_other(
    canvas: tuple[int, int], saved_logo: Callable[[U8], MediaRecord]
) -> None:
    record = saved_logo(with_margin(True, factor=5))
    card = VideoClip(
        id="c1", source=source_of(Card("#ffffff", logo="logo")), name="End card", duration_ms=3000
    )
    text = TextClip(id="c2", text="Shop now\nphotoplay.example", duration_ms=3000, style={"role": "end-card"})
    tracks = (Track("v", TrackKind.VIDEO, (card,)), Track("t", TrackKind.TEXT, (text,)))
    whole = make_plan(Timeline(tracks, Canvas(*canvas, 25)), {"logo": record}).whole
    button, address = (typeset(title.spec).box for title in whole.titles)
    assert 0.4 * canvas[1] < button.y0 < button.y1 < address.y0 < address.y1
    assert whole.titles[0].way_out.frames == 0 == whole.titles[1].way_out.frames
