"""Chance that falls the same way on every machine and in every version of Python.

Integers only, and floats made by exact steps: no library whose streams may change, no hash() of a process,
no function of libm whose last bit differs between systems.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_Item = TypeVar("_Item")


class Chance:
    """A stream of numbers that its keys decide: SplitMix64.

    Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    """

    __slots__ = ("_state",)

    def __init__(self, *keys: int | str) -> None:
        state = 0
        for key in keys:
            state = _mixed(state ^ _number(key))
        self._state = state

    def bits(self) -> int:
        """64 bits."""
        value = _mixed(self._state)
        self._state = (self._state + _GOLDEN) & _MASK
        return value

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """A float in ``[low, high)``."""
        return low + (high - low) * (self.bits() >> 11) * 2.0**-53

    def whole(self, below: int) -> int:
        """An integer in ``[0, below)``."""
        return (self.bits() >> 11) % below

    def happens(self, probability: float) -> bool:
        return self.uniform() < probability

    def choice(self, items: Sequence[_Item]) -> _Item:
        return items[self.whole(len(items))]

    def weighted(self, items: Sequence[_Item], weights: Sequence[float]) -> _Item:
        """One of the items, each as often as its weight says."""
        left = self.uniform(0.0, sum(weights))
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def normal(self, sigma: float = 1.0) -> float:
        """About normal, mean 0, never beyond 3 sigma: the sum of three uniform numbers."""
        return sigma * 2.0 * (self.uniform() + self.uniform() + self.uniform() - 1.5)


def _mixed(value: int) -> int:
    value = (value + _GOLDEN) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def _number(key: int | str) -> int:
    """FNV-1a of a word; an integer as it is."""
    if isinstance(key, int):
        return key & _MASK
    value = 0xCBF29CE484222325
    for byte in key.encode():
        value = ((value ^ byte) * 0x100000001B3) & _MASK
    return value
