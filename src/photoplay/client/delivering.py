"""A finished video: exported, waited for, fetched into a file, with the link that opens its project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from photoplay.client.feed import Feed
from photoplay.client.refusals import is_surely_refused
from photoplay.client.session import Render, Session, new_render_id, whole
from photoplay.client.shown import Answer, Delivered, Problem, Progress, Said, Status
from photoplay.client.words import size, words
from photoplay.errors import Conflict, NotFound, Overloaded, PhotoplayError, ServerAway

#: Between looks at an export: at first, and at most; how often one may fail in a row. Seconds, times.
_LOOK_S, _LOOK_MOST_S, _FAILURES = 0.5, 5.0, 6
#: Progress is told when it has grown by so much, or after so long.
_STEP, _STEP_S = 0.05, 10.0
#: What is told in silence, and when an export that does not move is given up, seconds.
_SILENCE_S, _STUCK_S = 120.0, 1800.0
_TRIES, _TRY_AGAIN_S = 3, 2.0


def submitted(session: Session, output: Mapping[str, Any]) -> Render:
    """Starts an export; where the answer is lost, asks again with the same id, which is the same export.

    Raises:
        PhotoplayError: The server refuses it.
    """
    render_id, was_new = new_render_id(), False
    for left in reversed(range(_TRIES)):
        try:
            return session.export(output, render_id)
        except Conflict:
            if was_new:
                raise
            render_id, was_new = new_render_id(), True
        except (ServerAway, Overloaded) as error:
            if not left or is_surely_refused(error):
                raise
            session.api.clock.sleep(_TRY_AGAIN_S)
    return session.export(output, render_id)


def delivered(
    session: Session, render: Render, path: Path, language: str, web_url: str = ""
) -> Iterator[Said]:
    """Waits for an export and saves it; tells how far it is, and what came of it.

    Args:
        session: Of the project.
        render: As it was told last.
        path: Of the file.
        language: Of the words.
        web_url: What links to pages begin with, where the server does not say it.

    Raises:
        PhotoplayError: The server refuses, or does not answer any more.
    """
    for look in _watched(session, render, language):
        if isinstance(look, Render):
            render = look
        else:
            yield look
    if render.status != "completed":
        yield _not_made(render, language)
        return
    notes = render.told.get("notes")
    for note in notes if isinstance(notes, list) else ():
        yield Answer(str(note))
    saved = 0
    for step in _saved(session, render, path, language):
        if isinstance(step, int):
            saved = step
        else:
            yield step
    if not saved:
        return
    text = words("delivered", language, path=path, size=size(saved))
    claim_url = _claim_url(session, web_url)
    if claim_url:
        text += "\n" + words("claim", language, url=claim_url)
    yield Delivered(text, path, saved, claim_url)


def _not_made(render: Render, language: str) -> Said:
    if render.status == "cancelled":
        return Problem(words("export_cancelled", language))
    if render.status == "failed":
        told = str(render.told.get("error") or "").strip() or "–"
        return Problem(words("export_failed", language, told=told), whole(render.told.get("errorCode"), 500))
    return Problem(words("export_stuck", language))


def looks(
    session: Session, render: Render, first_s: float = _LOOK_S, most_s: float = _LOOK_MOST_S
) -> Iterator[Render]:
    """An export again and again, until it has ended or has not moved for half an hour. A failed look is passed over.

    Args:
        session: Of the project.
        render: As it was told last; comes first.
        first_s, most_s: Between two looks, at first and at most.

    Raises:
        PhotoplayError: The server refuses, or does not answer any more.
    """
    clock = session.api.clock
    wait_s, failures, share, moved_at = first_s, 0, -1.0, clock.now()
    while True:
        yield render
        if render.is_final:
            return
        if render.progress > share or render.status == "pending":  # pending: in a queue
            share, moved_at = max(share, render.progress), clock.now()
        elif clock.now() - moved_at >= _STUCK_S:
            return
        clock.sleep(wait_s)
        wait_s = min(most_s, wait_s * 1.25)
        try:
            render, failures = session.render(render.id), 0
        except (ServerAway, Overloaded):
            failures += 1
            if failures == _FAILURES:
                raise
            wait_s = _LOOK_MOST_S


def _watched(session: Session, render: Render, language: str) -> Iterator[Said | Render]:
    """Progress of an export; at last the export as it then is."""
    clock = session.api.clock
    told, told_at = -1.0, clock.now()
    for look in looks(session, render):
        render = look
        now, share = clock.now(), min(1.0, max(0.0, render.progress / 100))
        if render.is_final:
            break
        if share > told and (share - told >= _STEP or now - told_at >= _STEP_S):
            yield _progress(render, share, language)
            told, told_at = share, now
        elif now - told_at >= _SILENCE_S:
            yield Status(words("working", language))
            told_at = now
    yield render


def _progress(render: Render, share: float, language: str) -> Progress:
    eta = words("eta", language, seconds=max(1, round(render.eta_s))) if render.eta_s else ""
    percent = round(share * 100)
    return Progress(words("export_progress", language, percent=percent, eta=eta), "export", share)


def _saved(session: Session, render: Render, path: Path, language: str) -> Iterator[Said | int]:
    """Fetches the file; at last its size in bytes. A transfer that breaks off is begun anew."""
    clock, url = session.api.clock, ""

    def fetched(put: Callable[[tuple[int, int]], None]) -> int:
        return session.download(render.id, path, lambda done, total: put((done, total)), url)

    for left in reversed(range(_TRIES)):
        feed = Feed(fetched, clock, _SILENCE_S)
        told, told_at = 0.0, clock.now()
        try:
            for item in feed:
                share = item[0] / item[1] if item and item[1] else 0.0
                if item is None:
                    yield Status(words("working", language))
                elif share - told >= 4 * _STEP and clock.now() - told_at >= 1:
                    told, told_at = share, clock.now()
                    percent = round(share * 100)
                    yield Progress(words("download_progress", language, percent=percent), "download", share)
            yield feed.result
            return
        except OSError as error:
            yield Problem(words("not_saved", language, told=error.strerror or str(error)))
            return
        except NotFound:  # no such address: a server that gives links only
            url = _url_of(render)
            if not left or not re.match(r"https?://", url):
                raise
        except (ServerAway, Overloaded):
            if not left:
                raise
            clock.sleep(_TRY_AGAIN_S)


def _url_of(render: Render) -> str:
    output = render.told.get("output")
    inner = output.get("url") if isinstance(output, dict) else ""
    return str(inner or render.told.get("outputUrl") or "")


def _claim_url(session: Session, web_url: str) -> str:
    """The link that opens the project; empty where there is none, as the video is what was asked for."""
    try:
        return session.claim_url(web_url)
    except PhotoplayError:
        return ""


def free_path(folder: Path, name: str) -> Path:
    """A name for a video in a folder that no file has yet."""
    stem = re.sub(r"[^\w.-]+", "-", name).strip("-. ")[:80] or "video"
    number, path = 1, folder / f"{stem}.mp4"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.mp4"
    return path
