"""The app: routers over the services, and what lies around every one of them."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import AsyncIterator
from importlib.metadata import version
from pathlib import Path

import structlog
from anyio import to_thread
from fastapi import FastAPI

from photoplay.errors import PhotoplayError
from photoplay.server import (
    accounts,
    admin,
    assets,
    catalogue,
    chat,
    documentation,
    edits,
    files,
    forms,
    operators,
    pages,
    projects,
    renders,
    sessions,
    tokens,
    uploads,
)
from photoplay.server.calling import web_url
from photoplay.server.envelope import server_paths
from photoplay.server.gate import Gate, SecurityHeaders
from photoplay.server.handlers import add_handlers
from photoplay.server.heads import Heads
from photoplay.server.limits import SLACK_BYTES, BodyLimit, Rate
from photoplay.server.observing import Metrics, Observing
from photoplay.server.shapes import EVERYWHERE
from photoplay.services import retention, stills
from photoplay.services.backend import Backend
from photoplay.services.turn_queue import TurnQueue

#: Requests in work at one time; each waits for the database or the disk, not for the processor.
_THREADS = 40
_SWEEP_S = 900.0
_ABOUT = (
    "Turns photos into finished videos. Every answer is `{code, message, data}`; code 0 is success. "
    "Get a token from `POST /api/auth/anonymous-token` and send it as `Authorization: Bearer …`."
)
log = structlog.get_logger("photoplay.server")


def create_app(backend: Backend, *, admin_token: str = "") -> FastAPI:
    """The server as an ASGI app.

    Args:
        backend: Opened, and closed after the app.
        admin_token: Opens what is for the operator; empty: nothing does.
    """
    app = FastAPI(
        title="Photoplay",
        version=version("photoplay"),
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=EVERYWHERE,
        lifespan=_lifespan,
    )
    settings = backend.settings
    hidden = server_paths(settings.data_dir.absolute(), settings.chunk_dir.absolute())
    app.state.backend = backend
    app.state.admin_token = admin_token
    app.state.is_stopping = False
    app.state.turns = TurnQueue(backend)
    app.state.metrics = _metrics(backend, app.state.turns)
    app.state.rate = Rate(settings.requests_per_minute)
    app.state.logins = forms.Attempts(settings.login_attempts)
    app.state.password_threads = forms.password_threads()
    app.state.upload_threads = uploads.threads(settings.intake_processes)
    app.state.streams = Counter()
    app.state.stills = stills.Places()
    app.state.hide = lambda text: hidden.sub(lambda found: Path(found[0]).name, text)
    for room in (
        accounts,
        tokens,
        sessions,
        chat,
        uploads,
        assets,
        projects,
        edits,
        renders,
        catalogue,
        files,
    ):
        app.include_router(room.router)
    app.include_router(renders.lists)
    for room in (operators, admin, documentation, pages):
        app.include_router(room.router)
    add_handlers(app, hidden, web_url)
    _surround(app)
    return app


def _surround(app: FastAPI) -> None:
    """Middleware; the last one added is the outermost."""
    settings = app.state.backend.settings
    app.add_middleware(Heads)
    app.add_middleware(
        BodyLimit,
        most_bytes=settings.draft_bytes + SLACK_BYTES,
        most_upload_bytes=settings.request_bytes,
        most_characters=settings.message_characters,
    )
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(Observing, metrics=app.state.metrics)
    is_https = (settings.web_url or settings.public_url).startswith("https://")
    app.add_middleware(SecurityHeaders, is_https=is_https)


def _metrics(backend: Backend, turns: TurnQueue) -> Metrics:
    metrics = Metrics()
    metrics.gauge("photoplay_turns_open", "Messages that wait or are worked on.", lambda: float(turns.count))
    metrics.gauge(
        "photoplay_renders_running", "Exports in the making.", lambda: float(len(backend.queue.running))
    )
    metrics.gauge("photoplay_free_disk_bytes", "Room for files.", lambda: float(backend.files.free_bytes()))
    metrics.gauge("photoplay_workers", "Processes that draw.", lambda: float(len(backend.pool.worker_pids)))
    return metrics


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = _THREADS
    stopping = threading.Event()
    sweeping = asyncio.get_running_loop().create_task(_sweep(app.state.backend, stopping))
    app.state.turns.open()
    yield
    stopping.set()
    await to_thread.run_sync(app.state.turns.close)
    sweeping.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await sweeping


async def _sweep(backend: Backend, stopping: threading.Event) -> None:
    """Deletes now and then what has had its time."""
    while True:
        try:
            swept = await to_thread.run_sync(retention.sweep, backend, stopping.is_set)
            log.info("sweep", projects=swept.projects, files=swept.files, tokens=swept.tokens)
        except PhotoplayError as error:  # the database is away; the next sweep does it
            log.warning("sweep failed", reason=error.message)
        except Exception:
            log.exception("sweep failed")
        await asyncio.sleep(_SWEEP_S)
