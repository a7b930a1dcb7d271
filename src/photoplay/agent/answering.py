"""The user's answer to what was asked or offered, put together with what was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from photoplay.agent.acts import TALK, lacks
from photoplay.agent.following import followed
from photoplay.agent.language.descriptions import is_answer
from photoplay.agent.language.meaning import Correction, Intent, Selection, Understood
from photoplay.agent.language.text import fold
from photoplay.agent.names import ENOUGH, description, fit
from photoplay.agent.resolve import photos_found
from photoplay.agent.scene import Memory, Question
from photoplay.agent.stage import Stage

#: Most words that an answer by name has.
_SHORT = 2
_ALL = re.compile(r"both|all|each|every|都|全|两")
_BARE_NUMBER = re.compile(
    r"(?:yes,? |ok,? |the |no\. ?|number |option |#|第|选|要)*"
    r"(?:[0-9]|one|two|three|first|second|third|1st|2nd|3rd|[一二三两])"
    r"(?: one| option|个|项|种|号)?(?:,? (?:please|pls|thanks))?"
)
#: Questions that are answered by words, and what may be those words although it looks like talk.
_WORDS = ("text", "name", "title")
_SAYINGS = ("greet", "thank", "bye", "off_topic", "complain")

#: Slots that say the same in different words, so that "50 percent" answers "how much".
_STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    "by": ("percent", "factor", "by_db", "seconds", "degrees"),
    "percent": ("factor", "by_db"),
    "seconds": ("by", "factor"),
    "text": ("name", "words", "title"),
    "name": ("text", "title"),
    "mood": ("file", "lead", "words", "other"),
    "file": ("mood", "words"),
    "aspect": ("platform",),
    "position": ("to", "before", "after", "corner"),
    "color": ("to",),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What is left of a message when answers are taken out of it.

    Attributes:
        understood: With the answered intents in the place of the answer.
        is_open: Whether the question still waits.
    """

    understood: Understood
    is_open: bool = False


def answered(understood: Understood, memory: Memory, stage: Stage) -> Answered:
    """Puts answers to the last question or offer into the intents.

    Args:
        understood: The message.
        memory: With the question and the offers of the turn before.
        stage: What the user sees.
    """
    question = memory.question
    if question is not None and (chosen := _called(understood, question)):
        return Answered(replace(understood, intents=tuple(chosen), correction=None, unread=()))
    intents: list[Intent] = []
    for intent in understood.intents:
        meant: list[Intent] = []
        match intent.act:
            case "yes":
                meant = _agreed(intent, question, memory)
            case "no":
                question = None
            case "unclear" if question is not None:
                meant = _filled(question, intent, stage)
            case act if question is not None and act in _SAYINGS and question.slot in _WORDS:
                meant = _filled(question, replace(intent, slots={}, photos=None), stage)
            case "unclear":
                is_alone = len(understood.intents) == 1 and understood.correction is None
                meant = _offered(intent, memory) or (followed(intent, memory, stage) if is_alone else [])
            case _:
                intent = _joined(intent, question)
                question = question if intent.act in TALK else None
        question = None if meant else question
        intents += meant or [intent]
    left = replace(understood, intents=tuple(intents))
    if question is not None and (correction := understood.correction) is not None:
        fragment = Intent("unclear", correction.slots, correction.photos, correction.texts)
        if filled := _filled(question, fragment, stage):
            return Answered(replace(left, correction=None, intents=(*filled, *intents)))
    return Answered(_corrected_again(left, memory) if question is None else left, question is not None)


def _agreed(intent: Intent, question: Question | None, memory: Memory) -> list[Intent]:
    """What a yes sets going."""
    if question is not None and question.key == "ask_remove_all":
        return [Intent("start_over")]
    if question is not None and question.intents:
        sure = [replace(one, certainty=1.0, ask="") for one in question.intents]
        if not question.slot:
            return sure
        # "Both" is an answer to “which one?”: all that were named are meant.
        return sure if question.key == "ask_which_one" and _ALL.search(fold(intent.words)) else []
    number = intent.slots.get("number")
    if isinstance(number, int) and 1 <= number <= len(memory.offers):
        return list(memory.offers[number - 1])
    return list(memory.offers[0]) if memory.offers and question is None else []


