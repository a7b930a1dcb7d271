"""The page /docs: the OpenAPI document for people to read, made by the server, without scripts."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from photoplay.server.body import inlined
from photoplay.server.markup import page
from photoplay.server.shapes import EVERYWHERE

router = APIRouter(include_in_schema=False)

#: Every code of the contract: code, HTTP status, when.
CODES = (
    (0, 200, "Success."),
    (1001, 401, "The token is missing, unknown, expired or revoked."),
    (1002, 404, "No such session, render or file, or somebody else's."),
    (2001, 403, "No credits are left; data says where to register or top up."),
    (4001, 415, "The file is broken or of a kind that is not taken; data.accepted lists the kinds."),
    (4002, 413, "The file, or the whole request, is too large; data.limit_bytes is the limit."),
    (400, 400, "The header X-Client-Id is missing or unusable."),
    (402, 402, "An export lacks an attribution header (data.missing), or the plan forbids exports."),
    (403, 403, "The token lacks a scope (data.scope), or a signed link is wrong or has expired."),
    (404, 404, "There is nothing at this address."),
    (405, 405, "The address does not take this method."),
    (409, 409, "The id is used for something else, the draft has moved on, or there is no video yet."),
    (416, 416, "The range that was asked for lies outside of the file."),
    (422, 422, "The body, the draft or an option is not right; data.field names the place."),
    (429, 429, "Too many; data.retry_after_s says how long to wait."),
    (500, 500, "A fault of the server; data.incident is its number in the log."),
    (503, 503, "The server, its database or its storage is busy or away. Try again shortly."),
)


@router.get("/docs")
def docs(request: Request) -> Response:
    document = request.app.openapi()
    answer = page(
        "docs.html",
        title=document["info"]["title"],
        version=document["info"]["version"],
        about=document["info"]["description"].replace("`", ""),
        groups=_groups(document),
        codes=CODES,
    )
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def _groups(document: dict[str, Any]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    schemas = document.get("components", {}).get("schemas", {})
    for path, calls in document["paths"].items():
        for method, call in calls.items():
            groups.setdefault(call.get("tags", ["other"])[0], []).append(_call(path, method, call, schemas))
    return [{"name": name, "calls": calls} for name, calls in groups.items()]


def _call(path: str, method: str, call: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    def shown(schema: dict[str, Any]) -> str:
        return json.dumps(_short(inlined({**schema, "$defs": schemas})), indent=2, ensure_ascii=False)

    bodies = call.get("requestBody", {}).get("content", {})
    answers = call["responses"].get("200", {}).get("content", {})
    answer = answers.get("application/json", {}).get("schema")
    return {
        "anchor": call["operationId"],
        "method": method.upper(),
        "path": path,
        "words": call.get("description", call.get("summary", "")).replace("`", ""),
        "needs_token": bool(call.get("security")),
        "parameters": [
            {
                "name": told["name"],
                "where": told["in"],
                "required": told.get("required", False),
                "words": told.get("description", "").replace("`", ""),
            }
            for told in call.get("parameters", [])
        ],
        "bodies": [(kind, shown(body["schema"])) for kind, body in bodies.items()],
        "answer": shown(answer) if answer else "",
        "errors": sorted(
            status for status in call["responses"]
            if status[:1] in "45" and int(status) not in EVERYWHERE
        ),
    }  # fmt: skip


def _short(schema: Any) -> Any:
    """A schema as an example of itself: names with kinds instead of keywords."""
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        kinds = [_short(one) for one in schema["anyOf"]]
        return next((one for one in kinds if not isinstance(one, str)), " or ".join(map(str, kinds)))
    if "properties" in schema:
        return {name: _short(value) for name, value in schema["properties"].items()}
    if schema.get("type") == "array":
        return [_short(schema.get("items", {}))]
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    kind = schema.get("type", "any")
    told = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{told}: {schema['description']}" if "description" in schema else told
