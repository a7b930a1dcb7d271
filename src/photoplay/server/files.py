"""Files behind signed links. A link is all that it takes, so nothing here asks for a token."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.datastructures import Headers
from starlette.responses import FileResponse, MalformedRangeHeader, RangeNotSatisfiable, Response
from starlette.types import Receive, Scope, Send

from photoplay.errors import Conflict, NotFound
from photoplay.server.calling import backend_of
from photoplay.server.envelope import refusal
from photoplay.server.heads import is_head
from photoplay.server.shapes import refusals
from photoplay.services import links, media_bin, renders

router = APIRouter(prefix="/files", tags=["files"])
#: Links are unguessable and stay the same for an hour.
_HEADERS = {
    "Cache-Control": "private, max-age=3600",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    # Links are meant to be shown elsewhere: in chats, on the user's own site.
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_TYPES = {"jpg": "image/jpeg", "png": "image/png", "flac": "audio/flac", "mp4": "video/mp4"}
End = Annotated[str, Query(alias="e", max_length=20, description="When the link ends.")]
Signature = Annotated[str, Query(alias="s", max_length=64)]
_ANSWERS = {
    200: {"content": {"application/octet-stream": {}}, "description": "The file."},
    206: {"content": {"application/octet-stream": {}}, "description": "The range that was asked for."},
    **refusals(416),
}


class Download(FileResponse):
    """A file with ranges, as Starlette sends it; its refusals are put into our envelope."""

    def __init__(self, path: Path, name: str, *, inline: bool) -> None:
        suffix = path.suffix.removeprefix(".")
        super().__init__(
            path,
            headers=_HEADERS,
            media_type=_TYPES.get(suffix, "application/octet-stream"),
            filename=name,
            content_disposition_type="inline" if inline else "attachment",
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_head(scope):  # so that the file is not read for nobody
            scope = {**scope, "method": "HEAD"}
        told = Headers(scope=scope).get("range")
        if told is not None:
            size_bytes = Path(self.path).stat().st_size
            try:
                self._parse_range_header(told, size_bytes)
            except MalformedRangeHeader:  # to be passed over. Source: RFC 9110, 14.2
                scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"range"]}
            except RangeNotSatisfiable:
                words = f"The file has {size_bytes} bytes; the range that was asked for lies outside."
                outside = {"Content-Range": f"bytes */{size_bytes}"}
                await refusal(416, 416, words, None, outside)(scope, receive, send)
                return
        await super().__call__(scope, receive, send)


@router.get("/assets/{session_id}/{name}", response_class=Response, responses=_ANSWERS)
def asset(request: Request, session_id: str, name: str, e: End = "", s: Signature = "") -> Response:
    """The cleaned file of an upload."""
    backend = backend_of(request)
    links.check(backend, request.url.path, e, s)
    found = media_bin.asset_of(backend, session_id, name.rpartition(".")[0])
    path = backend.files.path(found.file)
    # The cleaned file may be of another kind than the one that was sent.
    return Download(path, Path(found.filename).stem + path.suffix, inline=False)


@router.get("/thumbnails/{session_id}/{name}", response_class=Response, responses=_ANSWERS)
def thumbnail(request: Request, session_id: str, name: str, e: End = "", s: Signature = "") -> Response:
    """The small picture of an upload."""
    backend = backend_of(request)
    links.check(backend, request.url.path, e, s)
    found = media_bin.asset_of(backend, session_id, name.rpartition(".")[0])
    if not found.thumbnail or not backend.files.has(found.thumbnail):
        raise NotFound("This file is not there any more.")
    return Download(backend.files.path(found.thumbnail), "thumbnail.jpg", inline=True)


@router.get("/renders/{name}", response_class=Response, responses={**_ANSWERS, **refusals(409)})
def render(request: Request, name: str, e: End = "", s: Signature = "") -> Response:
    """A finished video."""
    backend = backend_of(request)
    links.check(backend, request.url.path, e, s)
    found = renders.by_uid(backend, name.rpartition(".")[0])
    if not found.is_final:
        raise Conflict(f"This video is still being made: {found.progress:.0f} %. Try again in a few seconds.")
    return video(request, found.file, found.id)


def video(request: Request, key: str, name: str) -> Response:
    """A video of the file store as a download.

    Raises:
        NotFound: It was deleted.
    """
    backend = backend_of(request)
    if not key or not backend.files.has(key):
        raise NotFound("This video is not there any more. Export it again.")
    return Download(backend.files.path(key), f"{name}.mp4", inline=False)
