"""api.md, "What a client does", against a server of our own that does everything wrong.

Of each drill: the right action, nothing sent twice, nothing shown that must not be.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.misbehaving import (
    HEARTBEAT,
    VIDEO,
    Answer,
    Server,
    VirtualClock,
    body,
    cut,
    page,
    parts_of,
    redirect,
    refused,
    said,
    sse,
    stream,
    taken_and_cut,
)
from tests.waiting import HANGS_S

from photoplay.client.api import Api, api_of
from photoplay.client.attribution import Attribution
from photoplay.client.conversation import Conversation
from photoplay.client.shown import Answer as Told
from photoplay.client.shown import Delivered, Problem, Progress, Said, Status, Summary

WORKING = "⏳ Still working..."
#: Nothing that is shown looks like this.
_LEAKS = re.compile(
    r"nmv_usr_|Bearer|SIGNATURECANARY|[?&]s=|\{\"|\"code\"|(?<!\d)\d{19}(?!\d)|Traceback|<html|session_id",
    re.IGNORECASE,
)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(VirtualClock()) as running:
        yield running


@pytest.fixture
def talk(server: Server, tmp_path: Path) -> Callable[..., Talk]:
    def make(**environ: str) -> Talk:
        return Talk(server, tmp_path, environ)

    return make


class Talk:
    """A conversation, all that it showed, and a look at every line of it."""

    def __init__(self, server: Server, folder: Path, environ: dict[str, str]) -> None:
        self.server = server
        self.api = api_of(
            Attribution("ai-product-video", "1.2.3", "cursor"),
            url=server.url,
            environ=environ,
            identity=folder / "client.json",
            clock=server.clock,
        )
        self.conversation = Conversation(self.api, folder=folder, name="my video")
        self.shown: list[Said] = []

    def say(self, text: str, *files: Path | str) -> list[Said]:
        return self._look(self.conversation.send(text, files))

    def attach(self, *files: Path | str) -> list[Said]:
        return self._look(self.conversation.attach(files))

    def _look(self, said: Iterator[Said]) -> list[Said]:
        told = list(said)
        self.shown += told
        secrets = [*self.server.tokens, *self.server.projects, *self.server.client_ids]
        for one in told:
            assert not _LEAKS.search(one.text), one
            assert not any(secret in one.text for secret in secrets), one
        return told

    def texts(self) -> list[str]:
        return [one.text for one in self.shown]


def only(told: list[Said], kind: type[Said]) -> list[str]:
    return [one.text for one in told if isinstance(one, kind)]


def codes(told: list[Said]) -> list[int]:
    return [one.code for one in told if isinstance(one, Problem)]


# -- the way it should be -------------------------------------------------------------------------------


def test_the_first_message_connects_and_the_next_ones_do_not(
    talk: Callable[..., Talk], server: Server
) -> None:
    """Seeds: "Show a brief status", "Tell the user you're ready", "Don't print tokens"."""
    one = talk()
    assert [type(said) for said in one.say("make it warm")] == [Status, Status, Told]
    assert one.texts()[0] == "Setting things up…" and "Ready" in one.texts()[1]
    assert one.texts()[2] == "Done: make it warm"
    assert only(one.say("加点音乐"), Status) == []
    assert len(server.at("token")) == len(server.at("session")) == 1
    for request in server.received:
        assert request.headers["x-skill-source"] == "ai-product-video"
        assert (
            request.headers["x-skill-version"] == "1.2.3" and request.headers["x-skill-platform"] == "cursor"
        )
    assert server.at("say")[0].headers["accept"] == "text/event-stream"


def test_the_token_and_the_client_id_are_kept(talk: Callable[..., Talk], server: Server) -> None:
    talk().say("one")
    talk().say("two")
    assert len(server.at("token")) == 1 and len(server.at("session")) == 2


def test_keywords_need_no_turn(talk: Callable[..., Talk], server: Server, tmp_path: Path) -> None:
    """Seeds: "Skip SSE? ✅" for export, credits, state and upload."""
    one = talk()
    one.say("make a video")
    assert only(one.say("credits"), Told) == ["Credits: 90 available, 5 set aside, 95 in all."]
    assert only(one.say("余额"), Told) == ["积分：可用 90，冻结 5，共 95。"]
    assert only(one.say("status"), Summary) == ["Timeline (1 tracks): 1. Video: photos (0-1s)"]
    assert "jpg" in only(one.say("upload"), Told)[0]
    told = one.say("export 1080p for TikTok")
    (done,) = [said for said in told if isinstance(said, Delivered)]
    assert done.path.read_bytes() == VIDEO and done.size_bytes == len(VIDEO)
    assert done.claim_url == "https://photos.example/workspace/claim?ct=clm_for_the_user_alone"
    assert done.claim_url in done.text and str(done.path) in done.text
    assert any(isinstance(said, Progress) for said in told)
    assert server.at("export")[0].json["output"] == {"resolution": "1080p", "preset": "tiktok"}
    assert server.messages == ["make a video"]
    for text in ("send me the video please", "how many points do I have left", "把视频发给我", '"export"'):
        one.say(text)
    assert server.messages[1:] == [
        "send me the video please", "how many points do I have left", "把视频发给我", '"export"',
    ]  # fmt: skip
    one.say("下载")
    assert sorted(path.name for path in tmp_path.glob("*.mp4")) == ["my-video-2.mp4", "my-video.mp4"]


def test_an_export_of_the_agent_is_delivered(
    talk: Callable[..., Talk], server: Server, tmp_path: Path
) -> None:
    """Signed links are not shown; the file comes in their place."""
    one = talk()
    one.say("make a video")
    sid = next(iter(server.projects))
    link = f"{server.url}/files/renders/r1.mp4?e=99&s=SIGNATURECANARY"
    server.projects[sid].renders.append({"id": "r1", "looks": 0, "output_told": None})
    server.script["say"].append(stream(said(f"Export started: {link}")))
    told = one.say("send me the video please")
    assert only(told, Told) == ["Export started: (the file follows here)"]
    assert len(only(told, Delivered)) == 1 and (tmp_path / "my-video.mp4").read_bytes() == VIDEO


# -- files ------------------------------------------------------------------------------------------------


def _photos(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for number, path in enumerate(paths):
        path.write_bytes(b"photo %d of %s" % (number, path.name.encode()))
    return paths


def test_files_are_sent_in_their_order_and_each_is_judged(
    talk: Callable[..., Talk], server: Server, tmp_path: Path
) -> None:
    one = talk()
    told = one.attach(
        *_photos(tmp_path, "b.jpg", "bad.txt", "a 海.jpg"), tmp_path / "none.jpg", "https://x.example/c.jpg"
    )
    assert only(told, Told) == ["Received: b.jpg, a 海.jpg.", "Received: c.jpg."]
    assert codes(told) == [404, 4001] and "bad.txt" in only(told, Problem)[1]
    (project,) = server.projects.values()
    assert [file["filename"] for file in project.files] == ["b.jpg", "a 海.jpg", "c.jpg"]
    told = one.attach(*_photos(tmp_path, "bad1.png", "bad2.png"))
    assert codes(told) == [4001, 4001] and all("bad" in text for text in only(told, Problem))


def test_an_upload_that_breaks_off_sends_only_what_is_lacking(
    talk: Callable[..., Talk], server: Server, tmp_path: Path
) -> None:
    one = talk()
    one.say("hello")

    def half(handler: Any, request: Any) -> None:
        inner = list(server_parts(request))[:2]
        server.projects[handler.found["sid"]].files += inner
        handler.cut()

    server.script["upload"].append(half)
    told = one.attach(*_photos(tmp_path, "1.jpg", "2.jpg", "3.jpg"))
    assert only(told, Told) == ["Received: 1.jpg, 2.jpg, 3.jpg."]
    (project,) = server.projects.values()
    assert [file["filename"] for file in project.files] == ["1.jpg", "2.jpg", "3.jpg"]


def server_parts(request: Any) -> Iterator[dict[str, Any]]:
    for name, content in parts_of(request):
        yield {"id": name, "filename": name, "hash": hashlib.sha256(content).hexdigest()}


def test_what_is_uploaded_is_whole_after_a_renewed_token(
    talk: Callable[..., Talk], server: Server, tmp_path: Path
) -> None:
    one = talk()
    one.say("hello")
    server.script["upload"].append(refused(1001, 401))
    one.attach(*_photos(tmp_path, "1.jpg"))
    first, second = server.at("upload")
    assert b"photo 0 of 1.jpg" in first.body and b"photo 0 of 1.jpg" in second.body


# -- silence ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "count"), [((60.0,), 0), ((119.0,), 0), ((180.0,), 1), ((250.0,), 2), ((10.0,) * 31, 2)]
)
def test_silence_is_told_of_every_two_minutes(
    talk: Callable[..., Talk], server: Server, seconds: tuple[float, ...], count: int
) -> None:
    """Seeds: "Every 2 min: ⏳ Still working...", with heartbeats and without."""
    one = talk()
    beats = [piece for second in seconds for piece in (HEARTBEAT, HEARTBEAT, second)]
    server.script["say"].append(stream(*beats, said("Here it is.")))
    told = one.say("make a video")
    assert only(told, Status)[2:] == [WORKING] * count and only(told, Told) == ["Here it is."]
    assert server.messages == ["make a video"]


def test_heartbeats_of_any_kind_are_never_shown(talk: Callable[..., Talk], server: Server) -> None:
    beats = HEARTBEAT * 50 + b": ping\n\n" * 20 + b"data:\n\n" * 20 + b"data: \r\n\r\n" + b"event: x\n\n"
    server.script["say"].append(stream(beats, said("Here it is."), beats))
    one = talk()
    assert only(one.say("make a video"), Told) == ["Here it is."]


def test_a_slow_drip_is_read_to_its_end(talk: Callable[..., Talk], server: Server) -> None:
    whole = HEARTBEAT + said("慢慢地完成了。")
    drops = [piece for byte in whole for piece in (bytes([byte]), 0.4)]
    server.script["say"].append(stream(*drops))
    assert only(talk().say("慢一点"), Told) == ["慢慢地完成了。"]


def test_edits_without_words_are_told_from_the_state(talk: Callable[..., Talk], server: Server) -> None:
    """Seeds: "About 30% of edit operations close the stream without any text"."""
    server.is_silent = lambda number: number % 10 in (1, 4, 8)
    one, sent = talk(), [f"wish number {number}" for number in range(50)]
    for number, text in enumerate(sent):
        told = one.say(text)
        if server.is_silent(number):
            assert only(told, Told) == [f"Changed by “{text}”."] and len(only(told, Summary)) == 1
        else:
            assert only(told, Told) == [f"Done: {text}"]
    assert server.messages == sent


def test_a_stream_that_did_and_said_nothing_is_told(talk: Callable[..., Talk], server: Server) -> None:
    one = talk()
    server.script["say"].append(stream(HEARTBEAT, is_edit=False))
    assert "has not changed" in only(one.say("?"), Told)[0]
    server.is_foreign = True
    server.is_silent = lambda number: True
    assert only(one.say("改一下"), Told) == ["视频已修改。"]


# -- broken streams ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_foreign", [False, True])
def test_a_stream_that_breaks_at_any_byte_loses_and_doubles_nothing(
    talk: Callable[..., Talk], server: Server, is_foreign: bool, scale: Callable[..., int]
) -> None:
    """Cut after each byte of head, chunks and events. The message is never sent again; what it did is told."""
    server.is_foreign = is_foreign
    one = talk()
    one.say("begin")
    whole = 700  # more than the longest answer has
    places = range(0, whole, max(1, whole // scale(whole, least=240)))
    for number, at in enumerate(places):
        text = f"片 {number}"
        server.script["say"].append(taken_and_cut(at))
        told = one.say(text)
        answers = only(told, Told)
        changed = "视频已修改。" if is_foreign else f"Changed by “{text}”."
        assert answers in ([f"Done: {text}"], [changed], [f"Done: {text}", changed]), (at, told)
        assert codes(told) == []
    assert server.messages == ["begin", *(f"片 {number}" for number in range(len(places)))]


def test_a_message_whose_fate_nobody_knows_is_never_sent_again(
    talk: Callable[..., Talk], server: Server
) -> None:
    """Looks after 30 s, then every 60 s, five times; then it is told."""
    one = talk()
    one.say("begin")
    server.clock.slept.clear()
    server.script["say"].append(cut)
    told = one.say("make it warm")
    assert [wait for wait in server.clock.slept if wait >= 10] == [30, 60, 60, 60, 60, 60]
    assert codes(told) == [503] and "could not find out" in only(told, Problem)[0]
    assert WORKING in only(told, Status)
    assert server.messages == ["begin", "make it warm"]


@pytest.mark.parametrize("reply", ["", "You have 40 credits left."])
def test_a_turn_that_changed_nothing_is_not_waited_for(
    talk: Callable[..., Talk], server: Server, reply: str
) -> None:
    """The server keeps its turns: one look tells that it is over, and what was answered."""
    one = talk()
    one.say("begin")
    (project,) = server.projects.values()

    def questioned(handler: Any, request: Any) -> None:
        project.turns.insert(
            0, {"id": "t", "message": "hm", "status": "done", "before_revision": 1, "reply": reply}
        )
        handler.cut()

    server.script["say"].append(questioned)
    server.clock.slept.clear()
    told = one.say("hm")
    assert only(told, Told) == [reply] or "has not changed" in only(told, Told)[0]
    assert bool(reply) == (only(told, Told) == [reply]) and codes(told) == []
    assert [wait for wait in server.clock.slept if wait >= 10] == [30]


def test_an_edit_that_lands_late_is_found(talk: Callable[..., Talk], server: Server) -> None:
    one = talk()
    one.say("begin")
    (project,) = server.projects.values()

    def late(handler: Any, request: Any) -> None:
        if server.clock.slept.count(60.0) >= 2 and len(project.changes) == 1:
            project.changes.append("Photo 2 lasts 5 s.")
        server.state(handler, request)

    server.script["say"].append(cut)
    server.script["state"] += [late] * 12
    told = one.say("photo 2 for 5 seconds")
    assert only(told, Told) == ["Photo 2 lasts 5 s."] and codes(told) == []
    assert server.messages[1:] == ["photo 2 for 5 seconds"]


@pytest.mark.parametrize(
    "answer",
    [
        page(502), page(504), page(200), page(200, "text/plain"), body(b"{}"), body(b"[1]"), body(b"{broken"), cut,
        body(b'{"code":500,"message":"Oops.","data":{"incident":"inc_1"}}', status=500),
        stream(HEARTBEAT, b"data: {broken\n\n", b"data: [1,2]\n\n", b"data: \xff\xfe\n\n", is_edit=False),
        stream(b"data: " + b"x" * 6_000_000 + b"\n\n", is_edit=False),
        stream(HEARTBEAT, b"event: hear", is_edit=False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_done", [False, True])
def test_whatever_comes_in_the_place_of_a_stream(
    talk: Callable[..., Talk], server: Server, answer: Answer, is_done: bool
) -> None:
    """HTML from a proxy, garbage, a wrong content type, a huge event: the state decides, the message stays sent."""
    one = talk()
    one.say("begin")

    def mixed(handler: Any, request: Any) -> None:
        if is_done:
            server.turn(request)
        answer(handler, request)

    server.script["say"].append(mixed)
    told = one.say("make it warm")
    if is_done:
        assert {"Done: make it warm", "Changed by “make it warm”."} & set(only(told, Told)), told
        assert codes(told) == []
    else:
        assert codes(told) in ([503], [500]) or "has not changed" in only(told, Told)[0]
    assert server.messages == ["begin", "make it warm"]


def test_a_failure_inside_a_stream_is_told_and_not_repeated(
    talk: Callable[..., Talk], server: Server
) -> None:
    one = talk()
    one.say("begin")
    for code in (500, 2001, 1001, 1002, 422):
        event = {"author": "photoplay", "errorCode": str(code), "errorMessage": "No, because."}
        server.script["say"].append(stream(sse([event]), is_edit=False))
        assert codes(one.say(f"try {code}")) == [code]
    assert server.messages == ["begin", *(f"try {code}" for code in (500, 2001, 1001, 1002, 422))]
    assert len(server.at("session")) == 1


def test_redirects_are_not_followed(talk: Callable[..., Talk], server: Server) -> None:
    """A token goes to nobody else."""
    one = talk()
    one.say("begin")
    with Server(server.clock) as other:
        for place in ("say", "state"):
            server.script[place].append(redirect(other.url + "/run_sse"))
            assert "Check the address" in only(one.say("make it warm"), Problem)[0]
        assert other.received == []


# -- codes ------------------------------------------------------------------------------------------------

#: Code, status, data -> what is told in English and in Chinese.
_CODES: list[tuple[int, int, Any, str, str]] = [
    (2001, 403, {"register_url": "https://w.example/register?bind=a1"}, "https://w.example/register?bind=a1", "注册"),
    (2001, 403, {"top_up_url": "https://w.example/top-up"}, "https://w.example/top-up", "充值"),
    (2001, 403, None, "/register?bind=anon_CANARY", "注册"),
    (4001, 415, {"accepted": ["jpg", "png"]}, "jpg, png", "jpg, png"),
    (4002, 413, {"limit_bytes": 200_000_000}, "200 MB", "200 MB"),
    (402, 402, None, "Register or upgrade", "套餐"),
    (402, 402, {"missing": ["X-Skill-Version"]}, "X-Skill-Version", "X-Skill-Version"),
    (403, 403, {"scope": "write"}, "may not", "无权"),
    (409, 409, None, "once more", "再说一遍"),
    (422, 422, {"field": "a.b"}, "No, because.", "No, because."),
    (429, 429, {"retry_after_s": 604_800}, "7 days", "7 天"),
    (500, 500, {"incident": "inc_1"}, "on the server", "服务器出错"),
    (503, 503, None, "busy", "正忙"),
    (4711, 418, None, "No, because.", "No, because."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "status", "data", "english", "chinese"), _CODES)
@pytest.mark.parametrize(
    ("place", "in_english", "in_chinese"),
    [
        ("say", "make it warm", "暖一点"), ("export", "export", "导出"),
        ("credits", "credits", "积分"), ("state", "status", "状态"),
    ],
)  # fmt: skip
def test_every_code_at_every_endpoint(
    talk: Callable[..., Talk], server: Server, code: int, status: int, data: Any,
    english: str, chinese: str, place: str, in_english: str, in_chinese: str,
) -> None:  # fmt: skip
    """Its action and its words, in the user's language; the message is sent once, or once more where it was refused."""
    one = talk()
    one.say("begin")
    for text, words in ((in_english, english), (in_chinese, chinese)):
        server.script[place] += [refused(code, status, data)] * 2
        told = one.say(text)
        (problem,) = [said for said in told if isinstance(said, Problem)]
        assert problem.code == code and words in problem.text, problem
        server.script[place].clear()
    assert not any(isinstance(said, Delivered) for said in one.shown)
    if place == "say":
        times = 2 if code == 503 else 1
        assert server.messages == ["begin", *[in_english] * times, *[in_chinese] * times]


