"""What an instrument is told of one note, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Tone:
    """One note as its instrument sees it.

    Attributes:
        pitch: MIDI number; of drums, the General MIDI key.
        velocity: 0–1.
        held_s: From the attack until the player lets go.
        take: A whole number that differs from stroke to stroke, for what varies by chance.
        is_tied: It follows the note before at once, without a new attack.
    """

    pitch: float
    velocity: float
    held_s: float
    take: int = 0
    is_tied: bool = False


@dataclass(frozen=True, slots=True)
class Played:
    """The sound of one note.

    Attributes:
        wave: float32 (channels, n), one channel or two; may be shared, and is not written to.
        gain: To be applied.
        release_s: Time to fall by 60 dB once let go; 0: it rings, or the wave holds its own end.
        pan: Added to the player's place, −1 to 1.
    """

    wave: NDArray[np.float32]
    gain: float = 1.0
    release_s: float = 0.0
    pan: float = 0.0


#: How an instrument plays one note: at so many samples per second.
Voice = Callable[[Tone, int], Played]

#: Steps of velocity at which the colour of a struck sound is made anew; its level is exact.
COLOURS = 6


def loudness(velocity: float) -> float:
    """Amplitude of a velocity: 31 dB from 0.125 to 1, about as keyboards have it."""
    return float(max(velocity, 0.0) ** 1.7)


def colour_of(velocity: float) -> float:
    """The velocity, 0–1, at the middle of its step: sounds of one step are made once."""
    step = min(COLOURS - 1, int(max(velocity, 0.0) * COLOURS))
    return (step + 0.5) / COLOURS
