"""Wishes of one message that are one: the same answer twice, words and how they look, a reason and an undo."""

from __future__ import annotations

from dataclasses import replace

from photoplay.agent.language.meaning import ANSWERS, Intent
from photoplay.agent.language.rules import Context
from photoplay.timeline.model import AudioClip, TextClip, VideoClip


def without_repeats(intents: list[Intent]) -> list[Intent]:
    """No answer twice."""
    found: list[Intent] = []
    for intent in intents:
        if intent.act not in ANSWERS or not any(
            one.act == intent.act and one.slots == intent.slots for one in found
        ):
            found.append(intent)
    return found


def after_undo(intents: list[Intent]) -> list[Intent]:
    """What is said before "go back to how it was" is its reason, and no wish of its own."""
    at = next((number for number, one in enumerate(intents) if one.act == "undo"), 0)
    words = intents[at].words if intents else ""
    return (
        [
            one
            for number, one in enumerate(intents)
            if (number >= at and (one.act == "undo" or one.words != words))
            or (at == 0 and one.words != words)
            or one.act == "undo"
        ]
        if any(one.act == "undo" for one in intents)
        else intents
    )


#: Slots of words that a second clause may add to those that are being written.
_LOOKS_OF_WORDS = frozenset(("position", "color", "font", "animation", "bold", "seconds", "start", "size"))


def one_text(intents: list[Intent]) -> list[Intent]:
    """“Title: X, and move it to the top” writes one text: what is said of it goes with it."""
    found: list[Intent] = []
    for intent in intents:
        last = found[-1] if found else None
        if (
            last is not None
            and last.act in ("add_text", "edit_text")
            and intent.act == "edit_text"
            and _same_words(last, intent)
        ):
            slots = {**last.slots, **intent.slots}
            if (
                intent.slots.keys() <= _LOOKS_OF_WORDS
                and slots.get("size") not in ("bigger", "smaller")
                and intent.photos is None
            ):
                found[-1] = replace(last, slots=slots)
                continue
        found.append(intent)
    return found


def _same_words(first: Intent, second: Intent) -> bool:
    """Whether a second wish is about the words that the first one writes."""
    if second.texts is None or "replace" in first.slots:
        return False
    if first.act == "edit_text" and first.texts == second.texts:
        return True
    return (second.texts.kind == "words" and second.texts.value == first.slots.get("text")) or (
        second.texts.kind == "role" and second.texts.value == first.slots.get("role") and first.photos is None
    )


def one_export(intents: list[Intent]) -> list[Intent]:
    """“Export it, for Discord” is one export; its size is not the video's."""
    sized = {one.words for one in intents if one.act == "export_video" and "resolution" in one.slots}
    intents = [one for one in intents if one.act != "set_size" or one.words not in sized]
    found: list[Intent] = []
    for intent in intents:
        last = found[-1] if found else None
        if (
            last is not None
            and last.act == intent.act == "export_video"
            and not last.slots.keys() & intent.slots.keys()
        ):
            found[-1] = replace(last, slots={**last.slots, **intent.slots})
        else:
            found.append(intent)
    return found


def one_music(intents: list[Intent]) -> list[Intent]:
    """“Another one, something happy” is one wish; so is “too loud, turn it down”, “no music, turn it off”."""
    intents = _answered(intents)
    chosen = [one for one in intents if one.act == "set_music" and not one.ask]
    named = [one for one in chosen if one.slots.keys() & {"mood", "lead", "file", "bpm"}]
    if len(named) > 1 and not any("file" in one.slots for one in named):
        slots = {key: value for one in named for key, value in one.slots.items()}
        joined = Intent("set_music", slots, words=named[0].words)
        intents = [joined if one is named[0] else one for one in intents if one not in named[1:]]
        named = [joined]
    dropped = [one for one in chosen if one not in named] if named else chosen[1:]
    turned = {one.words for one in intents if one.act == "set_music_volume"}
    intents = [one for one in intents if one.act != "remove_music" or one.words not in turned]
    silent = [one for one in intents if one.act == "remove_music"]
    silent = (
        silent[1:]
        if not (named or chosen)
        else silent
        if _comes_after(chosen, silent, intents)
        else silent[1:]
    )
    return [one for one in intents if not any(one is other for other in (*dropped, *silent))]


def _comes_after(chosen: list[Intent], silent: list[Intent], intents: list[Intent]) -> bool:
    """Whether music is chosen after what there is was not wanted: "not this one, another"."""
    return bool(silent) and any(one is chosen[-1] for one in intents[intents.index(silent[-1]) + 1 :])


def _answered(intents: list[Intent]) -> list[Intent]:
    """Without complaints about the music that a wish of the same message says what to do about."""
    sure = {one.act for one in intents if one.certainty == 1.0 and not one.ask}
    found: list[Intent] = []
    for one in intents:
        is_doubled = one.act == "set_music_volume" and any(
            other.act == one.act and other.certainty < 1.0 for other in found
        )
        meets = {"set_music_volume"} if one.act == "set_music" else {"set_music", "set_music_volume"}
        is_blame = one.certainty < 1.0 and one.act in ("set_music", "set_music_volume")
        if is_blame and (is_doubled or sure & (meets | {one.act, "remove_music"})):
            continue
        found.append(one)
    return found


#: Acts that take away -> the kind of clip that has to be there.
_THINGS = {"remove_text": TextClip, "remove_music": AudioClip}


def without_held(intents: list[Intent], ctx: Context) -> list[Intent]:
    """Without wishes that something be not there which is not there: "vertical, no text"."""
    if not ctx.has_timeline or any(one.act in ("make_video", "add_text", "undo") for one in intents):
        return intents
    clips = [clip for track in ctx.scene.timeline.tracks for clip in track.clips]
    looks = {look.type for clip in clips if isinstance(clip, VideoClip) for look in clip.looks}

    def holds(one: Intent) -> bool:
        if one.act == "remove_looks":
            return one.slots["look"] not in looks if "look" in one.slots else not looks
        kind = _THINGS.get(one.act)
        general = one.texts is None or one.texts.kind in ("all", "role")
        return kind is not None and general and not any(isinstance(clip, kind) for clip in clips)

    left = [one for one in intents if not holds(one)]
    if any(one.act not in ANSWERS for one in left):
        return left
    return [
        Intent("ask_project", {"about": "texts"}, words=one.words)
        if holds(one) and one.act == "remove_text"
        else one
        for one in intents
    ]


def one_card(intents: list[Intent]) -> list[Intent]:
    """“Finish on a card with the logo, and below it “Shop now”” is one card."""
    found: list[Intent] = []
    for intent in intents:
        at = next((number for number, one in enumerate(found) if one.act == "set_end_card"), -1)
        if intent.act != "set_end_card" or at < 0:
            found.append(intent)
            continue
        slots = {**found[at].slots, **intent.slots}
        lines = [one for one in (found[at].slots.get("text"), intent.slots.get("text")) if one]
        if lines:
            slots["text"] = "\n".join(dict.fromkeys(lines))
        found[at] = replace(found[at], slots=slots)
    return found