def _called(understood: Understood, question: Question) -> list[Intent]:
    """The question's intents when the message is no more than the name of one of those that were offered."""
    words = " ".join((*(intent.words for intent in understood.intents[:1]), *understood.unread))
    if question.key != "ask_which_one" or not question.intents or len(description(words)) > _SHORT:
        return []
    offered = question.intents[0].photos
    refs = [ref for ref in offered.include if ref.kind == "file"] if offered else []
    likely = [ref for ref in refs if fit(words, str(ref.value)) >= ENOUGH]
    if len(likely) != 1 or any(intent.act in ("yes", "no") for intent in understood.intents):
        return []
    first, *rest = question.intents
    return [replace(first, photos=Selection((likely[0],)), certainty=1.0, ask=""), *rest]


def _offered(fragment: Intent, memory: Memory) -> list[Intent]:
    """A bare number picks one of the next steps, which are numbered in the answer."""
    refs = fragment.photos.include if fragment.photos and not fragment.photos.exclude else ()
    if len(refs) != 1 or refs[0].kind != "number":
        return []
    number = int(refs[0].value)
    is_bare = _BARE_NUMBER.fullmatch(fold(fragment.words).strip(" .!。！,，"))
    return list(memory.offers[number - 1]) if is_bare and 1 <= number <= len(memory.offers) else []


def _corrected_again(understood: Understood, memory: Memory) -> Understood:
    """After a correction, a photo that is merely named corrects once more: “no, the third after all”."""
    if memory.steps < 2 or len(understood.intents) != 1 or understood.correction is not None:
        return understood
    (fragment,) = understood.intents
    if fragment.act != "unclear" or fragment.photos is None or fragment.slots or not memory.intents:
        return understood
    return replace(understood, intents=(), correction=Correction(photos=fragment.photos))


def _filled(question: Question, fragment: Intent, stage: Stage) -> list[Intent]:
    """The question's intents with what the answer brings; nothing: it is no answer."""
    if not question.intents or (not question.slot and question.key != "ask_what_instead"):
        return []  # yes and no are the answers
    first, *rest = question.intents
    brought = False
    photos, texts, slots = first.photos, first.texts, dict(first.slots)
    if fragment.photos is not None:
        photos, brought = _picked(question, fragment.photos, stage), True
    if fragment.texts is not None:
        texts, brought = fragment.texts, True
    values = {name: value for name, value in fragment.slots.items() if name not in ("near", "reason")}
    if question.slot and question.slot not in ("photos", "texts"):
        if question.slot in _WORDS and not is_answer(fragment.words):
            return []
        value = _value(question.slot, values, fragment)
        if value is not None:
            slots[value[0]] = value[1]
            brought = True
    for name, value in values.items():
        if name in slots or not question.slot:
            slots[name] = value
    if not brought and not (values and question.key == "ask_what_instead"):
        return []
    filled = replace(first, photos=photos, texts=texts, slots=slots, certainty=1.0, ask="")
    return [filled, *(replace(one, certainty=1.0, ask="") for one in rest)]


def _picked(question: Question, said: Selection, stage: Stage) -> Selection:
    """Of the photos that were offered: by a photo's own number, by its place among them, or all of them."""
    offered = question.intents[0].photos
    if question.key != "ask_which_one" or offered is None or len(said.include) != 1 or said.exclude:
        return said
    ref = said.include[0]
    if ref.kind == "all":
        return offered
    if ref.kind != "number" or not 1 <= int(ref.value) <= len(offered.include):
        return said
    named = photos_found(said, stage).handles
    if set(named) & set(photos_found(offered, stage, "all").handles):
        return said
    return Selection((offered.include[int(ref.value) - 1],))


def _value(slot: str, values: dict[str, Any], fragment: Intent) -> tuple[str, Any] | None:
    """Under which slot, and what, the answer says."""
    if slot in values:
        return slot, values.pop(slot)
    for other in _STANDS_FOR.get(slot, ()):
        if other in values:
            name = slot if slot in _WORDS else other
            return name, values.pop(other)
    if slot in _WORDS and fragment.words.strip() and fragment.photos is None:
        return slot, fragment.words.strip().strip("\"'“”「」『』‘’")
    return None


def _joined(intent: Intent, question: Question | None) -> Intent:
    """A new wish of the kind that was asked about takes over what it leaves out."""
    if question is None or not question.intents or question.intents[0].act != intent.act:
        return intent
    asked = question.intents[0]
    if intent.photos is None and question.slot != "photos":
        intent = replace(intent, photos=asked.photos)
    if intent.texts is None and question.slot != "texts":
        intent = replace(intent, texts=asked.texts)
    if lacks(intent):
        intent = replace(intent, slots={**asked.slots, **intent.slots})
    return intent
