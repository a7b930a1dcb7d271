"""From one intent to the call of a tool: selections become ids, file names asset ids, or a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from photoplay.agent.acts import NEEDS, NOTHING_NEEDED, ON_FILMS, ON_TEXTS, Trouble, lacks
from photoplay.agent.adding import adding, brought_in, is_elsewhere
from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.names import ENOUGH, fit
from photoplay.agent.pointing import Order, asking, in_words, neighbour, ref_of, selection_of
from photoplay.agent.resolve import Found, files_found, photos_found, texts_found
from photoplay.agent.stage import Line, Stage

#: Slots that name a neighbour: a number or a selection.
_NEIGHBOURS = ("before", "after", "over")


def order(intent: Intent, stage: Stage, gone: frozenset[str] = frozenset()) -> Order | Trouble:
    """The call that an intent means.

    Args:
        intent: To be done; no answer, no ``make_video``.
        stage: The photos and words that the user sees, by whose numbers they speak.
        gone: Handles of photos that an earlier call of this turn takes away.

    Returns:
        The call, or why there is none.
    """
    if asked := lacks(intent):
        return asking(asked, intent)
    if intent.act == "move_photos" and is_elsewhere(intent, stage):
        intent = brought_in(intent)
    if intent.act == "add_photos":
        return adding(intent, stage, gone)
    if intent.act in ON_TEXTS:
        return _on_texts(intent, stage)
    chosen = _chosen(intent, stage, gone)
    if isinstance(chosen, Trouble):
        return chosen
    slots = _slots(intent, stage, chosen)
    return slots if isinstance(slots, Trouble) else _order(intent, stage, chosen, slots)


def numbered(handles: Sequence[str], stage: Stage) -> Selection | None:
    """Photos by their numbers, as they can be remembered."""
    numbers = [stage.handles.index(handle) + 1 for handle in handles if handle in stage.handles]
    return Selection(tuple(Ref("number", number) for number in numbers)) if numbers else None


# -- which photos -----------------------------------------------------------------------------------


def _chosen(intent: Intent, stage: Stage, gone: frozenset[str]) -> Found | Trouble:
    """The photos of an intent; no handles and nothing missing: none is named and none needed."""
    need = NEEDS.get(intent.act, NOTHING_NEEDED)
    if intent.photos is None:
        return _unnamed(intent, stage)
    found = _still_there(intent.photos, stage, gone, intent.words)
    if found.options:
        return Trouble("ask_which_one", intent, {"options": list(found.options)}, "photos")
    if not found.handles:
        return _not_there(intent, found, stage)
    if intent.act in ON_FILMS:
        found = _films_among(found, stage)
    count = len(found.handles)
    if count < need.photos or (need.most and count > need.most):
        if intent.act in ("replace_photo", "inset_photo") and count == 2:
            return found  # the second one is what comes in its place, or lies below
        return asking("ask_which_photo", intent)
    return found


def _films_among(found: Found, stage: Stage) -> Found:
    """What is done to films is done to those that are meant, where photos are meant too."""
    known = {member.handle for member in stage.members if member.is_film}
    films = tuple(handle for handle in found.handles if handle in known)
    return replace(found, handles=films or found.handles, is_all=False)


def _still_there(selection: Selection, stage: Stage, gone: frozenset[str], words: str) -> Found:
    """Numbers count as the user saw them; what an earlier part of the message took away is left out."""
    found = photos_found(selection, stage, words)
    if not gone or not gone & set(found.handles):
        return found
    left = tuple(handle for handle in found.handles if handle not in gone)
    if not left:
        return photos_found(selection, stage.without(gone), words)
    return replace(found, handles=left)


def _unnamed(intent: Intent, stage: Stage) -> Found | Trouble:
    need = NEEDS.get(intent.act, NOTHING_NEEDED)
    if not need.photos:
        return Found()
    films = tuple(member.handle for member in stage.members if member.is_film)
    if intent.act in ON_FILMS and len(films) == 1:
        return Found(films)
    if len(stage.members) == need.photos:
        return Found(stage.handles)
    if intent.act == "before_after" and (pair := _before_and_after(stage)):
        return Found(pair)
    return asking("ask_which_photo", intent)


def _before_and_after(stage: Stage) -> tuple[str, ...]:
    """Photos whose files are called so."""
    for names in (("before", "after"), ("之前", "之后"), ("前", "后"), ("old", "new"), ("旧", "新")):
        fits = [[m.handle for m in stage.members if fit(name, m.name) >= ENOUGH] for name in names]
        if all(len(found) == 1 for found in fits):
            return tuple(found[0] for found in fits)
    return ()


def _not_there(intent: Intent, found: Found, stage: Stage) -> Trouble:
    kinds = {ref.kind for ref in intent.photos.include} if intent.photos else set()
    if kinds == {"it"}:
        return asking("ask_which_photo", intent)
    if kinds == {"new"}:
        return Trouble("nothing_new", intent)
    if kinds == {"others"}:
        return Trouble("", intent)  # there are no others: nothing is left to be done
    unseen = [record.name for record in stage.bin if record.id in found.files]
    slots = {"words": in_words(found.missing) or unseen or [intent.words], "count": len(stage.members)}
    return Trouble("not_found", intent, slots, "photos")


# -- arguments --------------------------------------------------------------------------------------


def _slots(intent: Intent, stage: Stage, chosen: Found) -> dict[str, Any] | Trouble:
    """The slots as the tool wants them: neighbours by handle, files by asset id."""
    slots = {name: value for name, value in intent.slots.items() if value is not None}
    for name in _NEIGHBOURS:
        if name in slots:
            beside = neighbour(slots[name], stage, intent)
            if isinstance(beside, Trouble):
                return beside
            slots[name] = beside
    if intent.act == "order_photos" and isinstance(slots["by"], list | tuple):
        slots["by"] = _whole_order(slots["by"], stage)
    if intent.act in ("replace_photo", "set_music", "add_logo") and ({"file", "with"} & slots.keys()):
        return _with_file(intent, slots, stage)
    if intent.act == "replace_photo":
        return _replacing(intent, slots, stage, chosen)
    if intent.act == "inset_photo" and len(chosen.handles) == 2 and "over" not in slots:
        slots["over"] = chosen.handles[1]
    return slots


def _whole_order(by: Sequence[Any], stage: Stage) -> list[str]:
    """The photos in the order said, and behind them those that were not named."""
    named: dict[str, None] = {}
    for one in by:
        found = photos_found(one if isinstance(one, Selection) else Selection((ref_of(one),)), stage, "")
        named |= dict.fromkeys(found.handles[:1])
    return [*named, *(handle for handle in stage.handles if handle not in named)]


def _with_file(intent: Intent, slots: dict[str, Any], stage: Stage) -> dict[str, Any] | Trouble:
    wanted = slots.pop("with", None) or slots.pop("file", None)
    slots.pop("file", None)
    if intent.act == "replace_photo":
        selection = wanted if isinstance(wanted, Selection) else selection_of(wanted)
        found = files_found(selection, stage, intent.words)
        if len(found.files) == 1:
            return slots | {"file": found.files[0]}
        if found.options or len(found.files) > 1:
            names = found.options or [record.name for record in stage.bin if record.id in found.files]
            return Trouble("ask_which_one", intent, {"options": list(names)}, "file")
        words = in_words(found.missing) or [str(wanted)]
        return Trouble("not_found", intent, {"words": words, "count": len(stage.members)}, "file")
    kinds = ("audio", "video") if intent.act == "set_music" else ("image",)
    return _with_named(intent, slots, stage, wanted, kinds)


def _with_named(
    intent: Intent, slots: dict[str, Any], stage: Stage, wanted: Any, kinds: tuple[str, ...]
) -> dict[str, Any] | Trouble:
    """A song or a logo by its name; where there is only one of the kind, that one."""
    files = [record for record in stage.bin if record.kind == kinds[0]]
    if kinds[0] == "image":
        files = [record for record in files if record.role == "logo"] or files
    elif not files:
        files = [record for record in stage.bin if record.kind == "video" and record.sound is not None]
    ask = "song" if intent.act == "set_music" else "logo"
    if not files:
        return asking("ask_send_music" if ask == "song" else "ask_send_logo", intent)
    scored = [(fit(str(wanted), record.name), record) for record in files]
    best = max(score for score, _ in scored)
    likely = [record for score, record in scored if score == best] if best >= ENOUGH else files
    if len({record.name for record in likely}) > 1:
        options = [record.name for record in likely]
        return Trouble("ask_which_one", intent, {"options": options}, "file")
    return slots | {"file": likely[-1].id}


def _replacing(
    intent: Intent, slots: dict[str, Any], stage: Stage, chosen: Found
) -> dict[str, Any] | Trouble:
    """What comes in a photo's place where it is not said: the second one named, or the only one not shown."""
    if chosen.files and len(chosen.files) == 1:
        return slots | {"file": chosen.files[0]}
    if len(chosen.handles) == 2 and (other := stage.by_handle.get(chosen.handles[1])):
        return slots | {"file": other.source}
    if len(stage.unused) == 1:
        return slots | {"file": stage.unused[0].id}
    return asking("ask_which_file", intent)


