"""Wishes about words on the picture: whatever is quoted arrives as typed, and how it looks is no part of it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agent.language.saying import number, said
from tests.unit.agent.project import scene_of, with_title

from photoplay.agent.language.meaning import TextRef
from photoplay.agent.language.understand import understand

_PHOTO = (("photo 3", "the third photo", "picture three"), ("第三张", "第3张照片", "第三張"))
_LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs", "Cf"),
    exclude_characters="\"“”„「」『』«»‹›《》〈〉【】`'‘’",
)


@given(st.text(_LETTERS, min_size=1, max_size=40).filter(lambda words: words.strip()))
def test_quoted_words_arrive_exactly_and_command_nothing(words: str) -> None:
    for text in (f"add the title “{words}”", f"标题写「{words}」"):
        acts = said(text)
        assert [act for act, _, _ in acts] == ["add_text"]
        assert acts[0][1]["text"] == words.strip()
        assert acts[0][1]["role"] == "title"


@pytest.mark.parametrize(("verb", "photo"), list(product(("write", "put", "add"), _PHOTO[0])))
def test_words_go_on_the_photo_that_is_named(verb: str, photo: str) -> None:
    assert said(f'{verb} "Dr. Who & co" on {photo}') == [("add_text", {"text": "Dr. Who & co"}, number(3))]


@pytest.mark.parametrize(("photo", "verb"), list(product(_PHOTO[1], ("写上", "打上", "加上", "写"))))
def test_chinese_words_go_on_the_photo_that_is_named(photo: str, verb: str) -> None:
    assert said(f"{photo}{verb}“外婆家的院子”") == [("add_text", {"text": "外婆家的院子"}, number(3))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("add a title saying Summer in Rome", "Summer in Rome"),
        ("title: Rock & Roll", "Rock & Roll"),
        ("put happy birthday mom on the last photo", "happy birthday mom"),
        ("big title JAPAN 2025 at the front", "JAPAN 2025"),
        ("write Thank you all in white letters", "Thank you all"),
        ("can you write Nana's 90th at the start, big, pink", "Nana's 90th"),
        ("标题写小满一周岁", "小满一周岁"),
        ("最后一张写上谢谢大家", "谢谢大家"),
    ],
)
def test_unquoted_words_end_where_something_else_is_said(text: str, words: str) -> None:
    assert [slots["text"] for act, slots, _ in said(text) if act == "add_text"] == [words]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("make the title red", {"color": "#ff0000"}),
        ("make the title bigger", {"size": "bigger"}),
        ("title smaller", {"size": "smaller"}),
        ("move the title to the bottom left", {"position": "bottom-left"}),
        ("the title should fade in", {"animation": "fade"}),
        ("标题用打字机效果", {"animation": "typewriter"}),
        ("标题小一点放下面", {"size": "smaller", "position": "bottom"}),
        ("标题字再大些", {"size": "bigger"}),
        ("title in a serif font", {"font": "serif"}),
        ("make the title bold", {"bold": True}),
    ],
)
def test_how_a_title_looks_is_no_new_title(text: str, slots: dict[str, object]) -> None:
    scene = scene_of()
    scene = scene_of(timeline=with_title(scene.timeline, "Rome", "c1"))
    found = understand(text, scene).intents
    assert [(one.act, dict(one.slots), one.texts) for one in found] == [
        ("edit_text", slots, TextRef("role", "title"))
    ]


@pytest.mark.parametrize(
    "text", ["no text", "remove all text", "lose the captions", "不要文字", "把字都删掉"]
)
def test_words_that_are_not_wanted_are_removed(text: str) -> None:
    scene = scene_of()
    scene = scene_of(timeline=with_title(scene.timeline, "Rome", "c1"))
    assert [one.act for one in understand(text, scene).intents] == ["remove_text"]


@pytest.mark.parametrize("text", ["no text", "不要文字"])
def test_words_that_are_not_there_are_not_removed(text: str) -> None:
    assert [act for act, _, _ in said(text)] == ["ask_project"]


@pytest.mark.parametrize("text", ["don't add a title yet", "先别加标题", "do not write anything on it yet"])
def test_what_is_held_back_is_not_written(text: str) -> None:
    assert not [act for act, _, _ in said(text) if act in ("add_text", "edit_text", "remove_text")]


@pytest.mark.parametrize(
    "text", ["change 2023 to 2024", "把2023改成2024", "年份写错了，把2023改成2024", "replace 2023 with 2024"]
)
def test_part_of_the_words_can_be_changed(text: str) -> None:
    scene = scene_of()
    scene = scene_of(timeline=with_title(scene.timeline, "Our 2023", "c1"))
    found = understand(text, scene).intents
    assert [(one.act, one.slots.get("replace")) for one in found] == [("edit_text", ["2023", "2024"])]


def test_a_list_of_words_for_every_photo_is_dealt_out() -> None:
    for text in (
        "Label them: Oslo, Bergen, Bodø, Kiruna, Åre",
        "每张分别写：Oslo、Bergen、Bodø、Kiruna、Åre",
    ):
        assert said(text) == [
            (
                "add_captions",
                {"captions": [[1, "Oslo"], [2, "Bergen"], [3, "Bodø"], [4, "Kiruna"], [5, "Åre"]]},
                None,
            )
        ]


@pytest.mark.parametrize("text", ["put his name on the picture", "add a title", "加个标题"])
def test_words_that_are_not_given_are_asked_for(text: str) -> None:
    scene = scene_of()
    asked = [one.ask for one in understand(text, scene).intents]
    assert asked in (["ask_what_name"], ["ask_what_text"])
