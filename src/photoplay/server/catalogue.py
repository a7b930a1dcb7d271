"""What is the same for everyone: profiles, presets, routing, the form of drafts. No token is needed."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from photoplay.export.presets import PRESETS
from photoplay.server.calling import backend_of
from photoplay.server.envelope import answer, as_json
from photoplay.server.shapes import Ok
from photoplay.services.profiles import PROFILES
from photoplay.timeline.schema import draft_schema

router = APIRouter(prefix="/api", tags=["catalogue"])
_FOR_A_WHILE = {"Cache-Control": "public, max-age=300"}
_ROUTING: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}, "description": "The table."}
}


@router.get("/profiles", response_model=Ok[list[dict[str, Any]]])
def profiles(request: Request) -> Response:
    """What the sessions of each skill do when nobody says otherwise."""
    settings = backend_of(request).settings
    told = []
    for profile in PROFILES.values():
        fields = asdict(profile)
        del fields["upload_setting"]
        told.append({**fields, "upload_bytes": profile.upload_bytes(settings)})
    return answer(told)


@router.get("/presets", response_model=Ok[list[dict[str, Any]]])
def presets() -> Response:
    """What each place that takes videos asks for; ``missing`` says why one is not offered yet."""
    return answer([asdict(preset) for preset in PRESETS.values()])


@router.get("/schema/draft.json", response_class=Response)
def schema() -> Response:
    """The JSON Schema of drafts."""
    return Response(as_json(draft_schema()), media_type="application/schema+json", headers=_FOR_A_WHILE)


@router.get("/routing.json", response_class=Response, responses=_ROUTING)
def routing() -> Response:
    """Which messages go to an endpoint without a turn of the agent; the client reads the same file."""
    return Response(_routing(), media_type="application/json", headers=_FOR_A_WHILE)


@cache
def _routing() -> bytes:
    return (files("photoplay.data") / "routing.json").read_bytes()
