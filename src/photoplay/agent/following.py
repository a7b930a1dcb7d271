"""Half sentences that go on with the turn before: “with a sax leading”, “ok maybe 14”, “the second one blue”.

Nothing in them says what is to be done; what was done last does. Only what fits it exactly is taken so, and
never what sounds like a no or a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.language.text import fold, is_han
from photoplay.agent.scene import Memory
from photoplay.agent.stage import Stage

_ON_WORDS = ("color", "size", "font", "position", "bold")
#: Act of before -> the act that goes on with it, and the values that it takes.
_GOES_ON: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "set_music": ("set_music", ("lead", "mood", "bpm")),
    "set_music_volume": ("set_music_volume", ("percent",)),
    "set_total_seconds": ("set_total_seconds", ("seconds",)),
    "set_photo_seconds": ("set_photo_seconds", ("seconds",)),
    "add_text": ("edit_text", _ON_WORDS),
    "edit_text": ("edit_text", _ON_WORDS),
    "add_captions": ("edit_text", _ON_WORDS),
    "add_logo": ("edit_logo", ("corner", "size")),
    "edit_logo": ("edit_logo", ("corner", "size")),
    "set_look": ("set_look", ("look", "amount")),
    "set_motion": ("set_motion", ("motion", "strength")),
    "set_transition": ("set_transition", ("kind", "seconds")),
    "set_aspect": ("set_aspect", ("aspect", "platform")),
    "set_background": ("set_background", ("color", "to")),
    "set_end_card": ("set_end_card", ("color", "seconds")),
}
#: What a bare number is for an act.
_NUMBERS: Mapping[str, str] = {
    "set_total_seconds": "seconds",
    "set_photo_seconds": "seconds",
    "set_music_volume": "percent",
}

#: Longest half sentence, in words and in Chinese characters.
_WORDS, _SIGNS = 9, 16
_REFUSES = re.compile(
    r"\b(?:don'?t|do not|not|no|never|hate|dislike|wrong|ugly|why|what|which|how|who|is|are|was)\b"
    r"|不(?!变|變|动|動)|别|別|讨厌|为什么|什么|吗|呢|[?？]"
)
#: Polite questions are wishes.
_POLITE = re.compile(
    r"\b(?:can|could|would|will) (?:you|it|we|that)\b|能不能|可不可以|可以吗|好吗|行吗|[?？]$"
)
_OF_A_PHOTO = re.compile(r"photo|pic|image|shot|clip|slide|(?:1st|2nd|3rd|[0-9]th)\b|第|[张張段幅图圖]")


def followed(fragment: Intent, memory: Memory, stage: Stage) -> list[Intent]:
    """The wish that a half sentence means; nothing: it fits nothing.

    Args:
        fragment: What was read of it; its act is "unclear".
        memory: With what was done last.
        stage: What the user sees.
    """
    if not memory.intents or not _is_half(fragment.words):
        return []
    last = memory.intents[-1]
    if (value := _bare_number(fragment, last)) is not None:
        slot = _NUMBERS[last.act]
        return [_onwards(last, last.act, {slot: value}, fragment)]
    if last.act not in _GOES_ON:
        return []
    act, takes = _GOES_ON[last.act]
    told = {name: value for name, value in fragment.slots.items() if name not in ("near", "feel")}
    if act == "edit_logo" and "position" in told:
        told["corner"] = told.pop("position")
    if not told or not set(told) <= set(takes) or len(told) > 2:
        return []
    if act == "edit_text":
        return _of_words(fragment, told, stage)
    if fragment.photos is not None and not _is_it(fragment.photos):
        return [replace(fragment, act=act, slots=told)] if last.photos is not None else []
    return [_onwards(last, act, told, fragment)]


def _is_half(words: str) -> bool:
    said = fold(words)
    if _REFUSES.search(_POLITE.sub(" ", said)):
        return False
    return sum(is_han(sign) for sign in said) <= _SIGNS and len(said.split()) <= _WORDS


def _is_it(photos: Selection) -> bool:
    return all(ref.kind == "it" for ref in photos.include) and not photos.exclude


def _bare_number(fragment: Intent, last: Intent) -> float | None:
    """The number where the half sentence holds no more than one, and no photo is spoken of."""
    refs = fragment.photos.include if fragment.photos else ()
    is_number = len(refs) == 1 and refs[0].kind == "number" and not fragment.slots
    if not is_number or last.act not in _NUMBERS or _OF_A_PHOTO.search(fold(fragment.words)):
        return None
    number = int(refs[0].value)
    return float(number) if number > 0 and str(number) in fragment.words else None


def _onwards(last: Intent, act: str, told: Mapping[str, Any], fragment: Intent) -> Intent:
    """The act of before, with another value, for the same photos."""
    same = Selection((Ref("it"),)) if last.photos is not None and act == last.act else None
    return Intent(act, told, photos=same, words=fragment.words)


def _of_words(fragment: Intent, told: Mapping[str, Any], stage: Stage) -> list[Intent]:
    """Words on the picture: those spoken of, or the second ones where there are two."""
    refs = fragment.photos.include if fragment.photos else ()
    if not refs or _is_it(fragment.photos or Selection(())):
        return [Intent("edit_text", told, texts=TextRef("it"), words=fragment.words)]
    if len(refs) == 1 and refs[0].kind == "number" and abs(int(refs[0].value)) <= len(stage.lines):
        return [Intent("edit_text", told, texts=TextRef("number", int(refs[0].value)), words=fragment.words)]
    return []
