"""Typst, called at one place: words and places in, pages of pixels and the places of words out.

Each role of a text has a document in ``data/titles``. What is typed goes to it as JSON, so that ``#``,
``$``, ``*`` and ``\\`` are drawn as they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from photoplay.errors import RenderError
from photoplay.render.titles.fonts import Library
from photoplay.render.titles.runs import Unit

FOLDER = Path(__file__).parents[2] / "data" / "titles"
_LANGUAGES = {"zh-Hans": ("zh", "CN"), "zh-Hant": ("zh", "TW"), "ja": ("ja", "JP"), "ko": ("ko", "KR")}
#: Scripts that may be set looser or tighter; others join their letters.
_SPACED = frozenset(("latin", "greek", "cyrillic", "common"))
_TOKEN = re.compile(r"<g\b([^>]*)>|</g>|<path\b([^>]*)>")
_MOVED = re.compile(r"translate\(([-0-9.e]+)[ ,]+([-0-9.e]+)\)")
_MATRIX = re.compile(r"matrix\(([-0-9.e ,]+)\)")
_MARKED = re.compile(r'fill="#([0-9a-f]{6})00"')
_ACROSS = re.compile(r"h ?([-0-9.e]+)")


@dataclass(frozen=True, slots=True)
class SetLine:
    """A row for the press.

    Attributes:
        units: Its words.
        first: Number of the first of them among all words.
        baseline: Pixels from the page's top.
        size: Height of the letters (em), pixels.
        weight: 100–900.
        align: "left", "center" or "right" within the column.
        right_to_left: Which way the row is read.
    """

    units: Sequence[Unit]
    first: int
    baseline: float
    size: float
    weight: int
    align: str
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages of one size, one for each layer ("letters", "outline", "plate").

    Attributes:
        size: Of a page, pixels.
        left, width: Column of the words.
        family: Font of spaces between words.
        color: "#rrggbb" of the letters.
        is_tabular: Whether digits are all equally wide.
        hidden: "emoji" or "letters": what keeps its place and is not drawn.
        more: What layers need: "outline", "plate", "block", "accent".
    """

    lines: Sequence[SetLine]
    size: tuple[float, float]
    left: float
    width: float
    family: str
    color: str = "#ffffff"
    layers: Sequence[str] = ("letters",)
    is_tabular: bool = False
    hidden: str = ""
    more: Mapping[str, Any] | None = None

    def told(self) -> dict[str, Any]:
        return {
            "family": self.family,
            "color": self.color,
            "tabular": self.is_tabular,
            "width": self.size[0],
            "height": self.size[1],
            "layers": list(self.layers),
            "hidden": self.hidden,
            "lines": [self._line(line) for line in self.lines],
            **(self.more or {}),
        }

    def _line(self, line: SetLine) -> dict[str, Any]:
        return {
            "x": self.left,
            "y": line.baseline,
            "width": self.width,
            "size": line.size,
            "weight": line.weight,
            "align": line.align,
            "rtl": line.right_to_left,
            "words": [
                _word(unit, line.first + index, is_first=index == 0) for index, unit in enumerate(line.units)
            ],
        }


def _word(unit: Unit, number: int, *, is_first: bool) -> dict[str, Any]:
    pieces = []
    for piece in unit.pieces:
        language, region = _LANGUAGES.get(piece.language, (piece.language, None))
        pieces.append(
            {
                "text": piece.text,
                "family": piece.family,
                "lang": language,
                "region": region,
                "script": piece.script,
                "spaced": piece.script in _SPACED,
            }
        )
    return {
        "number": number,
        "spaces": "" if is_first else unit.spaces.replace("\u3000", "  "),
        "pieces": pieces,
    }


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a word (kind 1) or the space before one (kind 2) stands on a page: pixels."""

    number: int
    kind: int
    left: float
    right: float
    top: float


class Press:
    """A Typst compiler with the fonts of a library.

    Typst keeps threads after compiling, and a fork of such a process hangs. Making a press starts none.
    """

    def __init__(self, fonts: Library, *, with_system: bool) -> None:
        told = fonts.all_fonts if with_system else fonts.shipped_fonts
        self._compiler = typst.Compiler(root=str(FOLDER), font_paths=told, ignore_system_fonts=True)

    def pixels(self, role: str, sheet: Sheet) -> list[bytes]:
        """A PNG for each layer."""
        return self._compiled(role, sheet, "png")

    def marks(self, role: str, sheet: Sheet) -> list[Mark]:
        """Where the words of the first layer stand. Cheap after ``pixels`` of the same sheet."""
        return marks_of(self._compiled(role, sheet, "svg")[0])

    def _compiled(self, role: str, sheet: Sheet, form: Any) -> list[bytes]:
        try:
            found = self._compiler.compile(
                str(FOLDER / f"{role}.typ"),
                format=form,
                ppi=72.0,
                sys_inputs={"spec": json.dumps(sheet.told(), ensure_ascii=False)},
            )
        except typst.TypstError as error:
            raise RenderError(
                f"The text cannot be set in type ({error}). Try another font for it."
            ) from error
        return found if isinstance(found, list) else [found or b""]


@cache
def press(fonts: Library, *, with_system: bool = False) -> Press:
    """The press of this process for a library; the system's fonts are opened only when they are needed."""
    return Press(fonts, with_system=with_system)


def marks_of(svg: bytes) -> list[Mark]:
    """Places of the boxes without paint that ``words.typ`` puts around words."""
    found = []
    places = [(0.0, 0.0)]
    for token in _TOKEN.finditer(svg.decode("utf-8")):
        told = token.group(0)
        if told == "</g>":
            places.pop()
            continue
        x, y = places[-1]
        moved = _offset(told)
        if told.startswith("<g"):
            if not told.endswith("/>"):
                places.append((x + moved[0], y + moved[1]))
            continue
        marked, across = _MARKED.search(told), _ACROSS.search(told)
        if marked and across:
            value = int(marked.group(1), 16)
            left = x + moved[0]
            found.append(Mark(value >> 8, value & 0xFF, left, left + float(across.group(1)), y + moved[1]))
    return found


def _offset(told: str) -> tuple[float, float]:
    moved = _MOVED.search(told)
    if moved:
        return float(moved.group(1)), float(moved.group(2))
    matrix = _MATRIX.search(told)
    if matrix:
        parts = [float(part) for part in re.split(r"[ ,]+", matrix.group(1).strip())]
        return parts[4], parts[5]
    return 0.0, 0.0
