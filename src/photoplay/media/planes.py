"""A picture as three planes; ``media/colour.py`` says what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

U8 = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Planes:
    """One picture as three planes; BT.709 limited range, 4:2:0, chroma sited left."""

    luma: U8
    cb: U8
    cr: U8

    def __iter__(self) -> Iterator[U8]:
        return iter((self.luma, self.cb, self.cr))

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the luma plane."""
        return self.luma.shape[1], self.luma.shape[0]

    @property
    def nbytes(self) -> int:
        return self.luma.nbytes + self.cb.nbytes + self.cr.nbytes
