"""Sounds go through the same locked child as pictures, and come out as FLAC with a picture of their outline."""

from __future__ import annotations

import json
import os
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from photoplay.errors import BrokenMedia, DiskFull, MediaError, MediaTooLarge, UnsupportedMedia
from photoplay.media import derive_sound as deriving
from photoplay.media import sandbox
from photoplay.media.audio import decode, probe_sound
from photoplay.media.derive import NORMALISED_NAME, THUMBNAIL_NAME
from photoplay.media.derive_sound import derive_sound
from photoplay.media.examined import normalised_record
from photoplay.media.flac import FlacWriter, flac_samples
from photoplay.media.sandbox import Sandbox, SandboxLimits
from photoplay.music.beats import hear

#: The nursery finds ``hostile`` where this process does.
sys.path.insert(0, str(Path(__file__).parent))

Floats = npt.NDArray[np.float32]
Tones = Callable[..., Floats]
SaveSound = Callable[..., Path]


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(2) as made:
        yield made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def clicks(seconds: float, bpm: float = 120) -> Floats:
    """A click on each beat, over a hum."""
    time = np.arange(round(48_000 * seconds)) / 48_000
    beat = np.exp(-(time % (60 / bpm)) * 60) * np.random.default_rng(1).normal(0, 0.2, len(time))
    return np.repeat((beat + 0.02 * np.sin(2 * np.pi * 110 * time))[:, None], 2, axis=1).astype(np.float32)


def test_what_is_found_is_what_the_command_line_finds(
    box: Sandbox, save_sound: SaveSound, sound_format: str, out: Path
) -> None:
    path = save_sound("x", clicks(8.0), format=sound_format)
    examined = box.examine(path, "Lied.mp3", out)
    assert examined.record == probe_sound(path, "Lied.mp3", hear=hear)
    assert examined.record.sound is not None
    assert examined.record.sound.bpm == pytest.approx(120, abs=0.5)
    assert examined.layers == box.layers()
    assert sorted(out.iterdir()) == sorted([examined.normalised, examined.thumbnail])
    assert examined.normalised.suffix == ".flac"
    found = decode(examined.normalised)
    assert len(found) == flac_samples(examined.normalised)
    assert np.abs(found - decode(path)).max() < 2 / 32_768
    assert Image.open(examined.thumbnail).size == (480, 120)


def test_the_record_for_the_mix(box: Sandbox, save_sound: SaveSound, out: Path, tones: Tones) -> None:
    examined = box.examine(save_sound("x", tones(1.0, 44_100), 44_100, "mp3"), "x.mp3", out)
    record = normalised_record(examined, examined.normalised)
    assert (record.kind, record.format, record.width, record.height) == ("audio", "flac", 0, 0)
    assert record.sound == examined.record.sound
    assert record.sha256 == examined.normalised_sha256 != examined.record.sha256
    assert decode(record.path, record.format).shape == (48_000, 2)


def test_what_is_louder_than_full_scale_is_not_clipped(
    box: Sandbox, save_sound: SaveSound, out: Path, tones: Tones
) -> None:
    path = save_sound("x", 4 * tones(2.0), coder=("wav", "pcm_f32le", "flt"))
    examined = box.examine(path, "x.wav", out)
    found = decode(examined.normalised)
    assert np.abs(found).max() == pytest.approx(1.0, abs=1e-4)
    assert np.abs(found - 2 * tones(2.0)).max() < 1e-3
    before, after = probe_sound(path).sound, examined.record.sound
    assert before is not None and after is not None
    assert before.loudness_lufs is not None and after.loudness_lufs is not None
    assert after.loudness_lufs == pytest.approx(before.loudness_lufs - 6.02, abs=0.05)


