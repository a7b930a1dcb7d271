"""`photoplay chat` as scripts and people run it: a real process, a server of its own or another."""

from __future__ import annotations

import codecs
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest
from tests.contract.running import Service, photo, start, stop
from tests.waiting import HANGS_S


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PHOTOPLAY_", "NEMO_"))}
    return {**kept, "XDG_STATE_HOME": str(home), "TERM": "xterm"}


def _command(*words: object) -> list[str]:
    return [sys.executable, "-m", "photoplay", "chat", *map(str, words)]


def _run(folder: Path, *words: object, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(*words), input=typed, cwd=folder, env=_environment(folder / "home") | more,
        capture_output=True, text=True, timeout=HANGS_S,
    )  # fmt: skip


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "pictures" / f"photo {number}.jpg" for number in range(2)]
    paths[0].parent.mkdir()
    for number, path in enumerate(paths):
        path.write_bytes(photo(number, (320, 180)))
    return paths


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Service]:
    running = start(tmp_path / "server")
    yield running
    stop(running)


def test_a_script_says_and_exports_with_a_server_of_its_own(tmp_path: Path, photos: list[Path]) -> None:
    video = tmp_path / "out.mp4"
    (photos[0].parent / "notes.txt").write_text("no photo")
    done = _run(
        tmp_path, photos[0].parent, "--say", 'a 3 second slideshow titled "Hello"',
        "--say", "make it square", "--export", video,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Hello" in done.stdout and "1080×1080" in done.stdout and video.name in done.stdout
    assert "notes.txt" in done.stderr
    assert not list((tmp_path / "home").rglob("*.json*")), "nobody can come back to a server that has ended"
    assert "http" not in done.stdout, "a link would lead to a server that has ended"
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        assert stream.width == stream.height
        assert float(container.duration) / av.time_base == pytest.approx(3, abs=0.15)


def test_a_script_against_a_server_keeps_its_account_and_hides_its_token(
    tmp_path: Path, photos: list[Path], server: Service
) -> None:
    for _ in range(2):
        done = _run(
            tmp_path, photos[0], "--server", server.url, "--say", "make a short video", "--say", "credits"
        )
        assert done.returncode == 0, done.stderr
        assert "nmv_usr_" not in done.stdout + done.stderr
    (kept,) = (tmp_path / "home").rglob("*.json")
    assert kept.stat().st_mode & 0o777 == 0o600
    left = re.findall(r"\b(9\d)\b", done.stdout)
    assert "98" in left, "both went to one account"


def test_lines_from_a_pipe_are_messages_commands_and_files(
    tmp_path: Path, photos: list[Path], server: Service
) -> None:
    (tmp_path / "notes.mp4").write_bytes(b"somebody's own")
    typed = (
        f"'{photos[0]}' make a 2 second video\n/nothing\n/help\n/attach ~nobody-there/a.jpg\n/export notes.txt\n"
        "/export notes.mp4\n/status\n/export small.mp4\n/quit\nnever said\n"
    )
    done = _run(tmp_path, "--server", server.url, typed=typed)
    assert done.returncode == 0, done.stderr
    assert "Timeline (" in done.stdout and (tmp_path / "small.mp4").stat().st_size > 1000
    assert "no /nothing" in done.stderr and "/attach" in done.stderr
    assert "a.jpg" in done.stderr and "ends in .mp4" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "notes.mp4").read_bytes() == b"somebody's own"
    assert "never said" not in done.stdout


def test_a_problem_makes_a_script_fail_and_a_wrong_word_ends_it_at_once(
    tmp_path: Path, photos: list[Path], server: Service
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    done = _run(tmp_path, broken, "--server", server.url, "--say", "hello")
    assert done.returncode == 3 and "broken.jpg" in done.stderr
    for words, told in (
        (["missing.jpg", "--say", "x"], "missing.jpg"),
        (["--skill", "no-such-skill", "--say", "x"], "online-photo-video-maker"),
        (["--export", "video.avi"], ".mp4"),
        (["--export", "nowhere/video.mp4"], "nowhere"),
        (["--say", "  "], "Say something"),
        (["--server", "http://127.0.0.1:9", "--say", "x"], "server"),
    ):
        done = _run(tmp_path, *words)
        assert done.returncode != 0 and told in done.stderr and "Traceback" not in done.stderr, words


def test_a_person_drops_a_photo_types_and_leaves(tmp_path: Path, photos: list[Path], server: Service) -> None:
    """On a terminal of its own: the prompt comes back after Ctrl-C, and Ctrl-D ends it."""
    ours, theirs = pty.openpty()
    command = _command("--server", server.url, "--skill", "meta-ai-image-to-video")
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, env=_environment(tmp_path / "home"),
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        _until(ours, "› ")
        os.write(ours, str(photos[0]).replace(" ", "\\ ").encode() + b"\n")
        _until(ours, "› ")
        os.write(ours, b"animate this image\n")
        shown = _until(ours, "› ", after="Timeline (")
        assert "5s" in shown
        _until(ours, "› ", after="Ctrl-D", nudge=lambda: process.send_signal(signal.SIGINT))
        os.write(ours, b"\x04")
        assert process.wait(HANGS_S) == 0
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(ours)


def _until(terminal: int, told: str, *, after: str = "", nudge: Callable[[], None] = lambda: None) -> str:
    """What a terminal shows until it shows something, after something else; nudged until that is there."""
    shown, ends_at = "", time.monotonic() + HANGS_S
    decoder = codecs.getincrementaldecoder("utf-8")("replace")  # a letter may come in two pieces
    while not (after in shown and told in shown[shown.find(after) :]):
        assert time.monotonic() < ends_at, shown
        if not after or after not in shown:
            nudge()
        if select.select([terminal], [], [], 2)[0]:
            shown += decoder.decode(os.read(terminal, 65536))
    return shown
