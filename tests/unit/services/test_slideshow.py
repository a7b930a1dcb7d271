"""How much of a video its end card takes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.services.slideshow import Cut, borders_ms, card_note
from photoplay.timeline.generated import Card

CUT = Cut(seconds=20, card=Card("#101418"))


def lengths(count: int, cut: Cut) -> list[int]:
    return [right - left for left, right in pairwise(borders_ms([None] * count, cut))]


@pytest.mark.parametrize(
    ("seconds", "count", "card_ms"),
    [(20, 4, 3000), (12, 4, 2500), (6, 3, 2000), (2, 3, 500), (1, 3, 233), (26, 50, 1000), (4, 2, 1333)],
)
def test_the_card_leaves_the_photos_their_time(seconds: float, count: int, card_ms: int) -> None:
    *photos, card = lengths(count, replace(CUT, seconds=seconds))
    assert card == pytest.approx(card_ms, abs=34)
    assert min(photos) >= min(480, 1000 * seconds / (count + 1) - 34)


@given(st.floats(1, 60), st.integers(1, 8))
def test_it_never_takes_more_than_a_third(seconds: float, count: int) -> None:
    *photos, card = lengths(count, replace(CUT, seconds=seconds))
    assert sum(photos) + card == round(seconds * 1000)
    assert card <= seconds * 1000 / 3 + 34
    assert min(photos) >= 466 or card <= min(photos) + 34 or card <= 1034


def test_a_length_that_was_asked_for_is_kept() -> None:
    assert lengths(2, replace(CUT, seconds=5, card_seconds=3.5))[-1] == 3500


def test_a_short_card_is_told() -> None:
    short = replace(CUT, seconds=3)
    note = card_note(borders_ms([None] * 2, short), short)
    assert note is not None and "1.0 s" in note
    assert card_note(borders_ms([None] * 2, CUT), CUT) is None
    none = replace(short, card=None)
    assert card_note(borders_ms([None] * 2, none), none) is None
