"""A text made ready for setting: words, and in each word pieces of one font and one language.

A word is what stays together on a line and moves together: letters between spaces, or a group of Chinese
or Japanese characters. Every piece names one family that has all of its characters, so that nothing is
drawn as an empty box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from photoplay.render.layout import reads_from_right
from photoplay.render.titles.breaks import NEVER, inside, over_space
from photoplay.render.titles.fonts import TONES, Library
from photoplay.render.titles.scripts import (
    CJK,
    JOINERS,
    SELECTORS,
    UNSPACED,
    clusters,
    han_language,
    script_of,
)

SPACES = " \u3000"
#: Cost of a line's end inside of a word that had to be broken up; scripts that show it by a hyphen, and about
#: how wide that is, in em.
BROKEN, HYPHEN_EM = 8.0, 0.45
_HYPHENATED = frozenset(("latin", "greek", "cyrillic"))
ZWJ = "\u200d"
#: Language of Chinese characters -> families, the best first.
_REGIONAL = {
    "zh-Hans": ("Photoplay SC", "Photoplay TC", "Photoplay JP", "Photoplay KR"),
    "zh-Hant": ("Photoplay TC", "Photoplay SC", "Photoplay JP", "Photoplay KR"),
    "ja": ("Photoplay JP", "Photoplay TC", "Photoplay SC", "Photoplay KR"),
    "ko": ("Photoplay KR", "Photoplay TC", "Photoplay JP", "Photoplay SC"),
}
_OWN = {
    "arabic": "Photoplay Arabic", "hebrew": "Photoplay Hebrew", "devanagari": "Photoplay Devanagari",
    "thai": "Photoplay Thai",
}  # fmt: skip
_LANGUAGES = {
    "arabic": "ar",
    "hebrew": "he",
    "devanagari": "hi",
    "thai": "th",
    "greek": "el",
    "cyrillic": "ru",
}
_WESTERN = ("Photoplay Sans", "Photoplay Latin")
_SIGNS = ("Photoplay Symbols", "Photoplay Signs")
#: Marks that Chinese and Japanese set a full square wide, and Latin does not.
_SHARED_MARKS = frozenset("“”‘’…—·–")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one family and language, joined by nothing to what stands beside them."""

    text: str
    family: str
    language: str
    script: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A word: its pieces, the spaces before it, and what it costs to begin a line with it (``NEVER``: it
    cannot).
    """

    text: str
    pieces: tuple[Piece, ...]
    spaces: str = ""
    cost: float = NEVER


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was typed."""

    units: tuple[Unit, ...]
    right_to_left: bool


