"""Orders that programs send as JSON, spelled out as a person would say them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

#: Keys that hold what is to be done, and keys that only wrap orders.
_OPS = ("op", "action", "command", "type", "tool", "operation", "function", "name", "edit")
_PHOTOS = (
    "photo",
    "photos",
    "photo_number",
    "index",
    "image",
    "images",
    "clip",
    "slide",
    "target",
    "number",
    "a",
    "b",
)
_SECONDS = ("seconds", "duration", "length", "secs", "duration_s", "sec", "total_seconds", "total", "time")
_WORDS = ("text", "title", "caption", "subtitle", "content", "words", "message")
_PLACES = ("position", "pos", "where", "place")
_WRAPPERS = (
    "edits", "edit", "operations", "changes", "video", "settings", "request", "update", "timeline", "project",
)  # fmt: skip
_NONE = (None, False, "none", "None", "off", "null", "no", "")
#: Most characters that are tried: longer ones are no orders.
_LONGEST = 4_000


def spelled_out(text: str) -> str:
    """The orders of a message that is JSON, one sentence a line; empty: it is none, or says nothing known.

    Args:
        text: As typed; words around the object are left out.
    """
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end <= start or len(text) > _LONGEST or len(re.sub(r"\W", "", text[:start])) > 40:
        return ""
    around = (
        (text[: text.find("[")].strip(), "[")
        if 0 <= text.find("[") < start and text.rfind("]") > end
        else None
    )
    body = text[text.find("[") : text.rfind("]") + 1] if around else text[start : end + 1]
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return "\n".join(line for line in _lines(told, 0) if line)


def _lines(told: Any, depth: int) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(told, list):
        for one in told:
            yield from _lines(one, depth + 1)
        return
    if not isinstance(told, Mapping):
        return
    op = next((key for key in _OPS if isinstance(told.get(key), str)), "")
    if op:
        slots = {key: value for key, value in told.items() if key != op}
        inner: Any = {}
        for key in ("args", "params", "arguments", "parameters"):
            inner = slots.pop(key, inner)
        yield from _order(str(told[op]), {**slots, **(inner if isinstance(inner, Mapping) else {})})
        return
    for key, value in told.items():
        if (isinstance(value, list) and any(isinstance(one, Mapping) for one in value)) or (
            isinstance(value, Mapping) and _is_wrapper(str(key))
        ):
            yield from _lines(value, depth + 1)
        else:
            yield from _order(str(key), value if isinstance(value, Mapping) else {"": value})


def _is_wrapper(key: str) -> bool:
    return key.lower() in _WRAPPERS


def _order(op: str, slots: Mapping[str, Any]) -> Iterator[str]:
    """One order, as sentences."""
    said = re.sub(r"[^a-z]+", " ", re.sub(r"([a-z])([A-Z])", r"\1 \2", op).lower()).strip()
    photos, value = _photos(slots), slots.get("", slots.get("value"))
    for known, tell in _TELL:
        if known.search(said):
            yield from tell(said, slots, photos, value)
            return
    yield f"{said} {_plain(value)} {photos}".strip()


def _plain(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, list):
        return " and ".join(_plain(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _photos(slots: Mapping[str, Any]) -> str:
    """The photos that an order names."""
    found: list[str] = []
    for key in _PHOTOS:
        value = slots.get(key)
        found += [_plain(one) for one in (value if isinstance(value, list) else [value]) if one not in _NONE]
    if not found:
        return ""
    if found == ["all"]:
        return "all photos"
    return " and ".join(f"photo {one}" if one.lstrip("-").isdigit() else one for one in found)


def _first(slots: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((slots[key] for key in keys if key in slots), None)


def _remove(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    thing = re.sub(r"\b(?:remove|delete|drop|photos?|images?|clips?)\b", " ", said).strip()
    named = photos or (f"photo {_plain(value)}" if not thing and value is not None else "")
    yield (
        f"remove {named}"
        if named and not thing
        else f"remove the {thing or _plain(_first(slots, ('target', 'what')))}"
    )


def _swap(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    yield f"swap {photos or ' and '.join(f'photo {_plain(one)}' for one in value or ())}"


def _move(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    to = _plain(_first(slots, ("to", "position", "to_position", "new_position", "new_index")))
    yield f"move {photos} to position {to}" if to.isdigit() else f"move {photos} to the {to or 'end'}"


def _length(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    seconds = _plain(_first(slots, _SECONDS) if value is None else value)
    if not re.fullmatch(r"\d+(?:\.\d+)?(?: ?s(?:ec\w*)?)?", seconds):
        return
    number = re.sub(r"[^\d.]", "", seconds)
    each = re.search(r"\beach\b|\bper\b|\bphoto\b", said) and not photos
    yield f"every photo {number} seconds" if each else f"{photos or 'the whole video'} {number} seconds long"


def _music(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    kind = (
        _first(slots, ("mood", "genre", "style", "kind", "file", "song", "track")) if value is None else value
    )
    lead, volume = slots.get("instrument", slots.get("lead")), _first(slots, ("volume", "level", "gain"))
    if kind in _NONE and "mood" not in slots and volume is None and lead is None:
        yield "no music"
    elif kind not in _NONE or lead:
        yield f"use {_plain(kind)}" if "." in _plain(kind) else f"{_plain(kind)} music {_with(lead)}"
    if volume is not None:
        yield from _volume(said, slots, photos, volume)


def _with(lead: Any) -> str:
    return f"with {_plain(lead)}" if lead else ""


def _volume(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    told = _first(slots, ("percent", "volume", "level")) if value is None else value
    if isinstance(told, str):
        yield f"music volume {told}"
    elif isinstance(told, int | float):
        yield f"music volume {told * 100 if 0 < told <= 1 else told:g}%"


def _text(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    words = _first(slots, _WORDS) if value is None else value
    role = next((one for one in ("subtitle", "title", "caption") if one in said or one in slots), "text")
    if words in _NONE:
        yield "no text" if role == "text" else f"no {role}"
        return
    where, color = _first(slots, _PLACES), _first(slots, ("color", "colour"))
    places = [f"on {photos}"] if photos else []
    places += [f"at the {_plain(where).replace('-', ' ')}"] if where else []
    places += [f"in {_plain(color)}"] if color else []
    yield " ".join([f'{role} "{_plain(words)}"', *places])


def _transition(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    kind = _first(slots, ("kind", "style", "transition", "type")) if value is None else value
    yield "no transitions" if kind in _NONE else f"{_plain(kind)} transitions"


def _look(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    look = _first(slots, ("look", "filter", "effect", "style")) if value is None else value
    yield f"make {photos or 'all photos'} {_plain(look)}" if look not in _NONE else "no filters"


def _said(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    told = [_plain(one) for one in ([value] if value is not None else slots.values())]
    yield " ".join([said, *told]).strip()


def _fps(said: str, slots: Mapping[str, Any], photos: str, value: Any) -> Iterator[str]:
    yield f"{_plain(_first(slots, ('fps', 'rate')) if value is None else value)} fps"


#: What an order is about -> how it is said; the first that fits.
_TELL = tuple(
    (re.compile(pattern), tell)
    for pattern, tell in (
        (r"\b(?:remove|delete|drop)\b", _remove),
        (r"\bswap\b", _swap),
        (r"\b(?:move|reorder)\b", _move),
        (r"\bvolume\b", _volume),
        (r"\b(?:music|bgm|soundtrack|song|audio)\b", _music),
        (r"\btransitions?\b", _transition),
        (r"\b(?:title|text|caption|subtitle|overlay)\b", _text),
        (r"\bfps\b|\bframe rate\b", _fps),
        (r"\b(?:look|filter|effect|grade)\b", _look),
        (r"\b(?:duration|length|seconds|trim|total)\b", _length),
        (r"\b(?:aspect|ratio|format|platform|export|render|undo|redo|orientation)\b", _said),
    )
)
