"""A measured file beside the limits of a preset."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from photoplay.export.checks import checked
from photoplay.export.presets import OFFERED
from photoplay.media.movie import Movie

GOOD = Movie(
    size_bytes=4_000_000, codec="h264", profile="High", pixel_format="yuv420p", width=1920, height=1080,
    fps=Fraction(30), frames=300, keyframe_gap=15, b_frames=2, peak_bit_s=5_000_000, has_sound=False,
    has_edit_list=False, plays_while_loading=True,
)  # fmt: skip


def test_a_good_file_meets_all() -> None:
    found = checked(GOOD, OFFERED["youtube"], 4_000_000)
    assert all(one.is_met for one in found)
    assert {one.name for one in found} >= {"canvas", "mean rate", "between key frames", "edit list"}
    assert checked(GOOD, None, None) == ()


@pytest.mark.parametrize(
    ("preset", "change", "name", "measured"),
    [
        ("youtube", {"width": 1280}, "canvas", "1280 × 1080"),
        ("youtube", {"fps": Fraction(61)}, "frame rate", "61 a second"),
        ("youtube", {"size_bytes": 10_000_001}, "mean rate", "8,000,001 bits a second"),
        ("youtube", {"keyframe_gap": 16}, "between key frames", "0.533333 s"),
        ("youtube", {"b_frames": 3}, "B-frames in a row", "3"),
        ("youtube", {"has_edit_list": True}, "edit list", "there is one"),
        ("youtube", {"plays_while_loading": False}, "index", "after"),
        ("youtube", {"profile": "Baseline"}, "codec", "h264 Baseline yuv420p"),
        ("discord", {"size_bytes": 20 * 2**20 + 1}, "size", "20,971,521 bytes"),
        ("discord", {"width": 1922}, "canvas", "1922 × 1080"),
        ("bilibili", {"peak_bit_s": 60_000_001}, "busiest second", "60,000,001 bits a second"),
        ("tiktok", {"frames": 18_001}, "length", "600.033 s"),
        ("tiktok", {"width": 202, "height": 358}, "shorter side", "202 pixels"),
        ("story", {"frames": 89}, "length", "2.96667 s"),
    ],
)  # fmt: skip
def test_what_is_not_met_is_found_and_nothing_else_of_that_name(
    preset: str, change: dict[str, object], name: str, measured: str
) -> None:
    found = checked(replace(GOOD, **change), OFFERED[preset], None)  # type: ignore[arg-type]
    missed = [one.measured for one in found if one.name == name and not one.is_met]
    assert missed == [measured]


def test_the_size_asked_for_is_checked_beside_the_presets() -> None:
    found = checked(GOOD, OFFERED["discord"], 3_999_999)
    assert [one.is_met for one in found if one.name == "size asked for"] == [False]
    assert [one.is_met for one in found if one.name == "size"] == [True]
