"""The typed client, over a transport that answers as the API does."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from photoplay.client.api import Api, api_of, connect
from photoplay.client.attribution import Attribution
from photoplay.client.clock import Clock
from photoplay.client.refusals import error_in, error_of
from photoplay.errors import (
    BrokenMedia,
    Conflict,
    InvalidOption,
    MediaTooLarge,
    MissingMedia,
    NoCredits,
    NotAuthorised,
    NotFound,
    Overloaded,
    PhotoplayError,
    ServerAway,
    ServiceError,
    TooMany,
)

Answer = Callable[[httpx.Request], httpx.Response]


def _ok(data: Any) -> httpx.Response:
    return httpx.Response(200, json={"code": 0, "message": "ok", "data": data})


def _no(status: int, code: int, data: Any = None) -> httpx.Response:
    return httpx.Response(status, json={"code": code, "message": "No, because.", "data": data})


class Server:
    """Answers by path; counts tokens that it gave."""

    def __init__(self, **answers: Answer) -> None:
        self.answers, self.asked, self.tokens = answers, list[httpx.Request](), 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        if request.url.path == "/api/auth/anonymous-token":
            self.tokens += 1
            return _ok({"token": f"nmv_usr_{self.tokens}"})
        if "with-session" in request.url.path:
            return _ok({"session_id": "42"})
        for word, answer in self.answers.items():
            if word in request.url.path:
                return answer(request)
        raise AssertionError(f"nobody expected {request.url}")

    def api(self, identity: Path | None = None) -> Api:
        return connect("http://photoplay.test", identity=identity, transport=httpx.MockTransport(self))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "sleep", lambda clock, seconds: None)


def _stream(*events: Any, broken: bool = False) -> httpx.Response:
    def lines() -> Iterator[bytes]:
        yield b"event: heartbeat\ndata:\n\n"
        for event in events:
            yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
        if broken:
            raise httpx.ReadError("gone")

    headers = {"content-type": "text/event-stream", "X-Turn-Id": "turn_1"}
    return httpx.Response(200, headers=headers, content=lines())


def _said(text: str, **more: Any) -> dict[str, Any]:
    return {"author": "photoplay", "content": {"role": "model", "parts": [{"text": text}]}, **more}


# -- identity -----------------------------------------------------------------------------------------


def test_an_identity_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "client.json"
    server = Server(state=lambda request: _ok({"revision": 1}))
    with server.api(path) as api:
        api.create_session().state()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with server.api(path) as api:
        api.create_session()
    assert server.tokens == 1
    assert server.asked[-1].headers["authorization"] == "Bearer nmv_usr_1"
    assert server.asked[-1].headers["x-skill-platform"] == "terminal"


def test_a_damaged_identity_is_as_good_as_none(tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    path.write_text('{"client_id": 7}')
    with Server().api(path) as api:
        api.create_session()
    assert json.loads(path.read_text())["token"] == "nmv_usr_1"


def test_a_token_that_ended_is_renewed_once_with_the_same_id(tmp_path: Path) -> None:
    def state(request: httpx.Request) -> httpx.Response:
        return _ok({}) if request.headers["authorization"].endswith("_2") else _no(401, 1001)

    server = Server(state=state)
    with server.api(tmp_path / "c.json") as api:
        api.create_session().state()
    ids = [one.headers["x-client-id"] for one in server.asked if "anonymous-token" in one.url.path]
    assert server.tokens == 2 and len(set(ids)) == 1
    with Server(state=lambda request: _no(401, 1001)).api() as api, pytest.raises(NotAuthorised):
        api.create_session().state()


# -- refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (1001, NotAuthorised), (1002, NotFound), (2001, NoCredits), (409, Conflict), (429, TooMany),
        (422, InvalidOption), (4001, BrokenMedia), (4002, MediaTooLarge), (503, Overloaded), (9999, ServiceError),
    ],
)  # fmt: skip
def test_codes_are_errors_of_ours(code: int, kind: type[PhotoplayError]) -> None:
    error = error_of(code, "Words.", {"field": "a.b", "name": "x.jpg", "retry_after_s": 3, "self": 1})
    assert type(error) is kind and error.message == "Words."
    assert isinstance(error_in(418, b"<html>teapot"), Overloaded)
    assert isinstance(error_in(500, b'{"code": "x"}'), Overloaded)


def test_a_short_wait_is_waited_out_once() -> None:
    answers = [_no(429, 429, {"retry_after_s": 3}), _ok({"revision": 1})]
    with Server(state=lambda request: answers.pop(0)).api() as api:
        assert api.create_session().state() == {"revision": 1}
    with (
        Server(state=lambda request: _no(429, 429, {"retry_after_s": 3600})).api() as api,
        pytest.raises(TooMany),
    ):
        api.create_session().state()


@pytest.mark.parametrize(
    "fault",
    [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x"), httpx.ReadError("x")],
)
def test_a_server_that_is_away_is_told_in_words(fault: Exception) -> None:
    def state(request: httpx.Request) -> httpx.Response:
        raise fault

    with Server(state=state).api() as api, pytest.raises(ServerAway):
        api.create_session().state()


def test_what_is_no_photoplay_is_told() -> None:
    server = Server(state=lambda request: httpx.Response(200, text="<html>"))
    with server.api() as api, pytest.raises(ServerAway, match="no Photoplay"):
        api.create_session().state()


# -- turns --------------------------------------------------------------------------------------------


def test_events_come_as_they_are_said() -> None:
    call = {"content": {"parts": [{"functionCall": {"name": "set_look", "args": {}}}]}}
    server = Server(
        run_sse=lambda request: _stream(call, _said("Photo 1: …", partial=True), _said("变长了。"))
    )
    with server.api() as api:
        session = api.create_session()
        events = list(session.say("hi"))
    assert [event.tools for event in events] == [("set_look",), (), ()]
    assert [event.text for event in events] == ["", "Photo 1: …", "变长了。"]
    assert [event.is_partial for event in events] == [False, True, False]
    body = json.loads(server.asked[-1].content)
    assert body["session_id"] == "42" and body["new_message"]["parts"] == [{"text": "hi"}]


def test_a_stream_that_breaks_is_looked_up_and_never_sent_again() -> None:
    looks = [_stream(_said("two"), broken=True), _stream(_said("three"))]
    server = Server(
        run_sse=lambda request: _stream(_said("one"), broken=True), turns=lambda request: looks.pop(0)
    )
    with server.api() as api:
        assert [event.text for event in api.create_session().say("hi")] == ["one", "two", "three"]
    paths = [one.url.path for one in server.asked]
    assert paths.count("/run_sse") == 1
    assert [one.url.params["after"] for one in server.asked[-2:]] == ["1", "2"]
    assert paths[-1] == "/api/projects/42/turns/turn_1/events"


def test_a_stream_that_stays_broken_is_given_up() -> None:
    server = Server(run_sse=lambda request: _stream(broken=True), turns=lambda request: _stream(broken=True))
    with server.api() as api, pytest.raises(ServerAway):
        list(api.create_session().say("hi"))
    assert sum(one.url.path.endswith("/events") for one in server.asked) == 5


def test_a_turn_that_failed_is_an_error() -> None:
    failed = {"author": "photoplay", "errorCode": "2001", "errorMessage": "No credits."}
    with (
        Server(run_sse=lambda request: _stream(failed)).api() as api,
        pytest.raises(NoCredits, match=r"No credits\."),
    ):
        list(api.create_session().say("hi"))
    with Server(run_sse=lambda request: _no(422, 422)).api() as api, pytest.raises(InvalidOption):
        list(api.create_session().say("hi"))


# -- files --------------------------------------------------------------------------------------------


def test_files_go_up_under_their_names(tmp_path: Path) -> None:
    path = tmp_path / "海 滩.jpg"
    path.write_bytes(b"jpeg")
    server = Server(upload=lambda request: _ok({"files": [{"id": "as_1"}], "refused": [{"filename": "b"}]}))
    with server.api() as api:
        session = api.create_session()
        told = session.upload([path])
        with pytest.raises(MissingMedia):
            session.upload([tmp_path / "none.jpg"])
    assert told.files[0]["id"] == "as_1" and told.refused[0]["filename"] == "b"
    assert "海 滩.jpg".encode() in server.asked[-1].content


def test_a_download_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    def short(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-length": "10"}, content=iter([b"abc"]))

    path = tmp_path / "out.mp4"
    with Server(download=lambda request: httpx.Response(200, content=b"film")).api() as api:
        assert api.create_session().download("r1", path) == 4
    assert path.read_bytes() == b"film"
    with Server(download=short).api() as api, pytest.raises(ServerAway):
        api.create_session().download("r1", path)
    with Server(download=lambda request: _no(409, 409)).api() as api, pytest.raises(Conflict):
        api.create_session().download("r1", path)
    assert path.read_bytes() == b"film"
    assert [one.name for one in tmp_path.iterdir()] == ["out.mp4"]


def test_exports_are_started_and_watched() -> None:
    told = {"id": "render_1", "status": "completed", "progress": 100, "eta_s": None}
    server = Server(lambda_=lambda request: _ok(told), **{"proxy/lambda": lambda request: _ok(told)})
    with server.api() as api:
        render = api.create_session().export({"quality": "draft"})
        assert api.create_session().render("render_1").is_final
    assert render.is_final and render.progress == 100.0
    body = json.loads(next(one for one in server.asked if one.url.path.endswith("/lambda")).content)
    assert body["sessionId"] == "42" and body["output"] == {"quality": "draft"}


# -- surroundings -------------------------------------------------------------------------------------


def test_a_skill_s_client_follows_the_environment(tmp_path: Path) -> None:
    server = Server()
    environ = {
        "NEMO_API_URL": " http://photoplay.test/ ", "NEMO_WEB_URL": "https://w.example/", "NEMO_TOKEN": "nmv_usr_mine",
    }  # fmt: skip
    who = Attribution("ai-product-video", "2.0", "cursor")
    api = api_of(who, environ=environ, identity=tmp_path / "c.json", transport=httpx.MockTransport(server))
    assert api.url == "http://photoplay.test" and api.web_url == "https://w.example" and not server.asked
    api.create_session()
    told = server.asked[-1].headers
    assert told["authorization"] == "Bearer nmv_usr_mine" and told["x-skill-source"] == "ai-product-video"
    assert server.tokens == 0 and not (tmp_path / "c.json").exists()
    with pytest.raises(ServerAway):
        api_of(who, environ={"NEMO_API_URL": "not an address"}, identity=tmp_path / "c.json").create_session()


@pytest.mark.parametrize(
    "environ", [{"NEMO_TOKEN": "令牌"}, {"NEMO_CLIENT_ID": "a\nb"}, {"NEMO_CLIENT_ID": "x" * 65}]
)
def test_what_no_header_can_hold_is_told(environ: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(InvalidOption, match="NEMO_"):
        api_of(Attribution("x", "1"), environ=environ, identity=tmp_path / "c.json")


def test_a_client_id_of_the_user_s_is_sent(tmp_path: Path) -> None:
    server = Server()
    who = Attribution("x", "1")
    environ = {"NEMO_CLIENT_ID": "mine"}
    transport = httpx.MockTransport(server)
    api_of(who, environ=environ, identity=tmp_path / "c.json", transport=transport).authenticate()
    assert server.asked[-1].headers["x-client-id"] == "mine"


def test_uploads_and_downloads_tell_how_far_they_are(tmp_path: Path) -> None:
    path = tmp_path / "big.jpg"
    path.write_bytes(bytes(300_000))
    answers = [_no(401, 1001), _ok({"files": [], "refused": []})]
    server = Server(
        upload=lambda request: answers.pop(0), download=lambda request: httpx.Response(200, content=b"x" * 9)
    )
    told: list[tuple[int, int]] = []
    with server.api() as api:
        session = api.create_session()
        session.upload([path, path], lambda *far: told.append(far))
        assert told[-1] == (600_000, 600_000) and max(told) == told[-1] and len(told) > 6
        told.clear()
        session.download("r1", tmp_path / "a.mp4", lambda *far: told.append(far))
    assert told == [(9, 9)]


def test_what_is_no_answer_of_ours_is_told() -> None:
    for answer in (b"[1]", b"7", b'"x"', b"[" * 100_000):
        server = Server(state=lambda request, answer=answer: httpx.Response(200, content=answer))
        with server.api() as api, pytest.raises(ServerAway):
            api.create_session().state()
    with Server(credits=lambda request: _ok({"available": "x"})).api() as api, pytest.raises(ServerAway):
        api.credits()
    with Server(renders=lambda request: _ok([{"id": 1}])).api() as api, pytest.raises(ServerAway):
        api.create_session().renders()


def test_a_refusal_with_a_good_status_is_a_refusal() -> None:
    told = httpx.Response(200, json={"code": 2001, "message": "No credits."})
    with Server(state=lambda request: told).api() as api, pytest.raises(NoCredits):
        api.create_session().state()


def test_a_title_with_an_odd_line_end_is_read_whole() -> None:
    server = Server(run_sse=lambda request: _stream(_said("one\u2028two\u0085three")))
    with server.api() as api:
        assert [event.text for event in api.create_session().say("hi")] == ["one\u2028two\u0085three"]
