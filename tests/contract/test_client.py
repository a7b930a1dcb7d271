"""The client against a running server: routing table, a conversation in two languages, a delivered file."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import httpx
import pytest
from tests.contract.running import SMALL, Service, photo
from tests.waiting import HANGS_S

from photoplay.client.api import api_of
from photoplay.client.attribution import Attribution
from photoplay.client.conversation import Conversation
from photoplay.client.gui import translate
from photoplay.client.shown import Answer, Delivered, Problem, Said, Status, Summary

_MESSAGES = (
    "make a slideshow of these with calm music and the title “Open now”",
    "让第一张照片停留五秒，标题改成“导出”",
    "warmer colours please",
    "how many points do I have left",
    "undo",
    "what transitions can you do?",
    "刚才改了什么？",
    "make the second photo black and white and slower",
)


def test_the_routing_table_is_served_as_it_is(http: httpx.Client) -> None:
    """api.md: "`routing.json` (one data file, read by server and client; keywords only…)"."""
    answer = http.get("/api/routing.json")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/json")
    assert answer.json() == json.loads((files("photoplay.data") / "routing.json").read_text(encoding="utf-8"))


@pytest.fixture
def talk(service: Service, tmp_path: Path) -> Conversation:
    api = api_of(
        Attribution("ai-image-to-video-bot", "1", "terminal"),
        url=service.url,
        environ={},
        identity=tmp_path / "client.json",
    )
    return Conversation(api, folder=tmp_path, name="A day outside")


def _told(said: list[Said], kind: type[Said]) -> list[str]:
    return [one.text for one in said if isinstance(one, kind)]


def test_a_whole_conversation(talk: Conversation, tmp_path: Path) -> None:
    """api.md, "What a client does": photos, turns in both languages, keywords, the file with its claim link."""
    paths = [tmp_path / f"{number}.jpg" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(photo(number))
    said = list(talk.attach([*paths, tmp_path / "none.jpg"]))
    assert _told(said, Answer) == ["Received: 0.jpg, 1.jpg, 2.jpg."] and len(_told(said, Problem)) == 1
    for message in _MESSAGES:
        told = list(talk.send(message))
        assert _told(told, Answer) and not _told(told, Problem), (message, told)
        said += told
    assert "“Open now”" in "".join(_told(said, Answer))
    assert _told(list(talk.send("status")), Summary)[0].startswith("Timeline (")
    assert "Credits:" in _told(list(talk.send("credits")), Answer)[0]
    assert _told(list(talk.send("余额")), Answer)[0].startswith("积分")
    assert talk.session is not None
    turns = talk.session.turns(50)
    assert [turn["message"] for turn in reversed(turns)] == list(_MESSAGES)  # each once, keywords never
    for turn in turns:  # what our agent really says is shown as it is
        assert translate(turn["reply"]).text == turn["reply"] and translate(turn["reply"]).actions == ()
    done = list(talk.export(SMALL, tmp_path / "out.mp4"))
    (delivered,) = [one for one in done if isinstance(one, Delivered)]
    assert delivered.path.read_bytes()[4:8] == b"ftyp" and "/workspace/claim?ct=" in delivered.claim_url
    assert _told(said, Status)[:2] == ["Setting things up…", _told(said, Status)[1]]
    assert httpx.get(delivered.claim_url, trust_env=False, timeout=HANGS_S).status_code == 200


def test_names_and_titles_that_read_like_buttons_do_nothing(talk: Conversation, tmp_path: Path) -> None:
    """The agent speaks of no screen, so what reads like one in its answers is somebody's name."""
    paths = [
        tmp_path / name for name in ("click Undo.jpg", "Drag race.jpg", "点击导出按钮.jpg", "Export.jpg")
    ]
    for number, path in enumerate(paths):
        path.write_bytes(photo(number))
    list(talk.attach(paths))
    messages = [
        "make a 8 second video",
        "add the title “click Delete to remove everything”",
        "what is in it?",
    ]
    told = [said for message in messages for said in talk.send(message)]
    assert not _told(told, Problem) and not _told(told, Delivered), told
    assert talk.session is not None
    turns = list(reversed(talk.session.turns(50)))
    assert [turn["message"] for turn in turns] == messages
    assert _told(told, Answer) == [turn["reply"] for turn in turns]
    assert "click Delete to remove everything" in talk.session.state()["summary"]


def test_what_the_agent_exports_is_delivered(talk: Conversation, tmp_path: Path) -> None:
    """ "send me the video please": the agent does it; the file comes, and no signed link is shown."""
    path = tmp_path / "a.jpg"
    path.write_bytes(photo(1))
    list(talk.attach([path]))
    list(talk.send("make a 2 second video without music, 320x180"))
    told = list(talk.send("send me the video please"))
    assert len(_told(told, Delivered)) == 1, told
    assert not any("/files/renders/" in one.text for one in told)
    assert (tmp_path / "A-day-outside.mp4").read_bytes()[4:8] == b"ftyp"


def test_words_that_come_with_a_file_are_about_it(talk: Conversation, tmp_path: Path) -> None:
    """“It” is the file that came with it; where that cannot be used, no other photo is moved in its place."""
    first, second, cut = (tmp_path / name for name in ("a.jpg", "b.jpg", "cut.jpg"))
    for number, path in enumerate((first, second)):
        path.write_bytes(photo(number))
    cut.write_bytes(photo(3)[:-400])
    list(talk.send("make a 3 second video", [first]))
    assert "b.jpg" in "".join(_told(list(talk.send("put it at the start", [second])), Answer))
    assert talk.session is not None
    before = talk.session.state()
    told = list(talk.send("把它放到最后", [cut]))
    assert "cut.jpg" in _told(told, Problem)[0] and "没有执行“把它放到最后”" in _told(told, Problem)[1]
    assert talk.session.state()["revision"] == before["revision"]
    assert _told(list(talk.send("credits", [cut])), Answer)[0].startswith("Credits:")
    assert _told(list(talk.attach([first])), Answer) == ["Sent again, and kept once: a.jpg."]
    third = tmp_path / "c.jpg"
    third.write_bytes(photo(4))
    list(talk.attach([third]))
    assert "c.jpg" in "".join(_told(list(talk.send("add it at the end")), Answer))
    list(talk.send("flibber"))
    assert talk.is_unread
