"""Every transition near its start, in its middle and near its end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from photoplay.media.colour import to_rgb
from photoplay.render.frame import compose
from photoplay.render.transitions import TRANSITIONS
from photoplay.timeline.model import Motion, Transition

#: Two clips of 48 frames; 1 s of transition takes frames 36 to 60: progress 0.10, 0.52 and 0.90.
MOMENTS = (38, 48, 57)
#: Smaller than elsewhere: mixing is dithered, and a PNG cannot pack that.
SMALL, SMALL_TALL = (96, 54), (54, 96)


def pair(name: str, a: dict[str, Any] | None = None, b: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    return [
        {"source": "landscape", **(a or {})},
        {"source": "dusk", "transition_in": Transition(name, 1000), **(b or {})},
    ]


def at_moments(film: Any, clips: list[dict[str, Any]], canvas: tuple[int, int] = SMALL) -> list[Any]:
    frames: list[Any] = film(*clips, canvas=canvas).frames(*MOMENTS)
    return frames


def test_every_transition(film: Any, golden: Any) -> None:
    golden.check("transitions", {name: at_moments(film, pair(name)) for name in TRANSITIONS})


def test_transitions_of_moving_and_inset_photos(film: Any, golden: Any) -> None:
    blurred, contained = {"source": "portrait", "fit": "blur"}, {"source": "square", "fit": "contain"}
    right, out = {"motion": Motion("pan-right", 0.3)}, {"motion": Motion("zoom-out", 0.3)}
    golden.check(
        "transitions-more",
        {
            "fade moving": at_moments(film, pair("fade", right, out)),
            "slideup blur contain": at_moments(film, pair("slideup", blurred, contained)),
            "wipeleft blur contain": at_moments(film, pair("wipeleft", blurred, contained)),
            "circleopen 9:16": at_moments(film, pair("circleopen"), SMALL_TALL),
        },
    )


def test_ways_in_and_out(film: Any, golden: Any) -> None:
    way = Transition("fadeblack", 1000)
    drawn = film(
        {"source": "landscape", "transition_in": way}, {"source": "dusk", "transition_out": way}, canvas=SMALL
    )
    golden.check("ways", {"in": drawn.frames(0, 2, 12, 21), "out": drawn.frames(74, 83, 93, 95)})


@pytest.mark.parametrize("name", TRANSITIONS)
def test_chunks_show_what_the_whole_shows(film: Any, name: str) -> None:
    drawn = film(*pair(name, {"motion": Motion("pan-up", 0.2)}, {"motion": Motion("zoom-in", 0.2)}))
    for number in (0, 23, 24, *MOMENTS, 71, 72, 95):
        whole = to_rgb(compose(drawn.plan.whole, number, drawn.sources))
        assert np.array_equal(whole, drawn.frame(number)), number
