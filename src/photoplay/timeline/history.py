"""Undo and redo: a list of timelines and a place in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from photoplay.errors import InvalidEdit
from photoplay.timeline.model import Timeline

MAX_STEPS = 100


@dataclass(frozen=True, slots=True)
class History:
    """What was, what is, and what was taken back. Pushing forgets what was taken back.

        past ← | A | B |  present | C |  future → | D |

    Attributes:
        present: The timeline that is shown.
        past: Earlier timelines, the latest last; at most ``MAX_STEPS``, the oldest fall off.
        future: Timelines taken back, the next one to redo last.
    """

    present: Timeline = field(default_factory=Timeline)
    past: tuple[Timeline, ...] = ()
    future: tuple[Timeline, ...] = ()

    @property
    def undo_steps(self) -> int:
        return len(self.past)

    @property
    def redo_steps(self) -> int:
        return len(self.future)

    def push(self, timeline: Timeline) -> History:
        """Make one step. An equal timeline is no step and changes nothing."""
        if timeline == self.present:
            return self
        return History(timeline, (*self.past, self.present)[-MAX_STEPS:])

    def undo(self) -> History:
        """Go one step back; ids come back with it.

        Raises:
            InvalidEdit: There is nothing to take back.
        """
        if not self.past:
            raise InvalidEdit("There is nothing to undo.")
        return History(self.past[-1], self.past[:-1], (*self.future, self.present))

    def redo(self) -> History:
        """Go one step forward again.

        Raises:
            InvalidEdit: Nothing was taken back.
        """
        if not self.future:
            raise InvalidEdit("There is nothing to redo.")
        return History(self.future[-1], (*self.past, self.present), self.future[:-1])
