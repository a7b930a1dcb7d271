"""Tools for how pictures stand on the canvas, and how the camera moves over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.automatic import choice_for, moved_alone, reworked, whole_again
from photoplay.agent.tools.kinds import Colour, Percent, Position, Whole, choice
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import Photos, all_photos, chosen, films, ids_of, stills
from photoplay.timeline import placements, styling
from photoplay.timeline.called import MOTION_NAMES, called
from photoplay.timeline.find import main_clips, overlays
from photoplay.timeline.model import MOTIONS, Fit, Motion, Timeline, VideoClip
from photoplay.timeline.placements import FrameName
from photoplay.timeline.summary import Telling
from photoplay.timeline.wording import language_of

#: Share of the frame that a move travels in a second. Source: taste, "Motion".
_SPEEDS = {"gentle": 0.03, "strong": 0.08}
_MOST_MOVED = 0.6
#: Where the point that stays in view lies for names of places, fractions from the left and from the top.
_EDGES = {"left": 0.12, "top": 0.12, "right": 0.88, "bottom": 0.88}

FitName = Annotated[
    str,
    choice(
        "cover", "contain", "blur",
        also={
            "fill": "cover", "crop": "cover", "fit": "contain", "whole": "contain", "letterbox": "contain",
            "blurred": "blur", "blurred background": "blur", "blur background": "blur",
        },
    ),
]  # fmt: skip
MotionName = Annotated[
    str,
    choice(
        "auto", *(name for name in MOTIONS if name != "custom"),
        also={
            "none": "hold", "still": "hold", "static": "hold", "off": "hold", "stop": "hold", "zoom": "zoom-in",
            "pan": "pan-right", "ken burns": "auto", "kenburns": "auto", "automatic": "auto",
            "push in": "zoom-in", "pull out": "zoom-out", "tilt up": "pan-up", "tilt down": "pan-down",
        },
    ),
]  # fmt: skip
Strength = Annotated[
    str, choice("gentle", "strong", also={"slow": "gentle", "subtle": "gentle", "fast": "strong"})
]
Axis = Annotated[
    str,
    choice(
        "h",
        "v",
        also={
            "horizontal": "h",
            "vertical": "v",
            "horizontally": "h",
            "vertically": "v",
            "left-right": "h",
            "top-bottom": "v",
        },
    ),
]
Frame = Annotated[
    str, choice("none", "line", "polaroid", also={"border": "line", "white": "line", "instant": "polaroid"})
]


def rotate(desk: Desk, *, photos: Photos, degrees: Whole = 90) -> Done:
    """Turns photos or clips clockwise by quarter turns.

    Args:
        photos: Which: numbers, ids or file names.
        degrees: 90, 180 or 270 clockwise; -90 turns to the left.

    Example:
        rotate(photos=[1], degrees=90)
    """
    if degrees % 90:
        raise Refused("no_such_turn")
    clips = chosen(desk, photos)
    canvas = desk.timeline.canvas
    alone = [
        one.id
        for one in clips
        if (was := choice_for(desk, one, canvas)) and was.fit == one.fit and not one.box
    ]
    timeline = styling.rotate(desk.timeline, photos, degrees // 90)
    return Done(_refitted(desk, timeline, alone), photos=photos)


def _refitted(desk: Desk, timeline: Timeline, ids: list[str]) -> Timeline:
    """Pictures with the fit that suits them by itself."""
    timeline = whole_again(desk, timeline, ids)
    changed = {}
    for clip in main_clips(timeline):
        suits = choice_for(desk, clip, timeline.canvas) if clip.id in ids else None
        if suits is not None and suits.fit != clip.fit:
            changed[clip.id] = replace(clip, fit=suits.fit)
    return reworked(timeline, changed)


def mirror(desk: Desk, *, photos: Photos, axis: Axis = "h") -> Done:
    """Mirrors photos or clips; twice undoes it.

    Args:
        photos: Which: numbers, ids or file names.
        axis: “h” exchanges left and right, “v” top and bottom.

    Example:
        mirror(photos=[2], axis="h")
    """
    return Done(styling.flip(desk.timeline, photos, axis), photos=photos)


def set_fit(desk: Desk, *, fit: FitName, photos: Photos | None = None) -> Done:
    """Says how pictures of another shape than the video meet its edges.

    Args:
        fit: “cover” fills the canvas and cuts off what is over, “contain” shows all of the picture with plain
            bars, “blur” shows all of it before a blurred copy.
        photos: Which; default: all.

    Example:
        set_fit(photos=[3], fit="contain")
    """
    ids = ids_of(chosen(desk, photos))
    wanted: Fit = fit  # type: ignore[assignment]
    return Done(styling.set_fit(whole_again(desk, desk.timeline, ids), ids, wanted), photos=photos or ())


def set_focus(desk: Desk, *, photos: Photos, position: Position) -> Done:
    """Says which part of pictures must stay in view where something is cut off.

    Args:
        photos: Which: numbers, ids or file names.
        position: One of nine places (“top” keeps heads), or {"x": 0–1, "y": 0–1} from the top left.

    Example:
        set_focus(photos=[2], position="top")
    """
    point = position
    if isinstance(point, str):
        words = point.split("-")
        x = next((_EDGES[one] for one in words if one in ("left", "right")), 0.5)
        y = next((_EDGES[one] for one in words if one in ("top", "bottom")), 0.5)
        point = (x, y)
    return Done(styling.set_focus(desk.timeline, photos, point), photos=photos)


def set_background(
    desk: Desk, *, color: Colour, to: Colour | None = None, photos: Photos | None = None
) -> Done:
    """Fills the space beside pictures with a colour, or a gradient; the pictures are shown whole.

    Args:
        color: “#rrggbb” or a name.
        to: Colour at the bottom, for a gradient.
        photos: Which; default: all.

    Example:
        set_background(color="white")
    """
    clips = chosen(desk, photos)
    ids = ids_of(clips)
    timeline = placements.set_background(desk.timeline, ids, color, to)
    whole = [clip.id for clip in clips if clip.box is None and clip.fit != "contain"]
    if whole:
        timeline = styling.set_fit(timeline, whole, "contain")
    return Done(timeline, photos=photos or ())


def set_frame(
    desk: Desk, *, frame: Frame = "line", color: Colour | None = None, photos: Photos | None = None
) -> Done:
    """Puts a frame around pictures, or takes it away.

    Args:
        frame: “line” (a border), “polaroid” (an instant photo) or “none”.
        color: Of the frame; default: white.
        photos: Which; default: all.

    Example:
        set_frame(frame="polaroid", photos=[1, 2])
    """
    clips = chosen(desk, photos)
    name: FrameName = frame  # type: ignore[assignment]
    timeline = placements.set_frame(desk.timeline, ids_of(clips), name, color=color)
    if frame == "none":
        framed = [clip for clip in clips if clip.border is not None]
        if not framed:
            raise Refused("no_frame")
        timeline = _unframed(desk, timeline, framed)
    return Done(timeline, photos=photos or ())


def _unframed(desk: Desk, timeline: Timeline, clips: list[VideoClip]) -> Timeline:
    """Pictures that stood in a frame in the middle of the canvas fill it again."""
    main = {clip.id for clip in main_clips(timeline)}
    shared = {clip.reference for clip in overlays(timeline)}
    alone = [clip.id for clip in clips if clip.id in main and clip.box is not None and clip.id not in shared]
    changed = {
        clip.id: replace(clip, box=None, shadow=0.0, background=None)
        for clip in main_clips(timeline)
        if clip.id in alone
    }
    return _refitted(desk, reworked(timeline, changed), alone)


def round_corners(desk: Desk, *, amount: Percent = 20.0, photos: Photos | None = None) -> Done:
    """Rounds the corners of pictures.

    Args:
        amount: 0 is square, 100 as round as can be.
        photos: Which; default: all.

    Example:
        round_corners(amount=20)
    """
    ids = ids_of(chosen(desk, photos))
    radius = min(max(amount, 0.0), 100.0) / 200
    return Done(placements.set_corners(desk.timeline, ids, radius), photos=photos or ())


def _same_motion(desk: Desk, found: Sequence[VideoClip], motion: str) -> str:
    """That photos move like that already, with the move's name."""
    language = language_of(desk.language)
    numbers = {clip.id: number for number, clip in enumerate(all_photos(desk), 1)}
    told = [str(numbers[clip.id]) for clip in found if clip.id in numbers]
    moves = called(motion, MOTION_NAMES, language)
    return say(desk.language, "note_same_motion", photos=Telling(language)["comma"].join(told), moves=moves)


