"""The chat's desk: each line does its work, and none but /quit ends it."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from photoplay.cli.chatting import _address, _Desk
from photoplay.client.conversation import Conversation
from photoplay.client.places import gathered, video_place
from photoplay.client.session import _Sum, _Watched
from photoplay.client.shown import Answer, Delivered, Problem, Said
from photoplay.errors import InvalidOption, MissingMedia, NotWritable


class Screen:
    """Types lines, and keeps what is shown."""

    def __init__(self, *lines: str) -> None:
        self._lines, self.said, self.faults = lines, list[str](), list[str]()

    def lines(self) -> Iterator[str]:
        yield from self._lines

    def say(self, text: str) -> None:
        self.said.append(text)

    def wrong(self, text: str) -> None:
        self.faults.append(text)

    def show(self, said: Iterable[Said]) -> tuple[Path, ...]:
        saved = list[Path]()
        for one in said:
            (self.faults if isinstance(one, Problem) else self.said).append(one.text)
            if isinstance(one, Delivered):
                saved.append(one.path)
        return tuple(saved)


class Talk:
    """Notes what it is asked to do; a message "break" breaks a disk."""

    def __init__(self) -> None:
        self.done, self.language = list[tuple[Any, ...]](), "en"

    def start(self) -> Iterator[Said]:
        yield Answer("ready")

    def renew(self) -> None:
        self.done.append(("renew",))

    def attach(self, files: Sequence[Path]) -> Iterator[Said]:
        self.done.append(("attach", [Path(one).name for one in files]))
        yield Answer("attached")

    def send(self, text: str, files: Sequence[Path] = ()) -> Iterator[Said]:
        self.done.append(("send", text, [one.name for one in files]))
        if text == "break":
            raise OSError(28, "No space left on device")
        yield Answer("done")

    def export(self, output: Any = None, path: Path | None = None) -> Iterator[Said]:
        self.done.append(("export", path or output))
        if path is not None:
            path.write_bytes(b"video")
            yield Delivered("made", path, 5)


def _desk(*lines: str) -> tuple[Talk, Screen]:
    talk, screen = Talk(), Screen(*lines)
    _Desk(talk, screen).run(())  # type: ignore[arg-type]
    return talk, screen


def test_no_line_but_quit_ends_the_chat() -> None:
    caption = f'"{"Long. " * 100}" as the title'
    talk, screen = _desk(
        caption, "~nobody-there/x.jpg", "file://[a", "break", "/export ~nobody-there/x.mp4", "/attach", "/no",
        "still here", "/quit", "never said",
    )  # fmt: skip
    assert [one[1] for one in talk.done] == [
        caption,
        "~nobody-there/x.jpg",
        "file://[a",
        "break",
        "still here",
    ]
    assert any("No space left" in told for told in screen.faults)
    assert any("no folder" in told for told in screen.faults)
    assert any("/attach FILE" in told for told in screen.said)


def test_a_folder_gives_what_can_be_used_and_tells_the_rest(tmp_path: Path) -> None:
    for name in ("b 10.jpg", "b 2.JPG", "notes.txt", ".DS_Store", "song.mp3"):
        (tmp_path / name).touch()
    (tmp_path / "inner.jpg").mkdir()
    talk, screen = _desk(f"'{tmp_path}' make it slow")
    assert talk.done == [("send", "make it slow", ["b 2.JPG", "b 10.jpg", "song.mp3"])]
    assert not screen.faults and sum("notes.txt" in told for told in screen.said) == 1
    assert ".DS_Store" not in "".join(screen.said)


def test_a_file_that_is_named_is_taken_whatever_it_is_called_but_texts_stay_here(tmp_path: Path) -> None:
    for name, content in (
        ("photo", b"\xff\xd8\xff\xe0\0"),
        ("key.pem", b"-----BEGIN"),
        ("a.cube", b"TITLE x"),
    ):
        (tmp_path / name).write_bytes(content)
    found = gathered([tmp_path / "photo", tmp_path / "a.cube", tmp_path / "key.pem"], "zh")
    assert found.files == (tmp_path / "photo", tmp_path / "a.cube")
    assert found.problems == ("key.pem 不是照片、视频或声音，没有发送。",)


def test_a_pipe_is_not_sent(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.jpg")
    talk, screen = _desk(f"'{tmp_path / 'fifo.jpg'}'")
    assert not talk.done and "fifo.jpg is no file" in screen.faults[0]


def test_folders_without_use_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    _, screen = _desk(f"/attach '{tmp_path / 'empty'}'")
    assert "no photos" in screen.faults[0]

    def locked(path: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", locked)
    talk, screen = _desk(f"/attach '{tmp_path}'", "still here")
    assert "cannot be read: Permission denied" in screen.faults[0]
    assert talk.done == [("send", "still here", [])]


def test_words_about_a_file_that_is_not_there_are_not_said(tmp_path: Path) -> None:
    text = tmp_path / "passwords.txt"
    text.write_text("secret")
    talk, screen = _desk(
        f"'{tmp_path}/none.jpg' add it to the end", f"{text} add it to the end", "still here"
    )
    assert [one[1] for one in talk.done] == ["still here"]
    assert "no file" in screen.faults[0] and "none.jpg" in screen.faults[0]
    assert "passwords.txt is no photo" in screen.faults[1] and "was not done" in screen.faults[2]


def test_the_chat_speaks_the_language_of_its_user() -> None:
    _, screen = _desk("做一个视频", "/statu", "/attach", "make it slow", "/attach", "/帮助")
    told = [one for one in screen.said if one not in ("ready", "done")]
    assert "没有 /statu" in told[1] and "/附件" in told[2]
    assert told[3].startswith("Name what to attach") and "竖屏" in told[4]


def test_what_follows_a_command(tmp_path: Path) -> None:
    talk, _ = _desk("/export 720p", "/new make it slow", f"/export '{tmp_path}/a b.mp4'")
    assert talk.done[0] == ("export", {"resolution": "720p"})
    assert talk.done[1:3] == [("renew",), ("send", "make it slow", [])]
    assert talk.done[3] == ("export", tmp_path / "a b.mp4")
    talk, screen = _desk("/help me", "quit", "never said")
    assert not talk.done and "“me” was passed over" in screen.said[-1]


def test_addresses_of_the_command_line_are_none_of_paths() -> None:
    assert _address(Path("https://a.example/b.jpg")) == "https://a.example/b.jpg"
    assert _address(Path("b.jpg")) == Path("b.jpg")


def test_an_export_replaces_a_file_of_somebody_only_when_it_is_said_twice(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.mp4"
    theirs.write_bytes(b"theirs")
    talk, screen = _desk(f"/export {theirs}")
    assert not talk.done and theirs.read_bytes() == b"theirs" and "once more" in screen.said[-1]
    talk, _ = _desk(f"/export {theirs}", f"/export {theirs}")
    assert talk.done == [("export", theirs)]
    ours = tmp_path / "our film.mp4"
    talk, _ = _desk(f"/export {ours}", f"/export {ours}")
    assert talk.done == [("export", ours)] * 2, "what this chat has made is replaced at once"


def test_a_video_goes_where_a_video_can_be(tmp_path: Path) -> None:
    assert video_place(tmp_path / "a.MP4") == tmp_path / "a.MP4"
    with pytest.raises(InvalidOption):
        video_place(tmp_path / ".bashrc")
    (tmp_path / "folder.mp4").mkdir()
    for path in (tmp_path / "folder.mp4", tmp_path / "nowhere" / "a.mp4", "~nobody-there/a.mp4"):
        with pytest.raises(NotWritable):
            video_place(path)


def test_a_new_project_forgets_the_files_of_the_old_one(tmp_path: Path) -> None:
    talk = Conversation(None, folder=tmp_path)  # type: ignore[arg-type]
    talk._files.append(tmp_path / "a.jpg")
    talk._delivered.add("render_1")
    talk.renew()
    assert talk.session is None and not talk._files and not talk._delivered
    assert _desk("/new")[0].done == [("renew",)]


def test_what_is_no_utf8_is_a_line_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from photoplay.cli.screen import Screen as _Screen

    reading, writing = os.pipe()
    os.write(writing, b"caf\xe9\nnext\n")
    os.close(writing)
    with open(reading, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert [line.strip() for line in _Screen(is_lasting=True).lines()] == ["caf\ufffd", "next"]


def test_lines_break_between_words_and_paths_stay_whole() -> None:
    from rich.console import Console

    from photoplay.cli.screen import _print

    told = "What was begun goes on: /status tells the timeline.\nYour video: /a/long/folder/of/some/length/video.mp4"
    for is_terminal in (True, False):
        out = io.StringIO()
        _print(Console(file=out, width=30, force_terminal=is_terminal, color_system=None), told)
        lines = [line.rstrip() for line in out.getvalue().splitlines()]
        assert lines[-1] == told.splitlines()[-1]
        assert " ".join(lines) == told.replace("\n", " ") and (len(lines) > 2) == is_terminal


@pytest.mark.parametrize("told_bytes", [b"", b"longer than it is"])
def test_a_file_that_changes_while_it_is_sent_is_told(tmp_path: Path, told_bytes: bytes) -> None:
    path = tmp_path / "growing.mov"
    path.write_bytes(told_bytes)
    with path.open("rb", buffering=0) as file:
        watched = _Watched(file, path.name)
        watched.sum = _Sum(len(told_bytes), lambda done, total: None)
        path.write_bytes(b"other")
        with pytest.raises(MissingMedia, match="growing.mov is still being written"):
            list(iter(lambda: watched.read(64), b""))
