"""What a single value may be, and whether a nested one is plain JSON.

Drafts come from strangers. ``check_json`` decides in bounded time whether every store and encoder
can carry one: its walk needs no recursion, stops at a fixed number of values, and runs before
anything else reads them. All checks raise ``InvalidTimeline`` with the field's path.
"""

from __future__ import annotations

import math
import re
from typing import Any

from photoplay.errors import InvalidTimeline

#: Four hours. Source: the API contract.
MAX_LENGTH_MS = 4 * 60 * 60 * 1000
MAX_ID = 128
MAX_KEYFRAMES = 1_000
GAINS = (0.0, 2.0)
MAX_DEPTH = 32
MAX_VALUES = 500_000
MAX_KEY_CHARACTERS = 200
#: Larger whole numbers are changed by JavaScript and refused by databases.
MAX_WHOLE = 2**53


def check_json(value: Any, path: str = "") -> None:
    """Refuse what is not plain JSON.

    Args:
        value: Anything, nested or not.
        path: Where it stands in the draft, for the message.

    Raises:
        InvalidTimeline: A value is not finite, too large, too deep, not JSON, or holds characters
            that no file may hold (lone surrogates, NUL); ``field`` is its path.
    """
    waiting: list[tuple[Any, int, str]] = [(value, 0, path)]
    seen = 0
    while waiting:
        item, depth, where = waiting.pop()
        seen += 1
        if not isinstance(item, dict | list):
            _check_scalar(item, where)
            continue
        if depth >= MAX_DEPTH:
            raise InvalidTimeline(f"The draft is nested more than {MAX_DEPTH} levels deep.", field=where)
        if seen + len(waiting) + len(item) > MAX_VALUES:
            raise InvalidTimeline(f"The draft holds more than {MAX_VALUES:,} values.", field=where)
        if isinstance(item, list):
            waiting.extend((inner, depth + 1, f"{where}[{index}]") for index, inner in enumerate(item))
        else:
            waiting.extend((inner, depth + 1, _path_of_key(where, key)) for key, inner in item.items())


def copy_json(value: Any) -> Any:
    """A copy that shares no list or dict with a value that ``check_json`` has passed."""
    if isinstance(value, dict):
        return {key: copy_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [copy_json(inner) for inner in value]
    return value


def check_characters(text: str, path: str) -> None:
    """Refuse lone surrogates, which no file can hold, and NUL, which PostgreSQL cannot store.

    Raises:
        InvalidTimeline: The text holds one.
    """
    if "\0" in text:
        raise InvalidTimeline("The text holds a NUL character.", field=path)
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidTimeline("The text holds half of a surrogate pair, which is no character.", field=path)


def _path_of_key(where: str, key: Any) -> str:
    if not isinstance(key, str):
        raise InvalidTimeline("Every key must be a text.", field=where)
    if len(key) > MAX_KEY_CHARACTERS:
        raise InvalidTimeline(f"A key is longer than {MAX_KEY_CHARACTERS} characters.", field=where)
    check_characters(key, where)
    return f"{where}.{key}" if where else key


def _check_scalar(value: Any, where: str) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        check_characters(value, where)
    elif isinstance(value, int):
        if abs(value) > MAX_WHOLE:
            raise InvalidTimeline("The number is too large.", field=where)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidTimeline("The number is not finite.", field=where)
    else:
        raise InvalidTimeline(f"A value of type {type(value).__name__} is no JSON.", field=where)


def is_whole(value: Any) -> bool:
    """Whether a value is an integer; ``True`` is none."""
    return isinstance(value, int) and not isinstance(value, bool)


def check_whole(value: Any, what: str, field: str, low: int, high: int) -> None:
    """Refuse what is no integer from ``low`` to ``high``."""
    if not is_whole(value):
        raise InvalidTimeline(f"{what} must be a whole number.", field=field)
    if not low <= value <= high:
        raise InvalidTimeline(f"{what} must be from {low:,} to {high:,}.", field=field)


def check_number(value: Any, what: str, field: str, low: float, high: float) -> None:
    """Refuse what is no finite number from ``low`` to ``high``."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidTimeline(f"{what} must be a number.", field=field)
    if not low <= value <= high:  # NaN fails every comparison
        raise InvalidTimeline(f"{what} must be from {low:g} to {high:g}.", field=field)


def check_string(value: Any, what: str, field: str, *, shortest: int = 0, longest: int) -> None:
    """Refuse what is no text of a length in characters from ``shortest`` to ``longest``."""
    if not isinstance(value, str):
        raise InvalidTimeline(f"{what} must be a text.", field=field)
    if len(value) < shortest:
        raise InvalidTimeline(f"{what} must not be empty.", field=field)
    if len(value) > longest:
        raise InvalidTimeline(f"{what} must have at most {longest:,} characters.", field=field)
    check_characters(value, field)


def check_choice(value: Any, choices: tuple[str, ...], what: str, field: str) -> None:
    """Refuse what is none of the choices."""
    if not isinstance(value, str) or value not in choices:
        known = ", ".join(choice or "none" for choice in choices)
        raise InvalidTimeline(f"{what} must be one of: {known}.", field=field)


def check_name(value: Any, pattern: str, what: str, field: str) -> None:
    """Refuse what does not match the whole pattern."""
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise InvalidTimeline(f"{what} must have a plain name.", field=field)


def check_gain(gain: Any, field: str) -> None:
    """Refuse what is neither a volume nor volume keyframes ``((ms, volume), …)``, ascending."""
    if isinstance(gain, tuple):
        _check_gain_keyframes(gain, field)
    else:
        check_number(gain, "The volume", field, *GAINS)


def _check_gain_keyframes(keyframes: tuple[Any, ...], field: str) -> None:
    if not 1 <= len(keyframes) <= MAX_KEYFRAMES:
        raise InvalidTimeline(f"Volume keyframes number from 1 to {MAX_KEYFRAMES:,}.", field=field)
    last = -1
    for index, keyframe in enumerate(keyframes):
        place = f"{field}[{index}]"
        if not isinstance(keyframe, tuple) or len(keyframe) != 2:
            raise InvalidTimeline("A volume keyframe is a pair of time and volume.", field=place)
        check_whole(keyframe[0], "The time of a volume keyframe", f"{place}[0]", 0, MAX_LENGTH_MS)
        check_number(keyframe[1], "The volume", f"{place}[1]", *GAINS)
        if keyframe[0] <= last:
            raise InvalidTimeline("Volume keyframes must follow one another in time.", field=f"{place}[0]")
        last = keyframe[0]
