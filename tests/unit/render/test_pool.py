"""Who draws what, and what becomes of work whose worker dies."""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest
from tests.waiting import HANGS_S, until

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
from photoplay.render.encode import QUALITIES
from photoplay.render.pool import ATTEMPTS, ChunkPool
from photoplay.render.slices import Shot, Slice
from photoplay.render.views import View
from photoplay.render.worker import ChunkTask

# -- drawing ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pool() -> Iterator[ChunkPool]:
    with ChunkPool(2) as running:
        yield running


def black(frames: int, number: int = 0, canvas: tuple[int, int] = (64, 36)) -> Slice:
    return Slice(canvas, 30, frames, (Shot(-number, frames),))


def a_task(
    part: object, cache: Path, paths: dict[str, Path] | None = None, quality: str = "draft"
) -> ChunkTask:
    key = hashlib.sha256(repr(part).encode()).hexdigest()
    return ChunkTask(part, QUALITIES.get(quality, quality), paths or {}, key, cache)


#: Takes some seconds: there is time to interrupt it.
LONG = black(900, canvas=(1920, 1080))


def has_begun(pool: ChunkPool, count: int = 1) -> bool:
    return sum(worker.work is not None for worker in pool._workers) >= count


def test_chunks_are_made_into_the_cache(pool: ChunkPool, tmp_path: Path) -> None:
    told: list[int] = []
    tasks = [a_task(black(35, number), tmp_path) for number in range(6)]
    jobs = [
        pool.submit(task, group="a", index=index, frames=35, on_progress=told.append)
        for index, task in enumerate(tasks)
    ]
    for job in jobs:
        assert job.done.result(HANGS_S) is None
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
        bad.done.result(HANGS_S)
    assert getattr(caught.value, "name", "") == "photo.jpg"
    assert good.done.result(HANGS_S) is None


def test_a_cache_that_cannot_be_written_is_told(pool: ChunkPool, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable, match="PHOTOPLAY_CACHE_DIR"):
        pool.submit(a_task(black(5), tmp_path / "file" / "cache")).done.result(HANGS_S)


def test_what_nobody_foresaw_is_told_and_the_worker_goes_on(pool: ChunkPool, tmp_path: Path) -> None:
    for part, quality in ((black(5), "no such quality"), ("no slice", "draft")):
        with pytest.raises(RenderError, match="unexpectedly"):
            pool.submit(a_task(part, tmp_path, quality=quality)).done.result(HANGS_S)
    assert pool.submit(a_task(black(5), tmp_path)).done.result(HANGS_S) is None


def test_a_task_that_cannot_be_sent_fails_alone(pool: ChunkPool, tmp_path: Path) -> None:
    with pytest.raises(RenderError):
        pool.submit(a_task(lambda: None, tmp_path)).done.result(HANGS_S)
    assert pool.submit(a_task(black(5), tmp_path)).done.result(HANGS_S) is None


