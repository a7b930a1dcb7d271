"""`photoplay skills`, as people call it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from photoplay.client.skill import skill_md, skills

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_list_names_the_five(photoplay: Run) -> None:
    done = photoplay("skills", "list")
    assert done.returncode == 0 and [line.split()[0] for line in done.stdout.splitlines()] == list(skills())
    told = json.loads(photoplay("skills", "list", "--json").stdout)
    assert [one["name"] for one in told] == list(skills()) and all(one["description"] for one in told)


def test_show_prints_the_file(photoplay: Run) -> None:
    assert photoplay("skills", "show", "ai-product-video").stdout == skill_md("ai-product-video")
    shown = photoplay("skills", "show", "ai-product-video", "--server", "https://video.example.com/").stdout
    assert shown == skill_md("ai-product-video", "https://video.example.com")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "ai-video"), "no skill “ai-video”"),
        (("show", "ai-product-video", "--server", "nowhere"), "no address"),
        (("install", "ai-video", "--target", "x"), "no skill “ai-video”"),
    ],
)
def test_what_is_wrong_is_said(words: tuple[str, ...], told: str, photoplay: Run) -> None:
    done = photoplay("skills", *words)
    assert done.returncode == 2 and told in done.stderr and done.stdout == ""


def test_install_fills_in_the_server(photoplay: Run, tmp_path: Path) -> None:
    done = photoplay("skills", "install", "all", "--target", "mine", "--server", "http://10.0.0.5:9000")
    assert done.returncode == 0 and done.stdout.count("Written: ") == len(skills())
    for name in skills():
        text = (tmp_path / "mine" / name / "SKILL.md").read_text()
        assert text == skill_md(name, "http://10.0.0.5:9000")
    again = photoplay(
        "skills", "install", "ai-product-video", "--target", "mine", "--server", "http://10.0.0.5:9000"
    )
    assert again.stdout == "Already there: mine/ai-product-video/SKILL.md\n"
    other = photoplay("skills", "install", "ai-product-video", "--target", "mine")
    assert other.returncode == 2 and "--force" in other.stderr
    assert photoplay("skills", "install", "ai-product-video", "--target", "mine", "--force").returncode == 0


@pytest.mark.parametrize("target", ["openclaw", "cursor", "claude"])
def test_install_for_an_agent(target: str, photoplay: Run, tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "OPENCLAW_STATE_DIR": "", "CLAUDE_CONFIG_DIR": ""}
    done = photoplay("skills", "install", "ai-product-video", "--target", target, "--json", env=env)
    path = tmp_path / f".{target}" / "skills" / "ai-product-video" / "SKILL.md"
    assert json.loads(done.stdout) == [{"name": "ai-product-video", "path": str(path), "written": True}]
    assert path.read_text() == skill_md("ai-product-video")


def test_check_says_what_is_wrong_and_where(photoplay: Run, tmp_path: Path) -> None:
    photoplay("skills", "install", "ai-product-video", "--target", "mine")
    done = photoplay("skills", "check", "mine")
    assert done.returncode == 0 and "mine/ai-product-video: in order" in done.stdout
    path = tmp_path / "mine" / "ai-product-video" / "SKILL.md"
    path.write_text(path.read_text().replace("name: ai-product-video", "name: Other"))
    done = photoplay("skills", "check", "mine/ai-product-video")
    assert done.returncode == 3 and "2 faults" in done.stdout and "small letters" in done.stdout
    told = json.loads(photoplay("skills", "check", "mine", "--json").stdout)
    levels = [one["level"] for one in told["mine/ai-product-video"]]
    assert levels == sorted(levels, key=("fault", "advice", "note").index) and levels.count("fault") == 2


def test_check_of_nothing(photoplay: Run) -> None:
    done = photoplay("skills", "check", "absent")
    assert done.returncode == 3 and "absent is no folder" in done.stderr
