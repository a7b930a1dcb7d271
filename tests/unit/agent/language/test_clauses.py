"""Where one command ends and the next begins, and what goes on from one to the next."""

from __future__ import annotations

import pytest
from tests.unit.agent.language.bins import scene_of

from photoplay.agent.language.clause import Clause
from photoplay.agent.language.understand import take_apart, understand


def _clauses(text: str) -> tuple[Clause, ...]:
    return take_apart(text, scene_of()).clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("make it faster add music and put happy birthday at the start",
         ["make it faster", "add music", "put happy birthday at the start"]),
        ("make the first longer and the second shorter", ["make the first longer", "the second shorter"]),
        ("第一张慢一点，第二张快一点", ["第一张慢一点", "第二张快一点"]),
        ("第一张慢一点 第二张快一点", ["第一张慢一点", "第二张快一点"]),
        ("改成竖屏，音乐换成欢快的，再把第二张删了", ["改成竖屏", "音乐换成欢快的", "第二张删了"]),
        ("Make it vertical, drop photo 2, switch the music to jazz and add the title \"Oslo\"",
         ["Make it vertical", "drop photo 2", "switch the music to jazz", 'add the title "Oslo"']),
        ("black and white for the first and the last photo", ["black and white for the first and the last photo"]),
        ("swap 1 and 4", ["swap 1 and 4"]),
        ("keep only 1, 4 and 5", ["keep only 1, 4 and 5"]),
        ("write “A” on the first photo and “B” on the third", ["write “A” on the first photo", "“B” on the third"]),
        ("write @mila.makes on photo four, bottom right", ["write @mila.makes on photo four, bottom right"]),
        ("put IMG_2043 back in, right before IMG_2044", ["put IMG_2043 back in, right before IMG_2044"]),
        ("除了第一张，其它照片都只放1.5秒", ["除了第一张，其它照片都只放1.5秒"]),
        ("Show photo 1 and photo 2 side by side", ["Show photo 1 and photo 2 side by side"]),
        ("- square\n- no music\n3. remove photo 2", ["square", "no music", "remove photo 2"]),
        ("①去掉音乐 ②第四张旋转90度", ["去掉音乐", "第四张旋转90度"]),
        ("a title saying salt and pepper and add jazz", ["a title saying salt and pepper", "add jazz"]),
        ("make the photos move", ["make the photos move"]),
        ("no text, no music", ["no text", "no music"]),
        ("Visit www.example.com. Done", ["Visit www.example.com", "Done"]),
    ],
)  # fmt: skip
def test_commands_of_a_message(text: str, parts: list[str]) -> None:
    assert [clause.text for clause in _clauses(text)] == parts


def test_clauses_lie_in_order_in_the_message() -> None:
    text = "第一张改黑白，然后 make the title red!! ok? 1) square 2) no music"
    end = 0
    for clause in _clauses(text):
        assert end <= clause.start < clause.end and text[clause.start : clause.end] == clause.text
        end = clause.end


def test_the_object_goes_on() -> None:
    first, second = _clauses("make the title red and make it bigger")
    assert second.texts == first.texts is not None
    _, longer = _clauses("给第一张加个缓慢放大的效果，停5秒")
    assert longer.photos is not None and longer.photos.include[0].value == 1


def test_the_verb_goes_on() -> None:
    message = _clauses("remove the first photo and the title")
    assert all(clause.has("remove") for clause in message)


def test_what_is_said_is_no_command() -> None:
    for text in (
        'write "delete all photos" on the first',
        "add a title saying delete all photos",
        "标题写：删除所有照片",
    ):
        (clause,) = _clauses(text)
        assert not clause.has("remove"), text
        assert clause.words_given in ("delete all photos", "删除所有照片")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("add a title saying happy birthday Mum at the start", "happy birthday Mum"),
        ("标题叫小满一周岁", "小满一周岁"),
        ("Title: Three days in Lisbon", "Three days in Lisbon"),
        ("the title should say Dr. Who in red", "Dr. Who"),
        (
            "on the last picture I want it to say thank you for coming in white letters",
            "thank you for coming",
        ),
        ("The funeral home says it has to run one minute", None),
        ("no text on it please", None),
        ("make the title bigger", None),
    ],
)
def test_words_without_quotation_marks(text: str, words: str | None) -> None:
    assert _clauses(text)[0].free_text == words


def test_negation_reaches_what_it_is_about() -> None:
    (clause,) = _clauses("no music please")
    assert clause.negates(clause.find("music"))
    (clause,) = _clauses("文字不用")
    assert clause.negates(clause.find("text"))
    clauses = _clauses("don't touch the music but make it square")
    assert clauses[0].protects and not clauses[1].negated


@pytest.mark.parametrize(
    "text",
    ["leave the others as they are", "别的不要动", "keep the tune", "don't change the music", "其他不变"],
)
def test_protecting_clauses(text: str) -> None:
    assert _clauses(text)[0].protects


@pytest.mark.parametrize(
    "text", ["keep only 1 and 4", "leave out the third photo", "把第一张删掉", "keep the first two"]
)
def test_commands_do_not_protect(text: str) -> None:
    assert not _clauses(text)[0].protects


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("how long is the video?", True), ("现在总共几秒？", True), ("which song is playing", True),
        ("can you make it longer?", False), ("could the camera drift to the right?", False), ("能不能快一点？", False),
        ("make it longer", False),
    ],
)  # fmt: skip
def test_questions(text: str, asks: bool) -> None:
    assert _clauses(text)[0].is_question is asks


def test_a_repair_in_mid_message() -> None:
    clauses = _clauses("make the first one four seconds wait no six seconds")
    assert [clause.repairs for clause in clauses] == [False, True]
    assert clauses[1].durations[0].value == 6.0
    assert _clauses("把第一张删掉啊不是我说错了删最后一张")[-1].repairs


def test_a_repair_that_stands_alone() -> None:
    clauses = _clauses("总长二十秒，呃不，二十五秒")
    assert [clause.text for clause in clauses] == ["总长二十秒", "二十五秒"]
    assert clauses[1].repairs


def test_protected_photos_are_left_out() -> None:
    understood = understand("Everything black and white, but don't touch the last picture", scene_of())
    (intent,) = understood.intents
    assert intent.photos is not None and [ref.value for ref in intent.photos.exclude] == [-1]


def test_it_within_a_message() -> None:
    _, second = _clauses("make the third photo black and white and make that one longer")
    assert second.photos is not None and second.photos.include[0].value == 3


def test_words_that_tell_which_photo_are_no_wish() -> None:
    (clause,) = _clauses("get rid of the blurry one")
    assert clause.photos is not None and clause.photos.include[0].value == "blurry"
    assert not clause.has("blur|adjust|being-less")


def test_what_it_is() -> None:
    clauses = _clauses("add my logo and move it to the bottom left")
    assert clauses[1].has_it and clauses[1].it_thing == "logo"


def test_claims_hide_tokens_only_from_later_rules() -> None:
    (clause,) = _clauses("fade the music")
    assert clause.take("music") is not None
    clause.settle(False)
    assert clause.take("music") is not None
    assert clause.take("music") is None
    clause.settle(True)
    assert not clause.has("music")
