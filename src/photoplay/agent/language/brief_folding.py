"""Where each wish for the whole that the rules of edits have read has its place in a brief."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from photoplay.agent.language.brief_measures import is_all
from photoplay.agent.language.card_grounds import only_logo
from photoplay.agent.language.meaning import Intent


def fold_in(intent: Intent, slots: dict[str, Any]) -> bool:
    """Whether an intent has its place in the brief, and has been put there unless the brief says otherwise."""
    if intent.photos is not None and not is_all(intent.photos) and intent.act != "add_text":
        return False
    if intent.ask:
        return intent.act == "add_text" and bool(slots.setdefault("text", True))
    fold = _FOLDS.get(intent.act)
    return fold is not None and fold(intent, slots)


#: Slots that hold words.
_WORDS = ("title", "subtitle", "price", "call_to_action", "address", "closing")


def _known(text: str, slots: dict[str, Any]) -> bool:
    """Whether words stand in the brief already, or are part of what does."""
    told = [str(slots.get(name, "")) for name in _WORDS]
    told += [*slots.get("features", ()), *(words for _, words in slots.get("captions", ()))]
    low = text.casefold().strip()
    return any(low in one.casefold() for one in told if one)


def _text(intent: Intent, slots: dict[str, Any]) -> bool:
    text, role = str(intent.slots.get("text") or ""), intent.slots.get("role")
    if (
        not text
        or only_logo(text)
        or _known(text, slots)
        or any(slots.get(name) for name in (*_WORDS, "captions"))
    ):
        return True  # a brief's words are all read before
    number = _one_number(intent)
    if role == "subtitle":
        slots.setdefault("subtitle", text)
    elif role == "end-card" or number == -1:
        slots.setdefault("closing", text)
    elif number is not None and number > 1:
        slots["captions"] = [*slots.get("captions", []), [number, text]]
    elif not text.islower():
        slots["title"] = text
    return True


def _one_number(intent: Intent) -> int | None:
    """The number of the only photo that an intent names."""
    if intent.photos is None or len(intent.photos.include) != 1 or intent.photos.include[0].kind != "number":
        return None
    return int(intent.photos.include[0].value)


def _captions(intent: Intent, slots: dict[str, Any]) -> bool:
    slots.setdefault("captions", [list(one) for one in intent.slots.get("captions", ())])
    return True


def _music(intent: Intent, slots: dict[str, Any]) -> bool:
    if intent.slots.get("bpm"):
        return False
    if intent.slots.get("file"):
        slots["music"] = intent.slots["file"]
    for name, slot in (("mood", "music"), ("lead", "lead")):
        if intent.slots.get(name) and slots.get("music") != "none":
            slots.setdefault(slot, intent.slots[name])
    return True


def _look(intent: Intent, slots: dict[str, Any]) -> bool:
    slots["looks"] = [*slots.get("looks", []), [intent.slots["look"], intent.slots.get("amount")]]
    return True


def _card(intent: Intent, slots: dict[str, Any]) -> bool:
    if intent.slots.get("color") or intent.slots.get("seconds"):
        return False
    if intent.slots.get("logo"):
        slots.setdefault("logo", "end")
    text = str(intent.slots.get("text") or "")
    if text and not only_logo(text) and not _known(text, slots):
        lines = [line for line in text.split("\n") if not _known(line, slots)]
        slots.setdefault("closing", "\n".join(lines))
    return True


def _shape(intent: Intent, slots: dict[str, Any]) -> bool:
    if intent.slots.get("aspect"):
        slots.setdefault("aspect", intent.slots["aspect"])
    return True


#: No transition is longer; what is meant then is the video.
_LONGEST_WAY = 5


def _transition(intent: Intent, slots: dict[str, Any]) -> bool:
    slots.setdefault("transition", intent.slots.get("kind", ""))
    seconds = intent.slots.get("seconds")
    if seconds and seconds <= _LONGEST_WAY and seconds not in (slots.get("seconds"), slots.get("per_photo")):
        slots["transition_seconds"] = seconds
    return True


def _no_transition(intent: Intent, slots: dict[str, Any]) -> bool:
    if not re.search(r"\b(?:other than|except|but|besides)\b|除了", intent.words.casefold()):
        slots.setdefault("transition", "none")
    return True


_MOVES = re.compile(
    r"\bzoom|\bpan(?:s|ning)?\b|\bken burns|\bmotions?\b|\bmov(?:e|es|ing|ement)\b|\bcamera|\bstatic|\bstill\b|"
    r"\bdrift|\btilt|\bpush|\bpull|\bdolly|运镜|推|拉|移|动|静止|缩|放大"
)


def _motion(intent: Intent, slots: dict[str, Any]) -> bool:
    motion = intent.slots.get("motion")
    if motion not in (None, "auto") and _MOVES.search(intent.words.casefold()):
        slots.setdefault("motion", motion)
    return True


def _logo(intent: Intent, slots: dict[str, Any]) -> bool:
    if intent.slots.get("size"):
        return False
    slots.setdefault("logo", intent.slots.get("corner") or "top-right")
    return True


def _set(slot: str, name: str) -> Callable[[Intent, dict[str, Any]], bool]:
    def fold(intent: Intent, slots: dict[str, Any]) -> bool:
        value = intent.slots.get(name)
        if value not in (None, "auto"):
            slots.setdefault(slot, value)
        return True

    return fold


def _put(slot: str, value: Any) -> Callable[[Intent, dict[str, Any]], bool]:
    def fold(intent: Intent, slots: dict[str, Any]) -> bool:
        slots.setdefault(slot, value)
        return True

    return fold


_NO_MUSIC = re.compile(
    r"\b(?:no|not|none|without|don'?t|remove|mute|skip|lose|drop|kill|cut|silent|silence|quiet|off|zero|"
    r"delete|minus)\b"
    r"[^,.;]{0,24}\b(?:music|sounds?|songs?|audio|soundtrack|bgm|tune|silence)\b|"
    r"\b(?:music|sounds?|songs?|audio|soundtrack|bgm|tune)\b[^,.;]{0,14}\b(?:off|out|away|not|no|none)\b|"
    r"\bsilen|\bmute"
    r"|(?:不|别|无|没|去掉|关|免)[^，。,;；]{0,4}(?:音乐|配乐|声|歌|bgm|伴奏|曲)|"
    r"(?:音乐|配乐|声音?|歌|bgm|伴奏)[^，。,;；]{0,4}(?:不|别|去掉|关|免|无)|静音|无声"
)


def _no_music(intent: Intent, slots: dict[str, Any]) -> bool:
    """No music, where that stands together: "sign off, old timey music" wants some."""
    if _NO_MUSIC.search(intent.words.casefold()):
        slots.setdefault("music", "none")
    return True


def _said_already(intent: Intent, slots: dict[str, Any]) -> bool:
    """Of what the brief reads by itself: lengths and pace."""
    return True


_FEELS = {
    "fun": "happy",
    "calm": "calm",
    "energetic": "upbeat",
    "romantic": "romantic",
    "festive": "festive",
    "professional": "corporate",
}
_PACES = {"calm": "slow", "energetic": "fast", "elegant": "slow"}


def _feel(intent: Intent, slots: dict[str, Any]) -> bool:
    """A feel of the whole: what a brief has a word for, the rest is done on the finished cut."""
    feel = str(intent.slots.get("feel", ""))
    if feel == "trailer":
        slots.setdefault("kind", "trailer")
    elif feel == "vintage" and not slots.get("looks"):
        slots["looks"] = [["vintage", None]]
    elif feel in _FEELS or feel in _PACES:
        if feel in _FEELS:
            slots.setdefault("music", _FEELS[feel])
        if feel in _PACES:
            slots.setdefault("pace", _PACES[feel])
    else:
        return feel in (slots.get("kind"), slots.get("music"))
    return True


_FOLDS: dict[str, Callable[[Intent, dict[str, Any]], bool]] = {
    "add_text": _text,
    "add_captions": _captions,
    "set_music": _music,
    "remove_music": _no_music,
    "set_look": _look,
    "set_end_card": _card,
    "change_pace": _said_already,
    "set_photo_seconds": _said_already,
    "set_total_seconds": _said_already,
    "set_aspect": _shape,
    "set_fps": _set("fps", "fps"),
    "set_transition": _transition,
    "set_transition_seconds": _set("transition_seconds", "seconds"),
    "remove_transitions": _no_transition,
    "set_motion": _motion,
    "set_size": lambda intent, slots: intent.slots.get("name") == "1080p",
    "sync_to_beats": lambda intent, slots: "per_photo" in slots or _put("beat_sync", True)(intent, slots),
    "add_logo": _logo,
    "remove_logo": _put("logo", "none"),
    "remove_end_card": _put("logo", "none"),
    "order_photos": lambda intent, slots: intent.slots.get("by") == "upload",
    "restyle": _feel,
}
