"""What is remembered from turn to turn: as JSON, bounded, and brought up to date when a turn is over."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast, get_args

from photoplay.agent.acts import NO_CHANGE
from photoplay.agent.desk import Desk
from photoplay.agent.language.meaning import Intent, Ref, RefKind, Selection, TextKind, TextRef
from photoplay.agent.scene import Memory, Question
from photoplay.timeline.find import all_clips, photos, titles
from photoplay.timeline.model import VideoClip

#: Bounds of what is kept, so that a turn reads as much after a hundred messages as after one.
MOST_INTENTS, MOST_IDS, MOST_OFFERS, MOST_CHARACTERS = 24, 200, 6, 2_000
_MOST_ITEMS = 500
#: Messages beyond which it does not matter how long ago something was said.
_FAR = 100
#: Of what is written. A memory of another version is forgotten: its acts and slots may have other names.
_VERSION = 1


def settled(planned: Memory, desk: Desk, offers: Sequence[Sequence[Intent]] = ()) -> Memory:
    """The memory after a turn.

    Args:
        planned: As the planner foresaw it.
        desk: After the tools' work; of its scene the memory before.
        offers: Next steps that the answer names.
    """
    before = desk.scene.memory
    kept = tuple(tuple(offer) for offer in offers)
    if desk.step:
        kept_photos, kept_texts = _there(planned.photos, desk), before.texts
        return replace(planned, intents=(), steps=1, photos=kept_photos, texts=kept_texts, offers=kept)
    spoken = _there(planned.photos, desk)
    told = desk.texts or planned.texts
    if not desk.is_changed:
        # What was wished for and was so already can be corrected too: there is no step to go back then.
        is_wish = planned.intents is not before.intents and any(
            one.act not in NO_CHANGE for one in planned.intents
        )
        return replace(
            planned,
            intents=planned.intents if is_wish else before.intents,
            steps=0 if is_wish else before.steps,
            brief=before.brief,
            since=0 if is_wish else min(before.since + 1, _FAR),
            photos=spoken,
            texts=_texts_there(told, desk),
            offers=kept,
        )
    if planned.intents is before.intents:
        # Somebody else than the planner changed it: there is no wish that a correction could be about.
        planned = replace(planned, intents=(), steps=1)
    return replace(planned, photos=spoken, texts=_texts_there(told, desk), offers=kept)


def _there(handles: Sequence[str], desk: Desk) -> tuple[str, ...]:
    """Clip ids; photos that this turn brought were planned by their asset ids."""
    shown = {clip.id for clip in photos(desk.timeline)}
    of_source = {clip.source: clip.id for clip in photos(desk.timeline)}
    # What was taken away is remembered too: "put it back".
    earlier = {clip.id for clip in all_clips(desk.scene.timeline) if isinstance(clip, VideoClip)}
    found = (
        handle if handle in shown else of_source.get(handle, handle if handle in earlier else "")
        for handle in handles
    )
    return tuple(dict.fromkeys(handle for handle in found if handle))[:MOST_IDS]


def _texts_there(ids: Sequence[str], desk: Desk) -> tuple[str, ...]:
    shown = {clip.id for clip in titles(desk.timeline)}
    return tuple(one for one in ids if one in shown)[:MOST_IDS]


# -- to JSON ----------------------------------------------------------------------------------------


def to_json(memory: Memory) -> str:
    """One line of JSON, bounded: what is too long to be of use is left out, never cut in two."""
    question = memory.question
    data = {
        "v": _VERSION,
        "intents": [_of_intent(intent) for intent in memory.intents[-MOST_INTENTS:]],
        "photos": list(memory.photos[:MOST_IDS]),
        "texts": list(memory.texts[:MOST_IDS]),
        "question": None
        if question is None
        else {
            "key": question.key,
            "slot": question.slot,
            "intents": [_of_intent(intent) for intent in question.intents[:MOST_INTENTS]],
        },
        "offers": [
            [_of_intent(one) for one in offer[:MOST_INTENTS]] for offer in memory.offers[:MOST_OFFERS]
        ],
        "language": memory.language,
        "brief": _of_slots(memory.brief),
        "steps": memory.steps,
        "since": memory.since,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Memory:
    """The memory that ``to_json`` of this version wrote, as much as can be read; else an empty one."""
    try:
        data = json.loads(text or "{}")
    except ValueError:
        data = {}
    told = data if isinstance(data, Mapping) and data.get("v") == _VERSION else {}
    question = told.get("question")
    steps, since = told.get("steps"), told.get("since")
    return Memory(
        intents=_intents(told.get("intents")),
        photos=_strings(told.get("photos")),
        texts=_strings(told.get("texts")),
        question=_question(question) if isinstance(question, Mapping) else None,
        offers=tuple(found for offer in _list(told.get("offers")) if (found := _intents(offer))),
        language=_string(told.get("language")),
        brief=_slots(told.get("brief")),
        steps=steps if isinstance(steps, int) and steps >= 0 else 1,
        since=since if isinstance(since, int) and since >= 0 else 0,
    )


def _of_intent(intent: Intent) -> dict[str, Any]:
    texts = intent.texts
    return {
        "act": intent.act,
        "slots": _of_slots(intent.slots),
        "photos": None if intent.photos is None else _of_selection(intent.photos),
        "texts": None
        if texts is None
        else {
            "kind": texts.kind,
            "value": texts.value,
            "photos": None if texts.photos is None else _of_selection(texts.photos),
        },
        "words": intent.words[:MOST_CHARACTERS],
        "certainty": intent.certainty,
    }


def _of_selection(selection: Selection) -> dict[str, Any]:
    return {
        "include": [[ref.kind, _plain(ref.value)] for ref in selection.include[:MOST_IDS]],
        "exclude": [[ref.kind, _plain(ref.value)] for ref in selection.exclude[:MOST_IDS]],
    }


def _of_slots(slots: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in slots.items()}


def _plain(value: Any) -> Any:
    """JSON of a slot's value; a selection in a slot is told apart by its key."""
    if isinstance(value, Selection):
        return {"selection": _of_selection(value)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value[:_MOST_ITEMS]]
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in list(value.items())[:_MOST_ITEMS]}
    if isinstance(value, str):
        return value if len(value) <= 4 * MOST_CHARACTERS else ""
    return value if isinstance(value, int | float | bool) or value is None else str(value)


