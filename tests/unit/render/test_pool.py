"""Who draws what, and what becomes of work whose worker dies."""

from __future__ import annotations

import hashlib
import heapq
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import (
    BrokenMedia,
    Cancelled,
    DiskFull,
    MissingMedia,
    NotWritable,
    RenderError,
    WorkerLost,
)
from photoplay.render.cache import ChunkCache
from photoplay.render.plan import Shot, Slice, View
from photoplay.render.pool import ATTEMPTS, ChunkPool, Job, choose
from photoplay.render.worker import Task

# -- choosing ---------------------------------------------------------------------------------------


def a_job(index: int, frames: int = 90, *, group: str = "video", priority: int = 0) -> Job:
    task = Task(None, "draft", {}, f"{group} {index}", Path("cache"))
    return Job(task, group, index, frames, priority, lambda done: None)


def played(lengths: list[int], workers: int) -> list[list[int]]:
    """Which chunks each worker makes, in order, when drawing takes as long as there are frames."""
    waiting = [a_job(index, frames) for index, frames in enumerate(lengths)]
    last: list[Job | None] = [None] * workers
    busy: dict[int, Job] = {}
    made: list[list[int]] = [[] for _ in range(workers)]
    clock = [(0, worker) for worker in range(workers)]
    while clock:
        now, worker = heapq.heappop(clock)
        busy.pop(worker, None)
        if waiting:
            job = choose(waiting, last[worker], list(busy.values()))
            waiting.remove(job)
            busy[worker] = last[worker] = job
            made[worker].append(job.index)
            heapq.heappush(clock, (now + job.frames, worker))
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
    old, new, urgent = a_job(5, group="old"), a_job(0, group="new"), a_job(9, group="urgent", priority=1)
    assert choose([old, new, urgent], None, []) is urgent
    assert choose([old, new], None, []) is old
    assert choose([old, new], new, [new]) is old


def test_a_worker_goes_on_with_the_neighbour_of_what_it_made() -> None:
    waiting = [a_job(index) for index in (0, 3, 5, 9)]
    assert choose(waiting, a_job(4), []).index in (3, 5)
    assert choose(waiting, a_job(8), []).index == 9


def test_a_new_worker_starts_far_from_the_others() -> None:
    waiting = [a_job(index) for index in range(10)]
    assert choose(waiting, None, [a_job(0)]).index == 9
    assert choose(waiting, None, [a_job(0), a_job(9)]).index in (4, 5)


# -- drawing ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pool() -> Iterator[ChunkPool]:
    with ChunkPool(2) as running:
        yield running


def black(frames: int, number: int = 0, canvas: tuple[int, int] = (64, 36)) -> Slice:
    return Slice(canvas, 30, frames, (Shot(-number, frames),))


def a_task(part: object, cache: Path, paths: dict[str, Path] | None = None, quality: str = "draft") -> Task:
    return Task(part, quality, paths or {}, hashlib.sha256(repr(part).encode()).hexdigest(), cache)


#: Takes some seconds: there is time to interrupt it.
LONG = black(900, canvas=(1920, 1080))


def until(holds: Callable[[], Any], longest_s: float = 20) -> None:
    end = time.monotonic() + longest_s
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def has_begun(pool: ChunkPool, count: int = 1) -> bool:
    return sum(worker.job is not None for worker in pool._workers) >= count


def test_chunks_are_made_into_the_cache(pool: ChunkPool, tmp_path: Path) -> None:
    told: list[int] = []
    tasks = [a_task(black(35, number), tmp_path) for number in range(6)]
    jobs = [
        pool.submit(task, group="a", index=index, frames=35, on_progress=told.append)
        for index, task in enumerate(tasks)
    ]
    for job in jobs:
        assert job.done.result(60) is None
    cache = ChunkCache(tmp_path)
    found = [cache.get(task.key) for task in tasks]
    assert all(chunk is not None and chunk.frames == 35 for chunk in found)
    assert sorted(told) == sorted([10, 20, 30, 35] * 6)
    assert 1 <= len(pool.worker_pids) <= 2


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        (lambda path: None, MissingMedia),
        (lambda path: path.write_bytes(b""), BrokenMedia),
        (lambda path: path.write_bytes(b"other bytes"), BrokenMedia),
    ],
)
def test_a_photo_that_cannot_be_used_any_more_fails_its_task_alone(
    pool: ChunkPool, tmp_path: Path, prepare: Callable[[Path], object], error: type[Exception]
) -> None:
    path = tmp_path / "photo.jpg"
    prepare(path)
    view = View("ab" * 32, "jpeg", (100, 80))
    part = Slice((64, 36), 30, 20, (Shot(0, 20, view),))
    bad = pool.submit(a_task(part, tmp_path, {view.sha256: path}))
    good = pool.submit(a_task(black(5), tmp_path))
    with pytest.raises(error, match=r"photo\.jpg") as caught:
        bad.done.result(60)
    assert getattr(caught.value, "name", "") == "photo.jpg"
    assert good.done.result(60) is None


def test_a_cache_that_cannot_be_written_is_told(pool: ChunkPool, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable, match="PHOTOPLAY_CACHE_DIR"):
        pool.submit(a_task(black(5), tmp_path / "file" / "cache")).done.result(60)


