"""Headers from a skill's frontmatter, and the platform from where it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from photoplay.client.attribution import Attribution, of_program, of_skill, platform_of
from photoplay.errors import InvalidOption, MissingMedia

_SKILL = """---
name: ai-product-video
description: "Product videos: from photos"
version: 2.0.1  # of the skill
metadata:
  version: '1.9'
  author: someone
---
# Body
version: 9.9.9
"""


def _installed(folder: Path, text: str = _SKILL) -> Path:
    folder.mkdir(parents=True)
    (folder / "SKILL.md").write_text(text, encoding="utf-8")
    return folder


def test_headers_come_from_the_frontmatter(tmp_path: Path) -> None:
    folder = _installed(tmp_path / ".cursor" / "skills" / "ai-product-video")
    assert of_skill(folder, {}).headers == {
        "X-Skill-Source": "ai-product-video", "X-Skill-Version": "2.0.1", "X-Skill-Platform": "cursor",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "version"),
    [
        ('name: a\nversion: "1.0.0" # pinned', "1.0.0"),
        ('name: a\nmetadata:\n  openclaw:\n    version: 9\n  version: "1.2.3"', "1.2.3"),
        ("name: a\nmetadata: {version: 1.2.3}", "1.2.3"), ('"name": a\nversion: 1.2.3', "1.2.3"),
        ("name: >-\n  a\nversion: 2", "2"), ("name: a\nversion: [1]", "unknown"),
    ],
)  # fmt: skip
def test_the_frontmatter_is_read_as_yaml(tmp_path: Path, head: str, version: str) -> None:
    told = of_skill(_installed(tmp_path / "x", f"---\n{head}\n---\n"), {})
    assert (told.source, told.version) == ("a", version)


def test_the_version_may_stand_in_the_metadata(tmp_path: Path) -> None:
    folder = _installed(
        tmp_path / "x", _SKILL.replace("version: 2.0.1  # of the skill\n", "").replace("\n", "\r\n")
    )
    assert of_skill(folder, {}).version == "1.9"
    folder = _installed(tmp_path / "y", "\ufeff---\nname: y\n---\n")
    assert of_skill(folder, {}).version == "unknown"


@pytest.mark.parametrize(
    "text", ["", "# No frontmatter", "---\nversion: 1\n---\n", "---\nname: never ended\n"]
)
def test_what_is_no_skill_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidOption):
        of_skill(_installed(tmp_path / "x", text), {})
    with pytest.raises(MissingMedia):
        of_skill(tmp_path / "none", {})


@pytest.mark.parametrize(
    ("path", "platform"),
    [
        (".clawhub/skills/a", "clawhub"), (".openclaw/skills/a", "clawhub"), (".cursor/skills/a", "cursor"),
        (".claude/skills/a", "claude_code"), (".github/skills/a", "github"), ("skills/a", "unknown"),
        ("claude/cursor", "unknown"),
    ],
)  # fmt: skip
def test_the_platform_is_told_by_the_path(tmp_path: Path, path: str, platform: str) -> None:
    assert platform_of(tmp_path / path, {}) == platform
    assert platform_of(tmp_path / path, {"SKILL_SOURCE": "github"}) == "github"


def test_a_link_to_a_skill_tells_the_platform_too(tmp_path: Path) -> None:
    folder = _installed(tmp_path / ".clawhub" / "a")
    (tmp_path / "here").symlink_to(folder)
    assert platform_of(tmp_path / "here", {}) == "clawhub"


def test_programs_run_in_a_terminal() -> None:
    assert of_program("photoplay-cli").platform == "terminal"
    assert of_program("photoplay-cli", {"SKILL_SOURCE": " cursor\n"}).platform == "cursor"


def test_headers_can_always_be_sent() -> None:
    told = Attribution("名 a\r\nX-Evil: 1", "x" * 500, "").headers
    assert told["X-Skill-Source"] == "aX-Evil: 1"
    assert len(told["X-Skill-Version"]) == 64 and told["X-Skill-Platform"] == "unknown"
