"""The fonts there are: those that come with Photoplay, and the system's.

Which characters a shipped font has stands in ``data/fonts/coverage.json``, so that nothing is opened to
find out. A font of the system is opened when a character or a name asks for it. Files that cannot be read
are passed over.
"""

from __future__ import annotations

import hashlib
import json
import os
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).parents[2] / "data" / "fonts"
#: "0" hides the system's fonts: pictures are then the same on every machine.
SYSTEM_VARIABLE = "PHOTOPLAY_SYSTEM_FONTS"
TONES = frozenset(range(0x1F3FB, 0x1F400))
#: Names by which people ask for what a shipped family is made from, or looks like.
ALIASES: Mapping[str, str] = {
    "inter": "Photoplay Sans", "sans": "Photoplay Sans", "sans-serif": "Photoplay Sans",
    "sans serif": "Photoplay Sans", "inter display": "Photoplay Display", "display": "Photoplay Display",
    "noto serif display": "Photoplay Serif", "noto serif": "Photoplay Serif", "serif": "Photoplay Serif",
    "noto sans": "Photoplay Latin", "system-ui": "Photoplay Sans", "无衬线": "Photoplay Sans",
    "衬线": "Photoplay Serif", "黑体": "Photoplay SC", "思源黑体": "Photoplay SC", "noto sans sc": "Photoplay SC",
    "noto sans cjk sc": "Photoplay SC", "noto sans tc": "Photoplay TC", "noto sans cjk tc": "Photoplay TC",
    "noto sans jp": "Photoplay JP", "noto sans cjk jp": "Photoplay JP", "noto sans kr": "Photoplay KR",
    "noto sans cjk kr": "Photoplay KR", "noto sans arabic": "Photoplay Arabic",
    "noto sans hebrew": "Photoplay Hebrew", "noto sans devanagari": "Photoplay Devanagari",
    "noto sans thai": "Photoplay Thai", "noto color emoji": "Photoplay Emoji", "emoji": "Photoplay Emoji",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """A font family.

    Attributes:
        name: As it is asked for.
        scripts: "latin", "simplified chinese", …; empty for the system's, which are not opened to know.
        weights: 100–900, rising.
        is_shipped: Whether it comes with Photoplay.
        files: Where it lies.
    """

    name: str
    scripts: tuple[str, ...]
    weights: tuple[int, ...]
    is_shipped: bool
    files: tuple[Path, ...]


class Library:
    """The families of one folder in the shape of ``data/fonts``, and the system's if ``with_system``."""

    def __init__(self, folder: Path = FOLDER, *, with_system: bool = False) -> None:
        self.folder = folder
        self.with_system = with_system

    @cached_property
    def shipped_fonts(self) -> typst.Fonts:
        """The folder's fonts, opened."""
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.folder)]
        )

    @cached_property
    def all_fonts(self) -> typst.Fonts:
        """The folder's and the system's fonts; the same as the folder's where the system's are hidden."""
        if not self.with_system:
            return self.shipped_fonts
        return typst.Fonts(
            include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(self.folder)]
        )

    @cached_property
    def _entries(self) -> list[dict[str, Any]]:
        """What coverage.json says of the fonts that could be read."""
        told = json.loads((self.folder / "coverage.json").read_text(encoding="utf-8"))["fonts"]
        readable = {(font.family, font.weight) for font in self.shipped_fonts.fonts()}
        return [entry for entry in told if (entry["family"], entry["weight"]) in readable]

    @cached_property
    def _ranges(self) -> dict[str, list[tuple[list[int], list[int]]]]:
        """Family -> for each of its weights, first and last code points of its ranges."""
        found: dict[str, list[tuple[list[int], list[int]]]] = {}
        for entry in self._entries:
            found.setdefault(entry["family"], []).append(_parsed(entry["ranges"]))
        return found

    @cached_property
    def _emoji(self) -> dict[str, str]:
        """Sequence of an emoji, without variation selectors -> the family that has it."""
        return {
            sequence: entry["family"]
            for entry in self._entries
            for sequence in entry.get("sequences", "").split()
        }

    @cached_property
    def shipped(self) -> tuple[Family, ...]:
        grouped: dict[str, list[dict[str, Any]]] = {}
        for entry in self._entries:
            grouped.setdefault(entry["family"], []).append(entry)
        return tuple(
            Family(
                name,
                tuple(entries[0]["scripts"]),
                tuple(sorted(entry["weight"] for entry in entries)),
                True,
                tuple(self.folder / entry["file"] for entry in entries),
            )
            for name, entries in grouped.items()
        )

    @cached_property
    def system(self) -> tuple[Family, ...]:
        """The system's families, by name; none where they are hidden."""
        grouped: dict[str, list[Any]] = {}
        if self.with_system:
            ours = {family.name for family in self.shipped}
            for font in self.all_fonts.fonts():
                if font.family not in ours and font.path:
                    grouped.setdefault(font.family, []).append(font)
        return tuple(
            Family(
                name,
                (),
                tuple(sorted({font.weight for font in fonts})),
                False,
                tuple(sorted({Path(font.path) for font in fonts})),
            )
            for name, fonts in sorted(grouped.items())
        )

    @cached_property
    def _by_name(self) -> dict[str, str]:
        names = {family.name.casefold(): family.name for family in (*self.system, *self.shipped)}
        ours = {family.name for family in self.shipped}
        return {**{alias: name for alias, name in ALIASES.items() if name in ours}, **names}

    def family_named(self, name: str) -> str | None:
        """The family meant by a name, whatever its case, or None."""
        return self._by_name.get(" ".join(name.split()).casefold())

    def is_shipped(self, family: str) -> bool:
        return family in self._ranges

    def covers(self, family: str, text: str) -> bool:
        """Whether every character of the text is in the family, in each of its weights."""
        shipped = self._ranges.get(family)
        if shipped is not None:
            return all(_within(ord(one), ranges) for one in text for ranges in shipped)
        points = self._system_points(family)
        return all(ord(one) in points for one in text)

    def emoji_family(self, sequence: str) -> str | None:
        """The family that draws this emoji as one picture. ``sequence`` has no variation selectors."""
        return self._emoji.get(sequence)

    def system_family_for(self, text: str) -> str | None:
        """A family of the system's that has all of the text, or None; plain sans faces before others."""
        return next((family.name for family in self._by_likelihood if self.covers(family.name, text)), None)

    @cached_property
    def _by_likelihood(self) -> tuple[Family, ...]:
        def rank(family: Family) -> tuple[int, str]:
            name = family.name.casefold()
            plain = 0 if "noto sans" in name else 1 if "sans" in name else 2
            return plain + 3 * any(one in name for one in ("mono", "condensed", "narrow")), name

        return tuple(sorted(self.system, key=rank))

    def _system_points(self, family: str) -> frozenset[int]:
        found = next((one for one in self.system if one.name == family), None)
        return _points_of(found.files, family) if found else frozenset()

    def digest(self) -> str:
        """What drawing depends on: the shipped fonts and, where they are used, which the system's are."""
        told = hashlib.sha256((self.folder / "coverage.json").read_bytes())
        for family in self.system:
            for path in family.files:
                told.update(f"{family.name} {path} {_stamp(path)}\n".encode())
        return told.hexdigest()[:16]