@pytest.mark.parametrize(
    ("data", "wait"), [({"retry_after_s": 7}, 7), (None, 30), ({"retry_after_s": 30}, 30)]
)
def test_a_short_limit_is_waited_out_once(
    talk: Callable[..., Talk], server: Server, data: Any, wait: float
) -> None:
    """429: one retry after `retry_after_s` if ≤ 30 s."""
    one = talk()
    one.say("begin")
    server.script["say"] += [refused(429, 429, data)]
    assert only(one.say("make it warm"), Told) == ["Done: make it warm"]
    assert server.messages == ["begin", "make it warm", "make it warm"]
    server.script["say"] += [refused(429, 429, data)] * 2
    assert codes(one.say("colder")) == [429] and server.messages[3:] == ["colder", "colder"]


@pytest.mark.parametrize(
    "place", ["state", "say", "export", "credits", "upload", "render", "download", "claim"]
)
def test_a_token_that_ends_in_mid_conversation_is_renewed_unseen(
    talk: Callable[..., Talk], server: Server, tmp_path: Path, place: str
) -> None:
    """1001: a new token with the same client id, once, transparently."""
    one = talk()
    one.attach(*_photos(tmp_path, "1.jpg"))
    one.say("begin")
    server.script[place].append(refused(1001, 401))
    for text in ("make it warm", "credits", "export"):
        assert codes(one.say(text)) == []
    one.attach(*_photos(tmp_path, "2.jpg"))
    assert len(server.client_ids) == 2 and len(set(server.client_ids)) == 1
    done = [text for text in server.messages if text == "make it warm"]
    assert len(done) == (2 if place == "say" else 1)  # the refused one was not taken
    assert sum(len(project.changes) for project in server.projects.values()) == 2


