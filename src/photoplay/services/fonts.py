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
        text: The words that are drawn with it, each once.
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
    """What a text is set in, in order of first use, and the parts of it that no font has."""
    fonts = library()
    cleaned = clean(text)
    lines, missing = lines_of(cleaned, fonts, USUAL)
    found: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        for unit in line.units:
            for piece in unit.pieces:
                words = found.setdefault((piece.script, piece.family), [])
                # Chinese lines may break between words that nothing stands between.
                is_next = bool(words) and words[-1] + piece.text in cleaned
                words.append(words.pop() + piece.text if is_next else piece.text)
    told = (
        Need(script, family, fonts.is_shipped(family), " ".join(dict.fromkeys(words)))
        for (script, family), words in found.items()
    )
    return tuple(told), _together(cleaned, missing)


def _together(text: str, missing: tuple[str, ...]) -> tuple[str, ...]:
    """Characters that are missing, as they stand beside one another in the text."""
    parts: dict[str, None] = {}
    run = ""
    for cluster in [*clusters(text), ""]:
        if cluster in missing:
            run += cluster
        elif run:
            parts[run] = None
            run = ""
    parts.update((one, None) for one in missing if not any(one in part for part in parts))
    return tuple(parts)
