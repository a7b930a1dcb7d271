"""The end card: inside the length, last, never counted, with the words it was given and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidEdit
from photoplay.timeline import checks, edits
from photoplay.timeline.clips import is_end_card, photo
from photoplay.timeline.codec import from_draft, to_draft
from photoplay.timeline.endcard import add_end_card, write_on_card
from photoplay.timeline.find import end_cards, main_clips, photos, titles
from photoplay.timeline.generated import Card, generated_by
from photoplay.timeline.model import Timeline, Transition
from photoplay.timeline.styling import set_all_transitions
from photoplay.timeline.summary import summary

CARD = Card("#101418", "#000000", "img_logo")


def of(count: int, length_ms: int = 3000) -> Timeline:
    return edits.append(Timeline(), [photo(f"a{n}", f"{n}.jpg", length_ms) for n in range(count)])


def test_it_is_inside_the_length_and_last() -> None:
    timeline = add_end_card(of(10), CARD)
    clips = main_clips(timeline)
    assert timeline.duration_ms == 30_000 and is_end_card(clips[-1])
    assert clips[-1].duration_ms == 3000 and len(photos(timeline)) == 10
    assert generated_by(clips[-1].source) == CARD
    assert titles(timeline) == ()
    assert "10 photos and an end card" in summary(timeline)


def test_a_short_video_has_a_shorter_one() -> None:
    timeline = add_end_card(of(3), CARD)
    assert timeline.duration_ms == 9000 and end_cards(timeline)[0].duration_ms == 2500


def test_it_takes_no_more_than_a_third() -> None:
    assert [add_end_card(of(2, length), CARD).duration_ms for length in (1000, 3000)] == [2000, 6000]
    assert end_cards(add_end_card(of(2, 1000), CARD))[0].duration_ms == 666
    assert end_cards(add_end_card(of(2, 3000), CARD))[0].duration_ms == 2000


def test_words_wait_for_a_long_transition() -> None:
    timeline = add_end_card(set_all_transitions(of(8), Transition("fade", 1400)), CARD, "Shop now")
    (card,), (words,) = end_cards(timeline), titles(timeline)
    before = main_clips(timeline)[-2]
    assert words.start_ms == card.start_ms + before.duration_ms // 4 - 100 > card.start_ms + 400


def test_words_come_after_the_transition_and_go_with_the_card() -> None:
    timeline = set_all_transitions(of(5), Transition("fade", 600))
    timeline = add_end_card(timeline, CARD, "Shop now\nexample.org")
    (card,), (words,) = end_cards(timeline), titles(timeline)
    assert card.transition_in == Transition("fade", 600), "the way of the others"
    assert words.text == "Shop now\nexample.org" and words.style["role"] == "end-card"
    assert words.start_ms == card.start_ms + 200 and words.end_ms == card.end_ms == 15_000
    shorter = edits.set_total_duration(timeline, 12_000)
    assert titles(shorter)[0].end_ms == 12_000
    assert titles(edits.remove(shorter, card.id)) == ()


def test_another_card_takes_the_place_of_the_first() -> None:
    timeline = add_end_card(add_end_card(of(5), CARD, "One"), replace(CARD, ground="#ffffff"), "Two")
    assert len(end_cards(timeline)) == 1 and [words.text for words in titles(timeline)] == ["Two"]
    assert timeline.duration_ms == 15_000


def test_it_survives_a_draft() -> None:
    timeline = add_end_card(of(2), CARD, "Ende")
    assert from_draft(to_draft(timeline)) == timeline


def test_what_cannot_be_is_told() -> None:
    with pytest.raises(InvalidEdit, match="no photos"):
        add_end_card(Timeline(), CARD)
    with pytest.raises(InvalidEdit, match="no end card"):
        write_on_card(of(2), "x")
    with pytest.raises(InvalidEdit, match="can be from"):
        add_end_card(of(1, 2000), CARD, duration_ms=2500)


@given(
    count=st.integers(2, 20),
    length_ms=st.integers(2700, 20_000),
    way_ms=st.integers(1, 5000),
    text=st.sampled_from(["", "Shop now"]),
)
def test_it_always_holds(count: int, length_ms: int, way_ms: int, text: str) -> None:
    before = set_all_transitions(of(count, length_ms), Transition("fade", way_ms))
    after = add_end_card(before, CARD, text)
    checks.check(after)
    assert after.duration_ms == before.duration_ms
    assert all(words.end_ms == after.duration_ms for words in titles(after))
