"""The sound of an export in words and limits: rates for small files, notes, and checks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from photoplay.export.checks import Heard, checked
from photoplay.export.presets import OFFERED
from photoplay.export.sounding import Sounding, sound_notes
from photoplay.media.movie import Movie
from photoplay.render.slices import Plan, Shot, Slice
from photoplay.render.sound.aac import Track
from photoplay.render.sound.cues import Cue, Recorded, SoundPlan
from photoplay.render.sound.track import SoundFacts
from photoplay.timeline.model import Timeline

FACTS = SoundFacts("AAC-LC", 192_000, 48_000, 2, -14.1, -1.2, -14.0, 0.0, "")
TRACK = Track("aac LC", 48_000, 2, 125_000.0)
MOVIE = Movie(
    size_bytes=4_000_000, codec="h264", profile="High", pixel_format="yuv420p", width=1080, height=1920,
    fps=Fraction(30), frames=300, keyframe_gap=15, b_frames=2, peak_bit_s=5_000_000, has_sound=True,
    has_edit_list=False, plays_while_loading=True,
)  # fmt: skip


def sounding(preset: str | None = None) -> Sounding:
    none: Any = None
    row = OFFERED[preset] if preset else None
    return Sounding(Timeline(), {}, {}, preset=row, pool=none, cache=none, owner="", stop=None)


def lasting(seconds: int, fps: int = 30) -> Plan:
    whole = Slice((64, 36), fps, seconds * fps, (Shot(0, seconds * fps),))
    return Plan(whole, (0, seconds * fps))


@pytest.mark.parametrize(
    ("size_bytes", "seconds", "bit_s"),
    [
        (8_000_000, 30, 192_000), (8_000_000, 60, 128_000), (8_000_000, 90, 96_000), (8_000_000, 120, 64_000),
        (8_000_000, 600, 64_000), (100_000, 10, 64_000), (10**9, 600, 192_000),
    ],
)  # fmt: skip
def test_sound_takes_no_more_than_its_share_of_a_small_file(
    size_bytes: int, seconds: int, bit_s: int
) -> None:
    found = sounding().bit_s_within(size_bytes, lasting(seconds))
    assert found == bit_s
    assert found == 64_000 or found * seconds / 8 <= 0.15 * size_bytes


def test_a_presets_own_rate_is_the_highest() -> None:
    assert sounding("youtube").bit_s_within(10**9, lasting(30)) == 384_000
    assert sounding("reels").bit_s_within(10**9, lasting(30)) == 120_000
    assert sounding("reels").bit_s_within(100_000, lasting(30)) == 64_000


def test_nothing_heard_takes_no_room() -> None:
    assert sounding().most_bytes(lasting(30), 192_000) == 0
    assert sounding().maker(lasting(30)) is None
    assert sounding().room_bytes(lasting(30), None) == 0


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, []),
        ({"wanted_lufs": -14.4, "loudness_lufs": -14.5}, []),
        (
            {"wanted_lufs": -20.0, "volume_db": -6.0, "loudness_lufs": -20.1},
            ["6 dB quieter than usual: -20.1 LUFS instead of -14"],
        ),
        ({"wanted_lufs": -11.0, "volume_db": 3.0, "loudness_lufs": -11.2}, ["louder than usual: -11.2 LUFS"]),
        ({"limit": "noise", "loudness_lufs": -30.0}, ["raise its noise"]),
        ({"limit": "peaks", "loudness_lufs": -18.0}, ["distort at -14.0 LUFS: the video plays at -18.0"]),
        ({"limit": "peaks", "loudness_lufs": -14.3}, []),
        ({"limit": "silence", "loudness_lufs": None}, ["silent"]),
    ],
)
def test_what_is_told_about_the_loudness(facts: dict[str, Any], words: list[str]) -> None:
    notes = sound_notes(replace(FACTS, **facts), None, -14.0)
    assert len(notes) == len(words)
    assert all(part in note for part, note in zip(words, notes, strict=True))


def test_a_place_that_would_turn_it_down_is_named() -> None:
    (note,) = sound_notes(replace(FACTS, volume_db=9.0), OFFERED["reels"], -14.0)
    assert "Instagram Reels plays videos at -14 LUFS" in note


@pytest.mark.parametrize(
    ("speeds", "words"), [((1.0, 4.0, 0.25), []), ((8.0,), ["higher"]), ((0.1, 5.0), ["higher", "lower"])]
)
def test_sound_that_cannot_keep_its_pitch_is_told(speeds: tuple[float, ...], words: list[str]) -> None:
    cues = tuple(Cue(0, 100, Recorded("a", "mp4", 0, 100, speed)) for speed in speeds)
    notes = sound_notes(FACTS, None, -14.0, SoundPlan(100, cues))
    assert len(notes) == len(words)
    assert all(word in note for word, note in zip(words, notes, strict=True))


@pytest.mark.parametrize(
    ("track", "facts", "name"),
    [
        ({"codec": "aac HE-AAC"}, {}, "sound"),
        ({"rate": 44_100}, {}, "sound"),
        ({"bit_s": 128_001.0}, {}, "sound rate"),
        ({}, {"loudness_lufs": -13.4}, "loudness"),
        ({}, {"loudness_lufs": -14.6}, "loudness"),
        ({}, {"loudness_lufs": -13.4, "limit": "noise"}, "loudness"),
        ({}, {"true_peak_dbtp": -0.9}, "true peak"),
    ],
)
def test_what_is_not_met_is_found(track: dict[str, Any], facts: dict[str, Any], name: str) -> None:
    heard = Heard(replace(TRACK, **track), replace(FACTS, **facts), -14.0)
    found = checked(MOVIE, OFFERED["reels"], None, heard)
    assert [one.name for one in found if not one.is_met] == [name]


def test_a_good_track_meets_all_and_quieter_by_wish_is_no_fault() -> None:
    for facts in (FACTS, replace(FACTS, wanted_lufs=-30.0, loudness_lufs=-30.0)):
        found = checked(MOVIE, OFFERED["reels"], None, Heard(TRACK, facts, -14.0))
        assert all(one.is_met for one in found)
        assert {"sound", "sound rate", "loudness", "true peak"} <= {one.name for one in found}


def test_every_rate_of_a_preset_is_within_its_own_limit() -> None:
    for row in OFFERED.values():
        assert row.most_sound_bit_s is None or row.sound_bit_s <= row.most_sound_bit_s
