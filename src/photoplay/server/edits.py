"""Precise edits for programs: the agent's tools by name, and what the draft looks like at a moment."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from photoplay.server.body import Body, body_of, described
from photoplay.server.calling import allowed, backend_of
from photoplay.server.envelope import answer
from photoplay.server.projects import revision_meant
from photoplay.server.records import links_of, state_told
from photoplay.server.shapes import EditedData, Ok, ToolData, refusals
from photoplay.services import edits, stills
from photoplay.services.accounts import Caller

router = APIRouter(tags=["edits"])
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The revision that the edits are meant for.",
    "schema": {"type": "string"},
}
_MOST_EDITS = 60
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        "description": "The frame.",
    }
}


class Edit(Body):
    tool: str = Field(max_length=100, description="A name of GET /api/tools.")
    arguments: dict[str, Any] = Field(default_factory=dict, description="By their names.")


class NewEdits(Body):
    edits: list[Edit] = Field(min_length=1, max_length=_MOST_EDITS)


@router.get("/api/tools", response_model=Ok[list[ToolData]])
def tools() -> Response:
    """What can be edited: tools with the JSON Schema of their arguments. No token is needed."""
    return answer(edits.tools())


@router.post(
    "/api/projects/{session_id}/edits",
    response_model=Ok[EditedData],
    responses=refusals(403, 409),
    openapi_extra={**described(NewEdits), "parameters": [_IF_MATCH]},
)
def edit(
    request: Request,
    session_id: str,
    caller: Annotated[Caller, Depends(allowed("write"))],
    body: Annotated[NewEdits, Depends(body_of(NewEdits))],
) -> Response:
    """Makes edits one after the other, as one revision; when one of them cannot be made, none is."""
    calls = [edits.Call(one.tool, one.arguments) for one in body.edits]
    if_match = revision_meant(request) if "if-match" in request.headers else None
    made = edits.edit(backend_of(request), caller, session_id, calls, if_match)
    told = state_told(links_of(request), caller, made.state)
    return answer({**told, "changes": list(made.changes), "notes": list(made.notes), "price": made.price})


@router.get("/api/projects/{session_id}/frame", response_class=Response, responses=_PICTURE)
def frame(
    request: Request,
    session_id: str,
    caller: Annotated[Caller, Depends(allowed("read"))],
    at: Annotated[float, Query(ge=0, le=14_400, description="Seconds from the start.")] = 0.0,
    width: Annotated[int, Query(ge=stills.NARROWEST_PX, le=stills.WIDEST_PX, description="Pixels.")] = 640,
) -> Response:
    """The present draft at a moment, as JPEG. Behind the end: its last frame."""
    with request.app.state.stills.taken(caller.account.id):
        data = stills.still(backend_of(request), caller, session_id, at, width)
    return Response(data, media_type="image/jpeg", headers={"Cache-Control": "no-store"})
