"""Numbers in digits and words, with their units, in two languages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.agent.language.number_words import chinese_value
from photoplay.agent.language.tokens import tokenise


def _values(text: str) -> list[tuple[str, Any]]:
    return [
        (token.kind, token.value)
        for token in tokenise(text)
        if token.kind not in ("word", "punct", "newline")
    ]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("two and a half seconds", 2.5), ("2.5 s", 2.5), ("30-second", 30), ("90s", 90),
        ("half a second", 0.5),
        ("a minute", 60), ("one minute", 60), ("1:30", 90), ("1 minute 30 seconds", 90),
        ("twenty five seconds", 25),
        ("1min", 60), ("500 ms", 0.5), ("a second", 1), ("a minute and a half", 90), ("three secs", 3),
        ("两秒半", 2.5), ("一分半", 90), ("一分半钟", 90), ("0.5 秒", 0.5), ("半秒", 0.5), ("1分30秒", 90),
        ("二十五秒", 25),
        ("半分钟", 30), ("十秒钟", 10), ("三四秒", 3.5), ("１．５秒", 1.5), ("两分钟", 120), ("一秒", 1),
    ],
)  # fmt: skip
def test_lengths_of_time(text: str, seconds: float) -> None:
    assert _values(text) == [("duration", pytest.approx(seconds))]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("50%", "percent", 50), ("fifty percent", "percent", 50), ("百分之五十", "percent", 50),
        ("20 %", "percent", 20),
        ("9:16", "ratio", "9:16"), ("9 by 16", "ratio", "9:16"), ("9比16", "ratio", "9:16"),
        ("5 by 4", "ratio", "5:4"),
        ("2x", "factor", 2), ("twice", "factor", 2), ("两倍", "factor", 2), ("half", "factor", 0.5),
        ("一倍", "factor", 2),
        ("3rd", "ordinal", 3), ("third", "ordinal", 3), ("第三", "ordinal", 3), ("倒数第二", "ordinal", -2),
        ("second to last", "ordinal", -2), ("third from the end", "ordinal", -3), ("last", "ordinal", -1),
        ("last but one", "ordinal", -2), ("第2", "ordinal", 2), ("第十二", "ordinal", 12),
        ("at 0:05", "moment", 5), ("at 5 seconds", "moment", 5), ("第5秒", "moment", 5),
        ("$24.99", "price", "$24.99"), ("99元", "price", "99元"), ("1080p", "size", "1080p"),
        ("1920x1080", "size", (1920, 1080)),
        ("60fps", "fps", 60), ("60帧", "fps", 60), ("120 bpm", "bpm", 120), ("8 mb", "bytes", 8_000_000),
        ("-3 db", "db", -3),
        ("90 degrees", "degrees", 90), ("90度", "degrees", 90), ("14 June 2025", "date", "14 June 2025"),
        ("2025.05.20", "date", "2025.05.20"), ("5月20日", "date", "5月20日"),
        ("June 14th, 2025", "date", "June 14th, 2025"),
        ("1,250,000", "number", 1_250_000), ("两百三十", "number", 230),
    ],
)  # fmt: skip
def test_what_is_counted(text: str, kind: str, value: object) -> None:
    assert _values(text) == [(kind, value)]


def test_second_is_an_order_or_a_time() -> None:
    assert _values("the second photo") == [("ordinal", 2)]
    assert _values("a second photo") == [("ordinal", 2)]
    assert _values("2 second photo") == [("duration", 2)]
    assert _values("a second longer") == [("duration", 1)]
    assert _values("first to the end") == [("ordinal", 1)]


def test_one_is_seldom_a_number() -> None:
    assert _values("the red one") == []
    assert _values("one second") == [("duration", 1)]


@given(st.integers(0, 9_999))
def test_chinese_numbers_come_back(number: int) -> None:
    digits = "零一二三四五六七八九"
    said, rest, gap = "", number, False
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, scale)
        if digit:
            said += ("零" if gap and said else "") + digits[digit] + sign
        gap = not digit
    assert chinese_value(said or "零") == number


@given(st.integers(1, 10**15 - 1), st.sampled_from(["s", " seconds", "秒", "%", " mb", "x"]))
def test_any_number_with_any_unit_is_one_token(number: int, unit: str) -> None:
    found = _values(f"{number}{unit}")
    assert len(found) == 1


@given(st.text(alphabet="0123456789.,:/-第张秒分半个 x%", max_size=60))
def test_no_heap_of_digits_fails(text: str) -> None:
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