@dataclass(slots=True)
class _Choice:
    """Choosing fonts for one text: what was asked for, and what could not be found."""

    fonts: Library
    family: str
    language: str
    missing: dict[str, None] = field(default_factory=dict)

    def pieces(self, token: str, han: str) -> tuple[Piece, ...]:
        """The token in pieces; characters that no font has are left out and noted."""
        found: list[Piece] = []
        letters = clusters(token)
        scripts = [script_of(one) for one in letters]
        for index, cluster in enumerate(letters):
            script = scripts[index]
            if script == "common" and cluster in _SHARED_MARKS and _stands_in_chinese(scripts, index):
                script = "han"
            for piece in self._of_cluster(cluster, script, han):
                last = found[-1] if found else None
                same = last and (last.family, last.language) == (piece.family, piece.language)
                if last and same and (last.script == "common" or piece.script in ("common", last.script)):
                    joined = last.script if last.script != "common" else piece.script
                    found[-1] = replace(last, text=last.text + piece.text, script=joined)
                else:
                    found.append(piece)
        return tuple(found)

    def _of_cluster(self, cluster: str, script: str, han: str) -> list[Piece]:
        if script == "emoji":
            drawn = self._emoji(cluster)
            if drawn is not None:
                return drawn
        plain = "".join(one for one in cluster if one not in SELECTORS)
        seen = "".join(one for one in plain if one not in JOINERS)
        if not seen:
            return [Piece(plain, self.family, self._language(script, han), "common")] if plain else []
        family = self._family(seen, script, han)
        if family is None and len(plain) > 1:
            return self._without_marks(plain, script, han)
        if family is None:
            pictured = self.fonts.emoji_family(plain)
            if pictured is None:
                self.missing[plain] = None
                return []
            return [Piece(plain, pictured, "en", "emoji")]
        if script == "common" and family in _REGIONAL[han]:
            script = "han"
        return [Piece(plain, family, self._language(script, han), script)]

    def _without_marks(self, cluster: str, script: str, han: str) -> list[Piece]:
        """The cluster with those characters alone that a font has; the first must be among them."""
        family = self._family(cluster[0], script, han)
        if family is None:
            self.missing[cluster] = None
            return []
        kept = cluster[0]
        for one in cluster[1:]:
            if one in JOINERS or self.fonts.covers(family, one):
                kept += one
            else:
                self.missing[one] = None
        return [Piece(kept, family, self._language(script, han), script)]

    def _emoji(self, cluster: str) -> list[Piece] | None:
        """An emoji as one picture; if there is none, its parts; None if these cannot be drawn either."""
        bare = "".join(one for one in cluster if one not in SELECTORS)
        for told in (bare, "".join(one for one in bare if ord(one) not in TONES)):
            family = self.fonts.emoji_family(told)
            if family is not None:
                return [Piece(told, family, "en", "emoji")]
        parts = [
            one for one in bare if one != ZWJ and ord(one) not in TONES and not 0xE0000 <= ord(one) <= 0xE007F
        ]
        if len(parts) < 2:
            return None
        drawn = [self._emoji(one) or self._of_cluster(one, "common", "zh-Hans") for one in parts]
        return [piece for pieces in drawn for piece in pieces]

    def _family(self, text: str, script: str, han: str) -> str | None:
        """The first family that has all of the text; the system's after the shipped ones."""
        regional = _REGIONAL[han]
        if script == "hangul":
            regional = _REGIONAL["ko"]
        elif script in ("hiragana", "katakana"):
            regional = _REGIONAL["ja"]
        order: tuple[str, ...]
        if script in CJK:
            wanted = (self.family, *regional) if self.family not in _LATIN_ONLY else regional
            order = (*wanted, *_WESTERN, *_SIGNS)
        else:
            own = (_OWN[script],) if script in _OWN else ()
            order = (self.family, *own, *_WESTERN, *_SIGNS, *regional, *_OWN.values())
        for family in order:
            if self.fonts.covers(family, text):
                return family
        return self.fonts.system_family_for(text)

    def _language(self, script: str, han: str) -> str:
        if script in CJK:
            return {"hangul": "ko", "hiragana": "ja", "katakana": "ja"}.get(script, han)
        hint = self.language.replace("_", "-")
        hinted = hint.split("-")[0].casefold()
        if hinted and hinted in _SCRIPT_LANGUAGES.get(script, ()):
            return hinted
        return _LANGUAGES.get(script, "en")


_LATIN_ONLY = frozenset(("Photoplay Sans", "Photoplay Display", "Photoplay Serif", "Photoplay Latin"))
#: Languages whose letters the fonts draw in ways of their own.
_SCRIPT_LANGUAGES = {
    "latin": ("tr", "az", "ro", "mo", "nl", "pl", "ca", "vi", "de", "fr", "es", "it", "pt", "sv", "cs"),
    "cyrillic": ("ru", "uk", "bg", "sr", "mk"),
    "arabic": ("ar", "fa", "ur", "sd", "ps"),
    "devanagari": ("hi", "mr", "ne", "sa"),
}


def _stands_in_chinese(scripts: Sequence[str], index: int) -> bool:
    """Whether the nearest script before a mark, or after one that begins a word, is Chinese or Japanese."""
    before = next((one for one in reversed(scripts[:index]) if one != "common"), "")
    after = next((one for one in scripts[index + 1 :] if one != "common"), "")
    return (before or after) in CJK - {"hangul"}


