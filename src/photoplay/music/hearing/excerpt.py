"""Where a short piece is best cut out of a longer one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

#: Loudness is looked at in steps of this length, s.
_STEP_S: Final = 0.05
#: What is softer than the loud parts by this factor is silence, or a fade.
_SOFT: Final = 0.1
#: A sound so little longer than the excerpt is taken from its beginning.
_NEARLY: Final = 1.25
#: Phrases are this many bars long; without bars, this many seconds.
_PHRASE_BARS, _PHRASE_S = 4, 8.0
#: How much a step up in loudness at the start counts against the loudness of the excerpt itself.
_STEP_UP: Final = 0.5
#: And how much is lost by a start late in the sound: of two equal parts the first is taken.
_LATE: Final = 0.05


def best_start(samples: Floats, rate: int, downbeats_s: Sequence[float], wanted_s: float) -> float:
    """Where an excerpt had best begin.

    That is where a phrase begins whose following seconds are the loudest and liveliest, best after something
    softer: the chorus and not the fade-in. A sound that is not much longer than what is wanted is
    taken from its first sound on.

    Args:
        samples: float32 (n,), mono.
        rate: Samples a second.
        downbeats_s: First beats of its bars, s; may be none.
        wanted_s: Length of the excerpt, s > 0.

    Returns:
        Seconds from the beginning, 0 to the sound's length; so that ``wanted_s`` are left where there is as much.
    """
    level = _levels(samples, rate)
    loud = float(np.quantile(level, 0.9)) if len(level) else 0.0
    if loud <= 0:
        return 0.0
    lead_in = float(np.flatnonzero(level > _SOFT * loud)[0]) * _STEP_S
    length_s = len(samples) / rate
    if length_s <= wanted_s * _NEARLY:
        return min(lead_in, max(0.0, length_s - wanted_s))
    latest = length_s - wanted_s
    places = [
        place for place in _phrases(downbeats_s, lead_in, latest) if lead_in - _STEP_S <= place <= latest
    ]
    if not places:
        return min(lead_in, latest)
    return max(places, key=lambda place: _worth(level / loud, place, wanted_s) - _LATE * place / length_s)


def _levels(samples: Floats, rate: int) -> Doubles:
    """Amplitude in steps of ``_STEP_S``, RMS."""
    step = max(1, round(rate * _STEP_S))
    whole = samples[: len(samples) // step * step].reshape(-1, step)
    power = np.einsum("ij,ij->i", whole, whole).astype(np.float64) / step
    return np.asarray(np.sqrt(np.nan_to_num(power, nan=0.0, posinf=0.0)), np.float64)


def _phrases(downbeats_s: Sequence[float], lead_in: float, latest: float) -> list[float]:
    """Places where a phrase may begin, s: every bar, as nobody knows where the first phrase began."""
    if len(downbeats_s) > _PHRASE_BARS:
        return list(downbeats_s)
    return list(np.arange(lead_in, latest, _PHRASE_S / 4))


def _worth(level: Doubles, place: float, wanted_s: float) -> float:
    """How good an excerpt is, in loudness (1: as the loud parts of the sound)."""
    at = int(place / _STEP_S)
    inside = level[at : at + max(1, int(wanted_s / _STEP_S))]
    phrase = int(_PHRASE_S / _STEP_S)
    opening, before = level[at : at + phrase], level[max(0, at - phrase) : at]
    rise = float(opening.mean()) - float(before.mean() if len(before) else opening.mean())
    return float(inside.mean()) + _STEP_UP * max(0.0, rise)
