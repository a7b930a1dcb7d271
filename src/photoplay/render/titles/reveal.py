"""Where a word can be cut between two of its letters: for typing, which never breaks its shaping."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: How much a letter of unusual width counts against a cut through ink.
_WIDTH_WEIGHT = 0.15
#: Letters are at least this share of their expected width.
_LEAST_SHARE = 0.3
#: Longer words are looked at in coarser columns: the search is quadratic.
_MOST_COLUMNS = 400
#: Widths of letters against the usual one.
_NARROW, _WIDE = "iIljtfr.,:;!|'’()[]", "mwMW@%—"


def cut_columns(
    ink: NDArray[np.float32], text: str, clusters: int, *, right_to_left: bool = False
) -> tuple[int, ...]:
    """Columns that part a word into grapheme clusters, by the gaps in its ink.

    Letters are told apart where there is least ink, near to where widths suggest; joined scripts are
    cut at their thinnest strokes.

    Args:
        ink: float32 ``(W,)``; how much ink each column of the word has.
        text: The word.
        clusters: How many grapheme clusters it has.
        right_to_left: Whether its first cluster stands on the right.

    Returns:
        ``clusters + 1`` columns: with ``n`` clusters shown, what lies beyond the ``n``-th is hidden;
        ascending, or descending from the right.
    """
    width = ink.size
    inked = np.flatnonzero(ink > 0)
    if clusters < 1 or inked.size == 0:
        return (0, *[width] * max(clusters, 0)) if not right_to_left else (width, *[0] * max(clusters, 0))
    weights = _weights(text, clusters)
    first, last = int(inked[0]), int(inked[-1]) + 1
    line = ink[first:last]
    inner = _cuts(line[::-1] if right_to_left else line, weights)
    if right_to_left:
        return (width, *(last - cut for cut in inner), 0)
    return (0, *(first + cut for cut in inner), width)


def _weights(text: str, clusters: int) -> NDArray[np.float64]:
    """Expected widths of clusters; equal ones where letters and clusters are not the same."""
    if len(text) != clusters:
        return np.full(clusters, 1 / clusters)
    told = np.array([0.5 if letter in _NARROW else 1.5 if letter in _WIDE else 1.0 for letter in text])
    return np.asarray(told / told.sum())


def _cuts(ink: NDArray[np.float32], weights: NDArray[np.float64]) -> list[int]:
    """The cheapest places of all cuts together, by dynamic programming over columns."""
    count = weights.size
    if count < 2:
        return []
    step = -(-ink.size // _MOST_COLUMNS)
    # A cut at column x lies between columns x − 1 and x, and costs what the thinner of them has.
    between = np.append(np.minimum(ink, np.append(ink[:1], ink[:-1])), 0)[::step]
    price = between / max(float(ink.max()), 1e-9)
    size = price.size
    x = np.arange(size)
    gaps = x[None, :] - x[:, None]  # from a cut (row) to the next (column)
    best = np.where(x == 0, 0.0, np.inf)
    came = []
    for weight in weights[:-1]:
        best, back = _next(best, gaps, weight * size)
        best = best + price
        came.append(back)
    rest = (size - 1 - x) / max(weights[-1] * size, 1)
    best = best + _WIDTH_WEIGHT * (rest - 1) ** 2
    place = int(best.argmin())
    places = []
    for back in reversed(came):
        places.append(place)
        place = int(back[place])
    return [min(place * step, ink.size) for place in reversed(places)]


def _next(
    best: NDArray[np.float64], gaps: NDArray[np.intp], expected: float
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The cheapest cost of a cut at each column after one more letter, and where that letter began."""
    share = gaps / max(expected, 1e-9)
    cost = best[:, None] + _WIDTH_WEIGHT * (share - 1) ** 2
    cost[share < _LEAST_SHARE] = 1e6
    back = cost.argmin(axis=0)
    return cost[back, np.arange(best.size)], back
