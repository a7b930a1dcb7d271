"""The mix: volumes, fades, loops and ducking, and the loudness that comes of it."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media.loudness import integrated
from photoplay.render.sound.cues import RATE, Cue, Loop, Recorded, SoundPlan, Source
from photoplay.render.sound.levels import DUCK_DB, RAMP, played
from photoplay.render.sound.loudness import amplitude_of, decibels
from photoplay.render.sound.meters import EnergyMeter, true_peaks
from photoplay.render.sound.mix import Mastering, Mixer
from photoplay.render.sound.pcm import Reader, Writer

F32 = NDArray[np.float32]
GAIN = 0.35


class Held:
    """Samples in memory."""

    def __init__(self, samples: NDArray[Any]) -> None:
        self._samples = samples.astype(np.float32)

    def read(self, start: int, stop: int) -> F32:
        at = np.arange(start, stop)
        inside = (at >= 0) & (at < len(self._samples))
        out = np.zeros((len(at), 2), np.float32)
        out[inside] = self._samples[at[inside]]
        return out


def source(name: str = "a", samples: int = 0) -> Recorded:
    return Recorded(name, "wav", 0, samples)


def ones(seconds: float) -> NDArray[Any]:
    return np.ones((round(seconds * RATE), 2))


def tone(seconds: float, hertz: float = 440.0, level_db: float = -20.0) -> NDArray[Any]:
    wave = amplitude_of(level_db) * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    return np.stack([wave, wave], axis=1)


def mixed(plan: SoundPlan, sources: Mapping[Source, Held], **more: Any) -> F32:
    return np.concatenate(list(Mixer(plan, sources).blocks(**more)))[: plan.samples]


def one(cue: Cue, samples: NDArray[Any], **more: Any) -> F32:
    """A mix of one cue, left channel."""
    return mixed(SoundPlan(cue.end, (cue,)), {cue.source: Held(samples)}, **more)[:, 0]


def test_a_cue_is_heard_where_it_is_and_as_loud_as_it_is() -> None:
    cue = Cue(RATE, 3 * RATE, source(), gain=((0, 0.5),))
    out = one(cue, ones(5))
    assert not out[:RATE].any()
    assert out[RATE + RAMP : 3 * RATE - RAMP] == pytest.approx(0.5)
    assert one(cue, ones(5), by_default=True)[2 * RATE] == pytest.approx(GAIN)


def test_whatever_starts_or_stops_does_so_without_a_click() -> None:
    for cue in (Cue(0, 9600, source()), Cue(0, 100, source()), Cue(0, 9600, source(), fade_in=4, fade_out=4)):
        out = np.concatenate([[0], one(cue, ones(1)), [0]])
        steepest = GAIN * math.pi / 2 / min(RAMP, cue.end // 2)
        assert np.abs(np.diff(out)).max() <= steepest * 1.01
    joined = one(Cue(0, 9600, source(), joins_before=True, joins_after=True), ones(1))
    assert joined == pytest.approx(GAIN)


def test_fades_keep_the_power() -> None:
    out = one(Cue(0, 4 * RATE, source(), fade_in=2 * RATE, fade_out=RATE), ones(4)) / GAIN
    assert out[RATE] == pytest.approx(math.sqrt(0.5), abs=1e-3)
    assert out[3 * RATE + RATE // 2] == pytest.approx(math.sqrt(0.5), abs=1e-3)
    back = one(Cue(0, 2 * RATE, source(), fade_out=2 * RATE), ones(2)) / GAIN
    assert (out[: 2 * RATE] ** 2 + back**2)[RAMP:] == pytest.approx(1, abs=1e-4)


def test_gains_move_evenly_between_keyframes() -> None:
    cue = Cue(0, 10 * RATE, source(), gain=((2 * RATE, 0.2), (6 * RATE, 1.0)))
    out = one(cue, ones(10))
    assert out[[RATE, 2 * RATE, 4 * RATE, 6 * RATE, 9 * RATE]] == pytest.approx(
        [0.2, 0.2, 0.6, 1, 1], abs=1e-4
    )


def test_a_mix_is_the_sum_of_its_cues() -> None:
    first, second = Cue(0, 3 * RATE, source("a")), Cue(RATE, 2 * RATE, source("b"), 100)
    held = {first.source: Held(tone(3)), second.source: Held(tone(3, 1000))}
    both = mixed(SoundPlan(3 * RATE, (first, second)), held)
    apart = sum(mixed(SoundPlan(3 * RATE, (cue,)), held) for cue in (first, second))
    assert both == pytest.approx(apart, abs=1e-6)


# -- loops ------------------------------------------------------------------------------------------


def test_a_loop_goes_round_without_a_gap_or_a_click() -> None:
    ramp = np.arange(3 * RATE) / (3 * RATE)
    samples = Held(np.stack([ramp, ramp], axis=1))
    loop = Loop(RATE, 2 * RATE, 960)
    out = played(samples, Cue(0, 9 * RATE, source(), RATE // 2, loop=loop), 0, 6 * RATE)[:, 0]
    assert out[: RATE + RATE // 2] == pytest.approx(ramp[RATE // 2 : 2 * RATE], abs=1e-6)
    for turn in range(1, 4):
        start = turn * RATE + RATE // 2
        assert out[start + 960 : start + RATE] == pytest.approx(ramp[RATE + 960 : 2 * RATE], abs=1e-6)
        assert np.abs(np.diff(out[start - 5 : start + 965])).max() < 1.5 / 960


def test_a_loop_keeps_its_power_where_it_begins_anew() -> None:
    noise = np.random.default_rng(3).normal(0, 0.1, (2 * RATE, 2))
    cue = Cue(0, 20 * RATE, source(), loop=Loop(0, RATE, 4800))
    out = played(Held(noise), cue, 0, 20 * RATE)
    seams = np.concatenate([out[n * RATE : n * RATE + 4800] for n in range(1, 20)])
    assert seams.std() == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize("first", [0, 1, 30_000, 47_999, 48_000, 48_001, 90_000])
def test_a_loop_may_be_read_from_anywhere(first: int) -> None:
    cue = Cue(0, 9 * RATE, source(), 100, loop=Loop(50, 12_000, 480))
    samples = Held(tone(1))
    whole = played(samples, cue, 0, 100_000)
    assert np.array_equal(played(samples, cue, first, 100_000), whole[first:])


def test_a_short_loop_is_the_same_however_it_is_read() -> None:
    noise = Held(np.random.default_rng(3).normal(0, 0.1, (RATE, 2)))
    cue = Cue(0, 9 * RATE, source(), 100, loop=Loop(50, 1010, 200))
    whole = played(noise, cue, 0, 4 * RATE)
    later = np.concatenate([played(noise, cue, at, at + 500) for at in range(2000, 12_000, 500)])
    assert np.array_equal(later, whole[2000:12_000])
    assert np.array_equal(whole[2000:2960], whole[2960:3920])


# -- ducking ----------------------------------------------------------------------------------------


def test_music_steps_back_under_other_sound_and_returns() -> None:
    music, voice = (
        Cue(0, 8 * RATE, source("m"), duck=True),
        Cue(3 * RATE, 5 * RATE, source("v"), heard_db=-40),
    )
    plan = SoundPlan(8 * RATE, (music, voice))
    held = {music.source: Held(ones(8)), voice.source: Held(tone(2))}
    both = mixed(plan, held) - mixed(SoundPlan(8 * RATE, (voice,)), held)
    level_db = 20 * np.log10(np.maximum(both[:, 0] / GAIN, 1e-6))
    assert level_db[RATE // 2 : 3 * RATE - RATE // 20] == pytest.approx(0, abs=0.01)
    assert level_db[3 * RATE + RATE // 8 : 5 * RATE] == pytest.approx(-DUCK_DB, abs=0.05)
    # Down within 80 ms and back within 400 ms, after a pause that might have been one between words.
    assert level_db[5 * RATE + round(0.72 * RATE) : 8 * RATE - RAMP] == pytest.approx(0, abs=0.05)
    assert np.diff(level_db[RATE : 7 * RATE]).max() <= DUCK_DB / (0.36 * RATE)
    assert -np.diff(level_db[RATE : 7 * RATE]).min() <= DUCK_DB / (0.07 * RATE)


def test_nothing_steps_back_under_silence_or_under_what_is_turned_down() -> None:
    music = Cue(0, 4 * RATE, source("m"), duck=True)
    for voice, samples in (
        (Cue(0, 4 * RATE, source("v")), tone(4, level_db=-60)),
        (Cue(0, 4 * RATE, source("v"), gain=((0, 0.0001),)), tone(4)),
        (replace(music, source=source("v")), tone(4)),
    ):
        held = {music.source: Held(ones(4)), voice.source: Held(samples)}
        both = mixed(SoundPlan(4 * RATE, (music, voice)), held)
        alone = mixed(SoundPlan(4 * RATE, (voice,)), held)
        assert (both - alone)[RAMP:-RAMP] == pytest.approx(GAIN, abs=0.001)


# -- loudness ---------------------------------------------------------------------------------------


def mastered(
    tmp_path: Path, samples: NDArray[Any], gain: float = GAIN, louder_db: float = 5.0, target: float = -14.0
) -> tuple[F32, Mastering]:
    cue = Cue(0, len(samples), source(), gain=((0, gain),))
    mixer = Mixer(SoundPlan(len(samples), (cue,)), {cue.source: Held(samples)})
    path = tmp_path / "mix.pcm"
    with path.open("wb") as file:

        def fresh() -> Writer:
            file.seek(0)
            file.truncate()
            return Writer(file)

        writer, found = mixer.master(target, louder_db, -1.5, fresh)
        writer.finish({"a": 1})
    with Reader(path) as reader:
        assert reader.frames == len(samples)
        return reader.read(0, reader.frames), found


def lufs_of(samples: F32) -> float:
    meter = EnergyMeter()
    meter.add(samples)
    found = integrated(meter.finish())
    assert found is not None
    return found


def drums(seconds: float, decay: int = 4000) -> NDArray[Any]:
    """Strokes of noise, four a second."""
    rng = np.random.default_rng(5)
    at = np.arange(round(seconds * RATE)) % (RATE // 4)
    wave = rng.normal(0, 0.3, len(at)) * np.exp(-at / decay)
    return np.stack([wave, wave], axis=1)


@pytest.mark.parametrize("level_db", [-50.0, -20.0, 0.0])
@pytest.mark.parametrize("seconds", [1.0, 9.7])
def test_any_music_comes_out_at_its_loudness(level_db: float, seconds: float, tmp_path: Path) -> None:
    out, found = mastered(tmp_path, tone(seconds, level_db=level_db))
    assert lufs_of(out) == pytest.approx(-14, abs=0.2) and found.loudness_lufs == pytest.approx(-14, abs=0.2)
    assert (found.limit, found.volume_db) == ("", 0)


def test_peaks_are_limited_where_they_must_be(tmp_path: Path) -> None:
    out, found = mastered(tmp_path, drums(6))
    assert lufs_of(out) == pytest.approx(-14, abs=0.2)
    assert found.limited_db > 1 and decibels(float(true_peaks(out).max())) <= -1.4
    assert found.limit == ""


def test_a_changed_volume_is_heard(tmp_path: Path) -> None:
    half, found = mastered(tmp_path, tone(4), GAIN / 2)
    assert lufs_of(half) == pytest.approx(-20.02, abs=0.1) and found.volume_db == pytest.approx(
        -6.02, abs=0.01
    )
    louder, found = mastered(tmp_path, tone(4), GAIN * 1.4)
    assert lufs_of(louder) == pytest.approx(-11.08, abs=0.15)
    kept, found = mastered(tmp_path, tone(4), 2.0, louder_db=0.0)
    assert lufs_of(kept) == pytest.approx(-14, abs=0.15) and found.volume_db > 15


def test_the_last_step_of_a_fader_leaves_the_others_where_they_are(tmp_path: Path) -> None:
    music, voice = Cue(0, 4 * RATE, source("m"), duck=True), Cue(0, 4 * RATE, source("v"))
    held = {music.source: Held(tone(4, 300, -18)), voice.source: Held(tone(4, 900, -22))}
    found = []
    for gain in (0.0001, 0.0):
        plan = SoundPlan(4 * RATE, (replace(music, gain=((0, gain),)), voice))
        with (tmp_path / "mix.pcm").open("wb") as file:
            _, mastering = Mixer(plan, held).master(-14, 5, -1.5, lambda file=file: Writer(file))
        found.append(mastering.loudness_lufs)
    assert found[0] == pytest.approx(found[1], abs=0.05) and found[1] < -14.5


def test_reading_what_music_steps_back_under_is_a_sign_of_life() -> None:
    music, voice = Cue(0, 20 * RATE, source("m"), duck=True), Cue(0, 20 * RATE, source("v"))
    seen: list[int] = []
    held = {music.source: Held(ones(1)), voice.source: Held(ones(20))}
    Mixer(SoundPlan(20 * RATE, (music, voice)), held, lambda: seen.append(1))
    assert len(seen) >= 5


def test_the_wanted_loudness_may_be_another(tmp_path: Path) -> None:
    assert lufs_of(mastered(tmp_path, tone(4), target=-23)[0]) == pytest.approx(-23, abs=0.1)


def test_near_silence_is_not_raised_without_end(tmp_path: Path) -> None:
    out, found = mastered(tmp_path, tone(4, level_db=-66))
    assert found.limit == "noise" and found.loudness_lufs is not None
    assert lufs_of(out) == pytest.approx(-66 + 45, abs=0.8)


def test_peaks_without_room_keep_it_quieter(tmp_path: Path) -> None:
    clicks = np.where((np.arange(6 * RATE) % RATE < 40)[:, None], 0.9, 0.0) * np.ones(2)
    for samples in (clicks, drums(6, 500)):
        out, found = mastered(tmp_path, samples)
        assert found.limit == "peaks" and lufs_of(out) < -15
        assert decibels(float(true_peaks(out).max())) <= -1.4


def test_silence_stays_silent(tmp_path: Path) -> None:
    out, found = mastered(tmp_path, np.zeros((RATE, 2)))
    assert found == Mastering(None, -14.0, 0.0, "silence", 0.0) and not out.any()


# -- samples on disk --------------------------------------------------------------------------------


def test_samples_are_kept_to_16_bits_of_their_own_level(tmp_path: Path) -> None:
    samples = np.concatenate([tone(0.5, level_db=-80), tone(0.7, level_db=0)]).astype(np.float32)
    path = tmp_path / "a.pcm"
    with path.open("wb") as file:
        writer = Writer(file)
        for start in range(0, len(samples), 5000):
            writer.add(samples[start : start + 5000])
        writer.finish({"title": "ü"})
    with Reader(path) as reader:
        assert (reader.frames, reader.facts["title"]) == (len(samples), "ü")
        error = reader.read(0, len(samples)) - samples
        assert decibels(float(np.abs(error[: RATE // 2 - 4096]).max())) < -80 - 95
        assert decibels(float(np.abs(error).max())) < -95
        assert np.array_equal(reader.read(-10, 20)[10:], reader.read(0, 20))
        assert not reader.read(-10, 0).any() and not reader.read(len(samples), len(samples) + 5).any()
        assert np.array_equal(reader.read(4000, 9000), reader.read(0, 9000)[4000:])


def test_damaged_samples_are_noticed(tmp_path: Path) -> None:
    told = io.BytesIO()
    writer = Writer(told)
    writer.add(tone(0.2).astype(np.float32))
    writer.finish()
    data, path = told.getvalue(), tmp_path / "a.pcm"
    for bad in (
        data[:-1],
        data[:100],
        b"",
        data[:500] + b"x" + data[501:],
        data + data,
        data[:-8] + bytes(8),
    ):
        path.write_bytes(bad)
        with pytest.raises(ValueError), Reader(path) as reader:  # noqa: PT011
            reader.read(0, reader.frames)


def test_damage_is_noticed_where_it_is_read(tmp_path: Path) -> None:
    told, path = io.BytesIO(), tmp_path / "a.pcm"
    writer = Writer(told)
    writer.add(tone(1).astype(np.float32))
    writer.finish()
    data = bytearray(told.getvalue())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with Reader(path) as reader:
        assert reader.read(0, 12_000).any() and reader.read(36_000, 48_000).any()
        with pytest.raises(ValueError, match="damaged"):
            reader.read(12_000, 36_000)
