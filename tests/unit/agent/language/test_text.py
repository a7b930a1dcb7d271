"""Folding keeps every offset; quotations and languages are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.agent.language.quotes import quoted
from photoplay.agent.language.text import fold, traditional_share
from photoplay.agent.language.tokens import tokenise
from photoplay.agent.language.tongue import tongue


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_what_is_folded() -> None:
    assert fold("請把第２張刪掉，ＯＫ") == "请把第2张删掉,ok"
    assert fold("Don’t — İ") == "don't - i" or fold("Don’t — İ").startswith("don't - ")


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('say "it\'s me"', ["it's me"]),
        ("say “Hello” and «Salut»", ["Hello", "Salut"]),
        ("写「ありがとう、またね！」", ["ありがとう、またね！"]),
        ("用《晴天》和『雨』", ["晴天", "雨"]),
        ("title 'Class of 2024' and `code`", ["Class of 2024", "code"]),
        ("Lin's bakery isn't closed, it's Bob's", []),
        ("the kids' photo and the dogs' photo", []),
        ("give photo 1 \"I said: 'never again'\"", ["I said: 'never again'"]),
        ('an open " quote', []),
        ("“”", []),
    ],
)
def test_quotations(text: str, inner: list[str]) -> None:
    assert [quote.text for quote in quoted(text)] == inner


@given(st.text(alphabet="a'\"“”「」‘’ \n", max_size=80))
def test_quotations_never_overlap(text: str) -> None:
    end = 0
    for quote in quoted(text):
        assert end <= quote.start < quote.end <= len(text)
        assert quote.text and quote.text in text[quote.start : quote.end]
        end = quote.end


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("make the first photo longer", "en"),
        ("第一张慢一点", "zh"),
        ("請把第一張刪掉", "zh-TW"),
        ("第2张 zoom in 一下，BGM 换成 jazz", "zh"),
        ("can you make the bgm 安静一点 and the aspect 竖屏, thanks", "en"),
        ("做一个 20s 的 product video，给 Amazon listing 用的，卖点：Leak-proof lid、BPA free，最后放 logo 和 Shop now",
        "zh"),
        ("title “奶奶生日快乐” please", "en"),
        ("标题写“Happy birthday to you my dear friend”", "zh"),
        ("12 !!", ""),
        ("ありがとうございます", ""),
    ],
)  # fmt: skip
def test_language_of_a_message(text: str, language: str) -> None:
    assert tongue(text, tokenise(text)) == language


def test_share_of_traditional_characters() -> None:
    assert traditional_share("請問第四張") == 1.0
    assert traditional_share("请问第四张") == 0.0
    assert traditional_share("好") == 0.0
