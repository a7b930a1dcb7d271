"""`photoplay music` and `photoplay fonts`."""

from __future__ import annotations

import json
import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from photoplay.music.catalogue import MOODS

Run = Callable[..., subprocess.CompletedProcess[str]]


def samples_of(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 3, 48_000)
        told = np.frombuffer(file.readframes(file.getnframes()), np.uint8).reshape(-1, 3)
    padded = np.concatenate([np.zeros((len(told), 1), np.uint8), told], axis=1)
    return padded.reshape(-1).view("<i4").reshape(-1, 2) / 2**31


def test_a_piece_is_as_long_as_asked_for_and_as_loud_as_videos(photoplay: Run, tmp_path: Path) -> None:
    done = photoplay("music", "lo-fi", "--seconds", "4", "-o", "x.wav", "--seed", "3", "--json")
    facts = json.loads(done.stdout)
    assert (facts["mood"], facts["seed"], facts["duration_ms"]) == ("lofi", 3, 4000)
    assert facts["loudness_lufs"] == pytest.approx(-14, abs=0.5)
    samples = samples_of(tmp_path / "x.wav")
    assert len(samples) == 4 * 48_000 and 0.1 < np.abs(samples).max() < 0.9


def test_the_same_seed_is_the_same_piece(photoplay: Run, tmp_path: Path) -> None:
    for name, seed in (("a.wav", 1), ("b.wav", 1), ("c.wav", 2)):
        done = photoplay("music", "calm", "--seconds", "2", "-o", name, "--seed", seed)
        assert done.returncode == 0 and f"--seed {seed + 1}" in done.stdout
    a, b, c = (tmp_path / name for name in ("a.wav", "b.wav", "c.wav"))
    assert a.read_bytes() == b.read_bytes() != c.read_bytes()


def test_flac_and_midi(photoplay: Run, tmp_path: Path) -> None:
    assert photoplay("music", "jazz", "--seconds", "2", "-o", "x.flac").returncode == 0
    assert photoplay("music", "jazz", "--seconds", "2", "-o", "x.mid").returncode == 0
    assert (tmp_path / "x.flac").read_bytes()[:4] == b"fLaC"
    assert (tmp_path / "x.mid").read_bytes()[:4] == b"MThd"


def test_all_moods_are_listed(photoplay: Run) -> None:
    done = photoplay("music", "--list")
    assert [line.split()[0] for line in done.stdout.splitlines()[:12]] == list(MOODS)
    assert [
        mood["name"] for mood in json.loads(photoplay("music", "--list", "--json").stdout)["moods"]
    ] == list(MOODS)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Name a mood"),
        (["zzz"], "no mood “zzz”"),
        (["calm", "--seconds", "0"], "out of range"),
        (["calm", "--seconds", "nan"], "out of range"),
        (["calm", "--seconds", "9999"], "out of range"),
        (["calm", "--lead", "kazoo"], "no instrument “kazoo”"),
        (["calm", "--bpm", "500"], "out of range"),
        (["calm", "--seed", "-1"], "out of range"),
        (["calm", "-o", "x.mp3"], "x.wav"),
        (["calm", "-o", "nowhere/x.wav"], "does not exist"),
    ],
)
def test_wrong_options_are_refused_in_words(
    photoplay: Run, tmp_path: Path, words: list[str], told: str
) -> None:
    done = photoplay("music", *words)
    assert done.returncode == 2 and done.stdout == ""
    assert told in done.stderr and len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_fonts_are_listed(photoplay: Run) -> None:
    told = json.loads(photoplay("fonts", "--json").stdout)
    shipped = {font["family"]: font["scripts"] for font in told if font["is_shipped"]}
    assert {"latin", "arabic", "thai", "hebrew", "devanagari"} <= {
        script for scripts in shipped.values() for script in scripts
    }
    assert "Photoplay Sans" in photoplay("fonts").stdout


def test_what_a_text_needs_is_told(photoplay: Run) -> None:
    done = photoplay("fonts", "--text", "Hi 你好 🎉", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["missing"] == []
    assert {need["script"] for need in told["needs"]} >= {"latin", "han", "emoji"}


def test_words_are_told_as_they_were_typed(photoplay: Run) -> None:
    told = json.loads(photoplay("fonts", "--text", "Hello 你好你好 Hello, all", "--json").stdout)
    assert [need["text"] for need in told["needs"] if need["script"] in ("latin", "han")] == [
        "Hello Hello, all",
        "你好你好",
    ]


def test_a_character_that_no_font_has_is_told(photoplay: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_SYSTEM_FONTS", "0")
    from photoplay.render.titles.fonts import library

    library.cache_clear()
    try:
        done = photoplay("fonts", "--text", "A \U00016a00\U00016a01 \U00016a00")
    finally:
        library.cache_clear()
    assert done.returncode == 1
    assert "left out of titles: \U00016a00\U00016a01 \U00016a00\n" in done.stdout
