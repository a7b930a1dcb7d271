"""Sounds in the media bin: made anew as FLAC, with an outline to look at, counted as other files are."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.upload_desk import Desk

from photoplay.errors import Conflict, InvalidOption, InvalidTimeline
from photoplay.services import media_bin, projects, revisions
from photoplay.store.assets import Asset


def wav(seconds: float = 2.0, rate: int = 44_100, hertz: float = 440) -> bytes:
    """A tone with a beat of 120 a minute, mono, 16 bit."""
    at = np.arange(round(seconds * rate)) / rate
    tone = 0.5 * np.sin(2 * np.pi * hertz * at) * np.exp(-6 * (at % 0.5))
    file = io.BytesIO()
    with wave.open(file, "wb") as told:
        told.setnchannels(1)
        told.setsampwidth(2)
        told.setframerate(rate)
        told.writeframes(np.rint(tone * 32_767).astype("<i2").tobytes())
    return file.getvalue()


def path_of(desk: Desk, asset: Asset, key: str | None = None) -> Path:
    return desk.backend.files.path(key or asset.file)


def test_a_sound_is_kept_as_flac_with_its_outline(desk: Desk) -> None:
    content = wav(2.5)
    asset = desk.keep(content, "my song.wav")
    assert (asset.kind, asset.role, asset.filename) == ("audio", "music", "my song.wav")
    assert asset.id.startswith("snd_") and (asset.width, asset.height, asset.fps) == (0, 0, 0)
    assert asset.duration_s == pytest.approx(2.5, abs=0.01) and asset.size_bytes == len(content)
    assert asset.file.endswith(".flac") and path_of(desk, asset).read_bytes()[:4] == b"fLaC"
    picture = Image.open(path_of(desk, asset, asset.thumbnail))
    assert picture.format == "JPEG" and picture.width == 480


def test_what_was_heard_is_kept_with_it(desk: Desk) -> None:
    kept = desk.keep(wav(12), "song.wav")
    (read,) = desk.bin()
    assert read == kept and read.record.sound is not None
    sound = read.record.sound
    assert sound.duration_ms == 12_000 and sound.loudness_lufs is not None
    assert sound.bpm == pytest.approx(120, rel=0.02) and len(sound.beats_ms) > 15


def test_the_same_sound_twice_is_one(desk: Desk) -> None:
    assert desk.keep(wav(), "a.wav").id == desk.keep(wav(), "a.wav").id
    assert len(desk.bin()) == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "x.wav", "x.wav"),
        (b"#EXTM3U\nhttp://example.org/a.mp3\n", "x.mp3", "playlist"),
        (b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(200), "x.mp3", "x.mp3"),
        (wav()[:1000], "short.wav", "short.wav"),
    ],
)
def test_broken_sounds_are_refused_in_words(desk: Desk, content: bytes, name: str, words: str) -> None:
    refused = desk.refuse(content, name)
    assert refused.error.code in (4001, 4002) and words in refused.error.message
    assert desk.left_in_new() == []


def test_sounds_count_for_storage(new_desk: Callable[..., Desk]) -> None:
    plans = {"anonymous": {"storage_bytes": 50_000}}
    desk = new_desk(plans=plans)
    refused = desk.refuse(wav(10), "song.wav")
    assert refused.error.code == 4002 and "your plan keeps" in refused.error.message


def test_the_role_of_a_sound_is_music(desk: Desk, photo: Callable[..., bytes]) -> None:
    song, picture = desk.keep(wav(), "a.wav"), desk.keep(photo(), "a.jpg")
    assert media_bin.set_role(desk.backend, desk.caller, desk.id, song.id, "music").role == "music"
    for asset, role in ((song, "photo"), (song, "logo"), (picture, "music"), (picture, "clip")):
        with pytest.raises(InvalidOption, match="its role is") as caught:
            media_bin.set_role(desk.backend, desk.caller, desk.id, asset.id, role)
        assert caught.value.field == "role"


def draft_of(picture: str, sound: str) -> dict[str, object]:
    return {
        "t": [
            {
                "id": "v",
                "tt": 0,
                "sg": [{"id": "s1", "s": 0, "d": 1000, "src": picture, "mo": {"type": "hold"}}],
            },
            {"id": "a", "tt": 1, "sg": [{"id": "s2", "s": 0, "d": 1000, "src": sound, "vol": 0.35}]},
        ],
        "d": 1000,
        "m": {},
    }


def test_drafts_play_sounds_of_their_session(desk: Desk, photo: Callable[..., bytes]) -> None:
    song, picture = desk.keep(wav(), "a.wav"), desk.keep(photo(), "a.jpg")
    draft = draft_of(picture.id, song.id)
    state = revisions.put_draft(desk.backend, desk.caller, desk.id, draft, 0)
    assert state.project.revision == 1
    with pytest.raises(Conflict, match="used in the video"):
        media_bin.remove(desk.backend, desk.caller, desk.id, song.id)
    assert projects.state(desk.backend, desk.caller, desk.id).generated == ()


@pytest.mark.parametrize(
    ("swap", "field", "words"),
    [
        (lambda song, picture: draft_of(song, song), "t[0].sg[0].src", "is a sound"),
        (lambda song, picture: draft_of(picture, picture), "t[1].sg[0].src", "is a picture, and no sound"),
        (lambda song, picture: draft_of(picture, "snd_gone"), "t[1].sg[0].src", "does not have"),
        (lambda song, picture: draft_of(picture, "music:polka"), "t[1].sg[0].src", "no mood"),
        (lambda song, picture: draft_of("music:calm", song), "t[0].sg[0].src", "belongs on a track"),
        (lambda song, picture: draft_of("card:#000000?logo=gone", song), "t[0].sg[0].src", "does not have"),
        (lambda song, picture: draft_of(f"card:#000000?logo={song}", song), "t[0].sg[0].src", "is a sound"),
    ],
)
def test_sounds_and_pictures_are_not_mistaken_for_each_other(
    desk: Desk, photo: Callable[..., bytes], swap: Callable[[str, str], object], field: str, words: str
) -> None:
    song, picture = desk.keep(wav(), "a.wav"), desk.keep(photo(), "a.jpg")
    with pytest.raises(InvalidTimeline, match=words) as caught:
        revisions.put_draft(desk.backend, desk.caller, desk.id, swap(song.id, picture.id), 0)
    assert caught.value.field == field
