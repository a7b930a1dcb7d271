"""Words, music and end cards on the command line: said in one line, kept in drafts, refused in words."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

Run = Callable[..., subprocess.CompletedProcess[str]]
Photos = Callable[[int], list[Path]]


def streams_of(path: Path) -> dict[str, float]:
    """Kind of each stream and its length in seconds."""
    with av.open(str(path)) as container:
        return {
            stream.type: float((stream.duration or 0) * (stream.time_base or 0))
            for stream in container.streams
        }


def test_a_bare_make_has_music_and_says_how_to_leave_it(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path
) -> None:
    photos(2)
    done = photoplay("make", tmp_path / "photos", "-o", "o.mp4", *small)
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("Music: ")]
    assert "--music none" in line and "--music calm" in line
    assert set(streams_of(tmp_path / "o.mp4")) == {"video", "audio"}


def test_silence_has_no_sound_track(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path
) -> None:
    photos(2)
    done = photoplay("make", tmp_path / "photos", "-o", "o.mp4", "--music", "none", "--json", *small)
    facts = json.loads(done.stdout)
    assert facts["sound"] is None and facts["notes"] == []
    assert set(streams_of(tmp_path / "o.mp4")) == {"video"}


def test_everything_at_once_and_again_from_the_draft(
    photos: Photos, photoplay: Run, small: tuple[str, ...], tmp_path: Path
) -> None:
    photos(3)
    Image.fromarray(np.full((40, 90, 3), 200, np.uint8)).save(tmp_path / "logo.png")
    (tmp_path / "talk.srt").write_text("1\n00:00:00,100 --> 00:00:00,900\nHello 你好\n\n")
    assert photoplay("music", "calm", "--seconds", "3", "-o", "song.wav").returncode == 0
    words = ["--title", "Sea", "--subtitle", "May", "--captions", "talk.srt", "--end-card", "Ende"]
    song, logo = tmp_path / "song.wav", tmp_path / "logo.png"
    sound = ["--music", song, "--volume", "50%", "--beat-sync", "--logo", logo]
    done = photoplay(
        "make", tmp_path / "photos", "-o", "o.mp4", "--save-draft", "d.json", "--json", *words, *sound, *small
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["sound"]["codec"] == "AAC-LC" and facts["notes"][0] == "Music: “song.wav”."
    draft = json.loads((tmp_path / "d.json").read_text())
    assert {Path(place).name for place in draft["m"]["files"].values()} == {
        *("1.jpg", "2.jpg", "3.jpg"),
        *("logo.png", "song.wav"),
    }
    kinds = [(track["tt"], [clip.get("tx") or clip["n"] for clip in track["sg"]]) for track in draft["t"]]
    assert kinds[0] == (0, ["1.jpg", "2.jpg", "3.jpg", "End card"]) and kinds[1] == (1, ["song.wav"])
    assert {words for tt, texts in kinds if tt == 7 for words in texts} == {
        "Sea",
        "May",
        "Hello 你好",
        "Ende",
    }
    assert draft["t"][1]["sg"][0]["vol"] == 0.5
    again = photoplay("make", "--draft", tmp_path / "d.json", "-o", "p.mp4", "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["frames"] == facts["frames"]
    assert streams_of(tmp_path / "p.mp4") == streams_of(tmp_path / "o.mp4")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--music", "polka"], ["polka", "lofi", "epic", "none"]),
        (["--music", "gone.mp3"], ["gone.mp3"]),
        (["--volume", "loud"], ["loud", "200", "-6dB"]),
        (["--title", " "], ["title", "empty"]),
        (["--captions", "gone.srt"], ["gone.srt"]),
        (["--logo", "gone.png"], ["gone.png"]),
        (["--music", "none", "--beat-sync"], ["music"]),
    ],
)
def test_wrong_wishes_are_refused_before_any_work(
    photos: Photos, photoplay: Run, tmp_path: Path, options: list[str], words: list[str]
) -> None:
    photos(1)
    done = photoplay("make", "photos", "-o", "o.mp4", *options)
    assert done.returncode in (2, 3) and done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert [word for word in words if word not in line] == []
    assert {path.name for path in tmp_path.iterdir()} <= {"photos", "cache"}


def test_a_draft_says_its_words_itself(photoplay: Run) -> None:
    done = photoplay("make", "--draft", "d.json", "--title", "x", "--music", "none")
    assert done.returncode == 2 and "--music, --title" in done.stderr


def test_a_song_is_probed(photoplay: Run) -> None:
    assert photoplay("music", "upbeat", "--seconds", "2", "-o", "song.wav").returncode == 0
    done = photoplay("probe", "song.wav", "--json")
    facts = json.loads(done.stdout)
    assert (facts["format"], facts["duration_ms"], facts["channels"]) == ("wav", 2000, 2)
    assert "song.wav: WAV 2.0 s" in photoplay("probe", "song.wav").stdout
