"""Exports: asked for, watched, stopped, fetched."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from pydantic import AliasChoices, ConfigDict, Field
from starlette.responses import Response

from photoplay.errors import Conflict, PhotoplayError
from photoplay.server.body import Body, body_of, described
from photoplay.server.calling import allowed, backend_of, require_attribution, secret_of
from photoplay.server.envelope import answer, as_json
from photoplay.server.files import video
from photoplay.server.heads import is_head
from photoplay.server.records import links_of, render_told
from photoplay.server.shapes import Ok, RenderData, refusals
from photoplay.server.streams import HEARTBEAT, HEARTBEAT_S, LONGEST_S, Events
from photoplay.services import accounts, projects, renders
from photoplay.services.accounts import Caller
from photoplay.services.links import Links
from photoplay.store.renders import Render

router = APIRouter(prefix="/api/render/proxy", tags=["renders"])
lists = APIRouter(tags=["renders"])
_POLL_S = 0.5
#: When a client whose stream ends before the render does is to connect again.
_RETRY_MS = 3000
#: Streams that one account may have open, and how long a token that was ended may go on in one, seconds.
_MOST_STREAMS, _KNOWN_S = 20, 10


class Export(Body):
    # What stands beside the fields is kept, to tell misplaced options.
    model_config = ConfigDict(extra="allow")

    id: str = Field(max_length=1000, description="Chosen by the client: 1–128 of letters, digits, _ - .")
    session_id: str = Field(
        max_length=64,
        validation_alias=AliasChoices("sessionId", "session_id"),
        serialization_alias="sessionId",
    )
    draft: Any = Field(None, description="Rendered instead of the session's own; may be a JSON text.")
    output: Any = Field(None, description="format, quality, preset, resolution, fps, codec, crf, max_bytes.")


_BODY = described(Export)
_BODY["requestBody"]["content"]["application/json"]["schema"] = {
    "type": "object",
    "required": ["id", "sessionId"],
    "properties": {
        "id": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,128}$"},
        "sessionId": {"type": "string"},
        "draft": {"description": "Rendered instead of the session's own; may be a JSON text."},
        "output": {
            "type": ["object", "null"],
            "properties": {
                "format": {"type": "string"},
                "quality": {"type": "string"},
                "preset": {"type": "string"},
                "resolution": {"type": "string"},
                "fps": {"type": "integer"},
                "codec": {"type": "string"},
                "crf": {"type": "number"},
                "max_bytes": {"type": "integer"},
            },
        },
    },
}


@router.post("/lambda", response_model=Ok[RenderData], responses=refusals(402, 409), openapi_extra=_BODY)
@router.post("/draft", include_in_schema=False)
def submit(
    request: Request,
    caller: Annotated[Caller, Depends(allowed("render"))],
    body: Annotated[Export, Depends(body_of(Export))],
) -> Response:
    """Exports a session's draft, or one that is sent along. The same request again is the same export."""
    require_attribution(request)
    backend = backend_of(request)
    project = projects.project_of(backend, caller, body.session_id)
    beside = [key for key, value in (body.model_extra or {}).items() if value is not None]
    render = renders.submit(backend, caller, project, body.id, body.draft, body.output, beside)
    return _answer(request, render)


def _answer(request: Request, render: Render) -> Response:
    return answer(render_told(links_of(request), render), repeated=True)


@lists.get("/api/renders", response_model=Ok[list[RenderData]])
def listed(
    request: Request,
    caller: Annotated[Caller, Depends(allowed("read"))],
    session_id: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """The caller's exports, or those of one session, the newest first."""
    links = links_of(request)
    found = renders.list_renders(backend_of(request), caller, session_id, limit)
    return answer([render_told(links, render) for render in found])


@router.get("/lambda/{render_id}", response_model=Ok[RenderData])
@router.get("/{render_id}", include_in_schema=False)
def status(request: Request, render_id: str, caller: Annotated[Caller, Depends(allowed("read"))]) -> Response:
    """How far an export is; when it is done, with a fresh link."""
    return _answer(request, renders.get(backend_of(request), caller, render_id))


@router.post("/lambda/{render_id}/cancel", response_model=Ok[RenderData])
@router.post("/{render_id}/cancel", include_in_schema=False)
def cancel(
    request: Request, render_id: str, caller: Annotated[Caller, Depends(allowed("render"))]
) -> Response:
    """Stops an export. One that has ended stays as it is."""
    return _answer(request, renders.cancel(backend_of(request), caller, render_id))


@router.get("/{render_id}/download", response_class=Response, responses=refusals(409, 416))
@router.get("/lambda/{render_id}/download", include_in_schema=False)
def download(
    request: Request, render_id: str, caller: Annotated[Caller, Depends(allowed("read"))]
) -> Response:
    """The finished video, with ranges."""
    render = renders.get(backend_of(request), caller, render_id)
    if render.status != "completed":
        raise Conflict(
            f"There is no video yet: the export is {render.status}."
            if not render.is_final
            else f"There is no video: the export was {render.status}. Export again.",
            status=render.status,
        )
    return video(request, render.file, render.id)


@router.get(
    "/lambda/{render_id}/events",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {}}, "description": "One event for each change."}},
)
@router.get("/{render_id}/events", include_in_schema=False)
async def events(
    request: Request, render_id: str, caller: Annotated[Caller, Depends(allowed("read"))]
) -> Response:
    """Progress as server-sent events, until the export has ended; at most 15 minutes."""
    backend, links = backend_of(request), links_of(request)
    first = await to_thread.run_sync(renders.get, backend, caller, render_id)
    if is_head(request.scope):  # nobody would read it
        return Response(media_type="text/event-stream", headers={"Cache-Control": "no-cache"})

    known_at = time.monotonic()

    def look() -> Render:
        nonlocal known_at
        if time.monotonic() - known_at >= _KNOWN_S:
            accounts.authenticate(backend, secret_of(request))
            known_at = time.monotonic()
        return renders.get(backend, caller, render_id)

    told = _told(first, look, links, lambda: bool(request.app.state.is_stopping))
    return Events(told, request.app.state.streams, caller.account.id, _MOST_STREAMS)


async def _told(
    first: Render, look: Callable[[], Render], links: Links, is_stopping: Callable[[], bool]
) -> AsyncIterator[bytes]:
    """One event for each change; ends with the render, after 15 minutes, or when the server stops."""
    clock = asyncio.get_running_loop().time
    began = told_at = clock()
    render, last = first, b""
    while True:
        event = as_json(render_told(links, render))
        if event != last:
            yield b"event: render\ndata: " + event + b"\n\n"
            last, told_at = event, clock()
        elif clock() - told_at >= HEARTBEAT_S:
            yield HEARTBEAT
            told_at = clock()
        if render.is_final:
            return
        if is_stopping() or clock() - began > LONGEST_S:
            yield f": not done yet; connect again\nretry: {_RETRY_MS}\n\n".encode()
            return
        await asyncio.sleep(_POLL_S)
        try:
            render = await to_thread.run_sync(look)
        except PhotoplayError as error:
            told = {"errorCode": error.code, "errorMessage": error.message}
            yield b"event: error\ndata: " + json.dumps(told).encode() + b"\n\n"
            return