def test_threads_whose_token_ends_at_once_renew_it_once(server: Server) -> None:
    """The second one takes what the first has got: the server would refuse to give one more."""
    api = Api(server.url, identity=None, attribution=Attribution("ai-product-video", "1", "cursor"))
    api.authenticate()
    (old,), together = server.tokens, threading.Barrier(4)

    def late(handler: Any, request: Any) -> None:
        together.wait(HANGS_S)
        handler.refuse(1001, 401)

    server.script["credits"] += [late] * 4
    with ThreadPoolExecutor(4) as threads:
        found = [one.result(HANGS_S) for one in [threads.submit(api.credits) for _ in range(4)]]
    assert [one.total for one in found] == [95] * 4 and len(server.at("token")) == 2
    used = {one.headers["authorization"] for one in server.at("credits")[4:]}
    assert len(used) == 1 and old not in used.pop()


def test_a_token_that_is_refused_for_good_is_told(talk: Callable[..., Talk], server: Server) -> None:
    one = talk()
    one.say("begin")
    server.script["say"] += [refused(1001, 401)] * 3
    assert codes(one.say("make it warm")) == [1001]
    assert server.messages.count("make it warm") == 2


def test_a_token_of_the_user_s_is_never_replaced(
    talk: Callable[..., Talk], server: Server, tmp_path: Path
) -> None:
    """It is another account than any new one would be: the user is told."""
    one = talk(NEMO_TOKEN="nmv_usr_of_the_user")
    told = one.say("make it warm")
    assert codes(told) == [1001] and "NEMO_TOKEN" in only(told, Problem)[0]
    assert server.at("token") == [] and server.messages == []
    assert not (tmp_path / "client.json").exists()
    server.tokens.add("nmv_usr_of_the_user")
    assert only(one.say("make it warm"), Told) == ["Done: make it warm"]


