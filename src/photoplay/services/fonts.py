"""The fonts for titles: which there are, and which ones a text needs."""

from __future__ import annotations

from dataclasses import dataclass

from photoplay.render.titles.fonts import Family as Family
from photoplay.render.titles.fonts import library
from photoplay.render.titles.runs import lines_of
from photoplay.render.titles.scripts import clean, clusters

#: The family that titles are set in when none is asked for.
USUAL = "Photoplay Sans"


@dataclass(frozen=True, slots=True)
class Need:
    """What one kind of writing in a text is set in.

    Attributes:
        script: "latin", "han", "emoji", …
        family: The font.
        is_shipped: Whether it comes with Photoplay.
        text: What is drawn with it, each character once.
    """

    script: str
    family: str
    is_shipped: bool
    text: str


def families() -> tuple[Family, ...]:
    """All families: those that come with Photoplay first."""
    fonts = library()
    return (*fonts.shipped, *fonts.system)


def needs(text: str) -> tuple[tuple[Need, ...], tuple[str, ...]]:
    """What a text is set in, in order of first use, and the characters that no font has."""
    fonts = library()
    lines, missing = lines_of(clean(text), fonts, USUAL)
    found: dict[tuple[str, str], dict[str, None]] = {}
    for line in lines:
        for unit in line.units:
            for piece in unit.pieces:
                found.setdefault((piece.script, piece.family), {}).update(dict.fromkeys(clusters(piece.text)))
    told = (
        Need(script, family, fonts.is_shipped(family), "".join(characters))
        for (script, family), characters in found.items()
    )
    return tuple(told), missing
