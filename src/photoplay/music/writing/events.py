"""Notes before they are humanised: counted in steps of the piece."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """A note or stroke.

    Attributes:
        at: Step of the piece at which it begins.
        length: In steps, > 0.
        pitch: MIDI number, or a drum's key.
        velocity: As written; the section's dynamics come on top.
        late_s: After the step: strums and rolls.
    """

    at: float
    length: float
    pitch: int
    velocity: float
    late_s: float = 0.0
