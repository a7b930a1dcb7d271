"""The programs that make R, each as one call that runs it cold and tells what it took."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import recipes
from measure import Run, run
from photos import Photos, scratch

#: MoviePy renders so many seconds, and its times are multiplied up to R's 30.
MOVIEPY_S = 6
_MOVIEPY = Path(__file__).with_name("moviepy")


@dataclass(slots=True)
class Contender:
    """One program.

    Attributes:
        told: What it is, in a few words.
        start: Runs it once in a folder, to write ``out.mp4`` there; ``memory`` as for ``measure.run``.
        scale: What its times and size are multiplied with.
        size_bytes: Of its last output.
        facts: What it told about its last run.
    """

    told: str
    start: Callable[[Path, bool], Run]
    scale: int = 1
    size_bytes: int = 0
    facts: dict[str, object] = field(default_factory=dict)

    def run(self, memory: bool = False) -> Run:
        """One cold run in a fresh folder."""
        with tempfile.TemporaryDirectory() as name:
            found = self.start(Path(name), memory)
            self.size_bytes = (Path(name) / "out.mp4").stat().st_size * self.scale
        self.facts = json.loads(found.output) if found.output.startswith("{") else {}
        return replace(found, wall_s=found.wall_s * self.scale, cpu_s=found.cpu_s * self.scale)


def photoplay(photos: Photos, *options: str, draft: Mapping[str, object] | None = None) -> Contender:
    """``photoplay make`` with an empty cache."""

    def start(folder: Path, memory: bool) -> Run:
        path = recipes.write_draft(folder / "r.json", draft or recipes.draft(photos.paths))
        return make(path, folder, *options, memory=memory)

    return Contender("photoplay make --draft r.json", start)


def make(draft: Path, folder: Path, *options: str, memory: bool = False) -> Run:
    """``photoplay make`` of a draft to ``out.mp4`` in a folder, with that folder's cache."""
    command = [sys.executable, "-m", "photoplay", "make", "--draft", str(draft)]
    env = {"PHOTOPLAY_CACHE_DIR": str(folder / "cache")}
    return run([*command, "-o", str(folder / "out.mp4"), "--json", *options], env, memory=memory)


def ffmpeg(photos: Photos) -> Contender:
    """The ffmpeg recipe."""

    def start(folder: Path, memory: bool) -> Run:
        return run(recipes.ffmpeg_command(photos.paths, folder / "out.mp4"), memory=memory)

    return Contender("ffmpeg recipe: zoompan, xfade, x264 veryfast crf 20", start)


def x264(ready: Path) -> Contender:
    """x264 alone, by the same binary, on frames that lie ready as raw video."""
    size = f"{recipes.CANVAS[0]}x{recipes.CANVAS[1]}"
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", str(recipes.FPS), "-i", str(ready)]
    encoder = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-threads", "2"]

    def start(folder: Path, memory: bool) -> Run:
        command = [recipes.ffmpeg(), "-y", "-v", "error", *raw, *encoder, str(folder / "out.mp4")]
        return run(command, memory=memory)

    where = "tmpfs" if ready.is_relative_to("/dev/shm") else "a file"
    return Contender(f"x264 veryfast crf 20, two threads; the recipe's frames, raw, ready in {where}", start)


@contextmanager
def ready_frames(photos: Photos) -> Iterator[Path]:
    """All frames of the recipe as a raw file, in memory where there is a tmpfs."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as name:
        path = Path(name) / "ready.yuv"
        command = recipes.ffmpeg_command(photos.paths, path)
        filters = command[: command.index("-c:v")]
        subprocess.run([*filters, "-pix_fmt", "yuv420p", "-f", "rawvideo", str(path)], check=True)
        yield path


def moviepy(photos: Photos) -> Contender:
    """MoviePy in an environment of its own, made from its lock when first needed."""
    python = _moviepy_python()
    paths = [str(path) for path in photos.paths[: MOVIEPY_S * 1000 // recipes.PHOTO_MS + 1]]

    def start(folder: Path, memory: bool) -> Run:
        command = [str(python), str(_MOVIEPY / "render.py"), str(folder / "out.mp4"), str(MOVIEPY_S)]
        return run([*command, *paths], memory=memory)

    scale = recipes.FRAMES // (MOVIEPY_S * recipes.FPS)
    told = f"MoviePy 2.2, x264 veryfast; {MOVIEPY_S} s rendered, times and size multiplied by {scale}"
    return Contender(told, start, scale)


def _moviepy_python() -> Path:
    folder = scratch() / "moviepy"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        lock = _MOVIEPY / "requirements.lock"
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "-r", lock], check=True)
        (folder / "ready").touch()
    return python
