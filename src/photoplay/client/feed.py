"""Work in the background that tells as it goes, and whose silence is noticed."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from photoplay.client.clock import Clock

T = TypeVar("T")
R = TypeVar("R")


class Feed(Generic[T, R]):
    """What some work tells, item by item; None whenever there was no news for a while.

    Whoever stops reading does not stop the work.

    Args:
        work: Gets a function that takes items; what it gives is the ``result`` afterwards.
        clock: Measures the silence.
        every_s: How long a silence is told of.
        is_news: Which items end a silence; without it all do.
    """

    def __init__(
        self,
        work: Callable[[Callable[[T], None]], R],
        clock: Clock,
        every_s: float,
        is_news: Callable[[T], bool] = lambda item: True,
    ) -> None:
        self._work, self._clock, self._every_s, self._is_news = work, clock, every_s, is_news
        self._found: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.result: R

    def __iter__(self) -> Iterator[T | None]:
        """The items.

        Raises:
            BaseException: What the work has raised.
        """
        threading.Thread(target=self._run, daemon=True).start()
        due = self._clock.now() + self._every_s
        while True:
            try:
                kind, value = self._clock.take(self._found, due - self._clock.now())
            except queue.Empty:
                due = self._clock.now() + self._every_s
                yield None
                continue
            if kind == "error":
                raise value
            if kind == "end":
                self.result = value
                return
            if self._is_news(value):
                due = self._clock.now() + self._every_s
            yield value

    def _run(self) -> None:
        try:
            result = self._work(lambda item: self._found.put(("item", item)))
        except BaseException as error:
            self._found.put(("error", error))
        else:
            self._found.put(("end", result))
