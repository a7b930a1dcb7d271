"""How errors that the app meets become answers: in the envelope, or as a page for a person's browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from photoplay.errors import InvalidOption, PhotoplayError
from photoplay.server.envelope import refusal, refused
from photoplay.server.markup import problem, problem_page, wants_page
from photoplay.server.wording import first_fault

#: What the framework refuses by itself, in words.
_PLAIN = {
    404: "There is nothing at this address. The addresses that exist are listed at /docs.",
    405: "This address does not take this method. Which ones it takes is listed at /docs.",
}


def add_handlers(app: FastAPI, hidden: re.Pattern[str], web_url: Callable[[Request], str]) -> None:
    """Makes every error that the app meets an answer; what is unforeseen passes through.

    Args:
        app: See ``create_app``.
        hidden: Paths of the server; see ``server_paths``.
        web_url: What links to pages begin with, for a request.
    """

    def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, PhotoplayError)
        if wants_page(request.scope):
            return problem(request, error)
        if error.data and "register_path" in error.data:
            data = dict(error.data)
            data["register_url"] = f"{web_url(request)}{data.pop('register_path')}"
            error.data = data
        return refused(error, hidden)

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        field, words = first_fault(list(error.errors()))
        return ours(request, InvalidOption(f"{words} Correct it and send the request again.", field=field))

    app.add_exception_handler(PhotoplayError, ours)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(RequestValidationError, invalid)


def _framework(request: Request, error: Exception) -> Response:
    """What the framework refuses: addresses and methods that there are not."""
    assert isinstance(error, HTTPException)
    status = error.status_code
    message = _PLAIN.get(status, HTTPStatus(status).phrase + ".")
    headers = dict(error.headers or {})
    if status == 405:
        headers["Allow"] = _allowed(request)
    if not wants_page(request.scope):
        return refusal(status, status, message, None, headers)
    answer = problem_page(request, status, status, message)
    answer.headers.update(headers)
    return answer


def _allowed(request: Request) -> str:
    """All methods of an address, whichever of its routes takes them."""
    found = []
    for method in ("DELETE", "GET", "PATCH", "POST", "PUT"):
        asked = {**request.scope, "method": method}
        if any(route.matches(asked)[0] is Match.FULL for route in request.app.router.routes):
            found += [method, "HEAD"] if method == "GET" else [method]
    return ", ".join(found)
