"""Refusals of the server as errors of ours: the codes of the API contract, the other way round."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from photoplay.errors import (
    BrokenMedia,
    Conflict,
    ExportBlocked,
    Forbidden,
    InvalidOption,
    MediaTooLarge,
    NoClientId,
    NoCredits,
    NotAuthorised,
    NotFound,
    Overloaded,
    PhotoplayError,
    ServerAway,
    ServiceError,
    TooMany,
)

_SERVICE: Mapping[int, type[ServiceError]] = {
    1001: NotAuthorised,
    1002: NotFound,
    2001: NoCredits,
    400: NoClientId,
    402: ExportBlocked,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    429: TooMany,
    503: Overloaded,
}
_FILES: Mapping[int, Callable[..., PhotoplayError]] = {4001: BrokenMedia, 4002: MediaTooLarge}


#: The longest wait that a limit is waited out; how long where nobody says; after too much work. Seconds.
_LONGEST_WAIT_S, _WAIT_S, _SOON_S = 30.0, 30.0, 5.0
#: Status without an envelope -> code.
_PLAIN = {401: 1001, 403: 403, 404: 404, 405: 404}
#: More of an answer that nobody understands is not read, characters.
_MOST_TOLD = 2000


def error_of(code: int, message: str, data: Mapping[str, Any] | None = None) -> PhotoplayError:
    """The error that a code means. Codes that a newer server may have are a ``ServiceError``.

    Args:
        code: As in the envelope, or in an event's ``errorCode``.
        message: The server's words.
        data: What stands beside them.
    """
    known = dict(data or {})
    if code in _FILES:
        error = _FILES[code](message, name=str(known.get("name", "")))
    elif code == 422:
        error = InvalidOption(message, field=str(known.get("field", "")))
    else:
        error = _SERVICE.get(code, ServiceError)(message)
    error.code = code  # 404 is a missing address, 1002 a missing session
    error.data = known or None
    return error


def error_in(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> PhotoplayError:
    """The error in an answer that is no success, in the envelope or not.

    Args:
        status: HTTP status.
        body: As received.
        headers: Of the answer.
    """
    try:
        told = json.loads(body)
        code, data = int(told["code"]), told.get("data")
        message = str(told.get("message") or "The server refuses that.")[:_MOST_TOLD]
    except (ValueError, KeyError, TypeError, RecursionError):
        return _unexplained(status)
    error = error_of(code, message, data if isinstance(data, Mapping) else None)
    wait = (headers or {}).get("retry-after", "")
    if wait.isdecimal():
        error.data = {"retry_after_s": int(wait), **(error.data or {})}
    return error


def _unexplained(status: int) -> PhotoplayError:
    """What is told about an answer without our envelope: something in between has answered."""
    error: PhotoplayError
    if 300 <= status < 400:
        error = ServerAway("The server has moved to another address. Check the address.")
    elif status == 413:
        error = MediaTooLarge("Something on the way to the server refuses so much at once. Send less.")
    elif status == 429:
        error = TooMany("Too many requests. Wait a while.")
    elif status in _PLAIN:
        error = error_of(_PLAIN[status], "The server, or something on the way to it, refuses that.")
    else:
        error = Overloaded(f"The server answered with status {status} and no explanation. Try again later.")
    if isinstance(error, ServerAway | Overloaded | TooMany):
        error.data = {"is_sent": status >= 500 or status == 408, "status": status}
    return error


def wait_of(error: PhotoplayError) -> float | None:
    """How long to wait before the one other try, seconds; None: there is none.

    Only what was refused in the envelope has surely not been done; what a proxy says is tried again only
    where it refused for the number of requests.
    """
    told = (error.data or {}).get("retry_after_s")
    usual = _WAIT_S if isinstance(error, TooMany) else _SOON_S
    wait_s = float(told) if isinstance(told, int | float) and not isinstance(told, bool) else usual
    is_passing = isinstance(error, TooMany) or (
        isinstance(error, Overloaded) and "status" not in (error.data or {})
    )
    return max(0.0, wait_s) if is_passing and wait_s <= _LONGEST_WAIT_S else None


def is_surely_refused(error: PhotoplayError) -> bool:
    """Whether what was asked was surely not done, so that asking again does nothing twice."""
    if isinstance(error, ServerAway | Overloaded) and "is_sent" in (error.data or {}):
        return not (error.data or {})["is_sent"]
    return error.code not in (500, 504) and not isinstance(error, ServerAway)
