"""Photos from the bin into the video: new ones, ones that were taken away, and ones to be seen once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from photoplay.agent.acts import Trouble
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.pointing import Order, in_words, neighbour, selection_of
from photoplay.agent.resolve import files_found, photos_found
from photoplay.agent.stage import Stage


def adding(intent: Intent, stage: Stage, gone: frozenset[str]) -> Order | Trouble:
    """Photos from the bin into the video."""
    slots = {name: value for name, value in intent.slots.items() if value is not None}
    named = slots.pop("files", None)
    selection = intent.photos
    if named is not None:
        names = [named] if isinstance(named, str) else list(named)
        selection = Selection(tuple(selection_of(name).include[0] for name in names))
    if selection is None:
        selection = Selection((Ref("new"),))
    found = files_found(selection, stage, intent.words)
    if found.options:
        return Trouble("ask_which_one", intent, {"options": list(found.options)}, "photos")
    if not found.files:
        kinds = {ref.kind for ref in selection.include}
        if kinds <= {"new", "all", "photos", "clips", "it"}:
            return Trouble("nothing_new", intent)
        words = in_words(found.missing) or [intent.words]
        return Trouble("not_found", intent, {"words": words, "count": len(stage.members)}, "photos")
    for name in ("before", "after"):
        if name in slots:
            beside = neighbour(slots[name], stage, intent)
            if isinstance(beside, Trouble):
                return beside
            slots[name] = beside
    if not {"before", "after", "position"} & slots.keys():
        slots |= _old_place(found.files, stage, gone)
    args = {"files": list(found.files), **slots}
    return Order(args, spoken=found.files, settled=intent, tool="add_photos")


def is_elsewhere(intent: Intent, stage: Stage) -> bool:
    """Whether photos are to be moved that are not in the video but in the bin."""
    if intent.photos is None:
        return False
    found = photos_found(intent.photos, stage, intent.words)
    return not found.handles and bool(found.files) and not found.options


def brought_in(intent: Intent) -> Intent:
    """“Put the fifth one at the end” adds it where it is not shown yet."""
    slots = {name: value for name, value in intent.slots.items() if name != "to"}
    to = intent.slots.get("to")
    if to is not None:
        slots["position"] = {1: "start", -1: "end"}.get(to, to)
    return replace(intent, act="add_photos", slots=slots)


def _old_place(files: Sequence[str], stage: Stage, gone: frozenset[str]) -> dict[str, Any]:
    """Where a photo stood that was just taken away: behind its neighbour of then."""
    if len(files) != 1 or not stage.past:
        return {}
    main = stage.past[0].main_track
    clips = list(main.clips) if main else []
    sources = [getattr(clip, "source", "") for clip in clips]
    if files[0] not in sources:
        return {}
    there = set(stage.handles) - gone
    at = sources.index(files[0])
    for clip in reversed(clips[:at]):
        if clip.id in there:
            return {"after": clip.id}
    return {"position": "start"}
