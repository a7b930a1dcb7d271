"""Telling silent servers from living ones, by this server's own steady clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping


class Watch:
    """Remembers when each server's sign of life last changed.

    What the sign says does not matter, so a clock that is set, here or there, declares nobody dead.

    Args:
        silent_s: How long a sign may stay the same.
        clock: A clock that is never set, seconds.
    """

    def __init__(self, silent_s: float, clock: Callable[[], float]) -> None:
        self._silent_s, self._clock = silent_s, clock
        self._last: dict[str, tuple[int, float]] = {}

    def silent(self, signs: Mapping[str, int]) -> set[str]:
        """Those servers whose sign has not changed for too long.

        Args:
            signs: The present sign of each server.
        """
        now = self._clock()
        self._last = {
            name: (
                sign,
                now if name not in self._last or self._last[name][0] != sign else self._last[name][1],
            )
            for name, sign in signs.items()
        }
        return {name for name, (_, since) in self._last.items() if now - since > self._silent_s}
