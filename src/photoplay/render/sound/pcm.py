"""Sound on disk: stereo samples in a file that is read from any place without holding all of it.

Samples are kept as 16 bits relative to the peak of their block of 4096 ("block floating point"), so
quiet passages are as exact as loud ones: the error lies 98 dB below each block's own peak. Each block has a
checksum of its own, so that a part is checked as it is read, however long the whole is.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

_MAGIC = b"photoplay sound 2\n"
_BLOCK = 4096
_ROW = np.dtype([("crc", "<u4"), ("peak", "<f4"), ("codes", "<i2", (_BLOCK, 2))])
#: Length and checksum of the facts, which stand before it.
_TAIL = struct.Struct("<II")
#: Blocks that are read at a time.
_ROWS = 256
_FULL = 32767.0


class Writer:
    """Writes samples one after the other.

    Args:
        file: Opened for writing, empty.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._frames = file, 0
        self._left: F32 = np.empty((0, 2), np.float32)
        file.write(_MAGIC)

    def add(self, samples: F32) -> None:
        """Appends float32 (n, 2)."""
        self._frames += len(samples)
        samples = np.concatenate([self._left, samples])
        whole = len(samples) // _BLOCK * _BLOCK
        self._file.write(_coded(samples[:whole]))
        self._left = samples[whole:]

    def finish(self, facts: Mapping[str, object] | None = None) -> None:
        """Ends the file; ``facts`` are kept with it, as JSON."""
        padding = -len(self._left) % _BLOCK
        self._file.write(_coded(np.concatenate([self._left, np.zeros((padding, 2), np.float32)])))
        told = json.dumps({**(facts or {}), "frames": self._frames}, sort_keys=True).encode()
        self._file.write(told + _TAIL.pack(len(told), zlib.crc32(told)))


class Reader:
    """Reads samples from anywhere. Use as a context manager.

    Args:
        path: Of a file that a ``Writer`` finished.

    Raises:
        OSError: It is not there.
        ValueError: It is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self.facts: dict[str, Any] = _facts(self._file)
        except ValueError:
            self._file.close()
            raise
        #: How many samples of each channel there are.
        self.frames = int(self.facts["frames"])

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def read(self, start: int, stop: int) -> F32:
        """The samples ``[start, stop)``, float32 (stop − start, 2); silence before and after the file's.

        Raises:
            OSError: They cannot be read.
            ValueError: They are damaged.
        """
        out = np.zeros((max(0, stop - start), 2), np.float32)
        first, last = max(0, start), min(stop, self.frames)
        rows = range(first // _BLOCK, -(-last // _BLOCK), _ROWS) if first < last else ()
        for row in rows:
            found = self._rows(row, min(_ROWS, -(-last // _BLOCK) - row))
            begin, end = max(first, row * _BLOCK), min(last, row * _BLOCK + len(found))
            out[begin - start : end - start] = found[begin - row * _BLOCK : end - row * _BLOCK]
        return out

    def _rows(self, first: int, count: int) -> F32:
        self._file.seek(len(_MAGIC) + first * _ROW.itemsize)
        data = self._file.read(count * _ROW.itemsize)
        if len(data) != count * _ROW.itemsize:
            raise ValueError("damaged")
        rows = np.frombuffer(data, _ROW)
        if any(
            crc != zlib.crc32(body) for crc, body in zip(rows["crc"].tolist(), _bodies(data), strict=True)
        ):
            raise ValueError("damaged")
        scale = rows["peak"] / np.float32(_FULL)
        return np.asarray(rows["codes"] * scale[:, None, None], np.float32).reshape(-1, 2)


def _coded(samples: F32) -> bytes:
    """Whole blocks as bytes."""
    blocks = samples.reshape(-1, _BLOCK, 2)
    rows = np.empty(len(blocks), _ROW)
    rows["peak"] = np.abs(blocks).max((1, 2), initial=0.0)
    scale = _FULL / np.maximum(rows["peak"], 1e-30)
    rows["codes"] = np.rint(blocks * scale[:, None, None])
    rows["crc"] = [zlib.crc32(body) for body in _bodies(rows.tobytes())]
    return rows.tobytes()


def _bodies(data: bytes) -> Iterator[memoryview]:
    """What each checksum is of."""
    view = memoryview(data)
    for start in range(0, len(data), _ROW.itemsize):
        yield view[start + _ROW["crc"].itemsize : start + _ROW.itemsize]


def _facts(file: BinaryIO) -> dict[str, Any]:
    """What is told at the end of a file that is whole by its length."""
    size, room = file.seek(0, 2), len(_MAGIC) + _TAIL.size
    if size < room:
        raise ValueError("no sound file of this version")
    file.seek(size - _TAIL.size)
    length, crc = _TAIL.unpack(file.read(_TAIL.size))
    file.seek(0)
    if file.read(len(_MAGIC)) != _MAGIC or length > size - room:
        raise ValueError("no sound file of this version")
    file.seek(size - _TAIL.size - length)
    told = file.read(length)
    if zlib.crc32(told) != crc:
        raise ValueError("damaged")
    facts: dict[str, Any] = json.loads(told)
    if size - room - length != -(-int(facts["frames"]) // _BLOCK) * _ROW.itemsize:
        raise ValueError("damaged")
    return facts
