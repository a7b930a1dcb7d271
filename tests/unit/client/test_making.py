"""A video from files and words, over a session that answers as the server does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from photoplay.client import making
from photoplay.client.api import Render, Session, Uploaded
from photoplay.client.events import Event, event_of
from photoplay.errors import BrokenMedia, MediaError, NoMedia, RenderError


class FakeSession(Session):
    """Files whose names begin with "bad" are broken; exports take three looks."""

    def __init__(self, *, draft: dict[str, Any] | None = None) -> None:
        self.id, self.turn_id, self.sent, self.seen = "1", "", list[list[str]](), set[str]()
        self.api = SimpleNamespace(clock=SimpleNamespace(now=lambda: 0.0, sleep=lambda seconds: None))
        self.draft = draft or {"t": [{}], "d": 4000, "m": {"fps": 25}}
        self.known: list[Render] = []
        self.cancelled: list[str] = []
        self.looks = ["processing", "processing", "completed"]

    def upload(self, paths: Sequence[Path]) -> Uploaded:
        names = [path.name for path in paths]
        self.sent.append(names)
        bad = [
            {"filename": name, "message": f"{name} is broken."} for name in names if name.startswith("bad")
        ]
        if len(bad) == len(names):
            raise BrokenMedia(f"{names[0]} is broken.")
        return Uploaded(
            tuple({"filename": name, "id": name} for name in names if not name.startswith("bad")), tuple(bad)
        )

    def say(self, text: str) -> Iterator[Event]:
        for said, more in (("me", {"author": "user"}), ("pa", {"partial": True}), ("part", {}), ("", {})):
            yield event_of({"author": "photoplay", "content": {"parts": [{"text": said}]}, **more})

    def state(self, since: int | None = None) -> dict[str, Any]:
        return {"revision": 7, "state": {"draft": self.draft}}

    def renders(self) -> list[Render]:
        return self.known

    def export(self, output: Any = None) -> Render:
        return Render("new", "pending", 0.0, None, {"output": output})

    def cancel(self, render_id: str) -> Render:
        self.cancelled.append(render_id)
        return Render(render_id, "cancelled", 0.0, None, {})

    def render(self, render_id: str) -> Render:
        status = self.looks.pop(0)
        return Render(
            render_id, status, 50.0 if status == "processing" else 100.0, None, {"error": "No room."}
        )


def test_files_keep_their_order_and_each_is_judged_by_itself() -> None:
    session = FakeSession()
    names = [f"{n}.jpg" for n in range(12)] + [f"bad{n}.jpg" for n in range(9)]
    left_out = making.send(session, [Path(name) for name in names]).left_out
    flat = [name for batch in session.sent for name in batch]
    assert list(dict.fromkeys(flat)) == names
    assert sorted({one.name for one in left_out}) == sorted(names[12:])
    assert all("broken" in one.message for one in left_out)


def test_a_file_that_is_sent_again_is_told_of() -> None:
    session = FakeSession()
    assert making.send(session, [Path("a.jpg"), Path("b.jpg"), Path("a.jpg")]).repeated == ["a.jpg"]
    assert making.send(session, [Path("b.jpg"), Path("c.jpg")]).repeated == ["b.jpg"]


def test_nothing_but_broken_files_is_the_first_one_s_fault() -> None:
    with pytest.raises(MediaError, match="bad1"):
        making.send(FakeSession(), [Path("bad1.jpg"), Path("bad2.jpg")])


def test_answers_are_told_once_and_whole() -> None:
    assert list(making.answers(FakeSession(), "hi")) == ["part"]


def test_an_export_that_the_agent_began_is_taken_where_it_is_the_same() -> None:
    session = FakeSession()
    session.known = [
        Render("same", "processing", 1.0, None, {"revision": 7}),
        Render("old", "processing", 1.0, None, {"revision": 6}),
        Render("done", "completed", 1.0, None, {"revision": 5}),
    ]
    assert making.export(session, {"quality": "standard"}, is_usual=True).id == "same"
    assert session.cancelled == ["old"]
    assert making.export(session, {"preset": "discord"}, is_usual=False).id == "new"
    assert session.cancelled == ["old", "same", "old"]


def test_without_a_timeline_there_is_no_video() -> None:
    with pytest.raises(NoMedia):
        making.export(FakeSession(draft={"t": [], "d": 0, "m": {}}), {}, is_usual=True)


def test_an_export_is_waited_for_and_told_of() -> None:
    told: list[making.Progress] = []
    session = FakeSession()
    render = making.wait(session, session.export(), told.append)
    assert render.status == "completed"
    assert [one.share for one in told] == [0.5, 0.5, 1.0] and told[0].frames_total == 100
    session.looks = ["failed"]
    with pytest.raises(RenderError, match="No room"):
        making.wait(session, session.export(), told.append)
