"""Transitions and looks in words, and what is said of a wrong one."""

from __future__ import annotations

import re

import pytest

from photoplay.errors import InvalidOption, MissingMedia
from photoplay.render.looks.table import LOOK_TABLE
from photoplay.render.transitions.table import TRANSITIONS
from photoplay.services.ways import looks, looks_in_words, require_table, transition_in_words, transitions
from photoplay.timeline.model import LOOKS, Look
from photoplay.timeline.spoken import LOOK_WORDS, TRANSITION_WORDS


def test_everything_that_can_be_drawn_is_offered_once() -> None:
    assert sorted(offer.name for offer in transitions()) == sorted(TRANSITIONS)
    assert (
        {offer.name for offer in looks()}
        == LOOKS.keys() - {"match", "lut"}
        == LOOK_TABLE.keys() - {"match", "lut"}
    )
    for offer in (*transitions(), *looks()):
        assert offer.about and offer.family and "\n" not in offer.about
    for offers in (looks(), transitions()):
        families = [offer.family for offer in offers]
        assert families == sorted(families, key=families.index), "family by family"


def test_spelled_words_are_of_things_there_are() -> None:
    assert LOOK_WORDS.keys() <= LOOK_TABLE.keys()
    assert TRANSITION_WORDS.keys() <= {*TRANSITIONS, "none"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("fade", "fade"),
        ("none", "none"),
        ("Wipe Left", "wipeleft"),
        ("擦除", "wipeleft"),
        ("crossfade", "fade"),
    ],
)
def test_transitions_in_words(words: str, name: str) -> None:
    assert transition_in_words(words) == name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("wipelft", "“wipelft” is unknown. Did you mean wipeleft"),
        ("xyzzy", "“xyzzy” is unknown. All are told by: photoplay transitions"),
        ("", "“” is unknown. All are told by"),
    ],
)
def test_wrong_transitions(words: str, said: str) -> None:
    with pytest.raises(InvalidOption, match=re.escape(said)):
        transition_in_words(words)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ((), ()),
        ("cinematic", (Look("cinematic", 50),)),
        (("warm:60",), (Look("warm", 60),)),
        (("黑白",), (Look("bw", 50),)),
        (("Black and White: 80%",), (Look("bw", 80),)),
        (("暗角：40",), (Look("vignette", 40),)),
        (("contrast=-20", "film"), (Look("contrast", -20), Look("film", 50))),
        (("brightness",), (Look("brightness", 25),)),
        (("film", "auto:40"), (Look("auto", 40), Look("film", 50))),
    ],
)
def test_looks_in_words(words: str | tuple[str, ...], wanted: tuple[Look, ...]) -> None:
    assert looks_in_words(words) == wanted


def test_what_repairs_a_picture_comes_before_what_gives_it_a_mood() -> None:
    found = looks_in_words(("film", "vignette"), auto=True, match=True)
    assert [look.type for look in found] == ["auto", "match", "film", "vignette"]
    assert [look.type for look in looks_in_words("auto:30", auto=True)] == ["auto"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("glow", "The look “glow” is unknown. All are told by: photoplay looks"),
        ("sepai:20", "The look “sepai” is unknown. Did you mean sepia? All are told by: photoplay looks"),
        ("warm:120", "The strength of “warm” is from 0 to 100, such as warm:50."),
        ("warm:-5", "The strength of “warm” is from 0 to 100"),
        ("contrast:101", "The strength of “contrast” is from -100 to 100, such as contrast:25."),
        ("lut:50", "has an option of its own: --lut"),
        ("match", "has an option of its own: --match"),
        (("warm", "warm:20"), "“warm” is named twice"),
        ("", "The look “” is unknown"),
        (
            "warm:much",
            "The strength “much” of “warm” is not understood: write a number from 0 to 100, such as warm:50.",
        ),
        ("contrast=nan", "The strength “nan” of “contrast” is not understood"),
        ("黑白：1e9", "The strength “1e9” of “bw” is not understood"),
        ("warm:", "The strength “” of “warm” is not understood"),
        ("glow:x", "The look “glow:x” is unknown"),
    ],
)
def test_wrong_looks(words: str | tuple[str, ...], said: str) -> None:
    with pytest.raises(InvalidOption, match=re.escape(said)):
        looks_in_words(words)


def test_a_table_that_is_not_there() -> None:
    with pytest.raises(MissingMedia, match="no table of colours at gone"):
        require_table("gone.cube")
