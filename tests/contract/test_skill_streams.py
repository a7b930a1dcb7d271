"""A skill's functions against streams as they come in bad weather: nothing is sent twice, nothing is made up."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.contract.test_skills import blocks_of, talk_of
from tests.waiting import HANGS_S

from photoplay.client.skill import skill_md

pytestmark = pytest.mark.needs_curl
NAME = "ai-image-to-video-bot"


@dataclass
class Weather:
    """What a server does with the next message.

    Attributes:
        stream: Bytes of the answer.
        breaks: Whether the connection ends before the answer does.
        changed_after: The draft shows a change from this look at it on; None: never.
        looks: At the draft, after the message.
        said: Messages that were received.
        tokens: Free tokens that were given.
        refusals: Answers to the next calls of the state, in the place of the draft.
    """

    stream: bytes = b""
    breaks: bool = False
    changed_after: int | None = None
    looks: int = 0
    said: list[str] = field(default_factory=list)
    tokens: int = 0
    refusals: list[dict[str, Any]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    weather: Weather

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        weather = self.weather
        if weather.refusals:
            return self._json(weather.refusals.pop(0))
        if weather.said:
            weather.looks += 1
        is_changed = (
            bool(weather.said)
            and weather.changed_after is not None
            and weather.looks >= weather.changed_after
        )
        told: dict[str, Any] = {
            "revision": 4 if is_changed else 3,
            "summary": "Timeline (1 track): 1. Video: a.jpg (0-5s)",
        }
        if "since=" in self.path:
            told["changes"] = (
                ['Title: text now "A ]b\\ 山".', "Photo 1: length now 5s."] if is_changed else []
            )
        return self._json({"code": 0, "message": "ok", "data": told})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        weather = self.weather
        if self.path.endswith("anonymous-token"):
            weather.tokens += 1
            self._json({"token": f"nmv_usr_{weather.tokens}", "code": 0, "message": "ok", "data": {}})
        elif self.path != "/run_sse":
            self._json({"session_id": "1" * 19, "code": 0, "message": "ok", "data": {}})
        else:
            weather.said.append(json.loads(body)["new_message"]["parts"][0]["text"])
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Content-Length", str(len(weather.stream) + weather.breaks))
            self.end_headers()
            self.wfile.write(weather.stream)
            self.close_connection = True

    def _json(self, told: dict[str, Any]) -> None:
        content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def weather() -> Iterator[tuple[str, Weather]]:
    told = Weather()
    handler = type("Told", (Handler,), {"weather": told})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", told
        server.shutdown()


def run(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C"}
    return subprocess.run(
        ["bash", "-c", code], env=env, capture_output=True, text=True, timeout=HANGS_S, check=False
    )


@pytest.fixture
def say(weather: tuple[str, Weather], tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """``say("…")`` in a shell in which no time passes."""
    url, _ = weather
    talk = talk_of(run(blocks_of(skill_md(NAME, url))[0], tmp_path).stdout)
    return lambda words: run(
        f"{talk}; . ~/.photoplay/{NAME}/pp.sh\nsleep() {{ echo \"slept $1\" >&2; }}\npp_say '{words}'",
        tmp_path,
    )


Say = Callable[[str], subprocess.CompletedProcess[str]]
BEAT = b"event: heartbeat\ndata:\n\n"


def event(**told: Any) -> bytes:
    return b"data: " + json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n\n"


def text(words: str) -> bytes:
    return event(id="1", content={"role": "model", "parts": [{"text": words}]})


def test_the_last_text_is_the_answer(weather: tuple[str, Weather], say: Say) -> None:
    call = event(
        content={"role": "model", "parts": [{"functionCall": {"name": "set_text", "args": {"text": "no"}}}]}
    )
    weather[1].stream = BEAT + b": ping\n\n" + text("half") + call + BEAT * 3 + text('Done: "A\\b"\n山 ok')
    done = say("hello")
    assert done.stdout == 'Done: "A\\b"\n山 ok\n' and done.stderr == "" and weather[1].said == ["hello"]


def test_a_silent_edit_is_told_from_the_changes(weather: tuple[str, Weather], say: Say) -> None:
    weather[1].stream, weather[1].changed_after = BEAT * 2, 1
    done = say("warmer")
    assert done.returncode == 0 and done.stdout.splitlines() == [
        'Title: text now "A ]b\\ 山".',
        "Photo 1: length now 5s.",
        "Timeline (1 track): 1. Video: a.jpg (0-5s)",
    ]
    assert weather[1].said == ["warmer"]


def test_a_silent_turn_that_changed_nothing_claims_nothing(weather: tuple[str, Weather], say: Say) -> None:
    weather[1].stream = BEAT
    assert say("hm").stdout == "Nothing has changed.\n"


@pytest.mark.parametrize(
    "stream", [b"", BEAT, BEAT + b'data: {"content":{"parts":[{"te', text("All do")[:-6]]
)
def test_a_broken_stream_is_looked_after_and_never_sent_again(
    stream: bytes, weather: tuple[str, Weather], say: Say
) -> None:
    weather[1].stream, weather[1].breaks, weather[1].changed_after = stream, True, 3
    done = say("warmer")
    assert weather[1].said == ["warmer"] and done.returncode == 0
    assert "Photo 1: length now 5s." in done.stdout and done.stdout.count("⏳ Still working...") == 3
    assert [line for line in done.stderr.splitlines() if line.startswith("slept")] == [
        "slept 30",
        "slept 60",
        "slept 60",
    ]


def test_after_five_looks_the_user_is_asked(weather: tuple[str, Weather], say: Say) -> None:
    weather[1].stream, weather[1].breaks = BEAT, True
    done = say("warmer")
    assert done.returncode == 1 and weather[1].said == ["warmer"] and weather[1].looks == 5
    assert "Ask the user whether to send it again." in done.stderr


def test_a_turn_that_failed_says_why(weather: tuple[str, Weather], say: Say) -> None:
    weather[1].stream = BEAT + event(errorCode="500", errorMessage="Something went wrong here. Incident 7.")
    done = say("warmer")
    assert (
        done.returncode == 1
        and done.stderr == "Something went wrong here. Incident 7.\n"
        and done.stdout == ""
    )


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_refusal_before_the_stream_is_told_with_its_link(
    end: bytes, weather: tuple[str, Weather], say: Say
) -> None:
    link = {"register_url": "http://127.0.0.1/register?bind=anon_1"}
    told = {"code": 2001, "message": "No credits are left.", "data": link}
    weather[1].stream = json.dumps(told).encode() + end
    done = say("warmer")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == f"error 2001: No credits are left. {link['register_url']}\n"


def test_a_short_wait_is_waited_out_once_and_a_long_one_told(weather: tuple[str, Weather], say: Say) -> None:
    busy = {"code": 429, "message": "Too many. Wait a little.", "data": {"retry_after_s": 3}}
    weather[1].stream, weather[1].refusals = text("Done."), [busy]
    done = say("warmer")
    assert done.stdout == "Done.\n" and done.stderr == "slept 4\n"
    weather[1].refusals = [{**busy, "data": {"retry_after_s": 86400}}]
    done = say("again")
    assert done.returncode == 1 and done.stderr == "error 429: Too many. Wait a little. \n"
    assert weather[1].said == ["warmer"]


def test_an_expired_token_is_renewed_once_in_between(weather: tuple[str, Weather], say: Say) -> None:
    weather[1].stream = text("Done.")
    expired = {"code": 1001, "message": "The token has expired.", "data": None}
    weather[1].refusals = [expired]
    assert say("warmer").stdout == "Done.\n" and weather[1].tokens == 2
    weather[1].refusals = [expired, expired]
    done = say("again")
    assert done.returncode == 1 and "error 1001" in done.stderr and weather[1].tokens == 3
    assert weather[1].said == ["warmer"]


def test_conversations_that_begin_at_once_share_one_token(
    weather: tuple[str, Weather], tmp_path: Path
) -> None:
    block = blocks_of(skill_md(NAME, weather[0]))[0]
    with ThreadPoolExecutor(3) as threads:
        done = list(threads.map(lambda _: run(block, tmp_path), range(3)))
    assert len({talk_of(one.stdout) for one in done}) == 3 and weather[1].tokens == 1


def test_what_another_conversation_renewed_is_not_renewed_again(
    weather: tuple[str, Weather], tmp_path: Path
) -> None:
    """A second renewal under the same client id would be refused, and would cost the account and its projects."""
    url, told = weather
    talk = talk_of(run(blocks_of(skill_md(NAME, url))[0], tmp_path).stdout)
    told.refusals = [{"code": 1001, "message": "The token has expired.", "data": None}]
    renewed = 'printf %s nmv_usr_other > "$KEPT/token"'
    done = run(f'{talk}; . ~/.photoplay/{NAME}/pp.sh\n{renewed}; pp_state; cat "$HERE/headers"', tmp_path)
    assert done.returncode == 0 and "Authorization: Bearer nmv_usr_other\n" in done.stdout
    assert told.tokens == 1 and done.stdout.startswith("Timeline (") and done.stderr == ""
