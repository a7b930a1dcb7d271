"""Every name has a sound: in tune, alive under the fingers, without clicks."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from tests.unit.music.listening import KITS, PITCHED, centroid_hz, level_db, power_spectrum
from tests.waiting import HANGS_S

from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.synth.drums import TAKES
from photoplay.music.synth.tables import hertz_of
from photoplay.music.synth.tones import Played, Tone
from photoplay.music.synth.voices import VOICES

RATE = 48_000


def played(name: str, pitch: float, velocity: float = 0.7, held_s: float = 0.8, take: int = 0) -> Played:
    return VOICES[name](Tone(pitch, velocity, held_s, take), RATE)


def middle_of(name: str) -> int:
    return (INSTRUMENTS[name].lowest + INSTRUMENTS[name].highest) // 2


def test_every_name_has_a_voice_and_every_voice_a_name() -> None:
    assert set(VOICES) == set(INSTRUMENTS)
    assert all(0 <= instrument.program < 128 for instrument in INSTRUMENTS.values())


def test_the_table_and_the_player_load_without_the_compiler() -> None:
    code = "import sys, photoplay.music.instruments, photoplay.music.perform; print('numba' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=HANGS_S, check=True
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("name", PITCHED)
@pytest.mark.parametrize("part", [0.2, 0.5, 0.8])
def test_notes_are_in_tune(name: str, part: float) -> None:
    instrument = INSTRUMENTS[name]
    pitch = round(instrument.lowest + part * (instrument.highest - instrument.lowest))
    wave = played(name, pitch, held_s=2.0).wave[:, RATE // 20 : 2 * RATE].mean(axis=0)
    at, power = power_spectrum(np.pad(wave, (0, 4 * RATE)))
    cents = 1200 * np.log2(np.maximum(at, 1) / hertz_of(pitch))
    heard = sum(power[np.abs(cents - 1200 * octave) < 30].sum() for octave in (0, 1))
    beside = sum(power[np.abs(np.abs(cents - 1200 * octave) - 70) < 15].sum() for octave in (0, 1))
    assert heard > 20 * beside
    assert heard > 0.02 * power.sum()


@pytest.mark.parametrize("name", [*PITCHED, *KITS])
def test_a_sound_is_finite_begins_softly_and_ends(name: str) -> None:
    for pitch in (36, 38, 42, 46, 49, 54) if name in KITS else (middle_of(name),):
        sound = played(name, pitch, held_s=0.7)
        wave = sound.wave.astype(np.float64)
        peak = np.abs(wave).max()
        assert np.isfinite(wave).all()
        assert 0.02 < peak < 8
        assert np.abs(wave[:, 0]).max() <= 0.02 * peak
        held = round(0.7 * RATE)
        if sound.release_s and held < wave.shape[1]:
            time = np.arange(wave.shape[1] - held) / RATE
            wave[:, held:] *= 10 ** (-3 * time / sound.release_s)
        assert np.abs(wave[:, -48:]).max() < 0.003 * peak


@pytest.mark.parametrize("name", [*PITCHED, *KITS])
def test_a_stronger_stroke_is_louder(name: str) -> None:
    pitch = 38 if name in KITS else middle_of(name)
    soft, hard = (played(name, pitch, velocity) for velocity in (0.3, 0.9))
    assert level_db(hard.wave * hard.gain) > level_db(soft.wave * soft.gain) + 8


@pytest.mark.parametrize(
    "name",
    [
        "piano",
        "electric-piano",
        "guitar",
        "steel-guitar",
        "strings",
        "flute",
        "saxophone",
        "brass",
        "synth-lead",
    ],
)
def test_a_stronger_stroke_is_brighter(name: str) -> None:
    soft, hard = (played(name, middle_of(name) - 6, velocity).wave.mean(axis=0) for velocity in (0.2, 1.0))
    assert centroid_hz(hard) > 1.03 * centroid_hz(soft)


@pytest.mark.parametrize(
    "name", ["piano", "guitar", "ukulele", "pizzicato", "marimba", "bells", "upright-bass"]
)
def test_struck_and_plucked_sounds_die_away(name: str) -> None:
    wave = played(name, middle_of(name), held_s=2.0).wave
    third = wave.shape[1] // 3
    assert level_db(wave[:, third : 2 * third]) < level_db(wave[:, :third]) - 3
    assert level_db(wave[:, 2 * third :]) < level_db(wave[:, third : 2 * third]) - 3


@pytest.mark.parametrize(
    "name", ["strings", "choir", "pad", "flute", "saxophone", "brass", "organ", "synth-lead"]
)
def test_held_sounds_hold(name: str) -> None:
    wave = played(name, middle_of(name), held_s=3.0).wave
    early, late = wave[:, RATE // 2 : RATE], wave[:, round(2.4 * RATE) : round(2.9 * RATE)]
    assert abs(level_db(early) - level_db(late)) < 6


@pytest.mark.parametrize("name", KITS)
@pytest.mark.parametrize("key", [36, 38, 42, 82])
def test_strokes_of_a_drum_differ_a_little(name: str, key: int) -> None:
    takes = [played(name, key, take=take).wave for take in range(TAKES)]
    for other in takes[1:]:
        count = min(takes[0].shape[1], other.shape[1])
        assert not np.array_equal(takes[0][:, :count], other[:, :count])
        assert abs(level_db(takes[0][:, :count]) - level_db(other[:, :count])) < 2.5


@pytest.mark.parametrize("name", KITS)
def test_every_key_of_a_kit_sounds(name: str) -> None:
    for key in range(27, 88):
        assert np.abs(played(name, key).wave).max() > 0.02


def test_a_piano_string_is_stretched() -> None:
    """Its twelfth partial lies above twelve times its first, by what Young's formula says."""
    wave = played("piano", 60, 0.9, held_s=2.0).wave.mean(axis=0)[: 2 * RATE]
    at, power = power_spectrum(np.pad(wave, (0, 6 * RATE)))

    def peak_near(hertz: float) -> float:
        near = np.abs(at - hertz) < 60
        return float(at[near][np.argmax(power[near])])

    first = peak_near(hertz_of(60))
    stretch = 1200 * np.log2(peak_near(12.3 * first) / (12 * first))
    assert 35 < stretch < 55


def test_a_kick_sweeps_down() -> None:
    wave = played("drums-electronic", 36, 0.8).wave[0]
    early, late = wave[240 : round(0.03 * RATE)], wave[round(0.15 * RATE) : round(0.4 * RATE)]

    def crossings_per_s(sound: np.ndarray) -> float:
        return float(np.count_nonzero(np.diff(np.signbit(sound))) * RATE / sound.size / 2)

    assert crossings_per_s(early) > 1.4 * crossings_per_s(late)
    assert 35 < crossings_per_s(late) < 60


def test_a_closed_hat_lies_high_and_is_short() -> None:
    closed, opened = (played("drums-acoustic", key).wave.mean(axis=0) for key in (42, 46))
    assert centroid_hz(closed) > 6000
    assert opened.size > 2 * closed.size
