"""Slips are mended where only one word can be meant, and nothing else is touched."""

from __future__ import annotations

import pytest

from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.mending import without_slips
from photoplay.agent.language.names import Names
from photoplay.agent.language.pinyin import from_pinyin
from photoplay.agent.language.realwords import REAL_WORDS
from photoplay.agent.language.tokens import raw_tokens, tokenise
from photoplay.agent.language.typos import corrected
from photoplay.agent.language.usual_words import MISSPELT


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("remvoe", "remove"), ("thrid", "third"), ("phtoo", "photo"), ("secnods", "second"),
        ("pictrue", "picture"),
        ("upbeet", "upbeat"), ("chnage", "change"), ("purpel", "purple"), ("delte", "delete"),
        ("tranistion", "transition"),
        ("sevnth", "seventh"), ("backgroud", "background"), ("hapy", "happy"), ("musick", "music"),
        ("kolor", "color"), ("slowr", "slower"), ("brigter", "brighter"), ("fourt", "fourth"), ("vedio", "video"),
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
        if word.isascii() and word.isalpha() and word not in MISSPELT:
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
    [
        ("音月关掉", "音乐"),
        ("标提大一点", "标题"),
        ("改成黑百", "黑白"),
        ("直试影片", "直式"),
        ("北景音乐", "背景"),
        ("吧第二章去掉", "把"),
        ("滴二张", "第 二"),
        ("专场换掉", "转场"),
        ("停留事件", "停留时间"),
    ],
)
def test_chinese_slips_are_mended(typed: str, meant: str) -> None:
    assert meant in [token.plain for token in tokenise(typed)]


@pytest.mark.parametrize("text", ["太感谢了", "现在放的是哪张", "他们都好看", "大家的照片"])
def test_plain_chinese_is_not_mended(text: str) -> None:
    assert not any(token.slip for token in tokenise(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("turn of the music", "turn off"), ("turn the music of", "off"), ("get ride of it", "get rid of"),
        ("the forth photo", "fourth"), ("too seconds each", "two seconds"), ("loose the text", "lose"),
        ("thefirst pic", "first"), ("the sam for photo 2", "the same"),
    ],
)  # fmt: skip
def test_neighbours_show_slips(typed: str, meant: str) -> None:
    assert meant in [token.plain for token in tokenise(typed)]


@pytest.mark.parametrize(
    "text", ["the end of the video", "sam is my dog", "that is quite nice", "shorter then move it"]
)
def test_words_of_their_own_stay_where_nothing_speaks_against_them(text: str) -> None:
    assert not any(token.slip for token in tokenise(text))


def test_a_name_of_a_file_with_a_slip_is_that_file_if_it_can_only_be_one() -> None:
    assert tokenise("remove blury.jpg", Names(["blurry.jpg", "beach.jpg"]))[1].value == "blurry.jpg"
    assert tokenise("remove photo_12.jpg", Names(["photo_13.jpg"]))[1].value == "photo_12.jpg"


def test_what_is_to_be_shown_stays_as_typed() -> None:
    text = "mkae teh titel say hapy brithday"
    slips = [token for token in raw_tokens(text) if token.slip]
    found = without_slips(text, slips, [(19, len(text))], [])
    assert found is not None and found.text == "make the title say hapy brithday"
    assert found.as_typed("the title") == "teh titel"
    assert without_slips(text, slips, [(0, len(text))], []) is None
    assert without_slips("hapy", [raw_tokens("hapy")[0]], [], ["Hapy birthday"]) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zuihou yi zhang ting 4 miao", "最后一张停 4 秒"), ("改为四miao", "改为四秒"),
        ("ba di er zhang shan diao", "把第二张删掉"), ("biaoti 大一点", "标题 大一点"),
    ],
)  # fmt: skip
def test_chinese_in_latin_letters_is_read(typed: str, meant: str) -> None:
    found = without_slips(typed, [one for one in from_pinyin(raw_tokens(typed)) if one.slip], [], [])
    assert found is not None and found.text == meant and found.as_typed(meant) == typed


@pytest.mark.parametrize("text", ["make me like fade name", "lisa and nina", "hang the song ten men"])
def test_english_is_not_taken_for_chinese(text: str) -> None:
    assert not any(token.kind == "han" for token in from_pinyin(raw_tokens(text)))
