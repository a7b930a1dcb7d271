"""What an assistant's tools answer: JSON without the needless, and refusals that name tools, not endpoints."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from photoplay.client.session import Render

#: What sentences of the server hold, and what an assistant is told in their place.
_PLAINER = (
    (
        "no such session",
        "There is no such project. Take one of list_projects, or make one with create_project.",
    ),
    ("no such render", "There is no such export. Take one of list_exports, or make one with export."),
)


def refusal(message: str) -> str:
    """The server's words, as somebody reads them who has tools in the place of endpoints."""
    return next((told for holds, told in _PLAINER if holds in message), message)


def wrong_names(tool: str, schema: Mapping[str, Any], arguments: Mapping[str, Any]) -> str:
    """What is wrong with the names of a tool's arguments; empty: nothing is.

    Args:
        tool: Its name.
        schema: JSON Schema of its arguments.
        arguments: As they were given.
    """
    known = dict(schema.get("properties") or {})
    surplus = [name for name in arguments if name not in known]
    missing = [name for name in schema.get("required") or () if name not in arguments]
    told = list[str]()
    if surplus:
        names = ", ".join(f"“{name}”" for name in surplus)
        near = difflib.get_close_matches(surplus[0], known, n=1)
        has = f"Its arguments are: {', '.join(known)}." if known else "It has none."
        told.append(f"{tool} has no argument {names}.{f' Is “{near[0]}” meant?' if near else ''} {has}")
    for name in missing:
        about = str(known[name].get("description") or "").rstrip(".")
        told.append(f"{tool} needs “{name}”{f': {about}' if about else ''}.")
    return " ".join(told)


def wrong_values(tool: str, errors: Sequence[Mapping[str, Any]]) -> str:
    """What is wrong with the values of a tool's arguments.

    Args:
        tool: Its name.
        errors: As pydantic lists them.
    """
    told = dict[str, str]()
    for error in errors:
        where, *inner = error["loc"]
        place = f"“{where}”" + "".join(f", number {one + 1}" for one in inner if isinstance(one, int))
        message = str(error["msg"]).replace("Input should be", "should be")
        message = message.replace("String should", "should").replace("List should", "should")
        told.setdefault(place, message.rstrip("."))
    return f"{tool}: " + "; ".join(f"{place} {message}" for place, message in told.items()) + "."


def media_bin(state: Mapping[str, Any], more: Mapping[str, Sequence[str]]) -> str:
    """The files of a project, and what is to be said besides."""
    told = {"files": [file_told(one) for one in state["state"]["video_infos"]]}
    return as_json(told | {name: list(names) for name, names in more.items() if names})


def file_told(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a model needs of a file."""
    return only(told, "id", "filename", "file_type", "role", "duration", "width", "height")


def render_told(render: Render) -> dict[str, Any]:
    """What a model needs of an export."""
    told: dict[str, Any] = {"render": render.id, "status": render.status, "progress": render.progress}
    if render.status == "completed":
        told |= only(render.told["output"], "url", "duration", "size", "width", "height", "fps")
    return told | {name: render.told[name] for name in ("error", "notes") if render.told.get(name)}


def only(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Some entries, of those that are there."""
    return {name: told[name] for name in names if told.get(name) is not None}


def as_json(told: Any) -> str:
    """JSON that takes little room in a model's window."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
