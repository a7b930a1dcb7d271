"""How long tests wait for what surely comes: long enough for a machine that does much else at the same time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
#: After so long, what has not come does not come. Seconds; below pytest's `faulthandler_timeout`.
HANGS_S = 240.0


def until(
    found: Callable[[], T], *, told: Callable[[], object] = lambda: "waited in vain", pause_s: float = 0.01
) -> T:
    """What ``found`` gives, as soon as it gives something; ``told`` says what there is when nothing comes."""
    ends_at = time.monotonic() + HANGS_S
    while not (one := found()):
        assert time.monotonic() < ends_at, told()
        time.sleep(pause_s)
    return one
