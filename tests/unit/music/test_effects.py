"""The room, the ducking and the finish."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from tests.unit.music.listening import level_db

from photoplay.music.score import Room
from photoplay.music.synth.effects import CEILING, LOUDNESS_LUFS, Reverb, ducking, fade_out, finished, limits

RATE = 48_000


def answer(room: Room, seconds: float = 4.0, blocks: int = 1) -> np.ndarray:
    """What a room says to one click."""
    click = np.zeros((2, round(seconds * RATE)), np.float32)
    click[:, 0] = 1
    heard, reverb = np.zeros_like(click), Reverb(room, RATE)
    for send, out in zip(np.split(click, blocks, axis=1), np.split(heard, blocks, axis=1), strict=True):
        reverb.add(send, out)
    return heard


@pytest.mark.parametrize("rt60_s", [0.6, 1.2, 1.8, 2.8])
def test_a_room_decays_as_it_says(rt60_s: float) -> None:
    energy = np.cumsum(np.square(answer(Room(rt60_s=rt60_s))[0], dtype=np.float64)[::-1])[::-1]
    fall_db = 10 * np.log10(energy / energy[0] + 1e-20)
    measured = 2 * (np.argmax(fall_db < -35) - np.argmax(fall_db < -5)) / RATE
    assert measured == pytest.approx(rt60_s, rel=0.08)


def test_a_room_waits_for_its_predelay_and_is_wide_and_dense() -> None:
    heard = answer(Room(predelay_ms=30.0))
    assert not heard[:, : round(0.03 * RATE)].any()
    late = heard[:, round(0.3 * RATE) : round(0.5 * RATE)].astype(np.float64)
    assert abs(np.corrcoef(late)[0, 1]) < 0.6
    assert np.mean(late[0] ** 4) / np.mean(late[0] ** 2) ** 2 < 5


def test_a_room_does_not_depend_on_blocks() -> None:
    assert np.allclose(answer(Room(), blocks=8), answer(Room()), atol=1e-6)


def test_a_level_moves_the_room_by_as_much() -> None:
    assert level_db(answer(Room(level_db=-6))) - level_db(answer(Room(level_db=-12))) == pytest.approx(
        6, abs=0.01
    )


def test_ducking_dips_and_comes_back() -> None:
    curve = ducking([(1.0, 1.0), (2.0, 0.5)], 6.0, 0.0, 3.0)
    assert curve[:1000].min() == 1
    assert 20 * np.log10(curve[1000:1500].min()) == pytest.approx(-6, abs=0.1)
    assert 20 * np.log10(curve[2000:2500].min()) == pytest.approx(-3, abs=0.1)
    assert curve[1450] > 0.97
    assert np.abs(np.diff(curve)).max() < 0.12


def test_ducking_of_a_later_block_goes_on() -> None:
    kicks = [(0.95, 1.0)]
    whole, later = ducking(kicks, 6.0, 0.0, 2.0), ducking(kicks, 6.0, 1.0, 1.0)
    assert np.allclose(whole[1000:2000], later[:1000], atol=2e-3)


@given(arrays.arrays(np.float32, st.integers(1, 60), elements=st.floats(0, 100, width=32)))
def test_the_limiter_keeps_every_hop_below_its_ceiling(peaks: np.ndarray) -> None:
    curve = limits(peaks)
    assert curve.shape == (peaks.size + 1,)
    assert (np.maximum(curve[:-1], curve[1:]) * peaks <= CEILING * 1.0001).all()
    assert (curve <= 1).all()


def test_the_limiter_leaves_what_is_quiet() -> None:
    peaks = np.full(100, 0.5, np.float32)
    peaks[50] = 2.0
    curve = limits(peaks)
    assert (curve[:35] == 1).all()
    assert (curve[65:] == 1).all()


@pytest.mark.parametrize("level", [1e-4, 0.02, 1.0, 30.0])
def test_the_finish_brings_any_level_to_its_loudness(level: float) -> None:
    time = np.arange(6 * RATE) / RATE
    chord = sum(np.sin(2 * np.pi * hertz * time) for hertz in (196.0, 246.9, 293.7, 392.0))
    mix = np.repeat(level * 0.25 * chord[:, None], 2, axis=1).astype(np.float32)
    mix = np.concatenate(list(finished(np.split(mix, 3), RATE, Room())))
    # Loudness counts both channels: 3 dB over their mean, less the 0.7 dB of BS.1770.
    assert level_db(mix[RATE : 5 * RATE]) + 2.3 == pytest.approx(LOUDNESS_LUFS, abs=1.5)
    assert np.abs(mix).max() < 0.95


def test_a_fade_ends_in_silence_and_touches_the_end_only() -> None:
    mix = np.ones((2 * RATE, 2), np.float32)
    fade_out(mix, RATE)
    assert not mix[-1].any()
    assert (np.diff(mix[:, 0]) <= 0).all()
    assert (mix[: RATE + RATE // 2] == 1).all()
    assert level_db(mix[-48:]) < -60


def test_the_finish_does_not_depend_on_blocks() -> None:
    draw = np.random.default_rng(2)
    mix = (draw.normal(0, 0.2, (3 * RATE, 2)) * (1 + 4 * (draw.random((3 * RATE, 1)) > 0.9995))).astype(
        np.float32
    )
    room = Room(warmth=0.6)
    whole = np.concatenate(list(finished([mix.copy()], RATE, room)))
    blocks = np.concatenate(list(finished(np.split(mix.copy(), 6), RATE, room)))
    assert np.abs(whole[: 2 * RATE] - blocks[: 2 * RATE]).max() < 1e-5
    assert np.abs(blocks).max() < 0.95


def test_long_pieces_are_finished_as_they_come() -> None:
    made = 0

    def blocks() -> Iterator[np.ndarray]:
        nonlocal made
        for _ in range(40):
            made += 1
            yield np.full((4 * 8000, 2), 0.01, np.float32)

    heard = finished(blocks(), 8000, Room())
    next(heard)
    assert made < 30
    assert sum(1 for _ in heard) == 39
