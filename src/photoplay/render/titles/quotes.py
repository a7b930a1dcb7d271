"""Straight quotes made into those of the language, as a typesetter would."""

from __future__ import annotations

from collections.abc import Mapping

#: Language -> opening and closing double and single quotes. Source: CLDR, delimiters.
_QUOTES: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("“", "”", "‘", "’"), "de": ("„", "“", "‚", "‘"), "cs": ("„", "“", "‚", "‘"),
    "pl": ("„", "”", "‚", "’"), "ro": ("„", "”", "«", "»"), "hu": ("„", "”", "»", "«"),
    "fr": ("«\u202f", "\u202f»", "‹\u202f", "\u202f›"), "it": ("«", "»", "“", "”"), "es": ("«", "»", "“", "”"),
    "pt": ("“", "”", "‘", "’"), "el": ("«", "»", "“", "”"), "ru": ("«", "»", "„", "“"),
    "uk": ("«", "»", "„", "“"), "bg": ("„", "“", "‚", "‘"), "sv": ("”", "”", "’", "’"),
    "fi": ("”", "”", "’", "’"), "da": ("“", "”", "‘", "’"), "tr": ("“", "”", "‘", "’"),
    "he": ("”", "”", "’", "’"), "ar": ("”", "“", "’", "‘"), "ja": ("「", "」", "『", "』"),
    "zh": ("“", "”", "‘", "’"), "zh-hant": ("「", "」", "『", "』"), "ko": ("“", "”", "‘", "’"),
}  # fmt: skip
_BEFORE_OPENING = frozenset(" \n\u00a0([{（【—–-/")


def with_quotes(text: str, language: str) -> str:
    """The text with its straight quotes turned.

    After a digit they are marks of feet, inches, minutes: they stay. So does a quote that never closes, and
    one that stands alone between spaces.

    Args:
        language: Such as "de" or "zh-Hant"; what is not known is set as English is.
    """
    if '"' not in text and "'" not in text:
        return text
    told = language.casefold().replace("_", "-")
    marks = _QUOTES.get(told) or _QUOTES.get(told.split("-")[0]) or _QUOTES["en"]
    letters = list(text)
    _turn(letters, '"', marks[0], marks[1])
    _apostrophes(letters)
    _turn(letters, "'", marks[2], marks[3])
    return "".join(letters)


def _turn(letters: list[str], straight: str, opening: str, closing: str) -> None:
    """Turns pairs of one quote."""
    opened: int | None = None
    for index, one in enumerate(letters):
        if one != straight:
            continue
        before = letters[index - 1] if index else " "
        after = letters[index + 1] if index + 1 < len(letters) else " "
        if opened is None and (before in _BEFORE_OPENING or not before.isascii()) and not after.isspace():
            opened = index
        elif opened is not None and not before.isspace():
            letters[opened], letters[index] = opening, closing
            opened = None


def _apostrophes(letters: list[str]) -> None:
    """Turns those inside of words, as in “don't”, and those before years, as in “summer of '69”."""
    for index, one in enumerate(letters):
        if one != "'":
            continue
        before = letters[index - 1] if index else " "
        after = letters[index + 1] if index + 1 < len(letters) else " "
        if (before.isalpha() and after.isalpha()) or (
            before in _BEFORE_OPENING and "".join(letters[index + 1 : index + 3]).isdigit()
        ):
            letters[index] = "’"
