"""Playing by hand: no two strokes fall, or sound, quite the same."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.music.chance import Chance
from photoplay.music.score import Note
from photoplay.music.writing.events import Event
from photoplay.music.writing.grid import Grid

_SHORTEST_S = 0.03
#: Relative standard deviation of velocities.
_TOUCH = 0.05


def played(
    events: Sequence[Event], grid: Grid, timing_ms: float, late_ms: float, chance: Chance
) -> tuple[Note, ...]:
    """Events as notes in seconds, with a player's deviations.

    Args:
        events: In any order.
        grid: Of the piece.
        timing_ms: Standard deviation of beginnings; none strays further than three of them.
        late_ms: By which the player is behind the beat.
        chance: Of this player.
    """
    notes = []
    for one in events:
        plain = grid.seconds(one.at)
        start = max(0.0, plain + one.late_s + (late_ms + chance.normal(timing_ms)) / 1000.0)
        length = max(_SHORTEST_S, grid.seconds(one.at + one.length) - plain)
        velocity = min(1.0, max(0.02, one.velocity * (1.0 + chance.normal(_TOUCH))))
        if start + _SHORTEST_S < grid.duration_s:
            notes.append(Note(start, min(length, grid.duration_s - start), float(one.pitch), velocity))
    return tuple(sorted(notes, key=lambda note: (note.start_s, note.pitch)))
