"""Edits that show several pictures at once: pure functions ``Timeline -> Timeline``.

    | A | B | C |  ->  | A | C |
                       [ B ]

The first picture stays in the sequence; the others lie above it, move with it and go with it. All raise
``InvalidEdit`` when they cannot be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, get_args

from photoplay.errors import InvalidEdit
from photoplay.timeline.arrangements import (
    GAP,
    MOST_PICTURES,
    Arrangement,
    Corner,
    boxes_for,
    corner_box,
)
from photoplay.timeline.cutting import plays
from photoplay.timeline.find import (
    all_clips,
    label,
    main_clips,
    main_clips_by_id,
    next_clip_id,
    overlays,
)
from photoplay.timeline.generated import Card, source_of
from photoplay.timeline.lifting import Lifted, lift
from photoplay.timeline.model import (
    Background,
    Border,
    Box,
    Canvas,
    Clip,
    Motion,
    Pose,
    Timeline,
    Transition,
    VideoClip,
)
from photoplay.timeline.spans import touch
from photoplay.times import frame_at, ms_at

Wipe = Literal["wiperight", "wipeleft", "wipedown", "wipeup"]

#: Where insets and logos may stand when nothing is told: clear of the canvas' edges.
CLEAR = Box(0.05, 0.05, 0.9, 0.9)
#: Part of the canvas' width and height that an inset has.
INSET = 0.3
DIVIDER_NAME, DIVIDER_COLOR = "Divider", "#ffffff"
#: Width of the line between before and after, parts of the canvas' shorter side.
DIVIDER = 0.006
#: A wipe begins and ends half of this beyond the canvas, so that its soft edge is not seen there.
WIPE_EDGE = 0.004
#: Longest reveal when nothing is told.
_REVEAL_MS = 2000


# -- several pictures side by side ------------------------------------------------------------------


def split_screen(
    timeline: Timeline,
    clip_ids: Iterable[str],
    *,
    gap: float = GAP,
    margin: float | None = None,
    arrangement: Arrangement = "auto",
    radius: float = 0.0,
    background: Background | None = None,
    duration_ms: int | None = None,
) -> Timeline:
    """Show from 2 to 9 photos or clips at once, in the order named.

        | A | B | C | D |  ->  | A | D |
                               [ B ]
                               [ C ]

    Args:
        timeline: The timeline to change.
        clip_ids: Clips of the main track; the one that comes first in the video stays there.
        gap, margin, arrangement: See ``boxes_for``.
        radius: Of their corners, in parts of a picture's shorter side.
        background: Between and around them; None: what the first one has.
        duration_ms: Of them all; default: as long as the shortest film among them, else the longest photo.
    """
    clips = main_clips_by_id(timeline, clip_ids)
    if not 2 <= len(clips) <= MOST_PICTURES:
        raise InvalidEdit(f"From 2 to {MOST_PICTURES} pictures can be shown at once.")
    canvas = timeline.canvas
    boxes = boxes_for(len(clips), canvas.width / canvas.height, gap, margin=margin, arrangement=arrangement)
    order = [clip.id for clip in main_clips(timeline)]
    first = min(clips, key=lambda clip: order.index(clip.id))
    length_ms = duration_ms or _common_length_ms(clips)
    changed: dict[str, Clip | None] = {}
    lifted = []
    for clip, box in zip(clips, boxes, strict=True):
        placed = replace(
            clip, box=box, radius=radius, duration_ms=length_ms, fit="cover", border=None, poses=()
        )
        if clip is first:
            changed[clip.id] = replace(placed, background=background or clip.background)
        else:
            # Without a way of its own it goes through the transitions of the one that it belongs to.
            above = replace(placed, transition_in=None, transition_out=None)
            lifted.append(Lifted(above, first.id, below=True))
    return lift(timeline, lifted, changed)


def _common_length_ms(clips: Sequence[VideoClip]) -> int:
    films = [clip.duration_ms for clip in clips if plays(clip)]
    return min(films) if films else max(clip.duration_ms for clip in clips)


# -- one picture above another ----------------------------------------------------------------------


def picture_in_picture(
    timeline: Timeline,
    inset: str | VideoClip,
    over: str,
    *,
    corner: Corner = "bottom-right",
    size: float = INSET,
    shape: float | None = None,
    safe: Box = CLEAR,
    radius: float = 0.06,
    shadow: float = 0.6,
    border: Border | None = None,
) -> Timeline:
    """Show a photo or a clip small, in a corner of another one.

        | A | B |  ->  | A |
                       [ b ]

    Args:
        timeline: The timeline to change.
        inset: A clip of the main track, which leaves its place, or a new one.
        over: Id of the clip of the main track that it lies above, as long as that is seen at most.
        corner: Of the canvas.
        size: Its width in parts of the canvas' width, 0.05–0.9; of a tall canvas, its height.
        shape: Width in parts of its height; default: as the canvas.
        safe: Where it may stand.
        radius, shadow, border: See ``VideoClip``.
    """
    (below,) = main_clips_by_id(timeline, over)
    clip = _inset(timeline, inset)
    if clip.id == below.id:
        raise InvalidEdit("Two different pictures are needed: one cannot lie above itself.")
    if not 0.05 <= size <= 0.9:
        raise InvalidEdit("An inset is from 0.05 to 0.9 of the picture wide.")
    width, height = _sides(timeline.canvas, size, shape)
    scale = min(1.0, safe.w / width, safe.h / height)
    box = corner_box(corner, width * scale, height * scale, safe)
    length_ms = min(clip.duration_ms, below.duration_ms) if plays(clip) else below.duration_ms
    placed = replace(
        clip, box=box, radius=radius, shadow=shadow, border=border, fit="cover", poses=(),
        duration_ms=length_ms, transition_in=None, transition_out=None,
    )  # fmt: skip
    return lift(timeline, [Lifted(placed, below.id)])


def _inset(timeline: Timeline, inset: str | VideoClip) -> VideoClip:
    if isinstance(inset, str):
        return main_clips_by_id(timeline, inset)[0]
    if any(clip.id == inset.id for clip in all_clips(timeline)):
        raise InvalidEdit(f"The id “{inset.id}” is already used in this video.")
    return inset if inset.id else replace(inset, id=next_clip_id(timeline))


def _sides(canvas: Canvas, size: float, shape: float | None) -> tuple[float, float]:
    """Width and height of an inset, fractions of the canvas."""
    aspect = canvas.width / canvas.height
    across = size if aspect >= 1 else size * (shape or aspect) / aspect
    return across, across * aspect / (shape or aspect)


# -- before and after -------------------------------------------------------------------------------


def before_after(
    timeline: Timeline,
    before: str,
    after: str,
    *,
    way: Wipe = "wiperight",
    reveal_ms: int | None = None,
    divider: str | None = DIVIDER_COLOR,
) -> Timeline:
    """Let one picture come over the one before it, with a line between the two.

        | A | B |  ->  | A ╱ B |
                         [|]

    Both pictures hold still, so that what is the same in both stays in its place. When lengths change later,
    do it again: the old line goes.

    Args:
        timeline: The timeline to change.
        before, after: Ids of two clips of the main track that follow one another.
        way: Where to: a name of ``Wipe``.
        reveal_ms: How long it takes, at most half of the shorter one; default: so long, but 2 s at most.
        divider: "#rrggbb" of the line; None: none.
    """
    left, right = main_clips_by_id(timeline, (before, after))
    clips = main_clips(timeline)
    if clips.index(right) != clips.index(left) + 1 or not touch(left, right):
        raise InvalidEdit(
            f"{label(timeline, right)} does not follow {label(timeline, left)}: put it there first."
        )
    if way not in get_args(Wipe):
        raise InvalidEdit(f"The way is one of: {', '.join(get_args(Wipe))}.")
    most_ms = min(left.duration_ms, right.duration_ms) // 2
    wanted_ms = min(_REVEAL_MS if reveal_ms is None else reveal_ms, most_ms)
    fps = timeline.canvas.fps
    half = frame_at(wanted_ms, fps) // 2
    if half < 1:
        raise InvalidEdit("The two pictures are too short for that. Make them longer first.")
    length_ms = ms_at(2 * half, fps)
    changed: dict[str, Clip | None] = {
        left.id: _held(left),
        right.id: replace(_held(right), transition_in=Transition(way, length_ms)),
        **{clip.id: None for clip in overlays(timeline) if _is_divider_of(clip, right)},
    }
    if divider is None:
        return lift(timeline, [], changed)
    start = frame_at(right.start_ms, fps) - half
    start_ms = ms_at(start, fps)
    line = _divider(timeline, way, divider)
    line = replace(line, duration_ms=ms_at(start + 2 * half, fps) - start_ms)
    return lift(timeline, [Lifted(line, right.id, start_ms - right.start_ms)], changed)


def _held(clip: VideoClip) -> VideoClip:
    return clip if clip.motion is None else replace(clip, motion=Motion("hold"))


def _is_divider_of(clip: VideoClip, right: VideoClip) -> bool:
    return clip.name == DIVIDER_NAME and clip.reference == right.id


def _divider(timeline: Timeline, way: Wipe, color: str) -> VideoClip:
    """The line, at the edge of a wipe all the way."""
    canvas = timeline.canvas
    short = min(canvas.width, canvas.height)
    across = way in ("wiperight", "wipeleft")
    width = DIVIDER * short / (canvas.width if across else canvas.height)
    ends = -WIPE_EDGE / 2, 1 + WIPE_EDGE / 2
    if way in ("wipeleft", "wipeup"):
        ends = ends[1], ends[0]
    poses = tuple(
        Pose(at, x=place) if across else Pose(at, y=place) for at, place in zip((0.0, 1.0), ends, strict=True)
    )
    box = Box(0.0, 0.0, width, 1.0) if across else Box(0.0, 0.0, 1.0, width)
    return VideoClip(
        id=next_clip_id(timeline), name=DIVIDER_NAME, source=source_of(Card(color.lower())), fit="cover",
        motion=Motion("hold"), box=box, poses=poses,
    )  # fmt: skip
