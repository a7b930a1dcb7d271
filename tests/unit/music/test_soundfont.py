"""Soundfonts: found where systems keep them, read sparingly, matched in loudness, and never a crash."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.music.listening import level_db, notes, score_of

from photoplay.errors import InvalidOption
from photoplay.music import soundfont
from photoplay.music.perform import perform
from photoplay.music.score import Part
from photoplay.music.soundfont import found_soundfont, problem_with
from photoplay.music.synth.soundfont_file import SoundfontBroken, extract, open_soundfont

RATE = 48_000


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def small_soundfont() -> bytes:
    """Piano and bass (programs 0 and 33), each of two samples: sines of 250 Hz below key 60, of 500 Hz above."""
    time = np.arange(4800) / RATE
    waves = [
        np.round(9000 * np.sin(2 * np.pi * hertz * time)).astype("<i2").tobytes() for hertz in (250, 500)
    ]
    audio = b"".join(wave + bytes(92) for wave in waves)
    headers = b""
    for number, root in enumerate((59, 71)):
        start = number * 4846
        told = (b"tone", start, start + 4800, start + 960, start + 3840, RATE, root, 0, 0, 1)
        headers += struct.pack("<20sIIIIIBbHH", *told)
    headers += struct.pack("<20sIIIIIBbHH", b"EOS", *([0] * 9))
    heads = b"".join(
        struct.pack("<20sHHHIII", name, program, 0, bag, 0, 0, 0)
        for name, program, bag in ((b"Piano", 0, 0), (b"Bass", 33, 1), (b"EOP", 0, 2))
    )
    zone = [(43, 59 << 8), (54, 1), (53, 0), (43, 60 | 127 << 8), (54, 1), (53, 1)]
    body = b"sfbk" + chunk(b"LIST", b"INFO" + chunk(b"ifil", struct.pack("<HH", 2, 1)))
    body += chunk(b"LIST", b"sdta" + chunk(b"smpl", audio))
    body += chunk(b"LIST", b"pdta" + b"".join([
        chunk(b"phdr", heads), chunk(b"pbag", struct.pack("<6H", 0, 0, 1, 0, 2, 0)), chunk(b"pmod", bytes(10)),
        chunk(b"pgen", struct.pack("<6H", 41, 0, 41, 0, 0, 0)),
        chunk(b"inst", struct.pack("<20sH20sH", b"both", 0, b"EOI", 2)),
        chunk(b"ibag", struct.pack("<6H", 0, 0, 3, 0, 6, 0)), chunk(b"imod", bytes(10)),
        chunk(b"igen", b"".join(struct.pack("<HH", *one) for one in [*zone, (0, 0)])), chunk(b"shdr", headers),
    ]))  # fmt: skip
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.fixture
def font(tmp_path: Path) -> Path:
    path = tmp_path / "small.sf2"
    path.write_bytes(small_soundfont())
    return path


PIANO = Part("lead", "piano", notes(64, 67, 71, 76), gain_db=-4)
SYNTH = Part("pad", "pad", notes(48, held_s=1.5))


def test_a_part_is_played_by_the_soundfont_as_loudly_as_by_us(font: Path) -> None:
    score = score_of(PIANO, SYNTH, seconds=3.0)
    ours, theirs = perform(score), perform(score, soundfont=font)
    assert theirs.shape == ours.shape
    assert not np.allclose(ours, theirs, atol=1e-2)
    assert abs(level_db(ours) - level_db(theirs)) < 3
    assert not theirs[-1].any()
    assert np.array_equal(theirs, perform(score, soundfont=font))


def test_the_notes_of_a_soundfont_fall_where_the_score_says(font: Path) -> None:
    sound = perform(score_of(PIANO, seconds=3.0), soundfont=font)
    quiet = np.abs(sound[: round(0.049 * RATE)]).max()
    assert np.abs(sound[round(0.05 * RATE) : round(0.07 * RATE)]).max() > 100 * (quiet + 1e-6)


def test_instruments_that_we_have_better_stay_ours(font: Path) -> None:
    score = score_of(SYNTH, seconds=2.0)
    assert np.array_equal(perform(score), perform(score, soundfont=font))


def test_instruments_that_the_soundfont_lacks_stay_ours(font: Path) -> None:
    score = score_of(Part("lead", "flute", notes(72, 74)), seconds=2.0)
    assert np.array_equal(perform(score), perform(score, soundfont=font))


@pytest.mark.parametrize(
    "body", [b"", b"RIFF", b"RIFF\x10\0\0\0sfbk garbage!", bytes(5000), small_soundfont()[:-900]]
)
def test_a_broken_file_is_passed_over_and_told(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "broken.sf2"
    path.write_bytes(body)
    score = score_of(PIANO, seconds=2.0)
    assert np.array_equal(perform(score), perform(score, soundfont=path))
    assert "broken.sf2" in (problem_with(path) or "")


def test_a_missing_file_is_passed_over(tmp_path: Path) -> None:
    assert perform(score_of(PIANO, seconds=0.5), soundfont=tmp_path / "none.sf2").any()


@given(st.lists(st.tuples(st.integers(9700, 21_000), st.integers(0, 255)), min_size=1, max_size=12))
def test_tables_with_nonsense_are_refused_or_read_within_bounds(
    tmp_path_factory: pytest.TempPathFactory, nonsense: list[tuple[int, int]]
) -> None:
    body = bytearray(small_soundfont())
    for at, value in nonsense:
        body[min(at, len(body) - 1)] = value
    path = tmp_path_factory.mktemp("nonsense") / "nonsense.sf2"
    path.write_bytes(body)
    try:
        opened = open_soundfont(path)
        preset = opened.preset(0, 0)
        small = extract(opened, preset, [60]) if preset is not None else b""
    except SoundfontBroken:
        return
    assert len(small) < 3 * len(body)


def test_only_what_the_keys_need_is_taken(font: Path) -> None:
    opened = open_soundfont(font)
    preset = opened.preset(0, 33)
    assert preset is not None
    low, both = extract(opened, preset, [40]), extract(opened, preset, [40, 80])
    assert len(both) - len(low) > 9000
    assert opened.preset(0, 5) is None


def test_without_the_package_our_sounds_are_played(font: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tinysoundfont", None)
    score = score_of(PIANO, seconds=1.0)
    assert np.array_equal(perform(score), perform(score, soundfont=font))
    assert "tinysoundfont" in (problem_with(font) or "")


def test_a_good_file_has_no_problem(font: Path) -> None:
    assert problem_with(font) is None


def test_soundfonts_are_found_where_they_are_told_or_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sf2"
    folder.mkdir()
    for name in ("TimGM6mb.sf2", "zebra.sf3", "FluidR3_GM.sf2", "notes.txt"):
        (folder / name).write_bytes(b"")
    monkeypatch.setattr(soundfont, "FOLDERS", (str(tmp_path / "absent"), str(folder)))
    monkeypatch.delenv("PHOTOPLAY_SOUNDFONT", raising=False)
    assert found_soundfont() == folder / "FluidR3_GM.sf2"
    (folder / "FluidR3_GM.sf2").unlink()
    assert found_soundfont() == folder / "zebra.sf3"
    monkeypatch.setenv("PHOTOPLAY_SOUNDFONT", "none")
    assert found_soundfont() is None
    monkeypatch.setenv("PHOTOPLAY_SOUNDFONT", str(folder / "TimGM6mb.sf2"))
    assert found_soundfont() == folder / "TimGM6mb.sf2"
    assert found_soundfont("none") is None
    with pytest.raises(InvalidOption, match=r"absent\.sf2"):
        found_soundfont(str(tmp_path / "absent.sf2"))


def test_a_soundfont_that_was_set_and_does_not_work_is_told(
    font: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"RIFF")
    for path, words in ((tmp_path / "absent.sf2", "absent"), (broken, "broken"), (font, "")):
        monkeypatch.setenv("PHOTOPLAY_SOUNDFONT", str(path))
        assert words in (soundfont.told_problem() or "")
        if words:
            with pytest.raises(InvalidOption, match=words):
                soundfont.require_soundfont()
        else:
            soundfont.require_soundfont()
    monkeypatch.setenv("PHOTOPLAY_SOUNDFONT", "none")
    assert soundfont.told_problem() is None
