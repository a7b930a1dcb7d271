"""Encoded frames as data, and the form in which a chunk of them is kept."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass

_MAGIC = b"photoplay chunk 1\n"
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Packet:
    """One encoded frame in decoding order: Annex-B bytes, time in frames of the chunk, key or not."""

    data: bytes
    pts: int
    is_keyframe: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """The packets of one chunk in decoding order; their times count from its first frame."""

    frames: int
    packets: tuple[Packet, ...]


def pack(chunk: Chunk) -> bytes:
    """A chunk as bytes: magic, header length, JSON header, packets, digest of all before it."""
    header = {
        "frames": chunk.frames,
        "packets": [[len(p.data), p.pts, int(p.is_keyframe)] for p in chunk.packets],
    }
    told = json.dumps(header, separators=(",", ":")).encode()
    return sealed(b"".join([_MAGIC, struct.pack("<I", len(told)), told, *(p.data for p in chunk.packets)]))


def unpack(data: bytes) -> Chunk | None:
    """The chunk in ``data``, or None when the bytes are not a whole chunk of this version."""
    body = unsealed(data)
    if body is None or not body.startswith(_MAGIC):
        return None
    start = len(_MAGIC) + 4
    (length,) = struct.unpack("<I", body[len(_MAGIC) : start])
    header = json.loads(body[start : start + length])
    return Chunk(header["frames"], _split(body, start + length, header["packets"]))


def sealed(body: bytes) -> bytes:
    """Bytes with a digest behind them, by which damage is noticed."""
    return body + hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest()


def unsealed(data: bytes) -> bytes | None:
    """What was sealed; None when it is damaged."""
    body, digest = data[:-_DIGEST_BYTES], data[-_DIGEST_BYTES:]
    return body if hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest() == digest else None


def _split(body: bytes, at: int, rows: Sequence[Sequence[int]]) -> tuple[Packet, ...]:
    packets = []
    for size, pts, is_keyframe in rows:
        packets.append(Packet(body[at : at + size], pts, bool(is_keyframe)))
        at += size
    return tuple(packets)
