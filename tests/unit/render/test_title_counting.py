"""Counting up keeps the way in which a number is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.render.titles.counting import counted, first_number


@pytest.mark.parametrize(
    ("text", "half", "tenth"),
    [
        ("$1,299.00", "$649.50", "$129.90"),
        ("85 %", "42 %", "8 %"),
        ("¥12800", "¥6400", "¥1280"),
        ("Only 1.299,00 € today", "Only 649,50 € today", "Only 129,90 € today"),
        ("1 299,50 kr", "649,75 kr", "129,95 kr"),
        ("10’000 CHF", "5’000 CHF", "1’000 CHF"),
        ("1,00,00,000 rupees", "50,00,000 rupees", "10,00,000 rupees"),
        ("1,2345,6789", "6172,8394", "1234,5679"),
        ("٨٥٪", "٤٢٪", "٨٪"),
        ("१,२९९", "६५०", "१३०"),
        ("007", "004", "001"),
        ("4.9 stars", "2.4 stars", "0.5 stars"),
        ("−40 °C", "−20 °C", "−4 °C"),
        ("2 for 1", "1 for 1", "0 for 1"),
        ("100% of 200", "50% of 200", "10% of 200"),
    ],
)
def test_a_number_on_its_way(text: str, half: str, tenth: str) -> None:
    assert (counted(text, 0.5), counted(text, 0.1), counted(text, 1.0)) == (half, tenth, text)


@pytest.mark.parametrize("text", ["Summer", "24.12.2025", "v1.2.3", "192.168.0.1", "9" * 30, "1٢"])
def test_what_is_no_number_stays(text: str) -> None:
    assert [counted(text, share) for share in (0.0, 0.3, 1.0)] == [text] * 3


@given(text=st.text(alphabet="0123456789.,'  ٠١٢٣$%-x", max_size=14), share=st.floats(0, 1))
def test_any_text_keeps_what_is_around_its_number(text: str, share: float) -> None:
    number = first_number(text)
    now = counted(text, share)
    if number is None:
        assert now == text
        return
    assert now.startswith(text[: number.start]) and now.endswith(text[number.end :])
    value = first_number(now)
    assert value is None or value.value <= number.value or number.parting != value.parting
    assert counted(text, 1.0) == text


@given(whole=st.integers(0, 10**9), decimals=st.integers(0, 3), parted=st.booleans())
def test_the_end_is_written_as_it_was(whole: int, decimals: int, parted: bool) -> None:
    text = f"{whole:{',' if parted else ''}}" + (f".{'5' * decimals}" if decimals else "")
    near = counted(text, 1 - 1e-15)
    assert near == text


@given(share=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_it_never_goes_back(share: tuple[float, float]) -> None:
    low, high = (int(counted("1,299,000", one).replace(",", "")) for one in sorted(share))
    assert low <= high
