"""The beat tracker on thirty pieces whose beats are known, on our composer's moods, and on what has no beat.

    python benchmarks/beats.py [--moods 2]

The pieces are played by our synthesiser and by fluidsynth with a soundfont of the system's, in turn.
"""

from __future__ import annotations

import argparse
import itertools
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import beat_soundfont
import numpy as np
from beat_tracks import Case, f_measure, heard, written
from numpy.typing import NDArray
from report import Line, aligned
from report import table as lines_of

from photoplay.music.beats import Beats, track
from photoplay.music.catalogue import MOODS, Recipe
from photoplay.music.compose import compose
from photoplay.music.perform import perform
from photoplay.music.score import Score

RATE = 24_000
#: A tempo that is off by more than this factor is an octave error, or a third.
_OCTAVE = 1.08

CASES = (
    Case("rock", 120, 101, bars=16),
    Case("rock", 180, 102, bars=24),
    Case("rock", 96, 103, swing=0.66),
    Case("rock", 140, 104, pickup=1, drift=0.02),
    Case("club", 128, 105, offset_s=2.7),
    Case("club", 110, 106, noise_db=10),
    Case("hip-hop", 72, 107, bars=10, swing=0.6),
    Case("hip-hop", 88, 108, bars=12, drift=-0.02),
    Case("funk", 104, 109),
    Case("funk", 116, 110, offset_s=1.3),
    Case("jazz", 132, 111, bars=18, swing=0.64),
    Case("jazz", 172, 112, bars=22, swing=0.6, pickup=2),
    Case("bossa nova", 130, 113),
    Case("march", 112, 114, pickup=1),
    Case("epic", 90, 115, bars=12),
    Case("epic", 120, 116, noise_db=10),
    Case("waltz", 150, 117, bars=26),
    Case("waltz", 100, 118, bars=17, drift=0.02, offset_s=1.7),
    Case("waltz with drums", 165, 119, bars=28, pickup=1),
    Case("waltz with drums", 126, 120, bars=21, noise_db=10),
    Case("6/8", 60, 121, bars=15),
    Case("6/8", 72, 122, bars=18, drift=-0.02),
    Case("6/8 with drums", 66, 123, bars=17),
    Case("piano", 68, 124, bars=9, offset_s=1.1),
    Case("piano", 100, 125, bars=13, swing=0.58),
    Case("broken chords", 80, 126, bars=10),
    Case("picked guitar", 96, 127, bars=12, pickup=2),
    Case("picked guitar", 124, 128, noise_db=10),
    Case("pizzicato", 138, 129, drift=0.02),
    Case("strings", 92, 130, bars=12),
)


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    known: Score
    found: Beats
    f: float
    bars_f: float

    @property
    def is_octave(self) -> bool:
        factor = (self.found.bpm or 1) / self.known.bpm
        return not 1 / _OCTAVE < factor < _OCTAVE


def judged(name: str, case: Case, score: Score, sound: NDArray[np.float32]) -> Result:
    """What the tracker makes of one performance; beats after the last note are nobody's to find."""
    last = max(note.start_s for part in score.parts for note in part.notes) + 0.05
    beats = [beat for beat in score.beats_s if beat <= last]
    found = track(heard(case, score, sound), RATE)
    bars = f_measure(found.downbeats_s, [beat for beat in score.downbeats_s if beat <= last])
    return Result(name, score, found, f_measure(found.beats_s, beats), bars)


def thirty() -> Iterator[Result]:
    font = beat_soundfont.found()
    for number, case in enumerate(CASES):
        score = written(case)
        if font and number % 2:
            yield judged(f"{case.name}, {font.stem}", case, score, beat_soundfont.played(score, font))
        else:
            yield judged(f"{case.name}, ours", case, score, perform(score))


def composed(seeds: int) -> Iterator[Result]:
    """Pieces of all moods, of seeds that nothing was fitted on."""
    for mood, seed in itertools.product(MOODS, range(5000, 5000 + seeds)):
        score = compose(Recipe(mood, seed), 40_000)
        yield judged(f"{mood} {score.bpm:.0f}, composed", Case(mood, score.bpm), score, perform(score))


def without_beat() -> dict[str, NDArray[np.float32]]:
    """Sounds of half a minute that have none."""
    rng, count = np.random.default_rng(1), 30 * RATE
    seconds = np.arange(count) / RATE
    white = rng.normal(0, 0.1, count)
    spectrum = np.fft.rfft(white)
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    drops = np.zeros(count + RATE)
    for at in np.cumsum(rng.exponential(RATE / 4, 110)).astype(int):
        if at < count:
            drops[at : at + 2400] += white[:2400] * np.exp(-np.arange(2400) / 600)
    drone = np.sin(2 * math.pi * 110 * seconds) + 0.5 * np.sin(2 * math.pi * 165.3 * seconds)
    sounds = {
        "silence": np.zeros(count), "white noise": white, "pink noise": np.fft.irfft(spectrum, count),
        "drops": drops[:count], "a drone": drone,
        "waves": white * (1.1 + np.sin(seconds) + 0.5 * np.sin(1.7 * seconds)),
    }  # fmt: skip
    return {name: samples.astype(np.float32) for name, samples in sounds.items()}


def cost_s(seconds: float = 180.0) -> float:
    """Processor time for so much music."""
    case = CASES[0]
    score = written(case)
    once = heard(case, score, perform(score))
    samples = np.tile(once, math.ceil(seconds * RATE / len(once)))[: round(seconds * RATE)]
    started = time.process_time()
    track(samples, RATE)
    return time.process_time() - started


def told(results: list[Result]) -> str:
    """A row for each piece."""
    rows = [["", "bpm", "found", "F", "bars", "sure", ""]]
    for result in results:
        found = f"{result.found.bpm:.1f}" if result.found.bpm else "none"
        figures = [f"{result.known.bpm:.1f}", found, f"{result.f:.3f}", f"{result.bars_f:.3f}"]
        sure, level = f"{result.found.confidence:.2f}", "other level" if result.is_octave else ""
        rows.append([result.name, *figures, sure, level])
    return aligned(rows)


def measure(moods: int = 2) -> list[Line]:
    """The lines of this section."""
    lines = []
    for words, results in (("30 pieces", list(thirty())), ("composed", list(composed(moods)))):
        if not results:
            continue
        print(told(results), end="\n\n")
        octaves = sum(result.is_octave for result in results) / len(results)
        level = [result.f for result in results if not result.is_octave]
        bars = float(np.mean([result.bars_f for result in results]))
        lines += [
            Line(f"beats, {words}: F at 70 ms", float(np.mean([r.f for r in results])), least=0.95),
            Line(f"beats, {words}: the same where the level is right", float(np.mean(level)), least=0.97),
            Line(f"beats, {words}: other level", octaves, most=0.05),
            Line(f"first beats of bars, {words}: F at 70 ms", bars),
        ]
    wrong = [name for name, samples in without_beat().items() if track(samples, RATE).bpm is not None]
    lines.append(Line("beats found where there are none", len(wrong), most=0, note=", ".join(wrong)))
    lines.append(Line("three minutes, CPU s", cost_s(), most=1.5))
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--moods", type=int, default=2, help="seeds of each mood")
    print(lines_of(measure(options.parse_args().moods)))


if __name__ == "__main__":
    main()
