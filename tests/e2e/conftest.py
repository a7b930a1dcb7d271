"""Photos of all kinds, the program as a process of its own, and what its files hold."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.waiting import HANGS_S

U8 = NDArray[np.uint8]
#: No single call of the program takes longer; a hanging one fails its test.


@pytest.fixture
def photos(tmp_path: Path, picture: Callable[..., U8]) -> Callable[..., list[Path]]:
    """``photos(3, size=(320, 200))``: JPEGs 1.jpg, 2.jpg, … in a folder."""

    def make(count: int, size: tuple[int, int] = (320, 200), folder: str = "photos") -> list[Path]:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        paths = [place / f"{number}.jpg" for number in range(1, count + 1)]
        for seed, path in enumerate(paths, 1):
            Image.fromarray(picture(*size, seed)).save(path, quality=90)
        return paths

    return make


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What the program's processes see: this machine's, with a cache of the test's own."""
    return {**os.environ, "PHOTOPLAY_CACHE_DIR": str(tmp_path / "cache"), "COLUMNS": "200"}


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C reaches the processes a test starts, even when a shell runs the tests with it ignored (``&``)."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def start(tmp_path: Path, environment: dict[str, str], ctrl_c: None) -> Any:
    """``start("make", folder, …)`` starts the program and gives its process; killed at the test's end."""
    running: list[subprocess.Popen[str]] = []

    def run(*words: object, env: dict[str, str] | None = None, **more: Any) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "photoplay", *map(str, words)],
            **{
                "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True,
                "cwd": tmp_path, "env": {**environment, **(env or {})}, **more,
            },
        )  # fmt: skip
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def photoplay(start: Any) -> Callable[..., subprocess.CompletedProcess[str]]:
    """``photoplay("make", folder, …)`` runs the program to its end."""

    def run(*words: object, **more: Any) -> subprocess.CompletedProcess[str]:
        process = start(*words, **more)
        out, err = process.communicate(timeout=HANGS_S)
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    return run


#: Options that make a video small and quick.
_SMALL = ("--size", "96x54", "--per-photo", "0.4", "--transition-seconds", "0.2", "--workers", "2")


@pytest.fixture(scope="session")
def small() -> tuple[str, ...]:
    """Options for a small, quick video: 96×54, 0.4 s a photo, two workers."""
    return _SMALL


@pytest.fixture(scope="session")
def decoded() -> Callable[[Path], list[U8]]:
    """``decoded(path)``: the luma planes of all frames of a video."""

    def frames(path: Path) -> list[U8]:
        with av.open(str(path)) as container:
            return [
                np.asarray(frame.to_ndarray()[: frame.height], np.uint8)
                for frame in container.decode(video=0)
            ]

    return frames


@pytest.fixture(scope="session")
def digest() -> Callable[[Path], str]:
    return lambda path: hashlib.sha256(path.read_bytes()).hexdigest()


def _children(pid: int) -> list[int]:
    """All processes below one, by the kernel's tables."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, waiting = [], [pid]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


@pytest.fixture(scope="session")
def children() -> Callable[[int], list[int]]:
    """``children(pid)``: ids of all living processes below one."""
    return _children


def _alive(pids: Sequence[int]) -> list[int]:
    living = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            living.append(pid)
    return living


@pytest.fixture(scope="session")
def alive() -> Callable[[Sequence[int]], list[int]]:
    """``alive(pids)``: those that still run."""
    return _alive
