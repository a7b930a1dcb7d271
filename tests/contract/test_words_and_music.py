"""Sound uploads, music and words in drafts, and default cuts with music, as api.md says of them."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np
import pytest
from PIL import Image
from tests.contract.running import SMALL, Account, a_project, ok, photo, refused

WORDS = "#1 $*\\ 你好 🎉"


def song(seconds: float = 1.5, rate: int = 22_050) -> bytes:
    """A tone, mono, 16 bit."""
    at = np.arange(round(seconds * rate)) / rate
    file = io.BytesIO()
    with wave.open(file, "wb") as told:
        told.setnchannels(1)
        told.setsampwidth(2)
        told.setframerate(rate)
        told.writeframes(np.rint(12_000 * np.sin(2_000 * at)).astype("<i2").tobytes())
    return file.getvalue()


def logo() -> bytes:
    """A mark with transparency around it."""
    picture = Image.new("RGBA", (200, 80), (0, 0, 0, 0))
    picture.paste((200, 30, 60, 255), (60, 20, 140, 60))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def kinds_of(content: bytes, tmp_path: Path) -> list[str]:
    """What streams a video has."""
    path = tmp_path / "video.mp4"
    path.write_bytes(content)
    with av.open(str(path)) as container:
        return sorted(stream.type for stream in container.streams)


def a_whole_draft(picture: str, sound: str) -> dict[str, Any]:
    """A photo and an end card, with a title, over music."""
    still = {"mo": {"type": "hold"}}
    pictures = [
        {"id": "s1", "n": "a.jpg", "s": 0, "d": 800, "src": picture, **still},
        {"id": "s2", "n": "End card", "s": 800, "d": 400, "src": "card:#123456", **still},
    ]
    music = {"id": "s3", "n": "Song", "s": 0, "d": 1200, "src": sound, "vol": 0.35}
    title = {"id": "s4", "s": 100, "d": 600, "tx": WORDS, "st": {"role": "title"}}
    return {
        "t": [
            {"id": "v", "tt": 0, "sg": pictures},
            {"id": "a", "n": "BGM", "tt": 1, "sg": [music]},
            {"id": "x", "n": "Title", "tt": 7, "sg": [title]},
        ],
        "d": 1200,
        "m": {"width": 320, "height": 180, "fps": 24},
    }


def put(me: Account, session: str, draft: object, revision: int = 0) -> httpx.Response:
    headers = {"If-Match": str(revision)}
    return me.call("PUT", f"/api/projects/{session}/draft", json=draft, headers=headers)


def test_a_sound_is_taken_and_told(me: Account) -> None:
    """api.md: "Pictures, and sounds (…: `role` `music`, `duration` in seconds)"; links serve FLAC with ranges."""
    session = me.session()
    (told,) = ok(me.upload(session, ("my song.wav", song())))["files"]
    assert (told["file_type"], told["role"], told["filename"]) == ("audio", "music", "my song.wav")
    assert told["duration"] == pytest.approx(1.5, abs=0.01)
    assert (told["width"], told["height"], told["fps"]) == (0, 0, 0)
    assert told["size"] == len(song())
    assert me.state(session)["state"]["video_infos"] == [told]
    whole = me.http.get(told["cdn_url"])
    assert whole.headers["Content-Type"] == "audio/flac" and whole.content[:4] == b"fLaC"
    assert "my song.flac" in whole.headers["Content-Disposition"].replace("%20", " ")
    part = me.http.get(told["cdn_url"], headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"fLaC")
    outline = me.http.get(told["thumbnail_url"])
    assert outline.headers["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(outline.content)).width == 480


def test_pictures_sounds_and_broken_files_in_one_request(me: Account) -> None:
    """api.md: "each file is judged by itself"."""
    answer = ok(
        me.upload(
            me.session(),
            ("a.jpg", photo()),
            ("b.wav", song()),
            ("c.mp3", b"ID3 nothing"),
            ("d.mp4", b"\0" * 64),
        )
    )
    assert [one["file_type"] for one in answer["files"]] == ["image", "audio"]
    assert [one["index"] for one in answer["refused"]] == [2, 3]
    assert {one["code"] for one in answer["refused"]} == {4001}


def test_the_role_of_a_sound_is_music(me: Account) -> None:
    """api.md: "`{"role":"photo"}` or `logo`; of a sound `music`"."""
    session = me.session()
    (told,) = ok(me.upload(session, ("b.wav", song())))["files"]
    path = f"/api/projects/{session}/assets/{told['id']}/role"
    assert ok(me.call("PUT", path, json={"role": "music"}))["role"] == "music"
    assert refused(me.call("PUT", path, json={"role": "logo"}), 422, 422)["field"] == "role"


def test_a_draft_with_words_and_music_is_kept_and_made(me: Account, tmp_path: Path) -> None:
    """api.md: `generated_media` tells what the draft uses that is made from recipes; the video has sound."""
    session, (picture,) = a_project(me)
    draft = a_whole_draft(picture, "music:calm?seed=3")
    state = ok(put(me, session, draft))
    card, music = state["state"]["generated_media"]
    assert card == {
        "id": "card:#123456", "kind": "card", "name": "End card", "recipe": {"ground": "#123456"}, "duration": 0.4
    }  # fmt: skip
    assert (music["id"], music["kind"], music["duration"]) == ("music:calm?seed=3", "music", 1.2)
    assert music["recipe"] == {"mood": "calm", "seed": 3} and music["name"]
    assert "1 photo and an end card" in state["summary"] and "BGM: Song (0-1.2s, 35%)" in state["summary"]
    assert WORDS in state["summary"]
    ok(me.export(session, "whole", output=SMALL))
    finished = me.finished("whole")
    assert finished["status"] == "completed", finished
    content = me.http.get(finished["output"]["url"]).content
    assert kinds_of(content, tmp_path) == ["audio", "video"]
    assert ok(me.call("POST", f"/api/projects/{session}/undo"))["state"]["generated_media"] == []


def test_a_draft_with_an_uploaded_song(me: Account, tmp_path: Path) -> None:
    session, (picture,) = a_project(me)
    (told,) = ok(me.upload(session, ("b.wav", song())))["files"]
    ok(put(me, session, a_whole_draft(picture, told["id"])))
    refused(me.call("DELETE", f"/api/projects/{session}/assets/{told['id']}"), 409, 409)
    ok(me.export(session, "song", output=SMALL))
    finished = me.finished("song")
    assert finished["status"] == "completed", finished
    assert kinds_of(me.http.get(finished["output"]["url"]).content, tmp_path) == ["audio", "video"]


@pytest.mark.parametrize(
    "sound", ["music:polka", "music:calm?seed=x", "snd_0000000000000000", "card:#000000"]
)
def test_music_that_cannot_be_is_refused_with_its_place(me: Account, sound: str) -> None:
    session, (picture,) = a_project(me)
    answer = put(me, session, a_whole_draft(picture, sound))
    assert refused(answer, 422, 422)["field"] == "t[1].sg[0].src"
    assert me.state(session)["revision"] == 0


def test_another_sessions_song_is_refused(me: Account) -> None:
    session, (picture,) = a_project(me)
    (told,) = ok(me.upload(me.session(), ("b.wav", song())))["files"]
    assert (
        refused(put(me, session, a_whole_draft(picture, told["id"])), 422, 422)["field"] == "t[1].sg[0].src"
    )


@pytest.mark.parametrize(
    ("skill", "mood"),
    [
        ("online-photo-video-maker", "calm"),
        ("ai-product-video", "corporate"),
        ("anyone", "lofi"),
        ("ai-image-to-video-bot", None),
        ("meta-ai-image-to-video", None),
        ("ai-image-to-video-discord", None),
    ],
)
def test_default_cuts_have_the_music_of_their_profile(me: Account, skill: str, mood: str | None) -> None:
    """api.md, "Profiles"."""
    me.headers["X-Skill-Source"] = skill
    session, _ = a_project(me, 2)
    ok(me.upload(session, ("logo.png", logo())))
    render = f"cut-{skill}"
    ok(me.export(session, render, output=SMALL))
    ok(me.call("POST", f"/api/render/proxy/lambda/{render}/cancel"))
    tracks = me.state(session)["state"]["draft"]["t"]
    music = [clip for track in tracks if track["tt"] == 1 for clip in track["sg"]]
    assert [clip["mood"] for clip in music] == ([mood] if mood else [])
    names = [clip["n"] for clip in tracks[0]["sg"]]
    assert names == ["0.jpg", "1.jpg", *(["End card"] if skill == "ai-product-video" else [])]
    assert not [track for track in tracks if track["tt"] == 7], "no words that nobody gave"


def test_a_song_that_was_sent_lies_under_the_default_cut(me: Account) -> None:
    """api.md: "Music that was sent lies under it, in every profile"."""
    me.headers["X-Skill-Source"] = "ai-image-to-video-bot"
    session, _ = a_project(me, 2)
    (told,) = ok(me.upload(session, ("b.wav", song())))["files"]
    ok(me.export(session, "own-song", output=SMALL))
    ok(me.call("POST", "/api/render/proxy/lambda/own-song/cancel"))
    (clip,) = [
        c for track in me.state(session)["state"]["draft"]["t"] if track["tt"] == 1 for c in track["sg"]
    ]
    assert (clip["src"], clip["n"], clip["loop"], clip["vol"]) == (told["id"], "b.wav", True, 0.35)
