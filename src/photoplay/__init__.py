"""Photoplay: photos in, smooth 1080p MP4 out.

    import photoplay

    made = photoplay.make("photos/", "holiday.mp4", seconds=30, title="By the sea", music="calm")
    print(made.video.frames, made.video.size_bytes)

A timeline can be built and changed by hand, and rendered again: only what changed is drawn.

    from photoplay.timeline import edits

    longer = edits.set_duration(made.timeline, "c1", 5000)
    photoplay.render(longer, "holiday.mp4", media=made.media)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

# The package `photoplay.render` is bound first, so that the function of that name stays bound after it.
import photoplay.render as _render_package  # noqa: F401

if TYPE_CHECKING:
    from collections.abc import Mapping

    from photoplay.media.record import MediaRecord
    from photoplay.render.video import OnProgress, Video
    from photoplay.services.make import make as make
    from photoplay.timeline.model import Timeline as Timeline

__all__ = ["Timeline", "make", "render"]

_PLACES = {"make": "photoplay.services.make", "Timeline": "photoplay.timeline.model"}


def render(
    timeline: Timeline,
    path: str | Path,
    progress: OnProgress = lambda progress: None,
    *,
    media: Mapping[str, MediaRecord],
    quality: str = "standard",
    workers: int | None = None,
) -> Video:
    """Renders a timeline to an MP4.

    Args:
        timeline: What to show.
        path: The MP4 to write.
        progress: Told how far it is, every few frames, from another thread.
        media: Records of its photos and sounds, by asset id (``made.media`` of an earlier ``make``).
        quality: "draft", "standard", "high" or "lossless".
        workers: Processes that draw; by default one for each processor.

    Raises:
        TimelineError: It cannot be drawn.
        OutputError: The file cannot be written.
        RenderError: Drawing failed.
    """
    from photoplay.services.exporting import check_quality, render_timeline
    from photoplay.services.workers import open_pool

    check_quality(quality)
    with open_pool(workers) as pool:
        return render_timeline(timeline, media, Path(path), quality=quality, pool=pool, progress=progress)


def __getattr__(name: str) -> Any:
    """Loads the other public names when they are first used: ``photoplay --help`` needs none of them."""
    if name not in _PLACES:
        raise AttributeError(f"module 'photoplay' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PLACES])
