"""What routes ask of a request: the backend, who calls, from where, and what absolute links begin with."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Annotated, cast

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from photoplay.errors import ExportBlocked, NotAuthorised
from photoplay.server.addresses import host_name, is_loopback
from photoplay.server.limits import Rate
from photoplay.server.observing import short_name
from photoplay.services import accounts
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend

BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A token from `POST /api/auth/anonymous-token` or `POST /api/tokens`.",
)
#: Headers that say which skill asks, and where it runs.
ATTRIBUTION = ("X-Skill-Source", "X-Skill-Version", "X-Skill-Platform")
_LONGEST_ATTRIBUTION = 100


def backend_of(request: Request) -> Backend:
    """The backend that the app was made with."""
    return cast(Backend, request.app.state.backend)


def address_of(request: Request) -> str:
    """The client's network address, as ``Gate`` found it; empty where there is none."""
    return request.client.host if request.client else ""


def secret_of(request: Request) -> str | None:
    """The bearer token of a request."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() or None if scheme.lower() == "bearer" else None


def allowed(scope: str) -> Callable[..., Caller]:
    """A dependency that gives the caller if their token has a scope.

    It raises ``NotAuthorised``, ``Forbidden``, or ``TooMany`` when the account asks too often.
    """

    def caller(
        request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)]
    ) -> Caller:
        backend = backend_of(request)
        try:
            found = accounts.authenticate(backend, secret_of(request))
        except NotAuthorised:
            count_stranger(request)
            raise
        note(request, found)
        found.require(scope)
        return found

    return caller


def note(request: Request, caller: Caller) -> None:
    """Writes the caller down for the log, and counts the request.

    Raises:
        TooMany: The account asks too often.
    """
    request.scope["state"]["account"] = short_name(backend_of(request).key, caller.account.id)
    cast(Rate, request.app.state.rate).take(caller.account.id)


def count_stranger(request: Request) -> None:
    """Counts a request without an account against its address. This machine's own are not counted.

    Raises:
        TooMany: Too many came from there.
    """
    address = address_of(request)
    if address and not is_loopback(address):
        cast(Rate, request.app.state.rate).take(f"address {accounts.network_of(address) or address}")


def attribution(request: Request, name: str) -> str | None:
    """A usable attribution header, or None."""
    told = request.headers.get(name, "").strip()
    return told if told and len(told) <= _LONGEST_ATTRIBUTION and told.isprintable() else None


def require_attribution(request: Request) -> None:
    """Raises ``ExportBlocked`` unless all attribution headers are there."""
    missing = [name for name in ATTRIBUTION if attribution(request, name) is None]
    if missing:
        raise ExportBlocked(
            f"Exports need the headers {', '.join(ATTRIBUTION)}; missing: {', '.join(missing)}. "
            "Send them and try again.",
            missing=missing,
        )


def base_url(request: Request) -> str:
    """What links to the API begin with: the setting, else as this request named the server."""
    return backend_of(request).settings.public_url or own_url(request)


def web_url(request: Request) -> str:
    """What links to the pages begin with."""
    settings = backend_of(request).settings
    return settings.web_url or settings.public_url or own_url(request)


def own_url(request: Request) -> str:
    """The server as this request named it."""
    # The host was found on the allow-list before any route was looked for.
    return f"{request.scope['scheme']}://{request.headers['host']}"


def is_https(request: Request) -> bool:
    """Whether the browser speaks to us through TLS: as the settings say, unless it is on this machine."""
    name = host_name(request.headers["host"]) or ""
    if name == "localhost" or is_loopback(name):
        return str(request.scope["scheme"]) == "https"
    return web_url(request).startswith("https://")


def iso(time_ms: int) -> str:
    """Epoch milliseconds as ISO 8601 in UTC."""
    told = datetime.datetime.fromtimestamp(time_ms / 1000, datetime.UTC)
    return told.isoformat(timespec="seconds").replace("+00:00", "Z")
