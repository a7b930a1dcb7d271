"""Single frames of a project's draft, for whoever wants to see it before a video is made."""

from __future__ import annotations

import math

from photoplay.errors import InvalidOption, NoMedia
from photoplay.render.plan import make_plan
from photoplay.render.still import render_still
from photoplay.render.titles.contrast import with_contrast
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.projects import media_of, mine, timeline_at
from photoplay.store import assets as store_assets

NARROWEST_PX, WIDEST_PX = 64, 3840


def still(backend: Backend, caller: Caller, session_id: str, at_s: float, width: int) -> bytes:
    """The frame that the present draft shows at a moment.

    Args:
        backend: See ``Backend``.
        caller: Whose project.
        session_id: Which.
        at_s: Seconds from the start; behind the end: the last frame.
        width: Of the picture, pixels; at most the video's own.

    Returns:
        A JPEG file.

    Raises:
        NotFound: See ``project_of``.
        NoMedia: The timeline is empty.
        InvalidOption: The moment or the width is out of range.
        TimelineError, MediaError, RenderError: It cannot be drawn.
    """
    if not (math.isfinite(at_s) and at_s >= 0):
        raise InvalidOption("The moment is seconds from the start: 0 or more.", field="at")
    if not NARROWEST_PX <= width <= WIDEST_PX:
        raise InvalidOption(f"The width is {NARROWEST_PX} to {WIDEST_PX} pixels.", field="width")
    with backend.database.reading() as connection:
        project = mine(connection, caller, session_id)
        timeline = timeline_at(connection, project, project.revision)
        media = media_of(backend, store_assets.records_of(connection, session_id))
    if not timeline.tracks:
        raise NoMedia("Nothing is on the timeline yet. Say what the video is to be, then look at it.")
    paths = {record.sha256: record.path for record in media.values()}
    plan = with_contrast(make_plan(timeline, media), paths)
    frame = min(int(at_s * plan.whole.fps + 1e-6), plan.frames - 1)
    return render_still(
        plan, frame, width, paths, pool=backend.pool, cache=backend.cache, owner=caller.account.id
    )
