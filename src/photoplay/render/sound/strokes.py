"""Strokes in a sound: the moments at which something short begins, such as a consonant, a clap or a drum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoplay.render.sound.cues import RATE

F32 = NDArray[np.float32]

#: Strokes are looked for in steps of 5 ms.
STEP = RATE // 200
#: At a stroke, the energy of the samples, or of what changes from one to the next, is so many times that of the
#: steps from so long before to so long before it; below the floor nothing is one.
_RISE, _PAST, _NEAR, _FLOOR = 4.0, 10, 2, 3e-9
#: Its moment is where it is loudest within so many steps, over so many samples.
_WITHIN, _WIDTH = 3, 48


class Strokes:
    """Finds strokes in samples that come bit by bit.

    Args:
        distance: How far apart they are at least, samples; of those that are nearer, the strongest counts.
    """

    def __init__(self, distance: int) -> None:
        self._distance = distance
        self._held: F32 = np.zeros((0, 2), np.float32)
        #: Where the held samples begin, and the steps up to which there is nothing left to look at.
        self._first, self._looked = 0, 0
        self._near: list[tuple[int, float]] = []
        #: Places of those that are sure, ascending, samples.
        self.found: list[int] = []
        #: Up to where they are, samples.
        self.known = 0

    def add(self, samples: F32) -> None:
        """Takes float32 (n, 2)."""
        self._held = np.concatenate([self._held, samples])
        self._look(0)

    def finish(self) -> None:
        """There is nothing more to come."""
        self._held = np.concatenate([self._held, np.zeros(((_WITHIN + 2) * STEP, 2), np.float32)])
        self._look(1 << 60)

    def forget(self, before: int) -> None:
        """Drops what is known of places before this one."""
        self.found = [place for place in self.found if place >= before]

    def _look(self, more: int) -> None:
        """Looks at all steps that have enough after them; ``more``: samples that nothing will be in."""
        first = self._looked
        last = (self._first + len(self._held)) // STEP - _WITHIN
        if last > first:
            self._near += self._risen(first, last)
            self._looked = last
            keep = max(self._first, (last - _PAST - 2) * STEP)
            self._held, self._first = self._held[keep - self._first :], keep
        self._settle(self._looked * STEP + more)

    def _risen(self, first: int, last: int) -> list[tuple[int, float]]:
        """Places and strengths of what may be strokes in the steps ``[first, last)``."""
        begin = self._first // STEP
        whole = len(self._held) // STEP
        changes = np.diff(self._held, axis=0, prepend=self._held[:1])
        energies = [_energies(samples, whole) for samples in (self._held, changes)]
        rise = np.maximum(*(_rises(one) for one in energies))
        found = []
        for step in range(first - begin, last - begin):
            beside = rise[max(0, step - 1)], rise[step + 1]
            if rise[step] >= _RISE and rise[step] >= max(beside):
                found.append(self._moment(begin + step, float(energies[0][step : step + 2].sum())))
        return found

    def _moment(self, step: int, strength: float) -> tuple[int, float]:
        """The place where a stroke that begins in a step is loudest, and its strength."""
        start = step * STEP - self._first
        level = np.abs(self._held[start : start + _WITHIN * STEP]).max(1)
        loud = np.convolve(level, np.ones(_WIDTH), "same")
        return self._first + start + int(loud.argmax()), strength

    def _settle(self, known: int) -> None:
        """Takes those that are certain, now that all before a place is known."""
        while self._near and self._near[0][0] + self._distance <= known:
            place, strength = self._near.pop(0)
            nearest = (one for one in self._near if one[0] < place + self._distance)
            if self.found and place - self.found[-1] < self._distance:
                continue
            if all(other <= strength for _, other in nearest):
                self.found.append(place)
        self.known = min(known, self._near[0][0]) if self._near else known - self._distance


def _energies(samples: F32, steps: int) -> NDArray[np.float64]:
    """Mean squares of whole steps."""
    return np.asarray((samples[: steps * STEP].astype(np.float64) ** 2).reshape(steps, -1).mean(1))


def _rises(energy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each step, over those before it; what lies before the first one counts as silence."""
    sums = np.concatenate([np.zeros(1 + _PAST), np.cumsum(energy)])
    at = np.arange(len(energy))
    past = (sums[at + 1 + _PAST - _NEAR] - sums[at + 1]) / (_PAST - _NEAR)
    return np.asarray(energy / (past + _FLOOR))
