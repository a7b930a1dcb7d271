"""Single frames of a timeline, as the video shows them before encoding."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from photoplay.media.colour import to_rgb
from photoplay.media.record import MediaRecord
from photoplay.render.frame import compose
from photoplay.render.plan import make_plan
from photoplay.render.sources import SourceStore
from photoplay.render.titles.contrast import with_contrast
from photoplay.timeline.model import Timeline


def frame_rgb(timeline: Timeline, media: Mapping[str, MediaRecord], at_s: float) -> NDArray[np.uint8]:
    """The frame shown at a moment.

    Args:
        timeline: What is shown.
        media: Its photos' records, by asset id.
        at_s: Seconds from the start, inside the video.

    Returns:
        RGB uint8 ``(H, W, 3)``.

    Raises:
        TimelineError: It cannot be drawn.
        MediaError: A photo cannot be read.
        RenderError: Its words cannot be set.
    """
    paths = {record.sha256: record.path for record in media.values()}
    plan = with_contrast(make_plan(timeline, media), paths)
    number = min(int(at_s * plan.whole.fps + 1e-6), plan.frames - 1)
    sources = SourceStore(paths)
    return to_rgb(compose(plan.whole, number, sources))
