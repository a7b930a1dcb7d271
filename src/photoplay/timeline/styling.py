"""Edits of how pictures look and how one becomes the next: pure functions ``Timeline -> Timeline``.

Lengths and places never change here. Pictures are photos, clips and overlays, named by one id or
several. All raise ``InvalidEdit`` when they cannot be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, get_args

from photoplay.errors import InvalidEdit
from photoplay.timeline.clips import is_still
from photoplay.timeline.find import clip_by_id, label, main_clips, main_clips_by_id, pictures_by_id
from photoplay.timeline.model import (
    ASPECTS,
    Box,
    Canvas,
    Clip,
    Fit,
    Flip,
    Look,
    Motion,
    Timeline,
    Transition,
    VideoClip,
)
from photoplay.timeline.ripple import checked, rework
from photoplay.timeline.spans import touch

_FLIPS: tuple[Flip, ...] = get_args(Flip)


# -- the picture itself -----------------------------------------------------------------------------


def rotate(timeline: Timeline, clip_ids: str | Iterable[str], quarter_turns: int = 1) -> Timeline:
    """Turn pictures clockwise as they are seen; negative turns go the other way.

    | ↑ |  ->  | → |
    """

    def turned(clip: VideoClip) -> VideoClip:
        # A mirrored picture is turned before it is mirrored, so the turn runs the other way.
        turns = -quarter_turns if len(clip.flip) == 1 else quarter_turns
        return replace(clip, rotation=(clip.rotation + turns) % 4)

    return _each(timeline, clip_ids, turned)


def flip(timeline: Timeline, clip_ids: str | Iterable[str], axis: str = "h") -> Timeline:
    """Mirror pictures as they are seen: ``h`` left and right, ``v`` top and bottom; twice undoes it.

    | ← |  ->  | → |
    """
    if axis not in ("h", "v"):
        raise InvalidEdit("A picture is mirrored left and right (h) or top and bottom (v).")

    def mirrored(clip: VideoClip) -> VideoClip:
        axes = {*clip.flip} ^ {axis}
        return replace(clip, flip=next(name for name in _FLIPS if {*name} == axes))

    return _each(timeline, clip_ids, mirrored)


def set_crop(timeline: Timeline, clip_ids: str | Iterable[str], crop: Box | None) -> Timeline:
    """Use only a part of pictures; ``None`` uses all of them again.

    | ABC |  ->  | B |
    """
    return _set(timeline, clip_ids, crop=crop)


def set_fit(timeline: Timeline, clip_ids: str | Iterable[str], fit: Fit) -> Timeline:
    """Fill the canvas with pictures, or show all of them.

    | A |  ->  |▒A▒|
    """
    return _set(timeline, clip_ids, fit=fit)


def set_focus(
    timeline: Timeline, clip_ids: str | Iterable[str], focus: tuple[float, float] | None
) -> Timeline:
    """Say which point stays in view; ``None`` goes back to the one found at import.

    | A· |  ->  | ·A |
    """
    return _set(timeline, clip_ids, focus=focus)


def set_opacity(timeline: Timeline, clip_ids: str | Iterable[str], opacity: float) -> Timeline:
    """Make pictures see-through: 0 is invisible, 1 is solid.

    | █ |  ->  | ░ |
    """
    return _set(timeline, clip_ids, opacity=opacity)


def set_box(timeline: Timeline, clip_ids: str | Iterable[str], box: Box | None) -> Timeline:
    """Place pictures on a part of the canvas; ``None`` is all of it.

    | A  |  ->  |  a |
    """
    return _set(timeline, clip_ids, box=box)


def set_motion(timeline: Timeline, clip_ids: str | Iterable[str], motion: Motion) -> Timeline:
    """Move the camera over photos.

    | A |  ->  | A» |
    """
    for clip in pictures_by_id(timeline, clip_ids):
        if not is_still(clip):
            raise InvalidEdit(f"{label(timeline, clip)} is film and moves by itself; motion is for photos.")
    return _set(timeline, clip_ids, motion=motion)


# -- colour -----------------------------------------------------------------------------------------


def set_looks(timeline: Timeline, clip_ids: str | Iterable[str], looks: Sequence[Look]) -> Timeline:
    """Give pictures exactly these looks, in this order; none takes all away.

    | A |  ->  | A~ |
    """
    return _set(timeline, clip_ids, looks=tuple(looks))


def add_look(timeline: Timeline, clip_ids: str | Iterable[str], look: Look) -> Timeline:
    """Add a look to those that pictures have; one of the same name is replaced in its place.

    | A~ |  ->  | A~≈ |
    """

    def added(clip: VideoClip) -> VideoClip:
        if any(old.type == look.type for old in clip.looks):
            return replace(clip, looks=tuple(look if old.type == look.type else old for old in clip.looks))
        return replace(clip, looks=(*clip.looks, look))

    return _each(timeline, clip_ids, added)


def remove_look(timeline: Timeline, clip_ids: str | Iterable[str], name: str) -> Timeline:
    """Take one look away.

    | A~≈ |  ->  | A~ |
    """
    if not any(look.type == name for clip in pictures_by_id(timeline, clip_ids) for look in clip.looks):
        raise InvalidEdit(f"There is no look “{name}” on this picture.")

    def without(clip: VideoClip) -> VideoClip:
        return replace(clip, looks=tuple(look for look in clip.looks if look.type != name))

    return _each(timeline, clip_ids, without)


# -- transitions ------------------------------------------------------------------------------------


def set_transition(timeline: Timeline, clip_id: str, transition: Transition | None) -> Timeline:
    """Set the way from the clip before into this one; ``None`` is a hard cut.

    | A | B |  ->  | A × B |
    """
    (clip,) = main_clips_by_id(timeline, clip_id)
    clips = main_clips(timeline)
    index = clips.index(clip)
    if index == 0:
        message = f"{label(timeline, clip)} is the first: a transition goes from one photo to the next."
        raise InvalidEdit(message)
    if transition is not None and not touch(clips[index - 1], clip):
        raise InvalidEdit(
            f"There is a gap before {label(timeline, clip)}; a transition needs two that touch."
        )
    return _set(timeline, clip_id, transition_in=transition)


def set_all_transitions(timeline: Timeline, transition: Transition | None) -> Timeline:
    """Set the way from each photo to the next; ``None`` makes all cuts hard.

    | A | B | C |  ->  | A × B × C |
    """
    clips = main_clips(timeline)
    cuts = [right.id for left, right in pairwise(clips) if touch(left, right)]
    if not cuts:
        raise InvalidEdit("There is no cut yet: a transition needs two photos that follow each other.")
    return _set(timeline, cuts, transition_in=transition)


def set_way_in(timeline: Timeline, transition: Transition | None) -> Timeline:
    """Set how the video comes out of black; ``None`` starts at once.

    | A |  ->  |< A |
    """
    return _set(timeline, _end_of_main(timeline, 0), transition_in=transition)


def set_way_out(timeline: Timeline, transition: Transition | None) -> Timeline:
    """Set how the video ends; ``None`` ends at once.

    | A |  ->  | A >|
    """
    return _set(timeline, _end_of_main(timeline, -1), transition_out=transition)


# -- the canvas -------------------------------------------------------------------------------------


def set_canvas(
    timeline: Timeline,
    *,
    aspect: str | None = None,
    size: tuple[int, int] | None = None,
    fps: int | None = None,
) -> Timeline:
    """Change the shape of the video, its size, or its frame rate; what is not given stays.

        |  A  |  ->  | A |

    Args:
        timeline: The timeline to change.
        aspect: A name of ``ASPECTS`` ("9:16"), or
        size: width and height, pixels: even, up to 3840 × 2160 or 2160 × 3840.
        fps: 24, 25, 30, 50 or 60.
    """
    if aspect is not None and size is not None:
        raise InvalidEdit("Give a shape or a size, not both.")
    if aspect is not None and aspect not in ASPECTS:
        raise InvalidEdit(f"There is no shape “{aspect}”; choose one of {', '.join(ASPECTS)}.")
    old = timeline.canvas
    width, height = ASPECTS[aspect] if aspect is not None else size or (old.width, old.height)
    canvas = Canvas(width, height, old.fps if fps is None else fps)
    return checked(replace(timeline, canvas=canvas))


def set_project_title(timeline: Timeline, title: str) -> Timeline:
    """Rename the project.

    "beach"  ->  "Summer 2026"
    """
    return checked(replace(timeline, title=title))


# -- parts of edits ---------------------------------------------------------------------------------


def _each(
    timeline: Timeline, clip_ids: str | Iterable[str], change: Callable[[VideoClip], VideoClip]
) -> Timeline:
    changed: dict[str, Clip | None] = {clip.id: change(clip) for clip in pictures_by_id(timeline, clip_ids)}
    return rework(timeline, changed=changed)


def _set(timeline: Timeline, clip_ids: str | Iterable[str], **fields: Any) -> Timeline:
    return _each(timeline, clip_ids, lambda clip: replace(clip, **fields))


def _end_of_main(timeline: Timeline, index: int) -> str:
    clips = main_clips(timeline)
    if not clips:
        raise InvalidEdit("The video has no photos yet; add one first.")
    return clip_by_id(timeline, clips[index].id).id
