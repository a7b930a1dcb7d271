"""`photoplay make --say`: what is refused before anything starts, and what is not even imported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.waiting import HANGS_S

Run = Callable[..., subprocess.CompletedProcess[str]]
#: What only an agent needs.
AGENT = ("google.adk", "google.genai", "openai", "anthropic", "opencc", "rapidfuzz", "fastapi", "httpx")

_CHILD = """
import sys
from photoplay.cli.main import run
sys.argv = ["photoplay", *sys.argv[1:]]
try:
    run()
except SystemExit as ended:
    print("STATUS", ended.code)
print("LOADED", *sorted(sys.modules))
"""


@pytest.fixture
def grey(tmp_path: Path) -> Path:
    path = tmp_path / "grey.jpg"
    Image.new("RGB", (96, 64), "gray").save(path)
    return path


def _loaded(tmp_path: Path, *words: object) -> set[str]:
    """Modules that a run of the program has loaded when it ends well."""
    call = [sys.executable, "-c", _CHILD, *map(str, words)]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, timeout=HANGS_S)
    assert "STATUS 0" in done.stdout, done.stderr
    return set(done.stdout.rpartition("LOADED ")[2].split())


@pytest.mark.parametrize("words", [("--help",), ("make", "--help"), ("--version",)])
def test_help_loads_next_to_nothing(words: tuple[str, ...], tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, *words)
    heavy = (*AGENT, "numpy", "cv2", "av", "PIL")
    assert not [name for name in loaded if name.startswith(heavy)]
    assert not [
        name
        for name in loaded
        if name.startswith(("photoplay.agent", "photoplay.server", "photoplay.client"))
    ]


def test_make_without_words_loads_no_agent(tmp_path: Path, grey: Path, small: tuple[str, ...]) -> None:
    loaded = _loaded(tmp_path, "make", grey, "-o", "out.mp4", "--music", "none", *small)
    assert (tmp_path / "out.mp4").is_file()
    assert not [name for name in loaded if name.startswith(AGENT)]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--title", "Hi"), "--title"),
        (("--music", "calm", "--seconds", "10"), "--music, --seconds"),
        (("--draft", "x.json"), "--draft"),
        (("--save-draft", "x.json"), "--save-draft"),
        (("--quality", "best"), "quality"),
        (("--preset", "myspace"), "myspace"),
        (("--max-size", "huge"), "huge"),
        (("-o", "out.avi"), ".mp4"),
        (("--say", "  "), "Say something"),
        (("--say", "x" * 8001), "8000"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    options: tuple[str, ...], words: str, grey: Path, photoplay: Run
) -> None:
    done = photoplay("make", grey, "--say", "a video", *options)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr


def test_files_that_are_not_there(photoplay: Run, tmp_path: Path) -> None:
    assert photoplay("make", "none.jpg", "--say", "a video").returncode == 3
    (tmp_path / "empty").mkdir()
    done = photoplay("make", "empty", "--say", "a video")
    assert done.returncode == 2 and "no photos" in done.stderr
    done = photoplay("make", "--say", "a video")
    assert done.returncode == 2 and "FOLDER" in done.stderr