def test_a_client_id_that_cannot_be_used_is_replaced(talk: Callable[..., Talk], server: Server) -> None:
    """400: a new identity."""
    server.script["token"].append(refused(400, 400))
    assert only(talk(NEMO_CLIENT_ID="mine").say("make it warm"), Told) == ["Done: make it warm"]
    first, second = (request.headers["x-client-id"] for request in server.at("token"))
    assert first == "mine" != second


def test_no_token_to_be_had_is_told(talk: Callable[..., Talk], server: Server) -> None:
    server.script["token"] += [refused(429, 429, {"retry_after_s": 86_400 * 3})] * 2
    told = talk().say("make it warm")
    assert codes(told) == [429] and "3 days" in only(told, Problem)[0] and server.messages == []


@pytest.mark.parametrize("place", ["state", "say"])
def test_a_lost_session_is_begun_again_with_its_files(
    talk: Callable[..., Talk], server: Server, tmp_path: Path, place: str
) -> None:
    """1002: a new session, the known local files again, and the message once more, as it was not taken."""
    one = talk()
    photos = _photos(tmp_path, "1.jpg", "2.jpg")
    one.attach(*photos, "https://x.example/3.jpg")
    one.say("begin")
    server.script[place].append(refused(1002, 404))
    photos[1].unlink()
    told = one.say("make it warm")
    assert only(told, Told)[-1] == "Done: make it warm" and "began a new one" in only(told, Status)[0]
    assert codes(told) == [404]
    old, new = server.projects.values()
    assert [file["filename"] for file in new.files] == ["1.jpg", "3.jpg"]
    assert old.changes == ["Changed by “begin”."] and new.changes == ["Changed by “make it warm”."]
    assert len(server.at("session")) == 2


