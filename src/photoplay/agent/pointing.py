"""Small steps on the way from an intent to a call: neighbours, names of files, what to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from photoplay.agent.acts import Trouble, slot_for
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.resolve import photos_found
from photoplay.agent.stage import Line, Stage


@dataclass(frozen=True, slots=True)
class Order:
    """One call, and what it was about.

    Attributes:
        tool: What does it, where that is not the intent's own act.
        args: Of the tool.
        spoken: Handles of the photos that were named, for "it"; empty: none in particular.
        told: Ids of the texts that were named.
        gone: Handles of photos that are not there afterwards.
        lines: Words that are there afterwards.
        settled: The intent with "it" and the like replaced by what they meant, for the next turn.
        troubles: What could not be found; the rest is done.
    """

    args: Mapping[str, Any] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    settled: Intent | None = None
    troubles: tuple[Trouble, ...] = ()
    tool: str = ""


def in_words(missing: Sequence[int | str]) -> list[int | str]:
    return [one for one in missing if one != "it"]


def asking(key: str, intent: Intent) -> Trouble:
    return Trouble(key, intent, {}, slot_for(key, intent.act))


def neighbour(value: Any, stage: Stage, intent: Intent) -> str | Trouble:
    selection = value if isinstance(value, Selection) else Selection((ref_of(value),))
    found = photos_found(selection, stage, "")
    if found.options:
        return Trouble("ask_which_one", intent, {"options": list(found.options)}, "photos")
    if not found.handles:
        words = in_words(found.missing) or [intent.words]
        return Trouble("not_found", intent, {"words": words, "count": len(stage.members)}, "photos")
    return found.handles[0]


def ref_of(value: Any) -> Ref:
    return Ref("number", int(value)) if isinstance(value, int | float) else Ref("file", str(value))


def selection_of(wanted: Any) -> Selection:
    return Selection((Ref("new") if wanted in ("new", True) else Ref("file", str(wanted)),))
