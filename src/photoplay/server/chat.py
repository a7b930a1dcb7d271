"""Messages to the agent: sent, answered as a stream, looked at again, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Annotated, Any, cast

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from photoplay.errors import InvalidOption, PhotoplayError
from photoplay.server.body import Body, body_of, inlined
from photoplay.server.calling import allowed, backend_of, iso
from photoplay.server.envelope import answer, as_json
from photoplay.server.heads import is_head
from photoplay.server.records import links_of
from photoplay.server.shapes import Ok, TurnData, refusals
from photoplay.server.streams import HEARTBEAT, LONGEST_S, Events, require_room
from photoplay.services import accounts, turns
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.turn_queue import Live, TurnQueue
from photoplay.services.turn_words import words
from photoplay.store.turns import Turn

router = APIRouter(tags=["chat"])
#: A stream is never silent for longer; a turn of another server is looked at so often. Seconds.
_HEARTBEAT_S, _POLL_S = 5.0, 0.25
#: Streams of messages that one account may have open.
_MOST_STREAMS = 100
#: How long a stream waits for its turn when the server stops, seconds.
_STOPPING_S = 2.0
#: Answers speak of no screen, so that a client shows names and titles in them as they are.
_PLAIN = {"X-Agent-Wording": "plain"}
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "ADK events, one in each `data:` line."}
}


class Part(Body):
    text: str | None = None


class Content(Body):
    role: str | None = None
    parts: list[Part] = Field(default=[], max_length=100)


class Ask(Body):
    """What ADK's clients send; snake and camel case."""

    model_config = ConfigDict(alias_generator=to_camel)

    session_id: str = Field(max_length=64)
    new_message: Content
    app_name: str | None = Field(None, max_length=200)
    user_id: str | None = Field(None, max_length=200, description="me, or left out.")
    streaming: bool | None = Field(None, description="Also pieces of the answer, marked as partial.")

    @property
    def text(self) -> str:
        """The message: all its parts of text.

        Raises:
            InvalidOption: It has parts of another kind.
        """
        if any(part.text is None for part in self.new_message.parts):
            raise InvalidOption(
                "A message holds text only. Send files to /api/upload-video/nemo_agent/me/{session_id}.",
                field="new_message.parts",
            )
        return "\n".join(part.text or "" for part in self.new_message.parts)


#: Described in snake case, as the published clients write it.
_SCHEMA = inlined(Ask.model_json_schema(by_alias=False))
_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": _SCHEMA}}}}


def queue_of(request: Request) -> TurnQueue:
    """The turns of this process."""
    return cast(TurnQueue, request.app.state.turns)


@router.post("/run_sse", response_class=Response, responses={**_STREAM, **refusals(403)}, openapi_extra=_BODY)
async def run_sse(
    request: Request,
    caller: Annotated[Caller, Depends(allowed("write"))],
    body: Annotated[Ask, Depends(body_of(Ask))],
) -> Response:
    """Says something to the agent. It edits the video, and its answer says exactly what changed.

    The turn runs apart from the stream: a client that goes away does not stop it.
    """
    accounts.require_me(backend_of(request), caller, body.user_id or "me")
    who = caller.account.id
    require_room(request.app.state.streams, who, _MOST_STREAMS)
    links, text = links_of(request), body.text
    live = await to_thread.run_sync(queue_of(request).take, links, caller, body.session_id, text)
    told = _Stream(request, live.turn).told(live, 0, numbered=False, pieces=bool(body.streaming))
    headers = {"X-Turn-Id": live.turn.id, **_PLAIN}
    # Never refused here: the message is accepted, and whoever sent it again would have it done twice.
    return Events(told, request.app.state.streams, who, None, headers)


@router.get("/api/projects/{session_id}/messages", response_model=Ok[list[TurnData]])
def messages(
    request: Request,
    session_id: str,
    caller: Annotated[Caller, Depends(allowed("read"))],
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Numbers below this.")] = None,
) -> Response:
    """What was said in a project and answered, the newest first."""
    found = turns.messages(backend_of(request), caller, session_id, limit, before)
    told = answer([turn_told(turn) for turn in found])
    told.headers.update(_PLAIN)
    return told


@router.get("/api/projects/{session_id}/turns/{turn_id}/events", response_class=Response, responses=_STREAM)
async def events(
    request: Request,
    session_id: str,
    turn_id: str,
    caller: Annotated[Caller, Depends(allowed("read"))],
    after: Annotated[int, Query(ge=0, le=1_000_000, description="The last number that you have.")] = 0,
) -> Response:
    """The events of a turn once more, or as they come; each with its number as the event's ``id``."""
    turn = await to_thread.run_sync(turns.turn_of, backend_of(request), caller, session_id, turn_id)
    if is_head(request.scope):  # nobody would read it
        return Response(media_type="text/event-stream", headers={"Cache-Control": "no-cache", **_PLAIN})
    live = queue_of(request).find(turn_id)
    told = _Stream(request, turn).told(live, after, numbered=True, pieces=False)
    return Events(told, request.app.state.streams, caller.account.id, _MOST_STREAMS, _PLAIN)


