"""`photoplay make --say` as people run it: the agent in a server of its own, which goes with the command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.llm_server import Call, Reply, Say, has_results, last_message, llm_server
from tests.waiting import HANGS_S, until

Run = Callable[..., subprocess.CompletedProcess[str]]
Photos = Callable[..., list[Path]]
SMALL = ("--size", "160x90", "--quality", "draft", "--workers", "1")


@pytest.fixture
def own_temp(tmp_path: Path) -> dict[str, str]:
    """A temporary folder that nobody else writes to, so that what is left behind is seen."""
    folder = tmp_path / "temp"
    folder.mkdir()
    return {"TMPDIR": str(folder)}


def _left(own_temp: dict[str, str]) -> list[str]:
    return [path.name for path in Path(own_temp["TMPDIR"]).glob("photoplay-say-*")]


def _servers(folder: str) -> list[int]:
    """Processes whose command line names a folder."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit() and int(place.name) != os.getpid():
            try:
                words = (place / "cmdline").read_bytes()
            except OSError:
                continue
            if folder.encode() in words and b"photoplay.cli.embedded" in words:
                found.append(int(place.name))
    return found


def test_words_become_a_video(
    photos: Photos, photoplay: Run, tmp_path: Path, own_temp: dict[str, str]
) -> None:
    folder = photos(3)[0].parent
    (folder / "broken.jpg").write_bytes(b"no picture")
    (folder / "notes.txt").write_text("buy milk")
    done = photoplay(
        "make", folder, "-o", "out.mp4", "--say", 'a 4 second video with the title "Hello", no music',
        "--say", "export it", *SMALL, env=own_temp,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "“Hello”" in done.stdout and "3 photos" in done.stdout
    assert "http" not in done.stdout and "out.mp4: 4 s of video" in done.stdout
    assert "left out: " in done.stderr and "broken.jpg" in done.stderr and "notes.txt" not in done.stderr
    assert (tmp_path / "out.mp4").stat().st_size > 5000
    assert not _left(own_temp) and not _servers(own_temp["TMPDIR"])


def test_facts_as_json_in_chinese(photos: Photos, photoplay: Run, own_temp: dict[str, str]) -> None:
    files = photos(2)
    done = photoplay(
        "make", *files, "-o", "out.mp4", "--say", "做一个4秒的视频，标题写“你好”", "--aspect", "9:16", "--json",
        *SMALL, env=own_temp,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["width"], told["height"]) == (90, 160)
    assert told["duration_ms"] == 4000
    assert [one["say"] for one in told["answers"]] == ["做一个4秒的视频，标题写“你好”", "比例 9:16"]
    assert "你好" in told["answers"][0]["answer"]


@pytest.mark.slow
def test_nothing_said_that_makes_a_video_is_no_video(
    photos: Photos, photoplay: Run, tmp_path: Path, own_temp: dict[str, str]
) -> None:
    done = photoplay("make", *photos(1), "-o", "out.mp4", "--say", "hello", *SMALL, env=own_temp)
    assert done.returncode == 2
    assert "No video was made" in done.stderr
    assert done.stdout.strip(), "the agent's answer is shown all the same"
    assert not (tmp_path / "out.mp4").exists()


@pytest.mark.slow
def test_only_broken_files(photoplay: Run, tmp_path: Path, own_temp: dict[str, str]) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    done = photoplay("make", "a.jpg", "-o", "out.mp4", "--say", "a video", env=own_temp)
    assert done.returncode == 3 and "a.jpg" in done.stderr
    assert not _left(own_temp)


def test_a_real_model_drives_it(photos: Photos, photoplay: Run, own_temp: dict[str, str]) -> None:
    def script(asked: dict[str, Any]) -> Reply:
        assert last_message(asked) == "tee lyhyt video"  # Finnish
        if has_results(asked):
            return Say("Haluatko musiikkia?")
        return Call([("make_video", {"seconds": 3, "title": "Hei", "music": "none"})])

    with llm_server(script) as server:
        model = {"PHOTOPLAY_MODEL": "openai/scripted", "PHOTOPLAY_MODEL_URL": server.url}
        done = photoplay(
            "make", *photos(2), "-o", "out.mp4", "--say", "tee lyhyt video", *SMALL, env=own_temp | model
        )
    assert done.returncode == 0, done.stderr
    assert "“Hei”" in done.stdout
    assert len(server.asked) == 2


def test_a_model_that_is_away_is_told_of(photos: Photos, photoplay: Run, own_temp: dict[str, str]) -> None:
    model = {"PHOTOPLAY_MODEL": "openai/none", "PHOTOPLAY_MODEL_URL": "http://127.0.0.1:9/v1"}
    done = photoplay(
        "make", *photos(2), "-o", "out.mp4", "--say", "a 3 second video", *SMALL, env=own_temp | model
    )
    assert done.returncode == 0, done.stderr
    assert "built-in planner" in done.stdout and "out.mp4: 3 s of video" in done.stdout


def test_a_model_without_a_key_is_refused_in_words(
    photos: Photos, photoplay: Run, own_temp: dict[str, str]
) -> None:
    model = {"PHOTOPLAY_MODEL": "anthropic/some-model"}
    done = photoplay("make", *photos(1), "-o", "out.mp4", "--say", "a video", env=own_temp | model)
    assert done.returncode == 2 and "PHOTOPLAY_MODEL_KEY" in done.stderr
    assert not _left(own_temp)


@pytest.mark.parametrize(
    ("end", "times"), [(signal.SIGINT, 1), (signal.SIGINT, 2), (signal.SIGTERM, 1), (signal.SIGKILL, 1)]
)
def test_the_server_goes_with_the_command(
    end: signal.Signals, times: int, photos: Photos, start: Any, tmp_path: Path, own_temp: dict[str, str]
) -> None:
    folder = photos(6, size=(1600, 1000))[0].parent
    process = start("make", folder, "-o", "out.mp4", "--say", "a 60 second video", env=own_temp)
    until(lambda: bool(_servers(own_temp["TMPDIR"])))
    process.send_signal(end)
    if times == 2:  # people press Ctrl-C again when nothing seems to happen
        time.sleep(0.3)
        process.send_signal(end)
    process.wait(HANGS_S)
    assert process.returncode in (130, -signal.SIGKILL, *([-signal.SIGINT] if times == 2 else []))
    until(lambda: not _servers(own_temp["TMPDIR"]))
    until(lambda: not _left(own_temp))
    assert not (tmp_path / "out.mp4").exists()
