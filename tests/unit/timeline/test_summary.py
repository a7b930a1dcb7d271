"""The one line: exactly the form that published clients show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from photoplay.timeline.clips import end_card, film, photo
from photoplay.timeline.edits import append, remove, set_durations
from photoplay.timeline.layers import add_audio, add_overlay, add_title, edit_audio
from photoplay.timeline.model import Box, Timeline
from photoplay.timeline.summary import summary
from photoplay.timeline.wording import LANGUAGES, one_line, words_of


def test_the_line_of_the_published_clients() -> None:
    timeline = append(Timeline(), film("a", "city timelapse", 10_000))
    timeline = add_title(add_audio(timeline, "m", name="Lo-fi"), "Urban Dreams")
    assert summary(timeline) == (
        "Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) "
        '3. Title: "Urban Dreams" (0-3s)'
    )


def test_several_on_a_track() -> None:
    timeline = append(Timeline(), [photo(f"a{n}") for n in range(10)])
    assert summary(timeline) == "Timeline (1 track): 1. Video: 10 photos (0-30s)"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Timeline (2 tracks): 1. Video: 2 photos (0-6s) 2. BGM: Lo-fi (0-6s, 35%)"),
        ("zh", "时间线（2 条轨道）：1. 视频：2 张照片（0-6秒） 2. 背景音乐：Lo-fi（0-6秒，35%）"),
        ("zh-TW", "時間軸（2 條軌道）：1. 影片：2 張照片（0-6秒） 2. 背景音樂：Lo-fi（0-6秒，35%）"),
    ],
)
def test_it_follows_the_language(language: str, line: str) -> None:
    timeline = add_audio(append(Timeline(), [photo("a"), photo("b")]), "m", name="Lo-fi")
    assert summary(timeline, language) == line


@pytest.mark.parametrize(
    ("tag", "table"),
    [
        ("zh-Hant", "zh-TW"),
        ("zh_TW", "zh-TW"),
        ("ZH-hk", "zh-TW"),
        ("zh-CN", "zh"),
        ("zh-Hans-TW", "zh"),
        ("fr", "en"),
    ],
)
def test_language_tags(tag: str, table: str) -> None:
    assert words_of(tag) is LANGUAGES[table]


def test_fractions_mixtures_and_roles(three: Timeline) -> None:
    timeline = append(set_durations(three, {"c1": 2500}), [film("f"), end_card("e")])
    timeline = edit_audio(add_audio(timeline, "m", name="Lo-fi"), "c6", gain=((0, 0.2), (500, 0.8)))
    timeline = add_title(timeline, "by\nthe  sea", role="lower-third", start_ms=500)
    timeline = add_overlay(timeline, "logo", Box(0, 0, 0.1, 0.1), name="logo.png")
    assert summary(timeline) == (
        "Timeline (4 tracks): 1. Video: 3 photos, 1 clip and an end card (0-14.5s) "
        "2. Overlay: logo.png (0-14.5s) 3. BGM: Lo-fi (0-14.5s, 20%-80%) "
        '4. Lower third: "by the sea" (0.5-3.5s)'
    )


def test_what_is_known_of_files_decides_what_is_a_clip() -> None:
    timeline = append(Timeline(), [photo("a", "a.mp4"), film("b", "b.jpg")])
    assert "Video: 1 photo and 1 clip" in summary(timeline, films={"a"})
    assert "Video: 2 photos" in summary(timeline, films=())
    assert "视频：1 张照片和 1 个片段" in summary(timeline, "zh", {"a"})
    assert "1 photo" in summary(append(Timeline(), film("b")), films=())


def test_empty_timelines_and_tracks(full: Timeline) -> None:
    assert summary(Timeline()) == "Timeline (0 tracks)"
    bare = remove(full, ["c1", "c2", "c3", "c4"])
    assert summary(bare).startswith("Timeline (3 tracks): 1. Overlay: logo.png")


def test_names_that_people_gave_tracks(three: Timeline) -> None:
    named = replace(three, tracks=(replace(three.tracks[0], name="Holiday"),))
    assert summary(named, "zh").startswith("时间线（1 条轨道）：1. Holiday：3 张照片")


def test_nameless_clips_are_called_what_they_are() -> None:
    assert summary(append(Timeline(), photo("a"))) == "Timeline (1 track): 1. Video: 1 photo (0-3s)"


def test_names_cannot_break_the_line() -> None:
    assert one_line("a\r\nb\u202ec\x00\u2028d") == "a b c d"
    assert len(one_line("x" * 500)) == 60


def test_the_languages_say_the_same() -> None:
    for table in LANGUAGES.values():
        assert table.keys() == LANGUAGES["en"].keys()
        for key, text in table.items():
            places = sorted(part for part in ("{0}", "{1}", "{n}", "{start}", "{end}") if part in text)
            english = LANGUAGES["en"][key]
            assert places == sorted(p for p in ("{0}", "{1}", "{n}", "{start}", "{end}") if p in english), key