def test_a_listener_that_raises_fails_its_own_task(pool: ChunkPool, tmp_path: Path) -> None:
    def listen(frames: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        pool.submit(a_task(black(50), tmp_path), on_progress=listen).done.result(HANGS_S)
    assert pool.submit(a_task(black(5), tmp_path)).done.result(HANGS_S) is None


def test_a_cancelled_task_ends_at_once_and_its_worker_with_it(pool: ChunkPool, tmp_path: Path) -> None:
    told: list[int] = []
    job = pool.submit(a_task(LONG, tmp_path), on_progress=told.append)
    until(lambda: told)
    before = set(pool.worker_pids)
    pool.cancel(job)
    with pytest.raises(Cancelled):
        job.done.result(5)
    until(lambda: before - set(pool.worker_pids))
    assert pool.submit(a_task(black(5), tmp_path)).done.result(HANGS_S) is None
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
    victim = next(
        worker.pid for worker in pool._workers if worker.work is not None and job in worker.work.jobs
    )
    os.kill(victim, signal.SIGKILL)
    assert job.done.result(HANGS_S) is None
    assert victim not in pool.worker_pids
    assert ChunkCache(tmp_path).get(job.task.key) is not None


def test_a_task_that_kills_its_workers_is_given_up(pool: ChunkPool, tmp_path: Path) -> None:
    task = ChunkTask(LONG, QUALITIES["draft"], {}, "ab" * 32, tmp_path)
    job = pool.submit(task)
    killed: set[int] = set()
    while not job.done.done():
        for worker in pool._workers:
            if worker.work is not None and job in worker.work.jobs and worker.pid not in killed:
                killed.add(worker.pid)
                os.kill(worker.pid, signal.SIGKILL)
        time.sleep(0.002)
    with pytest.raises(WorkerLost, match=f"{ATTEMPTS} times"):
        job.done.result()
    assert len(killed) == ATTEMPTS
    assert pool.submit(a_task(black(5), tmp_path)).done.result(HANGS_S) is None


def test_a_killed_nursery_is_replaced(pool: ChunkPool, tmp_path: Path) -> None:
    assert pool.submit(a_task(black(5, 1), tmp_path)).done.result(HANGS_S) is None
    before = set(pool.worker_pids)
    pool._nursery.kill()
    until(
        lambda: (
            not before & set(pool.worker_pids) or pool.submit(a_task(black(5), tmp_path)).done.result(HANGS_S)
        )
    )
    assert pool.submit(a_task(black(5, 2), tmp_path)).done.result(HANGS_S) is None


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
    until(lambda: not [pid for pid in pids if Path(f"/proc/{pid}").exists()])
    with pytest.raises(Cancelled, match="shutting down"):
        one.submit(a_task(black(5), tmp_path))
    one.close()
    one.cancel(jobs[0])


# -- sharing ----------------------------------------------------------------------------------------


def test_one_chunk_wanted_twice_is_made_once_for_both(pool: ChunkPool, tmp_path: Path) -> None:
    task = a_task(black(300, canvas=(640, 360)), tmp_path)
    told: list[list[int]] = [[], []]
    first = pool.submit(task, owner="a", frames=300, on_progress=told[0].append)
    until(lambda: told[0])
    second = pool.submit(task, owner="b", frames=300, on_progress=told[1].append)
    assert first.done.result(HANGS_S) is None and second.done.result(HANGS_S) is None
    assert told[0][-1] == told[1][-1] == 300
    # The second heard only the rest of what the first one heard: nothing was drawn again.
    assert told[1] == told[0][-len(told[1]) :] and len(told[1]) < len(told[0])


def test_what_two_want_goes_on_until_neither_does(tmp_path: Path) -> None:
    with ChunkPool(1) as one:
        jobs = [one.submit(a_task(LONG, tmp_path), owner=owner) for owner in "ab"]
        until(lambda: has_begun(one))
        pids = set(one.worker_pids)
        one.cancel(jobs[0])
        with pytest.raises(Cancelled):
            jobs[0].done.result(5)
        # A task that waits behind it would be begun if the worker had been given up.
        one.cancel(one.submit(a_task(black(5), tmp_path)))
        assert set(one.worker_pids) == pids and not jobs[1].done.done()
        one.cancel(jobs[1])
        until(lambda: not pids & set(one.worker_pids))
        assert one.submit(a_task(LONG, tmp_path)).done.done() is False  # wanted anew: begun anew
        until(lambda: has_begun(one))


def test_one_of_two_that_wait_for_a_chunk_may_leave(tmp_path: Path) -> None:
    with ChunkPool(1) as one:
        long = one.submit(a_task(LONG, tmp_path))
        until(lambda: has_begun(one))
        task = a_task(black(5), tmp_path)
        jobs = [one.submit(task, owner=owner) for owner in "abc"]
        one.cancel(jobs[0])
        one.cancel(jobs[2])
        one.cancel(long)
        assert jobs[1].done.result(HANGS_S) is None
        assert isinstance(jobs[0].done.exception(), Cancelled)


def test_a_lost_worker_is_lost_for_all_who_want_the_chunk(pool: ChunkPool, tmp_path: Path) -> None:
    task = a_task(black(200, canvas=(1280, 720)), tmp_path)
    told: list[int] = []
    jobs = [pool.submit(task, owner=owner, on_progress=told.append) for owner in "ab"]
    until(lambda: told)
    os.kill(next(w.pid for w in pool._workers if w.work and jobs[1] in w.work.jobs), signal.SIGKILL)
    assert [job.done.result(HANGS_S) for job in jobs] == [None, None]


def test_a_quiet_owner_is_served_next_however_much_another_wants(tmp_path: Path) -> None:
    with ChunkPool(1) as one:
        done: list[str] = []
        for number in range(30):
            job = one.submit(a_task(black(60, number), tmp_path), owner="flood", group="f", index=number)
            job.done.add_done_callback(lambda future: done.append("flood"))
        until(lambda: done)
        quiet = one.submit(a_task(black(60, 99), tmp_path), owner="quiet", group="q")
        before = len(done)
        quiet.done.add_done_callback(lambda future: done.append("quiet"))
        assert quiet.done.result(HANGS_S) is None
        until(lambda: "quiet" in done)
        # What was being made, and one more that may have begun before the quiet one was heard.
        assert done.index("quiet") - before <= 2


# -- hanging ----------------------------------------------------------------------------------------


def test_a_worker_that_hangs_is_replaced_and_after_three_the_task_is_given_up(tmp_path: Path) -> None:
    with ChunkPool(1, patience_s=1.0) as one:
        assert one.submit(a_task(black(5), tmp_path)).done.result(HANGS_S) is None
        job = one.submit(a_task(LONG, tmp_path))
        stopped: set[int] = set()
        end = time.monotonic() + 60
        while not job.done.done():
            assert time.monotonic() < end, "waited in vain"
            for worker in list(one._workers):
                if worker.work is not None and worker.pid not in stopped:
                    os.kill(worker.pid, signal.SIGSTOP)
                    stopped.add(worker.pid)
            time.sleep(0.002)
        with pytest.raises(WorkerLost, match=f"{ATTEMPTS} times"):
            job.done.result()
        assert len(stopped) == ATTEMPTS
        assert one.submit(a_task(black(5, 1), tmp_path)).done.result(HANGS_S) is None
        until(lambda: not [pid for pid in stopped if Path(f"/proc/{pid}").exists()])


def test_workers_give_way_to_others_if_asked(tmp_path: Path) -> None:
    with ChunkPool(1, nice=7) as one:
        assert one.submit(a_task(black(5), tmp_path)).done.result(HANGS_S) is None
        assert [os.getpriority(os.PRIO_PROCESS, pid) for pid in one.worker_pids] == [7]


# -- ends -------------------------------------------------------------------------------------------


def test_a_pool_that_was_never_used_closes(tmp_path: Path) -> None:
    ChunkPool(3).close()


def test_errors_cross_the_process_border_whole(tmp_path: Path) -> None:
    for error in (
        MissingMedia("gone", name="a.jpg"), BrokenMedia("bad", name="b.jpg"), DiskFull("full"), RenderError("no"),
    ):  # fmt: skip
        back = pickle.loads(pickle.dumps(error))
        assert (type(back), back.message, vars(back)) == (type(error), error.message, vars(error))
