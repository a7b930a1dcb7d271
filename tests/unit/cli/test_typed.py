"""Lines of the chat: commands, dropped files, messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from photoplay.cli.typed import Typed, UnknownCommand, path_of, read

THERE = {Path("/p/a.jpg"), Path("/p/my cat.png"), Path("/p/it's.jpg"), Path("/p"), Path("/p/海边.jpg")}


def _read(line: str) -> Typed:
    return read(line, THERE.__contains__, {Path("/p")}.__contains__)


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


@given(st.text() | st.text(alphabet="\"'~/.\\ a:[]\0file"))
@example('"' + "A caption that goes on. " * 40 + '" as the title')
@example("~nobody-of-that-name/x.jpg make it slow")
@example('"~v1.2 is cool" as the title')
@example("file://[abc make it slow")
@example("/attach ~nobody-of-that-name/x.jpg 'half")
@example("/export ~nobody-of-that-name/x.mp4")
@example("/p/\0.jpg")
def test_any_line_is_read_or_called_unknown(line: str) -> None:
    try:
        told = read(line)
    except UnknownCommand:
        assert line.strip().startswith("/")
    else:
        assert isinstance(told, Typed)


def test_a_text_that_means_no_file_is_said_as_it_is() -> None:
    for line in ('"' + "Long. " * 100 + '" as the title', '"~v1.2 is cool" as the title', "file://[abc"):
        assert read(line) == Typed(line)


def test_a_known_command_is_the_command_even_where_a_file_has_its_name() -> None:
    told = read("/export\tfilm.mp4", is_there=lambda _: True, is_folder=lambda _: True)
    assert told == Typed("film.mp4", command="export")


@pytest.mark.parametrize(
    "line", ['"." as the title', '".." goes first', '"v1.2" as the title', "'/' is a slash"]
)
def test_a_quoted_text_drops_no_folder_by_its_name_alone(line: str) -> None:
    assert read(line, is_there=lambda _: True, is_folder=lambda _: True) == Typed(line)
