"""Which moments of a film a shot shows: a pure rule from a shot's own time to the film's."""

from __future__ import annotations

from dataclasses import dataclass

#: A picture counts as begun this long before its time: containers round times to whole milliseconds, µs.
TOLERANCE_US = 2_000


@dataclass(frozen=True, slots=True)
class Footage:
    """The part of a film that a clip uses. How long it is does not matter: the beginning stays the same.

    Attributes:
        start_ms: Where in the film the clip begins: ``reverse``, the end of its part.
        end_ms: Where the film ends; beyond, its last picture stands.
        speed: Film time a shot's time, > 0.
        reverse: Whether it runs backwards.
        freeze: Whether it stands at ``start_ms``.
    """

    start_ms: int
    end_ms: int
    speed: float = 1.0
    reverse: bool = False
    freeze: bool = False

    def moment_us(self, seconds: float, fps: int) -> int:
        """The film's time at which a frame begins, as it is seen under transitions too.

        Backwards, a frame shows what the frame that ends at its moment shows forwards: so the same part
        shows the same pictures both ways, the last one first.

        Args:
            seconds: When the frame begins, from the shot's start; may be before it, or after its end.
            fps: Frames a second.

        Returns:
            Microseconds from the film's first picture, within the film.
        """
        if self.freeze:
            place = self.start_ms * 1000.0
        elif self.reverse:
            place = self.start_ms * 1000.0 - (seconds + 1 / fps) * self.speed * 1e6
        else:
            place = self.start_ms * 1000.0 + seconds * self.speed * 1e6
        return round(min(max(place, 0.0), self.end_ms * 1000.0))
