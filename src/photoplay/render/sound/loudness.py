"""Loudness: the integrated loudness of a programme, and the levels between which it lies.

Source: Rec. ITU-R BS.1770-5, annex 1; EBU R 128. Filtering the samples is ``meters``' affair, since it
takes compiled loops; this is the arithmetic on what it finds, and needs none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

#: What videos are brought to, and how far off that is still called so, LUFS and LU. Source: the big
#: sites turn louder ones down to this.
TARGET_LUFS, TOLERANCE_LU = -14.0, 0.5
#: No true peak of a decoded file is above this, dBTP.
MOST_PEAK_DBTP = -1.0
#: Energies are taken over such steps, samples at 48 kHz: 100 ms; four make one block of 400 ms.
STEP = 4800
_STEPS_IN_BLOCK = 4
#: What is quieter than this does not count.
SILENT_LUFS = -70.0
_RELATIVE_LU = -10.0
_OFFSET_LU = -0.691


def integrated(energies: Sequence[float]) -> float | None:
    """Integrated loudness, LUFS; None when nothing is loud enough to count.

    Args:
        energies: Mean square of the K-weighted samples, summed over the channels, in each step of 100 ms.
            Fewer than four are taken as one block.
    """
    if not len(energies):
        return None
    steps = np.asarray(energies, np.float64)
    width = min(_STEPS_IN_BLOCK, len(steps))
    sums = np.concatenate([[0.0], np.cumsum(steps)])
    blocks = np.maximum((sums[width:] - sums[:-width]) / width, 0.0)
    loud = blocks[blocks > energy_of(SILENT_LUFS)]
    if not len(loud):
        return None
    gate = float(loud.mean()) * 10 ** (_RELATIVE_LU / 10)
    return lufs_of(float(loud[loud > gate].mean()))


def lufs_of(energy: float) -> float:
    """The loudness of a mean square, LUFS."""
    return _OFFSET_LU + decibels(energy) / 2


def energy_of(lufs: float) -> float:
    """The mean square that has a loudness."""
    return float(10 ** ((lufs - _OFFSET_LU) / 10))


def decibels(amplitude: float) -> float:
    """20 lg of an amplitude; −200 for silence."""
    return 20 * math.log10(max(amplitude, 1e-10))


def amplitude_of(level_db: float) -> float:
    """The amplitude that has a level."""
    return float(10 ** (level_db / 20))
