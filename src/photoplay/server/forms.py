"""Forms of the pages: cookies, tokens against forged requests, slow answers to guessers."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import time
from collections.abc import Callable, Mapping
from typing import cast
from urllib.parse import parse_qsl, quote, unquote

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.responses import Response

from photoplay.errors import Forbidden, InvalidOption, NotAuthorised, Overloaded, TooMany
from photoplay.server.calling import backend_of, is_https, note
from photoplay.services import accounts
from photoplay.services.accounts import Caller, Issued

LOGIN, VISIT, EMAIL = "photoplay_login", "photoplay_visit", "photoplay_email"
_MOST_BYTES, _MOST_FIELDS = 64 * 1024, 50
_WINDOW_MIN = 15
_EMAIL_S = 600
#: One address may try this many times as often as it may for one account.
_ACCOUNTS_PER_ADDRESS = 5
#: For one account all addresses together may try this many times as often as one may.
_ADDRESSES_PER_ACCOUNT = 10
#: Checking a password takes 64 MB and a processor for a moment: this many at one time, and that many wait.
_PASSWORDS_AT_ONCE, _MOST_WAITING = 4, 40


class Attempts:
    """Bounds on guessing passwords: for each address and account, for each address, and for each account.

    An address is what ``network_of`` takes for one.
    """

    def __init__(self, most: int) -> None:
        self._limit = RateLimitItemPerMinute(most, _WINDOW_MIN)
        self._address_limit = RateLimitItemPerMinute(most * _ACCOUNTS_PER_ADDRESS, _WINDOW_MIN)
        self._account_limit = RateLimitItemPerMinute(most * _ADDRESSES_PER_ACCOUNT, _WINDOW_MIN)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, address: str, email: str) -> None:
        """Counts an attempt.

        Raises:
            TooMany: It is one too many.
        """
        network, who = accounts.network_of(address) or address, _who(email)
        bounds = (
            (self._limit, f"{network} {who}"),
            (self._address_limit, network),
            (self._account_limit, f"account {who}"),
        )
        for limit, key in bounds:
            if not self._limiter.hit(limit, key):
                free_at, _ = self._limiter.get_window_stats(limit, key)
                wait_s = max(1, math.ceil(free_at - time.time()))
                minutes = math.ceil(wait_s / 60)
                raise TooMany(
                    f"Too many attempts. Try again in {minutes} minute{'s' if minutes > 1 else ''}.",
                    retry_after_s=wait_s,
                )

    def succeeded(self, address: str, email: str) -> None:
        """The right password: earlier slips are forgotten."""
        self._limiter.clear(self._limit, f"{accounts.network_of(address) or address} {_who(email)}")


def _who(email: str) -> str:
    return email.strip().lower()[:254]


def password_threads() -> CapacityLimiter:
    """The threads of one app that check passwords, apart from those of other requests."""
    return CapacityLimiter(_PASSWORDS_AT_ONCE)


async def in_turn(
    request: Request, work: Callable[[Request, dict[str, str]], Response], fields: dict[str, str]
) -> Response:
    """Answers a form with a password in one of those threads.

    Raises:
        Overloaded: Too many wait already.
    """
    threads = cast(CapacityLimiter, request.app.state.password_threads)
    if threads.statistics().tasks_waiting >= _MOST_WAITING:
        raise Overloaded(
            "Too many people log in at this moment. Try again in a few seconds.", retry_after_s=5
        )
    return await to_thread.run_sync(work, request, fields, limiter=threads)


async def form(request: Request) -> dict[str, str]:
    """The fields of a form.

    Raises:
        InvalidOption: It is none, or too large.
    """
    raw = await request.body()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded" or len(raw) > _MOST_BYTES:
        raise InvalidOption("That is no form of this site. Go back, load the page again, and try once more.")
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise InvalidOption("The form cannot be read. Load the page again, and try once more.") from error
    fields = dict(pairs)
    if any("\0" in value for value in fields.values()):
        raise InvalidOption("The form holds characters that are not allowed. Take them out.")
    return fields


def _name(request: Request, name: str) -> str:
    # The prefix makes browsers refuse such a cookie from anywhere else than this host, through TLS.
    return f"__Host-{name}" if is_https(request) else name


def login_of(request: Request) -> Caller | None:
    """Whoever is logged in in this browser."""
    secret = request.cookies.get(_name(request, LOGIN))
    if not secret:
        return None
    try:
        caller = accounts.authenticate(backend_of(request), secret, kinds=("login",))
    except NotAuthorised:
        return None
    note(request, caller)
    return caller


class Visit:
    """One browser's request to a page: the login, if any, and what proves that a form is ours.

    A form's token is bound to the login cookie or, before that, to a cookie of its own, both of which
    other sites can neither read nor set.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.caller = login_of(request)
        self._login = request.cookies.get(_name(request, LOGIN), "") if self.caller else ""
        told = request.cookies.get(_name(request, VISIT), "")
        self._visit = told if 20 <= len(told) <= 100 else secrets.token_urlsafe(24)

    @property
    def csrf(self) -> str:
        """The token that forms of this page carry."""
        bound = hashlib.sha256((self._login or self._visit).encode()).digest()
        return hmac.new(backend_of(self.request).key, b"form:" + bound, hashlib.sha256).hexdigest()

    def check(self, fields: Mapping[str, str]) -> None:
        """Raises ``Forbidden`` unless a form came from a page of ours in this browser."""
        if not hmac.compare_digest(self.csrf.encode(), fields.get("csrf", "").encode()):
            raise Forbidden(
                "This form is too old, or not from this site. Load the page again and send it anew."
            )

    def mark(self, response: Response) -> Response:
        """Keeps the visit's cookie in the browser."""
        self._set(response, VISIT, self._visit, 86_400)
        return response

    @property
    def email(self) -> str:
        """The address that was registered in this browser a moment ago."""
        return unquote(self.request.cookies.get(_name(self.request, EMAIL), ""))[:254]

    def keep_email(self, response: Response, email: str) -> Response:
        """Keeps an address for the login that follows."""
        self._set(response, EMAIL, quote(email[:254]), _EMAIL_S)
        return response

    def log_in(self, response: Response, issued: Issued) -> Response:
        """Keeps a login in the browser."""
        life_s = (issued.token.expires_at_ms - issued.token.created_at_ms) // 1000
        self._set(response, LOGIN, issued.secret, life_s)
        self._set(response, EMAIL, "", 0)
        return response

    def log_out(self, response: Response) -> Response:
        self._set(response, LOGIN, "", 0)
        return response

    def _set(self, response: Response, name: str, value: str, life_s: int) -> None:
        response.set_cookie(
            _name(self.request, name), value, max_age=life_s, path="/",
            secure=is_https(self.request), httponly=True, samesite="lax",
        )  # fmt: skip
