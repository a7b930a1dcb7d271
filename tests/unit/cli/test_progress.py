"""How progress is told: a bar on a terminal, plain lines elsewhere, nothing with --json."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from photoplay.cli import making
from photoplay.render.video import Progress

Photos = Callable[[int], list[Path]]


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_off_a_terminal_there_is_a_line_every_two_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    monkeypatch.setattr("photoplay.cli.making.time.monotonic", clock)
    with making.progress_shown(quiet=False) as told:
        for tenth in range(51):
            clock.now = 100 + tenth / 10
            told(Progress(tenth * 10, 600, 0, max(tenth, 1) / 10))
    assert capsys.readouterr().err.splitlines() == [
        "200/600 frames, 100 frames/s, 4 s left",
        "400/600 frames, 100 frames/s, 2 s left",
    ]


def test_before_the_first_frame_no_speed_is_told() -> None:
    assert "getting ready" in making._speed(Progress(0, 100, 0, 1.0))
    assert making._speed(Progress(30, 100, 0, 1.5)) == "20 frames/s, 4 s left"


def test_before_the_first_frame_there_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    monkeypatch.setattr("photoplay.cli.making.time.monotonic", clock)
    with making.progress_shown(quiet=False) as told:
        for second in range(20):
            clock.now = 100 + second
            told(Progress(0, 600, 0, float(second)))
    (line,) = capsys.readouterr().err.splitlines()
    assert "getting ready" in line and "600" not in line


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with making.progress_shown(quiet=True) as told:
        told(Progress(5, 10, 0, 1.0))
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_there_is_a_bar_and_then_only_the_facts(photos: Photos, tmp_path: Path) -> None:
    photos(2)
    ours, theirs = pty.openpty()
    words = ["make", "photos", "-o", "o.mp4", "--size", "96x54", "--per-photo", "0.4", "--workers", "1"]
    with subprocess.Popen(
        [sys.executable, "-m", "photoplay", *words],
        cwd=tmp_path,
        env={**os.environ, "PHOTOPLAY_CACHE_DIR": str(tmp_path / "cache"), "TERM": "xterm", "COLUMNS": "100"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # Linux: the other side is gone
                break
            if not more:
                break
            shown += more
        out, _ = process.communicate()
    os.close(ours)
    assert process.returncode == 0
    assert b"24/24 frames" in shown and b"%" in shown and b"\x1b[" in shown
    assert out.decode().startswith("o.mp4: 0.8 s of video in ") and b"\x1b" not in out
