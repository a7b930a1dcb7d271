"""What was done last, once more: otherwise ("no, the second one") or elsewhere ("the same for the others")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from photoplay.agent.language.meaning import Correction, Intent, Ref, Selection, TextRef
from photoplay.agent.stage import Stage


def corrected(last: Sequence[Intent], correction: Correction, new: Sequence[Intent]) -> tuple[Intent, ...]:
    """The last intents as they were meant.

    Args:
        last: What the turn before did.
        correction: The other target, other values, or nothing but that it was wrong.
        new: What the message asks for besides; an act that comes again replaces the old one.
    """
    if correction.photos is None and correction.texts is None and not correction.slots:
        again = {intent.act for intent in new}
        return tuple(intent for intent in last if new and intent.act not in again)
    meant = list(last)
    if correction.photos is not None:
        at = _last_index(meant, lambda intent: intent.photos is not None and not _is_all(intent.photos))
        at = len(meant) - 1 if at is None else at
        wrong = meant[at].photos
        # All that was done to the wrong photo was meant for the right one.
        meant = [
            replace(intent, photos=correction.photos, words="")
            if number == at or (wrong and intent.photos == wrong)
            else intent
            for number, intent in enumerate(meant)
        ]
    if correction.texts is not None:
        at = _last_index(meant, lambda intent: intent.act in ("edit_text", "remove_text"))
        if at is not None:
            meant[at] = replace(meant[at], texts=correction.texts, words="")
    if correction.slots:
        meant = _with_slots(meant, correction)
    return tuple(meant)


def _with_slots(meant: list[Intent], correction: Correction) -> list[Intent]:
    """Each value goes to the last intent that had the slot; what no intent had, to the last one."""
    done = list(meant)
    for name, value in correction.slots.items():
        at = _last_index(done, lambda intent, name=name: name in intent.slots)
        if at is None:
            at = len(done) - 1
        slots = {key: old for key, old in done[at].slots.items() if key not in _instead_of(name)}
        done[at] = replace(done[at], slots={**slots, name: value}, ask="", certainty=1.0)
    return done


#: Slots of which only one can hold.
_ALTERNATIVES = (
    frozenset(("seconds", "by", "factor")),
    frozenset(("to", "before", "after")),
    frozenset(("mood", "file", "other", "words")),
    frozenset(("percent", "factor", "by_db")),
    frozenset(("aspect", "platform")),
    frozenset(("text", "replace")),
    frozenset(("per_photo", "seconds")),
)


def _instead_of(name: str) -> frozenset[str]:
    return frozenset().union(*(group for group in _ALTERNATIVES if name in group))


def _last_index(intents: Sequence[Intent], holds: object) -> int | None:
    fits = [at for at, intent in enumerate(intents) if holds(intent)]  # type: ignore[operator]
    return fits[-1] if fits else None


def _is_all(selection: Selection) -> bool:
    return not selection.exclude and any(ref.kind == "all" for ref in selection.include)


def elsewhere(last: Sequence[Intent], where: Selection, stage: Stage) -> tuple[Intent, ...]:
    """The last intents for other photos or other words; those about neither are left out.

    Args:
        last: What the turn before did.
        where: The other photos; "others" are the other words where the last intents were about words alone.
        stage: What the user sees.
    """
    about = [intent for intent in last if intent.photos is not None or intent.act in _FOR_ONE]
    done: list[Intent] = []
    for intent in about:
        if intent.act == "edit_text" and intent.photos is None:
            done += _other_words(intent, where, stage)
        else:
            done.append(replace(intent, photos=where, words=""))
    return tuple(done)


def once(intents: Sequence[Intent]) -> list[Intent]:
    """Without what is there twice: equal wishes, and words or a length that the new cut has already."""
    done: list[Intent] = []
    taken = {text for intent in intents if intent.act in _WITH_WORDS for text in _texts_of(intent)}
    lengths = {intent.slots.get("seconds") for intent in intents if intent.act == "make_video"} - {None}
    for intent in intents:
        told = (intent.act, intent.slots, intent.photos, intent.texts)
        doubled = intent.act not in _AGAIN and any(
            told == (one.act, one.slots, one.photos, one.texts) for one in done
        )
        if doubled or (intent.act == "add_text" and intent.slots.get("text") in taken):
            continue
        if (
            intent.act in ("set_photo_seconds", "set_total_seconds")
            and intent.slots.get("seconds") in lengths
        ):
            continue
        done.append(intent)
    return done


#: What takes away what an act brought.
_TAKEN_AWAY: Mapping[str, str] = {
    "add_logo": "remove_logo",
    "edit_logo": "remove_logo",
    "set_music": "remove_music",
    "set_music_volume": "remove_music",
    "fade_music": "remove_music",
    "add_text": "remove_text",
    "edit_text": "remove_text",
    "add_captions": "remove_text",
    "set_end_card": "remove_end_card",
    "set_transition": "remove_transitions",
    "set_transition_seconds": "remove_transitions",
    "split_screen": "remove_layout",
    "inset_photo": "remove_layout",
    "before_after": "remove_layout",
}


def meaning_it(intent: Intent, last: str) -> Intent:
    """“Remove it” takes away what was spoken of last: the logo, the music, the words, and no photo.

    Args:
        intent: Any.
        last: The act before it.
    """
    if intent.act != "remove_photos" or intent.photos != Selection((Ref("it"),)) or last not in _TAKEN_AWAY:
        return intent
    act = _TAKEN_AWAY[last]
    return replace(intent, act=act, photos=None, texts=TextRef("it") if act == "remove_text" else None)


#: Acts that bring words of their own, and acts that mean more when they are said twice.
_WITH_WORDS = frozenset(("make_video", "set_end_card"))
_AGAIN = frozenset(("undo", "redo", "duplicate_photo", "rotate"))


def _texts_of(intent: Intent) -> list[str]:
    told = [
        intent.slots.get(name) for name in ("title", "subtitle", "text", "price", "closing", "call_to_action")
    ]
    return [text for text in told if isinstance(text, str) and text]


#: Acts that can be done for single photos even where none was named.
_FOR_ONE = frozenset(
    (
        "add_text", "edit_text", "set_photo_seconds", "set_look", "adjust", "fix_colours", "remove_looks", "set_motion",
        "set_fit", "set_background", "set_frame", "round_corners", "set_transition", "set_clip_speed",
        "set_clip_volume", "rotate", "mirror", "set_focus", "change_pace",
    )
)  # fmt: skip


def _other_words(intent: Intent, where: Selection, stage: Stage) -> list[Intent]:
    kinds = {ref.kind for ref in where.include}
    if kinds & {"others", "all"}:
        others = [line for line in stage.lines if "all" in kinds or line.id not in stage.told]
        return [replace(intent, texts=TextRef("words", line.text), words="") for line in others]
    return [replace(intent, texts=TextRef("all", photos=where), words="")]