def _order(intent: Intent, stage: Stage, chosen: Found, slots: dict[str, Any]) -> Order:
    need = NEEDS.get(intent.act, NOTHING_NEEDED)
    handles = chosen.handles
    if intent.act in ("replace_photo", "inset_photo"):
        handles = handles[:1]
    args = dict(slots)
    if handles and not (chosen.is_all and not need.photos):
        args["photos"] = list(handles)
    gone: tuple[str, ...] = ()
    if intent.act == "remove_photos":
        gone = handles
    elif intent.act == "keep_photos":
        gone = tuple(handle for handle in stage.handles if handle not in handles)
    troubles: tuple[Trouble, ...] = ()
    if missing := in_words(chosen.missing):
        slots_of_trouble = {"words": missing, "count": len(stage.members)}
        troubles = (Trouble("not_found", intent, slots_of_trouble, "photos"),)
    settled = intent if intent.photos is None or chosen.is_all else _settled(intent, handles, stage)
    return Order(
        args=args,
        spoken=() if chosen.is_all else handles,
        gone=gone,
        lines=_new_lines(intent, handles),
        settled=settled,
        troubles=troubles,
    )


def _settled(intent: Intent, handles: Sequence[str], stage: Stage) -> Intent:
    return replace(intent, photos=numbered(handles, stage) or intent.photos)


