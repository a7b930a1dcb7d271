"""Photoplay: photos in, smooth 1080p MP4 out.

    import photoplay

    made = photoplay.make("photos/", "holiday.mp4", seconds=30)
    print(made.video.frames, made.video.size_bytes)

A timeline can be built and changed by hand, and rendered again: only what changed is drawn.

    from photoplay.timeline import edits

    longer = edits.set_duration(made.timeline, "c1", 5000)
    photoplay.render(longer, "holiday.mp4", media=made.media)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from photoplay.services.make import make as make
    from photoplay.services.make import render as render
    from photoplay.timeline.model import Timeline as Timeline

__all__ = ["Timeline", "make", "render"]

_PLACES = {
    "make": "photoplay.services.make",
    "render": "photoplay.services.make",
    "Timeline": "photoplay.timeline.model",
}


def __getattr__(name: str) -> Any:
    """Loads the public names when they are first used: ``photoplay --help`` needs none of them."""
    if name not in _PLACES:
        raise AttributeError(f"module 'photoplay' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)
