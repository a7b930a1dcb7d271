"""Inner loops of the mix: the room, and the finish of the sum."""

from __future__ import annotations

import math

import numpy as np
from numba import types

from photoplay.compiled import compiled

f32 = types.float32


@compiled
def reverberate(send, out, lines, lengths, at, damped, feedback, damping, early, early_at, gain):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Adds a feedback delay network of eight damped lines to a stereo bus.

    Source: Jot and Chaigne, “Digital delay networks for designing artificial reverberators” (1991); the
    mixing matrix is a Hadamard matrix.

    Args:
        send: float32 (2, n), what goes into the room.
        out: float32 (2, n), to which its sound is added.
        lines: float32 (8, longest), state.
        lengths: int64 (8,), samples.
        at: int64 (8,), state: where each line is.
        damped: float32 (8,), state of the lines' low-passes.
        feedback: float32 (8,), gain of each line.
        damping: Coefficient of the low-passes, 0 (none) to 1.
        early: float32 (2, k, m), state of the diffusing all-passes, k to each channel.
        early_at: int64 (2, k, 2): where each is, and its length.
        gain: Of the room's sound.
    """
    scale, half = f32(gain), f32(math.sqrt(0.125))
    keep, take = f32(damping), f32(1.0 - damping)
    spread, shared = f32(0.62), f32(0.25)
    v = np.empty(8, np.float32)
    for n in range(send.shape[1]):
        for side in range(2):
            x = send[side, n]
            for k in range(early.shape[1]):
                p = early_at[side, k, 0]
                old = early[side, k, p]
                fed = x + spread * old
                early[side, k, p] = fed
                x = old - spread * fed
                p += 1
                early_at[side, k, 0] = p if p < early_at[side, k, 1] else 0
            for i in range(side, 8, 2):
                v[i] = x
        for i in range(8):
            heard = lines[i, at[i]]
            damped[i] = take * heard + keep * damped[i]
        left = damped[0] - damped[2] + damped[4] - damped[6]
        right = damped[1] - damped[3] + damped[5] - damped[7]
        out[0, n] += scale * (left + shared * right)
        out[1, n] += scale * (right + shared * left)
        a0, a1 = damped[0] + damped[1], damped[0] - damped[1]
        a2, a3 = damped[2] + damped[3], damped[2] - damped[3]
        a4, a5 = damped[4] + damped[5], damped[4] - damped[5]
        a6, a7 = damped[6] + damped[7], damped[6] - damped[7]
        b0, b2, b1, b3 = a0 + a2, a0 - a2, a1 + a3, a1 - a3
        b4, b6, b5, b7 = a4 + a6, a4 - a6, a5 + a7, a5 - a7
        v[0] += feedback[0] * half * (b0 + b4)
        v[1] += feedback[1] * half * (b1 + b5)
        v[2] += feedback[2] * half * (b2 + b6)
        v[3] += feedback[3] * half * (b3 + b7)
        v[4] += feedback[4] * half * (b0 - b4)
        v[5] += feedback[5] * half * (b1 - b5)
        v[6] += feedback[6] * half * (b2 - b6)
        v[7] += feedback[7] * half * (b3 - b7)
        for i in range(8):
            lines[i, at[i]] = v[i]
            at[i] = at[i] + 1 if at[i] + 1 < lengths[i] else 0


@compiled
def high_pass(bus, keep, state):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Takes the lows from a stereo bus, 6 dB per octave, in place.

    Args:
        bus: float32 (2, n).
        keep: exp(−2π cutoff / rate).
        state: float32 (2,), the low-pass of each channel.
    """
    stay, come = f32(keep), f32(1.0 - keep)
    for side in range(2):
        low = state[side]
        for n in range(bus.shape[1]):
            low = stay * low + come * bus[side, n]
            bus[side, n] -= low
        state[side] = low


