"""Wishes about music: which, how loud, how it comes and goes, and none."""

from __future__ import annotations

from itertools import product

import pytest
from tests.unit.agent.language.saying import BIN, said

from photoplay.music.catalogue import MOODS

_ASKS = ("{} music please", "put some {} music under it", "change the music to {}", "can you add {} music?")


@pytest.mark.parametrize(("mood", "ask"), list(product(MOODS, _ASKS)))
def test_every_mood_is_understood(mood: str, ask: str) -> None:
    acts = said(ask.format(mood))
    assert [act for act, _, _ in acts] == ["set_music"]
    assert acts[0][1]["mood"] == mood


@pytest.mark.parametrize(
    ("words", "mood"),
    [
        ("欢快", "happy"),
        ("史诗", "epic"),
        ("爵士", "jazz"),
        ("浪漫", "romantic"),
        ("電子", "electronic"),
        ("喜庆", "festive"),
    ],
)
def test_chinese_moods_are_understood(words: str, mood: str) -> None:
    for text in (f"音乐换成{words}的", f"配乐用{words}一点的", f"来点{words}的音乐"):
        acts = said(text)
        assert [act for act, _, _ in acts] == ["set_music"]
        assert acts[0][1]["mood"] == mood


@pytest.mark.parametrize("lead", ["piano", "guitar", "ukulele", "flute", "saxophone"])
def test_instruments_are_understood(lead: str) -> None:
    assert said(f"use {lead} music")[0][1]["lead"] == lead


@pytest.mark.parametrize(
    "text",
    [
        "no music",
        "without music",
        "kill the soundtrack",
        "remove the song",
        "turn the music off",
        "不要音乐",
        "把背景音乐去掉",
        "音樂關掉",
    ],
)
def test_no_music_is_no_music(text: str) -> None:
    assert said(text) == [("remove_music", {}, None)]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("set the volume to 50%", {"percent": 50.0}),
        ("volume 20%", {"percent": 20.0}),
        ("音量调到60%", {"percent": 60.0}),
        ("halve the volume of the music", {"factor": 0.5}),
        ("音乐调小一半", {"factor": 0.5}),
        ("turn the music down by 6 dB", {"by_db": -6.0}),
        ("music at full volume", {"percent": 100}),
        ("静音", {"percent": 0}),
    ],
)
def test_loudness_by_numbers(text: str, slots: dict[str, float]) -> None:
    assert [(act, told) for act, told, _ in said(text)] == [("set_music_volume", slots)]


@pytest.mark.parametrize(
    ("text", "is_louder"),
    [
        ("the music is too loud", False),
        ("make the music quieter", False),
        ("a bit louder music", True),
        ("I can hardly hear the music", True),
        ("音乐太吵了", False),
        ("音乐大声一点", True),
        ("音樂小聲一點", False),
    ],
)
def test_loudness_by_words(text: str, is_louder: bool) -> None:
    ((act, slots, _),) = said(text)
    assert act == "set_music_volume"
    assert (slots["factor"] > 1) == is_louder


@pytest.mark.parametrize(
    "text", ["keep the tune but have it get quieter towards the end", "音乐到结尾的时候小声一点"]
)
def test_quieter_at_the_end_is_no_matter_of_the_whole(text: str) -> None:
    ((act, slots, _),) = said(text)
    assert act == "set_music_volume"
    assert slots["factor"] < 1
    assert "end" in (slots.get("start"), slots.get("from"))


@pytest.mark.parametrize(
    "text", ["another song", "give me a different song", "换一首歌", "我不喜欢这个音乐", "不好听，换首歌"]
)
def test_another_song_is_another_song(text: str) -> None:
    assert [(act, slots) for act, slots, _ in said(text)] == [("set_music", {"other": True})]


def test_a_song_of_the_bin_is_found_by_its_name_and_by_being_mine() -> None:
    names = (*BIN, "海阔天空.mp3")
    for text in ("use 海阔天空.mp3", "use my song", "用我上传的那首歌"):
        assert [(act, slots) for act, slots, _ in said(text, names)] == [
            ("set_music", {"file": "海阔天空.mp3"})
        ]


@pytest.mark.parametrize(
    "text", ["what music do you have?", "which song is playing?", "don't change the music", "音乐别动"]
)
def test_talk_about_music_changes_none(text: str) -> None:
    assert not [act for act, _, _ in said(text) if act.startswith(("set_", "remove_", "fade_"))]
