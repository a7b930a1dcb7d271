"""What a picture's colours depend on, resolved to numbers: a clip's looks, and what its photo needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.media.record import MediaRecord, Tone
from photoplay.render.looks.table import LOOK_TABLE, Row
from photoplay.timeline.keys import path_of
from photoplay.timeline.model import Look

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One treatment of colours.

    Attributes:
        look: Name of the row in ``LOOK_TABLE`` whose function is applied.
        values: What it is given: the amount (0–1 or −1–1), or what was resolved from the picture's tone.
        sha256: Digest of the file with a table of colours; empty without.
    """

    look: str
    values: tuple[float, ...]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """All that is done to a picture's colours.

    Attributes:
        steps: Treatments of each sample's colour, in order.
        sharpen: −1 (soft) to 1.
        glow: Soft light around what is bright, 0–1.
        halation: The same in red, as on film, 0–1.
        grain: Of film, moving, 0–1.
        vignette: −1 (brighter corners) to 1 (darker).
    """

    steps: tuple[Step, ...] = ()
    sharpen: float = 0.0
    glow: float = 0.0
    halation: float = 0.0
    grain: float = 0.0
    vignette: float = 0.0

    @property
    def is_lively(self) -> bool:
        """Whether it changes from frame to frame, as grain does."""
        return self.grain > 0

    @property
    def digests(self) -> tuple[str, ...]:
        """SHA-256 of the files that it needs."""
        return tuple(sorted({step.sha256 for step in self.steps if step.sha256}))


def grade_of(
    looks: Sequence[Look], tone: Tone | None, luts: Mapping[str, MediaRecord], field: str = ""
) -> Grade | None:
    """The looks of a clip for one picture; None when they change nothing.

    Args:
        looks: In order.
        tone: Of the picture; without it, ``auto`` and ``match`` do nothing.
        luts: Records by asset id, for looks with a table in a file.
        field: Path of the looks in the draft, for errors.

    Raises:
        InvalidTimeline: The file of a table is not among ``luts``.
        NotDrawable: The file is no table.
    """
    steps: list[Step] = []
    for index, look in enumerate(looks):
        row = LOOK_TABLE[look.type]
        values = row.resolve(look, tone)
        if row.colour is None or values is None:
            continue
        sha256 = _lut(look, luts, path_of(f"{field}[{index}]", "source")) if row.takes_file else ""
        steps.append(Step(look.type, tuple(round(value, _DIGITS) for value in values), sha256))
    spatial = ("sharpen", "glow", "halation", "grain", "vignette")
    grade = Grade(tuple(steps), *(_sum(looks, name) for name in spatial))
    return None if grade == Grade() else grade


def _sum(looks: Sequence[Look], name: str) -> float:
    """A spatial effect of all looks together, no stronger than one alone can be."""
    rows: list[tuple[Row, Look]] = [(LOOK_TABLE[look.type], look) for look in looks]
    total: float = sum(getattr(row, name) * look.amount / 100 for row, look in rows)
    return round(min(max(total, -1.0), 1.0), _DIGITS)


def _lut(look: Look, luts: Mapping[str, MediaRecord], field: str) -> str:
    record = luts.get(look.source or "")
    if record is None:
        raise InvalidTimeline(f"A look needs the file {look.source or '?'}, which is not here.", field=field)
    if record.kind != "lut":
        raise NotDrawable(
            f"“{record.name}” is no table of colours. Choose a .cube file for this look.", field=field
        )
    return record.sha256
