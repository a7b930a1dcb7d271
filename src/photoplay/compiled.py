"""Compiling loops over samples, kept on disk where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Any:
    """The function as machine code.

    The code is kept beside the module, or in the user's cache folder; where neither can be written
    (a read-only container) it is made anew by each process.
    """
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:
        return njit(nogil=True)(function)
