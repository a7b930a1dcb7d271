"""A video from files and words: send, say, export, wait, fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from photoplay.client.delivering import looks
from photoplay.client.sending import LeftOut, Sent, send
from photoplay.client.session import Render, Session
from photoplay.errors import NoMedia, RenderError

__all__ = ["LeftOut", "Progress", "Sent", "answers", "export", "send", "wait"]
#: Between two looks at an export, at first and at most, seconds.
_LOOK_S, _LOOK_MOST_S = 0.2, 1.0

_ENDS = {"failed": "The export failed. Try again.", "cancelled": "The export was cancelled."}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export is.

    Attributes:
        share: 0–1.
        frames_total: Of the whole video.
    """

    share: float
    frames_total: int


def answers(session: Session, message: str) -> Iterator[str]:
    """Says something; what the agent answers, as it comes."""
    for event in session.say(message):
        if event.is_said:
            yield event.text


def export(session: Session, output: Mapping[str, Any], *, is_usual: bool) -> Render:
    """Starts the export; or takes the one that the agent has started of this very draft. Others are stopped.

    Args:
        session: Of the project.
        output: Options of the export.
        is_usual: Whether they are what an export has without options.

    Raises:
        NoMedia: Nothing is on the timeline.
    """
    state = session.state()
    if not state["state"]["draft"]["t"]:
        raise NoMedia("No video was made: nothing was put on the timeline. Say what the video is to be.")
    chosen = None
    for render in session.renders():
        if is_usual and chosen is None and render.told.get("revision") == state["revision"]:
            chosen = render
        elif not render.is_final:  # of an earlier draft, or without the options
            session.cancel(render.id)
    return chosen or session.export(output)


def wait(session: Session, render: Render, told: Callable[[Progress], None]) -> Render:
    """Waits for the end of an export; gives it as it then is.

    Raises:
        RenderError: It failed, was cancelled or does not move; the server's words.
    """
    draft = session.state()["state"]["draft"]
    total = max(1, round(draft["d"] * draft["m"].get("fps", 30) / 1000))
    for look in looks(session, render, _LOOK_S, _LOOK_MOST_S):
        render = look
        if render.status != "pending":
            told(Progress(render.progress / 100, total))
    if render.status != "completed":
        told_by_server = str(render.told.get("error") or "")
        raise RenderError(
            told_by_server or _ENDS.get(render.status, "The export does not move. Try again later.")
        )
    return render
