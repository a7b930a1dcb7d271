"""What the keys of a brief are worth: 单图时长=2.5秒 is ``per_photo`` 2.5, "format: vertical" an aspect."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from photoplay.agent.language.brief_asking import KINDS
from photoplay.agent.language.brief_shape import shape_of
from photoplay.agent.language.lexicon_briefs import KIND_RANK
from photoplay.agent.language.moods import mood_and_lead
from photoplay.agent.language.text import fold
from photoplay.agent.language.tokens import Token, tokenise

NONE_SAID = re.compile(
    r"^\W*(?:none|no|off|without|null|false|mute|silent|silence|n/?a|nothing|无|不要|没有|否|不用|"
    r"静音|无声|关|不需要|"
    r"不加)(?:\b|$|音乐|转场|字幕)"
)
_YES = re.compile(r"^\W*(?:yes|on|true|y|please|是|要|开|有|需要)\b|^(?:是|要|开|有|需要)$")


def worth_of(fields: dict[str, str], songs: Sequence[str]) -> dict[str, Any]:
    """Slots of ``make_video`` from values by key.

    Args:
        fields: Slot of ``FIELD_WORDS`` -> as typed.
        songs: Names of the songs in the bin.
    """
    slots: dict[str, Any] = {}
    for slot, read in _READ.items():
        if slot in fields:
            slots.update(read(fold(fields[slot])))
    song = next((name for name in songs if fold(name) in fold(fields.get("music", ""))), None)
    if song:
        slots["music"] = song
        slots.pop("lead", None)
    return slots


def is_worth(slot: str, value: str) -> bool:
    """Whether words behind a key say what its slot can take."""
    plain = fold(value)
    song = slot == "music" and re.search(r"\.(?:mp3|wav|m4a|aac|ogg|flac)\b", plain)
    return bool(song or (slot in _READ and _READ[slot](plain)))


def _value(plain: str, family: str) -> str:
    for token in tokenise(plain):
        for concept in sorted(token.concepts):
            name, colon, value = concept.partition(":")
            if colon and name == family:
                return value
    return ""


def _seconds(slot: str) -> Callable[[str], dict[str, Any]]:
    def read(plain: str) -> dict[str, Any]:
        tokens: Sequence[Token] = tokenise(plain)
        found = [token for token in tokens if token.kind == "duration"] or [
            token for token in tokens if token.kind == "number"
        ]
        if not found or not 0 < float(found[-1].value) <= 1800:
            return {}
        each = slot == "seconds" and re.search(r"\b(?:each|per|every)\b|每|一张", plain)
        return {"per_photo" if each else slot: float(found[-1].value)}

    return read


def _music(plain: str) -> dict[str, Any]:
    if NONE_SAID.match(plain):
        return {"music": "none"}
    mood, lead = mood_and_lead(plain)
    found = {"music": mood} if mood else {}
    return {**found, **({"lead": lead} if lead else {})}


def _aspect(plain: str) -> dict[str, Any]:
    found = shape_of(plain)
    return {"aspect": found} if found else {}


def _transition(plain: str) -> dict[str, Any]:
    if NONE_SAID.match(plain):
        return {"transition": "none"}
    way = _value(plain, "way")
    found: dict[str, Any] = {"transition": way} if way else {}
    lengths = [token for token in tokenise(plain) if token.kind == "duration"]
    return {**found, **({"transition_seconds": float(lengths[0].value)} if lengths else {})}


def _looks(plain: str) -> dict[str, Any]:
    look = _value(plain, "look")
    return {"looks": [[look, None]]} if look and not NONE_SAID.match(plain) else {}


def _style(plain: str) -> dict[str, Any]:
    found = _looks(plain)
    mood, _ = mood_and_lead(plain)
    return {**found, **({"music": mood} if mood else {}), **_pace(plain)}


def _pace(plain: str) -> dict[str, Any]:
    if re.search(r"\bfast|\bquick|\bsnappy|\bpunchy|\brapid|\bhigh\b|快|紧凑", plain):
        return {"pace": "fast"}
    return {"pace": "slow"} if re.search(r"\bslow|\bcalm|\bgentle|\bleisure|慢|舒缓|缓", plain) else {}


def _kind(plain: str) -> dict[str, Any]:
    """The kind, and what stands beside it: "task: vertical promo, 15s"."""
    found = {hit.concept for hit in KINDS.hits(plain)}
    kind = next((one for one in KIND_RANK if one in found), "")
    return {"kind": kind, **_aspect(plain)} if kind else {}


def _motion(plain: str) -> dict[str, Any]:
    motion = "static" if NONE_SAID.match(plain) else _value(plain, "motion")
    return {"motion": motion} if motion and motion != "auto" else {}


def _fps(plain: str) -> dict[str, Any]:
    number = re.search(r"\d+", plain)
    return {"fps": int(number.group())} if number else {}


def _logo(plain: str) -> dict[str, Any]:
    if NONE_SAID.match(plain):
        return {"logo": "none"}
    corner = _value(plain, "position")
    if corner in ("top-left", "top-right", "bottom-left", "bottom-right"):
        return {"logo": corner}
    return {"logo": "end"} if re.search(r"\b(?:end|last|clos\w+|outro|finish)\b|end|尾|最后", plain) else {}


def _text(plain: str) -> dict[str, Any]:
    return {"text": False} if NONE_SAID.match(plain) else {"text": True} if _YES.match(plain) else {}


def _beats(plain: str) -> dict[str, Any]:
    return {"beat_sync": not NONE_SAID.match(plain)}


_READ: dict[str, Callable[[str], dict[str, Any]]] = {
    "style": _style,
    "kind": _kind,
    "music": _music,
    "lead": _music,
    "seconds": _seconds("seconds"),
    "per_photo": _seconds("per_photo"),
    "aspect": _aspect,
    "transition": _transition,
    "transition_seconds": _seconds("transition_seconds"),
    "looks": _looks,
    "pace": _pace,
    "motion": _motion,
    "fps": _fps,
    "logo": _logo,
    "text": _text,
    "beat_sync": _beats,
}
