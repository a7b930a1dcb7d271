"""JSON bodies are read strictly, and faults are told in plain words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from photoplay.errors import InvalidOption
from photoplay.server.body import MOST_LEVELS, Body, checked, described, parse

_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
_LEAF = (
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
)
_JSON = st.recursive(
    _LEAF | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=30,
)


@given(_JSON, st.booleans())
def test_plain_json_comes_through_whole(value: Any, is_ascii: bool) -> None:
    assert parse(json.dumps(value, ensure_ascii=is_ascii).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        parse(raw)
    except InvalidOption as error:
        assert error.message


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"NaN", ""),
        (b"[-Infinity]", ""),
        (b"[1e999]", ""),
        (b'{"a":[1,"\\ud800"]}', "a[1]"),
        (b'{"a":{"b":"x\\u0000"}}', "a.b"),
        (b'"\\udfff"', ""),
        (b'{"\\ud800":1}', ""),
        (b"[" * (MOST_LEVELS + 1) + b"]" * (MOST_LEVELS + 1), ""),
        (b"[" * 200_000, ""),
        (b"9" * 5000, ""),
        (b"\xff", ""),
        (b"{'a':1}", ""),
    ],
)
def test_loopholes_are_closed(raw: bytes, field: str) -> None:
    with pytest.raises(InvalidOption) as refused:
        parse(raw)
    assert refused.value.field == field


def test_whole_characters_in_pairs_are_fine() -> None:
    assert parse(b'["\\ud83d\\ude00"]') == ["\U0001f600"]
    assert parse(b"\xef\xbb\xbf{}") == {}
    assert parse(b"[" * MOST_LEVELS + b"]" * MOST_LEVELS)


class Inner(Body):
    text: str = Field(max_length=3)


class Outer(Body):
    parts: list[Inner] = Field(min_length=1)
    count: int = Field(1, ge=1, le=5, strict=True)


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({}, "parts", "“parts” is missing."),
        ({"parts": []}, "parts", "“parts” must have at least 1 entry."),
        ({"parts": [{"text": 5}]}, "parts[0].text", "“parts[0].text” must be a text."),
        ({"parts": [{"text": "long"}]}, "parts[0].text", "“parts[0].text” must have at most 3 characters."),
        ({"parts": [{"text": "a"}], "count": 9}, "count", "“count” must be at most 5."),
        ({"parts": [{"text": "a"}], "count": True}, "count", "“count” must be a whole number."),
        ([], "", "The body must be an object."),
        ("x", "", "The body must be an object."),
    ],
)
def test_faults_in_plain_words(told: object, field: str, words: str) -> None:
    with pytest.raises(InvalidOption) as refused:
        checked(Outer, told)
    assert refused.value.field == field
    assert refused.value.message.startswith(words)
    assert "pydantic" not in refused.value.message


def test_unknown_fields_are_left_alone_and_nothing_is_an_empty_object() -> None:
    assert checked(Outer, {"parts": [{"text": "a", "more": 1}], "new": 2}).parts[0].text == "a"
    with pytest.raises(InvalidOption):
        checked(Outer, None)


def test_described_bodies_stand_alone() -> None:
    assert "$ref" not in json.dumps(described(Outer))
