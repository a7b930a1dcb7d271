"""JSON bodies: read strictly, checked against a model, described for OpenAPI."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, NoReturn, TypeVar

from anyio import to_thread
from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError

from photoplay.errors import InvalidOption
from photoplay.server.wording import first_fault, path_of

#: Levels of lists and objects in a body. Drafts have six.
MOST_LEVELS = 64
#: Bodies above this are parsed on a thread, so that the others need not wait.
_LARGE_BYTES = 64 * 1024
#: Escapes that a text may only hold in pairs, or not at all.
_SUSPICIOUS = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")

M = TypeVar("M", bound=BaseModel)


class Body(BaseModel):
    """Base of all bodies. What others send besides is left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False, populate_by_name=True)


def parse(raw: bytes) -> Any:
    """JSON without its loopholes: finite numbers, whole characters, bounded depth.

    Raises:
        InvalidOption: It is anything else.
    """
    try:
        told = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_number, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise InvalidOption("The body is not in UTF-8. Send it as JSON in UTF-8.") from error
    except RecursionError as error:
        raise _too_deep() from error
    except json.JSONDecodeError as error:
        raise InvalidOption(
            f"The body is not JSON: {error.msg} in line {error.lineno}, column {error.colno}."
        ) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise InvalidOption("The body holds a number that is too long. Send finite, shorter ones.") from error
    _check(told, strings=_SUSPICIOUS.search(raw) is not None)
    return told


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        _refuse_number(text)
    return number


def _refuse_number(text: str) -> NoReturn:
    raise InvalidOption(f"The body holds the number {text[:20]}, which is not finite. Send finite numbers.")


def _too_deep() -> InvalidOption:
    return InvalidOption(f"The body is nested too deeply: at most {MOST_LEVELS} levels of lists and objects.")


def _check(told: object, *, strings: bool) -> None:
    """Refuses depth, and with ``strings`` also half characters and NUL."""
    level: list[tuple[Any, tuple[object, ...]]] = [(told, ())]
    for _ in range(MOST_LEVELS + strings):  # texts lie one level below the last list
        inner: list[tuple[Any, tuple[object, ...]]] = []
        for one, place in level:
            if isinstance(one, dict):
                inner += [(value, (*place, key)) for key, value in one.items() if strings or _is_nest(value)]
                if strings:
                    _check_strings(one, place)
            elif isinstance(one, list):
                inner += [(value, (*place, n)) for n, value in enumerate(one) if strings or _is_nest(value)]
            elif strings:
                _check_strings([one], place)
        if not inner:
            return
        level = inner
    raise _too_deep()


def _is_nest(value: object) -> bool:
    return isinstance(value, dict | list)


def _check_strings(values: Iterable[object], place: tuple[object, ...]) -> None:
    for text in values:
        if isinstance(text, str) and ("\0" in text or any("\ud800" <= c <= "\udfff" for c in text)):
            raise InvalidOption(
                "The body holds a character that no text may hold. Take it out.", field=path_of(place)
            )


async def read_json(request: Request) -> Any:
    """The body of a request. None of nothing.

    Curl calls JSON that it is given with ``-d`` a form unless told otherwise; that is taken too. It
    opens no door to other sites, because these calls are let in by a header, never by a cookie.

    Raises:
        InvalidOption: No JSON, or of another content type.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    raw = await request.body()
    if not raw.strip():
        return None
    if kind not in ("", "application/json", "application/x-www-form-urlencoded") and not kind.endswith(
        "+json"
    ):
        raise InvalidOption(f"A body of type “{kind[:60]}” is not taken here. Send application/json.")
    return await to_thread.run_sync(parse, raw) if len(raw) > _LARGE_BYTES else parse(raw)


def checked(model: type[M], told: object) -> M:
    """A body as its model.

    Raises:
        InvalidOption: It does not fit; names the field.
    """
    try:
        return model.model_validate({} if told is None else told)
    except ValidationError as error:
        field, words = first_fault(error.errors(include_url=False, include_input=False))
        raise InvalidOption(f"{words} Correct it and send the request again.", field=field) from error


def body_of(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """A dependency that gives the request's body as its model. Nothing counts as ``{}``."""

    async def body(request: Request) -> M:
        return checked(model, await read_json(request))

    return body


def described(model: type[BaseModel], *, required: bool = True) -> dict[str, Any]:
    """The body of a route for the OpenAPI document: ``openapi_extra=described(Model)``."""
    schema = model.model_json_schema(by_alias=True)
    return {
        "requestBody": {"required": required, "content": {"application/json": {"schema": inlined(schema)}}}
    }


def inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema whose ``$defs`` stand where they are used. They must not refer to themselves."""
    known = schema.get("$defs", {})

    def replaced(node: Any) -> Any:
        if isinstance(node, dict):
            if "$ref" in node:
                return replaced(known[node["$ref"].rpartition("/")[2]])
            return {name: replaced(value) for name, value in node.items() if name != "$defs"}
        return [replaced(one) for one in node] if isinstance(node, list) else node

    told: dict[str, Any] = replaced(schema)
    return told
