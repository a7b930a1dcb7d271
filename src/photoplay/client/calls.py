"""Calls over HTTP: token, attribution, one renewal, one wait, failures in words."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import httpx

from photoplay.client.attribution import Attribution
from photoplay.client.clock import Clock
from photoplay.client.identity import Identity, load_identity, with_token
from photoplay.client.refusals import error_in, wait_of
from photoplay.errors import NoClientId, NotAuthorised, PhotoplayError, ServerAway

T = TypeVar("T")

#: An answer may take so long, seconds; a stream may be silent, where a proxy swallows its heartbeats.
_CONNECT_S, _ANSWER_S, _SILENCE_S = 10.0, 60.0, 300.0
#: No answer of ours is larger, bytes.
_MOST_BYTES = 64 << 20
_PIECE_BYTES = 1 << 16
_NO_SERVER = "What answers there is no Photoplay server. Check the address."
_GIVEN_REFUSED = (
    "The token in NEMO_TOKEN is not valid any more. Set a new one, or remove it to go on with a free account."
)


class Calls:
    """Calls of one server, each with token and attribution.

    Args:
        url: Where the server is.
        identity: File that keeps who this client is; None: it is forgotten.
        attribution: Who is calling.
        token: The user's own, which is neither kept nor replaced; empty: an anonymous one is asked for.
        client_id: The user's own; empty: one is made.
        transport: In the place of the network.
        clock: For waits.

    Attributes:
        is_plain: The server has said that its agent speaks of no screen.
    """

    def __init__(
        self,
        url: str,
        *,
        identity: Path | None,
        attribution: Attribution,
        token: str = "",
        client_id: str = "",
        transport: httpx.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        with _translated():
            self._http = httpx.Client(
                base_url=url,
                headers=attribution.headers,
                timeout=httpx.Timeout(_ANSWER_S, connect=_CONNECT_S),
                trust_env=False,
                follow_redirects=False,
                transport=transport,
            )
        self.url, self.clock = url.rstrip("/"), clock or Clock()
        self.is_plain = False
        self._path, self._renewing = identity, threading.Lock()
        self._identity: Identity = load_identity(identity, self.url, token=token, client_id=client_id)

    def close(self) -> None:
        """Ends all connections."""
        self._http.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def authenticate(self) -> None:
        """Takes the token that is kept, or asks for one.

        Raises:
            ServerAway: Nobody answers there.
            TooMany, ServiceError: No token is to be had.
        """
        if not (identity := self._identity).token:
            self._renew(identity)

    def _renew(self, refused: Identity) -> None:
        """A token in the place of one that is refused, or missing; whoever comes second takes the first one's."""
        with self._renewing:
            if self._identity.token == refused.token:
                self._identity = with_token(refused, self._path, self._asked, self.url)

    def _asked(self, client_id: str) -> Identity:
        """A token for a client id; where the server cannot use that id, for a new one."""

        def attempt(name: str) -> Identity:
            headers = {"X-Client-Id": name}
            told = self._patiently(
                lambda: _data(self._sent("POST", "/api/auth/anonymous-token", {"headers": headers}))
            )
            if not isinstance(told, dict) or not isinstance(told.get("token"), str):
                raise ServerAway(_NO_SERVER)
            return Identity(name, told["token"])

        try:
            return attempt(client_id)
        except NoClientId:
            return attempt(load_identity(None).client_id)

    def call(self, method: str, path: str, *, kind: type[Any] = object, **given: Any) -> Any:
        """One call; gives the data of its answer.

        A token that is no longer valid is renewed once, and a short wait is waited out once.

        Args:
            method: Of HTTP.
            path: From the server's root.
            kind: What the data must be: ``dict``, ``list``.
            given: As ``httpx`` takes it: json, params, files, timeout.

        Raises:
            ServerAway: The server does not answer, or gives data of another kind.
            PhotoplayError: The server refuses; its own words.
        """
        told = self._tried(lambda: _data(self._sent(method, path, self._with_token(given))))
        if not isinstance(told, kind):
            raise ServerAway("The server's answer cannot be understood. Try again later.")
        return told

    @contextlib.contextmanager
    def stream(
        self, method: str, path: str, *, of_events: bool = False, **given: Any
    ) -> Iterator[httpx.Response]:
        """One call whose answer is read as it comes.

        Args:
            method: Of HTTP.
            path: From the server's root, or a whole address, which then gets no token.
            of_events: Whether it must be a stream of events.
            given: See ``call``.

        Raises:
            ServerAway, PhotoplayError: See ``call``.
        """
        timeout = httpx.Timeout(_SILENCE_S, connect=_CONNECT_S)
        told = (
            {"timeout": timeout, **given}
            if "://" in path
            else self._with_token({"timeout": timeout, **given})
        )
        if of_events:
            told["headers"] = {**told.get("headers", {}), "Accept": "text/event-stream"}

        def opened() -> httpx.Response:
            answer = self._sent(method, path, told)
            return _checked_events(answer) if of_events else answer

        with _translated():
            answer = self._tried(opened)
            try:
                yield answer
            finally:
                answer.close()

    def _with_token(self, given: dict[str, Any]) -> dict[str, Any]:
        return {**given, "auth": self._signed}

    def _signed(self, request: httpx.Request) -> httpx.Request:
        """Puts the token on a request when it is sent, so that a renewed one is used."""
        request.headers["Authorization"] = f"Bearer {self._identity.token}"
        return request

    def _sent(self, method: str, path: str, given: dict[str, Any]) -> httpx.Response:
        """The answer, its body not yet read; a refusal is raised."""
        auth = given.pop("auth", None) if "auth" in (given := dict(given)) else None
        with _translated():
            answer = self._http.send(self._http.build_request(method, path, **given), stream=True, auth=auth)
            if not answer.is_success:
                with contextlib.closing(answer):
                    raise error_in(answer.status_code, _body(answer), answer.headers)
            if "://" not in path:
                self.is_plain |= answer.headers.get("X-Agent-Wording") == "plain"
            return answer

    def _tried(self, attempt: Callable[[], T]) -> T:
        used = self._identity

        def noted() -> T:
            nonlocal used
            used = self._identity
            return attempt()

        try:
            return self._patiently(noted)
        except NotAuthorised as error:
            if used.is_given:
                raise NotAuthorised(_GIVEN_REFUSED) from error
            self._renew(used)
            return self._patiently(attempt)

    def _patiently(self, attempt: Callable[[], T]) -> T:
        try:
            return attempt()
        except PhotoplayError as error:
            if (wait_s := wait_of(error)) is None:
                raise
        self.clock.sleep(wait_s)
        return attempt()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown to anybody."""
        return tuple(filter(None, (self._identity.token, self._identity.client_id)))


def _body(answer: httpx.Response) -> bytes:
    """The body of an answer.

    Raises:
        ServerAway: It is larger than anything of ours.
    """
    read = bytearray()
    for piece in answer.iter_bytes(_PIECE_BYTES):
        read += piece
        if len(read) > _MOST_BYTES:
            raise ServerAway(_NO_SERVER)
    return bytes(read)


def _data(answer: httpx.Response) -> Any:
    """The data in an answer, whose body is read; of one without an envelope all of it."""
    with _translated(), contextlib.closing(answer):
        body = _body(answer)
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ServerAway(_NO_SERVER) from error
    if not isinstance(told, dict):
        raise ServerAway(_NO_SERVER)
    if told.get("code", 0) != 0:
        raise error_in(answer.status_code, body, answer.headers)
    return told if told.get("data") is None else told["data"]


def _checked_events(answer: httpx.Response) -> httpx.Response:
    """The answer, if it is a stream of events.

    Raises:
        ServerAway: It is something else.
        PhotoplayError: It is a refusal after all.
    """
    kind = answer.headers.get("content-type", "text/event-stream").partition(";")[0].strip().lower()
    if kind == "text/event-stream":
        return answer
    if kind == "application/json":
        _data(answer)
    answer.close()
    raise ServerAway(_NO_SERVER)


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Failures of the network as an error of ours; its data say whether the request may have arrived."""
    try:
        yield
    except httpx.TimeoutException as error:
        is_sent = not isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout)
        raise _away("The server does not answer in time. Try again later.", is_sent=is_sent) from error
    except (httpx.TransportError, httpx.StreamError, httpx.InvalidURL, httpx.DecodingError) as error:
        is_sent = not isinstance(error, httpx.ConnectError | httpx.UnsupportedProtocol | httpx.InvalidURL)
        words = "The server cannot be reached, or broke off. Is it running?"
        raise _away(words, is_sent=is_sent) from error


def _away(words: str, *, is_sent: bool) -> ServerAway:
    return ServerAway(words, is_sent=is_sent)
