"""A server on loopback that speaks the API and, where a script says so, does everything wrong.

``Server.script["say"].append(refused(2001, 403))`` makes the next message be refused so; when a place's script is
over, the server behaves. It writes down all that it received.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import queue
import re
import secrets
import socket
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from photoplay.client.clock import Clock

T = TypeVar("T")
#: A test that hangs fails after so long, seconds.
_HANG_S = 60.0

#: Place -> method and path. The first that matches; names as in ``Server.script``.
_PLACES = {
    "token": r"POST /api/auth/anonymous-token",
    "session": r"POST /api/tasks/me/with-session/nemo_agent",
    "say": r"POST /run_sse",
    "upload": r"POST /api/upload-video/nemo_agent/me/(?P<sid>\d+)",
    "state": r"GET /api/state/nemo_agent/me/(?P<sid>\d+)/latest",
    "credits": r"GET /api/credits/balance/simple",
    "export": r"POST /api/render/proxy/lambda",
    "render": r"GET /api/render/proxy/lambda/(?P<rid>[\w.-]+)",
    "download": r"GET /api/render/proxy/(?P<rid>[\w.-]+)/download",
    "renders": r"GET /api/renders",
    "claim": r"POST /api/auth/claim-token",
    "turns": r"GET /api/projects/(?P<sid>\d+)/messages",
    "events": r"GET /api/projects/(?P<sid>\d+)/turns/(?P<tid>\w+)/events",
    "file": r"GET /files/renders/(?P<rid>[\w.-]+)\.mp4",
}
#: Endpoints of ours that the published clients do not know.
OURS = ("renders", "turns", "events", "download")
VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 400


class VirtualClock(Clock):
    """Hours in no time. The thread that makes it drives it; those of the server wait for it.

    Time stands still while anybody works. It goes on when the driver waits: by itself where the driver sleeps, and
    to the next one who wakes up where the driver waits for news.
    """

    def __init__(self) -> None:
        self._driver, self._now = threading.get_ident(), 1000.0
        self._news = threading.Condition()
        self._wakes: list[float] = []
        self.slept: list[float] = []

    def now(self) -> float:
        with self._news:
            return self._now

    def sleep(self, seconds: float) -> None:
        with self._news:
            wake = self._now + seconds
            if threading.get_ident() == self._driver:
                self.slept.append(seconds)
                self._set(wake)
                return
            self._wakes.append(wake)
            self._news.notify_all()
            assert self._news.wait_for(lambda: self._now >= wake, _HANG_S), "nobody drives the clock"
            self._wakes.remove(wake)

    def take(self, found: queue.Queue[T], within_s: float) -> T:
        deadline = self.now() + within_s
        for _ in range(int(_HANG_S / 0.002)):
            with contextlib.suppress(queue.Empty):
                return found.get(timeout=0.002)
            with self._news:
                wakes = [wake for wake in self._wakes if wake > self._now]
                if wakes:
                    self._set(min(deadline, *wakes))
                if self._now >= deadline:
                    raise queue.Empty
        raise AssertionError("neither news nor anybody who sleeps")

    def _set(self, moment: float) -> None:
        self._now = max(self._now, moment)
        self._news.notify_all()


@dataclass
class Request:
    """Something that was received."""

    place: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body or b"null")


Answer = Callable[["Handler", Request], None]


@dataclass
class Project:
    """A session: each revision with what it changed."""

    id: str
    changes: list[str] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    turns: list[dict[str, Any]] = field(default_factory=list)
    renders: list[dict[str, Any]] = field(default_factory=list)


class Server:
    """One that runs while the block is busy.

    Attributes:
        script: Place -> what it does next, in order.
        received: Everything.
        clock: For silences.
        is_foreign: Knows only what the published clients call.
        is_plain: Says that its agent speaks of no screen.
        is_silent: Whether the n-th message, from 0, is done without a word.
        reply: What is said to a message.
        web_url: In links.
    """

    def __init__(self, clock: VirtualClock | None = None) -> None:
        self.clock = clock or VirtualClock()
        self.script: dict[str, list[Answer]] = defaultdict(list)
        self.received: list[Request] = []
        self.projects: dict[str, Project] = {}
        self.tokens: set[str] = set()
        self.client_ids: list[str] = []
        self.is_foreign, self.is_plain = False, False
        self.is_silent: Callable[[int], bool] = lambda number: False
        self.reply: Callable[[str], str] = lambda text: f"Done: {text}"
        self.web_url = "https://photos.example"
        self._lock = threading.RLock()

    def __enter__(self) -> Server:
        handler = type("Bound", (Handler,), {"server_of": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def at(self, place: str) -> list[Request]:
        """What was received there."""
        with self._lock:
            return [one for one in self.received if one.place == place]

    @property
    def messages(self) -> list[str]:
        """All messages that arrived."""
        return [one.json["new_message"]["parts"][0]["text"] for one in self.at("say")]

    # -- good behaviour -----------------------------------------------------------------------------------

    def token(self, handler: Handler, request: Request) -> None:
        with self._lock:
            token = f"nmv_usr_{secrets.token_hex(16)}"
            self.tokens.add(token)
            self.client_ids.append(request.headers.get("x-client-id", ""))
        handler.ok({"token": token, "user_id": "anon_CANARY", "credits": 100})

    def session(self, handler: Handler, request: Request) -> None:
        with self._lock:
            project = Project(str(10**18 + secrets.randbelow(10**18)))
            self.projects[project.id] = project
        handler.ok({"session_id": project.id, "task_id": f"task_{project.id}", "user_id": "anon_CANARY"})

    def turn(self, request: Request) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Does what a message says: one more revision; gives the turn and its events."""
        told = request.json
        text = told["new_message"]["parts"][0]["text"]
        with self._lock:
            project = self.projects[told["session_id"]]
            silent = self.is_silent(sum(len(one.turns) for one in self.projects.values()))
            before = len(project.changes)
            project.changes.append(f"Changed by “{text}”.")
            events: list[dict[str, Any]] = [
                {
                    "author": "photoplay",
                    "content": {"parts": [{"functionCall": {"name": "set_look", "args": {}}}]},
                }
            ]
            reply = "" if silent else self.reply(text)
            if reply:
                events.append(
                    {"author": "photoplay", "content": {"role": "model", "parts": [{"text": reply}]}}
                )
            turn = {
                "id": f"turn_{secrets.token_hex(8)}", "status": "done", "message": text, "reply": reply,
                "before_revision": before, "after_revision": before + 1, "error_code": None, "events": events,
            }  # fmt: skip
            project.turns.insert(0, turn)
        return turn, events

    def say(self, handler: Handler, request: Request) -> None:
        turn, events = self.turn(request)
        handler.raw(handler.streamed(sse(events), turn["id"]))

    def upload(self, handler: Handler, request: Request) -> None:
        sid = handler.found["sid"]
        files, refused_files = [], []
        for index, (name, content) in enumerate(parts_of(request)):
            if name.startswith("bad"):
                refused_files.append(
                    {"index": index, "filename": name, "code": 4001, "message": f"{name} is broken."}
                )
                continue
            digest = hashlib.sha256(content).hexdigest()
            files.append({"id": f"as_{digest[:8]}", "filename": name, "size": len(content), "hash": digest})
        with self._lock:
            self.projects[sid].files += files
        if not files and refused_files:
            handler.refuse(4001, 415, {"name": refused_files[0]["filename"]}, refused_files[0]["message"])
            return
        handler.ok({"files": files, "refused": refused_files, "session_state_applied": True})

    def state(self, handler: Handler, request: Request) -> None:
        sid, query = handler.found["sid"], parse_qs(urlsplit(request.path).query)
        with self._lock:
            project = self.projects[sid]
            draft = {"t": [{}] if project.changes else [], "d": len(project.changes) * 1000, "m": {}}
            told: dict[str, Any] = {
                "session_id": sid, "user_id": "anon_CANARY", "state": {"draft": draft, "video_infos": project.files}
            }  # fmt: skip
            if not self.is_foreign:
                told |= {"revision": len(project.changes), "summary": ""}
                if project.changes:
                    told["summary"] = f"Timeline (1 tracks): 1. Video: photos (0-{len(project.changes)}s)"
                if "since" in query:
                    told["changes"] = project.changes[int(query["since"][0]) :]
        handler.ok(told)

    def credits(self, handler: Handler, request: Request) -> None:
        handler.ok({"available": 90, "frozen": 5, "total": 95})

    def export(self, handler: Handler, request: Request) -> None:
        told = request.json
        with self._lock:
            renders = self.projects[told["sessionId"]].renders
            known = next((one for one in renders if one["id"] == told["id"]), None)
            if known is None:
                known = {"id": told["id"], "looks": 0, "output_told": told.get("output")}
                renders.insert(0, known)
        handler.ok(self._render(known))

    def render(self, handler: Handler, request: Request) -> None:
        render = self._find(handler.found["rid"])
        with self._lock:
            render["looks"] += 1
        handler.ok(self._render(render))

    def _find(self, name: str) -> dict[str, Any]:
        with self._lock:
            return next(
                one for project in self.projects.values() for one in project.renders if one["id"] == name
            )

    def _render(self, render: dict[str, Any]) -> dict[str, Any]:
        progress = min(100, render["looks"] * 40)
        status = "pending" if not progress else "completed" if progress == 100 else "processing"
        url = f"{self.url}/files/renders/{render['id']}.mp4?e=99&s=SIGNATURECANARY"
        output = {"url": url, "duration": 9.0} if status == "completed" else None
        return {
            "id": render["id"], "taskId": render["id"], "status": status, "progress": progress, "eta_s": None,
            "output": output, "outputUrl": url if output else None,
        }  # fmt: skip

    def download(self, handler: Handler, request: Request) -> None:
        self._find(handler.found["rid"])
        handler.answer(200, VIDEO, "video/mp4")

    file = download

    def renders(self, handler: Handler, request: Request) -> None:
        sid = parse_qs(urlsplit(request.path).query)["session_id"][0]
        handler.ok([self._render(one) for one in self.projects[sid].renders])

    def claim(self, handler: Handler, request: Request) -> None:
        url = f"{self.web_url}/workspace/claim?ct=clm_for_the_user_alone"
        handler.ok({"claim_token": "clm_for_the_user_alone", "claim_url": url, "expires_in": 604800})

    def turns(self, handler: Handler, request: Request) -> None:
        told = [
            {k: v for k, v in one.items() if k != "events"}
            for one in self.projects[handler.found["sid"]].turns
        ]
        handler.ok(told)

    def events(self, handler: Handler, request: Request) -> None:
        after = int(parse_qs(urlsplit(request.path).query).get("after", ["0"])[0])
        turns = self.projects[handler.found["sid"]].turns
        turn = next(one for one in turns if one["id"] == handler.found["tid"])
        handler.raw(handler.streamed(sse(turn["events"][after:]), turn["id"]))


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server_of: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm, wbufsize = True, -1
    found: dict[str, str]

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        server = self.server_of
        place, self.found = _place(self.command, self.path)
        body = self._body()
        request = Request(
            place, self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body
        )
        with server._lock:
            server.received.append(request)
            scripted = server.script[place].pop(0) if server.script[place] else None
        with contextlib.suppress(ConnectionError, BrokenPipeError):
            if scripted is not None:
                scripted(self, request)
            elif place == "nowhere" or (server.is_foreign and place in OURS):
                self.answer(404, b'{"detail":"Not Found"}', "application/json")
            elif place not in ("token", "file") and not self._is_known(request):
                self.refuse(1001, 401)
            elif not self._is_there(request):
                self.refuse(1002, 404)
            else:
                getattr(server, place)(self, request)

    def _is_known(self, request: Request) -> bool:
        return request.headers.get("authorization", "").removeprefix("Bearer ") in self.server_of.tokens

    def _is_there(self, request: Request) -> bool:
        sid = request.json["session_id"] if request.place == "say" else self.found.get("sid")
        return sid is None or sid in self.server_of.projects

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding") == "chunked":
            read = b""
            while size := int(self.rfile.readline().strip() or b"0", 16):
                read += self.rfile.read(size)
                self.rfile.readline()
            return read
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    # -- answers ------------------------------------------------------------------------------------------

    def ok(self, data: Any) -> None:
        told = json.dumps({"code": 0, "message": "ok", "data": data}, ensure_ascii=False).encode()
        self.answer(200, told, "application/json")

    def refuse(self, code: int, status: int, data: Any = None, message: str = "No, because.") -> None:
        told = json.dumps({"code": code, "message": message, "data": data}, ensure_ascii=False).encode()
        self.answer(status, told, "application/json", {"X-Error-Code": str(code)})

    def answer(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def raw(self, told: bytes) -> None:
        """Bytes as they are; the connection ends with them."""
        self.close_connection = True
        self.wfile.write(told)
        self.wfile.flush()

    def cut(self) -> None:
        """Ends the connection without a goodbye."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)

    def head(self, turn_id: str = "") -> bytes:
        """The head of a stream."""
        told = [b"HTTP/1.1 200 OK", b"Content-Type: text/event-stream", b"Transfer-Encoding: chunked"]
        if turn_id and not self.server_of.is_foreign:
            told.append(b"X-Turn-Id: " + turn_id.encode())
        if self.server_of.is_plain:
            told.append(b"X-Agent-Wording: plain")
        return b"\r\n".join([*told, b"Connection: close", b"", b""])

    def streamed(self, body: bytes, turn_id: str = "") -> bytes:
        """A whole stream, as it goes over the line."""
        return self.head(turn_id) + chunk(body) + b"0\r\n\r\n"


def _place(method: str, path: str) -> tuple[str, dict[str, str]]:
    told = f"{method} {path.partition('?')[0]}"
    for place, pattern in _PLACES.items():
        if found := re.fullmatch(pattern, told):
            return place, found.groupdict()
    return "nowhere", {}


def parts_of(request: Request) -> Iterator[tuple[str, bytes]]:
    """The files of an upload: names and contents."""
    kind = request.headers["content-type"]
    if "json" in kind:
        for url in request.json["urls"]:
            yield url.rpartition("/")[2], url.encode()
        return
    border = b"--" + kind.partition("boundary=")[2].encode()
    for part in request.body.split(border)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'filename="([^"]*)"', head)
        yield name[1].decode() if name else "", content.removesuffix(b"\r\n")


def chunk(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(body), body) if body else b""


HEARTBEAT = b"event: heartbeat\ndata:\n\n"


def sse(events: list[dict[str, Any]]) -> bytes:
    """Events as a stream, after a heartbeat."""
    told = (b"data: " + json.dumps(one, ensure_ascii=False).encode() + b"\n\n" for one in events)
    return HEARTBEAT + b"".join(told)


# -- bad behaviour ------------------------------------------------------------------------------------------


def refused(code: int, status: int, data: Any = None, message: str = "No, because.") -> Answer:
    return lambda handler, request: handler.refuse(code, status, data, message)


def page(status: int, kind: str = "text/html") -> Answer:
    """What a proxy in between says."""
    return lambda handler, request: handler.answer(status, b"<html><h1>Bad gateway</h1></html>", kind)


def body(told: bytes, kind: str = "application/json", status: int = 200) -> Answer:
    return lambda handler, request: handler.answer(status, told, kind)


def redirect(to: str, status: int = 307) -> Answer:
    return lambda handler, request: handler.answer(status, b"", "text/plain", {"Location": to})


def cut(handler: Handler, request: Request) -> None:
    """Takes nothing and hangs up."""
    handler.cut()


def taken_and_cut(at: int) -> Answer:
    """Does what a message says, and hangs up after so many bytes of the answer."""

    def answer(handler: Handler, request: Request) -> None:
        turn, events = handler.server_of.turn(request)
        told = handler.streamed(sse(events), turn["id"])
        handler.raw(told[:at])
        handler.cut()

    return answer


def stream(*pieces: bytes | float, is_edit: bool = True, is_dropped: bool = False) -> Answer:
    """A stream of these bytes; a number is a silence, seconds.

    Args:
        pieces: As they go.
        is_edit: Whether the message is done too.
        is_dropped: Whether it is cut at the end.
    """

    def answer(handler: Handler, request: Request) -> None:
        turn_id = handler.server_of.turn(request)[0]["id"] if is_edit else ""
        handler.close_connection = True
        handler.wfile.write(handler.head(turn_id))
        handler.wfile.flush()
        for piece in pieces:
            if isinstance(piece, bytes):
                handler.wfile.write(chunk(piece))
                handler.wfile.flush()
            else:
                handler.server_of.clock.sleep(piece)
        if is_dropped:
            handler.cut()
        else:
            handler.wfile.write(b"0\r\n\r\n")

    return answer


def said(text: str, **more: Any) -> bytes:
    """An event of words."""
    event = {"author": "photoplay", "content": {"role": "model", "parts": [{"text": text}]}, **more}
    return b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"
