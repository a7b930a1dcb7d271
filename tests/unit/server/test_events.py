"""Progress as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from photoplay.errors import NotFound, TooMany
from photoplay.server import renders
from photoplay.server.streams import Events
from photoplay.services.backend import Backend
from photoplay.services.links import Links
from photoplay.store.renders import Render

FIRST = Render(
    "rnd_1", "anon_1", "r1", "1" * 19, "f", 1, "pending", 0.0, None, 0, 1, None, None, "", 0, "", {}
)
#: What a stream that ends before its render says.
AGAIN = ": not done yet; connect again\nretry: 3000\n\n"


def _told(backend: Backend, *seen: Render | Exception, stops: bool = False) -> list[str]:
    """The stream, as text, when these are seen one after the other."""
    left = list(seen)

    def look() -> Render:
        found = left.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    async def read() -> list[str]:
        events = renders._told(FIRST, look, Links(backend, "http://localhost", ""), lambda: stops)
        return [event.decode() async for event in events]

    return asyncio.run(asyncio.wait_for(read(), 60))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renders, "_POLL_S", 0.0)


def test_one_event_for_each_change_until_the_end(backend: Backend) -> None:
    half = replace(FIRST, status="processing", progress=50.0)
    told = _told(backend, FIRST, half, half, replace(half, status="failed", error="No room.", error_code=503))
    assert all(event.startswith("event: render\ndata: {") and event.endswith("}\n\n") for event in told)
    statuses = [json.loads(event.partition("data: ")[2])["status"] for event in told]
    assert statuses == ["pending", "processing", "failed"]


def test_silence_has_a_heartbeat(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renders, "HEARTBEAT_S", 0.0)
    told = _told(backend, FIRST, FIRST, replace(FIRST, status="cancelled"))
    assert told[1] == "event: heartbeat\ndata:\n\n"


def test_a_render_that_is_deleted_ends_the_stream_in_words(backend: Backend) -> None:
    last = _told(backend, NotFound("It is not there any more."))[-1]
    assert json.loads(last.partition("data: ")[2]) == {
        "errorCode": 1002,
        "errorMessage": "It is not there any more.",
    }


def test_a_stream_has_an_end(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renders, "LONGEST_S", -1.0)
    assert _told(backend)[1:] == [AGAIN]


def test_a_server_that_stops_lets_its_streams_go(backend: Backend) -> None:
    assert _told(backend, stops=True)[1:] == [AGAIN]


def test_figures_are_as_exact_as_anybody_needs(backend: Backend) -> None:
    third = replace(FIRST, status="processing", progress=100 / 3, eta_s=2.234506473501824)
    told = json.loads(_told(backend, third, replace(FIRST, status="failed"))[1].partition("data: ")[2])
    assert (told["progress"], told["eta_s"]) == (33.3, 2.2)


def test_an_account_has_a_bounded_number_of_streams_open() -> None:
    async def run() -> None:
        open_now: Counter[str] = Counter()
        ends = asyncio.Event()

        async def told() -> AsyncIterator[bytes]:
            yield b"event: heartbeat\ndata:\n\n"
            await ends.wait()

        async def one(who: str) -> None:
            async def receive() -> Any:
                await asyncio.sleep(3600)

            async def send(message: Any) -> None: ...

            scope = {"type": "http", "asgi": {"spec_version": "2.4"}}
            await Events(told(), open_now, who, 2)(scope, receive, send)

        tasks = [asyncio.create_task(one(who)) for who in ("a", "a", "b")]
        await asyncio.sleep(0.01)
        with pytest.raises(TooMany) as refused:
            await one("a")
        assert refused.value.data == {"retry_after_s": 10}
        tasks[0].cancel()
        await asyncio.wait(tasks[:1])
        tasks.append(asyncio.create_task(one("a")))
        await asyncio.sleep(0.01)
        assert open_now == {"a": 2, "b": 1}
        ends.set()
        await asyncio.gather(*tasks[1:])
        assert not open_now

    asyncio.run(asyncio.wait_for(run(), 30))
