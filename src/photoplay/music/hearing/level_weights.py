"""What speaks for and against a pulse being the beat, and a beat being the first of its bar.

Made by ``benchmarks/fit_beats.py``: a weight for each feature, in the order of ``levels`` and ``bars``.
"""

from __future__ import annotations

from typing import Final

import numpy as np

BEAT_WEIGHTS: Final = np.array(
    [
        1.691, -7.817, 1.735, 0.337, 1.618, 1.995, -0.298, 0.766, -0.760, 0.129,
        -0.279, -0.742, 0.217, -0.668, -0.934, 0.006, 0.610, 0.300, 0.424, -0.103,
        0.490, 0.203, -0.525, 0.013, -0.098, 1.206, -1.606, -0.156, -0.359, 1.021,
        -0.670, -0.425, -1.070, -0.229, 10.814, 2.289, 3.144, 3.680,
    ]
)  # fmt: skip

BAR_WEIGHTS: Final = np.array(
    [
        1.354, 3.015, -0.446, -0.495, 1.981, 2.057, -1.203, -0.127, -0.663, 1.995,
        3.995, -4.110, -0.372, 1.932, -1.581, 2.228, 0.432, 1.882, -0.424, 0.635,
        0.860, 0.357, 0.891, 0.325, 0.650, -1.323,
    ]
)  # fmt: skip
