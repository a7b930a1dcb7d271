"""The shape of a video that nobody gave a shape: wide, unless its pictures all stand upright or are square."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import median

from photoplay.media.record import MediaRecord
from photoplay.timeline.model import ASPECTS

#: Up to this width by height a picture is no wide one: a square that was cropped by hand still is square.
_SQUARE = 1.06
#: Shapes for pictures that are not wide; the shorter side of each is 1080.
_SHAPES = ("9:16", "4:5", "1:1")


def shape_of_pictures(shots: Sequence[MediaRecord], *, is_showcase: bool = False) -> str:
    """A name of ``ASPECTS`` in which pictures need no blurred sides; "": the usual 16:9 does as well.

    One wide picture among them, and the video is wide: others stand beside it in their own height.

    Args:
        shots: Photos and films, in order.
        is_showcase: Whether pictures on one flat colour may stand on more of it: products do, on white.
    """
    ratios = [record.width / record.height for record in shots if record.width and record.height]
    if len(ratios) < len(shots) or max(ratios, default=2.0) > _SQUARE:
        return ""
    if (is_showcase or len(shots) > 1) and all(record.background is not None for record in shots):
        return ""
    middle = log(median(ratios))
    return min(_SHAPES, key=lambda name: abs(log(ASPECTS[name][0] / ASPECTS[name][1]) - middle))
