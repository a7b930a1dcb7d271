"""The order of names as people count: "photo 2" before "photo 10"."""

from __future__ import annotations

import re


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts "photo 2" before "photo 10", upper and lower case alike; a total order."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return (*((0, int(p[:18]), p) if p[:1].isdecimal() else (1, 0, p) for p in parts if p), (2, 0, name))
