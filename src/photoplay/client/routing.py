"""Messages that need no turn of the agent: the routing table, which lives in ``data/routing.json`` alone."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

#: Between words, and around a message.
_SPACE = " \t\r\n,.!?;:~…，。！？；：、～"
#: Whoever quotes speaks of the words, and does not say them. An apostrophe inside a word is none.
_QUOTES = re.compile(r"[\"“”„‟«»‹›「」『』《》〈〉`]|(?<![a-z0-9])['‘’]|['‘’](?![a-z0-9])", re.IGNORECASE)


class Action(StrEnum):
    """Where a message goes in the place of the agent."""

    EXPORT = "export"
    CREDITS = "credits"
    STATE = "state"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a message goes.

    Attributes:
        action: Of the table.
        output: Of an export: the options that were named, such as ``resolution`` and ``preset``.
    """

    action: Action
    output: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words of the table, normalised, and what they mean for an action."""

    words: str
    is_keyword: bool = False
    output: Mapping[str, Any] = field(default_factory=dict)


def routing_table() -> dict[str, Any]:
    """The table as it is served."""
    told: dict[str, Any] = json.loads((files("photoplay.data") / "routing.json").read_text(encoding="utf-8"))
    return told


def route(text: str) -> Routed | None:
    """Where a message goes; None: to the agent."""
    table = _table()
    if len(text) > 2 * table.longest or _QUOTES.search(text):
        return None
    told = _normal(text).strip(_SPACE)
    if not told or len(told) > table.longest:
        return None
    if (alone := table.alone.get(told)) is not None:
        return Routed(alone)
    for action, phrases in table.phrases.items():
        if (found := _read(told, phrases)) is not None and any(one.is_keyword for one in found):
            return _agreed(action, found)
    return None


def _agreed(action: Action, found: list[_Phrase]) -> Routed | None:
    """The options of all phrases together; None where two of them contradict each other."""
    output: dict[str, Any] = {}
    for phrase in found:
        for name, value in phrase.output.items():
            if output.setdefault(name, value) != value:
                return None
    return Routed(action, output)


def _read(told: str, phrases: tuple[_Phrase, ...]) -> list[_Phrase] | None:
    """The phrases that a message consists of, longest first; None where something else is left."""
    dead: set[int] = set()

    def rest(at: int) -> list[_Phrase] | None:
        while at < len(told) and told[at] in _SPACE:
            at += 1
        if at == len(told):
            return []
        for phrase in phrases if at not in dead else ():
            end = at + len(phrase.words)
            is_there = told.startswith(phrase.words, at) and not (
                _is_inside(told, at) or _is_inside(told, end)
            )
            if is_there and (more := rest(end)) is not None:
                return [phrase, *more]
        dead.add(at)
        return None

    return rest(0)


def _is_inside(told: str, at: int) -> bool:
    """Whether a place lies inside a word of letters or digits that are not Chinese."""
    return 0 < at < len(told) and _is_joined(told[at - 1]) and _is_joined(told[at])


def _is_joined(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter in "-_'")


def _normal(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, slots=True)
class _Table:
    """The table, ready for reading.

    Attributes:
        longest: Of what is routed, characters.
        alone: Whole messages.
        phrases: For each action what may stand in its messages, longest first.
    """

    longest: int
    alone: Mapping[str, Action]
    phrases: Mapping[Action, tuple[_Phrase, ...]]


@cache
def _table() -> _Table:
    told = routing_table()
    alone, phrases = dict[str, Action](), dict[Action, tuple[_Phrase, ...]]()
    for name, one in told["actions"].items():
        action = Action(name)
        alone.update({_normal(words): action for words in _all(one.get("alone", {}))})
        found = [_Phrase(_normal(words), is_keyword=True) for words in _all(one["keywords"])]
        found += [_Phrase(_normal(words)) for words in _all(one["companions"])]
        found += [_Phrase(_normal(words)) for words in _all(told["companions"])]
        for option in one.get("output", ()):
            found += [_Phrase(_normal(words), output=option["output"]) for words in option["words"]]
        phrases[action] = tuple(sorted(found, key=lambda phrase: -len(phrase.words)))
    return _Table(int(told["longest"]), alone, phrases)


def _all(words: Mapping[str, list[str]]) -> Iterator[str]:
    for one in words.values():
        yield from one
