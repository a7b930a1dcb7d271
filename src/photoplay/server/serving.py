"""Runs the app in a web server: listens, says where, and stops with grace."""

from __future__ import annotations

import contextlib
import errno
import gc
import json
import os
import resource
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from photoplay.errors import InvalidOption, NotWritable
from photoplay.server import logs
from photoplay.server.addresses import is_loopback
from photoplay.server.app import create_app
from photoplay.server.envelope import refused
from photoplay.server.gate import SECURITY_HEADERS
from photoplay.services import registration
from photoplay.services.backend import open_backend
from photoplay.settings import ServiceSettings

#: A request's first line and headers come within this time, and are no longer than this.
_HEADERS_S, _HEADERS_BYTES = 20.0, 32 * 1024
_KEEP_ALIVE_S = 20
_OPEN_FILES = 16_384
#: All addresses of a machine.
_EVERYWHERE = ("0.0.0.0", "::")
#: Where `photoplay admin` finds the running server.
SERVER_FILE = "server.json"


@dataclass(frozen=True, slots=True)
class Listening:
    """A server that has begun to listen.

    Attributes:
        url: Where, as this machine reaches it.
        owner_url: Logs its owner in once; None where it does not listen on loopback alone, or others
            could read it.
        is_everywhere: Whether it listens on all addresses of this machine.
    """

    url: str
    owner_url: str | None
    data_dir: Path
    is_everywhere: bool


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that does not wait for ever for the first request's headers."""

    def connection_made(self, transport) -> None:  # type: ignore[no-untyped-def]
        super().connection_made(transport)
        self.timeout_keep_alive_task = self.loop.call_later(_HEADERS_S, self.timeout_keep_alive_handler)

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP gets our envelope and headers as everything else does, and the connection ends.

        The status is not 400: for the published clients that means that they have no identity.
        """
        told = refused(InvalidOption("This is no proper HTTP/1.1 request. Use an HTTP library to make it."))
        headers = [*told.headers.raw, *((k.encode(), v.encode()) for k, v in SECURITY_HEADERS.items())]
        events = (
            h11.Response(status_code=told.status_code, headers=[*headers, (b"connection", b"close")]),
            h11.Data(data=bytes(told.body)),
            h11.EndOfMessage(),
        )
        for event in events:
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def serve(
    settings: ServiceSettings, on_listening: Callable[[Listening], None], *, shows_owner_link: bool = False
) -> None:
    """Serves until SIGTERM or SIGINT, then lets open requests end.

    Args:
        settings: See ``ServiceSettings``.
        on_listening: Called once, when requests are taken.
        shows_owner_link: Whether what ``on_listening`` says is seen by the owner alone: in a terminal, not
            in a log.

    Raises:
        InvalidOption: The address or port cannot be had, or the data folder cannot be written.
        DatabaseAway: The database cannot be reached.
    """
    _allow_many_connections()
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(_listen(settings.host, settings.port))
        logs.set_up(settings)
        backend = stack.enter_context(open_backend(settings))
        url = _url(listener)
        admin_token = f"adm_{secrets.token_urlsafe(32)}"
        stack.enter_context(_announced(settings.data_dir, url, admin_token))
        owner_url = None
        if shows_owner_link and (is_loopback(settings.host) or settings.host == "localhost"):
            owner_url = f"{url}/login/key?key={registration.owner_key(backend)}"
        app = create_app(backend, admin_token=admin_token)
        is_everywhere = listener.getsockname()[0] in _EVERYWHERE
        listening = Listening(url, owner_url, settings.data_dir, is_everywhere)
        server = _Server(app, _config(app, settings), lambda: on_listening(listening))
        # The web server raises the signal that stopped it once more when it is done.
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _allow_many_connections() -> None:
    """Each connection is an open file; systems allow few of them unless asked."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if most == resource.RLIM_INFINITY else min(_OPEN_FILES, most)
    with contextlib.suppress(OSError, ValueError):
        if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class _Server(uvicorn.Server):
    """Says when it takes requests, and tells streams that have no end of their own when it stops."""

    def __init__(self, app: FastAPI, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._app, self._on_started = app, on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # What was imported stays for good: without it a full collection during a request is short.
        gc.collect()
        gc.freeze()
        self._on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.is_stopping = True
        await super().shutdown(sockets)


def _config(app: FastAPI, settings: ServiceSettings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=settings.stop_seconds,
        h11_max_incomplete_event_size=_HEADERS_BYTES,
    )


@contextlib.contextmanager
def _listen(host: str, port: int) -> Iterator[socket.socket]:
    """A bound socket. Bound before anything is started, so that a port in use costs no time.

    Raises:
        InvalidOption: It cannot be had.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise InvalidOption(
            f"There is no address “{host}” to listen on. Choose another with --host."
        ) from error
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        raise InvalidOption(_why_not(error, host, port)) from error
    try:
        yield listener
    finally:
        listener.close()


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use already, perhaps by another Photoplay. Choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by you. Choose one above 1023 with --port."
    return f"It cannot listen on {host}, port {port}: {error.strerror}. Choose others with --host and --port."


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if host in _EVERYWHERE:
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextlib.contextmanager
def _announced(folder: Path, url: str, admin_token: str) -> Iterator[None]:
    """Writes down, for this user alone, where the server is and what opens its admin calls.

    Raises:
        NotWritable: The data folder cannot be written.
    """
    path = folder / SERVER_FILE
    content = json.dumps({"url": url, "token": admin_token, "pid": os.getpid()})
    draft = path.with_name(f"{SERVER_FILE}.{os.getpid()}")
    try:
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(content)
        os.replace(draft, path)
    except OSError as error:
        raise NotWritable(f"The data folder cannot be written: {error.strerror}.") from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if path.read_text() == content:
                path.unlink()
