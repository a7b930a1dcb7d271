"""The five published skills as packages for agents: one template, filled with what differs between them."""

from __future__ import annotations

import difflib
import json
import os
import re
import secrets
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from photoplay.errors import InvalidOption, NotWritable

DEFAULT_SERVER: Final = "http://127.0.0.1:8765"
#: Where agents look for skills of their user: the variable that moves it, else below the home folder.
TARGETS: Final[Mapping[str, tuple[str, str]]] = {
    "openclaw": ("OPENCLAW_STATE_DIR", ".openclaw"),
    "cursor": ("", ".cursor"),
    "claude": ("CLAUDE_CONFIG_DIR", ".claude"),
}
#: Only what stands for itself in a shell script, in YAML and in Markdown; and nobody's password.
_SERVER = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:/[A-Za-z0-9._~-]+)*")
_HOLE = re.compile(r"\{\{([a-z0-9_]+)\}\}")


@dataclass(frozen=True, slots=True)
class Installed:
    """A package that was asked for.

    Attributes:
        name: Of the skill.
        path: Its SKILL.md.
        is_new: Whether something was written; False: the same was there.
    """

    name: str
    path: Path
    is_new: bool


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads(_read("facts.toml"))


def _read(name: str) -> str:
    return (files("photoplay.data") / "skills" / name).read_text(encoding="utf-8")


def skills() -> dict[str, Mapping[str, Any]]:
    """What is said of each skill, by name: ``title``, ``description``, ``try``, ``typical``, …"""
    return {str(one["name"]): one for one in _facts()["skill"]}


def skill_facts() -> Mapping[str, Any]:
    """What is the same for all: ``version``, ``shared``, the tables ``error`` and ``call``."""
    return _facts()


def skill_version() -> str:
    """The version that all of them carry."""
    return str(_facts()["version"])


def require_skill(name: str) -> Mapping[str, Any]:
    """What is said of a skill.

    Raises:
        InvalidOption: There is none of that name.
    """
    if name not in skills():
        raise InvalidOption(f"There is no skill “{name}”. Choose one of: {', '.join(skills())}.")
    return skills()[name]


def require_server(url: str) -> str:
    """A server's address without a stroke at its end.

    Raises:
        InvalidOption: It is none that could stand in a script.
    """
    told = url.strip().rstrip("/")
    if not _SERVER.fullmatch(told):
        raise InvalidOption(
            f"“{url}” is no address of a server. It is such as {DEFAULT_SERVER} or https://video.example.com."
        )
    return told


def skill_md(name: str, server: str = DEFAULT_SERVER) -> str:
    """The whole SKILL.md of a skill for a server.

    Raises:
        InvalidOption: No such skill, or no such address.
    """
    facts = require_skill(name)
    values = {key: value for key, value in facts.items() if isinstance(value, str)}
    values |= {key: str(facts[key]) for key in ("largest_mb",)}
    values |= _lists(facts) | _tables(_routing())
    values |= {"version": skill_version(), "server": require_server(server)}
    return _HOLE.sub(lambda hole: values[hole[1]], _read("SKILL.md.in"))


def _lists(facts: Mapping[str, Any]) -> dict[str, str]:
    shared, said = _facts()["shared"], [*facts["try"], *facts["try_zh"]]
    return {
        "try": "\n".join(f'- "{one}"' for one in said),
        "try_zh_1": facts["try_zh"][0],
        "tips": "\n".join(f"- {one}" for one in facts["tips"]),
        "photos": " ".join(facts["photos"]),
        "photo_1": facts["photos"][0],
        "photo_2": facts["photos"][:2][-1],
        "batch_1": facts["batch"][0],
        "batch_2": facts["batch"][1],
        "images": ", ".join(shared["images"]),
        "videos": ", ".join(shared["videos"]),
        "sounds": ", ".join(shared["sounds"]),
        "presets": ", ".join(f"`{one}`" for one in shared["presets"]),
        "fillers": _quoted(shared["fillers"]),
        "turns": _quoted(shared["turns"]),
    }


def _tables(routing: Mapping[str, Any]) -> dict[str, str]:
    shared, actions = _facts()["shared"], routing["actions"]
    rows = [f"| {_keywords(told)} | {shared['actions'][action]} |" for action, told in actions.items()]
    turn = (
        "| everything else (make, change, add music, questions, thanks) | `pp_say` with the whole message |"
    )
    options = [one["words"][0] for one in actions["export"]["output"] if "preset" not in one["output"]]
    errors, calls = _facts()["error"], _facts()["call"]
    return {
        "routing": "\n".join(["| the user says | do |", "|---|---|", *rows, turn]),
        "export_words": ", ".join(f"`{one}`" for one in options),
        "errors": "\n".join(
            f"| {one['code']} | {one['status']} | {one['means']} | {one['action']} |" for one in errors
        ),
        "calls": "\n".join(f"| `{one['method']} {one['path']}` | {one['words']} |" for one in calls),
    }


def _keywords(told: Mapping[str, Any]) -> str:
    """The words that route a message, each once."""
    alone = [f'"{one}" as the whole message' for words in told.get("alone", {}).values() for one in words]
    words = [one for words in told["keywords"].values() for one in words]
    return ", ".join([_quoted(dict.fromkeys(words)), *alone])


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{one}"' for one in words)


@cache
def _routing() -> dict[str, Any]:
    return dict(json.loads((files("photoplay.data") / "routing.json").read_text(encoding="utf-8")))


def target_folder(target: str, home: Path | None = None) -> Path:
    """The folder in which an agent looks for skills.

    Args:
        target: "openclaw", "cursor", "claude", or a folder.
        home: In the place of the user's own; for tests.

    Raises:
        InvalidOption: It is no folder, and nearly the name of an agent.
    """
    if target not in TARGETS:
        near = difflib.get_close_matches(target.lower(), TARGETS, n=1)
        if near and "/" not in target and not Path(target).is_dir():
            raise InvalidOption(
                f"There is no agent “{target}”. Write {near[0]}, or ./{target} for a folder of that name."
            )
        return Path(target).expanduser()
    variable, below_home = TARGETS[target]
    moved = os.environ.get(variable) if variable else None
    return (Path(moved) if moved else (home or Path.home()) / below_home) / "skills"


def install(names: Iterable[str], folder: Path, *, server: str, force: bool = False) -> list[Installed]:
    """Writes packages: ``folder/NAME/SKILL.md``. All are checked before the first is written.

    Args:
        names: Of skills.
        folder: Where an agent looks for skills.
        server: The address that stands in them.
        force: Whether a SKILL.md that is another one is written over.

    Raises:
        InvalidOption: A name or the address is wrong, or another SKILL.md is there.
        NotWritable: The folder cannot be written.
    """
    texts = {name: skill_md(name, server) for name in names}
    paths = {name: folder / name / "SKILL.md" for name in texts}
    present = {name: _present(path) for name, path in paths.items()}
    other = [name for name, text in texts.items() if present[name] not in (None, text)]
    if other and not force:
        where = ", ".join(str(paths[name]) for name in other)
        raise InvalidOption(f"There is another SKILL.md already: {where}. Say --force to write over it.")
    for name, text in texts.items():
        if present[name] != text:
            _write(paths[name], text)
    return [Installed(name, paths[name], present[name] != text) for name, text in texts.items()]


def _present(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NotWritable(f"{path} cannot be read: {error.strerror}. Check the folder.") from error


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_text(text, encoding="utf-8", newline="\n")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritable(f"{path} cannot be written: {error.strerror}. Check the folder.") from error
