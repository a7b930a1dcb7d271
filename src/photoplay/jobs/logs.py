"""What DBOS may say: warnings, through ``logging``, and each only once in a while."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

#: A library that polls many times a second repeats itself just as often while the database is away.
_AGAIN_S = 30.0


class OnceInAWhile(logging.Filter):
    """Lets each place in the source speak once in some seconds.

    Args:
        again_s: How many.
        clock: A clock that is never set, seconds.
    """

    def __init__(self, again_s: float = _AGAIN_S, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._again_s, self._clock = again_s, clock
        self._said: dict[tuple[str, int], float] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        place, now = (record.pathname, record.lineno), self._clock()
        with self._lock:
            last = self._said.get(place)
            if last is not None and now - last < self._again_s:
                return False
            self._said[place] = now
        return True


_filter = OnceInAWhile()


def quieten() -> None:
    """Sets the library's logger up before the library does."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        # With a handler there it adds none of its own, which would write to the terminal.
        logger.addHandler(logging.NullHandler())
    logger.propagate = True
    logger.setLevel(logging.WARNING)
    if _filter not in logger.filters:
        logger.addFilter(_filter)