def test_a_lost_session_is_not_exported(talk: Callable[..., Talk], server: Server, tmp_path: Path) -> None:
    """What was edited is gone: a video of something else is not what was asked for."""
    one = talk()
    one.attach(*_photos(tmp_path, "1.jpg"))
    one.say("begin")
    server.script["export"].append(refused(1002, 404))
    told = one.say("export")
    assert len(server.at("export")) == 1 and not only(told, Delivered)
    assert "Say again" in only(told, Told)[-1]


def test_a_session_that_is_lost_twice_is_told(talk: Callable[..., Talk], server: Server) -> None:
    one = talk()
    one.say("begin")
    server.script["say"] += [refused(1002, 404)] * 2
    assert codes(one.say("make it warm")) == [1002] and len(server.at("session")) == 2


def test_an_address_that_is_unknown_is_no_lost_session(talk: Callable[..., Talk], server: Server) -> None:
    one = talk()
    one.say("begin")
    server.script["say"].append(refused(404, 404))
    assert codes(one.say("make it warm")) == [404] and len(server.at("session")) == 1


def test_a_server_that_is_away_is_told(server: Server, tmp_path: Path) -> None:
    one = Talk(server, tmp_path, {})
    one.say("begin")
    server.__exit__()
    told = one.say("make it warm")
    assert codes(told) == [503] and "cannot be reached" in only(told, Problem)[0]


