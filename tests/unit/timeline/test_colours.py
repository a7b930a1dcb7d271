from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.timeline import colours
from photoplay.timeline.colours import colour_of


@pytest.mark.parametrize(
    ("words", "color"),
    [
        ("white", "#ffffff"),
        ("  Black ", "#000000"),
        ("#ff8800", "#ff8800"),
        ("#FC0", "#ffcc00"),
        ("a1b2c3", "#a1b2c3"),
        ("rgb(255, 0, 16)", "#ff0010"),
        ("白色", "#ffffff"),
        ("玫瑰金", "#b76e79"),
    ],
)
def test_known_words(words: str, color: str) -> None:
    assert colour_of(words) == color


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("grey", "gray"),
        ("rose gold", "Rose-Gold"),
        ("天蓝色", "sky blue"),
        ("红", "red"),
        ("紅色", "红色"),
        ("深蓝", "dark blue"),
        ("浅绿色", "light green"),
        ("gold colour", "金色"),
    ],
)
def test_words_for_the_same_colour(one: str, other: str) -> None:
    assert colour_of(one) == colour_of(other) is not None


@pytest.mark.parametrize(
    "words", ["", "#12345", "fade", "decade", "海绵", "dark", "transparent", "rgb(256,0,0)", "深"]
)
def test_what_is_no_colour(words: str) -> None:
    assert colour_of(words) is None


@pytest.mark.parametrize("base", ["red", "green", "blue", "蓝"])
def test_shades_are_lighter_and_darker(base: str) -> None:
    def light(words: str) -> int:
        told = colour_of(words)
        assert told is not None
        return sum(int(told[start : start + 2], 16) for start in (1, 3, 5))

    pale, deep = ("浅", "深") if base == "蓝" else ("light ", "dark ")
    assert light(deep + base) < light(base) < light(pale + base)


def test_every_chinese_name_is_that_of_an_english_one() -> None:
    assert set(colours._CHINESE.values()) <= set(colours._ENGLISH)


@given(st.integers(0, 0xFFFFFF))
def test_hexadecimal_stays_what_it_is(value: int) -> None:
    assert colour_of(f"#{value:06X}") == f"#{value:06x}"


@given(st.text(max_size=12))
def test_any_words_give_a_colour_or_none(words: str) -> None:
    found = colour_of(words)
    assert found is None or (len(found) == 7 and found == found.casefold())
