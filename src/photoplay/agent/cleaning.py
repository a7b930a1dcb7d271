"""Text of models without what no file and no database can hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Nothing that a tool takes is nested deeper.
_DEEPEST = 12


def clean(text: str) -> str:
    """A text without NUL and without halves of surrogate pairs."""
    if text.isprintable():  # mostly so
        return text
    return "".join(one for one in text if one != "\0" and not "\ud800" <= one <= "\udfff")


def cleaned(value: Any, depth: int = 0) -> Any:
    """Data of a model with all its texts clean; what is nested too deeply is None.

    Args:
        value: As parsed from JSON.
        depth: How deep it lies.
    """
    if isinstance(value, str):
        return clean(value)
    if depth > _DEEPEST:
        return None
    if isinstance(value, list | tuple):
        return [cleaned(one, depth + 1) for one in value]
    if isinstance(value, Mapping):
        return {cleaned(name, depth + 1): cleaned(one, depth + 1) for name, one in value.items()}
    return value
