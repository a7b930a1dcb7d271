"""The agent's words: the same in three languages, and words for all that is said."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from photoplay.agent import speech
from photoplay.agent.refusals import Refused, in_words
from photoplay.agent.speech import LANGUAGES, say
from photoplay.errors import InvalidEdit
from photoplay.templates.brief import KINDS
from photoplay.timeline.model import TEXT_ROLES

AGENT = Path(speech.__file__).parent


def slots(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_say_the_same(language: str) -> None:
    english, table = LANGUAGES["en"], LANGUAGES[language]
    assert set(table) == set(english)
    for key, words in table.items():
        assert words.strip(), key
        assert slots(words) == slots(english[key]), key


def test_traditional_chinese_is_traditional() -> None:
    simplified_only = set("这个们时间视频张图标题乐样转场换设为没有请说与无导发样长")
    simplified_only -= set("這個們時間視頻張圖標題樂樣轉場換設為沒有請說與無導發樣長")
    for key, words in LANGUAGES["zh-TW"].items():
        found = simplified_only & set(words) - set("有")
        assert not found, f"{key}: {found}"


def test_chinese_is_chinese() -> None:
    for key, words in LANGUAGES["zh"].items():
        letters = re.sub(r"\{\w+\}", "", words)
        has_words = bool(re.search("[A-Za-z]{3}", letters))
        assert not has_words or re.search("[一-鿿]", letters), key


def test_every_key_that_is_said_is_there() -> None:
    said = set()
    for path in [*AGENT.glob("*.py"), *(AGENT / "tools").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = {"Refused": 0, "say": 1}.get(node.func.id)
            if place is not None and len(node.args) > place:
                value = node.args[place]
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    said.add(value.value)
    assert len(said) > 100
    assert said <= set(LANGUAGES["en"])
    assert {f"kind_{kind}" for kind in KINDS} <= set(LANGUAGES["en"])
    assert {f"no_{role.replace('-', '_')}" for role in TEXT_ROLES} <= set(LANGUAGES["en"])


def test_other_languages_are_answered_in_english() -> None:
    assert say("fr", "thank") == say("en", "thank")
    assert say("zh-Hant-HK", "thank") == say("zh-TW", "thank")


def test_refusals_are_told_in_the_language_of_the_answer() -> None:
    assert in_words(Refused("no_music"), "en") == "There is no music in the video."
    assert in_words(Refused("no_music"), "zh") == "视频里没有音乐。"
    message = "Photo 3 is a photo and has no sound."
    assert in_words(InvalidEdit(message), "en") == message
    assert in_words(InvalidEdit(message), "zh-TW") == "第 3 張照片是照片，沒有聲音。"
    unknown = in_words(InvalidEdit("The moon is full."), "zh")
    assert "The moon is full." in unknown
    assert unknown.startswith("这一步没能完成")
