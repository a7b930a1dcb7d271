"""Caption files as people have them: encodings, markup, overlaps, and files that are none."""

from __future__ import annotations

import os
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.waiting import HANGS_S

from photoplay.errors import BrokenMedia, MediaTooLarge, MissingMedia, UnsupportedMedia
from photoplay.services.captions import Cue, captions_in, read_captions, stacked

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


def test_other_line_ends_and_hard_spaces() -> None:
    assert cues(SRT.replace("\n", "\r")) == cues(SRT)
    assert cues(SRT.replace("Again", "10\\h000\\h€"))[1] == (3000, 4000, "10 000 €")


def test_a_cue_without_an_end_lasts_until_the_next_one_or_for_four_seconds() -> None:
    text = (
        "1\n00:00:01,000 -->\nOne\n\n2\n00:00:02,500 --> \nTwo\n\n3\n00:01:00,000 --> 00:01:01,000\nThree\n"
    )
    assert cues(text) == [(1000, 2500, "One"), (2500, 6500, "Two"), (60_000, 61_000, "Three")]
    web = "WEBVTT\n\n00:01.000 -->\nOne\n\n00:02.500 --> 00:03.000\nTwo\n"
    assert cues(web) == [(1000, 2500, "One"), (2500, 3000, "Two")]


def test_an_encoding_that_had_to_be_guessed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.srt"
    path.write_bytes(SRT.replace("Again", "Привет, мир").encode("cp1251"))
    found = read_captions(path)
    assert found.cues[-1].text == "Привет, мир"
    assert len(found.notes) == 1 and "“x.srt” was read as Windows-1251" in found.notes[0]
    path.write_text(SRT.replace("Again", "Привет, мир"), "utf-8")
    assert read_captions(path).notes == ()


def test_captions_may_come_through_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(SRT,), daemon=True)
    writer.start()
    assert len(read_captions(path).cues) == 2
    writer.join(HANGS_S)


# -- cues that overlap ----------------------------------------------------------------------------------------


def test_while_cues_overlap_both_are_shown() -> None:
    assert stacked([Cue(1000, 3000, "a"), Cue(2000, 4000, "b")]) == [
        Cue(1000, 2000, "a"),
        Cue(2000, 3000, "a\nb"),
        Cue(3000, 4000, "b"),
    ]
    assert stacked([Cue(0, 5000, "a"), Cue(0, 3000, "b")]) == [Cue(0, 3000, "b\na"), Cue(3000, 5000, "a")]
    assert stacked([Cue(0, 5000, "a"), Cue(100, 5000, "a")]) == [Cue(0, 5000, "a")]
    assert stacked([Cue(0, 1000, "a"), Cue(1000, 2000, "a")]) == [Cue(0, 2000, "a")]


def test_a_cue_around_others_stays_for_its_whole_time() -> None:
    told = [Cue(0, 5000, "long"), Cue(1000, 3000, "two"), Cue(1500, 3500, "three"), Cue(1600, 3500, "four")]
    assert stacked(told) == [
        Cue(0, 1000, "long"),
        Cue(1000, 1500, "long\ntwo"),
        Cue(1500, 3000, "long\ntwo\nthree\nfour"),
        Cue(3000, 3500, "long\nthree\nfour"),
        Cue(3500, 5000, "long"),
    ]


def test_what_is_too_short_to_be_seen_goes_to_its_neighbour() -> None:
    told = [Cue(0, 2100, "a"), Cue(2000, 4000, "b")]
    assert stacked(told) == [Cue(0, 2100, "a"), Cue(2100, 4000, "b")]
    assert stacked([Cue(0, 100, "a")]) == [Cue(0, 100, "a")], "its only moment"
    assert stacked([Cue(0, 3000, "a"), Cue(1000, 1100, "b")])[1] == Cue(1000, 1100, "a\nb")


def test_no_more_stand_together_than_there_is_room_for() -> None:
    found = stacked(Cue(1000 * number, 60_000, f"cue {number}") for number in range(20))
    assert max(cue.text.count("\n") for cue in found) == 7
    assert {line for cue in found for line in cue.text.split("\n")} == {f"cue {n}" for n in range(20)}


def test_thousands_at_once() -> None:
    assert (
        len(stacked(Cue(number, 4_000_000, f"cue {number}") for number in range(0, 3_000_000, 300))) == 10_000
    )


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
    found = stacked(told)
    assert all(left.end_ms <= right.start_ms for left, right in pairwise(found))
    assert all(cue.end_ms > cue.start_ms for cue in found)
    assert {word for cue in found for word in cue.text.split()} == {cue.text for cue in told}


@given(
    st.lists(
        st.builds(
            lambda number, length: Cue(300 * number, 300 * (number + length), ""),
            st.integers(0, 30),
            st.integers(1, 20),
        ),
        max_size=8,
    )
)
def test_every_cue_is_shown_for_its_own_time(told: list[Cue]) -> None:
    told = [Cue(cue.start_ms, cue.end_ms, f"cue{number}") for number, cue in enumerate(told)]
    found = stacked(told)
    for cue in told:
        with_it = [one for one in found if cue.text in one.text.split("\n")]
        assert (with_it[0].start_ms, with_it[-1].end_ms) == (cue.start_ms, cue.end_ms)
        assert sum(one.end_ms - one.start_ms for one in with_it) == cue.end_ms - cue.start_ms


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
