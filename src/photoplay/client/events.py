"""Server-sent events: bytes in, the events of a turn out.

Why not a library: of those for httpx the best kept one (httpx-sse 0.4.3, measured) drops an event that the
stream ends in, drops the first one after a byte order mark, hides comments, which are signs of life, and reads
an event of any size into memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from photoplay.errors import ServerAway

#: An event that is larger is passed over, bytes. Ours have at most some thousand characters.
_MOST_BYTES = 4 << 20
_BOM = b"\xef\xbb\xbf"
_TYPES_OF_TEXT = ("text", "message")


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

    @property
    def is_said(self) -> bool:
        """Whether it holds words of the agent, whole."""
        return bool(self.text) and not self.is_partial and self.content.get("author") != "user"


def event_of(content: dict[str, Any]) -> Event:
    """An event from its JSON, ADK's or the older ``{"type": "text"}``; what is of another form is not said."""
    inner = content.get("content")
    parts = inner.get("parts") if isinstance(inner, dict) else None
    known = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    calls = [call for part in known if isinstance(call := _either(part, "functionCall"), dict)]
    code, message = _error(content)
    said = "".join(str(part["text"]) for part in known if part.get("text") and not part.get("thought"))
    return Event(
        text=said or _older_text(content),
        tools=tuple(str(call.get("name", "")) for call in calls),
        error_code=code,
        error_message=message,
        is_partial=content.get("partial") is True,
        content=content,
    )


def _either(told: Mapping[str, Any], name: str) -> Any:
    """A field in camel case, or in snake case."""
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return told[name] if name in told else told.get(snake)


def _older_text(content: Mapping[str, Any]) -> str:
    """The words of ``{"type": "text", "text" or "content": "…"}``."""
    if content.get("type") not in _TYPES_OF_TEXT:
        return ""
    return next((told for name in ("text", "content") if isinstance(told := content.get(name), str)), "")


def _error(content: Mapping[str, Any]) -> tuple[int, str]:
    """Code and words of an event that tells of a failure: ADK's fields, or the envelope's."""
    code, message = _either(content, "errorCode"), _either(content, "errorMessage")
    if not code and not message and isinstance(content.get("code"), int) and content["code"]:
        code, message = content["code"], content.get("message")
    if not code and not message:
        return 0, ""
    told = str(code or "500")
    return (int(told) if told.isdecimal() else 500), str(message or "")


def read_events(pieces: Iterable[bytes]) -> Iterator[Event | None]:
    """Events from a stream; ``None`` for whatever else shows that somebody is there.

    That is a heartbeat, a comment, an empty event, and one that cannot be read.

    Args:
        pieces: The stream, cut anywhere.

    Raises:
        ServerAway: The stream ended in the middle of an event.
    """
    name, data, size_bytes, has_fields = b"", list[bytes](), 0, False
    for line in _lines(pieces):
        field, _, value = line.partition(b":")
        if not line:
            if has_fields:
                is_told = name != b"heartbeat" and size_bytes <= _MOST_BYTES
                content = _json(b"\n".join(data)) if is_told else None
                yield None if content is None else event_of(content)
            name, data, size_bytes, has_fields = b"", [], 0, False
        elif not field:
            yield None
        else:
            has_fields, value = True, value.removeprefix(b" ")
            if field == b"event":
                name = value
            elif field == b"data":
                size_bytes += len(value) + 1
                data = [*data, value] if size_bytes <= _MOST_BYTES else []
    if has_fields:
        if (content := _json(b"\n".join(data))) is None:
            raise ServerAway("The server broke off in the middle of its answer.")
        yield event_of(content)


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of a stream without their ends, which are LF, CR LF or CR; the last one may have none.

    One that is too long for anything of ours comes as ":", a comment.
    """
    held, after_cr, is_first, is_too_long = bytearray(), False, True, False
    for piece in filter(None, pieces):
        told = piece.removeprefix(b"\n") if after_cr else piece
        after_cr = piece.endswith(b"\r")
        *ended, rest = told.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        for part in ended:
            line = b":" if is_too_long else bytes(held) + part
            yield line.removeprefix(_BOM) if is_first else line
            held, is_first, is_too_long = bytearray(), False, False
        held += rest
        if len(held) > _MOST_BYTES:
            held, is_too_long = bytearray(), True
    if held or is_too_long:
        line = b":" if is_too_long else bytes(held)
        yield line.removeprefix(_BOM) if is_first else line


def _json(told: bytes) -> dict[str, Any] | None:
    try:
        content = json.loads(told)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None
