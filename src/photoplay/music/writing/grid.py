"""Tempo: how many bars fill a length exactly, and when each step of them falls."""

from __future__ import annotations

import math
from dataclasses import dataclass

from photoplay.music.writing.style import STEPS, Style

#: A tempo may stray so far from the one wanted.
MOST_STRAY = 0.06
#: How long the last chord rings, in seconds.
RING_S = (1.5, 3.2)
_GOOD_RING_S = 2.3
_SLOWING_BEATS = 6
_EPSILON_S = 1e-9


@dataclass(frozen=True, slots=True)
class Grid:
    """The beats of a piece.

    Attributes:
        beats: Of a bar.
        bars: Before the last chord.
        skipped: Beats at the start of the first bar that are not played (an upbeat begins the piece).
        times_s: Of every beat from the first one played to the end of the ring, which is the last element.
        bpm: Main tempo.
        swing: Where the off-beat falls, 0.5–0.7.
        swing_steps: What swings: 2 for eighths, 1 for sixteenths.
    """

    beats: int
    bars: int
    skipped: int
    times_s: tuple[float, ...]
    bpm: float
    swing: float
    swing_steps: int

    @property
    def end_step(self) -> int:
        """Where the last chord is struck."""
        return self.bars * self.beats * STEPS

    @property
    def duration_s(self) -> float:
        return self.times_s[-1]

    def seconds(self, step: float) -> float:
        """When a step of the piece falls; steps before the first beat played are at 0."""
        beat, within = divmod(step, STEPS)
        at = int(beat) - self.skipped
        if at < 0:
            return 0.0
        if at >= len(self.times_s) - 1:
            return self.duration_s
        start, end = self.times_s[at], self.times_s[at + 1]
        return start + (end - start) * self._swung(within) / STEPS

    def _swung(self, within: float) -> float:
        """Steps into a beat, the second half of each pair made shorter."""
        pair = 2.0 * self.swing_steps
        whole, part = divmod(within, pair)
        turn = pair * self.swing
        half = pair / 2.0
        bent = part * turn / half if part <= half else turn + (part - half) * (pair - turn) / half
        return whole * pair + bent


def fitted(style: Style, duration_s: float, bpm: float, swing: float, *, asked: bool) -> Grid:
    """The grid whose whole bars and ring fill a length exactly, nearest to a tempo.

    Args:
        style: Its metre and how its end slows.
        duration_s: Of the piece, > 0.
        bpm: Tempo wanted.
        swing: Where off-beats fall.
        asked: Whether somebody asked for this tempo: then it matters more than a good form.
    """
    best = min(_candidates(style, duration_s, bpm, asked=asked), default=None)
    if best is None:
        return _short(style, duration_s, bpm, swing)
    _, bars, ring_beats = best
    weights = _weights(style, bars, ring_beats)
    beat_s = duration_s / sum(weights)
    times = [0.0]
    for weight in weights:
        times.append(times[-1] + weight * beat_s)
    times[-1] = duration_s
    return Grid(style.beats, bars, 0, tuple(times), 60.0 / beat_s, swing, style.swing_steps)


def _candidates(style: Style, duration_s: float, bpm: float, *, asked: bool) -> list[tuple[float, int, int]]:
    """(cost, bars, beats of the ring) of what fits within the tempo's play."""
    nominal = duration_s * bpm / 60.0 / style.beats
    low, high = math.floor(nominal * (1 - MOST_STRAY)) - 4, math.ceil(nominal * (1 + MOST_STRAY))
    found = []
    for bars in range(max(2, low), high + 1):
        for ring_beats in range(1, 3 * style.beats):
            weight = bars * style.beats + _slowing(style, bars) + ring_beats * (1 + _late(style, bars))
            beat_s = duration_s / weight
            stray = 60.0 / beat_s / bpm - 1.0
            ring_s = ring_beats * beat_s * (1 + _late(style, bars))
            if abs(stray) <= MOST_STRAY and RING_S[0] <= ring_s <= RING_S[1]:
                cost = (stray / (0.01 if asked else MOST_STRAY)) ** 2 + _form_cost(bars)
                cost += 0.4 * (ring_beats % style.beats > 0) + 0.15 * abs(ring_s - _GOOD_RING_S)
                found.append((cost, bars, ring_beats))
    return found


def _form_cost(bars: int) -> float:
    """Bars in fours make good sections; odd ones need an odd intro."""
    return 0.5 if bars % 2 else 0.05 * (bars % 4 > 0)


def _late(style: Style, bars: int) -> float:
    return style.ritardando if bars >= 4 else 0.0


def _slowing(style: Style, bars: int) -> float:
    """Beats that the slowing of the last bars adds."""
    return sum(_stretch(style, bars, beat) for beat in range(_SLOWING_BEATS))


def _stretch(style: Style, bars: int, beat: int) -> float:
    """By how much one of the last beats is longer."""
    return _late(style, bars) * ((beat + 1) / (_SLOWING_BEATS + 1)) ** 2


def _weights(style: Style, bars: int, ring_beats: int) -> list[float]:
    """Length of every beat, of the ring's too, in plain beats."""
    count = bars * style.beats
    played = [1.0] * count
    for beat in range(min(_SLOWING_BEATS, count)):
        played[count - _SLOWING_BEATS + beat] += _stretch(style, bars, beat)
    return played + [1.0 + _late(style, bars)] * ring_beats


def _short(style: Style, duration_s: float, bpm: float, swing: float) -> Grid:
    """A few beats and a last chord, for lengths in which no whole bars fit."""
    beat_s = 60.0 / bpm
    ring_s = min(_GOOD_RING_S, max(RING_S[0], 0.4 * duration_s))
    played = max(0, math.floor((duration_s - ring_s) / beat_s))
    times = [at * beat_s for at in range(played + 1)]
    while times[-1] + 1.5 * beat_s < duration_s:
        times.append(times[-1] + beat_s)
    if duration_s - times[-1] > _EPSILON_S:
        times.append(duration_s)
    bars = -(-played // style.beats)
    return Grid(style.beats, bars, bars * style.beats - played, tuple(times), bpm, swing, style.swing_steps)
