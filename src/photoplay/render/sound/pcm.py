"""Sound on disk: stereo samples in a file that is read from any place without holding all of it.

Samples are kept as 16 bits relative to the peak of their block of 4096 ("block floating point"), so
quiet passages are as exact as loud ones: the error lies 98 dB below each block's own peak.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

_MAGIC = b"photoplay sound 1\n"
_BLOCK = 4096
_ROW = np.dtype([("peak", "<f4"), ("codes", "<i2", (_BLOCK, 2))])
_TAIL = struct.Struct("<II")
_FULL = 32767.0


class Writer:
    """Writes samples one after the other.

    Args:
        file: Opened for writing, empty.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._crc, self._frames = file, 0, 0
        self._left: F32 = np.empty((0, 2), np.float32)
        self._write(_MAGIC)

    def add(self, samples: F32) -> None:
        """Appends float32 (n, 2)."""
        self._frames += len(samples)
        samples = np.concatenate([self._left, samples])
        whole = len(samples) // _BLOCK * _BLOCK
        self._write(_coded(samples[:whole]))
        self._left = samples[whole:]

    def finish(self, facts: Mapping[str, object] | None = None) -> None:
        """Ends the file; ``facts`` are kept with it, as JSON."""
        padding = -len(self._left) % _BLOCK
        self._write(_coded(np.concatenate([self._left, np.zeros((padding, 2), np.float32)])))
        told = json.dumps({**(facts or {}), "frames": self._frames}, sort_keys=True).encode()
        self._write(told)
        self._file.write(_TAIL.pack(len(told), self._crc))

    def _write(self, data: bytes) -> None:
        self._crc = zlib.crc32(data, self._crc)
        self._file.write(data)


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
            self.facts = _checked_facts(self._file)
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
        """The samples ``[start, stop)``, float32 (stop − start, 2); silence before and after the file's."""
        out = np.zeros((max(0, stop - start), 2), np.float32)
        first, last = max(0, start), min(stop, self.frames)
        if first < last:
            block = first // _BLOCK
            self._file.seek(len(_MAGIC) + block * _ROW.itemsize)
            count = -(-last // _BLOCK) - block
            rows = np.frombuffer(self._file.read(count * _ROW.itemsize), _ROW)
            found = (rows["codes"] * (rows["peak"] / np.float32(_FULL))[:, None, None]).reshape(-1, 2)
            out[first - start : last - start] = found[first - block * _BLOCK : last - block * _BLOCK]
        return out


def read_facts(path: Path) -> dict[str, Any] | None:
    """What is told with the samples; None when the file is not there or damaged."""
    try:
        with path.open("rb") as file:
            return _checked_facts(file)
    except (OSError, ValueError):
        return None


def _coded(samples: F32) -> bytes:
    """Whole blocks as bytes."""
    blocks = samples.reshape(-1, _BLOCK, 2)
    rows = np.empty(len(blocks), _ROW)
    rows["peak"] = np.abs(blocks).max((1, 2), initial=0.0)
    scale = _FULL / np.maximum(rows["peak"], 1e-30)
    rows["codes"] = np.rint(blocks * scale[:, None, None])
    return rows.tobytes()


def _checked_facts(file: BinaryIO) -> dict[str, Any]:
    """Reads a whole file to be sure of it, and what is told in it."""
    size = file.seek(0, 2)
    if size < len(_MAGIC) + _TAIL.size:
        raise ValueError("no sound file of this version")
    file.seek(size - _TAIL.size)
    length, crc = _TAIL.unpack(file.read(_TAIL.size))
    file.seek(0)
    if file.read(len(_MAGIC)) != _MAGIC or length > size - len(_MAGIC) - _TAIL.size:
        raise ValueError("no sound file of this version")
    found, left, told = zlib.crc32(_MAGIC), size - len(_MAGIC) - _TAIL.size, b""
    while left and (data := file.read(min(left, 1 << 20))):
        found, left = zlib.crc32(data, found), left - len(data)
        told = (told + data)[-length:]
    if found != crc:
        raise ValueError("damaged")
    facts: dict[str, Any] = json.loads(told)
    return facts
