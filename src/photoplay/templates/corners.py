"""A logo in a corner: small, with clear space around it, where no app puts its buttons."""

from __future__ import annotations

from typing import get_args

from photoplay.errors import InvalidOption
from photoplay.media.record import MediaRecord
from photoplay.render.layout import safe_zone
from photoplay.timeline.arrangements import Corner, corner_box
from photoplay.timeline.find import main_clips, next_clip_id
from photoplay.timeline.layers import add_overlay
from photoplay.timeline.model import Box, Canvas, Timeline
from photoplay.timeline.placements import LOGO_SHADOW, LOGO_WIDTH, set_shadow
from photoplay.timeline.ripple import photos_end_ms

CORNERS: tuple[Corner, ...] = get_args(Corner)
#: Highest logo as a part of the canvas' shorter side. Source: ours, by eye.
_HIGHEST = 0.12


def corner_in_words(words: str) -> Corner:
    """The corner that is meant: "top-right", "right top", "Top Right".

    Raises:
        InvalidOption: There is none of this name.
    """
    told = sorted(words.casefold().replace("-", " ").replace("_", " ").split())
    for name in CORNERS:
        if told == sorted(name.split("-")):
            return name
    raise InvalidOption(f"The corner “{words}” is unknown. Choose one of: {', '.join(CORNERS)}.")


def logo_box(corner: Corner, size: tuple[int, int], canvas: Canvas) -> Box:
    """Where a logo stands, fractions of the canvas; as wide to high as it is itself.

    Args:
        corner: Of the part of the canvas that is safe from apps' buttons.
        size: (width, height) of the logo, pixels.
        canvas: Of the video.
    """
    wide, high = canvas.width, canvas.height
    zone = safe_zone((wide, high))
    within = Box(zone.x0 / wide, zone.y0 / high, zone.width / wide, zone.height / high)
    scale = min(LOGO_WIDTH * wide / size[0], _HIGHEST * min(wide, high) / size[1])
    box = corner_box(corner, size[0] * scale / wide, size[1] * scale / high, within)
    return Box(round(box.x, 6), round(box.y, 6), round(box.w, 6), round(box.h, 6))


def add_corner_logo(timeline: Timeline, logo: MediaRecord, corner: Corner) -> Timeline:
    """Lays a logo over the video up to its end card; a little shadow keeps a white one readable."""
    box = logo_box(corner, (logo.width, logo.height), timeline.canvas)
    logo_id = next_clip_id(timeline)
    lasting_ms = photos_end_ms(main_clips(timeline)) or None
    with_it = add_overlay(timeline, logo.id, box, name=logo.name, duration_ms=lasting_ms)
    return set_shadow(with_it, logo_id, LOGO_SHADOW)
