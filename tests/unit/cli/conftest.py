"""The command line inside this process: quick, and otherwise as people call it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from photoplay.cli.main import run
from photoplay.render.pool import ChunkPool
from photoplay.services import workers


@pytest.fixture(scope="session")
def pool() -> Iterator[ChunkPool]:
    """Workers that all calls share, which saves starting them for each."""
    with ChunkPool(1) as running:
        yield running


@pytest.fixture
def photoplay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], pool: ChunkPool
) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """``photoplay("make", folder, …)`` runs a command in ``tmp_path`` with an empty cache."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PHOTOPLAY_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(workers, "ChunkPool", lambda count: nullcontext(pool))
    handler = signal.getsignal(signal.SIGTERM)

    def call(*words: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["photoplay", *map(str, words)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return subprocess.CompletedProcess(sys.argv, ended.value.code, out, err)

    yield call
    signal.signal(signal.SIGTERM, handler)


@pytest.fixture(scope="session")
def small() -> tuple[str, ...]:
    """Options for a small, quick video."""
    return ("--size", "96x54", "--per-photo", "0.4", "--transition-seconds", "0.2", "--workers", "1")
