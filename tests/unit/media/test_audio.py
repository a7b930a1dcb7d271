"""Sound files by their content: exact samples, true lengths, and nothing that a file could reach for."""

from __future__ import annotations

import dataclasses
import io
import math
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import av.codec
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from photoplay.errors import BrokenMedia, MediaError, MediaTooLarge, MissingMedia, UnsupportedMedia
from photoplay.media import containers, samples
from photoplay.media.audio import decode, probe_sound
from photoplay.media.probe import Limits

Floats = npt.NDArray[np.float32]
Tones = Callable[..., Floats]
SaveSound = Callable[..., Path]


def level_db(part: npt.NDArray[Any]) -> float:
    return 20 * math.log10(max(1e-12, float(np.sqrt(np.mean(np.square(part))))))


def strongest_hz(channel: Floats, rate: int = 48_000) -> float:
    spectrum = np.abs(np.fft.rfft(channel * np.hanning(len(channel))))
    return float(spectrum.argmax() * rate / len(channel))


# What is decoded


def test_every_format_is_known_and_decoded(save_sound: SaveSound, tones: Tones, sound_format: str) -> None:
    path = save_sound("named-wrongly.jpg", tones(2.0), format=sound_format)
    record = probe_sound(path, "Lied.txt")
    assert (record.kind, record.role, record.format, record.name) == (
        "audio",
        "music",
        sound_format,
        "Lied.txt",
    )
    assert (record.width, record.height) == (0, 0)
    assert record.id == f"snd_{record.sha256[:16]}"
    assert record.sound is not None
    assert (record.sound.sample_rate, record.sound.channels) == (48_000, 2)
    # Raw AAC does not say how much of its first frame is the encoder's run-up.
    assert record.sound.duration_ms == pytest.approx(2000, abs=45 if sound_format == "aac" else 8)
    found = decode(path)
    assert found.dtype == np.float32
    middle = found[24_000:72_000]
    assert strongest_hz(middle[:, 0]) == pytest.approx(440, abs=1)
    assert strongest_hz(middle[:, 1]) == pytest.approx(660, abs=1)
    assert level_db(middle) == pytest.approx(level_db(tones(1.0)), abs=0.6)


@pytest.mark.parametrize("format", ["mp3", "wav", "flac", "ogg"])
def test_encoders_run_up_is_cut(save_sound: SaveSound, format: str) -> None:
    """A click stays where it was, so a loop stays in time."""
    sound = np.zeros((48_000, 2), np.float32)
    sound[30_000:30_040] = 0.9
    found = decode(save_sound("x", sound, format=format))
    assert len(found) == 48_000
    assert np.abs(found[:, 0]).argmax() == pytest.approx(30_020, abs=30)


@pytest.mark.parametrize(
    "coder",
    [
        ("wav", "pcm_s24le", "s32"),
        ("wav", "pcm_f32le", "flt"),
        ("wav", "pcm_s32le", "s32"),
        ("wav", "pcm_mulaw", "s16"),
        ("wav", "pcm_u8", "u8"),
        ("ipod", "alac", "s16p"),
    ],
)
def test_other_codings(save_sound: SaveSound, tones: Tones, coder: tuple[str, str, str]) -> None:
    given = tones(1.0)
    found = decode(save_sound("x", given, coder=coder))
    assert len(found) == len(given)
    allowed = {"pcm_u8": 0.01, "pcm_mulaw": 0.03, "pcm_f32le": 0.0}.get(coder[1], 1e-4)
    assert np.abs(found - given).max() <= allowed


def test_sixteen_bits_arrive_bit_for_bit(save_sound: SaveSound) -> None:
    given = np.random.default_rng(1).integers(-32_768, 32_768, (9000, 2)) / np.float32(32_768)
    assert np.array_equal(decode(save_sound("x", given)), given)


def test_mono_is_in_both_ears(save_sound: SaveSound, tones: Tones) -> None:
    path = save_sound("x", tones(1.0)[:, :1])
    found = decode(path)
    assert np.array_equal(found[:, 0], found[:, 1])
    assert np.abs(found[:, 0] - tones(1.0)[:, 0]).max() < 1e-4
    sound = probe_sound(path).sound
    assert sound is not None and sound.channels == 1


