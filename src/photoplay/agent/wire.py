"""Events as clients and the database see them: ADK's own JSON, and no more of it than is meant for others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from google.adk.events.event import Event
from google.genai import types

from photoplay.agent.redaction import redacted

#: Who speaks, to clients.
AUTHOR = "photoplay"
#: Longer texts inside calls and results are cut for clients, characters.
_MOST_TEXT = 8_000


def told(event: Event) -> dict[str, Any]:
    """An event as JSON: what the contract names, in camel case, and nothing else."""
    parts = [part for one in _parts(event) if (part := _part(one)) is not None]
    out: dict[str, Any] = {
        "id": event.id,
        "invocationId": event.invocation_id,
        "author": AUTHOR if event.author != "user" else "user",
        "timestamp": event.timestamp,
        "actions": {"stateDelta": {}, "artifactDelta": {}},
    }
    if parts:
        role = (event.content.role if event.content else None) or "model"
        out["content"] = {"role": role, "parts": parts}
    if event.error_code or event.error_message:
        out |= {"errorCode": str(event.error_code or "500"), "errorMessage": event.error_message or ""}
    if event.partial:
        out["partial"] = True
    return out


def _parts(event: Event) -> list[types.Part]:
    return list(event.content.parts or []) if event.content else []


def _part(part: types.Part) -> dict[str, Any] | None:
    """A part for clients; None for what is not meant for them, such as a model's thoughts."""
    if part.function_call is not None:
        call = part.function_call
        return {
            "functionCall": {"id": call.id or "", "name": call.name or "", "args": _clean(call.args or {})}
        }
    if part.function_response is not None:
        answer = part.function_response
        response = _clean(answer.response or {})
        return {"functionResponse": {"id": answer.id or "", "name": answer.name or "", "response": response}}
    if part.text and not part.thought:
        return {"text": redacted(part.text)}
    return None


def _clean(value: Any, depth: int = 0) -> Any:
    """A value that JSON can hold, without what looks like a secret."""
    if isinstance(value, str):
        return redacted(value[:_MOST_TEXT])
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if depth > 8:
        return None
    if isinstance(value, Mapping):
        return {str(key): _clean(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(one, depth + 1) for one in value]
    return str(value)[:_MOST_TEXT]


def read(content: Mapping[str, Any]) -> Event:
    """An event again from what ``told`` wrote."""
    return Event.model_validate(content)


def failure(code: int, message: str) -> dict[str, Any]:
    """The event that ends a turn that failed."""
    return told(Event(author=AUTHOR, error_code=str(code), error_message=message))


def spoken(text: str, invocation_id: str = "") -> Event:
    """An event in which the agent says something."""
    content = types.Content(role="model", parts=[types.Part(text=text)])
    return Event(author=AUTHOR, invocation_id=invocation_id, content=content)
