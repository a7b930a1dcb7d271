"""Values that are told rightly, refusals without inner names, next steps that have something to do."""

from __future__ import annotations

import pytest
from tests.unit.agent.desks import PHOTOS, desk_of, did, music, noted, records_of, refused

from photoplay.agent.answers import Answer
from photoplay.agent.classifying import foreseen
from photoplay.agent.outcome import Outcome
from photoplay.agent.review import review
from photoplay.agent.scene import Scene
from photoplay.timeline.edits import remove
from photoplay.timeline.summary import summary


def test_a_percentage_below_zero_is_so_much_quieter() -> None:
    desk = desk_of()
    did(desk, "set_music_volume", percent=-20)
    assert music(desk).gain == pytest.approx(0.28)
    did(desk, "set_music_volume", percent=0)
    assert music(desk).gain == 0


@pytest.mark.parametrize(
    ("language", "told"), [("en", "another piece"), ("zh", "另一首"), ("zh-TW", "另一首")]
)
def test_other_music_of_one_name_is_told_to_be_another_piece(language: str, told: str) -> None:
    desk = desk_of(language=language)
    before = music(desk).source
    did(desk, "set_music", other=True)
    assert music(desk).source != before
    assert told in review(desk, (), Outcome()).text


def test_a_choice_is_refused_without_the_name_of_an_argument() -> None:
    told = refused(desk_of(), "set_size", name="8k")
    assert "8k" in told and "4k" in told and "name" not in told


def test_music_is_called_in_the_language_of_the_answer() -> None:
    told = summary(desk_of(PHOTOS, language="zh").timeline, "zh")
    assert "Lo-fi" in told
    desk = desk_of(language="zh")
    did(desk, "set_music", mood="happy")
    assert "开心" in summary(desk.timeline, "zh") and "Happy" not in summary(desk.timeline, "zh")
    assert "Happy" in summary(desk.timeline, "en")


def test_what_was_taken_out_is_not_offered_as_new() -> None:
    whole = desk_of(PHOTOS)
    less = remove(whole.timeline, "c2")
    desk = desk_of(PHOTOS)
    desk.scene = Scene(less, records_of(PHOTOS), undo=(whole.timeline,))
    desk.restart(less)
    did(desk, "set_photo_seconds", seconds=5)
    assert "add the new photos" not in review(desk, (), Outcome()).text
    fresh = desk_of((*PHOTOS, "extra.jpg"))
    did(fresh, "set_photo_seconds", seconds=5)
    assert "add the new photos" in review(fresh, (), Outcome()).text


@pytest.mark.parametrize(
    ("text", "is_free", "language"),
    [
        ("delete photo 9", True, "en"),
        ("aspect ratio 0:0", True, "en"),
        ("delete photo 2", False, "en"),
        ("undo", True, "en"),
        ("删除第 2 张照片", False, "zh"),
    ],
)
def test_what_cannot_be_done_is_refused_for_that_and_not_for_its_price(
    text: str, is_free: bool, language: str
) -> None:
    found = foreseen(text, desk_of(PHOTOS).scene)
    assert (found.is_free, found.language) == (is_free, language)


def test_the_same_again_is_noted() -> None:
    assert noted(desk_of(), "set_photo_seconds", seconds=3)


def test_how_new_words_are_set_is_told() -> None:
    desk = desk_of()
    did(
        desk,
        "add_text",
        text="Hello",
        role="caption",
        photos=[2],
        color="pink",
        font="Lora",
        position="bottom",
    )
    told = review(desk, (), Outcome()).text
    assert all(one in told for one in ("colour now pink", "Lora", "now at bottom"))
    plain = desk_of()
    did(plain, "add_text", text="Hello")
    assert "The new text" not in review(plain, (), Outcome()).text


def test_nothing_is_noted_of_what_was_not_kept() -> None:
    desk = desk_of()
    did(desk, "add_text", text="Hello", color="pink")
    told = review(desk, (), Outcome(failure="The video was changed elsewhere.", code=409)).text
    assert "pink" not in told and "changed elsewhere" in told


def test_an_announcement_has_its_article() -> None:
    desk = desk_of(shown=())
    did(desk, "make_video", kind="announcement", title="We open")
    assert "Made an announcement of" in review(desk, (Answer("default_cut"),), Outcome()).text
