"""Where a picture stands that fills only a part of the canvas, and how it looks there."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from photoplay.render.moves import EASINGS
from photoplay.timeline.model import Border, VideoClip

Rgb = tuple[int, int, int]
Size = tuple[int, int]

_WHITE: Rgb = (255, 255, 255)
#: Paper is never quite white, nor blue.
_PAPER: Rgb = (250, 248, 243)
#: Pixels of a picture that moves, or stands askew, per pixel of the canvas: it is sampled once more, and
#: at 1 its sharpness would pulse with every pixel that it crosses.
FINENESS = 1.15
#: And never of so many times the canvas' pixels, nor with a side so many times as long as the canvas' longer
#: one: a box may be scaled beyond its edges.
MOST_LARGE = 2.5
#: No picture is smaller, pixels a side: sampling needs two neighbours in every plane.
_LEAST = 4.0
#: Boxes no larger than this stand for a corner, or an edge, of the canvas if their middle is not in its middle.
_CORNER, _MIDDLE = (0.2, 0.3), (0.4, 0.6)
#: Widths of frames where none is told, parts of the box's shorter side.
_WIDTHS = {"line": 0.02, "polaroid": 0.05}


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame around a picture: its kind, its width in parts of the box's shorter side, and its colour."""

    type: str
    width: float
    color: Rgb


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a box stands at one moment of its clip, ``at`` 0–1.

    Attributes:
        x, y: Its middle, fractions of the canvas.
        scale: Size in parts of the box.
        angle: Degrees clockwise.
        opacity: 0–1.
        easing: Towards the next one.
    """

    at: float
    x: float
    y: float
    scale: float = 1.0
    angle: float = 0.0
    opacity: float = 1.0
    easing: str = "linear"


@dataclass(frozen=True, slots=True)
class Placing:
    """A picture's place on the canvas.

    Attributes:
        width, height: Of the box, fractions of the canvas; a frame lies within it.
        frame: Around the picture; None: none.
        radius: Of the corners, in parts of the box's shorter side.
        shadow: Strength, 0–1.
        stances: Where its middle is and how it moves, ascending in ``at``; one: it stands still.
        is_still: Whether it stands still and looks the same all the time.
        largest: The stance in which it is largest.
    """

    width: float
    height: float
    stances: tuple[Stance, ...]
    frame: Frame | None = None
    radius: float = 0.0
    shadow: float = 0.0
    # Both are asked for many times a frame.
    is_still: bool = field(init=False)
    largest: Stance = field(init=False)

    def __post_init__(self) -> None:
        ways = {(s.x, s.y, s.scale, s.angle, s.opacity) for s in self.stances}
        object.__setattr__(self, "is_still", len(ways) == 1)
        object.__setattr__(self, "largest", max(self.stances, key=lambda stance: stance.scale))

    @property
    def is_level(self) -> bool:
        """Whether it stands still and upright: its edges are put on whole pixels, and it is not sampled again.

        What is larger than the canvas is sampled: at its own size it would take any number of pixels.
        """
        scale = self.largest.scale
        fits = self.width * scale <= 1 and self.height * scale <= 1
        return self.is_still and fits and self.largest.angle % 360 == 0

    def inner_size(self, canvas: Size) -> Size:
        """Size at which the picture within the frame is drawn, pixels, even; at its largest."""
        spot = spot_at(self, self.largest, canvas)
        width, height = 2 * spot.inner_half_width, 2 * spot.inner_half_height
        if self.is_level:
            return _even(width), _even(height)
        longest, most = MOST_LARGE * max(canvas), MOST_LARGE * canvas[0] * canvas[1]
        fineness = min(FINENESS, longest / max(width, height), math.sqrt(most / (width * height)))
        return _even(width * fineness), _even(height * fineness)

    @property
    def margins(self) -> tuple[float, float, float, float]:
        """Widths of the frame: left, top, right, bottom, in parts of the box's shorter side."""
        return _margins(self.frame)


def stance_at(placing: Placing, t: float) -> Stance:
    """Where the box stands at clip time ``t``, 0 at its start and 1 at its end."""
    stances = placing.stances
    if len(stances) == 1 or t <= stances[0].at:
        return stances[0]
    index = bisect_right(stances, t, key=lambda stance: stance.at)
    if index == len(stances):
        return stances[-1]
    a, b = stances[index - 1], stances[index]
    share = EASINGS[a.easing]((t - a.at) / (b.at - a.at))
    return Stance(
        t,
        a.x + (b.x - a.x) * share,
        a.y + (b.y - a.y) * share,
        a.scale * (b.scale / a.scale) ** share,
        a.angle + (b.angle - a.angle) * share,
        a.opacity + (b.opacity - a.opacity) * share,
    )


class Spot(NamedTuple):
    """Where a box lies in one frame, canvas pixels; 0, 0 is the corner of the canvas, not a pixel's middle.

    Attributes:
        x, y: Its middle.
        cos, sin: Of its angle, clockwise.
        half_width, half_height: Of the whole box.
        radius: Of its corners.
        inner_x, inner_y: Middle of the picture within the frame, from the box's, along the box's own axes.
        inner_half_width, inner_half_height, inner_radius: Of the picture.
        scale: Size in parts of the box.
    """

    x: float
    y: float
    cos: float
    sin: float
    half_width: float
    half_height: float
    radius: float
    inner_x: float
    inner_y: float
    inner_half_width: float
    inner_half_height: float
    inner_radius: float
    scale: float


