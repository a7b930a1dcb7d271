"""Photos by what they show, in either language, by a camera's number, and beside one another."""

from __future__ import annotations

from itertools import product

import pytest
from tests.unit.agent.language.saying import number, said

from photoplay.agent.language.meaning import Ref, Selection

_BIN = ("beach.jpg", "sunset.jpg", "dog.jpg", "IMG_2044.jpg", "蛋糕.jpg")


def _file(name: str) -> Selection:
    return Selection((Ref("file", name),))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("狗", "dog.jpg"),
        ("小狗", "dog.jpg"),
        ("海滩", "beach.jpg"),
        ("日落", "sunset.jpg"),
        ("2044", "IMG_2044.jpg"),
    ],
)
def test_names_of_files_are_said_in_chinese_too(words: str, name: str) -> None:
    for text in (f"把{words}放到最后", f"{words}挪到最后", f"让{words}排在最后"):
        assert said(text, _BIN) == [("move_photos", {"to": -1}, _file(name))]


@pytest.mark.parametrize(
    ("verb", "words"),
    list(product(("delete", "get rid of", "lose"), ("the cake", "the cake one", "the cake photo"))),
)
def test_chinese_names_are_said_in_english_too(verb: str, words: str) -> None:
    assert said(f"{verb} {words}", _BIN) == [("remove_photos", {}, _file("蛋糕.jpg"))]


@pytest.mark.parametrize(
    "text", ["put the sunset before the dog", "日落放在狗前面", "the sunset goes before the dog"]
)
def test_a_file_named_like_a_look_is_a_photo(text: str) -> None:
    ((act, _, photos),) = said(text, _BIN)
    assert (act, photos) == ("move_photos", _file("sunset.jpg"))


@pytest.mark.parametrize(
    "text", ["2 and 3 are the wrong way round", "第二张跟第三张反了", "switch 2 and 3 around", "第2和第3对调"]
)
def test_two_that_stand_in_each_others_place(text: str) -> None:
    assert said(text) == [("swap_photos", {}, number(2, 3))]


@pytest.mark.parametrize(
    "text",
    [
        "photo 2 can go",
        "photo two isn't needed",
        "第二张用不上",
        "no photo 2 please",
        "第二张多余了",
        "don't show photo 2",
    ],
)
def test_what_is_not_needed_goes(text: str) -> None:
    assert said(text) == [("remove_photos", {}, number(2))]


@pytest.mark.parametrize("text", ["每隔一张放大", "every other photo zoom in", "隔一张放大"])
def test_every_other_one(text: str) -> None:
    assert said(text) == [("set_motion", {"motion": "zoom-in"}, Selection((Ref("every", (2, 1)),)))]


@pytest.mark.parametrize(
    "text",
    ["give every photo the same length", "每张时间一样长", "时间平均分配", "make them all the same length"],
)
def test_equal_lengths_are_the_mean(text: str) -> None:
    ((act, slots, _),) = said(text)
    assert act == "set_photo_seconds"
    assert slots["seconds"] > 0
