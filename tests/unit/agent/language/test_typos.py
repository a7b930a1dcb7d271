"""Slips are mended where only one word can be meant, and nothing else is touched."""

from __future__ import annotations

import pytest

from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.names import Names
from photoplay.agent.language.realwords import REAL_WORDS
from photoplay.agent.language.tokens import tokenise
from photoplay.agent.language.typos import corrected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("remvoe", "remove"), ("thrid", "third"), ("phtoo", "photo"), ("secnods", "second"),
        ("pictrue", "picture"),
        ("upbeet", "upbeat"), ("chnage", "change"), ("purpel", "purple"), ("delte", "delete"),
        ("tranistion", "transition"),
        ("sevnth", "seventh"), ("backgroud", "background"),
    ],
)  # fmt: skip
def test_slips_are_mended(typed: str, meant: str) -> None:
    token = tokenise(typed)[0]
    assert token.slip and meant in (token.plain, *lexicon().forms(token.plain))


@pytest.mark.parametrize(
    "word", ["something", "promised", "lake", "print", "token", "house", "garden", "thought"]
)
def test_real_words_stay(word: str) -> None:
    assert not tokenise(f"the {word}")[-1].slip


def test_a_slip_never_turns_one_command_into_another() -> None:
    known = lexicon()
    for word in sorted(known.vocabulary):
        if word.isascii() and word.isalpha():
            assert not tokenise(word)[0].slip


def test_real_words_are_not_corrected() -> None:
    assert not [word for word in sorted(REAL_WORDS) if not lexicon().forms(word) and corrected(word)]


def test_names_and_quotations_are_not_mended() -> None:
    names = Names(["remvoe.jpg"])
    assert tokenise('write "remvoe teh phtoo"')[1].value == "remvoe teh phtoo"
    assert tokenise("move remvoe.jpg", names)[1].value == "remvoe.jpg"
    assert not any(token.slip for token in tokenise("say hi to Delte from us"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("音月关掉", "音乐"), ("标提大一点", "标题"), ("改成黑百", "黑白"), ("直试影片", "直式")],
)
def test_chinese_slips_are_mended(typed: str, meant: str) -> None:
    assert meant in [token.plain for token in tokenise(typed)]


@pytest.mark.parametrize("text", ["太感谢了", "现在放的是哪张", "他们都好看", "大家的照片"])
def test_plain_chinese_is_not_mended(text: str) -> None:
    assert not any(token.slip for token in tokenise(text))
