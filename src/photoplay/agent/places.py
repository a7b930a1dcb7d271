"""First and last within one message: after “the lighthouse goes first”, the opening shot is the lighthouse.

Numbers mean the order that the user sees. "First" and "last" are places, though: when the same message has
put a photo there, that photo is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from photoplay.agent.language.meaning import Intent, Ref
from photoplay.agent.language.text import fold

_PLACES: Mapping[int, re.Pattern[str]] = {
    1: re.compile(r"\bfirst\b|\bopen(?:ing|er)\b|\bstart\b|\bbeginning\b|首[张个幅]|第一|开头|片头|最前"),
    -1: re.compile(r"\blast\b|\bfinal\b|\bclos(?:ing|er)\b|\bend\b|末[张个幅]|最后|结尾|片尾|最末"),
}


def ends_after(args: Mapping[str, Any], handles: Sequence[str], ends: Mapping[int, str]) -> Mapping[int, str]:
    """Which photos stand first (1) and last (-1) because the message has put them there.

    Args:
        args: Of a call of ``move_photos``, ``order_photos`` or ``swap_photos``.
        handles: In the order that the user sees.
        ends: As known before.
    """
    by, photos = args.get("by"), args.get("photos")
    if by == "reverse" and handles:
        return {1: ends.get(-1, handles[-1]), -1: ends.get(1, handles[0])}
    if isinstance(by, list) and by:
        return {1: by[0], -1: by[-1]}
    if isinstance(photos, list) and photos and args.get("to") in (1, -1):
        return {**ends, args["to"]: photos[0] if args["to"] == 1 else photos[-1]}
    if isinstance(photos, list) and len(photos) == 2 and "to" not in args and handles:
        there = {1: ends.get(1, handles[0]), -1: ends.get(-1, handles[-1])}
        other = {photos[0]: photos[1], photos[1]: photos[0]}
        return {**ends, **{place: other[one] for place, one in there.items() if one in other}}
    return ends


def meaning_ends(intent: Intent, handles: Sequence[str], ends: Mapping[int, str]) -> Intent:
    """The intent with “first” and “last” as the photos that stand there by now, by the numbers the user sees."""
    if not ends or intent.photos is None or intent.act == "move_photos":
        return intent  # what the message has put there stays: "the last one first, and the first one last"
    said = fold(intent.words)
    include = tuple(_by_now(ref, said, handles, ends) for ref in intent.photos.include)
    return replace(intent, photos=replace(intent.photos, include=include))


def _by_now(ref: Ref, said: str, handles: Sequence[str], ends: Mapping[int, str]) -> Ref:
    place = ref.value if ref.kind == "number" and isinstance(ref.value, int) else 0
    if place not in ends or not _PLACES[place].search(said) or ends[place] not in handles:
        return ref
    return Ref("number", handles.index(ends[place]) + 1)
