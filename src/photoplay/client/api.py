"""The public HTTP API, typed: connect, make a session, upload, say, look, export, download.

with connect("http://127.0.0.1:8765") as api:
    session = api.create_session()
    session.upload([Path("beach.jpg")])
    for event in session.say("make a short video"):
        print(event.text)
    render = session.export()
"""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from photoplay.client.events import Event, read_events
from photoplay.client.identity import Identity, load_identity, with_token
from photoplay.client.refusals import error_in, error_of
from photoplay.errors import MissingMedia, NotAuthorised, ServerAway, TooMany

#: An answer may take so long; a stream is never silent for longer than its heartbeats. Seconds.
_CONNECT_S, _ANSWER_S, _SILENCE_S, _UPLOAD_S = 10.0, 60.0, 40.0, 600.0
#: The longest wait that a limit of rate is waited out, once, seconds.
_LONGEST_WAIT_S = 30
#: How often a broken stream is looked at again, and how long between.
_LOOKS, _LOOK_AGAIN_S = 5, 2.0
_AGENT = "nemo_agent"


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


def connect(
    url: str,
    *,
    identity: Path | None = None,
    source: str = "photoplay-cli",
    transport: httpx.BaseTransport | None = None,
) -> Api:
    """A client of a server, with a token of its own.

    Args:
        url: Where the server is.
        identity: File that keeps who this client is; None: it is forgotten.
        source: What the client is called; it decides the profile of sessions.
        transport: In the place of the network.

    Raises:
        ServerAway: Nobody answers there.
        TooMany, ServiceError: No token is to be had.
    """
    api = Api(url, identity=identity, source=source, transport=transport)
    try:
        api.authenticate()
    except BaseException:
        api.close()
        raise
    return api


