"""What a tool hands back."""

from __future__ import annotations

from dataclasses import dataclass

from photoplay.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class Done:
    """The draft after a tool's work.

    Attributes:
        timeline: The new draft; the old one where nothing changed.
        note: What to know besides, in sentences of the answer's language.
        photos, texts: Ids of the photos and texts that it was about; empty: of none in particular.
    """

    timeline: Timeline
    note: str = ""
    photos: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