@router.post("/api/projects/{session_id}/turns/{turn_id}/stop", response_model=Ok[TurnData])
def stop(
    request: Request, session_id: str, turn_id: str, caller: Annotated[Caller, Depends(allowed("write"))]
) -> Response:
    """Stops a turn before it has changed anything. One that has, or that is over, stays as it is."""
    turn = turns.stop(backend_of(request), caller, session_id, turn_id)
    if turn.status == "stopped":
        queue_of(request).stop(turn_id)
    return answer(turn_told(turn))


def turn_told(turn: Turn) -> dict[str, object]:
    """A message and what became of it."""
    return {
        "id": turn.id,
        "number": turn.number,
        "status": turn.status,
        "message": turn.message,
        "reply": turn.reply,
        "language": turn.language,
        "price": turn.price,
        "before_revision": turn.before_revision,
        "after_revision": turn.after_revision,
        "error_code": turn.error_code or None,
        "created_at": iso(turn.created_at_ms),
        "ended_at": iso(turn.ended_at_ms) if turn.ended_at_ms is not None else None,
    }


class _Stream:
    """Tells the events of one turn to one client, whichever server works on it."""

    def __init__(self, request: Request, turn: Turn) -> None:
        self._backend: Backend = backend_of(request)
        self._state = request.app.state
        self._turn = turn
        self._sent = 0

    async def told(
        self, live: Live | None, after: int, *, numbered: bool, pieces: bool
    ) -> AsyncIterator[bytes]:
        """A heartbeat at once, then events as they come, and heartbeats while there are none.

        Args:
            live: The turn, if this process works on it.
            after: Number of the last event that the client has.
            numbered: Whether events carry their numbers.
            pieces: Whether the answer comes in pieces too.
        """
        self._sent = after
        ends_at = time.monotonic() + LONGEST_S
        yield HEARTBEAT
        try:
            source = self._of_this_server(live, ends_at) if live else self._of_another(ends_at)
            async for number, content in source:
                if content is None:
                    yield HEARTBEAT
                    continue
                for line in _lines(_hidden(content, self._state.hide), pieces):
                    head = f"id: {number}\n".encode() if numbered else b""
                    yield head + b"data: " + line + b"\n\n"
        except PhotoplayError as error:
            yield b"data: " + as_json(_failure(error.code, error.message)) + b"\n\n"

    async def _of_this_server(
        self, live: Live, ends_at: float
    ) -> AsyncIterator[tuple[int, Mapping[str, Any] | None]]:
        loop, news, stopping_at = asyncio.get_running_loop(), asyncio.Event(), None

        def wake() -> None:
            loop.call_soon_threadsafe(news.set)

        with live.watched(wake):
            told_at = time.monotonic()
            while True:
                news.clear()
                is_over = live.is_over
                for number, content in live.after(self._sent):
                    self._sent, told_at = number, time.monotonic()
                    yield number, content
                if is_over:
                    return
                now = time.monotonic()
                if self._state.is_stopping:
                    stopping_at = stopping_at or now
                if now > ends_at or (stopping_at and now - stopping_at > _STOPPING_S):
                    yield self._sent + 1, self._unfinished()
                    return
                if now - told_at >= _HEARTBEAT_S:
                    told_at = now
                    yield 0, None
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), 0.5)

    async def _of_another(self, ends_at: float) -> AsyncIterator[tuple[int, Mapping[str, Any] | None]]:
        told_at = time.monotonic()
        while True:
            turn, found = await to_thread.run_sync(
                turns.kept_events, self._backend, self._turn.id, self._sent
            )
            for number, content in found:
                self._sent, told_at = number, time.monotonic()
                yield number, content
            if turn.is_final:
                return
            now = time.monotonic()
            if now > ends_at or self._state.is_stopping:
                yield self._sent + 1, self._unfinished()
                return
            if now - told_at >= _HEARTBEAT_S:
                told_at = now
                yield 0, None
            await asyncio.sleep(_POLL_S)

    def _unfinished(self) -> Mapping[str, Any]:
        return _failure(504, words("unfinished", self._turn.language or "en"))


def _failure(code: int, message: str) -> dict[str, Any]:
    return {"author": "photoplay", "errorCode": str(code), "errorMessage": message}


def _lines(content: dict[str, Any], pieces: bool) -> Iterator[bytes]:
    """An event as JSON; before it, where they are wished for, the pieces of its text."""
    parts = content.get("content", {}).get("parts", [])
    if pieces and len(parts) == 1 and "text" in parts[0]:
        for line in parts[0]["text"].splitlines(keepends=True):
            piece = {**content["content"], "parts": [{"text": line}]}
            yield as_json({**content, "content": piece, "partial": True})
    yield as_json(content)


def _hidden(value: Any, hide: Callable[[str], str]) -> Any:
    """An event without paths of the server in its texts."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, Mapping):
        return {name: _hidden(one, hide) for name, one in value.items()}
    return [_hidden(one, hide) for one in value] if isinstance(value, list) else value
