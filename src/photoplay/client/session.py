"""One project over the HTTP API: upload, say, look, export, download."""

from __future__ import annotations

import contextlib
import io
import math
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import httpx

from photoplay.client.calls import Calls
from photoplay.client.events import Event, read_events
from photoplay.client.refusals import error_of
from photoplay.errors import MissingMedia, NotFound, ServerAway

AGENT = "nemo_agent"
#: How often a broken stream is looked at again, and how long between, seconds.
_LOOKS, _LOOK_AGAIN_S = 5, 2.0
_UPLOAD_S = 600.0
#: ``told(done, total)`` in bytes; a total of 0 is not known.
OnBytes = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of files that were sent.

    Attributes:
        files: Those that were taken, as the API tells of them.
        refused: Those that were not: ``index``, ``filename``, ``code``, ``message``.
    """

    files: tuple[dict[str, Any], ...]
    refused: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Render:
    """An export as the API tells of it.

    Attributes:
        id: Of the export.
        status: "pending", "processing", "completed", "failed" or "cancelled".
        progress: 0–100.
        eta_s: Seconds that are left; None: not known.
        told: All that the server says of it.
    """

    id: str
    status: str
    progress: float
    eta_s: float | None
    told: dict[str, Any]

    @property
    def is_final(self) -> bool:
        return self.status in ("completed", "failed", "cancelled")


@dataclass(slots=True)
class Session:
    """One project.

    Attributes:
        api: Who calls.
        id: Of the session.
        task_id: Of its task, for claim links; empty: not known.
        user_id: Of the account; empty: not known.
        turn_id: Of the last message that was sent; empty: none was.
        was_opened: Whether the last message was answered with a stream: then the server has taken it.
        seen: Ids of files that are known to be in the media bin.
    """

    api: Calls
    id: str
    task_id: str = ""
    user_id: str = ""
    turn_id: str = field(default="", init=False)
    was_opened: bool = field(default=False, init=False)
    seen: set[str] = field(default_factory=set, init=False)

    def upload(self, paths: Sequence[Path], told: OnBytes = _silent) -> Uploaded:
        """Adds files to the media bin, in this order.

        Raises:
            MissingMedia: One cannot be read.
            MediaError: All of them are refused.
        """
        total = 0
        with contextlib.ExitStack() as stack:
            parts = []
            for path in paths:
                file = stack.enter_context(_opened(path))
                total += path.stat().st_size
                parts.append(("files", (path.name, _Watched(file, path.name))))
            sent = _Sum(total, told)
            for _, (_, watched) in parts:
                watched.sum = sent
            return self._uploaded(files=parts)

    def upload_urls(self, urls: Sequence[str]) -> Uploaded:
        """Lets the server fetch files into the media bin.

        Raises:
            MediaError: All of them are refused.
        """
        return self._uploaded(json={"urls": list(urls), "source_type": "url"})

    def _uploaded(self, **given: Any) -> Uploaded:
        path = f"/api/upload-video/{AGENT}/me/{self.id}"
        found = self.api.call("POST", path, kind=dict, timeout=_UPLOAD_S, **given)
        return Uploaded(tuple(_records(found.get("files"))), tuple(_records(found.get("refused"))))

    def say(self, text: str) -> Iterator[Event]:
        """Says something to the agent; its events as they come. See ``listen``."""
        return (event for event in self.listen(text) if event is not None)

    def listen(self, text: str) -> Iterator[Event | None]:
        """Says something to the agent; its events as they come, and ``None`` for each sign of life.

        The message is sent once, whatever happens: of a stream that breaks off the rest is looked up.

        Raises:
            ServerAway: The server does not answer any more; see ``refusals.is_surely_refused``.
            PhotoplayError: The message is refused, or its turn failed.
        """
        message = {"role": "user", "parts": [{"text": text}]}
        body = {"app_name": AGENT, "user_id": "me", "session_id": self.id, "new_message": message}
        self.turn_id, self.was_opened, seen = "", False, 0
        try:
            with self.api.stream("POST", "/run_sse", of_events=True, json=body) as answer:
                self.was_opened = True
                self.turn_id = answer.headers.get("X-Turn-Id", "")
                for event in _told(answer):
                    seen += event is not None
                    yield event
                return
        except ServerAway:
            if not self.turn_id:
                raise
        yield from self._rest(seen)

    def _rest(self, seen: int) -> Iterator[Event | None]:
        """The events of the last turn after those that were seen."""
        path = f"/api/projects/{self.id}/turns/{self.turn_id}/events"
        for look in range(1, _LOOKS + 1):
            self.api.clock.sleep(_LOOK_AGAIN_S)
            try:
                with self.api.stream("GET", path, of_events=True, params={"after": seen}) as answer:
                    for event in _told(answer):
                        seen += event is not None
                        yield event
                    return
            except ServerAway:
                if look == _LOOKS:
                    raise
            except NotFound as error:
                raise ServerAway("The server broke off in the middle of its answer.") from error

    def state(self, since: int | None = None) -> dict[str, Any]:
        """The present draft and what belongs to it; with ``since`` also what changed after that revision."""
        query = {} if since is None else {"since": since}
        path = f"/api/state/{AGENT}/me/{self.id}/latest"
        told = dict(self.api.call("GET", path, kind=dict, params=query))
        if (state := told.get("state")) is not None:
            state = state if isinstance(state, dict) else {}
            told["state"] = {**state, "video_infos": _records(state.get("video_infos"))}
        return told

    def export(self, output: Mapping[str, Any] | None = None, render_id: str = "") -> Render:
        """Starts to make the video of the present draft.

        Args:
            output: ``quality``, ``preset``, ``resolution``, ``fps``, ``max_bytes``, …
            render_id: The same id again is the same export; empty: a new one.

        Raises:
            InvalidOption: There is nothing to show, or an option is not right.
        """
        body = {"id": render_id or new_render_id(), "sessionId": self.id, "output": dict(output or {})}
        return render_of(self.api.call("POST", "/api/render/proxy/lambda", json=body))

    def renders(self) -> list[Render]:
        """This session's exports, the newest first."""
        found = self.api.call("GET", "/api/renders", kind=list, params={"session_id": self.id})
        return [render_of(told) for told in found]

    def render(self, render_id: str) -> Render:
        """How far an export is."""
        return render_of(self.api.call("GET", f"/api/render/proxy/lambda/{render_id}"))

    def cancel(self, render_id: str) -> Render:
        """Stops an export. One that has ended stays as it is."""
        return render_of(self.api.call("POST", f"/api/render/proxy/lambda/{render_id}/cancel"))

    def claim_url(self, web_url: str = "") -> str:
        """The link that opens this one project in a browser, and gives nothing else; empty: there is none.

        Args:
            web_url: What links to pages begin with, where the server tells only the token.
        """
        body = {"task_id": self.task_id, "session_id": self.id}
        sent = {name: value for name, value in body.items() if value}
        told = self.api.call("POST", "/api/auth/claim-token", kind=dict, json=sent)
        url, token = (
            value if isinstance(value := told.get(name), str) else "" for name in ("claim_url", "claim_token")
        )
        return url or (f"{web_url}/workspace/claim?ct={token}" if token and web_url else "")

    def turns(self, limit: int = 10) -> list[dict[str, Any]]:
        """What was said in this project and answered, the newest first."""
        told = self.api.call("GET", f"/api/projects/{self.id}/messages", params={"limit": limit})
        return _records(told)

    def download(self, render_id: str, path: Path, told: OnBytes = _silent, url: str = "") -> int:
        """Writes a finished video to a file; gives its size in bytes.

        The file gets its name when it is complete.

        Args:
            render_id: Of the export.
            path: Of the file; one that is there is replaced.
            told: Hears how far it is.
            url: A signed link, which is then used in the place of the id.

        Raises:
            Conflict: It is not finished.
            ServerAway: The transfer broke off.
            OSError: The file cannot be written.
        """
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with self.api.stream("GET", url or f"/api/render/proxy/{render_id}/download") as answer:
                if answer.headers.get("content-type", "").startswith(("text/html", "application/json")):
                    raise ServerAway("What the server sent is no video. Try again.")
                length = answer.headers.get("content-length", "")
                total, done = int(length) if length.isdecimal() else 0, 0
                with draft.open("xb") as file:
                    for piece in answer.iter_bytes(1 << 20):
                        done += file.write(piece)
                        told(done, total)
                if total and done != total:
                    raise ServerAway("The download broke off. Try again.")
            draft.replace(path)
            return done
        finally:
            draft.unlink(missing_ok=True)


