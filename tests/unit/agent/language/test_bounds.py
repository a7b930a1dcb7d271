"""Anything may be typed, and none of it takes long or fails. Work is counted in calls, not in seconds."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agent.language.bins import scene_of

from photoplay.agent import language
from photoplay.agent.language.clauses import MOST_CLAUSES
from photoplay.agent.language.tokens import MOST_TOKENS, tokenise
from photoplay.agent.language.understand import take_apart, understand

#: Python calls that taking apart 8,000 characters may take, and understanding them.
MOST_CALLS_APART, MOST_CALLS = 700_000, 2_500_000

_HEAPS = {
    "letters": "a" * 8_000,
    "commands": "make the first photo longer and " * 250,
    "chinese": "把第一张照片慢一点，" * 800,
    "han": "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(8_000)),
    "apostrophes": "'" * 8_000,
    "quotes": "“" * 4_000 + "”" * 4_000,
    "digits": "1" * 8_000,
    "points": "1.1," * 2_000,
    "addresses": "a@" * 4_000,
    "hyphens": "a-" * 4_000,
    "lines": "\n" * 8_000,
    "ands": "and " * 2_000,
    "ordinals": "first " * 1_300,
    "repairs": "wait no " * 1_000,
    "says": "say " * 2_000,
    "slips": " ".join(f"rem{a}{b}oev" for a in "abcdefghij" for b in "klmnopqrst") * 8,
    "endings": "x.jpg" * 1_600,
    "measures": "第一张" * 2_600,
    "gaps": "take it " * 1_000,
    "emoji": "😀" * 8_000,
    "quotations": '"a" ' * 2_000,
    "captions": "标题写" + '"a" ' * 2_000,
    "links": "http://a.b/c?d=e&f " * 421,
    "mail": "a@b.c " * 1_333,
    "blanks": ("a" + " " * 90) * 87,
    "brackets": "[{(" * 2_600,
    "keys": "title: a " * 888,
    "times": "1:23 " * 1_600,
    "prices": "change the price to $1,000.00 " * 266,
    "names": "Anna and " * 888,
    "lists": "photo 3: at the sea\n" * 400,
}
#: Up to so many signs work may grow as a message does; beyond them tokens and what is read of a brief are bounded.
_FEW, _TIMES = 700, 4
#: Work for four times as much text: 4 where it grows as the text does, 16 where as its square.
_MOST_GROWTH = 7.0
#: All patterns on one text, in seconds: long enough for any machine, unless one never ends.
_HANG_S = 60


class _Calls:
    """Counts Python calls while it is open."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> _Calls:
        sys.setprofile(self._seen)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _seen(self, frame: FrameType, event: str, _: Any) -> None:
        self.count += event == "call"


@pytest.mark.parametrize("name", _HEAPS)
def test_the_longest_messages_are_bounded(name: str) -> None:
    text, scene = _HEAPS[name][:8_000], scene_of()
    understand("make it longer", scene)
    with _Calls() as apart:
        message = take_apart(text, scene)
    assert apart.count < MOST_CALLS_APART
    assert len(message.clauses) <= MOST_CLAUSES and len(message.tokens) <= MOST_TOKENS
    with _Calls() as whole:
        understand(text, scene)
    assert whole.count < MOST_CALLS


def _calls(text: str) -> int:
    with _Calls() as calls:
        understand(text, scene_of())
    return calls.count


@pytest.mark.parametrize("name", _HEAPS)
def test_work_grows_as_the_text_does(name: str) -> None:
    few, many = _HEAPS[name][:_FEW], _HEAPS[name][: _FEW * _TIMES]
    for text in (few, many):
        understand(text, scene_of())
    assert _calls(many) < _MOST_GROWTH * _calls(few)


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """All patterns with which messages are read, by name."""
    for found in pkgutil.iter_modules(language.__path__):
        module = importlib.import_module(f"{language.__name__}.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{found.name}.{name}", value


@pytest.mark.parametrize("text", ["a", "A", "7", "\n", ",", '"', "的", "Aa ", "12 ", "第1张", "a, "])
def test_no_pattern_hangs(text: str) -> None:
    # Runs of blanks are shortened before anything is read: none of them is here.
    line, last = (text * 2_000)[:2_000], [""]

    def hangs(*_: object) -> None:
        pytest.fail(f"{last[0]} does not come to an end.")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(_HANG_S)
    try:
        for last[0], pattern in _patterns():
            pattern.search(line)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@given(st.text(max_size=120))
def test_tokens_cover_what_was_typed(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end and text[token.start : token.end] == token.text
        end = token.end


_WORDS = (
    "make", "the", "first", "photo", "longer", "and", "title", "red", "no", "music", "5", "seconds", ",",
    ".", '"a b"',
    "第", "二", "张",
    "删掉", "把", "标题", "写", "不要", "音乐", "other", "except", "all", "to", "-", "beach.jpg", "it",
    "wait no", "?", "\n", "1)", "不是",
    "swap", "put", "say", "每", "后面", "快一点", "’", "《", "》", "last", "half", "x", "%", "but", "don't",
    "的",
)  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), max_size=25), st.sampled_from(["", " "]))
def test_any_jumble_of_words_is_read(words: list[str], glue: str) -> None:
    text = glue.join(words)
    understood = understand(text, scene_of("beach.jpg", "dog.jpg"))
    for intent in understood.intents:
        assert intent.act and 0.0 <= intent.certainty <= 1.0
    for part in understood.unread:
        assert part


def test_a_slow_pattern_is_not_there() -> None:
    for text in (
        "a." * 4_000,
        "1," * 4_000,
        "http://" * 1_000,
        "0:0" * 2_600,
        "$1," * 2_600,
        "#" * 8_000,
        "_" * 8_000,
    ):
        with _Calls() as calls:
            tokenise(text)
        assert calls.count < MOST_CALLS_APART
