"""Cuts on beats: moves the borders of shots to where the music has its beats.

    beats     '   .   '   .   '   .   '         ' downbeat
    even      |        |        |     |
    on beats  |       |       |       |

The whole length stays, every shot stays, and shots stay about as long as they were. Cuts fall on first beats
of bars where that keeps every shot within a quarter of its length, else on those and the middles of bars,
else on any beats.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import inf

#: A shot is not made shorter than this, nor than ``_LEAST_SHARE`` of what it was, milliseconds.
LEAST_SHOT_MS = 250
_LEAST_SHARE = 0.4
#: On bars and half bars, each shot keeps its length within this share of it; the first and the last, which
#: begin or end where the music has no bar, within the second.
_EVEN_SHARE, _ENDS_SHARE = 0.25, 0.34
#: What a cut beside the first beat of a bar costs, in squares of a whole shot's length; the first cut is
#: heard most. Found by trying: shots of one to four seconds at 60 to 180 beats a minute.
_OFF_BAR, _FIRST_OFF_BAR, _FIRST_ON_HALF_BAR = 0.03, 1.0, 0.1
#: How many beats around its even place a cut may go to, and how many first beats of bars.
_NEAR_BEATS, _NEAR_BARS = 10, 6


def snapped(
    borders_ms: Sequence[int],
    beats_ms: Sequence[int],
    downbeats_ms: Sequence[int] = (),
    *,
    least_ms: int = LEAST_SHOT_MS,
) -> list[int] | None:
    """Borders of shots, each inner one on a beat of its own.

    Chosen together, so that shots are even and stay near to where they were, cuts on first beats of bars
    before others.

    Args:
        borders_ms: Ascending, from the first shot's start to the last one's end; those two stay.
        beats_ms: Every beat, ascending.
        downbeats_ms: First beats of bars; a subset of the beats.
        least_ms: No shot becomes shorter than this, unless it was.

    Returns:
        As many borders; None where there are not enough beats for the cuts.
    """
    inner = borders_ms[1:-1]
    if not inner:
        return list(borders_ms)
    bars = sorted(set(downbeats_ms))
    wanted = [right - left for left, right in pairwise(borders_ms)]
    for times in (bars, sorted({*bars, *_middles(beats_ms, bars)})):
        choices = [_nearest(times, at, _NEAR_BARS) for at in inner]
        way = _cheapest(borders_ms, choices, wanted, frozenset(bars), least_ms, _EVEN_SHARE, _ENDS_SHARE)
        if way is not None:
            return [borders_ms[0], *way, borders_ms[-1]]
    choices = [
        sorted({*_nearest(beats_ms, at, _NEAR_BEATS), *_nearest(bars, at, _NEAR_BARS)}) for at in inner
    ]
    way = _cheapest(borders_ms, choices, wanted, frozenset(bars), least_ms)
    return None if way is None else [borders_ms[0], *way, borders_ms[-1]]


def _middles(beats_ms: Sequence[int], bars_ms: Sequence[int]) -> list[int]:
    """The beats in the middles of bars of four, six or more beats."""
    found = []
    for left, right in pairwise(bars_ms):
        first, last = bisect_left(beats_ms, left), bisect_left(beats_ms, right)
        if last - first >= 4 and (last - first) % 2 == 0:
            found.append(beats_ms[(first + last) // 2])
    return found


def _nearest(times_ms: Sequence[int], at_ms: int, count: int) -> Sequence[int]:
    """Up to ``count`` neighbours of a moment, half of them on either side."""
    place = bisect_left(times_ms, at_ms)
    return times_ms[max(0, place - count // 2) : place + count // 2]


def _cheapest(
    borders_ms: Sequence[int],
    choices: Sequence[Sequence[int]],
    wanted: list[int],
    bars: frozenset[int],
    least_ms: int,
    share: float = inf,
    ends_share: float = inf,
) -> list[int] | None:
    """The way through the choices, one for each cut, that costs least; dynamic programming.

    Args:
        share, ends_share: How far a shot's length may be from the wanted one, as a share of it; and that of
            the first and the last shot.
    """
    first_off_bar = _FIRST_OFF_BAR if share == inf else _FIRST_ON_HALF_BAR
    costs: dict[int, float] = {borders_ms[0]: 0.0}
    back: list[dict[int, int]] = []
    for index, beats in enumerate(choices):
        most = ends_share if index == 0 else share
        off_bar = first_off_bar if index == 0 else _OFF_BAR
        reached: dict[int, float] = {}
        come_from: dict[int, int] = {}
        for beat in beats:
            place = ((beat - borders_ms[index + 1]) / wanted[index]) ** 2 + (off_bar * (beat not in bars))
            for before, cost in costs.items():
                if _is_allowed(beat - before, wanted[index], most, least_ms):
                    total = cost + place + (((beat - before) - wanted[index]) / wanted[index]) ** 2
                    if total < reached.get(beat, float("inf")):
                        reached[beat], come_from[beat] = total, before
        costs = reached
        back.append(come_from)
    ends = [
        (cost + ((borders_ms[-1] - beat - wanted[-1]) / wanted[-1]) ** 2, beat)
        for beat, cost in costs.items()
        if _is_allowed(borders_ms[-1] - beat, wanted[-1], ends_share, least_ms)
    ]
    if not ends:
        return None
    way = [min(ends)[1]]
    for come_from in reversed(back[1:]):
        way.append(come_from[way[-1]])
    return way[::-1]


def _is_allowed(length_ms: int, wanted_ms: int, share: float, shortest_ms: int) -> bool:
    least_ms = min(wanted_ms, max(shortest_ms, _LEAST_SHARE * wanted_ms))
    return length_ms >= least_ms and abs(length_ms - wanted_ms) <= share * wanted_ms
