"""Every invariant of one clip on a track of pictures: how it is framed, moved, coloured and placed."""

from __future__ import annotations

import re
from typing import Any

from photoplay.errors import InvalidTimeline
from photoplay.timeline.keys import path_of
from photoplay.timeline.lettering import COLOUR
from photoplay.timeline.model import (
    BORDERS,
    LOOKS,
    MOTIONS,
    Box,
    Keyframe,
    Motion,
    Pose,
    Transition,
    VideoClip,
)
from photoplay.timeline.values import (
    MAX_ID,
    MAX_KEYFRAMES,
    MAX_LENGTH_MS,
    check_choice,
    check_gain,
    check_json,
    check_name,
    check_number,
    check_string,
    check_whole,
)

MAX_LOOKS = 20
ZOOMS = (1.0, 8.0)
MOTION_AMOUNTS = (0.0, 7.0)
FITS = ("cover", "contain", "blur")
FLIPS = ("", "h", "v", "hv")
RADII = (0.0, 0.5)
ANGLES = (-3600.0, 3600.0)
#: Below a polaroid it is four times as wide: of the widest, two fifths of the shorter side are left.
BORDER_WIDTHS = (0.0, 0.12)
#: Smallest part of a picture that is used, each way: less is a flat colour. Source: ours.
LEAST_CROP = 0.01
#: A box may come from outside the canvas.
PLACES = (-2.0, 3.0)
SCALES = (0.01, 8.0)
LIGHTNESSES, CASTS = (0.0, 100.0), (-128.0, 128.0)

#: What a transition may be called; whether it can be drawn is for the renderer to say.
TRANSITION_NAME = r"^[a-z][a-z0-9_-]{0,39}$"
EASING_NAME = r"^[A-Za-z][A-Za-z0-9_-]{0,39}$"

#: Rounding slack for boxes given in decimals, such as 0.7 + 0.3.
_SLACK = 1e-6


def check_picture(clip: VideoClip, where: str) -> None:
    """Check everything about a clip on a track of pictures, but for what all clips have.

    Raises:
        InvalidTimeline: The first rule that is broken; ``field`` is the path in the draft.
    """
    check_choice(clip.fit, FITS, "The fit", path_of(where, "fit"))
    check_choice(clip.flip, FLIPS, "The flip", path_of(where, "flip"))
    check_whole(clip.rotation, "The number of quarter turns", path_of(where, "rotation"), 0, 3)
    check_number(clip.opacity, "The opacity", path_of(where, "opacity"), 0, 1)
    if clip.focus is not None:
        _check_pair(clip.focus, path_of(where, "focus"))
    for attribute in ("reverse", "freeze"):
        if not isinstance(getattr(clip, attribute), bool):
            raise InvalidTimeline("It must be true or false.", field=path_of(where, attribute))
    check_gain(clip.sound_gain, path_of(where, "sound_gain"))
    _check_box(clip.crop, path_of(where, "crop"), least=LEAST_CROP)
    _check_box(clip.box, path_of(where, "box"))
    _check_placing(clip, where)
    for attribute in ("transition_in", "transition_out"):
        _check_transition(getattr(clip, attribute), path_of(where, attribute))
    if clip.motion is not None:
        _check_motion(clip.motion, path_of(where, "motion"))
    _check_looks(clip, where)


def _check_pair(pair: Any, field: str) -> None:
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise InvalidTimeline("The focus must be two numbers, from the left and from the top.", field=field)
    for index, value in enumerate(pair):
        check_number(value, "The focus", f"{field}[{index}]", 0, 1)


def _check_box(box: Box | None, where: str, least: float = 0.0) -> None:
    if box is None:
        return
    for attribute in ("x", "y", "w", "h"):
        check_number(getattr(box, attribute), "Each side of a box", path_of(where, attribute), 0, 1)
    for attribute, start, size in (("w", box.x, box.w), ("h", box.y, box.h)):
        if size < least:
            message = f"The part that is used must be at least {least:g} of the picture wide and high."
            raise InvalidTimeline(message, field=path_of(where, attribute))
        if size <= 0 or start + size > 1 + _SLACK:
            message = "A box must have a size and lie within the picture."
            raise InvalidTimeline(message, field=path_of(where, attribute))
    check_json(dict(box.extra), where)


def _check_transition(transition: Transition | None, where: str) -> None:
    if transition is None:
        return
    field = path_of(where, "type")
    check_name(transition.type, TRANSITION_NAME, "A transition", field)
    field = path_of(where, "duration_ms")
    check_whole(transition.duration_ms, "The length of a transition", field, 1, MAX_LENGTH_MS)
    _check_file(transition.source, where)
    check_json(dict(transition.extra), where)


def _check_file(source: Any, where: str) -> None:
    if source is not None:
        check_string(source, "The source", path_of(where, "source"), shortest=1, longest=MAX_ID)


