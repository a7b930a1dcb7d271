"""Levels of sound: what videos are brought to, and decibels."""

from __future__ import annotations

import math

#: What videos are brought to, and how far off that is still called so, LUFS and LU. Source: the big
#: sites turn louder ones down to this.
TARGET_LUFS, TOLERANCE_LU = -14.0, 0.5
#: No true peak of a decoded file is above this, dBTP.
MOST_PEAK_DBTP = -1.0


def decibels(amplitude: float) -> float:
    """20 lg of an amplitude; −200 for silence."""
    return 20 * math.log10(max(amplitude, 1e-10))


def amplitude_of(level_db: float) -> float:
    """The amplitude that has a level."""
    return float(10 ** (level_db / 20))