def spot_at(placing: Placing, stance: Stance, canvas: Size) -> Spot:
    """Where a box with a stance lies on a canvas."""
    width, height = placing.width * canvas[0] * stance.scale, placing.height * canvas[1] * stance.scale
    x, y = stance.x * canvas[0], stance.y * canvas[1]
    is_level = placing.is_level
    if is_level:
        (x, width), (y, height) = _on_pixels(x, width), _on_pixels(y, height)
    short = min(width, height)
    left, top, right, bottom = (margin * short for margin in placing.margins)
    if is_level:
        left, top, right, bottom = (2.0 * round(margin / 2) for margin in (left, top, right, bottom))
    least = _LEAST if is_level else 0.01
    inner_width, inner_height = max(least, width - left - right), max(least, height - top - bottom)
    radius = min(placing.radius, 0.5) * short
    angle = math.radians(stance.angle)
    return Spot(
        x, y, math.cos(angle), math.sin(angle), width / 2, height / 2, radius,
        (left - right) / 2, (top - bottom) / 2, inner_width / 2, inner_height / 2,
        min(max(0.0, radius - left), min(inner_width, inner_height) / 2), stance.scale,
    )  # fmt: skip


def _on_pixels(middle: float, length: float) -> tuple[float, float]:
    """A middle and a length whose two ends lie between pixels of every plane."""
    start, end = (2 * round(place / 2) for place in (middle - length / 2, middle + length / 2))
    end = max(end, start + int(_LEAST))
    return (start + end) / 2, float(end - start)


def placing_of(clip: VideoClip, canvas: Size, picture: Size | None, *, is_overlay: bool) -> Placing | None:
    """Where a clip stands; None when it fills the canvas and nothing else is told.

    Args:
        clip: Its box, frame, corners, shadow, angle, poses and opacity are used.
        canvas: Pixels.
        picture: Size of the cropped, turned picture, pixels; None of a card.
        is_overlay: Whether it lies above the main track.
    """
    is_plain = (
        clip.box is None and clip.border is None and clip.opacity == 1 and not clip.poses
        and not clip.radius and not clip.shadow and not clip.angle
    )  # fmt: skip
    if is_plain and not is_overlay:
        return None
    x, y, w, h = (
        (0.0, 0.0, 1.0, 1.0) if clip.box is None else (clip.box.x, clip.box.y, clip.box.w, clip.box.h)
    )
    frame = _frame(clip.border)
    size = _fitted((w, h), canvas, picture, frame) if clip.fit == "contain" and picture else (w, h)
    middle = x + w / 2, y + h / 2
    if is_overlay and w <= _CORNER[0] and h <= _CORNER[1]:
        middle = _aligned(x, w, size[0]), _aligned(y, h, size[1])
    rest = Stance(0.0, *middle, 1.0, clip.angle, clip.opacity)
    stances = tuple(_stances(clip, rest)) or (rest,)
    return Placing(*size, stances, frame, clip.radius, clip.shadow)


def _aligned(start: float, length: float, shown: float) -> float:
    """The middle, along one axis, of what is shown in a corner's box that is larger: it keeps to the corner."""
    middle = start + length / 2
    if middle < _MIDDLE[0]:
        return start + shown / 2
    return start + length - shown / 2 if middle > _MIDDLE[1] else middle


def _stances(clip: VideoClip, rest: Stance) -> Iterator[Stance]:
    for pose in clip.poses:
        yield Stance(
            pose.at,
            rest.x if pose.x is None else pose.x,
            rest.y if pose.y is None else pose.y,
            pose.scale,
            rest.angle + pose.angle,
            rest.opacity * pose.opacity,
            pose.easing,
        )


def _frame(border: Border | None) -> Frame | None:
    if border is None:
        return None
    color = _PAPER if border.type == "polaroid" else _WHITE
    if border.color is not None:
        red, green, blue = bytes.fromhex(border.color[1:])
        color = red, green, blue
    return Frame(border.type, _WIDTHS[border.type] if border.width is None else border.width, color)


def _fitted(
    box: tuple[float, float], canvas: Size, picture: Size, frame: Frame | None
) -> tuple[float, float]:
    """The largest box of the picture's shape, with its frame, within another of the same middle.

    What is shown whole has no bars within its box.
    """
    left, top, right, bottom = _margins(frame)
    across, down = left + right, top + bottom
    # The margins are parts of the result's shorter side: where that is its width, and where its height.
    width = picture[0] / (1 - across)
    height = picture[1] + down * width
    if width > height:
        height = picture[1] / (1 - down)
        width = picture[0] + across * height
    scale = min(box[0] * canvas[0] / width, box[1] * canvas[1] / height)
    return min(1.0, width * scale / canvas[0]), min(1.0, height * scale / canvas[1])


def _margins(frame: Frame | None) -> tuple[float, float, float, float]:
    """See ``Placing.margins``; together they are less than the whole side, as far as ``BORDER_WIDTHS`` go."""
    if frame is None:
        return 0.0, 0.0, 0.0, 0.0
    w = frame.width
    return w, w, w, 4 * w if frame.type == "polaroid" else w


def _even(side: float) -> int:
    return max(int(_LEAST), round(side / 2) * 2)
