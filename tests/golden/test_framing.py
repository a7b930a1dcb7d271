"""Photos turned, mirrored, cropped, stored sideways, see-through; grain; black between clips."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image

from photoplay.timeline.model import Box

#: How a camera stores an upright picture for each orientation. Source: Exif 2.32, tag 0x0112.
STORED = {
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.transpose(1, 0, 2),
    6: lambda upright: np.rot90(upright),  # is shown turned clockwise
    7: lambda upright: upright[::-1, ::-1].transpose(1, 0, 2),
    8: lambda upright: np.rot90(upright, -1),
}


def sideways(upright: Any, orientation: int) -> dict[str, Any]:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return {"pixels": np.ascontiguousarray(STORED[orientation](upright)), "exif": exif}


def test_turned_mirrored_and_cropped(film: Any, golden: Any) -> None:
    def row(*clips: dict[str, Any]) -> list[Any]:
        return [film({"source": "landscape", "fit": "contain", **clip}).frame(0) for clip in clips]

    crop = Box(0.5, 0.0, 0.5, 0.6)  # the letter's right half, the sun, the right edge
    golden.check(
        "framing",
        {
            "rotation 0 1": row({}, {"rotation": 1}),
            "rotation 2 3": row({"rotation": 2}, {"rotation": 3}),
            "flip h v": row({"flip": "h"}, {"flip": "v"}),
            "flip hv, rotation 1 then flip h": row({"flip": "hv"}, {"rotation": 1, "flip": "h"}),
            "crop contain cover": row({"crop": crop}, {"crop": crop, "fit": "cover"}),
            "crop then rotation 1, flip h": row(
                {"crop": crop, "rotation": 1}, {"crop": crop, "rotation": 1, "flip": "h"}
            ),
            "focus sun cropped turned": row(
                {"crop": Box(0.4, 0, 0.6, 1), "focus": (0.84, 0.2), "fit": "cover"},
                {"rotation": 1, "focus": (0.84, 0.2), "fit": "cover"},
            ),
        },
    )


def test_kinds_of_photos_and_gaps(film: Any, golden: Any, painted: Any, saved: Any) -> None:
    upright = painted("day", 480, 320)
    height, width = upright.shape[:2]
    y, x = np.mgrid[:height, :width]
    # See-through outside of an ellipse, softly.
    inside = 1.1 - np.hypot((x + 0.5) / width - 0.5, (y + 0.5) / height - 0.5) / 0.45
    alpha = np.clip(inside * 10 * 255, 0, 255).astype(np.uint8)
    cut_out = saved(np.dstack([upright, alpha]))
    with_gap = film({"source": "landscape"}, {"source": "dusk", "start_ms": 3000})
    grained, stored = saved(upright, is_graphic=False), saved(**sideways(upright, 6))
    sky = {"crop": Box(0.02, 0.02, 0.35, 0.5)}  # grain goes where a photo is smooth
    golden.check(
        "kinds",
        {
            "alpha cover contain": [
                film({"source": cut_out, "fit": fit}).frame(0) for fit in ("cover", "contain")
            ],
            "alpha blur, EXIF 6": [
                film({"source": cut_out, "fit": "blur"}).frame(0),
                film({"source": stored}).frame(0),
            ],
            "sky without and with grain": [
                film({"source": one, **sky}).frame(0) for one in ("landscape", grained)
            ],
            "gap before inside": with_gap.frames(47, 48),
            "gap inside after": with_gap.frames(71, 72),
        },
    )


@pytest.mark.parametrize("orientation", STORED)
def test_photos_stored_sideways_are_upright(film: Any, painted: Any, saved: Any, orientation: int) -> None:
    upright = painted("day", 480, 320)
    straight, turned = saved(upright), saved(**sideways(upright, orientation))
    for fields in ({}, {"rotation": 1, "flip": "h", "crop": Box(0.1, 0, 0.5, 0.9), "fit": "contain"}):
        expected, got = (film({"source": record, **fields}).frame(0) for record in (straight, turned))
        assert np.array_equal(expected, got)
