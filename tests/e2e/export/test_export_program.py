"""`photoplay make` with a preset and with a size."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
SHORT = ("--per-photo", "0.5", "--transition-seconds", "0.2", "--workers", "2")


def test_a_size_is_kept_and_told(photos: Callable[..., list[Path]], photoplay: Run, tmp_path: Path) -> None:
    photos(3)
    done = photoplay(
        "make", "photos", "-o", "o.mp4", *SHORT, "--size", "320x180", "--max-size", "60kB", "--json"
    )
    facts = json.loads(done.stdout)
    (check,) = facts["checks"]
    assert (check["name"], check["limit"], check["is_met"]) == (
        "size asked for",
        "at most 60,000 bytes",
        True,
    )
    assert (tmp_path / "o.mp4").stat().st_size == facts["size_bytes"] < 60_000


def test_a_preset_gives_its_shape_to_the_cut_and_prints_its_limits(
    photos: Callable[..., list[Path]], photoplay: Run, tmp_path: Path
) -> None:
    photos(2)
    done = photoplay("make", "photos", "-o", "o.mp4", *SHORT, "--preset", "x", "--aspect", "9:16")
    assert "720x1280" in done.stdout and "mean rate: " in done.stdout and "NOT MET" not in done.stdout
    made = photoplay("make", "photos", "-o", "p.mp4", *SHORT, "--preset", "x", "--json", "--music", "none")
    assert (json.loads(made.stdout)["width"], json.loads(made.stdout)["notes"]) == (1280, [])


def test_a_draft_is_exported_with_a_preset(
    photos: Callable[..., list[Path]], photoplay: Run, small: tuple[str, ...], tmp_path: Path
) -> None:
    photos(2)
    photoplay("make", "photos", "-o", "o.mp4", *small, "--save-draft", "d.json")
    done = photoplay("make", "--draft", "d.json", "-o", "x.mp4", "--preset", "x", "--json")
    facts = json.loads(done.stdout)
    assert (facts["width"], facts["height"]) == (1280, 720) and all(one["is_met"] for one in facts["checks"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--preset", "vimeo"), "The preset “vimeo” is unknown. Choose one of: discord"),
        (("--preset", "gif"), "cannot be made yet"),
        (("--max-size", "small"), "The size “small” is not understood. Write it like 8MB"),
        (("--max-size", "5MB", "--quality", "lossless"), "Lossless video cannot keep to a size limit"),
        (("--preset", "reels"), "Instagram Reels takes videos from 3 s on; this one is 1 s long"),
    ],
)
def test_what_cannot_be_is_said_in_words(
    photos: Callable[..., list[Path]], photoplay: Run, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    photos(2)
    done = photoplay("make", "photos", "-o", "o.mp4", *SHORT, *words)
    assert done.returncode == 2 and told in done.stderr and not (tmp_path / "o.mp4").exists()
