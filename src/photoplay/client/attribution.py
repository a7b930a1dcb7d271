"""Who is calling, for the headers of every call: a skill's frontmatter, and where the skill is installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from photoplay.client.skill_frontmatter import Finding, frontmatter_of
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
        head = frontmatter_of(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise MissingMedia(
            f"{path} cannot be read. Name a folder that holds a SKILL.md.", name=path.name
        ) from error
    if isinstance(head, Finding):
        raise InvalidOption(f"{path} cannot be used. {head.message} Install it again.")
    if not (name := _scalar(head.values.get("name"))):
        raise InvalidOption(f"{path} does not begin with a frontmatter that has a “name”. Install it again.")
    metadata = head.values.get("metadata")
    inner = metadata.get("version") if isinstance(metadata, dict) else None
    found = _scalar(head.values.get("version")) or _scalar(inner) or "unknown"
    return Attribution(name, found, platform_of(folder, environ))


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


def _scalar(told: object) -> str:
    """A value on one line; empty where it is a list, a mapping or nothing."""
    return "" if told is None or isinstance(told, bool | dict | list) else " ".join(str(told).split())


def _printable(text: str) -> str:
    """A value that a header can hold."""
    kept = "".join(letter for letter in text if letter.isascii() and letter.isprintable())
    return kept.strip()[:_MOST_CHARACTERS]
