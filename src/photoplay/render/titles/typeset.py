"""Words as pixels: a text set in type for a canvas, with the place of every word.

A text is measured first, word by word, so that lines can be broken well and letters made to fit; then it is
drawn. Typst keeps threads after that, and a fork of such a process hangs: call ``prepare`` before a
fork, and ``typeset`` only after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photoplay.render.layout import Box, place, reads_from_right, safe_zone
from photoplay.render.titles.fitting import Fit, Paragraph
from photoplay.render.titles.fonts import Library, library
from photoplay.render.titles.ink import cut_out, decoded, extent, graded, laid_over, rgb, shadow_of, tiles
from photoplay.render.titles.measure import Measure, fitted, thai_breaks
from photoplay.render.titles.press import Mark, SetLine, Sheet, press
from photoplay.render.titles.quotes import with_quotes
from photoplay.render.titles.runs import (
    HYPHEN_EM,
    Line,
    Unit,
    hyphenated,
    in_context,
    is_parted,
    lines_of,
    scripts_in,
)
from photoplay.render.titles.scripts import clean, clusters, language_of
from photoplay.render.titles.style import TypeStyle, style_of
from photoplay.timeline.lettering import Lettering

U8 = NDArray[np.uint8]
Size = tuple[int, int]
#: Room around the words on a page at first, in em; more is taken when ink reaches its edge.
MARGIN_EM = 0.35
#: How far a shadow falls, in em.
SHADOW_DOWN = 0.035


@dataclass(frozen=True, slots=True)
class TitleSpec:
    """All that the picture of a text depends on.

    Attributes:
        text: As typed.
        lettering: How it is set.
        canvas: Size of the picture, pixels.
        language: A hint such as "zh-TW" or "ja"; may be empty.
    """

    text: str
    lettering: Lettering
    canvas: Size
    language: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the raster. Boxes of all words tile it: no ink lies outside of them.

    Attributes:
        text: As drawn.
        box: Left, top, right, bottom, pixels of the raster, half-open.
        line: Its row, from 0.
        clusters: How many grapheme clusters it has.
        right_to_left: How it is read.
    """

    text: str
    box: tuple[int, int, int, int]
    line: int
    clusters: int
    right_to_left: bool


@dataclass(frozen=True, slots=True, eq=False)
class Typeset:
    """A text, drawn.

    Attributes:
        ink: uint8 (H, W, 4), straight sRGB RGBA: letters with outline and shadow; (0, 0, 4): nothing to draw.
        plate: The same for what lies behind them; None: nothing.
        origin: Place of the raster's corner on the canvas, pixels.
        words: In the order of reading.
        lines: How many rows.
        size_px: Height of the letters (em) after shrinking.
        missing: Characters that no font has; they are left out.
        notes: What the person should know, in sentences.
        box: Where the text stands on the canvas, pixels: its lines and its plate, as ``layout.place`` placed
            them, without outline and shadow.
    """

    ink: U8
    plate: U8 | None
    origin: tuple[int, int]
    words: tuple[Word, ...]
    lines: int
    size_px: float
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    box: Box = Box(0, 0, 0, 0)


def prepare() -> None:
    """Opens the fonts, so that forks of this process need not. Compiles nothing."""
    press(library())


def missing_characters(text: str, fonts: Library | None = None) -> tuple[str, ...]:
    """Characters of a text that no font has, each once, in their order. Draws nothing."""
    return lines_of(clean(text), fonts or library(), "Photoplay Sans")[1]


def typeset(spec: TitleSpec, fonts: Library | None = None) -> Typeset:
    """Sets a text for its canvas; it stays inside the safe zone.

    Args:
        fonts: None: those of this process.

    Raises:
        RenderError: It cannot be set.
    """
    fonts = fonts or library()
    text = clean(spec.text)
    text = with_quotes(text, spec.language or language_of(text))
    style = style_of(spec.lettering, text, spec.canvas, fonts)
    measure = Measure(style, fonts)
    typed, missing = lines_of(
        text, fonts, style.family, spec.language, lambda token: thai_breaks(token, measure)
    )
    lines: Sequence[Line] = typed
    nothing = Typeset(np.zeros((0, 0, 4), np.uint8), None, (0, 0), (), 0, 0.0, missing, style.notes)
    if not any(line.units for line in lines):
        return nothing
    wanted = style.size_px
    for _ in range(3):
        lines, paragraphs, found = fitted(lines, wanted, style, measure)
        drawn, over = Composed(lines, paragraphs, found, style, measure).drawn(spec.canvas)
        if over <= 1.0:
            break
        wanted = found.size / over
    if not drawn.ink[..., 3].any():  # marks of direction alone
        return nothing
    return replace(drawn, missing=missing, notes=style.notes)


