"""Loudness and true peaks as the standards have them, and the limiter that keeps to them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.media.loudness import STEP, LoudnessMeter, energy_of, integrated, lufs_of
from photoplay.media.record import Sound
from photoplay.render.sound.film_clips import balance
from photoplay.render.sound.limiter import DELAY, Limiter
from photoplay.render.sound.loudness import amplitude_of, decibels
from photoplay.render.sound.meters import HOP, EnergyMeter, true_peaks

F32 = NDArray[np.float32]
RATE = 48_000


def sine(hertz: float, level_db: float, seconds: float, phase: float = 0.0) -> F32:
    """The same on both channels."""
    at = np.arange(round(seconds * RATE)) / RATE
    wave = amplitude_of(level_db) * np.sin(2 * np.pi * hertz * at + phase)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def noise(seconds: float, level: float, seed: int = 1) -> F32:
    return np.random.default_rng(seed).normal(0, level, (round(seconds * RATE), 2)).astype(np.float32)


def lufs(samples: F32, cuts: tuple[int, ...] = ()) -> float | None:
    meter = EnergyMeter()
    for first, last in pairwise([0, *cuts, len(samples)]):
        meter.add(samples[first:last])
    return integrated(meter.finish())


# -- loudness ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ([(-23, 20)], -23.0),
        ([(-33, 20)], -33.0),
        ([(-36, 10), (-23, 60), (-36, 10)], -23.0),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23.0),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23.0),
    ],
)
def test_the_signals_of_the_standard(parts: list[tuple[float, float]], wanted: float) -> None:
    # Source: EBU Tech 3341, table 1, tests 1 to 5; 1 kHz on both channels.
    samples = np.concatenate([sine(1000, level, seconds) for level, seconds in parts])
    assert lufs(samples) == pytest.approx(wanted, abs=0.1)


def test_others_read_the_same() -> None:
    swelling = noise(8, 0.1) * np.linspace(0.01, 1, 8 * RATE, dtype=np.float32)[:, None]
    for samples in (noise(5, 0.2), sine(80, -20, 4), sine(9000, -12, 4), swelling):
        ours, other = lufs(samples), LoudnessMeter()
        other.add(samples)
        assert ours == pytest.approx(pyloudnorm.Meter(RATE).integrated_loudness(samples), abs=0.1)
        assert ours == pytest.approx(other.integrated_lufs(), abs=0.001)


def test_silence_has_no_loudness() -> None:
    assert lufs(np.zeros((RATE, 2), np.float32)) is None
    assert lufs(noise(2, 1e-5)) is None
    assert integrated([]) is None


def test_a_sound_of_less_than_a_block_is_measured_as_one() -> None:
    for seconds in (0.05, 0.3):
        assert lufs(sine(1000, -23, seconds)) == pytest.approx(-23, abs=0.8)


@given(cuts=st.lists(st.integers(0, 3 * RATE), max_size=6))
def test_pieces_measure_as_the_whole(cuts: list[int]) -> None:
    samples = noise(3, 0.1)
    assert lufs(samples, tuple(sorted(cuts))) == pytest.approx(lufs(samples), abs=1e-6)


def test_levels_and_energies() -> None:
    assert lufs_of(energy_of(-14)) == pytest.approx(-14)
    assert decibels(amplitude_of(-6)) == pytest.approx(-6) and decibels(0) == -200


# -- true peaks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", [0.0, 0.25, 0.5, 0.8])
def test_peaks_between_samples_are_seen(phase: float) -> None:
    # A quarter of the rate: samples may lie 3 dB below the wave's peak. Source: BS.1770-5, annex 2.
    found = true_peaks(sine(RATE / 4, -6, 0.1, phase * np.pi)[:4800])[3:-3]
    assert decibels(float(found.max())) == pytest.approx(-6, abs=0.2)


def test_a_floor_saves_work_and_changes_nothing_above_it() -> None:
    samples = noise(1, 0.2)
    exact, quick = true_peaks(samples), true_peaks(samples, 0.6)
    assert (exact > 0.6).any()
    assert np.array_equal(exact[exact > 0.6], quick[exact > 0.6])
    assert (quick[exact <= 0.6] <= 0.6).all()


def test_silence_and_short_sounds_have_peaks() -> None:
    assert true_peaks(np.zeros((0, 2), np.float32)).size == 0
    assert true_peaks(np.full((1, 2), -0.5, np.float32))[0] >= 0.5
    assert not true_peaks(np.zeros((100, 2), np.float32)).any()


# -- limiter ----------------------------------------------------------------------------------------


def limited(samples: F32, ceiling_db: float, block: int = RATE) -> tuple[F32, Limiter]:
    limiter = Limiter(amplitude_of(ceiling_db))

    def blocks() -> Iterator[F32]:
        held = np.concatenate([samples, np.zeros((DELAY + -len(samples) % HOP, 2), np.float32)])
        for start in range(0, len(held), block):
            part = held[start : start + block]
            yield limiter.add(part[: len(part) // HOP * HOP])

    return np.concatenate(list(blocks()))[DELAY:][: len(samples)], limiter


def test_quiet_sound_passes_untouched() -> None:
    samples = noise(1, 0.05)
    out, limiter = limited(samples, -1.5)
    assert np.array_equal(out, samples)
    assert limiter.least_gain == 1


@pytest.mark.parametrize("kind", ["noise", "clicks", "bass", "square"])
@pytest.mark.parametrize("ceiling_db", [-1.5, -6.0])
def test_no_true_peak_is_above_the_ceiling(kind: str, ceiling_db: float) -> None:
    at = np.arange(2 * RATE)
    samples = {
        "noise": noise(2, 1.0),
        "clicks": np.where((at % 7001 < 3)[:, None], 3.0, 0.01) * np.ones(2),
        "bass": sine(45, 6, 2),
        "square": np.sign(sine(997, 0, 2)),
    }[kind].astype(np.float32)
    out, limiter = limited(samples, ceiling_db)
    assert decibels(float(true_peaks(out).max())) <= ceiling_db + 0.1
    assert limiter.least_gain < 1
    # It is limited, not just turned down.
    assert decibels(float(true_peaks(out).max())) >= ceiling_db - 1


def test_the_gain_moves_smoothly_and_comes_back() -> None:
    samples = sine(500, -12, 2)
    samples[RATE : RATE + 48] += np.float32(1.5)
    out, _ = limited(samples, -1.5)
    sounding = np.abs(samples[:, 0]) > 0.05
    gain = np.ones(len(out))
    gain[sounding] = out[sounding, 0] / samples[sounding, 0]
    before = RATE - round(0.007 * RATE)
    assert gain[:before] == pytest.approx(1, abs=1e-5)
    assert gain[RATE : RATE + 48].max() < 0.6
    assert gain[RATE + RATE // 2 :] == pytest.approx(1, abs=0.01)
    assert np.abs(np.diff(gain[sounding])).max() < 0.02


@given(block=st.integers(1, 60).map(lambda n: n * HOP * 20))
def test_blocks_make_no_difference(block: int) -> None:
    samples = noise(1, 0.6)
    assert np.array_equal(limited(samples, -1.5, block)[0], limited(samples, -1.5)[0])


def test_both_channels_are_lowered_together() -> None:
    samples = np.stack([sine(400, 6, 1)[:, 0], sine(300, -20, 1)[:, 0]], axis=1)
    out, _ = limited(samples, -1.5)
    gains = [out[:, c] / np.where(np.abs(samples[:, c]) > 0.01, samples[:, c], np.nan) for c in (0, 1)]
    assert np.nanmax(np.abs(gains[0] - gains[1])) < 1e-3


def test_steps_are_a_tenth_of_a_second() -> None:
    assert STEP * 10 == RATE


# -- films ----------------------------------------------------------------------------------------


def loudness(lufs: float | None) -> tuple[float, float]:
    """The level at which a film is played, LUFS, and from which it is heard, dBFS as played."""
    gain, heard_db = balance(Sound(1000, 48_000, 2, lufs))
    raised_db = 20 * np.log10(gain)
    return (lufs or 0) + raised_db, heard_db + raised_db


def test_films_are_brought_near_each_other_and_keep_their_order() -> None:
    levels = [loudness(lufs)[0] for lufs in (-45.0, -35.0, -28.0, -20.0, -14.0, -6.0)]
    assert levels == sorted(levels)
    # A voice far from the phone is heard beside music at 0.35 (-28 LUFS), and a concert is no louder than -15.
    assert levels[1] > -26 and levels[-1] < -15 and levels[3] == pytest.approx(-20)
    assert levels[0] == pytest.approx(-33, abs=0.01)


def test_a_silent_room_makes_no_music_step_back() -> None:
    assert loudness(-20.0)[1] == pytest.approx(-36, abs=0.01)
    assert loudness(-10.0)[1] == pytest.approx(-36.7, abs=0.8)
    # All of it lies below what counts.
    lufs, heard_db = loudness(-52.0)
    assert lufs < heard_db
    assert balance(Sound(1000, 48_000, 2, None))[0] < 2
