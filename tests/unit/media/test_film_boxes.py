"""The index of films of our own, read without a decoder, from whoever wrote it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pytest

from photoplay.media import film_boxes
from photoplay.media.film_boxes import FilmBoxes
from photoplay.media.film_writer import FilmWriter
from photoplay.media.planes import Planes


def written(place: Path, size: tuple[int, int] = (64, 48), count: int = 3) -> bytes:
    flat = np.full((size[1] // 2, size[0] // 2), 128, np.uint8)
    with FilmWriter(place, size, has_sound=False, most_bit_s=10**6) as writer:
        for number in range(count):
            writer.add_picture(number * 40_000, Planes(np.full(size[::-1], 90, np.uint8), flat, flat))
        writer.finish(count * 40_000)
    return place.read_bytes()


@pytest.mark.parametrize(
    "size", [(64, 48), (66, 50), (2, 2), (1920, 1080), (1080, 1920), (1918, 2), (34, 1046)]
)
def test_sizes_are_read_from_both_headers(tmp_path: Path, size: tuple[int, int]) -> None:
    written(tmp_path / "x", size)
    assert film_boxes.film_boxes(tmp_path / "x") == FilmBoxes(size, 3, 120_000, 0)


def told(name: bytes, at: int, value: int) -> Callable[[bytes, Path], bytes]:
    """Another number in a box."""

    def change(data: bytes, place: Path) -> bytes:
        start = data.index(name) + 4 + at
        return data[:start] + struct.pack(">I", value) + data[start + 4 :]

    return change


LIES: dict[str, Callable[[bytes, Path], bytes]] = {
    "pictures of another size": told(b"stsd", 40, 66 << 16 | 48),
    "another kind of header": lambda data, place: data.replace(b"\x67\x42", b"\x67\x64"),
    "more lengths than pictures": told(b"stts", 4, 0x7FFF_FFFF),
    "no length": told(b"stts", 4, 0),
    "more pictures": told(b"stsz", 8, 4),
    "many boxes behind": lambda data, place: data + struct.pack(">I4s", 8, b"free") * 100_000,
    "a box without an end": lambda data, place: data + struct.pack(">I4s", 0, b"free"),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_does_not_fit_together_is_nothing(tmp_path: Path, lie: str) -> None:
    data = written(tmp_path / "x")
    changed = LIES[lie](data, tmp_path / "y")
    assert changed != data
    (tmp_path / "x").write_bytes(changed)
    assert film_boxes.film_boxes(tmp_path / "x") is None


class Counted:
    """A file that counts how often it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.reads = file, 0

    def read(self, size: int) -> bytes:
        self.reads += 1
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def test_boxes_are_not_walked_over_for_ever(tmp_path: Path) -> None:
    """Whoever took the child over would hold the server's own process."""
    (tmp_path / "x").write_bytes(struct.pack(">I4s", 8, b"free") * 100_000)
    with (tmp_path / "x").open("rb") as file:
        counted: Any = Counted(file)
        with pytest.raises(ValueError, match="too many"):
            film_boxes._index(counted)
    assert counted.reads < 100
    inner = struct.pack(">I4s", 8, b"udta") * 100_000
    (tmp_path / "x").write_bytes(struct.pack(">I4s", 8 + len(inner), b"moov") + inner)
    assert film_boxes.film_boxes(tmp_path / "x") is None


def test_long_films_of_even_pace_have_one_length() -> None:
    """Sums go beyond 32 bits."""
    table = struct.pack(">III", 0, 1, 4_000_000_000) + struct.pack(">I", 4_000_000_000)
    assert film_boxes._length(table, 4_000_000_000) == 16 * 10**18
