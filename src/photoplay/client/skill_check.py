"""Whether a skill folder is in order: the specification, ClawHub, sizes, secrets, commands; in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from photoplay.client.skill_commands import commands_of
from photoplay.client.skill_frontmatter import BOM, Finding, Frontmatter, body_of, frontmatter_of, rules_of
from photoplay.errors import MissingMedia

#: The specification: "Keep your main SKILL.md under 500 lines".
MOST_LINES: Final = 500
#: OpenClaw passes over a larger SKILL.md.
MOST_SKILL_BYTES: Final = 256_000
#: ClawHub takes no larger bundle, and OpenClaw's own library none of more files.
MOST_BYTES: Final = 50 * 2**20
MOST_FILES: Final = 256
#: What ClawHub takes for text; it takes nothing else.
_SUFFIXES = (
    "md mdx txt json json5 yaml yml toml js cjs mjs ts mts cts tsx jsx py sh ps1 psm1 psd1 r rb go rs swift kt java cs "
    "cpp c h hpp sql csv ini cfg env xml html css scss sass svg"
)
TEXT_SUFFIXES: Final = frozenset(_SUFFIXES.split())
_HIDDEN = frozenset((".git", ".clawhub", ".clawdhub", "__pycache__", "node_modules"))
_NAMES = ("SKILL.md", "skill.md")
#: What secrets look like, and what they are.
_SECRETS: Final = (
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"), "a private key"),
    (re.compile(r"\bnmv_usr_[A-Za-z0-9_-]{16,}"), "a token of this server"),
    (re.compile(r"\bclm_[A-Za-z0-9_-]{16,}"), "a claim link's token"),
    (re.compile(r"\bsk-[A-Za-z0-9_-]{20,}"), "a key of a model's provider"),
    (re.compile(r"\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}"), "a GitHub token"),
    (re.compile(r"\bAKIA[0-9A-Z]{16}\b"), "an AWS key"),
    (re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,}"), "a Slack token"),
    (re.compile(r"\bAIza[A-Za-z0-9_-]{35}"), "a Google key"),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{15,}\."), "a signed token (JWT)"),
    (re.compile(r"https?://[^\s/:@\"'<>$]+:[^\s/@\"'<>$]+@"), "a password in an address"),
    (re.compile(r"(?i)\bBearer +[A-Za-z0-9_.~+/-]{24,}"), "a token after “Bearer”"),
    (
        re.compile(
            r"(?i)\b(?:api_?key|secret|passwo?r?d|token)\w*[\"']?\s*[:=]\s*[\"'][A-Za-z0-9_.~+/-]{20,}[\"']"
        ),
        "a secret that is assigned",
    ),
)


def check_skills(folder: Path) -> dict[str, list[Finding]]:
    """What is found in a skill's folder, or in each skill of a folder of skills, by path.

    Raises:
        MissingMedia: There is no such folder, or no skill in it.
    """
    if not folder.is_dir():
        raise MissingMedia(f"{folder} is no folder. Name the folder that holds a SKILL.md.", name=folder.name)
    if _skill_md(folder) is not None:
        return {str(folder): check_skill(folder)}
    inner = sorted(one for one in folder.iterdir() if one.is_dir() and _skill_md(one) is not None)
    if not inner:
        raise MissingMedia(f"There is no SKILL.md in {folder}, nor in the folders in it.", name=folder.name)
    return {str(one): check_skill(one) for one in inner}


def check_skill(folder: Path) -> list[Finding]:
    """What is found in one skill's folder, faults first."""
    path = _skill_md(folder)
    assert path is not None
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [Finding("fault", f"{path.name} is not UTF-8. Save it in that encoding.", line)]
    except OSError as error:
        return [Finding("fault", f"{path.name} cannot be read: {error.strerror}.")]
    found = list(_sizes(path, text))
    head = frontmatter_of(text)
    if isinstance(head, Finding):  # what else is wrong is told all the same
        found.append(head)
        found += _of_body(text, folder)
    else:
        found += rules_of(head, folder.resolve().name)
        found += commands_of(head.body, head.body_line, folder, _declared(head))
    found += _files(folder)
    found = list(dict.fromkeys(found))
    return sorted(found, key=lambda one: (("fault", "advice", "note").index(one.level), one.line))


def _of_body(text: str, folder: Path) -> Iterator[Finding]:
    """Faults of the commands, where nothing is known of what the frontmatter declares."""
    body, line = body_of(text)
    for one in commands_of(body, line, folder, frozenset()):
        if one.level == "fault":
            yield one


def _skill_md(folder: Path) -> Path | None:
    return next((folder / name for name in _NAMES if (folder / name).is_file()), None)


def _declared(head: Frontmatter) -> frozenset[str]:
    """Names of programs and variables that the frontmatter declares."""
    return frozenset((*head.programs, *head.variables))


def _sizes(path: Path, text: str) -> Iterator[Finding]:
    lines, size_bytes = len(text.splitlines()), len(text.encode())
    if text.startswith(BOM):
        yield Finding(
            "fault", "SKILL.md begins with a byte order mark. Save it as UTF-8 without one (BOM).", 1
        )
    if path.name != "SKILL.md":
        yield Finding("advice", f"Call it SKILL.md, not {path.name}: that is the name in the specification.")
    if size_bytes > MOST_SKILL_BYTES:
        yield Finding(
            "fault", f"SKILL.md has {size_bytes} bytes; OpenClaw passes over more than {MOST_SKILL_BYTES}."
        )
    if lines >= MOST_LINES:
        yield Finding(
            "advice",
            f"SKILL.md has {lines} lines; keep it below {MOST_LINES}, and move the rest to references/.",
        )
    if not text.strip():
        yield Finding("fault", "SKILL.md is empty.")


def _files(folder: Path) -> Iterator[Finding]:
    """Sizes and kinds of all files, and secrets in them."""
    paths = [path for path in sorted(folder.rglob("*")) if not _HIDDEN & set(path.relative_to(folder).parts)]
    size_bytes, count = 0, 0
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield Finding("fault", f"{name} is a link. Packages hold plain files: put the file itself there.")
        elif path.is_file():
            size_bytes, count = size_bytes + path.stat().st_size, count + 1
            if path.suffix.lower().lstrip(".") not in TEXT_SUFFIXES and not path.name.startswith("."):
                yield Finding("fault", f"{name} is no kind of text that ClawHub takes. Leave it out.")
            elif path.stat().st_size <= MOST_SKILL_BYTES:
                yield from _secrets(path, name)
    if size_bytes > MOST_BYTES:
        yield Finding("fault", f"The folder has {size_bytes} bytes; ClawHub takes at most {MOST_BYTES}.")
    if count > MOST_FILES:
        yield Finding("fault", f"The folder has {count} files; agents take at most {MOST_FILES}.")


def _secrets(path: Path, name: str) -> Iterator[Finding]:
    """What looks like a secret. It is not repeated here."""
    for number, line in enumerate(path.read_bytes().decode("utf-8", errors="replace").splitlines(), 1):
        for pattern, what in _SECRETS:
            if pattern.search(line):
                yield Finding("fault", f"{name} holds {what}. Take it out, and revoke it.", number)
                break
