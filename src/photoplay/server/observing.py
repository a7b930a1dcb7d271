"""What operators see of requests: ids, a line in the log each, figures for Prometheus."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from photoplay.server.envelope import incident, incident_words, new_incident
from photoplay.server.markup import problem_page, wants_page

_SANE_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
#: Addresses that are read, and change something nevertheless.
_NEWS = frozenset({"/login/key"})
_NO_ROUTE = "(none)"
log = structlog.get_logger("photoplay.requests")


class Metrics:
    """Figures of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("photoplay_requests", "Answers.", labels, registry=self.registry)
        self.seconds = Histogram(
            "photoplay_request_seconds", "Time to the end of the answer.", ("method", "route"),
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60), registry=self.registry,
        )  # fmt: skip
        self.open = Gauge("photoplay_open_requests", "Requests in work.", registry=self.registry)
        self.received = Counter("photoplay_received_bytes", "Bytes of bodies.", registry=self.registry)
        self.incidents = Counter("photoplay_incidents", "Answers with code 500.", registry=self.registry)

    def gauge(self, name: str, words: str, value: Callable[[], float]) -> None:
        """A figure that is asked for when it is read."""
        Gauge(name, words, registry=self.registry).set_function(value)


def short_name(key: bytes, account_id: str) -> str:
    """A name for an account in logs. The id itself is a secret: it lets a registered account take over."""
    return hmac.new(key, f"log:{account_id}".encode(), hashlib.sha256).hexdigest()[:10]


def template_of(scope: Scope) -> str:
    """The route's pattern, never the path: ids and names stay out of logs and metrics."""
    route = scope.get("route")
    return str(getattr(route, "path", None) or _NO_ROUTE)


class Observing:
    """Outermost but for the security headers: also turns the unforeseen into an answer with code 500."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope).get("x-request-id", "")
        request_id = told if _SANE_ID.fullmatch(told) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        seen = _Seen(request_id, receive, send)
        self.metrics.open.inc()
        try:
            await self.app(scope, seen.receive, seen.send)
        except ClientDisconnect:  # nobody is left to be answered
            seen.status = 0
        except Exception:
            name = new_incident()
            self.metrics.incidents.inc()
            log.exception("incident", incident=name, request=request_id, route=template_of(scope))
            if seen.status:  # the answer has begun and cannot be taken back; the server closes the connection
                raise
            is_seen = wants_page(scope)
            words = incident_words(name)
            answer = problem_page(Request(scope), 500, 500, words) if is_seen else incident(name)
            await answer(scope, receive, seen.send)
        finally:
            self.metrics.open.dec()
            self._tell(scope, seen)

    def _tell(self, scope: Scope, seen: _Seen) -> None:
        route, elapsed_s = template_of(scope), time.perf_counter() - seen.began
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self.metrics.requests.labels(method, route, seen.status or "gone").inc()
        self.metrics.seconds.labels(method, route).observe(elapsed_s)
        self.metrics.received.inc(seen.received_bytes)
        # Whoever waits for a video asks twice a second: reading that goes well is no news.
        is_news = scope["method"] not in _READING or seen.status >= 400 or route in _NEWS
        (log.info if is_news else log.debug)(
            "request",
            method=method,
            route=route,
            status=seen.status or None,
            ms=round(elapsed_s * 1000, 1),
            received=seen.received_bytes,
            sent=seen.sent_bytes,
            account=scope["state"].get("account"),
            request=seen.request_id,
        )


class _Seen:
    """What passes of one request."""

    def __init__(self, request_id: str, receive: Receive, send: Send) -> None:
        self.request_id = request_id
        self.began = time.perf_counter()
        self.status = self.received_bytes = self.sent_bytes = 0
        self._receive, self._send = receive, send

    async def receive(self) -> Message:
        message = await self._receive()
        self.received_bytes += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)["X-Request-Id"] = self.request_id
        else:
            self.sent_bytes += len(message.get("body", b""))
        await self._send(message)
