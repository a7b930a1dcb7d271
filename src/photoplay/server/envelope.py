"""The one form of all answers for programs: ``{"code", "message", "data"}``."""

from __future__ import annotations

import json
import math
import re
import secrets
import tempfile
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from starlette.responses import Response

from photoplay.errors import NotAuthorised, PhotoplayError

#: The longest wait that is named in a header, seconds: curl and urllib3 sleep for as long as it says.
_LONGEST_RETRY_S = {429: 120, 503: 30}
_USUAL_RETRY_S = 5


def as_json(content: object) -> bytes:
    """JSON in UTF-8. What cannot be written in UTF-8 becomes a question mark."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def answer(data: object, *, repeated: bool = False, message: str = "ok") -> Response:
    """Success. With ``repeated`` the fields of ``data`` stand at top level too."""
    content: dict[str, object] = {}
    if repeated and isinstance(data, Mapping):
        content.update(data)
    content |= {"code": 0, "message": message, "data": data}
    return Response(as_json(content), media_type="application/json")


def refusal(
    status: int, code: int, message: str, data: object = None, headers: Mapping[str, str] | None = None
) -> Response:
    """An error in the envelope, with its code as a header too."""
    told = {"X-Error-Code": str(code), **(headers or {})}
    return Response(
        as_json({"code": code, "message": message, "data": data}), status, told, "application/json"
    )


def refused(error: PhotoplayError, hidden: re.Pattern[str] | None = None) -> Response:
    """The answer for an error of ours. Paths that ``hidden`` finds are shortened to their last part."""
    data = dict(error.data or {})
    for name in ("field", "name"):
        if value := getattr(error, name, ""):
            data.setdefault(name, value)
    status = error.status if error.status in HTTPStatus.__members__.values() else 503
    headers = _retry_header(status, data)
    if isinstance(error, NotAuthorised):
        headers["WWW-Authenticate"] = "Bearer"
    message = hidden.sub(lambda found: Path(found[0]).name, error.message) if hidden else error.message
    return refusal(status, error.code, message, data or None, headers)


def _retry_header(status: int, data: Mapping[str, object]) -> dict[str, str]:
    longest = _LONGEST_RETRY_S.get(status)
    if longest is None:
        return {}
    wait_s = data.get("retry_after_s", _USUAL_RETRY_S if status == 503 else None)
    if not isinstance(wait_s, int | float) or (status == 429 and wait_s > longest):
        return {}
    return {"Retry-After": str(min(longest, max(1, math.ceil(wait_s))))}


def server_paths(*folders: Path) -> re.Pattern[str]:
    """Finds paths inside folders of the server, so that no message gives them away."""
    known = {str(folder) for folder in (*folders, Path(tempfile.gettempdir()), Path(__file__).parents[1])}
    told = "|".join(re.escape(folder) for folder in sorted(known, key=len, reverse=True) if len(folder) > 1)
    return re.compile(rf"(?:{told})[^\s“”\"'<>]*")


def incident_words(name: str) -> str:
    """What is told about a fault of ours; ``name`` is what the log knows it by."""
    return f"Something went wrong on the server. Try again; if it happens again, tell the operator: {name}."


def incident(name: str) -> Response:
    """The answer to a fault of ours."""
    return refusal(500, 500, incident_words(name), {"incident": name})


def new_incident() -> str:
    return f"inc_{secrets.token_hex(6)}"
