"""Opening the pool of render processes. Light to import, so that they start up first."""

from __future__ import annotations

from photoplay.config import Settings, load_settings, usable_processors
from photoplay.errors import InvalidOption
from photoplay.render.pool import ChunkPool


def open_pool(workers: int | None, settings: Settings | None = None) -> ChunkPool:
    """A pool of as many workers as asked for, set, or as there are processors.

    Raises:
        InvalidOption: Fewer than one, or more than 256.
    """
    count = workers if workers is not None else (settings or load_settings()).workers or usable_processors()
    if not 1 <= count <= 256:
        raise InvalidOption(f"{count} workers are out of range: 1 to 256.")
    return ChunkPool(count)
