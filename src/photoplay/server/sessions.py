"""Sessions as the skills make and read them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from photoplay.server.body import Body, body_of, described
from photoplay.server.calling import allowed, attribution, backend_of
from photoplay.server.envelope import answer
from photoplay.server.records import links_of, state_told
from photoplay.server.shapes import Ok, SessionData, StateData
from photoplay.services import accounts, projects
from photoplay.services.accounts import Caller

router = APIRouter(tags=["sessions"])
#: The name that the published clients put into paths; there is one kind of agent.
AGENT = "nemo_agent"


class NewSession(Body):
    task_name: str | None = Field(None, max_length=1000)
    language: str | None = Field(None, max_length=100, description="BCP 47, such as en or zh-TW.")


@router.post(
    f"/api/tasks/{{user_id}}/with-session/{AGENT}",
    response_model=Ok[SessionData],
    openapi_extra=described(NewSession, required=False),
)
def create(
    request: Request,
    user_id: str,
    caller: Annotated[Caller, Depends(allowed("write"))],
    body: Annotated[NewSession, Depends(body_of(NewSession))],
) -> Response:
    """A new project. ``X-Skill-Source`` decides its profile."""
    backend = backend_of(request)
    accounts.require_me(backend, caller, user_id)
    source = attribution(request, "X-Skill-Source") or ""
    project = projects.create(backend, caller, body.task_name, body.language, source)
    told = {"task_id": project.task_id, "session_id": project.session_id, "user_id": caller.account.id}
    return answer(told, repeated=True)


@router.get(f"/api/state/{AGENT}/{{user_id}}/{{session_id}}/latest", response_model=Ok[StateData])
def latest(
    request: Request,
    user_id: str,
    session_id: str,
    caller: Annotated[Caller, Depends(allowed("read"))],
    since: Annotated[int | None, Query(ge=0, le=2**31 - 1, description="A revision that you know.")] = None,
) -> Response:
    """The present draft, the uploads and what can be undone; with ``since`` also what changed."""
    backend = backend_of(request)
    accounts.require_me(backend, caller, user_id)
    return answer(state_told(links_of(request), caller, projects.state(backend, caller, session_id, since)))
