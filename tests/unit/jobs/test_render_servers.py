"""Which server is alive, which is dead, and what the job library may say."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from tests.waiting import HANGS_S

from photoplay.jobs.identity import executor_id, is_known_dead
from photoplay.jobs.logs import OnceInAWhile
from photoplay.jobs.watch import Watch

# -- names ------------------------------------------------------------------------------------------


def test_a_process_keeps_its_name_and_is_alive() -> None:
    assert executor_id() == executor_id() and len(executor_id()) <= 64
    assert not is_known_dead(executor_id())


def test_another_process_has_another_name_and_is_known_dead_once_it_ended() -> None:
    program = "from photoplay.jobs.identity import executor_id; print(executor_id(), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        name = other.stdout.readline().strip()
        assert name != executor_id() and not is_known_dead(name)
        other.kill()
        other.wait(HANGS_S)
        assert is_known_dead(name)


def test_a_process_id_that_is_used_again_is_somebody_else() -> None:
    head, _, started = executor_id().rpartition("-")
    assert is_known_dead(f"{head}-{int(started) - 1}")


def test_of_other_machines_nothing_is_known() -> None:
    parts = executor_id().split("-")
    for change in (0, 1):
        other = [*parts]
        other[change] = "0" * len(other[change])
        assert not is_known_dead("-".join(other))
    for name in ("", "x-1234", f"{os.getpid()}", "-".join(parts[:2]) + "-none-1"):
        assert not is_known_dead(name)


# -- signs of life ----------------------------------------------------------------------------------


def test_only_what_stays_the_same_too_long_is_silent() -> None:
    now = [0.0]
    watch = Watch(30, lambda: now[0])
    assert watch.silent({"a": 1, "b": 1}) == set()
    now[0] = 20
    assert watch.silent({"a": 2, "b": 1}) == set()
    now[0] = 31
    assert watch.silent({"a": 2, "b": 1}) == {"b"}
    now[0] = 32
    assert watch.silent({"a": 2}) == set()  # b has left
    assert watch.silent({"a": 2, "b": 1}) == set()  # and is new again


@given(jumps=st.lists(st.integers(-86_400_000, 86_400_000).filter(bool), min_size=1, max_size=40))
def test_clocks_that_jump_make_nobody_silent(jumps: list[int]) -> None:
    now, sign = [0.0], 0
    watch = Watch(30, lambda: now[0])
    for jump in jumps:
        sign += jump  # what the other server's wall clock says at its next sign
        assert watch.silent({"a": sign}) == set()
        now[0] += 29.0


# -- logs -------------------------------------------------------------------------------------------


def _record(line: int) -> logging.LogRecord:
    return logging.LogRecord("dbos", logging.WARNING, "/dbos/queue.py", line, "away", None, None)


def test_each_place_speaks_once_in_a_while() -> None:
    now = [0.0]
    once = OnceInAWhile(30, lambda: now[0])
    assert once.filter(_record(1)) and once.filter(_record(2))
    for second in range(30):
        now[0] = second
        assert not once.filter(_record(1))
    now[0] = 30
    assert once.filter(_record(1)) and not once.filter(_record(1))
