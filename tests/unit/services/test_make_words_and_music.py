"""Wishes of words, music and end cards, as timelines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from photoplay.errors import InvalidOption, MediaError, MissingMedia
from photoplay.media.record import MediaRecord, Sound
from photoplay.services.importing import import_photo
from photoplay.services.make import compose, understood
from photoplay.services.wishes import Options, Wishes, check_types
from photoplay.timeline.find import end_cards, main_clips, photos, sounds, titles
from photoplay.timeline.generated import Card, Music, generated_by
from photoplay.timeline.model import Timeline
from photoplay.timeline.summary import summary
from photoplay.times import frame_at

Photos = Callable[[int], list[Path]]
SRT = "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:05,000 --> 00:00:06,000\nThere\n\n"


@pytest.fixture
def records(photos: Photos) -> list[MediaRecord]:
    return [import_photo(path) for path in photos(5)]


def made(
    records: list[MediaRecord], song: MediaRecord | None = None, **options: Any
) -> tuple[Timeline, Any, Any]:
    return compose(records, understood(Wishes(**options)), song)


def song(tmp_path: Path, seconds: float = 60, bpm: float | None = 120) -> MediaRecord:
    """A record of a file that nobody reads here."""
    beats = tuple(range(0, round(seconds * 1000), round(60_000 / bpm))) if bpm else ()
    sound = Sound(round(seconds * 1000), 48_000, 2, -14.0, 0, bpm, beats, beats[::4])
    path = tmp_path / "song.mp3"
    path.write_bytes(b"x")
    return MediaRecord(
        "snd_1", "song.mp3", path, "audio", "mp3", 0, 0, 1, "0" * 64, role="music", sound=sound
    )


def test_keywords_and_wishes_are_the_same() -> None:
    assert set(Options.__annotations__) == {field.name for field in fields(Wishes)}


# -- music --------------------------------------------------------------------------------------------------------


def test_a_bare_video_has_music_and_it_is_said(records: list[MediaRecord]) -> None:
    timeline, media, (note,) = made(records)
    (clip,) = sounds(timeline)
    assert (clip.start_ms, clip.end_ms, clip.gain, clip.name) == (0, 15_000, 0.35, "Lo-fi")
    assert "Music: Lo-fi" in note and "--music none" in note
    assert summary(timeline) == "Timeline (2 tracks): 1. Video: 5 photos (0-15s) 2. BGM: Lo-fi (0-15s, 35%)"
    assert set(media) == {record.id for record in records}
    assert made(records)[0] == timeline, "the same photos, the same video"
    (other,) = sounds(made(records[1:])[0])
    assert other.source != clip.source


def test_silence(records: list[MediaRecord]) -> None:
    for music in ("none", None):
        timeline, _, notes = made(records, music=music)
        assert sounds(timeline) == () and notes == ()


def test_a_volume_of_nothing_is_told_as_silence(records: list[MediaRecord]) -> None:
    _, _, notes = made(records, music="epic", volume=0)
    assert notes == ("Silent: the volume of the music is 0.",)


def test_a_mood_that_stands_in_is_told(records: list[MediaRecord]) -> None:
    timeline, _, notes = made(records, music="sad")
    assert sounds(timeline)[0].mood == "calm"
    assert notes[0] == "There is no “sad” music; Calm comes nearest." and "Music: Calm" in notes[1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"title": 7}, "title must be a text, not 7"),
        ({"music": 3}, "music must be a text or a path"),
        ({"captions": 1.5}, "captions must be"),
        ({"fps": "30"}, "fps must be a number"),
        ({"fps": True}, "fps must be a number"),
        ({"beat_sync": 1}, "beat_sync must be True or False"),
        ({"volume": None}, "volume must be"),
        ({"per_photo": None}, "per_photo must be a number"),
        ({"logo": b"x"}, "logo must be"),
    ],
)
def test_options_of_the_wrong_type(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidOption, match=words):
        understood(Wishes(**options))


def test_every_option_has_its_type() -> None:
    for field in fields(Wishes):
        with pytest.raises(InvalidOption, match=f"option {field.name} must"):
            check_types(Wishes(**{field.name: object()}))
    check_types(Wishes())


def test_a_mood_and_a_volume(records: list[MediaRecord]) -> None:
    timeline, _, (note,) = made(records, music="epic", volume="-6dB")
    (clip,) = sounds(timeline)
    recipe = generated_by(clip.source)
    assert isinstance(recipe, Music) and recipe.mood == clip.mood == "epic" and recipe.seed > 0
    assert clip.gain == pytest.approx(0.175, abs=0.001) and "--music" not in note


def test_the_words_on_a_video_choose_its_music(records: list[MediaRecord]) -> None:
    timeline, _, _ = made(records, title="Our wedding")
    assert sounds(timeline)[0].mood == "romantic"


def test_a_song(records: list[MediaRecord], tmp_path: Path) -> None:
    record = song(tmp_path)
    timeline, media, (note,) = made(records, record, music=record.path)
    (clip,) = sounds(timeline)
    assert (clip.source, clip.name, clip.fade_out_ms) == ("snd_1", "song.mp3", 1800)
    assert media["snd_1"] is record and "song.mp3" in note


@pytest.mark.parametrize("fps", [24, 25, 30, 60])
def test_cuts_on_beats(records: list[MediaRecord], fps: int) -> None:
    timeline, _, notes = made(records, music="upbeat", beat_sync=True, fps=fps, seconds=17.3)
    from photoplay.music.catalogue import Recipe
    from photoplay.music.compose import compose as composed

    recipe = generated_by(sounds(timeline)[0].source)
    assert isinstance(recipe, Music)
    beats_s = composed(Recipe(recipe.mood, recipe.seed), 17_300).beats_s
    clips = main_clips(timeline)
    assert timeline.duration_ms == 17_300 and len(clips) == 5
    for clip in clips[1:]:
        cut_s = frame_at(clip.start_ms, fps) / fps
        assert min(abs(cut_s - beat) for beat in beats_s) <= 1 / fps
        assert clip.transition_in is not None
    assert "4 cuts on beats" in notes[1]


def test_cuts_on_the_beats_of_a_song(records: list[MediaRecord], tmp_path: Path) -> None:
    record = song(tmp_path, bpm=100)
    timeline, _, notes = made(records, record, music=record.path, beat_sync=True)
    assert all(clip.start_ms % 600 in (0, 1, 599) for clip in main_clips(timeline)[1:])
    assert "100 beats a minute" in notes[1]


def test_no_beat_is_told_and_lengths_stay(records: list[MediaRecord], tmp_path: Path) -> None:
    record = song(tmp_path, bpm=None)
    timeline, _, notes = made(records, record, music=record.path, beat_sync=True)
    assert {clip.duration_ms for clip in main_clips(timeline)} == {3000}
    assert "No beat was found" in notes[1]


def test_more_cuts_than_beats_are_told(records: list[MediaRecord]) -> None:
    timeline, _, notes = made(records, music="calm", beat_sync=True, seconds=1)
    assert {clip.duration_ms for clip in main_clips(timeline)} == {200} and "too few beats" in notes[1]


# -- words --------------------------------------------------------------------------------------------------------


def test_title_subtitle_and_captions(records: list[MediaRecord], tmp_path: Path) -> None:
    (tmp_path / "talk.srt").write_text(SRT)
    timeline, _, _ = made(records, title="Sea", subtitle="May", captions=tmp_path / "talk.srt", music="none")
    found = [(words.style["role"], words.text, words.start_ms) for words in titles(timeline)]
    assert found == [
        ("title", "Sea", 400),
        ("subtitle", "May", 700),
        ("caption", "Hello", 1000),
        ("caption", "There", 5000),
    ]


def test_the_encoding_of_captions_is_told(records: list[MediaRecord], tmp_path: Path) -> None:
    (tmp_path / "talk.srt").write_bytes(SRT.replace("Hello", "Привет").encode("cp1251"))
    timeline, _, notes = made(records, captions=tmp_path / "talk.srt", music="none")
    assert [words.text for words in titles(timeline)] == ["Привет", "There"]
    assert any("Windows-1251" in note for note in notes)


def test_captions_beyond_the_end_are_left_out_and_that_is_said(
    records: list[MediaRecord], tmp_path: Path
) -> None:
    (tmp_path / "talk.srt").write_text(SRT)
    timeline, _, (note,) = made(records, captions=tmp_path / "talk.srt", music="none", seconds=4)
    assert [words.text for words in titles(timeline)] == ["Hello"] and note.startswith("1 caption after")


# -- the end card -------------------------------------------------------------------------------------------------


def test_an_end_card_with_words_is_inside_the_length(records: list[MediaRecord]) -> None:
    timeline, _, _ = made(records, end_card="Shop now", seconds=20, music="none")
    (card,) = end_cards(timeline)
    assert timeline.duration_ms == 20_000 and card.duration_ms == 3000 and card.end_ms == 20_000
    assert len(photos(timeline)) == 5
    (words,) = titles(timeline)
    assert words.text == "Shop now" and words.reference == card.id and words.end_ms == 20_000


def test_photos_keep_their_length_where_only_that_is_said(records: list[MediaRecord]) -> None:
    timeline, _, _ = made(records, end_card="Ende", per_photo=4, music="none")
    assert {clip.duration_ms for clip in photos(timeline)} == {4000} and timeline.duration_ms == 23_000


def test_a_logo_alone_brings_no_words(records: list[MediaRecord]) -> None:
    timeline, media, _ = made(records[1:], logo=records[0].path, music="none")
    (card,) = end_cards(timeline)
    recipe = generated_by(card.source)
    assert isinstance(recipe, Card) and recipe.logo == records[0].id
    assert media[records[0].id].role == "logo" and titles(timeline) == ()
    lengths = [b.start_ms - a.start_ms for a, b in pairwise(main_clips(timeline))]
    assert max(lengths) - min(lengths) <= 34


def test_a_photo_may_be_the_logo_too(records: list[MediaRecord]) -> None:
    _, media, _ = made(records, logo=records[0].path)
    assert media[records[0].id] is records[0]


# -- what is wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"title": " "}, "title is empty"),
        ({"subtitle": ""}, "subtitle is empty"),
        ({"end_card": "\n"}, "end card is empty"),
        ({"music": "polka"}, "no music “polka”"),
        ({"volume": "loud"}, "volume “loud”"),
        ({"music": "none", "beat_sync": True}, "only with music"),
    ],
)
def test_wishes_that_cannot_be(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidOption, match=words):
        understood(Wishes(**options))


@pytest.mark.parametrize("option", ["captions", "music", "logo"])
def test_files_that_are_not_there(option: str) -> None:
    with pytest.raises(MissingMedia, match="gone"):
        understood(Wishes(**{option: "gone.srt"}))


def test_a_broken_logo(records: list[MediaRecord], tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"no picture")
    with pytest.raises(MediaError, match="logo.png"):
        made(records, logo=tmp_path / "logo.png")
