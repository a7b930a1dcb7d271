"""How wide words are, and with that: where lines end and how large letters are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photoplay.errors import NotDrawable
from photoplay.render.titles.breaks import Item
from photoplay.render.titles.fitting import Fit, Paragraph, fit
from photoplay.render.titles.fonts import Library
from photoplay.render.titles.press import Press, SetLine, Sheet, press
from photoplay.render.titles.runs import Line, Piece, Unit, broken_up, scripts_in
from photoplay.render.titles.scripts import clusters
from photoplay.render.titles.style import TypeStyle

#: Letters are measured at this size, pixels, and words too long for a line broken up after so many clusters.
MEASURE_PX, MOST_CLUSTERS = 100.0, 12


class Measure:
    """Widths of words, by drawing them without pixels."""

    def __init__(self, style: TypeStyle, fonts: Library) -> None:
        self.style, self.fonts = style, fonts

    def press_for(self, lines: Sequence[Line]) -> Press:
        families = {piece.family for line in lines for unit in line.units for piece in unit.pieces}
        return press(
            self.fonts, with_system=not all(map(self.fonts.is_shipped, families | {self.style.family}))
        )

    def paragraphs(self, lines: Sequence[Line]) -> list[Paragraph]:
        """Every typed line with the widths of its words in em."""
        rows, first = [], 0
        for index, line in enumerate(lines):
            weight = self.style.weight(index)
            rows.append(
                SetLine(line.units, first, MEASURE_PX, MEASURE_PX, weight, "left", line.right_to_left)
            )
            first += len(line.units)
        sheet = Sheet(rows, (1e6, 1e3), 0.0, 1e6, self.style.family, is_tabular=self.style.is_tabular)
        widths: dict[tuple[int, int], float] = {}
        for mark in self.press_for(lines).marks(self.style.role, sheet):
            key = mark.number, mark.kind
            widths[key] = widths.get(key, 0.0) + (mark.right - mark.left) / MEASURE_PX
        found, first = [], 0
        for index, line in enumerate(lines):
            items = []
            for number, unit in enumerate(line.units, first):
                width, space = widths.get((number, 1), 0.0), widths.get((number, 2), 0.0)
                items.append(Item(width, space, unit.cost, len(unit.text) < 12))
            first += len(line.units)
            found.append(Paragraph(tuple(items), self.style.scale(index)))
        return found


def thai_breaks(token: str, measure: Measure) -> frozenset[int]:
    """Where words end in a run of Thai, as indices into it. Typst knows words; on a column without width it
    ends a line after each.
    """
    pieces = clusters(token)
    units = [Unit(one, (Piece(one, "Photoplay Thai", "th", "thai"),)) for one in pieces]
    sheet = Sheet([SetLine(units, 0, 10.0, 10.0, 400, "left", False)], (1e4, 1e4), 0.0, 1.0, "Photoplay Thai")
    lefts = {mark.number: mark.left for mark in press(measure.fonts).marks(measure.style.role, sheet)}
    found, position, last = set(), 0, -1.0
    for index, one in enumerate(pieces):
        left = lefts.get(index, last + 1)
        if position and left <= last:
            found.add(position)
        last = left
        position += len(one)
    return frozenset(found)


def fitted(
    lines: Sequence[Line], wanted: float, style: TypeStyle, measure: Measure
) -> tuple[Sequence[Line], Sequence[Paragraph], Fit]:
    """The lines, with words too long for any of them broken up; their widths; and how they fit."""
    room = style.room(scripts_in(lines))
    most = MOST_CLUSTERS
    while True:
        paragraphs = measure.paragraphs(lines)
        found = fit(paragraphs, room, wanted, may_break_up=most > 0)
        if found is not None:
            return lines, paragraphs, found
        if most < 1:
            told = "".join(piece.text for line in lines for unit in line.units for piece in unit.pieces)[:40]
            raise NotDrawable(
                f"The text “{told}…” is too long for the picture. Shorten it or split it in two."
            )
        lines = [
            replace(line, units=tuple(part for unit in line.units for part in _shortened(unit, most)))
            for line in lines
        ]
        most //= 2


def _shortened(unit: Unit, most: int) -> Sequence[Unit]:
    return (
        broken_up(unit, most) if sum(len(clusters(piece.text)) for piece in unit.pieces) > most else (unit,)
    )
