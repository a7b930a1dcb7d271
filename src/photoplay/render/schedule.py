"""What a free worker should make next: a fair share for each owner, and neighbours to one worker.

Pure bookkeeping, without processes, threads or clocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field

from photoplay.render.worker import Task


@dataclass(eq=False, slots=True)
class Job:
    """A submitted task.

    Attributes:
        group, index: Tell which tasks are neighbours.
        leads: Whether others of its owner wait for it.
    """

    task: Task
    group: str
    index: int
    frames: int
    priority: int
    on_progress: Callable[[int], None]
    owner: str = ""
    leads: bool = False
    done: Future[None] = field(default_factory=Future)

    def settle(self, error: BaseException | None) -> bool:
        """Ends the future, unless it has ended."""
        try:
            if error is None:
                self.done.set_result(None)
            else:
                self.done.set_exception(error)
        except InvalidStateError:
            return False
        return True


@dataclass(eq=False, slots=True)
class Work:
    """One thing to be made, for everybody who asked for the same one.

    Attributes:
        task, frames: What to make, and its size.
        jobs: Those who asked.
        lost: How many workers it has lost.
        charged: The owner on whose share it is made.
    """

    task: Task
    frames: int
    jobs: list[Job]
    lost: int = 0
    charged: str = ""

    @property
    def priority(self) -> int:
        return max(job.priority for job in self.jobs)

    @property
    def live(self) -> list[Job]:
        """Those who still want it."""
        return [job for job in self.jobs if not job.done.done()]

    def place_in(self, group: str) -> int | None:
        """Its place in a group, or None if nobody of that group wants it."""
        return next((job.index for job in self.jobs if job.group == group), None)

    def settle(self, error: BaseException | None) -> None:
        for job in self.jobs:
            job.settle(error)


class Shares:
    """How much each owner has had of the workers, in a common virtual time.

    An owner that comes back after a pause starts level with those who are being served: it is served
    next, but has no credit to starve the others with. Source: start-time fair queueing (Goyal, Vin and
    Cheng, 1996).
    """

    def __init__(self) -> None:
        self._had: dict[str, float] = {}
        self._served: dict[str, int] = {}
        self._level = 0.0
        self._turn = 0

    def enter(self, owner: str) -> None:
        """An owner without work submits some."""
        self._had[owner] = max(self._had.get(owner, 0.0), self._level)

    def next(self, owners: Iterable[str], busy: Counter[str]) -> str:
        """Whose turn it is: who has the fewest workers, then who has had the least, then who waited longest.

        Args:
            owners: Those with work that waits; at least one.
            busy: Workers of each owner at this moment.
        """
        return min(owners, key=lambda o: (busy[o], self._had.get(o, self._level), self._served.get(o, -1)))

    def serve(self, owner: str) -> None:
        """An owner gets a worker."""
        self._turn += 1
        self._served[owner] = self._turn
        self._level = max(self._level, self._had.get(owner, self._level))

    def charge(self, owner: str, seconds: float) -> None:
        """An owner had a worker for so long."""
        self._had[owner] = self._had.get(owner, self._level) + seconds

    def forget(self, active: Iterable[str]) -> None:
        """Drops owners that are not active and would start level anyway."""
        kept = set(active)
        for owner in [
            o for o, had in self._had.items() if o not in kept and (not kept or had <= self._level)
        ]:
            del self._had[owner]
            self._served.pop(owner, None)


def next_work(waiting: Sequence[Work], last: Work | None, taken: Sequence[Work], shares: Shares) -> Work:
    """The work a free worker should take; it is charged to the owner whose turn it is.

    Args:
        waiting: At least one, oldest first.
        last: What the worker made last.
        taken: What the other workers are making.
        shares: Decides between owners; told whose turn it was.
    """
    top = max(work.priority for work in waiting)
    urgent = [work for work in waiting if work.priority == top]
    # A dict keeps the order: of equal owners the one who asked first.
    owners = dict.fromkeys(job.owner for work in urgent for job in work.jobs)
    owner = shares.next(owners, Counter(work.charged for work in taken))
    shares.serve(owner)
    own = [work for work in urgent if any(job.owner == owner for job in work.jobs)]
    # Sound is made in steps, each waiting for the one before; chunks fill the gaps.
    own = [work for work in own if any(job.leads for job in work.jobs)] or own
    group = next(job.group for job in own[0].jobs if job.owner == owner)
    work = choose([work for work in own if work.place_in(group) is not None], group, last, taken)
    work.charged = owner
    return work


def choose(waiting: Sequence[Work], group: str, last: Work | None, taken: Sequence[Work]) -> Work:
    """The work of one group that a free worker should take.

    The neighbour of what the worker made last, since they share a photo, unless it is much shorter than
    others: short ones are left to fill up the end. A worker without a neighbour starts as far as
    possible from the others.

    Args:
        waiting: Works of the group, at least one.
        group: Which group.
        last: What the worker made last.
        taken: What the other workers are making.
    """
    longest = max(work.frames for work in waiting)
    long = [work for work in waiting if 4 * work.frames >= 3 * longest]
    at = {id(work): work.place_in(group) or 0 for work in long}
    before = last.place_in(group) if last is not None else None
    if before is not None:
        near = [work for work in long if abs(at[id(work)] - before) == 1]
        if near:
            return near[0]
    places = [place for work in taken if (place := work.place_in(group)) is not None]
    return max(long, key=lambda w: (min((abs(at[id(w)] - p) for p in places), default=0), -at[id(w)]))
