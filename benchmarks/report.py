"""Lines of a benchmark: what was measured, its figure, its goal, and whether it is met."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table.

    Attributes:
        name: What was measured.
        value: The figure.
        unit: Its unit, or empty.
        most, least: The goal: no more than, no less than; None where there is none.
        note: How it came about, in a few words.
    """

    name: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        if self.most is None and self.least is None:
            return None
        above = self.least is None or self.value >= self.least
        return above and (self.most is None or self.value <= self.most)

    @property
    def goal(self) -> str:
        bounds = [f"≥ {self.least:.4g}"] if self.least is not None else []
        return " and ".join(bounds + ([f"≤ {self.most:.4g}"] if self.most is not None else []))


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of equally many cells as text in columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def table(lines: Sequence[Line]) -> str:
    """The lines as text, aligned."""
    met = {True: "met", False: "MISSED", None: ""}
    rows = [["", "figure", "goal", "", ""]]
    for line in lines:
        figure = f"{line.value:.4g} {line.unit}".rstrip()
        rows.append([line.name, figure, line.goal, met[line.is_met], line.note])
    return aligned(rows)


def save(path: Path | None, lines: Sequence[Line], facts: dict[str, object]) -> None:
    """Writes lines and facts as JSON, if a path is given."""
    if path is not None:
        rows = [{**asdict(line), "is_met": line.is_met} for line in lines]
        path.write_text(json.dumps({**facts, "lines": rows}, indent=1, ensure_ascii=False) + "\n")
