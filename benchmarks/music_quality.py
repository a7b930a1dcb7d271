"""Music: every figure that composed pieces must meet, measured on their sound.

    python benchmarks/music_quality.py                      12 moods, 5 unseen seeds each, and the classifier
    python benchmarks/music_quality.py --seeds 2 --no-names  the figures only, fewer pieces
    python benchmarks/music_quality.py --pictures docs/plots pictures of seed 0

Needs scipy and matplotlib (pip install -e '.[dev]'). Half an hour of sound is made: minutes on two cores.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage, signal

from photoplay.music.catalogue import MOODS, Recipe
from photoplay.music.compose import compose
from photoplay.music.perform import perform
from photoplay.music.score import Score

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
RATE = 48_000
OCTAVES_HZ = (63, 125, 250, 500, 1000, 2000, 4000, 8000)
HOP, WINDOW = 480, 2048
#: Tempo of every piece where the classifier must do without it.
EQUAL_BPM = 104
FIRST_TRAINED_SEED = 1000


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on a piece of 30 seconds."""

    compose_s: float
    perform_s: float
    bpm: float
    lufs: float
    lra_lu: float
    correlation: float
    fold_db: float
    gap_ms: float
    tilt_db: float
    octave_off_db: float
    equal_bars: int
    sections: int
    border_off_s: float
    tail_dbfs: float
    peak: float


#: Figure -> least and most that is right.
BOUNDS: dict[str, tuple[float, float]] = {
    "compose_s": (0, 0.15),
    "lra_lu": (3, 10),
    "correlation": (0.3, 0.95),
    "fold_db": (0, 3),
    "gap_ms": (0, 300),
    "octave_off_db": (0, 9),
    "equal_bars": (0, 2),
    "sections": (3, 99),
    "tail_dbfs": (-999, -60),
    "peak": (0, 0.9999),
}


