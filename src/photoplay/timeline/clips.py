"""Making clips, and telling their kinds apart.

New clips have the id ``""``; the edit that puts them into a timeline gives them the next free one.
"""

from __future__ import annotations

from photoplay.timeline.generated import is_card
from photoplay.timeline.model import Clip, Motion, VideoClip

END_CARD_NAME = "End card"


def photo(source: str, name: str = "", duration_ms: int = 3000, motion: Motion | None = None) -> VideoClip:
    """A new still; without a motion it holds."""
    move = motion or Motion("hold")
    return VideoClip(id="", source=source, name=name, duration_ms=duration_ms, motion=move)


def film(source: str, name: str = "", duration_ms: int = 3000, source_in_ms: int = 0) -> VideoClip:
    """A new piece of film that starts ``source_in_ms`` into its source."""
    return VideoClip(id="", source=source, name=name, duration_ms=duration_ms, source_in_ms=source_in_ms)


def end_card(source: str, duration_ms: int = 3000) -> VideoClip:
    """A new end card; its name is what marks it."""
    return photo(source, END_CARD_NAME, duration_ms)


def is_still(clip: Clip) -> bool:
    """Whether a clip is a picture that does not move by itself."""
    return isinstance(clip, VideoClip) and clip.motion is not None


def is_end_card(clip: Clip) -> bool:
    """Whether a clip is the end card, or another card: they are never counted as photos."""
    if not isinstance(clip, VideoClip) or not is_still(clip):
        return False
    return clip.name == END_CARD_NAME or is_card(clip.source)
