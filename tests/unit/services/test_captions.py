"""Caption files as people have them: encodings, markup, overlaps, and files that are none."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import BrokenMedia, MediaTooLarge, MissingMedia, UnsupportedMedia
from photoplay.services.captions import Cue, captions_in, decoded, read_captions, without_overlaps

SRT = "1\n00:00:01,000 --> 00:00:02,500\nHello,\nworld\n\n2\n00:00:03,000 --> 00:00:04,000\nAgain\n"


def cues(text: str) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.text) for cue in captions_in(text, "x.srt")]


def test_subrip() -> None:
    assert cues(SRT) == [(1000, 2500, "Hello,\nworld"), (3000, 4000, "Again")]


@pytest.mark.parametrize(
    "text",
    [
        SRT.replace("\n", "\r\n"),
        SRT.replace(",0", ".0").replace(",5", ".5"),
        SRT.replace("1\n", "", 1),
        "\n\n" + SRT,
        "WEBVTT\n\nNOTE made by hand\n\n" + SRT.replace(",0", ".0").replace(",5", ".5"),
    ],
)
def test_what_programs_make_of_it(text: str) -> None:
    assert cues(text)[0] == (1000, 2500, "Hello,\nworld")


def test_webvtt_without_hours_with_voices_and_classes() -> None:
    text = (
        "WEBVTT - title\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.000 align:start line:0\n"
        "<v Ann><c.loud>Fish</c> &amp; <i>chips</i> <00:01.500>now <00:01.700>then\n"
        "\nNOTE not said\n\nsecond\n00:03.000 --> 00:04.000\nMore\n"
    )
    assert cues(text) == [(1000, 2000, "Fish & chips now then"), (3000, 4000, "More")]


def test_markup_goes_and_what_only_looks_like_it_stays() -> None:
    text = '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#ff0000">a < b</font> <3 {x} 1 > 0 $#*\\\n'
    assert cues(text) == [(1000, 2000, "a < b <3 {x} 1 > 0 $#*\\")]


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Grüße, 你好 🎉", "utf-8"),
        ("Grüße, 你好", "utf-8-sig"),
        ("Grüße, 你好", "utf-16"),
        ("Hello there", "utf-16-le"),
        ("Hello there", "utf-16-be"),
        ("我们去海边看日落，真美！", "gb18030"),
        ("Déjà vu – Größe “so”", "cp1252"),
    ],
)
def test_encodings_are_found_out(tmp_path: Path, words: str, encoding: str) -> None:
    path = tmp_path / "x.srt"
    path.write_bytes(SRT.replace("Again", words).encode(encoding))
    assert read_captions(path)[-1].text == words


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(content: bytes) -> None:
    assert isinstance(decoded(content), str)


def test_cues_that_overlap() -> None:
    assert without_overlaps([Cue(0, 5000, "a"), Cue(2000, 6000, "b")]) == [
        Cue(0, 2000, "a"),
        Cue(2000, 6000, "b"),
    ]
    assert without_overlaps([Cue(0, 5000, "a"), Cue(0, 3000, "b")]) == [Cue(0, 5000, "b\na")]
    assert without_overlaps([Cue(0, 5000, "a"), Cue(100, 5000, "a")]) == [Cue(0, 5000, "a")]


@given(
    st.lists(
        st.builds(
            lambda start, length, text: Cue(start, start + length, text),
            st.integers(0, 20_000),
            st.integers(1, 6000),
            st.sampled_from(["a", "b", "c"]),
        ),
        max_size=30,
    )
)
def test_nothing_overlaps_afterwards_and_no_words_are_lost(told: list[Cue]) -> None:
    found = without_overlaps(told)
    assert all(left.end_ms <= right.start_ms for left, right in pairwise(found))
    assert all(cue.end_ms > cue.start_ms for cue in found)
    assert {word for cue in found for word in cue.text.split()} == {cue.text for cue in told}


@pytest.mark.parametrize("content", ["", "hello world\n", "\x00\x01\x02", "[1, 2]", "<html></html>"])
def test_what_is_no_captions_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.srt"
    path.write_text(content)
    with pytest.raises((UnsupportedMedia, BrokenMedia), match=r"“x\.srt”"):
        read_captions(path)


def test_captions_without_words_are_told() -> None:
    with pytest.raises(BrokenMedia, match="no caption"):
        captions_in("1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n\n", "x.srt")
    with pytest.raises(BrokenMedia, match="no caption"):
        captions_in("1\n00:00:02,000 --> 00:00:01,000\nbackwards\n\n", "x.srt")


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingMedia, match="nowhere"):
        read_captions(tmp_path / "nowhere.srt")
    with pytest.raises(MissingMedia, match="no file"):
        read_captions(tmp_path)
    (tmp_path / "big.srt").write_bytes(b" " * 5_000_001)
    with pytest.raises(MediaTooLarge, match="5 MB"):
        read_captions(tmp_path / "big.srt")
