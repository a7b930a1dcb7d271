"""The size of pictures in an H.264 header, of the plain kind that is written here: no decoder is asked.

Source: ITU-T H.264 (2021), 7.3.2.1.1 and 7.4.2.1.1; ISO/IEC 14496-15, 5.3.3.1 (avcC).
"""

from __future__ import annotations

from typing import Final

#: "Baseline", whose header says nothing of depths and kinds of colours: eight bits and 4:2:0.
_BASELINE: Final = 66
_MOST_HEADER_BYTES: Final = 256
_MOST_ZEROS: Final = 31


def coded_size(configuration: bytes) -> tuple[int, int]:
    """(width, height) of the pictures, pixels, by the body of an ``avcC`` box with one header.

    Raises:
        ValueError, IndexError: It is not of the plain kind.
    """
    length = int.from_bytes(configuration[6:8], "big")
    header = configuration[8 : 8 + length]
    if configuration[5] & 31 != 1 or not 4 < length <= _MOST_HEADER_BYTES or len(header) != length:
        raise ValueError("several headers")
    # A byte 3 after two zeros is put in so that none of them looks like a beginning.
    bits = _Bits(header.replace(b"\0\0\3", b"\0\0"))
    if bits.number(8) & 31 != 7 or bits.number(8) != _BASELINE:
        raise ValueError("another kind of header")
    bits.number(16)  # constraints and level
    bits.golomb()  # its number
    bits.golomb()  # digits of the pictures' numbers
    order = bits.golomb()
    if order == 0:
        bits.golomb()
    elif order != 2:
        raise ValueError("an odd order")
    bits.golomb()  # pictures that are referred to
    bits.number(1)
    width, height = 16 * (bits.golomb() + 1), 16 * (bits.golomb() + 1)
    if not bits.number(1):
        raise ValueError("half pictures")
    bits.number(1)
    cut = [2 * bits.golomb() for _ in range(4)] if bits.number(1) else [0] * 4
    return width - cut[0] - cut[1], height - cut[2] - cut[3]


class _Bits:
    """Bits, the highest first."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self, count: int) -> int:
        value = 0
        for _ in range(count):
            value = value << 1 | self._data[self._at >> 3] >> (7 - (self._at & 7)) & 1
            self._at += 1
        return value

    def golomb(self) -> int:
        """An Exp-Golomb number without sign (9.1)."""
        zeros = 0
        while not self.number(1):
            zeros += 1
            if zeros > _MOST_ZEROS:
                raise ValueError("too large a number")
        return (1 << zeros) - 1 + self.number(zeros)
