"""Another speed at the same pitch.

Short pieces of the sound ("grains") are laid one over the other, each taken from where the sound goes on most
like the piece before it. Strokes (consonants, claps, drums) are found first: around each of them the sound is
left as it was, at its moment, and the rest gives way. So nothing short is lost, doubled or late.

Source: Verhelst and Roelands, "An overlap-add technique based on waveform similarity (WSOLA)", ICASSP 1993;
strokes that are left as they are: after Grofit and Lavner, "Time-scale modification of audio signals using
enhanced WSOLA with management of transients", IEEE TASLP 16 (1), 2008. FFmpeg's ``atempo`` is the former without
the latter: it loses ticks and moves the others (``benchmarks/sound.py`` holds them against one another).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from photoplay.compiled import compiled
from photoplay.render.sound.cues import RATE
from photoplay.render.sound.strokes import Strokes

F32 = NDArray[np.float32]
I64 = NDArray[np.int64]

#: Half a grain, and what two neighbours share: 20 ms.
HALF = RATE // 50
#: A grain is looked for so far before and after its place: together 20 ms, the longest wave of 50 Hz.
_SEARCH = RATE // 100
#: Likeness is first looked for in means of so many samples.
_COARSE = 6
#: Around a stroke the sound is as it was, from so long before it to so long after it. The grains beside keep
#: so far off it that it is in none of them.
_BEFORE, _AFTER, _CLEAR = HALF, HALF + RATE // 100, RATE // 500
#: Of the time that the rest has to give way, a share of at least so much is left between strokes.
_LEAST_SLOPE = 0.2
#: Samples of the source that are worked on at a time at least.
_PART = 2 * RATE


def stretched(blocks: Iterable[F32], speed: float, samples: int | None = None) -> Iterator[F32]:
    """Samples at another speed and the same pitch.

    Args:
        blocks: float32 (n, 2) each, one after the other.
        speed: 0.2–5; what is at sample ``k`` of the source comes at ``k / speed``.
        samples: How many there are to be at most; None: all that follow from the source.

    Yields:
        float32 (m, 2).
    """
    work, left = _Stretcher(speed), samples
    for out in work.parts(blocks):
        part = out if left is None else out[:left]
        left = None if left is None else left - len(part)
        if len(part):
            yield part


class _Stretcher:
    """Takes samples and gives others, in the order of time.

    All places are samples counted from the source's start; the buffer begins before it, with silence.
    """

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._first = -(HALF + 2 * _SEARCH)
        self._held: F32 = np.zeros((-self._first, 2), np.float32)
        self._strokes = Strokes(_distance(speed))
        #: How many grains are laid, and where the last one was taken.
        self._laid, self._last = 0, 0

    def parts(self, blocks: Iterable[F32]) -> Iterator[F32]:
        waiting: list[F32] = []
        for block in blocks:
            waiting.append(block)
            if sum(map(len, waiting)) >= _PART:
                self._take(waiting)
                yield self._out(self._sure())
        self._take(waiting)
        end = self._first + len(self._held)
        samples = round(end / self._speed)
        self._strokes.finish()
        self._hold(np.zeros((int(4 * HALF * max(1.0, self._speed)) + _SEARCH, 2), np.float32))
        done = max(0, self._laid - 1) * HALF
        yield self._out(-(-samples // HALF) + 1)[: max(0, samples - done)]

    def _take(self, waiting: list[F32]) -> None:
        """Empties the list."""
        samples = np.concatenate([np.empty((0, 2), np.float32), *waiting])
        waiting.clear()
        self._strokes.add(samples)
        self._hold(samples)

    def _hold(self, samples: F32) -> None:
        self._held = np.concatenate([self._held, samples])

    def _sure(self) -> int:
        """How many grains can be laid by what is known so far."""
        slack = (_BEFORE + _recovery(self._speed)) * self._speed + 2 * HALF + _SEARCH + _AFTER
        return max(self._laid, int((self._strokes.known - slack) / self._speed) // HALF)

    def _out(self, count: int) -> F32:
        """Lays grains until there are ``count``; gives what they add, from the middle of one to the next."""
        places = np.arange(self._laid, count)
        if len(places) == 0:
            return np.empty((0, 2), np.float32)
        ideal, low, high = self._bounds(places * HALF)
        if self._laid == 0:
            self._last = int(ideal[0])
            ideal, low, high = ideal[1:], low[1:], high[1:]
        out = np.empty((len(ideal) * HALF, 2), np.float32)
        whole = len(self._held) // _COARSE * _COARSE
        coarse = self._held[:whole].reshape(-1, _COARSE, 2).mean(1)
        self._last = self._first + int(
            _lay(
                self._held,
                coarse,
                self._last - self._first,
                *(one - self._first for one in (ideal, low, high)),
                out,
            )
        )
        self._laid = count
        # By whole means, so that they are the same wherever the buffer begins.
        drop = (self._last - HALF - 2 * _SEARCH - self._first) // _COARSE * _COARSE
        if drop > 0:
            self._held, self._first = self._held[drop:], self._first + drop
        self._strokes.forget(self._last - RATE)
        return out

    def _bounds(self, times: I64) -> tuple[I64, I64, I64]:
        """Where grains at these times are wanted, and the first and last place where each may be taken.

        Args:
            times: Of the result, samples, ascending.
        """
        strokes = np.array(self._strokes.found, np.int64)
        moments = strokes / self._speed
        bends, moved = _bends(moments, self._speed)
        ideal = np.rint(times * self._speed + np.interp(times, bends, moved)).astype(np.int64)
        low, high = ideal - _SEARCH, ideal + _SEARCH
        for stroke, moment in zip(strokes.tolist(), np.rint(moments).astype(int).tolist(), strict=True):
            since = times - moment
            is_near = (since >= -_BEFORE) & (since <= _AFTER)
            ideal[is_near] = low[is_near] = high[is_near] = stroke + since[is_near]
            before, after = since < -_BEFORE, since > _AFTER
            high[before] = np.minimum(high[before], stroke - HALF - _CLEAR)
            low[after] = np.maximum(low[after], stroke + HALF + _CLEAR)
        first, end = self._first + HALF, self._first + len(self._held) - HALF - _COARSE
        low, high = np.clip(np.minimum(low, high), first, end), np.clip(high, first, end)
        return np.clip(ideal, low, high), low, high


def _recovery(speed: float) -> float:
    """Within which time, before and after a stroke, the rest gives way; samples of the result."""
    return _AFTER * max(1.0, 1.5 * (1 - speed) / speed)


def _distance(speed: float) -> int:
    """How far apart strokes are at least, samples of the source."""
    around = _BEFORE + _AFTER
    apart = around * (1 + max(0.25, (1 - speed) / ((1 - _LEAST_SLOPE) * speed)))
    return int(apart * speed)


def _bends(moments: NDArray[np.float64], speed: float) -> tuple[list[float], list[float]]:
    """Where in the result the sound is how far off its even flow, samples; linear between."""
    recovery = _recovery(speed)
    bends, moved = [-1e12], [0.0]
    for moment in moments.tolist():
        if moment - _BEFORE - recovery > bends[-1]:
            bends.append(moment - _BEFORE - recovery)
            moved.append(0.0)
        else:
            # The last one has no time to give way before the next.
            bends.pop()
            moved.pop()
        bends += [moment - _BEFORE, moment + _AFTER, moment + _AFTER + recovery]
        moved += [(speed - 1) * _BEFORE, (1 - speed) * _AFTER, 0.0]
    return bends, moved


@compiled
def _lay(held, coarse, last, ideal, low, high, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Lays grains; returns where the last one was taken.

    Args:
        held: float32 (n, 2).
        coarse: Its means of ``_COARSE`` samples, float32 (n // _COARSE, 2).
        last: The middle of the grain before, as a place in ``held``.
        ideal, low, high: int64 (m,), where the middle of each is wanted, and between which places it may be.
        out: float32 (m · HALF, 2), from the middle of each grain to that of the next.
    """
    for j in range(ideal.size):
        middle = ideal[j]
        if low[j] <= last + HALF <= high[j]:
            middle = last + HALF
        elif low[j] < high[j]:
            middle = _likest(coarse, last, middle, low[j], high[j], _COARSE, _COARSE)
            near, far = max(low[j], middle - _COARSE), min(high[j], middle + _COARSE)
            middle = _likest(held, last, middle, near, far, 1, 2)
        start = j * HALF
        for i in range(HALF):
            share = np.float32(0.5) - np.float32(0.5) * np.cos(np.float32(np.pi * (i + 0.5) / HALF))
            for channel in range(2):
                old = held[last + i, channel]
                out[start + i, channel] = old + share * (held[middle - HALF + i, channel] - old)
        last = middle
    return last


@compiled
def _likest(held, last, ideal, low, high, unit, stride):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The place whose half grain before it is most like what followed ``last``.

    Args:
        held: float32 (n, 2), samples or means of ``unit`` of them.
        last, ideal, low, high: Places, samples.
        unit: Samples in one of ``held``.
        stride: Samples from one that is compared to the next, a multiple of ``unit``.
    """
    count, step = HALF // stride, stride // unit
    theirs, best, found = last // unit, np.float32(-1e30), ideal
    for place in range(low, high + 1, unit):
        ours = (place - HALF) // unit
        alike = energy = np.float32(0)
        for i in range(count):
            a, b = held[ours + i * step, 0], held[ours + i * step, 1]
            alike += a * held[theirs + i * step, 0] + b * held[theirs + i * step, 1]
            energy += a * a + b * b
        likeness = alike / np.sqrt(energy + np.float32(1e-9))
        if likeness > best:
            best, found = likeness, place
    return found
