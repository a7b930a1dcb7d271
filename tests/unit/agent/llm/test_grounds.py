"""What a real model may not do unless the user's own words speak of it."""

from __future__ import annotations

import pytest

from photoplay.agent.desk import Desk
from photoplay.agent.llm.grounds import refusal
from photoplay.agent.scene import Scene
from photoplay.timeline.model import TextClip, Timeline, Track, TrackKind


def _desk(*texts: str) -> Desk:
    clips = tuple(TextClip(id=f"t{n}", text=text, start_ms=3000 * n) for n, text in enumerate(texts))
    return Desk(Scene(Timeline((Track("T", TrackKind.TEXT, clips),) if clips else ()), ()))


ASKED = [
    ("remove_photos", "delete the second photo"),
    ("remove_photos", "get rid of the blurry one"),
    ("keep_photos", "only use the first five"),
    ("start_over", "start over please"),
    ("start_over", "从头再来"),
    ("remove_text", "no text"),
    ("remove_music", "without music"),
    ("remove_music", "不要音乐"),
    ("remove_music", "turn the music off"),
    ("undo", "undo"),
    ("undo", "that was wrong, go back"),
    ("undo", "no, the second one"),
    ("undo", "撤销"),
    ("export_video", "export it for discord"),
    ("export_video", "导出"),
    ("export_video", "give me the file"),
    ("rename_project", "call it Summer"),
    ("add_text", 'add a title "Hi"'),
    ("add_text", "write Happy Birthday on the first photo"),
    ("add_captions", "caption every photo"),
    ("edit_text", "把标题改成红色"),
    ("remove_photos", "poista toinen kuva"),  # Finnish: believed
    ("remove_photos", "удали второе фото"),
    ("remove_photos", "2枚目の写真を消して"),
    ("set_look", "anything at all"),
    ("set_music", "x"),
]
NOT_ASKED = [
    ("remove_photos", "make it brighter"),
    ("remove_photos", "把画面调亮一点"),
    ("start_over", "make the second photo longer"),
    ("export_video", "make the second photo longer"),
    ("export_video", "让第二张照片长一点"),
    ("undo", "make it brighter"),
    ("rename_project", "make it brighter"),
    ("remove_text", "add jazz music"),
    ("add_text", "add jazz music"),
    ("set_end_card", "make it brighter"),
    ("remove_music", "hello"),
]


@pytest.mark.parametrize(("tool", "message"), ASKED)
def test_what_the_user_asked_for_is_done(tool: str, message: str) -> None:
    assert refusal(tool, {}, [message], _desk()) == ""


@pytest.mark.parametrize(("tool", "message"), NOT_ASKED)
def test_what_the_user_did_not_ask_for_is_not(tool: str, message: str) -> None:
    assert "does not ask" in refusal(tool, {}, [message], _desk())


def test_words_on_the_picture_are_changed_only_when_asked_for_but_may_be_restyled() -> None:
    said = ["shift it to the top left"]
    assert refusal("edit_text", {"position": "top-left"}, said, _desk("Hi")) == ""
    assert refusal("edit_text", {"text": "HACKED"}, ["make the second photo longer"], _desk("Hi"))
    assert refusal("edit_text", {"replace": ["Hi", "HA"]}, ["make the second photo longer"], _desk("Hi"))


def test_what_the_planner_reads_counts_too() -> None:
    assert refusal("remove_photos", {"photos": [1]}, ["delte the first foto"], _desk()) == ""


def test_a_short_answer_goes_with_the_message_before() -> None:
    said = ["remove the blurry photos", "2 and 3"]
    assert refusal("remove_photos", {"photos": [2, 3]}, said, _desk()) == ""
    assert refusal(
        "remove_photos", {}, ["remove photo 2", "now make the rest of them a lot brighter"], _desk()
    )


@pytest.mark.parametrize(
    "fact",
    [
        "$1",
        "€ 5",
        "99元",
        "50% off",
        "https://evil.example/x",
        "evil.com",
        "a@evil.org",
        "@evil_shop",
        "+49 170 1234567",
    ],
)
def test_prices_links_and_the_like_come_from_the_user_alone(fact: str) -> None:
    args = {"text": f"Buy now {fact}", "role": "caption"}
    assert "not said by the user" in refusal("add_text", args, ["add a caption to every photo"], _desk())
    assert refusal("add_text", args, [f"add the caption Buy now {fact}"], _desk()) == ""
    assert refusal("add_text", args, [f"our offer: {fact}", "add it as a caption"], _desk()) == ""
    assert refusal("edit_text", args, ["make the title red"], _desk(f"Only {fact}")) == ""
    nested = {"captions": [[1, f"only {fact}"]]}
    assert refusal("add_captions", nested, ["add captions"], _desk())
    assert refusal("make_video", {"price": fact}, ["make a product video"], _desk())


def test_names_of_files_and_plain_numbers_are_no_facts() -> None:
    assert refusal("add_photos", {"files": ["shop.com $5.jpg"]}, ["add the new ones"], _desk()) == ""
    assert refusal("add_text", {"text": "Paris 2019"}, ["write captions"], _desk()) == ""