def lines_of(
    text: str,
    fonts: Library,
    family: str,
    language: str = "",
    unspaced_breaks: Callable[[str], frozenset[int]] | None = None,
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Lines of a cleaned text in words, and the characters that no font has, each once.

    Args:
        family: For everything that it has.
        language: The caller's hint; may be empty.
        unspaced_breaks: Where words end in a run of Thai and the like: indices into the string. None:
            such runs stay whole.
    """
    choice = _Choice(fonts, family, language)
    lines = []
    for typed in text.split("\n"):
        han = han_language(typed, text, language)
        units: list[Unit] = []
        for spaces, token in _tokens(typed):
            parts = _parts(token, han, unspaced_breaks)
            for number, (part, cost) in enumerate(parts):
                pieces = choice.pieces(part, han)
                if not pieces:
                    continue
                before = spaces if number == 0 else ""
                if number == 0:
                    cost = over_space(units[-1].text, part) if units else NEVER
                units.append(Unit(part, pieces, before if units else "", cost if units else NEVER))
        lines.append(Line(tuple(units), reads_from_right(typed)))
    return tuple(lines), tuple(choice.missing)


def _tokens(line: str) -> list[tuple[str, str]]:
    """Pairs of spaces and what follows them up to the next ones."""
    found: list[tuple[str, str]] = []
    spaces = token = ""
    for one in line:
        if one in SPACES:
            if token:
                found.append((spaces, token))
                spaces = token = ""
            spaces += one
        else:
            token += one
    if token:
        found.append((spaces, token))
    return found


def _parts(
    token: str, han: str, unspaced_breaks: Callable[[str], frozenset[int]] | None
) -> list[tuple[str, float]]:
    """A token cut where a line could end inside it; with each part the cost of beginning a line there."""
    pieces = clusters(token)
    scripts = [script_of(one) for one in pieces]
    told: frozenset[int] = frozenset()
    if unspaced_breaks and UNSPACED.difference(CJK).intersection(scripts):
        told = unspaced_breaks(token)
    costs = inside(pieces, scripts, han)
    parts: list[tuple[str, float]] = []
    position = 0
    for cluster, cost in zip(pieces, costs, strict=True):
        cost = 1.0 if position in told else cost
        if parts and cost == NEVER:
            parts[-1] = (parts[-1][0] + cluster, parts[-1][1])
        else:
            parts.append((cluster, cost))
        position += len(cluster)
    return parts


def broken_up(unit: Unit, most: int) -> list[Unit]:
    """A word too long for any line, in parts of at most ``most`` clusters that may stand on their own."""
    found: list[Unit] = []
    for piece in unit.pieces:
        letters = clusters(piece.text)
        for start in range(0, len(letters), most):
            text = "".join(letters[start : start + most])
            found.append(Unit(text, (replace(piece, text=text),), "", BROKEN))
    if found:
        found[0] = replace(found[0], spaces=unit.spaces, cost=unit.cost)
    return found


def is_parted(line: Line, end: int) -> bool:
    """Whether a row that ends before word ``end`` parts letters of one word: a hyphen says so."""
    if not 0 < end < len(line.units):
        return False
    before, after = line.units[end - 1], line.units[end]
    both = before.pieces[-1].script, after.pieces[0].script
    return after.cost == BROKEN and set(both) <= _HYPHENATED and (before.text[-1] + after.text[0]).isalpha()


def hyphenated(line: Line, end: int) -> Line:
    """The line with a hyphen after the word before ``end``."""
    unit = line.units[end - 1]
    last = unit.pieces[-1]
    told = replace(
        unit, text=unit.text + "-", pieces=(*unit.pieces[:-1], replace(last, text=last.text + "-"))
    )
    return replace(line, units=(*line.units[: end - 1], told, *line.units[end:]))


def in_context(line: Line, start: int, end: int) -> tuple[Unit, ...]:
    """Words of one row of a line. A row is set by itself; where the line's last letter before it reads the
    other way than the line does, a mark without width tells the row so, lest numbers and signs change sides.
    """
    units = line.units[start:end]
    letters = [
        one
        for unit in line.units[:start]
        for one in unit.text
        if unicodedata.bidirectional(one) in ("L", "R", "AL")
    ]
    if not units or not letters or reads_from_right(letters[-1]) == line.right_to_left:
        return units
    mark = "\u200e" if line.right_to_left else "\u200f"
    piece = units[0].pieces[0]
    first = replace(units[0], pieces=(Piece(mark, "Photoplay Sans", "en", "common"), *units[0].pieces))
    return (first if piece.script != "emoji" else units[0], *units[1:])


def scripts_in(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset(piece.script for line in lines for unit in line.units for piece in unit.pieces)
