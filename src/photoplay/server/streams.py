"""Event streams: their headers, and how many of them an account may have open."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from photoplay.errors import TooMany

#: When to come back with one stream less, seconds.
_SOON_S = 10
HEARTBEAT = b"event: heartbeat\ndata:\n\n"
#: Longest silence of a stream, and its longest life, seconds.
HEARTBEAT_S, LONGEST_S = 10.0, 15 * 60


class Events(StreamingResponse):
    """An event stream, counted while it is open.

    Args:
        told: The events.
        streams: How many are open, by account.
        who: The account.
        most: How many it may have; None: that was looked at before.
        headers: Besides the usual ones.
    """

    def __init__(
        self,
        told: AsyncIterator[bytes],
        streams: Counter[str],
        who: str,
        most: int | None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        usual = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        super().__init__(told, media_type="text/event-stream", headers={**usual, **(headers or {})})
        self._streams, self._who, self._most = streams, who, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._most is not None:
            require_room(self._streams, self._who, self._most)
        self._streams[self._who] += 1
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._streams[self._who] -= 1
            self._streams += Counter()  # drops whoever has none


def require_room(streams: Counter[str], who: str, most: int) -> None:
    """Raises ``TooMany`` when an account has as many streams open as it may."""
    if streams[who] >= most:
        raise TooMany(
            f"{most} of your event streams are open already. Close one, or ask for the status now and then "
            "instead.",
            retry_after_s=_SOON_S,
        )
