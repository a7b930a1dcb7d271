"""What services give, in the words of the contract."""

from __future__ import annotations

import math
from collections.abc import Mapping

from fastapi import Request

from photoplay.server.calling import backend_of, base_url, iso, web_url
from photoplay.services.accounts import Caller
from photoplay.services.links import Links
from photoplay.services.projects import State
from photoplay.services.renders import notes_of
from photoplay.services.uses import GeneratedMedium
from photoplay.store.assets import Asset
from photoplay.store.projects import Project
from photoplay.store.renders import Render


def links_of(request: Request) -> Links:
    """Makes absolute links for a request."""
    return Links(backend_of(request), base_url(request), web_url(request))


def file_told(links: Links, asset: Asset, live_photos: Mapping[str, str]) -> dict[str, object]:
    """One upload. ``size`` and ``hash`` are of the bytes that were sent.

    Args:
        links: See ``Links``.
        asset: Which.
        live_photos: Stills by their films; see ``media_bin.live_photos``.
    """
    return {
        "id": asset.id,
        "filename": asset.filename,
        "file_type": asset.kind,
        "role": asset.role,
        "cdn_url": links.asset(asset),
        "thumbnail_url": links.thumbnail(asset),
        "duration": asset.duration_s,
        "width": asset.width,
        "height": asset.height,
        "fps": asset.fps,
        "size": asset.size_bytes,
        "hash": asset.sha256,
        "has_sound": asset.record.sound is not None,
        "live_photo_of": live_photos.get(asset.id),
    }


def aspect_ratio(width: int, height: int) -> str:
    """A size as people say it: 1920, 1080 is "16:9"."""
    shared = math.gcd(width, height)
    return f"{width // shared}:{height // shared}"


def project_told(project: Project) -> dict[str, object]:
    """A project in a list."""
    return {
        "session_id": project.session_id,
        "task_id": project.task_id,
        "name": project.name,
        "language": project.language,
        "profile": project.profile,
        "revision": project.revision,
        "created_at": iso(project.created_at_ms),
        "changed_at": iso(project.changed_at_ms),
    }


def state_told(links: Links, caller: Caller, state: State) -> dict[str, object]:
    """The state of a project; ``changes`` only where it was asked for."""
    project, canvas = state.project, state.timeline.canvas
    told: dict[str, object] = {
        "session_id": project.session_id,
        "task_id": project.task_id,
        "task_name": project.name,
        "user_id": caller.account.id,
        "revision": project.revision,
        "language": project.language,
        "profile": project.profile,
        "expires_at": iso(state.expires_at_ms),
        "summary": state.summary,
        "state": {
            "draft": state.draft,
            "video_infos": [file_told(links, asset, state.live_photos) for asset in state.assets],
            "generated_media": [generated_told(made) for made in state.generated],
            "canvas_config": {
                "width": canvas.width,
                "height": canvas.height,
                "aspect_ratio": aspect_ratio(canvas.width, canvas.height),
                "fps": canvas.fps,
            },
            "history": {"undo": len(project.undo), "redo": len(project.redo)},
        },
    }
    if state.changes is not None:
        told["changes"] = list(state.changes)
    return told


def generated_told(made: GeneratedMedium) -> dict[str, object]:
    """Music or a card that is made from a recipe; ``id`` is the ``src`` of its segments."""
    return {
        "id": made.id,
        "kind": made.kind,
        "name": made.name,
        "recipe": dict(made.recipe),
        "duration": made.duration_ms / 1000,
    }


def render_told(links: Links, render: Render) -> dict[str, object]:
    """An export, with every name that the published clients read."""
    output = None
    if render.status == "completed":
        result = render.result
        output = {
            "url": links.render(render.uid),
            "duration": result["duration_s"],
            "size": result["size_bytes"],
            "width": result["width"],
            "height": result["height"],
            "fps": result["fps"],
        }
    return {
        "success": True,
        "taskId": render.id,
        "id": render.id,
        "sessionId": render.session_id,
        "revision": render.revision,
        "status": render.status,
        "progress": round(render.progress, 1),
        "eta_s": None if render.eta_s is None else round(render.eta_s, 1),
        "waiting": render.waiting or None,
        "output": output,
        "outputUrl": output["url"] if output else None,
        "checks": render.result.get("checks", []),
        "notes": list(notes_of(render)),
        "createdAt": render.created_at_ms,
        "startedAt": render.started_at_ms,
        "completedAt": render.completed_at_ms,
        "error": render.error or None,
        "errorCode": render.error_code or None,
    }
