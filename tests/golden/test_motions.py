"""Camera moves: first, middle and last frame of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from photoplay.media.record import Focus
from photoplay.timeline.model import MOTIONS, Keyframe, Motion

#: From the sun in the corner to the first tiles, faster at the end.
KEYFRAMES = (
    Keyframe(0, 0.84, 0.2, 3.0, "easeInOutSine"),
    Keyframe(0.5, 0.5, 0.28, 2.0, "easeInQuad"),
    Keyframe(1, 0.1, 0.77, 3.0),
)


def ends(film: Any) -> list[Any]:
    return film.frames(0, film.plan.frames // 2, -1)


def test_every_motion(film: Any, golden: Any) -> None:
    rows = {}
    for name in MOTIONS:
        motion = Motion(name, keyframes=KEYFRAMES) if name == "custom" else Motion(name, amount=0.3)
        rows[name] = ends(film({"source": "landscape", "motion": motion}))
    golden.check("motions", rows)


def test_moves_at_their_own_pace_and_around_the_subject(
    film: Any, golden: Any, photos: Any, tall: Any
) -> None:
    sunny = replace(photos["landscape"], focus=Focus(0.84, 0.2, 0.9))
    golden.check(
        "motions-more",
        {
            "zoom-in own pace": ends(film({"source": "landscape", "motion": Motion("zoom-in")})),
            "pan-right own pace": ends(film({"source": "landscape", "motion": Motion("pan-right")})),
            "zoom-in to the sun": ends(film({"source": sunny, "motion": Motion("zoom-in", 0.5)})),
            "zoom-in focus 0.1 0.8": ends(
                film({"source": "landscape", "motion": Motion("zoom-in", 0.5), "focus": (0.1, 0.8)})
            ),
            "pan-right panorama": ends(film({"source": "panorama", "motion": Motion("pan-right", 0.6)})),
            "pan-right 9:16": ends(
                film({"source": "landscape", "motion": Motion("pan-right", 0.6)}, canvas=tall)
            ),
            "pan-down portrait": ends(film({"source": "portrait", "motion": Motion("pan-down", 0.6)})),
        },
    )
