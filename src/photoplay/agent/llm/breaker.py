"""Leaves a model alone for a while after it failed again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

#: Failures in a row after which the model is left alone.
FAILURES = 3
#: How long, at first and at most; it doubles with every try that fails again.
FIRST_REST_S, LONGEST_REST_S = 30.0, 900.0


@dataclass(slots=True)
class Breaker:
    """Counts failures of the service behind a model, for all turns of a process.

    Only what is the service's own fault counts (it is away, busy or slow): what a message can provoke,
    such as an endless loop, must not take the model from everybody else.

    Attributes:
        clock: Seconds that only grow.
    """

    clock: Callable[[], float] = time.monotonic
    _failures: int = field(default=0, init=False)
    _rest_s: float = field(default=FIRST_REST_S, init=False)
    _until: float = field(default=float("-inf"), init=False)

    @property
    def is_resting(self) -> bool:
        """Whether the model is not to be asked at the moment."""
        return self.clock() < self._until

    def succeeded(self) -> None:
        """The model answered: whatever was before is forgotten."""
        self._failures, self._rest_s = 0, FIRST_REST_S
        self._until = float("-inf")

    def failed(self) -> None:
        """The model did not answer. After a rest one failure is enough for the next, longer one."""
        self._failures += 1
        if self._failures >= FAILURES and not self.is_resting:
            self._until = self.clock() + self._rest_s
            self._rest_s = min(LONGEST_REST_S, 2 * self._rest_s)
