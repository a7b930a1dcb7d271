"""What a free worker makes next: evenly, neighbours together, and a fair share for each owner."""

from __future__ import annotations

import heapq
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.render.schedule import Job, Shares, Work, next_work
from photoplay.render.worker import ChunkTask


def a_work(
    index: int,
    frames: int = 90,
    *,
    group: str = "video",
    priority: int = 0,
    owner: str = "",
    leads: bool = False,
) -> Work:
    task = ChunkTask(None, "draft", {}, f"{group} {index}", Path("cache"))
    return Work(task, frames, [Job(task, group, index, frames, priority, lambda done: None, owner, leads)])


def choose(waiting: list[Work], last: Work | None, taken: list[Work]) -> Work:
    """With one owner only."""
    return next_work(waiting, last, taken, Shares())


def place(work: Work) -> int:
    return work.jobs[0].index


def played(lengths: list[int], workers: int) -> list[list[int]]:
    """Which chunks each worker makes, in order, when drawing takes as long as there are frames."""
    waiting = [a_work(index, frames) for index, frames in enumerate(lengths)]
    last: list[Work | None] = [None] * workers
    busy: dict[int, Work] = {}
    made: list[list[int]] = [[] for _ in range(workers)]
    clock = [(0, worker) for worker in range(workers)]
    while clock:
        now, worker = heapq.heappop(clock)
        busy.pop(worker, None)
        if waiting:
            work = choose(waiting, last[worker], list(busy.values()))
            waiting.remove(work)
            busy[worker] = last[worker] = work
            made[worker].append(place(work))
            heapq.heappush(clock, (now + work.frames, worker))
    return made


REFERENCE = [45, *[90] * 9, 45]


def test_the_reference_job_is_divided_evenly_between_two_workers() -> None:
    made = played(REFERENCE, 2)
    assert [sum(REFERENCE[index] for index in indices) for indices in made] == [450, 450]
    assert sorted(made[0] + made[1]) == list(range(11))


@pytest.mark.parametrize("photos", [4, 6, 10, 15, 30])
@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_neighbours_mostly_go_to_one_worker_and_nobody_waits_long(photos: int, workers: int) -> None:
    lengths = [45, *[90] * (photos - 1), 45]
    made = played(lengths, workers)
    assert sorted(index for indices in made for index in indices) == list(range(photos + 1))
    loads = [sum(lengths[index] for index in indices) for indices in made]
    assert max(loads) - min(loads) <= 90
    apart = sum(abs(b - a) != 1 for indices in made for a, b in pairwise(indices))
    assert apart <= 2 * workers  # so a photo is decoded once or twice


@given(lengths=st.lists(st.integers(1, 120), min_size=1, max_size=30), workers=st.integers(1, 6))
def test_any_work_is_done_once_and_evenly(lengths: list[int], workers: int) -> None:
    made = played(lengths, workers)
    assert sorted(index for indices in made for index in indices) == list(range(len(lengths)))
    loads = [sum(lengths[index] for index in indices) for indices in made]
    assert max(loads) <= sum(lengths) / workers + max(lengths)


def test_higher_priority_goes_first_and_then_the_older_group() -> None:
    old, new, urgent = a_work(5, group="old"), a_work(0, group="new"), a_work(9, group="urgent", priority=1)
    assert choose([old, new, urgent], None, []) is urgent
    assert choose([old, new], None, []) is old
    assert choose([old, new], new, [new]) is old


def test_a_worker_goes_on_with_the_neighbour_of_what_it_made() -> None:
    waiting = [a_work(index) for index in (0, 3, 5, 9)]
    assert place(choose(waiting, a_work(4), [])) in (3, 5)
    assert place(choose(waiting, a_work(8), [])) == 9


def test_a_new_worker_starts_far_from_the_others() -> None:
    waiting = [a_work(index) for index in range(10)]
    assert place(choose(waiting, None, [a_work(0)])) == 9
    assert place(choose(waiting, None, [a_work(0), a_work(9)])) in (4, 5)


def test_what_others_wait_for_goes_first_but_not_before_another_owners_turn() -> None:
    chunks = [a_work(index) for index in range(4)]
    sound = a_work(0, 1, group="sound", leads=True)
    assert choose([*chunks, sound], a_work(0), []) is sound
    assert choose(chunks, sound, [sound]) in chunks
    urgent = a_work(7, group="preview", priority=1)
    assert choose([*chunks, sound, urgent], None, []) is urgent
    shares, other = Shares(), a_work(0, group="other", owner="b")
    shares.enter("b")
    assert next_work([other, *chunks, sound], None, [chunks[0]], shares) is other


# -- owners -----------------------------------------------------------------------------------------


