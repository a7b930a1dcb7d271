"""How a text is set on its canvas: what it says of itself, and what its role brings where it says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from photoplay.render.layout import (
    RoleStyle,
    alignment_of,
    position_of,
    reads_from_right,
    role_style,
    safe_zone,
    width_for,
)
from photoplay.render.titles.fitting import Room
from photoplay.render.titles.fonts import Library
from photoplay.render.titles.scripts import CJK, TALL
from photoplay.timeline.lettering import Lettering, Outline, Plate, Shadow

Size = tuple[int, int]
#: The smallest letters, as a fraction of the canvas height: nobody reads them, but nothing is lost.
LEAST = 0.004


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """A text's style with nothing left open.

    Attributes:
        lettering: What the text says.
        base: What its role brings.
        canvas: Size of the picture, pixels.
        family: Font for all characters that it has.
        right_to_left: Whether it is read from the right, as its first letter tells.
        notes: What was asked for and is not there, in sentences.
    """

    lettering: Lettering
    base: RoleStyle
    canvas: Size
    family: str
    right_to_left: bool = False
    notes: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        return self.lettering.role

    @property
    def size_px(self) -> float:
        return (self.lettering.size or self.base.size) * self.canvas[1]

    @property
    def position(self) -> str | tuple[float, float]:
        return position_of(self.lettering, self.canvas, right_to_left=self.right_to_left)

    @property
    def color(self) -> str:
        return self.lettering.color or self.base.color

    @property
    def is_tabular(self) -> bool:
        """Whether digits are equally wide: numbers that count do not tremble."""
        return self.lettering.way_in is not None and self.lettering.way_in.type == "count"

    @property
    def plate(self) -> Plate | None:
        told = self.lettering.plate
        if told is None:
            return self.base.plate
        return Plate() if told is True else told or None

    @property
    def outline(self) -> Outline | None:
        told = self.lettering.outline
        found = Outline() if told is True else told or None
        return found if found and found.width > 0 else None

    @property
    def shadow(self) -> Shadow | None:
        told = self.lettering.shadow
        if told is None:
            return self.base.shadow if self.plate is None else None
        found = Shadow() if told is True else told or None
        return found if found and found.opacity > 0 else None

    @property
    def has_bar(self) -> bool:
        """Whether a thin bar stands beside the words."""
        return self.role == "lower-third"

    @property
    def align(self) -> str:
        return alignment_of(self.lettering, self.canvas, right_to_left=self.right_to_left)

    def scale(self, line: int) -> float:
        """Size of a typed line as a fraction of the text's."""
        return self.base.later_lines[0] if line and self.base.later_lines else 1.0

    def weight(self, line: int) -> int:
        if self.lettering.weight is not None:
            return self.lettering.weight
        return self.base.later_lines[1] if line and self.base.later_lines else self.base.weight

    def leading(self, scripts: frozenset[str]) -> float:
        """From one baseline to the next, in em."""
        if scripts & TALL:
            return max(self.base.leading, 1.45)
        return max(self.base.leading, 1.26) if scripts & CJK else self.base.leading

    def reach(self, scripts: frozenset[str]) -> tuple[float, float]:
        """How far letters go over and under their baseline, in em, as the eye takes it."""
        if scripts & TALL:
            return 0.9, 0.36
        return (0.86, 0.14) if scripts & CJK else (0.76, 0.2)

    def padding(self) -> tuple[float, float]:
        """What stands around the words, in em: of a plate, across and down, or beside a bar."""
        if self.plate is not None:
            return self.base.padding
        return (0.42, 0.04) if self.has_bar else (0.0, 0.0)

    def room(self, scripts: frozenset[str]) -> Room:
        zone = safe_zone(self.canvas)
        beside, around = self.padding()
        share = 0.92 if self.role in ("title", "end-card") else 0.7
        width = width_for(self.position, self.canvas) * self.base.width
        leading = self.leading(scripts)
        return Room(
            width, zone.height * share, self.base.lines, self.base.smallest, leading, beside, around,
            least=LEAST * self.canvas[1],
        )  # fmt: skip

    def spread(self, size: float) -> float:
        """How far outline and plate reach beyond the letters, pixels."""
        return size * ((self.outline.width if self.outline else 0.0) + max(self.padding()))

    def layers(self) -> tuple[str, ...]:
        """Pages to draw."""
        told = ["letters"]
        if self.outline:
            told.append("outline")
        if self.plate or self.has_bar:
            told.append("plate")
        return tuple(told)

    def more(self, size: float, block: tuple[float, float, float, float]) -> dict[str, Any]:
        """What the layers need, for the Typst document. ``block``: left, top, width, height, pixels."""
        plate, outline = self.plate, self.outline
        told = None
        if plate:
            told = {"color": plate.color, "opacity": plate.opacity, "radius": plate.radius * size}
        return {
            "outline": {"color": outline.color, "width": outline.width * size} if outline else None,
            "plate": told,
            "block": dict(zip(("x", "y", "width", "height"), block, strict=True)),
            "accent": {"em": size, "color": self.color, "rtl": self.align == "right"},
        }


def style_of(lettering: Lettering, text: str, canvas: Size, fonts: Library) -> TypeStyle:
    """The style of a text on a canvas with the fonts there are."""
    base = role_style(lettering.role, canvas)
    from_right = reads_from_right(text)
    if lettering.font is None:
        return TypeStyle(lettering, base, canvas, base.family, from_right)
    family = fonts.family_named(lettering.font)
    if family is not None:
        return TypeStyle(lettering, base, canvas, family, from_right)
    note = (
        f"The font “{lettering.font}” is not here; another is used. “photoplay fonts” lists those that are."
    )
    return TypeStyle(lettering, base, canvas, base.family, from_right, (note,))