def measured(score: Score, sound: F32, tilt: float, compose_s: float, perform_s: float) -> Figures:
    """All figures of a piece."""
    mono = sound.mean(axis=1)
    heard, starts = borders(mono), [one.start_s for one in score.sections]
    levels = octave_levels(mono)
    at = np.arange(len(levels))
    line = tilt * (at - at.mean()) + levels.mean()
    return Figures(
        compose_s,
        perform_s,
        score.bpm,
        loudness(sound),
        loudness_range(sound),
        float(np.corrcoef(sound.T)[0, 1]),
        -_db(np.mean(mono**2) / np.mean(sound**2)),
        longest_gap_ms(mono, score.duration_s),
        float(np.polyfit(at, levels, 1)[0]),
        float(np.abs(levels - line).max()),
        equal_bars(score, sound),
        len(heard) + 1,
        float(np.median([min(abs(one - start) for start in starts) for one in heard])) if heard else 99.0,
        _db(np.mean(sound[-RATE // 30 :] ** 2)),
        float(np.abs(sound).max()),
    )


def octave_levels(mono: F32) -> F64:
    """Level in octave bands, dB."""
    frequencies, power = signal.welch(mono, RATE, nperseg=16384)
    return np.array(
        [_db(power[(frequencies >= hz / 2**0.5) & (frequencies < hz * 2**0.5)].sum()) for hz in OCTAVES_HZ]
    )


def k_weighted(sound: F32) -> F64:
    """ITU-R BS.1770 at 48 kHz."""
    shelf = signal.lfilter(
        [1.53512485958697, -2.69169618940638, 1.19839281085285],
        [1, -1.69065929318241, 0.73248077421585],
        sound,
        axis=0,
    )
    return np.asarray(signal.lfilter([1, -2, 1], [1, -1.99004745483398, 0.99007225036621], shelf, axis=0))


def _block_powers(sound: F32, length_s: float) -> F64:
    """Power of both channels in overlapping blocks, a tenth of a second apart."""
    power = np.cumsum(np.vstack([np.zeros((1, 2)), k_weighted(sound) ** 2]), axis=0)
    length, step = round(length_s * RATE), RATE // 10
    starts = np.arange(0, len(sound) - length + 1, step)
    return np.asarray((power[starts + length] - power[starts]).sum(axis=1) / length)


def loudness(sound: F32) -> float:
    """Integrated, LUFS."""
    powers = _block_powers(sound, 0.4)
    loud = powers[_lufs(powers) > -70]
    return float(_lufs(loud[_lufs(loud) > _lufs(loud.mean()) - 10].mean()))


def loudness_range(sound: F32) -> float:
    """EBU Tech 3342, LU."""
    powers = _block_powers(sound, 3.0)
    loud = powers[_lufs(powers) > -70]
    kept = _lufs(loud[_lufs(loud) > _lufs(loud.mean()) - 20])
    return float(np.percentile(kept, 95) - np.percentile(kept, 10))


def _lufs(power: F64 | float) -> F64:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))


def longest_gap_ms(mono: F32, duration_s: float) -> float:
    """The longest stretch below −60 dBFS before the last half second."""
    frames = mono[: round((duration_s - 0.5) * RATE) // 480 * 480].reshape(-1, 480)
    quiet = np.sqrt((frames**2).mean(axis=1)) < 1e-3
    longest = run = 0
    for one in quiet:
        run = run + 1 if one else 0
        longest = max(longest, run)
    return 10.0 * longest


def equal_bars(score: Score, sound: F32) -> int:
    """How often the most frequent bar occurs, bit for bit in 16 bits."""
    starts = [round(at * RATE) for at in score.downbeats_s]
    coded = np.round(sound * 32767).astype(np.int16)
    seen: dict[bytes, int] = {}
    for start, end in pairwise(starts):
        bar = coded[start:end].tobytes()
        seen[bar] = seen.get(bar, 0) + 1
    return max(seen.values(), default=0)


def log_mel(mono: F32, hop: int = HOP, bands: int = 40, window: int = WINDOW) -> F64:
    """(frames, bands) dB from 40 Hz to 16 kHz."""
    _, _, spectrum = signal.stft(mono, RATE, nperseg=window, noverlap=window - hop, padded=False)
    power = np.abs(spectrum) ** 2
    edges = np.geomspace(40, 16000, bands + 2)
    frequencies = np.arange(power.shape[0]) * RATE / window
    up = (frequencies[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - frequencies[None]) / (edges[2:] - edges[1:-1])[:, None]
    filters = np.maximum(0, np.minimum(up, down))
    filters[filters.sum(axis=1) == 0, 0] = 1e-9
    return np.asarray(10 * np.log10(filters @ power + 1e-10).T)


def flux(mel: F64) -> F64:
    """Onset strength of every frame."""
    return np.maximum(0, np.diff(np.maximum(mel, mel.max() - 70), axis=0)).mean(axis=1)


def features(mono: F32) -> F64:
    """MFCC means and deviations, and statistics of onsets: what the classifier hears."""
    mono = mono / np.sqrt(np.mean(mono**2))
    mel = log_mel(mono)
    cepstra = fft.dct(mel, axis=1, norm="ortho")[:, 1:14]
    onsets = flux(mel)
    peaks, _ = signal.find_peaks(onsets, height=onsets.mean() + 0.5 * onsets.std(), distance=6)
    gaps = np.diff(peaks) * HOP / RATE if len(peaks) > 2 else np.array([1.0, 1.0])
    beats = np.correlate(onsets - onsets.mean(), onsets - onsets.mean(), "full")[len(onsets) - 1 :]
    beats = beats / beats[0]
    low, high = onsets_of(mel[:, :8]), onsets_of(mel[:, 30:])
    return np.concatenate(
        [
            cepstra.mean(axis=0),
            cepstra.std(axis=0),
            [
                len(peaks) / len(mono) * RATE,
                np.median(gaps),
                gaps.std(),
                onsets.mean(),
                onsets.std() / onsets.mean(),
            ],
            [beats[20:120].max(), low, high],
        ]
    )


def onsets_of(mel: F64) -> float:
    return float(flux(mel).mean())


def borders(mono: F32) -> list[float]:
    """Seconds at which self-similarity changes: peaks of a checkerboard's novelty (Foote 2000).

    Timbre and rhythm of quarter seconds, smoothed over two; the checkerboard spans seven seconds.
    """
    mel, step, half = log_mel(mono, 1024), 12, 14
    frames = np.maximum(mel, mel.max() - 70)[: len(mel) // step * step].reshape(-1, step, mel.shape[1])
    cepstra = fft.dct(frames, axis=2, norm="ortho")[:, :, :16].mean(axis=1)
    rhythm = np.maximum(0, np.diff(frames, axis=1)).mean(axis=1)[:, ::4]
    told = ndimage.uniform_filter1d(np.concatenate([cepstra, 2 * rhythm], axis=1), 8, axis=0, mode="nearest")
    told = (told - told.mean(axis=0)) / (told.std(axis=0) + 1e-9)
    like = np.pad(np.exp(-((told[:, None] - told[None]) ** 2).mean(axis=2)), half, mode="edge")
    at = np.arange(-half, half) + 0.5
    ramp = np.exp(-0.5 * (at / half * 1.6) ** 2) * np.sign(at)
    kernel = np.outer(ramp, ramp) / np.abs(ramp).sum() ** 2
    novelty = np.array([(like[a : a + 2 * half, a : a + 2 * half] * kernel).sum() for a in range(len(told))])
    peaks, _ = signal.find_peaks(novelty[8:-8], height=0.1, prominence=0.05, distance=10)
    return [float((peak + 8) * step * 1024 / RATE) for peak in peaks]


def made(recipe: Recipe, duration_ms: int = 30_000) -> tuple[Score, F32, float, float]:
    """A piece, its sound, and the CPU seconds of both."""
    start = time.process_time()
    score = compose(recipe, duration_ms)
    middle = time.process_time()
    sound = perform(score)
    return score, sound, middle - start, time.process_time() - middle


def _figures(recipe: Recipe) -> tuple[Recipe, Figures, F64]:
    score, sound, compose_s, perform_s = made(recipe)
    figures = measured(score, sound, MOODS[recipe.mood].tilt_db_per_octave, compose_s, perform_s)
    return recipe, figures, features(sound.mean(axis=1))


def _heard(recipe: Recipe) -> tuple[Recipe, F64]:
    return recipe, features(made(recipe)[1].mean(axis=1))


def named(
    trained: Sequence[tuple[Recipe, F64]], unseen: Sequence[tuple[Recipe, F64]]
) -> list[tuple[Recipe, str]]:
    """What the nearest centroid calls each unseen piece; features are scaled by their spread within moods."""
    matrix = np.array([heard for _, heard in trained])
    moods = np.array([recipe.mood for recipe, _ in trained])
    centres = {mood: matrix[moods == mood].mean(axis=0) for mood in MOODS}
    within = np.concatenate([matrix[moods == mood] - centres[mood] for mood in MOODS])
    scale = within.std(axis=0) + 1e-9
    return [
        (recipe, min(centres, key=lambda mood: float((((heard - centres[mood]) / scale) ** 2).sum())))
        for recipe, heard in unseen
    ]


def table(told: Sequence[tuple[Recipe, Figures, F64]]) -> Iterator[str]:
    """A line for each mood: worst of each figure; "!" where it misses its bounds."""
    names = [one.name for one in fields(Figures)]
    yield "mood        " + "".join(f"{name.replace('_', ' '):>15}" for name in names)
    for mood in dict.fromkeys(recipe.mood for recipe, _, _ in told):
        cells = []
        for name in names:
            values = [float(getattr(figures, name)) for recipe, figures, _ in told if recipe.mood == mood]
            low, high = BOUNDS.get(name, (-np.inf, np.inf))
            mark = "" if all(low <= value <= high for value in values) else "!"
            cells.append(f"{min(values):.2f}–{max(values):.2f}{mark}".rjust(15))
        yield f"{mood:<12}" + "".join(cells)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument(
        "--trained", type=int, default=6, help="pieces of a mood that the classifier learns from"
    )
    parser.add_argument("--no-names", action="store_true", help="leave the classifier out")
    parser.add_argument("--moods", nargs="*", default=list(MOODS))
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    told = parser.parse_args(arguments)
    if told.pictures:
        from music_pictures import draw

        draw(told.pictures, told.moods)
        return 0
    unseen = [
        Recipe(mood, seed)
        for mood in told.moods
        for seed in range(told.first_seed, told.first_seed + told.seeds)
    ]
    with ProcessPoolExecutor(told.workers) as pool:
        figures = list(pool.map(_figures, unseen, chunksize=told.seeds))
        print("\n".join(table(figures)))
        if not told.no_names:
            _judge_names(pool, told.trained, [(recipe, heard) for recipe, _, heard in figures])
    missed = [
        (recipe, name, getattr(one, name))
        for recipe, one, _ in figures
        for name, (low, high) in BOUNDS.items()
        if not low <= getattr(one, name) <= high
    ]
    for recipe, name, value in missed:
        print(f"  {recipe.mood} {recipe.seed}: {name} {value:.2f}")
    print(f"{len(missed)} figures of {len(figures) * len(BOUNDS)} outside of their bounds")
    return 1 if missed else 0


def _judge_names(pool: ProcessPoolExecutor, trained: int, unseen: Sequence[tuple[Recipe, F64]]) -> None:
    """How often the classifier is right, with the pieces' own tempo and with the same for all."""
    for bpm, goal in ((None, 90), (EQUAL_BPM, 75)):
        lessons = [
            Recipe(mood, FIRST_TRAINED_SEED + seed, bpm=bpm) for mood in MOODS for seed in range(trained)
        ]
        learnt = list(pool.map(_heard, lessons, chunksize=2))
        if bpm is not None:
            unseen = list(
                pool.map(_heard, [Recipe(one.mood, one.seed, bpm=bpm) for one, _ in unseen], chunksize=2)
            )
        judged = named(learnt, unseen)
        right = 100 * np.mean([recipe.mood == name for recipe, name in judged])
        print(
            f"named {'at their own tempo' if bpm is None else f'all at {bpm}'}: {right:.0f} % right (goal {goal} %)"
        )
        for recipe, name in judged:
            if recipe.mood != name:
                print(f"  {recipe.mood} {recipe.seed} was taken for {name}")


def _db(power: float) -> float:
    return float(10 * np.log10(max(float(power), 1e-20)))


if __name__ == "__main__":
    sys.exit(main())
