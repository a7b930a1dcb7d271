"""What the agent may do and know beyond the draft: exports that a message asks for, and credits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from photoplay.agent.desk import Export
from photoplay.agent.outcome import Credits, Exported, ExportState
from photoplay.errors import PhotoplayError
from photoplay.services import credits, renders
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.links import Links
from photoplay.services.projects import project_of
from photoplay.store.renders import Render

#: A message waits so long for its video; a longer one is told how far it is. Seconds.
WAIT_S = 20.0
_POLL_S = 0.2
#: Earlier exports that a question is answered with.
_TOLD = 3


def export_all(
    links: Links,
    caller: Caller,
    session_id: str,
    turn_id: str,
    wishes: Iterable[Export],
    is_stopped: Callable[[], bool] = lambda: False,
) -> tuple[Exported, ...]:
    """Has videos of a session's draft made, and waits a while for them.

    Args:
        links: Where their files will be.
        caller: Whose.
        session_id: Of the draft.
        turn_id: Names the exports, so that none is made twice.
        wishes: What was asked for.
        is_stopped: Asked while waiting.
    """
    until = time.monotonic() + WAIT_S
    started = [
        (wish, _start(links.backend, caller, session_id, f"chat-{turn_id}-{number}", wish))
        for number, wish in enumerate(wishes, 1)
    ]
    return tuple(
        found if isinstance(found, Exported) else _waited(links, caller, wish, found, until, is_stopped)
        for wish, found in started
    )


def _start(
    backend: Backend, caller: Caller, session_id: str, render_id: str, wish: Export
) -> Render | Exported:
    try:
        caller.require("render")
        project = project_of(backend, caller, session_id)
        return renders.submit(backend, caller, project, render_id, output=_output(wish))
    except PhotoplayError as error:
        return Exported("refused", id=render_id, preset=wish.preset, message=error.message)


def _output(wish: Export) -> Mapping[str, Any] | None:
    told = {
        "preset": wish.preset,
        "quality": wish.quality,
        "max_bytes": wish.max_bytes,
        "resolution": wish.resolution,
    }
    return {name: value for name, value in told.items() if value} or None


def _waited(
    links: Links, caller: Caller, wish: Export, render: Render, until: float, is_stopped: Callable[[], bool]
) -> Exported:
    while not render.is_final and time.monotonic() < until and not is_stopped():
        time.sleep(_POLL_S)
        render = renders.get(links.backend, caller, render.id)
    if not render.is_final and is_stopped():  # the answer is that nothing was done
        render = renders.cancel(links.backend, caller, render.id)
    return told(links, render, wish.preset)


def told(links: Links, render: Render, preset: str = "") -> Exported:
    """A render for an answer. The link works from the moment on when it is done."""
    result = render.result if render.status == "completed" else {}
    status: ExportState = render.status  # type: ignore[assignment]
    return Exported(
        status,
        url=links.render(render.uid) if status not in ("failed", "cancelled") else "",
        id=render.id,
        preset=preset,
        progress=render.progress,
        eta_s=render.eta_s,
        size_bytes=int(result.get("size_bytes", 0)),
        width=int(result.get("width", 0)),
        height=int(result.get("height", 0)),
        duration_ms=round(1000 * float(result.get("duration_s", 0))),
        message=render.error,
    )


def earlier(links: Links, caller: Caller, session_id: str) -> tuple[Exported, ...]:
    """Exports of a session, the newest first."""
    return tuple(
        told(links, render) for render in renders.list_renders(links.backend, caller, session_id, _TOLD)
    )


def credits_of(backend: Backend, caller: Caller) -> Credits:
    """The caller's balance."""
    found = credits.balance(backend, caller.account)
    limited = backend.settings.plan(caller.account.plan).has_credit_limit
    return Credits(found.available, found.frozen, not limited)
