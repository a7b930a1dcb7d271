"""How two pictures meet in one frame: the numbers that the inner loops mix by."""

from __future__ import annotations

from dataclasses import dataclass

from photoplay.render.geometry import Placement, Size

#: Luma, cb and cr codes of the colours that fill.
BLACK, WHITE = (16.0, 128.0, 128.0), (235.0, 128.0, 128.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a whole picture is put: scaled about the middle of the canvas, then moved.

    Attributes:
        scale_x, scale_y: Above 0; 1 is as large as the canvas.
        right, down: Canvas pixels.
    """

    scale_x: float = 1.0
    scale_y: float = 1.0
    right: float = 0.0
    down: float = 0.0

    @property
    def rests(self) -> bool:
        """Whether the picture is where it is without a transition."""
        return self == _REST


_REST = Frame()


@dataclass(frozen=True, slots=True)
class Seam:
    """How two pictures are mixed in one frame.

    Attributes:
        weight_a, weight_b: Shares of the two pictures; what is missing to 1 is filled. Of a reveal:
            how much of each is seen where it is seen.
        chroma_weights: The same two for the chroma planes, where they differ.
        fill: Luma, cb and cr codes of what fills.
        field: Name of the field of a reveal, "matte" for a picture's luma; empty for mixes.
        gain, bias: The second picture's share is ``clamp(gain · field + bias, 0, 1)``, field 0–1.
        soft: Whether that share is eased at both ends (Hermite), as wide soft edges want.
        shade_a, shade_b: Shadow that the edge of a reveal throws upon a picture, 0–1.
        reach: How far a shadow reaches, in units of ``gain · field``.
        frame_a, frame_b: Where the two pictures are put.
    """

    weight_a: float = 0.0
    weight_b: float = 0.0
    chroma_weights: tuple[float, float] | None = None
    fill: tuple[float, float, float] = BLACK
    field: str = ""
    gain: float = 0.0
    bias: float = 0.0
    soft: bool = False
    shade_a: float = 0.0
    shade_b: float = 0.0
    reach: float = 1.0
    frame_a: Frame = _REST
    frame_b: Frame = _REST

    @property
    def is_gradual(self) -> bool:
        """Whether there are smooth areas of in-between codes, which would show bands without dither.

        The edge of a slide has none, and dither would only cost bits.
        """
        return not self.field or self.soft or self.weight_a != 1 or self.weight_b != 1

    def weights(self, plane: int) -> tuple[float, float]:
        """The two weights in plane 0 (luma), 1 or 2 (chroma)."""
        if plane and self.chroma_weights is not None:
            return self.chroma_weights
        return self.weight_a, self.weight_b


def smoothstep(low: float, high: float, x: float) -> float:
    """Hermite step between two edges. Source: OpenGL Shading Language, section 8.3."""
    t = min(max((x - low) / (high - low), 0.0), 1.0)
    return t * t * (3 - 2 * t)


def framed(place: Placement, frame: Frame, canvas: Size) -> Placement:
    """The map of a picture whose place on the canvas is changed by a frame."""
    if frame.rests:
        return place
    scale_x, scale_y = place.scale_x / frame.scale_x, place.scale_y / frame.scale_y
    middle_x, middle_y = (canvas[0] - 1) / 2, (canvas[1] - 1) / 2
    return Placement(
        scale_x,
        place.offset_x + place.scale_x * middle_x - scale_x * (middle_x + frame.right),
        scale_y,
        place.offset_y + place.scale_y * middle_y - scale_y * (middle_y + frame.down),
    )
