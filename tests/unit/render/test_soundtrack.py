"""Sound tracks through the pool and the cache: what is made, what is kept, and what goes wrong."""

from __future__ import annotations

import os
import signal
import threading
import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.waiting import until

from photoplay.errors import BrokenMedia, Cancelled, MissingMedia, NotWritable
from photoplay.media.audio import probe_sound
from photoplay.music.catalogue import Recipe
from photoplay.render.cache import ChunkCache
from photoplay.render.pool import ChunkPool
from photoplay.render.sound import aac
from photoplay.render.sound.cues import RATE, Composed, Cue, Recorded, SoundPlan
from photoplay.render.sound.pcm import Writer
from photoplay.render.sound.tasks import PartLost, Shelf
from photoplay.render.sound.track import SoundMaker, Soundtrack


@pytest.fixture(scope="module")
def pool() -> Iterator[ChunkPool]:
    with ChunkPool(2) as running:
        yield running


@pytest.fixture
def cache(tmp_path: Path) -> ChunkCache:
    return ChunkCache(tmp_path / "cache")


def save(path: Path, samples: NDArray[Any]) -> tuple[SoundPlan, dict[str, Path]]:
    """A plan of a file from its start to its end, and where the file is."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    record = probe_sound(path)
    cue = Cue(0, len(samples), Recorded(record.sha256, "wav", 0, len(samples)))
    return SoundPlan(len(samples), (cue,)), {record.sha256: path}


def noise(seconds: float, level: float = 0.1, seed: int = 1) -> NDArray[Any]:
    return np.random.default_rng(seed).normal(0, level, (round(seconds * RATE), 2))


@pytest.fixture
def make(pool: ChunkPool, cache: ChunkCache) -> Callable[..., Soundtrack]:
    """``make(plan, paths, bit_s=…)``: the sound track."""

    def made(plan: SoundPlan, paths: dict[str, Path] | None = None, **more: Any) -> Soundtrack:
        with SoundMaker(plan, paths or {}, pool=pool, cache=cache, **more) as maker:
            return maker.result()

    return made


def parts(cache: ChunkCache) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in cache.folder.rglob("*") if path.is_file()}


def louder(plan: SoundPlan, gain: float) -> SoundPlan:
    return replace(plan, cues=tuple(replace(cue, gain=((0, gain),)) for cue in plan.cues))


def test_a_file_becomes_a_track_at_its_loudness(make: Callable[..., Soundtrack], tmp_path: Path) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(3))
    track = make(plan, paths)
    assert len(track.packets) == aac.packet_count(3 * RATE) and track.samples == 3 * RATE
    assert track.facts.loudness_lufs == pytest.approx(-14, abs=0.3)
    assert track.facts.true_peak_dbtp <= -1
    assert (track.facts.codec, track.facts.bit_s, track.facts.limit) == ("AAC-LC", 192_000, "")


@pytest.mark.parametrize("bit_s", [64_000, 128_000])
def test_lower_rates_keep_loudness_and_peaks(
    make: Callable[..., Soundtrack], tmp_path: Path, bit_s: int
) -> None:
    hard = np.tanh(noise(3, 2.0, 7))
    plan, paths = save(tmp_path / "a.wav", hard)
    facts = make(plan, paths, bit_s=bit_s).facts
    assert facts.loudness_lufs == pytest.approx(-14, abs=0.4) and facts.true_peak_dbtp <= -1


def test_a_rate_that_may_not_be_passed_is_not(make: Callable[..., Soundtrack], tmp_path: Path) -> None:
    at = np.arange(4 * RATE) % 6000
    strokes = noise(4, 0.3) * np.exp(-at / 300)[:, None]
    plan, paths = save(tmp_path / "a.wav", strokes)
    track = make(plan, paths, bit_s=120_000, most_bit_s=128_000)
    assert 60_000 < 8 * track.size_bytes / 4 <= 128_000


def test_a_mix_of_very_many_sources_opens_a_few_at_a_time(cache: ChunkCache) -> None:
    for number in range(100):
        with cache.writing(f"{number:064x}", "pcm") as file:
            writer = Writer(file)
            writer.add(np.full((100, 2), number / 100, np.float32))
            writer.finish()
    begun = len(os.listdir("/proc/self/fd"))
    with Shelf(cache) as shelf:
        parts = [shelf.part(f"{number:064x}") for number in range(100)]
        for _ in range(2):
            for number, part in enumerate(parts):
                assert part.read(10, 20)[:, 0] == pytest.approx(number / 100, abs=1e-4)
        assert len(os.listdir("/proc/self/fd")) - begun <= 40
    assert len(os.listdir("/proc/self/fd")) == begun
    with Shelf(cache) as shelf, pytest.raises(PartLost):
        shelf.part("f" * 64).read(0, 1)


def test_composed_music_ends_with_the_video(make: Callable[..., Soundtrack]) -> None:
    samples = 5 * RATE + 1600
    plan = SoundPlan(samples, (Cue(0, samples, Composed(Recipe("lofi", 3), samples)),))
    track = make(plan)
    heard = np.concatenate(list(aac.decode(track.packets)))[aac.PRIMING :][:samples]
    assert track.facts.loudness_lufs == pytest.approx(-14, abs=0.4)
    assert np.abs(heard[-480:]).max() < 0.002 and np.abs(heard[: samples // 2]).max() > 0.05


def test_equal_sound_is_not_made_again_and_is_equal(
    make: Callable[..., Soundtrack], cache: ChunkCache, tmp_path: Path
) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(2))
    first, before = make(plan, paths), set(parts(cache))
    assert make(plan, paths) == first
    assert set(parts(cache)) == before


def test_a_changed_volume_reads_no_file_again(
    make: Callable[..., Soundtrack], cache: ChunkCache, tmp_path: Path
) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(2))
    make(plan, paths)
    paths[next(iter(paths))].unlink()
    facts = make(louder(plan, 0.175), paths).facts
    assert facts.loudness_lufs == pytest.approx(-20, abs=0.3) and facts.wanted_lufs == pytest.approx(
        -20.02, abs=0.02
    )


def test_long_sound_is_made_in_pieces_that_any_number_of_workers_makes_alike(
    make: Callable[..., Soundtrack], cache: ChunkCache, tmp_path: Path
) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(40))
    track = make(plan, paths)
    assert len(list(cache.folder.rglob("*.aac"))) >= 2
    with ChunkPool(1) as single:
        other = ChunkCache(tmp_path / "other")
        with SoundMaker(plan, paths, pool=single, cache=other) as maker:
            assert maker.result() == track


def strokes(seconds: float, gaps_ms: tuple[int, int], unevenly: float) -> NDArray[Any]:
    """Short strokes that come at other times on the left than on the right, as of rain or applause.

    Args:
        seconds: Length.
        gaps_ms: From one to the next about so long, left and right.
        unevenly: By which part of it that varies.
    """
    rng, out = np.random.default_rng(4), np.zeros((round(seconds * RATE), 2))
    fading = np.exp(-np.arange(960) / 60)
    for channel, gap_ms in enumerate(gaps_ms):
        start = 0
        while start < len(out) - 960:
            out[start : start + 960, channel] += rng.normal(0, 0.3, 960) * fading
            start += round(gap_ms * rng.uniform(1 - unevenly, 1 + unevenly) * RATE / 1000)
    return out


@pytest.mark.parametrize(("edit_list", "unevenly"), [(True, 0.0), (False, 0.0), (True, 0.25)])
def test_pieces_that_fit_nowhere_are_made_as_one(
    make: Callable[..., Soundtrack],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    edit_list: bool,
    unevenly: float,
) -> None:
    found, real = [], aac.seam
    monkeypatch.setattr(aac, "seam", lambda *told: found.append(real(*told)) or found[-1])
    samples = strokes(40, (43, 64) if not unevenly else (30, 70), unevenly)
    plan, paths = save(tmp_path / "a.wav", samples)
    track = make(plan, paths, edit_list=edit_list)
    assert None in found, "this sound has borders without a seam"
    assert len(track.packets) == aac.packet_count(40 * RATE - (0 if edit_list else aac.PRIMING))
    assert track.facts.loudness_lufs is not None and track.facts.true_peak_dbtp <= -0.9
    heard = np.concatenate(list(aac.decode(track.packets)))
    heard = heard[aac.PRIMING :] if edit_list else heard
    for start in range(2 * RATE, len(samples) - 2 * RATE, RATE):
        ours, theirs = heard[start : start + RATE], samples[start : start + RATE]
        assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.8
    assert make(plan, paths, edit_list=edit_list) == track


def test_a_sound_that_fits_nowhere_ends_as_one_piece(
    make: Callable[..., Soundtrack], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(40))
    monkeypatch.setattr(aac, "seam", lambda *told: None)
    track = make(plan, paths)
    assert len(track.packets) == aac.packet_count(40 * RATE)
    assert track.facts.loudness_lufs == pytest.approx(-14, abs=0.4)


def test_mixes_that_were_only_tried_go(
    make: Callable[..., Soundtrack], cache: ChunkCache, tmp_path: Path
) -> None:
    plan, paths = save(tmp_path / "a.wav", np.tanh(noise(3, 2.0, 7)))
    first = make(plan, paths, bit_s=64_000)
    assert len(list(cache.folder.rglob("*.aac"))) > 1, "mended at least once"
    assert len(list(cache.folder.rglob("*.pcm"))) == 2, "the source, and the mix that was taken"
    before = parts(cache)
    assert make(plan, paths, bit_s=64_000) == first and set(parts(cache)) == set(before)


def test_without_edit_lists_the_first_samples_make_room(
    make: Callable[..., Soundtrack], tmp_path: Path
) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(2))
    track = make(plan, paths, edit_list=False)
    assert not track.is_primed and len(track.packets) == aac.packet_count(2 * RATE - aac.PRIMING)
    usual = make(plan, paths)
    ours, theirs = (np.concatenate(list(aac.decode(one.packets))) for one in (track, usual))
    # The same sample of the mix, counted from the beginning of the file.
    a, b = ours[20_000:40_000], theirs[20_000 + aac.PRIMING : 40_000 + aac.PRIMING]
    assert np.corrcoef(a.ravel(), b.ravel())[0, 1] > 0.9


@pytest.mark.parametrize("kind", ["pcm", "aac"])
def test_damaged_parts_are_made_again(
    make: Callable[..., Soundtrack], cache: ChunkCache, tmp_path: Path, kind: str
) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(2))
    first = make(plan, paths)
    for path in cache.folder.rglob(f"*.{kind}"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 255
        path.write_bytes(bytes(data))
    assert make(plan, paths) == first


def test_parts_that_were_swept_meanwhile_are_made_again(
    make: Callable[..., Soundtrack], cache: ChunkCache, tmp_path: Path
) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(2))
    first = make(plan, paths)
    for path in cache.folder.rglob("*.pcm"):
        path.unlink()
    assert make(plan, paths) == first


def test_silence_is_a_track_too(make: Callable[..., Soundtrack], tmp_path: Path) -> None:
    facts = make(*save(tmp_path / "a.wav", noise(1, 0.0))).facts
    assert (facts.loudness_lufs, facts.limit) == (None, "silence")


@pytest.mark.parametrize("samples", [1, 1600, 4799])
def test_the_shortest_sounds(make: Callable[..., Soundtrack], samples: int) -> None:
    plan = SoundPlan(samples, (Cue(0, samples, Composed(Recipe("lofi"), samples)),))
    for edit_list in (True, False):
        assert make(plan, edit_list=edit_list).samples == samples


# -- what goes wrong --------------------------------------------------------------------------------


def test_a_file_that_is_gone_or_another_is_told(make: Callable[..., Soundtrack], tmp_path: Path) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(1))
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    with pytest.raises(BrokenMedia, match=r"a\.wav has changed"):
        make(plan, paths)
    (tmp_path / "a.wav").unlink()
    with pytest.raises(MissingMedia, match=r"a\.wav"):
        make(plan, paths)


def test_it_stops_when_it_is_told_to(pool: ChunkPool, cache: ChunkCache) -> None:
    samples = 600 * RATE
    plan = SoundPlan(samples, (Cue(0, samples, Composed(Recipe("epic"), samples)),))
    stop = threading.Event()
    with SoundMaker(plan, {}, pool=pool, cache=cache, stop=stop) as maker:
        threading.Timer(0.3, stop.set).start()
        with pytest.raises(Cancelled):
            maker.result()
    until(lambda: all(worker.work is None for worker in pool._workers))


def test_leaving_it_ends_it(pool: ChunkPool, cache: ChunkCache) -> None:
    samples = 600 * RATE
    plan = SoundPlan(samples, (Cue(0, samples, Composed(Recipe("epic"), samples)),))
    with SoundMaker(plan, {}, pool=pool, cache=cache):
        until(lambda: any(worker.work is not None for worker in pool._workers))
    until(lambda: all(worker.work is None for worker in pool._workers))


def test_a_worker_that_is_killed_is_no_loss(pool: ChunkPool, cache: ChunkCache) -> None:
    samples = 20 * RATE
    plan = SoundPlan(samples, (Cue(0, samples, Composed(Recipe("jazz"), samples)),))
    with SoundMaker(plan, {}, pool=pool, cache=cache) as maker:
        until(lambda: any(worker.work is not None for worker in pool._workers))
        for worker in list(pool._workers):
            if worker.work is not None:
                os.kill(worker.pid, signal.SIGKILL)
        assert maker.result().facts.loudness_lufs == pytest.approx(-14, abs=0.5)


def test_a_cache_that_cannot_be_written_is_told(pool: ChunkPool, tmp_path: Path) -> None:
    plan, paths = save(tmp_path / "a.wav", noise(1))
    (tmp_path / "file").write_text("")
    cache = ChunkCache(tmp_path / "file" / "cache")
    told = pytest.raises(NotWritable, match="PHOTOPLAY_CACHE_DIR")
    with SoundMaker(plan, paths, pool=pool, cache=cache) as maker, told:
        maker.result()
