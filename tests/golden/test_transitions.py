"""Every transition near its start, in its middle and near its end: a sheet for each family."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from photoplay.media.colour import to_rgb
from photoplay.render.frame import compose
from photoplay.render.transitions.table import TRANSITIONS
from photoplay.timeline.model import Motion, Transition

#: Two clips of 48 frames; 1 s of transition takes frames 36 to 60: progress 0.10, 0.52 and 0.90.
MOMENTS = (38, 48, 57)
#: Smaller than elsewhere: mixing is dithered, and a PNG cannot pack that.
SMALL, SMALL_TALL, SMALLEST = (96, 54), (54, 96), (64, 36)
FAMILIES = sorted({way.family for way in TRANSITIONS.values()})


def pair(name: str, a: dict[str, Any] | None = None, b: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    return [
        {"source": "landscape", **(a or {})},
        {"source": "dusk", "transition_in": Transition(name, 1000), **(b or {})},
    ]


def at_moments(
    film: Any,
    clips: list[dict[str, Any]],
    canvas: tuple[int, int] = SMALL,
    moments: tuple[int, ...] = MOMENTS,
) -> list[Any]:
    frames: list[Any] = film(*clips, canvas=canvas).frames(*moments)
    return frames


@pytest.mark.parametrize("family", FAMILIES)
def test_every_transition(film: Any, golden: Any, family: str) -> None:
    names = [name for name, way in TRANSITIONS.items() if way.family == family and not way.takes_file]
    golden.check(
        f"transitions-{family.replace(' ', '-')}",
        {name: at_moments(film, pair(name), SMALLEST, (42, 48, 54)) for name in names},
    )


def test_a_matte(film: Any, golden: Any, saved: Any) -> None:
    y, x = np.mgrid[0:90, 0:160]
    rings = np.rint(127 + 120 * np.cos(np.hypot(x - 80, y - 45) / 9)).astype(np.uint8)
    matte = saved(np.repeat(rings[..., None], 3, axis=2))
    clips = pair("luma")
    clips[1]["transition_in"] = Transition("luma", 1000, source=matte.id)
    drawn = film(*clips, canvas=SMALL, files=(matte,))
    golden.check("transitions-matte", {"luma": drawn.frames(*MOMENTS)})


def test_transitions_of_moving_and_inset_photos(film: Any, golden: Any) -> None:
    blurred, contained = {"source": "portrait", "fit": "blur"}, {"source": "square", "fit": "contain"}
    right, out = {"motion": Motion("pan-right", 0.3)}, {"motion": Motion("zoom-out", 0.3)}
    golden.check(
        "transitions-more",
        {
            "fade moving": at_moments(film, pair("fade", right, out)),
            "slideup blur contain": at_moments(film, pair("slideup", blurred, contained)),
            "wipeleft blur contain": at_moments(film, pair("wipeleft", blurred, contained)),
            "cube blur contain": at_moments(film, pair("cube", blurred, contained)),
            "circleopen 9:16": at_moments(film, pair("circleopen"), SMALL_TALL),
            "page 9:16": at_moments(film, pair("page"), SMALL_TALL),
        },
    )


def test_ways_in_and_out(film: Any, golden: Any) -> None:
    way = Transition("fadeblack", 1000)
    drawn = film(
        {"source": "landscape", "transition_in": way}, {"source": "dusk", "transition_out": way}, canvas=SMALL
    )
    golden.check("ways", {"in": drawn.frames(0, 2, 12, 21), "out": drawn.frames(74, 83, 93, 95)})


@pytest.mark.parametrize("name", [name for name, way in TRANSITIONS.items() if not way.takes_file])
def test_chunks_show_what_the_whole_shows(film: Any, name: str) -> None:
    drawn = film(*pair(name, {"motion": Motion("pan-up", 0.2)}, {"motion": Motion("zoom-in", 0.2)}))
    for number in (0, 23, 24, *MOMENTS, 71, 72, 95):
        whole = to_rgb(compose(drawn.plan.whole, number, drawn.sources))
        assert np.array_equal(whole, drawn.frame(number)), number