def _question(told: Mapping[str, Any]) -> Question:
    return Question(_string(told.get("key")), _intents(told.get("intents")), _string(told.get("slot")))


def _intents(told: Any) -> tuple[Intent, ...]:
    found = (_intent(one) for one in _list(told)[:MOST_INTENTS] if isinstance(one, Mapping))
    return tuple(intent for intent in found if intent.act)


def _intent(told: Mapping[str, Any]) -> Intent:
    certainty = told.get("certainty")
    return Intent(
        act=_string(told.get("act")),
        slots=_slots(told.get("slots")),
        photos=_selection(told.get("photos")),
        texts=_text_ref(told.get("texts")),
        words=_string(told.get("words")),
        certainty=float(certainty) if isinstance(certainty, int | float) else 1.0,
    )


def _text_ref(told: Any) -> TextRef | None:
    if not isinstance(told, Mapping) or told.get("kind") not in get_args(TextKind):
        return None
    kind, value = told["kind"], told.get("value")
    return TextRef(kind, value, _selection(told.get("photos"))) if _is_sound(kind, value) else None


def _selection(told: Any) -> Selection | None:
    if not isinstance(told, Mapping):
        return None
    return Selection(_refs(told.get("include")), _refs(told.get("exclude")))


def _refs(told: Any) -> tuple[Ref, ...]:
    pairs = (one for one in _list(told)[:MOST_IDS] if isinstance(one, list | tuple) and len(one) == 2)
    known = ((cast(RefKind, kind), value) for kind, value in pairs if kind in get_args(RefKind))
    tupled = ((kind, _tupled(value)) for kind, value in known)
    return tuple(Ref(kind, value) for kind, value in tupled if _is_sound(kind, value))


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_two(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(map(_is_whole, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


#: What the value of a reference has to be. Those that are not named have none.
_VALUES: Mapping[str, Callable[[Any], bool]] = {
    "number": _is_whole, "range": _are_two, "every": _are_two, "half": lambda value: value in ("first", "second"),
    "file": _is_text, "words": _is_text, "role": _is_text,
    "beside": lambda value: isinstance(value, tuple) and len(value) == 4 and all(map(_is_whole, value[2:])),
    "at": lambda value: _is_whole(value) or isinstance(value, float),
}  # fmt: skip


def _is_sound(kind: str, value: Any) -> bool:
    """Whether a reference's value is one that rules can count on."""
    return _VALUES[kind](value) if kind in _VALUES else True


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _slots(told: Any) -> dict[str, Any]:
    if not isinstance(told, Mapping):
        return {}
    return {str(name): _read(value) for name, value in told.items()}


def _read(value: Any) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {"selection"}:
            return _selection(value["selection"])
        return {name: _read(one) for name, one in value.items()}
    return [_read(one) for one in value] if isinstance(value, list) else value


def _list(told: Any) -> list[Any]:
    return list(told) if isinstance(told, list | tuple) else []


def _strings(told: Any) -> tuple[str, ...]:
    return tuple(one for one in _list(told) if isinstance(one, str))[:MOST_IDS]


def _string(told: Any) -> str:
    return told if isinstance(told, str) else ""