# -- exports ----------------------------------------------------------------------------------------------


_FAULTS: dict[str, Answer] = {
    "proxy": page(502), "cut": cut, "busy": refused(503, 503), "garbage": body(b"{"),
}  # fmt: skip


@pytest.mark.parametrize("place", ["export", "render", "download", "claim"])
@pytest.mark.parametrize("fault", _FAULTS)
def test_an_export_survives_a_fault(
    talk: Callable[..., Talk], server: Server, place: str, fault: str
) -> None:
    """Its id makes it the same export; polls and downloads are tried again; without a claim link it is delivered."""
    one = talk()
    one.say("begin")
    server.script[place].append(_FAULTS[fault])
    told = one.say("export")
    (done,) = [said for said in told if isinstance(said, Delivered)]
    assert done.path.read_bytes() == VIDEO and codes(told) == []
    assert bool(done.claim_url) == (place != "claim" or fault == "busy")
    assert len({request.json["id"] for request in server.at("export")}) == 1
    (project,) = server.projects.values()
    assert len(project.renders) == 1


def test_a_lost_answer_to_an_export_starts_no_second_one(talk: Callable[..., Talk], server: Server) -> None:
    one = talk()
    one.say("begin")

    def started(handler: Any, request: Any) -> None:
        server.projects[request.json["sessionId"]].renders.append({"id": request.json["id"], "looks": 0})
        handler.cut()

    server.script["export"].append(started)
    assert len(only(one.say("export"), Delivered)) == 1
    (project,) = server.projects.values()
    assert len(project.renders) == 1 and len(server.at("export")) == 2


