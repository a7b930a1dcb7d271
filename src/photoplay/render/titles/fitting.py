"""How large words are set and where their lines end, so that they fit the room they have."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from photoplay.render.titles.breaks import Item, balanced, fewest

#: Each step of shrinking.
STEP = 0.965
#: Below this fraction of the wanted size, words that are still too long for a line are broken up.
BREAK_UP = 0.5
#: What smaller letters and more rows, up to so many, cost beside what lines cost by themselves.
SHRINKING, ROW, MOST_COUNTED = 2.0, 0.06, 4
#: Paragraphs of more words are filled line by line: evening them out takes the square of their number.
MOST_BALANCED = 150
#: How much smaller letters are tried once a size fits.
LOOK_ON = 0.85


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A typed line: its words measured in em, and its size as a fraction of the text's."""

    items: tuple[Item, ...]
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is set: words ``start`` to ``end`` (half-open) of a paragraph."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Room:
    """What there is: width and height, pixels; rows that are not exceeded while letters may still shrink to
    ``smallest`` times the wanted size; distance of baselines in em; what a plate takes beside the words and
    over and under them, in em; the least height of letters, pixels.
    """

    width: float
    height: float
    rows: int
    smallest: float
    leading: float
    beside: float = 0.0
    around: float = 0.0
    least: float = 5.0

    def width_em(self, size: float, scale: float) -> float:
        """The longest line, in em of letters of ``size`` times ``scale``."""
        return max(self.width / size - 2 * self.beside, 0.0) / scale


@dataclass(frozen=True, slots=True)
class Fit:
    """Height of the letters (em), pixels, and the rows."""

    size: float
    rows: tuple[Row, ...]


def fit(
    paragraphs: Sequence[Paragraph], room: Room, wanted: float, *, may_break_up: bool = True
) -> Fit | None:
    """The setting that reads best; None: a word is too long for a line even at ``BREAK_UP`` times the size
    and may be broken up instead, or nothing fits at the least size.

    A smaller size is weighed against better lines, as long as letters shrink by no more than
    ``room.smallest`` and rows do not grow too many. If that is not to be had, so it is from the largest size
    on that fits at all.
    """
    best = _best(paragraphs, room, wanted, room.smallest, max(room.rows, len(paragraphs)))
    size = wanted * room.smallest
    while best is None and size >= min(room.least, wanted * room.smallest):
        if _counts(paragraphs, room, size) is not None:
            best = _best(paragraphs, room, size, LOOK_ON, None)
        elif may_break_up and size < BREAK_UP * wanted and not _words_fit(paragraphs, room, size):
            return None
        size *= STEP
    return best


def _best(
    paragraphs: Sequence[Paragraph], room: Room, wanted: float, smallest: float, most: int | None
) -> Fit | None:
    """The best of all sizes down to ``smallest`` times the wanted one, with at most so many rows."""
    best: Fit | None = None
    least = math.inf
    size = wanted
    while size >= wanted * smallest:
        shrunk = SHRINKING * math.log(wanted / size)
        if shrunk >= least:
            break
        counts = _counts(paragraphs, room, size)
        if counts is not None and (most is None or sum(counts) <= most):
            rows, cost = _rows(paragraphs, room, size, counts)
            cost += shrunk + ROW * min(sum(counts) - len(paragraphs), MOST_COUNTED)
            if cost < least:
                least, best = cost, Fit(size, rows)
        size *= STEP
    return best


def _words_fit(paragraphs: Sequence[Paragraph], room: Room, size: float) -> bool:
    """Whether each word, with what cannot be parted from it, is narrower than a line."""
    return all(
        not paragraph.items or fewest(paragraph.items, room.width_em(size, paragraph.scale)) is not None
        for paragraph in paragraphs
    )


def _counts(paragraphs: Sequence[Paragraph], room: Room, size: float) -> list[int] | None:
    """Rows of each paragraph at this size; None: they do not fit."""
    counts = []
    height = 0.0
    for paragraph in paragraphs:
        count = fewest(paragraph.items, room.width_em(size, paragraph.scale)) if paragraph.items else 1
        if count is None:
            return None
        counts.append(count)
        height += count * room.leading * size * paragraph.scale
    return counts if height + 2 * room.around * size <= room.height else None


def _rows(
    paragraphs: Sequence[Paragraph], room: Room, size: float, counts: Sequence[int]
) -> tuple[tuple[Row, ...], float]:
    """The rows, and how good they are: see ``breaks.balanced``."""
    rows: list[Row] = []
    total = 0.0
    for index, (paragraph, count) in enumerate(zip(paragraphs, counts, strict=True)):
        width = room.width_em(size, paragraph.scale)
        starts, cost = [0], 0.0
        if count > 1:
            found = balanced(paragraph.items, width, count) if len(paragraph.items) <= MOST_BALANCED else None
            starts, cost = found if found is not None else (_greedy(paragraph.items, width), 1.0)
        total += cost
        ends = [*starts[1:], len(paragraph.items)]
        rows += [Row(index, start, end) for start, end in zip(starts, ends, strict=True)]
    return tuple(rows), total


def _greedy(items: Sequence[Item], width: float) -> list[int]:
    """Rows filled one after the other; for what cannot be evened out."""
    starts, used = [0], 0.0
    for index, item in enumerate(items):
        step = item.width + (item.space if used else 0.0)
        if used and used + step > width:
            starts.append(index)
            used = item.width
        else:
            used += step
    return starts
