"""Where words stand on a canvas, and how large they are: the safe zone, and what each role of a text brings.

Nothing here draws. Lengths are pixels of the canvas, x to the right and y down, or fractions of its height
where that is said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from photoplay.errors import InvalidOption
from photoplay.timeline.lettering import Animation, Lettering, Plate, Shadow

Size = tuple[int, int]


class Box(NamedTuple):
    """A rectangle, half-open: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0


#: What phone apps leave free of their buttons on a 1080×1920 picture. Source: the platforms' guides for
#: stories and reels, the narrowest of each edge.
TALL_ZONE = Box(65 / 1080, 270 / 1920, 900 / 1080, 1248 / 1920)
TALL_ASPECT = 0.66
MARGIN = 0.05


def safe_zone(canvas: Size) -> Box:
    """Where words and logos may stand: clear of a player's edges, and of an app's buttons on tall pictures."""
    width, height = canvas
    if width / height <= TALL_ASPECT:
        zone = TALL_ZONE
        return Box(zone.x0 * width, zone.y0 * height, zone.x1 * width, zone.y1 * height)
    margin = MARGIN * min(width, height) if width < height else MARGIN * width
    return Box(margin, MARGIN * height, width - margin, height - MARGIN * height)


@dataclass(frozen=True, slots=True)
class RoleStyle:
    """What a role of a text brings on a canvas of a certain shape, where the text does not say otherwise.

    Attributes:
        size: Height of the letters (em) as a fraction of the canvas height.
        smallest: How far they may shrink, as a fraction of ``size``, before they take more lines.
        lines: How many lines it has when it can.
        width: The widest line, as a fraction of the safe zone.
        family, weight: Of the font.
        leading: From one baseline to the next, in em, for Latin letters.
        position: One of ``TEXT_POSITIONS``; ``other_positions`` is where it may go instead, best first.
        align: Of lines within the text; None: as the position is.
        color: "#rrggbb".
        shadow, plate: What stands behind the letters; None: nothing.
        way_in, way_out: How it comes and goes.
        padding: Around the words inside of a plate, across and down, in em; as the role's .typ draws it.
        later_lines: Size of what follows the first typed line, as a fraction of it; and its weight.
    """

    size: float
    smallest: float = 0.72
    lines: int = 3
    width: float = 1.0
    family: str = "Photoplay Sans"
    weight: int = 700
    leading: float = 1.16
    position: str = "center"
    other_positions: tuple[str, ...] = ()
    align: str | None = None
    color: str = "#ffffff"
    shadow: Shadow | None = None
    plate: Plate | None = None
    way_in: Animation = Animation("fade", 300)
    way_out: Animation = Animation("fade", 200)
    padding: tuple[float, float] = (0.45, 0.3)
    later_lines: tuple[float, int] | None = None


