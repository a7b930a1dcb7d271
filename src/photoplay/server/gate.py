"""What is turned away before any route is looked for, and the headers that every answer carries."""

from __future__ import annotations

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from photoplay.errors import Forbidden, InvalidOption, PhotoplayError
from photoplay.server.addresses import client_address, hosts_of, is_own_origin, is_within
from photoplay.server.envelope import refused
from photoplay.server.markup import problem, wants_page
from photoplay.settings import ServiceSettings

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
#: Pages bring one stylesheet and pictures and videos of this server; no scripts, no frames, no forms to others.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


class SecurityHeaders:
    """Adds the security headers to every answer; ``no-store`` unless the route says otherwise."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self.app = app
        self.added = dict(SECURITY_HEADERS)
        if is_https:
            self.added["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.added.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)


class Gate:
    """Refuses foreign hosts and foreign origins, and finds out the client's address and scheme.

    What it found stands in ``scope["client"]``, ``scope["scheme"]`` and ``scope["state"]["peer_is_client"]``
    (no proxy lies between).
    """

    def __init__(self, app: ASGIApp, *, settings: ServiceSettings) -> None:
        self.app = app
        self.settings = settings
        self.hosts = hosts_of(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        self._find_client(scope, headers)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            answer = problem(Request(scope), refusal) if wants_page(scope) else refused(refusal)
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _find_client(self, scope: Scope, headers: Headers) -> None:
        peer, port = scope.get("client") or ("", 0)
        trusted = self.settings.trusted_proxies
        address = client_address(peer, headers, trusted)
        scope.setdefault("state", {})["peer_is_client"] = address == peer and not is_within(peer, trusted)
        scope["client"] = (address, port)
        if is_within(peer, trusted):
            told = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
            scope["scheme"] = told if told in ("http", "https") else scope["scheme"]

    def _refusal(self, scope: Scope, headers: Headers) -> PhotoplayError | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.hosts.allows(hosts[0]):
            return Forbidden(
                "This server does not answer to that name. Use the address it was started with, or let its "
                "operator add the name to the setting allowed_hosts."
            )
        origin = headers.get("origin")
        may_be_foreign = origin is None or (scope["method"] in _READING and "cookie" not in headers)
        if not may_be_foreign and not is_own_origin(str(origin), scope["scheme"], hosts[0], self.settings):
            return Forbidden("This request comes from another website, which is not allowed.")
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            return InvalidOption("The address holds a character that is not allowed. Remove it.")
        return None
