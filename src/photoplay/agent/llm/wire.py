"""The HTTP clients that models are reached by: they wait so long, and read so much, and no more.

Google's library speaks through httpx, those of OpenAI and Anthropic through httpx2, its next generation;
for what is needed here the two are alike.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any, Literal

#: Largest answer of a model's server. A long answer of a model is some 100 kB.
MOST_BYTES = 4 * 1024 * 1024
_CONNECT_S = 10.0


class TooLong(Exception):
    """A model's server answers with more than is read."""


def bounded_client(library: Literal["httpx", "httpx2"], seconds: float) -> Any:
    """A client without redirects: what is said to a model goes to the address that was set, or nowhere.

    Args:
        library: Whose ``AsyncClient`` it is.
        seconds: Longest silence of the server.

    Raises:
        ImportError: The library is not installed.
    """
    http = import_module(library)

    class Bounded(http.AsyncByteStream):  # type: ignore[name-defined, misc]
        def __init__(self, inner: Any) -> None:
            self._inner = inner

        async def __aiter__(self) -> AsyncIterator[bytes]:
            read = 0
            async for piece in self._inner:
                read += len(piece)
                if read > MOST_BYTES:
                    raise TooLong(f"more than {MOST_BYTES} bytes")
                yield piece

        async def aclose(self) -> None:
            await self._inner.aclose()

    async def bound(response: Any) -> None:
        response.stream = Bounded(response.stream)

    return http.AsyncClient(
        timeout=http.Timeout(seconds, connect=min(seconds, _CONNECT_S)),
        event_hooks={"response": [bound]},
        follow_redirects=False,
    )