class Composed:
    """A text whose size and rows are settled, on its way to pixels."""

    def __init__(
        self,
        lines: Sequence[Line],
        paragraphs: Sequence[Paragraph],
        found: Fit,
        style: TypeStyle,
        measure: Measure,
    ) -> None:
        self.lines, self.rows, self.style, self.measure = lines, found.rows, style, measure
        parted = [row for row in found.rows if is_parted(lines[row.paragraph], row.end)]
        for row in parted:
            self.lines = [
                hyphenated(line, row.end) if index == row.paragraph else line
                for index, line in enumerate(self.lines)
            ]
        self.size = found.size
        self.sizes = [found.size * style.scale(row.paragraph) for row in found.rows]
        self.ascent, self.descent = style.reach(scripts_in(lines))
        widths = []
        for row, size in zip(found.rows, self.sizes, strict=True):
            items = paragraphs[row.paragraph].items[row.start : row.end]
            em = sum(item.width for item in items) + sum(item.space for item in items[1:])
            widths.append(size * (em + HYPHEN_EM * (row in parted)))
        self.width = int(np.ceil(max(widths)))
        leading = style.leading(scripts_in(lines))
        down, self.baselines = 0.0, []
        for index, size in enumerate(self.sizes):
            # A smaller line under a larger one keeps some of the larger one's distance.
            above = self.sizes[index - 1] - size if index else 0.0
            down += size * (leading if index else self.ascent) + 0.75 * max(above, 0.0)
            self.baselines.append(float(round(down)))
        self.height = round(self.baselines[-1] + self.descent * self.sizes[-1])

    def _sheet(self, margin: int, hidden: str = "") -> Sheet:
        """The pages to draw, with a margin on all sides of the words, pixels."""
        style = self.style
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line.units))
        rows = []
        for row, size, baseline in zip(self.rows, self.sizes, self.baselines, strict=True):
            line = self.lines[row.paragraph]
            units, first = in_context(line, row.start, row.end), starts[row.paragraph] + row.start
            weight = style.weight(row.paragraph)
            rows.append(
                SetLine(units, first, margin + baseline, size, weight, style.align, line.right_to_left)
            )
        # The column is a little wider than the words: what was measured may be short by a rounding.
        slack = 2.0
        left = margin - {"left": 0.0, "center": slack / 2, "right": slack}[style.align]
        more = style.more(self.size, (margin, margin, self.width, self.height))
        page = (self.width + 2 * margin, self.height + 2 * margin)
        return Sheet(
            rows, page, left, self.width + slack, style.family, style.color, style.layers(), style.is_tabular,
            hidden, more,
        )  # fmt: skip

    def drawn(self, canvas: Size) -> tuple[Typeset, float]:
        """The text on its canvas, and how many times larger than the safe zone it is (1: it is not)."""
        margin = int(np.ceil(MARGIN_EM * self.size + self.style.spread(self.size))) + 2
        for _ in range(4):  # stacks of marks may reach further than any margin thought of before
            letters, plate, marks = self._layers(margin)
            found = extent(letters[..., 3])
            height, width = letters.shape[:2]
            if found is None or (found[0] > 0 and found[1] > 0 and found[2] < width and found[3] < height):
                break
            margin *= 2
        return self._placed(letters, plate, marks, margin, canvas)

    def _layers(self, margin: int) -> tuple[U8, U8 | None, list[Mark]]:
        """Letters with their outline, what lies behind them, and where words stand."""
        style, lettering = self.style, self.style.lettering
        press = self.measure.press_for(self.lines)
        sheet = self._sheet(margin, hidden="emoji" if lettering.gradient else "")
        pages = dict(zip(sheet.layers, map(decoded, press.pixels(style.role, sheet)), strict=True))
        # What is hidden has no marks either.
        marks = press.marks(style.role, replace(sheet, hidden=""))
        letters = pages["letters"]
        if lettering.gradient:
            bands = [
                (margin + baseline - 0.73 * size, margin + baseline)
                for baseline, size in zip(self.baselines, self.sizes, strict=True)
            ]
            letters = graded(letters, bands, rgb(lettering.gradient[0]), rgb(lettering.gradient[1]))
            if "emoji" in scripts_in(self.lines):
                pictures = replace(self._sheet(margin, hidden="letters"), layers=("letters",))
                letters = laid_over(letters, decoded(press.pixels(style.role, pictures)[0]))
        if "outline" in pages:
            letters = laid_over(letters, pages["outline"])
        return letters, pages.get("plate"), marks

    def _placed(
        self, letters: U8, plate: U8 | None, marks: Sequence[Mark], margin: int, canvas: Size
    ) -> tuple[Typeset, float]:
        inked = extent(letters[..., 3]) or (margin, margin, margin + 1, margin + 1)
        behind = extent(plate[..., 3]) if plate is not None else None
        solid = _joined(inked, behind)
        # Lines are placed by their height, not by what their letters happen to reach; but ink stays inside.
        block = _joined((inked[0], margin, inked[2], margin + self.height), behind)
        left, top = place((block[2] - block[0], block[3] - block[1]), self.style.position, canvas)
        x, y = round(left) - block[0], round(top) - block[1]
        zone = safe_zone(canvas)
        over = max((solid[2] - solid[0]) / zone.width, (solid[3] - solid[1]) / zone.height)
        x += _shift(x + solid[0], x + solid[2], zone.x0, zone.x1)
        y += _shift(y + solid[1], y + solid[3], zone.y0, zone.y1)
        kept = _joined(self._shaded(inked), behind)
        ink = cut_out(letters, kept)
        words = self._words(np.ascontiguousarray(ink[..., 3]), marks, kept, margin)
        found = Typeset(
            self._with_shadow(ink), None if plate is None else cut_out(plate, kept), (x + kept[0], y + kept[1]),
            words, len(self.rows), self.size, box=Box(x + block[0], y + block[1], x + block[2], y + block[3]),
        )  # fmt: skip
        return found, over

    def _shaded(self, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        """The box with room for the shadow of what is in it."""
        shadow = self.style.shadow
        if shadow is None:
            return box
        reach, down = int(np.ceil(2.6 * shadow.blur * self.size)) + 1, round(SHADOW_DOWN * self.size)
        return box[0] - reach, box[1] - max(reach - down, 0), box[2] + reach, box[3] + reach + down

    def _with_shadow(self, ink: U8) -> U8:
        shadow = self.style.shadow
        if shadow is None:
            return ink
        alpha = np.ascontiguousarray(ink[..., 3])
        sigma, down = shadow.blur * self.size, round(SHADOW_DOWN * self.size)
        return laid_over(ink, shadow_of(alpha, rgb(shadow.color), shadow.opacity, sigma, down))

    def _words(
        self, alpha: U8, marks: Sequence[Mark], kept: tuple[int, int, int, int], margin: int
    ) -> tuple[Word, ...]:
        row_of: dict[int, int] = {}
        units: dict[int, Unit] = {}
        rtl: dict[int, bool] = {}
        number = 0
        for line in self.lines:
            for unit in line.units:
                units[number], rtl[number] = unit, line.right_to_left
                number += 1
        starts = np.cumsum([0, *(len(line.units) for line in self.lines)])
        for index, row in enumerate(self.rows):
            for unit_index in range(row.start, row.end):
                row_of[int(starts[row.paragraph]) + unit_index] = index
        moved = [
            replace(mark, left=mark.left - kept[0], right=mark.right - kept[0])
            for mark in marks
            if mark.kind == 1
        ]
        by_row: list[list[Mark]] = [[] for _ in self.rows]
        for mark in moved:
            by_row[row_of[mark.number]].append(mark)
        filled = [index for index, row in enumerate(by_row) if row]
        boxes = tiles(
            alpha,
            [by_row[index] for index in filled],
            [margin + self.baselines[index] - kept[1] for index in filled],
            [self.sizes[index] for index in filled],
        )
        words = []
        for number in sorted(boxes):
            text = "".join(piece.text for piece in units[number].pieces)
            reads = reads_from_right(text) or (rtl[number] and not any(map(str.isalpha, text)))
            words.append(Word(text, boxes[number], filled.index(row_of[number]), len(clusters(text)), reads))
        return tuple(words)


def _joined(
    box: tuple[int, int, int, int], other: tuple[int, int, int, int] | None
) -> tuple[int, int, int, int]:
    if other is None:
        return box
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


def _shift(start: int, end: int, low: float, high: float) -> int:
    """How far to move a stretch so that it lies between two bounds; what is longer is centred."""
    if end - start > high - low:
        return round((low + high) / 2 - (start + end) / 2)
    if start < low:
        return int(np.ceil(low - start))
    return int(np.floor(high - end)) if end > high else 0


__all__ = ["Lettering", "TitleSpec", "Typeset", "Word", "missing_characters", "prepare", "typeset"]
