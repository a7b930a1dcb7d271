"""Finding the beat of a sound: its tempo, where the beats are, and which of them begin bars.

Onset strength (``onsets``) gives periods that may be the beat (``tempo``), each is followed through the sound
(``pulse``), one is chosen (``levels``), and its bars are told (``bars``). Nothing here was trained on
recordings: the two linear rules were fitted on pieces made by ``benchmarks/beat_tracks.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photoplay.music.hearing.bars import first_beats
from photoplay.music.hearing.excerpt import best_start
from photoplay.music.hearing.levels import SHIFTS, Pulse, beat_of
from photoplay.music.hearing.onsets import FRAMES_PER_S, Onsets, onsets
from photoplay.music.hearing.pulse import paths, prepared

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

#: Tempo and level are found in the liveliest stretch of this length, frames.
_STRETCH: Final = 120 * FRAMES_PER_S
#: Onset strength is greatest so long after a note begins: the median over all pieces it was fitted on.
_LATE_S: Final = 0.005
#: Regularity of what has no beat, and of what surely has one. Noise, rain, speech and drones stay below the
#: first, plucked music reaches the second.
_NO_BEAT, _SURE = 0.042, 0.30
#: Around each beat of the first guess, the second looks so far (deviation, as part of a period).
_LEASH: Final = 0.08
#: Beats before the first and after the last that have at least this part of the usual strength are dropped.
_FAINT: Final = 0.25
#: So are those that are hardly louder than the quietest moment of this length (frames).
_QUIET, _ABOVE_QUIET = 40, 1.35
_SHORTEST_S: Final = 3.0
#: What an excerpt of unknown length is taken to be, s.
_USUAL_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Beats:
    """The beat of a sound.

    Attributes:
        bpm: Beats a minute (of dotted quarters in 6/8); None without a beat, and then there are no times.
        beats_s: Times of all beats, ascending.
        downbeats_s: First beats of bars, as far as they can be told; a subset of ``beats_s``.
        confidence: 0 (none) to 1 (there is no doubt).
    """

    bpm: float | None
    beats_s: tuple[float, ...] = ()
    downbeats_s: tuple[float, ...] = ()
    confidence: float = 0.0


def track(samples: Floats, rate: int) -> Beats:
    """Finds tempo, beats and bars.

    Args:
        samples: float32 (n,), mono. 24 kHz is enough.
        rate: Samples a second, ≥ 8000.
    """
    return _tracked(onsets(samples, rate))


def hear(samples: Floats, rate: int) -> tuple[float | None, tuple[float, ...], tuple[float, ...], float]:
    """All about rhythm that is kept with a file: tempo, beats, first beats of bars, best start (s)."""
    beats = track(samples, rate)
    return beats.bpm, beats.beats_s, beats.downbeats_s, best_start(samples, rate, beats.downbeats_s, _USUAL_S)


def _tracked(found: Onsets) -> Beats:
    frames = len(found.strength)
    if frames < _SHORTEST_S * FRAMES_PER_S or not found.strength.any():
        return Beats(None)
    first = _liveliest(found)
    lively = found.between(first, first + _STRETCH)
    beat = beat_of(lively)
    if beat is None or beat.regularity < _NO_BEAT:
        return Beats(None)
    moments = _followed(found, beat, first)
    if len(moments) < 4:
        return Beats(None)
    times = tuple(round(max(0.0, float(moment) / FRAMES_PER_S - _LATE_S), 4) for moment in moments)
    return Beats(
        bpm=round(_tempo(moments), 2),
        beats_s=times,
        downbeats_s=tuple(times[number] for number in first_beats(found, moments)),
        confidence=round(min(1.0, (beat.regularity - _NO_BEAT) / (_SURE - _NO_BEAT)), 3),
    )


def _liveliest(found: Onsets) -> int:
    """Where the stretch with the most onsets begins, frames."""
    total = np.concatenate([[0.0], np.cumsum(found.strength * (found.level > 0), dtype=np.float64)])
    if len(total) <= _STRETCH + 1:
        return 0
    return int((total[_STRETCH:] - total[:-_STRETCH]).argmax())


def _followed(found: Onsets, beat: Pulse, first: int) -> Doubles:
    """The chosen pulse through the whole sound, frames; twice, the second time near the first's beats."""
    strength = prepared(found.strength)
    period = np.array([beat.period])
    path = paths(strength, period)[0].astype(np.float64)
    gaps = np.append(np.diff(path), beat.period)
    shift = min(SHIFTS, key=lambda shift: _distance(path + shift * gaps, beat.moments + first))
    wanted = path + shift * gaps
    apart = np.abs(np.arange(len(strength)) - wanted[_nearest(wanted, np.arange(len(strength)))])
    held = strength * np.exp(-0.5 * (apart / (_LEASH * beat.period)) ** 2).astype(np.float32)
    return _between_ends(_refined(strength, paths(held, period)[0]), strength, found.level)


def _nearest(places: Doubles, to: NDArray[np.int64] | Doubles) -> NDArray[np.int64]:
    """For each value the number of the nearest of the ascending places."""
    right = np.clip(np.searchsorted(places, to), 1, len(places) - 1)
    return np.asarray(right - (to - places[right - 1] < places[right] - to), np.int64)


def _distance(places: Doubles, to: Doubles) -> float:
    return float(np.median(np.abs(places[_nearest(places, to)] - to))) if len(places) > 1 else 0.0


def _refined(strength: Floats, path: NDArray[np.int64]) -> Doubles:
    """Between frames: the top of the parabola through each beat's strength and its neighbours'."""
    inner = np.clip(path, 1, len(strength) - 2)
    before, at, after = (strength[inner + step].astype(np.float64) for step in (-1, 0, 1))
    bend = before - 2 * at + after
    is_top = (at >= before) & (at >= after) & (bend < 0)
    return np.asarray(
        path + np.where(is_top, 0.5 * (before - after) / np.where(is_top, bend, 1), 0), np.float64
    )


def _between_ends(moments: Doubles, strength: Floats, level: Floats) -> Doubles:
    """Without those before the music begins and after it ends: in silence, and in steady noise."""
    frames = np.rint(moments).astype(np.int64)
    last = len(strength) - 1
    heard = strength[np.clip(frames[:, None] + np.arange(-5, 6), 0, last)].max(axis=1)
    loudest = level[np.clip(frames[:, None] + np.arange(-3, 12), 0, last)].max(axis=1)
    quiet = np.convolve(level, np.ones(_QUIET) / _QUIET, "valid").min(initial=np.inf)
    good = np.flatnonzero((heard > _FAINT * np.median(heard)) & (loudest > _ABOVE_QUIET * quiet))
    return moments[good[0] : good[-1] + 1] if len(good) else moments[:0]


def _tempo(moments: Doubles) -> float:
    """Beats a minute, by the straight line through all beats."""
    slope = np.polyfit(np.arange(len(moments)), moments, 1)[0]
    return float(60 * FRAMES_PER_S / slope)
