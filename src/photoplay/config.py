"""Settings of the machine, from the environment, with their defaults.

Each is read once, at the edge (command line, server), and handed on as data.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from photoplay.errors import InvalidOption


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set.

    Attributes:
        cache_dir: Where chunks are kept between renders.
        cache_bytes: How much of them is kept.
        workers: Render processes; 0 means one for each processor.
        loudness_lufs: Of videos whose volumes nobody has changed, −30 to −8 LUFS.
    """

    cache_dir: Path
    cache_bytes: int = 2_000_000_000
    workers: int = 0
    loudness_lufs: float = -14.0


def load_settings() -> Settings:
    """Settings from ``PHOTOPLAY_CACHE_DIR``, ``_CACHE_BYTES``, ``_WORKERS`` and ``_LOUDNESS_LUFS``.

    Raises:
        InvalidOption: One of them is not a number in range.
    """
    folder = os.environ.get("PHOTOPLAY_CACHE_DIR")
    return Settings(
        cache_dir=Path(folder) if folder else Path(platformdirs.user_cache_dir("photoplay")),
        cache_bytes=_whole("PHOTOPLAY_CACHE_BYTES", 2_000_000_000),
        workers=_whole("PHOTOPLAY_WORKERS", 0),
        loudness_lufs=_loudness("PHOTOPLAY_LOUDNESS_LUFS", -14.0),
    )


def _whole(name: str, default: int) -> int:
    told = os.environ.get(name)
    if told is None or told == "":
        return default
    if not told.isascii() or not told.isdigit():
        raise InvalidOption(f"{name} is “{told}”; it must be a whole number from 0 on.")
    return int(told)


def _loudness(name: str, default: float) -> float:
    told = os.environ.get(name)
    if told is None or told == "":
        return default
    try:
        value = float(told)
    except ValueError:
        value = math.nan
    if not -30 <= value <= -8:
        raise InvalidOption(f"{name} is “{told}”; it must be a number from -30 to -8, such as -14.")
    return value


def usable_processors() -> int:
    """How many processors this process may use: those it may run on, within the container's share."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        count = os.cpu_count() or 1
    return max(1, min(count, _container_share()))


def _container_share(told: Path = Path("/sys/fs/cgroup/cpu.max")) -> int:
    """Processors that a control group grants, rounded up. Source: Linux, cgroup v2, ``cpu.max``."""
    try:
        quota, period = told.read_text().split()
        return math.ceil(int(quota) / int(period))
    except (OSError, ValueError, ZeroDivisionError):
        return 1_000_000  # no control groups, or "max": no limit
