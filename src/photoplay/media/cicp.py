"""Code points for colour (CICP) in HEIF and AVIF files, read from their boxes.

Read here because Pillow does not tell them for AVIF, and only when there is no ICC profile for HEIF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Transfer characteristics. Source: ITU-T H.273, table 3.
LINEAR: Final = 8
PQ: Final = 16
HLG: Final = 18
#: Colour primaries. Source: ITU-T H.273, table 2.
BT709: Final = 1
BT2020: Final = 9
P3_D65: Final = 12


@dataclass(frozen=True, slots=True)
class Cicp:
    """Code points of ITU-T H.273: ``primaries`` (1, 9, 12 known) and ``transfer`` (16 PQ, 18 HLG)."""

    primaries: int
    transfer: int

    @property
    def is_hdr(self) -> bool:
        return self.transfer in (PQ, HLG)

    @property
    def is_srgb(self) -> bool:
        """Whether pixels may be used as they are; unknown primaries count as BT.709."""
        known = self.primaries in (BT2020, P3_D65)
        return not (known or self.is_hdr or self.transfer == LINEAR)


def is_complete(data: bytes) -> bool:
    """Whether the last box of a HEIF or AVIF file ends where the file does, and there is a picture's data."""
    at, kinds = 0, set()
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        kinds.add(data[at + 4 : at + 8])
        at += size if size >= 8 else len(data) - at
    return at <= len(data) and b"mdat" in kinds


def find_cicp(data: bytes) -> Cicp | None:
    """Code points of the primary picture of a HEIF or AVIF file.

    Only properties tied to the primary item count: a gain map beside it has its own.

    Args:
        data: The file's bytes as far as its ``meta`` box reaches, or all of them.

    Source: ISO/IEC 14496-12 (boxes), 23008-12 (pitm, iprp, ipco, ipma), nclx in 12.1.5.
    """
    meta = _first(data, b"meta")
    if meta is None:
        return None
    meta = meta[4:]
    pitm, iprp = _first(meta, b"pitm"), _first(meta, b"iprp")
    if pitm is None or iprp is None:
        return None
    primary = int.from_bytes(pitm[4:] if pitm[:1] != b"\0" else pitm[4:6], "big")
    properties = list(_boxes(_first(iprp, b"ipco") or b""))
    for index in _properties_of(primary, _first(iprp, b"ipma") or b""):
        if 0 < index <= len(properties):
            kind, body = properties[index - 1]
            if kind == b"colr" and body[:4] == b"nclx" and len(body) >= 8:
                return Cicp(int.from_bytes(body[4:6], "big"), int.from_bytes(body[6:8], "big"))
    return None


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and body of each box, one after the other; stops at the first that makes no sense."""
    at = 0
    while at + 8 <= len(data):
        size, header = int.from_bytes(data[at : at + 4], "big"), 8
        if size == 1:
            size, header = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if size == 0:
            size = len(data) - at
        if size < header:
            return
        yield data[at + 4 : at + 8], data[at + header : at + size]
        at += size


def _first(data: bytes, kind: bytes) -> bytes | None:
    return next((body for found, body in _boxes(data) if found == kind), None)


def _properties_of(item: int, ipma: bytes) -> list[int]:
    """Numbers (from 1) of the properties tied to one item."""
    if len(ipma) < 8:
        return []
    id_bytes = 4 if ipma[0] else 2
    number_bytes = 2 if ipma[3] & 1 else 1
    mask = 0x7FFF if number_bytes == 2 else 0x7F
    at, entries = 8, int.from_bytes(ipma[4:8], "big")
    for _ in range(entries):
        if at + id_bytes >= len(ipma):
            break
        found, count = int.from_bytes(ipma[at : at + id_bytes], "big"), ipma[at + id_bytes]
        at += id_bytes + 1
        numbers = [
            int.from_bytes(ipma[i : i + number_bytes], "big") & mask
            for i in range(at, at + count * number_bytes, number_bytes)
        ]
        if found == item:
            return numbers
        at += count * number_bytes
    return []