@compiled
def equalise(mix, rumble, shelf, treble, body, hop, power, state):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Takes rumble from the sum and tilts its treble, in place; tells how loud each hop is.

    The one-pole filters are integrated by the trapezoidal rule, so that they hardly depend on the rate.

    Args:
        mix: float32 (n, 2).
        rumble: g / (1 + g), g = tan(π cutoff / rate), of two high-passes in a row.
        shelf: The same of the treble's shelf.
        treble: Gain above the shelf.
        body: The same of the shelf by which the ear weighs loudness (about 1.5 kHz).
        hop: Samples per hop.
        power: float64 (hops,): filled with the mean square of both channels, weighed.
        state: float32 (2, 4), of the filters.
    """
    g_r, g_t, g_k = f32(rumble), f32(shelf), f32(body)
    tilt, presence = f32(treble), f32(0.58)
    for side in range(2):
        first, second, low, weight = state[side]
        for h in range(power.size):
            total = 0.0
            for n in range(h * hop, min(mix.shape[0], (h + 1) * hop)):
                x = mix[n, side]
                v = g_r * (x - first)
                x -= first + v
                first += v + v
                v = g_r * (x - second)
                x -= second + v
                second += v + v
                v = g_t * (x - low)
                x = (low + v) + tilt * (x - (low + v))
                low += v + v
                mix[n, side] = x
                v = g_k * (x - weight)
                y = x + presence * (x - (weight + v))
                weight += v + v
                total += y * y
            power[h] += total / hop
        state[side, 0], state[side, 1], state[side, 2], state[side, 3] = first, second, low, weight


@compiled
def ride(power, gain, threshold, ratio, attack, release, curve, state):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The gain of a gentle compressor at every hop.

    Args:
        power: float64 (hops,), mean squares.
        gain: Factor applied before it.
        threshold: Power from which it works.
        ratio: Of the slope, ≥ 1.
        attack: Coefficient per hop while power rises.
        release: Coefficient per hop while it falls.
        curve: float32 (hops + 1,): filled with factors, ``gain`` in them; the first is that of the block before.
        state: float64 (2,), power and factor at the end of the block before; a factor of 0: there was none.
    """
    level = state[0]
    slope = 0.5 * (1.0 / ratio - 1.0)
    for h in range(power.size):
        now = power[h] * gain * gain
        keep = attack if now > level else release
        level = keep * level + (1.0 - keep) * now
        over = level / threshold
        # A knee: nothing at first, the whole slope when far above.
        curve[h + 1] = gain * (1.0 + over) ** slope
    curve[0] = state[1] if state[1] > 0 else curve[1]
    state[0], state[1] = level, curve[power.size]


@compiled
def drive(mix, hop, curve, warmth, split, peaks, state):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Applies a gain curve and saturates the lows and middle softly, in place; tells the peak of each hop.

    Only what lies below ``split`` is saturated, so that its overtones stay below half the rate.

    Args:
        mix: float32 (n, 2).
        hop: Samples per hop.
        curve: float32 (hops + 1,).
        warmth: 0 to 1.
        split: g / (1 + g), g = tan(π cutoff / rate).
        peaks: float32 (hops,), filled.
        state: float32 (2, 2), of the filters.
    """
    g = f32(split)
    bend = f32(0.5 * warmth)
    one, limit = f32(1), f32(1.2)
    for side in range(2):
        a, b = state[side]
        for h in range(peaks.size):
            step = (curve[h + 1] - curve[h]) / f32(hop)
            now = curve[h]
            top = peaks[h]
            for n in range(h * hop, min(mix.shape[0], (h + 1) * hop)):
                x = mix[n, side] * now
                now += step
                v = g * (x - a)
                once = a + v
                a += v + v
                v = g * (once - b)
                low = max(-limit, min(limit, b + v))
                b += v + v
                x += bend * (low / (one + low * low) - low)
                mix[n, side] = x
                top = max(top, abs(x))
            peaks[h] = top
        state[side, 0], state[side, 1] = a, b


@compiled
def scale(mix, hop, curve):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Multiplies float32 (n, 2) by a curve of one point per hop, straight between them, in place."""
    for h in range(curve.size - 1):
        step = (curve[h + 1] - curve[h]) / f32(hop)
        now = curve[h]
        for n in range(h * hop, min(mix.shape[0], (h + 1) * hop)):
            mix[n, 0] *= now
            mix[n, 1] *= now
            now += step
