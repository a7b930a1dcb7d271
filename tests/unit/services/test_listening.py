"""Songs are listened to once: findings are kept by content, and damaged ones are found anew."""

from __future__ import annotations

import threading
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.waiting import HANGS_S

from photoplay.errors import MediaError, UnsupportedMedia
from photoplay.media.record import MediaRecord
from photoplay.services import listening
from photoplay.services.listening import Listening, listened


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """Eight seconds of strokes, two a second."""
    rate, path = 24_000, tmp_path / "song.wav"
    samples = np.zeros(8 * rate)
    stroke = np.exp(-np.arange(rate // 10) / 400) * np.random.default_rng(1).normal(size=rate // 10)
    for at in range(0, len(samples), rate // 2):
        samples[at : at + len(stroke)] += stroke
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((np.clip(samples / 4, -1, 1) * 32_767).astype("<i2").tobytes())
    return path


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are really listened to."""
    names: list[str] = []
    real = listening.audio.listened

    def counted(
        source: listening.audio.SoundSource, hear: listening.audio.Hear | None
    ) -> listening.audio.Heard:
        names.append(source.name)
        return real(source, hear)

    monkeypatch.setattr(listening.audio, "listened", counted)
    return names


def test_the_same_song_is_listened_to_once(song: Path, tmp_path: Path, heard: list[str]) -> None:
    first = listened(song, folder=tmp_path / "kept")
    assert first.sound is not None and len(first.sound.beats_ms) >= 14
    assert listened(song, folder=tmp_path / "kept") == first
    copy = tmp_path / "other.wav"
    copy.write_bytes(song.read_bytes())
    again = listened(copy, "Lied", folder=tmp_path / "kept")
    assert (again.name, again.id, again.sound) == ("Lied", first.id, first.sound)
    assert heard == ["song.wav"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"duration_ms": 1}', b"\xff", b"null"])
def test_findings_that_cannot_be_read_are_found_anew(
    song: Path, tmp_path: Path, heard: list[str], damage: bytes
) -> None:
    first = listened(song, folder=tmp_path / "kept")
    (place,) = (tmp_path / "kept").iterdir()
    place.write_bytes(damage)
    assert listened(song, folder=tmp_path / "kept") == first and len(heard) == 2
    place.write_bytes(place.read_bytes().replace(b"[", b'["x", ', 1))
    assert listened(song, folder=tmp_path / "kept") == first and len(heard) == 3


def test_a_folder_that_cannot_be_written_is_no_hindrance(song: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert listened(song, folder=tmp_path / "file" / "kept").sound is not None


def test_findings_do_not_pile_up(song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_MOST_KEPT", 3)
    (tmp_path / "kept").mkdir()
    for number in range(9):
        (tmp_path / "kept" / f"{number}.json").write_bytes(b"{}")
    listened(song, folder=tmp_path / "kept")
    assert len(list((tmp_path / "kept").iterdir())) == 3


def test_what_is_no_sound_is_told_as_ever(tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_text("words")
    with pytest.raises(UnsupportedMedia, match="not a sound file"):
        listened(tmp_path / "x.mp3", folder=tmp_path)


def test_whoever_waits_is_told_for_what(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_PATIENCE_S", 0.01)
    told = threading.Event()

    def work() -> MediaRecord:
        assert told.wait(HANGS_S)
        raise UnsupportedMedia("no song", name="x")

    with pytest.raises(MediaError, match="no song"):
        Listening(work, told.set).result()


def test_whoever_is_interrupted_does_not_wait_for_the_end() -> None:
    go_on = threading.Event()
    told: list[Callable[[], None]] = []

    def work() -> MediaRecord:
        go_on.wait(30)
        raise UnsupportedMedia("no song", name="x")

    song = Listening(work, lambda: told.append(go_on.set))
    song.end()
    assert not go_on.is_set() and not told
    go_on.set()
