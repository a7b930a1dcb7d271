"""Lines of the chat: commands, dropped files, messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from photoplay.cli.typed import Typed, UnknownCommand, path_of, read

THERE = {Path("/p/a.jpg"), Path("/p/my cat.png"), Path("/p/it's.jpg"), Path("/p"), Path("/p/海边.jpg"),
         Path("/p/pics"), Path("beach.jpg")}  # fmt: skip


def _read(line: str) -> Typed:
    return read(line, THERE.__contains__, {Path("/p"), Path("/p/pics")}.__contains__)


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
        ("/p/a.jpg as the first one", ["/p/a.jpg"], "“a.jpg” as the first one"),
        (
            "use /p/a.jpg, then /p/my\\ cat.png.",
            ["/p/a.jpg", "/p/my cat.png"],
            "use “a.jpg”, then “my cat.png”.",
        ),
        ("把/p/海边.jpg放到最前面", ["/p/海边.jpg"], "把“海边.jpg”放到最前面"),
        ('add "/p/my cat.png" at the end', ["/p/my cat.png"], "add “my cat.png” at the end"),
        ("add it to the end: /p/a.jpg", ["/p/a.jpg"], "add it to the end"),
        (
            "make a video of /p/a.jpg /p/it\\'s.jpg",
            ["/p/a.jpg", "/p/it's.jpg"],
            "make a video of these photos",
        ),
        ("make a slideshow of /p/pics", ["/p/pics"], "make a slideshow of these photos"),
        ("用 /p/pics 做个视频", ["/p/pics"], "用 这些照片 做个视频"),
        ("beach.jpg", ["beach.jpg"], ""),
    ],
)
def test_dropped_files_are_attached_and_the_rest_is_said(line: str, files: list[str], text: str) -> None:
    assert _read(line) == Typed(text, tuple(map(Path, files)))


@pytest.mark.parametrize(
    ("line", "file", "text"),
    [
        ("https://a.example/b/c%20d.jpg", "https://a.example/b/c%20d.jpg", ""),
        ("https://a.example/photo", "https://a.example/photo", ""),
        (
            "add https://a.example/c%20d.jpg?w=9 at the end",
            "https://a.example/c%20d.jpg?w=9",
            "add “c d.jpg” at the end",
        ),
        ("/attach https://a.example/c.jpg", "https://a.example/c.jpg", ""),
    ],
)
def test_links_of_pictures_are_attached(line: str, file: str, text: str) -> None:
    told = _read(line)
    assert (told.files, told.text) == ((file,), text)


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("/p/missing.jpg", "/p/missing.jpg"), ("~/photoplay-none/x.jpg make it slow", "~/photoplay-none/x.jpg"),
        ("use /p/none.png, please", "/p/none.png"), ("/p/no/such/folder", "/p/no/such/folder"),
        ("/attach nowhere.jpg", "nowhere.jpg"),
    ],
)  # fmt: skip
def test_paths_that_lead_nowhere_are_told(line: str, path: str) -> None:
    assert _read(line).missing == (path,)


@pytest.mark.parametrize(
    "line",
    [
        "make it slower",
        'add the title "Our trip"',
        '"Our trip" is the title',
        "the address is https://a.example/shop",
        "see /p and so on",
        "a.jpg first",
        "1/2 speed please",
        "做一个视频",
        "it's too long",
        '"half a quote',
        "export it to /p/pics",
        "save it as /p/a.jpg",
        "don't use /p/a.jpg",
        "导出到 /p/pics",
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
    told = _read("/attach '/p/my cat.png' /p/a.jpg")
    assert told.files == (Path("/p/my cat.png"), Path("/p/a.jpg"))
    assert _read("/attach /p/my cat.png").files == (Path("/p/my cat.png"),)
    assert _read("/attach /p/it's.jpg").files == (Path("/p/it's.jpg"),)


@pytest.mark.parametrize(
    ("line", "near"), [("/nothing", ""), ("/statu", "status"), ("/exprot", "export"), ("/", "")]
)
def test_what_is_neither_command_nor_file_is_told(line: str, near: str) -> None:
    with pytest.raises(UnknownCommand) as told:
        _read(line)
    assert told.value.near == near


@pytest.mark.parametrize(
    ("line", "command"),
    [("quit", "quit"), ("Exit.", "quit"), ("help", "help"), ("帮助", "help"), ("再见！", "quit")],
)
def test_whoever_wants_to_leave_or_is_lost_needs_no_stroke(line: str, command: str) -> None:
    assert _read(line).command == command


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
    assert told == Typed("film.mp4", command="export", word="export")


@pytest.mark.parametrize(
    "line", ['"." as the title', '".." goes first', '"v1.2" as the title', "'/' is a slash"]
)
def test_a_quoted_text_drops_no_folder_by_its_name_alone(line: str) -> None:
    assert read(line, is_there=lambda _: True, is_folder=lambda _: True) == Typed(line)
