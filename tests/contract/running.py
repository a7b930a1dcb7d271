"""A running server, as people start it, and clients of it."""

from __future__ import annotations

import io
import json
import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from PIL import Image
from tests.waiting import HANGS_S

#: So much a fresh server may take to start, seconds: migrations, processes, compiled code.
ATTRIBUTION = {"X-Skill-Source": "tests", "X-Skill-Version": "1.0", "X-Skill-Platform": "terminal"}


@dataclass
class Service:
    """A server in a process of its own."""

    url: str
    owner_url: str
    data_dir: Path
    process: subprocess.Popen[str]

    @property
    def admin_token(self) -> str:
        return str(json.loads((self.data_dir / "server.json").read_text())["token"])

    def log(self) -> str:
        return (self.data_dir / "log.txt").read_text()


@dataclass
class Account:
    """A client with a token, as a skill is one."""

    http: httpx.Client
    token: str
    user_id: str
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, **given: Any) -> httpx.Response:
        told = {
            "Authorization": f"Bearer {self.token}",
            **ATTRIBUTION,
            **self.headers,
            **given.pop("headers", {}),
        }
        return self.http.request(method, path, headers=told, **given)

    def session(self, **body: Any) -> str:
        answer = self.call("POST", "/api/tasks/me/with-session/nemo_agent", json=body)
        return str(ok(answer)["session_id"])

    def upload(self, session_id: str, *files: tuple[str, bytes]) -> httpx.Response:
        parts = [("files", (name, content)) for name, content in files]
        return self.call("POST", f"/api/upload-video/nemo_agent/me/{session_id}", files=parts)

    def state(self, session_id: str, **query: Any) -> Any:
        return ok(self.call("GET", f"/api/state/nemo_agent/me/{session_id}/latest", params=query))

    def export(self, session_id: str, render_id: str | None = None, **body: Any) -> httpx.Response:
        told = {"id": render_id or f"render_{secrets.token_hex(4)}", "sessionId": session_id, **body}
        return self.call("POST", "/api/render/proxy/lambda", json=told)

    def finished(self, render_id: str, within_s: float = HANGS_S) -> Any:
        """Polls an export until it has ended."""
        ends_at = time.monotonic() + within_s
        while True:
            told = self.call("GET", f"/api/render/proxy/lambda/{render_id}").json()
            if told["status"] in ("completed", "failed", "cancelled"):
                return told
            assert time.monotonic() < ends_at, f"the export hangs: {told}"
            time.sleep(0.2)


def ok(answer: httpx.Response) -> Any:
    """The data of a successful answer."""
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["code"] == 0 and told["message"] == "ok", told
    return told["data"]


def refused(answer: httpx.Response, code: int, status: int) -> Any:
    """The data of a refusal, whose form is checked: envelope, status, header, words for people."""
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert set(told) == {"code", "message", "data"} and told["code"] == code, told
    assert answer.headers["X-Error-Code"] == str(code)
    assert told["message"][0].isupper() or told["message"][0] in "“0123456789" or "." in told["message"]
    assert "Traceback" not in answer.text and "/site-packages/" not in answer.text
    return told["data"] or {}


def photo(seed: int = 1, size: tuple[int, int] = (96, 64), kind: str = "JPEG") -> bytes:
    """A picture file with structure in it, never the same for two seeds."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(20, 235, (4, 6, 3), dtype=np.uint8)
    picture = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
    kept = io.BytesIO()
    picture.save(kept, kind)
    return kept.getvalue()


#: A small, quick video.
SMALL = {"format": "mp4", "quality": "draft", "resolution": "320x180"}


def start(folder: Path, **settings: str) -> Service:
    """Starts a server with settings from variables."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PHOTOPLAY_")}
    settings = {"workers": "1", **settings, "log_format": "json", "data_dir": str(folder)}
    env |= {f"PHOTOPLAY_{name.upper()}": value for name, value in settings.items()}
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "photoplay", "serve", "--port", "0"]
    with (folder / "log.txt").open("w") as log, (folder / "told.txt").open("w") as told:
        process = subprocess.Popen(command, env=env, stdout=told, stderr=log, text=True)
    lines = _first_lines(process, folder)
    url = lines[0].rpartition(" ")[2]
    owner = next((line.rpartition(" ")[2] for line in lines if "/login/key" in line), "")
    return Service(url, owner, folder, process)


def _first_lines(process: subprocess.Popen[str], folder: Path) -> list[str]:
    ends_at = time.monotonic() + HANGS_S
    while "Ctrl-C" not in (told := (folder / "told.txt").read_text()):
        assert time.monotonic() < ends_at and process.poll() is None, (folder / "log.txt").read_text()
        time.sleep(0.05)
    return told.splitlines()


def stop(service: Service) -> None:
    service.process.terminate()
    try:
        service.process.wait(HANGS_S)
    except subprocess.TimeoutExpired:
        service.process.kill()
        service.process.wait()


def a_draft(file: str, length_ms: int = 400) -> dict[str, Any]:
    """A draft of one photo."""
    clip = {"id": "s1", "s": 0, "d": length_ms, "src": file, "mo": {"type": "hold"}}
    return {
        "t": [{"id": "t1", "tt": 0, "sg": [clip]}],
        "d": length_ms,
        "m": {"width": 320, "height": 180, "fps": 24},
    }


def a_project(me: Account, count: int = 1) -> tuple[str, list[str]]:
    """A session with photos: its id and theirs."""
    session = me.session()
    files = ok(me.upload(session, *((f"{n}.jpg", photo(n)) for n in range(count))))["files"]
    return session, [one["id"] for one in files]