@pytest.mark.parametrize(
    ("channel", "left", "right"),
    [(0, 1.0, 0.0), (1, 0.0, 1.0), (2, 0.7071, 0.7071), (3, 0.0, 0.0), (4, 0.7071, 0.0), (5, 0.0, 0.7071)],
)
def test_five_point_one_is_mixed_down(save_sound: SaveSound, channel: int, left: float, right: float) -> None:
    """After ITU-R BS.775: the centre at −3 dB in both, what surrounds at −3 dB on its side, no low effects."""
    given = np.zeros((4800, 6), np.float32)
    given[:, channel] = 0.5
    found = decode(save_sound("x", given, layout="5.1"))
    assert found[2400] == pytest.approx([0.5 * left, 0.5 * right], abs=1e-3)


@pytest.mark.parametrize("rate", [8000, 11_025, 22_050, 44_100, 88_200, 96_000, 192_000])
def test_other_rates_keep_time_and_pitch(save_sound: SaveSound, tones: Tones, rate: int) -> None:
    given = tones(2.0, rate)
    given[rate] += 0.4
    found = decode(save_sound("x", given, rate))
    assert len(found) == 96_000
    assert np.abs(found - tones(2.0)).sum(axis=1).argmax() == 48_000
    assert strongest_hz(found[4800:43_200, 1]) == pytest.approx(660, abs=1.5)