def test_an_id_that_is_taken_is_changed_once(talk: Callable[..., Talk], server: Server) -> None:
    """409: "render id already used for something else"."""
    one = talk()
    one.say("begin")
    server.script["export"].append(refused(409, 409))
    assert len(only(one.say("export"), Delivered)) == 1
    first, second = (request.json["id"] for request in server.at("export"))
    assert first != second


def test_a_failed_export_is_told_and_a_long_one_is_waited_for(
    talk: Callable[..., Talk], server: Server
) -> None:
    one = talk()
    one.say("begin")
    state = {"id": "r", "taskId": "r", "status": "processing", "progress": 7, "eta_s": 600}
    told = {**state, "status": "failed", "error": "A photo is gone."}
    wrapped = [body(_enveloped(one_of)) for one_of in [*[state] * 70, told]]
    server.script["export"].append(body(_enveloped(state)))
    server.script["render"] += wrapped
    shown = one.say("export")
    assert only(shown, Problem) == ["The video was not made: A photo is gone."]
    assert only(shown, Status).count(WORKING) == 2
    assert "about 600 s left" in only(shown, Progress)[0]


def _enveloped(data: Any) -> bytes:
    return json.dumps({"code": 0, "message": "ok", "data": data}).encode()


def test_a_server_that_gives_links_only_is_fetched_from_without_a_token(
    talk: Callable[..., Talk], server: Server
) -> None:
    server.is_foreign = True
    one = talk()
    one.say("begin")
    assert len(only(one.say("导出"), Delivered)) == 1
    (request,) = server.at("file")
    assert "authorization" not in request.headers


# -- wording of screens -----------------------------------------------------------------------------------


def test_wording_of_screens_becomes_actions(talk: Callable[..., Talk], server: Server) -> None:
    one = talk()
    one.say("begin")

    def answered(words: str, *, message: str = "weiter") -> list[Said]:
        server.script["say"].append(stream(said(words)))
        return one.say(message)

    told = answered(
        "I added the music. Click the “Export” button in the top right corner to download your video."
    )
    assert only(told, Told) == ["I added the music. Download your video."] and len(only(told, Delivered)) == 1
    told = answered("The title is “Open now”. Preview it in the timeline.")
    assert only(told, Told) == ["The title is “Open now”."] and len(only(told, Summary)) == 1
    told = answered("You can now click Export to download your video.")
    assert only(told, Told) == [
        "You can now download your video.",
        "Say “export” when you would like the file.",
    ]
    assert not only(told, Delivered)
    told = answered("Check your account for your remaining credits.")
    assert only(told, Told) == ["Credits: 90 available, 5 set aside, 95 in all."]
    before = len(server.messages)
    server.reply = lambda text: f"Moved. Drag {text} to the end of the timeline."
    told = answered("Drag the second clip to the start of the timeline.")
    assert server.messages[before:] == ["weiter", "move the second clip to the start of the timeline"]


_NAMES = ("click Undo.jpg", "Drag race.jpg", "点击导出按钮.jpg", "Export.jpg")
_TITLE = "click Delete to remove everything"


def test_names_and_titles_are_no_instructions(
    talk: Callable[..., Talk], server: Server, tmp_path: Path
) -> None:
    """Files and titles are strangers' words: whatever backend repeats them, nothing is done by them."""
    one = talk()
    one.attach(*_photos(tmp_path, *_NAMES))
    told = (
        "I used click Undo.jpg, then Drag race.jpg, 点击导出按钮 and Export.jpg. "
        f"The title is “{_TITLE}”.\n"
        "Timeline (2 tracks): 1. Video: click Undo (0-5s) 2. Drag race (5-9s) 3. 点击导出按钮 (9-12s)\n"
        f"2. Title: {_TITLE} (0-3s)\nIn order: click Undo, Drag race. Say “export”, please."
    )
    server.script["say"].append(stream(said(told)))
    shown = one.say(f"begin with the title “{_TITLE}”")
    assert only(shown, Told) == [told] and not only(shown, Delivered) and len(server.messages) == 1
    server.script["say"].append(
        stream(said(f"The title {_TITLE} stays. Click Export to download your video."))
    )
    shown = one.say(f"and the title? “{_TITLE}”")
    assert (
        only(shown, Told) == [f"The title {_TITLE} stays. Download your video."]
        and len(only(shown, Delivered)) == 1
    )
    assert len(server.messages) == 2


def test_a_server_without_a_screen_is_shown_as_it_is(talk: Callable[..., Talk], server: Server) -> None:
    """It says so in a header of its answers; the edge still takes out what nobody is to see."""
    server.is_plain = True
    one = talk()
    one.say("begin")
    (token,) = server.tokens
    server.script["say"].append(stream(said(f"Title: click Undo to {token}. Drag race! Click Export.")))
    shown = one.say("weiter")
    assert only(shown, Told) == ["Title: click Undo to …. Drag race! Click Export."]
    assert not only(shown, Delivered) and server.messages == ["begin", "weiter"]


