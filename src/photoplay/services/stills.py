"""Single frames of a project's draft, for whoever wants to see it before a video is made."""

from __future__ import annotations

import contextlib
import math
import threading
from collections import Counter
from collections.abc import Iterator

from photoplay.errors import InvalidOption, InvalidTimeline, NoMedia, TooMany
from photoplay.export.canvas import on_canvas
from photoplay.render.plan import make_plan
from photoplay.render.still import render_still
from photoplay.render.titles.contrast import with_contrast
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.projects import media_of, mine, timeline_at
from photoplay.settings import Plan
from photoplay.store import assets as store_assets
from photoplay.timeline.keys import KEYS
from photoplay.timeline.model import Timeline

NARROWEST_PX, WIDEST_PX = 64, 1920
#: Frames that may be in the making at one time, for one account and in all: exports go on meanwhile.
MOST_OF_ACCOUNT, MOST = 3, 8
_SOON_S = 1


class Places:
    """Who waits for frames at the moment. Made once for a server."""

    def __init__(self) -> None:
        self._lock, self._taken = threading.Lock(), Counter[str]()

    @contextlib.contextmanager
    def taken(self, account_id: str) -> Iterator[None]:
        """One place, while the block runs.

        Raises:
            TooMany: There is none.
        """
        with self._lock:
            if self._taken[account_id] >= MOST_OF_ACCOUNT or self._taken.total() >= MOST:
                raise TooMany(
                    f"{MOST_OF_ACCOUNT} frames are drawn for you at a time. Wait for them, then ask for more.",
                    retry_after_s=_SOON_S,
                )
            self._taken[account_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[account_id] -= 1
                self._taken += Counter()  # forgets those at 0


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
        InvalidTimeline: The video is longer than the plan allows.
        Overloaded: It cannot be drawn in time.
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
    shown = _bounded(timeline, backend.settings.plan(caller.account.plan))
    plan = with_contrast(make_plan(shown, media), paths)
    frame = min(int(at_s * plan.whole.fps + 1e-6), plan.frames - 1)
    return render_still(
        plan, frame, width, paths, pool=backend.pool, cache=backend.cache, owner=caller.account.id
    )


def _bounded(timeline: Timeline, plan: Plan) -> Timeline:
    """The timeline on a canvas that is drawn quickly.

    Raises:
        InvalidTimeline: It is longer than the plan allows.
    """
    if timeline.duration_ms > plan.longest_s * 1000:
        raise InvalidTimeline(
            "This video is longer than your plan allows. Make it shorter, then look at it.",
            field=f"draft.{KEYS['total_ms']}",
        )
    canvas = timeline.canvas
    share = WIDEST_PX / max(canvas.width, canvas.height)
    if share >= 1:
        return timeline
    size = (max(2, 2 * round(canvas.width * share / 2)), max(2, 2 * round(canvas.height * share / 2)))
    return on_canvas(timeline, size, canvas.fps)
