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


def error_of(code: int, message: str, data: Mapping[str, Any] | None = None) -> PhotoplayError:
    """The error that a code means. Codes that a newer server may have are a ``ServiceError``.

    Args:
        code: As in the envelope, or in an event's ``errorCode``.
        message: The server's words.
        data: What stands beside them.
    """
    known = dict(data or {})
    if code in _FILES:
        return _FILES[code](message, name=str(known.get("name", "")))
    if code == 422:
        return InvalidOption(message, field=str(known.get("field", "")))
    error = _SERVICE.get(code, ServiceError)(message)
    error.data = known or None
    return error


def error_in(status: int, body: bytes) -> PhotoplayError:
    """The error in an answer that is no success, in the envelope or not.

    Args:
        status: HTTP status.
        body: As received.
    """
    try:
        told = json.loads(body)
        code, message, data = int(told["code"]), str(told["message"]), told.get("data")
    except (ValueError, KeyError, TypeError):  # a proxy in between
        return Overloaded(f"The server answered with status {status} and no explanation. Try again later.")
    return error_of(code, message, data if isinstance(data, Mapping) else None)
