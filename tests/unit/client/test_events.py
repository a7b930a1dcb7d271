"""Streams of events, cut anywhere and written by anybody."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.client.events import Event, event_of, read_events
from photoplay.errors import ServerAway

_EVENTS: list[dict[str, Any]] = [
    {"content": {"parts": [{"text": "é… 慢慢\u2028来\u0085"}]}, "author": "photoplay"},
    {"content": {"parts": [{"functionCall": {"name": "set_look", "args": {}}}]}},
    {"type": "text", "text": "older"},
    {"type": "text", "content": "older still"},
]


def _texts(*pieces: bytes) -> list[str | None]:
    return [event and event.text for event in read_events(pieces)]


def _data(told: object) -> bytes:
    return b"data: " + json.dumps(told, ensure_ascii=False).encode() + b"\n\n"


@given(
    st.lists(st.integers(0, 400), max_size=30),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
    st.booleans(),
    st.lists(
        st.sampled_from(
            [b": ping\n\n", b"event: heartbeat\ndata:\n\n", b"data:\n\n", b"id: 7\nretry: 3\nx\n\n"]
        )
    ),
)
def test_where_a_stream_is_cut_makes_no_difference(
    cuts: list[int], end: bytes, has_mark: bool, between: list[bytes]
) -> None:
    whole = b"".join(_data(told) + b"".join(between) for told in _EVENTS).replace(b"\n", end)
    whole = (b"\xef\xbb\xbf" if has_mark else b"") + whole
    places = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    pieces = [whole[a:b] for a, b in pairwise(places)]
    told = [event for event in read_events(pieces) if event is not None]
    assert told == [event_of(one) for one in _EVENTS]
    assert [one.text for one in told] == ["é… 慢慢\u2028来\u0085", "", "older", "older still"]


def test_a_stream_byte_by_byte() -> None:
    whole = b"\xef\xbb\xbf" + b"".join(map(_data, _EVENTS))
    assert _texts(*(whole[at : at + 1] for at in range(len(whole)))) == _texts(whole)


def test_signs_of_life_are_told_as_such() -> None:
    assert _texts(b": ping\n\n") == [None]
    assert _texts(b"event: heartbeat\ndata:\n\n" * 3) == [None] * 3
    assert _texts(b"data:\n\n", b"data: \n\n", b"event: x\n\n", b"id: 1\n\n") == [None] * 4
    assert _texts(b"\n\n\r\n\r\r") == []


def test_what_cannot_be_read_is_passed_over() -> None:
    for told in (b"{broken", b"[1]", b"7", b'"x"', b"\xff\xfe", b"null", b"[" * 100_000):
        assert _texts(b"data: " + told + b"\n\n" + _data(_EVENTS[2])) == [None, "older"]


def test_an_event_in_several_lines_is_one() -> None:
    assert _texts(b'data: {"type": "text",\ndata:"text": "a"}\n\n') == ["a"]


def test_the_last_event_may_lack_its_blank_line() -> None:
    for tail in (b"", b"\n", b"\r\n"):
        assert _texts(_data(_EVENTS[2]).rstrip() + tail) == ["older"]
    assert _texts(_data(_EVENTS[2]) + b": bye") == ["older", None]


@pytest.mark.parametrize(
    "tail", [b'data: {"type": "te', b"event: hear", b"data", b"id: 3\n", b"event: message\ndata:"]
)
def test_a_stream_that_ends_inside_of_an_event_is_broken(tail: bytes) -> None:
    told = []
    with pytest.raises(ServerAway):
        told += list(read_events([_data(_EVENTS[2]), tail]))
    events = read_events([_data(_EVENTS[2]), tail])
    first = next(events)
    assert first is not None and first.text == "older"


@pytest.mark.parametrize("is_one_line", [True, False])
def test_a_huge_event_is_passed_over_and_not_kept(is_one_line: bool) -> None:
    line = b"data: " + b"x" * (5 << 20) + b"\n" if is_one_line else (b"data: " + b"x" * 1000 + b"\n") * 5000
    told = _texts(*(line[at : at + 65536] for at in range(0, len(line), 65536)), b"\n", _data(_EVENTS[2]))
    assert told[-1] == "older" and set(told[:-1]) == {None}


@pytest.mark.parametrize(
    ("told", "code", "message"),
    [
        ({"errorCode": "2001", "errorMessage": "No."}, 2001, "No."),
        ({"error_code": 429, "error_message": "No."}, 429, "No."),
        ({"errorCode": "SAFETY", "errorMessage": "m"}, 500, "m"),
        ({"errorMessage": "m"}, 500, "m"),
        ({"code": 1001, "message": "m"}, 1001, "m"),
        ({"code": 0, "message": "ok"}, 0, ""),
        ({"content": {"parts": "x"}}, 0, ""),
    ],
)
def test_failures_are_read_in_every_form(told: dict[str, Any], code: int, message: str) -> None:
    event = event_of(told)
    assert (event.error_code, event.error_message) == (code, message)


def test_what_is_said_is_told_from_what_is_not() -> None:
    def said(**more: Any) -> Event:
        return event_of({"content": {"parts": [{"text": "a"}]}, **more})

    assert said().is_said and said(author="photoplay").is_said
    assert not said(author="user").is_said and not said(partial=True).is_said
    assert event_of({"content": {"parts": [{"text": "a", "thought": True}, None, {"text": "b"}]}}).text == "b"
    assert event_of({"content": {"parts": [{"function_call": {"name": "x"}}]}}).tools == ("x",)
