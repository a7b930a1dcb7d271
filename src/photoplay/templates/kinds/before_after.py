"""Before and after: two pictures of one thing hold still, and a line wipes from one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photoplay.templates.brief import Brief
from photoplay.templates.style import Join, Style
from photoplay.timeline.find import main_clips_by_id
from photoplay.timeline.layouts import Wipe, before_after
from photoplay.timeline.model import Clip, Fit, Timeline, VideoClip
from photoplay.timeline.ripple import rework


def _paired(timeline: Timeline, brief: Brief, photos: Sequence[str]) -> Timeline:
    """The first and the second, the third and the fourth, and so on; one that is left over stays alone."""
    way: Wipe = "wiperight" if brief.seed % 2 == 0 else "wipeleft"
    for before, after in zip(photos[::2], photos[1::2], strict=False):
        timeline = _alike(timeline, before, after)
        timeline = before_after(timeline, before, after, way=way)
    return timeline


def _alike(timeline: Timeline, before: str, after: str) -> Timeline:
    """Framed in the same way, so that what is the same in both stays in its place."""
    pair: tuple[VideoClip, ...] = main_clips_by_id(timeline, (before, after))
    fits = {clip.fit for clip in pair}
    whole: Fit = pair[0].fit if len(fits) == 1 else "blur" if "blur" in fits else "contain"
    if len(fits) == 1 and all(clip.crop is None for clip in pair):
        return timeline
    changed: dict[str, Clip | None] = {clip.id: replace(clip, fit=whole, crop=None) for clip in pair}
    return rework(timeline, changed=changed)


STYLE = Style(
    photo_s=3.5,
    joins=(Join("fade", 0.6),),
    moods=("lofi", "upbeat"),
    caption_role="lower-third",
    is_plain=True,
    finish=_paired,
)