def test_what_nobody_foresaw_is_told_and_the_worker_goes_on(pool: ChunkPool, tmp_path: Path) -> None:
    for part, quality in ((black(5), "no such quality"), ("no slice", "draft")):
        with pytest.raises(RenderError, match="unexpectedly"):
            pool.submit(a_task(part, tmp_path, quality=quality)).done.result(60)
    assert pool.submit(a_task(black(5), tmp_path)).done.result(60) is None


def test_a_task_that_cannot_be_sent_fails_alone(pool: ChunkPool, tmp_path: Path) -> None:
    with pytest.raises(RenderError):
        pool.submit(a_task(lambda: None, tmp_path)).done.result(60)
    assert pool.submit(a_task(black(5), tmp_path)).done.result(60) is None


def test_a_listener_that_raises_fails_its_own_task(pool: ChunkPool, tmp_path: Path) -> None:
    def listen(frames: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        pool.submit(a_task(black(50), tmp_path), on_progress=listen).done.result(60)
    assert pool.submit(a_task(black(5), tmp_path)).done.result(60) is None


def test_a_cancelled_task_ends_at_once_and_its_worker_with_it(pool: ChunkPool, tmp_path: Path) -> None:
    told: list[int] = []
    job = pool.submit(a_task(LONG, tmp_path), on_progress=told.append)
    until(lambda: told)
    before = set(pool.worker_pids)
    pool.cancel(job)
    with pytest.raises(Cancelled):
        job.done.result(5)
    until(lambda: before - set(pool.worker_pids))
    assert pool.submit(a_task(black(5), tmp_path)).done.result(60) is None
    assert not ChunkCache(tmp_path).has(job.task.key)
    pool.cancel(job)  # once more is no error


def test_a_waiting_task_can_be_cancelled(tmp_path: Path) -> None:
    with ChunkPool(1) as one:
        first = one.submit(a_task(LONG, tmp_path))
        second = one.submit(a_task(black(5), tmp_path))
        until(lambda: has_begun(one))
        one.cancel(second)
        with pytest.raises(Cancelled):
            second.done.result(5)
        assert not first.done.done()


def test_a_killed_workers_task_is_made_by_another(pool: ChunkPool, tmp_path: Path) -> None:
    part = black(120, canvas=(1280, 720))
    told: list[int] = []
    job = pool.submit(a_task(part, tmp_path), on_progress=told.append)
    until(lambda: told)
    victim = next(worker.pid for worker in pool._workers if worker.job is job)
    os.kill(victim, signal.SIGKILL)
    assert job.done.result(60) is None
    assert job.lost == 1 and victim not in pool.worker_pids
    assert ChunkCache(tmp_path).get(job.task.key) is not None


def test_a_task_that_kills_its_workers_is_given_up(pool: ChunkPool, tmp_path: Path) -> None:
    task = Task(LONG, "draft", {}, "ab" * 32, tmp_path)
    job = pool.submit(task)
    killed: set[int] = set()
    while not job.done.done():
        for worker in pool._workers:
            if worker.job is job and worker.pid not in killed:
                killed.add(worker.pid)
                os.kill(worker.pid, signal.SIGKILL)
        time.sleep(0.002)
    with pytest.raises(WorkerLost, match=f"{ATTEMPTS} times"):
        job.done.result()
    assert len(killed) == ATTEMPTS
    assert pool.submit(a_task(black(5), tmp_path)).done.result(60) is None


def test_a_killed_nursery_is_replaced(pool: ChunkPool, tmp_path: Path) -> None:
    assert pool.submit(a_task(black(5, 1), tmp_path)).done.result(60) is None
    before = set(pool.worker_pids)
    pool._nursery.kill()
    until(
        lambda: not before & set(pool.worker_pids) or pool.submit(a_task(black(5), tmp_path)).done.result(60)
    )
    assert pool.submit(a_task(black(5, 2), tmp_path)).done.result(60) is None


def test_closing_ends_everything_at_once(tmp_path: Path) -> None:
    one = ChunkPool(1)
    jobs = [one.submit(a_task(LONG, tmp_path)), one.submit(a_task(black(5), tmp_path))]
    until(lambda: has_begun(one))
    pids = one.worker_pids
    one.close()
    assert not wait([job.done for job in jobs], timeout=5).not_done
    for job in jobs:
        with pytest.raises(Cancelled):
            job.done.result()
    until(lambda: not [pid for pid in pids if Path(f"/proc/{pid}").exists()], 2)
    with pytest.raises(Cancelled, match="shutting down"):
        one.submit(a_task(black(5), tmp_path))
    one.close()
    one.cancel(jobs[0])


def test_a_pool_that_was_never_used_closes(tmp_path: Path) -> None:
    ChunkPool(3).close()


def test_errors_cross_the_process_border_whole(tmp_path: Path) -> None:
    for error in (
        MissingMedia("gone", name="a.jpg"), BrokenMedia("bad", name="b.jpg"), DiskFull("full"), RenderError("no"),
    ):  # fmt: skip
        back = pickle.loads(pickle.dumps(error))
        assert (type(back), back.message, vars(back)) == (type(error), error.message, vars(error))
