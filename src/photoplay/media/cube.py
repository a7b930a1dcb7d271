"""Tables of colours in ``.cube`` files, as grading programs write them.

Source: Adobe Systems, "Cube LUT Specification" 1.0 (2013). The text is taken as it comes in the wild:
with a byte order mark, any line ends, tabs, comments after values, keywords of other programs.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photoplay.errors import BrokenMedia, MediaTooLarge, UnsupportedMedia
from photoplay.media.images import located, opened, shown
from photoplay.media.record import MediaRecord

F32 = NDArray[np.float32]

#: What is read at most: a table of 65³ with 16 digits a number has 17 MB.
MOST_BYTES: Final = 32_000_000
#: Sides of tables.
SIDES_3D, SIDES_1D = (2, 65), (2, 65536)
_MOST_HEADER_LINES: Final = 1000
#: Longest spelling of a number, and its largest size: beyond are no colours any more, only mistakes.
_MOST_DIGITS, _LARGEST = 40, 1000.0
_NUMBER: Final = re.compile(rb"[ \t]*[-+.]?\d")
_COMMENT: Final = re.compile(rb"#[^\r\n]*")
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_BOM: Final = b"\xef\xbb\xbf"
#: Words that begin a line and say something that is needed; any others are passed over.
_SIZE_3D, _SIZE_1D, _LOW, _HIGH = b"LUT_3D_SIZE", b"LUT_1D_SIZE", b"DOMAIN_MIN", b"DOMAIN_MAX"
_RANGES: Final = (b"LUT_3D_INPUT_RANGE", b"LUT_1D_INPUT_RANGE")


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """A table of colours.

    Attributes:
        values: float32 ``(n, n, n, 3)`` by blue, green, red (red runs fastest), or ``(n, 3)`` of curves
            for each channel.
        low, high: Red, green, blue at the table's first and last place.
    """

    values: F32
    low: tuple[float, float, float] = (0.0, 0.0, 0.0)
    high: tuple[float, float, float] = (1.0, 1.0, 1.0)

    @property
    def size(self) -> int:
        return int(self.values.shape[0])


def is_cube(head: bytes) -> bool:
    """Whether a file that begins so is a table of colours.

    Args:
        head: Its first bytes, some hundred at least: a title or comments may come first.
    """
    text = head.removeprefix(_BOM)
    if b"\0" in text:
        return False
    first = (line.lstrip() for line in _LINE_END.split(text))
    words = [line.split()[0].upper() for line in first if line and not line.startswith(b"#")]
    return bool(words) and words[0] in (b"TITLE", _SIZE_3D, _SIZE_1D, _LOW, _HIGH, *_RANGES)


def probe_cube(path: Path | str, name: str | None = None) -> MediaRecord:
    """The record of a file with a table of colours, all of it read.

    Raises:
        MissingMedia, MediaTooLarge, UnsupportedMedia, BrokenMedia: As ``read_cube``.
    """
    path, own_name = located(path)
    name = own_name if name is None else name
    read_cube(path, name)
    with opened(path, name) as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size_bytes = os.fstat(file.fileno()).st_size
    return MediaRecord(
        id=f"lut_{sha256[:16]}", name=name, path=path, kind="lut", format="cube", width=0, height=0,
        size_bytes=size_bytes, sha256=sha256, role="lut",
    )  # fmt: skip


def read_cube(path: Path | str, name: str | None = None) -> Cube:
    """The table in a file.

    Args:
        path: Where it is.
        name: The file's name as the user knows it, if not the path's own.

    Raises:
        MissingMedia: The file is gone or may not be read.
        MediaTooLarge: It has more bytes than any table needs.
        UnsupportedMedia: It is not a table, or one that is not read.
        BrokenMedia: Its numbers are not what its header promises.
    """
    path, own_name = located(path)
    name = shown(own_name if name is None else name)
    with opened(path, name) as file:
        if os.fstat(file.fileno()).st_size > MOST_BYTES:
            words = f"{name} is larger than {MOST_BYTES // 1_000_000} MB. Export a smaller table, such as 33 × 33 × 33."
            raise MediaTooLarge(words, name=name)
        content = file.read(MOST_BYTES + 1)
    return parse_cube(content, name)


def parse_cube(content: bytes, name: str) -> Cube:
    """As ``read_cube``, of a file's bytes."""
    found, body = _header(content.removeprefix(_BOM), name)
    sizes = [(key, found[key]) for key in (_SIZE_3D, _SIZE_1D) if key in found]
    if not sizes and not body:
        raise _no_table(name)
    if len(sizes) != 1:
        what = "it has two tables in one" if sizes else "it does not say how large its table is"
        raise UnsupportedMedia(
            f"{name} is no table of colours that can be read: {what}. Export it as a 3D .cube file.",
            name=name,
        )
    key, told = sizes[0]
    side = _side(told, SIDES_3D if key == _SIZE_3D else SIDES_1D, name)
    low, high = _domain(found, name)
    shape = (side, side, side, 3) if key == _SIZE_3D else (side, 3)
    return Cube(_values(body, shape, name), low, high)


