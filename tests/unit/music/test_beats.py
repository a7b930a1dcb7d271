"""Beats are found: at the right tempo, in the right place, and not where there are none."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from benchmarks.beat_tracks import STYLES, Case, f_measure, heard, written
from numpy.typing import NDArray

from photoplay.music.beats import Beats, hear, track
from photoplay.music.perform import perform

Floats = NDArray[np.float32]
RATE = 24_000

#: A part of the pieces of ``benchmarks/beats.py``: what each asks for, once.
CASES = [
    Case("rock", 120, 201, bars=12),
    Case("rock", 160, 202, bars=16, pickup=1),
    Case("club", 126, 203, bars=12, noise_db=10),
    Case("hip-hop", 76, 204, bars=8, swing=0.6),
    Case("jazz", 140, 205, bars=12, swing=0.64),
    Case("waltz", 132, 206, bars=16, offset_s=2.5),
    Case("6/8", 63, 207, bars=12),
    Case("piano", 84, 208, bars=9, swing=0.58),
    Case("picked guitar", 104, 209, bars=10, pickup=2),
    Case("pizzicato", 128, 210, bars=12, drift=0.02),
    Case("march", 108, 211, bars=10, drift=-0.02),
    Case("bossa nova", 118, 212, bars=10),
]


def clicks(bpm: float, seconds: float, *, first: float = 0.5, rate: int = RATE) -> Floats:
    """A short burst of noise on each beat."""
    samples = np.zeros(round(seconds * rate))
    burst = np.random.default_rng(1).normal(0, 0.3, rate // 20) * np.exp(
        -np.arange(rate // 20) / (rate / 200)
    )
    for at in np.arange(first, seconds - 0.1, 60 / bpm):
        start = round(at * rate)
        samples[start : start + len(burst)] += burst
    return samples.astype(np.float32)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_beats_are_where_they_are(case: Case) -> None:
    score = written(case)
    found = track(heard(case, score, perform(score)), RATE)
    assert found.bpm == pytest.approx(case.bpm, rel=0.02)
    last = max(note.start_s for part in score.parts for note in part.notes)
    assert f_measure(found.beats_s, [beat for beat in score.beats_s if beat <= last + 0.05]) >= 0.95
    assert found.confidence > 0.2


@pytest.mark.parametrize("style", ["rock", "club", "waltz", "piano", "picked guitar"])
def test_bars_begin_where_they_begin(style: str) -> None:
    case = Case(style, 112, 301, bars=12, pickup=1)
    score = written(case)
    found = track(heard(case, score, perform(score)), RATE)
    assert f_measure(found.downbeats_s, score.downbeats_s) >= 0.9
    meter = STYLES[style][1]
    assert len(found.downbeats_s) == pytest.approx(len(found.beats_s) / meter, abs=1)


@pytest.mark.parametrize("bpm", [100, 120, 133.3, 150])
@pytest.mark.parametrize("rate", [8000, 22_050, 24_000, 44_100, 48_000, 96_000])
def test_a_metronome_within_half_a_frame(bpm: float, rate: int) -> None:
    """Of video, at 30 frames a second."""
    found = track(clicks(bpm, 20, rate=rate), rate)
    assert found.bpm == pytest.approx(bpm, abs=0.1)
    beats = np.arange(0.5, 19.9, 60 / bpm)
    assert len(found.beats_s) == pytest.approx(len(beats), abs=1)
    nearest = [min(abs(beat - other) for other in beats) for beat in found.beats_s]
    assert max(nearest) < 0.016


def test_times_are_in_order_and_within(scale: Callable[..., int]) -> None:
    for seed in range(scale(20, least=3)):
        rng = np.random.default_rng(seed)
        seconds = float(rng.uniform(0.0, 20))
        samples = clicks(float(rng.uniform(50, 190)), seconds) + rng.normal(0, 0.02, round(seconds * RATE))
        found = track(samples.astype(np.float32), RATE)
        assert all(0 <= time <= seconds for time in found.beats_s)
        assert list(found.beats_s) == sorted(set(found.beats_s))
        assert set(found.downbeats_s) <= set(found.beats_s)
        assert 0 <= found.confidence <= 1
        assert (found.bpm is None) == (found.beats_s == ())


def test_loudness_and_sign_do_not_matter() -> None:
    samples = clicks(110, 12)
    plain = track(samples, RATE)
    assert track(samples * 0.001, RATE) == plain
    assert track(-samples, RATE).beats_s == pytest.approx(plain.beats_s, abs=1e-3)


def noises() -> dict[str, Floats]:
    rng, count = np.random.default_rng(2), 20 * RATE
    white = rng.normal(0, 0.1, count)
    seconds = np.arange(count) / RATE
    drops = np.zeros(count + RATE)
    for at in np.cumsum(rng.exponential(RATE / 4, 70)).astype(int):
        drops[min(at, count) : min(at, count) + 2400] += white[:2400] * np.exp(-np.arange(2400) / 600)
    sounds = {
        "silence": np.zeros(count),
        "white noise": white,
        "faint noise": 1e-4 * white,
        "waves": white * (1.1 + np.sin(seconds) + 0.5 * np.sin(1.7 * seconds)),
        "a drone": np.sin(2 * math.pi * 110 * seconds) + 0.5 * np.sin(2 * math.pi * 165.3 * seconds),
        "one click": clicks(1, 20),
        "a direct current": np.full(count, 0.5),
    }
    return {name: samples.astype(np.float32) for name, samples in sounds.items()}


@pytest.mark.parametrize("name", noises())
def test_no_beat_where_there_is_none(name: str) -> None:
    assert track(noises()[name], RATE) == Beats(None)


@pytest.mark.parametrize("count", [0, 1, 100, 1024, RATE, 2 * RATE])
def test_too_short_for_a_beat(count: int) -> None:
    assert track(clicks(120, 3)[:count], RATE) == Beats(None)


def test_broken_numbers_are_no_beat() -> None:
    """Decoders of broken files can give anything."""
    samples = clicks(120, 10)
    samples[5000:5010] = np.nan
    samples[9000] = np.inf
    found = track(samples, RATE)
    assert found.bpm is None or found.bpm > 0


def test_everything_that_is_kept_with_a_file() -> None:
    samples = clicks(120, 12)
    bpm, beats_s, downbeats_s, best_s = hear(samples, RATE)
    found = track(samples, RATE)
    assert (bpm, beats_s, downbeats_s) == (found.bpm, found.beats_s, found.downbeats_s)
    assert 0 <= best_s < 12
    assert hear(np.zeros(0, np.float32), RATE) == (None, (), (), 0.0)
