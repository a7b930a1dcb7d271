"""Any slideshow under any limit: never over, and most of it used where that is to be seen."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from photoplay.export.video import Exported
from photoplay.render.transitions.table import TRANSITIONS
from photoplay.timeline.model import ASPECTS, Canvas, Motion, Timeline, Transition, VideoClip
from photoplay.timeline.styling import set_canvas

#: The sizes that people ask for, for 1080 lines.
LIMITS = (8_000_000, 10_000_000, 20_000_000)
_MOTIONS = ("zoom-in", "zoom-out", "pan-left", "pan-right", "hold")

#: Transitions that need no file.
_WAYS = [name for name, way in TRANSITIONS.items() if not way.takes_file]


def _drawn_by_lot(seed: int, slideshow: Callable[..., Timeline], lines: int) -> Timeline:
    """A slideshow of random length, shape, rate, moves and transitions, with ``lines`` as shorter side."""
    lot = random.Random(seed)
    made = slideshow(lot.randint(1, 8), seconds=lot.uniform(0.6, 4))
    width, height = ASPECTS[lot.choice(list(ASPECTS))]
    canvas = Canvas(width * lines // 1080, height * lines // 1080 // 2 * 2, lot.choice((24, 25, 30, 60)))
    track = made.tracks[0]
    clips = []
    for index, clip in enumerate(track.clips):
        assert isinstance(clip, VideoClip)
        way = Transition(lot.choice(_WAYS), lot.randint(100, 900)) if index else None
        clips.append(replace(clip, motion=Motion(lot.choice(_MOTIONS)), transition_in=way))
    return set_canvas(
        replace(made, tracks=(replace(track, clips=tuple(clips)),)),
        size=(canvas.width, canvas.height),
        fps=canvas.fps,
    )


def test_no_random_slideshow_is_over_its_limit(
    slideshow: Callable[..., Timeline],
    export: Callable[..., Exported],
    decoded_frames: Callable[..., int],
    scale: Callable[..., int],
    record_property: Callable[[str, Any], None],
) -> None:
    """Ten slideshows × 8, 10 and 20 MB at 1080 lines; in short runs fewer, smaller and with as many bits a pixel."""
    count = scale(10, least=2)
    lines = 1080 if count == 10 else 360
    over = 0
    for seed in range(count):
        shown = _drawn_by_lot(seed, slideshow, lines)
        for limit in LIMITS:
            most = limit * lines * lines // (1080 * 1080)
            made = export(shown, f"{seed}-{limit}.mp4", max_bytes=most)
            over += made.video.path.stat().st_size >= most
            assert decoded_frames(made.video.path) == made.video.frames
    record_property("over", over)
    assert over == 0


@pytest.mark.parametrize("part", [0.15, 0.3, 0.8])
@pytest.mark.parametrize("photos", [1, 5])
def test_most_of_a_limit_is_used_while_more_would_be_seen(
    slideshow: Callable[..., Timeline], export: Callable[..., Exported], photos: int, part: float
) -> None:
    shown = slideshow(photos, seconds=2, size=(640, 360))
    limit = int(export(shown, quality="high").video.size_bytes * part)
    assert 0.85 * limit <= export(shown, max_bytes=limit).video.size_bytes < limit