def _new_lines(intent: Intent, handles: Sequence[str]) -> tuple[Line, ...]:
    """Words that the turn itself adds are called by what they say: their ids are not known yet."""
    if intent.act != "add_text":
        return ()
    text, role = str(intent.slots["text"]), str(intent.slots.get("role", "title"))
    return tuple(Line(text, text, role, handle) for handle in handles or ("",))


# -- words and files --------------------------------------------------------------------------------


def _on_texts(intent: Intent, stage: Stage) -> Order | Trouble:
    """Edits of words that are there."""
    if intent.texts is None and intent.act == "remove_text":
        return Order(dict(intent.slots), settled=intent)
    ref = intent.texts or TextRef("it")
    if not stage.lines:
        return Trouble("text_not_found", intent, {"words": [_said_text(ref, intent)]}, "texts")
    found = texts_found(ref, stage, intent.words)
    if found.options:
        return Trouble("ask_which_one", intent, {"options": list(found.options)}, "texts")
    if not found.handles:
        if ref.kind == "it":
            return asking("ask_which_text", intent)
        return Trouble("text_not_found", intent, {"words": [_said_text(ref, intent)]}, "texts")
    if intent.slots.get("text") is not None and len(found.handles) > 1:
        return asking("ask_which_text", intent)
    args = dict(intent.slots)
    where: tuple[str, ...] = ()
    if intent.photos is not None:
        onto = photos_found(intent.photos, stage, intent.words)
        if not onto.handles:
            return _not_there(intent, onto, stage)
        where = onto.handles
        args["photos"] = list(where)
    args["texts"] = list(found.handles)
    near = tuple(line.photo for line in stage.lines if line.id in found.handles and line.photo)
    return Order(args, spoken=where or near, told=found.handles, settled=intent)


def _said_text(ref: TextRef, intent: Intent) -> str:
    return str(ref.value) if ref.value else intent.words