def _check_placing(clip: VideoClip, where: str) -> None:
    """How the clip's box looks, and where it moves."""
    check_number(clip.radius, "The radius of the corners", path_of(where, "radius"), *RADII)
    check_number(clip.shadow, "The strength of the shadow", path_of(where, "shadow"), 0, 1)
    check_number(clip.angle, "The angle", path_of(where, "angle"), *ANGLES)
    if clip.background is not None:
        place = path_of(where, "background")
        _check_colour(clip.background.color, path_of(place, "color"))
        if clip.background.color_to is not None:
            _check_colour(clip.background.color_to, path_of(place, "color_to"))
        check_json(dict(clip.background.extra), place)
    if clip.border is not None:
        place = path_of(where, "border")
        check_choice(clip.border.type, BORDERS, "The frame", path_of(place, "type"))
        if clip.border.width is not None:
            check_number(clip.border.width, "The width of a frame", path_of(place, "width"), *BORDER_WIDTHS)
        if clip.border.color is not None:
            _check_colour(clip.border.color, path_of(place, "color"))
        check_json(dict(clip.border.extra), place)
    _check_poses(clip.poses, where)


def _check_colour(color: Any, field: str) -> None:
    if not isinstance(color, str) or not re.fullmatch(COLOUR, color):
        raise InvalidTimeline("A colour is written #rrggbb.", field=field)


def _check_poses(poses: tuple[Pose, ...], where: str) -> None:
    if len(poses) > MAX_KEYFRAMES:
        message = f"There are at most {MAX_KEYFRAMES:,} keyframes."
        raise InvalidTimeline(message, field=path_of(where, "poses"))
    last = -1.0
    for index, pose in enumerate(poses):
        place = path_of(where, "poses", index)
        check_number(pose.at, "Places in a keyframe", path_of(place, "at"), 0, 1)
        for attribute in ("x", "y"):
            if getattr(pose, attribute) is not None:
                what = "The place of a box"
                check_number(getattr(pose, attribute), what, path_of(place, attribute), *PLACES)
        check_number(pose.scale, "The size of a box", path_of(place, "scale"), *SCALES)
        check_number(pose.angle, "The angle", path_of(place, "angle"), *ANGLES)
        check_number(pose.opacity, "The opacity", path_of(place, "opacity"), 0, 1)
        check_name(pose.easing, EASING_NAME, "An easing", path_of(place, "easing"))
        if pose.at <= last:
            raise InvalidTimeline("Keyframes must follow one another in time.", field=path_of(place, "at"))
        last = pose.at
        check_json(dict(pose.extra), place)


def _check_motion(motion: Motion, where: str) -> None:
    check_choice(motion.type, MOTIONS, "The motion", path_of(where, "type"))
    if motion.amount is not None:
        field = path_of(where, "amount")
        check_number(motion.amount, "The amount of motion", field, *MOTION_AMOUNTS)
    if (motion.type == "custom") != bool(motion.keyframes):
        message = "Keyframes and the motion “custom” belong together."
        raise InvalidTimeline(message, field=path_of(where, "keyframes"))
    if len(motion.keyframes) > MAX_KEYFRAMES:
        message = f"There are at most {MAX_KEYFRAMES:,} keyframes."
        raise InvalidTimeline(message, field=path_of(where, "keyframes"))
    last = -1.0
    for index, keyframe in enumerate(motion.keyframes):
        place = path_of(where, "keyframes", index)
        _check_keyframe(keyframe, place)
        if keyframe.at <= last:
            raise InvalidTimeline("Keyframes must follow one another in time.", field=path_of(place, "at"))
        last = keyframe.at
    check_json(dict(motion.extra), where)


def _check_keyframe(keyframe: Keyframe, where: str) -> None:
    for attribute in ("at", "x", "y"):
        check_number(getattr(keyframe, attribute), "Places in a keyframe", path_of(where, attribute), 0, 1)
    check_number(keyframe.zoom, "The zoom", path_of(where, "zoom"), *ZOOMS)
    check_name(keyframe.easing, EASING_NAME, "An easing", path_of(where, "easing"))
    check_json(dict(keyframe.extra), where)


def _check_looks(clip: VideoClip, where: str) -> None:
    if len(clip.looks) > MAX_LOOKS:
        message = f"There are at most {MAX_LOOKS} looks on a picture."
        raise InvalidTimeline(message, field=path_of(where, "looks"))
    for index, look in enumerate(clip.looks):
        place = path_of(where, "looks", index)
        check_choice(look.type, tuple(LOOKS), "The look", path_of(place, "type"))
        low, high = LOOKS[look.type]
        check_number(look.amount, f"The strength of “{look.type}”", path_of(place, "amount"), low, high)
        _check_file(look.source, place)
        if look.target is not None:
            _check_target(look.target, path_of(place, "target"))
        check_json(dict(look.extra), place)


def _check_target(target: Any, field: str) -> None:
    if not isinstance(target, tuple) or len(target) != 3:
        raise InvalidTimeline("A mean colour is three numbers: L*, a* and b*.", field=field)
    for index, (value, bounds) in enumerate(zip(target, (LIGHTNESSES, CASTS, CASTS), strict=True)):
        check_number(value, "A mean colour", f"{field}[{index}]", *bounds)
