"""Who is calling, for the headers of every call: a skill's frontmatter, and where the skill is installed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from photoplay.errors import InvalidOption, MissingMedia

#: Where agents keep skills -> what they are called, by the folder that a path goes through.
_PLACES = {
    ".clawhub": "clawhub",
    ".openclaw": "clawhub",
    ".cursor": "cursor",
    ".claude": "claude_code",
    ".github": "github",
}
_MOST_CHARACTERS = 64
_FIELD = re.compile(r"^(?P<indent>\s*)(?P<name>[\w-]+):\s*(?P<value>.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the attribution headers say.

    Attributes:
        source: The skill's or program's name; it decides the profile of sessions.
        version: Its version.
        platform: "clawhub", "cursor", "github", "claude_code", "terminal" or "unknown".
    """

    source: str
    version: str
    platform: str = "unknown"

    @property
    def headers(self) -> dict[str, str]:
        told = {
            "X-Skill-Source": self.source,
            "X-Skill-Version": self.version,
            "X-Skill-Platform": self.platform,
        }
        return {name: _printable(value) or "unknown" for name, value in told.items()}


def of_program(source: str, environ: Mapping[str, str] | None = None) -> Attribution:
    """The attribution of a program of ours that people start in a terminal."""
    return Attribution(source, version("photoplay"), platform_of(None, environ or {}))


def of_skill(folder: Path, environ: Mapping[str, str]) -> Attribution:
    """The attribution of an installed skill.

    Args:
        folder: That holds its SKILL.md.
        environ: Of the process; ``SKILL_SOURCE`` names the platform.

    Raises:
        MissingMedia: There is no SKILL.md, or it cannot be read.
        InvalidOption: Its frontmatter names no skill.
    """
    path = folder / "SKILL.md"
    try:
        told = frontmatter(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise MissingMedia(
            f"{path} cannot be read. Name a folder that holds a SKILL.md.", name=path.name
        ) from error
    if not told.get("name"):
        raise InvalidOption(f"{path} does not begin with a frontmatter that has a “name”. Install it again.")
    found = told.get("version") or told.get("metadata.version") or "unknown"
    return Attribution(told["name"], found, platform_of(folder, environ))


def platform_of(folder: Path | None, environ: Mapping[str, str]) -> str:
    """What runs the client: what ``SKILL_SOURCE`` says, else what the install path tells.

    Args:
        folder: Of the skill; None: a program in a terminal.
        environ: Of the process.
    """
    if told := _printable(environ.get("SKILL_SOURCE", "")):
        return told
    if folder is None:
        return "terminal"
    parts = (*folder.expanduser().absolute().parts, *folder.expanduser().resolve().parts)
    return next((name for place, name in _PLACES.items() if place in parts), "unknown")


def frontmatter(text: str) -> dict[str, str]:
    """Scalars of a SKILL.md's frontmatter in block style; those one level down as ``metadata.version``."""
    head, *lines = text.splitlines() or [""]
    found: dict[str, str] = {}
    if head.strip() != "---":
        return found
    outer = ""
    for line in lines:
        if line.strip() == "---":
            return found
        if (field := _FIELD.match(line)) is None:
            continue
        if not field["indent"]:
            outer = field["name"]
        name = f"{outer}.{field['name']}" if field["indent"] else outer
        if value := _scalar(field["value"]):
            found.setdefault(name, value)
    return {}


def _scalar(told: str) -> str:
    if len(told) > 1 and told[0] == told[-1] and told[0] in "\"'":
        return told[1:-1]
    return told.partition(" #")[0].strip()


def _printable(text: str) -> str:
    """A value that a header can hold."""
    kept = "".join(letter for letter in text if letter.isascii() and letter.isprintable())
    return kept.strip()[:_MOST_CHARACTERS]
