"""What a child tells is believed only within bounds."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.media.derive import Derived
from photoplay.media.derive_film import DerivedFilm
from photoplay.media.derive_lut import DerivedLut
from photoplay.media.derive_sound import DerivedSound
from photoplay.media.examined import (
    Examined,
    Facts,
    FilmFacts,
    LutFacts,
    SoundFacts,
    film_from_json,
    from_json,
    lut_from_json,
    normalised_record,
    sound_from_json,
    to_json,
)
from photoplay.media.record import Film, Focus, MediaRecord, Sound, Tone

RECORD = MediaRecord(
    id="img_0", name="x.heic", path=Path("original"), kind="image", format="heif", width=4000, height=3000,
    size_bytes=9, sha256="0" * 64, has_alpha=True, role="logo", is_graphic=True, background=(1, 2, 3),
    focus=Focus(0.1, 0.2, 0.3), taken_at="2024:05:06 07:08:09",
)  # fmt: skip
GOOD = to_json(Derived(RECORD, "png", 400, 300))
NAN = float("nan")


def test_what_is_told_arrives() -> None:
    facts = from_json(json.loads(json.dumps(GOOD)))
    assert facts == Facts(
        "heif", 4000, 3000, True, "logo", True, (1, 2, 3), Focus(0.1, 0.2, 0.3), "2024:05:06 07:08:09",
        "png", 400, 300,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("format", value) for value in ("exe", "", None, 7, ["png"], "jpeg\n")),
        *((side, value) for side in ("width", "height") for value in (0, -1, 10**9, 1.5, "9", True, None, NAN)),
        *((flag, value) for flag in ("has_alpha", "is_graphic") for value in (0, 1, "true", None, [])),
        *(("role", value) for value in ("music", "clip", None, "PHOTO")),
        *(("background", value) for value in ([1, 2], [1, 2, 256], [1, 2, -1], "red", [1, 2, 3.0], [True, 1, 1])),
        *(("focus", value) for value in ([0, 0], [0, 0, 1.01], [NAN, 0, 0], [0, -0.1, 0], ["0", 0, 0], 1, None)),
        *(("focus", [float("inf"), 0, 0]), ("focus", [True, 0, 0])),
        *(("taken_at", value) for value in (None, 5, "x" * 19, "<script>", "2024:05:06 07:08:09" + "9" * 99)),
        *(("normalised", value) for value in (["gif", 4, 3], ["png", 7000, 1], ["png", 6144, 6700],
          ["png", 6144, 6144 * 2],
          ["png", 0, 1], ["png", 1], None, ["png", "4", 3])),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_json({**GOOD, key: value})


@pytest.mark.parametrize("key", [key for key in GOOD if key not in ("background", "tone")])
def test_what_is_missing_is_noticed(key: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_json({one: value for one, value in GOOD.items() if one != key})


Nested = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner),
)


@given(st.dictionaries(st.sampled_from([*GOOD, "other"]), Nested))
def test_anything_else_is_read_or_refused(told: dict[str, object]) -> None:
    try:
        facts = from_json({**GOOD, **told})
    except ValueError:
        return
    assert 1 <= facts.width <= 10_000_000
    assert 0 <= facts.focus.x <= 1


def test_the_record_for_drawing(tmp_path: Path) -> None:
    examined = Examined(RECORD, tmp_path / "a", "png", "f" * 64, 77, 400, 300, tmp_path / "b", ())
    record = normalised_record(examined, tmp_path / "kept.png")
    assert (record.path, record.sha256, record.size_bytes) == (tmp_path / "kept.png", "f" * 64, 77)
    assert (record.format, record.width, record.height) == ("png", 400, 300)
    same = ("id", "name", "kind", "has_alpha", "role", "is_graphic", "background", "focus", "taken_at")
    assert all(getattr(record, field) == getattr(RECORD, field) for field in same)


SOUND = Sound(2000, 44_100, 6, -12.5, 250, 119.9, (0, 500, 1000, 1999), (500,))
GOOD_SOUND = to_json(DerivedSound("mp3", SOUND, 96_000))


def test_what_is_told_of_a_sound_arrives() -> None:
    assert sound_from_json(json.loads(json.dumps(GOOD_SOUND))) == SoundFacts("mp3", SOUND, 96_000)
    silent = Sound(2000, 8000, 1)
    told = json.loads(json.dumps(to_json(DerivedSound("wav", silent, 96_000))))
    assert sound_from_json(told) == SoundFacts("wav", silent, 96_000)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("format", value) for value in ("jpeg", "", None, 7)),
        *(("samples", value) for value in (0, -1, 1.5, None, 48_000, 3600 * 48_000 + 1, True)),
        *(("sound", value) for value in (None, [], "x", {})),
    ],
)
def test_what_makes_no_sense_of_a_sound_is_refused(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        sound_from_json({**json.loads(json.dumps(GOOD_SOUND)), key: value})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("duration_ms", value) for value in (1999, 2001, None, "2000", 10**12)),
        *(("sample_rate", value) for value in (0, 10**9, None, 44_100.0)),
        *(("channels", value) for value in (0, 9, None)),
        *(("loudness_lufs", value) for value in (NAN, float("-inf"), 99, "loud", True)),
        *(("best_start_ms", value) for value in (-1, 2001, None, 0.5)),
        *(("bpm", value) for value in (0, -120, 10**9, NAN, "fast")),
        *(("beats_ms", value) for value in (None, 5, [1, 1], [2, 1], [-1], [2001], [0.5], [True], [[1]])),
        *(("downbeats_ms", value) for value in (None, [1], [1000, 500], [0, 0])),
    ],
)  # fmt: skip
def test_what_makes_no_sense_within_a_sound_is_refused(key: str, value: object) -> None:
    told = json.loads(json.dumps(GOOD_SOUND))
    told["sound"][key] = value
    with pytest.raises(ValueError, match=r".+"):
        sound_from_json(told)


@pytest.mark.parametrize("key", [key for key in GOOD_SOUND["sound"] if key not in ("loudness_lufs", "bpm")])  # type: ignore[attr-defined]
def test_what_is_missing_of_a_sound_is_noticed(key: str) -> None:
    told = json.loads(json.dumps(GOOD_SOUND))
    del told["sound"][key]
    with pytest.raises(ValueError, match=r".+"):
        sound_from_json(told)


@given(st.dictionaries(st.sampled_from([*GOOD_SOUND["sound"], "other"]), Nested))  # type: ignore[misc]
def test_anything_else_of_a_sound_is_read_or_refused(told: dict[str, object]) -> None:
    good = json.loads(json.dumps(GOOD_SOUND))
    try:
        facts = sound_from_json({**good, "sound": good["sound"] | told})
    except ValueError:
        return
    assert facts.sound.duration_ms == 2000
    assert all(0 <= beat <= 2000 for beat in facts.sound.beats_ms)


# -- films --------------------------------------------------------------------------------------------------------

FILM = MediaRecord(
    id="vid_0", name="x.mov", path=Path("original"), kind="video", format="mov", width=3840, height=2160,
    size_bytes=9, sha256="0" * 64, role="clip", focus=Focus(0.1, 0.2, 0.3),
    sound=Sound(2000, 44_100, 2, -20.0), film=Film(2000, 50, 25.0),
    tone=Tone(0.1, 0.9, (50.0, -3.0, 4.0), (1.1, 1.0, 0.9), 0.5), live_photo="A-1",
)  # fmt: skip
GOOD_FILM = to_json(DerivedFilm(FILM, 1920, 1080, 96_000))


def test_what_is_told_of_a_film_arrives() -> None:
    facts = film_from_json(json.loads(json.dumps(GOOD_FILM)))
    assert facts == FilmFacts(
        "mov", 3840, 2160, Film(2000, 50, 25.0), Sound(2000, 44_100, 2, -20.0), 96_000, FILM.tone,
        Focus(0.1, 0.2, 0.3), "", "A-1", 1920, 1080,
    )  # fmt: skip
    silent = film_from_json({**GOOD_FILM, "samples": 0, "sound": None})
    assert (silent.sound, silent.samples) == (None, 0)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("format", value) for value in ("hls", "concat", None, "MP4")),
        *((side, value) for side in ("width", "height") for value in (0, -1, 10**9, 1.5, None)),
        *(("film", value) for value in (
            None, [], {}, {"duration_ms": 0, "frames": 1, "fps": 1.0}, {"duration_ms": 10**9, "frames": 1, "fps": 1.0},
            {"duration_ms": 2000, "frames": 0, "fps": 1.0}, {"duration_ms": 2000, "frames": 5, "fps": NAN})),
        *(("samples", value) for value in (-1, 96_001, None, 96_000.0)),
        *(("sound", value) for value in (None, {}, {"duration_ms": 2000})),
        *(("normalised", value) for value in ([1922, 2], [0, 2], [2], None, ["2", 2])),
        *(("tone", value) for value in ({}, [], {**asdict(FILM.tone), "black": 2}, {**asdict(FILM.tone), "mean": [1]},
          {**asdict(FILM.tone), "light": [NAN, 1, 1]}, {**asdict(FILM.tone), "certainty": "1"})),
        *(("live_photo", value) for value in (None, "x" * 65, "a b", "<b>", 5)),
    ],
)  # fmt: skip
def test_what_makes_no_sense_of_a_film_is_refused(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        film_from_json({**GOOD_FILM, key: value})


@pytest.mark.parametrize("key", [key for key in GOOD_FILM if key != "tone"])
def test_what_is_missing_of_a_film_is_noticed(key: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        film_from_json({one: value for one, value in GOOD_FILM.items() if one != key})


def test_a_table_of_colours_says_that_it_is_one() -> None:
    assert lut_from_json(to_json(DerivedLut())) == LutFacts()
    for told in ({}, {"format": "png"}, {"format": None}):
        with pytest.raises(ValueError, match=r".+"):
            lut_from_json(told)
