"""Pages from their templates, and the page that says what did not work."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from photoplay.errors import PhotoplayError

_HERE = Path(__file__).parent
#: Pages with forms, to which a refusal leads back.
_FORMS = frozenset({"/login", "/register", "/workspace"})


@lru_cache(1)
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["style"] = f"/static/style.css?v={hashlib.sha256(style()).hexdigest()[:12]}"
    return environment


@lru_cache(1)
def style() -> bytes:
    """The one stylesheet."""
    return (_HERE / "static" / "style.css").read_bytes()


def page(name: str, status: int = 200, **given: object) -> HTMLResponse:
    """A page from its template."""
    given.setdefault("caller", None)
    given.setdefault("csrf", "")
    return HTMLResponse(_templates().get_template(name).render(**given), status)


def wants_page(scope: Scope) -> bool:
    """Whether whoever asks is a browser that shows the answer to a person; never so for the API."""
    is_api = scope["path"].startswith("/api/")
    return not is_api and "text/html" in Headers(scope=scope).get("accept", "")


def problem(request: Request, error: PhotoplayError) -> Response:
    """An error as a page. Its status and the header X-Error-Code are as in the API."""
    status = error.status if error.status in HTTPStatus.__members__.values() else 503
    return problem_page(request, status, error.code, request.app.state.hide(error.message))


def problem_page(request: Request, status: int, code: int, message: str) -> Response:
    """A page that says what did not work, and leads back."""
    answer = page("problem.html", status, message=message, code=code, back=_back(request))
    answer.headers["X-Error-Code"] = str(code)
    return answer


def _back(request: Request) -> str:
    """The page whose form was refused; empty for what was no form."""
    if request.method != "POST":
        return ""
    told = urlsplit(request.headers.get("referer", ""))
    if told.netloc == request.headers.get("host") and told.path in _FORMS:
        return f"{told.path}?{told.query}" if told.query else told.path
    path = "/" + request.url.path.split("/")[1]
    return path if path in _FORMS else ""
