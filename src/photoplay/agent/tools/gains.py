"""Volumes: made louder and quieter, and changed in a part of a clip by keyframes."""

from __future__ import annotations

from photoplay.timeline.cutting import gain_from

Gain = float | tuple[tuple[int, float], ...]
#: Source: the API contract.
MOST_GAIN = 2.0
#: Longest way from one volume to another, and its part of the shorter side.
_RAMP_MS, _RAMP_PART = 1500, 3


def scaled(gain: Gain, percent: float | None, by: float | None) -> tuple[Gain, bool]:
    """A volume that is set, or that becomes so many times as loud; and whether it met its limit."""
    if percent is not None:
        return min(max(percent / 100, 0.0), MOST_GAIN), percent / 100 > MOST_GAIN
    factor = 1.0 if by is None else max(by, 0.0)
    if isinstance(gain, tuple):
        told = tuple((ms, round(min(value * factor, MOST_GAIN), 4)) for ms, value in gain)
        return told, any(value * factor > MOST_GAIN for _, value in gain)
    return round(min(gain * factor, MOST_GAIN), 4), gain * factor > MOST_GAIN


def at_times(
    gain: Gain, length_ms: int, start_ms: int, end_ms: int, wanted: float, *, slow: bool = False
) -> Gain:
    """A volume that is another one between two moments.

    Args:
        gain: As it was.
        length_ms: Of the clip.
        start_ms, end_ms: The part, milliseconds of the clip.
        wanted: Volume in the part.
        slow: Whether the way there takes all of the part, rather than a moment.
    """
    part_ms = end_ms - start_ms
    ramp_ms = part_ms if slow else min(_RAMP_MS, part_ms // _RAMP_PART)
    points: dict[int, float] = {}
    if start_ms > 0:
        points[0] = _at(gain, 0)
        points |= {ms: value for ms, value in _keys(gain) if 0 < ms < start_ms}
        points[start_ms] = _at(gain, start_ms)
        points[start_ms + max(1, ramp_ms)] = wanted
    else:
        points[0] = wanted
    if end_ms < length_ms:
        points[max(end_ms - (0 if slow else ramp_ms), 1)] = wanted
        points[end_ms] = _at(gain, end_ms)
        points |= {ms: value for ms, value in _keys(gain) if ms > end_ms}
    else:
        points[length_ms] = wanted
    return tuple((ms, round(min(max(value, 0.0), MOST_GAIN), 4)) for ms, value in sorted(points.items()))


def _keys(gain: Gain) -> tuple[tuple[int, float], ...]:
    return gain if isinstance(gain, tuple) else ()


def _at(gain: Gain, ms: int) -> float:
    """The volume at a moment."""
    if not isinstance(gain, tuple):
        return gain
    if ms <= gain[0][0]:
        return gain[0][1]
    there = gain_from(gain, ms)
    assert isinstance(there, tuple)
    return there[0][1]
