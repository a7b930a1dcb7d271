"""Answers that are not about changes: manners, questions, exports, credits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from photoplay.agent.answers import Answer
from photoplay.agent.desk import Desk
from photoplay.agent.facts import about, files_in_words, length_of, shown_at
from photoplay.agent.outcome import Exported, Outcome
from photoplay.agent.speech import knows, say
from photoplay.agent.tools.colours import STYLES
from photoplay.agent.tools.cuts import TRANSITIONS
from photoplay.export.presets import OFFERED, PRESETS
from photoplay.music.catalogue import MOODS
from photoplay.timeline.called import LOOK_NAMES, MOOD_NAMES, called
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import TEXT_ROLES
from photoplay.timeline.summary import Telling, listed, summary
from photoplay.timeline.wording import language_of, one_line

#: So many earlier exports are told of.
_MOST_EXPORTS = 3


def replied(desk: Desk, answer: Answer) -> list[str]:
    """The sentences of an answer; none where there are no words for it."""
    tell = _TELLING.get(answer.key)
    if tell is not None:
        return tell(desk, answer.slots)
    return [say(desk.language, answer.key)] if knows(answer.key) else []


def _words_of(value: Any, language: str) -> str:
    """One or several quoted things, made safe for a line."""
    items = value if isinstance(value, list | tuple) else [value]
    told = [one_line(str(item)) for item in items if str(item).strip()]
    return Telling(language_of(language))["comma"].join(told[:6])


def _greet(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    language = desk.language
    if main_clips(desk.timeline):
        return [say(language, "greet_cut", length=length_of(desk.timeline.duration_ms, language))]
    if desk.scene.shots:
        return [say(language, "greet_photos", files=files_in_words(desk.scene.shots, language))]
    return [say(language, "greet")]


def _ask(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    """A question back, with what it is about."""
    key = str(slots.get("key", ""))
    if not knows(key) or not key.startswith("ask_"):
        key = "ask_what_change"
    if key == "ask_which_one":
        options = [say(desk.language, "quoted", words=one_line(str(one))) for one in slots.get("options", ())]
        if not options:
            return [say(desk.language, "ask_which_photo")]
        joint = Telling(language_of(desk.language))["comma"]
        return [say(desk.language, key, options=joint.join(options[:8]))]
    if key == "ask_did_you_mean":
        words = _words_of(slots.get("words", ""), desk.language)
        return [say(desk.language, key, words=words) if words else say(desk.language, "ask_what_change")]
    unread = one_line(str(slots.get("words") or ""))
    if key == "ask_what_change" and unread:
        said = say(desk.language, "unread", parts=say(desk.language, "quoted", words=unread))
        return [said, say(desk.language, key)]
    return [say(desk.language, key)]


def _project(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    if (at := slots.get("at")) is not None and (
        told := shown_at(float(at), desk.timeline, desk.scene, desk.language)
    ):
        return told
    if each := slots.get("would_each"):
        length = length_of(round(float(each) * 1000), desk.language)
        return [say(desk.language, "about_would_each", length=length), say(desk.language, "nothing_changed")]
    if would := slots.get("would"):
        length = length_of(round(float(would) * 1000), desk.language)
        return [say(desk.language, "about_would", length=length), say(desk.language, "nothing_changed")]
    topic = str(slots.get("about") or "all")
    return about(topic, desk.timeline, desk.scene, desk.language)


def _ability(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    topic, language = str(slots.get("about") or ""), desk.language
    words = Telling(language_of(language))
    key = f"can_{topic}"
    if not knows(key):
        return [say(language, "help")]
    told: dict[str, Any] = {}
    if topic == "transitions":
        told["n"] = len(TRANSITIONS)
    elif topic == "looks":
        told["names"] = listed([called(name, LOOK_NAMES, language_of(language)) for name in STYLES], words)
    elif topic == "moods":
        tag = language_of(language)
        names = [called(mood.name, MOOD_NAMES, tag) if tag != "en" else mood.title for mood in MOODS.values()]
        told["names"] = words["comma"].join(names)
    elif topic == "fit":
        preset = PRESETS[str(slots["platform"])]
        told |= {"title": preset.title, "limit": f"{(preset.most_bytes or 0) / 2**20:.0f} MiB"}
    elif topic == "platforms":
        told["names"] = words["comma"].join(preset.title for preset in OFFERED.values())
    return [say(language, key, **told)]


def _how(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    key = f"how_{slots.get('about')}"
    return [say(desk.language, key if knows(key) else "help")]


def _cannot(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    key = f"cannot_{slots.get('what')}"
    return [say(desk.language, key if knows(key) else "cannot")]


def _unread(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    parts = [str(one) for one in slots.get("parts", ()) if str(one).strip()]
    if not parts:
        return []
    quoted = [say(desk.language, "quoted", words=one_line(one)) for one in parts[:3]]
    joint = Telling(language_of(desk.language))["comma"]
    return [say(desk.language, "unread", parts=joint.join(quoted))]


def _default_cut(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    return [say(desk.language, "default_cut" if len(desk.scene.shots) > 1 else "default_cut_1")]


def _left_out(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    return [say(desk.language, "left_out", words=one_line(str(slots["words"])))]


def _not_found(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    words = slots.get("words", "")
    items = list(words) if isinstance(words, list | tuple) else [words]
    told = []
    for item in items[:3]:
        number = _number(item)
        if number is not None and "count" in slots:
            told.append(say(desk.language, "no_photo_number", number=number, count=slots["count"]))
        elif str(item) in _PLAIN:
            told.append(say(desk.language, _PLAIN[str(item)]))
        else:
            told.append(say(desk.language, "not_found", words=one_line(str(item))))
    return told


#: What is missing and is no file's name.
_PLAIN: Mapping[str, str] = {"it": "not_found_it", "end card": "no_end_card", "logo": "no_logo_file"}


def _number(item: Any) -> int | None:
    text = str(item).strip()
    return int(text) if text.lstrip("-").isdigit() and len(text) < 8 else None


def _text_not_found(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    """A role that no text has is told as such."""
    words = slots.get("words", "")
    told = []
    for item in list(words)[:3] if isinstance(words, list | tuple) else [words]:
        key = "no_texts" if item == "text" else f"no_{str(item).replace('-', '_')}"
        if item in (*TEXT_ROLES, "text"):
            told.append(say(desk.language, key))
        else:
            told.append(say(desk.language, "text_not_found", words=one_line(str(item))))
    return told


def _unclear(desk: Desk, slots: Mapping[str, Any]) -> list[str]:
    return [say(desk.language, "unclear")]


_TELLING: Mapping[str, Callable[[Desk, Mapping[str, Any]], list[str]]] = {
    "greet": _greet, "ask": _ask, "ask_project": _project, "ask_ability": _ability, "ask_how": _how, "cannot": _cannot,
    "unread": _unread, "left_out": _left_out, "not_found": _not_found, "text_not_found": _text_not_found,
    "unclear": _unclear, "default_cut": _default_cut,
}  # fmt: skip


# -- exports and credits ----------------------------------------------------------------------------


def exports_told(desk: Desk, outcome: Outcome) -> list[str]:
    """The exports that this turn started, or why it did not."""
    return [line for one in outcome.exports for line in _export(one, desk.language, is_new=True)]


def wants_told(desk: Desk, outcome: Outcome) -> list[str]:
    """Credits, how exports stand, and what is in the video, where that was asked for."""
    told = []
    if "credits" in desk.wants:
        told.append(_credits(outcome, desk.language))
    if "status" in desk.wants:
        known = [*outcome.exports, *outcome.renders]
        shown = [line for one in outcome.renders[:_MOST_EXPORTS] for line in _export(one, desk.language)]
        told += shown if known else [say(desk.language, "no_exports")]
    if any(entry.tool == "describe_video" and not entry.refusal for entry in desk.journal):
        told += about("photos", desk.timeline, desk.scene, desk.language)
        told.append(summary(desk.timeline, desk.language, desk.scene.films))
    return told


def _export(one: Exported, language: str, *, is_new: bool = False) -> list[str]:
    title = PRESETS[one.preset].title if one.preset in PRESETS else ""
    preset = say(language, "export_for", preset=title) if title else ""
    if one.state == "refused":
        return [say(language, "export_refused", preset=preset, why=one.message or say(language, "no_reason"))]
    if one.state == "failed":
        return [say(language, "export_failed", preset=preset, why=one.message or say(language, "no_reason"))]
    if one.state == "cancelled":
        return [say(language, "export_cancelled", preset=preset)]
    notes = [one.message] if one.message else []
    if one.state == "completed":
        return [say(language, "export_done", preset=preset, url=one.url), *notes]
    if is_new:
        key = "export_started" if one.url else "export_started_plain"
        return [say(language, key, preset=preset, **({"url": one.url} if one.url else {})), *notes]
    eta = "" if one.eta_s is None else say(language, "export_eta", seconds=max(1, round(one.eta_s)))
    going = say(language, "export_going", preset=preset, percent=f"{one.progress:.0f}", eta=eta)
    return [going, *([say(language, "export_link", url=one.url)] if one.url else []), *notes]


def _credits(outcome: Outcome, language: str) -> str:
    credits = outcome.credits
    if credits is None:
        return say(language, "credits_unknown")
    if credits.is_unlimited:
        return say(language, "credits_free")
    if credits.frozen:
        return say(language, "credits_held", n=credits.available, held=credits.frozen)
    return say(language, "credits_left", n=credits.available)
