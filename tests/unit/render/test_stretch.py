"""Sound at another speed: its pitch stays, strokes come at their moment, and nothing is torn."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.music.catalogue import Recipe
from photoplay.music.compose import compose
from photoplay.render.sound.cues import RATE, Composed, Recorded
from photoplay.render.sound.speeds import at_speed, at_tempo
from photoplay.render.sound.stretch import stretched

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
SPEEDS = [0.25, 0.5, 0.8, 1.0, 1.25, 2.0, 4.0]
#: A tick: 10 ms of 2 kHz under a hill, loudest in its middle.
TICK = np.sin(2 * np.pi * 2000 * np.arange(-240, 241) / RATE) * np.hanning(481)


def stereo(mono: F64) -> F32:
    return np.stack([mono, mono], axis=1).astype(np.float32)


def at(samples: F32, speed: float, block: int = RATE) -> F32:
    parts = [samples[start : start + block] for start in range(0, len(samples), block)]
    return np.concatenate([np.zeros((0, 2), np.float32), *stretched(iter(parts), speed)])


def vowel(seconds: float, hertz: float = 120.0) -> F32:
    """Like a voice: many partials under three formants, the pitch wavering a little."""
    n = np.arange(round(seconds * RATE))
    phase = 2 * np.pi * np.cumsum(hertz * (1 + 0.01 * np.sin(2 * np.pi * 4 * n / RATE))) / RATE
    out = np.zeros(len(n))
    for number in range(1, 40):
        level = sum(
            np.exp(-(((number * hertz - c) / w) ** 2)) for c, w in ((700, 150), (1200, 200), (2600, 300))
        )
        out += (level + 0.05 / number) * np.sin(number * phase)
    return stereo(0.4 * out / np.abs(out).max())


def pitch(samples: F32) -> float:
    """The strongest period between 30 and 400 Hz, by autocorrelation, Hz."""
    mono = samples[RATE // 2 : -RATE // 2, 0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(mono, 2 * len(mono))) ** 2
    alike = np.fft.irfft(spectrum)[: RATE // 30]
    shortest = RATE // 400
    place = shortest + int(alike[shortest:].argmax())
    left, mid, right = alike[place - 1 : place + 2]
    return float(RATE / (place + 0.5 * (left - right) / (left - 2 * mid + right)))


def ticks(seconds: float, times_s: F64) -> F64:
    out = np.zeros(round(seconds * RATE))
    for time_s in times_s:
        middle = round(time_s * RATE)
        out[middle - 240 : middle + 241] += 0.8 * TICK
    return out


def found_s(samples: F32) -> list[float]:
    likeness, found = np.abs(np.convolve(samples[:, 0], TICK[::-1], "same")), []
    while likeness.max() > 40:
        place = int(likeness.argmax())
        found.append(place / RATE)
        likeness[max(0, place - RATE // 50) : place + RATE // 50] = 0
    return sorted(found)


@pytest.mark.parametrize("speed", SPEEDS)
def test_it_is_as_long_as_it_is_to_be(speed: float) -> None:
    for samples in (0, 1, 100, 4801, RATE, 3 * RATE + 17):
        assert len(at(vowel(4)[:samples], speed)) == round(samples / speed)
    parts = stretched(iter([vowel(4)]), speed, samples=5000)
    assert sum(len(part) for part in parts) == 5000


def test_at_its_own_speed_it_is_what_it_was() -> None:
    noise = np.random.default_rng(2).normal(0, 0.1, (5 * RATE, 2)).astype(np.float32)
    assert np.array_equal(at(noise, 1.0), noise)


@pytest.mark.parametrize("speed", [0.5, 1.3, 3.0])
def test_it_is_the_same_in_whatever_blocks_it_comes(speed: float) -> None:
    sound = vowel(7) + stereo(ticks(7, np.array([1.0, 2.05, 2.12, 4.4, 6.9])))
    assert np.array_equal(at(sound, speed), at(sound, speed, 1000))
    assert np.array_equal(at(sound, speed), at(sound, speed, 10 * RATE))


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("under", ["nothing", "voice", "noise"])
def test_every_tick_is_heard_once_and_at_its_moment(speed: float, under: str) -> None:
    rng = np.random.default_rng(5)
    times = 0.5 + np.cumsum(rng.uniform(0.3, 1.2, 15))
    seconds = float(times[-1]) + 1
    sound = stereo(ticks(seconds, times))
    if under == "voice":
        sound += 0.3 * vowel(seconds)
    elif under == "noise":
        sound += rng.normal(0, 0.03, sound.shape).astype(np.float32)
    assert found_s(at(sound, speed)) == pytest.approx((times / speed).tolist(), abs=0.0004 / min(1, speed))


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hertz", [85.0, 120.0, 210.0])
def test_a_voice_keeps_its_pitch(speed: float, hertz: float) -> None:
    assert pitch(at(vowel(6, hertz), speed)) == pytest.approx(hertz, rel=0.01)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_steady_sound_stays_steady(speed: float) -> None:
    sound = vowel(5)
    out = at(sound, speed)[RATE // 4 : -RATE // 4, 0]
    level = np.sqrt((out[: len(out) // 2400 * 2400].reshape(-1, 2400) ** 2).mean(1))
    usual = np.sqrt((sound[:, 0] ** 2).mean())
    assert level.min() > 0.7 * usual and level.max() < 1.3 * usual
    assert np.abs(np.diff(out)).max() < 1.2 * np.abs(np.diff(sound[:, 0])).max()


def test_left_and_right_stay_together() -> None:
    sound = vowel(4)
    sound[:, 1] *= -0.5
    out = at(sound, 1.7)
    assert out[:, 1] == pytest.approx(-0.5 * out[:, 0], abs=1e-6)


def test_silence_stays_silent() -> None:
    assert not at(np.zeros((3 * RATE, 2), np.float32), 0.6).any()


# -- files and pieces --------------------------------------------------------------------------------


@pytest.fixture
def spoken(tmp_path: Path) -> Callable[[float], F32]:
    """``spoken(speed)``: six seconds of a voice in a file, at a speed."""
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(vowel(6) * 32767).astype("<i2").tobytes())

    def read(speed: float) -> F32:
        return np.concatenate(list(at_speed(Recorded("", "wav", 0, 6 * RATE, speed), path)))

    return read


@pytest.mark.parametrize(
    ("speed", "higher"), [(0.1, 0.4), (0.2, 0.8), (0.25, 1.0), (1.0, 1.0), (4.0, 1.0), (6.0, 1.5)]
)
def test_a_file_keeps_its_pitch_as_far_as_it_can_be_followed(
    speed: float, higher: float, spoken: Callable[[float], F32]
) -> None:
    out = spoken(speed)
    assert Recorded("", "wav", 0, RATE, speed).pitch == pytest.approx(higher)
    assert pitch(np.tile(out, (3, 1)) if speed > 2 else out) == pytest.approx(120 * higher, rel=0.015)
    assert abs(len(out) - 6 * RATE / speed) <= 1


def test_a_stretch_of_a_file_begins_where_it_says(tmp_path: Path) -> None:
    path, times = tmp_path / "t.wav", np.array([1.0, 3.25, 5.5])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(ticks(8, times) * 32767).astype("<i2").tobytes())
    for speed in (0.1, 0.5, 2.0, 8.0):
        source = Recorded("", "wav", 3 * RATE, 4 * RATE, speed)
        out = np.concatenate(list(at_speed(source, path)))
        energy = np.convolve(out[:, 0] ** 2, np.ones(max(240, round(240 / speed))), "same")
        place = int(energy[: round(RATE / speed)].argmax())
        assert place / RATE == pytest.approx(0.25 / speed, abs=0.004 / min(1, speed))


def test_composed_music_is_played_at_another_tempo() -> None:
    score = compose(Recipe("happy", 3), Composed(Recipe("happy", 3), 8 * RATE, 1.25).length_ms)
    fast = at_tempo(score, 1.25)
    assert fast.duration_s == pytest.approx(8.0, abs=0.001)
    assert fast.bpm == pytest.approx(1.25 * score.bpm)
    assert [note.pitch for part in fast.parts for note in part.notes] == [
        note.pitch for part in score.parts for note in part.notes
    ]
    assert fast.beats_s == pytest.approx([beat / 1.25 for beat in score.beats_s])
    assert at_tempo(score, 1.0) is score
