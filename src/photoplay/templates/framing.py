"""Fit, crop and camera of every shot: who is approached, who is panned along, and who holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from photoplay.media.record import MediaRecord
from photoplay.motion.choice import Choice, choose_one, cropped
from photoplay.render.framing import LEAST, MOST_PAN, MOST_ZOOM, SURE
from photoplay.render.geometry import clamped, rest_scale
from photoplay.render.moves import Stand
from photoplay.templates.style import USUAL_SPEED
from photoplay.timeline.model import MOTIONS, Box, Canvas, Fit, Keyframe, Motion

#: A lying photo that would be small before a blurred ground on an upright canvas gives up to this share of its
#: width, around its subject, and is seen so much larger. Source: ours, by eye: nobody at the edge is lost.
MOST_NARROWED = 0.22
#: What is shown whole shrinks or grows by no more than this, and so slowly, or it looks lost on its ground.
_MOST_WHOLE, _WHOLE_SPEED = 0.08, 0.02
#: A picture that is alone for longer than this is explored: once in about so long, up to so near, and so far
#: beside its middle. Source: ours, by eye.
LONG_MS, _ROUND_MS, _MOST_NEAR, _ASIDE = 9000, 15_000, 1.5, 0.18


@dataclass(frozen=True, slots=True)
class Framing:
    """How one shot is framed; ``motion`` is None of films, ``crop`` where all of it is used."""

    fit: Fit
    motion: Motion | None
    crop: Box | None = None


def framings(
    records: Sequence[MediaRecord],
    canvas: Canvas,
    durations_ms: Sequence[int],
    *,
    motion: str = "",
    speed: float = USUAL_SPEED,
    first: str | None = None,
) -> list[Framing]:
    """How each shot is framed; neighbours move differently, graphics and logos hold.

    Args:
        records: What is shown, in order.
        canvas: Of the video.
        durations_ms: Of the shots.
        motion: A name of ``MOTIONS`` that somebody wants for all photos; "": what suits each.
        speed: Of the camera where it is chosen, share of the frame a second.
        first: A move that the first photo does not make.
    """
    size = (canvas.width, canvas.height)
    found: list[Framing] = []
    before = first
    for record, duration_ms in zip(records, durations_ms, strict=True):
        choice = choose_one(record, size, before=before, duration_ms=duration_ms)
        # Film moves by itself, and has no part in the turns of zooms and pans.
        before = before if record.film is not None else choice.motion
        move = None if record.film is not None else _motion(record, choice, motion, speed, duration_ms)
        found.append(Framing(choice.fit, move, narrowed(record, canvas, choice.fit)))
    return found


def narrowed(record: MediaRecord, canvas: Canvas, fit: Fit) -> Box | None:
    """The part of a lying photo that is used before a blurred ground on an upright or square canvas; None: all.

    Args:
        record: A photo or a film.
        canvas: Of the video.
        fit: How it meets the canvas.
    """
    is_lying = record.width >= record.height and canvas.width <= canvas.height
    if fit != "blur" or not is_lying or record.is_graphic or record.role == "logo":
        return None
    share, _ = cropped((record.width, record.height), (canvas.width, canvas.height))
    width = round(1 - min(share, MOST_NARROWED), 4)
    middle = record.focus.x if record.focus.certainty >= SURE else 0.5
    return Box(round(min(max(middle - width / 2, 0.0), 1 - width), 4), 0.0, width, 1.0)


def explored(record: MediaRecord, framing: Framing, canvas: Canvas, duration_ms: int) -> Framing:
    """A picture that is alone for long: closer to its subject, along it, and back to all of it.

    Args:
        record: A photo.
        framing: As it is framed for a while; one that holds stays so.
        canvas: Of the video.
        duration_ms: Of its shot; up to ``LONG_MS``, one move is enough.
    """
    if duration_ms <= LONG_MS or framing.motion is None or framing.motion.type == "hold":
        return framing
    sharp = min(record.width / canvas.width, record.height / canvas.height)
    near = round(min(max(1.2, 1.3 * sharp), _MOST_NEAR), 3)
    x, y = (record.focus.x, record.focus.y) if record.focus.certainty >= SURE else (0.5, 0.5)
    across = 0.5 + _ASIDE if x <= 0.5 else 0.5 - _ASIDE
    ways = [(0.5, 0.5, 1.0), (x, y, near), (across, y, round((1 + near) / 2, 3)), (0.5, 0.5, 1.0)]
    rounds = max(1, round(duration_ms / _ROUND_MS))
    stands = ways + ways[1:] * (rounds - 1)
    steps = len(stands) - 1
    keys = tuple(
        Keyframe(round(number / steps, 5), *stand, easing="easeInOutSine")
        for number, stand in enumerate(stands)
    )
    return replace(framing, motion=Motion("custom", keyframes=keys))


def seen_at(record: MediaRecord, framing: Framing, canvas: Canvas) -> tuple[float, float] | None:
    """Where a picture's subject stands on the canvas, fractions; None: there is none that is sure."""
    if record.focus.certainty < SURE or not record.width or not record.height:
        return None
    crop = framing.crop or Box()
    focus = (record.focus.x - crop.x) / crop.w, (record.focus.y - crop.y) / crop.h
    picture = max(1, round(record.width * crop.w)), max(1, round(record.height * crop.h))
    size = (canvas.width, canvas.height)
    stand = clamped(Stand(*focus, 1.0), picture, size, framing.fit)
    scale = rest_scale(picture, size, framing.fit)
    x, y = (
        0.5 + (place - middle) * side * scale / whole
        for place, middle, side, whole in zip(focus, (stand.x, stand.y), picture, size, strict=True)
    )
    return x, y


def _motion(record: MediaRecord, choice: Choice, wish: str, speed: float, duration_ms: int) -> Motion:
    is_wished = wish in MOTIONS and wish != "custom"
    # Charts, screenshots and logos are never zoomed past their edge, whatever is wished for the photos.
    name = wish if is_wished and not record.is_graphic and record.role != "logo" else choice.motion
    if name.startswith("zoom") and choice.fit != "cover":
        speed, most = min(speed, _WHOLE_SPEED), _MOST_WHOLE
    elif name == "hold" or speed == USUAL_SPEED:
        return Motion(name)
    else:
        most = MOST_ZOOM if name.startswith("zoom") else MOST_PAN
    return Motion(name, amount=round(min(max(speed * duration_ms / 1000, LEAST), most), 3))
