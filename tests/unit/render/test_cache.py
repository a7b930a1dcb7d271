"""Chunks on disk: whole or absent, used by several at once, within a limit."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from photoplay.errors import DiskFull, NotWritable
from photoplay.render.cache import ChunkCache
from photoplay.render.packets import Chunk, Packet, pack

# The public API binds the name ``photoplay.render`` to a function.
cache_module = sys.modules[ChunkCache.__module__]


def key_of(name: object) -> str:
    return hashlib.sha256(str(name).encode()).hexdigest()


def chunk_of(size_bytes: int, seed: int = 0) -> Chunk:
    return Chunk(1, (Packet(bytes([seed]) * size_bytes, 0, True),))


@pytest.fixture
def cache(tmp_path: Path) -> ChunkCache:
    return ChunkCache(tmp_path / "deep" / "cache")


def files(cache: ChunkCache) -> set[Path]:
    return {path for path in cache.folder.rglob("*") if path.is_file()}


def test_what_was_put_is_got(cache: ChunkCache) -> None:
    assert cache.get(key_of(1)) is None and not cache.has(key_of(1))
    cache.put(key_of(1), chunk_of(100))
    assert cache.get(key_of(1)) == chunk_of(100) and cache.has(key_of(1))
    assert cache.get(key_of(2)) is None
    assert files(cache) == {cache.path(key_of(1))}


def test_putting_again_replaces(cache: ChunkCache) -> None:
    for seed in range(3):
        cache.put(key_of(1), chunk_of(100, seed))
    assert cache.get(key_of(1)) == chunk_of(100, 2)
    assert len(files(cache)) == 1


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"", lambda data: b"x" + data[1:]])
def test_a_damaged_chunk_is_absent_and_goes(cache: ChunkCache, damage: Callable[[bytes], bytes]) -> None:
    cache.put(key_of(1), chunk_of(100))
    path = cache.path(key_of(1))
    path.write_bytes(damage(path.read_bytes()))
    assert cache.get(key_of(1)) is None
    assert not path.exists()


def test_a_folder_in_a_chunks_place_is_absent(cache: ChunkCache) -> None:
    cache.path(key_of(1)).mkdir(parents=True)
    assert cache.get(key_of(1)) is None
    with pytest.raises(NotWritable):
        cache.put(key_of(1), chunk_of(10))


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    size = len(pack(chunk_of(1000)))
    cache = ChunkCache(tmp_path, limit_bytes=3 * size)
    for number in range(5):
        cache.put(key_of(number), chunk_of(1000))
        os.utime(cache.path(key_of(number)), (1000 + number, 1000 + number))
    assert cache.get(key_of(0)) is not None  # used just now
    cache.trim()
    assert [number for number in range(5) if cache.has(key_of(number))] == [0, 3, 4]


def test_parts_of_sound_are_kept_beside_chunks_and_go_with_them(tmp_path: Path) -> None:
    cache = ChunkCache(tmp_path, limit_bytes=250)
    for number, kind in enumerate(("pcm", "aac", "pcm")):
        with cache.writing(key_of(1 if number < 2 else 2), kind) as file:
            file.write(bytes(100))
        os.utime(
            cache.path(key_of(1 if number < 2 else 2), kind), (1000 + number * 4000, 1000 + number * 4000)
        )
    assert cache.has(key_of(1), "pcm") and cache.has(key_of(1), "aac") and not cache.has(key_of(1))
    cache.trim()
    assert not cache.has(key_of(1), "pcm") and cache.has(key_of(1), "aac") and cache.has(key_of(2), "pcm")
    cache.drop(key_of(2), "pcm")
    assert not cache.has(key_of(2), "pcm")


def test_what_is_being_written_is_left_alone(tmp_path: Path) -> None:
    cache = ChunkCache(tmp_path, limit_bytes=50)
    with cache.writing(key_of(1), "pcm") as file:
        file.write(bytes(1000))
        file.flush()
        cache.trim()
    assert cache.has(key_of(1), "pcm")


def test_samples_do_not_push_out_pictures(tmp_path: Path) -> None:
    cache = ChunkCache(tmp_path, limit_bytes=1000)
    for number in range(10):
        kind: Any = "pcm" if number else "aac"
        with cache.writing(key_of(number), kind) as file:
            file.write(bytes(100))
        os.utime(cache.path(key_of(number), kind), (1000 + number * 9000, 1000 + number * 9000))
    cache.trim()
    assert cache.has(key_of(0), "aac")
    assert [number for number in range(1, 10) if cache.has(key_of(number), "pcm")] == [5, 6, 7, 8, 9]


def test_what_fails_while_it_is_written_is_not_there(cache: ChunkCache) -> None:
    def fail(data: bytes) -> None:
        with cache.writing(key_of(1), "pcm") as file:
            file.write(data)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail(bytes(100))
    assert files(cache) == set()


def test_nothing_goes_while_there_is_room(cache: ChunkCache) -> None:
    for number in range(5):
        cache.put(key_of(number), chunk_of(1000))
    cache.trim()
    assert all(cache.has(key_of(number)) for number in range(5))


def test_a_limit_of_nothing_keeps_nothing(tmp_path: Path) -> None:
    cache = ChunkCache(tmp_path, limit_bytes=0)
    cache.put(key_of(1), chunk_of(10))
    cache.trim()
    assert files(cache) == set()


def test_trimming_a_cache_that_is_not_there_is_no_error(cache: ChunkCache) -> None:
    cache.trim()
    assert not cache.folder.exists()


def test_what_a_killed_writer_left_goes_after_an_hour(cache: ChunkCache) -> None:
    cache.put(key_of(1), chunk_of(10))
    folder = cache.path(key_of(1)).parent
    old, fresh = folder / "new-old", folder / "new-fresh"
    for path, age_s in ((old, 4000), (fresh, 60)):
        path.write_bytes(b"half")
        used_at = cache.path(key_of(1)).stat().st_mtime - age_s
        os.utime(path, (used_at, used_at))
    cache.trim()
    assert not old.exists() and fresh.exists() and cache.has(key_of(1))


def test_files_of_others_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    cache = ChunkCache(tmp_path, limit_bytes=0)
    theirs = [tmp_path / "notes.txt", tmp_path / "ab" / "photo.jpg", tmp_path / "chunks" / "letter.txt"]
    for path in theirs:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    cache.put(key_of(1), chunk_of(10))
    cache.trim()
    assert files(cache) == set(theirs)


def test_many_writers_and_readers_see_whole_chunks_or_none(cache: ChunkCache) -> None:
    wrong: list[object] = []
    stop = threading.Event()

    def write(seed: int) -> None:
        for _ in range(60):
            cache.put(key_of(1), chunk_of(50_000, seed))

    def read() -> None:
        while not stop.is_set():
            found = ChunkCache(cache.folder).get(key_of(1))
            if found not in (None, chunk_of(50_000, 1), chunk_of(50_000, 2)):
                wrong.append(found)

    writers = [threading.Thread(target=write, args=(seed,)) for seed in (1, 2)]
    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in [*writers, *readers]:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in readers:
        thread.join()
    assert wrong == []
    assert cache.get(key_of(1)) is not None
    assert files(cache) == {cache.path(key_of(1))}


# -- no room, no permission -------------------------------------------------------------------------


def failing(number: int) -> Callable[..., Any]:
    def fail(*args: object, **more: object) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("call", [(os, "replace"), (cache_module, "_without_name")])
def test_a_full_disk(
    cache: ChunkCache, monkeypatch: pytest.MonkeyPatch, number: int, call: tuple[Any, str]
) -> None:
    monkeypatch.setattr(*call, failing(number))
    with pytest.raises(DiskFull, match="PHOTOPLAY_CACHE_DIR") as caught:
        cache.put(key_of(1), chunk_of(10))
    assert str(cache.folder) in caught.value.message and caught.value.exit_status == 4
    assert files(cache) == set()


class Full:
    """A file on a disk with room for nothing; stands in for what ``os.fdopen`` gives."""

    def __init__(self, handle: int, mode: str) -> None:
        self._handle = handle

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self._handle)

    def write(self, data: bytes) -> int:
        os.write(self._handle, data[:5])
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_becomes_full_while_writing(cache: ChunkCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fdopen", Full)
    with pytest.raises(DiskFull):
        cache.put(key_of(1), chunk_of(10))
    assert files(cache) == set()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_read_only_folder(cache: ChunkCache, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(cache_module, "_without_name", failing(number))
    with pytest.raises(NotWritable, match="PHOTOPLAY_CACHE_DIR") as caught:
        cache.put(key_of(1), chunk_of(10))
    assert os.strerror(number) in caught.value.message


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = ChunkCache(tmp_path / "file" / "cache")
    assert cache.get(key_of(1)) is None and not cache.has(key_of(1))
    cache.trim()
    with pytest.raises(NotWritable):
        cache.put(key_of(1), chunk_of(10))


def test_without_files_without_names(cache: ChunkCache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every file system has them."""
    monkeypatch.setattr(cache_module, "_without_name", lambda folder: None)
    cache.put(key_of(1), chunk_of(10))
    assert cache.get(key_of(1)) == chunk_of(10)
    with pytest.raises(ZeroDivisionError), cache.writing(key_of(2), "pcm") as file:
        file.write(b"half"[: 1 // 0])
    assert not list(cache.folder.rglob("new-*"))
