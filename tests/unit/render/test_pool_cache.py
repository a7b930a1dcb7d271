"""What renders that are not finished may rely on: their chunks outlast the cache's limit for a while."""

from __future__ import annotations

import os
from pathlib import Path

from photoplay.render.cache import ChunkCache
from photoplay.render.packets import Chunk, Packet


def _key(number: int) -> str:
    return f"{number:064x}"


def _put(cache: ChunkCache, number: int, used_at: float) -> None:
    cache.put(_key(number), Chunk(1, (Packet(bytes(1000), 0, True),)))
    os.utime(cache.path(_key(number)), (used_at, used_at))


def _left(cache: ChunkCache, count: int) -> list[int]:
    return [number for number in range(count) if cache.has(_key(number))]


def test_chunks_of_the_last_hour_are_kept_up_to_twice_the_limit(tmp_path: Path) -> None:
    cache = ChunkCache(tmp_path, limit_bytes=3500)
    for number in range(6):
        _put(cache, number, 1_000_000 + 60 * number)
    cache.trim()
    assert _left(cache, 6) == list(range(6))
    for number in range(6, 10):
        _put(cache, number, 1_000_000 + 60 * number)
    cache.trim()
    assert _left(cache, 10) == list(range(4, 10))


def test_older_ones_go_as_soon_as_the_limit_is_reached(tmp_path: Path) -> None:
    cache = ChunkCache(tmp_path, limit_bytes=3500)
    for number in range(6):
        _put(cache, number, 1_000_000 + 3601 * number)
    cache.trim()
    assert _left(cache, 6) == [3, 4, 5]


def test_a_clock_that_was_set_back_a_day_makes_no_chunk_old(tmp_path: Path) -> None:
    cache = ChunkCache(tmp_path, limit_bytes=3500)
    for number in range(6):
        _put(cache, number, 4_000_000_000 + number)  # in the future of whoever trims
    cache.trim()
    assert _left(cache, 6) == list(range(6))
