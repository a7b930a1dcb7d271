"""What an MP4 of our own kind says to hold, read box by box: no decoder is asked.

Whoever wrote the file may have been taken over, so only the plainest form is taken: one track of H.264, at
most one of FLAC, everything within the file, nothing beside. Source: ISO/IEC 14496-12 and 14496-15;
"Encapsulation of FLAC in ISO Base Media File Format" 0.0.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

from photoplay.media.avc import coded_size

#: The index of twenty minutes at 120 pictures a second takes 6 MB.
_MOST_INDEX_BYTES: Final = 64_000_000
#: Boxes side by side; FFmpeg writes a dozen at most.
_MOST_BOXES: Final = 64
_TOP: Final = frozenset({b"ftyp", b"moov", b"mdat", b"free"})
_IN_MOVIE: Final = frozenset({b"mvhd", b"trak", b"udta"})
_IN_TRACK: Final = frozenset({b"tkhd", b"mdia"})
#: Bytes of a picture's entry before the boxes in it. Source: ISO/IEC 14496-12, 12.1.3.
_ENTRY_BYTES: Final = 78
#: Times of pictures are microseconds, those of sound are samples.
PICTURE_SCALE, SOUND_SCALE = 1_000_000, 48_000
#: The one reference of a track's data: this file itself.
_THIS_FILE: Final = struct.pack(">IIIIII", 28, 0x64726566, 0, 1, 12, 0x75726C20) + b"\0\0\0\x01"
#: A list of tags, empty, as FFmpeg always writes one.
_NO_TAGS: Final = (
    struct.pack(">I4sI", 53, b"meta", 0)
    + struct.pack(">I4sQ4s4s", 33, b"hdlr", 0, b"mdir", b"appl")
    + bytes(9)
    + struct.pack(">I4s", 8, b"ilst")
)
#: Turned by nothing: the matrix of a track, 16.16 and 2.30 fixed point.
_UPRIGHT: Final = struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)


@dataclass(frozen=True, slots=True)
class FilmBoxes:
    """What stands in a file's index.

    Attributes:
        size: (width, height), pixels.
        pictures: How many.
        duration_us: From the first picture to the end of the last.
        samples: Of its sound, at 48 kHz; 0 without.
    """

    size: tuple[int, int]
    pictures: int
    duration_us: int
    samples: int


@dataclass(frozen=True, slots=True)
class _Track:
    kind: bytes
    coding: bytes
    size: tuple[int, int]
    scale: int
    count: int
    length: int


def film_boxes(path: Path) -> FilmBoxes | None:
    """Reads a file's index; None if it is not of the one kind that is written here.

    Raises:
        OSError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            parts = list(_parts(_index(file), _IN_MOVIE))
        if any(body != _NO_TAGS for name, body in parts if name == b"udta"):
            raise ValueError("tags")
        return _film([_track(body) for name, body in parts if name == b"trak"])
    except (ValueError, struct.error, KeyError, IndexError):
        return None


def _film(tracks: list[_Track]) -> FilmBoxes:
    by_kind = {track.kind: track for track in tracks}
    pictures, sound = by_kind[b"vide"], by_kind.get(b"soun")
    if len(by_kind) != len(tracks) or len(tracks) > 2 or (len(tracks) == 2 and sound is None):
        raise ValueError("tracks of another kind")
    if (pictures.coding, pictures.scale) != (b"avc1", PICTURE_SCALE) or not pictures.count:
        raise ValueError("pictures of another kind")
    if sound is not None and (sound.coding, sound.scale) != (b"fLaC", SOUND_SCALE):
        raise ValueError("sound of another kind")
    return FilmBoxes(pictures.size, pictures.count, pictures.length, sound.length if sound is not None else 0)


def _index(file: BinaryIO) -> bytes:
    """The one ``moov`` box of a file, without its head; the other boxes are passed over unread."""
    file.seek(0, 2)
    end, at, found = file.tell(), 0, b""
    for _ in range(_MOST_BOXES):
        if at >= end:
            return found
        file.seek(at)
        head = file.read(16)
        size, name = struct.unpack_from(">I4s", head)
        length = 8
        if size == 1:
            (size,), length = struct.unpack_from(">Q", head, 8), 16
        if name not in _TOP or size < length or at + size > end or (name == b"moov" and found):
            raise ValueError("a box that should not be there")
        if name == b"moov":
            if size > _MOST_INDEX_BYTES:
                raise ValueError("too large an index")
            file.seek(at + length)
            found = file.read(size - length)
        at += size
    raise ValueError("too many boxes")


def _parts(body: bytes, known: frozenset[bytes] | None = None) -> Iterator[tuple[bytes, bytes]]:
    """(name, body) of the boxes in a box; all of them have to be known, if that is asked for."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at >= len(body):
            return
        size, name = struct.unpack_from(">I4s", body, at)
        if size < 8 or at + size > len(body) or (known is not None and name not in known):
            raise ValueError("a box that should not be there")
        yield name, body[at + 8 : at + size]
        at += size
    raise ValueError("too many boxes")


def _track(body: bytes) -> _Track:
    track = _once(body, _IN_TRACK)
    media = _once(track[b"mdia"])
    kind = media[b"hdlr"][8:12]
    inside = _once(media[b"minf"])
    table = _once(inside[b"stbl"])
    if _once(inside[b"dinf"])[b"dref"] != _THIS_FILE[8:]:
        raise ValueError("data of elsewhere")
    header = track[b"tkhd"]
    long = header[0] == 1
    if header[52 if long else 40 :][:36] != _UPRIGHT:
        raise ValueError("a turned track")
    coding, size = _coding(table[b"stsd"], kind)
    if b"ctts" in table:
        raise ValueError("pictures out of order")
    (count,) = struct.unpack_from(">I", table[b"stsz"], 8)
    length = _length(table[b"stts"], count)
    (scale,) = struct.unpack_from(">I", media[b"mdhd"], 20 if media[b"mdhd"][0] == 1 else 12)
    return _Track(kind, coding, size, scale, count, length)


def _once(body: bytes, known: frozenset[bytes] | None = None) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, inner in _parts(body, known):
        if name in found:
            raise ValueError("a box twice")
        found[name] = inner
    return found


def _coding(body: bytes, kind: bytes) -> tuple[bytes, tuple[int, int]]:
    """How samples are coded, in one way only, and the size of pictures."""
    if struct.unpack_from(">I", body, 4)[0] != 1:
        raise ValueError("several codings")
    ((name, entry),) = _parts(body[8:])
    if kind != b"vide":
        return name, (0, 0)
    size: tuple[int, int] = struct.unpack_from(">HH", entry, 24)
    if name == b"avc1" and coded_size(_once(entry[_ENTRY_BYTES:])[b"avcC"]) != size:
        raise ValueError("pictures of another size")
    return name, size


def _length(body: bytes, samples: int) -> int:
    """How long so many samples are together."""
    (entries,) = struct.unpack_from(">I", body, 4)
    if entries > samples:
        raise ValueError("more lengths than samples")
    told = np.frombuffer(body, ">u4", 2 * entries, 8).reshape(entries, 2).astype(np.uint64)
    if int(told[:, 0].sum()) != samples:
        raise ValueError("lengths of other samples")
    # Fits: there are fewer than 2³² samples, and none is as long as that.
    return int(told[:, 0] @ told[:, 1])