def test_nothing_of_the_original_goes_in(
    box: Sandbox, save_sound: SaveSound, out: Path, tones: Tones, tmp_path: Path
) -> None:
    """Row 9 of the faults: a page and a ZIP in the tags and behind the sound are in no output."""
    payload = b"<script>alert(1)</script>PK\x03\x04"
    size = 3000
    tag = b"ID3\x03\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    frame = b"TIT2" + struct.pack(">IH", size - 10, 0) + b"\0" + payload
    plain = save_sound("x", tones(1.0), format="mp3").read_bytes()
    (tmp_path / "y").write_bytes(tag + frame.ljust(size, b"\0") + plain + payload)
    examined = box.examine(tmp_path / "y", "y.mp3", out)
    for made in (examined.normalised, examined.thumbnail):
        data = made.read_bytes()
        assert b"script" not in data and b"PK\x03\x04" not in data


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"\xff\xfb\x90\x64" + b"\x01" * 900, UnsupportedMedia, "a sound file that cannot be read"),
        (b"OggS\0\x02" + bytes(400), BrokenMedia, "damaged: it cannot be read as sound"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(90), BrokenMedia, "cannot be read as a video"),
        (b"#EXTM3U\n/etc/passwd\n", UnsupportedMedia, "a playlist"),
        (b"", BrokenMedia, "empty"),
    ],
)
def test_refusals_come_through(
    box: Sandbox, out: Path, tmp_path: Path, data: bytes, kind: type[MediaError], words: str
) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(kind, match=words):
        box.examine(tmp_path / "x", "song.mp3", out)
    assert list(out.iterdir()) == []


