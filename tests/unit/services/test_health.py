"""The doctor: what is here, and every way in which something may be missing."""

from __future__ import annotations

from importlib import metadata
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from photoplay.services import health


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_CACHE_DIR", str(tmp_path / "cache"))


def test_all_is_well(tmp_path: Path) -> None:
    report = health.examine()
    assert report["problems"] == []
    assert report["cache"] == {"folder": str(tmp_path / "cache"), "limit_bytes": 2_000_000_000}


def test_every_required_package_is_listed_with_its_licence() -> None:
    wanted = {one.name for one in map(Requirement, requires("photoplay") or []) if one.marker is None}
    assert set(health.PARTS) == wanted
    assert all(health.PARTS.values())


def test_a_soundfont_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_SOUNDFONT", str(tmp_path / "typo.sf2"))
    report = health.examine()
    assert report["soundfont"] == ""
    assert any("typo.sf2" in problem for problem in report["problems"])


def test_what_holds_the_reading_of_uploads_is_told() -> None:
    layers = health.examine()["sandbox"]
    assert isinstance(layers, list)
    assert layers[0] == "limits"
    assert set(layers) <= {"limits", "landlock", "seccomp"}


def test_no_sandbox_is_told_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise BlockingIOError("no room for another process")

    monkeypatch.setattr(health, "Sandbox", full)
    assert health.sandbox_layers() == []


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "numba":
            raise PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(health, "version", version)
    assert health.examine()["problems"] == ["numba is not installed: pip install numba"]


def test_an_encoder_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __init__(self, *args: object) -> None:
            raise ValueError("no libx264")

    monkeypatch.setattr(health, "ChunkEncoder", Broken)
    problem = str(health.examine()["problems"])
    assert "no libx264" in problem and "Reinstall av" in problem


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PHOTOPLAY_CACHE_DIR", str(tmp_path / "file" / "cache"))
    problem = str(health.examine()["problems"])
    assert "PHOTOPLAY_CACHE_DIR" in problem


def test_fonts_and_soundfont_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_SOUNDFONT", "none")
    report = health.examine()
    fonts = report["fonts"]
    assert isinstance(fonts, dict) and fonts["shipped"] >= 10 and fonts["system"] >= 0
    assert report["soundfont"] == ""


def test_who_reads_messages_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.examine()["model"] == "planner"
    monkeypatch.setenv("PHOTOPLAY_MODEL", "openai/llama3")
    monkeypatch.setenv("PHOTOPLAY_MODEL_URL", "http://127.0.0.1:11434/v1")
    assert health.examine()["model"] == "openai/llama3 at http://127.0.0.1:11434/v1"
    monkeypatch.delenv("PHOTOPLAY_MODEL_URL")
    report = health.examine()
    assert report["model"] == ""
    assert any("PHOTOPLAY_MODEL_KEY" in problem for problem in report["problems"])
