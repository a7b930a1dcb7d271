"""Bounds on what comes in: sizes of bodies, silence between their parts, requests per minute."""

from __future__ import annotations

import asyncio
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from photoplay.errors import InvalidOption, MediaTooLarge, PhotoplayError, TooMany

#: The longest silence in the middle of a body.
SILENCE_S = 30.0
#: Beside a draft, a body holds little.
SLACK_BYTES = 64 * 1024
#: What is read and thrown away after an early answer: closing at once would throw the answer away too.
_DRAINED_BYTES, _DRAINING_S = 8 * 1024 * 1024, 5.0
#: Address of the one route whose bodies are streamed to disk under limits of their own.
UPLOADS = "/api/upload-video/"
#: Address of messages, and bytes that a character of one takes at most: two escapes of six.
MESSAGES, CHARACTER_BYTES = "/run_sse", 12


class BodyTooLarge(MediaTooLarge):
    """A body over its limit."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(
            f"The request is too large: at most {limit_bytes / 1024 / 1024:.0f} MB are taken here. "
            "Send less at one time."
        )
        self.data = {"limit_bytes": limit_bytes}


class BodyLimit:
    """Bounds bodies while they arrive, told lengths or not, and the silence within them."""

    def __init__(
        self, app: ASGIApp, *, most_bytes: int, most_upload_bytes: int, most_characters: int
    ) -> None:
        self.app = app
        self.most_bytes, self.most_upload_bytes = most_bytes, most_upload_bytes
        self.most_characters = most_characters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # Only forms are read as they come; all else, also there, is read whole into memory.
        is_form = headers.get("content-type", "").lower().lstrip().startswith("multipart/form-data")
        is_upload = is_form and scope["path"].startswith(UPLOADS)
        body = _Body(headers, receive, self.most_upload_bytes if is_upload else self.most_bytes)
        if scope["path"] == MESSAGES:
            most_bytes = self.most_characters * CHARACTER_BYTES + SLACK_BYTES
            body = _Body(headers, receive, most_bytes, self.most_characters)

        async def after_body(message: Message) -> None:
            if message["type"] == "http.response.start":
                await body.drain()
            await send(message)

        await self.app(scope, body.receive, after_body)


class _Body:
    """One request's body; ``most_characters`` of a message that it holds, for the refusal's words."""

    def __init__(self, headers: Headers, receive: Receive, most_bytes: int, most_characters: int = 0) -> None:
        self._receive, self._most_bytes = receive, most_bytes
        self._most_characters = most_characters
        told = headers.get("content-length", "")
        self._told_bytes = int(told) if told.isascii() and told.isdigit() else 0
        self._read_bytes = 0
        self._is_whole = not (self._told_bytes or "transfer-encoding" in headers)
        #: The client waits for leave to send, so an answer ends the matter.
        self._waits = "expect" in headers

    async def receive(self) -> Message:
        if self._is_whole:
            return await self._receive()
        if self._told_bytes > self._most_bytes:
            raise self._too_large()
        self._waits = False
        try:
            message = await asyncio.wait_for(self._receive(), SILENCE_S)
        except TimeoutError:
            self._is_whole = True  # nothing more is waited for
            raise InvalidOption(
                f"The rest of the request did not come within {SILENCE_S:.0f} seconds. Send it again."
            ) from None
        self._note(message)
        if self._read_bytes > self._most_bytes:
            raise self._too_large()
        return message

    def _too_large(self) -> PhotoplayError:
        if not self._most_characters:
            return BodyTooLarge(self._most_bytes)
        return InvalidOption(
            f"The message is too long: at most {self._most_characters:,} characters are taken. Say it in fewer "
            "words, or in several messages.",
            field="new_message.parts",
        )

    def _note(self, message: Message) -> None:
        self._read_bytes += len(message.get("body", b""))
        self._is_whole = message["type"] != "http.request" or not message.get("more_body", False)

    async def drain(self) -> None:
        """Reads on for a while when an answer is given before the end of the body."""
        if self._is_whole or self._waits or self._told_bytes - self._read_bytes > _DRAINED_BYTES:
            return
        ends_at, most_bytes = time.monotonic() + _DRAINING_S, self._read_bytes + _DRAINED_BYTES
        while not self._is_whole and self._read_bytes < most_bytes and time.monotonic() < ends_at:
            try:
                self._note(await asyncio.wait_for(self._receive(), ends_at - time.monotonic()))
            except TimeoutError:
                break


class Rate:
    """Requests per minute, for each account or address by itself; kept in memory."""

    def __init__(self, per_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, who: str) -> None:
        """Counts one request.

        Raises:
            TooMany: It is one too many.
        """
        if self._limiter.hit(self._limit, who):
            return
        free_at, _ = self._limiter.get_window_stats(self._limit, who)
        wait_s = max(1, math.ceil(free_at - time.time()))
        raise TooMany(
            f"That were too many requests: at most {self._limit.amount} in a minute. "
            f"Go on in {wait_s} seconds.",
            retry_after_s=wait_s,
        )
