"""Form: the sections of a piece, how full each is, and how high."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from photoplay.music.writing.style import Style

#: Kind of section -> energy the first time and when it comes again, 0–1.
_ARC: Mapping[str, tuple[float, float]] = {
    "intro": (0.3, 0.3),
    "a": (0.55, 0.7),
    "b": (0.85, 1.0),
    "bridge": (0.4, 0.45),
    "ending": (0.75, 0.75),
}
#: Bars -> sections, for pieces too short for a cycle.
_SMALL: Mapping[int, tuple[tuple[str, int], ...]] = {
    0: (("ending", 0),),
    1: (("ending", 1),),
    2: (("a", 2), ("ending", 0)),
    3: (("a", 2), ("ending", 1)),
    4: (("a", 2), ("ending", 2)),
    5: (("intro", 1), ("a", 2), ("ending", 2)),
    6: (("intro", 1), ("a", 2), ("b", 2), ("ending", 1)),
    7: (("intro", 1), ("a", 2), ("b", 2), ("ending", 2)),
    8: (("intro", 2), ("a", 2), ("b", 2), ("ending", 2)),
    9: (("intro", 1), ("a", 4), ("b", 2), ("ending", 2)),
    10: (("intro", 2), ("a", 4), ("b", 2), ("ending", 2)),
    11: (("intro", 1), ("a", 4), ("b", 4), ("ending", 2)),
    12: (("intro", 2), ("a", 4), ("b", 4), ("ending", 2)),
    13: (("intro", 2), ("a", 4), ("b", 4), ("ending", 3)),
    14: (("intro", 2), ("a", 4), ("b", 4), ("ending", 4)),
    15: (("intro", 3), ("a", 4), ("b", 4), ("ending", 4)),
    16: (("intro", 4), ("a", 4), ("b", 4), ("ending", 4)),
    17: (("intro", 2), ("a", 4), ("b", 4), ("a", 4), ("ending", 3)),
    18: (("intro", 2), ("a", 4), ("b", 4), ("a", 4), ("ending", 4)),
    19: (("intro", 3), ("a", 4), ("b", 4), ("a", 4), ("ending", 4)),
}
_CYCLE = ("a", "b", "a", "b", "bridge")
#: From so many bars on, sections have eight.
_LONG_BARS = 44
_LIFTED_BARS = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A section, counted in bars.

    Attributes:
        name: "intro", "a", "b", "bridge" or "ending".
        first_bar: Where it begins.
        bars: How long it is; the ending may have none, it rings.
        energy: How full it is, 0–1.
        lift: Semitones above the piece's key.
        index: Which of the piece's sections this is, from 0.
    """

    name: str
    first_bar: int
    bars: int
    energy: float
    lift: int
    index: int

    @property
    def end_bar(self) -> int:
        return self.first_bar + self.bars


def passages(style: Style, bars: int) -> tuple[Passage, ...]:
    """The sections of a piece of so many bars before its last chord."""
    arc = {**_ARC, **style.arc}
    told: list[Passage] = []
    seen: set[str] = set()
    first, lifted_from = 0, _lifted_from(style, bars)
    for index, (name, length) in enumerate(_SMALL.get(bars) or _cycled(bars)):
        lift = style.lift if first >= lifted_from else 0
        told.append(Passage(name, first, length, arc[name][name in seen], lift, index))
        seen.add(name)
        first += length
    return tuple(told)


def _cycled(bars: int) -> tuple[tuple[str, int], ...]:
    """Intro, cycles of verses and choruses with bridges, ending."""
    unit = 8 if bars >= _LONG_BARS else 4
    ending, intro = 4, 2 if bars < _LONG_BARS else 4
    count, left = divmod(bars - intro - ending, unit)
    intro += left % 2
    told = [(_CYCLE[at % len(_CYCLE)], unit) for at in range(count)]
    if left > 1:
        told.insert(
            count - count % len(_CYCLE) if count >= len(_CYCLE) else count - 1, ("bridge", left - left % 2)
        )
    return (("intro", intro), *told, ("ending", ending))


def _lifted_from(style: Style, bars: int) -> float:
    """The bar from which a long piece is higher: about its last quarter, where a cycle begins."""
    if not style.lift or bars < _LIFTED_BARS:
        return float("inf")
    first, at = 0, float("inf")
    for name, length in _cycled(bars):
        if name == "b" and first < 0.8 * bars:
            at = first
        first += length
    return at
