"""The media bin of a session."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response

from photoplay.server.body import Body, body_of, described
from photoplay.server.calling import allowed, backend_of
from photoplay.server.envelope import answer
from photoplay.server.records import file_told, links_of
from photoplay.server.shapes import FileData, Ok, refusals
from photoplay.services import media_bin
from photoplay.services.accounts import Caller

router = APIRouter(prefix="/api/projects/{session_id}/assets", tags=["assets"])


class NewRole(Body):
    role: str = Field(max_length=20, description="photo or logo; of a sound: music")


@router.get("", response_model=Ok[list[FileData]])
def listed(
    request: Request, session_id: str, caller: Annotated[Caller, Depends(allowed("read"))]
) -> Response:
    """The uploads, in the order sent."""
    links, backend = links_of(request), backend_of(request)
    found = media_bin.list_assets(backend, caller, session_id)
    live_photos = media_bin.live_photos(backend, session_id)
    return answer([file_told(links, asset, live_photos) for asset in found])


@router.put("/{asset_id}/role", response_model=Ok[FileData], openapi_extra=described(NewRole))
def set_role(
    request: Request,
    session_id: str,
    asset_id: str,
    caller: Annotated[Caller, Depends(allowed("write"))],
    body: Annotated[NewRole, Depends(body_of(NewRole))],
) -> Response:
    """Corrects what a file is for: whether a picture is a photo or a logo."""
    backend = backend_of(request)
    asset = media_bin.set_role(backend, caller, session_id, asset_id, body.role)
    return answer(file_told(links_of(request), asset, media_bin.live_photos(backend, session_id)))


@router.delete("/{asset_id}", response_model=Ok[None], responses=refusals(409))
def remove(
    request: Request, session_id: str, asset_id: str, caller: Annotated[Caller, Depends(allowed("write"))]
) -> Response:
    """Takes a file out of the session. One that the video shows stays."""
    media_bin.remove(backend_of(request), caller, session_id, asset_id)
    return answer(None)
