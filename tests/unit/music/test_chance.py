"""Numbers that must never change, or every piece that somebody kept becomes another."""

from __future__ import annotations

from statistics import mean, pstdev

import pytest

from photoplay.music.chance import Chance


def test_streams_are_fixed_for_ever() -> None:
    assert [Chance("lofi", 7).bits() % 1000 for _ in range(2)] == [Chance("lofi", 7).bits() % 1000] * 2
    chance = Chance("lofi", 7)
    assert [chance.whole(1000) for _ in range(4)] == [206, 410, 18, 663]


def test_keys_matter_and_so_does_their_order() -> None:
    told = {
        Chance(*keys).bits()
        for keys in (("a",), ("b",), ("a", "b"), ("b", "a"), ("a", 1), ("a", 2), (1, "a"), ())
    }
    assert len(told) == 8


def test_distributions_are_what_they_say() -> None:
    chance = Chance(1)
    normal = [chance.normal(6.0) for _ in range(20_000)]
    assert mean(normal) == pytest.approx(0, abs=0.2) and pstdev(normal) == pytest.approx(6.0, rel=0.03)
    assert max(map(abs, normal)) <= 18.0
    uniform = [chance.uniform(2, 3) for _ in range(5000)]
    assert min(uniform) >= 2 and max(uniform) < 3 and mean(uniform) == pytest.approx(2.5, abs=0.02)
    picks = [chance.weighted("xyz", (1, 0, 3)) for _ in range(5000)]
    assert picks.count("y") == 0 and picks.count("z") == pytest.approx(3750, abs=150)


def test_splitmix64_as_published() -> None:
    """The reference's first outputs for the state 1234567."""
    chance = Chance()
    chance._state = 1234567
    expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431]
    assert [chance.bits() for _ in range(4)] == expected
