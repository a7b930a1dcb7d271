"""Looks and transitions by the words that people use."""

from __future__ import annotations

import pytest

from photoplay.timeline.called import FRAME_NAMES, LOOK_NAMES, TRANSITION_NAMES
from photoplay.timeline.model import BORDERS, LOOKS
from photoplay.timeline.spoken import (
    LOOK_WORDS,
    TRANSITION_WORDS,
    look_named,
    looks_like,
    transition_named,
    transitions_like,
)

WAYS = ("none", "fade", "fadeblack", "wipeleft", "wiperight", "circleopen", "parallax-left", "slideup")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("cinematic", "cinematic"),
        ("Cinematic", "cinematic"),
        ("Black and White", "bw"),
        ("B&W", "bw"),
        ("black-and-white", "bw"),
        ("电影感", "cinematic"),
        ("復古", "vintage"),
        ("teal & orange", "cinematic"),
        ("ＢＷ", "bw"),
        ("glow", None),
        ("", None),
        (":", None),
    ],
)
def test_looks(words: str, name: str | None) -> None:
    assert look_named(words, LOOKS) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("fade", "fade"),
        ("Cross-Fade", "fade"),
        ("dip to black", "fadeblack"),
        ("wipe left", "wipeleft"),
        ("Wipe_Right", "wiperight"),
        ("parallax left", "parallax-left"),
        ("淡入淡出", "fade"),
        ("翻页", None),
        ("hard cut", "none"),
        ("spin", None),
    ],
)
def test_transitions(words: str, name: str | None) -> None:
    assert transition_named(words, WAYS) == name


def test_what_may_have_been_meant() -> None:
    assert looks_like("sepai", LOOKS)[0] == "sepia"
    assert looks_like("vinatge", LOOKS)[0] == "vintage"
    assert transitions_like("wipelft", WAYS)[0] == "wipeleft"
    assert transitions_like("wiping", WAYS)[0] in ("wipeleft", "wiperight")
    assert transitions_like("circle", WAYS)[0] == "circleopen"
    assert transitions_like("xyzzy", WAYS) == ()
    assert len(transitions_like("wipe", WAYS)) <= 3


def test_chinese_names_are_understood_and_the_nearest_offered() -> None:
    from photoplay.render.transitions.table import TRANSITIONS

    known = (*TRANSITIONS, "none")
    assert transition_named("百叶窗", known) == "hlslice"
    assert transition_named("向上百葉窗", known) == "vuslice"
    assert transitions_like("翻叶", known)[0] == "page"
    assert "hlslice" in transitions_like("百叶", known)
    assert looks_like("电影", LOOKS)[0] == "cinematic"
    for names, every in ((TRANSITION_NAMES, known), (LOOK_NAMES, LOOKS), (FRAME_NAMES, BORDERS)):
        assert names.keys() == set(every)
        for language in (0, 1):
            told = [name[language] for name in names.values()]
            assert len(told) == len(set(told)), "no two are called the same"
    for name, spellings in TRANSITION_NAMES.items():
        assert {transition_named(one, known) for one in spellings} == {name}
    for name, spellings in LOOK_NAMES.items():
        assert {look_named(one, LOOKS) for one in spellings} == {name}


def test_no_word_means_two_things() -> None:
    for table in (LOOK_WORDS, TRANSITION_WORDS):
        told = [word for words in table.values() for word in words if word]
        assert len(told) == len(set(told))
    assert LOOK_WORDS.keys() <= LOOKS.keys()
    assert not {word for words in LOOK_WORDS.values() for word in words} & LOOKS.keys() - {""}
