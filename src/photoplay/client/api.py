"""The public HTTP API, typed: connect, make a session, upload, say, look, export, download.

with connect("http://127.0.0.1:8765") as api:
    session = api.create_session()
    session.upload([Path("beach.jpg")])
    for event in session.say("make a short video"):
        print(event.text)
    render = session.export()
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from photoplay.client.attribution import Attribution, of_program
from photoplay.client.calls import Calls
from photoplay.client.clock import Clock
from photoplay.client.identity import identity_path
from photoplay.client.session import AGENT, Render, Session, Uploaded
from photoplay.errors import InvalidOption, ServerAway

__all__ = ["Api", "Credits", "Render", "Session", "Uploaded", "api_of", "connect"]
#: Where a server that was started without options is.
USUAL_URL = "http://127.0.0.1:8765"


@dataclass(frozen=True, slots=True)
class Credits:
    """What an account has.

    Attributes:
        available: For new work.
        frozen: Set aside for work that is going on.
        total: Both.
    """

    available: int
    frozen: int
    total: int


def connect(
    url: str,
    *,
    identity: Path | None = None,
    source: str = "photoplay-cli",
    transport: httpx.BaseTransport | None = None,
    clock: Clock | None = None,
) -> Api:
    """A client of a server, with a token of its own. Variables of the environment are not looked at.

    Args:
        url: Where the server is.
        identity: File that keeps who this client is; None: it is forgotten.
        source: What the client is called; it decides the profile of sessions.
        transport: In the place of the network.
        clock: For waits.

    Raises:
        ServerAway: Nobody answers there.
        TooMany, ServiceError: No token is to be had.
    """
    who = of_program(source)
    api = Api(url, identity=identity, attribution=who, transport=transport, clock=clock)
    try:
        api.authenticate()
    except BaseException:
        api.close()
        raise
    return api


def api_of(
    attribution: Attribution,
    *,
    url: str = "",
    environ: Mapping[str, str] | None = None,
    identity: Path | None = None,
    transport: httpx.BaseTransport | None = None,
    clock: Clock | None = None,
) -> Api:
    """A client as a skill has it, by the variables of the environment; nothing is sent yet.

    ``NEMO_API_URL`` is the server, ``NEMO_WEB_URL`` its pages, ``NEMO_TOKEN`` a token of the user's own,
    ``NEMO_CLIENT_ID`` what an anonymous account is renewed by.

    Args:
        attribution: Who is calling.
        url: Of the server; stands above the variable.
        environ: In the place of the process's own.
        identity: File that keeps who this client is; None: one for each server, in the user's state folder.
        transport, clock: See ``connect``.

    Raises:
        InvalidOption: A variable holds what cannot be sent.
    """
    told = os.environ if environ is None else environ
    where = url or told.get("NEMO_API_URL", "").strip() or USUAL_URL
    token = _header(told, "NEMO_TOKEN", most=1000)
    client_id = _header(told, "NEMO_CLIENT_ID", most=64)
    api = Api(
        where,
        identity=identity or identity_path(where, client_id),
        attribution=attribution,
        token=token,
        client_id=client_id,
        transport=transport,
        clock=clock,
    )
    api.web_url = told.get("NEMO_WEB_URL", "").strip().rstrip("/") or api.url
    return api


def _header(environ: Mapping[str, str], name: str, *, most: int) -> str:
    """A variable that is sent in a header."""
    told = environ.get(name, "").strip()
    if not (told.isascii() and told.isprintable() and len(told) <= most):
        raise InvalidOption(f"{name} holds what cannot be sent: up to {most} plain letters and digits.")
    return told


class Api(Calls):
    """Calls of the API, each with token and attribution. Made by ``connect`` or ``api_of``.

    Attributes:
        web_url: What links to pages begin with.
    """

    web_url: str = ""

    def __enter__(self) -> Api:
        return self

    def create_session(self, name: str = "project", language: str = "en") -> Session:
        """A new project."""
        body = {"task_name": name, "language": language}
        told = self.call("POST", f"/api/tasks/me/with-session/{AGENT}", json=body)
        if not isinstance(told, dict) or not told.get("session_id"):
            raise ServerAway("What answers there is no Photoplay server. Check the address.")
        return Session(
            self, str(told["session_id"]), str(told.get("task_id") or ""), str(told.get("user_id") or "")
        )

    def session(self, session_id: str) -> Session:
        """A project that is there already."""
        return Session(self, session_id)

    def credits(self) -> Credits:
        """What is left."""
        told = self.call("GET", "/api/credits/balance/simple")
        try:
            return Credits(*(int(told[name]) for name in ("available", "frozen", "total")))
        except (KeyError, TypeError, ValueError) as error:
            raise ServerAway("The server's answer about credits cannot be understood.") from error
