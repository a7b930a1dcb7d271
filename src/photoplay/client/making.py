"""A video from files and words: send, say, export, wait, fetch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photoplay.client.api import Render, Session, Uploaded
from photoplay.errors import MediaError, NoMedia, RenderError

_FILES_AT_ONCE, _POLL_S = 10, 0.2


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that could not be used, and why."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export is.

    Attributes:
        share: 0–1.
        frames_total: Of the whole video.
    """

    share: float
    frames_total: int


def send(session: Session, paths: Sequence[Path]) -> list[LeftOut]:
    """Sends files in their order; gives those that cannot be used.

    Raises:
        MediaError: None of them can be used; the first one's fault.
    """
    left_out, taken, first_error = list[LeftOut](), 0, None
    for start in range(0, len(paths), _FILES_AT_ONCE):
        for batch in _sent(session, paths[start : start + _FILES_AT_ONCE]):
            if isinstance(batch, MediaError):
                first_error = first_error or batch
                left_out.append(LeftOut(batch.name, batch.message))
            else:
                taken += len(batch.files)
                left_out += [LeftOut(str(one["filename"]), str(one["message"])) for one in batch.refused]
    if not taken and first_error is not None:
        raise first_error
    return left_out


def _sent(session: Session, paths: Sequence[Path]) -> Iterator[Uploaded | MediaError]:
    """What became of some files; where all are refused, of each by itself."""
    try:
        yield session.upload(paths)
    except MediaError as error:
        if len(paths) == 1:
            error.name = error.name or paths[0].name
            yield error
            return
        for path in paths:
            yield from _sent(session, [path])


def answers(session: Session, message: str) -> Iterator[str]:
    """Says something; what the agent answers, as it comes."""
    for event in session.say(message):
        if event.text and not event.is_partial and event.content.get("author") != "user":
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
        RenderError: It failed; the server's words.
    """
    draft = session.state()["state"]["draft"]
    total = max(1, round(draft["d"] * draft["m"].get("fps", 30) / 1000))
    while not render.is_final:
        time.sleep(_POLL_S)
        render = session.render(render.id)
        told(Progress(render.progress / 100, total))
    if render.status != "completed":
        raise RenderError(str(render.told.get("error") or f"The export was {render.status}."))
    return render