@cache
def library() -> Library:
    """The fonts of this process: the shipped ones, and the system's unless they are hidden."""
    return Library(with_system=os.environ.get(SYSTEM_VARIABLE, "1") not in ("0", "no", "false"))


def _parsed(ranges: str) -> tuple[list[int], list[int]]:
    pairs = [told.partition("-") for told in ranges.split()]
    first = [int(low, 16) for low, _, _ in pairs]
    return first, [int(high or low, 16) for low, _, high in pairs]


def _within(point: int, ranges: tuple[list[int], list[int]]) -> bool:
    index = bisect_right(ranges[0], point) - 1
    return index >= 0 and point <= ranges[1][index]


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "gone"
    return f"{found.st_size} {found.st_mtime_ns}"


@cache
def _points_of(files: tuple[Path, ...], family: str) -> frozenset[int]:
    """Code points that every face of the family in these files has; none of a file that cannot be read."""
    common: frozenset[int] | None = None
    for path in files:
        for font in _faces(path):
            try:
                if family not in {font["name"].getDebugName(1), font["name"].getDebugName(16)}:
                    continue
                points = frozenset(font.getBestCmap() or ())
            except Exception:  # fontTools meets broken tables with whatever they provoke
                points = frozenset()
            common = points if common is None else common & points
    return common or frozenset()


def _faces(path: Path) -> Iterable[Any]:
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        if path.suffix.lower() in (".ttc", ".otc"):
            return list(TTCollection(path, lazy=True).fonts)
        return [TTFont(path, lazy=True)]
    except (OSError, TTLibError, ValueError, AssertionError):
        return []
