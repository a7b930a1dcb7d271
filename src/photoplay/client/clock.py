"""Time as the client sees it: one object, so that a test can let hours pass at once."""

from __future__ import annotations

import queue
import time
from typing import TypeVar

T = TypeVar("T")


class Clock:
    """The time of this machine."""

    def now(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)

    def take(self, found: queue.Queue[T], within_s: float) -> T:
        """The next thing of a queue.

        Raises:
            queue.Empty: There was none for so long.
        """
        return found.get(timeout=max(0.0, within_s))
