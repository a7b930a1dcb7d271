"""Projects and their drafts, for pages and programs."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from photoplay.errors import InvalidOption
from photoplay.server.body import Body, body_of, described, read_json
from photoplay.server.calling import allowed, backend_of
from photoplay.server.envelope import answer
from photoplay.server.records import links_of, project_told, state_told
from photoplay.server.shapes import Ok, ProjectData, StateData, refusals
from photoplay.services import projects, revisions
from photoplay.services.accounts import Caller

router = APIRouter(prefix="/api/projects", tags=["projects"])
_REVISION = re.compile(r'(?:W/)?"?(\d{1,9})"?')
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The revision that the draft was made from.",
    "schema": {"type": "string"},
}


class NewName(Body):
    name: str = Field(min_length=1, max_length=1000)


@router.get("", response_model=Ok[list[ProjectData]])
def listed(
    request: Request,
    caller: Annotated[Caller, Depends(allowed("read"))],
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """The caller's projects, the last changed first."""
    found = projects.list_projects(backend_of(request), caller, limit, offset)
    return answer([project_told(project) for project in found])


@router.patch("/{session_id}", response_model=Ok[ProjectData], openapi_extra=described(NewName))
def rename(
    request: Request,
    session_id: str,
    caller: Annotated[Caller, Depends(allowed("write"))],
    body: Annotated[NewName, Depends(body_of(NewName))],
) -> Response:
    """Gives a project another name."""
    return answer(project_told(projects.rename(backend_of(request), caller, session_id, body.name)))


@router.post("/{session_id}/duplicate", response_model=Ok[ProjectData])
def duplicate(
    request: Request, session_id: str, caller: Annotated[Caller, Depends(allowed("write"))]
) -> Response:
    """A new project with the same uploads and the same draft."""
    return answer(project_told(projects.duplicate(backend_of(request), caller, session_id)))


@router.delete("/{session_id}", response_model=Ok[None])
def delete(
    request: Request, session_id: str, caller: Annotated[Caller, Depends(allowed("write"))]
) -> Response:
    """Deletes a project."""
    projects.delete(backend_of(request), caller, session_id)
    return answer(None)


@router.put(
    "/{session_id}/draft",
    response_model=Ok[StateData],
    responses=refusals(409),
    openapi_extra={
        "parameters": [_IF_MATCH],
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
    },
)
def put_draft(
    request: Request,
    session_id: str,
    caller: Annotated[Caller, Depends(allowed("write"))],
    draft: Annotated[Any, Depends(read_json)],
) -> Response:
    """Makes a draft the present one. Its form is published at ``/api/schema/draft.json``."""
    state = revisions.put_draft(backend_of(request), caller, session_id, draft, revision_meant(request))
    return answer(state_told(links_of(request), caller, state))


@router.post("/{session_id}/undo", response_model=Ok[StateData])
def undo(request: Request, session_id: str, caller: Annotated[Caller, Depends(allowed("write"))]) -> Response:
    """Takes the last change back."""
    state = revisions.undo(backend_of(request), caller, session_id)
    return answer(state_told(links_of(request), caller, state))


@router.post("/{session_id}/redo", response_model=Ok[StateData])
def redo(request: Request, session_id: str, caller: Annotated[Caller, Depends(allowed("write"))]) -> Response:
    """Makes a change again that was taken back."""
    state = revisions.redo(backend_of(request), caller, session_id)
    return answer(state_told(links_of(request), caller, state))


def revision_meant(request: Request) -> int:
    """The revision that ``If-Match`` names.

    Raises:
        InvalidOption: It names none.
    """
    told = _REVISION.fullmatch(request.headers.get("if-match", "").strip())
    if told is None:
        raise InvalidOption(
            "The header If-Match is missing or no revision. Send the revision that your draft was made from.",
            field="If-Match",
        )
    return int(told[1])
