"""What all tests share: where they write, how long they run, and what they need from the machine."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import structlog
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.database import DirectoryBasedExampleDatabase
from numpy.typing import NDArray

U8 = NDArray[np.uint8]
#: Backends of the server, on either database.
pytest_plugins = ["tests.service_backend", "tests.upload_desk"]

#: How much of the long tests is run: 1 is all of it (`make test-long`).
SCALE = float(os.environ.get("PHOTOPLAY_TEST_SCALE") or 0.1)
#: Whether a test fails, rather than being left out, where the machine lacks what it needs.
REQUIRE_ALL = os.environ.get("PHOTOPLAY_REQUIRE_ALL") == "1"


@dataclass(frozen=True, slots=True)
class Need:
    """Something of the machine's: present when one of the commands is found."""

    name: str
    commands: tuple[str, ...]
    install: str

    def is_met(self) -> bool:
        return any(shutil.which(command, path=_PATH) for command in self.commands)


#: Debian keeps PostgreSQL's server out of the way.
_PATH = os.pathsep.join([os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])

#: Markers, each with what its tests need. A new one is a new line here.
NEEDS = {
    "needs_ffmpeg": Need("FFmpeg", ("ffmpeg",), "sudo apt install ffmpeg"),
    "needs_ffprobe": Need("ffprobe", ("ffprobe",), "sudo apt install ffmpeg"),
    "needs_node": Need("Node.js", ("node",), "sudo apt install nodejs"),
    "needs_chromium": Need(
        "Chromium", ("chromium", "chromium-browser", "google-chrome"), "sudo apt install chromium"
    ),
    "needs_openssl": Need("openssl", ("openssl",), "sudo apt install openssl"),
    "needs_curl": Need("curl", ("curl",), "sudo apt install curl"),
    "needs_postgres": Need("PostgreSQL", ("postgres",), "sudo apt install postgresql"),
}

#: Variables for the tests themselves; the program sees no other of its own.
_OURS = {"PHOTOPLAY_TEST_SCALE", "PHOTOPLAY_REQUIRE_ALL"}

#: What the marker `slow` means, beside the variants that it may name.
_SLOW = "slow(variant): left out, or only the variant whose id names it, unless the scale is 1"
_left_out: dict[str, int] = {}


def scaled(count: int, least: int = 1) -> int:
    """So much of a long test's count as this run asks for, and at least ``least``."""
    return max(least, round(count * SCALE))


def pytest_configure(config: pytest.Config) -> None:
    # In the background of a script Ctrl-C is ignored, by the programs that tests start as well.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for marker, need in NEEDS.items():
        config.addinivalue_line("markers", f"{marker}: needs {need.name} ({need.install})")
    config.addinivalue_line("markers", _SLOW)
    # Where no server has set its own: structlog's way paints each variable of each frame, for seconds.
    structlog.configure(
        processors=[
            *structlog.get_config()["processors"][:-1],
            structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
        ]
    )
    # Outside the working tree, and kept from run to run: failures are tried again first.
    home = Path(tempfile.gettempdir()) / f"photoplay-hypothesis-{os.getuid()}"
    set_hypothesis_home_dir(home)
    common = {
        "deadline": None,
        "max_examples": scaled(100, least=12),
        "suppress_health_check": [HealthCheck.too_slow],
    }
    settings.register_profile("local", database=DirectoryBasedExampleDatabase(home / "examples"), **common)
    settings.register_profile("ci", derandomize=True, database=None, print_blob=True, **common)
    settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    absent = set() if REQUIRE_ALL else {marker for marker, need in NEEDS.items() if not need.is_met()}
    dropped = []
    for item in items:
        lacking = absent.intersection(mark.name for mark in item.iter_markers())
        lacking |= {"slow"} if SCALE < 1 and _is_slow(item) else set()
        for marker in lacking:
            _left_out[marker] = _left_out.get(marker, 0) + 1
        if lacking:
            dropped.append(item)
    if dropped:
        items[:] = [item for item in items if item not in dropped]
        config.hook.pytest_deselected(items=dropped)


def _is_slow(item: pytest.Item) -> bool:
    return any(
        not mark.args or any(variant in item.name for variant in mark.args)
        for mark in item.iter_markers("slow")
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers():
        need = NEEDS.get(mark.name)
        if need is not None and not need.is_met():
            pytest.fail(f"{need.name} is missing: {need.install}", pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if count := _left_out.pop("slow", 0):
        terminalreporter.write_line(f"{count} slow ones left out; `make test-long` runs them", yellow=True)
    for marker, count in sorted(_left_out.items()):
        need = NEEDS[marker]
        terminalreporter.write_line(f"{count} left out for want of {need.name}: {need.install}", yellow=True)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program's chunk cache, empty, for this run alone; processes that tests start inherit it."""
    folder = tmp_path_factory.mktemp("photoplay-cache")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PHOTOPLAY_") and name not in _OURS]:
            patch.delenv(name)
        patch.setenv("PHOTOPLAY_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A private PostgreSQL server for this run; only tests marked ``needs_postgres`` may ask for it."""
    from tests.postgres import cluster

    with cluster() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A fresh database on it."""
    import psycopg

    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        yield f"{postgres_server}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs_postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "postgres":
        told: str = request.getfixturevalue("postgres_url")
        return told
    return f"sqlite:///{tmp_path / 'photoplay.db'}"


@pytest.fixture(scope="session")
def scale() -> Callable[..., int]:
    """``scale(100, least=5)``: see ``scaled``."""
    return scaled


def _picture(width: int, height: int, seed: int = 1) -> U8:
    """Soft colours, a few lines, and a camera's noise; uint8 (H, W, 3)."""
    rng = np.random.default_rng(seed)
    coarse = rng.uniform(20, 235, (4, 6, 3)).astype(np.float32)
    picture: NDArray[Any] = np.array(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC))
    picture[:: max(3, height // 9)] *= 0.5
    picture[:, :: max(3, width // 12)] += 60
    picture += rng.normal(0, 3, picture.shape)
    return np.asarray(np.clip(picture, 0, 255), np.uint8)


@pytest.fixture(scope="session")
def picture() -> Callable[..., U8]:
    """``picture(width, height, seed)``: pixels with structure in them."""
    return _picture
