"""One film being read: a short run of its pictures, going on forwards, or backwards run by run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Generator, Iterator
from itertools import pairwise

from photoplay.errors import BrokenMedia
from photoplay.media.planes import Planes

#: Pictures from a film time on, µs, as ``media.videos.pictures`` gives them.
Read = Callable[[int], Iterator[tuple[int, Planes]]]

#: Fewest pictures a run can do with: the one seen, the one after it, and one more.
LEAST_KEPT = 3
#: To a place no further ahead than this it is faster to read on than to go there, µs.
AHEAD_US = 2_000_000
#: Time between two pictures until it is known, µs.
_USUAL_INTERVAL_US = 33_000
#: How far before a place that cannot be read it is tried again, µs; at last from the film's beginning.
_STEPS_BACK_US = (1_000_000, 4_000_000, 16_000_000)


class Reel:
    """A film, and the run of its pictures that was read last.

    Where it breaks off, its last good picture stands.

    Args:
        read: Reads the film from any time on.

    Attributes:
        kept: How many pictures it keeps at most, ≥ ``LEAST_KEPT``. May be changed at any time.
    """

    def __init__(self, read: Read) -> None:
        self.kept = LEAST_KEPT
        self._read = read
        self._rest: Iterator[tuple[int, Planes]] = iter(())
        self._run: deque[tuple[int, Planes]] = deque()
        self._begin_us = 0
        self._ended = True

    @property
    def nbytes(self) -> int:
        """Of the pictures it keeps."""
        return sum(planes.nbytes for _, planes in self._run)

    def way_us(self, at_us: int, *, backwards: bool) -> int | None:
        """How far it has to be read on to a place, in film time; None: it would have to go there anew."""
        if self._holds(at_us):
            return 0
        if not self._run:
            return None
        if at_us >= self._run[-1][0]:
            ahead = at_us - self._run[-1][0]
            return ahead if ahead <= AHEAD_US and not self._ended else None
        behind = self._begin_us - at_us
        return behind if backwards and 0 <= behind <= AHEAD_US else None

    def around(self, at_us: int, *, backwards: bool = False) -> tuple[int, int | None]:
        """The times of the picture that is shown at a moment, and of the one after it, if there is one.

        Args:
            at_us: Film time, ≥ 0.
            backwards: Whether earlier moments will be asked for next.

        Raises:
            MediaError: Nothing of the film can be read.
        """
        if not self._holds(at_us):
            if self._ended or not self._run or not 0 <= at_us - self._run[-1][0] <= AHEAD_US:
                self._go_to(at_us, backwards)
            while not self._holds(at_us):
                self._read_on()
        times = [time for time, _ in self._run]
        index = max(0, bisect_right(times, at_us) - 1)
        return times[index], times[index + 1] if index + 1 < len(times) else None

    def picture(self, time_us: int) -> Planes:
        """The picture of a time that ``around`` gave."""
        if not self._run or not self._run[0][0] <= time_us <= self._run[-1][0]:
            self.around(time_us)
        index = bisect_left(self._run, time_us, key=lambda one: one[0])
        return self._run[min(index, len(self._run) - 1)][1]

    def close(self) -> None:
        """Lets go of the file and of all pictures."""
        _closed(self._rest)
        self._rest = iter(())
        self._run.clear()
        self._ended = True

    def _holds(self, at_us: int) -> bool:
        """Whether the picture of a moment is here, and the one after it, if there is one."""
        if not self._run or at_us < self._begin_us:
            return False
        return self._ended or at_us < self._run[-1][0]

    def _go_to(self, at_us: int, backwards: bool) -> None:
        """Starts a new run that begins at a place, or well before it for going backwards."""
        goal = at_us - (self.kept - 2) * self._interval_us() if backwards else at_us
        goal = max(0, goal)
        self.close()
        goals = [goal, *(goal - step for step in _STEPS_BACK_US if step < goal), *([0] if goal else [])]
        broken: BrokenMedia | None = None
        for place in goals:
            self._rest, self._ended = self._read(place), False
            try:
                first = next(self._rest)
            except StopIteration:
                continue
            except BrokenMedia as error:
                broken = error
                continue
            self._begin_us = min(goal, first[0])
            self._add(first)
            return
        self._ended = True
        raise broken or BrokenMedia(
            "A film holds no picture that can be read. Export it again as MP4 and use that."
        )

    def _read_on(self) -> None:
        try:
            self._add(next(self._rest))
        except (StopIteration, BrokenMedia):
            self._ended = True
            _closed(self._rest)

    def _add(self, one: tuple[int, Planes]) -> None:
        self._run.append(one)
        while len(self._run) > self.kept:
            self._run.popleft()
            self._begin_us = self._run[0][0]

    def _interval_us(self) -> int:
        """Mean time between two pictures of the run."""
        gaps = [b - a for (a, _), (b, _) in pairwise(self._run)]
        return round(sum(gaps) / len(gaps)) if gaps else _USUAL_INTERVAL_US


def _closed(rest: Iterator[tuple[int, Planes]]) -> None:
    if isinstance(rest, Generator):
        rest.close()
