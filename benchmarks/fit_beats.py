"""Fits the two linear rules of the beat tracker on pieces made here; prints `music/hearing/level_weights.py`.

    python benchmarks/fit_beats.py --pieces 300 --moods 5 > src/photoplay/music/hearing/level_weights.py

What is held out, and how well the rules do there, goes to standard error. Takes some minutes.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import beat_soundfont
import beat_tracks
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from photoplay.music.catalogue import MOODS, Recipe
from photoplay.music.compose import compose
from photoplay.music.hearing.bars import bars
from photoplay.music.hearing.levels import pulses
from photoplay.music.hearing.onsets import FRAMES_PER_S, Onsets, onsets
from photoplay.music.perform import perform

Doubles = NDArray[np.float64]
#: Price of large weights, and how near to the best a choice has to be to count as right.
_PENALTY, _RIGHT = 1.0, 0.9
_LATE_S = 0.009


@dataclass(frozen=True, slots=True)
class Question:
    """Ways to hear one piece, float64 (ways, features), and how right each is, 0–1."""

    style: str
    features: Doubles
    right: Doubles


def pieces(count: int, moods: int) -> Iterator[tuple[str, Onsets, Sequence[float], Sequence[float]]]:
    """(style, onsets, beats, first beats of bars) of pieces of ours by all styles, and of composed ones."""
    rng = np.random.default_rng(20)
    font = beat_soundfont.found()
    for number, style in zip(range(count), itertools.cycle(beat_tracks.STYLES), strict=False):
        case = beat_tracks.drawn(style, rng)
        score = beat_tracks.written(case)
        is_ours = font is None or number // len(beat_tracks.STYLES) % 2 == 0
        sound = perform(score) if is_ours else beat_soundfont.played(score, font)
        yield style, onsets(beat_tracks.heard(case, score, sound), 24_000), score.beats_s, score.downbeats_s
    for mood, seed in itertools.product(MOODS, range(1000, 1000 + moods)):
        score = compose(Recipe(mood, seed), 40_000)
        last = max(note.start_s for part in score.parts for note in part.notes)
        heard = beat_tracks.heard(beat_tracks.Case(mood, score.bpm), score, perform(score))
        yield mood, onsets(heard, 24_000), [beat for beat in score.beats_s if beat <= last], score.downbeats_s


def about_beats(style: str, found: Onsets, beats: Sequence[float]) -> Question:
    made = pulses(found)
    right = []
    for pulse in made:
        times = pulse.moments / FRAMES_PER_S - _LATE_S
        times = times[(times > beats[0] - 0.3) & (times < beats[-1] + 0.3)]
        right.append(beat_tracks.f_measure(times, beats))
    return Question(style, np.array([pulse.features for pulse in made]), np.array(right))


def about_bars(style: str, found: Onsets, beats: Sequence[float], downbeats: Sequence[float]) -> Question:
    firsts = [number for number, beat in enumerate(beats) if min(abs(beat - one) for one in downbeats) < 1e-3]
    meter = int(np.median(np.diff(firsts)))
    ways = bars(found, (np.array(beats) + _LATE_S) * FRAMES_PER_S)
    right = [float((way[0], way[1]) == (meter, firsts[0] % meter)) for way in ways]
    return Question(style, np.array([way[2] for way in ways]), np.array(right))


def fitted(questions: Sequence[Question]) -> Doubles:
    """Weights that make the right ways the likeliest (conditional logit)."""
    every = np.concatenate([question.features for question in questions])
    middle, spread = every.mean(axis=0), every.std(axis=0) + 1e-9
    asked = [
        ((question.features - middle) / spread, question.right >= _RIGHT * max(question.right.max(), 0.5))
        for question in questions
        if question.right.max() >= 0.5
    ]

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        total, slope = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for features, is_right in asked:
            score = features @ weights
            share = np.exp(score - score.max())
            share /= share.sum()
            among = share * is_right / share[is_right].sum()
            total -= float(np.log(share[is_right].sum()))
            slope = slope + features.T @ (share - among)
        return total, slope

    return minimize(loss, np.zeros(len(middle)), jac=True, method="L-BFGS-B").x / spread


def rightness(questions: Sequence[Question], weights: Doubles) -> float:
    return float(np.mean([question.right[(question.features @ weights).argmax()] for question in questions]))


def tell(name: str, questions: Sequence[Question]) -> None:
    """What the rule does on pieces, and on styles, that it was not fitted on."""
    mixed = [questions[number] for number in np.random.default_rng(1).permutation(len(questions))]
    halves = mixed[::2], mixed[1::2]
    for seen, unseen in (halves, halves[::-1]):
        print(f"{name}: {rightness(unseen, fitted(seen)):.3f} on the other half", file=sys.stderr)
    for style in sorted({question.style for question in questions}):
        weights = fitted([question for question in questions if question.style != style])
        held = [question for question in questions if question.style == style]
        print(f"{name}: {rightness(held, weights):.3f} on {style}, when it is held out", file=sys.stderr)


_HEAD = '''"""What speaks for and against a pulse being the beat, and a beat being the first of its bar.

Made by ``benchmarks/fit_beats.py``: a weight for each feature, in the order of ``levels`` and ``bars``.
"""

from __future__ import annotations

from typing import Final

import numpy as np
'''


def table(name: str, weights: Doubles, write: Callable[[str], object]) -> None:
    rows = [
        ", ".join(f"{weight:.3f}" for weight in weights[at : at + 10]) for at in range(0, len(weights), 10)
    ]
    write(
        f"\n{name}: Final = np.array(\n    [\n"
        + "".join(f"        {row},\n" for row in rows)
        + "    ]\n)  # fmt: skip\n"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pieces", type=int, default=300)
    options.add_argument("--moods", type=int, default=5)
    chosen = options.parse_args()
    beats, firsts = [], []
    for style, found, known, downbeats in pieces(chosen.pieces, chosen.moods):
        beats.append(about_beats(style, found, known))
        if style != "pulse":  # where no bars are played, none can be told
            firsts.append(about_bars(style, found, known, downbeats))
    for name, questions in (("beat", beats), ("bar", firsts)):
        tell(name, questions)
    sys.stdout.write(_HEAD)
    table("BEAT_WEIGHTS", fitted(beats), sys.stdout.write)
    table("BAR_WEIGHTS", fitted(firsts), sys.stdout.write)


if __name__ == "__main__":
    main()
