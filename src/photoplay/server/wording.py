"""What is wrong with a value, in plain words, from pydantic's findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

#: Pydantic's types of errors -> words after "must". Braces are filled from the error's context.
_MUST = {
    "string_type": "be a text",
    "string_too_long": "have at most {max_length} characters",
    "string_too_short": "have at least {min_length} characters",
    "string_pattern_mismatch": "have the form {pattern}",
    "int_type": "be a whole number",
    "int_parsing": "be a whole number",
    "int_from_float": "be a whole number",
    "float_type": "be a number",
    "float_parsing": "be a number",
    "finite_number": "be a finite number",
    "bool_type": "be true or false",
    "bool_parsing": "be true or false",
    "list_type": "be a list",
    "tuple_type": "be a list",
    "too_long": "have at most {max_length} entries",
    "too_short": "have at least {min_length} entries",
    "dict_type": "be an object",
    "model_type": "be an object",
    "model_attributes_type": "be an object",
    "greater_than": "be more than {gt}",
    "greater_than_equal": "be at least {ge}",
    "less_than": "be less than {lt}",
    "less_than_equal": "be at most {le}",
    "literal_error": "be {expected}",
    "enum": "be {expected}",
}
_WHERE = ("body", "query", "path", "header", "cookie")


def path_of(loc: Sequence[object]) -> str:
    """A field's path such as ``new_message.parts[0].text``."""
    told = ""
    for part in loc:
        told += f"[{part}]" if isinstance(part, int) else (f".{part}" if told else str(part))
    return told


def first_fault(errors: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """The first finding: the field's path, and a sentence about it."""
    found = errors[0]
    loc = tuple(found.get("loc", ()))
    field = path_of(loc[1:] if loc and loc[0] in _WHERE else loc)
    return field, _sentence(field, str(found["type"]), found.get("ctx", {}))


def _sentence(field: str, kind: str, context: Mapping[str, Any]) -> str:
    subject = f"“{field}”" if field else "The body"
    if kind == "missing":
        return f"{subject} is missing."
    if kind == "extra_forbidden":
        return f"{subject} is not known here."
    if kind not in _MUST:
        return f"{subject} is not right."
    words = _MUST[kind].format_map(context)
    if context.get("max_length", context.get("min_length")) == 1:
        words = words.replace("characters", "character").replace("entries", "entry")
    return f"{subject} must {words}."
