"""For whoever runs the server: is it alive, is it ready, what does it do."""

from __future__ import annotations

import hmac
from typing import Any

from fastapi import APIRouter, Request
from prometheus_client import generate_latest
from starlette.responses import Response

from photoplay.errors import Forbidden, PhotoplayError
from photoplay.server.addresses import is_loopback
from photoplay.server.calling import address_of, backend_of, secret_of
from photoplay.server.envelope import answer, as_json
from photoplay.server.shapes import Ok, refusals
from photoplay.services.backend import Backend

router = APIRouter(tags=["operators"])


@router.get("/healthz", response_model=Ok[dict[str, str]])
async def alive() -> Response:
    """Whether the process answers at all."""
    return answer({"status": "alive"})


@router.get("/readyz", response_model=Ok[dict[str, Any]], responses=refusals(503))
def ready(request: Request) -> Response:
    """Whether it can do its work: database, storage, disk, processes. Details only for this machine."""
    backend = backend_of(request)
    checks = _checks(backend) | {"agent": request.app.state.turns.is_ready}
    is_ready = all(value is not False for value in checks.values())
    if is_local(request):
        checks |= {"free_disk_bytes": _free_bytes(backend), "sandbox_layers": _layers(backend)}
    told = {
        "code": 0 if is_ready else 503,
        "message": "ok"
        if is_ready
        else "Not ready: " + ", ".join(n for n, v in checks.items() if v is False),
        "data": checks,
    }
    headers = {} if is_ready else {"X-Error-Code": "503", "Retry-After": "5"}
    return Response(as_json(told), 200 if is_ready else 503, headers, "application/json")


def _checks(backend: Backend) -> dict[str, Any]:
    free = _free_bytes(backend)
    return {
        "database": backend.database.answers(),
        "storage": backend.files.is_writable(),
        "disk": free is not None and free >= backend.settings.free_disk_bytes,
        "sandbox": bool(_layers(backend)),
        "drawing": backend.pool.is_alive,
        "queue": backend.queue.is_alive,
    }


def _free_bytes(backend: Backend) -> int | None:
    try:
        return backend.files.free_bytes()
    except OSError:
        return None


def _layers(backend: Backend) -> list[str]:
    try:
        return list(backend.sandbox.layers())
    except PhotoplayError:
        return []


def is_local(request: Request) -> bool:
    """Whether somebody on this machine asks, with no proxy between."""
    return bool(request.scope["state"].get("peer_is_client")) and is_loopback(address_of(request))


def is_here(request: Request) -> bool:
    """Whether somebody on this machine asks, by whichever of its addresses, with no proxy between."""
    own = (request.scope.get("server") or ("", 0))[0]
    is_direct = bool(request.scope["state"].get("peer_is_client"))
    return is_local(request) or (is_direct and address_of(request) == own)


def is_admin(request: Request) -> bool:
    """Whether the request bears the token that this server made for its operator when it started."""
    told, own = secret_of(request), str(request.app.state.admin_token)
    return bool(told and own) and hmac.compare_digest(str(told).encode(), own.encode())


@router.get("/metrics", response_class=Response, responses=refusals(403))
def metrics(request: Request) -> Response:
    """Figures for Prometheus: only for this machine, or with the operator's token."""
    if not is_local(request) and not is_admin(request):
        raise Forbidden("The figures are for the operator: ask from this machine, or with the admin token.")
    return Response(
        generate_latest(request.app.state.metrics.registry),
        media_type="text/plain; version=0.0.4; charset=utf-8",
    )
