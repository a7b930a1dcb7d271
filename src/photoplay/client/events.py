"""Server-sent events: lines in, the data of events out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a turn, as ADK writes it.

    Attributes:
        text: What is said in it; empty in events about tools.
        tools: Names of tools that are called.
        error_code: Of a turn that failed; 0: it did not.
        error_message: Why, in words.
        is_partial: A piece of a text that comes whole later.
        content: All of it.
    """

    text: str
    tools: tuple[str, ...]
    error_code: int
    error_message: str
    is_partial: bool
    content: dict[str, Any]


def event_of(content: dict[str, Any]) -> Event:
    """An event from its JSON. What is missing or of another form is taken as not said."""
    inner = content.get("content")
    parts = inner.get("parts") if isinstance(inner, dict) else None
    known = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    calls = [part["functionCall"] for part in known if isinstance(part.get("functionCall"), dict)]
    code = str(content.get("errorCode") or "0")
    return Event(
        text="".join(str(part["text"]) for part in known if part.get("text") and not part.get("thought")),
        tools=tuple(str(call.get("name", "")) for call in calls),
        error_code=int(code) if code.isdigit() else 500,
        error_message=str(content.get("errorMessage") or ""),
        is_partial=bool(content.get("partial")),
        content=content,
    )


def read_events(lines: Iterable[str]) -> Iterator[Event | None]:
    """Events from the lines of a stream; ``None`` for each heartbeat, so that a reader can tell silence.

    Args:
        lines: Without their ends.
    """
    name, data = "", list[str]()
    for line in lines:
        if line:
            field, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if field == "event":
                name = value
            elif field == "data":
                data.append(value)
            continue
        told = "\n".join(data)
        if name == "heartbeat" or not told:
            yield None
        elif isinstance(content := _json(told), dict):
            yield event_of(content)
        name, data = "", []


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
