"""Bodies that are too large, too slow, or sent to somebody who has answered already."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from photoplay.errors import InvalidOption, TooMany
from photoplay.server import limits
from photoplay.server.limits import UPLOADS, BodyLimit, BodyTooLarge, Rate


class _Line:
    """A client's connection: pieces of a body, then silence."""

    def __init__(self, *pieces: bytes, ends: bool = True) -> None:
        self.pieces, self.ends = list(pieces), ends
        self.taken = 0
        self.answered_at: int | None = None

    async def receive(self) -> dict[str, Any]:
        if not self.pieces:
            await asyncio.sleep(3600)
        piece = self.pieces.pop(0)
        self.taken += 1
        return {"type": "http.request", "body": piece, "more_body": bool(self.pieces) or not self.ends}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.answered_at = self.taken


async def _reads(scope: Any, receive: Any, send: Any) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


async def _answers_early(scope: Any, receive: Any, send: Any) -> None:
    await PlainTextResponse("no")(scope, receive, send)


def _run(app: Any, line: _Line, path: str = "/x", **headers: str) -> None:
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    limited = BodyLimit(app, most_bytes=10, most_upload_bytes=30, most_characters=20)
    asyncio.run(asyncio.wait_for(limited(scope, line.receive, line.send), 30))


def test_bodies_within_the_limit_pass() -> None:
    line = _Line(b"12345", b"67890")
    _run(_reads, line, transfer_encoding="chunked")
    assert line.answered_at == 2
    form = {"path": UPLOADS + "x", "content_type": "Multipart/Form-Data; boundary=x"}
    _run(_reads, _Line(b"x" * 30), content_length="30", **form)


def test_what_is_read_into_memory_has_the_small_limit_also_where_files_are_taken() -> None:
    line = _Line(b"x" * 11)
    with pytest.raises(BodyTooLarge) as refused:
        _run(_reads, line, path=UPLOADS + "x", content_length="11", content_type="application/json")
    assert line.taken == 0 and refused.value.data == {"limit_bytes": 10}


def test_a_told_length_over_the_limit_is_refused_unread() -> None:
    line = _Line(b"x" * 11)
    with pytest.raises(BodyTooLarge) as refused:
        _run(_reads, line, content_length="11")
    assert line.taken == 0 and refused.value.data == {"limit_bytes": 10}


def test_an_untold_length_is_counted_while_it_arrives() -> None:
    line = _Line(*[b"123456"] * 100)
    with pytest.raises(BodyTooLarge):
        _run(_reads, line, transfer_encoding="chunked")
    assert line.taken == 2


def test_silence_in_a_body_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SILENCE_S", 0.05)
    with pytest.raises(InvalidOption, match="did not come"):
        _run(_reads, _Line(b"123", ends=False), content_length="9")


def test_an_early_answer_waits_for_the_rest_of_a_short_body() -> None:
    """A server that closes while the client still sends makes it lose the answer."""
    line = _Line(b"123", b"456", b"789")
    _run(_answers_early, line, content_length="9")
    assert line.answered_at == 3


def test_but_not_for_a_client_that_waits_for_leave_to_send() -> None:
    line = _Line(b"123456789")
    _run(_answers_early, line, content_length="9", expect="100-continue")
    assert line.answered_at == 0


def test_nor_for_a_huge_one() -> None:
    line = _Line(b"1")
    _run(_answers_early, line, path=UPLOADS, content_length="999999999")
    assert line.answered_at == 0


def test_each_account_has_its_own_rate() -> None:
    rate = Rate(2)
    rate.take("one")
    rate.take("one")
    rate.take("two")
    with pytest.raises(TooMany) as refused:
        rate.take("one")
    assert refused.value.data is not None
    wait_s = refused.value.data["retry_after_s"]
    assert isinstance(wait_s, int) and 1 <= wait_s <= 61
