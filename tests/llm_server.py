"""A server that speaks OpenAI's chat completions on loopback and says what a script tells it to.

    with llm_server(lambda asked: Say("Hello")) as server:
        open_model(ModelOptions("openai/any", url=server.url))

A script is called with each request's JSON and gives what is answered, streamed or whole as asked for.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Say:
    """Words."""

    text: str


@dataclass(frozen=True)
class Call:
    """Calls of tools, all at once. ``arguments`` that are texts are sent as they are, broken or not."""

    calls: Sequence[tuple[str, Mapping[str, Any] | str]]
    text: str = ""


@dataclass(frozen=True)
class Fail:
    """A status and a body that are no completion."""

    status: int
    body: str = '{"error": {"message": "no"}}'
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hang:
    """Silence until the server is stopped."""


@dataclass(frozen=True)
class Drop:
    """The connection breaks."""


@dataclass(frozen=True)
class Flood:
    """More than anyone wants to read, without a length: pieces of words until the reader goes."""

    megabytes: int = 64


Reply = Say | Call | Fail | Hang | Drop | Flood
Script = Callable[[dict[str, Any]], Reply]


@dataclass
class LlmServer:
    """A running server.

    Attributes:
        url: Base of its API.
        asked: Every request's JSON, in order.
    """

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)


@contextlib.contextmanager
def llm_server(script: Script) -> Iterator[LlmServer]:
    """Runs one; every request is answered by ``script``."""
    stopped = threading.Event()

    class Handler(_Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told = LlmServer(f"http://127.0.0.1:{server.server_address[1]}/v1")
    Handler.script, Handler.told, Handler.stopped = staticmethod(script), told, stopped
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    script: Script
    told: LlmServer
    stopped: threading.Event
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.told.asked.append(asked)
        reply = self.script(asked)
        with contextlib.suppress(OSError):
            self._answer(reply, bool(asked.get("stream")))

    def log_message(self, *args: Any) -> None:
        pass

    def _answer(self, reply: Reply, stream: bool) -> None:
        match reply:
            case Hang():
                self.stopped.wait(60)
                self.close_connection = True
            case Drop():
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
            case Fail():
                self._send(reply.status, reply.body, reply.headers)
            case Flood():
                self._flood(reply.megabytes)
            case Say() | Call() if stream:
                self._send(200, _streamed(reply), {"content-type": "text/event-stream"})
            case Say() | Call():
                self._send(200, json.dumps(_whole(reply)), {"content-type": "application/json"})

    def _send(self, status: int, body: str, headers: Mapping[str, str]) -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _flood(self, megabytes: int) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        self.wfile.write(b'{"id": "1", "object": "chat.completion", "choices": [{"message": {"content": "')
        for _ in range(megabytes):
            self.wfile.write(b"very " * 200_000)


def _message(reply: Say | Call) -> dict[str, Any]:
    if isinstance(reply, Say):
        return {"role": "assistant", "content": reply.text}
    calls = [
        {
            "id": f"call_{number}_{name}",
            "type": "function",
            "function": {"name": name, "arguments": args if isinstance(args, str) else json.dumps(args)},
        }
        for number, (name, args) in enumerate(reply.calls)
    ]
    return {"role": "assistant", "content": reply.text or None, "tool_calls": calls}


def _whole(reply: Say | Call) -> dict[str, Any]:
    reason = "stop" if isinstance(reply, Say) else "tool_calls"
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "message": _message(reply), "finish_reason": reason}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


def _streamed(reply: Say | Call) -> str:
    """The same in pieces: words by words, arguments in halves."""
    message = _message(reply)
    deltas: list[dict[str, Any]] = [{"role": "assistant"}]
    deltas += [{"content": f"{word} "} for word in (message.get("content") or "").split(" ") if word]
    for index, call in enumerate(message.get("tool_calls", ())):
        told = call["function"]["arguments"]
        half = len(told) // 2
        begun = {"name": call["function"]["name"], "arguments": told[:half]}
        deltas.append(
            {"tool_calls": [{"index": index, "id": call["id"], "type": "function", "function": begun}]}
        )
        deltas.append({"tool_calls": [{"index": index, "function": {"arguments": told[half:]}}]})
    lines = [_chunk(delta, None) for delta in deltas]
    lines.append(_chunk({}, "stop" if isinstance(reply, Say) else "tool_calls"))
    return "".join(f"data: {json.dumps(line)}\n\n" for line in lines) + "data: [DONE]\n\n"


def _chunk(delta: dict[str, Any], reason: str | None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
    }


def last_message(asked: Mapping[str, Any]) -> str:
    """What the user typed last, without the project's data before it."""
    typed = [one["content"] for one in asked["messages"] if one["role"] == "user"]
    return str(typed[-1]).rsplit("\n", 1)[-1] if typed else ""


def has_results(asked: Mapping[str, Any]) -> bool:
    """Whether tools have answered since the user's last message."""
    return bool(asked["messages"]) and asked["messages"][-1]["role"] == "tool"
