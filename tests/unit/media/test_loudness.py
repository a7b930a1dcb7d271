"""Integrated loudness after BS.1770, against its own figures and another implementation."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from photoplay.media.loudness import LoudnessMeter


def measured(samples: np.ndarray, piece: int = 48_000) -> float | None:
    meter = LoudnessMeter()
    for first in range(0, len(samples), piece):
        meter.add(samples[first : first + piece].astype(np.float32))
    return meter.integrated_lufs()


def sine(hertz: float, seconds: float, level_db: float) -> np.ndarray:
    time = np.arange(round(48_000 * seconds)) / 48_000
    return np.repeat(10 ** (level_db / 20) * np.sin(2 * np.pi * hertz * time)[:, None], 2, axis=1)


def test_the_standards_own_sine() -> None:
    """997 Hz at 0 dBFS in one channel is −3.01 LUFS. Source: BS.1770-5, annex 1."""
    one = sine(997, 5, 0)
    one[:, 1] = 0
    assert measured(one) == pytest.approx(-3.01, abs=0.03)


def test_passages_below_the_gates_do_not_count() -> None:
    """Source: EBU Tech 3341, minimum requirements test 3: −36, −23 and −36 dBFS measure −23."""
    parts = [sine(1000, 10, -36), sine(1000, 60, -23), sine(1000, 10, -36)]
    assert measured(np.concatenate(parts)) == pytest.approx(-23.0, abs=0.1)
    assert measured(np.concatenate([parts[1], np.zeros((960_000, 2))])) == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("seconds", [0.45, 3.21, 20.0])
@pytest.mark.parametrize("piece", [999, 48_000, 10**7])
def test_another_implementation_agrees(seconds: float, piece: int) -> None:
    rng = np.random.default_rng(4)
    samples = np.cumsum(rng.normal(0, 0.02, (round(48_000 * seconds), 2)), axis=0)
    samples = np.tanh(samples - samples.mean(axis=0)) * 0.5 + rng.normal(0, 0.05, samples.shape)
    assert measured(samples, piece) == pytest.approx(
        pyloudnorm.Meter(48_000).integrated_loudness(samples), abs=0.1
    )


def test_nothing_to_measure() -> None:
    for samples in (np.zeros((0, 2)), np.zeros((96_000, 2)), sine(1000, 0.39, -10), sine(1000, 3, -80)):
        assert measured(samples) is None
