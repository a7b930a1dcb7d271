"""What an effect is given to draw one frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from photoplay.media.planes import Planes


class Scratch:
    """Work arrays that are kept from frame to frame: new ones cost a page fault every 4 KiB."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, tuple[int, ...], str], NDArray[Any]] = {}

    def take(self, name: str, shape: tuple[int, ...], dtype: DTypeLike = np.float32) -> NDArray[Any]:
        """An array under a name; its content is whatever it was left with."""
        key = name, shape, np.dtype(dtype).str
        if key not in self._kept:
            self._kept[key] = np.zeros(shape, dtype)
        return self._kept[key]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One frame of a transition between two whole pictures.

    Attributes:
        p: Progress, 0 (only the first picture) to 1 (only the second).
        a, b: The two pictures as they would be seen alone, on the whole canvas; not changed.
        out: Planes of the canvas' size, written; their rows may be longer in memory.
        scratch: Work arrays.
    """

    p: float
    a: Planes
    b: Planes
    out: Planes
    scratch: Scratch = field(default_factory=Scratch)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the canvas."""
        return self.a.size
