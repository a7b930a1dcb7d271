"""Music for a video: what words mean, which part of a file, and where its beats fall."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidOption, MissingMedia
from photoplay.media.record import MediaRecord, Sound
from photoplay.music.catalogue import Recipe
from photoplay.music.compose import compose
from photoplay.templates.soundtrack import (
    add_music,
    asked_for,
    composed,
    gain_of,
    mood_for,
    of_file,
    seed_of,
    told_of,
)
from photoplay.timeline import edits
from photoplay.timeline.clips import photo
from photoplay.timeline.find import sounds
from photoplay.timeline.generated import Music, generated_by
from photoplay.timeline.model import MOODS, Timeline


def song(seconds: float, bpm: float | None = 120, best_start_ms: int = 0, start_ms: int = 0) -> MediaRecord:
    """A file of so many seconds, with beats from ``start_ms`` on."""
    length = round(seconds * 1000)
    beats: tuple[int, ...] = ()
    if bpm is not None:
        count = int((length - start_ms) * bpm / 60_000)
        beats = tuple(round(start_ms + number * 60_000 / bpm) for number in range(count + 1))
    sound = Sound(length, 48_000, 2, -14.0, best_start_ms, bpm, beats, beats[::4])
    return MediaRecord(
        "snd_1", "song.mp3", Path("song.mp3"), "audio", "mp3", 0, 0, 1, "0" * 64, role="music", sound=sound
    )


# -- words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["none", "None", "off", "silent", "无", "静音"])
def test_silence_has_many_names(word: str) -> None:
    assert asked_for(word) is None


def test_no_music_is_silence_and_auto_stays_open() -> None:
    assert asked_for(None) is None and asked_for("auto") == "auto"


@pytest.mark.parametrize(
    ("word", "mood"),
    [
        *((name, name) for name in MOODS),
        ("Lo-Fi", "lofi"),
        ("AMBIENT", "calm"),
        ("史诗", "epic"),
        ("轻快", "upbeat"),
    ],
)
def test_moods_by_their_names_and_common_spellings(word: str, mood: str) -> None:
    assert asked_for(word) == Music(mood)


def test_an_instrument_beside_the_mood_leads() -> None:
    assert asked_for("calm piano") == Music("calm", lead="piano")
    assert asked_for("electric piano lo-fi") == Music("lofi", lead="electric-piano")


def test_a_file_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "jazz.mp3"
    path.write_bytes(b"x")
    assert asked_for(str(path)) == asked_for(path) == path
    with pytest.raises(MissingMedia, match="gone.mp3"):
        asked_for(str(tmp_path / "gone.mp3"))
    with pytest.raises(MissingMedia):
        asked_for(tmp_path)


def test_a_file_without_an_ending_but_a_mood_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("jazz").write_bytes(b"x")
    Path("qqq").write_bytes(b"x")
    assert asked_for("jazz") == Music("jazz") and asked_for("./jazz") == Path("jazz")
    assert asked_for("qqq") == Path("qqq")


def test_what_is_neither_is_told_with_what_there_is() -> None:
    with pytest.raises(InvalidOption, match=r"no music “zzz”.*lofi.*epic"):
        asked_for("zzz")


@pytest.mark.parametrize(
    ("volume", "gain"),
    [(35, 0.35), ("35", 0.35), ("35%", 0.35), (" 35 % ", 0.35), ("0", 0.0), (200, 2.0), ("12.5", 0.125),
     ("-6dB", 0.1754), ("0 dB", 0.35), ("+6 db", 0.6983)],
)  # fmt: skip
def test_volumes(volume: float | str, gain: float) -> None:
    assert gain_of(volume) == pytest.approx(gain, abs=1e-4)


def test_a_slip_of_the_keyboard_is_asked_about() -> None:
    with pytest.raises(InvalidOption, match=r"Did you mean calm\? Choose"):
        asked_for("calmm")


def test_an_instrument_alone_is_played_in_a_mood_that_suits_it() -> None:
    assert asked_for("piano") == Music("calm", lead="piano")


def test_a_stand_in_is_told() -> None:
    assert told_of("sad") == ("There is no “sad” music; Calm comes nearest.",)
    assert (
        told_of("calm")
        == told_of(None)
        == told_of("auto")
        == told_of("sad.mp3")
        == told_of(Path("sad"))
        == ()
    )


@pytest.mark.parametrize("volume", [0.35, 0.5])
def test_a_share_is_no_percentage(volume: float) -> None:
    with pytest.raises(InvalidOption, match=f"say {volume * 100:g}, not {volume:g}"):
        gain_of(volume)
    assert gain_of(1) == 0.01 and gain_of("0.5") == 0.005


def test_true_is_no_volume() -> None:
    with pytest.raises(InvalidOption, match="True"):
        gain_of(True)


@pytest.mark.parametrize("volume", ["loud", "", "-5", "201", 201, -1, float("nan"), "20dB", "1e3", "３５"])
def test_volumes_out_of_range(volume: float | str) -> None:
    with pytest.raises(InvalidOption, match="200"):
        gain_of(volume)


def test_the_same_photos_have_the_same_piece_and_others_another() -> None:
    one, other = song(1), replace(song(1), sha256="1" * 64)
    assert seed_of([one, other]) == seed_of([one, other]) != seed_of([other, one])


@pytest.mark.parametrize(
    ("words", "shot_ms", "mood"),
    [("", 3000, "lofi"), ("", 1500, "upbeat"), ("", 5000, "calm"), ("Our Wedding", 3000, "romantic"),
     ("圣诞快乐", 3000, "festive"), ("xyz", 3000, "lofi")],
)  # fmt: skip
def test_a_mood_that_nobody_chose(words: str, shot_ms: int, mood: str) -> None:
    assert mood_for(words, shot_ms) == mood


# -- pieces ---------------------------------------------------------------------------------------------------


def test_a_composed_piece_ends_by_itself_and_knows_its_beats() -> None:
    music = composed(Music("upbeat", 7), 30_000, beats=True)
    assert (music.name, music.mood, music.fade_out_ms, music.loop) == ("Upbeat", "upbeat", 0, False)
    assert generated_by(music.source) == Music("upbeat", 7)
    assert len(music.beats_ms) > 40 and set(music.downbeats_ms) <= set(music.beats_ms)
    assert composed(Music("upbeat", 7), 30_000, beats=False).beats_ms == ()
    assert composed(Music("calm", 7, "piano"), 30_000, beats=False).name == "Calm (piano)"


def test_beats_of_very_long_music_are_those_of_the_pieces_that_play() -> None:
    music = composed(Music("upbeat", 7), 16 * 60_000, beats=True)
    first, second = (compose(Recipe("upbeat", seed), 480_000) for seed in (7, 8))
    wanted = [round(1000 * beat) for beat in first.beats_s]
    wanted += [round(480_000 + 1000 * beat) for beat in second.beats_s]
    assert music.beats_ms == tuple(sorted(set(wanted)))
    assert set(music.downbeats_ms) <= set(music.beats_ms) and music.bpm == first.bpm


def test_a_long_file_starts_at_its_best_part_and_fades_out() -> None:
    music = of_file(song(180, best_start_ms=42_000), 30_000)
    assert (music.source_in_ms, music.loop, music.fade_out_ms) == (42_000, False, 1800)
    assert music.beats_ms[0] == 0 and music.beats_ms[-1] <= 30_000
    assert "42.0 s" in music.about


def test_the_best_part_may_lie_too_late() -> None:
    music = of_file(song(60, best_start_ms=50_000), 30_000)
    assert music.source_in_ms == 30_000, "the last first beat of a bar that leaves enough"
    assert of_file(song(60, None, best_start_ms=50_000), 30_000).source_in_ms == 0


@pytest.mark.parametrize("seconds", [29.9, 30.0, 30.2])
def test_a_file_as_long_as_the_video_plays_to_its_own_end(seconds: float) -> None:
    music = of_file(song(seconds), 30_000)
    assert (music.source_in_ms, music.loop, music.fade_out_ms) == (0, False, 0)


def test_a_short_file_is_repeated_and_its_beats_go_on() -> None:
    music = of_file(song(8.3, 120), 30_000)
    assert music.loop and music.fade_out_ms == 1800
    gaps = {later - earlier for earlier, later in zip(music.beats_ms, music.beats_ms[1:], strict=False)}
    assert gaps == {500}, "whole bars are repeated"
    assert music.beats_ms[-1] >= 29_500


def test_a_file_without_a_beat_has_none() -> None:
    music = of_file(song(100, None), 30_000)
    assert (music.bpm, music.beats_ms) == (None, ())


@given(
    seconds=st.floats(0.1, 400),
    total_ms=st.integers(200, 200_000),
    bpm=st.one_of(st.none(), st.floats(60, 180)),
    best=st.floats(0, 1),
)
def test_a_file_always_fits_under_the_video(
    seconds: float, total_ms: int, bpm: float | None, best: float
) -> None:
    record = song(seconds, bpm, round(best * (seconds * 1000 - 1)))
    music = of_file(record, total_ms)
    assert record.sound is not None
    assert 0 <= music.source_in_ms < record.sound.duration_ms
    if not music.loop:
        assert music.source_in_ms + total_ms <= record.sound.duration_ms + 300
    assert list(music.beats_ms) == sorted(music.beats_ms)
    assert all(0 <= beat <= total_ms for beat in music.beats_ms)


def test_music_lies_under_the_whole_video() -> None:
    timeline = edits.append(Timeline(), [photo("a"), photo("b")])
    (clip,) = sounds(add_music(timeline, of_file(song(100, best_start_ms=4000), 6000), 0.35))
    assert (clip.start_ms, clip.end_ms, clip.gain, clip.source_in_ms) == (0, 6000, 0.35, 4000)
    assert (clip.name, clip.source) == ("song.mp3", "snd_1")
