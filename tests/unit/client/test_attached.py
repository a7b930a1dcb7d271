"""What “it” means where files come together with words."""

from __future__ import annotations

import pytest

from photoplay.client.attached import about


@pytest.mark.parametrize(
    ("text", "names", "told"),
    [
        ("add it to the end", ["a.jpg"], "add “a.jpg” to the end"),
        ("Please use this picture first", ["a.jpg"], "Please use “a.jpg” first"),
        ("add them", ["a.jpg", "b.jpg"], "add the new photos"),
        ("put these photos at the start", ["a.jpg", "b.jpg"], "put the new photos at the start"),
        ("start with this one", ["a.jpg"], "start with “a.jpg”"),
        ("make this the cover", ["a.jpg"], "make “a.jpg” the cover"),
        ("use this as the logo", ["l.png"], "use “l.png” as the logo"),
        ("把它加到最后", ["a.jpg"], "把“a.jpg”加到最后"),
        ("把这些照片放到最前面", ["a.jpg", "b.jpg"], "把新照片放到最前面"),
        ("加上这张", ["a.jpg"], "加上“a.jpg”"),
        ("用这首歌做背景音乐", ["s.mp3"], "用“s.mp3”做背景音乐"),
    ],
)
def test_words_that_mean_the_files_are_their_names(text: str, names: list[str], told: str) -> None:
    assert about(text, names) == told


@pytest.mark.parametrize(
    "text",
    ["make it slower", "add the title “It”", "add that it is sunny", "add this text: Hello", "add another one",
     "speed it up", "把视频改成竖屏", "put the logo in the corner", ""],
)  # fmt: skip
def test_words_about_the_video_stay(text: str) -> None:
    assert about(text, ["a.jpg"]) == text


def test_without_photos_alone_nothing_is_said_for_several_files() -> None:
    assert about("add them", ["a.jpg", "s.mp3"]) == "add them"
    assert about("add it", []) == "add it"