def test_a_bomb_of_a_cover_is_not_opened(
    save_sound: SaveSound, tones: Tones, tmp_path: Path, out: Path
) -> None:
    """A cover of 900 megapixels in a child that has no memory for it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(9_000_000), 9))
    body = b"\0image/png\0\x03\0" + bomb
    frame = b"APIC" + struct.pack(">IH", len(body), 0) + body
    tag = b"ID3\x03\0\0" + bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0)) + frame
    path = tmp_path / "bomb"
    path.write_bytes(tag + save_sound("x", tones(1.0), format="mp3").read_bytes())
    with Sandbox(1, SandboxLimits(memory_bytes=300_000_000)) as small:
        sound = small.examine(path, "x.mp3", out).record.sound
    assert sound is not None and sound.duration_ms == 1000


def test_a_long_sound_needs_little_memory(
    save_sound: SaveSound, tmp_path: Path, out: Path, scale: Callable[..., int]
) -> None:
    """Half an hour at full scale: 20 MB a minute, not gigabytes."""
    minutes = scale(30, least=2)
    part = save_sound("part", clicks(12.0), format="mp3", write_xing="0").read_bytes()
    path = tmp_path / "x"
    path.write_bytes(5 * minutes * part)
    with Sandbox(1, SandboxLimits(memory_bytes=200_000_000 + 20_000_000 * minutes)) as small:
        found = small.examine(path, "x.mp3", out).record.sound
    assert found is not None and found.duration_ms == pytest.approx(minutes * 60_000, rel=0.01)
    assert len(found.beats_ms) == pytest.approx(120 * minutes, rel=0.02)


def test_what_looks_for_rhythm_may_do_its_worst(save_sound: SaveSound, out: Path) -> None:
    path = save_sound("x", clicks(1.0))
    for deed in ("crash", "hang", "eat", "raise"):
        limits = SandboxLimits(memory_bytes=600_000_000, wall_s=0.75)
        with Sandbox(1, limits, hear=f"hostile:hear_and_{deed}") as evil, pytest.raises(MediaError):
            evil.examine(path, "x.wav", out)
        assert list(out.iterdir()) == []


# What a child that has been taken over might say

Answer = Callable[[dict[str, Any]], bytes]


def honest(request: dict[str, Any], **changes: object) -> bytes:
    folder = Path(request["folder"])
    with FlacWriter(folder / NORMALISED_NAME) as writer:
        writer.add(np.zeros((48_000, 2), np.float32))
    Image.new("RGB", (480, 120)).save(folder / THUMBNAIL_NAME, "JPEG")
    sound = {
        "duration_ms": 1000, "sample_rate": 8000, "channels": 1, "loudness_lufs": None, "best_start_ms": 0,
        "bpm": None, "beats_ms": [], "downbeats_ms": [],
    }  # fmt: skip
    return json.dumps({"found": {"format": "wav", "samples": 48_000, "sound": sound} | changes}).encode()


def with_file(name: str, data: bytes) -> Answer:
    def answer(request: dict[str, Any]) -> bytes:
        told = honest(request)
        (Path(request["folder"]) / name).write_bytes(data)
        return told

    return answer


def linked(request: dict[str, Any]) -> bytes:
    told = honest(request)
    os.link(request["path"], Path(request["folder"]) / "twin")
    os.replace(Path(request["folder"]) / "twin", Path(request["folder"]) / NORMALISED_NAME)
    return told


def as_a_picture(request: dict[str, Any]) -> bytes:
    folder = Path(request["folder"])
    for name in (NORMALISED_NAME, THUMBNAIL_NAME):
        Image.new("RGB", (40, 30)).save(folder / name, "JPEG")
    found = {
        "format": "jpeg", "width": 40, "height": 30, "has_alpha": False, "role": "photo", "is_graphic": False,
        "background": None, "focus": [0.5, 0.5, 0], "taken_at": "", "normalised": ["jpeg", 40, 30],
    }  # fmt: skip
    return json.dumps({"found": found}).encode()


LIES: dict[str, Answer] = {
    "another length": lambda request: honest(request, samples=48_001),
    "another format": lambda request: honest(request, format="exe"),
    "no sound": lambda request: honest(request, sound=None),
    "a picture": as_a_picture,
    "a web page": with_file(NORMALISED_NAME, b"<html>" * 20),
    "an MP3": with_file(NORMALISED_NAME, b"\xff\xfb\x90\x64" + bytes(413)),
    "an empty file": with_file(NORMALISED_NAME, b""),
    "an SVG as thumbnail": with_file(THUMBNAIL_NAME, b"<svg/>"),
    "a hard link": linked,
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lying_child_is_not_believed(
    box: Sandbox, save_sound: SaveSound, tones: Tones, out: Path, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    path = save_sound("x", tones(1.0))
    box.layers()
    for answer, is_true in ((honest, True), (LIES[lie], False)):
        monkeypatch.setattr(sandbox, "_exchange", lambda ours, request, deadline: answer(json.loads(request)))  # noqa: B023
        if is_true:
            examined = box.examine(path, "x.wav", out)
            examined.normalised.unlink()
            examined.thumbnail.unlink()
            continue
        with pytest.raises(BrokenMedia, match="Export it again as MP3 or WAV"):
            box.examine(path, "x.wav", out)
    assert list(out.iterdir()) == []


def test_no_room_for_what_is_made(
    save_sound: SaveSound, tones: Tones, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_sound("x", tones(1.0))
    folder = tmp_path / "full"
    folder.mkdir()
    with Sandbox(1, SandboxLimits(file_bytes=20_000)) as small:
        small.layers()
        with pytest.raises(MediaError, match="Make it shorter first"):
            small.examine(path, "x.wav", folder)
    assert list(folder.iterdir()) == []

    def full(*told: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(deriving, "FlacWriter", full)
    with pytest.raises(DiskFull):
        derive_sound(path, "x.wav", tmp_path, hear)


def test_memory_that_runs_out_is_told_in_words_for_sounds(
    box: Sandbox, save_sound: SaveSound, tones: Tones, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.layers()
    monkeypatch.setattr(sandbox, "_exchange", lambda *told: b'{"refused": "MemoryError"}')
    with pytest.raises(MediaTooLarge, match="Make it shorter first"):
        box.examine(save_sound("x", tones(1.0)), "x.wav", out)
