"""What is typed into the chat: a command, files that were dropped, a message."""

from __future__ import annotations

import difflib
import os.path
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from photoplay.cli.dropped import dropped, is_address, path_of

CommandName = Literal["attach", "export", "status", "credits", "new", "help", "quit"]
#: What people type for them, English and Chinese.
COMMANDS: dict[str, CommandName] = {
    "attach": "attach", "add": "attach", "upload": "attach", "附件": "attach", "上传": "attach",
    "上傳": "attach",
    "export": "export", "save": "export", "导出": "export", "匯出": "export",
    "status": "status", "timeline": "status", "状态": "status", "狀態": "status",
    "credits": "credits", "balance": "credits", "积分": "credits", "積分": "credits",
    "new": "new", "新建": "new",
    "help": "help", "?": "help", "帮助": "help", "幫助": "help",
    "quit": "quit", "exit": "quit", "q": "quit", "bye": "quit", "退出": "quit",
}  # fmt: skip
#: Whole lines without a stroke that are commands too: people who want to leave or are lost.
_ALONE: dict[str, CommandName] = {
    "quit": "quit", "exit": "quit", "bye": "quit", "goodbye": "quit", "退出": "quit", "再见": "quit", "再見": "quit",
    ":q": "quit", "help": "help", "?": "help", "？": "help", "帮助": "help", "幫助": "help",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of the chat.

    Attributes:
        text: The message, or what follows a command; empty: there is none.
        files: To be attached, in order; those on the web by their addresses.
        command: None: it is a message.
        missing: Paths of it that lead to no file.
        word: Of the command, as it was typed.
    """

    text: str = ""
    files: tuple[Path | str, ...] = ()
    command: CommandName | None = None
    missing: tuple[str, ...] = ()
    word: str = ""


class UnknownCommand(ValueError):
    """It begins with a stroke, and is neither a command nor a file.

    Attributes:
        near: A command that may be meant; empty: none is.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        close = difflib.get_close_matches(name.lower(), COMMANDS, n=1, cutoff=0.6)
        self.near = close[0] if close else ""


def read(
    line: str,
    is_there: Callable[[Path], bool] = os.path.exists,
    is_folder: Callable[[Path], bool] = os.path.isdir,
) -> Typed:
    """Reads a line: a command is one, even where a file has its name; all else are files and words.

    Args:
        line: As typed or dropped.
        is_there: Whether there is such a file or folder. Never raises.
        is_folder: Whether it is a folder. Never raises.

    Raises:
        UnknownCommand: See there.
    """
    line = line.strip()
    if (alone := _ALONE.get(line.lower().rstrip(".!()。！"))) is not None:
        return Typed(command=alone, word=line)
    name, rest = _first_word(line.removeprefix("/"))
    command = COMMANDS.get(name.lower()) if line.startswith("/") else None
    if command is None:
        found = dropped(line, is_there, is_folder)
        if line.startswith("/") and not (found.files or found.missing):
            raise UnknownCommand(name)
        return Typed(found.text, found.files, missing=found.missing)
    if command == "attach":
        return _attach(name, rest, is_there)
    return Typed(rest.strip(), command=command, word=name)


def _first_word(text: str) -> tuple[str, str]:
    words = text.split(maxsplit=1)
    return (words[0] if words else "", words[1] if len(words) > 1 else "")


def _attach(name: str, rest: str, is_there: Callable[[Path], bool]) -> Typed:
    """Paths after a command: split as a shell does, or, where quotes do not close, all of it as one."""
    whole = path_of(rest.strip())
    try:
        told = [rest.strip()] if is_there(whole) and rest.strip() else shlex.split(rest)
    except ValueError:
        told = [rest.strip()]
    files = tuple(one if is_address(one) else path_of(one) for one in told)
    missing = tuple(
        one for one, file in zip(told, files, strict=True) if isinstance(file, Path) and not is_there(file)
    )
    return Typed(files=files, command="attach", missing=missing, word=name)
