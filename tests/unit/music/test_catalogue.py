"""Moods by the words people use, and the names of pieces."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.waiting import HANGS_S

from photoplay.music.catalogue import (
    LEADS,
    MOODS,
    Recipe,
    lead_named,
    lead_of,
    meant,
    mood_named,
    music_named,
    stand_in,
    title_of,
)
from photoplay.music.words import INSTRUMENTS, NEAREST
from photoplay.timeline import generated, model


def test_the_moods_and_leads_are_those_of_the_timeline() -> None:
    assert tuple(MOODS) == model.MOODS
    assert generated.LEADS == LEADS
    assert all(set(mood.leads) <= set(LEADS) for mood in MOODS.values())


@pytest.mark.parametrize(
    ("words", "mood"),
    [
        ("lofi", "lofi"),
        ("Lo-Fi", "lofi"),
        ("lo fi beats", "lofi"),
        ("LOFI hip-hop", "lofi"),
        ("chillhop", "lofi"),
        ("欢快", "happy"),
        ("歡快的音樂", "happy"),
        ("ukulele", "happy"),
        ("birthday", "happy"),
        ("birthday party", "festive"),
        ("epic trailer", "epic"),
        ("史诗感的音乐", "epic"),
        ("史詩", "epic"),
        ("wedding", "romantic"),
        ("婚禮", "romantic"),
        ("travel vlog", "upbeat"),
        ("輕快", "upbeat"),
        ("ambient", "calm"),
        ("舒缓", "calm"),
        ("some calm music, please", "calm"),
        ("ｊａｚｚ", "jazz"),
        ("coffee shop", "jazz"),
        ("café", "jazz"),
        ("corporate video", "corporate"),
        ("商务", "corporate"),
        ("Chinese New Year", "festive"),
        ("春節", "festive"),
        ("EDM", "electronic"),
        ("電子", "electronic"),
        ("sad piano", "calm"),
        ("紧张", "dramatic"),
        ("film score", "cinematic"),
        ("電影感", "cinematic"),
    ],
)
def test_common_spellings_are_taken(words: str, mood: str) -> None:
    assert mood_named(words) == mood


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "none",
        "no music",
        "xyzzy",
        "calm.mp3",
        "music/jazz.flac",
        "C:\\epic.wav",
        "music",
        "?",
        "没有",
    ],
)
def test_other_words_name_no_mood(words: str) -> None:
    assert mood_named(words) is None


def test_every_spelling_is_found_and_stands_for_one_mood() -> None:
    spellings = [(one, mood.name) for mood in MOODS.values() for one in (*mood.spellings, mood.title)]
    assert len({one for one, _ in spellings}) == len(spellings)
    for spelling, mood in spellings:
        assert mood_named(spelling) == mood, spelling
        assert mood_named(f"{spelling} MUSIC") == mood, spelling


@pytest.mark.parametrize("mood", MOODS)
def test_titles_say_who_leads_and_differ(mood: str) -> None:
    titles = {title_of(Recipe(mood, seed)) for seed in range(50)}
    assert len(titles) > 25
    for seed in range(50):
        recipe = Recipe(mood, seed)
        assert title_of(recipe).endswith(f" ({lead_of(recipe).replace('-', ' ')})")
        assert title_of(Recipe(mood, seed, lead="flute")).endswith(" (flute)")


def test_titles_are_the_same_on_every_machine() -> None:
    assert title_of(Recipe("calm", 7)) == title_of(Recipe("calm", 7, bpm=90))
    assert title_of(Recipe("lofi", 0)) == "Slow Tape (vibraphone)"
    assert title_of(Recipe("epic", 999_999_999)) == "Blazing Giants (synth)"


def test_choosing_music_loads_nothing_heavy() -> None:
    script = "import sys, photoplay.music.catalogue; print({'numpy', 'numba', 'scipy'} & set(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=HANGS_S
    )
    assert told.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("words", "mood", "word"),
    [
        ("sad", "calm", "sad"),
        ("悲伤的音乐", "calm", "悲伤"),
        ("Rock", "upbeat", "rock"),
        ("metal", "epic", "metal"),
    ],
)
def test_a_kind_that_there_is_not_has_a_stand_in(words: str, mood: str, word: str) -> None:
    assert (mood_named(words), stand_in(words)) == (mood, word)


@pytest.mark.parametrize("words", ["calm", "calm rock lofi hip hop", "nothing known", "轻快"])
def test_what_there_is_needs_no_stand_in(words: str) -> None:
    assert stand_in(words) is None


def test_no_word_is_both_a_mood_and_a_stand_in() -> None:
    own = {spelling for mood in MOODS.values() for spelling in (mood.name, *mood.spellings)}
    assert not own & {spelling for told in NEAREST.values() for spelling in told}
    assert set(NEAREST) <= set(MOODS) and set(INSTRUMENTS) == set(LEADS)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("calm piano", ("calm", "piano")),
        ("piano", ("calm", "piano")),
        ("Electric Piano", ("lofi", "electric-piano")),
        ("e-piano", ("lofi", "electric-piano")),
        ("钢琴", ("calm", "piano")),
        ("violin", ("cinematic", "strings")),
        ("jazz sax", ("jazz", "saxophone")),
        ("piano.mp3", (None, None)),
        ("xyzzy", (None, None)),
    ],
)
def test_instruments_with_and_without_a_mood(words: str, found: tuple[str | None, str | None]) -> None:
    assert music_named(words) == found


def test_every_instrument_alone_has_a_mood() -> None:
    for lead in LEADS:
        assert lead_named(lead) == lead
        assert music_named(lead)[0] in MOODS


@pytest.mark.parametrize(("typed", "word"), [("calmm", "calm"), ("romantik", "romantic"), ("xyzzy", None)])
def test_slips_of_the_keyboard(typed: str, word: str | None) -> None:
    assert meant(typed) == word
