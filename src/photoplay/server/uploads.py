"""Uploads: streamed to disk, each file looked at as soon as it is whole, while the next one arrives."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, cast

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response

from photoplay.config import usable_processors
from photoplay.errors import BrokenMedia, InvalidOption
from photoplay.server.body import Body, checked, inlined, read_json
from photoplay.server.calling import allowed, backend_of
from photoplay.server.envelope import answer
from photoplay.server.multipart import Multipart, Part
from photoplay.server.records import file_told, links_of
from photoplay.server.sessions import AGENT
from photoplay.server.shapes import Ok, UploadData, refusals
from photoplay.server.turns import Turns
from photoplay.services import accounts, media_bin, uploads
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.uploads import Intake, Refused, Stored

router = APIRouter(tags=["uploads"])
Result = Stored | Refused
#: So much is written, and hashed, by one thread at a time.
_PIECE_BYTES = 256 * 1024
#: Files of one request that are looked at, or fetched, at one time: others' requests come in between.
_MOST_AT_ONCE = 4
_MOST_THREADS = 16
#: What curl says of JSON that it is given with ``-d`` is a form; see ``read_json``.
_JSON = frozenset({"", "application/json", "application/x-www-form-urlencoded"})


@dataclass(frozen=True, slots=True)
class Threads:
    """Threads of uploads, apart from those of other requests and, as one kind waits for disks, one for
    processes, one for processes that read films, which may take minutes, and one for other people's
    servers, apart from each other.
    """

    writing: CapacityLimiter
    looking: CapacityLimiter
    filming: CapacityLimiter
    fetching: CapacityLimiter
    look_turns: Turns
    film_turns: Turns
    fetch_turns: Turns


class Urls(Body):
    urls: list[Annotated[str, Field(min_length=1, max_length=4096)]] = Field(min_length=1)
    source_type: str | None = Field("url", max_length=20)


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            },
            "application/json": {"schema": inlined(Urls.model_json_schema())},
        },
    }
}


def threads(intake_processes: int = 0) -> Threads:
    """The threads of one app.

    Args:
        intake_processes: As the setting. One more file than there are processes is under way, so that none
            of them waits while the file before is written down.
    """
    processes = intake_processes or usable_processors()
    return Threads(
        CapacityLimiter(8),
        CapacityLimiter(_MOST_THREADS),
        CapacityLimiter(_MOST_THREADS),
        CapacityLimiter(_MOST_THREADS),
        Turns(min(_MOST_THREADS, processes + 1)),
        Turns(min(_MOST_THREADS, uploads.films_at_once(processes))),
        Turns(_MOST_THREADS),
    )


@router.post(
    f"/api/upload-video/{AGENT}/{{user_id}}/{{session_id}}",
    response_model=Ok[UploadData],
    responses=refusals(415),
    openapi_extra=_BODY,
)
async def upload(
    request: Request,
    user_id: str,
    session_id: str,
    caller: Annotated[Caller, Depends(allowed("upload"))],
) -> Response:
    """Adds files to a session: a multipart field ``files``, or a JSON list ``urls``. Each is judged by itself."""
    backend = backend_of(request)
    work = _Work(backend, cast(Threads, request.app.state.upload_threads), caller.account.id)
    await work.run(accounts.require_me, backend, caller, user_id)
    intake = await work.run(uploads.begin, backend, caller, session_id)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            await work.receive(request, intake)
        elif kind in _JSON or kind.endswith("+json"):
            await _fetch(request, work, intake)
        else:
            raise InvalidOption(
                f"A body of type “{kind[:60]}” is not taken here. Send files in the multipart field “files” "
                "(curl -F files=@photo.jpg), or a JSON list “urls”.",
                field="files",
            )
    finally:
        results = await work.results()
    await work.run(uploads.finish, backend, intake, results)
    live_photos = await work.run(media_bin.live_photos, backend, session_id)
    return answer(_told(request, results, live_photos))


async def _fetch(request: Request, work: _Work, intake: Intake) -> None:
    told = await read_json(request)
    if told is None:
        raise InvalidOption(
            "No file was sent. Send files in the multipart field “files”, or a JSON list “urls”.",
            field="files",
        )
    body = checked(Urls, told)
    most = work.backend.settings.files_per_request
    if len(body.urls) > most:
        raise InvalidOption(f"At most {most} files are taken in one request.", field="urls")
    for index, url in enumerate(body.urls):
        work.fetch(intake, index, url)


def _told(request: Request, results: list[Result], live_photos: Mapping[str, str]) -> dict[str, object]:
    links, hidden = links_of(request), request.app.state.hide
    stored = [result.asset for result in results if isinstance(result, Stored)]
    return {
        "files": [file_told(links, asset, live_photos) for asset in stored],
        "refused": [
            {
                "index": result.index,
                "filename": result.filename,
                "code": result.error.code,
                "message": hidden(result.error.message),
            }
            for result in results
            if isinstance(result, Refused)
        ],
        "session_state_applied": True,
    }


class _Work:
    """The threads of one request."""

    def __init__(self, backend: Backend, threads: Threads, who: str) -> None:
        self.backend, self.threads, self.who = backend, threads, who
        self._tasks: list[asyncio.Task[Result]] = []
        self._refused: list[Result] = []
        self._turn = asyncio.Semaphore(_MOST_AT_ONCE)

    async def run(self, function: Callable[..., Any], *given: object) -> Any:
        return await to_thread.run_sync(function, *given, limiter=self.threads.writing)

    def look(self, intake: Intake, index: int, path: Path, name: str, size_bytes: int, sha256: str) -> None:
        """Begins to look at a file, without waiting."""
        self._start(lambda: self._taken(intake, index, path, name, size_bytes, sha256))

    def fetch(self, intake: Intake, index: int, url: str) -> None:
        """Begins to fetch a file and to look at it, without waiting."""

        async def take() -> Result:
            async with self.threads.fetch_turns.one(self.who):
                got: uploads.Fetched | Refused = await to_thread.run_sync(
                    uploads.fetch_url, self.backend, intake, index, url, limiter=self.threads.fetching
                )
            if isinstance(got, Refused):
                return got
            return await self._taken(intake, index, got.path, got.name, got.size_bytes, got.sha256)

        self._start(take)

    def _start(self, work: Callable[[], Awaitable[Result]]) -> None:
        async def take() -> Result:
            async with self._turn:
                return await work()

        self._tasks.append(asyncio.get_running_loop().create_task(take()))

    async def _taken(
        self, intake: Intake, index: int, path: Path, name: str, size_bytes: int, sha256: str
    ) -> Result:
        """Looks at a file when it is its turn; photos do not wait for other people's films."""
        kind: uploads.Kind = await self.run(uploads.kind_of_file, path)
        turns = self.threads.film_turns if kind == "film" else self.threads.look_turns
        limiter = self.threads.filming if kind == "film" else self.threads.looking
        given = self.backend, intake, index, path, name, size_bytes, sha256, kind
        async with turns.one(self.who):
            return await to_thread.run_sync(uploads.take, *given, limiter=limiter)

    async def receive(self, request: Request, intake: Intake) -> None:
        """Takes a multipart body to its end."""
        body = Multipart(
            request.headers["content-type"],
            self.backend.files.new_place,
            limit_bytes=intake.limit_bytes,
            most_files=self.backend.settings.files_per_request,
        )
        piece = bytearray()
        try:
            async for chunk in request.stream():
                piece += chunk
                if len(piece) >= _PIECE_BYTES:
                    self._take(intake, await self.run(body.write, bytes(piece)))
                    piece.clear()
            self._take(intake, await self.run(body.write, bytes(piece)))
            self._take(intake, await self.run(body.end))
        finally:
            body.discard()

    def _take(self, intake: Intake, parts: list[Part]) -> None:
        for part in parts:
            name = uploads.clean_name(part.filename)
            if part.is_over:
                error = uploads.too_large(name, intake.limit_bytes)
                self._refused.append(Refused(part.index, name, error))
            elif not part.is_whole:
                broken = BrokenMedia(f"“{name}” did not arrive whole. Send it again.", name=name)
                self._refused.append(Refused(part.index, name, broken))
            else:
                self.look(intake, part.index, part.path, part.filename, part.size_bytes, part.sha256)

    async def results(self) -> list[Result]:
        """What became of each file, in the order sent."""
        done = await asyncio.gather(*self._tasks, return_exceptions=True)
        for one in done:
            if isinstance(one, BaseException):
                raise one
        kept = [one for one in done if not isinstance(one, BaseException)]
        return sorted([*kept, *self._refused], key=lambda result: result.index)