def write_cube(path: Path, cube: Cube, title: str = "") -> None:
    """Writes a table so that ``read_cube`` gives it back: its colours to within 1e-6, its ends exactly."""
    kind = "LUT_3D_SIZE" if cube.values.ndim == 4 else "LUT_1D_SIZE"
    lines = [f'TITLE "{title}"'] if title else []
    lines.append(f"{kind} {cube.size}")
    for key, colour in (("DOMAIN_MIN", cube.low), ("DOMAIN_MAX", cube.high)):
        lines.append(f"{key} {' '.join(f'{value:.9g}' for value in colour)}")
    lines += [f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in cube.values.reshape(-1, 3)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def looked_up(cube: Cube, rgb: F32) -> F32:
    """Colours through a table, between its places along tetrahedra; curves along straight lines.

    Beyond the table's ends colours keep their distance from them, so that the result goes on smoothly.

    Args:
        cube: The table.
        rgb: float32 ``(n, 3)``.
    """
    low, high = np.array(cube.low, np.float32), np.array(cube.high, np.float32)
    inside = np.clip(rgb, low, high)
    place = (inside - low) / (high - low) * np.float32(cube.size - 1)
    first = np.clip(place.astype(np.int32), 0, cube.size - 2)
    part = (place - first).astype(np.float32)
    if cube.values.ndim == 2:
        channels = np.arange(3)
        start, end = cube.values[first, channels], cube.values[first + 1, channels]
        return np.asarray(start + (end - start) * part + (rgb - inside), np.float32)
    return np.asarray(_along_tetrahedra(cube.values, first, part) + (rgb - inside), np.float32)


def _along_tetrahedra(values: F32, first: NDArray[np.int32], part: F32) -> F32:
    """From a cell's first corner to its last along its edges, the longest way first."""
    side = values.shape[0]
    flat = values.reshape(-1, 3)
    steps = np.array([1, side, side * side])
    order = np.argsort(-part, axis=1, kind="stable")
    ordered = np.take_along_axis(part, order, axis=1)
    corner = first @ steps
    out = flat[corner] * (1 - ordered[:, :1])
    for k in range(3):
        corner = corner + steps[order[:, k]]
        rest = ordered[:, k + 1 : k + 2] if k < 2 else np.float32(0)
        out = out + flat[corner] * (ordered[:, k : k + 1] - rest)
    return np.asarray(out, np.float32)


def _header(content: bytes, name: str) -> tuple[dict[bytes, list[bytes]], bytes]:
    """What the lines before the numbers say, by their first words, and all from the first number on."""
    found: dict[bytes, list[bytes]] = {}
    at = 0
    for _ in range(_MOST_HEADER_LINES):
        if at >= len(content) or _NUMBER.match(content, at):
            return found, content[at:]
        end = _LINE_END.search(content, at)
        stop = end.start() if end else len(content)
        words = content[at : min(stop, at + 1000)].split(b"#")[0].split()
        if words:
            found[words[0].upper()] = words[1:]
        at = end.end() if end else len(content)
    raise _no_table(name)


def _no_table(name: str) -> UnsupportedMedia:
    return UnsupportedMedia(f"{name} is not a table of colours. Choose a .cube file.", name=name)


def _side(told: list[bytes], bounds: tuple[int, int], name: str) -> int:
    text = told[0] if len(told) == 1 else b""
    if not text.isdigit() or len(text) > 6:
        raise BrokenMedia(f"{name} is damaged: it gives no size for its table. Export it again.", name=name)
    side = int(text)
    if not bounds[0] <= side <= bounds[1]:
        words = f"{name} has a table of size {side}; sizes {bounds[0]} to {bounds[1]} are read. Export it smaller."
        raise UnsupportedMedia(words, name=name)
    return side


def _domain(
    found: dict[bytes, list[bytes]], name: str
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """The colours at both ends: as Adobe tells them, or as DaVinci Resolve does in one line."""
    ends = [(0.0, 0.0, 0.0), (1.0, 1.0, 1.0)]
    for key in _RANGES:
        if key in found:
            ends = [(value,) * 3 for value in _numbers(found[key], 2, name)]
    for index, key in enumerate((_LOW, _HIGH)):
        if key in found:
            r, g, b = _numbers(found[key], 3, name)
            ends[index] = (r, g, b)
    if any(high - low < 1e-6 for low, high in zip(*ends, strict=True)):
        raise BrokenMedia(f"{name} is damaged: its range of colours is empty. Export it again.", name=name)
    return ends[0], ends[1]


def _numbers(words: list[bytes], count: int, name: str) -> list[float]:
    values = _floats(words, name)
    if len(values) != count:
        raise BrokenMedia(
            f"{name} is damaged: its range of colours is not right. Export it again.", name=name
        )
    return [float(value) for value in values]


def _values(body: bytes, shape: tuple[int, ...], name: str) -> F32:
    wanted = int(np.prod(shape))
    if b"#" in body:
        body = _COMMENT.sub(b"", body)
    words = body.split(None, wanted)
    if len(words) > wanted:
        rest = words.pop().split(None, 1)[0][:20].decode("ascii", "replace")
        words_too_many = f"{name} is damaged: after its last colour comes “{shown(rest)}”. Export it again."
        raise BrokenMedia(words_too_many, name=name)
    if len(words) < wanted:
        told = f"{len(words) // 3} of {wanted // 3} colours"
        raise BrokenMedia(f"{name} is damaged: it has only {told}. Export or download it again.", name=name)
    return np.ascontiguousarray(_floats(words, name).reshape(shape))


def _floats(words: list[bytes], name: str) -> F32:
    """Numbers of their spellings.

    Raises:
        BrokenMedia: One is no number, or too large for a colour.
    """
    bad = next((word for word in words if len(word) > _MOST_DIGITS), None)
    try:
        values = np.array([float(word) for word in words] if bad is None else [], np.float64)
    except ValueError:
        bad = next(word for word in words if not _is_number(word))
    if bad is None and not (np.abs(values) <= _LARGEST).all():
        bad = words[int(np.argmin(np.abs(values) <= _LARGEST))]
    if bad is not None:
        told = shown(bad[:20].decode("ascii", "replace"))
        raise BrokenMedia(f"{name} is damaged: “{told}” is no colour's number. Export it again.", name=name)
    return values.astype(np.float32)


def _is_number(word: bytes) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
