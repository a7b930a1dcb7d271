"""What a person should know about the words of a video: what of them cannot be drawn as asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from photoplay.render.titles.fonts import library
from photoplay.render.titles.plan import Title
from photoplay.render.titles.typeset import missing_characters


def title_notes(titles: Iterable[Title]) -> tuple[str, ...]:
    """Sentences about characters that no font has, and fonts that are not here; each once. Sets no type."""
    return tuple(dict.fromkeys(note for title in titles for note in _notes(title)))


def _notes(title: Title) -> Iterator[str]:
    missing = missing_characters(title.spec.text)
    if missing:
        words = title.spec.text.split()
        shown = " ".join(words)[:40]
        yield (
            f"No font on this machine has {' '.join(missing)}, so “{shown}” is shown without. "
            "Install a font that has it, or write it in another way."
        )
    font = title.spec.lettering.font
    if font is not None and library().family_named(font) is None:
        yield f"The font “{font}” is not here; another is used. “photoplay fonts” lists those that are."
