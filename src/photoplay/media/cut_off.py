"""Films that break off: the file is shorter than its own beginning says. No decoder is asked."""

from __future__ import annotations

import os
from typing import BinaryIO, Final

from photoplay.media.images import shown
from photoplay.media.record import MediaRecord

#: Of the top of an MP4.
_MOST_BOXES: Final = 64
#: Of the header of a Matroska file. Source: RFC 8794, 11.2; RFC 9559, 5.1.
_EBML, _SEGMENT = b"\x1aE\xdf\xa3", b"\x18\x53\x80\x67"


def cut_off_note(record: MediaRecord) -> str | None:
    """What a user should know of a film whose end is missing; None of a whole one, and of all else."""
    if record.film is None:
        return None
    try:
        with record.path.open("rb") as file:
            is_cut = is_cut_off(record.format, file)
    except OSError:
        return None
    if not is_cut:
        return None
    return (
        f"{shown(record.name)} breaks off after {record.film.duration_ms / 1000:.1f} s: its end is missing. "
        "What is left of it is used; copy or download it again for all of it."
    )


def is_cut_off(format: str, file: BinaryIO) -> bool:
    """Whether bytes are missing at the end of a film.

    Args:
        format: ``mp4 mov avi webm mkv``; others are never cut off.
        file: All of it; left standing anywhere.
    """
    size = os.fstat(file.fileno()).st_size
    file.seek(0)
    if format in ("mp4", "mov"):
        return _box_is_missing(file, size)
    head = file.read(4096)
    if format == "avi":
        return head[:4] == b"RIFF" and 8 + int.from_bytes(head[4:8], "little") > size
    return format in ("webm", "mkv") and (_segment_end(head) or 0) > size


def _box_is_missing(file: BinaryIO, size: int) -> bool:
    at = 0
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return False
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if length < 8:  # 0 means up to the end, however far that is
            return False
        at += length
        if at > size:
            return True
    return False


def _segment_end(head: bytes) -> int | None:
    """Where the one segment of a Matroska file ends; None if it does not say, as of live recordings."""
    if not head.startswith(_EBML):
        return None
    header = _number(head, 4)
    if header is None or header[0] is None:
        return None
    at = header[1] + header[0]
    if head[at : at + 4] != _SEGMENT:
        return None
    segment = _number(head, at + 4)
    return None if segment is None or segment[0] is None else segment[1] + segment[0]


def _number(data: bytes, at: int) -> tuple[int | None, int] | None:
    """A length and where it ends; the length is None if it is left open. Source: RFC 8794, 4 and 6.2."""
    if at >= len(data) or not data[at]:
        return None
    size = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + size], "big") & ((1 << 7 * size) - 1)
    return (None if value == (1 << 7 * size) - 1 else value), at + size
