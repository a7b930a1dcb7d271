"""Turns: so many at one time, and fairly between accounts."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator


class Turns:
    """Lets so many in at one time. When one leaves, whoever has the fewest inside is next.

    So an account that sends a thousand files does not make another one wait for more than one of them.

    Args:
        count: How many at one time, ≥ 1.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._inside: Counter[str] = Counter()
        self._waiting: list[tuple[str, asyncio.Future[None]]] = []

    @contextlib.asynccontextmanager
    async def one(self, who: str) -> AsyncIterator[None]:
        """Waits for a turn, and has it."""
        await self._enter(who)
        try:
            yield
        finally:
            self._leave(who)

    async def _enter(self, who: str) -> None:
        if not self._waiting and self._inside.total() < self._count:
            self._inside[who] += 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((who, place))
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # let in and called off at one moment
                self._leave(who)
            else:
                self._waiting = [other for other in self._waiting if other[1] is not place]
            raise

    def _leave(self, who: str) -> None:
        self._inside[who] -= 1
        self._inside += Counter()  # drops whoever has none
        self._waiting = [other for other in self._waiting if not other[1].done()]
        if self._waiting:
            first = min(self._waiting, key=lambda other: self._inside[other[0]])
            self._waiting.remove(first)
            self._inside[first[0]] += 1
            first[1].set_result(None)
