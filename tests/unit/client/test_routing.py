"""The routing table: keywords go to endpoints, everything else to the agent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.client.routing import Action, route, routing_table
from photoplay.export.options import output_of

_TABLE = routing_table()
_EXAMPLES = [(where, text) for where, texts in _TABLE["examples"].items() for text in texts]


@pytest.mark.parametrize(("where", "text"), _EXAMPLES)
def test_the_table_s_own_examples(where: str, text: str) -> None:
    routed = route(text)
    assert (routed.action.value if routed else "turn") == where


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("export", {}),
        ("export 1080p MP4", {"resolution": "1080p", "format": "mp4"}),
        ("Download the video for Discord, please!", {"preset": "discord"}),
        ("export 4k 60 fps", {"resolution": "2160p", "fps": 60}),
        ("export for youtube shorts", {"preset": "shorts"}),
        ("导出1080p高画质视频", {"resolution": "1080p", "quality": "high"}),
        ("请导出抖音版", {"preset": "douyin"}),
        ("ＥＸＰＯＲＴ　７２０Ｐ", {"resolution": "720p"}),
    ],
)
def test_options_that_stand_beside_a_keyword(text: str, output: dict[str, Any]) -> None:
    routed = route(text)
    assert routed is not None and routed.action is Action.EXPORT and routed.output == output


def test_options_that_contradict_each_other_are_a_turn() -> None:
    assert route("export 720p 1080p") is None
    assert route("export for tiktok for discord") is None


@pytest.mark.parametrize(("open_", "close"), ["“”", "‘’", "「」", "『』", '""', "''", "«»", "《》"])
@pytest.mark.parametrize("word", ["export", "导出", "credits", "status", "download the video"])
def test_what_is_quoted_is_never_routed(open_: str, close: str, word: str) -> None:
    assert route(f"{open_}{word}{close}") is None
    assert route(f"export {open_}{word}{close}") is None


def _keywords() -> Iterator[tuple[str, str]]:
    for name, action in _TABLE["actions"].items():
        for words in action["keywords"].values():
            for word in words:
                yield name, word


@pytest.mark.parametrize(("name", "word"), sorted(set(_keywords())))
def test_refusals_and_questions_stay_turns(name: str, word: str) -> None:
    for text in (
        f"don't {word}", f"do not {word} yet", f"no {word}", f"{word} later", f"how do I {word}",
        f"{word}-quality look", f"先不{word}", f"别{word}", f"怎么{word}", f"{word}吗",
        f"add a title that says {word}", f"{word} the second photo",
        f"标题写{word}", f"x{word}" if word.isascii() else f"字幕{word}",
    ):  # fmt: skip
        assert route(text) is None, text
    for text in (word, word.upper(), f" {word}! ", f"{word}。", f"please {word}", f"{word} now", f"请{word}"):
        routed = route(text)
        assert routed is not None and routed.action == name, text


def test_the_words_that_make_a_turn_are_in_no_other_list() -> None:
    """What is not listed makes a turn; so none of these may be listed."""
    listed = {
        word
        for name, one in _TABLE["actions"].items()
        for words in one["companions"].values()
        for word in words
    }
    listed |= {word for words in _TABLE["companions"].values() for word in words}
    listed |= {word for _, word in _keywords()}
    refusals = {word for language in ("en", "zh", "zh-TW") for word in _TABLE["turns"][language]}
    assert refusals and not refusals & listed


def test_the_options_are_those_that_exports_take() -> None:
    for option in _TABLE["actions"]["export"]["output"]:
        assert output_of(option["output"]).notes == ()


@given(st.text(max_size=200))
def test_any_text_is_read_without_fault(text: str) -> None:
    route(text)


def test_slow_texts_are_read_at_once() -> None:
    """Long ones are turns unread, and no text takes more than a look at each place."""
    assert route("export " * 2000) is None
    assert route(("please " * 11).strip()) is None
    assert route("a" * 79) is None