#: Height of letters by shape of the canvas (16:9, 1:1, 4:5, 9:16), as fractions of the canvas height.
_SHAPES = (16 / 9, 1.0, 4 / 5, 9 / 16)
_SIZES: Mapping[str, tuple[float, float, float, float]] = {
    "title": (0.085, 0.074, 0.064, 0.054),
    "subtitle": (0.040, 0.036, 0.032, 0.027),
    "lower-third": (0.046, 0.042, 0.037, 0.030),
    "caption": (0.044, 0.042, 0.039, 0.036),
    "end-card": (0.080, 0.070, 0.060, 0.050),
    "badge": (0.052, 0.048, 0.042, 0.034),
}
_SOFT = Shadow("#000000", 0.45, 0.16)
_STYLES: Mapping[str, RoleStyle] = {
    "title": RoleStyle(
        size=0, family="Photoplay Display", leading=1.1, width=0.88, shadow=_SOFT,
        position="center", other_positions=("bottom", "top"),
        way_in=Animation("rise", 400), way_out=Animation("fade", 250),
    ),
    "subtitle": RoleStyle(
        size=0, lines=2, weight=400, leading=1.25, width=0.76, shadow=_SOFT,
        position="center", other_positions=("bottom", "top"),
        way_in=Animation("fade", 400), way_out=Animation("fade", 250),
    ),
    "lower-third": RoleStyle(
        size=0, lines=3, leading=1.22, width=0.6, shadow=_SOFT, align="left",
        position="bottom-left", other_positions=("bottom-right", "top-left"), later_lines=(0.72, 400),
        way_in=Animation("slide", 400), way_out=Animation("fade", 250),
    ),
    "caption": RoleStyle(
        size=0, lines=2, leading=1.28, width=0.86, shadow=Shadow("#000000", 0.6, 0.12),
        position="bottom", other_positions=("top",),
        way_in=Animation("fade", 120), way_out=Animation("fade", 100),
    ),
    "end-card": RoleStyle(
        size=0, family="Photoplay Display", leading=1.14, width=0.84,
        position="center", other_positions=("bottom", "top"), later_lines=(0.5, 400), padding=(0.85, 0.42),
        way_in=Animation("fade", 400), way_out=Animation("fade", 250),
    ),
    "badge": RoleStyle(
        size=0, lines=2, family="Photoplay Display", leading=1.1, width=0.42,
        plate=Plate("#d92d20", 1.0, 0.32), align="center",
        position="top-right", other_positions=("top-left", "bottom-right", "bottom-left"),
        way_in=Animation("pop", 350), way_out=Animation("fade", 200),
    ),
}  # fmt: skip


@lru_cache(maxsize=256)
def role_style(role: str, canvas: Size) -> RoleStyle:
    """The style of a role on this canvas.

    Raises:
        InvalidOption: There is no such role.
    """
    if role not in _STYLES:
        raise InvalidOption(f"“{role}” is no role of a text; roles are {', '.join(_STYLES)}.")
    style = _STYLES[role]
    changes: dict[str, object] = {"size": _between(canvas[0] / canvas[1], _SIZES[role])}
    if canvas[0] / canvas[1] <= TALL_ASPECT:
        changes["width"] = 1.0 if role not in ("badge", "lower-third") else 0.8
    return _with(style, changes)


def _with(style: RoleStyle, changes: Mapping[str, object]) -> RoleStyle:
    told = {name: getattr(style, name) for name in RoleStyle.__slots__}
    return RoleStyle(**{**told, **changes})


def _between(aspect: float, sizes: Sequence[float]) -> float:
    """The size at an aspect between the four that are written down, linearly; the ends hold beyond them."""
    if aspect >= _SHAPES[0]:
        return sizes[0]
    for wide, narrow, high, low in zip(_SHAPES, _SHAPES[1:], sizes, sizes[1:], strict=False):
        if aspect >= narrow:
            return low + (high - low) * (aspect - narrow) / (wide - narrow)
    return sizes[-1]


def reads_from_right(line: str) -> bool:
    """Whether a line is set from the right: its first letter decides. Source: UAX #9, P2 and P3."""
    for one in line:
        direction = unicodedata.bidirectional(one)
        if direction in ("R", "AL"):
            return True
        if direction == "L" and not 0x1F1E6 <= ord(one) <= 0x1F1FF:  # flags are no letters
            return False
    return False


def position_of(
    lettering: Lettering, canvas: Size, *, right_to_left: bool = False
) -> str | tuple[float, float]:
    """Where the text stands: what it says, or what its role brings.

    A role that stands at the left, where reading begins, stands at the right for what is read from there.
    """
    if lettering.position is not None:
        return lettering.position
    style = role_style(lettering.role, canvas)
    if right_to_left and style.align == "left":
        return style.position.replace("left", "right")
    return style.position