@pytest.mark.parametrize("rate", [8000, 44_100, 96_000, 192_000])
def test_resampling_adds_nothing(save_sound: SaveSound, rate: int, scale: Callable[..., int]) -> None:
    """Tones all over the band: what is no part of them, images and aliases, is 90 dB down; so is what cannot stay."""
    top = rate / 2
    for hertz in np.linspace(0.01 * top, 0.999 * top, scale(120, least=12)):
        # Near the border of the lower band the filter falls off: there nothing is promised.
        if 0.93 * min(top, 24_000) < hertz < min(top, 24_000) * 1.001:
            continue
        time = np.arange(rate // 2) / rate
        given = np.repeat(0.9 * np.sin(2 * np.pi * hertz * time)[:, None], 2, axis=1)
        found = decode(save_sound("x", given, rate, coder=("wav", "pcm_f32le", "flt")))[2400:-2400, 0]
        window = np.kaiser(len(found), 20)
        spectrum = np.abs(np.fft.rfft(found * window)) / window.sum() * 2
        other = np.abs(np.fft.rfftfreq(len(found), 1 / 48_000) - hertz) > 40
        assert 20 * np.log10(spectrum[other].max() / 0.9 + 1e-12) < -90, hertz
        if hertz < min(top, 24_000):
            assert level_db(found) == pytest.approx(level_db(given), abs=0.1)


def test_rates_and_channels_may_change_on_the_way(
    save_sound: SaveSound, tones: Tones, tmp_path: Path
) -> None:
    """Two MP3s after each other in one file."""
    parts = [
        save_sound("a", tones(1.0, 44_100), 44_100, "mp3", write_xing="0"),
        save_sound("b", tones(1.0)[:, :1], 48_000, "mp3"),
    ]
    (tmp_path / "both").write_bytes(b"".join(part.read_bytes() for part in parts))
    assert len(decode(tmp_path / "both")) == pytest.approx(96_000, abs=7000)


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_part_is_the_part_of_the_whole(save_sound: SaveSound, sound_format: str, rate: int) -> None:
    """Wherever decoding began: to the sample, also where the file is not read from its start."""
    if sound_format == "ogg" and rate != 48_000:
        pytest.skip("Opus knows 48 kHz only")
    noise = np.random.default_rng(2).normal(0, 0.1, (rate * 30, 2)).astype(np.float32)
    path = save_sound("x", noise, rate, sound_format)
    whole = decode(path)
    for start_s, duration_s in ((0.0, 0.5), (3.21, 1.0), (21.377, 2.0), (29.5, 5.0), (40.0, 1.0)):
        part = decode(path, start_s=start_s, duration_s=duration_s)
        first = round(start_s * 48_000)
        assert len(part) == min(round(duration_s * 48_000), max(0, len(whole) - first))
        assert np.abs(part - whole[first : first + len(part)]).max(initial=0.0) < 1e-5


def test_another_rate_may_be_asked_for(save_sound: SaveSound, tones: Tones) -> None:
    assert len(decode(save_sound("x", tones(2.0)), rate=24_000)) == 48_000


# What is known of it


def test_loudness_and_rhythm(save_sound: SaveSound, tones: Tones) -> None:
    got: list[tuple[int, int]] = []

    def hear(mono: Floats, rate: int) -> tuple[float | None, list[float], list[float], float]:
        got.append((len(mono), rate))
        assert strongest_hz(mono, rate) == pytest.approx(997, abs=1)
        return 120.004, [0.5, 1.0004, 1.5, 1.5, 99.0], [0.5, 1.7], 0.5

    path = save_sound("x", tones(3.0, left=997, right=997))
    sound = probe_sound(path, hear=hear).sound
    assert sound is not None
    assert got == [(pytest.approx(72_000, abs=10), 24_000)]
    assert (sound.bpm, sound.beats_ms, sound.downbeats_ms, sound.best_start_ms) == (
        120.0,
        (500, 1000, 1500),
        (500,),
        500,
    )
    # A sine of 997 Hz at full scale in both ears is at 0 LUFS (BS.1770, note to the gating).
    assert sound.loudness_lufs == pytest.approx(-6.02, abs=0.1)
    assert probe_sound(path).sound == dataclasses.replace(
        sound, bpm=None, beats_ms=(), downbeats_ms=(), best_start_ms=0
    )


def test_what_is_hardly_heard_has_no_loudness(save_sound: SaveSound, tones: Tones) -> None:
    for given in (tones(3.0) * 1e-4, np.zeros((48_000, 2)), tones(0.3)):
        sound = probe_sound(save_sound("x", given)).sound
        assert sound is not None and sound.loudness_lufs is None


def test_it_may_be_short_but_not_nothing(save_sound: SaveSound, tones: Tones) -> None:
    sound = probe_sound(save_sound("x", tones(0.05))).sound
    assert sound is not None and sound.duration_ms == 50
    with pytest.raises(BrokenMedia, match="there is no sound in it"):
        probe_sound(save_sound("x", tones(0.01)))


# What it claims


def wav(
    body: bytes, *, data_bytes: int | None = None, rate: int = 48_000, channels: int = 2, align: int = 4
) -> bytes:
    head = struct.pack("<HHIIHH", 1, channels, rate, rate * align & 0xFFFFFFFF, align, 16)
    size = len(body) if data_bytes is None else data_bytes
    parts = b"WAVEfmt " + struct.pack("<I", 16) + head + b"data" + struct.pack("<I", size) + body
    return b"RIFF" + struct.pack("<I", len(parts) & 0xFFFFFFFF) + parts


SECOND = np.random.default_rng(3).integers(-9000, 9000, (48_000, 2)).astype("<i2").tobytes()


@pytest.mark.parametrize("claimed", [0xFFFFFFFF, 0xFFFFFFF0, 0, 2**31])
def test_a_wav_that_lies_about_its_length(tmp_path: Path, claimed: int) -> None:
    (tmp_path / "x").write_bytes(wav(SECOND, data_bytes=claimed))
    assert len(decode(tmp_path / "x")) == 48_000


def test_an_mp3_that_claims_47_hours(save_sound: SaveSound, tones: Tones, tmp_path: Path) -> None:
    """Row 8 of the faults: the number of frames in its first, silent frame is not believed."""
    data = bytearray(save_sound("x", tones(2.0), format="mp3", compression_level="2", q="4").read_bytes())
    at = max(data.find(b"Xing"), data.find(b"Info"))
    assert at > 0
    data[at + 8 : at + 12] = struct.pack(">I", 47 * 3600 * 48_000 // 1152)
    (tmp_path / "lying").write_bytes(data)
    sound = probe_sound(tmp_path / "lying").sound
    assert sound is not None
    assert sound.duration_ms == pytest.approx(2000, abs=60)


def test_what_plays_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few bytes it has."""
    assert samples.MOST_SECONDS == 3600
    monkeypatch.setattr(samples, "MOST_SECONDS", 120)
    (tmp_path / "x").write_bytes(wav(bytes(2 * 1000 * 121), rate=1000, channels=1, align=2))
    with pytest.raises(MediaTooLarge, match=r"^long\.wav plays for more than 2 minutes\. Trim it first"):
        probe_sound(tmp_path / "x", "long.wav")


def test_what_headers_may_not_say(tmp_path: Path) -> None:
    for rate, channels in ((0, 2), (10, 2), (4_000_000_000, 2), (48_000, 0), (48_000, 60_000), (48_000, 64)):
        (tmp_path / "x").write_bytes(
            wav(SECOND, rate=rate, channels=channels, align=max(1, 2 * channels) & 0xFFFF)
        )
        with pytest.raises((BrokenMedia, UnsupportedMedia)):
            probe_sound(tmp_path / "x")


def test_limits_of_bytes(save_sound: SaveSound, tones: Tones) -> None:
    with pytest.raises(MediaTooLarge, match="MB"):
        probe_sound(save_sound("x", tones(1.0)), limits=Limits(max_bytes=1000))


# What it is not


def tagged(frames: bytes) -> bytes:
    size = len(frames)
    return b"ID3\x03\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + frames


def cover(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(file, "PNG")
    body = b"\0image/png\0\x03\0" + file.getvalue()
    return b"APIC" + struct.pack(">IH", len(body), 0) + body


def test_tags_and_covers_are_passed_over(save_sound: SaveSound, tones: Tones, tmp_path: Path) -> None:
    plain = save_sound("x", tones(1.0), format="mp3").read_bytes()
    texts = b"".join(b"TIT2" + struct.pack(">IH", 200, 0) + b"\0" + b"<b>x" * 49 + b"xyz" for _ in range(50))
    for frames in (cover(64, 64), cover(4000, 3000) + texts, texts, bytes(70_000)):
        (tmp_path / "tagged").write_bytes(tagged(frames) + plain)
        assert np.array_equal(decode(tmp_path / "tagged"), decode(tmp_path / "x"))
        assert probe_sound(tmp_path / "tagged", "n.mp3").name == "n.mp3"


def test_what_stands_behind_a_tag_counts(save_sound: SaveSound, tones: Tones, tmp_path: Path) -> None:
    for format in ("aac", "flac"):
        plain = save_sound("x", tones(1.0), format=format).read_bytes()
        (tmp_path / "tagged").write_bytes(tagged(bytes(9000)) + tagged(bytes(20)) + plain)
        assert probe_sound(tmp_path / "tagged").format == format


def test_a_tag_that_would_burst(tmp_path: Path) -> None:
    """A frame that unpacks to a gigabyte, a tag larger than the file, tags without end."""
    packed = zlib.compress(bytes(50_000_000), 9)
    frame = b"TXXX" + struct.pack(">IHI", len(packed) + 4, 0x0080, 1_000_000_000) + packed
    for data in (tagged(frame), tagged(bytes(50)) * 5000, b"ID3\x04\0\x10\x7f\x7f\x7f\x7f" + bytes(999)):
        (tmp_path / "x").write_bytes(data)
        with pytest.raises((BrokenMedia, UnsupportedMedia)):
            probe_sound(tmp_path / "x")


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", BrokenMedia, "is empty"),
        (bytes(5000), BrokenMedia, "no sound in it"),
        (b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n", UnsupportedMedia, "a playlist, not a sound file"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", UnsupportedMedia, "a playlist"),
        (b"just some words, " * 400, UnsupportedMedia, "a text, not a sound file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), UnsupportedMedia, "a picture, not a sound file"),
        (b"<html>" * 99, UnsupportedMedia, "a web page"),
        (b"\x1aE\xdf\xa3" + bytes(99), UnsupportedMedia, "a video"),
        (b"FORM\0\0\0\x2eAIFFCOMM" + bytes(40), UnsupportedMedia, "Export it as MP3, WAV"),
        (b"\xff\xfb\x90\x64" + b"\x01" * 900, UnsupportedMedia, "cannot be read"),
        (b"fLaC" + bytes(500), BrokenMedia, "damaged"),
        (b"OggS\0\x02" + bytes(500), BrokenMedia, "damaged"),
        (b"RIFF\x40\0\0\0WAVEfmt " + bytes(40), BrokenMedia, "damaged"),
        (b"\0\0\0\x18ftypM4A \0\0\2\0isomiso2" + bytes(90), BrokenMedia, "damaged"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(90), UnsupportedMedia, "a video"),
    ],
)
def test_other_files_are_refused_in_words(
    tmp_path: Path, data: bytes, kind: type[MediaError], words: str
) -> None:
    """By content, under whatever name."""
    (tmp_path / "song.mp3").write_bytes(data)
    with pytest.raises(kind, match=words) as caught:
        probe_sound(tmp_path / "song.mp3")
    assert caught.value.message.startswith("song.mp3 ")
    assert caught.value.message.endswith(".")


def test_films_are_refused(tmp_path: Path, tones: Tones) -> None:
    with av.open(str(tmp_path / "film"), "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10, width=64, height=48, pix_fmt="yuv420p")
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))))
        container.mux(stream.encode(None))
    with pytest.raises(
        UnsupportedMedia, match=r"^song\.mp3 is a video, not a sound file\. Use MP3, .* for music\.$"
    ):
        probe_sound(tmp_path / "film", "song.mp3")


def test_a_codec_that_is_not_on_the_list(save_sound: SaveSound, tones: Tones) -> None:
    path = save_sound("x", tones(1.0), coder=("mp4", "ac3", "fltp"))
    with pytest.raises(UnsupportedMedia, match="of a kind that is not read"):
        probe_sound(path)


def test_every_format_has_decoders_of_sound_alone() -> None:
    assert set(containers._DEMUXERS) == set(containers._DECODERS)
    for decoders in containers._DECODERS.values():
        assert {av.codec.Codec(name, "r").type for name in decoders} == {"audio"}


# What is broken


@pytest.mark.parametrize("format", ["mp3", "wav", "mp4", "aac", "ogg", "flac"])
def test_cut_and_scratched_files_are_read_or_refused(
    save_sound: SaveSound, tones: Tones, tmp_path: Path, format: str, scale: Callable[..., int]
) -> None:
    """Row 5 of the faults: cut anywhere, bytes changed anywhere; what can be decoded is."""
    data = save_sound("x", tones(3.0), format=format).read_bytes()
    rng = np.random.default_rng(9)
    read = 0
    for number in range(scale(200, least=12)):
        broken = bytearray(data)
        if number % 2:
            broken = broken[: int(rng.integers(0, len(data)))]
        else:
            for at in rng.integers(0, len(data), 8):
                broken[at] = int(rng.integers(0, 256))
        (tmp_path / "broken").write_bytes(broken)
        try:
            sound = probe_sound(tmp_path / "broken").sound
        except MediaError as error:
            assert error.code in (4001, 4002)
        else:
            assert sound is not None and 20 <= sound.duration_ms <= 10_000
            read += 1
    assert read > 0


def test_a_broken_tail_is_left_out(save_sound: SaveSound, tones: Tones, tmp_path: Path) -> None:
    for format in ("mp3", "flac", "ogg", "aac"):
        data = save_sound("x", tones(4.0), format=format).read_bytes()
        (tmp_path / "cut").write_bytes(data[: len(data) // 2] + bytes(3000))
        assert len(decode(tmp_path / "cut")) == pytest.approx(96_000, rel=0.25)


def test_garbage_after_a_good_head(save_sound: SaveSound, tones: Tones, tmp_path: Path) -> None:
    garbage = np.random.default_rng(4).integers(0, 256, 400_000).astype(np.uint8).tobytes()
    for format in ("mp3", "flac", "ogg", "mp4", "aac"):
        data = save_sound("x", tones(1.0), format=format).read_bytes()
        (tmp_path / "broken").write_bytes(data[:200] + garbage)
        try:
            assert len(decode(tmp_path / "broken")) < 48_000 * 60
        except MediaError as error:
            assert error.code == 4001


@pytest.mark.parametrize("path", ["gone.mp3", ".", "pipe"])
def test_what_is_no_file(tmp_path: Path, path: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(MissingMedia):
        probe_sound(tmp_path / path)


@pytest.mark.parametrize(
    "name", ["f%d.mp3", "concat:a|b.mp3", "subfile,,start,0,end,9,,:x", "http:x.mp3", "-i"]
)
def test_names_are_only_names(
    save_sound: SaveSound, tones: Tones, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    save_sound("x", tones(1.0), format="mp3").rename(tmp_path / name)
    assert len(decode(Path(name))) == 48_000


def test_memory_runs_out(save_sound: SaveSound, tones: Tones, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*told: object) -> None:
        raise MemoryError

    monkeypatch.setattr(samples, "_graph", greedy)
    with pytest.raises(MediaTooLarge, match="needs more memory"):
        decode(save_sound("x", tones(1.0)))
