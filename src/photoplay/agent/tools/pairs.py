"""Arguments of tools that come in pairs: a photo with its words, old words with new ones."""

from __future__ import annotations

from typing import Annotated, Any

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.tools.kinds import Kind, read_list, read_whole, read_words, shown


def _read_captions(desk: Desk, name: str, value: Any) -> tuple[tuple[int, str], ...]:
    found = []
    for item in read_list(name, value):
        if isinstance(item, dict):
            item = [item.get("photo", item.get("number")), item.get("text")]
        if not isinstance(item, list | tuple) or len(item) != 2:
            raise Refused("arg_wrong", name=name, value=shown(item), wanted='[[1, "…"]]')
        found.append((read_whole(desk, name, item[0]), read_words(desk, name, item[1])))
    return tuple(found)


def _read_pair(desk: Desk, name: str, value: Any) -> tuple[str, str]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise Refused("arg_wrong", name=name, value=shown(value), wanted='["old", "new"]')
    return read_words(desk, name, value[0]), read_words(desk, name, value[1])


_CAPTIONS_SCHEMA = {
    "type": "array",
    "items": {
        "type": "array",
        "items": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
        "minItems": 2,
        "maxItems": 2,
    },
}
Captions = Annotated[tuple[tuple[int, str], ...], Kind(_CAPTIONS_SCHEMA, _read_captions)]
Pair = Annotated[
    tuple[str, str],
    Kind({"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}, _read_pair),
]