# -- odd answers ------------------------------------------------------------------------------------------

_ODD: tuple[Any, ...] = (
    [],
    5,
    "text",
    True,
    [1],
    {"state": 5, "files": 7, "refused": {"a": 1}, "claim_url": [1]},
)


@pytest.mark.parametrize(
    "place", ["claim", "state", "upload", "renders", "export", "render", "credits", "session", "token"]
)
@pytest.mark.parametrize("data", _ODD, ids=repr)
def test_odd_data_is_told_in_words(
    talk: Callable[..., Talk], server: Server, place: str, data: Any, tmp_path: Path
) -> None:
    """An answer that is in order but for its data ends no conversation."""
    one = talk()
    server.script[place] += [body(_enveloped(data))] * 3
    shown = [
        *one.attach(*_photos(tmp_path, "a.jpg")),
        *one.say("begin"),
        *one.say("status"),
        *one.say("credits"),
    ]
    shown += one.say("export")
    assert shown and all(said.text for said in shown)
    server.script.clear()
    assert only(one.say("export"), Delivered)


@pytest.mark.parametrize("data", _ODD, ids=repr)
def test_a_video_is_delivered_whatever_comes_for_its_link(
    talk: Callable[..., Talk], server: Server, data: Any
) -> None:
    one = talk()
    one.say("begin")
    server.script["claim"].append(body(_enveloped(data)))
    shown = one.say("export")
    (done,) = [said for said in shown if isinstance(said, Delivered)]
    assert done.path.read_bytes() == VIDEO and done.claim_url == "" and not only(shown, Problem)


def test_odd_fields_are_passed_over(talk: Callable[..., Talk], server: Server, tmp_path: Path) -> None:
    one = talk()
    odd = {"files": [5], "refused": [{"index": "x", "code": "y", "filename": "bad.jpg", "message": "No."}, 7]}
    server.script["upload"] += [body(_enveloped(odd))] * 2
    assert only(one.attach(*_photos(tmp_path, "a.jpg")), Problem)
    assert only(one.attach("https://x.example/a.jpg"), Problem)
    one.say("begin")
    render = {"id": "r", "status": "failed", "errorCode": "x", "notes": 5, "progress": 1, "eta_s": "inf"}
    server.script["export"].append(body(_enveloped(render)))
    assert codes(one.say("export")) == [500]


# -- what must not be shown -------------------------------------------------------------------------------


def test_nothing_secret_is_shown_whoever_says_it(talk: Callable[..., Talk], server: Server) -> None:
    """Canaries in answers, changes, refusals and notes; ``Talk`` looks at every line."""
    one = talk()
    one.say("begin")
    (token,), (sid,) = server.tokens, server.projects
    canaries = [
        token, f"Bearer {token}", sid, server.client_ids[0], '{"code":0,"data":{"session_id":"x"}}',
        f"{server.url}/files/a.mp4?e=1&s=SIGNATURECANARY", '```json\n{"a": [1]}\n```', "eyJhbGciOi.eyJzdWIi.c2ln",
    ]  # fmt: skip
    for canary in canaries:
        server.script["say"] += [stream(said(f"Look: {canary} – that is all."))]
        assert "that is all" in only(one.say("a"), Told)[0]
        server.script["say"].append(refused(422, 422, {"field": canary}, f"No: {canary}"))
        assert codes(one.say("b")) == [422]
        server.script["say"].append(
            stream(sse([{"errorCode": "500", "errorMessage": canary}]), is_edit=False)
        )
        assert codes(one.say("c")) == [500]
    server.script["say"].append(stream(said('{"code": 0, "data": null}')))
    assert only(one.say("d"), Told) == []


def test_too_long_a_message_is_not_sent(talk: Callable[..., Talk], server: Server) -> None:
    one = talk()
    assert codes(one.say("x" * 8001)) == [422] and server.messages == []
    assert only(one.say("   "), Told) == ["Say what the video is to be."]


def test_a_session_that_is_lost_between_files_gets_each_once(
    talk: Callable[..., Talk], server: Server, tmp_path: Path
) -> None:
    one = talk()
    photos = _photos(tmp_path, *(f"{number}.jpg" for number in range(25)))
    one.attach(photos[0])
    server.script["upload"] += [server.upload, refused(1002, 404)]
    one.attach(*photos[1:])
    new = list(server.projects.values())[-1]
    assert [file["filename"] for file in new.files] == [path.name for path in photos]
    assert len(server.projects) == 2