def new_render_id() -> str:
    """An id that no other export has."""
    return f"render_{time.time_ns()}_{secrets.token_hex(4)}"


def render_of(told: Mapping[str, Any]) -> Render:
    """An export from its JSON.

    Raises:
        ServerAway: It is no export.
    """
    try:
        eta_s = None if told.get("eta_s") is None else float(told["eta_s"])
        return Render(
            id=str(told.get("id") or told["taskId"]),
            status=str(told["status"]),
            progress=float(told.get("progress") or 0.0),
            eta_s=eta_s if eta_s is not None and math.isfinite(eta_s) else None,
            told=dict(told),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ServerAway("The server's answer about the export cannot be understood.") from error


def _records(told: object) -> list[dict[str, Any]]:
    """The objects of a list; none where it is no list."""
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def whole(told: object, otherwise: int) -> int:
    """A whole number of the server's JSON; another one where it is none."""
    try:
        return int(told)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError, OverflowError):
        return otherwise


def _told(answer: httpx.Response) -> Iterator[Event | None]:
    for event in read_events(answer.iter_bytes()):
        if event is not None and event.error_code == 504:
            raise ServerAway(event.error_message or "This is not finished yet.")
        if event is not None and event.error_code:
            raise error_of(event.error_code, event.error_message)
        yield event


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise MissingMedia(f"{path.name} cannot be read: {error.strerror}.", name=path.name) from error


class _Sum:
    """Bytes sent of all files together. A part that is sent again is not counted twice."""

    def __init__(self, total: int, told: OnBytes) -> None:
        self._total, self._told, self._done = total, told, 0

    def add(self, count: int) -> None:
        self._done = max(0, self._done + count)
        self._told(min(self._done, self._total), self._total)


class _Watched(io.RawIOBase):
    """A file that tells how far it has been read. ``sum`` is set before the first read.

    Its size is told before it is sent: one that changes on the way cannot be sent.
    """

    sum: _Sum

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._size_bytes = os.fstat(file.fileno()).st_size

    def fileno(self) -> int:
        return self._file.fileno()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        at = self._file.tell()
        if at > self._size_bytes or (not piece and size and at < self._size_bytes):
            told = f"{self._name} is still being written. Send it again when it is complete."
            raise MissingMedia(told, name=self._name)
        if piece:
            self.sum.add(len(piece))
        return piece

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        before = self._file.tell()
        after = self._file.seek(offset, whence)
        if after < before:
            self.sum.add(after - before)
        return after

    def tell(self) -> int:
        return self._file.tell()
