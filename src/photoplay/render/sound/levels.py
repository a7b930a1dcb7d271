"""How loud each cue is at each sample: its gain, its fades, and how far it steps back under others."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photoplay.render.sound.cues import RATE, Cue, Loop, SoundPlan, Source
from photoplay.render.sound.loudness import amplitude_of

F32 = NDArray[np.float32]

#: Whatever starts or stops does so over at least so many samples: 5 ms, which is no click.
RAMP = RATE // 200
#: Under other sounds a ducked cue goes down by so much, within the one time and back within the other,
#: dB and steps of 10 ms; pauses in the other sound up to the hold do not lift it.
#: Source: taste, 9–12 dB, 80 ms, 400 ms.
DUCK_DB = 10.5
_STEP = RATE // 100
_DOWN_STEPS, _UP_STEPS, _HOLD_STEPS = 8, 40, 25
#: Levels are taken over so many steps, and a long sound is read so many samples at a time.
_WINDOW_STEPS, _READ = 5, 4 * RATE


class Samples(Protocol):
    """Samples that can be read from anywhere; silence lies around them."""

    def read(self, start: int, stop: int) -> F32:
        """``[start, stop)``, float32 (stop − start, 2)."""


def levels(cue: Cue, first: int, last: int, *, by_default: bool = False) -> F32:
    """The gain of a cue at its own samples ``[first, last)``, fades and all but ducking; float32.

    Args:
        cue: Which.
        first, last: Counted from its start.
        by_default: With its default gain instead of its own.
    """
    at = np.arange(first, last)
    if by_default or len(cue.gain) == 1:
        gain = np.full(len(at), cue.default_gain if by_default else cue.gain[0][1], np.float32)
    else:
        places, values = zip(*cue.gain, strict=True)
        gain = np.interp(at, places, values).astype(np.float32)
    length = cue.end - cue.start
    least = min(RAMP, length // 2)
    fade_in = 0 if cue.joins_before else max(cue.fade_in, least)
    fade_out = 0 if cue.joins_after else max(cue.fade_out, least)
    if first < fade_in:
        count = min(fade_in - first, len(at))
        gain[:count] *= _equal_power((at[:count] + 0.5) / fade_in)
    if last > length - fade_out:
        count = min(last - (length - fade_out), len(at))
        gain[len(at) - count :] *= _equal_power((length - at[len(at) - count :] - 0.5) / fade_out)
    return gain


def played(source: Samples, cue: Cue, first: int, last: int) -> F32:
    """What a cue plays at its own samples ``[first, last)``, before any gain; float32 (n, 2)."""
    if cue.reverse:
        return source.read(cue.source_in - last, cue.source_in - first)[::-1]
    loop, position = cue.loop, cue.source_in + first
    if loop is None:
        return source.read(position, position + last - first)
    period = loop.end - loop.start
    if period <= RATE and position >= loop.end:
        # Short rounds, perhaps thousands of them, are copies of one.
        turn = source.read(loop.start, loop.end)
        turn = _crossed(source, loop, loop.start, turn) if loop.fade else turn
        return turn[(position - loop.end + np.arange(last - first)) % period]
    out = np.empty((last - first, 2), np.float32)
    done = 0
    while done < len(out):
        place, is_first_round = _in_loop(loop, position + done)
        count = min(len(out) - done, loop.end - place)
        part = source.read(place, place + count)
        if not is_first_round and place < loop.start + loop.fade:
            part = _crossed(source, loop, place, part)
        out[done : done + count] = part
        done += count
    return out


def _in_loop(loop: Loop, position: int) -> tuple[int, bool]:
    """Where in the source a position lies that runs on and on, and whether it has not come round yet."""
    if position < loop.end:
        return position, True
    return loop.start + (position - loop.end) % (loop.end - loop.start), False


def _crossed(source: Samples, loop: Loop, place: int, part: F32) -> F32:
    """The beginning of a round, with what followed the end of the last one fading away under it."""
    since = place - loop.start
    count = min(len(part), loop.fade - since)
    ended = source.read(loop.end + since, loop.end + since + count)
    share = (np.arange(since, since + count) + 0.5) / loop.fade
    out = part.copy()
    out[:count] *= _equal_power(share)[:, None]
    out[:count] += ended * _equal_power(1 - share)[:, None]
    return out


def _equal_power(share: NDArray[np.float64]) -> F32:
    """0 to 1 as a quarter of a sine: two of them across one another keep the power."""
    return np.sin(np.clip(share, 0, 1) * (math.pi / 2)).astype(np.float32)


class Ducking:
    """How far cues that duck are down at each moment of a plan.

    Args:
        plan: What is heard.
        sources: The samples of each of its sources.
        on_block: Called after each few seconds that were read.
    """

    def __init__(
        self,
        plan: SoundPlan,
        sources: Mapping[Source, Samples],
        on_block: Callable[[], object] = lambda: None,
    ) -> None:
        heard = np.zeros(plan.samples // _STEP + 1, bool)
        for cue in plan.cues:
            if not cue.duck and not cue.is_muted:
                _mark_heard(heard, cue, sources[cue.source], on_block)
        self._gains = _stepped_back(heard)

    def gains(self, first: int, last: int) -> F32:
        """The gain at the samples ``[first, last)`` of the plan, float32."""
        at = np.arange(first, last) / _STEP
        begin = min(first // _STEP, len(self._gains) - 1)
        near = self._gains[begin : last // _STEP + 2]
        return np.interp(at, np.arange(begin, begin + len(near)), near).astype(np.float32)


def _mark_heard(heard: NDArray[np.bool_], cue: Cue, source: Samples, on_block: Callable[[], object]) -> None:
    """Marks the steps of 10 ms in which a cue is heard."""
    start = -(-cue.start // _STEP)
    count = (cue.end - start * _STEP) // _STEP
    for step in range(0, count, _READ // _STEP):
        steps = min(_READ // _STEP, count - step)
        first = (start + step) * _STEP - cue.start
        samples = played(source, cue, first, first + steps * _STEP)
        share = np.minimum(1, levels(cue, first, first + steps * _STEP) / cue.default_gain)
        energy = ((samples * share[:, None]) ** 2).reshape(steps, -1).mean(1)
        window = np.ones(min(_WINDOW_STEPS, steps))
        energy = np.convolve(energy, window / len(window), mode="same")
        heard[start + step : start + step + steps] |= energy > amplitude_of(cue.heard_db) ** 2
        on_block()


def _stepped_back(heard: Sequence[bool] | NDArray[np.bool_]) -> F32:
    """The gain at the border of each step: down while something is heard, up again after it."""
    down, up = DUCK_DB / _DOWN_STEPS, DUCK_DB / _UP_STEPS
    level_db, hold, found = 0.0, 0, []
    for is_heard in heard:
        hold = _HOLD_STEPS if is_heard else hold - 1
        level_db = max(-DUCK_DB, level_db - down) if hold > 0 else min(0.0, level_db + up)
        found.append(level_db)
    return np.asarray(10 ** (np.asarray(found) / 20), np.float32)
