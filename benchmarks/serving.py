"""A server in a process of its own, and a client of it that takes little of the processor."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: A fresh server may take so long to start, seconds; two questions about an export lie so far apart.
_START_S, _POLL_S = 120.0, 0.2
#: A connection that lay idle for longer is not used again, seconds.
_IDLE_S = 5.0
_BOUNDARY = "photoplay-benchmark"
MULTIPART = f"multipart/form-data; boundary={_BOUNDARY}"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        url: Where it listens.
        data_dir: Its files; the chunks are in ``cache``.
        pid: Of its main process.
    """

    url: str
    data_dir: Path
    pid: int

    def client(self, skill: str = "general") -> Client:
        """A new anonymous account."""
        return Client(urlsplit(self.url).netloc, skill)


class Client:
    """One account on one connection.

    Args:
        place: Host and port.
        skill: Its ``X-Skill-Source``.
    """

    def __init__(self, place: str, skill: str) -> None:
        self._connection = http.client.HTTPConnection(place, timeout=600)
        self._used_at = time.monotonic()
        self.headers = {"X-Skill-Source": skill, "X-Skill-Version": "1.0", "X-Skill-Platform": "terminal"}
        told = self.ask("POST", "/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())})
        self.headers["Authorization"] = f"Bearer {told['token']}"

    def raw(self, method: str, path: str, body: bytes | None = None, **headers: str) -> bytes:
        """The body of a successful answer.

        Raises:
            RuntimeError: It was refused.
        """
        if time.monotonic() - self._used_at > _IDLE_S:
            self.close()  # the server may be about to; the next request opens it anew
        self._connection.request(method, path, body, {**self.headers, **headers})
        answer = self._connection.getresponse()
        content = answer.read()
        self._used_at = time.monotonic()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:500]!r}")
        return content

    def ask(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> Any:
        """What a call answers, parsed."""
        sent = None if body is None else json.dumps(body).encode()
        return json.loads(self.raw(method, path, sent, **(headers or {})))

    def get(self, url: str) -> bytes:
        """The content of an address of the server's."""
        parts = urlsplit(url)
        return self.raw("GET", f"{parts.path}?{parts.query}")

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def state(self, session_id: str) -> Any:
        """A session as it stands."""
        return self.ask("GET", f"/api/state/nemo_agent/me/{session_id}/latest")["data"]

    def session(self) -> str:
        """A new project's session."""
        told = self.ask("POST", "/api/tasks/me/with-session/nemo_agent", {"task_name": "project"})
        return str(told["session_id"])

    @staticmethod
    def multipart(photos: Sequence[Path]) -> bytes:
        """The body of an upload."""
        return b"".join(part(path.name, path.read_bytes()) for path in photos) + END

    def upload(self, session_id: str, body: bytes) -> Any:
        """Sends a body of ``multipart``."""
        path = f"/api/upload-video/nemo_agent/me/{session_id}"
        return json.loads(self.raw("POST", path, body, **{"Content-Type": MULTIPART}))

    def submit(self, session_id: str, options: dict[str, str], draft: object = None) -> str:
        """Asks for an export and gives its id."""
        render_id = f"render_{secrets.token_hex(6)}"
        body = {
            "id": render_id,
            "sessionId": session_id,
            "draft": draft,
            "output": {"format": "mp4", **options},
        }
        self.ask("POST", "/api/render/proxy/lambda", body)
        return render_id

    def export(self, session_id: str, options: dict[str, str]) -> Any:
        """An export, to its end.

        Raises:
            RuntimeError: It failed.
        """
        render_id = self.submit(session_id, options)
        while True:
            told = self.ask("GET", f"/api/render/proxy/lambda/{render_id}")
            if told["status"] == "completed":
                return told
            if told["status"] not in ("pending", "processing"):
                raise RuntimeError(str(told))
            time.sleep(_POLL_S)


def part(name: str, content: bytes) -> bytes:
    """One file of a multipart body."""
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


END = f"--{_BOUNDARY}--\r\n".encode()


@contextmanager
def running(data_dir: Path, **settings: object) -> Iterator[Server]:
    """A server with an empty data folder; stopped at the end.

    Args:
        data_dir: Made here.
        **settings: As variables, without their prefix.

    Raises:
        RuntimeError: It did not start.
    """
    data_dir.mkdir(parents=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith("PHOTOPLAY_")}
    env |= {f"PHOTOPLAY_{name.upper()}": str(value) for name, value in settings.items()}
    log = data_dir.with_suffix(".log")
    command = [sys.executable, "-m", "photoplay", "serve", "--port", "0", "--data-dir", str(data_dir)]
    with log.open("w") as file:
        process = subprocess.Popen(command, env=env, stdout=file, stderr=subprocess.STDOUT, text=True)
    try:
        yield Server(_listening(process, log), data_dir, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _listening(process: subprocess.Popen[str], log: Path) -> str:
    until = time.monotonic() + _START_S
    while time.monotonic() < until and process.poll() is None:
        told = log.read_text()
        if "Ctrl-C" in told:
            line = next(line for line in told.splitlines() if "listens on" in line)
            return line.rpartition(" ")[2]
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")
