"""Edits of where pictures stand on the canvas and what is around them; logos and stickers.

    | A |  ->  |[A]|

Lengths and the order of things never change here. All raise ``InvalidEdit`` when they cannot be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal, get_args

from photoplay.errors import InvalidEdit
from photoplay.timeline.arrangements import Corner, box_around, corner_box
from photoplay.timeline.find import clip_by_id, main_clips, next_clip_id, pictures_by_id
from photoplay.timeline.layers import add_overlay
from photoplay.timeline.layouts import CLEAR
from photoplay.timeline.model import (
    Background,
    Border,
    Box,
    Clip,
    Pose,
    Timeline,
    VideoClip,
)
from photoplay.timeline.ripple import photos_end_ms, rework

FrameName = Literal["none", "line", "polaroid"]

#: Widest logo, part of the canvas' width, and the most of its height that it takes. Source: taste.md of the
#: project, "A product video".
LOGO_WIDTH, _LOGO_HEIGHT = 0.12, 0.14
LOGO_NAME, LOGO_SHADOW = "Logo", 0.35
STICKER_NAME = "Sticker"
#: A framed picture that filled the canvas stands within this, on this ground.
_FRAMED_BOX = Box(0.12, 0.07, 0.76, 0.86)
_PAPER = Background("#efebe4", "#dcd5c9")
_FRAMED_SHADOW = 0.6
#: How long a sticker takes to come and to go.
_POP_MS, _GO_MS = 350, 200


def set_frame(
    timeline: Timeline,
    clip_ids: str | Iterable[str],
    frame: FrameName,
    *,
    width: float | None = None,
    color: str | None = None,
) -> Timeline:
    """Put a line, or the paper of an instant photo, around pictures; "none" takes it away.

        | A |  ->  |[A]|

    A picture that filled the canvas stands in the middle of it from then on, whole, on paper, with a shadow.

    Args:
        timeline: The timeline to change.
        clip_ids: Photos, clips or overlays.
        frame: A name of ``FrameName``.
        width: In parts of the shorter side of the picture's box, 0–0.12; default: the frame's own.
        color: "#rrggbb"; default: white, or warm white.
    """
    if frame not in get_args(FrameName):
        raise InvalidEdit(f"A frame is one of: {', '.join(get_args(FrameName))}.")
    border = None if frame == "none" else Border(frame, width, color)

    def framed(clip: VideoClip) -> VideoClip:
        if border is None or clip.box is not None:
            return replace(clip, border=border)
        return replace(
            clip, border=border, box=_FRAMED_BOX, fit="contain", shadow=clip.shadow or _FRAMED_SHADOW,
            background=clip.background or _PAPER,
        )  # fmt: skip

    return _each(timeline, clip_ids, framed)


def set_corners(timeline: Timeline, clip_ids: str | Iterable[str], radius: float) -> Timeline:
    """Round the corners of pictures; ``radius`` in parts of the shorter side, 0–0.5.

    | [A] |  ->  | (A) |
    """
    return _each(timeline, clip_ids, lambda clip: replace(clip, radius=radius))


def set_shadow(timeline: Timeline, clip_ids: str | Iterable[str], strength: float) -> Timeline:
    """Let pictures throw a soft shadow, 0–1.

    | [A] |  ->  | [A]░ |
    """
    return _each(timeline, clip_ids, lambda clip: replace(clip, shadow=strength))


def set_angle(timeline: Timeline, clip_ids: str | Iterable[str], degrees: float) -> Timeline:
    """Turn pictures' boxes clockwise.

    | [A] |  ->  | ◇ |
    """
    return _each(timeline, clip_ids, lambda clip: replace(clip, angle=degrees))


def set_background(
    timeline: Timeline, clip_ids: str | Iterable[str], color: str | None, color_to: str | None = None
) -> Timeline:
    """Say what is seen beside pictures: one colour, or one that becomes another towards the bottom.

        | A |  ->  |▒A▒|

    Args:
        timeline: The timeline to change.
        clip_ids: Photos or clips.
        color: "#rrggbb"; None: what the renderer chooses.
        color_to: "#rrggbb" at the bottom; None: one colour.
    """
    if color is None and color_to is not None:
        raise InvalidEdit("Say both colours of the background, or one.")
    ground = None if color is None else Background(color, color_to)
    return _each(timeline, clip_ids, lambda clip: replace(clip, background=ground))


def set_poses(timeline: Timeline, clip_ids: str | Iterable[str], poses: Sequence[Pose]) -> Timeline:
    """Let pictures move over the canvas from pose to pose; none lets them stand still.

    | A |  ->  | A→ |
    """
    return _each(timeline, clip_ids, lambda clip: replace(clip, poses=tuple(poses)))


def add_logo(
    timeline: Timeline,
    source: str,
    corner: Corner = "top-right",
    *,
    width: float = LOGO_WIDTH,
    safe: Box = CLEAR,
    opacity: float = 1.0,
    shadow: float = LOGO_SHADOW,
    name: str = LOGO_NAME,
) -> Timeline:
    """Show a logo in a corner, whole, for the whole video but its end card.

        | A | B |  ->  | A | B |
                       [ logo  ]

    Args:
        timeline: The timeline to change.
        source: Asset id of the logo.
        corner: Of the canvas.
        width: The most it may have, in parts of the canvas' width, up to 0.12.
        safe: Where it may stand: where players and apps have nothing of their own.
        opacity: 0–1.
        shadow: 0–1; a little keeps a white logo readable on a bright picture.
        name: Display name.
    """
    if not 0 < width <= LOGO_WIDTH:
        raise InvalidEdit(f"A logo is at most {LOGO_WIDTH:g} of the picture wide.")
    aspect = timeline.canvas.width / timeline.canvas.height
    box = corner_box(corner, width, min(width * aspect, _LOGO_HEIGHT), safe)
    logo_id = next_clip_id(timeline)
    lasting_ms = photos_end_ms(main_clips(timeline)) or None
    with_it = add_overlay(timeline, source, box, name=name, opacity=opacity, duration_ms=lasting_ms)
    return set_shadow(with_it, logo_id, shadow)


def add_sticker(
    timeline: Timeline,
    source: str,
    *,
    x: float = 0.5,
    y: float = 0.5,
    width: float = 0.2,
    angle: float = 0.0,
    start_ms: int | None = None,
    duration_ms: int | None = None,
    reference: str | None = None,
    name: str = STICKER_NAME,
) -> Timeline:
    """Stick a see-through picture on the video; it pops up and fades away.

        | A | B |  ->  | A | B |
                         [*]

    Args:
        timeline: The timeline to change.
        source: Asset id of the picture.
        x, y: Its middle, fractions of the canvas; moved so far that all of it is seen.
        width: The most it may have, in parts of the canvas' width, 0.02–1.
        angle: Degrees clockwise.
        start_ms, duration_ms, reference: As in ``add_title``.
        name: Display name.
    """
    if not 0.02 <= width <= 1:
        raise InvalidEdit("A sticker is from 0.02 to 1 of the picture wide.")
    aspect = timeline.canvas.width / timeline.canvas.height
    box = box_around(x, y, width, width * aspect)
    sticker_id = next_clip_id(timeline)
    with_it = add_overlay(
        timeline, source, box, name=name, start_ms=start_ms, duration_ms=duration_ms, reference=reference
    )
    sticker = clip_by_id(with_it, sticker_id)
    assert isinstance(sticker, VideoClip)
    poses = _popping(sticker.duration_ms)
    return rework(with_it, changed={sticker_id: replace(sticker, angle=angle, poses=poses)})


def _popping(duration_ms: int) -> tuple[Pose, ...]:
    """Small and faint at first, then a little too large, then right; gone at the end."""
    come = min(_POP_MS / duration_ms, 0.4)
    go = min(_GO_MS / duration_ms, 0.2)
    return (
        Pose(0.0, scale=0.5, opacity=0.0, easing="easeOutCubic"),
        Pose(come * 0.6, scale=1.08, easing="easeInOutSine"),
        Pose(come, easing="linear"),
        Pose(1 - go, easing="easeInQuad"),
        Pose(1.0, scale=0.9, opacity=0.0),
    )


def _each(
    timeline: Timeline, clip_ids: str | Iterable[str], change: Callable[[VideoClip], VideoClip]
) -> Timeline:
    changed: dict[str, Clip | None] = {clip.id: change(clip) for clip in pictures_by_id(timeline, clip_ids)}
    return rework(timeline, changed=changed)
