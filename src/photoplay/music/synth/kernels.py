"""The synthesiser's inner loops.

All of them follow closed forms of time, so that a sound at 192 kHz is the sound at 48 kHz with more
samples. They work on float32 and keep phases in float64.
"""

from __future__ import annotations

import math

import numpy as np
from numba import types

from photoplay.compiled import compiled

f32, i64, u64 = types.float32, types.int64, types.uint64
#: Samples per run of a mode; its powers are tabled once and then scaled by one complex number per run.
_RUN = 256


@compiled
def ring(out, frequency, decay, amplitude, phase, lengths):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Adds damped sinusoids ``a exp(−d t) sin(2π f t + φ)``.

    Args:
        out: float32 (n,), n a multiple of 256.
        frequency: float64 (modes,), cycles per sample.
        decay: float64 (modes,), nepers per sample.
        amplitude: float64 (modes,).
        phase: float64 (modes,), radians.
        lengths: int64 (modes,), samples after which a mode is inaudible.
    """
    real = np.empty(_RUN, np.float32)
    imag = np.empty(_RUN, np.float32)
    for m in range(frequency.size):
        turn = 2.0 * math.pi * frequency[m]
        step_r = math.exp(-decay[m]) * math.cos(turn)
        step_i = math.exp(-decay[m]) * math.sin(turn)
        r, i = 1.0, 0.0
        for j in range(_RUN):
            real[j] = r
            imag[j] = i
            r, i = r * step_r - i * step_i, r * step_i + i * step_r
        leap_r, leap_i = r, i
        r = amplitude[m] * math.sin(phase[m])
        i = -amplitude[m] * math.cos(phase[m])
        runs = min(out.size // _RUN, (lengths[m] + _RUN - 1) // _RUN)
        for b in range(runs):
            c = np.float32(r)
            s = np.float32(i)
            line = out[b * _RUN : (b + 1) * _RUN]
            for j in range(_RUN):
                line[j] += c * real[j] - s * imag[j]
            r, i = r * leap_r - i * leap_i, r * leap_i + i * leap_r


@compiled
def oscillate(out, tables, turns, hertz, shade, level, per_sample):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Adds a tone read from single cycles, between two of which it moves.

    Args:
        out: float32 (n,).
        tables: float32 (shades, size + 1), from dull to bright; the last sample repeats the first.
        turns: float64 (controls,), the phase at each control point, in cycles.
        hertz: float64 (controls,), cycles per control interval.
        shade: float32 (controls,), which table, from 0 to shades − 1.
        level: float32 (controls,).
        per_sample: Control intervals per sample, < 1.
    """
    size = tables.shape[1] - 1
    last = tables.shape[0] - 2
    one = np.float32(1)
    for n in range(out.size):
        at = n * per_sample
        c = int(at)
        t = at - c
        turn = turns[c] + t * (hertz[c] + 0.5 * t * (hertz[c + 1] - hertz[c]))
        place = (turn - math.floor(turn)) * size
        k = int(place)
        y = np.float32(place - k)
        t32 = np.float32(t)
        at_shade = shade[c] + t32 * (shade[c + 1] - shade[c])
        s = min(int(at_shade), last)
        z = at_shade - np.float32(s)
        dull = tables[s, k] * (one - y) + tables[s, k + 1] * y
        bright = tables[s + 1, k] * (one - y) + tables[s + 1, k + 1] * y
        out[n] += (level[c] + t32 * (level[c + 1] - level[c])) * (dull + z * (bright - dull))


@compiled
def saws(out, table, start, step, turn, depth, run, left, right):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Adds a single cycle at one pitch to both channels, its phase swaying slowly as a chorus makes it.

    Phases are fixed-point, 64 bits to a cycle: exact at any length, and fast.

    Args:
        out: float32 (2, n).
        table: float32 (size + 1,), size a power of two.
        start: Phase at the first sample, cycles, in [0, 1).
        step: Cycles per sample.
        turn: Of the sway, radians per run.
        depth: Of the sway, cycles.
        run: Samples between the points of the sway; it is straight between them.
        left: Gain of the left channel.
        right: Gain of the right channel.
    """
    size = table.size - 1
    bits = 0
    while (1 << bits) < size:
        bits += 1
    shift, mask = u64(32 - bits), u64((1 << (32 - bits)) - 1)
    part = f32(1.0 / (1 << (32 - bits)))
    whole = 18446744073709551616.0
    phase, pace = u64(start * whole), u64(step * whole)
    gain_l, gain_r = f32(left), f32(right)
    sway = 2.0 * math.pi * start
    first, runs = 0, 0
    while first < out.shape[1]:
        count = min(run, out.shape[1] - first)
        lean = (math.sin(sway + (runs + 1) * turn) - math.sin(sway + runs * turn)) * depth / run
        now = pace + u64(i64(lean * whole))
        for j in range(count):
            place = (phase + u64(j) * now) >> u64(32)
            k = place >> shift
            sample = table[k] + f32(i64(place & mask)) * part * (table[k + u64(1)] - table[k])
            out[0, first + j] += gain_l * sample
            out[1, first + j] += gain_r * sample
        phase += u64(count) * now
        first += count
        runs += 1


@compiled
def modulate(out, sine, carrier, ratio, index, index_decay, level, level_decay):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Adds one pair of operators in phase modulation, both envelopes falling exponentially.

    Args:
        out: float32 (n,).
        sine: float32 (size + 1,), one cycle.
        carrier: Cycles per sample.
        ratio: Modulator over carrier.
        index: Modulation at the start, in cycles of phase.
        index_decay: Nepers per sample.
        level: Of the carrier at the start.
        level_decay: Nepers per sample.
    """
    size = sine.size - 1
    depth, loud = index, level
    less_depth, less_loud = math.exp(-index_decay), math.exp(-level_decay)
    for n in range(out.size):
        turn = n * carrier * ratio
        place = (turn - math.floor(turn)) * size
        k = int(place)
        bend = sine[k] + (place - k) * (sine[k + 1] - sine[k])
        turn = n * carrier + depth * bend
        place = (turn - math.floor(turn)) * size
        k = int(place)
        out[n] += np.float32(loud * (sine[k] + (place - k) * (sine[k + 1] - sine[k])))
        depth *= less_depth
        loud *= less_loud


@compiled
def mix_in(bus, wave, at, begin, left, right, hold, fall):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Adds a sound to a stereo bus, damped from where the player lets go.

    Args:
        bus: float32 (2, n).
        wave: float32 (channels, m), one channel or two.
        at: Where in the bus the first sample lands, ≥ 0.
        begin: First sample of the wave to add.
        left: Gain of the left channel.
        right: Gain of the right channel.
        hold: Sample of the wave from which it is damped.
        fall: Factor per sample from there on.
    """
    count = min(wave.shape[1] - begin, bus.shape[1] - at)
    second = wave.shape[0] - 1
    gain_l, gain_r = np.float32(left), np.float32(right)
    free = min(max(hold - begin, 0), count)
    for n in range(free):
        bus[0, at + n] += gain_l * wave[0, begin + n]
        bus[1, at + n] += gain_r * wave[second, begin + n]
    damping = fall ** max(begin - hold, 0)
    for n in range(free, count):
        damping *= fall
        bus[0, at + n] += gain_l * np.float32(damping) * wave[0, begin + n]
        bus[1, at + n] += gain_r * np.float32(damping) * wave[second, begin + n]