def set_motion(
    desk: Desk, *, motion: MotionName, photos: Photos | None = None, strength: Strength | None = None
) -> Done:
    """Moves the camera over photos; clips move by themselves.

    Args:
        motion: “zoom-in”, “zoom-out”, “pan-left” (shows what lies further left), “pan-right”, “pan-up”,
            “pan-down”, “pan-up-left” and so on, “hold” (none), or “auto”: what suits each photo.
        photos: Which; default: all photos.
        strength: “gentle” or “strong”; default: a comfortable speed.

    Example:
        set_motion(photos=[2], motion="zoom-in")
    """
    clips = chosen(desk, photos)
    found = stills(clips)
    if not found:
        raise Refused("only_films")
    note = ""
    if photos is not None and films(clips):
        note = say(desk.language, "note_films_move")
    ids = ids_of(found)
    if motion == "auto":
        return Done(moved_alone(desk, desk.timeline, ids, fit=False), note, photos or ())
    changed: dict[str, VideoClip] = {}
    for clip in found:
        amount = None
        if strength is not None and motion != "hold":
            amount = round(min(_SPEEDS[strength] * clip.duration_ms / 1000, _MOST_MOVED), 3)
        changed[clip.id] = replace(clip, motion=Motion(motion, amount))
    timeline = reworked(desk.timeline, changed)
    if timeline == desk.timeline and not note:
        note = _same_motion(desk, found, motion)
    return Done(timeline, note, photos or ())
