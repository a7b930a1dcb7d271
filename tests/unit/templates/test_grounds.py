"""Colours taken from photos by what was found at import."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.templates.bins import TONE, logo, photo

from photoplay.media.cielab import lab_of, linear_of
from photoplay.media.record import Tone
from photoplay.render.cards import luminance
from photoplay.templates.grounds import accent_of_photos, card_on, oklab_of, rgb_of, tint_of_photos


def toned(rgb: tuple[int, int, int]) -> Tone:
    lab = lab_of(linear_of(np.array([rgb], np.float32) / np.float32(255)))[0]
    return replace(TONE, mean=(float(lab[0]), float(lab[1]), float(lab[2])))


def codes(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


@pytest.mark.parametrize(("rgb", "channel"), [((190, 110, 70), 0), ((60, 130, 70), 1), ((60, 90, 180), 2)])
def test_photos_tint_ground_and_accent(rgb: tuple[int, int, int], channel: int) -> None:
    records = [photo(1, tone=toned(rgb)), photo(2, tone=None)]
    ground = codes(card_on(None, tint_of_photos(records)).ground)
    assert ground[channel] == max(ground) > min(ground) + 8 and max(ground) < 90
    accent = accent_of_photos(records)
    assert accent is not None and codes(accent)[channel] == max(codes(accent))


def test_grey_photos_have_no_accent() -> None:
    assert accent_of_photos([photo(1, tone=toned((120, 120, 120)))]) is None
    assert accent_of_photos([photo(1, tone=None)]) is None
    assert np.abs(tint_of_photos([])).max() == 0


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_white_words_read_on_every_accent(rgb: tuple[int, int, int]) -> None:
    accent = accent_of_photos([photo(1, tone=toned(rgb))])
    if accent is not None:
        dark = float(luminance(np.array(codes(accent), np.uint8)))
        assert 1.05 / (dark + 0.05) >= 4.5


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_oklab_there_and_back(rgb: tuple[int, int, int]) -> None:
    lightness, *tint = oklab_of(np.array(rgb, np.uint8))
    assert np.abs(np.array(rgb_of(float(lightness), np.array(tint))) - rgb).max() <= 1


def test_a_logos_own_ground_is_continued() -> None:
    assert card_on(logo()).ground == "#ffffff" and card_on(logo()).ground_to is None
