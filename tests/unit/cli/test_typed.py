"""Lines of the chat: commands, dropped files, messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from photoplay.cli.typed import Typed, UnknownCommand, path_of, read

THERE = {Path("/p/a.jpg"), Path("/p/my cat.png"), Path("/p/it's.jpg"), Path("/p"), Path("/p/海边.jpg")}


def _read(line: str) -> Typed:
    return read(line, THERE.__contains__)


@pytest.mark.parametrize(
    ("line", "files", "text"),
    [
        ("/p/a.jpg", ["/p/a.jpg"], ""),
        ("  /p/a.jpg  ", ["/p/a.jpg"], ""),
        ("/p/my\\ cat.png", ["/p/my cat.png"], ""),
        ("'/p/my cat.png' '/p/a.jpg'", ["/p/my cat.png", "/p/a.jpg"], ""),
        ('"/p/it\'s.jpg"', ["/p/it's.jpg"], ""),
        ("/p/it\\'s.jpg", ["/p/it's.jpg"], ""),
        ("file:///p/my%20cat.png", ["/p/my cat.png"], ""),
        ("/p/a.jpg make it slow", ["/p/a.jpg"], "make it slow"),
        ("/p/a.jpg /p/海边.jpg 做个视频", ["/p/a.jpg", "/p/海边.jpg"], "做个视频"),
        ("/p", ["/p"], ""),
    ],
)
def test_dropped_files_are_attached_and_the_rest_is_said(line: str, files: list[str], text: str) -> None:
    assert _read(line) == Typed(text, tuple(map(Path, files)))


@pytest.mark.parametrize(
    "line",
    [
        "make it slower",
        'add the title "Our trip"',
        '"Our trip" is the title',
        "use /p/a.jpg as the first one",
        "a.jpg first",
        "1/2 speed please",
        "做一个视频",
        "it's too long",
        '"half a quote',
    ],
)
def test_everything_else_is_a_message(line: str) -> None:
    assert _read(line) == Typed(line)


@pytest.mark.parametrize(
    ("line", "command", "text"),
    [
        ("/export", "export", ""), ("/export my film.mp4", "export", "my film.mp4"), ("/STATUS", "status", ""),
        ("/导出", "export", ""), ("/退出", "quit", ""), ("/q", "quit", ""), ("/?", "help", ""), ("/new", "new", ""),
        ("/积分", "credits", ""),
    ],
)  # fmt: skip
def test_commands(line: str, command: str, text: str) -> None:
    told = _read(line)
    assert (told.command, told.text) == (command, text)


def test_attach_takes_paths_as_a_shell_does() -> None:
    told = _read("/attach '/p/my cat.png' nowhere.jpg")
    assert told.files == (Path("/p/my cat.png"), Path("nowhere.jpg"))
    assert _read("/attach /p/it's.jpg").files == (Path("/p/it's.jpg"),)


@pytest.mark.parametrize("line", ["/nothing", "/p/missing.jpg", "/"])
def test_what_is_neither_command_nor_file_is_told(line: str) -> None:
    with pytest.raises(UnknownCommand):
        _read(line)


def test_the_home_folder_is_known() -> None:
    assert path_of("~/a.jpg") == Path.home() / "a.jpg"