def served(
    works: list[Work],
    workers: int,
    arrivals: dict[int, list[Work]] | None = None,
    *,
    steps: int | None = None,
) -> list[tuple[int, str]]:
    """When whose work begins, if drawing takes as long as there are frames; ``arrivals`` come in later."""
    shares, waiting = Shares(), list(works)
    for owner in {work.jobs[0].owner for work in works}:
        shares.enter(owner)
    later = sorted((arrivals or {}).items())
    busy: dict[int, tuple[int, Work]] = {}
    last: list[Work | None] = [None] * workers
    begun: list[tuple[int, str]] = []
    now = 0
    while waiting or busy or later:
        for worker in range(workers):
            if worker not in busy and waiting:
                work = next_work(waiting, last[worker], [w for _, w in busy.values()], shares)
                waiting.remove(work)
                busy[worker] = (now + work.frames, work)
                last[worker] = work
                begun.append((now, work.charged))
        events = [end for end, _ in busy.values()] + [at for at, _ in later[:1]]
        if not events:
            break
        now = min(events)
        for worker in [w for w, (end, _) in busy.items() if end == now]:
            _, work = busy.pop(worker)
            shares.charge(work.charged, work.frames)
            shares.forget({w.jobs[0].owner for w in waiting} | {w.charged for _, w in busy.values()})
        while later and later[0][0] <= now:
            for work in later.pop(0)[1]:
                shares.enter(work.jobs[0].owner)
                waiting.append(work)
    return begun


def a_flood(owner: str, count: int, frames: int = 90) -> list[Work]:
    return [a_work(index, frames, group=f"video of {owner}", owner=owner) for index in range(count)]


@given(
    workers=st.integers(1, 4),
    floods=st.integers(1, 5),
    frames=st.integers(1, 120),
    at=st.integers(0, 3000),
    short=st.integers(1, 120),
)
def test_a_quiet_owner_waits_for_one_running_chunk_at_most(
    workers: int, floods: int, frames: int, at: int, short: int
) -> None:
    at += floods * frames  # by then all the others were served before
    works = [work for number in range(floods) for work in a_flood(f"flood {number}", 40, frames)]
    begun = served(works, workers, {at: a_flood("quiet", 3, short)})
    first = next(now for now, owner in begun if owner == "quiet")
    assert first - at <= frames


@given(
    workers=st.integers(1, 4),
    sizes=st.lists(st.integers(1, 20), min_size=2, max_size=4),
)
def test_owners_who_want_much_get_the_same_time(workers: int, sizes: list[int]) -> None:
    works = [work for number, size in enumerate(sizes) for work in a_flood(f"{number}", 240 // size, size)]
    begun = served(works, workers)
    # As long as everybody still has something to do.
    counts = [240 // size for size in sizes]
    left = dict(enumerate(counts))
    had: Counter[str] = Counter()
    for _, owner in begun:
        left[int(owner)] -= 1
        had[owner] += sizes[int(owner)]
        if 0 in left.values():
            break
    assert max(had.values()) - min(had.values()) <= 2 * max(sizes) + workers * max(sizes)


def test_who_comes_back_after_a_pause_has_no_credit_to_starve_others_with() -> None:
    begun = served(a_flood("steady", 100, 10), 1, {500: a_flood("back", 20, 10)})
    after = [owner for now, owner in begun if now >= 500][:20]
    assert after[0] == "back" and abs(Counter(after)["back"] - 10) <= 1


def test_who_had_much_starts_level_after_a_pause_and_not_behind() -> None:
    begun = served(a_flood("greedy", 50, 10), 1, {600: a_flood("other", 20, 10) + a_flood("greedy", 20, 10)})
    after = Counter(owner for now, owner in begun if now >= 600 and now < 800)
    assert abs(after["other"] - after["greedy"]) <= 1


def test_urgent_work_goes_before_any_share() -> None:
    shares = Shares()
    usual, urgent = a_work(0, owner="a"), a_work(0, group="preview", priority=1, owner="b")
    shares.charge("b", 1000)
    assert next_work([usual, urgent], None, [], shares) is urgent


def test_work_for_two_is_made_when_it_is_the_turn_of_either() -> None:
    shares = Shares()
    both = a_work(3, group="a", owner="a")
    both.jobs.append(Job(both.task, "b", 0, 90, 0, lambda done: None, "b"))
    shares.charge("a", 1000)
    assert next_work([a_work(0, group="a", owner="a"), both], None, [], shares) is both
    assert both.charged == "b" and both.place_in("b") == 0 and both.place_in("c") is None


def test_owners_that_are_gone_are_forgotten() -> None:
    shares = Shares()
    for number in range(1000):
        shares.enter(f"{number}")
        shares.serve(f"{number}")
        shares.charge(f"{number}", 1)
        shares.forget([])
    assert not shares._had and not shares._served
