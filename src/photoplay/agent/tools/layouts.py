"""Tools for several pictures at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.tools.automatic import moved_alone, reworked
from photoplay.agent.tools.kinds import Corner, choice
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import Photo, Photos, counted, ids_of
from photoplay.timeline import edits, layouts, styling
from photoplay.timeline.arrangements import Arrangement
from photoplay.timeline.arrangements import Corner as CornerName
from photoplay.timeline.find import main_clips, main_clips_by_id, overlays
from photoplay.timeline.model import Timeline, Transition, VideoClip

#: The way into a photo that was compared before, where no other cut has one.
_FIRST_WAY = Transition("fade", 600)
_ARRANGEMENTS: dict[str, Arrangement] = {"grid": "auto", "columns": "columns", "rows": "rows"}
Arranged = Annotated[
    str,
    choice(
        "grid", "columns", "rows",
        also={"auto": "grid", "side by side": "columns", "stacked": "rows", "collage": "grid"},
    ),
]  # fmt: skip


def split_screen(desk: Desk, *, photos: Photos, arrangement: Arranged = "grid") -> Done:
    """Shows from 2 to 9 photos or clips at the same time, side by side.

    Args:
        photos: Which, in the order in which they stand: numbers, ids or file names.
        arrangement: “columns” (side by side), “rows” (on top of each other) or “grid” (what suits the canvas).

    Example:
        split_screen(photos=[1, 2], arrangement="columns")
    """
    timeline = layouts.split_screen(desk.timeline, photos, arrangement=_ARRANGEMENTS[arrangement])
    return Done(timeline, photos=photos)


def inset_photo(
    desk: Desk, *, photos: Photo, over: Photo | None = None, corner: Corner = "bottom-right"
) -> Done:
    """Shows one photo or clip small, in a corner of another one (picture in picture).

    Args:
        photos: The one that becomes small.
        over: The one that it lies above; default: the one before it, or after it if it is the first.
        corner: “top-left”, “top-right”, “bottom-left” or “bottom-right”.

    Example:
        inset_photo(photos=2, over=1, corner="bottom-right")
    """
    if over is None:
        order = [clip.id for clip in counted(desk)]
        if len(order) < 2:
            raise Refused("need_two")
        place = order.index(photos) if photos in order else 0
        over = order[place - 1] if place else order[1]
    where: CornerName = corner  # type: ignore[assignment]
    return Done(layouts.picture_in_picture(desk.timeline, photos, over, corner=where), photos=(photos,))


def before_after(desk: Desk, *, photos: Photos) -> Done:
    """Compares two photos: the second one comes over the first one, with a line between the two.

    Args:
        photos: Exactly two: before, and after.

    Example:
        before_after(photos=[1, 2])
    """
    if len(photos) != 2:
        raise Refused("need_two")
    before, after = main_clips_by_id(desk.timeline, photos)
    timeline, order = desk.timeline, ids_of(main_clips(desk.timeline))
    if order.index(after.id) != order.index(before.id) + 1:
        timeline = edits.move(timeline, after.id, after=before.id)
    return Done(layouts.before_after(timeline, before.id, after.id), photos=photos)


def remove_layout(desk: Desk) -> Done:
    """Ends split screens, insets and before/after comparisons: all pictures follow one another again.

    Example:
        remove_layout()
    """
    timeline = desk.timeline
    main = {clip.id for clip in main_clips(timeline)}
    above = [clip for clip in overlays(timeline) if clip.reference in main]
    pictures = [clip for clip in above if clip.source in desk.scene.records and clip.poses == ()]
    lines = [clip for clip in above if clip.source.startswith("card:")]
    pictures = [clip for clip in pictures if clip.source not in {one.id for one in desk.scene.logos}]
    if not pictures and not lines:
        raise Refused("no_layout")
    parents = {clip.reference for clip in (*pictures, *lines)}
    timeline = edits.remove(timeline, [clip.id for clip in (*pictures, *lines)])
    for clip in reversed(pictures):
        back = replace(
            clip, id="", reference=None, box=None, radius=0.0, shadow=0.0, border=None, transition_in=None,
            transition_out=None, start_ms=0,
        )  # fmt: skip
        timeline = edits.insert(timeline, replace(back, id=clip.id), after=clip.reference)
    plain: dict[str, VideoClip] = {}
    for one in main_clips(timeline):
        if one.id in parents:
            plain[one.id] = replace(one, box=None, radius=0.0, background=None, shadow=0.0)
    timeline = _with_common_cuts(reworked(timeline, plain), {line.reference for line in lines})
    ids = tuple(clip.id for clip in pictures)
    still = [one.id for one in main_clips(timeline) if one.id in {*ids, *parents} and one.motion is not None]
    return Done(moved_alone(desk, timeline, still), photos=ids)


def _with_common_cuts(timeline: Timeline, after: set[str | None]) -> Timeline:
    """What a comparison wiped becomes an ordinary cut again."""
    clips = main_clips(timeline)
    ways = [clip.transition_in for clip in clips[1:] if clip.id not in after]
    for clip in clips[1:]:
        if clip.id in after:
            timeline = styling.set_transition(timeline, clip.id, ways[0] if ways else _FIRST_WAY)
    return timeline
