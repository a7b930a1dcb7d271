"""The examples do what they say, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import av
from tests.contract.running import photo, start, stop
from tests.waiting import HANGS_S

EXAMPLES = Path(__file__).parents[2] / "examples"


def _run(example: str, *words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PHOTOPLAY_", "NEMO_"))}
    return subprocess.run(
        [sys.executable, EXAMPLES / example, *map(str, words)],
        cwd=folder, env={**kept, "XDG_STATE_HOME": str(folder / "home")}, capture_output=True, text=True,
        timeout=HANGS_S,
    )  # fmt: skip


def _photos(folder: Path) -> list[Path]:
    paths = [folder / f"photo{number}.jpg" for number in range(2)]
    for number, path in enumerate(paths):
        path.write_bytes(photo(number, (320, 180)))
    return paths


def _seconds(path: Path) -> float:
    with av.open(str(path)) as container:
        assert container.streams.video and container.streams.audio
        return float(container.duration or 0) / av.time_base


def test_the_client_of_mcp(tmp_path: Path) -> None:
    done = _run("mcp_client.py", *_photos(tmp_path), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Hello" in done.stdout and abs(_seconds(tmp_path / "photoplay-mcp.mp4") - 10) < 0.2


def test_the_talk(tmp_path: Path) -> None:
    server = start(tmp_path / "server")
    try:
        done = _run("talk.py", server.url, *_photos(tmp_path), folder=tmp_path)
    finally:
        stop(server)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "你好" in done.stdout and abs(_seconds(tmp_path / "photoplay-talk.mp4") - 6) < 0.2
