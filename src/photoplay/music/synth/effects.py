"""The room a piece sounds in, the kick's ducking, and the finish of the mix."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from photoplay.music.score import Room
from photoplay.music.synth.mix_kernels import drive, equalise, high_pass, reverberate, ride, scale
from photoplay.music.synth.tables import F32, F64

#: Lengths of the room's eight lines and of its all-passes, samples at 48 kHz (primes).
LINES = (1123, 1327, 1511, 1733, 1949, 2203, 2477, 2749)
ALL_PASSES = ((113, 229, 491), (139, 263, 449))
#: Loudness of a finished piece, roughly, LUFS, and its highest peak.
LOUDNESS_LUFS, CEILING = -18.0, 0.93
#: Length of the fade that ends the last ring, seconds.
FADE_S = 0.4
#: How much of a piece tells its gain, seconds.
MEASURED_S = 90
#: Hops over which the limiter comes and goes.
REACH = 6


class Reverb:
    """A room that is filled block by block."""

    def __init__(self, room: Room, rate: int) -> None:
        self._lengths = np.array([max(1, one * rate // 48_000) for one in LINES])
        self._lines = np.zeros((8, int(self._lengths.max())), np.float32)
        self._at = np.zeros(8, np.int64)
        self._damped = np.zeros(8, np.float32)
        # The low-passes take a seventh of the decay that the lines' gains give.
        rt60_s = 1.17 * max(0.1, room.rt60_s)
        self._feedback = (10 ** (-3 * self._lengths / (rt60_s * rate))).astype(np.float32)
        self._damping = math.exp(-2 * math.pi * 6500 / rate)
        longest = max(max(pair) for pair in ALL_PASSES) * rate // 48_000
        self._early = np.zeros((2, len(ALL_PASSES[0]), longest + 1), np.float32)
        sizes = np.array(ALL_PASSES) * rate // 48_000
        self._early_at = np.stack([np.zeros_like(sizes), sizes], axis=-1)
        self._lows = np.zeros(2, np.float32)
        self._low_cut = math.exp(-2 * math.pi * 170 / rate)
        self._waiting = np.zeros((2, round(room.predelay_ms * rate / 1000)), np.float32)
        # Whatever the decay, a send of 0.2 at the usual −12 dB lies about 18 dB below the dry sound.
        mean = float(np.mean(self._feedback.astype(np.float64) ** 2))
        self._gain = 10 ** ((room.level_db + 15) / 20) * math.sqrt(max(1e-4, 1 - mean)) * 0.5

    def add(self, send: F32, out: F32) -> None:
        """Adds the room's answer to a block.

        Args:
            send: float32 (2, n), what goes in.
            out: float32 (2, n), added to.
        """
        delayed = np.concatenate([self._waiting, send], axis=1)
        self._waiting = delayed[:, send.shape[1] :].copy()
        now = np.ascontiguousarray(delayed[:, : send.shape[1]])
        high_pass(now, self._low_cut, self._lows)
        reverberate(
            now, out, self._lines, self._lengths, self._at, self._damped, self._feedback, self._damping,
            self._early, self._early_at, self._gain,
        )  # fmt: skip


def ducking(kicks: Sequence[tuple[float, float]], depth_db: float, start_s: float, seconds: float) -> F64:
    """By what the kick lowers others, at 1000 points a second: down in 6 ms, back in about 0.2 s.

    Args:
        kicks: Time in seconds and velocity of each stroke.
        depth_db: At full velocity.
        start_s: Of the first point.
        seconds: Length.

    Returns:
        float64 (points,), factors.
    """
    time = start_s + np.arange(math.ceil(seconds * 1000) + 2) / 1000
    down = np.zeros(time.size)
    for begin, velocity in kicks:
        low, high = np.searchsorted(time, [begin, begin + 0.5])
        since = time[low:high] - begin
        dip = velocity * np.clip(since / 0.006, 0, 1) * np.exp(-np.clip(since - 0.05, 0, None) / 0.085)
        np.maximum(down[low:high], dip, out=down[low:high])
    factors: F64 = 10 ** (-depth_db * down / 20)
    return factors


def finished(blocks: Iterable[F32], rate: int, room: Room) -> Iterator[F32]:
    """Brings a sum to its loudness with gentle equalising, compression and saturation.

    The gain is that of the first 90 s, so that no more is held in memory. Peaks stay below
    ``CEILING``; the last 0.4 s fade, and the last sample is silent.

    Args:
        blocks: float32 (n, 2) one after another, each but the last of whole hops (``hop_of``); they are
            worked on in place.
        rate: Samples per second.
        room: Says how warm it is.

    Yields:
        The blocks.
    """
    equalised = _equalised(blocks, rate, room)
    last = None
    for block in _limited(_driven(_measured(equalised, rate), rate, room), rate):
        if last is not None:
            yield last
        last = block
    if last is not None:
        fade_out(last, rate)
        yield last


def hop_of(rate: int) -> int:
    """Samples of a millisecond, in which the finish looks at its level."""
    return max(1, round(rate / 1000))


def _pole(hertz: float, rate: int) -> float:
    lean = math.tan(math.pi * hertz / rate)
    return lean / (1 + lean)


def _equalised(blocks: Iterable[F32], rate: int, room: Room) -> Iterator[tuple[F32, F64]]:
    """Blocks without rumble, and the weighed power of their hops."""
    treble, hop = 10 ** (-3.0 * room.warmth / 20), hop_of(rate)
    poles, state = [_pole(hertz, rate) for hertz in (18, 5000, 1500)], np.zeros((2, 4), np.float32)
    for block in blocks:
        power = np.zeros(-(-block.shape[0] // hop))
        equalise(block, poles[0], poles[1], treble, poles[2], hop, power, state)
        yield block, power


def _measured(blocks: Iterable[tuple[F32, F64]], rate: int) -> Iterator[tuple[F32, F64, float]]:
    """Blocks, their power, and the gain that the first of them ask for."""
    gain, waiting, samples = None, [], 0
    for block, power in blocks:
        if gain is not None:
            yield block, power, gain
            continue
        waiting.append((block, power))
        samples += block.shape[0]
        if samples >= MEASURED_S * rate:
            gain = _gain_for(np.concatenate([one for _, one in waiting]))
            yield from ((one, its_power, gain) for one, its_power in waiting)
            waiting = []
    if waiting:
        gain = _gain_for(np.concatenate([one for _, one in waiting]))
        yield from ((one, its_power, gain) for one, its_power in waiting)


def _driven(blocks: Iterable[tuple[F32, F64, float]], rate: int, room: Room) -> Iterator[tuple[F32, F32]]:
    """Blocks at their level, compressed and saturated, and the peak of each hop."""
    hop = hop_of(rate)
    attack, release = (math.exp(-hop / (seconds * rate)) for seconds in (0.02, 0.25))
    split, filters = _pole(2500, rate), np.zeros((2, 2), np.float32)
    level = np.zeros(2)
    for block, power, gain in blocks:
        curve, peaks = np.empty(power.size + 1, np.float32), np.zeros(power.size, np.float32)
        ride(power, gain, 10 ** ((LOUDNESS_LUFS + 6) / 10), 2.0, attack, release, curve, level)
        drive(block, hop, curve, room.warmth, split, peaks, filters)
        yield block, peaks


def _limited(blocks: Iterable[tuple[F32, F32]], rate: int) -> Iterator[F32]:
    """Blocks whose peaks lie below the ceiling; each waits for the next, whose peaks it makes way for."""
    hop = hop_of(rate)
    before = np.zeros(0, np.float32)
    held: tuple[F32, F32] | None = None

    def turned_down(block: F32, peaks: F32, after: F32) -> F32:
        curve = limits(np.concatenate([before, peaks, after]))
        scale(block, hop, curve[before.size : before.size + peaks.size + 1])
        return block

    for block, peaks in blocks:
        if held is not None:
            yield turned_down(*held, peaks[: 4 * REACH])
            before = np.concatenate([before, held[1]])[-4 * REACH :]
        held = block, peaks
    if held is not None:
        yield turned_down(*held, before[:0])


def _gain_for(power: F64) -> float:
    """The factor that brings gated loudness to its goal (BS.1770's gates over 0.4 s, weighing simplified)."""
    windows = power[: max(1, power.size // 400) * 400]
    means = windows.reshape(-1, 400).mean(axis=1) if windows.size >= 400 else np.array([power.mean()])
    loud = means[means > 1e-13]
    if not loud.size:
        return 1.0
    loud = loud[loud > 0.1 * loud.mean()]
    return float(math.sqrt(10 ** ((LOUDNESS_LUFS + 2.2) / 10) / loud.mean()))


def limits(peaks: F32, ceiling: float = CEILING, reach: int = REACH) -> F32:
    """Factors at hop borders that keep every hop below the ceiling, and move smoothly.

    Args:
        peaks: float32 (hops,), the peak of each.
        ceiling: Highest peak.
        reach: Hops over which a factor comes and goes.

    Returns:
        float32 (hops + 1,).
    """
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks.astype(np.float64), 1e-9))
    padded = np.concatenate([np.ones(2 * reach), wanted, np.ones(2 * reach)])
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    summed = np.concatenate([[0.0], np.cumsum(lowest)])
    means = (summed[reach:] - summed[:-reach]) / reach
    # means[j] averages lowest[j : j + reach], which stand for hops j − reach to j − 1; border k needs those
    # within reach of hops k − 1 and k.
    first = reach - reach // 2
    factors: F32 = means[first : first + wanted.size + 1].astype(np.float32)
    return factors


def fade_out(mix: F32, rate: int) -> None:
    """Fades the end of the last ring, in place; the last sample is silent.

    Args:
        mix: float32 (n, 2).
        rate: Samples per second.
    """
    count = min(mix.shape[0], round(min(FADE_S, 0.2 * mix.shape[0] / rate) * rate))
    if count:
        turn = np.arange(1, count + 1) / count
        mix[-count:] *= (0.5 + 0.5 * np.cos(np.pi * turn)).astype(np.float32)[:, None]
        mix[-1] = 0
