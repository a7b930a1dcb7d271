"""What is typed into the chat: a command, files that were dropped, a message."""

from __future__ import annotations

import os.path
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

CommandName = Literal["attach", "export", "status", "credits", "new", "help", "quit"]
#: What people type for them, English and Chinese.
COMMANDS: dict[str, CommandName] = {
    "attach": "attach", "add": "attach", "upload": "attach", "附件": "attach", "上传": "attach",
    "export": "export", "save": "export", "导出": "export",
    "status": "status", "timeline": "status", "状态": "status",
    "credits": "credits", "balance": "credits", "积分": "credits",
    "new": "new", "新建": "new",
    "help": "help", "?": "help", "帮助": "help",
    "quit": "quit", "exit": "quit", "q": "quit", "bye": "quit", "退出": "quit",
}  # fmt: skip
#: A path as terminals and file managers drop it: in quotes, with escaped spaces, or as an address of a file.
_DROPPED = re.compile(r"""\s*(?:"(?P<double>[^"]+)"|'(?P<single>[^']+)'|(?P<bare>(?:\\.|[^\s\\"'])+))""")
_ESCAPED = re.compile(r"\\(.)")
#: A bare word is a dropped file only if it looks like a path: "music.mp3" may be a word of a wish.
_PATHLIKE = re.compile(r"(?:/|~/|\./|\.\./|file://)")


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of the chat.

    Attributes:
        text: The message, or what follows a command; empty: there is none.
        files: To be attached, in order.
        command: None: it is a message.
    """

    text: str = ""
    files: tuple[Path, ...] = ()
    command: CommandName | None = None


class UnknownCommand(ValueError):
    """It begins with a stroke, and is neither a command nor a file."""


def read(
    line: str,
    is_there: Callable[[Path], bool] = os.path.exists,
    is_folder: Callable[[Path], bool] = os.path.isdir,
) -> Typed:
    """Reads a line: a command is one, even where a file has its name; then come files, then messages.

    Args:
        line: As typed or dropped.
        is_there: Whether there is such a file or folder. Never raises.
        is_folder: Whether it is a folder. Never raises.

    Raises:
        UnknownCommand: See there.
    """
    line = line.strip()
    name, rest = _first_word(line.removeprefix("/"))
    command = COMMANDS.get(name.lower()) if line.startswith("/") else None
    if command is None:
        files, message = _leading_files(line, is_there, is_folder)
        if not files and line.startswith("/"):
            raise UnknownCommand(name)
        return Typed(message.strip(), tuple(files))
    if command == "attach":
        return Typed(files=tuple(_paths(rest)), command=command)
    return Typed(rest.strip(), command=command)


def _first_word(text: str) -> tuple[str, str]:
    words = text.split(maxsplit=1)
    return (words[0] if words else "", words[1] if len(words) > 1 else "")


def _leading_files(
    line: str, is_there: Callable[[Path], bool], is_folder: Callable[[Path], bool]
) -> tuple[list[Path], str]:
    """The files that a line begins with, and what follows them."""
    files, at = list[Path](), 0
    while (found := _DROPPED.match(line, at)) is not None:
        told = found["double"] or found["single"] or _ESCAPED.sub(r"\1", found["bare"])
        is_quoted = found["bare"] is None
        path = path_of(told)
        if not (told.strip("/") and is_there(path)):
            break
        # A quoted text may be a title: by its name alone only a file counts, no folder such as “.”.
        if not (_PATHLIKE.match(told) or (is_quoted and "." in told and not is_folder(path))):
            break
        files.append(path)
        at = found.end()
    return files, line[at:]


def path_of(told: str) -> Path:
    """The path that a dropped word means; the word itself where it means none."""
    try:
        return Path(unquote(urlsplit(told).path) if told.startswith("file://") else told).expanduser()
    except (RuntimeError, ValueError):  # no such user; no such address
        return Path(told)


def _paths(told: str) -> list[Path]:
    """Paths after a command: split as a shell does, or, where quotes do not close, all of it as one."""
    try:
        return [path_of(word) for word in shlex.split(told)]
    except ValueError:
        return [path_of(told.strip())]
