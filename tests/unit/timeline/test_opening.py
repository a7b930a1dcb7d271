"""Title and subtitle: long enough to be read, over the first shot where that is enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidEdit
from photoplay.timeline import checks, edits
from photoplay.timeline.clips import photo
from photoplay.timeline.endcard import add_end_card
from photoplay.timeline.find import titles
from photoplay.timeline.generated import Card
from photoplay.timeline.model import Timeline, Transition
from photoplay.timeline.opening import add_opening, reading_ms
from photoplay.timeline.styling import set_all_transitions


def of(count: int, length_ms: int = 3000) -> Timeline:
    timeline = edits.append(Timeline(), [photo(f"a{n}", f"{n}.jpg", length_ms) for n in range(count)])
    return set_all_transitions(timeline, Transition("fade", 600)) if count > 1 else timeline


def test_a_title_stays_with_its_shot() -> None:
    (title,) = titles(add_opening(of(10), "Urban Dreams"))
    assert (title.start_ms, title.end_ms) == (400, 2700), "until the transition begins"
    assert title.text == "Urban Dreams" and title.style == {"role": "title"}


def test_a_long_shot_does_not_keep_it() -> None:
    (title,) = titles(add_opening(of(2, 20_000), "Sea"))
    assert title.duration_ms == 4500


def test_a_long_title_goes_on_until_it_has_been_read_and_goes_with_a_shot() -> None:
    words = " ".join(["word"] * 20)
    (title,) = titles(add_opening(of(10, 1500), words))
    assert title.end_ms == 4 * 1500 - 300 and 0.75 * reading_ms(words) <= title.duration_ms <= 7000
    (title,) = titles(add_opening(of(4, 2900), "A title of just six words"))
    assert title.end_ms == 2900 - 300, "not a fifth of a second into the next shot"
    (title,) = titles(add_opening(of(2, 20_000), words))
    assert title.duration_ms == 7000


def test_a_subtitle_comes_a_little_later_and_goes_with_the_title() -> None:
    title, subtitle = titles(add_opening(of(10), "Sea", "A week in May"))
    assert (title.start_ms, subtitle.start_ms) == (400, 700) and title.end_ms == subtitle.end_ms
    assert subtitle.style == {"role": "subtitle"}


def test_a_subtitle_alone() -> None:
    (subtitle,) = titles(add_opening(of(3), subtitle="A week in May"))
    assert subtitle.start_ms == 400 and subtitle.style["role"] == "subtitle"


def test_words_do_not_lie_over_the_end_card() -> None:
    timeline = add_end_card(of(2, 2000), Card("#000000"))
    (title,) = titles(add_opening(timeline, "A title of rather many words, more than are read in time"))
    assert title.end_ms == 4000 - 1333


@pytest.mark.parametrize(
    ("text", "ms"), [("", 1000), ("One", 1300), ("one two  three", 1900), ("你好", 1400), ("Hi 你好", 1700)]
)
def test_reading_times(text: str, ms: int) -> None:
    assert reading_ms(text) == ms


def test_there_must_be_photos() -> None:
    with pytest.raises(InvalidEdit, match="no photos"):
        add_opening(Timeline(), "x")


@given(
    count=st.integers(1, 6), length_ms=st.integers(100, 9000), title=st.text(max_size=80), both=st.booleans()
)
def test_it_always_holds(count: int, length_ms: int, title: str, both: bool) -> None:
    title = title if title.strip() and title.isprintable() else "x"
    timeline = add_opening(of(count, length_ms), title, "y z" if both else "")
    checks.check(timeline)
    assert timeline.duration_ms == count * length_ms
