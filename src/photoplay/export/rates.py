"""How many bytes a chunk takes at a quantiser: a general curve, bent to what was measured.

Bytes fall by a power of two every few steps of the quantiser: faster where fine grain is still being
coded, slower where only outlines are left. One measurement places the curve of a chunk, two or more
give its steepness too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from photoplay.render.encode import BEST_QP, POOREST_QP

#: Bits for each pixel of each frame at a few quantisers: photos with slow moves and crossfades.
#: Source: geometric means of three slideshows at 1080 lines, 20 to 44; beyond, extended.
_QP = (1.0, 12.0, 16.0, 20.0, 24.0, 28.0, 32.0, 36.0, 40.0, 44.0, 51.0)
_BITS_PER_PIXEL = (5.0, 0.75, 0.32, 0.122, 0.062, 0.035, 0.021, 0.0133, 0.0089, 0.0059, 0.0033)
_LOG2 = tuple(float(np.log2(bits)) for bits in _BITS_PER_PIXEL)
#: How far the steepness of one chunk may be taken from the general one.
_LEAST_BEND, _MOST_BEND = 0.5, 1.6

#: Bytes that the file needs beside the pictures: for each frame (its size, its time, its length prefix),
#: and once. An upper bound: the test measures it.
BYTES_PER_FRAME, BYTES_PER_FILE = 16, 2000
#: The same beside a sound track, for each of its packets, and for each frame, since both lie in turns.
BYTES_PER_SOUND_PACKET, BYTES_PER_PARTED_FRAME = 20, 16


def overhead_bytes(frames: int) -> int:
    """The most that the container takes beside the packets."""
    return BYTES_PER_FILE + BYTES_PER_FRAME * frames


def sound_overhead_bytes(packets: int, frames: int) -> int:
    """The most that the container takes beside the packets of a sound track: it parts the pictures, too."""
    return BYTES_PER_FILE + BYTES_PER_SOUND_PACKET * packets + BYTES_PER_PARTED_FRAME * frames


def usual_bytes(pixels: int, qp: float) -> float:
    """Bytes of a usual chunk.

    Args:
        pixels: Width × height × frames.
        qp: Quantiser, ``BEST_QP`` to ``POOREST_QP``.
    """
    return float(pixels * 2 ** _usual_log2(qp) / 8)


def bytes_at(measured: Mapping[int, float], qp: float) -> float:
    """Bytes of a chunk at a quantiser it was not encoded with.

    Args:
        measured: Bytes by quantiser; at least one.
        qp: Any quantiser.
    """
    known = sorted(measured)
    if len(known) == 1:
        return measured[known[0]] * float(2 ** (_usual_log2(qp) - _usual_log2(known[0])))
    at = min(max(bisect_right(known, qp), 1), len(known) - 1)
    low, high = known[at - 1], known[at]
    step, usual = np.log2(measured[high] / measured[low]), _usual_log2(high) - _usual_log2(low)
    bend = min(max(step / usual, _LEAST_BEND), _MOST_BEND)
    if low <= qp <= high:
        bend = step / usual
    near = low if qp <= low else high if qp >= high else low
    return measured[near] * float(2 ** (bend * (_usual_log2(qp) - _usual_log2(near))))


def solved(total: Callable[[float], float], target: float, best: int) -> float:
    """The quantiser at which a falling total is ``target``; the nearest end if it is at none."""
    low, high = float(best), float(POOREST_QP)
    if total(low) <= target:
        return low
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if total(middle) > target else (low, middle)
    return high


def spread(qp: float, count: int) -> list[int]:
    """Whole quantisers for ``count`` chunks whose mean is ``qp``, the two kinds evenly mixed."""
    whole, part = int(qp // 1), qp % 1
    steps = [int(index * part + 0.5) for index in range(count + 1)]
    return [min(max(whole + b - a, BEST_QP), POOREST_QP) for a, b in pairwise(steps)]


def lowered(qps: Sequence[int], sizes: Sequence[float], excess: float, step: int) -> list[int]:
    """Quantisers that take ``excess`` bytes away, changing as few chunks as it takes, the largest first.

    Args:
        qps: Quantisers now.
        sizes: Bytes of each chunk now.
        excess: What is too much.
        step: By how much a quantiser is raised.
    """
    found = list(qps)
    for index in sorted(range(len(qps)), key=lambda i: -sizes[i]):
        if excess <= 0:
            break
        found[index] = min(qps[index] + step, POOREST_QP)
        excess -= sizes[index] - bytes_at({qps[index]: sizes[index]}, found[index])
    return found


def finer(qps: Sequence[int], measured: Sequence[Mapping[int, float]], room: float) -> list[int]:
    """The same quantisers, or lower ones where a chunk was made with one and the sum stays within ``room``."""
    found = list(qps)
    left = room - sum(sizes[qp] for qp, sizes in zip(found, measured, strict=True))
    for index, sizes in enumerate(measured):
        for qp in sorted(sizes):
            more = sizes[qp] - sizes[found[index]]
            # A step of one is not seen beside its neighbours.
            if found[index] - 1 <= qp < found[index] and more <= left:
                found[index] = qp
                left -= more
                break
    return found


def _usual_log2(qp: float) -> float:
    return float(np.interp(qp, _QP, _LOG2))
