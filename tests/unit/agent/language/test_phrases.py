"""The finder of phrases: words whole, Chinese anywhere, the longest of a concept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from photoplay.agent.language.phrases import Phrases

_LATIN = st.text("abcdefg", min_size=1, max_size=6)
_HAN = st.text("照片音乐标题转场", min_size=1, max_size=4)


@given(st.lists(_LATIN, min_size=1, max_size=5), st.lists(_LATIN, max_size=8))
def test_latin_words_are_found_whole_and_only_whole(known: list[str], line: list[str]) -> None:
    found = Phrases({"word": known}).hits(" ".join(line))
    assert [hit.phrase for hit in found] == [word for word in line if word in known]


@given(_HAN, st.text("照片音乐标题转场abc ", max_size=20))
def test_chinese_words_are_found_anywhere(word: str, line: str) -> None:
    found = Phrases({"word": [word]}).first(line)
    assert (found is not None) == (word in line)
    assert found is None or line[found.start : found.end] == word


@given(st.text(max_size=200))
def test_any_line_can_be_looked_through(line: str) -> None:
    for hit in Phrases({"a": ["fade in", "fade", "淡入"], "b": ["in", "入"]}, endings=True).hits(line):
        assert line[hit.start : hit.end].startswith(hit.phrase)


def test_the_longest_phrase_of_a_concept_is_found() -> None:
    phrases = Phrases({"way": ["fade", "fade in"], "place": ["in"]})
    assert [(hit.concept, hit.phrase) for hit in phrases.hits("fade in")] == [
        ("way", "fade in"),
        ("place", "in"),
    ]


def test_plurals_count_where_endings_are_allowed() -> None:
    assert Phrases({"word": ["trailer"]}, endings=True).first("two trailers")
    assert not Phrases({"word": ["trailer"]}).first("two trailers")