def alignment_of(lettering: Lettering, canvas: Size, *, right_to_left: bool = False) -> str:
    """Of the lines within the text: one of ``ALIGNMENTS`` of the timeline."""
    if lettering.align is not None:
        return lettering.align
    position = position_of(lettering, canvas, right_to_left=right_to_left)
    told = role_style(lettering.role, canvas).align
    if isinstance(position, str) and told != "center":
        told = next((side for side in ("left", "right") if side in position), told)
    elif told == "left" and right_to_left:
        told = "right"
    return told or "center"


def width_for(position: str | tuple[float, float], canvas: Size) -> float:
    """The widest that a text at this place can be. Centred text stays in the middle of the picture, so
    the nearer edge of the safe zone counts on both sides; other text has the whole zone.
    """
    zone = safe_zone(canvas)
    if isinstance(position, str):
        is_centred = "left" not in position and "right" not in position
    else:
        is_centred = abs(position[0] - 0.5) < 0.01
    middle = canvas[0] / 2
    return 2 * min(middle - zone.x0, zone.x1 - middle) if is_centred else zone.width


def place(
    size: tuple[float, float], position: str | tuple[float, float], canvas: Size, zone: Box | None = None
) -> tuple[float, float]:
    """Top-left corner for something of this size, inside the zone (None: the safe zone) if it fits at all.

    Centred columns stand in the middle of the canvas, not of the zone.
    """
    zone = zone or safe_zone(canvas)
    width, height = size
    if isinstance(position, str):
        x = canvas[0] / 2 - width / 2
        y = (zone.y0 + zone.y1) / 2 - height / 2
        if "left" in position:
            x = zone.x0
        elif "right" in position:
            x = zone.x1 - width
        if position.startswith("top"):
            y = zone.y0
        elif position.startswith("bottom"):
            y = zone.y1 - height
    else:
        x, y = position[0] * canvas[0] - width / 2, position[1] * canvas[1] - height / 2
    return _held(x, width, zone.x0, zone.x1), _held(y, height, zone.y0, zone.y1)


def _held(start: float, length: float, low: float, high: float) -> float:
    if length >= high - low:
        return (low + high) / 2 - length / 2
    return min(max(start, low), high - length)


def stacked(
    sizes: Sequence[tuple[float, float]],
    position: str | tuple[float, float],
    canvas: Size,
    gap: float | None = None,
) -> list[tuple[float, float]]:
    """Top-left corners for texts that share a place (a title and its subtitle), one under the other.

    Args:
        sizes: Of the texts, from the top down.
        gap: Between them; None: 2.2 % of the canvas height.
    """
    if not sizes:
        return []
    gap = 0.022 * canvas[1] if gap is None else gap
    width = max(size[0] for size in sizes)
    height = sum(size[1] for size in sizes) + gap * (len(sizes) - 1)
    left, top = place((width, height), position, canvas)
    corners = []
    for one, tall in sizes:
        x = left + (width - one) / 2
        if isinstance(position, str) and "left" in position:
            x = left
        elif isinstance(position, str) and "right" in position:
            x = left + width - one
        corners.append((x, top))
        top += tall + gap
    return corners


def estimated_box(text: str, lettering: Lettering, canvas: Size) -> Box:
    """About where a text will stand, without drawing it: a letter is half as wide as high, a Chinese one whole.

    Good to a few letters; for choosing a place, not for setting type.
    """
    style = role_style(lettering.role, canvas)
    em = (lettering.size or style.size) * canvas[1]
    position = position_of(lettering, canvas, right_to_left=reads_from_right(text))
    widest = width_for(position, canvas) * style.width
    width, lines = 0.0, 0
    for number, line in enumerate(text.strip().splitlines() or [""]):
        scale = style.later_lines[0] if number and style.later_lines else 1.0
        long = scale * em * sum(1.0 if ord(one) >= 0x2E80 else 0.54 for one in line)
        rows = max(1, -(-int(long) // max(1, int(widest))))
        lines += rows
        width = max(width, min(widest, long / rows * 1.1))
    height = lines * em * style.leading
    left, top = place((width, height), position, canvas)
    return Box(left, top, left + width, top + height)
