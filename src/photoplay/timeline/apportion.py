"""Sharing out a whole number so that the parts add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence


def apportion(weights: Sequence[int], total: int, least: int) -> list[int]:
    """Whole parts of ``total`` in proportion to the weights, none smaller than ``least``.

    Parts that would be too small are set to ``least``, and the rest is shared among the others; what
    rounding leaves over goes to the parts that lost most by it, the earlier first (Hamilton's method).

    Args:
        weights: Positive whole numbers.
        total: At least ``least · len(weights)``.
        least: Smallest part, ≥ 0.
    """
    small: set[int] = set()
    while True:
        free = [index for index in range(len(weights)) if index not in small]
        left = total - least * len(small)
        whole = sum(weights[index] for index in free)
        too_small = {index for index in free if left * weights[index] < least * whole}
        if not too_small:
            break
        small |= too_small
    parts = [least] * len(weights)
    for index in free:
        parts[index] = left * weights[index] // whole
    spare = total - sum(parts)
    by_loss = sorted(free, key=lambda index: (-(left * weights[index] % whole), index))
    for index in by_loss[:spare]:
        parts[index] += 1
    return parts
