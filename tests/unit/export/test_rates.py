"""The curve of bytes by quantiser, and what is worked out with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.export import rates
from photoplay.render.encode import POOREST_QP

qps = st.integers(1, POOREST_QP)
sizes = st.floats(100, 1e8)


@given(st.dictionaries(qps, sizes, min_size=1, max_size=1), qps, qps)
def test_more_is_never_promised_for_a_coarser_quantiser(measured: dict[int, float], a: int, b: int) -> None:
    fine, coarse = sorted((a, b))
    assert rates.bytes_at(measured, coarse) <= rates.bytes_at(measured, fine) * 1.000001


@given(st.dictionaries(qps, sizes, min_size=1, max_size=4))
def test_what_was_measured_is_told_as_it_is(measured: dict[int, float]) -> None:
    for qp, size in measured.items():
        assert rates.bytes_at(measured, qp) == pytest.approx(size)


def test_between_two_measurements_lies_what_is_between() -> None:
    measured = {24: 4000.0, 28: 2000.0}
    assert 2000 < rates.bytes_at(measured, 26) < 4000
    assert rates.bytes_at(measured, 32) < 2000 and rates.bytes_at(measured, 20) > 4000


@given(st.floats(1e3, 1e9), st.integers(1, 30))
def test_a_total_is_solved_for(target: float, best: int) -> None:
    def total(qp: float) -> float:
        return rates.usual_bytes(60_000_000, qp)

    found = rates.solved(total, target, best)
    assert best <= found <= POOREST_QP
    if best < found < POOREST_QP:
        assert total(found) == pytest.approx(target, rel=0.01)


@given(st.floats(1, POOREST_QP), st.integers(1, 60))
def test_whole_quantisers_have_the_mean_that_was_asked_for(qp: float, count: int) -> None:
    found = rates.spread(qp, count)
    assert len(found) == count and max(found) - min(found) <= 1
    assert sum(found) / count == pytest.approx(qp, abs=0.5 / count + 1e-9)


@given(st.lists(st.tuples(qps, sizes), min_size=1, max_size=20), st.floats(0, 1), st.integers(1, 32))
def test_only_what_is_needed_becomes_coarser_and_the_largest_first(
    chunks: list[tuple[int, float]], share: float, step: int
) -> None:
    now, had = [qp for qp, _ in chunks], [size for _, size in chunks]
    found = rates.lowered(now, had, share * sum(had), step)
    assert all(a <= b <= min(a + step, POOREST_QP) for a, b in zip(now, found, strict=True))
    touched = [size for a, b, size in zip(now, found, had, strict=True) if a != b]
    left = [size for a, b, size in zip(now, found, had, strict=True) if a == b and a < POOREST_QP]
    assert not touched or not left or min(touched) >= max(left)
    assert rates.lowered(now, had, 0, step) == now


def test_what_was_made_finer_already_is_taken_while_there_is_room() -> None:
    measured = [{24: 50.0, 23: 66.0}, {24: 43.0, 23: 57.0}, {24: 40.0, 20: 90.0}]
    assert rates.finer([24, 24, 24], measured, 133) == [24, 24, 24]
    assert rates.finer([24, 24, 24], measured, 148) == [24, 23, 24]
    assert rates.finer([24, 24, 24], measured, 149) == [23, 24, 24]
    assert rates.finer([24, 24, 24], measured, 500) == [23, 23, 24]
