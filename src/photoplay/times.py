"""Milliseconds, frames and their one conversion.

A timeline counts integer milliseconds; a render plan counts frames. The conversion happens once,
here, in exact arithmetic, and only for cut points, so that ranges tile without gap or overlap.
"""

from __future__ import annotations

from fractions import Fraction

DAY_MS = 86_400_000


def frame_at(ms: int, fps: int | Fraction) -> int:
    """The frame border nearest to a time, halves upwards: ``floor(ms · fps / 1000 + 1/2)``.

    Args:
        ms: Time from the start, milliseconds, ≥ 0.
        fps: Frames a second.
    """
    exact = Fraction(ms) * Fraction(fps) / 1000
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def ms_at(frame: int, fps: int | Fraction) -> int:
    """The time of a frame border in whole milliseconds, halves upwards."""
    exact = Fraction(frame) * 1000 / Fraction(fps)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