class Api:
    """Calls of the API, each with token and attribution. Made by ``connect``."""

    def __init__(
        self, url: str, *, identity: Path | None, source: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        headers = {
            "X-Skill-Source": source,
            "X-Skill-Version": version("photoplay"),
            "X-Skill-Platform": "terminal",
        }
        timeout = httpx.Timeout(_ANSWER_S, connect=_CONNECT_S)
        self._http = httpx.Client(
            base_url=url, headers=headers, timeout=timeout, trust_env=False, transport=transport
        )
        self._path = identity
        self._identity: Identity = load_identity(identity)

    def __enter__(self) -> Api:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all connections."""
        self._http.close()

    def authenticate(self) -> None:
        """Takes the token that is kept, or asks for one."""
        if not self._identity.token:
            self._renew()

    def _renew(self) -> None:
        self._identity = with_token(self._identity, self._path, self._new_token)

    def _new_token(self, client_id: str) -> str:
        with _translated():
            answer = self._http.post("/api/auth/anonymous-token", headers={"X-Client-Id": client_id})
        return str(_data(answer)["token"])

    def call(self, method: str, path: str, **given: Any) -> Any:
        """One call; gives the data of its answer.

        A token that is no longer valid is renewed once, and a short wait is waited out once.

        Args:
            method: Of HTTP.
            path: From the server's root.
            given: As ``httpx`` takes it: json, params, files, timeout.

        Raises:
            ServerAway: The server does not answer.
            PhotoplayError: The server refuses; its own words.
        """
        try:
            return self._call(method, path, given)
        except NotAuthorised:
            self._renew()
        except TooMany as error:
            wait_s = (error.data or {}).get("retry_after_s")
            if not isinstance(wait_s, int | float) or wait_s > _LONGEST_WAIT_S:
                raise
            time.sleep(wait_s)
        return self._call(method, path, given)

    def _call(self, method: str, path: str, given: Mapping[str, Any]) -> Any:
        with _translated():
            answer = self._http.request(method, path, headers=self.token, **given)
        return _data(answer)

    @property
    def token(self) -> dict[str, str]:
        """The header that says who calls."""
        return {"Authorization": f"Bearer {self._identity.token}"}

    @contextlib.contextmanager
    def stream(self, method: str, path: str, **given: Any) -> Iterator[httpx.Response]:
        """One call whose answer is read as it comes.

        Raises:
            ServerAway, PhotoplayError: See ``call``.
        """
        timeout = httpx.Timeout(_SILENCE_S, connect=_CONNECT_S)
        with (
            _translated(),
            self._http.stream(method, path, headers=self.token, timeout=timeout, **given) as answer,
        ):
            if not answer.is_success:
                raise error_in(answer.status_code, answer.read())
            yield answer

    def create_session(self, name: str = "project", language: str = "en") -> Session:
        """A new project."""
        body = {"task_name": name, "language": language}
        told = self.call("POST", f"/api/tasks/me/with-session/{_AGENT}", json=body)
        return Session(self, str(told["session_id"]))


@dataclass(slots=True)
class Session:
    """One project.

    Attributes:
        api: Who calls.
        id: Of the session.
        turn_id: Of the last message that was sent; empty: none was.
    """

    api: Api
    id: str
    turn_id: str = field(default="", init=False)

    def upload(self, paths: Sequence[Path]) -> Uploaded:
        """Adds files to the media bin, in this order.

        Raises:
            MissingMedia: One cannot be read.
            MediaError: All of them are refused.
        """
        with contextlib.ExitStack() as stack:
            parts = [("files", (path.name, stack.enter_context(_opened(path)))) for path in paths]
            told = self.api.call(
                "POST", f"/api/upload-video/{_AGENT}/me/{self.id}", files=parts, timeout=_UPLOAD_S
            )
        return Uploaded(tuple(told.get("files", ())), tuple(told.get("refused", ())))

    def say(self, text: str) -> Iterator[Event]:
        """Says something to the agent; its events as they come.

        The message is sent once, whatever happens: of a stream that breaks off the rest is looked up.

        Raises:
            ServerAway: The server does not answer any more.
            PhotoplayError: The message is refused, or its turn failed.
        """
        body = {"app_name": _AGENT, "user_id": "me", "session_id": self.id}
        message = {"role": "user", "parts": [{"text": text}]}
        self.turn_id, seen = "", 0
        try:
            with self.api.stream("POST", "/run_sse", json={**body, "new_message": message}) as answer:
                self.turn_id = answer.headers.get("X-Turn-Id", "")
                for event in _told(answer):
                    seen += 1
                    yield event
                return
        except ServerAway:
            if not self.turn_id:
                raise
        yield from self._rest(seen)

    def _rest(self, seen: int) -> Iterator[Event]:
        """The events of the last turn after those that were seen."""
        path = f"/api/projects/{self.id}/turns/{self.turn_id}/events"
        for look in range(1, _LOOKS + 1):
            time.sleep(_LOOK_AGAIN_S)
            try:
                with self.api.stream("GET", path, params={"after": seen}) as answer:
                    for event in _told(answer):
                        seen += 1
                        yield event
                    return
            except ServerAway:
                if look == _LOOKS:
                    raise

    def state(self, since: int | None = None) -> dict[str, Any]:
        """The present draft and what belongs to it; with ``since`` also what changed after that revision."""
        query = {} if since is None else {"since": since}
        return dict(self.api.call("GET", f"/api/state/{_AGENT}/me/{self.id}/latest", params=query))

    def export(self, output: Mapping[str, Any] | None = None) -> Render:
        """Starts to make the video of the present draft.

        Args:
            output: ``quality``, ``preset``, ``resolution``, ``fps``, ``max_bytes``, …

        Raises:
            InvalidOption: There is nothing to show, or an option is not right.
        """
        body = {"id": f"render_{time.time_ns()}_{secrets.token_hex(4)}", "sessionId": self.id}
        told = self.api.call("POST", "/api/render/proxy/lambda", json={**body, "output": dict(output or {})})
        return _render(told)

    def renders(self) -> list[Render]:
        """This session's exports, the newest first."""
        return [
            _render(told) for told in self.api.call("GET", "/api/renders", params={"session_id": self.id})
        ]

    def render(self, render_id: str) -> Render:
        """How far an export is."""
        return _render(self.api.call("GET", f"/api/render/proxy/lambda/{render_id}"))

    def cancel(self, render_id: str) -> Render:
        """Stops an export. One that has ended stays as it is."""
        return _render(self.api.call("POST", f"/api/render/proxy/lambda/{render_id}/cancel"))

    def download(self, render_id: str, path: Path) -> int:
        """Writes a finished video to a file; gives its size in bytes.

        The file gets its name when it is complete.

        Raises:
            Conflict: It is not finished.
            ServerAway: The transfer broke off.
            OSError: The file cannot be written.
        """
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with self.api.stream("GET", f"/api/render/proxy/{render_id}/download") as answer:
                size_bytes = 0
                with draft.open("xb") as file:
                    for piece in answer.iter_bytes(1 << 20):
                        size_bytes += file.write(piece)
                if size_bytes != int(answer.headers.get("content-length", size_bytes)):
                    raise ServerAway("The download broke off. Try again.")
            draft.replace(path)
            return size_bytes
        finally:
            draft.unlink(missing_ok=True)


def _told(answer: httpx.Response) -> Iterator[Event]:
    for event in read_events(answer.iter_lines()):
        if event is None:
            continue
        if event.error_code:
            raise error_of(event.error_code, event.error_message)
        yield event


def _render(told: Mapping[str, Any]) -> Render:
    eta_s = told.get("eta_s")
    return Render(
        id=str(told["id"]),
        status=str(told["status"]),
        progress=float(told.get("progress") or 0.0),
        eta_s=None if eta_s is None else float(eta_s),
        told=dict(told),
    )


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise MissingMedia(f"{path.name} cannot be read: {error.strerror}.", name=path.name) from error


def _data(answer: httpx.Response) -> Any:
    if not answer.is_success:
        raise error_in(answer.status_code, answer.content)
    try:
        return answer.json()["data"]
    except (ValueError, KeyError, TypeError) as error:
        raise ServerAway("What answers there is no Photoplay server. Check the address.") from error


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Failures of the network as an error of ours."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise ServerAway("The server does not answer in time. Try again later.") from error
    except (httpx.TransportError, httpx.StreamError, httpx.InvalidURL, httpx.DecodingError) as error:
        raise ServerAway("The server cannot be reached, or broke off. Is it running?") from error
